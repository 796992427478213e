"""Whether any numbers at all could stand behind what is printed: an integer program, solved by HiGHS.

Worked out from the printed table alone, apart from the rules and their SQL. Every cell is a whole number of
its own, at least 0: a printed one lies within half of what the letter rounds to, a hidden one within the
bounds that the letter states. Every printed total is the sum of the nearest parts that are there. Where no
such numbers exist, the table cannot be true, and a reader with a pencil could know.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

TOTAL = "_T"
Codes = tuple[str, ...]
Parents = Mapping[str, str]  # the code above a code; the total where none is given


@dataclass(frozen=True)
class Cell:
    """One cell: the least and the most that its number can be, both included; ``inf`` for no most."""

    codes: Codes
    least: float
    most: float


def possible(cells: Sequence[Cell], parents: Sequence[Parents]) -> bool:
    """Tell whether whole numbers exist that fit every cell and every sum. ``parents``, one a dimension."""
    bounds: dict[Codes, tuple[float, float]] = {}
    for cell in cells:
        least, most = bounds.get(cell.codes, (0.0, math.inf))
        bounds[cell.codes] = max(least, math.ceil(cell.least - 1e-9)), min(most, _whole_below(cell.most))
    if any(least > most for least, most in bounds.values()):
        return False
    equations = list(sums(list(bounds), parents))
    if not equations:
        return True
    return _solvable(bounds, equations)


def sums(cells: Sequence[Codes], parents: Sequence[Parents]) -> Iterator[tuple[Codes, list[Codes]]]:
    """Give every total with its parts: along each dimension, a cell belongs to the nearest code above."""
    there = set(cells)
    for at, above in enumerate(parents):
        parts: dict[Codes, list[Codes]] = {}
        for codes in cells:
            code = codes[at]
            while code != TOTAL:
                code = above.get(code, TOTAL)
                total = (*codes[:at], code, *codes[at + 1 :])
                if total in there:
                    parts.setdefault(total, []).append(codes)
                    break
        yield from parts.items()


def _solvable(
    bounds: Mapping[Codes, tuple[float, float]], equations: Sequence[tuple[Codes, list[Codes]]]
) -> bool:
    import highspy
    import numpy

    from pipeline.disclosure.solver import new_model

    model = new_model()
    column = {codes: number for number, codes in enumerate(bounds)}
    for least, most in bounds.values():
        model.addVar(least, most if most < math.inf else highspy.kHighsInf)
    for number in column.values():
        model.changeColIntegrality(number, highspy.HighsVarType.kInteger)
    for total, parts in equations:
        index = numpy.array([column[total], *(column[part] for part in parts)], dtype=numpy.int32)
        factors = numpy.array([-1.0, *(1.0 for _ in parts)])
        model.addRow(0.0, 0.0, len(index), index, factors)
    model.run()
    status = model.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return False
    if status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        # There is no objective, so nothing is unbounded.
        return bool(status == highspy.HighsModelStatus.kOptimal)
    raise RuntimeError(f"HiGHS ends with {status}")


def _whole_below(number: float) -> float:
    return number if number == math.inf else math.floor(number + 1e-9)
