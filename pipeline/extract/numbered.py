"""Numbers of answers that stand before the heading of a table, on its line: '1. Year   Number of fines'."""

import dataclasses
import re
from collections.abc import Sequence

from pipeline.extract.blocks import Block
from pipeline.extract.lines import Line, Paragraph, joined
from pipeline.extract.tables.grid import Cell, Grid, Piece

_NUMBER = re.compile(r"\s*(?:q(?:uestion)?\s*)?\(?[0-9]{1,2}[a-h]?[.)]\s+(?=\S)", re.IGNORECASE)


def parted(grid: Grid, lines: Sequence[Line]) -> list[Block]:
    """Give the block of a table, and before it one of the number with which its first line begins, unless its
    rows are numbered too.
    """
    corner, below = grid.rows[0][0], grid.rows[1:]
    match = _NUMBER.match(lines[0].text)
    begins = match and bool(corner.pieces) and corner.start < lines[0].start + match.end() < corner.end
    if not match or not begins or not below or any(_NUMBER.match(f"{row[0].text} .") for row in below):
        return [_block(grid, lines)]
    cut = lines[0].start + match.end()
    first = corner.pieces[0]
    shown = Piece(first.text[cut - first.start :], cut)
    row = (Cell((shown, *corner.pieces[1:])), *grid.rows[0][1:])
    number = dataclasses.replace(lines[0], end=cut, text=match[0])
    rest = dataclasses.replace(lines[0], start=cut, text=lines[0].text[match.end() :])
    return [
        Block(Paragraph((number,), match[0].strip()), None),
        _block(dataclasses.replace(grid, rows=(row, *below), start=cut), [rest, *lines[1:]]),
    ]


def _block(grid: Grid, lines: Sequence[Line]) -> Block:
    return Block(Paragraph(tuple(lines), joined(" ".join(line.text for line in lines))), grid)
