"""Which lines of labels belong to which line of numbers, where no rule says so.

What stands closer together than rows do belongs together. Where all lines stand alike, the rows may begin
with their numbers, end with them, or have them in the middle: the arrangement is taken in which the labels
are complete phrases.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

_UNFINISHED = re.compile(
    r"(?:[,(/&–-]|\b(?:of|the|to|and|or|for|in|with|by|from|on|at|a|an|is|are|than|not|but))$", re.IGNORECASE
)
_SAME_LABEL = 1.18  # of the smallest distance between two lines


@dataclass(frozen=True)
class Strip:
    """A line of a table: where it stands, its label if it has one, and whether it has numbers."""

    base: float
    label: str
    has_data: bool


def deal(strips: Sequence[Strip], parted: Sequence[float] = ()) -> list[list[int]]:
    """Give the strips of each row, as indices from the top. ``parted`` are the heights of what is drawn
    between rows. Each row has one strip of numbers, unless labels stand alone between two rules.
    """
    rows: list[list[int]] = []
    for cluster in _clusters(strips, sorted(parted)):
        rows += _rows(strips, cluster)
    return rows


def goes_on(before: str, line: str) -> bool:
    """Whether a line of a label is the rest of what was begun."""
    return line[:1].islower() or line[:1] in ")&/" or bool(_UNFINISHED.search(before))


def _clusters(strips: Sequence[Strip], parted: Sequence[float]) -> list[list[int]]:
    labelled = [i for i, strip in enumerate(strips) if strip.label]
    distances = [strips[j].base - strips[i].base for i, j in itertools.pairwise(labelled)]
    closest = min((one for one in distances if one > 1), default=0.0)
    clusters: list[list[int]] = []
    for i, strip in enumerate(strips):
        before = strips[clusters[-1][-1]] if clusters else None
        is_parted = before is not None and any(before.base < at < strip.base for at in parted)
        if before is None or is_parted or strip.base - before.base > _SAME_LABEL * closest:
            clusters.append([i])
        else:
            clusters[-1].append(i)
    return clusters


def _rows(strips: Sequence[Strip], cluster: list[int]) -> list[list[int]]:
    data = [k for k, i in enumerate(cluster) if strips[i].has_data]
    if len(data) < 2:
        return [cluster]
    top, bottom = list(data[1:]), [k + 1 for k in data[:-1]]
    middle = _in_the_middle(strips, cluster, data)
    begins_above, ends_below = data[0] > 0, data[-1] < len(cluster) - 1
    if middle is not None and (begins_above or ends_below or middle not in (top, bottom)):
        best = middle
    else:
        ways = [bottom, top] if begins_above and not ends_below else [top, bottom]
        best = min(ways, key=lambda cuts: sum(_breaks(strips, cluster, cut) for cut in cuts))
    for n, cut in enumerate(best):
        if _breaks(strips, cluster, cut):  # one row may be otherwise than the rest
            between = range(data[n] + 1, data[n + 1] + 1)
            best[n] = next((k for k in between if not _breaks(strips, cluster, k)), cut)
    starts = [0, *best]
    return [cluster[a:b] for a, b in zip(starts, [*starts[1:], len(cluster)], strict=True)]


def _in_the_middle(strips: Sequence[Strip], cluster: Sequence[int], data: Sequence[int]) -> list[int] | None:
    """Give where rows begin if each has as much label above its numbers as below them; None if they have
    not.
    """
    bases = [strips[i].base for i in cluster]
    near = 0.4 * min((b - a for a, b in itertools.pairwise(bases) if b - a > 1), default=1.0) + 1.0
    starts: list[int] = []
    start = 0
    for n, k in enumerate(data):
        if start > k:
            return None
        reach = bases[k] - bases[start]
        last = data[n + 1] - 1 if n + 1 < len(data) else len(cluster) - 1
        end = k
        while end < last and bases[end + 1] - bases[k] <= reach + near:
            end += 1
        if abs((bases[end] - bases[k]) - reach) > near:
            return None
        starts.append(start)
        start = end + 1
    return starts[1:] if start == len(cluster) else None


def _breaks(strips: Sequence[Strip], cluster: Sequence[int], cut: int) -> bool:
    """Whether a row that began there would break a phrase, or have no label."""
    above = next((strips[i].label for i in reversed(cluster[:cut]) if strips[i].label), "")
    below = next((strips[i].label for i in cluster[cut:] if strips[i].label), "")
    return not below or bool(above and goes_on(above, below))
