"""Markdown tables: cells between pipes, a row a line, a ruler of dashes below the headings."""

import re
from collections.abc import Iterable, Sequence

from pipeline.extract import periods
from pipeline.extract.lines import Line
from pipeline.extract.tables import kinds
from pipeline.extract.tables.grid import EMPTY, Cell, Grid, cell, squared

PRECEDENCE = 10
_SHIFTED = "the first row has a cell less than those below, so its headings may be shifted"
_RULER = re.compile(r"[\s|:+-]*-[\s|:+-]*")


def find(lines: Sequence[Line]) -> Iterable[Grid]:
    """Give a grid for each run of two or more adjacent lines between pipes; those at the edges may be left
    out.
    """
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and line.text.count("|") > 1 and (_has_edges(line) or _goes_on(run, line)):
            run.append(line)
            continue
        rulers = [i for i, one in enumerate(run) if _RULER.fullmatch(one.text)]
        rows = squared([_cells(one) for i, one in enumerate(run) if i not in rulers])
        if len(rows) > 1 and rows[0]:
            n_headings = rulers[0] if rulers and rulers[0] else None
            yield Grid("pipes", *_in_place(rows, run[0].start, run[-1].end, n_headings))
        run = []


def _in_place(
    rows: tuple[tuple[Cell, ...], ...], start: int, end: int, n_headings: int | None
) -> tuple[tuple[tuple[Cell, ...], ...], int, int, int | None, str | None]:
    """Move the first row a column to the right where it begins with a period, so that its last column has no
    heading and the labels below have a wrong one; else say that it may be shifted.
    """
    first, *below = rows
    is_short = bool(first[0].pieces) and not first[-1].pieces
    if not is_short or not below or not all(row[-1].pieces for row in below):
        return rows, start, end, n_headings, None
    if periods.is_period(first[0].text) and not any(kinds.read(row[0].text) for row in below):
        return ((EMPTY, *first[:-1]), *below), start, end, n_headings, None
    return rows, start, end, n_headings, _SHIFTED


def _has_edges(line: Line) -> bool:
    return line.text.strip().startswith("|")


def _goes_on(run: Sequence[Line], line: Line) -> bool:
    """Whether a line without a pipe at its edge has as many cells as the one above it, or is the first."""
    return not run or (not _has_edges(run[0]) and run[0].text.count("|") == line.text.count("|"))


def _cells(line: Line) -> list[Cell]:
    first, last = line.text.index("|") + 1 if _has_edges(line) else 0, line.text.rindex("|")
    trailing = line.text[last + 1 :]
    body = line.text[first:] if trailing.strip() or not first else line.text[first:last]
    cells, start = [], line.start + first
    for text in body.split("|"):
        cells.append(cell(text, start))
        start += len(text) + 1
    return cells
