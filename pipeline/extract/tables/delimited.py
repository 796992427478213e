"""Rows of values parted by commas or semicolons, as a spreadsheet exports them.

    Year,Number,Cost
    2020,12,"£1,200"

Every line has as many values as its neighbours. Sentences have commas too, but a blank after each of them.
"""

import itertools
import re
from collections.abc import Iterable, Sequence

from pipeline.extract.lexer import datum
from pipeline.extract.lines import Line
from pipeline.extract.tables.grid import Cell, Grid, cell, squared

PRECEDENCE = 25
_VALUE = {
    mark: re.compile(rf'[ ]?(?:"(?P<quoted>(?:[^"]|"")*)"[ ]?|(?P<plain>[^{mark}"]*))(?P<end>{mark}|$)')
    for mark in ",;"
}
_FEWEST_ROWS = 2
_LONGEST_VALUE = 80


def find(lines: Sequence[Line]) -> Iterable[Grid]:
    """Give a grid for each run of two or more lines with the same number of values."""
    run: list[list[Cell]] = []
    first = last = None
    for line in [*lines, None]:
        cells = None if line is None else _cells(line)
        if cells is not None and line is not None and run and len(cells) == len(run[0]):
            run.append(cells)
            last = line
            continue
        if first is not None and last is not None and len(run) >= _FEWEST_ROWS and _holds_numbers(run):
            yield Grid("delimited", squared(run), first.start, last.end)
        run, first, last = ([], None, None) if cells is None else ([cells], line, line)


def _holds_numbers(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether there are numbers below headings; a comma may also part the thousands of a number."""
    return (
        not any(_is_number(one) for one in rows[0])
        and any(_is_number(one) for row in rows[1:] for one in row[1:])
        and not any(map(_parts_thousands, rows))
    )


def _parts_thousands(row: Sequence[Cell]) -> bool:
    """Whether each comma of a row may stand within a number: 'Old Town 2,000'."""
    return all(
        re.search(r"(?<![0-9,.])[0-9]{1,3}$", before.text) and re.match(r"[0-9]{3}(?![0-9])", after.text)
        for before, after in itertools.pairwise(row)
    )


def _is_number(one: Cell) -> bool:
    found = datum.parse(one.text)
    return found is not None and not found.is_mark


def _cells(line: Line) -> list[Cell] | None:
    """Give the values of a line; None where it is no row of values."""
    for mark, value in _VALUE.items():
        if line.text.count(mark) and f"{mark} " not in re.sub(r'"[^"]*"', "", line.text.rstrip()):
            cells, at = [], 0
            while match := value.match(line.text, at):
                group = "plain" if match["quoted"] is None else "quoted"
                cells.append(cell(match[group], line.start + match.start(group)))
                at = match.end()
                if not match["end"]:
                    break
            if at >= len(line.text.rstrip()) and len(cells) > 1 and _are_short(cells):
                return cells
    return None


def _are_short(cells: Sequence[Cell]) -> bool:
    return all(len(one.text) <= _LONGEST_VALUE for one in cells)
