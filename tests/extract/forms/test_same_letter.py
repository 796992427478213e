"""What a letter says does not depend on the form in which it comes."""

import pytest

from extract.forms import letters
from pipeline.extract import letter
from pipeline.extract.structure import Structure

HEADER = ("Northmoor County Council", "FOI-20417", "2026-03-03")
# question, text, value, row, column, period, status
FIGURES = [
    (0, "31", 31, "2022/23", "Mainstream", "2022/23", "reported"),
    (0, "12", 12, "2022/23", "Kinship", "2022/23", "reported"),
    (0, "28", 28, "2023/24", "Mainstream", "2023/24", "reported"),
    (0, "c", None, "2023/24", "Kinship", "2023/24", "suppressed"),
    (0, "59", 59, "Total", "Mainstream", None, "reported"),
    (0, "c", None, "Total", "Kinship", None, "suppressed"),
    (1, "1,250", 1250, None, None, "2023/24", "reported"),
]


def _figures(read: Structure) -> list[tuple[object, ...]]:
    return [(f.question, f.text, f.value, f.row, f.column, f.period, f.status) for f in read.figures]


@pytest.mark.parametrize("form", ["txt", *letters.FORMS])
def test_the_same_letter_gives_the_same_in_every_form(form: str) -> None:
    data = letters.txt() if form == "txt" else letters.FORMS[form]()
    read = letter.read(data, f"letter.{form}")
    assert _figures(read) == FIGURES
    assert [question.text for question in read.questions] == list(letters.QUESTIONS)
    assert [question.number for question in read.questions] == ["1", "2", "3"]
    assert [answer.outcome for answer in read.answers] == ["part_withheld", "granted", "withheld"]
    assert [c.provision for answer in read.answers for c in answer.citations] == ["40(2)"]
    assert (read.header.authority, read.header.reference, read.header.date) == HEADER
    assert read.unread == ()


@pytest.mark.parametrize("form", letters.FORMS)
def test_every_figure_stands_in_the_text_where_it_is_said_to(form: str) -> None:
    read = letter.read(letters.FORMS[form](), f"letter.{form}")
    assert [read.text[f.start : f.end] for f in read.figures] == [f.text for f in read.figures]
