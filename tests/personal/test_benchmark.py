"""The bounds that the benchmark must keep: docs/score.md shows the figures."""

from collections import Counter

import pytest

from personal.benchmark import Line, is_troubled, lines, score, verdicts


@pytest.fixture(scope="module")
def every() -> list[Line]:
    return lines()


def test_there_are_two_hundred_lines_of_thirty_kinds_and_as_many_harmless_ones(every: list[Line]) -> None:
    personal = [line for line in every if line.personal]
    assert len(personal) >= 200
    assert len({line.kind for line in personal}) >= 30
    assert len(every) - len(personal) >= len(personal) - 60
    assert sum(line.is_held for line in personal) * 3 >= len(personal)


def test_no_personal_passage_is_missed_without_a_word(every: list[Line]) -> None:
    missed = [(line.kind, line.text) for line in every if "missed" in verdicts(line)]
    assert missed == []


def test_of_harmless_lines_one_in_twenty_at_most_is_masked_or_asked_about(every: list[Line]) -> None:
    found = score(every)
    assert found.troubled <= found.harmless / 20


def test_most_passages_are_masked_without_asking(every: list[Line]) -> None:
    found = score(every)
    assert found.masked / found.passages > 0.8


def test_no_line_stands_twice(every: list[Line]) -> None:
    assert [text for text, n in Counter(line.text for line in every).items() if n > 1] == []


def test_no_harmless_line_has_a_figure_masked(every: list[Line]) -> None:
    """What counts something must never be taken for a person's number."""
    numbers = ("counts", "money", "number rows", "ages", "dates")
    assert [line.text for line in every if line.kind in numbers and is_troubled(line)] == []
