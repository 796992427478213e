"""An invented letter: what an interpretation gives, and how each slip in its reading is named."""

import hashlib
from collections.abc import Mapping

import pytest

from pipeline.edges.problems import BadInputError
from pipeline.extract.letter import read as extract
from pipeline.interpret.letter import Rows, interpret
from pipeline.interpret.reading import read
from pipeline.schemas.codelists import CodeList, dimension_names

LETTER = """Coventry City Council

3 May 2024

Freedom of Information Act 2000
Request ID: FOI1001

Thank you for your request for information relating to Calls.

You have requested the following information:

1. How many calls were there, by sex of the child?

Data for 2023/24.

Sex	Number of calls	Comment
Male	12	3 were silent.
Female	c	Values of 5 or lower are not reported.
Total	30

2. How many interviews were held?

In 2023/24, 14 interviews were held. No motions were put.

3. How many of them were by telephone?

We do not hold this information.

Yours faithfully

Information Governance
"""
READING = """letter: FOI1001
sha256: {sha256}
tables:
  - question: 1
    measure: children_at_risk_of_exploitation
    period: 2023/24
    rows: sex
    columns:
      Number of calls: {{}}
      Comment: note
figures:
  - quote: 14 interviews were held
    figure: 14
    measure: return_home_interviews
    period: 2023/24
  - quote: No motions were put
    figure: No motions
    value: 0
    measure: grooming_inquiry_motions
    period: 2023/24
not_held:
  - question: 3
    measure: return_home_interviews_with_harm
    periods: 2022/23 to 2023/24
"""
FILE = "raw/coventry/letter.txt"


def rows(
    lists: Mapping[str, CodeList], changes: Mapping[str, str] | None = None, letter: str = LETTER
) -> Rows:
    """Interpret the letter with a changed reading."""
    text = READING.format(sha256=hashlib.sha256(letter.encode()).hexdigest())
    for old, new in (changes or {}).items():
        assert old in text
        text = text.replace(old, new)
    reading = read(text.encode(), "raw/coventry/letter.yaml", dimension_names(lists))
    return interpret(extract(letter.encode(), "letter.txt"), reading, FILE, lists)


def message(
    lists: Mapping[str, CodeList], changes: Mapping[str, str] | None = None, letter: str = LETTER
) -> str:
    with pytest.raises(BadInputError) as caught:
        rows(lists, changes, letter)
    return str(caught.value)


def test_the_values_of_the_letter(lists: dict[str, CodeList]) -> None:
    found = [
        (row["measure"], row["sex"], row["value"], row["value_upper"], row["obs_status"], row["note"])
        for row in rows(lists)["observations"]
    ]
    assert found == [
        ("children_at_risk_of_exploitation", "male", 12, 12, "reported", "3 were silent."),
        (
            "children_at_risk_of_exploitation",
            "female",
            None,
            5,
            "suppressed",
            "Values of 5 or lower are not reported.",
        ),
        ("children_at_risk_of_exploitation", "_T", 30, 30, "reported", None),
        ("return_home_interviews", "_Z", 14, 14, "reported", None),
        ("grooming_inquiry_motions", "_Z", 0, 0, "zero_by_word", None),
        ("return_home_interviews_with_harm", "_Z", None, None, "not_held", None),
        ("return_home_interviews_with_harm", "_Z", None, None, "not_held", None),
    ]


def test_every_observation_in_print_has_its_figure_at_its_place(lists: dict[str, CodeList]) -> None:
    found = rows(lists)
    places = {
        row["figure_id"]: LETTER[int(str(row["span_start"])) : int(str(row["span_end"]))]
        for row in found["figures"]
    }
    for row in found["observations"]:
        if row["figure_id"]:
            assert places[row["figure_id"]] == row["value_text"]
            assert str(row["figure_id"]).startswith("coventry/FOI1001/c")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Values of 5 or lower are not reported.", "threshold: at most 5"),
        ("Values of 5 or lower are shown as c.", "threshold of c: at most 5"),
    ],
)
def test_a_threshold_says_the_mark_that_it_is_said_of(
    lists: dict[str, CodeList], words: str, reason: str
) -> None:
    letter = LETTER.replace("Values of 5 or lower are not reported.", words)
    found = {row["text"]: row["reason"] for row in rows(lists, letter=letter)["figures"]}
    assert found["5 or lower"] == reason


