"""The attacker finds exactly what trying every number finds."""

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from disclosure.tables import broken_systems, exactly, layers, rows, table, tried
from pipeline.disclosure.attack import Attacker, ContradictionError, exposure
from pipeline.disclosure.system import ANY, Interval, Quantity, Relation, System, total_of


def intervals(system: System, hidden: frozenset[str] = frozenset()) -> dict[str, Interval]:
    attacker = Attacker(system, hidden)
    return {
        name: attacker.interval(name)
        for name, quantity in system.quantities.items()
        if (known := quantity.known(hidden=name in hidden)).lower < known.upper
    }


@st.composite
def small_systems(draw: st.DrawFn) -> System:
    """Tables of two or three dimensions, up to five quantities hidden, totals too; bounds stated or not."""
    shape = draw(st.sampled_from([(2, 2), (2, 3), (3, 3), (2, 2, 2), (2, 2, 3)]))
    places: list[tuple[int, ...]] = [()]
    for size in shape:
        places = [(*place, at) for place in places for at in range(size)]
    cells = {place: draw(st.integers(0, 3)) for place in places}
    everything = sorted(table(cells, []).quantities)
    hidden = draw(st.lists(st.sampled_from(everything), min_size=1, max_size=5, unique=True))
    stated = draw(st.sampled_from([ANY, Interval(0, 3), Interval(0, 5)]))
    system = table(cells, hidden, stated)
    largest = max(q.printed.upper for q in table(cells, []).quantities.values() if q.printed)
    assume(stated.upper >= largest or all("T" not in name for name in hidden))
    if draw(st.booleans()):  # a part of a whole, printed or hidden
        part, whole = draw(st.permutations(everything))[:2]
        values = table(cells, []).quantities
        one, other = values[part].printed, values[whole].printed
        assert one is not None
        assert other is not None
        if one.upper <= other.upper:
            relation = Relation(((part, 1.0), (whole, -1.0)), equal=False)
            system = System(system.quantities, (*system.relations, relation))
    return system


@given(small_systems())
@settings(max_examples=150, deadline=None)
def test_intervals_are_exact_on_small_tables(system: System) -> None:
    assert intervals(system) == tried(system)


@given(small_systems(), st.data())
@settings(max_examples=80, deadline=None)
def test_intervals_are_exact_where_we_hide_more_and_readers_know_the_threshold(
    system: System, data: st.DataObject
) -> None:
    printed = sorted(name for name, quantity in system.quantities.items() if quantity.printed)
    hidden = frozenset(data.draw(st.lists(st.sampled_from(printed), max_size=2, unique=True)))
    changed = {
        name: Quantity(
            name,
            printed=quantity.printed,
            stated=quantity.stated,
            protected=quantity.protected,
            gap=2 if quantity.printed and not 1 <= quantity.printed.lower <= 2 else 0,
        )
        for name, quantity in system.quantities.items()
    }
    system = System(changed, system.relations)
    assert intervals(system, hidden) == tried(system, hidden)


@given(broken_systems())
@settings(max_examples=100, deadline=None)
def test_intervals_are_exact_where_linear_programs_break(system: System) -> None:
    assert intervals(system) == tried(system)


def test_a_cell_alone_in_its_row_is_given_away() -> None:
    # Willenborg and de Waal's first warning: one suppression a row is none. 10 = 4 + x + 5.
    found = intervals(table(rows((4, 1, 5), (2, 3, 4)), ["0/1"]))
    assert found == {"0/1": exactly(1)}


def test_four_cells_in_a_rectangle_bound_each_other() -> None:
    # The pattern of complementary suppression (Cox, 1980): corners of a rectangle can move together,
    # up by as much as the least of two, down by as much as the least of the other two.
    found = intervals(table(rows((1, 4, 9), (3, 2, 9), (7, 7, 7)), ["0/0", "0/1", "1/0", "1/1"]))
    assert found == {
        "0/0": Interval(0, 4),
        "0/1": Interval(1, 5),
        "1/0": Interval(0, 4),
        "1/1": Interval(1, 5),
    }


def test_two_hidden_cells_in_each_row_and_column_can_still_be_given_away() -> None:
    # After the example by which Fischetti and Salazar, and Giessing, warn of counting: a chain of
    # rectangles in which the difference of sums leaves one cell alone.
    cells = rows((5, 6, 0, 0), (7, 8, 0, 0), (0, 0, 3, 4), (0, 0, 2, 6))
    hidden = ["0/0", "0/1", "1/0", "1/1", "1/2", "2/2", "2/3", "3/2", "3/3"]
    found = intervals(table(cells, hidden))
    # Columns 0 and 1 less rows 0 and 1: what is left of them is the cell at 1/2.
    assert found["1/2"] == exactly(0)
    assert found["0/0"].width > 0


