"""No cell of a small table is surely wrong, whatever stands beside it and however the table is printed."""

import pytest

from extract.random_tables import LAYOUTS, made, told
from pipeline.extract.letter import read

# Blanks alone tell the cells of the others apart: most of their figures are in doubt, and too many are not.
WITH_EDGES = [name for name in LAYOUTS if name not in ("flattened", "one cell a line")]
N_TABLES = {"docx": 3}  # slow to write
LEAST_SURE = 0.9


@pytest.mark.parametrize("layout", WITH_EDGES)
def test_every_number_is_right_or_in_doubt_or_unread(layout: str) -> None:
    name, printed = LAYOUTS[layout]
    counts = dict.fromkeys(("sure", "doubt", "unread"), 0)
    for seed in range(N_TABLES.get(layout, 12)):
        table = made(seed)
        found, wrong = told(table, read(printed(table.rows), name))
        assert not wrong, (seed, table.rows, wrong)
        for what, n in found.items():
            counts[what] += n
    assert counts["sure"] >= LEAST_SURE * sum(counts.values()), counts


def test_number_words_and_counts_with_shares_are_data() -> None:
    rows = (
        ("Court", "Cases"),
        ("Northmoor", "one hundred and five"),
        ("Eastshire", "12 (40%)"),
        ("All", "9"),
    )
    name, printed = LAYOUTS["tabs"]
    structure = read(printed(rows), name)
    assert [(one.row, one.column, one.value) for one in structure.figures] == [
        ("Northmoor", "Cases", 105.0),
        ("All", "Cases", 9.0),
    ]
    assert "12 (40%)" in [one.text for one in structure.unread]


def test_a_second_table_below_the_first_has_its_own_headings_or_a_doubt() -> None:
    rows = (
        ("Ward", "Cats"),
        ("North", "12"),
        ("South", "14"),
        ("Type", "Dogs"),
        ("Big", "1"),
        ("Small", "4"),
    )
    for layout in WITH_EDGES:
        name, printed = LAYOUTS[layout]
        structure = read(printed(rows), name)
        sure = [(one.row, one.column) for one in structure.figures if not one.doubt]
        assert sure == [("North", "Cats"), ("South", "Cats")], layout


def test_what_a_rate_is_for_casts_no_doubt_and_the_base_of_a_column_is_unread() -> None:
    name, printed = LAYOUTS["tabs"]
    rows = (("Ward", "Rate per 1,000", "Boys (n=31)"), ("North", "12", "3"), ("South", "14", "4"))
    structure = read(printed(rows), name)
    assert [one.doubt for one in structure.figures] == [None] * 4
    assert [one.text for one in structure.unread] == ["31"]


def test_one_answer_to_several_questions_is_in_doubt() -> None:
    letter = (
        "Dear requester\n\nYou asked:\n\n1. How many cats?\n2. How many dogs?\n3. How many cows?\n\n"
        "Our response:\n\nQuestion 1: 5\n\nQuestions 2 and 3: 12\n\nYours sincerely\n"
    )
    first, second = read(letter.encode(), "letter.txt").figures
    assert (first.doubt, second.doubt) == (None, "questions 2, 3 have this answer together")
