"""Which tables hold data, and which only place paragraphs."""

import pytest

from pipeline.extract.forms import enumeration
from pipeline.extract.forms.document import Composer
from pipeline.extract.forms.flow import Block, Drawn, Missing, Square, Words, is_data, words, write

LONG = "The council holds this in a system from which it can be taken only by hand. " * 3


def _table(*rows: tuple[str | Block, ...]) -> Drawn:
    return Drawn(
        tuple(
            tuple(Square((Words(one) if isinstance(one, str) else one,) if one else ()) for one in row)
            for row in rows
        )
    )


def _lines(*blocks: Block) -> list[str]:
    composer = Composer()
    write(composer, blocks, "html")
    return [line for line in composer.document("text/html").text.split("\n") if line]


@pytest.mark.parametrize(
    "table",
    [
        _table(("Year", "Cases"), ("2023", "5")),
        _table(("Team", "Office"), ("North", "Exampleton")),
        _table(("", "Cases"), ("Missing from home or care for more than twenty-four hours", "<5")),
        _table(("Offence", "What came of it", "Count"), ("A", LONG, "5"), ("B", LONG, "6")),
        _table(("Question", "Yes", "No"), ("Is it warm?", "5", "6"), ("Warm", "1", "2"), ("Cold", "3", "4")),
    ],
)
def test_short_cells_in_rows_and_columns_are_data(table: Drawn) -> None:
    assert is_data(table)


@pytest.mark.parametrize(
    "table",
    [
        _table(("Year", "Cases")),
        _table(("Year",), ("2023",)),
        _table(("Question", "Response"), ("Children in care", "5")),
        _table(("No.", "Your request", "Our response"), ("1", "Children in care", "5")),
        _table(("How many children were in care?", "5"), ("How many were adopted?", "6")),
        _table(("Please provide the budget", "£5"), ("Please provide the outturn", "£6")),
        _table(("Part one", LONG), ("Part two", LONG)),
        _table(("Our reference:", "FOI-20417"), ("Date:", "3 March 2026")),
        _table(("Left", _table(("Year", "Cases"), ("2023", "5"))), ("Right", "Foot")),
    ],
)
def test_a_table_that_places_paragraphs_is_no_data(table: Drawn) -> None:
    assert not is_data(table)


def test_cells_of_a_layout_are_read_row_by_row() -> None:
    table = _table(("Question", "Response"), ("1. How many?", "Five."), ("2. Why?", "Not held."))
    assert _lines(table) == ["Question", "Response", "1. How many?", "Five.", "2. Why?", "Not held."]


def test_a_label_stays_with_what_it_labels() -> None:
    table = _table(("Our reference:", "FOI-20417"), ("Date:", "3 March 2026"))
    assert _lines(table) == ["Our reference: FOI-20417", "Date: 3 March 2026"]


def test_the_innermost_tables_are_tables() -> None:
    inner = _table(("Year", "Cases"), ("2023", "5"))
    assert _lines(_table(("1. How many?", ""), ("", inner))) == ["1. How many?", "Year\tCases", "2023\t5"]


def test_paragraphs_with_columns_of_figures_are_a_table() -> None:
    assert _lines(Words("Year\tCases"), Words("2023\t5"), Words("After.")) == [
        "Year\tCases",
        "2023\t5",
        "After.",
    ]


def test_paragraphs_with_tabs_and_no_figures_are_paragraphs() -> None:
    assert _lines(Words("Name\tOffice"), Words("Team\tNorth")) == ["Name Office", "Team North"]


def test_what_tabs_put_at_two_sides_of_a_line_are_two_paragraphs() -> None:
    assert _lines(Words("The requester\t\t\t3 March 2026")) == ["The requester", "3 March 2026"]
    assert _lines(Words("Date:\t\t3 March 2026")) == ["Date: 3 March 2026"]


def test_a_picture_is_a_gap() -> None:
    composer = Composer()
    write(composer, [Missing("[Picture]", "not read")], "docx")
    document = composer.document("x/y")
    assert [(document.text[gap.start : gap.end], gap.why) for gap in document.gaps] == [
        ("[Picture]", "not read")
    ]


def test_bold_goes_around_the_words_and_not_around_the_bullet() -> None:
    assert _lines(Words("• Part one", is_bold=True), Words("2. Why?", is_bold=True)) == [
        "• **Part one**",
        "**2. Why?**",
    ]


def test_characters_without_width_do_not_part_a_number() -> None:
    assert words([("1\u200b2", False)]) == [Words("12")]


def test_a_table_too_large_for_any_letter_is_a_gap() -> None:
    row = (Square((Words("a"),), columns=1000), Square((Words("5"),), columns=1000))
    assert _lines(Drawn((row,) * 3000)) == ["[Table]"]


@pytest.mark.parametrize(
    ("number", "letter", "roman"),
    [
        (1, "a", "i"),
        (4, "d", "iv"),
        (26, "z", "xxvi"),
        (27, "aa", "xxvii"),
        (28, "bb", "xxviii"),
        (0, "0", "0"),
    ],
)
def test_numbers_of_items_as_letters_and_romans(number: int, letter: str, roman: str) -> None:
    assert enumeration.lower_letter(number) == letter
    assert enumeration.lower_roman(number) == roman
    assert enumeration.upper_letter(number) == letter.upper()
    assert enumeration.upper_roman(number) == roman.upper()
