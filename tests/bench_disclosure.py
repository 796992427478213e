"""How long the audit and the protection of large tables take.

Run by `make bench`; nothing here is a test. The tables are drawn once and for all: 100 by 20 cells as counts of
people lie, many small and few large, with all totals printed. What is 1 or 2 is hidden in one of them, and in
the other one cell in forty, so that most of these stand alone in their row or column.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable, Collection
from functools import partial

from pipeline.disclosure.audit import audit
from pipeline.disclosure.protect import protect
from pipeline.disclosure.system import ANY, Interval, Quantity, Relation, System, total_of

ROWS, COLUMNS, RUNS = 100, 20, 5
LEAST_WIDTH = 5.0
TARGET = 10.0  # seconds for an audit, on two cores


def main() -> None:
    """Measure and print. Exits where an audit takes longer than it may."""
    dense = drawn(lambda value, _: value <= 2)
    sparse = drawn(lambda _, number: number % 40 == 0)
    slow = False
    for what, system in (("what is 1 or 2", dense), ("one cell in forty", sparse)):
        hidden = sum(quantity.protected for quantity in system.quantities.values())
        audited, exposed = timed(partial(audit, system, LEAST_WIDTH))
        protected, chosen = timed(partial(protect, system, LEAST_WIDTH))
        print(
            f"{ROWS} by {COLUMNS}, {what} hidden ({hidden} cells): audit {audited:.2f} s (target: under "
            f"{TARGET:.0f}), {len(exposed)} given away; protection {protected:.2f} s, {len(chosen)} more hidden"
        )
        slow |= audited > TARGET
    if slow:
        sys.exit("The audit takes too long.")


def timed(action: Callable[[], Collection[str]]) -> tuple[float, Collection[str]]:
    """Give the median seconds of some runs, and what the last one found."""
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        found = action()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), found


def drawn(hides: Callable[[int, int], bool]) -> System:
    """Give a table whose cells are drawn from a Pareto distribution, the same ones each time."""
    random.seed(7)
    cells = [[int(random.paretovariate(0.7)) for _ in range(COLUMNS)] for _ in range(ROWS)]
    quantities: dict[str, Quantity] = {}
    relations: list[Relation] = []
    for i, row in enumerate(cells):
        for j, value in enumerate(row):
            hidden = hides(value, i * COLUMNS + j)
            quantities[f"{i}/{j}"] = quantity(f"{i}/{j}", value, 0, hidden=hidden)
        quantities[f"{i}/T"] = quantity(f"{i}/T", sum(row), 1)
        relations.append(total_of(f"{i}/T", [f"{i}/{j}" for j in range(COLUMNS)]))
    for j in range(COLUMNS):
        quantities[f"T/{j}"] = quantity(f"T/{j}", sum(row[j] for row in cells), 1)
        relations.append(total_of(f"T/{j}", [f"{i}/{j}" for i in range(ROWS)]))
    quantities["T/T"] = quantity("T/T", sum(map(sum, cells)), 2)
    relations.append(total_of("T/T", [f"{i}/T" for i in range(ROWS)]))
    relations.append(total_of("T/T", [f"T/{j}" for j in range(COLUMNS)]))
    return System(quantities, tuple(relations))


def quantity(name: str, value: int, level: int, *, hidden: bool = False) -> Quantity:
    """Give a printed or a hidden cell."""
    if hidden:
        return Quantity(name, stated=ANY, protected=True, level=level)
    return Quantity(name, printed=Interval(value, value), level=level)


if __name__ == "__main__":
    main()
