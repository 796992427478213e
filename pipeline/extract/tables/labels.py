"""Labels of rows that were wrapped: which lines between two rows end the label above, and which begin the
one below.

    Violence with
    injury 12 14        the values stand on the last line of their label (or on the first, or in the middle)

All rows of a table are wrapped alike, and a line was broken only where its next word did not fit. Of all ways
to share the lines out the one that costs least is taken, found by dynamic programming over the rows. A row of
which another way costs hardly more is unsure.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_LINES = 8  # of one label beside that with the values, above it and below it
_UNFINISHED = re.compile(
    r"(?:[,(/&–-]|\b(?:of|the|to|and|or|for|in|with|by|from|on|at|a|an|is|are|than|not))$",
    re.IGNORECASE,
)
_LIST_NUMBER = re.compile(r"\(?[0-9]{1,2}[.)]\s")
# What speaks against a way to share the lines. The unit is that of the scores of headings, halved.
_FITS = 2.5  # the next word would have fitted on the line
_CAPITAL = 0.6  # a label goes on with a capital
_ENDED = 1.0  # a label goes on below a full stop or colon
_OPEN = 3.0  # a label ends unfinished
_SMALL = 2.2  # a label begins with a small letter
_NUMBERED = 4.0  # a label goes on with the number of the next
_OTHERWISE = 1.8  # a row is wrapped otherwise than the table
_NO_LABEL = 5.0
_MODES = {"bottom": 0.0, "top": 1.3, "middle": 1.6}  # where the values stand, and how much rarer that is
_NEAR = 1.2  # a way that costs no more than this above the cheapest is as likely
_ROOM = 0.9  # of the widest line, into which a word surely fits
_NEVER = float("inf")


@dataclass(frozen=True)
class Shared:
    """How lines are shared out: for each row how many lines above and below it belong to its label, and which
    rows are unsure.
    """

    cost: float
    above: tuple[int, ...]
    below: tuple[int, ...]
    unsure: frozenset[int]


@dataclass(frozen=True)
class _Printed:
    """What stands of the labels: ``own`` beside the values of each row, ``gaps`` above, between and below."""

    own: Sequence[str]
    gaps: Sequence[Sequence[str]]
    room: float  # characters, into which a word surely fits
    small: float  # what it costs that a label begins with a small letter

    def lines(self, row: int, above: int, below: int) -> list[str]:
        """Give the lines of a label."""
        over = self.gaps[row][len(self.gaps[row]) - above :] if above else ()
        return [line for line in (*over, self.own[row], *self.gaps[row + 1][:below]) if line]

    def cost(self, row: int, above: int, below: int, mode: str) -> float:
        """Say what speaks against a label of so many lines above and below the one with the values."""
        against = {"bottom": below > 0, "top": above > 0, "middle": abs(above - below) > 1}[mode]
        lines = self.lines(row, above, below)
        joined = sum(self._joined(a, b) for a, b in itertools.pairwise(lines)) if lines else _NO_LABEL
        return joined + _OTHERWISE * against

    def parted(self, row: int, below: int) -> float:
        """Say what speaks against the end of a label so many lines below the one with the values."""
        last = self.lines(row, 0, below)
        following = self.gaps[row + 1][below:]
        if not following and row + 1 < len(self.own):
            following = [line for line in self.own[row + 1 : row + 2] if line]
        if not last or not following:
            return 0.0
        return _OPEN * _is_open(last[-1]) + self.small * (
            following[0][0].islower() or following[0][0] in ")&/"
        )

    def _joined(self, before: str, line: str) -> float:
        cost = _FITS * (len(before) + 1 + len(line.split(" ", 1)[0]) <= self.room)
        cost += _CAPITAL * (not line[0].islower() and not _is_open(before))
        cost += _NUMBERED * bool(_LIST_NUMBER.match(line))
        return cost + _ENDED * before.endswith((".", ":"))

    def belows(self, row: int) -> range:
        """Give how many lines below a row may be of its label: all between two rows are of the one or the
        other, those below the last row may be of neither.
        """
        n = len(self.gaps[row + 1])
        is_last = row == len(self.own) - 1
        return range(0 if is_last else max(0, n - MOST_LINES), min(n, MOST_LINES) + 1)

    def above_next(self, row: int, below: int) -> int:
        """Give how many lines are left for the label of the next row."""
        return len(self.gaps[row + 1]) - below

    def is_odd(self, row: int, above: int, below: int) -> bool:
        """Whether a line of a label was broken although its next word would have fitted, or goes on with a
        capital where no other row of the table was wrapped, so that it may be a row without values.
        """
        lines = self.lines(row, above, below)
        most = 0.0 if sum(map(bool, self.gaps[1:-1])) == 1 else _FITS - _CAPITAL
        return any(self._joined(a, b) > most for a, b in itertools.pairwise(lines))


def share(own: Sequence[str], gaps: Sequence[Sequence[str]]) -> dict[int, Shared]:
    """Share lines out among rows.

    ``own`` is what stands of each label beside its values; ``gaps`` are the lines above the first row, those
    between each two rows, and those below the last. Gives the cheapest way for each number of lines above the
    first row that are of its label: the others are headings. Lines below the last may be left.
    """
    width = max((len(line) for lines in (own, *gaps[1:-1]) for line in lines), default=0)
    begun = [one for one, lines in zip(own, gaps, strict=False) if one and not lines]
    are_small = bool(begun) and all(one[0].islower() for one in begun)
    printed = _Printed(own, gaps, width * _ROOM, 0.0 if are_small else _SMALL)
    onwards = {mode: _onwards(printed, mode) for mode in _MODES}
    found = {}
    for first in range(min(len(gaps[0]), MOST_LINES) + 1):
        totals = {mode: onwards[mode][0][first][0] + rarer for mode, rarer in _MODES.items()}
        mode = min(totals, key=lambda one: totals[one])
        if totals[mode] < _NEVER:
            above, below = _path(printed, onwards[mode], first)
            found[first] = Shared(
                totals[mode], above, below, _unsure(printed, onwards, first, totals[mode], (above, below))
            )
    return found


_Onwards = list[dict[int, tuple[float, int]]]


def _onwards(printed: _Printed, mode: str) -> _Onwards:
    """Give, for each row and each number of lines above it, what it and all below cost at least, and the
    lines below it that go with that.
    """
    found: _Onwards = [{} for _ in printed.own]
    for row in reversed(range(len(printed.own))):
        rest = {below: _rest(printed, found, row, below) for below in printed.belows(row)}
        for above in range(min(len(printed.gaps[row]), MOST_LINES) + 1):
            found[row][above] = min(
                (printed.cost(row, above, below, mode) + cost, below) for below, cost in rest.items()
            )
    return found


def _rest(printed: _Printed, onwards: _Onwards, row: int, below: int) -> float:
    """Say what all below a row costs if so many lines below it are of its label."""
    if row == len(printed.own) - 1:
        return printed.parted(row, below)
    following = onwards[row + 1].get(printed.above_next(row, below))
    return _NEVER if following is None else following[0] + printed.parted(row, below)


def _path(printed: _Printed, onwards: _Onwards, first: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    above, below = [first], []
    for row in range(len(printed.own)):
        below.append(onwards[row][above[-1]][1])
        above.append(printed.above_next(row, below[-1]))
    return tuple(above[:-1]), tuple(below)


def _unsure(
    printed: _Printed,
    onwards: dict[str, _Onwards],
    first: int,
    best: float,
    way: tuple[Sequence[int], Sequence[int]],
) -> frozenset[int]:
    """Give the rows of which another way costs hardly more, and those whose label has a needless break."""
    n = len(printed.own)
    found = {row for row, place in enumerate(zip(*way, strict=True)) if printed.is_odd(row, *place)}
    if any(printed.gaps[1:]):
        for mode in _MODES:
            for row, below, cost in _least(printed, onwards[mode], first, mode):
                if below != way[1][row] and cost < best + _NEAR:
                    found |= {row, min(row + 1, n - 1)}
    return frozenset(found)


def _least(printed: _Printed, onwards: _Onwards, first: int, mode: str) -> Iterator[tuple[int, int, float]]:
    """Give for each row and each number of lines below it what the whole costs at least."""
    passed = {first: _MODES[mode]}  # what the rows above cost, by the lines above this one
    for row in range(len(printed.own)):
        following: dict[int, float] = {}
        least: dict[int, float] = {}
        for above, cost in passed.items():
            for below in printed.belows(row):
                own = cost + printed.cost(row, above, below, mode)
                least[below] = min(least.get(below, _NEVER), own + _rest(printed, onwards, row, below))
                left = printed.above_next(row, below)
                following[left] = min(following.get(left, _NEVER), own + printed.parted(row, below))
        yield from ((row, below, cost) for below, cost in least.items())
        passed = {above: cost for above, cost in following.items() if above <= MOST_LINES}


def _is_open(line: str) -> bool:
    return is_unfinished(line) or line.count("(") > line.count(")")


def is_unfinished(line: str) -> bool:
    """Whether a line ends in a word or sign after which more must come: 'Violence with'."""
    return bool(_UNFINISHED.search(line))
