"""Tables in a letter's text: one module a layout, found by being in this folder.

A layout is a module with ``find(lines)``, which gives the ``Grid``s that stand in these lines, and
``PRECEDENCE``: where two layouts claim the same line, the lower number takes it, so the more explicit
layouts have the lower ones.
"""

import bisect
import importlib
import pkgutil
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Protocol, cast

from pipeline.extract.lines import Line, furniture
from pipeline.extract.tables.grid import Grid
from pipeline.extract.tables.mended import mended


class _Layout(Protocol):
    PRECEDENCE: int

    def find(self, lines: Sequence[Line]) -> Iterable[Grid]: ...


@cache
def _layouts() -> tuple[_Layout, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    layouts = (cast(_Layout, module) for module in modules if hasattr(module, "PRECEDENCE"))
    return tuple(sorted(layouts, key=lambda layout: layout.PRECEDENCE))


def find(lines: Sequence[Line], drawn: Sequence[Grid] = ()) -> tuple[Grid, ...]:
    """Give the grids of these lines, in the text's order; no two share a line. ``drawn`` are those that the
    letter's form itself has.
    """
    grids = list(drawn)
    taken = {number for grid in grids for number in _numbers(lines, grid)}
    passed = furniture(lines)
    left = [line for line in lines if line.number not in taken | passed]
    for layout in _layouts():
        runs: list[list[Line]] = []
        for line in left:
            if runs and passed.issuperset(range(runs[-1][-1].number + 1, line.number)):
                runs[-1].append(line)
            else:
                runs.append([line])
        for run in runs:
            grids += layout.find(run)
        taken = {number for grid in grids for number in _numbers(lines, grid)}
        left = [line for line in left if line.number not in taken]
    return tuple(mended(sorted(grids, key=lambda grid: grid.start), lines))


def _numbers(lines: Sequence[Line], grid: Grid) -> range:
    first = bisect.bisect_right(lines, grid.start, key=lambda line: line.start) - 1
    last = bisect.bisect_left(lines, grid.end, key=lambda line: line.start)
    return range(lines[first].number, lines[last - 1].number + 1)
