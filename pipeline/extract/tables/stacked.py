"""Tables of which every cell stands on a line of its own, as text copied from some web pages has them.

    Year
    Claims made
    2020
    141
    2021
    160

The headings come first, one a line, then the cells row by row: a label and then as many numbers or marks as
there are columns. At least two whole rows have to follow one another, and the lines above the first of them
are as many headings as there are cells in a row; one that goes on in a small letter was wrapped.
"""

from collections.abc import Iterable, Sequence

from pipeline.extract.lines import Line
from pipeline.extract.tables.grid import Cell, Grid, cell
from pipeline.extract.tables.headings import is_datum

PRECEDENCE = 50
_LONGEST_LABEL = 80
_FEWEST_ROWS = 2
_MOST_COLUMNS = 12
_MOST_HEADING_LINES = 3 * (_MOST_COLUMNS + 1)


def find(lines: Sequence[Line]) -> Iterable[Grid]:
    """Give a grid for each run of labels and numbers that stand one below the other under their headings."""
    filled = [line for line in lines if line.text.strip()]
    data = [is_datum(_cell(line)) for line in filled]
    at = 1
    while at < len(filled):
        if not data[at] or data[at - 1]:
            at += 1
            continue
        end = _end(data, at)
        n_columns = end - at
        first = at - 1  # the first label
        rows = 1
        while _is_row(filled, data, first + rows * (n_columns + 1), n_columns):
            rows += 1
        headings = _headings(filled[:first], n_columns + 1) if rows >= _FEWEST_ROWS else None
        if headings:
            last = first + rows * (n_columns + 1)
            cells = [_cell(line) for line in filled[first:last]]
            body = [tuple(cells[i : i + n_columns + 1]) for i in range(0, len(cells), n_columns + 1)]
            yield Grid("stacked", (headings, *body), headings[0].start, filled[last - 1].end, 1)
            at = last
        else:
            at = first + rows * (n_columns + 1) - 1
        at += 1


def _end(data: Sequence[bool], at: int) -> int:
    """Give the index after the numbers that follow the first label."""
    end = at + 1
    while end < len(data) and data[end] and end - at < _MOST_COLUMNS:
        end += 1
    return end


def _headings(above: Sequence[Line], n: int) -> tuple[Cell, ...] | None:
    """Give the ``n`` headings in which the lines above the rows end; None where they are no headings."""
    found: list[list[Line]] = []
    begun: list[Line] = []
    for line in reversed(above[-_MOST_HEADING_LINES:]):
        if len(found) == n or not _is_heading(line):
            break
        begun.insert(0, line)
        if not line.text.strip()[0].islower():
            found.insert(0, begun)
            begun = []
    if len(found) < n:
        return None
    return tuple(Cell(tuple(piece for line in lines for piece in _cell(line).pieces)) for lines in found)


def _is_row(filled: Sequence[Line], data: Sequence[bool], at: int, n: int) -> bool:
    cells = range(at + 1, at + 1 + n)
    return at + n < len(filled) and _is_label(filled[at]) and all(data[i] for i in cells)


def _is_label(line: Line) -> bool:
    shown = line.text.strip()
    return 0 < len(shown) <= _LONGEST_LABEL and shown[-1] not in "?;" and not is_datum(_cell(line))


def _is_heading(line: Line) -> bool:
    shown = line.text.strip()
    return 0 < len(shown) <= _LONGEST_LABEL and shown[-1] not in ".?:;" and not is_datum(_cell(line))


def _cell(line: Line) -> Cell:
    return cell(line.text, line.start)
