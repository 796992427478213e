"""Tables of which every cell stands on a line of its own, as text copied from some web pages has them.

    Year
    Claims made
    2020
    141
    2021
    160

The headings come first, one a line, then the cells row by row: a label and then numbers or marks. The lines
above the first label are as many headings as the longest rows have cells, one that goes on in a small letter
was wrapped; or they are a run of periods, one for each column, with the heading of the labels above or below
it. A row that has fewer values lost its empty cells: totals may show which, else it is in doubt. Periods one
a line and then as many numbers are a table of one row.
"""

import itertools
from collections.abc import Iterable, Sequence

from pipeline.extract import periods
from pipeline.extract.lexer import datum
from pipeline.extract.lines import Line
from pipeline.extract.tables.blanks import LACKS, placed
from pipeline.extract.tables.grid import EMPTY, Cell, Grid, cell, squared
from pipeline.extract.tables.headings import is_datum

PRECEDENCE = 50
_LONGEST_LABEL = 80
_FEWEST_ROWS = 2
_FEWEST_PERIODS = 3  # of a table of one row
_MOST_COLUMNS = 12
_MOST_HEADING_LINES = 3 * (_MOST_COLUMNS + 1)
_EDGES = " \t|"


def find(lines: Sequence[Line]) -> Iterable[Grid]:
    """Give a grid for each run of labels and numbers that stand one below the other under their headings."""
    filled = [line for line in lines if line.text.strip(_EDGES)]
    cells = [_cell(line) for line in filled]
    data = [is_datum(one) for one in cells]
    at = first_free = 0
    while at < len(cells):
        found = (_rows(cells, data, at, first_free) if at and data[at] else None) or _one_row(cells, data, at)
        if found is None:
            at += 1
            continue
        grid, at = found
        first_free = at
        yield grid


def _rows(cells: Sequence[Cell], data: Sequence[bool], at: int, first_free: int) -> tuple[Grid, int] | None:
    """Give the table whose first value stands at ``at``, and the index after its last."""
    starts = [at - 1]  # of the labels
    end = _end(data, at)
    while _is_label(cells, data, end) and end + 1 < len(cells) and data[end + 1]:
        starts.append(end)
        end = _end(data, end + 1)
    bounds = _parted(cells, [*starts, end])
    starts, sizes = bounds[:-1], [b - a - 1 for a, b in itertools.pairwise(bounds)]
    n = max(sizes)
    first = starts[0]
    if not _may_be_label(cells[first]) or n > _MOST_COLUMNS:
        return None
    if len(starts) < _FEWEST_ROWS:
        return None
    over = _periods_above(cells, data, first, n, first_free)
    if over is None and sizes.count(n) >= _FEWEST_ROWS:  # without periods, whole rows show how many columns
        over = _headings(cells[first_free:first], data[first_free:first], n + 1)
    if (
        over is None
        and len(starts) >= _FEWEST_PERIODS
        and all(periods.is_period(cells[at].text) for at in starts)
    ):
        over = [EMPTY] * (n + 1)  # rows of periods need no headings
    if over is None:
        return None
    rows = placed([list(cells[a:b]) for a, b in itertools.pairwise(bounds)], n)
    doubts = [LACKS if len(row) <= n else None for row in rows]
    above = [one for one in over if one.pieces]
    grid = Grid(
        "stacked",
        squared([over, *rows] if above else rows),
        min((one.start for one in above), default=cells[first].start),
        cells[end - 1].end,
        1 if above else 0,
        doubts=(*[None] * bool(above), *doubts) if any(doubts) else (),
    )
    return grid, end


def _end(data: Sequence[bool], at: int) -> int:
    """Give the index after the numbers that stand from ``at`` on."""
    end = at
    while end < len(data) and data[end]:
        end += 1
    return end


def _parted(cells: Sequence[Cell], bounds: Sequence[int]) -> list[int]:
    """Part a row where a mark in words is the label of the next: 'Not known' behind as many values as most
    rows have.
    """
    sizes = [b - a - 1 for a, b in itertools.pairwise(bounds)]
    most = max(set(sizes), key=lambda one: (sizes.count(one), -one))
    found = [bounds[0]]
    for end in bounds[1:]:
        while end - found[-1] - 1 > most and datum.is_in_words(cells[found[-1] + most + 1].text):
            found.append(found[-1] + most + 1)
        found.append(end)
    return found


def _one_row(cells: Sequence[Cell], data: Sequence[bool], at: int) -> tuple[Grid, int] | None:
    """Give the table of one row whose headings, periods, begin at ``at``."""
    n = 0
    while at + n < len(cells) and periods.is_period(cells[at + n].text):
        n += 1
    end = _end(data, at + n)
    if n < _FEWEST_PERIODS or end - at != 2 * n:
        return None
    rows = (tuple(cells[at : at + n]), tuple(cells[at + n : end]))
    return Grid("stacked", rows, cells[at].start, cells[end - 1].end, 1), end


def _periods_above(
    cells: Sequence[Cell], data: Sequence[bool], first: int, n: int, first_free: int
) -> list[Cell] | None:
    """Give the headings where as many periods as there are columns stand above the first label, or above the
    heading of the labels.
    """
    for end in (first, first - 1):
        top = end
        while top > first_free and periods.is_period(cells[top - 1].text) and not data[top - 1]:
            top -= 1
        if end - top == n > 1:
            above = top > first_free and _is_heading(cells[top - 1], data[top - 1])
            label = cells[end] if end < first else cells[top - 1] if above else EMPTY
            return [label, *cells[top:end]]
    return None


def _headings(above: Sequence[Cell], data: Sequence[bool], n: int) -> list[Cell] | None:
    """Give the ``n`` headings in which the lines above the rows end; None where they are no headings."""
    found: list[list[Cell]] = []
    begun: list[Cell] = []
    for one, is_data in zip(above[: -_MOST_HEADING_LINES - 1 : -1], data[::-1], strict=False):
        if len(found) == n or not _is_heading(one, is_data):
            break
        begun.insert(0, one)
        if not one.text[0].islower():
            found.insert(0, begun)
            begun = []
    if len(found) < n:
        return None
    return [Cell(tuple(piece for one in lines for piece in one.pieces)) for lines in found]


def _is_label(cells: Sequence[Cell], data: Sequence[bool], at: int) -> bool:
    return at < len(cells) and not data[at] and _may_be_label(cells[at])


def _may_be_label(one: Cell) -> bool:
    return 0 < len(one.text) <= _LONGEST_LABEL and one.text[-1] not in "?;"


def _is_heading(one: Cell, is_data: bool) -> bool:
    return 0 < len(one.text) <= _LONGEST_LABEL and one.text[-1] not in ".?:;" and not is_data


def _cell(line: Line) -> Cell:
    shown = line.text.strip(_EDGES)
    return cell(shown, line.start + line.text.index(shown))
