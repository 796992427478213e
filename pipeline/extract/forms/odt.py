"""OpenDocument texts (ODT): what LibreOffice shows of them.

Numbers of lists are counted from their styles. Tracked deletions and comments are left out; what is concealed
is not read, and a placeholder stands for it. Text boxes stand after the paragraph that they are fixed to,
notes after all paragraphs, the head of the page above everything and its foot below.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.forms import archive, odf
from pipeline.extract.forms.archive import Archive, children, local
from pipeline.extract.forms.colours import WHITE, Colour
from pipeline.extract.forms.concealed import Concealed, concealed
from pipeline.extract.forms.document import Composer, Document
from pipeline.extract.forms.enumeration import decimal, lower_letter, lower_roman, upper_letter, upper_roman
from pipeline.extract.forms.flow import (
    BULLET,
    Block,
    Drawn,
    Missing,
    Square,
    Words,
    span,
    superscript,
    words,
    write,
)
from pipeline.extract.forms.looks import PLAIN, RunLook, over
from pipeline.extract.forms.odf import NOT_SHOWN, STYLE, TABLE, TEXT
from pipeline.extract.forms.odf_looks import DRAW, Styles, frame_hides
from pipeline.extract.forms.odf_looks import FO as _FO
from pipeline.extract.forms.odf_looks import SVG as _SVG

if TYPE_CHECKING:
    from lxml.etree import _Element

PRECEDENCE = 21
_MEDIA_TYPE = f"{odf.MEDIA_TYPE}text"
_MOST_STYLES = 20  # based on one another
_ENUMERATIONS: dict[str, Callable[[int], str]] = {
    "1": decimal, "a": lower_letter, "A": upper_letter, "i": lower_roman, "I": upper_roman,
}  # fmt: skip
_SECTIONS = (
    "section",
    "text",
    "index-body",
    "index-title",
    "table-of-content",
    "header",
    "footer",
    "text-box",
)
_WIDE, _HIGH = 8.0, 4.0  # cm: a picture of this size may be one of a table
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}


def recognises(data: bytes, source_name: str) -> bool:
    """Whether it is a ZIP that says it is an OpenDocument text."""
    return archive.kind(data) in (_MEDIA_TYPE, f"{_MEDIA_TYPE}-template")


def read(data: bytes, source_name: str) -> Document:
    """Read the document; raises ``UnreadableLetter`` where it is protected or unsafe."""
    parts = odf.opened(data, source_name)
    content = parts.root("content.xml")
    reader = _Reader(parts, content)
    body = next(children(next(children(content, "body")), "text"))
    inside = reader.blocks(body)
    above, below = reader.around()
    composer = Composer()
    write(composer, [*above, *inside, *reader.notes, *below], "odt")
    return composer.document(_MEDIA_TYPE)


@dataclass(frozen=True)
class _Style:
    is_bold: bool | None = None
    is_raised: bool = False
    look: RunLook = PLAIN


@dataclass(frozen=True)
class _Around:
    """What surrounds text: the colour behind it (None: not known), and how all of it is hidden."""

    ground: Colour | None = WHITE
    hidden: Concealed | None = None


@dataclass(frozen=True)
class _Level:
    """One level of a list; ``kind`` is None where it is bulleted, '' where it shows nothing."""

    kind: str | None
    before: str
    after: str
    start: int
    shown: int  # how many levels the number shows: 2 for '1.1'


@dataclass
class _Count:
    """How far the lists within one another have counted."""

    style: str
    numbers: dict[int, int]


class _Reader:
    def __init__(self, parts: Archive, content: "_Element") -> None:
        self._master = parts.root("styles.xml") if "styles.xml" in parts.names else None
        roots = [one for one in (self._master, content) if one is not None]
        self._elements = {
            one.get(f"{STYLE}name", ""): one for root in roots for one in root.iter(f"{STYLE}style")
        }
        self._looks = Styles(roots)
        self._around = _Around()
        self._styles: dict[tuple[str, str], _Style] = {}
        self._lists = {
            one.get(f"{STYLE}name", ""): _levels(one)
            for root in roots
            for one in root.iter(f"{TEXT}list-style")
        }
        self._counted: dict[str, _Count] = {}  # by the id of the list, and '' for the last
        self._n_notes = 0
        self.notes: list[Block] = []

    @contextmanager
    def _within(self, ground: Colour | None, hidden: Concealed | None) -> Iterator[None]:
        """Read what stands on a ground of its own, if it has one, or is hidden."""
        before = self._around
        self._around = _Around(before.ground if ground is None else ground, before.hidden or hidden)
        try:
            yield
        finally:
            self._around = before

    def around(self) -> tuple[list[Block], list[Block]]:
        """Give the head and the foot of the first page that has any, each once."""
        if self._master is None:
            return [], []
        pages = list(self._master.iter(f"{STYLE}master-page"))
        heads = [one for page in pages for one in children(page, "header-first", "header")]
        feet = [one for page in pages for one in children(page, "footer-first", "footer")]
        return self.blocks(heads[0]) if heads else [], self.blocks(feet[0]) if feet else []

    def blocks(self, parent: "_Element", count: _Count | None = None, level: int = 0) -> list[Block]:
        """Give the paragraphs and tables that stand in an element; ``count`` is the list that it is in."""
        found: list[Block] = []
        for child in parent:
            name = local(child)
            if name in ("p", "h"):
                found += self._paragraph(child, is_heading=name == "h")
            elif name == "list":
                found += self._list(child, count, level)
            elif name == "table":
                found.append(self._table(child))
            elif name == "frame":
                found += self._frame(child)
            elif name in _SECTIONS:
                shown = child.get(f"{TEXT}display", "true")
                is_hidden = shown == "none" or child.get(f"{TEXT}is-hidden") == "true"
                with self._within(None, Concealed.HIDDEN if is_hidden else None):
                    found += self.blocks(child)
        return found

    def _paragraph(self, paragraph: "_Element", *, is_heading: bool) -> list[Block]:
        name = paragraph.get(f"{TEXT}style-name")
        style = self._style("paragraph", name)
        pieces: list[tuple[str, bool]] = []
        boxes: list[Block] = []
        hidden = self._looks.paragraph_hides(name)
        if any(one.get(f"{TEXT}is-hidden") == "true" for one in children(paragraph, "hidden-paragraph")):
            hidden = Concealed.HIDDEN
        with self._within(self._looks.ground("paragraph", name), hidden):
            self._say(paragraph, style, pieces, boxes)
        return [*words(pieces, is_heading=is_heading), *boxes]

    def _say(
        self, parent: "_Element", style: _Style, pieces: list[tuple[str, bool]], boxes: list[Block]
    ) -> None:
        hidden = self._around.hidden or style.look.hides(self._around.ground)

        def add(text: str | None) -> None:
            if text:
                shown = " ".join(text.replace("\n", " ").split("\t"))
                if hidden is not None:
                    shown = concealed(shown.strip() if hidden is Concealed.HIDDEN else shown, hidden)
                pieces.append((superscript(shown) if style.is_raised else shown, bool(style.is_bold)))

        add(parent.text)
        for child in parent:
            name = local(child)
            if name == "frame":
                boxes += self._frame(child)
            elif name == "note":
                pieces.append((self._note(child), bool(style.is_bold)))
            elif name in ("s", "tab", "line-break"):
                pieces.append((odf.said(child), bool(style.is_bold)))
            elif name == "span":
                own = self._style("text", child.get(f"{TEXT}style-name"), style)
                self._say(child, own, pieces, boxes)
            elif name == "hidden-text":
                said = child.get(f"{TEXT}string-value") or "".join(map(str, child.itertext()))
                if child.get(f"{TEXT}is-hidden") != "false":
                    said = concealed(said.strip(), Concealed.HIDDEN)
                pieces.append((said, bool(style.is_bold)))
            elif name not in NOT_SHOWN:
                self._say(child, style, pieces, boxes)
            add(child.tail)

    def _note(self, note: "_Element") -> str:
        self._n_notes += 1
        mark = superscript(str(self._n_notes))
        bodies = list(children(note, "note-body"))
        with self._within(WHITE, None):
            first, *rest = [block for body in bodies for block in self.blocks(body)] or [Words("")]
        if isinstance(first, Words):
            first = Words(f"{mark} {first.text.strip()}", first.is_bold)
        self.notes += [first, *rest]
        return mark

    def _frame(self, frame: "_Element") -> list[Block]:
        for child in frame:
            if local(child) == "text-box":
                before = self._around
                ground = self._looks.box_ground(frame.get(f"{DRAW}style-name"))
                self._around = _Around(ground, before.hidden or frame_hides(frame))
                try:
                    return self.blocks(child)
                finally:
                    self._around = before
            if local(child) == "object":
                return [Missing("[Chart or embedded file]", "what is embedded in the document is not read")]
        size = (_centimetres(frame.get(f"{_SVG}width")), _centimetres(frame.get(f"{_SVG}height")))
        if size[0] >= _WIDE and size[1] >= _HIGH:
            return [Missing("[Picture]", "pictures in a document are not read")]
        return []

    def _list(self, element: "_Element", count: _Count | None, level: int) -> list[Block]:
        name = element.get(f"{TEXT}style-name")
        if count is None:
            count = self._count(element, name or "")
        elif name and name != count.style:
            count = _Count(name, {})
        levels = self._lists.get(count.style, {})
        if element.get(f"{TEXT}continue-numbering") != "true" and level:
            count.numbers.pop(level, None)
        found: list[Block] = []
        for item in children(element, "list-header", "list-item"):
            marker = self._marker(item, levels, count, level) if local(item) == "list-item" else ""
            inside = self.blocks(item, count, level + 1)
            if inside and isinstance(inside[0], Words) and local(next(iter(item), item)) != "list":
                inside[0] = Words(marker + inside[0].text, inside[0].is_bold)
            found += inside
        return found

    def _count(self, element: "_Element", name: str) -> _Count:
        """Give where a list goes on from: nothing, the list above, or the one that it names."""
        before = self._counted.get(element.get(f"{TEXT}continue-list", ""))
        goes_on = (
            element.get(f"{TEXT}continue-numbering") == "true" or f"{TEXT}continue-list" in element.attrib
        )
        count = before if before is not None and goes_on and before.style == name else _Count(name, {})
        self._counted[""] = count
        self._counted[element.get("{http://www.w3.org/XML/1998/namespace}id", "")] = count
        return count

    @staticmethod
    def _marker(item: "_Element", levels: dict[int, _Level], count: _Count, level: int) -> str:
        shape = levels.get(level)
        if all(local(child) == "list" for child in item):
            return ""  # only there to hold the list within
        if shape is None or shape.kind is None:
            return BULLET
        start = item.get(f"{TEXT}start-value")
        count.numbers[level] = span(start) if start else count.numbers.get(level, shape.start - 1) + 1
        for deeper in [other for other in count.numbers if other > level]:
            del count.numbers[deeper]
        numbers = []
        for other in range(max(0, level - shape.shown + 1), level + 1):
            of_other = levels.get(other)
            if of_other is not None and of_other.kind:
                number = count.numbers.get(other, of_other.start)
                numbers.append(_ENUMERATIONS.get(of_other.kind, decimal)(number))
        return f"{shape.before}{'.'.join(numbers)}{shape.after} " if numbers else ""

    def _table(self, table: "_Element") -> Drawn:
        rows: list[tuple[Square, ...]] = []
        n_headings = 0
        thin = {
            first + i: Concealed.HIDDEN
            if odf.is_hidden(column)
            else self._looks.column_hides(column.get(f"{TABLE}style-name"))
            for column, first, times in odf.columns(table)
            for i in range(min(times, 100))
        }
        of_table = self._looks.ground("table", table.get(f"{TABLE}style-name"))
        for row, times, is_heading in odf.rows(table):
            squares: list[Square] = []
            name, column = row.get(f"{TABLE}style-name"), 0
            hidden = Concealed.HIDDEN if odf.is_hidden(row) else self._looks.row_hides(name)
            ground = self._looks.ground("table-row", name) or of_table
            for cell, n in odf.cells(row):
                if local(cell) == "table-cell":
                    columns, n_rows = odf.spans(cell)
                    own = self._looks.ground("table-cell", cell.get(f"{TABLE}style-name")) or ground
                    with self._within(own, hidden or thin.get(column)):
                        squares += [Square(tuple(self.blocks(cell)), columns, n_rows)] * min(n, 100)
                column += n
            is_filled = any(one.blocks for one in squares)
            rows += [tuple(squares)] * (min(times, 1000) if is_filled else 1)
            n_headings += is_heading
        return Drawn(tuple(rows), n_headings or None)

    def _style(self, family: str, name: str | None, within: _Style | None = None) -> _Style:
        """Give a style with what it leaves to its parents, then to the text that it stands in."""
        key = family, name or ""
        if key not in self._styles:
            self._styles[key] = replace(self._resolved(name or ""), look=self._looks.run(*key))
        own = self._styles[key]
        if within is None:
            return own
        return _Style(
            within.is_bold if own.is_bold is None else own.is_bold,
            own.is_raised or within.is_raised,
            over(own.look, within.look),
        )

    def _resolved(self, name: str) -> _Style:
        is_bold: bool | None = None
        is_raised = False
        for _ in range(_MOST_STYLES):
            element = self._elements.get(name)
            if element is None:
                break
            for one in children(element, "text-properties"):
                weight = one.get(f"{_FO}font-weight")
                if weight and is_bold is None:
                    is_bold = weight in ("bold", "600", "700", "800", "900")
                is_raised = is_raised or one.get(f"{STYLE}text-position", "").startswith(("super", "33%"))
            name = element.get(f"{STYLE}parent-style-name", "")
        return _Style(is_bold, is_raised)


def _levels(style: "_Element") -> dict[int, _Level]:
    found = {}
    for one in style:
        level = span(one.get(f"{TEXT}level")) - 1
        is_number = local(one) == "list-level-style-number"
        found[level] = _Level(
            (one.get(f"{STYLE}num-format") or "") if is_number else None,
            one.get(f"{STYLE}num-prefix", ""),
            one.get(f"{STYLE}num-suffix", ""),
            span(one.get(f"{TEXT}start-value")),
            span(one.get(f"{TEXT}display-levels")),
        )
    return found


def _centimetres(length: str | None) -> float:
    number, unit = (length or "")[:-2], (length or "")[-2:]
    try:
        return float(number) * _CENTIMETRES.get(unit, 0.0)
    except ValueError:
        return 0.0
