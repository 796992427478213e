"""Headings of tables without rules: which of the lines above the rows they are, and over which columns they
go."""

import itertools
from collections.abc import Sequence

from pipeline.extract.forms.document import Box
from pipeline.extract.forms.pdf.page import Line, Word, joined
from pipeline.extract.forms.pdf.rows import goes_on
from pipeline.extract.forms.pdf.segments import ITEM, MOST_LABEL_LINES, SLACK, Segment, segments
from pipeline.extract.forms.pdf.table import Row

_MOST_HEADING_LINES = 16


def above(
    lines: Sequence[Line], free: int, first: int, columns: Sequence[tuple[float, float]]
) -> tuple[int, list[list[Segment]], int]:
    """Give the first line of the body, the segments of the lines of headings, and the first of these."""
    loose = _above_from(lines, free, first, columns, is_strict=False)
    return loose if loose[1] else _above_from(lines, free, first, columns, is_strict=True)


def _above_from(
    lines: Sequence[Line], free: int, first: int, columns: Sequence[tuple[float, float]], *, is_strict: bool
) -> tuple[int, list[list[Segment]], int]:
    left = columns[0][0]
    at = first
    while at > free and lines[at - 1].x1 < left + SLACK and first - at < MOST_LABEL_LINES:
        line = lines[at - 1]
        is_closed = line.text[-1] in ".?:" or bool(ITEM.match(line.text))
        if line.words[0].turned or is_far(line, lines[at]) or (is_strict and is_closed):
            break
        at -= 1
    found: list[list[Segment]] = []
    top = begun = at
    last_heading = None
    while top > free and len(found) < _MOST_HEADING_LINES:
        line = lines[top - 1]
        if is_far(line, lines[top]):
            break
        parts = [Segment(line.words)] if line.words[0].turned else segments(line, is_heading=True)
        over = [one for one in parts if one.x1 > left - SLACK and _touches(one, columns)]
        if not over and not (found and line.x1 < left + SLACK and not line.text.endswith((".", "?", ":"))):
            break
        if over and len(parts) == 1 and parts[0].x0 < left - 12 * 6 and len(parts[0].words) > 5:
            break  # a sentence
        if line.text.endswith((".", "?", ":")) and len(parts) == 1 and len(line.words) > 4:
            break
        if any(ITEM.fullmatch(one.text) for one in parts[:1]):
            break
        found.insert(0, parts)
        if over or (
            last_heading is not None and line.top >= min(one.top for one in lines[last_heading:first])
        ):
            last_heading = top - 1
        top -= 1
    if last_heading is None:
        # Nothing stands over the columns: what stands above may be anything that the label does not go on.
        begun = first
        while begun > at and goes_on(lines[begun - 1].text, lines[begun].text):
            begun -= 1
        return begun, [], begun
    return begun, found[last_heading - top :], last_heading


def _touches(one: Segment, columns: Sequence[tuple[float, float]]) -> bool:
    reach = 12.0
    return any(one.x0 < b + reach and a - reach < one.x1 for a, b in columns)


def is_far(upper: Line, lower: Line) -> bool:
    """Whether two lines stand too far apart to be of one table."""
    return lower.top - upper.bottom > 2.2 * lower.size


def heading_rows(
    headings: Sequence[Sequence[Segment]], labels: Sequence[float], columns: Sequence[tuple[float, float]]
) -> list[Row]:
    """Give the rows of headings: one with a cell for each column, above it those with cells over several."""
    if not headings:
        return []
    n = len(labels) + len(columns)
    upper: list[list[tuple[int, int, str]]] = []  # (first column, after the last, text) of each line
    lowest: list[list[str]] = [[] for _ in range(n)]
    upright = [parts for parts in headings if not parts[0].words[0].turned]
    turned = [parts[0] for parts in headings if parts[0].words[0].turned]
    turned.sort(key=lambda one: -one.words[0].base if one.words[0].turned == 3 else one.words[0].base)
    for one in turned:
        lowest[len(labels) + nearest(columns, one.x0, one.x1)].append(one.text)
    below: dict[int, Segment] = {}  # the heading that stands lowest over each column
    for parts in reversed(upright):  # from the rows upwards
        if groups := _groups(parts, columns, below):
            upper.append([(len(labels) + a, len(labels) + b, text) for a, b, text in groups])
            continue
        for part in parts:
            below.setdefault(nearest(columns, part.x0, part.x1), part)
        placed = [one for part in parts for one in _over(part, labels, columns)]
        wide = [one for one in placed if one[1] - one[0] > 1]
        taken = {k for a, b, _ in wide for k in range(a, b)}
        if wide and not all(b - a > 1 and not any(lowest[a:b]) for a, b, _ in wide):
            upper.append(placed)
            continue
        if upper and not (taken or any(a < len(labels) for a, _, _ in placed)):
            upper.append(placed)
            continue
        for a, b, text in placed:
            for k in range(a, b):
                lowest[k].insert(0, text)
    rows = [_spanning(placed, n) for placed in reversed(upper)]
    return [*rows, tuple(Box(" ".join(texts)) for texts in lowest)]


