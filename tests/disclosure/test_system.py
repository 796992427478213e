"""Quantities, relations, and what has nothing to do with each other."""

import math

from disclosure.tables import exactly
from pipeline.disclosure.system import ANY, Interval, Quantity, Relation, System, components, total_of


def test_what_no_relation_ties_is_a_system_of_its_own() -> None:
    names = ("a", "b", "c", "d", "e")
    system = System(
        {name: Quantity(name) for name in names},
        (total_of("c", ("a", "a")), Relation((("d", 1.0), ("d", -1.0)))),
        (("b", "e"),),
    )
    assert [sorted(part.quantities) for part in components(system)] == [["a", "c"], ["b", "e"], ["d"]]
    assert [len(part.relations) for part in components(system)] == [1, 0, 1]
    assert [part.ties for part in components(system)] == [(), (("b", "e"),), ()]


def test_a_part_listed_twice_counts_twice() -> None:
    assert dict(total_of("t", ("a", "b", "a")).terms) == {"a": 2, "b": 1, "t": -1}


def test_what_is_known_depends_on_whether_we_hide_it() -> None:
    both = Quantity("x", printed=exactly(4), stated=Interval(0, 5))
    assert both.known(hidden=False) == exactly(4)
    assert both.known(hidden=True) == Interval(0, 5)
    assert Quantity("x", printed=exactly(4)).known(hidden=True) == ANY
    assert Interval(0, 5).within(Interval(3, math.inf)) == Interval(3, 5)
    assert Interval(3, 5).width == 2


def test_what_is_below_zero_cannot_be_hidden() -> None:
    # What we hide is said to be 0 or more.
    assert not Quantity("x", printed=exactly(-1)).candidate
    assert Quantity("x", printed=exactly(0)).candidate
    assert not Quantity("x", stated=ANY).candidate
