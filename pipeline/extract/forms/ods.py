"""OpenDocument spreadsheets (ODS): every sheet as LibreOffice shows it; the file holds the text of each cell.

No formula is evaluated. Hidden sheets, rows and columns are not read, as in workbooks; each is a gap.
"""

from typing import TYPE_CHECKING

from pipeline.extract.forms import archive, number_formats, odf
from pipeline.extract.forms.archive import children, local
from pipeline.extract.forms.document import Composer, Document, UnreadableLetter
from pipeline.extract.forms.flow import MOST_CELLS, Words, superscript, write
from pipeline.extract.forms.odf import NOT_SHOWN, OFFICE, STYLE, TABLE, TEXT
from pipeline.extract.forms.sheet import Cells, SheetCell, blocks, hidden, visible

if TYPE_CHECKING:
    from lxml.etree import _Element

PRECEDENCE = 23
_MEDIA_TYPE = f"{odf.MEDIA_TYPE}spreadsheet"
_NO_VALUE = "[formula without a value]"
_WHY = "the spreadsheet was saved without the value of this formula; open it, save it and run again"


def recognises(data: bytes, source_name: str) -> bool:
    """Whether it is a ZIP that says it is an OpenDocument spreadsheet."""
    return archive.kind(data) in (_MEDIA_TYPE, f"{_MEDIA_TYPE}-template")


def read(data: bytes, source_name: str) -> Document:
    """Read every sheet; raises ``UnreadableLetter`` where the file is protected, unsafe or far too large."""
    parts = odf.opened(data, source_name)
    content = parts.root("content.xml")
    body = next(children(next(children(content, "body")), "spreadsheet"))
    undisplayed = {
        one.get(f"{STYLE}name")
        for one in content.iter(f"{STYLE}style")
        if any(child.get(f"{TABLE}display") == "false" for child in children(one, "table-properties"))
    }
    raised = {
        one.get(f"{STYLE}name", "")
        for one in content.iter(f"{STYLE}style")
        if any(
            child.get(f"{STYLE}text-position", "").startswith(("super", "33%"))
            for child in children(one, "text-properties")
        )
    }
    composer = Composer()
    for table in children(body, "table"):
        cells, n_hidden = _cells(table, raised, source_name)
        if table.get(f"{TABLE}style-name") in undisplayed:
            n_hidden += len(cells)
            cells = {}
        if cells or n_hidden:
            title = Words(table.get(f"{TABLE}name", ""), is_bold=True)
            write(composer, [title, *blocks(cells), *hidden(n_hidden)], "ods")
    return composer.document(_MEDIA_TYPE)


def _cells(table: "_Element", raised: set[str], source_name: str) -> tuple[Cells, int]:
    """Give the cells that show something, by row and column, and how many are hidden."""
    found: dict[tuple[int, int], SheetCell] = {}
    hidden_rows: list[range] = []
    row = 0
    for element, times, _ in odf.rows(table):
        column = 0
        of_row: list[tuple[int, SheetCell]] = []
        for cell, n in odf.cells(element):
            shown = _cell(cell, raised) if local(cell) == "table-cell" else None
            if shown is not None:
                of_row += [(column + i, shown) for i in range(n)]
            column += n
        if of_row and len(found) + times * len(of_row) > MOST_CELLS:
            raise UnreadableLetter(
                f"{source_name} has more than {MOST_CELLS:,} cells, which no letter has."
                " Cut out the letter itself and run again."
            )
        if of_row:
            found.update({(row + i, place): one for i in range(times) for place, one in of_row})
        if odf.is_hidden(element):
            hidden_rows.append(range(row, row + times))
        row += times
    hidden_columns = [
        range(first, first + times) for column, first, times in odf.columns(table) if odf.is_hidden(column)
    ]
    return visible(found, hidden_rows, hidden_columns)


def _cell(cell: "_Element", raised: set[str]) -> SheetCell | None:
    text = "\n".join(_said(one, raised) for one in children(cell, "p"))
    if not text.strip():
        value = cell.get(f"{OFFICE}value")
        if cell.get(f"{TABLE}formula") and value is None and not cell.get(f"{OFFICE}value-type"):
            return SheetCell(_NO_VALUE, why=_WHY)
        text = cell.get(f"{OFFICE}string-value") or cell.get(f"{OFFICE}date-value") or ""
        if value is not None:
            text = number_formats.general(float(value))
    return SheetCell(text, *odf.spans(cell)) if text.strip() else None


def _said(parent: "_Element", raised: set[str], *, is_raised: bool = False) -> str:
    parts = [parent.text or ""]
    for child in parent:
        if local(child) in ("s", "tab", "line-break"):
            parts.append(odf.said(child))
        elif local(child) not in NOT_SHOWN:
            parts.append(_said(child, raised, is_raised=child.get(f"{TEXT}style-name") in raised))
        parts.append(child.tail or "")
    return superscript("".join(parts)) if is_raised else "".join(parts)
