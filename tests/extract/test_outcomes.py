import pytest

from pipeline.extract.letter import read
from pipeline.extract.structure import Answer


def answers(*texts: str) -> tuple[Answer, ...]:
    body = "\n\n".join(f"{i}. How many cats?\n\n{text}" for i, text in enumerate(texts, 1))
    return read(f"Dear Sir/Madam\n\n{body}\n\nYours faithfully\n".encode(), "a.txt").answers


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("We had 12 cats.", "granted"),
        ("Yes.", "granted"),
        ("Nil. We do not hold a fund for cats.", "granted"),
        ("We do not hold this information.", "not_held"),
        ("This is not held in a reportable format.", "withheld"),
        ("It would exceed 18 hours to count them.", "withheld"),
        ("We had 12 in March. Counting all would exceed the cost limit.", "part_withheld"),
        ("The information is exempt under section 40(2) of the Act.", "withheld"),
        ("There were 5 or fewer. The exact number is not reported.", "part_withheld"),
        ("There were 5 or fewer. No further details are provided.", "withheld"),
        ("We neither confirm nor deny that we hold cats.", "ncnd"),
    ],
)
def test_the_words_of_an_answer_decide_its_outcome(text: str, outcome: str) -> None:
    assert answers(text)[0].outcome == outcome


def test_a_reference_and_nothing_more_is_referred() -> None:
    first, second, third = answers(
        "We had 12 cats.", "See response to Question 1.", "See response to Q1. It would exceed 18 hours."
    )
    assert (second.outcome, second.refers_to) == ("referred", 0)
    assert (third.outcome, third.refers_to) == ("withheld", 0)
    assert first.refers_to is None


def test_provisions_that_refuse_are_cited_and_no_others() -> None:
    (answer,) = answers(
        "Refused under Section 40 (2) and 40(3) of the FOI Act, and section 31(1)(a)."
        " Under section 16 we advise."
        " Personal data is defined in Section 3(2) of the Data Protection Act 2018. See regulation 12(4)(b)."
    )
    assert [(c.regime, c.provision) for c in answer.citations] == [
        ("FOIA", "40(2)"),
        ("FOIA", "40(3)"),
        ("FOIA", "31(1)(a)"),
        ("EIR", "12(4)(b)"),
    ]
