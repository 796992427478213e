"""Rows as canonical bytes: the same rows always give the same CSV.

UTF-8, LF, RFC 4180, sorted by primary key, ISO 8601 dates, an empty cell for no value, no index column.
Written here and not by DuckDB, which prints 199 as 199.0 in a column of numbers.
"""

import csv
import io
import sys
from collections.abc import Iterable

from pipeline.schemas.table import FieldType, Row, Table, Value


def csv_bytes(table: Table, rows: Iterable[Row]) -> bytes:
    """Give a table's CSV file. Raises KeyError where a row lacks a column."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in in_order(table, rows):
        writer.writerow([cell(row[name]) for name in table.columns])
    return out.getvalue().encode("utf-8")


def rows_of(table: Table, content: bytes) -> list[Row]:
    """Give the rows of a canonical CSV file with the types of its table: the inverse of ``csv_bytes``."""
    return [
        {name: _value(table.field(name).type, text) for name, text in row.items()}
        for row in texts_of(content)
    ]


def texts_of(content: bytes) -> list[dict[str, str]]:
    """Give the rows of a canonical CSV file with every cell as the text that stands there."""
    csv.field_size_limit(sys.maxsize)  # an answer may be longer than the 131,072 characters of the default
    reader = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
    columns = next(reader)
    return [dict(zip(columns, cells, strict=True)) for cells in reader]


def _value(kind: FieldType, text: str) -> Value:
    if text == "":
        return None
    if kind == "integer":
        return int(text)
    if kind == "number":
        return float(text)
    return text == "true" if kind == "boolean" else text


def in_order(table: Table, rows: Iterable[Row]) -> list[Row]:
    """Give rows sorted by primary key."""

    def key(row: Row) -> list[tuple[bool, str | int | float]]:
        return [(row[name] is not None, row[name] or 0) for name in table.primary_key]

    return sorted(rows, key=key)


def cell(value: Value) -> str:
    """Give a value as text: true and false, numbers without a needless '.0', nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    return str(value)
