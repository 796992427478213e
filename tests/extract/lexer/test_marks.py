import pytest

from pipeline.extract.lexer import datum, marks


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
        ("under 5", "suppressed", None, 0, 4),
        ("<=5", "suppressed", None, 0, 5),
        ("[low]", "suppressed", None, None, None),
        ("suppressed", "suppressed", None, None, None),
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
    mark = datum.parse(f" {cell} ")
    assert mark is not None
    assert (mark.text, mark.status, mark.value, mark.lower, mark.upper) == (cell, status, value, lower, upper)


@pytest.mark.parametrize("cell", ["", "12", "cat", "Not in the area", "‡", "TBC", "*5"])
def test_words_and_numbers_are_no_marks(cell: str) -> None:
    found = datum.parse(cell)
    assert found is None or not found.is_mark


def test_marks_are_found_in_prose_but_single_letters_are_not() -> None:
    text = "There were fewer than five in category c, and <3 in the other."
    assert [mark.text for mark in marks.find(text, 0, len(text))] == ["fewer than five", "<3"]


def test_less_than_a_length_of_time_hides_no_count() -> None:
    text = "It took less than 5 minutes."
    assert marks.find(text, 0, len(text)) == ()


def test_fewer_than_a_large_number_is_a_rough_number() -> None:
    (mark,) = marks.find("fewer than 300 visits", 0, 21)
    assert (mark.status, mark.upper) == ("approximate", 299)


@pytest.mark.parametrize(
    ("words", "printed", "lower", "upper"),
    [
        ("up to 5", "5", 0, 5),
        ("no more than 12", "12", 0, 12),
        ("at least 12", "12", 12, None),
        ("over 1,200", "1,200", 1201, None),
        ("more than £1.5 million", "1.5", 1_500_000, None),
        ("fewer than 3,000", "3,000", 0, 2999),
        ("between 5 and 10", "5 and 10", 5, 10),
        ("12 or more", "12", 12, None),
        ("at least three", "three", 3, None),
    ],
)
@pytest.mark.parametrize("is_cell", [True, False])
def test_bounds_in_words_give_bounds_and_no_exact_value(
    words: str, printed: str, lower: float | None, upper: float | None, is_cell: bool
) -> None:
    text = words if is_cell else f"We know of {words} children."
    found = datum.parse(text) if is_cell else marks.find(text, 0, len(text))[0]
    assert found is not None
    assert (found.text, found.status, found.value) == (printed, "approximate", None)
    assert (found.lower, found.upper) == (lower, upper)


@pytest.mark.parametrize("line", ["North 12 <=5", "North 12 under 5", "North 12 5 or fewer", "North 12 <5*"])
def test_what_makes_a_bound_of_a_number_stands_with_it_at_the_end_of_a_line(line: str) -> None:
    assert [line[a:b] for a, b in datum.at_end(line)] == ["12", line.removeprefix("North 12 ")]


def test_bounds_in_either_order_are_the_same_bounds() -> None:
    text = "between 12 and seven"
    (one,) = marks.find(text, 0, len(text))
    assert (one.lower, one.upper) == (7, 12)
