"""The SQL that makes a DuckDB database of the package, with the keys and comments that its schemas give.

DuckDB's own file differs from build to build, so that what is published is how to make it.
"""

from collections.abc import Mapping, Sequence

from pipeline.schemas import ddl
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.table import Row, Table

NAME = "load.sql"


def script(
    tables: Mapping[str, Table], lists: Mapping[str, CodeList], rows: Mapping[str, Sequence[Row]]
) -> str:
    """Give the statements, to be run by DuckDB in the folder of the unpacked zip."""
    said = ["-- duckdb foi.duckdb < load.sql", "BEGIN;"]
    for table in tables.values():
        said.append(f"{ddl.create_table(table, lists)};")
        said += _fill(table, rows[table.name])
        said += [f"{comment};" for comment in ddl.comments(table)]
    return "\n".join([*said, "COMMIT;", ""])


def _fill(table: Table, rows: Sequence[Row]) -> list[str]:
    """Insert the rows; those that refer to rows of the same table a step after those that they refer to."""
    name, source = ddl.quoted(table.name), f"(FROM {ddl.literal(f'processed/{table.name}.parquet')})"
    own = [(key.fields[0], key.references[0]) for key in table.foreign_keys if key.table == table.name]
    if not own:
        return [f"INSERT INTO {name} BY NAME FROM {source};"]
    there = " AND ".join(
        f"({ddl.quoted(field)} IS NULL OR {ddl.quoted(field)} IN (SELECT {ddl.quoted(target)} FROM {name}))"
        for field, target in own
    )
    rest = f"(FROM {source} EXCEPT ALL FROM {name})"
    return [f"INSERT INTO {name} BY NAME SELECT * FROM {rest} WHERE {there};"] * _steps(own, rows)


def _steps(own: Sequence[tuple[str, str]], rows: Sequence[Row]) -> int:
    left, steps = list(rows), 0
    while left:
        missing = {field: {row[target] for row in left} for field, target in own}
        waiting = [row for row in left if any(row[field] in missing[field] for field, _ in own)]
        if len(waiting) == len(left):
            raise ValueError(f"Rows refer to each other in a circle: {waiting[0]}.")
        left, steps = waiting, steps + 1
    return steps
