"""Sheets of a spreadsheet, as paragraphs and tables.

Cells that stand together are a block: an empty row or an empty column parts two. A block of one column is
paragraphs, as is a row of one cell above or below a table: its title, its notes. Any other block is a table.
"""

import bisect
import dataclasses
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract.forms.flow import MOST_CELLS, Block, Drawn, Missing, Square, Words


@dataclass(frozen=True)
class SheetCell:
    """What a cell shows, and over how many columns and rows it goes; ``why`` it shows nothing, where a
    value should stand there.
    """

    text: str
    columns: int = 1
    rows: int = 1
    why: str = ""


Cells = Mapping[tuple[int, int], SheetCell]  # by row and column
_WHY_HIDDEN = (
    "concealed: these cells are hidden in the file and may not have been meant to be disclosed; if they are"
    " part of the answer, show them, save the file and run again"
)
_Place = tuple[int, int]


def blocks(cells: Cells) -> list[Block]:
    """Give the blocks of a sheet, from the top down and from left to right."""
    found: list[Block] = []
    waiting = [sorted(place for place, one in cells.items() if one.text.strip())]
    while waiting:
        places = waiting.pop()
        if not places:
            continue
        parts = _parted(cells, places, 0)
        if len(parts) == 1:
            titles, places, notes = _without_titles(cells, places)
            parts = [*([place] for place in titles), *_parted(cells, places, 1), *([p] for p in notes)]
        if len(parts) == 1:
            found += _drawn(cells, parts[0])
        else:
            waiting += reversed(parts)
    return found


def visible(cells: Cells, rows: Sequence[range], columns: Sequence[range]) -> tuple[Cells, int]:
    """Leave out the cells of hidden rows and columns, and give how many they are; the others close up."""
    if not rows and not columns:
        return cells, 0
    axes = tuple(_Hidden.of(some) for some in (rows, columns))
    shown: dict[_Place, SheetCell] = {}
    for (row, column), one in cells.items():
        if row in axes[0] or column in axes[1]:
            continue
        place = (row - axes[0].before(row), column - axes[1].before(column))
        n_rows = one.rows - (axes[0].before(row + one.rows) - axes[0].before(row))
        n_columns = one.columns - (axes[1].before(column + one.columns) - axes[1].before(column))
        shown[place] = dataclasses.replace(one, rows=n_rows, columns=n_columns)
    return shown, len(cells) - len(shown)


@dataclass(frozen=True)
class _Hidden:
    """Hidden rows, or columns: ranges in order, none of which touches another."""

    starts: tuple[int, ...]
    stops: tuple[int, ...]
    n_before: tuple[int, ...]  # how many are hidden before each range

    @classmethod
    def of(cls, ranges: Sequence[range]) -> "_Hidden":
        merged: list[range] = []
        for one in sorted(ranges, key=lambda one: one.start):
            if merged and one.start <= merged[-1].stop:
                merged[-1] = range(merged[-1].start, max(merged[-1].stop, one.stop))
            elif one:
                merged.append(one)
        n_before = tuple(itertools.accumulate((len(one) for one in merged), initial=0))[:-1]
        return cls(tuple(one.start for one in merged), tuple(one.stop for one in merged), n_before)

    def __contains__(self, place: int) -> bool:
        at = bisect.bisect_right(self.starts, place) - 1
        return at >= 0 and place < self.stops[at]

    def before(self, place: int) -> int:
        at = bisect.bisect_left(self.starts, place) - 1
        return 0 if at < 0 else self.n_before[at] + min(place, self.stops[at]) - self.starts[at]


def hidden(n_cells: int) -> list[Block]:
    """Give what stands for cells that the file hides: whoever sent it may not know that they are there."""
    return [Missing(f"[Concealed: {n_cells:,} cell{'s' * (n_cells != 1)}]", _WHY_HIDDEN)] if n_cells else []


def _parted(cells: Cells, places: Sequence[_Place], axis: int) -> list[list[_Place]]:
    """Part cells where a whole row (axis 0) or column (axis 1) between them is empty."""
    parts: list[list[_Place]] = []
    end = -1
    for place in sorted(places, key=lambda one: (one[axis], one)):
        one = cells[place]
        if parts and place[axis] <= end:
            parts[-1].append(place)
        else:
            parts.append([place])
        end = max(end, place[axis] + (one.rows, one.columns)[axis])
    return [sorted(part) for part in parts]


def _without_titles(
    cells: Cells, places: Sequence[_Place]
) -> tuple[list[_Place], list[_Place], list[_Place]]:
    """Take the rows of one cell off the top and the bottom of what has rows of several, where the cell stands
    at the left: elsewhere it is the heading of a column.
    """
    rows = _rows(places)
    left = min(column for _, column in places)
    wide = [i for i, row in enumerate(rows) if len(row) > 1 or row[0][1] > left or cells[row[0]].rows > 1]
    if not wide:
        return [], list(places), []
    first, last = wide[0], wide[-1] + 1
    return (
        [place for row in rows[:first] for place in row],
        [place for row in rows[first:last] for place in row],
        [place for row in rows[last:] for place in row],
    )


def _rows(places: Iterable[_Place]) -> list[list[_Place]]:
    rows: list[list[_Place]] = []
    for place in sorted(places):
        if rows and rows[-1][0][0] == place[0]:
            rows[-1].append(place)
        else:
            rows.append([place])
    return rows


def _drawn(cells: Cells, places: Sequence[_Place]) -> list[Block]:
    rows = _rows(places)
    if len(rows) == 1 or all(len(row) == 1 for row in rows):
        return [block for row in rows for block in _paragraph([cells[place] for place in row])]
    left, bottom = min(column for _, column in places), rows[-1][0][0]
    right = max(column + cells[row, column].columns for row, column in places)
    if (bottom - rows[0][0][0] + 1) * (right - left) > MOST_CELLS:
        return [Missing("[Table]", f"the table has more than {MOST_CELLS:,} cells")]
    by_row = {row[0][0]: row for row in rows}
    covered: dict[int, dict[int, int]] = {}  # row -> column at which boxes from above stand -> their width
    squares: list[tuple[Square, ...]] = []
    for row in range(rows[0][0][0], bottom + 1):
        of_row: list[Square] = []
        column = left
        hanging = covered.pop(row, {})
        for _, filled in by_row.get(row, ()):
            of_row += _blanks(column, filled, hanging)
            one = cells[row, filled]
            of_row.append(Square(tuple(_paragraph([one])), one.columns, one.rows))
            for below in range(row + 1, min(row + one.rows, bottom + 1)):
                covered.setdefault(below, {})[filled] = one.columns
            column = filled + one.columns
        squares.append(tuple(of_row))
    return [Drawn(tuple(squares))]


def _blanks(start: int, end: int, hanging: Mapping[int, int]) -> list[Square]:
    """Give the empty cells from one column to another, without those in which a box from above stands."""
    if start >= end:
        return []
    taken = {column for first, width in hanging.items() for column in range(first, first + width)}
    return [Square(())] * sum(column not in taken for column in range(start, end))


def _paragraph(row: Sequence[SheetCell]) -> list[Block]:
    """Give cells beside one another as a paragraph, each line of a cell as one of its own."""
    if len(row) == 1 and not row[0].why and "\n" not in row[0].text:
        return [Words(row[0].text)]
    missing = [Missing(one.text, one.why) for one in row if one.why]
    text = "  ".join(one.text.strip() for one in row if not one.why)
    return [*(Words(line) for line in text.split("\n") if line.strip()), *missing]
