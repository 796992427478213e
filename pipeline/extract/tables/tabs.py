"""Cells parted by tabs, a row a line, as text copied from a document or spreadsheet has them."""

from collections.abc import Iterable, Sequence

from pipeline.extract.lines import Line
from pipeline.extract.tables.grid import Cell, Grid, cell, squared

PRECEDENCE = 20


def find(lines: Sequence[Line]) -> Iterable[Grid]:
    """Give a grid for each run of two or more adjacent lines with tabs."""
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and "\t" in line.text.lstrip(" ") and line.text.strip():
            run.append(line)
            continue
        rows = squared([_cells(one) for one in run])
        if len(rows) > 1 and len(rows[0]) > 1:
            yield Grid("tabs", rows, run[0].start, run[-1].end)
        run = []


def _cells(line: Line) -> list[Cell]:
    cells, start = [], line.start
    for text in line.text.split("\t"):
        cells.append(cell(text, start))
        start += len(text) + 1
    return cells
