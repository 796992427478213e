"""Word documents (DOCX): what Word shows of them, without running or fetching anything.

Numbers of lists are counted as Word counts them, from the numbering of the document and its styles. Deleted
text is left out, as Word shows it; what is concealed is not read, and a placeholder stands for it. Text boxes
stand after the paragraph that they are fixed to, notes after all paragraphs, the head of the first page above
everything and its foot below.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.extract.forms import archive
from pipeline.extract.forms.archive import Archive, children, local
from pipeline.extract.forms.colours import WHITE, Colour
from pipeline.extract.forms.concealed import Concealed, concealed
from pipeline.extract.forms.document import Composer, Document
from pipeline.extract.forms.docx import looks, tables
from pipeline.extract.forms.docx.looks import ParagraphLook
from pipeline.extract.forms.docx.tables import TableStyle
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
from pipeline.extract.forms.looks import NO_GROUND, PLAIN, RunLook, over
from pipeline.extract.forms.themes import theme

if TYPE_CHECKING:
    from lxml.etree import _Element

PRECEDENCE = 20
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off", "none")
_WIDE, _HIGH = 3_000_000, 1_400_000  # EMU (8 cm, 4 cm): a picture of this size may be one of a table
_MOST_BEFORE = 100  # columns left out before the first cell of a row
_MOST_STYLES = 20  # based on one another
_ENUMERATIONS: dict[str, Callable[[int], str]] = {
    "decimal": decimal,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": lower_letter,
    "upperLetter": upper_letter,
    "lowerRoman": lower_roman,
    "upperRoman": upper_roman,
}
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_WITHIN = (
    "hyperlink",
    "smartTag",
    "ins",
    "moveTo",
    "fldSimple",
    "sdt",
    "sdtContent",
    "customXml",
    "dir",
    "bdo",
)
_WHY_COVERED = (
    "concealed: a filled shape lies in front of the text, and it is not known what it covers; make sure that"
    " nothing of what was read here is below it"
)
# What Word itself hides around a form that came from a web page.
_OF_FORMS = ("Top of Form", "Bottom of Form")
# The extensions of the format that Word knows, whose way of saying a thing it takes rather than the older.
_KNOWN = re.compile(r"(?:w1[0-9]\w*|wp\w{1,2}|wp14|wps|cx[0-9]*|a14|am3d|aink|c14|oel|x15)")
_CONTAINERS = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "body")


def recognises(data: bytes, source_name: str) -> bool:
    """Whether it is a ZIP with the parts of a Word document."""
    return archive.kind(data) == "word"


def read(data: bytes, source_name: str) -> Document:
    """Read the document; raises ``UnreadableLetter`` where it is protected or unsafe."""
    parts = Archive(data, source_name)
    name = parts.main()
    reader = _Reader(parts, name)
    document = parts.root(name)
    body = next(children(document, "body"))
    inside = reader.body(document)
    above, below = reader.around(body)
    composer = Composer()
    write(composer, [*above, *inside, *reader.notes, *below], "docx")
    return composer.document(_MEDIA_TYPE)


@dataclass
class _Style:
    """What a paragraph or character style says, with what it is based on."""

    is_bold: bool | None = None
    is_heading: bool = False
    run: RunLook = PLAIN
    paragraph: ParagraphLook = looks.EVEN
    list_id: str | None = None
    level: int | None = None


_UNSTYLED = _Style()


@dataclass
class _Level:
    """One level of a list: '%1.%2)' and how each number is written."""

    kind: str = "decimal"
    pattern: str = ""
    start: int = 1


@dataclass
class _List:
    """A list of the document. Lists that share ``counters`` go on with one another's numbers."""

    levels: dict[int, _Level]
    counters: dict[int, int]
    restarts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Around:
    """What surrounds text: the colour behind it (None: not known), the look that a table gives it, and how
    all of it is hidden.
    """

    ground: Colour | None = WHITE
    look: RunLook = PLAIN
    hidden: Concealed | None = None


