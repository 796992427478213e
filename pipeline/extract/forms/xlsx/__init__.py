"""Excel workbooks (XLSX): every sheet as a person sees it, its numbers in their formats.

No formula is evaluated: what Excel last saw is read, and a formula without it is a gap. What the workbook
hides may be what the letter suppresses, or people's names, and is not read: hidden rows, columns and sheets,
letters in the colour of their ground, formats that show something else than the cell holds. Each is a gap.
Formats that Excel keeps by number are shown as in the United Kingdom: days before months, pounds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.forms import archive, number_formats
from pipeline.extract.forms.archive import Archive, children, local
from pipeline.extract.forms.concealed import Concealed, concealed
from pipeline.extract.forms.document import Composer, Document, UnreadableLetter
from pipeline.extract.forms.flow import Words, superscript, write
from pipeline.extract.forms.number_formats import FormatNotUnderstoodError, Shown
from pipeline.extract.forms.sheet import Cells, SheetCell, blocks, hidden, visible
from pipeline.extract.forms.xlsx.around import covered_by_drawings, filled_by_tables
from pipeline.extract.forms.xlsx.conditions import Rule, Value, in_order, rules
from pipeline.extract.forms.xlsx.looks import Change, Look, Looks
from pipeline.extract.forms.xlsx.places import MOST_COLUMNS, MOST_ROWS, Range, place, ranges

if TYPE_CHECKING:
    from lxml.etree import _Element

PRECEDENCE = 22
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NO_VALUE = "[formula without a value]"
_WHY = "the workbook was saved without the value of this formula; open it, save it and run again"
_LOWEST_ROW = 2.0  # points: in a lower one no letter is seen
_NARROWEST_COLUMN = 0.3  # digits: two dots of a screen
_TAGS = ("sheetView", "sheetFormatPr", "col", "row", "mergeCell", "conditionalFormatting")

_Runs = tuple[tuple[str, Change], ...]  # a text and how each piece of it looks


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
    looks = Looks(parts, by_kind.get("styles"), by_kind.get("theme"))
    strings = _strings(parts, by_kind.get("sharedStrings"), looks)
    workbook = parts.root(name)
    properties = next(children(workbook, "workbookPr"), None)
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    composer = Composer()
    for sheet in children(next(children(workbook, "sheets")), "sheet"):
        kind, path = related[sheet.get(f"{archive.RELATIONSHIP}id", "")]
        if kind != "worksheet" or path not in parts.names:
            continue  # a sheet that is a chart
        cells, n_hidden = _Sheet(strings, looks, from_1904=from_1904).cells(parts, path)
        if sheet.get("state", "visible") != "visible":
            write(composer, hidden(n_hidden + len(cells)), "xlsx")  # its name is as hidden as the sheet
        elif cells or n_hidden:
            title = Words(sheet.get("name", ""), is_bold=True)
            write(composer, [title, *blocks(cells), *hidden(n_hidden)], "xlsx")
    return composer.document(_MEDIA_TYPE)


@dataclass(frozen=True)
class _Held:
    """What a cell holds: a number, or text in pieces, or what is shown as it stands (``kind`` '')."""

    kind: str
    text: str
    style: int
    runs: _Runs = ()

    @property
    def value(self) -> Value:
        return float(self.text) if self.kind == "n" else self.text


class _Sheet:
    def __init__(self, strings: list[_Runs], looks: Looks, *, from_1904: bool) -> None:
        self._strings = strings
        self._looks = looks
        self._from_1904 = from_1904
        self._shows_noughts = True
        self._rules: list[Rule] = []
        self._filled: list[Range] = []
        self._covered: list[Range] = []

    def cells(self, parts: Archive, path: str) -> tuple[Cells, int]:
        """Give the cells of a sheet that show something, by row and column, and how many are hidden."""
        held: dict[tuple[int, int], _Held | SheetCell] = {}
        hidden_rows: list[range] = []
        hidden_columns: list[range] = []
        merged: list[Range] = []
        row, height, column = 0, "", 0
        is_narrow, stated = False, set[int]()  # columns that state no width of their own
        for element in parts.elements(path, *_TAGS):
            name = local(element)
            if name == "sheetView":
                self._shows_noughts = element.get("showZeros") not in ("0", "false")
            elif name == "sheetFormatPr":
                height = element.get("defaultRowHeight", "")
                is_narrow = _is_hidden(element, element.get("defaultColWidth"), _NARROWEST_COLUMN)
            elif name == "col":
                if element.get("width"):
                    stated |= set(
                        range(int(element.get("min", 0)), min(int(element.get("max", 0)), MOST_COLUMNS) + 1)
                    )
                if _is_hidden(element, element.get("width"), _NARROWEST_COLUMN):
                    hidden_columns.append(range(int(element.get("min", 0)), int(element.get("max", 0)) + 1))
            elif name == "mergeCell":
                merged += ranges(element.get("ref", ""))
            elif name == "conditionalFormatting":
                self._rules += rules(element, self._looks)
            else:
                row, column = int(element.get("r", row + 1)), 0
                if _is_hidden(element, element.get("ht", height), _LOWEST_ROW):
                    hidden_rows.append(range(row, row + 1))
                for one in children(element, "c"):
                    at = one.get("r")
                    column = place(at)[1] if at else column + 1
                    found = self._held(one)
                    if found is not None and row <= MOST_ROWS and column <= MOST_COLUMNS:
                        held[row, column] = found
        unstated = {at for _, at in held} - stated if is_narrow else ()
        hidden_columns += [range(at, at + 1) for at in unstated]
        self._rules = in_order(self._rules)
        self._filled = filled_by_tables(parts, path)
        self._covered = covered_by_drawings(parts, path)
        shown = {at: cell for at, one in held.items() if (cell := self._cell(at, one)) is not None}
        n_under = sum(_merge(shown, one) for one in merged)
        cells, n_hidden = visible(shown, hidden_rows, hidden_columns)
        return cells, n_hidden + n_under

    def _held(self, cell: "_Element") -> _Held | SheetCell | None:
        parts = {local(child): child for child in cell}
        kind, style = cell.get("t", "n"), int(cell.get("s", "0"))
        if "is" in parts:
            return _text(_rich(parts["is"], self._looks), style)
        value = (parts["v"].text or "") if "v" in parts else ""
        if "f" in parts and not value and kind != "str":  # text may well be empty
            return SheetCell(_NO_VALUE, why=_WHY)
        if not value or kind in ("s", "str"):
            unshared = ((_unescaped(value), Change()),)
            return _text(self._strings[int(value)] if value and kind == "s" else unshared, style)
        if kind == "b":
            value = "TRUE" if value == "1" else "FALSE"
        return _Held("n" if kind == "n" else "", value, style)  # also an error, or a date in ISO 8601

    def _cell(self, at: tuple[int, int], held: _Held | SheetCell) -> SheetCell | None:
        """Give a cell as it is shown; None where it shows nothing and hides nothing."""
        if isinstance(held, SheetCell):
            return held
        look = self._looks.of_style(held.style)
        if not look.is_filled and any(at in one for one in self._filled):
            look = replace(look, grounds=())
        if any(at in one for one in self._covered):
            return _filled(concealed(held.text, Concealed.COVERED))
        text, way = self._seen(held, look)
        here = [one for one in self._rules if any(at in area for area in one.places)] if self._rules else ()
        if here:
            text, way = self._under_rules(held, look, here, (text, way))
        return _filled(text if way is None else concealed(held.text, way))

    def _under_rules(
        self, held: _Held, look: Look, here: Sequence[Rule], seen: tuple[str, Concealed | None]
    ) -> tuple[str, Concealed | None]:
        """Give what a cell shows, and how it is hidden, where conditional formats have a say. Of a rule of
        which it is not known whether it holds, what matters is whether the cell would look as it does.
        """
        applied, possible = Change(), []
        for rule in here:
            holds = rule.holds(held.value)
            if holds is not False and rule.hides_value:
                return "", Concealed.CONDITION
            if holds is None:
                possible.append(applied.over(rule.change))
            elif holds:
                applied = applied.over(rule.change)
                if rule.stops:
                    break
        text, way = seen if applied == Change() else self._seen(held, applied.of(look))
        is_nought = held.kind == "n" and float(held.text) == 0
        if way is not None and seen[1] is None:
            text, way = ("", None) if is_nought else ("", Concealed.CONDITION)
        for change in possible:
            if self._seen(held, change.over(applied).of(look)) != (text, way) and way is None:
                return "", Concealed.CONDITION
        return text, way

    def _seen(self, held: _Held, look: Look) -> tuple[str, Concealed | None]:
        """Give what a cell shows in a look, and how it is hidden if it is. A nought that is not shown is an
        empty cell, which is how spreadsheets print it.
        """
        is_nought = held.kind == "n" and float(held.text) == 0
        if is_nought and not self._shows_noughts:
            return "", None
        try:
            shown = self._formatted(held, look)
        except FormatNotUnderstoodError:
            return "", Concealed.FORMAT_UNKNOWN
        if not shown.text.strip():
            return "", None if is_nought or not held.text.strip() else Concealed.FORMAT
        # Pieces that look otherwise than their cell were looked at one by one.
        return shown.text, None if held.runs else look.hides(self._looks.named(shown.colour))

    def _formatted(self, held: _Held, look: Look) -> Shown:
        if held.kind == "n":
            return number_formats.number(float(held.text), look.code, from_1904=self._from_1904)
        if held.kind == "s":
            return number_formats.text(_pieces(held.runs, look) if held.runs else held.text, look.code)
        return Shown(held.text)


def _filled(text: str) -> SheetCell | None:
    return SheetCell(text) if text.strip() else None


def _is_hidden(element: "_Element", size: str | None, least: float) -> bool:
    """Whether a row or column is hidden, or so thin that nobody sees it."""
    return element.get("hidden") in ("1", "true") or (bool(size) and float(size or 0) < least)


def _text(runs: _Runs, style: int) -> _Held | None:
    said = "".join(text for text, _ in runs)
    is_plain = all(change == Change() for _, change in runs)
    return _Held("s", said, style, () if is_plain else runs) if said.strip() else None


def _pieces(runs: _Runs, look: Look) -> str:
    """Give a text of pieces of which some may not be seen."""
    shown = []
    for text, change in runs:
        way = change.of(look).hides()
        shown.append(text if way is None else concealed(text, way))
    return "".join(shown)


def _merge(cells: dict[tuple[int, int], SheetCell], area: Range) -> int:
    """Let the first cell of a merged range go over all of it, and take out what lies below it. Gives how many
    cells with something of their own lie there.
    """
    inside = (
        [
            (row, column)
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        ]
        if area.n_places <= len(cells)
        else [at for at in cells if at in area]
    )
    head = cells.get((area.top, area.left))
    under = [cells.pop(at, None) for at in inside]
    if head is not None:
        spans = area.right - area.left + 1, area.bottom - area.top + 1
        cells[area.top, area.left] = SheetCell(head.text, *spans, head.why)
    return sum(
        one is not None and one is not head and (head is None or one.text != head.text) for one in under
    )


def _strings(parts: Archive, path: str | None, looks: Looks) -> list[_Runs]:
    if path is None or path not in parts.names:
        return []
    return [_rich(one, looks) for one in parts.elements(path, "si")]


def _rich(element: "_Element", looks: Looks) -> _Runs:
    """Give the text of a cell that is written piece by piece, without notes on how it is read aloud."""
    pieces: list[tuple[str, Change]] = []
    for child in element:
        if local(child) == "t":
            pieces.append((_unescaped(child.text or ""), Change()))
        elif local(child) == "r":
            said = "".join(_unescaped(one.text or "") for one in children(child, "t"))
            properties = next(children(child, "rPr"), None)
            of_run = [] if properties is None else list(children(properties, "vertAlign"))
            is_raised = any(one.get("val") == "superscript" for one in of_run)
            change = Change() if properties is None else looks.of_font(properties)
            pieces.append((superscript(said) if is_raised else said, change))
    return tuple(pieces)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
