"""Cells parted by tabs, a row a line, as text copied from a document or spreadsheet has them."""

import re
from collections.abc import Iterable, Sequence

from pipeline.extract.lines import Line
from pipeline.extract.tables.grid import Cell, Grid, cell, squared

PRECEDENCE = 20
# What marks an item of a list; behind it a tab parts no columns.
_LISTED = re.compile(r"\s*(?:[•●▪◦·‣○*–-]|\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)])\s*", re.IGNORECASE)


def find(lines: Sequence[Line]) -> Iterable[Grid]:
    """Give a grid for each run of two or more adjacent lines with tabs."""
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and _is_row(line):
            run.append(line)
            continue
        rows = squared([_cells(one) for one in run])
        if len(rows) > 1 and len(rows[0]) > 1:
            yield Grid("tabs", rows, run[0].start, run[-1].end)
        run = []


def _is_row(line: Line) -> bool:
    first, tab, rest = line.text.lstrip(" ").partition("\t")
    return bool(tab and line.text.strip()) and not (_LISTED.fullmatch(first) and "\t" not in rest)


def _cells(line: Line) -> list[Cell]:
    cells, start = [], line.start
    for text in line.text.split("\t"):
        cells.append(cell(text, start))
        start += len(text) + 1
    return cells