class _Reader:
    def __init__(self, parts: Archive, name: str) -> None:
        self._parts = parts
        self._related = parts.related(name)
        by_kind = dict(self._related.values())
        self._theme = theme(parts, by_kind.get("theme"))
        self._usual = RunLook()
        self._table_styles: dict[str, TableStyle] = {}
        self._around = _Around()
        self._styles = self._read_styles(by_kind.get("styles"))
        self._lists = self._read_lists(by_kind.get("numbering"))
        self._notes = {
            kind: self._read_notes(by_kind.get(f"{kind}s"), kind) for kind in ("footnote", "endnote")
        }
        self._n_notes = 0
        self.notes: list[Block] = []

    @contextmanager
    def _within(self, around: _Around) -> Iterator[None]:
        before, self._around = self._around, around
        try:
            yield
        finally:
            self._around = before

    def around(self, body: "_Element") -> tuple[list[Block], list[Block]]:
        """Give the head and the foot of the first page, each once."""
        section = next(body.iter(f"{_W}sectPr"), None)
        found: dict[str, list[Block]] = {"headerReference": [], "footerReference": []}
        if section is not None:
            kind = "first" if _is_on(next(children(section, "titlePg"), None)) else "default"
            for one in children(section, *found):
                path = self._related.get(one.get(f"{archive.RELATIONSHIP}id", ""), ("", ""))[1]
                if one.get(f"{_W}type") == kind and path in self._parts.names:
                    part = self._parts.root(path)
                    ground = None if looks.is_over_pictures(part) else self._around.ground
                    with self._within(_Around(ground=ground)):
                        found[local(one)] = self.blocks(part)
        return found["headerReference"], found["footerReference"]

    def body(self, document: "_Element") -> list[Block]:
        """Give what stands in the body; the page may have a colour of its own."""
        for page in children(document, "background"):
            if page.get(f"{_W}color", "auto").casefold() not in ("auto", "ffffff"):
                self._around = _Around(ground=None)
        return self.blocks(next(children(document, "body")))

    def blocks(self, parent: "_Element") -> list[Block]:
        """Give the paragraphs and tables that stand in an element."""
        found: list[Block] = []
        for child in parent:
            name = local(child)
            if name == "p":
                found += self._paragraph(child)
            elif name == "tbl":
                found.append(self._table(child))
            elif name in _CONTAINERS:
                found += self.blocks(child)
            elif name == "AlternateContent":
                found += self.blocks(_alternative(child))
        return found

    def _paragraph(self, paragraph: "_Element") -> list[Block]:
        properties = next(children(paragraph, "pPr"), None)
        style = self._style(_value(properties, "pStyle"))
        look = over(looks.of_paragraph(properties, self._theme), style.paragraph)
        around = self._around
        hidden = around.hidden or look.hides()
        ground = around.ground if look.shade in (None, NO_GROUND) else look.shade
        if hidden is not around.hidden or ground is not around.ground:
            around = _Around(ground, around.look, hidden)
        pieces: list[tuple[str, bool]] = []
        boxes: list[Block] = []
        with self._within(around):
            self._runs(paragraph, style, pieces, boxes)
        before = ""
        if any(text.strip() for text, _ in pieces):
            before = self._marker(properties, style)
        return [*words(pieces, before, is_heading=style.is_heading), *boxes]

    def _runs(
        self, parent: "_Element", style: _Style, pieces: list[tuple[str, bool]], boxes: list[Block]
    ) -> None:
        for child in parent:
            name = local(child)
            if name == "r":
                self._run(child, style, pieces, boxes)
            elif name in _WITHIN:
                self._runs(child, style, pieces, boxes)
            elif name == "AlternateContent":
                self._runs(_alternative(child), style, pieces, boxes)
            elif name in ("oMath", "oMathPara"):
                pieces.append((self._formula(child, style), False))

    def _formula(self, formula: "_Element", style: _Style) -> str:
        parts = []
        for run in formula.iter():
            if local(run) == "r":
                look = over(style.run, self._usual)
                for properties in children(run, "rPr"):
                    look = over(looks.of_run(properties, self._theme), look)
                hidden = self._around.hidden or look.hides(self._around.ground)
                said = "".join(one.text or "" for one in children(run, "t"))
                parts.append(said if hidden is None else _hidden(said, hidden))
        return "".join(parts)

    def _run(
        self, run: "_Element", style: _Style, pieces: list[tuple[str, bool]], boxes: list[Block]
    ) -> None:
        properties = next(children(run, "rPr"), None)
        identity = None if properties is None else _value(properties, "rStyle")
        own = self._style(identity) if identity else _UNSTYLED
        look = looks.of_run(properties, self._theme)
        for less in (own.run, style.run, self._around.look, self._usual):
            look = over(look, less)
        hidden = self._around.hidden or look.hides(self._around.ground)
        is_bold = _toggled(properties, "b", own.is_bold, style.is_bold)
        is_raised = _value(properties, "vertAlign") == "superscript"
        # Of the colours of a run only its hiding holds for the boxes that are fixed to it.
        within = hidden if hidden is Concealed.HIDDEN else self._around.hidden
        around = self._around
        if within is not around.hidden:
            around = replace(around, hidden=within)
        with self._within(around):
            for child in run:
                text = self._text(child, boxes)
                if hidden is not None:
                    text = _hidden(text, hidden)
                if text:
                    pieces.append((superscript(text) if is_raised else text, is_bold))

    def _text(self, child: "_Element", boxes: list[Block]) -> str:
        name = local(child)
        if name == "t":
            return (child.text or "").replace("\n", " ")
        if name in _CHARACTERS:
            return _CHARACTERS[name]
        if name == "sym":
            return _symbol(child.get(f"{_W}char", ""))
        if name in ("footnoteReference", "endnoteReference"):
            return self._note(name.removesuffix("Reference"), child.get(f"{_W}id", ""))
        if name == "AlternateContent":
            return "".join(self._text(one, boxes) for one in _alternative(child))
        if name in ("drawing", "pict", "object"):
            boxes += self._drawing(child)
        return ""

    def _drawing(self, drawing: "_Element") -> list[Block]:
        """Give the text boxes of a drawing, or what stands for a picture that may hold a table."""
        boxes = list(_outermost(drawing, "txbxContent"))
        if boxes:
            hidden = self._around.hidden or looks.drawing_hides(drawing)
            ground = looks.box_ground(drawing, self._theme)
            with self._within(_Around(ground=ground, hidden=hidden)):
                return [block for box in boxes for block in self.blocks(box)]
        if looks.lies_over(drawing):
            return [Missing("[Shape over the text]", _WHY_COVERED)]
        for one in drawing.iter():
            if local(one) in ("chart", "OLEObject"):
                return [Missing("[Chart or embedded file]", "what is embedded in the document is not read")]
            if local(one) == "extent" and _number(one.get("cx")) >= _WIDE and _number(one.get("cy")) >= _HIGH:
                return [Missing("[Picture]", "pictures in a document are not read")]
        return []

    def _note(self, kind: str, identity: str) -> str:
        note = self._notes[kind].pop(identity, None)
        if note is None:
            return ""
        self._n_notes += 1
        mark = superscript(str(self._n_notes))
        with self._within(_Around(hidden=self._around.hidden)):
            first, *rest = self.blocks(note) or [Words("")]
        if isinstance(first, Words):
            first = Words(f"{mark} {first.text.strip()}", first.is_bold)
        self.notes += [first, *rest]
        return mark

    def _table(self, table: "_Element") -> Drawn:
        rows: list[list[Square]] = []
        above: dict[int, tuple[int, int]] = {}  # column -> row and place of the box that goes on downwards
        n_headings, is_above = 0, True
        around = self._of_table(table)
        for n, row in enumerate(_rows(table)):
            properties = next(children(row, "trPr"), None)
            if properties is not None and next(children(properties, "del"), None) is not None:
                continue
            column = min(_number(_value(properties, "gridBefore")), _MOST_BEFORE)
            squares: list[Square] = [Square((), column)] if column else []
            goes_on: dict[int, tuple[int, int]] = {}
            for cell in _cells(row):
                of_cell = next(children(cell, "tcPr"), None)
                columns = span(_value(of_cell, "gridSpan"))
                merge = None if of_cell is None else next(children(of_cell, "vMerge"), None)
                is_first = merge is None or merge.get(f"{_W}val") == "restart"
                across = None if of_cell is None else next(children(of_cell, "hMerge"), None)
                if across is not None and across.get(f"{_W}val") != "restart" and squares:
                    head = squares[-1]
                    squares[-1] = Square(self._with_merged(head, cell), head.columns + columns, head.rows)
                elif not is_first and column in above:
                    i, j = above[column]
                    head = rows[i][j]
                    rows[i][j] = Square(self._with_merged(head, cell), head.columns, head.rows + 1)
                    goes_on[column] = above[column]
                else:
                    if merge is not None:
                        goes_on[column] = (len(rows), len(squares))
                    with self._within(around(row, cell, (n, column))):
                        squares.append(Square(tuple(self.blocks(cell)), columns))
                column += columns
            above = goes_on
            rows.append(squares)
            is_above = is_above and _is_on(
                None if properties is None else next(children(properties, "tblHeader"), None)
            )
            n_headings += is_above
        return Drawn(tuple(tuple(row) for row in rows), n_headings or None)

    def _with_merged(self, head: Square, cell: "_Element") -> tuple[Block, ...]:
        """Give what stands in the first of several cells that are shown as one, and that another holds
        something else, which nobody sees.
        """
        said = " ".join("".join(one.text or "" for one in cell.iter(f"{_W}t")).split())
        if said in ("", head.text):
            return head.blocks
        with self._within(replace(self._around, hidden=Concealed.HIDDEN)):
            return (*head.blocks, *self.blocks(cell))

    def _of_table(self, table: "_Element") -> "Callable[[_Element, _Element, tuple[int, int]], _Around]":
        """Give what surrounds the text of a table's cells, by row, cell, and their places."""
        properties = next(children(table, "tblPr"), None)
        style = self._table_styles.get(_value(properties, "tblStyle") or "", TableStyle())
        flags = tables.flags(properties)
        is_fixed = any(
            one.get(f"{_W}type") == "fixed" for one in children(properties, "tblLayout")
        ) if properties is not None else False  # fmt: skip
        of_all = None if properties is None else next(children(properties, "shd"), None)
        size = sum(1 for _ in _rows(table)), sum(1 for one in table.iter(f"{_W}gridCol"))
        widths = looks.grid_of(table)
        outer, off_page = self._around, looks.table_hides(properties)

        def around(row: "_Element", cell: "_Element", at: tuple[int, int]) -> _Around:
            of_cell = next(children(cell, "tcPr"), None)
            shade = None if of_cell is None else next(children(of_cell, "shd"), None)
            given = style.of_cell(at, size, flags)
            stated = looks.shading(shade, self._theme)
            if stated in (None, NO_GROUND):
                stated = given.shade if stated is None else None
            if stated in (None, NO_GROUND):
                stated = looks.shading(of_all, self._theme)
            ground = outer.ground if stated in (None, NO_GROUND) else stated
            hidden = looks.row_hides(next(children(row, "trPr"), None))
            own = widths[at[1] : at[1] + span(_value(of_cell, "gridSpan"))]
            width = None if None in own or not own else sum(one or 0 for one in own)
            thin = looks.cell_hides(of_cell, width, is_fixed=is_fixed)
            hidden = outer.hidden or off_page or hidden or thin
            return _Around(ground, given if given.shade is None else replace(given, shade=None), hidden)

        return around

    def _style(self, identity: str | None) -> _Style:
        return self._styles.get(identity or "", self._styles[""])

    def _marker(self, properties: "_Element | None", style: _Style) -> str:
        """Give the number or bullet of a paragraph, and count it."""
        own = None if properties is None else next(children(properties, "numPr"), None)
        list_id = _value(own, "numId") or style.list_id
        written = _value(own, "ilvl")
        level = _number(written) if written is not None else style.level or 0
        one = self._lists.get(list_id or "")
        if one is None or level not in one.levels:
            return ""
        shape = one.levels[level]
        if shape.kind in ("bullet", "none"):
            return BULLET if shape.kind == "bullet" else ""
        if level in one.restarts:
            one.counters[level] = one.restarts.pop(level)
        else:
            one.counters[level] = one.counters.get(level, shape.start - 1) + 1
        for deeper in [other for other in one.counters if other > level]:
            del one.counters[deeper]
        shown = shape.pattern
        for other in range(level + 1):
            of_other = one.levels.get(other, _Level())
            write_number = _ENUMERATIONS.get(of_other.kind, decimal)
            shown = shown.replace(f"%{other + 1}", write_number(one.counters.get(other, of_other.start)))
        return f"{shown} " if shown.strip() else ""

    def _read_styles(self, path: str | None) -> dict[str, _Style]:
        styles = {"": _Style()}
        if path not in self._parts.names:
            return styles
        root = self._parts.root(path)
        elements = {one.get(f"{_W}styleId", ""): one for one in children(root, "style")}
        defaults = next((one for one in root.iter(f"{_W}rPrDefault")), None)
        of_defaults = None if defaults is None else next(children(defaults, "rPr"), None)
        self._usual = looks.of_run(of_defaults, self._theme)
        self._table_styles = tables.table_styles(elements, self._theme)
        for identity, element in elements.items():
            style, name = _Style(), identity
            for _ in range(_MOST_STYLES):
                if name not in elements:
                    break
                _add_to(style, elements[name], self._theme)
                name = _value(elements[name], "basedOn", "") or ""
            styles[identity] = style
            if element.get(f"{_W}type") == "paragraph" and element.get(f"{_W}default") in ("1", "true"):
                styles[""] = style
        # A run without a style of its own has that of its paragraph.
        styles[""] = _Style() if styles[""].is_heading else styles[""]
        return styles

    def _read_lists(self, path: str | None) -> dict[str, _List]:
        if path not in self._parts.names:
            return {}
        root = self._parts.root(path)
        shared: dict[str, tuple[dict[int, _Level], dict[int, int]]] = {}
        for abstract in children(root, "abstractNum"):
            levels = {_number(one.get(f"{_W}ilvl")): _level(one) for one in children(abstract, "lvl")}
            shared[abstract.get(f"{_W}abstractNumId", "")] = (levels, {})
        lists = {}
        for one in children(root, "num"):
            levels, counters = shared.get(_value(one, "abstractNumId") or "", ({}, {}))
            made = _List(dict(levels), counters)
            for override in children(one, "lvlOverride"):
                level = _number(override.get(f"{_W}ilvl"))
                for own in children(override, "lvl"):
                    made.levels[level] = _level(own)
                restart = _value(override, "startOverride")
                if restart is not None:
                    made.restarts[level] = _number(restart)
            lists[one.get(f"{_W}numId", "")] = made
        return lists

    def _read_notes(self, path: str | None, kind: str) -> dict[str, "_Element"]:
        if path not in self._parts.names:
            return {}
        notes = children(self._parts.root(path), kind)
        # Those with a type are the lines that part notes from the text.
        return {one.get(f"{_W}id", ""): one for one in notes if one.get(f"{_W}type") in (None, "normal")}


