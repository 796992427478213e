"""What stands for concealed text, and which colours are lost on which."""

import pytest

from pipeline.extract.forms.colours import BLACK, WHITE, Colour, contrast, is_lost
from pipeline.extract.forms.concealed import Concealed, concealed
from pipeline.extract.forms.document import Box, Composer, Gap

MARK = Concealed.COLOUR.mark
WHY = "concealed: the text has the colour of its background"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (f"There were {MARK} cases", "There were [Concealed text] cases"),
        (f"1{MARK}2 cases", "12 [Concealed text] cases"),
        (f"{MARK}12 cases", "[Concealed text] 12 cases"),
        (f"{MARK}{MARK} {MARK}", "[Concealed text]"),
        (f"{MARK}{Concealed.SIZE.mark}", "[Concealed text] [Concealed text]"),
    ],
)
def test_a_placeholder_parts_no_word_and_tells_nothing_of_what_it_stands_for(
    written: str, shown: str
) -> None:
    composer = Composer()
    composer.paragraph(written)
    document = composer.document("text/plain")
    assert document.text == f"{shown}\n\n"
    assert {document.text[gap.start : gap.end] for gap in document.gaps} == {"[Concealed text]"}


def test_a_cell_has_its_gap_where_it_stands() -> None:
    composer = Composer()
    rows = [
        [Box("Area"), Box("Cases")],
        [Box("North"), Box(MARK)],
        [Box(""), Box("5", missing=(("[Picture]", "x"),))],
    ]
    composer.table("docx", rows)
    document = composer.document("text/plain")
    assert document.text == "Area\tCases\nNorth\t[Concealed text]\n\t5 [Picture]\n\n"
    assert document.gaps == (Gap(17, 33, WHY), Gap(37, 46, "x"))
    assert [cell.text for cell in document.grids[0].rows[1]] == ["North", "[Concealed text]"]


@pytest.mark.parametrize(("text", "left"), [(" 12 ", f" {MARK} "), (".", ""), (" - ", " "), ("", "")])
def test_a_text_without_letter_or_digit_conceals_nothing(text: str, left: str) -> None:
    assert concealed(text, Concealed.COLOUR) == left


def test_each_way_of_hiding_has_a_mark_that_no_text_may_hold() -> None:
    marks = [way.mark for way in Concealed]
    assert len(set(marks)) == len(marks)
    assert all("\ufdd0" <= mark <= "\ufdef" for mark in marks)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast((0x76, 0x76, 0x76), WHITE) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("letters", "ground", "lost"),
    [
        (WHITE, WHITE, True),
        ((0xF2, 0xF2, 0xF2), WHITE, True),
        ((0xDD, 0xDD, 0xDD), WHITE, False),
        ((16, 16, 16), BLACK, True),
        ((255, 255, 0), WHITE, False),
        ((255, 0, 0), (128, 128, 128), False),
        (WHITE, (0x1F, 0x38, 0x64), False),
    ],
)
def test_letters_are_lost_where_neither_light_nor_hue_shows_them(
    letters: Colour, ground: Colour, lost: bool
) -> None:
    assert is_lost(letters, ground) is lost
