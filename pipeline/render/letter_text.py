"""A letter's text with its answers, tables and figures told apart.

Pure: text and spans in, nested pieces out. The texts of the pieces, joined, are the letter's text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

Kind = Literal[
    "answer",
    "question",
    "table",
    "heading",
    "context",
    "period",
    "threshold",
    "suspect",
    "unread",
    "figure",
    "doubt",
]
ORDER: tuple[Kind, ...] = get_args(Kind)  # what holds what, where two have the same place


@dataclass(frozen=True)
class Span:
    """A part of the text, in characters from 0, and what it is: ``key`` identifies it."""

    start: int
    end: int
    kind: Kind
    key: str

    @property
    def anchor(self) -> str:
        """Its id on the page of its letter."""
        return self.key.rpartition("/")[2]


@dataclass(frozen=True)
class Piece:
    """Plain text (no span), or a span with the pieces in it.

    Where spans overlap without one holding the other, the later one is cut; its first piece has ``first``.
    """

    text: str
    span: Span | None = None
    children: tuple["Piece", ...] = ()
    first: bool = True


def nest(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """Cut the text at the spans, the longer ones outside. Raises ValueError for a span that is not in it."""
    ordered = sorted(spans, key=lambda s: (s.start, -s.end, ORDER.index(s.kind), s.key))
    for span in ordered:
        if not 0 <= span.start < span.end <= len(text):
            raise ValueError(f"{span.kind} {span.key} is not in the text: {span.start} to {span.end}.")
    return tuple(_pieces(list(_covers(text, ordered)), 0, set()))


def plain(pieces: Iterable[Piece]) -> str:
    """Give the text of the pieces, one after the other."""
    return "".join(plain(p.children) if p.span else p.text for p in pieces)


def _covers(text: str, ordered: Sequence[Span]) -> Iterator[tuple[str, list[Span]]]:
    """Cut the text wherever a span starts or ends, each part with the spans that cover it, in their order."""
    cuts = sorted({0, len(text)} | {s.start for s in ordered} | {s.end for s in ordered})
    open_spans: list[Span] = []
    at = 0
    for start, end in pairwise(cuts):
        open_spans = [span for span in open_spans if span.end > start]
        while at < len(ordered) and ordered[at].start == start:
            open_spans.append(ordered[at])
            at += 1
        yield text[start:end], open_spans


def _pieces(covers: list[tuple[str, list[Span]]], depth: int, seen: set[Span]) -> Iterator[Piece]:
    """Join neighbours that the same span covers at this depth."""
    at = 0
    while at < len(covers):
        text, cover = covers[at]
        if len(cover) <= depth:
            yield Piece(text)
            at += 1
            continue
        span, start = cover[depth], at
        while at < len(covers) and len(covers[at][1]) > depth and covers[at][1][depth] == span:
            at += 1
        first = span not in seen
        seen.add(span)
        yield Piece("", span, tuple(_pieces(covers[start:at], depth + 1, seen)), first)