def _hidden(text: str, way: Concealed) -> str:
    """Give what stands for text of a run that is hidden; the blanks of hidden text are hidden too."""
    if way is not Concealed.HIDDEN:
        return concealed(text, way)
    return "" if text.strip() in _OF_FORMS else concealed(text.strip(), way)


def _add_to(style: _Style, element: "_Element", of_theme: looks.Theme) -> None:
    """Fill in what a style leaves to the one that it is based on."""
    of_run = next(children(element, "rPr"), None)
    of_paragraph = next(children(element, "pPr"), None)
    numbered = None if of_paragraph is None else next(children(of_paragraph, "numPr"), None)
    style.is_bold = _toggle(of_run, "b") if style.is_bold is None else style.is_bold
    style.run = over(style.run, looks.of_run(of_run, of_theme))
    style.paragraph = over(style.paragraph, looks.of_paragraph(of_paragraph, of_theme))
    name = (_value(element, "name") or "").casefold()
    style.is_heading = style.is_heading or name.startswith("heading ") or name == "title"
    if numbered is not None and style.list_id is None:
        style.list_id = _value(numbered, "numId")
        style.level = _number(_value(numbered, "ilvl"))


def _level(element: "_Element") -> _Level:
    return _Level(
        _value(element, "numFmt", "decimal") or "decimal",
        _value(element, "lvlText", "") or "",
        _number(_value(element, "start", "1")),
    )


