"""What reading a form gives, and how a form that knows its paragraphs and tables writes them down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.extract.forms.concealed import placed
from pipeline.extract.tables.grid import EMPTY, Cell, Grid, Piece, squared

_MOST_PLACES, _MOST_PLACES_A_BOX = 10_000, 20  # of a table


@dataclass(frozen=True)
class Attachment:
    """A file within the file: what came with an e-mail. Read in its turn, below the text it came with.
    ``is_page`` where the e-mail says that it is one, whatever its name.
    """

    name: str
    data: bytes
    is_page: bool = False


@dataclass(frozen=True)
class Gap:
    """A part of the file that is not read, a picture perhaps: ``text[start:end]`` stands for it. ``why``
    begins with 'concealed' where it is something that a reader of the page cannot see.
    """

    start: int
    end: int
    why: str


@dataclass(frozen=True)
class Document:
    """A letter's text, and the media type of the file it came from.

    ``grids`` are the tables that the form itself draws, each on lines of its own; ``unwrapped`` the passages
    in which every line is a paragraph; ``sections`` are the titles above what is read by itself, as
    what is attached to an e-mail. ``read_by`` says whether the characters stood in the file or were
    recognised in a picture of them.
    """

    text: str
    media_type: str
    grids: tuple[Grid, ...] = ()
    unwrapped: tuple[tuple[int, int], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    gaps: tuple[Gap, ...] = ()
    sections: tuple[tuple[int, int], ...] = ()
    read_by: Literal["text", "ocr"] = "text"


class UnreadableLetter(ValueError):  # noqa: N818 - the name is what went wrong, and is shown as such
    """The bytes are no letter that can be read; the message is a sentence for whoever holds the file."""


@dataclass(frozen=True)
class Box:
    """A cell as a form has it: its text, and over how many columns and rows it goes. ``missing`` is what
    stands below the text for something that is not read, each with why.
    """

    text: str
    columns: int = 1
    rows: int = 1
    missing: tuple[tuple[str, str], ...] = ()


def _is_mostly_spans(rows: Sequence[Sequence[Box]]) -> bool:
    """Whether a table has far more places than boxes, as only one made to fill memory has."""
    n_places = sum(box.columns * min(box.rows, len(rows) - i) for i, row in enumerate(rows) for box in row)
    return n_places > _MOST_PLACES + _MOST_PLACES_A_BOX * sum(map(len, rows))


class Composer:
    """Writes paragraphs and tables as lines of one text, and keeps the place of every cell.

    A paragraph is one line, with an empty line after it. A row of a table is one line, its cells parted by
    tabs.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._grids: list[Grid] = []
        self._gaps: list[Gap] = []

    def paragraph(self, text: str) -> None:
        """Add a paragraph; line breaks and runs of blanks within it become one space."""
        if self._shown(text):
            self._add("\n\n")

    def gap(self, text: str, why: str) -> None:
        """Add a paragraph that stands for something in the file that is not read."""
        start = self._length
        self.paragraph(text)
        if self._length > start:
            self._gaps.append(Gap(start, self._length - 2, why))

    def table(self, layout: str, rows: Sequence[Sequence[Box]], n_headings: int | None = None) -> None:
        """Add a table, each row with the boxes that start in it, from left to right.

        A box over several columns or rows stands in each of them, in the text once. ``n_headings`` is how
        many rows are headings, where the form says so.
        """
        start = self._length
        if _is_mostly_spans(rows):
            rows = [[Box(box.text, missing=box.missing) for box in row] for row in rows]
        grid: list[list[Cell]] = []
        hanging: dict[int, tuple[int, Cell]] = {}  # column -> how many more rows, and what stands there
        for row in rows:
            cells: list[Cell] = []
            boxes = list(row)
            while boxes or len(cells) in hanging:
                left, above = hanging.pop(len(cells), (0, EMPTY))
                if left:
                    if left > 1:
                        hanging[len(cells)] = (left - 1, above)
                    cells.append(above)
                    self._add("\t")
                    continue
                box = boxes.pop(0)
                cell = self._cell(box)
                self._add("\t" * (box.columns if boxes else box.columns - 1))
                for _ in range(box.columns):
                    if box.rows > 1:
                        hanging[len(cells)] = (box.rows - 1, cell)
                    cells.append(cell)
            self._add("\n")
            grid.append(cells)
        squares = squared(grid)
        if squares and squares[0]:
            self._grids.append(Grid(layout, squares, start, self._length - 1, n_headings))
        self._add("\n")

    def document(
        self,
        media_type: str,
        attachments: Sequence[Attachment] = (),
        read_by: Literal["text", "ocr"] = "text",
    ) -> Document:
        """Give what was written."""
        return Document(
            "".join(self._parts),
            media_type,
            grids=tuple(self._grids),
            unwrapped=((0, self._length),),
            attachments=tuple(attachments),
            gaps=tuple(self._gaps),
            read_by=read_by,
        )

    def _cell(self, box: Box) -> Cell:
        at = self._length
        shown = self._shown(box.text)
        for text, why in box.missing:
            between = " " if shown else ""
            self._add(f"{between}{text}")
            self._gaps.append(Gap(self._length - len(text), self._length, why))
            shown += f"{between}{text}"
        return Cell((Piece(shown, at),)) if shown else EMPTY

    def _shown(self, text: str) -> str:
        """Write a text on one line, with the placeholders of what is concealed in it."""
        shown, gaps = placed(text)
        self._gaps += [Gap(self._length + start, self._length + end, why) for start, end, why in gaps]
        self._add(shown)
        return shown

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
