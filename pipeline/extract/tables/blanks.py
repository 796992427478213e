"""Rows that lost their empty cells: the totals of the columns may show which column has none."""

import itertools
import re

from pipeline.extract.tables import kinds
from pipeline.extract.tables.grid import EMPTY, Cell

LACKS = "this row has a value less than the others, and nothing shows of which column"
TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b", re.IGNORECASE)
_MOST_SHORT = 12  # rows with a value less, that totals may place
_MOST_PLACINGS = 500
_ROUNDED = 0.006


def placed(rows: list[list[Cell]], n: int) -> list[list[Cell]]:
    """Put an empty cell where a row has one of ``n`` values less behind its label, if one way alone gives the
    totals of the columns in the last row.
    """
    short = [i for i, cells in enumerate(rows) if len(cells) == n]
    is_closed = len(rows[-1]) == n + 1 and bool(TOTAL.match(rows[-1][0].text))
    if not 0 < len(short) <= _MOST_SHORT or not is_closed or any(len(cells) < n for cells in rows):
        return rows
    values = [[_value(one) for one in cells[1:]] for cells in rows]
    totals = values[-1]
    places = (
        ((j,) * len(short) for j in range(n))
        if n ** len(short) > _MOST_PLACINGS
        else itertools.product(range(n), repeat=len(short))
    )
    fitting = []
    for placing in places:
        shown = list(values[:-1])
        for i, j in zip(short, placing, strict=True):
            shown[i] = [*values[i][:j], 0.0, *values[i][j:]]
        if all(abs(sum(row[j] for row in shown) - totals[j]) < _ROUNDED for j in range(n)):
            fitting.append(placing)
    if len(fitting) != 1:
        return rows
    at = dict(zip(short, fitting[0], strict=True))
    return [
        [*cells[: at[i] + 1], EMPTY, *cells[at[i] + 1 :]] if i in at else cells
        for i, cells in enumerate(rows)
    ]


def _value(one: Cell) -> float:
    found = kinds.read(one.text)
    return found.value if found is not None and found.value is not None else float("nan")
