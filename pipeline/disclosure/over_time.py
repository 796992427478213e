"""Periods that make up longer ones: quarters their year, years the range that a total is about."""

import itertools
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

# Months, quarters and halves cut a year in more ways than anybody prints; all of them follow from the coarse.
_MOST_WAYS = 64


@dataclass(frozen=True, order=True)
class Span:
    """A period, by its first and its last day."""

    start: date
    end: date

    def holds(self, other: "Span") -> bool:
        """Whether another period lies in it and is shorter."""
        return self != other and self.start <= other.start and other.end <= self.end


def tilings(whole: Span, known: Collection[Span]) -> Iterator[tuple[Span, ...]]:
    """Give the ways in which known periods make up another, without gap and overlap, the coarsest first.

    Of very many ways the first are given.
    """
    by_start: dict[date, list[Span]] = {}
    for one in sorted(known, reverse=True):  # the longest first
        if whole.holds(one):
            by_start.setdefault(one.start, []).append(one)

    def onwards(day: date) -> Iterator[tuple[Span, ...]]:
        for one in by_start.get(day, ()):
            if one.end == whole.end:
                yield (one,)
            else:
                for rest in onwards(one.end + timedelta(1)):
                    yield (one, *rest)

    yield from itertools.islice(onwards(whole.start), _MOST_WAYS)


def nearest(part: Span, known: Collection[Span]) -> Iterator[Span]:
    """Give the known periods that a shorter one lies in and that hold no other such period."""
    around = [one for one in known if one.holds(part)]
    for one in sorted(around):
        if not any(one.holds(other) for other in around):
            yield one
