"""What becomes of the numbers of an answer: a figure, unread, or context, of which something shows that it is
no data.
"""

import csv
from pathlib import Path

import pytest

from pipeline.extract import context, zones
from pipeline.extract.letter import read
from pipeline.extract.structure import Context, Figure, Structure, Unread

EXTRACT = Path(context.__file__).parent
DISCLOSED = "There were 37 children."


def rows(name: str) -> list[dict[str, str]]:
    with (EXTRACT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def letter(answer: str, asked: str = "How many were there?") -> Structure:
    return read(
        (
            "Exampleton Council\nRef: FOI12345\nDate: 12 March 2024\n\nDear Applicant\n\nYou asked:\n\n"
            f"1. {asked}\n\nOur response:\n\n{answer}\n\nYours sincerely\n\nInformation Team\n"
        ).encode(),
        "letter.txt",
    )


def owners(structure: Structure, number: str) -> set[str]:
    """Give what owns a number, wherever the answers print it."""
    entries: list[tuple[str, Figure | Unread | Context]] = [
        *(("figure", one) for one in structure.figures),
        *(("unread", one) for one in structure.unread),
        *(("context", one) for one in structure.context),
    ]
    first = structure.text.index("Our response:")
    return {
        name for name, one in entries if one.start >= first and number in structure.text[one.start : one.end]
    }


def sure(structure: Structure) -> dict[str, float | None]:
    """Give the figures that are not in doubt, as printed, with their values."""
    return {one.text: one.value for one in structure.figures if one.doubt is None}


def beside(example: str) -> list[str]:
    """Give answers in which a disclosed figure stands beside a passage."""
    opening = example[0].upper() + example[1:] if example[:1].isalpha() else example
    return [
        f"{opening}.\n\n{DISCLOSED}",
        f"{DISCLOSED}\n\n{opening}.",
        f"{DISCLOSED} {opening}.",
        f"{opening}. {DISCLOSED}",
        f"There were 37 children and {example}.",
        f"There were 37 children ({example}).",
        f"In what follows, {example}, there were 37 children.",
        f"{opening}, 37 children were seen.",
        f"{opening} 37 children were seen.",
        f"{opening}, 37 were refused.",
        f"{opening} and 37 children.",
        f"{opening}, of which 37 were refused.",
        f"37 children, {example}.",
        f"Children: 37\n\n{opening}",
        f"{opening} - 37",
        f"{opening}: 37",
    ]


@pytest.mark.parametrize("row", rows("context.csv"), ids=lambda row: f"{row['why']}: {row['example'][:30]}")
def test_the_example_of_a_reason_is_explained_by_it(row: dict[str, str]) -> None:
    text = row["example"]
    assert row["why"] in {one.why for one in context.find(text, 0, len(text))}


@pytest.mark.parametrize("row", rows("context.csv"), ids=lambda row: f"{row['why']}: {row['example'][:30]}")
def test_no_reason_hides_a_figure_beside_it(row: dict[str, str]) -> None:
    for answer in beside(row["example"]):
        assert "context" not in owners(letter(answer), "37"), answer


@pytest.mark.parametrize("row", rows("arguments.csv"), ids=lambda row: row["example"][:40])
def test_no_argument_hides_a_figure_beside_it(row: dict[str, str]) -> None:
    for answer in beside(row["example"]):
        refused = f"{answer}\n\nThis would exceed the cost limit, and section 12 of the Act applies."
        assert "context" not in owners(letter(refused), "37"), answer


@pytest.mark.parametrize("row", rows("asked.csv"), ids=lambda row: row["example"])
def test_what_is_asked_hides_no_figure_of_the_answer(row: dict[str, str]) -> None:
    for answer in (DISCLOSED, "37", f"{DISCLOSED} These are {row['example']}.", f"{row['example']}: 37"):
        structure = letter(answer, f"How many were there, for {row['example']}?")
        assert "context" not in owners(structure, "37"), answer


@pytest.mark.parametrize("row", rows("asked.csv"), ids=lambda row: row["example"])
def test_the_example_of_what_is_asked_is_the_requests_own(row: dict[str, str]) -> None:
    assert zones.is_own(row["example"])


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        ("2019/20: 2041", "2041"),
        ("• Burglary 1993\n• Robbery 412", "1993"),
        ("Burglary: 412\nRobbery: 1993", "1993"),
        ("We had 3,000 complaints, of which 1998 were upheld.", "1998"),
        ("In 2019/20 there were 2041.", "2041"),
        ("Category 1 - 31\nCategory 2 - 12", "31"),
        ("Q1 - 31\nQ2 - 28", "31"),
        ("FOI: 31\nEIR: 4", "31"),
        ("FOI - 31\nEIR - 4", "31"),
        ("Telephone: 31\nLetter: 12", "31"),
        ("412 working days were lost.", "412"),
        ("We lost 412 working days to sickness.", "412"),
        ("We lost more than 412 working days to sickness.", "412"),
        ("96 hours of overtime were worked.", "96"),
        ("There were 12FTE.", "12"),
        ("M31\nF28", "31"),
        ("31M and 28F", "28"),
        ("3.5WTE", "3.5"),
        ("Twelve sections were detained.", "Twelve"),
        ("He was arrested three times.", "three"),
        ("(12) North\n(7) South", "12"),
        ("12. North\n7. South", "12"),
        ("31.", "31"),
        ("10/11 children were seen.", "10"),
        ("Of these requests 12 were refused.", "12"),
        ("In both groups 12 children took part.", "12"),
        ("Last year 12 children were excluded.", "12"),
        ("The council's 12 homes were sold.", "12"),
        ("In this section 12 people work.", "12"),
        ("We paid over £31,000 in compensation.", "31,000"),
        ("Officers were paid more than £31,000 in overtime.", "31,000"),
        ("The oldest was 93 years old.", "93"),
    ],
)
def test_a_count_is_never_context(answer: str, number: str) -> None:
    found = owners(letter(answer), number)
    assert found, f"{number} is lost"
    assert "context" not in found


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        ("We hold this. We will reply within 40 working days.", "40"),
        ("You have 40 working days to ask for a review.", "40"),
        ("These are the figures in the three tables below.", "three"),
        ("Year 12: 31\nYear 13: 28", "12"),
        ("Year 12 31\nYear 13 28", "12"),
        ("Ward 7 has 28 beds.", "7"),
        ("The figures are in £000s. North: 45.", "000"),
        ("It is in Table 2 and in the 2010/11 accounts.", "2010/11"),
        ("Withheld under section 40(2) and (3)(a)(i) of the Act.", "(3)"),
    ],
)
def test_what_is_evidently_no_count_is_context(answer: str, number: str) -> None:
    assert owners(letter(answer), number) == {"context"}


