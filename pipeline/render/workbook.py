"""The tables as an Excel workbook: for readers without a program of their own.

Set out as UK official statistics are: a cover, contents with links, one table a sheet with its title above
it, no merged cells, and shorthand where a value is not given (https://analysisfunction.civilservice.gov.uk,
'Releasing statistics in spreadsheets'). Numbers, dates and yes or no are such cells; all else is text,
whatever it begins with, so that no label of a letter becomes a formula and a program reads the characters
that the tables hold. No date of the build is written, and a pinned library compresses: the same tables give
the same bytes.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from pipeline.render.downloads import zip_bytes
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.table import Row, Table, Value

MOST_ROWS = 1_048_576  # of a sheet, by the format
MOST_CHARACTERS = 32_767  # of a cell
_FIRST = 4  # row of the headings, from 0
_WIDEST, _NARROWEST = 60, 9  # characters
_COVER, _CONTENTS, _FIELDS = "Cover", "Contents", "Fields"
_NOT_GIVEN = "obs_status"  # the code list that says why a value is not given, and its shorthand


@dataclass(frozen=True)
class Cover:
    """What the first sheet says: ``lines`` of a label and words, and what to mind before use."""

    title: str
    description: str
    lines: Sequence[tuple[str, str]]
    notes: Sequence[str]
    dated: date  # of the newest letter


def workbook_bytes(
    cover: Cover,
    tables: Mapping[str, Table],
    rows: Mapping[str, Sequence[Row]],
    lists: Mapping[str, CodeList],
) -> bytes:
    """Give the workbook. ``rows`` are those of each table, dates as ISO 8601, in the order to be shown."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    # A date is wanted here; the one that does not change from build to build is that of the newest letter.
    created = datetime.combine(cover.dated, datetime.min.time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": cover.title, "comments": cover.description, "created": created})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 15}),
        "head": book.add_format({"bold": True, "bottom": 1}),
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        "link": book.get_default_url_format(),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
    }
    _write_cover(book, cover, lists[_NOT_GIVEN], formats)
    _write_contents(book, tables, rows, formats)
    _write_fields(book, tables, formats)
    for table in tables.values():
        _write_table(book, table, rows[table.name], lists, formats)
    book.close()
    with zipfile.ZipFile(out) as archive:
        return zip_bytes({name: archive.read(name) for name in archive.namelist()})


def shown(table: Table, row: Row, name: str, lists: Mapping[str, CodeList]) -> Value:
    """Give what a cell shows: the value; where ``value`` is not given, the shorthand that says why not."""
    if row[name] is not None or name != "value":
        return row[name]
    status = next((key.fields[0] for key in table.foreign_keys if key.table == _NOT_GIVEN), None)
    code = row[status] if status else None
    return lists[_NOT_GIVEN].row(str(code)).get("shorthand") if code else None


def _write_cover(book: Any, cover: Cover, statuses: CodeList, formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(_COVER)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, cover.title, formats["title"])
    said = [("About", cover.description), *cover.lines, *(("Mind", note) for note in cover.notes)]
    shorthand = [
        (str(status["shorthand"]), f"{status['label']}. {status['description']}")
        for status in statuses.rows
        if status["shorthand"] and not status["has_value"]
    ]
    for at, (label, words) in enumerate(said, 1):
        sheet.write_string(at, 0, label, formats["wrapped"])
        sheet.write_string(at, 1, words, formats["wrapped"])
    first = len(said) + 2
    sheet.write_string(first, 0, "Shorthand", formats["head"])
    sheet.write_string(first, 1, "In place of a value that is not given", formats["head"])
    for at, (label, words) in enumerate(shorthand, first + 1):
        sheet.write_string(at, 0, label, formats["wrapped"])
        sheet.write_string(at, 1, words, formats["wrapped"])


