import pytest

from pipeline.edges.document import Text
from pipeline.edges.problems import BadInputError
from pipeline.interpret.quotes import line_of, locate, within

LETTER = "In 2023 there were 12 cases.\nIn 2024 there\nwere 1,204 cases.\nNo.\nNo.\n"


def text(words: str) -> Text:
    return Text(words, "a.yaml", 7)


def test_a_quote_is_found_across_lines() -> None:
    start, end = locate(text("In 2024 there were 1,204"), None, LETTER)
    assert LETTER[start:end] == "In 2024 there\nwere 1,204"


def test_a_quote_that_is_not_there_is_named() -> None:
    with pytest.raises(
        BadInputError, match=r"a.yaml:7: the quote 'In 2025' is not in the letter. Copy the words"
    ):
        locate(text("In 2025"), None, LETTER)


def test_a_quote_that_stands_twice_names_its_lines() -> None:
    with pytest.raises(
        BadInputError, match=r"stands 2 times in the letter, on lines 4, 5\. Quote more words, or add"
    ):
        locate(text("No."), None, LETTER)


def test_a_line_tells_two_alike_apart() -> None:
    assert locate(text("No."), text("5"), LETTER) == (65, 68)


@pytest.mark.parametrize("line", ["3", "x"])
def test_a_wrong_line_is_refused(line: str) -> None:
    with pytest.raises(BadInputError):
        locate(text("No."), text(line), LETTER)


def test_a_figure_is_found_in_its_quote_and_not_inside_another_number() -> None:
    span = locate(text("there were 1,204 cases"), None, LETTER)
    start, end = within(text("1,204"), text("quote"), span, LETTER)
    assert LETTER[start:end] == "1,204"
    with pytest.raises(BadInputError, match="the figure '204' stands not in the quote"):
        within(text("204"), text("quote"), span, LETTER)


def test_lines_count_from_one() -> None:
    assert [line_of(offset, LETTER) for offset in (0, 28, 29, 43)] == [1, 1, 2, 3]