@pytest.mark.parametrize(
    ("answer", "figures"),
    [
        ("Category 1 - 31\nCategory 2 - 12", {"31": 31, "12": 12}),
        ("Year 12 31\nYear 13 28", {"31": 31, "28": 28}),
        ("Ward 7 has 28 beds.", {"28": 28}),
        ("North = 12; South = 7", {"12": 12, "7": 7}),
        ("There were 12FTE.", {"12": 12}),
        ("The change was minus 4.", {"minus 4": -4}),
        ("Fewer than ten (10)", {"Fewer than ten (10)": None}),
        ("There were fewer than ten (10) cases.", {"fewer than ten (10)": None}),
        ("There were 300 plus cases.", {"300": 300}),
        ("We received twelve (12) complaints.", {"twelve (12)": 12}),
        ("Spend (£000): 45", {"45": 45_000}),
        ("Spend: £634K", {"634": 634_000}),
        ("Spend: £634k", {"634": 634_000}),
        ("Spend: £2bn", {"2": 2_000_000_000}),
        ("In 2021/22 a review which started in March 2021 found 31 cases.", {"31": 31}),
        ("-5", {}),
        ("634K", {}),
        ("The figures are in £000s. We spent 45.", {}),
        ("In 2021/22, 2022/23 and 2023/24 there were 31 cases.", {}),
        ("There were 1 200 cases.", {}),
        ("2019/20: 2041", {}),
    ],
)
def test_what_is_not_understood_is_never_sure(answer: str, figures: dict[str, float | None]) -> None:
    assert sure(letter(answer)) == figures


@pytest.mark.parametrize(
    "answer", ["300 plus", "There were some 300 cases.", "300 or so cases were seen.", "About 300"]
)
def test_what_is_told_roughly_is_not_exact(answer: str) -> None:
    (figure,) = letter(answer).figures
    assert figure.status == "approximate"
    assert (figure.value, figure.upper) == (300, None)
