"""How long the audit and the protection of large tables take.

Run by `make bench`; nothing here is a test. The tables are drawn once and for all: cells as counts of people
lie, many small and few large, with all totals printed. What is 1 or 2 is hidden in the audited ones, or one
cell in forty, which is the harder to protect, since most of these stand alone in their row or column.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds what stands beside it only

from pipeline.disclosure.audit import audit
from pipeline.disclosure.protect import protect
from pipeline.disclosure.system import ANY, Interval, Quantity, Relation, System, total_of

RUNS = 3
LEAST_WIDTH = 5.0
TARGET = 10.0  # seconds for the audit of 100 by 20 cells, on two cores


def main() -> None:
    """Measure and print. Exits where the audit takes longer than it may."""
    large = drawn(100, 20, lambda value, _: value <= 2)
    audited = report("audit, 100 by 20, what is 1 or 2 hidden", large, partial(audit, large, LEAST_WIDTH))
    sparse = drawn(100, 20, lambda _, number: number % 40 == 0)
    audited += report(
        "audit, 100 by 20, one cell in forty hidden", sparse, partial(audit, sparse, LEAST_WIDTH)
    )
    for rows, columns in ((20, 10), (50, 10)):
        small = drawn(rows, columns, lambda _, number: number % 40 == 0)
        what = f"protection, {rows} by {columns}, one cell in forty hidden"
        report(what, small, partial(protect, small, LEAST_WIDTH))
    if audited > 2 * TARGET:
        sys.exit(f"Two audits take more than {2 * TARGET:.0f} s.")


def report(what: str, system: System, action: Callable[[], Collection[str]]) -> float:
    """Print and give the median seconds of some runs, and how many cells the last one found."""
    seconds: list[float] = []
    found: Collection[str] = ()
    for _ in range(RUNS):
        start = time.perf_counter()
        found = action()
        seconds.append(time.perf_counter() - start)
    hidden = sum(quantity.protected for quantity in system.quantities.values())
    print(f"{what}: {statistics.median(seconds):.2f} s ({hidden} cells hidden, {len(found)} found)")
    return statistics.median(seconds)


def drawn(rows: int, columns: int, hides: Callable[[int, int], bool]) -> System:
    """Give a table whose cells are drawn from a Pareto distribution, the same ones each time."""
    random.seed(7)
    cells = [[int(random.paretovariate(0.7)) for _ in range(columns)] for _ in range(rows)]
    quantities: dict[str, Quantity] = {}
    relations: list[Relation] = []
    for i, row in enumerate(cells):
        for j, value in enumerate(row):
            hidden = hides(value, i * columns + j)
            quantities[f"{i}/{j}"] = quantity(f"{i}/{j}", value, 0, hidden=hidden)
        quantities[f"{i}/T"] = quantity(f"{i}/T", sum(row), 1)
        relations.append(total_of(f"{i}/T", [f"{i}/{j}" for j in range(columns)]))
    for j in range(columns):
        quantities[f"T/{j}"] = quantity(f"T/{j}", sum(row[j] for row in cells), 1)
        relations.append(total_of(f"T/{j}", [f"{i}/{j}" for i in range(rows)]))
    quantities["T/T"] = quantity("T/T", sum(map(sum, cells)), 2)
    relations.append(total_of("T/T", [f"{i}/T" for i in range(rows)]))
    relations.append(total_of("T/T", [f"T/{j}" for j in range(columns)]))
    return System(quantities, tuple(relations))


def quantity(name: str, value: int, level: int, *, hidden: bool = False) -> Quantity:
    """Give a printed or a hidden cell."""
    if hidden:
        return Quantity(name, stated=ANY, protected=True, level=level)
    return Quantity(name, printed=Interval(value, value), level=level)


if __name__ == "__main__":
    main()
