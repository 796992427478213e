import pytest

from pipeline.extract.structure import Answer, Outcome
from pipeline.interpret.coding import listed_provision
from pipeline.interpret.rows import resolved_outcome


def answer(outcome: Outcome, refers_to: int | None = None) -> Answer:
    return Answer(outcome, (), refers_to, "See above.", 0, 10)


def test_a_reference_takes_the_outcome_it_leads_to() -> None:
    answers = (answer("withheld"), answer("referred", 0), answer("referred", 1))
    assert resolved_outcome(2, answers) == "withheld"


def test_a_reference_with_words_of_its_own_keeps_its_outcome() -> None:
    assert resolved_outcome(1, (answer("granted"), answer("withheld", 0))) == "withheld"


@pytest.mark.parametrize(
    "answers",
    [
        (answer("referred", 1), answer("referred", 0)),
        (answer("referred", 0),),
        (answer("referred"),),
    ],
)
def test_circles_and_references_to_nothing_are_refused(answers: tuple[Answer, ...]) -> None:
    with pytest.raises(ValueError, match="does not answer"):
        resolved_outcome(0, answers)


def test_a_provision_is_covered_by_itself_or_by_what_holds_it() -> None:
    codes = ("FOIA 12", "FOIA 12(2)", "EIR 12(4)(b)")
    assert listed_provision("FOIA", "12(2)", codes) == "FOIA 12(2)"
    assert listed_provision("FOIA", "12(2)(a)", codes) == "FOIA 12(2)"
    assert listed_provision("FOIA", "12(4)", codes) == "FOIA 12"
    assert listed_provision("EIR", "12(4)(b)", codes) == "EIR 12(4)(b)"
    assert listed_provision("EIR", "12(4)", codes) is None
    assert listed_provision("FOIA", "99", codes) is None