SWAPPED = {
    "    rows: sex\n": (
        "    rows:\n      Male: {sex: female}\n      Female: {sex: male}\n      Total: {sex: _T}\n"
    )
}


def test_a_label_is_not_read_as_another_code_than_its_list_has_for_it(lists: dict[str, CodeList]) -> None:
    said = message(lists, SWAPPED)
    for line, label, known, given in ((8, "Male", "male", "female"), (9, "Female", "female", "male")):
        assert (
            f"letter.yaml:{line}: the label {label!r} is {known} in the code list 'sex', and is read as "
            f"{given}. Correct the code, or add 'note:' to the label to say why."
        ) in said


def test_a_label_that_no_list_knows_or_a_note_explains_is_read_as_the_reading_says(
    lists: dict[str, CodeList],
) -> None:
    explained = {
        old: new.replace("female}", "female, note: The labels stand in the wrong rows.}").replace(
            "{sex: male}", "{sex: male, note: The labels stand in the wrong rows.}"
        )
        for old, new in SWAPPED.items()
    }
    assert {row["sex"] for row in rows(lists, explained)["observations"][:3]} == {"female", "male", "_T"}
    unknown = {
        old: new.replace("Male:", "Lads:")
        .replace("female}", "male}")
        .replace("Female: {sex: male}", "Female: {sex: female}")
        for old, new in SWAPPED.items()
    }
    found = rows(lists, unknown, LETTER.replace("Male\t", "Lads\t"))["observations"][:3]
    assert [(row["sex"], row["value"]) for row in found] == [("male", 12), ("female", None), ("_T", 30)]


def test_a_number_in_a_comment_is_context(lists: dict[str, CodeList]) -> None:
    three = next(row for row in rows(lists)["figures"] if row["text"] == "3" and row["use"] == "context")
    assert three["reason"]
    assert three["value"] is None


def test_a_letter_that_changed_is_named(lists: dict[str, CodeList]) -> None:
    assert "letter.yaml:2: raw/coventry/letter.txt has changed since it was read" in message(
        lists, {"sha256: ": "sha256: 0"}
    )


def test_a_wrong_reference_is_named(lists: dict[str, CodeList]) -> None:
    assert "letter.yaml:1: the letter's reference is 'FOI1001', not 'FOI1002'." in message(
        lists, {"FOI1001": "FOI1002"}
    )


def test_a_figure_that_nobody_read_is_open(lists: dict[str, CodeList]) -> None:
    found = message(lists, {"    figure: 14\n": "    figure: interviews\n    value: 14\n"})
    assert "'14' on line 23 of raw/coventry/letter.txt is not read." in found
    assert "or to 'context' with why it is not data" in found


def test_what_may_be_personal_is_open_until_the_reading_says_what_it_is(lists: dict[str, CodeList]) -> None:
    letter = f"{LETTER}\nThe review was led by Emily Testname. Ask Emily Testname or Dr Sample.\n"
    said = message(lists, letter=letter)
    assert said.count("'Emily Testname' on line") == 1
    assert "raw/coventry/letter.txt may be a name: a first name stands before another word." in said
    assert "'Sample' on line" in said
    assert said.count("Add it to 'redact', or to 'keep' if it is no personal datum.") == 2


def test_a_figure_can_be_called_context(lists: dict[str, CodeList]) -> None:
    changes = {
        "  - quote: 14 interviews were held\n    figure: 14\n    measure: return_home_interviews\n"
        "    period: 2023/24\n": "",
        "not_held:": "context:\n  - {quote: 14 interviews, why: an example}\nnot_held:",
    }
    found = next(row for row in rows(lists, changes)["figures"] if row["text"] == "14")
    assert (found["use"], found["reason"]) == ("context", "an example")


def test_an_unknown_row_label_names_line_label_and_nearest_codes(lists: dict[str, CodeList]) -> None:
    found = message(lists, letter=LETTER.replace("Female\tc", "Femail\tc"))
    assert "the label 'Femail' (the row of 'c' on line 18 of raw/coventry/letter.txt)" in found
    assert "Nearest are female" in found


