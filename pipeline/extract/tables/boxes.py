"""Tables drawn with box characters. Lines between two rulers are one row: a cell's wrapped lines are joined.

A ruler that closes all columns at once (┴) and the next that opens them again part the table, but not its
headings: what is drawn between one outer frame (┌ to └) is one grid. A row of fewer cells than the widest
spans columns.
"""

import re
from collections.abc import Iterable, Sequence

from pipeline.extract.lines import Line
from pipeline.extract.tables.grid import EMPTY, Cell, Grid, cell, squared

PRECEDENCE = 0
_RULER = re.compile(r"\s*[┌├└╔╠╚+][─═┬┴┼╦╩╬+-]*[┐┤┘╗╣╝+]\s*")
_PARTIAL_RULER = re.compile(r"\s*[│║|].*├[─┬┴┼]+┤\s*")
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
    rows: list[list[Cell]] = []
    pending: list[list[Cell]] = []
    for line in run:
        if _RULER.fullmatch(line.text) or _PARTIAL_RULER.fullmatch(line.text):
            rows += [_merged(pending)] if pending else []
            pending = []
        else:
            pending.append(_cells(line))
    rows += [_merged(pending)] if pending else []
    rows = [row for row in rows if any(one.pieces for one in row)]
    width = max((len(row) for row in rows), default=0)
    title = [row for row in rows if len([one for one in row if one.pieces]) == 1 and len(row) == 1]
    rows = [row for row in rows if row not in title]
    if rows and width > 1:
        yield Grid("boxes", squared([_spread(row, width) for row in rows]), run[0].start, run[-1].end)


def _spread(row: list[Cell], width: int) -> list[Cell]:
    """A row with fewer walls has a first cell that spans the columns of the labels and those beside them."""
    return [row[0], *[EMPTY] * (width - len(row)), *row[1:]]


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
