"""Rich text (RTF): what a word processor shows of it.

Each paragraph, list numbers as they were written out by the program, tables with their merged cells, notes
after all paragraphs, the head of the page above and its foot below. Deleted text is left out; what is
concealed is not read, and a placeholder stands for it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.extract.forms.colours import WHITE, Colour
from pipeline.extract.forms.concealed import Concealed, concealed
from pipeline.extract.forms.document import Composer, Document, UnreadableLetter
from pipeline.extract.forms.flow import Block, Drawn, Missing, Square, Words, superscript, words, write
from pipeline.extract.forms.looks import AUTOMATIC, NO_GROUND, PLAIN, RunLook

PRECEDENCE = 30
_MEDIA_TYPE = "application/rtf"
_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?[0-9]{1,10})?[ ]?|\\'(?P<hex>[0-9a-fA-F]{2})"
    r"|\\(?P<symbol>[^a-zA-Z])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_SYMBOLS = {"~": "\u00a0", "_": "-", "\n": "\n", "\r": "\n", "\\": "\\", "{": "{", "}": "}"}
_CAPTURED = {
    "header": "head", "headerf": "head", "headerr": "head", "footer": "foot", "footerf": "foot",
    "footerr": "foot", "footnote": "note", "shptxt": "here",
}  # fmt: skip
_OF_TABLE = frozenset(["cell", "nestcell", "row", "trowd", "trhdr", "trleft", "trrh", "cellx"])
_KEPT = frozenset(["g", "shptxt", "footnote"])  # among the destinations that striprtf skips
_SKIPPED = frozenset(
    ["shpinst", "shprslt", "nonshppict", "pict", "object", "nesttableprops", "filetbl", "xe", "tc"]
)
_OF_PROPERTY = frozenset(["sp", "sn", "sv"])  # a property of a shape, its name, its value
_OF_PICTURE = frozenset(["picwgoal", "pichgoal"])
_OF_PLACE = {"shpleft": 1, "shpright": -1, "shptop": 1, "shpbottom": -1}  # twips from the column and line
_DEEPEST = 2000  # groups within groups
_NEAR = 60  # twips (1 mm) between edges of cells that are meant to be one
_THINNEST = 40  # twips (2 points): a line or row that high shows no letter
_FARTHEST = 11_906  # twips: the width of A4, by which text is moved off the page
_WIDE, _HIGH = 4536, 2268  # twips (8 cm, 4 cm): a picture of this size may be one of a table


@dataclass(frozen=True)
class _Run:
    """How the text of a group is shown, and whether it is."""

    is_bold: bool = False
    is_hidden: bool = False
    is_deleted: bool = False
    is_raised: bool = False
    is_skipped: bool = False
    of_shape: Concealed | None = None  # how the shape hides what stands in it
    part: str = ""  # of a property of a shape
    look: RunLook = PLAIN
    font: int = -1
    n_fallback: int = 1  # characters that stand for one beyond the code page


@dataclass
class _Edge:
    """The right edge of a cell, and how the cell is merged with those beside or above it."""

    at: int
    width: int
    goes_on: bool = False
    goes_down: bool = False
    ground: Colour | None = None


@dataclass
class _Flow:
    """Paragraphs as they come: of the body, or of a note, a head, a text box."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)
    row: list[tuple[Block, ...]] = field(default_factory=list)
    rows: list[tuple[list[tuple[Block, ...]], list[_Edge], bool]] = field(default_factory=list)


def recognises(data: bytes, source_name: str) -> bool:
    """Whether it starts as RTF does."""
    return data.lstrip().startswith(b"{\\rtf")


def read(data: bytes, source_name: str) -> Document:
    """Read the document; raises ``UnreadableLetter`` where its groups do not end within reason."""
    reader = _Reader(source_name)
    reader.read(data.decode("latin-1"))
    composer = Composer()
    body = reader.finished()
    write(composer, [*reader.parts["head"], *body, *reader.parts["note"], *reader.parts["foot"]], "rtf")
    return composer.document(_MEDIA_TYPE)


