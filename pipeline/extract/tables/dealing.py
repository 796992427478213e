"""Words of headings dealt out to columns, where the text has lost which word stood over which.

    No Claims
    Year No Claims Paid Rejected Amount Paid

holds 'Year', 'No Claims Paid', 'No Claims Rejected' and 'Amount Paid': each line of a heading holds a run of
words for each column, from left to right. Of all ways to deal them out the most plausible is taken: headings
begin with a capital and end with no preposition, their brackets close, headings of one table resemble each
other, and a line was broken only where its next word did not fit (rows of heading_words.csv and the weights
below). Only so many ways are looked at, so the time is bounded however long the lines are.
"""

import csv
import functools
import heapq
import itertools
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

Words = tuple[str, ...]
Dealt = tuple[Words, ...]  # of one line, the words of each column
_Scored = tuple[float, tuple[Dealt, ...]]

_WAYS = 40  # of dealing out one line, and of the lines below it, that are looked at further
_KEPT = 30
MOST_LINES = 5
_MOST_WORDS = 24
_MOST_COLUMNS = 13
_MOST_WAYS = 1_000  # of one line, that are looked at one by one
_BEGUN = 150  # ways to deal out the first columns of a line with more, that are looked at further
_LONGEST_RUN = 8  # words
_MOST_ALIKE = 3.0  # for headings that resemble each other wholly
_MOST_OF_COLUMN = 0.7  # for a heading that begins with a word that counts
_ONE_A_LINE = 1.5  # outweighs that each line above the lowest counts against a dealing
_LONGEST_HEADING = 70
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)?[0-9]{2}")
_TIME = re.compile(r"(?:(?:19|20)[0-9]{2}|[0-9]{2})(?:[/–-][0-9]{2,4})?")
_LONGEST_LABEL_HEADING = 40


