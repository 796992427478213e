"""Excel workbooks (XLSX): every sheet as a person sees it, its numbers in their formats.

No formula is evaluated: what Excel last saw is read, and a formula without it is a gap. Hidden rows, columns
and sheets are not read, since they may hold what the letter suppresses, or people's names; each is a gap.
Formats that Excel keeps by number are shown as in the United Kingdom: days before months, pounds.
"""

import functools
import re
from typing import TYPE_CHECKING

from pipeline.extract.forms import archive, number_formats
from pipeline.extract.forms.archive import Archive, children, local
from pipeline.extract.forms.document import Composer, Document, UnreadableLetter
from pipeline.extract.forms.flow import Words, superscript, write
from pipeline.extract.forms.sheet import Cells, SheetCell, blocks, hidden, visible

if TYPE_CHECKING:
    from lxml.etree import _Element

PRECEDENCE = 22
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_BRITISH = {14: "dd/mm/yyyy", 22: "dd/mm/yyyy hh:mm"}
_NO_VALUE = "[formula without a value]"
_WHY = "the workbook was saved without the value of this formula; open it, save it and run again"


def recognises(data: bytes, source_name: str) -> bool:
    """Whether it is a ZIP with the parts of an Excel workbook."""
    return archive.kind(data) == "xl"


def read(data: bytes, source_name: str) -> Document:
    """Read every sheet; raises ``UnreadableLetter`` where the file is protected or unsafe."""
    parts = Archive(data, source_name)
    name = parts.main()
    if name.endswith(".bin"):
        raise UnreadableLetter(
            f"{source_name} is a binary Excel file (XLSB), which is not read. Save it as XLSX and run again."
        )
    related = parts.related(name)
    by_kind = dict(related.values())
    strings = _strings(parts, by_kind.get("sharedStrings"))
    formats = _formats(parts, by_kind.get("styles"))
    workbook = parts.root(name)
    properties = next(children(workbook, "workbookPr"), None)
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    composer = Composer()
    for sheet in children(next(children(workbook, "sheets")), "sheet"):
        kind, path = related[sheet.get(f"{archive.RELATIONSHIP}id", "")]
        if kind != "worksheet" or path not in parts.names:
            continue  # a sheet that is a chart
        cells, n_hidden = _Reader(strings, formats, from_1904=from_1904).cells(parts, path)
        if sheet.get("state", "visible") != "visible":
            n_hidden += len(cells)
            cells = {}
        if cells or n_hidden:
            title = Words(sheet.get("name", ""), is_bold=True)
            write(composer, [title, *blocks(cells), *hidden(n_hidden)], "xlsx")
    return composer.document(_MEDIA_TYPE)


class _Reader:
    def __init__(self, strings: list[str], formats: list[str], *, from_1904: bool) -> None:
        self._strings = strings
        self._formats = formats
        self._from_1904 = from_1904

    def cells(self, parts: Archive, path: str) -> tuple[Cells, int]:
        """Give the cells of a sheet that show something, by row and column, and how many are hidden."""
        found: dict[tuple[int, int], SheetCell] = {}
        hidden_rows: list[range] = []
        hidden_columns: list[range] = []
        row = 0
        for element in parts.elements(path, "col", "row", "mergeCell"):
            if local(element) == "col":
                if _is_hidden(element, "width"):
                    hidden_columns.append(range(int(element.get("min", 0)), int(element.get("max", 0)) + 1))
                continue
            if local(element) == "mergeCell":
                _merge(found, element.get("ref", ""))
                continue
            row = int(element.get("r", row + 1))
            if _is_hidden(element, "ht"):
                hidden_rows.append(range(row, row + 1))
            column = 0
            for one in children(element, "c"):
                place = one.get("r")
                column = _place(place)[1] if place else column + 1
                shown = self._cell(one)
                if shown is not None and row <= _MOST_ROWS and column <= _MOST_COLUMNS:
                    found[row, column] = shown
        return visible(found, hidden_rows, hidden_columns)

    def _cell(self, cell: "_Element") -> SheetCell | None:
        parts = {local(child): child for child in cell}
        if "is" in parts:
            return _filled(_rich(parts["is"]))
        value = (parts["v"].text or "") if "v" in parts else ""
        kind, style = cell.get("t", "n"), int(cell.get("s", "0"))
        if "f" in parts and not value and kind != "str":  # text may well be empty
            return SheetCell(_NO_VALUE, why=_WHY)
        if not value:
            return None
        code = self._formats[style] if style < len(self._formats) else "General"
        return _filled(self._shown(value, kind, code))

    def _shown(self, value: str, kind: str, code: str) -> str:
        if kind == "s":
            return number_formats.text(self._strings[int(value)], code)
        if kind == "str":
            return number_formats.text(_unescaped(value), code)
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind != "n":
            return value  # an error, or a date in ISO 8601
        return number_formats.number(float(value), code, from_1904=self._from_1904)


def _is_hidden(element: "_Element", size: str) -> bool:
    """Whether a row or column is hidden, or so thin that nobody sees it."""
    return element.get("hidden") in ("1", "true") or element.get(size) in ("0", "0.0")


def _filled(text: str) -> SheetCell | None:
    return SheetCell(text) if text.strip() else None


def _merge(cells: dict[tuple[int, int], SheetCell], ref: str) -> None:
    """Let the first cell of a merged range go over all of it, and drop what it hides."""
    first, _, last = ref.partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    head = cells.get((top, left))
    if head is None:
        return
    n_places = (bottom - top + 1) * (right - left + 1)
    inside = (
        [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        if n_places <= len(cells)
        else [place for place in cells if top <= place[0] <= bottom and left <= place[1] <= right]
    )
    for place in inside:
        cells.pop(place, None)
    cells[top, left] = SheetCell(head.text, right - left + 1, bottom - top + 1, head.why)


@functools.lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _place(reference: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(f"{reference!r} is no place in a sheet")
    return int(match[2]), _column(match[1])


def _strings(parts: Archive, path: str | None) -> list[str]:
    if path not in parts.names:
        return []
    return [_rich(one) for one in parts.elements(path, "si")]


def _rich(element: "_Element") -> str:
    """Give the text of a cell that is written piece by piece, without notes on how it is read aloud."""
    pieces = []
    for child in element:
        if local(child) == "t":
            pieces.append(_unescaped(child.text or ""))
        elif local(child) == "r":
            said = "".join(_unescaped(one.text or "") for one in children(child, "t"))
            places = [one for run in children(child, "rPr") for one in children(run, "vertAlign")]
            is_raised = any(one.get("val") == "superscript" for one in places)
            pieces.append(superscript(said) if is_raised else said)
    return "".join(pieces)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _formats(parts: Archive, path: str | None) -> list[str]:
    """Give the number format of each style of a cell."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    if path not in parts.names:
        return []
    root = parts.root(path)
    codes = {number: code.replace("$", "£") for number, code in BUILTIN_FORMATS.items()} | _BRITISH
    for group in children(root, "numFmts"):
        for one in children(group, "numFmt"):
            codes[int(one.get("numFmtId", "0"))] = one.get("formatCode", "")
    styles = [one for group in children(root, "cellXfs") for one in children(group, "xf")]
    return [codes.get(int(one.get("numFmtId", "0")), "General") for one in styles]