def test_an_unknown_column_is_named(lists: dict[str, CodeList]) -> None:
    found = message(lists, {"Number of calls: {}": "Calls: {}"})
    assert "the label 'Number of calls' (the column of '12' on line 17" in found
    assert "the table of question 1 has no label 'Calls'" in found


def test_all_problems_of_a_letter_are_named_at_once(lists: dict[str, CodeList]) -> None:
    found = message(
        lists,
        {"quote: 14 interviews": "quote: 15 interviews", "quote: No motions were": "quote: No motion was"},
    )
    assert "the quote '15 interviews were held' is not in the letter" in found
    assert "the quote 'No motion was put' is not in the letter" in found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "measure: children_at_risk",
            "measure: children_at_rsk",
            "Nearest are children_at_risk_of_exploitation",
        ),
        ("question: 3", "question: 9", "the letter has no question '9'. Its questions are 1, 2, 3."),
        ("question: 1", "question: 2", "the answer to question 2 has 0 tables with figures."),
        ("    figure: 14\n", "    figure: 14\n    value: 14\n", "Name one figure alone, without 'value:'."),
        ("    value: 0\n", "", "'No motions' was not found to be a figure."),
        ("value: 0", "value: few", "value is 'few'. It must be one of yes, no, 0."),
        ("period: 2023/24\n    rows", "period: some time\n    rows", "'some time' is not a period."),
        ("    period: 2023/24\n    rows", "    rows", "nothing says which period this is about."),
        (
            "letter: FOI1001\n",
            "letter: FOI1001\ndate: 2024-02-30\n",
            "the letter itself says '2024-05-03', not '2024-02-30'.",
        ),
        (
            "letter: FOI1001\n",
            "letter: FOI1001\nregime: GDPR\n",
            "the letter itself says 'FOIA', not 'GDPR'.",
        ),
        (
            "letter: FOI1001\n",
            "letter: FOI1001\nreceived: 2024-06-01\n",
            "the request was received on 2024-06-01, after the letter of 2024-05-03.",
        ),
        (
            "letter: FOI1001\n",
            "letter: FOI1001\nsource_url: disclosure log\n",
            "source_url is 'disclosure log'. Write the address of a page, with https://.",
        ),
        (
            "letter: FOI1001\n",
            "letter: FOI1001\nfetched: 2024-06-01\n",
            "fetched is said without source_url.",
        ),
        (
            "letter: FOI1001\n",
            "letter: FOI1001\nsource_url: https://example.org/1\nfetched: 2024-05-02\n",
            "the letter of 2024-05-03 cannot be fetched on 2024-05-02.",
        ),
        (
            "figure: No motions\n    value: 0",
            "figure: 14\n    value: 0",
            "the figure '14' stands not in the quote",
        ),
        (
            "not_held:",
            "context:\n  - {quote: Yours faithfully, why: x}\nnot_held:",
            "no number of the letter stands in 'Yours faithfully'.",
        ),
        (
            "measure: grooming_inquiry_motions",
            "measure: return_home_interviews",
            "two values are coded alike",
        ),
    ],
)
def test_a_slip_is_named_with_its_mend(old: str, new: str, expected: str, lists: dict[str, CodeList]) -> None:
    assert expected in message(lists, {old: new})


@pytest.mark.parametrize("value", ["7", "nan", "-1", "0.0"])
def test_words_are_given_no_number_that_they_do_not_say(value: str, lists: dict[str, CodeList]) -> None:
    assert f"value is '{value}'. It must be one of yes, no, 0." in message(
        lists, {"value: 0": f"value: {value}"}
    )


def test_words_that_do_not_say_none_are_not_zero(lists: dict[str, CodeList]) -> None:
    found = message(lists, {"figure: No motions": "figure: motions were put"})
    assert "'motions were put' does not say that there is nothing." in found


def test_a_number_or_mark_of_the_letter_is_given_no_value(lists: dict[str, CodeList]) -> None:
    changes = {"quote: No motions were put": "quote: In 2023/24", "figure: No motions": "figure: In 2023/24"}
    assert "holds what the letter prints as a number or a mark" in message(lists, changes)


