"""OpenDocument spreadsheets (ODS): every sheet as LibreOffice shows it; the file holds the text of each cell.

No formula is evaluated. What the file hides is not read, as in workbooks; each is a gap.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.extract.forms import archive, number_formats, odf
from pipeline.extract.forms.archive import children, local
from pipeline.extract.forms.colours import WHITE, Colour
from pipeline.extract.forms.concealed import Concealed, concealed
from pipeline.extract.forms.document import Composer, Document, UnreadableLetter
from pipeline.extract.forms.flow import MOST_CELLS, Words, superscript, write
from pipeline.extract.forms.looks import RunLook, over
from pipeline.extract.forms.odf import NOT_SHOWN, OFFICE, STYLE, TABLE, TEXT
from pipeline.extract.forms.odf_conditions import Value, by_style, of_sheet
from pipeline.extract.forms.odf_formats import DataStyles
from pipeline.extract.forms.odf_looks import Styles
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
    roots = [content, *([parts.root("styles.xml")] if "styles.xml" in parts.names else [])]
    undisplayed = {
        one.get(f"{STYLE}name")
        for one in content.iter(f"{STYLE}style")
        if any(child.get(f"{TABLE}display") == "false" for child in children(one, "table-properties"))
    }
    composer = Composer()
    for table in children(body, "table"):
        cells, n_hidden = _Sheet(roots, table, source_name).cells()
        if table.get(f"{TABLE}style-name") in undisplayed:
            write(composer, hidden(n_hidden + len(cells)), "ods")  # its name is as hidden as the sheet
        elif cells or n_hidden:
            title = Words(table.get(f"{TABLE}name", ""), is_bold=True)
            write(composer, [title, *blocks(cells), *hidden(n_hidden)], "ods")
    return composer.document(_MEDIA_TYPE)


class _Sheet:
    def __init__(self, roots: "Sequence[_Element]", table: "_Element", source_name: str) -> None:
        self._table = table
        self._source_name = source_name
        self._styles = Styles(roots)
        self._formats = DataStyles(roots)
        self._codes: dict[str | None, str | None] = {}
        self._of_styles = by_style(roots)
        self._of_sheet = of_sheet(table)
        self._raised = {
            one.get(f"{STYLE}name", "")
            for root in roots
            for one in root.iter(f"{STYLE}style")
            if any(
                child.get(f"{STYLE}text-position", "").startswith(("super", "33%"))
                for child in children(one, "text-properties")
            )
        }

    def cells(self) -> tuple[Cells, int]:
        """Give the cells that show something, by row and column, and how many are hidden."""
        found: dict[tuple[int, int], SheetCell] = {}
        hidden_rows: list[range] = []
        hidden_columns: list[range] = []
        usual: list[tuple[range, str | None]] = []  # the style of cells in columns
        for element, first, times in odf.columns(self._table):
            columns = range(first, first + times)
            usual.append((columns, element.get(f"{TABLE}default-cell-style-name")))
            if odf.is_hidden(element) or self._styles.column_hides(element.get(f"{TABLE}style-name")):
                hidden_columns.append(columns)
        row, n_under = 0, 0
        for element, times, _ in odf.rows(self._table):
            of_row, under = self._row(element, row, usual)
            n_under += under * times
            if of_row and len(found) + times * len(of_row) > MOST_CELLS:
                raise UnreadableLetter(
                    f"{self._source_name} has more than {MOST_CELLS:,} cells, which no letter has."
                    " Cut out the letter itself and run again."
                )
            if of_row:
                found.update({(row + i, place): one for i in range(times) for place, one in of_row})
            if odf.is_hidden(element) or self._styles.row_hides(element.get(f"{TABLE}style-name")):
                hidden_rows.append(range(row, row + times))
            row += times
        cells, n_hidden = visible(found, hidden_rows, hidden_columns)
        return cells, n_hidden + n_under

    def _row(
        self, element: "_Element", row: int, usual: Sequence[tuple[range, str | None]]
    ) -> tuple[list[tuple[int, SheetCell]], int]:
        """Give the cells of a row with their columns, and how many lie below others that go over them."""
        found: list[tuple[int, SheetCell]] = []
        column, n_under = 0, 0
        of_row = element.get(f"{TABLE}default-cell-style-name")
        for cell, n in odf.cells(element):
            if len(cell) or cell.get(f"{OFFICE}value-type") or cell.get(f"{TABLE}formula"):
                of_column = (style for places, style in usual if column in places)
                name = cell.get(f"{TABLE}style-name") or of_row or next(of_column, None)
                shown = self._cell(cell, name, (row, column))
                if shown is not None and local(cell) == "table-cell":
                    found += [(column + i, shown) for i in range(n)]
                n_under += n * (shown is not None and local(cell) != "table-cell")
            column += n
        return found, n_under

    def _cell(self, cell: "_Element", style: str | None, at: tuple[int, int]) -> SheetCell | None:
        said = _plain(cell)
        written, kind = cell.get(f"{OFFICE}value"), cell.get(f"{OFFICE}value-type")
        if not said.strip() and cell.get(f"{TABLE}formula") and written is None and not kind:
            return SheetCell(_NO_VALUE, why=_WHY)
        value: Value = float(written) if written is not None else said
        text, way = self._seen(cell, said, style, value)
        for one in [*self._of_styles.get(style or "", ()), *self._of_sheet]:
            holds = one.holds(value) if one.is_for(at) and way is None else False
            if holds is False:
                continue
            other = self._seen(cell, said, one.style, value, style)
            if other[1] is not None or (holds is None and other[0] != text):
                way = Concealed.CONDITION
            if holds:
                text = other[0]
                break
        shown = text if way is None else concealed(said if said.strip() else written or "", way)
        return SheetCell(shown, *odf.spans(cell)) if shown.strip() else None

    def _seen(
        self, cell: "_Element", said: str, style: str | None, value: Value, under: str | None = None
    ) -> tuple[str, Concealed | None]:
        """Give what a cell shows in a style, and how it is hidden if it is. A nought that is not shown is an
        empty cell, which is how spreadsheets print it. ``under`` is the style of the cell itself.
        """
        look = self._styles.run("table-cell", style)
        ground = self._styles.ground("table-cell", style)
        code = self._code(style)
        if under is not None:
            look = over(look, self._styles.run("table-cell", under))
            ground = ground or self._styles.ground("table-cell", under)
            code = code or self._code(under)
        paragraphs = list(children(cell, "p"))
        shown = self._formats.shown(value, code)
        if shown.way is not None:
            return "", None if value == 0 else shown.way
        if shown.colour is not None:
            look = over(RunLook(letters=shown.colour), look)
        way = look.hides(ground or WHITE)
        if shown.literal is not None:
            return shown.literal, way
        if not said.strip() and paragraphs and isinstance(value, float):
            return "", None if value == 0 else Concealed.FORMAT
        if not said.strip():
            said = cell.get(f"{OFFICE}string-value") or cell.get(f"{OFFICE}date-value") or ""
            return number_formats.general(value) if isinstance(value, float) else said, way
        if way is not None:
            return said, way
        return "\n".join(self._said(one, look, ground or WHITE) for one in paragraphs), None

    def _code(self, style: str | None) -> str | None:
        """Give the name of the format that a style of cells has."""
        if style not in self._codes:
            chain = self._styles.chain("table-cell", style)
            named = (one.get(f"{STYLE}data-style-name") for one in chain)
            self._codes[style] = next((name for name in named if name), None)
        return self._codes[style]

    def _said(self, parent: "_Element", look: RunLook, ground: Colour, *, is_raised: bool = False) -> str:
        """Give the text of a paragraph, of which pieces may look otherwise."""
        way = look.hides(ground)

        def shown(text: str | None) -> str:
            return (text or "") if way is None else concealed(text or "", way)

        parts = [shown(parent.text)]
        for child in parent:
            if local(child) in ("s", "tab", "line-break"):
                parts.append(odf.said(child))
            elif local(child) not in NOT_SHOWN:
                name = child.get(f"{TEXT}style-name")
                inner = over(self._styles.run("text", name), look) if name else look
                parts.append(self._said(child, inner, ground, is_raised=name in self._raised))
            parts.append(shown(child.tail))
        return superscript("".join(parts)) if is_raised else "".join(parts)


def _plain(cell: "_Element") -> str:
    return "\n".join("".join(map(str, one.itertext())) for one in children(cell, "p"))