@functools.cache
def _words(kind: str) -> frozenset[str]:
    with (Path(__file__).parent / "heading_words.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file) if row["kind"] == kind)


@dataclass(frozen=True)
class Dealing:
    """The best way to deal out some lines: ``ways`` has for each line its words by column. ``score`` can be
    compared between dealings of one table that take in more or fewer lines.
    """

    score: float
    ways: tuple[Dealt, ...]
    margin: float  # by which the next best is worse


@functools.lru_cache(maxsize=512)
def deal(lines: tuple[Words, ...], n_columns: int, *, by_period: bool) -> tuple[Dealing | None, ...]:
    """Deal words out to the column of labels and ``n_columns`` of figures.

    ``lines`` are those above the rows, the lowest first. ``by_period`` says that the rows are labelled by
    periods. Gives the best dealing of the lowest line alone, of the lowest two, and so on, up to
    ``MOST_LINES``; None where there is none. Where there is too much to look at, fewer are given.
    """
    n = n_columns + 1
    found: list[Dealing | None] = []
    kept: list[tuple[Dealt, ...]] = [()]
    if n > _MOST_COLUMNS:
        return ()
    for line in lines[:MOST_LINES]:
        if len(line) > _MOST_WORDS:
            break
        is_lower = not any(word[0].isupper() for one in lines[: len(found) + 1] for word in one)
        ways = heapq.nlargest(
            _WAYS, _ways(line, n), key=functools.partial(_plausible_line, is_last=not found)
        )
        blocks = [(way, *below) for below in kept for way in ways]
        best = _likeliest(blocks, by_period, is_lower, is_whole=True, most=2)
        if len(found) + 1 == n:
            best = heapq.nlargest(
                2, [*best, *_one_a_line(lines[:n], by_period, is_lower)], key=lambda one: one[0]
            )
        found.append(_best(best))
        if len(found) == min(len(lines), MOST_LINES):
            break
        # What a heading begins with says nothing while lines above may belong to it.
        kept = [block for _, block in _likeliest(blocks, by_period, is_lower, is_whole=False, most=_KEPT)]
    return tuple(found)


def _likeliest(
    blocks: Iterable[tuple[Dealt, ...]], by_period: bool, is_lower: bool, *, is_whole: bool, most: int
) -> list[_Scored]:
    """Give the ``most`` likeliest dealings, the best first; of equals those that come first."""
    kept: list[tuple[float, int, tuple[Dealt, ...]]] = []
    for i, block in enumerate(blocks):
        worst = kept[0][0] if len(kept) == most else -math.inf
        score = _plausible(block, by_period, is_lower, is_whole=is_whole, worst=worst)
        if score is not None and score > worst:
            (heapq.heapreplace if len(kept) == most else heapq.heappush)(kept, (score, -i, block))
    return [(score, block) for score, _, block in sorted(kept, reverse=True)]


def _best(scored: Sequence[_Scored]) -> Dealing | None:
    if not scored:
        return None
    (score, ways), *others = scored
    return Dealing(score, ways, score - others[0][0] if others else math.inf)


def _one_a_line(lines: Sequence[Words], by_period: bool, is_lower: bool) -> list[_Scored]:
    """Give the dealing in which every heading has a line of its own, the lowest line the last column's, if
    it can be.
    """
    n = len(lines)
    block = tuple(tuple(line if i == k else () for i in range(n)) for k, line in enumerate(reversed(lines)))
    score = _plausible(block, by_period, is_lower, is_whole=True)
    return [] if score is None else [(score + _ONE_A_LINE * (n - 1), block)]


def _ways(words: Words, n: int) -> Iterable[Dealt]:
    """Give every way to cut words into ``n`` runs, some of them empty; where those are too many, the
    likeliest of them, found from left to right.
    """
    if math.comb(len(words) + n - 1, n - 1) <= _MOST_WAYS:
        for places in itertools.combinations_with_replacement(range(len(words) + 1), n - 1):
            bounds = (0, *places, len(words))
            yield tuple(words[a:b] for a, b in itertools.pairwise(bounds))
        return
    begun: list[tuple[float, int, Dealt]] = [(0.0, 0, ())]
    for i in range(n):
        last = i == n - 1
        begun = heapq.nlargest(
            _BEGUN,
            (
                (score + _likely_run(words[at:end], is_first=i == 0), end, (*runs, words[at:end]))
                for score, at, runs in begun
                for end in ([len(words)] if last else range(at, min(at + _LONGEST_RUN, len(words)) + 1))
            ),
            key=lambda one: one[0],
        )
    yield from (runs for _, _, runs in begun)


@functools.lru_cache(maxsize=8192)
def _likely_run(run: Words, *, is_first: bool) -> float:
    """Say how likely words are one heading, or a part of one."""
    if not run:
        return -0.3
    starts = 0.0 if is_first else (1.0 if not run[0][0].islower() else -0.3) - 0.5 * _is_joining(run[0])
    return starts - 0.5 * _is_joining(run[-1]) - _flaws(run, is_whole=False) - 0.1 * max(len(run) - 3, 0)


@functools.lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    return re.sub(r"\W", "", word).casefold().rstrip("s")


@functools.cache
def _stems(kind: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _words(kind))


@functools.lru_cache(maxsize=8192)
def _is_joining(word: str) -> bool:
    return word.casefold() in _words("joining")


def _plausible_line(way: Dealt, *, is_last: bool) -> float:
    score = 0.0
    filled = [run for run in way if run]
    for run in filled[1:]:
        score += 1.0 if not run[0][0].islower() else -0.3  # a line above may begin the heading
        score -= 0.5 * _is_joining(run[0])
    for run in filled:
        score -= _is_joining(run[-1]) * (3.0 if is_last else 0.5)
        score += 0.7 * (run[0].casefold().strip(".:") in _words("counted"))
    # 'March 2023' is one thing.
    score -= 3.0 * sum(
        bool(_MONTH.fullmatch(a[-1]) and _YEAR.fullmatch(b[0])) for a, b in itertools.pairwise(filled)
    )
    starts = [_stem(run[0]) for run in way[1:] if run]
    score += len(starts) - len(set(starts))
    sizes = [len(run) for run in way[1:]]
    return score - 0.3 * (len(way) - len(filled)) - 0.1 * (max(sizes) - min(sizes))


def _plausible(
    dealt: Sequence[Dealt], by_period: bool, is_lower: bool, *, is_whole: bool, worst: float = -math.inf
) -> float | None:
    """Say how plausible headings are; ``is_whole`` where no line above belongs to them. None for what cannot
    be, or is surely not better than ``worst``.
    """
    score = -0.6 * (len(dealt) - 1)
    data: list[Words] = []
    columns = list(zip(*dealt, strict=True))
    for i, runs in enumerate(columns):
        words = tuple([word for run in runs for word in run])
        own = _plausible_column(runs, words, is_lower, is_whole) if i else _plausible_first(runs, by_period)
        if own is None:
            return None
        score += own
        if score + _MOST_OF_COLUMN * (len(columns) - 1 - i) + _MOST_ALIKE <= worst:
            return None
        if i and is_whole:
            score += _of_period(words)
        if i and words:
            data.append(words)
    # All are printed at the bottom of the heading's lines, or all at the top.
    score -= 0.3 * min(
        sum(not runs[-1] and any(runs) for runs in columns), sum(not r[0] and any(r) for r in columns) + 1
    )
    n_pairs, alike = 0, 0.0
    for one, other in itertools.combinations(data, 2):
        likeness, clash = _alike(one, other)
        n_pairs += 1
        alike += likeness
        if is_whole:
            score -= clash
    return score + (_MOST_ALIKE * alike / n_pairs if n_pairs else 0.0)


@functools.lru_cache(maxsize=32_768)
def _plausible_column(runs: tuple[Words, ...], words: Words, is_lower: bool, is_whole: bool) -> float | None:
    broken = _broken(runs)
    if broken is None or (not words and is_whole):
        return None  # a column without a heading, or a heading with a hole
    if words:
        broken -= _flaws(words, is_whole=is_whole)
    return broken + (_plausible_start(words, is_lower=is_lower) if words and is_whole else 0.0)


@functools.lru_cache(maxsize=32_768)
def _of_period(words: Words) -> float:
    """A period is mostly a heading by itself, and a year stands behind its month."""
    if not words:
        return 0.0
    split = 3.0 * bool(_MONTH.fullmatch(words[-1]) and len(words[-1]) > 2)
    if not _TIME.fullmatch(words[0]):
        return -split
    return (0.0 if len(words) == 1 else -0.4) - split


@functools.lru_cache(maxsize=32_768)
def _plausible_first(runs: tuple[Words, ...], by_period: bool) -> float | None:
    broken = _broken(runs)
    words = tuple([word for run in runs for word in run])
    return None if broken is None else broken + _plausible_label(words, by_period=by_period)


def _broken(runs: tuple[Words, ...]) -> float | None:
    """Say how plausible it is that a heading was broken so over the lines, the lowest last; None where it has
    a hole.
    """
    used = [k for k, run in enumerate(runs) if run]
    if used and used[-1] - used[0] >= len(used):
        return None
    score = 0.0
    lines = [" ".join(runs[k]) for k in used]
    width = max(map(len, lines), default=0)
    score -= 1.2 * sum(
        len(above) + 1 + len(below.split(" ", 1)[0]) <= width for above, below in itertools.pairwise(lines)
    )
    # A capital after a small word looks like the next heading's.
    return score - 0.3 * sum(
        a[0].islower() and b[0].isupper() and not _is_joining(a)
        for run in runs
        for a, b in itertools.pairwise(run)
    )


@functools.lru_cache(maxsize=32_768)
def _alike(one: Words, other: Words) -> tuple[float, float]:
    """Say how much two headings resemble each other, and how much speaks against that: no two are the same,
    and one within another was cut off from what tells them apart.
    """
    a, b = _stems_of(one), _stems_of(other)
    clash = 4.0 * (a == b) + 1.0 * (a < b or b < a)
    return len(a & b) / max(_n_stems(one), _n_stems(other), 1), clash


@functools.lru_cache(maxsize=32_768)
def _stems_of(words: Words) -> frozenset[str]:
    return frozenset(_stem(word) for word in words if not _is_joining(word))


def _n_stems(words: Words) -> int:
    return sum(not _is_joining(word) for word in words)


def is_of_labels(heading: str) -> bool:
    """Whether a heading says that labels of rows stand below it: 'Year', 'Type of offence'."""
    stems = [_stem(word) for word in heading.split()]
    return bool(stems) and bool({stems[0], stems[-1]} & _stems("label"))


def _plausible_label(words: Words, *, by_period: bool) -> float:
    if not words:
        return -0.8
    stems = [_stem(word) for word in words]
    known = [stem in _stems("label") | _stems("qualifying") for stem in stems]
    score = 1.5 * (stems[-1] in _stems("label")) + 0.5 * sum(known) * all(known)
    is_begun = stems[0] in _stems("label") and stems[-1] not in _stems("label") and len(stems) > 2
    score += is_begun * (2.0 if words[1:2] == ("of",) else 0.7)  # 'Type of offence'
    score -= 0.15 * max(len(words) - 3, 0)
    if by_period:
        score += 0.5 if all(known) else -1.0
    return score - _flaws(words, is_whole=True) - 1.0 * (len(" ".join(words)) > _LONGEST_LABEL_HEADING)


def _plausible_start(words: Words, *, is_lower: bool) -> float:
    score = _MOST_OF_COLUMN * (words[0].casefold().strip(".:") in _words("counted"))
    score -= 1.0 * words[0].startswith("(")  # of what stands before it
    return score - (2.5 * (words[0][0].islower() and not is_lower) + 3.0 * _is_joining(words[0]))


@functools.lru_cache(maxsize=16_384)
def _flaws(words: Words, *, is_whole: bool) -> float:
    text = " ".join(words)
    stems = [_stem(word) for word in words if not _is_joining(word)]
    beyond = sum(word.endswith(")") for word in words[:-1])  # brackets end a heading
    again = len(stems) - len(set(stems))
    opened, closed = text.count("("), text.count(")")
    is_open = opened != closed if is_whole else opened > closed
    return (
        0.5 * beyond
        + 0.7 * again
        + 3.0 * (_is_joining(words[-1]) + is_open)
        + 1.0 * (len(text) > _LONGEST_HEADING)
    )