def _value(parent: "_Element | None", name: str, default: str | None = None) -> str | None:
    """Give the ``w:val`` of a child."""
    child = None if parent is None else next(children(parent, name), None)
    return default if child is None else child.get(f"{_W}val", default)


def _number(written: str | None) -> int:
    digits = (written or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else 0


def _is_on(element: "_Element | None") -> bool:
    return element is not None and element.get(f"{_W}val", "1") not in _OFF


def _toggle(properties: "_Element | None", name: str) -> bool | None:
    element = None if properties is None else next(children(properties, name), None)
    return None if element is None else _is_on(element)


def _toggled(properties: "_Element | None", name: str, *styles: bool | None) -> bool:
    """Give a property of a run: its own word, else that of its style, else of its paragraph's."""
    stated = (_toggle(properties, name), *styles)
    return next((one for one in stated if one is not None), False)


def _symbol(code: str) -> str:
    """Give a character of a symbol font; those of a font's own are shown as a bullet."""
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "•" if "\ue000" <= character <= "\uf8ff" else character


def _alternative(element: "_Element") -> "_Element":
    """Give one of several forms of the same thing: the newest that Word knows."""
    for one in children(element, "Choice", "Fallback"):
        if all(_KNOWN.fullmatch(needed) for needed in one.get("Requires", "").split()):
            return one
    return next(children(element, "Fallback"), element)


def _outermost(element: "_Element", name: str) -> Iterator["_Element"]:
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) == "AlternateContent":
            yield from _outermost(_alternative(child), name)
        else:
            yield from _outermost(child, name)


def _rows(table: "_Element") -> Iterator["_Element"]:
    for child in table:
        if local(child) == "tr":
            yield child
        elif local(child) in _CONTAINERS:
            yield from _rows(child)


def _cells(row: "_Element") -> Iterator["_Element"]:
    for child in row:
        if local(child) == "tc":
            yield child
        elif local(child) in _CONTAINERS:
            yield from _cells(child)
