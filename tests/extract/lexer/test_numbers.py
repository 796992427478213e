import pytest

from pipeline.extract.lexer import datum, numbers


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
        ("£-12.50", -12.5, "GBP"),
        ("£1.2 million", 1_200_000, "GBP"),
        ("£3,571k", 3_571_000, "GBP"),
        ("£3,571K", 3_571_000, "GBP"),
        ("£3.5m", 3_500_000, "GBP"),
        ("3.5bn", 3_500_000_000, None),
        ("2½", 2.5, None),
        ("**7**", 7, None),
        ("2080", 2080, None),
    ],
)
def test_a_cell_of_one_number_is_read(cell: str, value: float, unit: str | None) -> None:
    number = datum.parse(cell)
    assert number is not None
    assert (number.status, number.value, number.unit) == ("reported", value, unit)


@pytest.mark.parametrize(
    "cell", ["", "12 children", "S47", "10-12", "2019/20", "v3.0", "1 2", "12,5", "1,2,3", "£000", "1/4"]
)
def test_a_cell_of_anything_else_is_no_number(cell: str) -> None:
    assert datum.parse(cell) is None


@pytest.mark.parametrize("sign", ["*", "†", "¹", "²³", " [r]", " [note 2]", "^"])
def test_the_sign_of_a_note_stands_behind_a_number_and_is_no_part_of_it(sign: str) -> None:
    number = datum.parse(f"1,204{sign}")
    assert number is not None
    assert (number.text, number.value, number.end) == ("1,204", 1204, 5)


def test_the_text_of_a_number_is_the_numeral_alone() -> None:
    text = "It cost about £1,250.50 and 30% more."
    first, second = numbers.find(text)
    assert (first.text, text[first.start : first.end], first.status) == (
        "1,250.50",
        "1,250.50",
        "approximate",
    )
    assert (first.lower, first.upper) == (None, None)
    assert (second.text, second.unit) == ("30", "percent")


def test_a_number_with_a_plus_is_at_least_that_number() -> None:
    (number,) = numbers.find("600+ visits")
    assert (number.value, number.lower, number.upper) == (600, 600, None)


def test_digits_inside_codes_are_no_numbers() -> None:
    assert [n.text for n in numbers.find("Form S47, code B12a, version v3.0, 35(1)")] == ["35"]


@pytest.mark.parametrize(
    ("text", "printed", "value", "is_doubtful"),
    [
        ("a balance of -£1,250", "-£1,250", -1250, False),
        ("Balance: -5", "-5", -5, False),
        ("it fell to −3", "−3", -3, False),
        ("North -5", "5", 5, True),
        ("the 2019-5 list", "5", 5, False),
    ],
)
def test_a_hyphen_in_prose_is_a_minus_only_where_nothing_else_can_be_meant(
    text: str, printed: str, value: float, is_doubtful: bool
) -> None:
    number = numbers.find(text)[-1]
    assert (number.text, text[number.start : number.end], number.value) == (printed, printed, value)
    assert (number.doubt is not None) == is_doubtful


@pytest.mark.parametrize("shown", ["634k", "634K", "3.4m", "31M"])
def test_one_letter_behind_what_is_no_money_may_be_a_unit_and_is_shown(shown: str) -> None:
    number = datum.parse(shown)
    assert number is not None
    assert number.doubt == numbers.MAY_BE_UNIT
    assert number.text == shown


@pytest.mark.parametrize("shown", ["£634k", "£634K", "£3.4m", "3.4 million", "2bn"])
def test_what_surely_multiplies_is_no_part_of_what_is_printed_for_the_number(shown: str) -> None:
    number = datum.parse(shown)
    assert number is not None
    assert number.doubt is None
    assert number.text == shown.strip("£kKmbn ilo")


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("300 plus cases", (300, None)),
        ("300-plus cases", (300, None)),
        ("some 300 cases", (None, None)),
        ("300 or so cases", (None, None)),
        ("in the region of 300 cases", (None, None)),
        ("£300 plus VAT", (300, 300)),
        ("300 plus 12", (300, 300)),
    ],
)
def test_words_beside_a_number_say_how_exact_it_is(text: str, bounds: tuple[float | None, ...]) -> None:
    number = numbers.find(text)[0]
    assert (number.lower, number.upper) == bounds


def test_minus_in_words_is_below_zero_and_no_difference_is() -> None:
    (fallen,) = numbers.find("It changed by minus 4.")
    assert (fallen.text, fallen.value) == ("minus 4", -4)
    assert [one.value for one in numbers.find("It is 12 minus 4.")] == [12, 4]


@pytest.mark.parametrize("text", ["-5", "-5 cases", "changed: North -5"])
def test_a_dash_that_may_be_a_bullet_or_a_minus_is_doubted(text: str) -> None:
    assert numbers.find(text)[0].doubt is not None
