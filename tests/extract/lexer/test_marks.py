import pytest

from pipeline.extract import marks


@pytest.mark.parametrize(
    ("cell", "status", "value", "lower", "upper"),
    [
        ("c", "suppressed", None, None, None),
        ("C", "suppressed", None, None, None),
        ("[c]", "suppressed", None, None, None),
        ("*", "suppressed", None, None, None),
        ("#", "suppressed", None, None, None),
        ("S", "suppressed", None, None, None),
        ("[S]", "suppressed", None, None, None),
        ("███", "suppressed", None, None, None),
        ("<5", "suppressed", None, 0, 4),
        ("≤5", "suppressed", None, 0, 5),
        ("fewer than five", "suppressed", None, 0, 4),
        ("5 or fewer", "suppressed", None, 0, 5),
        ("5 or less", "suppressed", None, 0, 5),
        ("below 10", "suppressed", None, 0, 9),
        ("[x]", "not_available", None, None, None),
        ("-", "not_available", None, None, None),
        ("..", "not_available", None, None, None),
        ("Not recorded", "not_available", None, None, None),
        ("[z]", "not_applicable", None, None, None),
        ("N/A", "not_applicable", None, None, None),
        ("Nil", "zero_by_word", 0, 0, 0),
        ("None", "zero_by_word", 0, 0, 0),
    ],
)
def test_a_mark_says_its_status_and_the_bounds_it_prints(
    cell: str, status: str, value: float | None, lower: float | None, upper: float | None
) -> None:
    mark = marks.parse(f" {cell} ")
    assert mark is not None
    assert (mark.text, mark.status, mark.value, mark.lower, mark.upper) == (cell, status, value, lower, upper)


@pytest.mark.parametrize("cell", ["", "12", "Under 10", "cat", "Not in the area"])
def test_words_and_numbers_are_no_marks(cell: str) -> None:
    assert marks.parse(cell) is None


def test_marks_are_found_in_prose_but_single_letters_are_not() -> None:
    text = "There were fewer than five in category c, and <3 in the other."
    assert [mark.text for mark in marks.find(text, 0, len(text))] == ["fewer than five", "<3"]


def test_less_than_a_length_of_time_hides_no_count() -> None:
    text = "It took less than 5 minutes."
    assert marks.find(text, 0, len(text)) == ()


def test_fewer_than_a_large_number_is_a_rough_number() -> None:
    (mark,) = marks.find("fewer than 300 visits", 0, 21)
    assert (mark.status, mark.upper) == ("approximate", 299)
