"""Periods asked for, and roundings that a reading states: what they give, and how each slip is named."""

import pytest

from interpret.test_letter import LETTER, message, rows
from pipeline.extract.letter import read as extract
from pipeline.schemas.codelists import CodeList

ASKED = """asked:
  - question: [1, 2]
    periods: 2022/23 to 2023/24
    quote: How many calls were there
    note: Each year.
figures:
"""


def test_each_question_and_year_asked_for_is_a_row_with_the_words(lists: dict[str, CodeList]) -> None:
    found = rows(lists, {"figures:\n": ASKED})["asked"]
    assert [row["asked_id"] for row in found] == [
        "coventry/FOI1001/q1/asked.2022-04-01_2023-03-31",
        "coventry/FOI1001/q1/asked.2023-04-01_2024-03-31",
        "coventry/FOI1001/q2/asked.2022-04-01_2023-03-31",
        "coventry/FOI1001/q2/asked.2023-04-01_2024-03-31",
    ]
    first = found[0]
    assert (first["period_type"], first["text"], first["note"]) == (
        "financial_year",
        "How many calls were there",
        "Each year.",
    )
    assert LETTER[int(str(first["span_start"])) : int(str(first["span_end"]))] == first["text"]
    assert LETTER.split("\n")[int(str(first["line"])) - 1].startswith("1. How many calls were there")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[1, 2]", "[1, 7]", "letter.yaml:12: the letter has no question '7'. Its questions are 1, 2, 3."),
        ("[1, 2]", "[1, 1]", "letter.yaml:13: question 1 asks for 2022/23 already, by line 13."),
        ("2022/23 to 2023/24", "lately", "letter.yaml:13: 'lately' is not a period."),
        (
            "calls were there",
            "calls were here",
            "letter.yaml:14: the quote 'How many calls were here' is not in",
        ),
        ("    periods: 2022/23 to 2023/24\n", "", "letter.yaml:12: an entry of 'asked' has no periods."),
        (
            "    note:",
            "    notes:",
            "letter.yaml:15: an entry of 'asked' has no key 'notes'. Did you mean 'note'?",
        ),
    ],
)
def test_a_slip_in_what_was_asked_is_named(lists: dict[str, CodeList], old: str, new: str, said: str) -> None:
    assert said in message(lists, {"figures:\n": ASKED.replace(old, new)})


ROUNDED = """rounded:
  - quote: Data for 2023/24 in tens
    to: 10
figures:
"""
IN_TENS = LETTER.replace("Data for 2023/24.", "Data for 2023/24 in tens.")


def test_a_reading_can_state_a_rounding_that_the_letter_spells_out(lists: dict[str, CodeList]) -> None:
    found = rows(lists, {"figures:\n": ROUNDED}, IN_TENS)
    (row,) = [row for row in found["figures"] if str(row["reason"]).startswith("rounding")]
    assert (row["text"], row["use"], row["reason"]) == (
        "in tens",
        "context",
        "rounding: to the nearest 10",
    )
    assert row["question_id"] is None
    (row,) = [
        row
        for row in rows(lists, {"figures:\n": ROUNDED.replace("10\n", "10\n    question: 1\n")}, IN_TENS)[
            "figures"
        ]
        if str(row["reason"]).startswith("rounding")
    ]
    assert row["question_id"] == "coventry/FOI1001/q1"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("to: 10", "to: ten", "letter.yaml:13: 'to' is 'ten'. Write the number that the letter rounds to"),
        ("to: 10", "to: 0", "letter.yaml:13: 'to' is '0'."),
        (
            "Data for",
            "Figures for",
            "letter.yaml:12: the quote 'Figures for 2023/24 in tens' is not in the letter.",
        ),
        (
            "to: 10",
            "to: 10\n    question: 3",
            "letter.yaml:12: the quote stands in another answer, or in none.",
        ),
        (
            "Data for 2023/24 in tens",
            "How many interviews were held",
            "letter.yaml:12: the quote neither says that numbers are rounded nor names 10. "
            "Quote the words that say to what the letter rounds, or delete the entry.",
        ),
    ],
)
def test_a_slip_in_a_rounding_is_named(lists: dict[str, CodeList], old: str, new: str, said: str) -> None:
    assert said in message(lists, {"figures:\n": ROUNDED.replace(old, new)}, IN_TENS)


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("All figures have been rounded to the nearest 5.", "5"),
        ("Figures are rounded up or down to the nearest 10.", "10"),
        ("Amounts are to the nearest £1,000.", "£1,000"),
    ],
)
def test_a_statement_of_rounding_is_found_in_an_answer(
    lists: dict[str, CodeList], sentence: str, unit: str
) -> None:
    letter = LETTER.replace("Data for 2023/24.", f"Data for 2023/24. {sentence}")
    found = extract(letter.encode(), "letter.txt").context
    assert [one.text.endswith(unit) for one in found if one.why == "rounding"] == [True]
    (row,) = [row for row in rows(lists, letter=letter)["figures"] if row["reason"] == "rounding"]
    assert str(row["text"]).endswith(f"to the nearest {unit}")
    assert (row["use"], row["question_id"]) == ("context", "coventry/FOI1001/q1")