class _Reader:
    def __init__(self, source_name: str) -> None:
        from striprtf import striprtf

        self._destinations = (striprtf.destinations | _SKIPPED) - _KEPT - frozenset(_CAPTURED)
        self._characters: dict[str, str] = striprtf.specialchars
        self._charsets: dict[int, str] = striprtf.charset_map
        self._source_name = source_name
        self._run = _Run()
        self._runs: list[tuple[_Run, str, _Flow | None]] = []
        self._flow = _Flow()
        self._capture = ""
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._is_fonts = 0  # depth of the group that lists the fonts
        self._is_colours = 0  # and of that which lists the colours
        self._colours: list[Colour | None] = []
        self._colour: dict[str, int] = {}
        self._ground: Colour | None = None  # of the paragraph
        self._of_paragraph: Concealed | None = None
        self._of_row: Concealed | None = None
        self._to_skip = 0
        self._is_starred = False
        self._in_table = False
        self._edges: list[_Edge] = []
        self._left = 0  # edge of the row
        self._next_edge: dict[str, bool] = {}
        self._next_ground: Colour | None = None
        self._is_heading = False
        self._picture = [0, 0]
        self._n_notes = 0
        self._property = dict[str, str]()  # of a shape
        self.parts: dict[str, list[Block]] = {"head": [], "foot": [], "note": []}

    def read(self, source: str) -> None:
        """Read the whole of it."""
        end = 0
        for match in _TOKEN.finditer(source):
            if match.start() < end:
                continue  # within binary data
            if match["brace"] == "{":
                self._open()
            elif match["brace"]:
                self._close()
            elif match["text"] is not None:
                self._say(match["text"])
            elif match["hex"] is not None:
                self._say(self._decoded(int(match["hex"], 16)))
            elif match["symbol"] is not None:
                self._symbol(match["symbol"])
            elif match["word"] == "bin":
                end = match.end() + max(0, int(match["number"] or 0))
            else:
                number = match["number"]
                self._word(match["word"], None if number is None else int(number))

    def finished(self) -> list[Block]:
        """Give the body."""
        while self._runs:
            self._close()
        return self._ended(self._flow)

    def _open(self) -> None:
        if len(self._runs) >= _DEEPEST:
            raise UnreadableLetter(
                f"{self._source_name} has groups within groups thousands of times over, which no letter has."
                " Save it again from an office program and run again."
            )
        self._runs.append((self._run, self._capture, None))
        self._capture = ""
        self._is_starred = False

    def _close(self) -> None:
        if not self._runs:
            return
        self._is_fonts = 0 if len(self._runs) <= self._is_fonts else self._is_fonts
        self._is_colours = 0 if len(self._runs) <= self._is_colours else self._is_colours
        capture, closed = self._capture, self._run
        self._run, self._capture, flow = self._runs.pop()
        if closed.part == "sp" and self._property == {"sn": "fHidden", "sv": "1"}:
            self._run = replace(self._run, of_shape=Concealed.HIDDEN)
        if flow is None:
            return
        inside, self._flow = self._ended(self._flow), flow
        if capture == "here":
            shown = _unseen(inside, self._run.of_shape) if self._run.of_shape else inside
            (self._flow.cell if self._in_table else self._flow.blocks).extend(shown)
        elif capture == "note":
            self.parts["note"] += inside
        elif not self.parts[capture]:
            self.parts[capture] = inside  # of the first page that has one

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._is_starred = True
        elif symbol in _SYMBOLS:
            self._say(_SYMBOLS[symbol])

    def _word(self, word: str, number: int | None) -> None:
        is_on = number != 0
        if self._is_fonts:
            self._font(word, number or 0)
        elif self._is_colours:
            self._colour[word] = number or 0
        elif word in _OF_PROPERTY or word in _OF_PLACE or word in _OF_PICTURE:
            self._drawing_word(word, number or 0)
        elif word in _CAPTURED and (word == "shptxt" or not self._run.is_skipped):
            before, capture, _ = self._runs[-1] if self._runs else (self._run, "", None)
            if self._runs:
                self._runs[-1] = (before, capture, self._flow)
                self._flow, self._capture = _Flow(), _CAPTURED[word]
            self._is_starred = False
            self._run = _Run(n_fallback=self._run.n_fallback)
        elif word == "fonttbl":
            self._is_fonts = len(self._runs)
            self._run = replace(self._run, is_skipped=True)
        elif word == "colortbl":
            self._is_colours = len(self._runs)
            self._run = replace(self._run, is_skipped=True)
        elif word in self._destinations or self._is_starred:
            self._run = replace(self._run, is_skipped=word != "shppict" or self._run.is_skipped)
            self._is_starred = False
            if word == "pict":
                self._picture = [0, 0]
        elif not self._run.is_skipped:
            self._shown(word, number, is_on=is_on)
        elif word == "ansicpg":
            self._code_page(number)

    def _drawing_word(self, word: str, number: int) -> None:
        if word in _OF_PROPERTY:
            self._property = {} if word == "sp" else self._property
            self._run = replace(self._run, is_skipped=True, part=word)
        elif word in _OF_PICTURE:
            self._picture_size(word, number)
        elif _OF_PLACE[word] * number >= _FARTHEST:
            self._run = replace(self._run, of_shape=Concealed.OFF_PAGE)

    def _shown(self, word: str, number: int | None, *, is_on: bool) -> None:
        if self._formats(word, number or 0, is_on=is_on) or self._looks(word, number or 0):
            pass
        elif word == "u":
            self._say(chr((number or 0) % 0x10000))
            self._to_skip = self._run.n_fallback
        elif word == "ansicpg":
            self._code_page(number)
        elif word == "chftn":
            self._note_mark()
        elif word in ("par", "sect", "page"):
            self._end_paragraph()
        elif word in ("pard", "intbl"):
            self._in_table = word == "intbl"
            if word == "pard":
                self._ground = self._of_paragraph = None
        elif word in _OF_TABLE or word.startswith("cl"):
            self._table_word(word, number or 0)
        elif word in self._characters:
            self._say(self._characters[word])

    def _formats(self, word: str, number: int, *, is_on: bool) -> bool:
        """Take a word that says how the text of a group is shown; gives whether it was one."""
        flags = {"b": "is_bold", "v": "is_hidden", "deleted": "is_deleted", "super": "is_raised"}
        if word in flags:
            changed: dict[str, Any] = {flags[word]: is_on}
            self._run = replace(self._run, **changed)
        elif word == "nosupersub":
            self._run = replace(self._run, is_raised=False)
        elif word == "plain":
            self._run = _Run(font=self._run.font, n_fallback=self._run.n_fallback)
        elif word == "f":
            self._run = replace(self._run, font=number)
        elif word == "uc":
            self._run = replace(self._run, n_fallback=max(0, min(number, 10)))
        else:
            return False
        return True

    def _looks(self, word: str, number: int) -> bool:
        """Take a word that says how text looks; gives whether it was one."""
        changes: dict[str, dict[str, Any]] = {
            "cf": {"letters": self._numbered(number) or AUTOMATIC},
            "highlight": {"highlight": self._numbered(number) or NO_GROUND},
            "cb": {"shade": self._numbered(number) or NO_GROUND},
            "chcbpat": {"shade": self._numbered(number) or NO_GROUND},
            "fs": {"size": number / 2},
            "expnd": {"pitch": number / 4},
            "expndtw": {"pitch": number / 20},
            "charscalex": {"scale": number},
            "up": {"rise": number / 2},
            "dn": {"rise": -number / 2},
        }
        far = {"li": abs(number), "lin": abs(number), "posx": number, "posnegx": -number, "posy": number}
        if word in changes:
            self._run = replace(self._run, look=replace(self._run.look, **changes[word]))
        elif word == "cbpat":
            self._ground = self._numbered(number)
        elif word in far and abs(far[word]) >= _FARTHEST:
            self._of_paragraph = Concealed.OFF_PAGE
        elif word == "sl" and -_THINNEST <= number < 0:
            self._of_paragraph = Concealed.NO_ROOM
        return word in changes or word in far or word in ("cbpat", "sl")

    def _numbered(self, number: int) -> Colour | None:
        """Give a colour of the file's list, of which the first may be the automatic one."""
        return self._colours[number] if 0 <= number < len(self._colours) else None

    def _hides(self) -> Concealed | None:
        """How what stands here is hidden."""
        if self._run.is_hidden:
            return Concealed.HIDDEN
        n = len(self._flow.row)
        in_cell = self._in_table and n < len(self._edges)
        ground = self._ground or (self._edges[n].ground if in_cell else None)
        of_row = self._of_row if self._in_table else None
        return self._of_paragraph or of_row or self._run.look.hides(ground or WHITE)

    def _table_word(self, word: str, number: int) -> None:
        if word == "nestcell":
            self._end_paragraph()
        elif word == "cell":
            self._end_paragraph(is_cell=True)
            self._flow.row.append(tuple(self._flow.cell))
            self._flow.cell = []
        elif word == "row":
            if self._flow.row:
                self._flow.rows.append((self._flow.row, self._edges, self._is_heading))
            self._flow.row = []
        elif word == "trowd":
            self._edges, self._next_edge, self._is_heading = [], {}, False
            self._of_row, self._next_ground, self._left = None, None, 0
        elif word == "trleft":
            self._left = number
        elif word == "trhdr":
            self._is_heading = True
        elif word in ("clmrg", "clvmrg"):
            self._next_edge[word] = True
        elif word == "clcbpat":
            self._next_ground = self._numbered(number)
        elif word == "trrh":
            self._of_row = Concealed.NO_ROOM if -_THINNEST <= number < 0 else None
        elif word == "cellx":
            merged = self._next_edge
            joined = merged.get("clmrg", False), merged.get("clvmrg", False)
            width = number - (self._edges[-1].at if self._edges else self._left)
            self._edges.append(_Edge(number, width, *joined, self._next_ground))
            self._next_edge, self._next_ground = {}, None

    def _font(self, word: str, number: int) -> None:
        if word == "f":
            self._run = replace(self._run, font=number)
        elif word == "fcharset" and number in self._charsets and number > 1:
            self._fonts[self._run.font] = self._charsets[number]

    def _code_page(self, number: int | None) -> None:
        try:
            b"".decode(f"cp{number}")
        except LookupError:
            return
        self._encoding = f"cp{number}"

    def _decoded(self, code: int) -> str:
        for encoding in (self._fonts.get(self._run.font, self._encoding), "cp1252"):
            try:
                return bytes([code]).decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
        return ""

    def _say(self, text: str) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        if self._is_colours:
            for _ in range(text.count(";")):
                self._list_colour()
        run = self._run
        if run.part in ("sn", "sv"):
            self._property[run.part] = self._property.get(run.part, "") + text
        if text and not (run.is_skipped or run.is_deleted):
            way = self._hides()
            if way is not None:
                text = concealed(text.strip() if way is Concealed.HIDDEN else text, way)
            shown = superscript(text) if run.is_raised else text
            self._flow.pieces.append((shown, run.is_bold))

    def _list_colour(self) -> None:
        parts, self._colour = self._colour, {}
        red, green, blue = (max(0, min(parts.get(name, 0), 255)) for name in ("red", "green", "blue"))
        self._colours.append((red, green, blue) if parts else None)

    def _note_mark(self) -> None:
        is_noted = any(capture == "note" for _, capture, _ in self._runs) or self._capture == "note"
        self._n_notes += not is_noted
        mark = superscript(str(self._n_notes))
        self._flow.pieces.append((f"{mark} " if is_noted else mark, self._run.is_bold))

    def _picture_size(self, word: str, size: int) -> None:
        self._picture[word == "pichgoal"] = size
        if self._picture[0] >= _WIDE and self._picture[1] >= _HIGH:
            self._picture = [0, 0]
            picture = Missing("[Picture]", "pictures in a document are not read")
            if self._flow.blocks[-1:] != [picture]:  # the same, for older programs
                self._flow.blocks.append(picture)

    def _end_paragraph(self, *, is_cell: bool = False) -> None:
        found = _paragraphs(self._flow)
        if is_cell or self._in_table:
            self._flow.cell += found
            return
        if found or self._flow.cell:
            self._flow.blocks += _drawn(self._flow)
        self._flow.blocks += found

    @staticmethod
    def _ended(flow: _Flow) -> list[Block]:
        if flow.row or flow.cell:
            flow.rows.append(([*flow.row, tuple(flow.cell)], [], False))
        last = _paragraphs(flow)
        return [*flow.blocks, *_drawn(flow), *last]


