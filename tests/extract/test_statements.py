import pytest

from pipeline.extract import statements


def texts(text: str, question: str = "", cells: tuple[int, ...] = ()) -> list[str]:
    return [one.text for one in statements.read(text, (0, len(text)), question, cells)]


def test_sentences_end_at_stops_bullets_and_empty_lines() -> None:
    assert texts("No. 4 is shut. It was\nsold.\n• one\n• two\n\nThe rest") == [
        "No. 4 is shut.",
        "It was sold.",
        "• one",
        "• two",
        "The rest",
    ]


def test_a_line_that_stops_short_before_a_capital_is_not_wrapped() -> None:
    assert texts("Section 12 - Cats\nThe cats are kept in a house that stands on the hill and\nis warm.") == [
        "Section 12 - Cats",
        "The cats are kept in a house that stands on the hill and is warm.",
    ]


def test_a_row_of_a_table_is_a_statement_by_itself() -> None:
    text = "The victim declines 12\nno suspect is known 5"
    found = statements.read(text, (0, len(text)), "", [20, 43])
    assert [(one.text, one.is_row) for one in found] == [
        ("The victim declines 12", True),
        ("no suspect is known 5", True),
    ]


def test_a_sentence_is_parted_where_it_turns() -> None:
    assert texts("There were 12, but their names are exempt. We cannot, however, say more.") == [
        "There were 12,",
        "but their names are exempt.",
        "We cannot, however, say more.",
    ]


def test_a_row_is_parted_behind_its_last_figure_alone() -> None:
    text = "Lost but found 12, although we hold no names"
    found = statements.read(text, (0, len(text)), "", [15])
    assert [(one.text, one.is_row) for one in found] == [
        ("Lost but found 12,", True),
        ("although we hold no names", False),
    ]


def test_a_sentence_that_ends_in_a_figure_is_no_row() -> None:
    text = "We do not hold this and were told of 12"
    assert [one.is_row for one in statements.read(text, (0, len(text)), "", [37])] == [False]


def test_only_the_questions_own_words_in_its_order_are_a_repetition() -> None:
    question = "How many cats were lost in the town in each year?"
    text = "2. How many cats were lost in the town in each year?\nThe cats were lost in the town by day."
    found = statements.read(text, (0, len(text)), question)
    assert [one.is_repeated for one in found] == [True, False]


def test_offsets_are_those_of_the_letter() -> None:
    text = "Before. One.\nTwo is here."
    found = statements.read(text, (8, len(text)))
    assert [text[one.start : one.end].strip() for one in found] == ["One.", "Two is here."]


def test_a_cue_that_no_row_has_is_an_error() -> None:
    with pytest.raises(KeyError, match="shout"):
        statements.cue("shout")
