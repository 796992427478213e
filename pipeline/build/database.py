"""DuckDB databases, filled from canonical CSV.

Two kinds: a plain one for rows that are still to be validated, so that a rule and not a constraint says what
is wrong; and the published one, with keys, checks and comments. A DuckDB file is never the same bytes twice:
CSV and Parquet are canonical, the database is made from them and compared by content.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

from pipeline.build.views import views
from pipeline.edges.problems import PipelineError
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.ddl import TYPES, comments, create_plain_table, create_table, literal, quoted
from pipeline.schemas.table import Table

TEXTS_COMMENT = "The text of every letter, names and contact details masked. Spans are offsets into it."


def load(
    connection: duckdb.DuckDBPyConnection,
    tables: Mapping[str, Table],
    lists: Mapping[str, CodeList],
    folder: Path,
    texts: Iterable[tuple[str, str]],
    *,
    constraints: bool,
) -> None:
    """Create all tables and views, and fill them from ``folder/<table>.csv`` where there is such a file.

    With constraints the tables also have comments: they are for those who open the published database.

    Raises duckdb.Error where the rows break a type or, with constraints, a key or a check.
    """
    for table in tables.values():
        connection.execute(create_table(table, lists) if constraints else create_plain_table(table))
        file = folder / f"{table.name}.csv"
        if file.exists():
            _fill(connection, table, file)
        if constraints:
            connection.execute(";".join(comments(table)))
    connection.execute("CREATE TABLE letter_texts (letter_id VARCHAR PRIMARY KEY, text VARCHAR NOT NULL)")
    for letter_id, text in texts:
        # Not as parameters: for these DuckDB imports pandas where that is installed, which takes its time.
        connection.execute(f"INSERT INTO letter_texts VALUES ({literal(letter_id)}, {literal(text)})")
    connection.execute(f"COMMENT ON TABLE letter_texts IS {literal(TEXTS_COMMENT)}")
    for view in views(lists):
        connection.execute(f"CREATE VIEW {view.name} AS {view.query}")
        connection.execute(f"COMMENT ON VIEW {view.name} IS {literal(view.comment)}")


def stop_if_unwritten(error: duckdb.Error) -> None:
    """Raise PipelineError where DuckDB failed for want of the disk, and not for what it was told."""
    if "Could not write file" in str(error):
        mend = "Run 'dvc repro' once that is mended."
        raise PipelineError(f"A database below staging/ cannot be written: {error}. {mend}") from error


def _fill(connection: duckdb.DuckDBPyConnection, table: Table, file: Path) -> None:
    """Insert the rows of a CSV file; those that refer to rows of the same table after those they refer to."""
    name, source = quoted(table.name), f"({csv_query(table, file)})"
    own = [key for key in table.foreign_keys if key.table == table.name]
    if not own:
        connection.execute(f"INSERT INTO {name} FROM {source}")
        return
    # DuckDB checks such a key against rows that were there before the statement.
    there = " AND ".join(
        f"({quoted(key.fields[0])} IS NULL OR {quoted(key.fields[0])} IN "
        f"(SELECT {quoted(key.references[0])} FROM {name}))"
        for key in own
    )
    rest = f"(FROM {source} EXCEPT ALL FROM {name})"
    while connection.execute(f"SELECT count(*) FROM {rest} WHERE {there}").fetchall() != [(0,)]:
        connection.execute(f"INSERT INTO {name} SELECT * FROM {rest} WHERE {there}")
    connection.execute(f"INSERT INTO {name} FROM {rest}")


def csv_query(table: Table, file: Path) -> str:
    """Give the query that reads a canonical CSV file with the types of its table, guessing nothing."""
    columns = ", ".join(f"{literal(f.name)}: {literal(TYPES[f.type])}" for f in table.fields)
    return (
        f"SELECT * FROM read_csv({literal(file.as_posix())}, columns = {{{columns}}}, header = true, "
        "auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', "
        "max_line_size = 16777216)"
    )


def write_parquet(connection: duckdb.DuckDBPyConnection, table: Table, file: Path) -> None:
    """Write a table's Parquet file, sorted by primary key: the same bytes for any number of threads."""
    order = ", ".join(map(quoted, table.primary_key))
    connection.execute(
        f"COPY (SELECT * FROM {quoted(table.name)} ORDER BY {order}) "
        f"TO {literal(file.as_posix())} (FORMAT parquet, COMPRESSION zstd)"
    )
