"""What is masked of a letter, and what may have to be."""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MASK = "█"


@dataclass(frozen=True)
class Span:
    """A passage that is masked, in characters of the letter's text, and what stands there.

    Kinds are 'name', 'telephone', 'e-mail', 'handle', 'date of birth', 'NHS number', 'National Insurance
    number', 'personal number', 'address', 'vehicle registration', 'bank details', 'IP address', and, where a
    reading asks for it, 'redacted'.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Suspect:
    """A passage that may be personal; ``why`` goes on from its words: 'may be a name: ...'."""

    start: int
    end: int
    why: str


@dataclass(frozen=True)
class Masking:
    """A letter's text masked character for character, what is masked in it, and what a person must decide.

    ``spans`` and ``suspects`` are each in order and apart from each other, and no suspect touches a span.
    """

    text: str
    spans: tuple[Span, ...]
    suspects: tuple[Suspect, ...]


class Covered:
    """Which characters of a text stand in one of some passages."""

    def __init__(self, passages: Iterable[tuple[int, int]]) -> None:
        joined: list[tuple[int, int]] = []
        for start, end in sorted(passages):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        self._starts = [start for start, _ in joined]
        self._ends = [end for _, end in joined]

    def touches(self, start: int, end: int) -> bool:
        """Whether a character from start to end stands in one of them."""
        at = bisect.bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end

    def holds(self, start: int, end: int) -> bool:
        """Whether all characters from start to end stand in one of them."""
        at = bisect.bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Give spans that are apart from each other; where some overlap, one of the kind of the longest."""
    found: list[Span] = []
    longest = 0
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if span.start >= span.end:
            continue
        if found and span.start < found[-1].end:
            last = found[-1]
            kind = span.kind if span.end - span.start > longest else last.kind
            longest = max(longest, span.end - span.start)
            found[-1] = Span(kind, last.start, max(last.end, span.end))
        else:
            found.append(span)
            longest = span.end - span.start
    return tuple(found)


def apart(suspects: Iterable[Suspect], covered: Covered) -> tuple[Suspect, ...]:
    """Give those that touch nothing covered, the longest where several overlap."""
    found: list[Suspect] = []
    for one in sorted(suspects, key=lambda one: (one.start, -one.end)):
        if covered.touches(one.start, one.end):
            continue
        if not found or one.start >= found[-1].end:
            found.append(one)
        elif one.end - one.start > found[-1].end - found[-1].start:
            found[-1] = one
    return tuple(found)


def masked(text: str, spans: Sequence[Span]) -> str:
    """Give the text with every character of the spans masked but its line ends."""
    shown = list(text)
    for span in spans:
        shown[span.start : span.end] = [
            one if one in "\r\n" else MASK for one in shown[span.start : span.end]
        ]
    return "".join(shown)
