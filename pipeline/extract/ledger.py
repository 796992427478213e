"""The ledger of a letter: every number has exactly one owner.

A token is a run of digits, a number in words or a vulgar fraction, wherever in the letter it stands. It
belongs to a figure, or to what a reader could not understand, or to the first of the reasons that speak for
it; what nobody claims is unread. The spans that come out are disjoint, so that each token stands in one of
them.
"""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.context import LABELS, THRESHOLDS, Reason
from pipeline.extract.lexer import numbers, words

_DIGITS = re.compile(rf"\d+|[{numbers.VULGAR}]")
_WITHIN = re.compile(r"[0-9][.,][0-9]")
# What may stand around a number without being part of it; a quoted line starts with '>'.
_MARKUP = " \t\r\n*\"'“”"

Span = tuple[int, int]


@dataclass(frozen=True)
class Settled:
    """What became of the tokens that no figure has: ``reasons`` with the spans that each owns, and the spans
    that nobody explains.
    """

    reasons: tuple[tuple[Reason, Span], ...]
    unexplained: tuple[Span, ...]


def tokens(text: str) -> list[Span]:
    """Give the places of every token of a text, in order."""
    found = [match.span() for match in _DIGITS.finditer(text)]
    starts = [start for start, _ in found]
    for word in words.find(text):
        first, last = (bisect.bisect_left(starts, place) for place in (word.start, word.end))
        if first == last:
            found.append((word.start, word.end))
    return sorted(found)


def settle(text: str, owned: Sequence[Span], reasons: Sequence[Reason]) -> Settled:
    """Give the tokens of a text that stand in none of the spans ``owned`` to the first reason that holds
    them. ``reasons`` stand in the order in which they count.
    """
    places = tokens(text)
    starts = [start for start, _ in places]
    owner: list[int | None] = [None] * len(places)  # -1 for those that are owned
    ends = [end for _, end in places]
    for start, end in owned:  # whatever they touch
        for i in range(bisect.bisect_right(ends, start), bisect.bisect_left(starts, end)):
            owner[i] = -1
    for nth, reason in enumerate(reasons):
        if _cuts_a_numeral(text, reason):
            continue
        for i in range(bisect.bisect_left(starts, reason.start), bisect.bisect_left(starts, reason.end)):
            if owner[i] is None and places[i][1] <= reason.end:
                owner[i] = nth
    by_reason: dict[int, list[Span]] = {}
    for place, has in zip(places, owner, strict=True):
        if has is not None and has >= 0:
            by_reason.setdefault(has, []).append(place)
    left = [place for place, has in zip(places, owner, strict=True) if has is None]
    taken = _Taken([*owned, *left])
    found: list[tuple[Reason, Span]] = []
    for nth, reason in enumerate(reasons):
        if reason.why in THRESHOLDS and nth not in by_reason and taken.add(_trimmed(text, reason)):
            found.append((reason, _trimmed(text, reason)))
        elif nth in by_reason:
            found += [(reason, span) for span in _spans(text, reason, by_reason[nth], starts, taken)]
    return Settled(tuple(sorted(found, key=lambda one: one[1])), tuple(_numerals(text, left)))


class _Taken:
    """Spans that have an owner."""

    def __init__(self, owned: Sequence[Span]) -> None:
        self._spans = sorted(owned)

    def add(self, span: Span) -> bool:
        """Take a span; False where a part of it is taken."""
        at = bisect.bisect_left(self._spans, span)
        before = at > 0 and self._spans[at - 1][1] > span[0]
        after = at < len(self._spans) and self._spans[at][0] < span[1]
        if before or after:
            return False
        self._spans.insert(at, span)
        return True


def _spans(
    text: str, reason: Reason, held: Sequence[Span], starts: Sequence[int], taken: _Taken
) -> list[Span]:
    """Give the spans under which a reason's tokens are kept: its own words where they are free and hold no
    other's token, else as many of its tokens together as stand beside one another.
    """
    whole = _trimmed(text, reason)
    n_within = bisect.bisect_left(starts, whole[1]) - bisect.bisect_left(starts, whole[0])
    if n_within == len(held) and taken.add(whole):
        return [whole]
    found: list[Span] = []
    first = 0
    while first < len(held):
        last = next(
            last
            for last in range(len(held), first, -1)
            if _stand_together(held[first:last], starts) and taken.add((held[first][0], held[last - 1][1]))
        )
        found.append((held[first][0], held[last - 1][1]))
        first = last
    return found


def _stand_together(tokens: Sequence[Span], starts: Sequence[int]) -> bool:
    """Whether no other token stands between tokens."""
    return bisect.bisect_left(starts, tokens[-1][1]) - bisect.bisect_left(starts, tokens[0][0]) == len(tokens)


def _trimmed(text: str, reason: Reason) -> Span:
    printed = text[reason.start : reason.end]
    start = reason.end - len(printed.lstrip(_MARKUP + ">"))
    return min(start, reason.end), max(start, reason.start + len(printed.rstrip(_MARKUP)))


def _numerals(text: str, places: Sequence[Span]) -> list[Span]:
    """Join runs of digits that are one numeral: '1' and '106' of '1,106'."""
    found: list[Span] = []
    for start, end in places:
        if found and text[found[-1][1] : start] in (",", ".") and text[found[-1][1] - 1].isdigit():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _cuts_a_numeral(text: str, reason: Reason) -> bool:
    """Whether a reason begins or ends within a numeral, as '204 working days' of '1,204 working days'. What
    stands in a cell of its own ends with its cell.
    """
    if reason.why in LABELS:
        return False
    before, after = text[max(reason.start - 2, 0) : reason.start + 1], text[reason.end - 1 : reason.end + 2]
    return bool(_WITHIN.fullmatch(before) or _WITHIN.fullmatch(after))
