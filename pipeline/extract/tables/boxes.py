"""Tables drawn with box characters. Lines between two rulers are one row: a cell's wrapped lines are joined.

A ruler that closes all columns at once (┴) and the next that opens them again part the table, but not its
headings: what is drawn between one outer frame (┌ to └) is one grid. The corners of the rulers say over which
columns a cell goes; it stands in each of them. Where they do not tell, the first cell of a row spans what is
missing.
"""

import bisect
import re
from collections.abc import Iterable, Sequence

from pipeline.extract.lines import Line
from pipeline.extract.tables.grid import EMPTY, Cell, Grid, cell, squared
from pipeline.extract.tables.headings import is_datum

PRECEDENCE = 0
_RULER = re.compile(r"\s*[┌├└╔╠╚+][─═┬┴┼╦╩╬+-]*[┐┤┘╗╣╝+]\s*")
_PARTIAL_RULER = re.compile(r"\s*[│║|].*├[─┬┴┼]+┤.*|\s*├[─┬┴┼]+┤.*[│║|]\s*")
_DOWN, _UP = "┌├┬┼┐┤╔╠╦╬╗╣+", "└├┴┼┘┤╚╠╩╬╝╣+"
_WALL = re.compile(r"[│║]")


def find(lines: Sequence[Line]) -> Iterable[Grid]:
    """Give a grid for each run of lines between walls and rulers, from the frame's top to its bottom."""
    run: list[Line] = []
    for line in [*lines, None]:
        is_drawn = line is not None and (
            _RULER.fullmatch(line.text) or line.text.lstrip().startswith(("│", "║"))
        )
        if line is not None and is_drawn:
            run.append(line)
        if run and (line is None or not is_drawn or line.text.lstrip().startswith(("└", "╚"))):
            yield from _grid(run)
            run = []


def _grid(run: Sequence[Line]) -> Iterable[Grid]:
    rows: list[tuple[list[Cell], tuple[int, ...]]] = []  # with the places of the walls, where they are known
    pending: list[list[Cell]] = []
    above: Line | None = None
    for line in [*run, None]:
        is_ruler = line is None or _RULER.fullmatch(line.text) or _PARTIAL_RULER.fullmatch(line.text)
        if line is not None and not is_ruler:
            pending.append(_cells(line))
            continue
        for together in _rows(pending):
            rows.append((merged := _merged(together), _walls(above, line, len(merged))))
        pending, above = [], line
    rows = [(cells, walls) for cells, walls in rows if any(one.pieces for one in cells)]
    places = sorted({place for _, walls in rows for place in walls})
    width = max(len(places) - 1, *(len(cells) for cells, _ in rows)) if rows else 0
    if width < 2:
        return
    yield Grid(
        "boxes",
        squared([_spread(cells, walls, places, width) for cells, walls in rows]),
        run[0].start,
        run[-1].end,
    )


def _rows(lines: Sequence[list[Cell]]) -> list[list[list[Cell]]]:
    """Part the lines between two rulers where each begins a row of its own: a label and numbers beside it."""
    begins = [
        bool(cells and cells[0].pieces) and any(is_datum(cell) for cell in cells[1:]) for cells in lines
    ]
    if sum(begins) < 2 or not begins[0]:
        return [list(lines)] if lines else []
    rows: list[list[list[Cell]]] = []
    for cells, is_first in zip(lines, begins, strict=True):
        if is_first:
            rows.append([cells])
        else:
            rows[-1].append(cells)
    return rows


def _walls(above: Line | None, below: Line | None, n_cells: int) -> tuple[int, ...]:
    """Give where the walls of a row of ``n_cells`` stand, as the rulers above and below say."""
    if above is not None and _RULER.fullmatch(above.text):
        walls = tuple(i for i, character in enumerate(above.text) if character in _DOWN)
        if len(walls) == n_cells + 1:
            return walls
    if below is not None and _RULER.fullmatch(below.text):
        walls = tuple(i for i, character in enumerate(below.text) if character in _UP)
        if len(walls) == n_cells + 1:
            return walls
    return ()


def _spread(cells: list[Cell], walls: Sequence[int], places: Sequence[int], width: int) -> list[Cell]:
    """Give a row with a cell in each of its columns."""
    if walls and len(places) == width + 1:
        spread = [bisect.bisect_right(walls, place) - 1 for place in places[:-1]]
        return [cells[i] if 0 <= i < len(cells) else EMPTY for i in spread]
    return [cells[0], *[EMPTY] * (width - len(cells)), *cells[1:]]


def _cells(line: Line) -> list[Cell]:
    walls = [match.start() for match in _WALL.finditer(line.text)]
    return [
        cell(line.text[a + 1 : b], line.start + a + 1)
        for a, b in zip(walls, [*walls[1:], len(line.text)], strict=True)
        if b < len(line.text) or line.text[a + 1 :].strip()
    ]


def _merged(lines: Sequence[Sequence[Cell]]) -> list[Cell]:
    width = max(len(cells) for cells in lines)
    return [
        Cell(tuple(piece for cells in lines if i < len(cells) for piece in cells[i].pieces))
        for i in range(width)
    ]
