import pytest

from pipeline.extract import numbers


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("1,121", 1121, None),
        ("£1,415,349", 1415349, "GBP"),
        ("£ 12.50", 12.5, "GBP"),
        ("45%", 45, "percent"),
        ("33, 000", 33000, None),
        ("(5)", -5, None),
        ("-5", -5, None),
        ("£1.2 million", 1_200_000, "GBP"),
        ("**7**", 7, None),
    ],
)
def test_a_cell_of_one_number_is_read(cell: str, value: float, unit: str | None) -> None:
    number = numbers.parse(cell)
    assert number is not None
    assert (number.value, number.unit) == (value, unit)


@pytest.mark.parametrize("cell", ["", "12 children", "S47", "10-12", "2019/20", "c", "v3.0", "1 2"])
def test_a_cell_of_anything_else_is_no_number(cell: str) -> None:
    assert numbers.parse(cell) is None


def test_the_text_of_a_number_is_the_numeral_alone() -> None:
    text = "It cost about £1,250.50 and 30% more."
    first, second = numbers.find(text)
    assert (first.text, text[first.start : first.end], first.approximate) == ("1,250.50", "1,250.50", True)
    assert (second.text, second.unit) == ("30", "percent")


def test_digits_inside_codes_are_no_numbers() -> None:
    assert numbers.find("Form S47, code B12a, version v3.0, 35(1)") == tuple(
        n for n in numbers.find("Form S47, code B12a, version v3.0, 35(1)") if n.text == "35"
    )


@pytest.mark.parametrize(("word", "value"), [("seven", 7), ("Twenty-one", 21), ("12", 12), ("several", None)])
def test_number_words_count(word: str, value: int | None) -> None:
    assert numbers.word_value(word) == value


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        ("a balance of -£1,250", "-£1,250", -1250),
        ("Balance: -5", "-5", -5),
        ("it fell to −3", "−3", -3),
        ("North -5", "5", 5),
        ("the 2019-5 list", "5", 5),
    ],
)
def test_a_hyphen_in_prose_is_a_minus_only_where_nothing_else_can_be_meant(
    text: str, printed: str, value: float
) -> None:
    number = numbers.find(text)[-1]
    assert (number.text, text[number.start : number.end], number.value) == (printed, printed, value)
