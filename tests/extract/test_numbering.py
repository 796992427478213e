import pytest

from pipeline.extract import numbering


@pytest.mark.parametrize(
    ("number", "whole", "marks"),
    [
        ("12", (12,), ()),
        ("1.12", (1, 12), ()),
        ("3a", (3,), ("a",)),
        ("1.2ai", (1, 2), ("a", "i")),
        ("3ii", (3,), ("ii",)),
        ("iv", (), ("iv",)),
    ],
)
def test_a_number_is_whole_numbers_and_marks(
    number: str, whole: tuple[int, ...], marks: tuple[str, ...]
) -> None:
    parsed = numbering.parse(number)
    assert (parsed.whole, parsed.marks) == (whole, marks)
    assert str(parsed) == number


@pytest.mark.parametrize(
    ("number", "above"),
    [
        ("12", []),
        ("1.12", ["1"]),
        ("1.2.3", ["1.2", "1"]),
        ("1.2a", ["1.2", "1"]),
        ("1ai", ["1a", "1"]),
        ("3ii", ["3"]),
        ("ii", []),
    ],
)
def test_a_number_is_part_of_what_its_parts_say(number: str, above: list[str]) -> None:
    assert numbering.above(number) == above


@pytest.mark.parametrize(
    ("last", "this"),
    [
        ("1", "2"),
        ("9", "10"),
        ("1", "1.1"),
        ("1.1", "1.2"),
        ("1.9", "1.10"),
        ("1.2", "2"),
        ("1.2", "2.1"),
        ("1.2.3", "1.3"),
        ("3", "3a"),
        ("3a", "3b"),
        ("3b", "4"),
    ],
)
def test_a_number_follows_the_last(last: str, this: str) -> None:
    assert numbering.parse(this).follows(numbering.parse(last))
    assert not numbering.parse(last).follows(numbering.parse(this))


@pytest.mark.parametrize(
    ("last", "this"), [("1", "3"), ("1", "1"), ("1.1", "1.3"), ("1", "1.2"), ("3b", "3a")]
)
def test_no_other_number_follows(last: str, this: str) -> None:
    assert not numbering.parse(this).follows(numbering.parse(last))
