"""A grid of cells as a layout finds it, before anybody says which rows are headings."""

import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A part of a cell that stands on one line: ``text`` stands at ``start``."""

    text: str
    start: int


@dataclass(frozen=True)
class Cell:
    """One cell. ``text`` joins the lines over which it was wrapped by one space."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The cell as printed, wrapped lines joined."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def start(self) -> int:
        """Offset of its first character; -1 where the cell is empty."""
        return self.pieces[0].start if self.pieces else -1

    @property
    def end(self) -> int:
        """Offset after its last character; -1 where the cell is empty."""
        return self.pieces[-1].start + len(self.pieces[-1].text) if self.pieces else -1


EMPTY = Cell(())


@dataclass(frozen=True)
class Grid:
    """Rows of cells, all of one length. ``n_headings`` is how many rows are headings where the layout
    itself says so.
    """

    layout: str
    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int
    n_headings: int | None = None
    doubt: str | None = None  # why another reading of the same lines is as likely
    doubts: tuple[str | None, ...] = ()  # the same of each row, where any is doubtful

    def moved(self, by: int) -> "Grid":
        """Give the grid as it stands ``by`` characters further on."""
        rows = tuple(tuple(_moved(one, by) for one in row) for row in self.rows)
        return dataclasses.replace(self, rows=rows, start=self.start + by, end=self.end + by)

    def on(self, text: str) -> "Grid":
        """Give the grid with what stands in ``text`` in its places; other text of the same length perhaps."""
        rows = tuple(tuple(_on(one, text) for one in row) for row in self.rows)
        return dataclasses.replace(self, rows=rows)


def _moved(one: Cell, by: int) -> Cell:
    return dataclasses.replace(one, pieces=tuple(Piece(p.text, p.start + by) for p in one.pieces))


def _on(one: Cell, text: str) -> Cell:
    pieces = (Piece(text[p.start : p.start + len(p.text)], p.start) for p in one.pieces)
    return dataclasses.replace(one, pieces=tuple(pieces))


def cell(text: str, start: int) -> Cell:
    """Give the cell of a text at an offset, blanks around it left out."""
    shown = text.strip()
    if not shown:
        return EMPTY
    return Cell((Piece(shown, start + len(text) - len(text.lstrip())),))


def squared(rows: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Fill rows with empty cells up to the longest, and drop the columns in which nothing stands at the
    end.
    """
    used = max((i + 1 for row in rows for i, one in enumerate(row) if one.pieces), default=0)
    return tuple((*row[:used], *[EMPTY] * (used - len(row))) for row in rows)