def test_an_empty_cell_of_a_column_of_data_must_be_read(lists: dict[str, CodeList]) -> None:
    letter = LETTER.replace("Female\tc\tValues of 5 or lower are not reported.", "Female\t\tNobody counted.")
    assert (
        "the empty cell of 'Female' x 'Number of calls' in raw/coventry/letter.txt is not read."
        in message(lists, letter=letter)
    )
    found = rows(lists, {"    rows: sex\n": "    rows: sex\n    blank: not_available\n"}, letter)
    female = next(row for row in found["observations"] if row["sex"] == "female")
    assert (female["value"], female["obs_status"], female["figure_id"]) == (None, "not_available", None)
    assert female["note"] == "Nobody counted."


def test_a_cell_that_is_not_understood_is_open(lists: dict[str, CodeList]) -> None:
    found = message(lists, letter=LETTER.replace("Female\tc", "Female\tTBC"))
    assert "'TBC' on line 18 of raw/coventry/letter.txt is not read" in found


def test_a_period_outside_the_printed_one_needs_a_note(lists: dict[str, CodeList]) -> None:
    old = "measure: return_home_interviews\n    period: 2023/24\n"
    new = old.replace("2023/24", "2022/23")
    found = message(lists, {old: new})
    assert "the letter ties '14' on line 23 to '2023/24', and '2022/23' is not inside that." in found
    assert rows(lists, {old: f"{new}    note: The letter means the year before.\n"})


def test_a_measure_is_broken_down_by_its_own_dimensions_alone(lists: dict[str, CodeList]) -> None:
    found = message(lists, {"measure: children_at_risk_of_exploitation": "measure: mash_calls"})
    assert "the measure mash_calls is not broken down by sex." in found


def test_an_axis_is_not_said_twice(lists: dict[str, CodeList]) -> None:
    found = message(lists, {"    rows: sex\n": "    rows: sex\n    sex: male\n"})
    assert "sex is both an axis of the table and said for all of it." in found


def test_a_date_that_cannot_be_is_named(lists: dict[str, CodeList]) -> None:
    found = message(lists, letter=LETTER.replace("3 May 2024", "31 April 2024"))
    assert "no date was found in the letter that can be. Add 'date:'" in found


def test_a_letter_in_another_authoritys_folder_is_named(lists: dict[str, CodeList]) -> None:
    reading = read(
        READING.format(sha256=hashlib.sha256(LETTER.encode()).hexdigest()).encode(),
        "raw/elsewhere/letter.yaml",
        dimension_names(lists),
    )
    with pytest.raises(BadInputError, match="no authority has the folder 'elsewhere'"):
        interpret(extract(LETTER.encode(), "letter.txt"), reading, "raw/elsewhere/letter.txt", lists)


def test_without_a_stated_rule_nothing_bounds_a_mark_from_above(lists: dict[str, CodeList]) -> None:
    letter = LETTER.replace("Values of 5 or lower are not reported.", "Small.")
    female = next(row for row in rows(lists, letter=letter)["observations"] if row["sex"] == "female")
    assert (female["value_lower"], female["value_upper"]) == (0, None)


def test_of_two_rules_the_wider_counts(lists: dict[str, CodeList]) -> None:
    letter = LETTER.replace("Data for 2023/24.", "Data for 2023/24. Values of less than 8 are not reported.")
    female = next(row for row in rows(lists, letter=letter)["observations"] if row["sex"] == "female")
    assert (female["value_lower"], female["value_upper"]) == (0, 7)


def test_a_rule_that_names_other_reasons_bounds_nothing_from_above(lists: dict[str, CodeList]) -> None:
    rule = "The mark c stands for values of less than 8 or a figure that would allow one to be calculated."
    letter = LETTER.replace("Values of 5 or lower are not reported.", "Small.").replace(
        "Data for", f"{rule} Data for"
    )
    female = next(row for row in rows(lists, letter=letter)["observations"] if row["sex"] == "female")
    assert (female["value_lower"], female["value_upper"]) == (0, None)
