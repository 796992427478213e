"""What becomes of the numbers of an answer: a figure, unread, or context, of which something shows that it is
no data.
"""

import csv
from pathlib import Path

import pytest

from pipeline.extract import context, zones
from pipeline.extract.letter import read
from pipeline.extract.structure import Structure

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
    entries = [("figure", one) for one in structure.figures]
    entries += [("unread", one) for one in structure.unread]  # type: ignore[misc]
    entries += [("context", one) for one in structure.context]  # type: ignore[misc]
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
