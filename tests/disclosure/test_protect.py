"""What is hidden in the end is safe, and no other choice costs less: proved by trying every choice."""

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.tables import broken_systems, exactly, layers, rows, table, tried
from pipeline.disclosure.audit import audit
from pipeline.disclosure.protect import UnprotectableError, protect
from pipeline.disclosure.system import ANY, Interval, Quantity, Relation, System

WIDTH = 3.0


def given_away(system: System, hidden: frozenset[str]) -> list[str]:
    """By trying every number: whose interval is too narrow, of all that is hidden."""
    found = []
    for name, interval in tried(system, hidden).items():
        quantity = system.quantities[name]
        stated = quantity.stated or ANY
        wide = interval == stated if math.isfinite(stated.upper) else interval.upper - interval.lower >= WIDTH
        if not wide and (quantity.protected or name in hidden):
            found.append(name)
    exact = [
        name
        for name, quantity in system.quantities.items()
        if quantity.protected and quantity.printed is not None and name not in hidden
    ]
    return found + exact


def cost(system: System, hidden: frozenset[str]) -> tuple[int, ...]:
    """Values lost of totals along most dimensions, then of the next, and so on."""
    levels = sorted({quantity.level for quantity in system.quantities.values()}, reverse=True)
    return tuple(
        sum(system.quantities[n].weight for n in hidden if system.quantities[n].level == level)
        for level in levels
    )


def best_cost(system: System) -> tuple[int, ...] | None:
    candidates = sorted(name for name, quantity in system.quantities.items() if quantity.candidate)
    choices = sorted(
        (
            frozenset(choice)
            for size in range(len(candidates) + 1)
            for choice in itertools.combinations(candidates, size)
        ),
        key=lambda choice: cost(system, choice),
    )
    return next((cost(system, choice) for choice in choices if not given_away(system, choice)), None)


@st.composite
def small_tables(draw: st.DrawFn) -> System:
    shape = draw(st.sampled_from([(2, 2), (2, 3), (3,), (4,)]))
    places: list[tuple[int, ...]] = [()]
    for size in shape:
        places = [(*place, at) for place in places for at in range(size)]
    cells = {place: draw(st.integers(0, 4)) for place in places}
    inner = ["/".join(map(str, place)) for place in places]
    hidden = draw(st.lists(st.sampled_from(inner), min_size=1, max_size=2, unique=True))
    stated = draw(st.sampled_from([ANY, Interval(0, 4)]))
    system = table(cells, hidden, stated)
    twice = draw(st.sampled_from(sorted(system.quantities)))
    weighted = {
        name: Quantity(
            name,
            printed=quantity.printed,
            stated=quantity.stated,
            protected=quantity.protected,
            level=quantity.level,
            weight=2 if name == twice else 1,
        )
        for name, quantity in system.quantities.items()
    }
    return System(weighted, system.relations)


@given(small_tables())
@settings(max_examples=25, deadline=None)
def test_no_choice_that_protects_costs_less(system: System) -> None:
    best = best_cost(system)
    if best is None:
        with pytest.raises(UnprotectableError):
            protect(system, WIDTH)
        return
    hidden = protect(system, WIDTH)
    assert given_away(system, hidden) == []
    assert cost(system, hidden) == best


@given(broken_systems(sums=2))
@settings(max_examples=15, deadline=None)
def test_nor_where_linear_programs_break(system: System) -> None:
    best = best_cost(system)
    if best is None:
        with pytest.raises(UnprotectableError):
            protect(system, WIDTH)
        return
    hidden = protect(system, WIDTH)
    assert given_away(system, hidden) == []
    assert cost(system, hidden) == best


def test_a_cell_alone_in_row_and_column_takes_a_rectangle_with_it() -> None:
    # Complementary suppression as Cox (1980) draws it: three more corners, and no total.
    system = table(rows((5, 6, 7), (8, 9, 10), (11, 12, 13)), ["0/0"])
    hidden = protect(system, 5)
    row, column = ({name[at] for name in hidden | {"0/0"}} for at in (0, 2))
    assert len(hidden) == 3
    assert len(row) == len(column) == 2


