"""Web pages, and letters sent as the body of an e-mail: what a browser would show of them, without running or
fetching anything.

Lists have their numbers and bullets, headings and bold paragraphs are marked as such, and each line of a
paragraph is one of its own. Scripts, styles, comments and what is marked as deleted are left out; what is
concealed is not read, and a placeholder stands for it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.forms import text
from pipeline.extract.forms.concealed import Concealed, concealed
from pipeline.extract.forms.document import Composer, Document, UnreadableLetter
from pipeline.extract.forms.enumeration import decimal, lower_letter, lower_roman, upper_letter, upper_roman
from pipeline.extract.forms.flow import BULLET, Block, Drawn, Square, span, superscript, words, write
from pipeline.extract.forms.html.looks import Look, takes_no_width
from pipeline.extract.forms.html.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

PRECEDENCE = 50
_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG = re.compile(r"</(?:p|div|table|tr|td|span|font|h[1-6]|ul|ol|li|b|strong)\s*>", re.I)
_CHARSET = re.compile(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)
_NAME = re.compile(r"\.x?html?$", re.I)
_HEAD = 4096  # characters in which a page says that it is one
_NOT_SHOWN = frozenset(
    ["head", "script", "style", "noscript", "noframes", "noembed", "template", "del", "select", "datalist",
     "object", "iframe", "svg", "math", "audio", "video", "canvas", "title", "textarea"]
)  # fmt: skip
_INLINE = frozenset(
    ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i",
     "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "s", "samp", "small", "span", "strike", "strong",
     "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "input", "button"]
)  # fmt: skip
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_WEIGHT = re.compile(r"font-weight\s*:\s*(?:(?P<bold>bold|[6-9]00)|normal|lighter|[1-5]00)", re.I)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.I)
_ENUMERATIONS: dict[str, Callable[[int], str]] = {
    "1": decimal, "a": lower_letter, "A": upper_letter, "i": lower_roman, "I": upper_roman,
    "lower-alpha": lower_letter, "lower-latin": lower_letter, "upper-alpha": upper_letter,
    "upper-latin": upper_letter, "lower-roman": lower_roman, "upper-roman": upper_roman,
}  # fmt: skip
_MOST_ROWS = 65_534


def recognises(data: bytes, source_name: str) -> bool:
    """Whether the text starts as a page does, or starts with a tag and has several that are closed. Of a
    piece of a page, or one that begins with words, only its name can tell.
    """
    if data.startswith(text.UTF16):
        head = data[: 2 * _HEAD].decode("utf-16", errors="ignore")
    else:
        head = data[:_HEAD].decode("utf-8", errors="ignore").lstrip("\ufeff")
    if _START.match(head) or (_NAME.search(source_name) and "\0" not in head):
        return True
    return head.lstrip().startswith("<") and len(_TAG.findall(head)) > 2


def read(data: bytes, source_name: str) -> Document:
    """Read a page; raises ``UnreadableLetter`` where its elements lie deeper within one another than any
    browser's own.
    """
    composer = Composer()
    write(composer, blocks(decoded(data, source_name), source_name), "html")
    return composer.document("text/html")


def decoded(data: bytes, source_name: str) -> str:
    """Give the characters of a page, by the encoding that it names itself, else as those of any text."""
    named = _CHARSET.search(data, 0, _HEAD)
    if named and not data.startswith((*text.UTF16, b"\xef\xbb\xbf")):
        found = text.named(data, named[1].decode("ascii"))
        if found is not None:
            return found
    return text.decode(data, source_name)


def blocks(page: str, source_name: str) -> list[Block]:
    """Give the paragraphs and tables of a page."""
    from lxml import html

    parser = html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    body = page.replace("\0", "").encode("utf-8", errors="replace")
    if not body.strip():
        return []
    root = html.document_fromstring(body, parser=parser, ensure_head_body=True)
    if any("xcessive depth" in error.message for error in parser.error_log):
        raise UnreadableLetter(
            f"{source_name} has elements within elements hundreds of times over, so its text cannot be read"
            " as a whole. Save the letter as PDF and run again."
        )
    reader = _Reader(Styles(root), Look())
    reader.walk(root, is_bold=False)
    return reader.finished()


class _Reader:
    """Walks over a page, or over a cell of one of its tables, and collects its paragraphs."""

    def __init__(self, styles: Styles, look: Look) -> None:
        self._styles = styles
        self._look = look
        self._blocks: list[Block] = []
        self._pieces: list[tuple[str, bool]] = []
        self._before = ""  # bullet or number of the list item that has just started
        self._is_heading = False
        self._is_verbatim = False

    def finished(self) -> list[Block]:
        """Give what was collected."""
        self._end_paragraph()
        return self._blocks

    def walk(self, element: "_Element", *, is_bold: bool, marker: str = "") -> None:
        """Read what stands in an element."""
        name = element.tag if isinstance(element.tag, str) else ""
        if not name or name in _NOT_SHOWN:
            return
        outer = self._look
        self._look = outer.in_any(element, self._styles.readings(element))
        if self._look.hidden is Concealed.HIDDEN:
            # It takes no room, so it parts no paragraph.
            self._pieces.append((concealed("".join(_said(element)).strip(), Concealed.HIDDEN), is_bold))
        else:
            self._shown(element, name, is_bold=is_bold, marker=marker)
        self._look = outer

    def _shown(self, element: "_Element", name: str, *, is_bold: bool, marker: str) -> None:
        is_bold = _is_bold(element, name, inherited=is_bold)
        if name == "br":
            self._pieces.append(("\n", is_bold))
        elif name == "table":
            self._end_paragraph()
            self._table(element, is_bold=is_bold)
        elif name in _INLINE:
            self._inside(element, name, is_bold=is_bold)
        else:
            self._end_paragraph()
            self._before += marker
            was = self._is_heading, self._is_verbatim
            self._is_heading, self._is_verbatim = was[0] or name in _HEADINGS, was[1] or name == "pre"
            self._inside(element, name, is_bold=is_bold)
            self._end_paragraph()
            self._is_heading, self._is_verbatim = was
            if marker:
                self._before = ""  # an item in which nothing stands

    def _inside(self, element: "_Element", name: str, *, is_bold: bool) -> None:
        is_raised = name == "sup"
        self._say(element.text, is_bold=is_bold, is_raised=is_raised)
        markers = _markers(element) if name in ("ol", "ul", "menu") else None
        for child in element:
            marker = next(markers) if markers and child.tag == "li" else ""
            self.walk(child, is_bold=is_bold, marker=marker)
            self._say(child.tail, is_bold=is_bold, is_raised=is_raised)

    def _say(self, said: str | None, *, is_bold: bool, is_raised: bool) -> None:
        if not said:
            return
        shown = said.replace("\r\n", "\n") if self._is_verbatim else re.sub(r"[ \t\r\n\f]+", " ", said)
        way = self._look.hides
        shown = shown if way is None else concealed(shown, way)
        self._pieces.append((superscript(shown) if is_raised else shown, is_bold))

    def _end_paragraph(self) -> None:
        found = words(self._pieces, self._before, is_heading=self._is_heading)
        self._pieces = []
        if found:
            self._before = ""
            self._blocks += found

    def _table(self, table: "_Element", *, is_bold: bool) -> None:
        rows: list[tuple[Square, ...]] = []
        n_headings, is_above = 0, True
        collapsed, going_down = self._collapsed(table), dict[int, int]()
        for kind, row in _rows(table):
            if kind == "caption":
                self.walk(row, is_bold=is_bold)
                continue
            look = self._in_group(table, row).in_any(row, self._styles.readings(row))
            is_row_bold = _is_bold(row, "tr", inherited=is_bold)
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            at = _places(cells, going_down) if collapsed else []
            gone = {cell for cell, column in zip(cells, at, strict=False) if column in collapsed}
            rows.append(tuple(self._squares(cells, look, gone, is_bold=is_row_bold)))
            is_above = is_above and (kind == "thead" or _are_headings(cells))
            n_headings += is_above
        if rows:
            self._blocks.append(Drawn(tuple(rows), n_headings or None))

    def _collapsed(self, table: "_Element") -> set[int]:
        """Give the columns, from 0, that take no room."""
        found: set[int] = set()
        first = 0
        for group in table.iterchildren("colgroup", "col"):
            for one in list(group.iterchildren("col")) or [group]:
                n = span(one.get("span"))
                declared = [one for each in (group, one) for one in self._styles.readings(each)]
                if one.get("width") == "0" or any(takes_no_width(each) for each in declared):
                    found |= set(range(first, first + n))
                first += n
        return found

    def _in_group(self, table: "_Element", row: "_Element") -> Look:
        group = row.getparent()
        return (
            self._look
            if group is None or group is table
            else self._look.in_any(group, self._styles.readings(group))
        )

    def _squares(
        self, cells: "list[_Element]", look: Look, gone: "set[_Element]", *, is_bold: bool
    ) -> list[Square]:
        """Give the cells of a row; ``gone`` are those of columns that take no room. One that takes no room
        itself is told of in the cell before it.
        """
        hidden = look if look.hidden else replace(look, hidden=Concealed.HIDDEN)
        squares: list[Square] = []
        for cell in cells:
            # A cell of headings is bold in every browser, and no question for that.
            reader = _Reader(self._styles, hidden if cell in gone else look)
            reader.walk(cell, is_bold=is_bold)
            blocks = tuple(reader.finished())
            is_gone = look.hidden is None and self._styles.of(cell).get("display") == "none"
            if not is_gone:
                spans = span(cell.get("colspan")), span(cell.get("rowspan"), _MOST_ROWS)
                squares.append(Square(blocks, *spans))
            elif squares and blocks:
                squares[-1] = replace(squares[-1], blocks=(*squares[-1].blocks, *blocks))
            elif blocks:
                squares.append(Square(blocks))
        return squares


def _places(cells: "list[_Element]", going_down: dict[int, int]) -> list[int]:
    """Give the column of each cell of a row; ``going_down`` has the rows for which cells above go on, by
    column, and is brought forward.
    """
    places: list[int] = []
    column, starting = 0, dict[int, int]()
    for cell in cells:
        while going_down.get(column, 0) > 0:
            column += 1
        places.append(column)
        n, n_rows = span(cell.get("colspan")), span(cell.get("rowspan"), _MOST_ROWS)
        starting |= dict.fromkeys(range(column, column + n), n_rows)
        column += n
    left = {at: n - 1 for at, n in going_down.items() if n > 1}
    going_down.clear()
    going_down.update(left | {at: n - 1 for at, n in starting.items() if n > 1})
    return places


def _said(element: "_Element") -> Iterator[str]:
    """Give the text in an element as a browser has it, without scripts and styles."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _NOT_SHOWN:
            yield from _said(child)
        yield child.tail or ""