def _groups(
    parts: Sequence[Segment], columns: Sequence[tuple[float, float]], below: dict[int, Segment]
) -> list[tuple[int, int, str]]:
    """Give over which columns the headings of a line go, if it has headings of groups of columns: each of
    these has its own below, with which those of groups are not in line.
    """
    over = [part for part in parts if part.x1 > columns[0][0] - SLACK]
    if not over or len(over) >= len(columns) or len(below) < len(columns) or len(over) < len(parts):
        return []
    for part in over:
        k = nearest(columns, part.x0, part.x1)
        own, before, after = below[k], below.get(k - 1), below.get(k + 1)
        sides = (part.x0 - own.x0, part.x1 - own.x1, part.x0 + part.x1 - own.x0 - own.x1)
        reaches = (before and part.x0 < before.x1) or (after and part.x1 > after.x0)
        if not reaches and min(map(abs, sides)) < SLACK:
            return []  # the first line of that column's heading
    places = [(part.x0, part.x1) for part in over]
    owners = [nearest(places, a, b) for a, b in columns]
    return [
        (owners.index(i), len(owners) - owners[::-1].index(i), part.text)
        for i, part in enumerate(over)
        if i in owners
    ]


def _spanning(placed: Sequence[tuple[int, int, str]], n: int) -> Row:
    """Give a row of headings from the places over which they go."""
    spans: dict[int, tuple[int, str]] = {}
    for a, b, text in placed:
        before, words = spans.get(a, (b, ""))
        spans[a] = (max(b, before), f"{words} {text}".strip())
    cells: list[Box] = []
    at = 0
    for a, (b, text) in sorted(spans.items()):
        first = max(a, at)
        cells += [Box("") for _ in range(at, first)]
        cells.append(Box(text, max(b - first, 1)))
        at = max(b, first + 1)
    return (*cells, *(Box("") for _ in range(at, n)))


def _over(
    part: Segment, labels: Sequence[float], columns: Sequence[tuple[float, float]]
) -> list[tuple[int, int, str]]:
    """Give over which columns a heading stands; words so close that they look like one heading part where
    each stands over a column of its own.
    """
    m = len(labels)
    if part.x1 <= columns[0][0] - 0.5 and part.x0 < columns[0][0] - 30:
        k = max(k for k, x in enumerate(labels) if k == 0 or part.x0 >= x - 2 * SLACK)
        return [(k, k + 1, part.text)]
    centres = [k for k, (a, b) in enumerate(columns) if part.x0 - 1 <= (a + b) / 2 <= part.x1 + 1]
    if len(centres) < 2:
        k = m + (centres[0] if centres else nearest(columns, part.x0, part.x1))
        return [(k, k + 1, part.text)]
    groups: dict[int, list[Word]] = {}
    for word in part.words:
        groups.setdefault(nearest(columns, word.x0, word.x1), []).append(word)
    if sorted(groups) == centres and all(
        any(word.x0 < columns[k][1] and columns[k][0] < word.x1 for word in words)
        for k, words in groups.items()
    ):
        gaps = [b.x0 - a.x1 for a, b in zip(part.words, part.words[1:], strict=False)]
        inner = [b.x0 - a.x1 for words in groups.values() for a, b in itertools.pairwise(words)]
        if not inner or max(inner) < max(gaps) or len(part.words) == len(centres):
            return [(m + k, m + k + 1, joined(tuple(words))) for k, words in sorted(groups.items())]
    return [(m + centres[0], m + centres[-1] + 1, part.text)]


def nearest(columns: Sequence[tuple[float, float]], x0: float, x1: float) -> int:
    """Give the column whose middle is nearest to that of what stands from ``x0`` to ``x1``."""
    return min(range(len(columns)), key=lambda k: abs(sum(columns[k]) - x0 - x1))
