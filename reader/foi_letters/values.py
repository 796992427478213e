"""The cells of a CSV file, with the types of its Table Schema."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date

from foi_letters.descriptor import Field, Table
from foi_letters.errors import ReaderError

Value = str | int | float | bool | date | None
Row = dict[str, Value]

# Narrower than int, float and date.fromisoformat, which take '1_0', 'nan' and '20240101'.
_WHOLE = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST = 2**31 - 1  # the most that every platform takes; csv stops at 131,072 characters by default


def rows_of(content: bytes, table: Table) -> list[Row]:
    """Give the rows of a table's file. Raises ReaderError with the row where one is not as its schema."""
    try:
        text = content.decode(table.encoding).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError) as error:
        raise ReaderError(f"{table.path} is no text in {table.encoding}.") from error
    lines = _cells(text, table)
    header = tuple(next(lines, ()))
    if header != table.columns:
        raise ReaderError(f"{table.path} has other columns than its schema: {', '.join(header)}.")
    return [_row(number, cells, table) for number, cells in enumerate(lines, start=1)]


def _cells(text: str, table: Table) -> Iterator[Sequence[str]]:
    before = csv.field_size_limit(_LONGEST)
    try:
        yield from csv.reader(
            io.StringIO(text, newline=""), delimiter=table.delimiter, quotechar=table.quote, strict=True
        )
    except csv.Error as error:
        raise ReaderError(f"{table.path} is no CSV file: {error}.") from error
    finally:
        csv.field_size_limit(before)


def _row(number: int, cells: Sequence[str], table: Table) -> Row:
    where = f"{table.path}, row {number}"
    if len(cells) != len(table.fields):
        raise ReaderError(f"{where}: there are {len(cells)} cells for {len(table.fields)} columns.")
    return {
        field.name: None if cell in table.missing_values else _value(cell, field, where)
        for field, cell in zip(table.fields, cells, strict=True)
    }


def _value(cell: str, field: Field, where: str) -> Value:
    match field.type:
        case "integer" | "number" if _WHOLE.fullmatch(cell):
            return int(cell)  # a count stays a whole number: 346 and not 346.0
        case "number" if _NUMBER.fullmatch(cell):
            return float(cell)
        case "boolean" if cell in field.true_values:
            return True
        case "boolean" if cell in field.false_values:
            return False
        case "date" if _DATE.fullmatch(cell):
            with suppress(ValueError):
                return date.fromisoformat(cell)
        case "integer" | "number" | "boolean" | "date":
            pass
        case _:  # words stay words, and so does every type that this reader does not know
            return cell
    raise ReaderError(f"{where}: {field.name} {cell!r} is no {field.type}.")


def text_of(row: Mapping[str, Value], field: str) -> str | None:
    """Give a cell that holds words; None where it is empty. Raises ReaderError where the row has none."""
    value = _cell(row, field)
    return None if value is None else str(value)


def whole_of(row: Mapping[str, Value], field: str) -> int:
    """Give a cell that holds a whole number. Raises ReaderError where it does not."""
    value = _cell(row, field)
    if not isinstance(value, int):
        raise ReaderError(f"{field} is {value!r} where a whole number must stand.")
    return value


def _cell(row: Mapping[str, Value], field: str) -> Value:
    try:
        return row[field]
    except KeyError as error:
        raise ReaderError(
            f"There is no column {field!r}: this reader is of another version than the data; "
            "install that of the same release."
        ) from error
