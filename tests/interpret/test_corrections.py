"""Corrections of a letter's own error. The letter is invented."""

import pytest

from interpret.test_letter import LETTER, rows
from pipeline.edges.problems import BadInputError
from pipeline.interpret.corrections import correct, read
from pipeline.interpret.letter import Rows
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.table import Row

FILE = "raw/corrections.yaml"
CORRECTIONS = """corrections:
  - letter: coventry/FOI1001
    expect: 14 interviews were held
    printed: 14
    corrected: 41
    reason: Two digits are swapped.
    evidence: The annex of the letter, page 2.
"""


def units(lists: dict[str, CodeList]) -> dict[str, Row]:
    return {
        code: lists["unit"].row(str(lists["measure"].row(code)["unit"])) for code in lists["measure"].codes
    }


def corrected(
    lists: dict[str, CodeList], text: str = CORRECTIONS, letter: str = LETTER
) -> tuple[Rows, list[str]]:
    found = rows(lists, letter=letter)
    problems = correct(read(text.encode(), FILE), found, {"coventry/FOI1001": letter}, units(lists))
    return found, [str(problem) for problem in problems]


def test_the_observation_gets_the_corrected_value_and_the_figure_keeps_the_printed_one(
    lists: dict[str, CodeList],
) -> None:
    found, problems = corrected(lists)
    assert problems == []
    (row,) = [row for row in found["observations"] if row["value_text"] == "14"]
    assert (row["value"], row["value_lower"], row["value_upper"]) == (41, 41, 41)
    assert row["note"] == "Corrected: the letter prints 14. Two digits are swapped."
    (figure,) = [figure for figure in found["figures"] if figure["figure_id"] == row["figure_id"]]
    assert (figure["text"], figure["value"]) == ("14", 14)
    assert found["corrections"] == [
        {
            "letter_id": "coventry/FOI1001",
            "figure_id": row["figure_id"],
            "printed": "14",
            "corrected": 41,
            "reason": "Two digits are swapped.",
            "evidence": "The annex of the letter, page 2.",
        }
    ]


def test_a_letter_that_no_longer_has_the_error_fails_the_correction(lists: dict[str, CodeList]) -> None:
    mended = LETTER.replace("14 interviews", "41 interviews")
    found = rows(lists, {"quote: 14 interviews": "quote: 41 interviews", "figure: 14": "figure: 41"}, mended)
    (problem,) = correct(read(CORRECTIONS.encode(), FILE), found, {"coventry/FOI1001": mended}, units(lists))
    assert str(problem) == (
        "raw/corrections.yaml:3: the letter coventry/FOI1001 does not have the error that this corrects: "
        "the quote '14 interviews were held' is not in the letter. "
        "Delete the correction if the letter no longer has it, or copy the words as they stand."
    )
    assert found["corrections"] == []
    assert all(row["value"] != 14 for row in found["observations"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "coventry/FOI1001",
            "coventry/FOI9",
            ":2: there is no letter 'coventry/FOI9'. The letters are coventry/FOI1001.",
        ),
        (
            "printed: 14",
            "printed: 15",
            ":4: the letter coventry/FOI1001 does not have the error that this corrects",
        ),
        ("corrected: 41", "corrected: 14", ":5: the letter prints 14 itself. Delete the correction."),
        (
            "corrected: 41",
            "corrected: -4",
            ":5: -4 cannot be: interviews are counted, from 0 and in whole numbers.",
        ),
        ("corrected: 41", "corrected: 4.1", ":5: 4.1 cannot be: interviews are counted,"),
        (
            "expect: 14 interviews were held\n    printed: 14",
            "expect: Female c\n    printed: c",
            ":4: 'c' is no number: what a letter hides or says in words cannot be corrected.",
        ),
        (
            "expect: 14 interviews were held\n    printed: 14",
            "expect: 3 were silent\n    printed: 3",
            ":4: '3' is not data, so nothing is to correct.",
        ),
        (
            "expect: 14 interviews were held\n    printed: 14",
            "expect: Dear interviews\n    printed: 14",
            ":3: the letter coventry/FOI1001 does not have the error that this corrects",
        ),
    ],
)
def test_a_correction_that_cannot_be_is_named_and_changes_nothing(
    lists: dict[str, CodeList], old: str, new: str, said: str
) -> None:
    assert old in CORRECTIONS
    found, problems = corrected(lists, CORRECTIONS.replace(old, new))
    assert len(problems) == 1
    assert f"raw/corrections.yaml{said}" in problems[0]
    assert found["corrections"] == []
    assert found["observations"] == rows(lists)["observations"]


def test_a_figure_is_corrected_once(lists: dict[str, CodeList]) -> None:
    twice = CORRECTIONS + CORRECTIONS.removeprefix("corrections:\n")
    found, problems = corrected(lists, twice)
    assert problems == [
        "raw/corrections.yaml:8: the figure '14' is corrected already, by line 2. Delete one of the two."
    ]
    assert len(found["corrections"]) == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("corrected: 41", "corrected: many", "raw/corrections.yaml:5: corrected is 'many'. Write a number"),
        ("    reason: Two digits are swapped.\n", "", "raw/corrections.yaml:2: a correction has no reason."),
        ("Two digits are swapped.", "''", "raw/corrections.yaml:6: reason is empty."),
        ("    evidence:", "    evidenz:", "raw/corrections.yaml:7: a correction has no key 'evidenz'."),
        ("corrections:", "correction:", "raw/corrections.yaml:1: the file has no key 'correction'."),
    ],
)
def test_a_slip_in_the_form_is_named(old: str, new: str, said: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read(CORRECTIONS.replace(old, new).encode(), FILE)
    assert said in str(caught.value)