def test_where_no_rectangle_is_wide_enough_more_is_hidden() -> None:
    # Zeros in all rectangles but one: a rectangle with a zero moves as far as its other corners allow.
    system = table(rows((5, 0, 7), (0, 0, 10), (11, 0, 13)), ["0/0"])
    hidden = protect(system, 5)
    assert audit_after(system, hidden, 5) == {}
    assert len(hidden) == 3


def test_a_total_goes_only_where_nothing_else_helps() -> None:
    # A row of two of which one is hidden: the other must go, and then their columns have no second row.
    system = table(rows((2, 8)), ["0/0"])
    hidden = protect(system, 5)
    assert any("T" in name for name in hidden)
    assert audit_after(system, hidden, 5) == {}


def test_what_two_letters_hide_and_print_is_hidden_in_both() -> None:
    system = System({"x": Quantity("x", printed=exactly(7), stated=ANY, protected=True)}, ())
    assert audit(system, 5) == {"x": "exact"}
    assert protect(system, 5) == {"x"}


def test_two_quantities_that_one_figure_prints_go_together() -> None:
    system = table(rows((2, 8, 9)), ["0/0"])
    other = Quantity("elsewhere", printed=exactly(8))
    tied = System(
        {**system.quantities, "elsewhere": other},
        (*system.relations, Relation((("0/1", 1.0), ("elsewhere", -1.0)))),
        (("0/1", "elsewhere"),),
    )
    hidden = protect(tied, 5)
    assert ("0/1" in hidden) == ("elsewhere" in hidden)
    assert audit_after(tied, hidden, 5) == {}


def test_a_cube_is_protected_by_its_other_corners() -> None:
    cells = layers(((6, 7), (8, 9)), ((9, 8), (7, 6)))
    hidden = protect(table(cells, ["0/0/0"]), 5)
    assert hidden == {"0/0/1", "0/1/0", "0/1/1", "1/0/0", "1/0/1", "1/1/0", "1/1/1"}


def test_what_the_marks_themselves_give_away_cannot_be_protected() -> None:
    # 'Less than 5' of all and '5 or fewer' of a part: the part is 4 at most, whatever else is hidden.
    whole = Quantity("whole", stated=Interval(0, 4), protected=True)
    part = Quantity("part", stated=Interval(0, 5), protected=True)
    system = System(
        {"whole": whole, "part": part}, (Relation((("part", 1.0), ("whole", -1.0)), equal=False),)
    )
    assert audit(system, 5) == {"part": "narrower"}
    with pytest.raises(UnprotectableError) as caught:
        protect(system, 5)
    assert "part, whole. Publish as_disclosed, or leave the letter out." in str(caught.value)


def test_what_needs_whole_numbers_to_be_given_away_is_protected_too() -> None:
    # As in the attack: the sum of three, any two of which are at most 1, is at most 1 and not 1.5.
    names = ("x", "y", "z")
    quantities = {name: Quantity(name, stated=ANY, protected=False) for name in names}
    quantities["sum"] = Quantity("sum", stated=ANY, protected=True)
    quantities["one"] = Quantity("one", printed=exactly(1), level=1)
    relations = [
        Relation(((a, 1.0), (b, 1.0), ("one", -1.0)), equal=False)
        for a, b in itertools.combinations(names, 2)
    ]
    relations.append(Relation((("x", 1.0), ("y", 1.0), ("z", 1.0), ("sum", -1.0))))
    system = System(quantities, tuple(relations))
    assert audit(system, 1.5) == {"sum": "narrower"}
    assert protect(system, 1.5) == {"one"}
    assert audit(system, 1) == {}


def audit_after(system: System, hidden: frozenset[str], width: float) -> dict[str, str]:
    """Audit the table as it is published: what we hide is hidden like anything else."""
    published = {
        name: Quantity(name, stated=ANY, protected=True) if name in hidden else quantity
        for name, quantity in system.quantities.items()
    }
    return audit(System(published, system.relations), width)
