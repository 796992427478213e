"""The oracle against everybody who tries all numbers, and against tables that a person worked out."""

import itertools
import math
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from corruption.generated import PARENTS
from corruption.oracle import TOTAL, Cell, possible, sums


def known(code: str, value: float) -> Cell:
    return Cell((code,), value, value)


def tried(cells: list[Cell], dimensions: int) -> bool:
    """Whether any numbers fit, one combination after the other."""
    codes = [cell.codes for cell in cells]
    equations = list(sums(codes, [{}] * dimensions))
    ranges = [range(max(0, math.ceil(c.least)), int(c.most) + 1) for c in cells]
    for numbers in itertools.product(*ranges):
        values = dict(zip(codes, numbers, strict=True))
        if all(values[total] == sum(values[part] for part in parts) for total, parts in equations):
            return True
    return False


def test_a_hidden_part_can_be_what_is_left_of_the_total() -> None:
    assert possible([known("a", 3), Cell(("b",), 0, 4), known(TOTAL, 7)], [{}])


def test_a_hidden_part_cannot_be_more_than_the_letter_says_that_it_is() -> None:
    assert not possible([known("a", 3), Cell(("b",), 0, 3), known(TOTAL, 7)], [{}])


def test_two_totals_that_cross_in_one_hidden_place_can_contradict_each_other() -> None:
    rows = {("a", "a"): (0, 9), ("a", TOTAL): (2, 2), (TOTAL, "a"): (3, 3)}
    assert not possible([Cell(codes, *bounds) for codes, bounds in rows.items()], [{}, {}])


def test_what_rounding_leaves_is_whole_numbers() -> None:
    # Four of 0, each rounded to the nearest 5: at most 2, so 8 in all.
    parts = [Cell((code,), 0, 2.5) for code in "abcd"]
    assert possible([*parts, known(TOTAL, 8)], [{}])
    assert not possible([*parts, known(TOTAL, 9)], [{}])


def test_a_part_belongs_to_the_sub_total_that_is_printed() -> None:
    cells = [known("a", 1), known("b", 2), known("ab", 3), known("c", 4), known(TOTAL, 7)]
    assert dict(sums([cell.codes for cell in cells], [PARENTS])) == {
        ("ab",): [("a",), ("b",)],
        (TOTAL,): [("ab",), ("c",)],
    }
    assert possible(cells, [PARENTS])


@given(st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_it_says_what_trying_every_number_says(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a sample
    axis = ["a", "b", TOTAL]
    cells = []
    for codes in itertools.product(axis, axis):
        value = chance.randint(0, 2) * (1 + codes.count(TOTAL)) + chance.randint(0, 1)
        hidden = chance.random() < 0.35
        cells.append(Cell(codes, 0, 3) if hidden else Cell(codes, value, value))
    assert possible(cells, [{}, {}]) == tried(cells, 2)
