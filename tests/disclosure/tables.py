"""Tables of the tests' own, and what a patient person would find by trying every number."""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence

from hypothesis import strategies as st

from pipeline.disclosure.system import ANY, Interval, Quantity, Relation, System, total_of

TOTAL = "T"
CAP = 48  # no bounded sum in the tables below is as large: what reaches it has no bound


def exactly(value: float) -> Interval:
    return Interval(value, value)


def table(cells: Mapping[tuple[int, ...], int], hidden: Sequence[str], stated: Interval = ANY) -> System:
    """A table of any dimensions with all its totals, some of it hidden by the authority.

    A cell is named 'a/b/c' after its places, T for a total. Zeros need not be given.
    """
    dimensions = len(next(iter(cells)))
    sizes = [1 + max(place[axis] for place in cells) for axis in range(dimensions)]
    axes: list[list[int | str]] = [[*range(size), TOTAL] for size in sizes]
    quantities: dict[str, Quantity] = {}
    relations: list[Relation] = []
    for place in itertools.product(*axes):
        value = sum(
            count
            for at, count in cells.items()
            if all(p in (a, TOTAL) for p, a in zip(place, at, strict=True))
        )
        own = name(place)
        shut = own in hidden
        quantities[own] = Quantity(
            own,
            printed=None if shut else exactly(value),
            stated=stated if shut else None,
            protected=shut,
            level=place.count(TOTAL),
        )
        for axis, code in enumerate(place):
            if code == TOTAL:
                parts = [name((*place[:axis], part, *place[axis + 1 :])) for part in range(sizes[axis])]
                relations.append(total_of(own, parts))
    assert set(hidden) <= set(quantities)
    return System(quantities, tuple(relations))


def name(place: Sequence[int | str]) -> str:
    return "/".join(map(str, place))


def rows(*lines: Sequence[int]) -> dict[tuple[int, ...], int]:
    """Cells of a table of two dimensions, row by row."""
    return {(i, j): value for i, line in enumerate(lines) for j, value in enumerate(line)}


def layers(*tables: Sequence[Sequence[int]]) -> dict[tuple[int, ...], int]:
    """Cells of a table of three dimensions, layer by layer."""
    return {
        (k, i, j): value
        for k, one in enumerate(tables)
        for i, line in enumerate(one)
        for j, value in enumerate(line)
    }


def tried(system: System, hidden: frozenset[str] = frozenset()) -> dict[str, Interval]:
    """Every hidden quantity's interval, found by trying all whole numbers up to CAP, one after the other."""
    known = {n: q.known(hidden=n in hidden) for n, q in system.quantities.items()}
    fixed = {n: int(k.lower) for n, k in known.items() if k.lower == k.upper}
    free = [n for n in system.quantities if n not in fixed]
    least = dict.fromkeys(free, math.inf)
    most = dict.fromkeys(free, -math.inf)
    for found in _fulfilling(system, known, fixed, hidden):
        for n in free:
            least[n], most[n] = min(least[n], found[n]), max(most[n], found[n])
    return {n: Interval(least[n], math.inf if most[n] >= CAP else most[n]) for n in free}


def _fulfilling(
    system: System, known: Mapping[str, Interval], given: Mapping[str, int], hidden: frozenset[str]
) -> Iterator[dict[str, int]]:
    numbers = dict(given)
    for relation in system.relations:
        rest = [(n, f) for n, f in relation.terms if n not in numbers and f]
        so_far = sum(f * numbers[n] for n, f in relation.terms if n in numbers)
        if not rest and (so_far > 0 or (relation.equal and so_far < 0)):
            return
        if relation.equal and len(rest) == 1:
            (alone, factor) = rest[0]
            value = -so_far / factor
            if value != int(value) or not _allowed(system, known, alone, int(value), hidden):
                return
            yield from _fulfilling(system, known, numbers | {alone: int(value)}, hidden)
            return
    free = sorted(n for n in known if n not in numbers)
    if not free:
        yield numbers
        return
    one = min(free, key=lambda n: (_room(system, known, numbers, n), n))
    for value in range(int(known[one].lower), int(_room(system, known, numbers, one)) + 1):
        if _allowed(system, known, one, value, hidden):
            yield from _fulfilling(system, known, numbers | {one: value}, hidden)


def _allowed(
    system: System, known: Mapping[str, Interval], n: str, value: int, hidden: frozenset[str]
) -> bool:
    in_gap = n in hidden and 0 < value <= system.quantities[n].gap
    return known[n].lower <= value <= known[n].upper and not in_gap


def _room(system: System, known: Mapping[str, Interval], numbers: Mapping[str, int], n: str) -> float:
    """The most that a part can be by the totals already fixed."""
    room = min(known[n].upper, CAP)
    for relation in system.relations:
        factors = dict(relation.terms)
        if factors.get(n, 0) > 0:
            above = [m for m, f in relation.terms if f < 0]
            if all(m in numbers for m in above):
                used = sum(f * numbers[m] for m, f in relation.terms if m in numbers)
                room = min(room, -used / factors[n])
    return room


@st.composite
def broken_systems(draw: st.DrawFn, sums: int = 4) -> System:
    """Sums of hidden numbers that are printed to be at most so much: their linear programs break often."""
    names = ["a", "b", "c", "d"][: draw(st.integers(2, 4))]
    values = {name: draw(st.integers(0, 3)) for name in names}
    stated = Interval(0, draw(st.sampled_from([3, 4])))
    quantities = {name: Quantity(name, stated=stated, protected=draw(st.booleans())) for name in names}
    relations = []
    for number in range(draw(st.integers(1, sums))):
        some = draw(st.lists(st.sampled_from(names), min_size=2, max_size=3, unique=True))
        factors = [float(draw(st.integers(1, 2))) for _ in some]
        most = sum(f * values[n] for n, f in zip(some, factors, strict=True)) + draw(st.integers(0, 1))
        limit = f"limit {number}"
        quantities[limit] = Quantity(limit, printed=exactly(most))
        terms = (*zip(some, factors, strict=True), (limit, -1.0))
        relations.append(Relation(terms, equal=False))
    return System(quantities, tuple(relations))