def test_a_table_of_three_dimensions_needs_whole_numbers() -> None:
    # Broken vertices are the known trouble of three dimensions. A linear program would stop at a half here:
    # x + y, y + z and x + z are printed to be at most 1, so that the sum of all is at most one and a half.
    names = ("x", "y", "z", "sum")
    quantities = {name: Quantity(name, stated=Interval(0, 9), protected=True) for name in names} | {
        "one": Quantity("one", printed=exactly(1))
    }
    pairs = (("x", "y"), ("y", "z"), ("x", "z"))
    relations = [Relation(((a, 1.0), (b, 1.0), ("one", -1.0)), equal=False) for a, b in pairs] + [
        total_of("sum", ("x", "y", "z"))
    ]
    system = System(quantities, tuple(relations))
    found = intervals(system)
    assert found["sum"] == Interval(0, 1)
    assert found == tried(system)


def test_hidden_cells_of_a_cube_move_along_its_edges_only() -> None:
    # All eight corners of a 2 x 2 x 2 table hidden, all totals printed: one degree of freedom is left.
    cells = layers(((1, 2), (3, 4)), ((4, 3), (2, 1)))
    hidden = [f"{k}/{i}/{j}" for k in (0, 1) for i in (0, 1) for j in (0, 1)]
    found = intervals(table(cells, hidden))
    # +t on 0/0/0 (1), 0/1/1 (4), 1/0/1 (3), 1/1/0 (2), -t on the others, which are 2, 3, 4, 1: t is -1 to 1.
    assert found["0/0/0"] == Interval(0, 2)
    assert found["0/1/1"] == Interval(3, 5)
    assert found["0/0/1"] == Interval(1, 3)
    assert found["1/1/1"] == Interval(0, 2)


def test_a_threshold_bounds_the_neighbours_as_well() -> None:
    # Both at most 5 and together 8, so each is at least 3.
    found = intervals(table(rows((4, 4, 20)), ["0/0", "0/1", "T/0", "T/1"], Interval(0, 5)))
    assert set(found.values()) == {Interval(3, 5)}


def test_without_a_printed_total_there_is_no_upper_bound() -> None:
    found = intervals(table(rows((1, 2), (3, 4)), ["0/0", "0/T", "T/0", "T/T"]))
    assert found["0/0"] == Interval(0, math.inf)


def test_a_reader_who_knows_the_threshold_knows_that_what_we_hide_is_not_small() -> None:
    # The letter hides what is 5 or lower; we hide a 6 beside it. 6 or more it must be, or 0.
    hidden = table(rows((1, 6, 3)), ["0/0"], Interval(0, 5))
    six = Quantity("0/1", printed=exactly(6), gap=5)
    system = System({**hidden.quantities, "0/1": six}, hidden.relations)
    # 7 = x + y: y is 6 or 7, since 0 would leave 7 for x.
    found = intervals(system, frozenset({"0/1", "T/0", "T/1"}))
    assert found["0/0"] == Interval(0, 1)


def test_figures_that_contradict_each_other_are_not_attacked() -> None:
    system = table(rows((4, 1, 5)), ["0/1"])
    wrong = Quantity("0/T", printed=exactly(3))
    with pytest.raises(ContradictionError):
        Attacker(System({**system.quantities, "0/T": wrong}, system.relations))


def test_what_is_wide_enough_depends_on_what_the_letter_states() -> None:
    free = Attacker(table(rows((1, 4, 9), (3, 2, 9)), ["0/0", "0/1", "1/0", "1/1"]))
    assert exposure(free, "0/0", 4) is None
    assert exposure(free, "0/0", 5) == "narrower"
    hidden = ["0/0", "0/1", "T/0", "T/1"]
    as_stated = Attacker(table(rows((3, 2, 9)), hidden, Interval(0, 5)))
    assert exposure(as_stated, "0/0", 100) is None
    tighter = Attacker(table(rows((4, 4, 9)), hidden, Interval(0, 5)))
    assert exposure(tighter, "0/0", 0) == "narrower"  # 3 to 5: the 0 is excluded
    alone = Attacker(table(rows((4, 1, 5)), ["0/1"], Interval(0, 5)))
    assert exposure(alone, "0/1", 5) == "exact"