def _are_headings(cells: "list[_Element]") -> bool:
    return bool(cells) and all(
        cell.tag == "th" or not "".join(map(str, cell.itertext())).strip() for cell in cells
    )


def _rows(table: "_Element") -> "Iterator[tuple[str, _Element]]":
    """Give the rows as shown, each with the kind of its group: the heads first, the feet last."""
    order = {"caption": 0, "thead": 1, "tfoot": 3}
    for group in sorted(table, key=lambda child: order.get(str(child.tag), 2)):
        if group.tag in ("tr", "caption"):
            yield str(group.tag), group
        elif group.tag in ("thead", "tbody", "tfoot"):
            yield from ((str(group.tag), row) for row in group if row.tag == "tr")


def _markers(element: "_Element") -> Iterator[str]:
    """Give the number or bullet of each item of a list."""
    items = [child for child in element if child.tag == "li"]
    number = _integer(element.get("start"), len(items) if element.get("reversed") is not None else 1)
    step = -1 if element.get("reversed") is not None else 1
    for item in items:
        style = _LIST_STYLE.search(item.get("style", "")) or _LIST_STYLE.search(element.get("style", ""))
        kind = style[1] if style else item.get("type") or element.get("type") or ""
        number = _integer(item.get("value"), number)
        if kind == "none":
            yield ""
        elif element.tag == "ol":
            yield f"{_ENUMERATIONS.get(kind, decimal)(number)}. "
        else:
            yield BULLET
        number += step


def _integer(written: str | None, default: int) -> int:
    found = re.fullmatch(r"\s*(-?[0-9]{1,6})\s*", written or "")
    return int(found[1]) if found else default


def _is_bold(element: "_Element", name: str, *, inherited: bool) -> bool:
    weight = _WEIGHT.search(element.get("style", ""))
    if weight:
        return bool(weight["bold"])
    return inherited or name in ("b", "strong")
