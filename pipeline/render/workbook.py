"""The tables as an Excel workbook: for readers without a program of their own.

Set out as UK official statistics are: a cover, contents with links, one table a sheet, no merged cells, and
shorthand where a value is not given (https://analysisfunction.civilservice.gov.uk, 'Releasing statistics in
spreadsheets'). That shorthand, and a title above, has the sheet for people alone. The others are for formulas
and programs: headings in the first row, numbers and nothing else in a column of numbers, the status in a
column of its own, the label of a code beside it. On each is a table object, ``table_`` and the sheet's name.

Numbers, dates and yes or no are such cells; all else is text, whatever it begins with, so that no label of a
letter becomes a formula and a program reads the characters that the tables hold. No date of the build is
written, and nothing is compressed: the same tables give the same bytes.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from pipeline.render.downloads import zip_bytes
from pipeline.render.labelled import COLUMNS, rows_in_words
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.table import Row, Table, Value

MOST_ROWS = 1_048_576  # of a sheet, by the format
MOST_CHARACTERS = 32_767  # of a cell
_BELOW_TITLE = 4  # row of the headings on the sheet for people, from 0
_WIDEST, _NARROWEST = 60, 9  # characters
_COVER, _CONTENTS, _FIELDS, PEOPLE = "Cover", "Contents", "Fields", "Values"
_OBSERVATIONS, _LETTERS = "observations", "letters"
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
            "in_memory": True,
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
    words = rows_in_words(rows[_OBSERVATIONS], rows[_LETTERS], lists)
    _write_people(book, words, formats, f"{_OBSERVATIONS}.csv")
    for table in tables.values():
        _write_table(book, table, rows[table.name], lists, formats)
    book.close()
    with zipfile.ZipFile(out) as archive:
        return zip_bytes({name: archive.read(name) for name in archive.namelist()})


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
    about = f"In place of a value that is not given, on the sheet {PEOPLE}"
    sheet.write_string(first, 1, about, formats["head"])
    for at, (label, words) in enumerate(shorthand, first + 1):
        sheet.write_string(at, 0, label, formats["wrapped"])
        sheet.write_string(at, 1, words, formats["wrapped"])


def _write_contents(
    book: Any, tables: Mapping[str, Table], rows: Mapping[str, Sequence[Row]], formats: Mapping[str, Any]
) -> None:
    sheet = book.add_worksheet(_CONTENTS)
    for column, width in enumerate((26, 26, 32, 10, 90)):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, _CONTENTS, formats["title"])
    for column, heading in enumerate(("Sheet", "Name for formulas", "Table", "Rows", "What it holds")):
        sheet.write_string(2, column, heading, formats["head"])
    sheet.write_url(3, 0, f"internal:'{_FIELDS}'!A1", formats["link"], _FIELDS)
    sheet.write_string(3, 2, "Fields")
    sheet.write_string(3, 4, "What the columns of every sheet mean.")
    people = f"For people: every observation in words, shorthand where no value is given: see {_COVER}."
    listed = [(PEOPLE, "Values", len(rows[_OBSERVATIONS]), people)]
    listed += [(t.name, t.title, len(rows[t.name]), t.description) for t in tables.values()]
    for at, (name, title, count, description) in enumerate(listed, 4):
        left_out = count - (MOST_ROWS - (_BELOW_TITLE if name == PEOPLE else 0) - 1)
        more = f" {left_out:,} rows do not fit on the sheet: {name}.csv has all." if left_out > 0 else ""
        sheet.write_url(at, 0, f"internal:'{name}'!A1", formats["link"], name)
        sheet.write_string(at, 1, table_name(name))
        sheet.write_string(at, 2, title)
        sheet.write_number(at, 3, count)
        sheet.write_string(at, 4, description + more)


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


def _write_people(
    book: Any, rows: Sequence[Mapping[str, Value]], formats: Mapping[str, Any], file: str
) -> None:
    """Write the observations in words, below a title: for people."""
    sheet = book.add_worksheet(PEOPLE)
    sheet.write_string(0, 0, "Values: every observation in words", formats["title"])
    about = f"Where a value is not given, shorthand says why: see {_COVER}. For formulas use {_OBSERVATIONS}."
    sheet.write_string(1, 0, about)
    sheet.write_url(2, 0, f"internal:'{_CONTENTS}'!A1", formats["link"], _CONTENTS)
    columns = [(name, "date" if name in ("From", "To") else "string") for name in COLUMNS]
    kept = rows[: MOST_ROWS - _BELOW_TITLE - 1]
    lines = [[row[name] for name in COLUMNS] for row in kept]
    _write_rows(sheet, PEOPLE, columns, lines, formats, first=_BELOW_TITLE, file=file)


def _write_table(
    book: Any,
    table: Table,
    rows: Sequence[Row],
    lists: Mapping[str, CodeList],
    formats: Mapping[str, Any],
) -> None:
    """Write a table as it is, the label of each code beside it, headings in the first row: for programs."""
    codes = _codes(table, lists)
    columns: list[tuple[str, str]] = []
    for field in table.fields:
        columns.append((field.name, field.type))
        if field.name in codes:
            columns.append((labelled_name(field.name), "string"))
    labels = {name: {row["code"]: row["label"] for row in among.rows} for name, among in codes.items()}
    lines = []
    for row in rows[: MOST_ROWS - 1]:
        line: list[Value] = []
        for name in table.columns:
            line.append(row[name])
            if name in labels:
                line.append(labels[name].get(row[name]))
        lines.append(line)
    sheet = book.add_worksheet(table.name)
    _write_rows(sheet, table.name, columns, lines, formats, first=0, file=f"{table.name}.csv")


def _write_rows(
    sheet: Any,
    name: str,
    columns: Sequence[tuple[str, str]],
    lines: Sequence[Sequence[Value]],
    formats: Mapping[str, Any],
    *,
    first: int,
    file: str,
) -> None:
    """Write headings in the row ``first``, from 0, the rows below, and a table object over them all."""
    for column, (heading, _) in enumerate(columns):
        longest = max((len(str(line[column])) for line in lines if line[column] is not None), default=0)
        sheet.set_column(column, column, max(_NARROWEST, min(_WIDEST, 2 + max(longest, len(heading) + 2))))
    # The format wants a row below the headings; where there is none, it stays empty.
    last = first + max(len(lines), 1)
    headings = [{"header": heading} for heading, _ in columns]
    sheet.add_table(
        first,
        0,
        last,
        len(columns) - 1,
        {"name": table_name(name), "columns": headings, "style": "Table Style Light 1"},
    )
    for at, line in enumerate(lines, first + 1):
        for column, value in enumerate(line):
            _write_cell(sheet, at, column, value, columns[column][1], file, formats)
    sheet.freeze_panes(first + 1, 1)


def table_name(sheet: str) -> str:
    """Give the name of the table object on a sheet, for formulas: table_observations."""
    return f"table_{sheet.lower()}"


def labelled_name(field: str) -> str:
    """Give the name of the column beside a code that has its label."""
    return f"{field}_label"


def _codes(table: Table, lists: Mapping[str, CodeList]) -> dict[str, CodeList]:
    keys = [key for key in table.foreign_keys if len(key.fields) == 1 and key.table in lists]
    return {key.fields[0]: lists[key.table] for key in keys}


def _write_cell(
    sheet: Any, at: int, column: int, value: Value, kind: str, file: str, formats: Mapping[str, Any]
) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(at, column, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(at, column, value)
    elif kind == "date":
        sheet.write_datetime(at, column, datetime.fromisoformat(str(value)), formats["date"])
    else:
        sheet.write_string(at, column, cut(value, file))


def cut(text: str, file: str) -> str:
    """Give a text that fits into a cell: one that is longer ends with where the whole of it stands."""
    if len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS:
        return text
    end = f" [cut: the whole text is in {file}]"
    # Excel counts what is outside the basic plane twice.
    return text[: (MOST_CHARACTERS - len(end)) // 2] + end
