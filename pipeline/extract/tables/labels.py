"""Labels of rows that were wrapped: which lines between two rows end the label above, which begin the one below.

    Violence with
    injury 12 14        the values stand on the last line of their label (or on the first, or in the middle)

All rows of a table are wrapped alike, and a line was broken only where its next word did not fit. Of all ways
to share the lines out the one that costs least is taken, found by dynamic programming over the rows. A row of
which another way costs hardly more is unsure.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST_LINES = 8  # of one label beside that with the values
_UNFINISHED = re.compile(
    r"(?:[,(/&–-]|\b(?:of|the|to|and|or|for|in|with|by|from|on|at|a|an|is|are|than|not|other))$", re.IGNORECASE
)
_LIST_NUMBER = re.compile(r"\(?[0-9]{1,2}[.)]\s")
# What speaks against a way to share the lines, in units of a break that was not needed.
_FITS = 2.5  # the next word would have fitted on the line
_CAPITAL = 0.6  # a label goes on with a capital
_ENDED = 1.0  # a label goes on below a full stop or colon
_OPEN = 3.0  # a label ends unfinished
_SMALL = 2.2  # a label begins with a small letter
_NUMBERED = 4.0  # a label goes on with the number of the next
_OTHERWISE = 1.8  # a row is wrapped otherwise than the table
_NO_LABEL = 5.0
_RARER = {"bottom": 0.0, "top": 1.3, "middle": 1.6}
_NEAR = 1.2  # a way that costs no more than this above the cheapest is as likely
_ROOM = 0.9  # of the widest line, into which a word surely fits


@dataclass(frozen=True)
class Shared:
    """How lines are shared out: for each row how many lines above and below it belong to its label, and which
    rows are unsure.
    """

    cost: float
    above: tuple[int, ...]
    below: tuple[int, ...]
    unsure: frozenset[int]


def share(own: Sequence[str], gaps: Sequence[Sequence[str]]) -> dict[int, Shared]:
    """Share lines out among rows.

    ``own`` is what stands of each label beside its values; ``gaps`` are the lines above the first row, those
    between each two rows, and those below the last. Gives the cheapest way for each number of lines above the
    first row that are of its label: the others are headings. Lines below the last may be left.
    """
    width = max((len(line) for lines in (own, *gaps[1:-1]) for line in lines), default=0)
    costs = _Costs(own, gaps, width)
    n_first = min(len(gaps[0]), MOST_LINES)
    ways = {mode: _Ways(costs, mode) for mode in _RARER}
    found = {}
    for first in range(n_first + 1):
        best = min(ways.values(), key=lambda one, first=first: one.total(first))  # type: ignore[misc]
        if best.total(first) < float("inf"):
            above, below = best.path(first)
            unsure = _unsure(list(ways.values()), best.total(first), first, above, below)
            found[first] = Shared(best.total(first), above, below, unsure)
    return found


class _Costs:
    """What it costs that lines go on with one another, or are parted."""

    def __init__(self, own: Sequence[str], gaps: Sequence[Sequence[str]], width: int) -> None:
        self.own = own
        self.gaps = gaps
        self._room = width * _ROOM
        begun = [one for one, lines in zip(own, gaps, strict=False) if one and not lines]
        self._small = 0.0 if begun and all(one[0].islower() for one in begun) else _SMALL

    @functools.cache  # noqa: B019
    def joined(self, before: str, line: str) -> float:
        cost = _FITS * (len(before) + 1 + len(line.split(" ", 1)[0]) <= self._room)
        cost += _CAPITAL * (not line[0].islower() and not _is_open(before))
        cost += _NUMBERED * bool(_LIST_NUMBER.match(line))
        return cost + _ENDED * before.endswith((".", ":"))

    @functools.cache  # noqa: B019
    def parted(self, before: str, line: str) -> float:
        return _OPEN * _is_open(before) + self._small * (line[0].islower() or line[0] in ")&/")

    def of_row(self, i: int, above: int, below: int) -> float:
        """Give what it costs that so many lines above and below a row are of its label."""
        lines = self._lines(i, above, below)
        if not lines:
            return _NO_LABEL
        return sum(self.joined(a, b) for a, b in zip(lines, lines[1:], strict=False))

    def between(self, i: int, above: int, below: int, below_above: int) -> float:
        """Give what it costs that row ``i`` begins where the one above it ends."""
        last = self._lines(i - 1, 0, below_above)
        first = self._lines(i, above, 0)
        return self.parted(last[-1], first[0]) if last and first else 0.0

    def _lines(self, i: int, above: int, below: int) -> list[str]:
        over = self.gaps[i][len(self.gaps[i]) - above :] if above else ()
        return [line for line in (*over, self.own[i], *self.gaps[i + 1][:below]) if line]


class _Ways:
    """The ways to share lines where all rows are wrapped in one mode, cheapest first."""

    def __init__(self, costs: _Costs, mode: str) -> None:
        self._costs = costs
        self._mode = mode
        n = len(costs.own)
        self.n = n
        # What the rows from i on cost where row i has so many lines above, and the lines below that go with it.
        self._from: list[dict[int, tuple[float, int]]] = [{} for _ in range(n)]
        for i in reversed(range(n)):
            for above in range(min(len(costs.gaps[i]), MOST_LINES) + 1):
                self._from[i][above] = min(
                    (self._row(i, above, below) + self._after(i, below), below) for below in self._belows(i)
                )

    def _belows(self, i: int) -> range:
        n_lines = len(self._costs.gaps[i + 1])
        return range(max(0, n_lines - MOST_LINES) if i < self.n - 1 else 0, min(n_lines, MOST_LINES) + 1)

    def _row(self, i: int, above: int, below: int) -> float:
        against = {"bottom": below > 0, "top": above > 0, "middle": abs(above - below) > 1}[self._mode]
        return self._costs.of_row(i, above, below) + _OTHERWISE * against

    def _after(self, i: int, below: int) -> float:
        gap = self._costs.gaps[i + 1]
        if i == self.n - 1:
            rest = gap[below:]
            last = self._costs._lines(i, 0, below)
            return self._costs.parted(last[-1], rest[0]) if rest and last else 0.0
        above = len(gap) - below
        if above not in self._from[i + 1]:
            return float("inf")
        return self._from[i + 1][above][0] + self._costs.between(i + 1, above, 0, below)

    def total(self, first: int) -> float:
        return self._from[0][first][0] + _RARER[self._mode]

    def path(self, first: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        above, below = [first], []
        for i in range(self.n):
            below.append(self._from[i][above[-1]][1])
            if i < self.n - 1:
                above.append(len(self._costs.gaps[i + 1]) - below[-1])
        return tuple(above), tuple(below)

    def margins(self, first: int) -> list[dict[int, float]]:
        """Give for each row the least that the whole costs for each number of lines below it."""
        to: dict[int, float] = {first: _RARER[self._mode]}  # what the rows above i cost
        found = []
        for i in range(self.n):
            at: dict[int, float] = {}
            following: dict[int, float] = {}
            for above, cost in to.items():
                for below in self._belows(i):
                    own = cost + self._row(i, above, below)
                    at[below] = min(at.get(below, float("inf")), own + self._after(i, below))
                    if i < self.n - 1:
                        next_above = len(self._costs.gaps[i + 1]) - below
                        if next_above in self._from[i + 1]:
                            passed = own + self._costs.between(i + 1, next_above, 0, below)
                            following[next_above] = min(following.get(next_above, float("inf")), passed)
            found.append(at)
            to = following
        return found


def _unsure(
    ways: Sequence[_Ways], best: float, first: int, above: Sequence[int], below: Sequence[int]
) -> frozenset[int]:
    costs = ways[0]._costs
    found = {i for i, place in enumerate(zip(above, below, strict=True)) if costs.of_row(i, *place) >= _FITS}
    if not any(ways_costs for ways_costs in below) and not any(above[1:]) and not any(
        len(gap) for one in ways for gap in one._costs.gaps[1:]
    ):
        return frozenset(found)
    for one in ways:
        for i, costs in enumerate(one.margins(first)):
            if any(b != below[i] and cost < best + _NEAR for b, cost in costs.items()):
                found |= {i, i + 1} & set(range(len(below)))
    return frozenset(found)


def _is_open(line: str) -> bool:
    return bool(_UNFINISHED.search(line)) or line.count("(") > line.count(")")
