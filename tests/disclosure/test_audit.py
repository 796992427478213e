"""What is given away, and by which relations."""

from dataclasses import replace

import pytest

from disclosure.tables import exactly, rows, table
from pipeline.disclosure.audit import ContradictoryFiguresError, audit, credible, idle
from pipeline.disclosure.system import ANY, Quantity, Relation, System, total_of


def test_every_part_of_a_system_is_audited() -> None:
    one, other = table(rows((4, 1, 5)), ["0/1"]), table(rows((2, 2), (3, 3)), ["0/0"])
    renamed = {f"other {name}": q for name, q in other.quantities.items()}
    relations = tuple(
        Relation(tuple((f"other {name}", factor) for name, factor in relation.terms))
        for relation in other.relations
    )
    system = System({**one.quantities, **renamed}, (*one.relations, *relations))
    assert audit(system, 5) == {"0/1": "exact", "other 0/0": "exact"}


def test_what_no_rule_checks_is_believed_only_if_it_can_be_true() -> None:
    quantities = {
        "part": Quantity("part", stated=ANY, protected=True),
        "printed": Quantity("printed", printed=exactly(7)),
        "total": Quantity("total", printed=exactly(9)),
        "less": Quantity("less", printed=exactly(5)),
    }
    true = Relation(total_of("total", ("part", "printed")).terms, checked=False)
    false = Relation(total_of("less", ("part", "printed")).terms, checked=False)
    assert audit(System(quantities, (true,)), 5) == {"part": "exact"}
    assert audit(System(quantities, (false,)), 5) == {}
    assert credible(System(quantities, (true,))).relations == (true,)
    assert credible(System(quantities, (false,))).relations == ()
    checked = total_of("less", ("part", "printed"))
    with pytest.raises(ContradictoryFiguresError, match="printed around 'less' contradict"):
        audit(System(quantities, (checked,)), 5)


def test_one_relation_that_cannot_be_true_does_not_shield_the_others() -> None:
    # 'less' is below what one of its parts is printed to be; 'total' fits its parts.
    quantities = {
        "part": Quantity("part", stated=ANY, protected=True),
        "printed": Quantity("printed", printed=exactly(7)),
        "total": Quantity("total", printed=exactly(9)),
        "less": Quantity("less", printed=exactly(5)),
    }
    true = replace(total_of("total", ("part", "printed")), checked=False)
    false = replace(total_of("less", ("part", "printed")), checked=False)
    for relations in ((true, false), (false, true)):
        assert audit(System(quantities, relations), 5) == {"part": "exact"}
        assert credible(System(quantities, relations)).relations == (true,)


def test_of_relations_that_exclude_each_other_the_first_is_believed() -> None:
    quantities = {
        "part": Quantity("part", stated=ANY, protected=True),
        "one": Quantity("one", printed=exactly(7)),
        "other": Quantity("other", printed=exactly(5)),
    }
    one, other = (Relation((("part", 1.0), (name, -1.0)), checked=False) for name in ("one", "other"))
    assert credible(System(quantities, (one, other))).relations == (one,)
    assert credible(System(quantities, (other, one))).relations == (other,)


def test_a_refusal_that_nothing_is_known_of_needs_no_solver() -> None:
    alone = System({"x": Quantity("x", stated=ANY, protected=True)}, ())
    assert idle(alone)
    assert audit(alone, 5) == {}
    assert not idle(System({"x": Quantity("x", stated=ANY, printed=exactly(3), protected=True)}, ()))
