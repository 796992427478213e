"""Rows of cells parted by slashes, as a person writes a table into a mail.

    2013/14 / 2014/15 / Total
    North / 12 / 8 / 20

The first row may lack the cell over the labels.
"""

from collections.abc import Iterable, Sequence

from pipeline.extract import periods
from pipeline.extract.lines import Line
from pipeline.extract.tables import kinds
from pipeline.extract.tables.grid import EMPTY, Cell, Grid, cell

PRECEDENCE = 26
_SLASH = " / "
_FEWEST_CELLS = 3
_FEWEST_ROWS = 2


def find(lines: Sequence[Line]) -> Iterable[Grid]:
    """Give a grid for each run of rows of as many cells that hold numbers behind their labels."""
    run: list[tuple[Line, list[Cell]]] = []
    for line in [*lines, None]:
        cells = [] if line is None else _cells(line)
        if line is not None and len(cells) >= _FEWEST_CELLS - 1 and _goes_on([own for _, own in run], cells):
            run.append((line, cells))
            continue
        yield from _grid(run)
        run = [(line, cells)] if line is not None and len(cells) >= _FEWEST_CELLS - 1 else []


def _goes_on(rows: Sequence[Sequence[Cell]], cells: Sequence[Cell]) -> bool:
    return not rows or len(cells) == len(rows[-1]) or (len(rows) == 1 and len(cells) == len(rows[0]) + 1)


def _grid(run: Sequence[tuple[Line, list[Cell]]]) -> Iterable[Grid]:
    rows = [cells for _, cells in run]
    data = [cells for cells in rows if _is_row(cells)]
    if (
        len(data) < _FEWEST_ROWS
        or len(data[0]) < _FEWEST_CELLS
        or len(rows) - len(data) > 1
        or _is_row(rows[0])
    ):
        return
    first = rows[0]
    if len(first) < len(data[0]):
        if not all(periods.find(one.text) for one in first[:1]):
            return
        first = [EMPTY, *first]
    yield Grid("slashes", (tuple(first), *map(tuple, rows[1:])), run[0][0].start, run[-1][0].end, 1)


def _is_row(cells: Sequence[Cell]) -> bool:
    """Whether words stand first and nothing but numbers and marks behind them."""
    return kinds.read(cells[0].text) is None and all(kinds.read(one.text) is not None for one in cells[1:])


def _cells(line: Line) -> list[Cell]:
    cells, start = [], line.start
    for text in line.text.split(_SLASH):
        cells.append(cell(text, start))
        start += len(text) + len(_SLASH)
    return cells