def _paragraphs(flow: _Flow) -> list[Words]:
    pieces, flow.pieces = flow.pieces, []
    # Characters beyond 16 bits come as two, which the file writes one after the other.
    joined = [(text.encode("utf-16", "surrogatepass"), bold) for text, bold in _merged(pieces)]
    return words([(text.decode("utf-16", "replace"), bold) for text, bold in joined])


def _merged(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    merged: list[tuple[list[str], bool]] = []
    for text, is_bold in pieces:
        if merged and merged[-1][1] == is_bold:
            merged[-1][0].append(text)
        else:
            merged.append(([text], is_bold))
    return [("".join(texts), is_bold) for texts, is_bold in merged]


def _drawn(flow: _Flow) -> list[Block]:
    """Give the table that has just ended; columns are told by the edges of the cells."""
    rows, flow.rows = flow.rows, []
    if not rows:
        return []
    edges = sorted({edge.at for _, row, _ in rows for edge in row})
    places: dict[int, int] = {}
    last = None
    for at in edges:
        places[at] = places[last] if last is not None and at - last <= _NEAR else len(set(places.values()))
        last = at
    drawn: list[list[Square]] = []
    above: dict[int, tuple[int, int]] = {}  # column -> row and place of the cell that stands there
    n_headings, is_above = 0, True
    for cells, of_row, is_heading in rows:
        squares: list[Square] = []
        below: dict[int, tuple[int, int]] = {}
        column = 0
        for i, blocks in enumerate(cells):
            edge = of_row[i] if i < len(of_row) else None
            width = max(1, places[edge.at] + 1 - column) if edge else 1
            if edge and edge.goes_on and squares:
                head = squares[-1]
                squares[-1] = Square(_with_merged(head, blocks), head.columns + width, head.rows)
            elif edge and edge.goes_down and column in above:
                up, place = above[column]
                head = drawn[up][place]
                drawn[up][place] = Square(_with_merged(head, blocks), head.columns, head.rows + 1)
                below[column] = above[column]
            else:
                below[column] = (len(drawn), len(squares))
                is_narrow = edge is not None and edge.width <= _THINNEST and not _is_widened(of_row, i)
                shown = _unseen(blocks, Concealed.NO_ROOM) if is_narrow else blocks
                squares.append(Square(tuple(shown), width))
            column += width
        drawn.append(squares)
        above = below
        is_above = is_above and is_heading
        n_headings += is_above
    return [Drawn(tuple(tuple(row) for row in drawn), n_headings or None)]


def _is_widened(edges: list[_Edge], at: int) -> bool:
    """Whether a cell is merged with the one to its right."""
    return at + 1 < len(edges) and edges[at + 1].goes_on


def _with_merged(head: Square, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give what stands in the first of several cells that are shown as one, and that another holds something
    else, which nobody sees.
    """
    other = Square(tuple(blocks)).text
    return head.blocks if other in ("", head.text) else (*head.blocks, *_unseen(blocks, Concealed.HIDDEN))


def _unseen(blocks: Iterable[Block], way: Concealed) -> list[Block]:
    """Give what stands for blocks that nobody sees."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Drawn):
            found += _unseen([one for row in block.rows for cell in row for one in cell.blocks], way)
        elif isinstance(block, Words):
            found += words([(concealed(block.text, way) or block.text, False)])
    return found
