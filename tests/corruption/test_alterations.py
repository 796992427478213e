"""Each kind of alteration changes what it says, and nothing else."""

import random
from pathlib import Path

import pytest

from corruption import words
from corruption.cells import alterations as of_cells
from corruption.generated import Generated, Printed, alterations, sound
from corruption.letters import Edit, edited
from corruption.many import Many, results
from corruption.oracle import TOTAL
from corruption.result import DETECTED, MISSED, Result, counted
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import CodeList

CHANCE = random.Random(1)  # noqa: S311 - a sample
TABLE = Generated(
    tuple(Printed((code,), value) for code, value in (("a", 12), ("b", 30), ("c", None), (TOTAL, 50))),
    9,
    None,
)


def test_one_digit_is_changed_and_the_others_stay() -> None:
    for at in range(4):
        new = words.other_digit("£1,234", CHANCE, at)
        assert new is not None
        assert sum(a != b for a, b in zip(new, "£1,234", strict=True)) == 1


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (words.SIGN, "12", "-12"),
        (words.UNIT, "12", "12%"),
        (words.UNIT, "£12", "12"),
        (words.SEPARATOR, "1,200", "1.200"),
        (words.SEPARATOR, "3.5", "3,5"),
        (words.SEPARATOR, "126", "12.6"),
        (words.NUMBER_TO_MARK, "12", "c"),
    ],
)
def test_a_number_is_altered_as_the_kind_says(kind: str, before: str, after: str) -> None:
    assert words.forms(before, is_mark=False, chance=CHANCE)[kind] == after


def test_a_mark_is_dropped_or_becomes_a_number() -> None:
    made = words.forms("c", is_mark=True, chance=CHANCE)
    assert made[words.NO_MARK] == ""
    assert made[words.MARK_TO_NUMBER].isdigit()
    assert set(made) == {words.NO_MARK, words.MARK_TO_NUMBER}


def test_edits_of_a_letter_leave_all_other_characters() -> None:
    assert edited("a 12 b 3 c", (Edit(2, 4, "3"), Edit(7, 8, "12"))) == "a 3 b 12 c"


def test_a_generated_table_is_altered_in_as_many_cells_as_the_kind_says() -> None:
    cells = {words.DIGIT: 1, words.SIGN: 1, words.NUMBER_TO_MARK: 1, words.MARK_TO_NUMBER: 1, words.SWAP: 2}
    for kind, altered in alterations(TABLE, CHANCE):
        if kind in cells:
            changed = sum(a != b for a, b in zip(TABLE.cells, altered.cells, strict=True))
            assert changed == cells[kind], kind
        if kind == words.DROP:
            assert len(altered.cells) == 3
        if kind == words.HEADINGS:
            assert [cell.value for cell in altered.cells] == [cell.value for cell in TABLE.cells]
            assert altered != TABLE


def test_sound_tables_are_possible_by_the_oracle() -> None:
    chance = random.Random(7)  # noqa: S311 - a sample
    tables = [sound(chance) for _ in range(60)]
    assert {table.dimensions for table in tables} == {1, 2, 3, 4}
    assert all(table.possible() for table in tables)


def test_a_table_of_the_data_is_altered_in_one_cell_or_as_the_kind_says(lists: dict[str, CodeList]) -> None:
    table = catalogue(lists)["corrections"]
    cells = [[*table.columns], *([f"{column}{n}" for column in table.columns] for n in range(3))]
    for column in ("printed", "corrected"):
        for n in range(3):
            cells[n + 1][table.columns.index(column)] = str(10 + n)
    for kind, _, new in of_cells(table, cells, random.Random(1), 3):  # noqa: S311 - a sample
        if kind == words.DROP:
            assert len(new) == 3
        elif kind == words.DOUBLE:
            assert len(new) == 5
        elif kind == words.HEADINGS:
            assert (sorted(new[0]), new[1:]) == (sorted(cells[0]), cells[1:])
        elif kind not in (words.SHIFT_ROW, words.SHIFT_COLUMN):
            changed = sum(a != b for x, y in zip(cells, new, strict=True) for a, b in zip(x, y, strict=True))
            assert changed == (2 if kind == words.SWAP else 1), kind


def test_what_cannot_be_true_is_found_in_invented_letters(root: Path, lists: dict[str, CodeList]) -> None:
    found = list(results(Many(root, lists), seed=3, tables=20))
    assert {one.outcome for one in found} >= {DETECTED}
    assert [one for one in found if one.outcome == MISSED] == []


def test_the_same_seed_gives_the_same_counts() -> None:
    many = [Result("p", "k", DETECTED, ("rule", "other")), Result("p", "k", DETECTED, ("rule",))]
    assert counted(many) == counted(reversed(many))
    assert {"section": "by", "place": "p", "kind": "k", "name": "rule", "count": "2"} in counted(many)
