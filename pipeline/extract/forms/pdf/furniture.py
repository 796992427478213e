"""What stands on every page: letterheads, footers, numbers of pages. Known by coming again on other pages, at
the same place near an edge, whatever number of a page it has in it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from pipeline.extract.forms.pdf.page import Line, Page
from pipeline.extract.forms.pdf.segments import segments

_NEAR_TOP, _NEAR_BOTTOM = 0.22, 0.85  # of the page's height
_NUMBER = re.compile(r"[0-9]+")
_COUNTED = r"(\bpage:?\s*|\bp\.?\s*|^\W*|\s)(?<![0-9.,]){}(?![0-9.,])(?=\W*$|\s+of\b|\s*[/|])"
_FEWEST_HEADINGS = 3  # of columns, side by side
_SHARE = 0.3  # of the pages that have it
_LOOSE = 8.0  # points

Key = tuple[str, int, int]


def furniture(
    pages: Sequence[Page], lines: Sequence[Sequence[Line]]
) -> tuple[list[set[int]], list[set[int]]]:
    """Give for each page which of its lines come again on top of others, and which at their foot."""
    heads = _repeated(pages, lines, at_foot=False)
    feet = _repeated(pages, lines, at_foot=True)
    return heads, feet


def _repeated(pages: Sequence[Page], lines: Sequence[Sequence[Line]], *, at_foot: bool) -> list[set[int]]:
    keys: list[dict[int, set[Key]]] = []
    counts: Counter[Key] = Counter()
    for number, (page, on_page) in enumerate(zip(pages, lines, strict=True), 1):
        found: dict[int, set[Key]] = {}
        for i, line in enumerate(on_page):
            near = line.top > _NEAR_BOTTOM * page.height if at_foot else line.bottom < _NEAR_TOP * page.height
            if near:
                found[i] = _keys(line, number, page.height if at_foot else 0)
        keys.append(found)
        for one in set().union(*found.values()) if found else ():
            counts[one] += 1
    if not at_foot:
        for found, headings in zip(keys, _headings_of_tables(lines), strict=True):
            for i in headings & found.keys():
                del found[i]
    least = max(2, round(_SHARE * len(pages)))
    again = [{i for i, own in found.items() if any(counts[key] >= least for key in own)} for found in keys]
    return [
        _outermost(found, len(on_page), at_foot=at_foot) for found, on_page in zip(again, lines, strict=True)
    ]


def _headings_of_tables(lines: Sequence[Sequence[Line]]) -> list[set[int]]:
    """Give for each page the lines that head columns, which are printed again where a table goes on."""
    bases: dict[str, set[int]] = defaultdict(set)
    for line in (line for on_page in lines for line in on_page):
        bases[line.text].add(round(line.base))
    found = []
    for on_page in lines:
        headings: set[int] = set()
        for i, line in enumerate(on_page):
            n = len(segments(line, is_heading=True))
            elsewhere = max(bases[line.text]) - min(bases[line.text]) > 2 * _LOOSE
            if n >= _FEWEST_HEADINGS or (n > 1 and elsewhere):
                headings.add(i)
        for i in sorted(headings):  # with the lines that headings are wrapped over
            for step in (-1, 1):
                k = i + step
                while 0 <= k < len(on_page) and _is_next(on_page[k - step], on_page[k]):
                    headings.add(k)
                    k += step
        found.append(headings)
    return found


def _is_next(line: Line, other: Line) -> bool:
    return max(line.top, other.top) - min(line.bottom, other.bottom) < 0.5 * other.size


def _keys(line: Line, number: int, origin: float) -> set[Key]:
    text = line.text
    at = round((line.base - origin) / _LOOSE)
    across = round((line.x0 + line.x1) / 2 / 40)
    texts = {text}
    for off in (-2, -1, 0, 1, 2):
        counted = re.sub(_COUNTED.format(number + off), rf"\g<1>#{off}", text, flags=re.IGNORECASE)
        if counted != text:
            texts.add(counted)
    # Rounding may part what stands alike.
    return {(one, at + a, across + b) for one in texts for a in (0, 1) for b in (0, 1)}


def _outermost(found: set[int], n: int, *, at_foot: bool) -> set[int]:
    """Leave out what stands between other text: furniture is outermost."""
    kept = set()
    for i in reversed(range(n)) if at_foot else range(n):
        if i not in found:
            break
        kept.add(i)
    return kept


def by_text(lines: Sequence[Line]) -> list[Line]:
    """Give each line that says something of its own once, numbers of pages aside, from the top."""
    seen: dict[str, Line] = {}
    for line in lines:
        seen.setdefault(_NUMBER.sub("#", line.text), line)
    groups: dict[int, list[Line]] = defaultdict(list)
    for line in seen.values():
        groups[round(line.base)].append(line)
    return [line for base in sorted(groups) for line in sorted(groups[base], key=lambda one: one.x0)]
