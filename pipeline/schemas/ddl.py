"""DuckDB's CREATE TABLE and COMMENT statements, derived from the Table Schemas."""

import re
from collections.abc import Mapping

from pipeline.schemas.codelists import CodeList
from pipeline.schemas.table import Field, FieldType, RowCheck, Table

TYPES: dict[FieldType, str] = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}


def create_plain_table(table: Table) -> str:
    """Give the statement that creates a table with its types and no more: for rows not yet validated."""
    columns = ",\n  ".join(f"{quoted(f.name)} {TYPES[f.type]}" for f in table.fields)
    return f"CREATE TABLE {quoted(table.name)} (\n  {columns}\n)"


def create_table(table: Table, lists: Mapping[str, CodeList]) -> str:
    """Give the statement that creates a table with its keys and checks."""
    parts = [f"{quoted(f.name)} {TYPES[f.type]}{' NOT NULL' if f.required else ''}" for f in table.fields]
    parts.append(f"PRIMARY KEY ({_names(table.primary_key)})")
    unique = [(f.name,) for f in table.fields if f.constraints.get("unique")]
    parts += [f"UNIQUE ({_names(key)})" for key in [*unique, *table.unique_keys] if key != table.primary_key]
    parts += [f"CHECK ({condition})" for f in table.fields for condition in conditions(f)]
    parts += [f"CHECK ({check_sql(check, lists)})" for check in table.checks]
    parts += [
        f"FOREIGN KEY ({_names(key.fields)}) REFERENCES {quoted(key.table)} ({_names(key.references)})"
        for key in table.foreign_keys
    ]
    return f"CREATE TABLE {quoted(table.name)} (\n  " + ",\n  ".join(parts) + "\n)"


def comments(table: Table) -> list[str]:
    """Give the statements that put the schema's descriptions on a table and its columns."""
    statements = [f"COMMENT ON TABLE {quoted(table.name)} IS {literal(table.description)}"]
    return statements + [
        f"COMMENT ON COLUMN {quoted(table.name)}.{quoted(f.name)} IS {literal(f.description)}"
        for f in table.fields
    ]


def conditions(field: Field) -> list[str]:
    """Give the SQL conditions that a field's constraints put on each value; an empty value meets them all."""
    name, found = quoted(field.name), []
    if allowed := field.constraints.get("enum"):
        found.append(f"{name} IN ({', '.join(map(literal, allowed))})")
    if (least := field.constraints.get("minimum")) is not None:
        found.append(f"{name} >= {f'DATE {literal(least)}' if field.type == 'date' else least}")
    if pattern := field.constraints.get("pattern"):
        found.append(f"regexp_full_match({name}, {literal(pattern)})")
    return found


def check_sql(check: RowCheck, lists: Mapping[str, CodeList]) -> str:
    """Give a row check's SQL with ``{list.column}`` replaced by the codes for which that column is true."""

    def codes(match: re.Match[str]) -> str:
        name, column = match[1], match[2]
        return ", ".join(map(literal, lists[name].codes_where(column)))

    return re.sub(r"\{(\w+)\.(\w+)\}", codes, check.sql)


def quoted(name: str) -> str:
    """Give an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Give an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(map(quoted, names))
