"""What became of the numbers of a table that lost its form is told cell by cell."""

from extract.lost_forms import Print, Table, letter, pasted_sheet, told, words_of_a_pdf
from pipeline.extract.letter import read

TABLE = Table((("Area", "Cats", "Dogs seen"), ("Old Town Centre", "12", "345"), ("South East", "67", "89")))


def test_a_label_is_wrapped_at_its_width_and_the_values_stand_on_its_chosen_line() -> None:
    lines = {
        at: words_of_a_pdf(Table((("Area", "Cats"), ("Old Town Centre", "12"))), Print(8, 9, at))
        for at in (0, 2)
    }
    assert lines == {0: "Area Cats\nOld Town 12\nCentre", 2: "Area Cats\nOld Town\nCentre 12"}


def test_a_pasted_sheet_is_right_in_every_cell() -> None:
    fates, wrong = told(TABLE, read(letter(pasted_sheet(TABLE, Print(20, 12, 0))), "a.txt"))
    assert (fates, wrong) == ({"right": 4}, [])


def test_a_number_under_a_wrong_heading_is_told_as_wrong() -> None:
    other = Table((("Area", "Dogs seen", "Cats"), *TABLE.rows[1:]))
    fates, wrong = told(TABLE, read(letter(pasted_sheet(other, Print(20, 12, 0))), "a.txt"))
    assert fates == {"wrong": 4}
    assert wrong[0] == "'12' is said to be 'Old Town Centre', 'Dogs seen'"
