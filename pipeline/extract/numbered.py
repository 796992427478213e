"""Numbers of answers that stand before the heading of a table, on its line: '1. Year   Number of fines'."""

import dataclasses
import re

from pipeline.extract.blocks import Block
from pipeline.extract.lines import Line, Paragraph
from pipeline.extract.tables.grid import Cell, Grid, Piece

_NUMBER = re.compile(r"\s*(?:q(?:uestion)?\s*)?\(?[0-9]{1,2}[a-h]?[.)]\s+(?=\S)", re.IGNORECASE)


def number_above(grid: Grid, line: Line) -> tuple[Block, Grid, Line] | None:
    """Give the number as a block of its own, the table without it, and the rest of its first line; None where
    the table begins with none, or its rows are numbered too.
    """
    corner = grid.rows[0][0]
    match = _NUMBER.match(line.text)
    if match is None or len(corner.pieces) == 0 or corner.start != line.start + len(match[0]) - len(match[0].lstrip()):
        return None
    if len(grid.rows) < 2 or any(_NUMBER.match(f"{row[0].text} .") for row in grid.rows[1:]):
        return None
    cut = line.start + match.end()
    first = corner.pieces[0]
    shown = Piece(first.text[cut - first.start :], cut)
    row = (Cell((shown, *corner.pieces[1:])), *grid.rows[0][1:])
    number = dataclasses.replace(line, end=cut, text=line.text[: match.end()])
    rest = dataclasses.replace(line, start=cut, text=line.text[match.end() :])
    block = Block(Paragraph((number,), number.text.strip()), None)
    return block, dataclasses.replace(grid, rows=(row, *grid.rows[1:]), start=cut), rest
