"""Tables that a page broke: rows below its edge go on with those above it, and values that stand so close to
their label that they were taken for a part of it are cells.
"""

import dataclasses
from collections.abc import Sequence

from pipeline.extract import periods
from pipeline.extract.lexer import datum
from pipeline.extract.lines import Line
from pipeline.extract.tables import kinds
from pipeline.extract.tables.blanks import TOTAL
from pipeline.extract.tables.grid import Cell, Grid, Piece

_OF_TEXT = ("aligned",)  # layouts in which blanks alone part a label from its values
_FEWEST_ROWS = 2


def mended(grids: Sequence[Grid], lines: Sequence[Line]) -> list[Grid]:
    """Give the grids of a letter, in the text's order, with what a page broke put together again."""
    starts = [line.start for line in lines if line.text.strip()]
    found: list[Grid] = []
    for one in map(_with_cells, grids):
        if found and _goes_on(found[-1], one) and not any(found[-1].end < at < one.start for at in starts):
            above = found.pop()
            found.append(_joined(above, one))
        else:
            found.append(one)
    return found


def _joined(above: Grid, below: Grid) -> Grid:
    doubts: tuple[str | None, ...] = ()
    if above.doubts or below.doubts:
        doubts = tuple(one for grid in (above, below) for one in grid.doubts or [None] * len(grid.rows))
    rows = (*above.rows, *below.rows)
    doubt = above.doubt or below.doubt
    return dataclasses.replace(above, rows=rows, end=below.end, doubt=doubt, doubts=doubts)


def _goes_on(above: Grid, below: Grid) -> bool:
    """Whether a grid has no headings of its own, and as many columns as the one above, which is not closed by
    a total.
    """
    return (
        above.layout == below.layout
        and below.layout in _OF_TEXT
        and len(above.rows[0]) == len(below.rows[0]) > 1
        and len(above.rows) >= _FEWEST_ROWS
        and not below.n_headings
        and not _is_row(above.rows[0])
        and _is_row(above.rows[-1])
        and _is_row(below.rows[0])
        and not TOTAL.match(above.rows[-1][0].text)
    )


def _is_row(row: Sequence[Cell]) -> bool:
    """Whether values stand beside a label."""
    shown = [cell.text for cell in row[1:] if cell.pieces]
    is_label = bool(row[0].pieces) and not periods.are_series([*shown, row[0].text])
    return is_label and any(kinds.read(text) is not None and not periods.is_period(text) for text in shown)


def _with_cells(grid: Grid) -> Grid:
    """Give a grid in which no label ends in the values of the empty cells beside it."""
    if grid.layout not in _OF_TEXT:
        return grid
    return dataclasses.replace(grid, rows=tuple(map(_parted, grid.rows)))


def _parted(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    label, *cells = row
    n = next((i for i, cell in enumerate(cells) if cell.pieces), 0)  # empty, to the left of the first value
    if not n or not label.pieces:
        return row
    last = label.pieces[-1]
    places = list(datum.at_end(last.text))
    if len(places) == n + 1 and datum.is_in_words(last.text[slice(*places[0])]):
        places = places[1:]  # 'Not recorded 12 14': words beside the label are its own
    if len(places) != n or not last.text[: places[0][0]].strip():
        return row
    own = Piece(last.text[: places[0][0]].rstrip(), last.start)
    values = [Cell((Piece(last.text[a:b], last.start + a),)) for a, b in places]
    return (Cell((*label.pieces[:-1], own)), *values, *cells[n:])