def _write_contents(
    book: Any, tables: Mapping[str, Table], rows: Mapping[str, Sequence[Row]], formats: Mapping[str, Any]
) -> None:
    sheet = book.add_worksheet(_CONTENTS)
    for column, width in enumerate((26, 32, 10, 90)):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, _CONTENTS, formats["title"])
    for column, heading in enumerate(("Sheet", "Table", "Rows", "What it holds")):
        sheet.write_string(2, column, heading, formats["head"])
    listed: list[tuple[str, str, int | None, str]] = [
        (_FIELDS, "Fields", None, "What the columns of every sheet mean.")
    ]
    listed += [(t.name, t.title, len(rows[t.name]), t.description) for t in tables.values()]
    for at, (name, title, count, description) in enumerate(listed, 3):
        sheet.write_url(at, 0, f"internal:'{name}'!A1", formats["link"], name)
        sheet.write_string(at, 1, title)
        if count is not None:
            sheet.write_number(at, 2, count)
        sheet.write_string(at, 3, description)


def _write_fields(book: Any, tables: Mapping[str, Table], formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(_FIELDS)
    for column, width in enumerate((22, 22, 26, 10, 20, 100)):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, "Fields: what the columns of every sheet mean", formats["title"])
    for column, heading in enumerate(("Sheet", "Field", "Title", "Type", "Codes are in", "Description")):
        sheet.write_string(2, column, heading, formats["head"])
    sheet.freeze_panes(3, 0)
    at = 3
    for table in tables.values():
        codes = {key.fields[0]: key.table for key in table.foreign_keys if len(key.fields) == 1}
        for field in table.fields:
            among = tables.get(codes.get(field.name, ""))
            sheet.write_string(at, 0, table.name)
            sheet.write_string(at, 1, field.name)
            sheet.write_string(at, 2, field.title)
            sheet.write_string(at, 3, field.type)
            if among is not None and among.code_list:
                sheet.write_url(at, 4, f"internal:'{among.name}'!A1", formats["link"], among.name)
            sheet.write_string(at, 5, field.description)
            at += 1


def _write_table(
    book: Any,
    table: Table,
    rows: Sequence[Row],
    lists: Mapping[str, CodeList],
    formats: Mapping[str, Any],
) -> None:
    sheet = book.add_worksheet(table.name)
    kept = rows[: MOST_ROWS - _FIRST - 1]
    cells = [[shown(table, row, name, lists) for name in table.columns] for row in kept]
    for column, name in enumerate(table.columns):
        longest = max((len(str(line[column])) for line in cells if line[column] is not None), default=0)
        sheet.set_column(column, column, max(_NARROWEST, min(_WIDEST, 2 + max(longest, len(name)))))
    sheet.write_string(0, 0, table.title, formats["title"])
    sheet.write_string(1, 0, table.description)
    if len(kept) < len(rows):
        left_out = f"{len(rows) - len(kept):,} rows do not fit on a sheet: they are in {table.name}.csv."
        sheet.write_string(2, 0, left_out)
    sheet.write_url(2, 1, f"internal:'{_CONTENTS}'!A1", formats["link"], _CONTENTS)
    for column, name in enumerate(table.columns):
        sheet.write_string(_FIRST, column, name, formats["head"])
    for at, line in enumerate(cells, _FIRST + 1):
        for column, value in enumerate(line):
            _write_cell(sheet, at, column, value, table.fields[column].type, table, formats)
    last = _FIRST + max(len(kept), 1)
    sheet.freeze_panes(_FIRST + 1, 1)
    sheet.autofilter(_FIRST, 0, last, len(table.columns) - 1)
    # A name for whoever works with formulas: headings and rows.
    sheet_range = f"='{table.name}'!$A${_FIRST + 1}:${_letters(len(table.columns) - 1)}${last + 1}"
    book.define_name(f"table_{table.name}", sheet_range)


def _write_cell(
    sheet: Any, at: int, column: int, value: Value, kind: str, table: Table, formats: Mapping[str, Any]
) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(at, column, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(at, column, value)
    elif kind == "date":
        sheet.write_datetime(at, column, datetime.fromisoformat(value), formats["date"])
    else:
        sheet.write_string(at, column, cut(value, f"{table.name}.csv"))


def cut(text: str, file: str) -> str:
    """Give a text that fits into a cell: one that is longer ends with where the whole of it stands."""
    if len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS:
        return text
    end = f" [cut: the whole text is in {file}]"
    # Excel counts what is outside the basic plane twice.
    return text[: (MOST_CHARACTERS - len(end)) // 2] + end


def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))
