"""The tables as a SQLite database: for programs that read no DuckDB file.

Types, keys, required fields and lists of allowed values are those of the Table Schemas; ``letter_texts`` and
``fields``, which says what every column means, are put beside the tables. Dates are ISO 8601 text, yes and no
are 1 and 0. The file is written by the pinned SQLite of apsw and holds no date: the same tables give the same
bytes, whatever SQLite the machine has.
"""

from collections.abc import Mapping, Sequence

from pipeline.schemas.ddl import literal, quoted
from pipeline.schemas.table import Field, FieldType, Row, Table

TYPES: Mapping[FieldType, str] = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
}
_TEXTS = "CREATE TABLE letter_texts (letter_id TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL)"
_FIELDS = """CREATE TABLE "fields" (
  "table" TEXT NOT NULL, field TEXT NOT NULL, title TEXT NOT NULL, type TEXT NOT NULL,
  description TEXT NOT NULL, PRIMARY KEY ("table", field)
)"""


def sqlite_bytes(
    tables: Mapping[str, Table], rows: Mapping[str, Sequence[Row]], texts: Mapping[str, str]
) -> bytes:
    """Give the database file; ``rows`` are those of each table, dates as ISO 8601, ``texts`` by letter."""
    import apsw

    connection = apsw.Connection(":memory:")
    try:
        connection.execute("PRAGMA page_size = 4096")
        with connection:
            for table in tables.values():
                connection.execute(create_table(table))
                marks = ", ".join("?" * len(table.columns))
                connection.executemany(
                    f"INSERT INTO {quoted(table.name)} VALUES ({marks})",
                    ([row[name] for name in table.columns] for row in rows[table.name]),
                )
            connection.execute(_TEXTS)
            connection.executemany("INSERT INTO letter_texts VALUES (?, ?)", sorted(texts.items()))
            connection.execute(_FIELDS)
            connection.executemany(
                'INSERT INTO "fields" VALUES (?, ?, ?, ?, ?)',
                (
                    (table.name, field.name, field.title, field.type, field.description)
                    for table in tables.values()
                    for field in table.fields
                ),
            )
        return bytes(connection.serialize("main"))
    finally:
        connection.close()


def create_table(table: Table) -> str:
    """Give SQLite's CREATE TABLE. Patterns and conditions on rows are left to the checks that were run."""
    parts = [_column(field) for field in table.fields]
    parts.append(f"PRIMARY KEY ({_names(table.primary_key)})")
    unique = [(f.name,) for f in table.fields if f.constraints.get("unique")]
    parts += [f"UNIQUE ({_names(key)})" for key in [*unique, *table.unique_keys] if key != table.primary_key]
    parts += [
        f"FOREIGN KEY ({_names(key.fields)}) REFERENCES {quoted(key.table)} ({_names(key.references)})"
        for key in table.foreign_keys
    ]
    return f"CREATE TABLE {quoted(table.name)} (\n  " + ",\n  ".join(parts) + "\n)"


def _column(field: Field) -> str:
    name = quoted(field.name)
    found = [name, TYPES[field.type]]
    if field.required:
        found.append("NOT NULL")
    if field.type == "boolean":
        found.append(f"CHECK ({name} IN (0, 1))")
    if allowed := field.constraints.get("enum"):
        found.append(f"CHECK ({name} IN ({', '.join(map(literal, allowed))}))")
    if (least := field.constraints.get("minimum")) is not None:
        found.append(f"CHECK ({name} >= {literal(least) if field.type == 'date' else least})")
    return " ".join(found)


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(map(quoted, names))
