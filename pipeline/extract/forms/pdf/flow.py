"""The order in which a page is read: its columns one after the other, its tables in their places."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.extract.forms.pdf import drawn, unruled
from pipeline.extract.forms.pdf.lattice import Cell, Lattice, lattices
from pipeline.extract.forms.pdf.page import Area, Line, Page, Word, lines
from pipeline.extract.forms.pdf.paragraphs import Paragraph, paragraphs
from pipeline.extract.forms.pdf.table import Table, is_number

_FEWEST_LINES = 4  # of each of two columns
_WIDE, _HIGH = 227.0, 113.0  # points (8 cm, 4 cm): a picture of this size may be one of a table
_GUTTER = 9.0  # points
_ALIGNED = 0.7
_FEWEST_WORDS = 3
_MOST_NUMBERS = 0.2
_NARROWEST_PART = 40.0  # points: shorter is no edge of a row
_LONGEST_NUMBER = 6  # characters, of a question
_MOST_GUTTERS = 20
_LONG_LINE = 8  # words


@dataclass(frozen=True)
class Picture:
    """A picture that may hold a table, or a whole page that is one."""

    area: Area
    is_page: bool = False


Item = Paragraph | Table | Picture


@dataclass(frozen=True)
class Body:
    """What a page holds, in order, lines that belong to no drawn table aside."""

    lattices: tuple[tuple[Lattice, dict[Cell, list[Word]]], ...]
    lines: tuple[Line, ...]


def body(page: Page) -> Body:
    """Tell the words in drawn tables from those outside."""
    found = lattices(page.drawn)
    outer: list[tuple[Lattice, dict[Cell, list[Word]]]] = []
    left = list(page.words)
    for one in sorted(found, key=lambda lattice: (lattice.box.area, lattice.ys[0], lattice.xs[0])):
        inside = [word for word in left if one.box.holds(*word.middle, slack=1)]
        if not inside:
            continue
        cells = drawn.in_cells(one, inside)
        if drawn.is_prose(one, cells, [other.box for other, _ in outer]):
            if len([cell for cell, words in cells.items() if words]) > 1 and len(one.xs) > 2:
                outer.append((one, cells))
                taken = {id(word) for word in inside}
                left = [word for word in left if id(word) not in taken]
            continue
        outer.append((one, cells))
        taken = {id(word) for word in inside}
        left = [word for word in left if id(word) not in taken]
    outer.sort(key=lambda pair: (pair[0].ys[0], pair[0].xs[0]))
    return Body(tuple(outer), tuple(lines(left)))


def items(page: Page, found: Body, left_out: set[int], margin: float, pitch: float) -> list[Item]:
    """Give paragraphs and tables in the order in which they are read. ``left_out`` are the lines of the body
    that stand on every page, ``margin`` is where the letter's lines end at most.
    """
    parted = _parted(page)
    kept = [line for i, line in enumerate(found.lines) if i not in left_out]
    placed: list[tuple[Area, list[Item]]] = []
    for one, cells in found.lattices:
        inner = [
            other
            for other, _ in found.lattices
            if other is not one and one.box.common(other.box) > 0.9 * other.box.area
        ]
        is_inner = any(
            other is not one
            and other.box.area > one.box.area
            and other.box.common(one.box) > 0.9 * one.box.area
            for other, _ in found.lattices
        )
        if is_inner:
            continue
        if drawn.is_prose(one, cells, [other.box for other in inner]):
            placed.append((one.box, list(_in_boxes(one, cells, found, pitch))))
        else:
            placed.append((one.box, [drawn.table(one, cells)]))
    placed += [(picture, [Picture(picture)]) for picture in _telling(page)]
    return list(_ordered(kept, placed, parted, margin, pitch))


def _telling(page: Page) -> list[Area]:
    """Give the pictures that may hold a table: large ones with nothing printed over them."""
    if not page.words or page.is_recognised:
        return []
    return [
        one
        for one in page.drawn.pictures
        if one.x1 - one.x0 > _WIDE
        and one.bottom - one.top > _HIGH
        and not any(one.holds(*word.middle) for word in page.words)
    ]


def _in_boxes(one: Lattice, cells: dict[Cell, list[Word]], found: Body, pitch: float) -> Iterable[Item]:
    """Give the paragraphs of each box in its turn; the number of a question stands with the question."""
    carried: list[Word] = []
    for cell in sorted(cells, key=lambda cell: (cell.top, cell.left)):
        box = one.box_of(cell)
        inner: list[tuple[Area, list[Item]]] = [
            (other.box, [drawn.table(other, inside)])
            for other, inside in found.lattices
            if other is not one
            and other.box.area < one.box.area
            and box.common(other.box) > 0.9 * other.box.area
        ]
        words = cells[cell]
        is_mark = cell.left == 0 and cell.right == 1 < len(one.xs) - 1 and len(words) == 1
        if is_mark and len(words[0].text) < _LONGEST_NUMBER and not inner:
            carried = words
            continue
        within = lines([*words])
        if carried and within:
            first = within[0]
            number = carried[0]
            # The number of a question has a stop where it stands before it rather than in a box.
            text = f"{number.text}." if number.text.isdecimal() else number.text
            moved = Word(
                **{**vars(number), "text": text, "base": first.base, "x0": first.x0 - 20, "x1": first.x0 - 5}
            )
            within[0] = Line((moved, *first.words))
        elif carried:
            within = lines(carried)
        carried = []
        margin = max([line.x1 for line in within] + [box.x1 - 12])
        yield from _ordered(within, inner, (), margin, pitch)
    if carried:
        yield from _ordered(lines(carried), [], (), carried[0].x1, pitch)


def _parted(page: Page) -> tuple[float, ...]:
    heights = {rule.at for rule in page.drawn.across if rule.end - rule.start > _NARROWEST_PART}
    for shade in page.drawn.shades:
        if shade.x1 - shade.x0 > _NARROWEST_PART:
            heights |= {shade.top, shade.bottom}
    return tuple(sorted(heights))


def _ordered(
    kept: Sequence[Line],
    placed: Sequence[tuple[Area, list[Item]]],
    parted: Sequence[float],
    margin: float,
    pitch: float,
) -> Iterable[Item]:
    for side, limit in _sides(kept, placed, margin):
        run: list[Line] = []
        for one in side:
            if isinstance(one, Line):
                run.append(one)
                continue
            yield from _read(run, parted, limit, pitch)
            run = []
            yield from one[1]
        yield from _read(run, parted, limit, pitch)


_Placed = Line | tuple[Area, list[Item]]


def _sides(
    kept: Sequence[Line], placed: Sequence[tuple[Area, list[Item]]], margin: float
) -> list[tuple[list[_Placed], float]]:
    """Give the columns of a page in the order in which they are read, each with where its lines end."""
    everything: list[_Placed] = sorted([*kept, *placed], key=_top)
    found: list[tuple[list[_Placed], float]] = []
    whole: list[_Placed] = []
    i = 0
    for first, last, x in _columned(everything):
        whole += everything[i:first]
        if whole:
            found.append((whole, margin))
        left: list[_Placed] = []
        right: list[_Placed] = []
        for one in everything[first:last]:
            if isinstance(one, Line):
                a = tuple(word for word in one.words if word.x0 < x - 1)
                b = tuple(word for word in one.words if word.x0 >= x - 1)
                left += [Line(a)] if a else []
                right += [Line(b)] if b else []
            else:
                (left if one[0].x1 < x else right).append(one)
        found.append((left, max(line.x1 for line in left if isinstance(line, Line))))
        found.append((right, max(line.x1 for line in right if isinstance(line, Line))))
        whole, i = [], last
    whole += everything[i:]
    if whole:
        found.append((whole, margin))
    return found


def _top(one: _Placed) -> tuple[float, float]:
    return (one.base, one.x0) if isinstance(one, Line) else (one[0].top, one[0].x0)


def _columned(everything: Sequence[_Placed]) -> list[tuple[int, int, float]]:
    """Give the runs of lines that stand in two columns: the first, the one after the last, and where the
    right column begins.
    """
    starts: dict[int, int] = {}
    for one in everything:
        if isinstance(one, Line):
            for a, b in zip((None, *one.words), one.words, strict=False):
                if a is None or b.x0 - a.x1 > _GUTTER:
                    starts[round(b.x0)] = starts.get(round(b.x0), 0) + 1
    common = sorted((x for x, n in starts.items() if n >= _FEWEST_LINES), key=lambda x: (-starts[x], x))
    for x in common[:_MOST_GUTTERS]:
        found = []
        first = None
        for i, item in enumerate([*everything, None]):
            is_clear = item is not None and _is_clear(item, x)
            if is_clear and first is None:
                first = i
            elif not is_clear and first is not None:
                begin, end = _trimmed(everything, first, i, x)
                if _is_columned(everything[begin:end], x):
                    found.append((begin, end, float(x)))
                first = None
        if found:
            return found
    return []


def _trimmed(everything: Sequence[_Placed], first: int, last: int, x: float) -> tuple[int, int]:
    """Leave out what stands above and below the right column, and apart from the left one."""
    beside = [
        i
        for i in range(first, last)
        if (one := everything[i]) and isinstance(one, Line) and any(word.x0 >= x - 1 for word in one.words)
    ]
    if not beside:
        return first, first
    begin, end = beside[0], beside[-1] + 1
    while begin > first and _is_next(everything[begin - 1], everything[begin]):
        begin -= 1
    while end < last and _is_next(everything[end - 1], everything[end]):
        end += 1
    return begin, end


def _is_next(upper: _Placed, lower: _Placed) -> bool:
    if not isinstance(upper, Line) or not isinstance(lower, Line):
        return False
    return lower.top - upper.bottom < 0.5 * lower.size


def _is_clear(one: _Placed, x: float) -> bool:
    """Whether nothing crosses the gutter before ``x``."""
    if not isinstance(one, Line):
        return one[0].x1 < x or one[0].x0 > x - _GUTTER
    return not any(word.x0 < x - 1 and word.x1 > x - _GUTTER for word in one.words)


def _is_columned(run: Sequence[_Placed], x: float) -> bool:
    left = [tuple(w for w in one.words if w.x0 < x - 1) for one in run if isinstance(one, Line)]
    right = [tuple(w for w in one.words if w.x0 >= x - 1) for one in run if isinstance(one, Line)]
    left, right = [one for one in left if one], [one for one in right if one]
    if min(len(left), len(right)) < _FEWEST_LINES:
        return False
    for side in (left, right):
        if statistics.median(len(words) for words in side) < _FEWEST_WORDS:
            return False
        numbers = sum(is_number(word.text) for words in side for word in words)
        if numbers > _MOST_NUMBERS * sum(map(len, side)):
            return False  # columns of a table
    aligned = sum(abs(words[0].x0 - x) < 3 for words in right)
    edge = max(words[-1].x1 for words in left)
    full = sum(words[-1].x1 > edge - 0.3 * (edge - min(w[0].x0 for w in left)) for words in left)
    return aligned >= _ALIGNED * len(right) and full >= 0.5 * len(left)


def _read(run: Sequence[Line], parted: Sequence[float], margin: float, pitch: float) -> Iterable[Item]:
    """Give the paragraphs of lines, and the tables that stand among them without being drawn."""
    free = 0
    for first, last, table in unruled.find(run, parted):
        yield from paragraphs(run[free:first], margin, pitch)
        yield table
        free = last
    yield from paragraphs(run[free:], margin, pitch)


def margin(bodies: Sequence[Body], width: float) -> float:
    """Give where the lines of a letter end at most."""
    ends = sorted(line.x1 for one in bodies for line in one.lines if len(line.words) >= _LONG_LINE)
    return ends[int(0.95 * (len(ends) - 1))] if ends else width - 72
