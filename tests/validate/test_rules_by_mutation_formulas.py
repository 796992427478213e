"""Which words of a letter a spreadsheet would run.

Each test was written for mutants that the other tests let live; `make mutation` counts them.
"""

import pytest

from validate.validation_world import LETTER, World

FORMULA = "begins_like_a_formula"


@pytest.mark.parametrize(
    ("words", "runs"),
    [
        ("=1+1", True),
        (" '\"@SUM(A1)", True),
        ("+A1", True),
        ("-A1", True),
        ("- cmd|'/c calc'!A0", True),
        ("- an item that calls SUM(A1)", True),
        ("- an item of a list", False),
        ("- an item | of a table", False),
        ("-", False),
        ("--", False),
        ("-5", False),
        ("+ 5", False),
        ("-£1,204.50", False),
        ("-5%", False),
        ("-5-3", True),
        ("5 - 3 = 2", False),
        ("boys @ school", False),
    ],
)
def test_words_that_a_spreadsheet_would_run_are_told_from_numbers_and_items(
    world: World, words: str, *, runs: bool
) -> None:
    world.letter()
    world.connection.execute("UPDATE letters SET subject = ?", [words])
    row = world.rows(FORMULA)[LETTER]
    assert (row["outcome"], row["severity"]) == ("fail" if runs else "pass", "warning")
    assert (row["letter_id"], row["expected"]) == (LETTER, "no words that begin as a formula does")
    if runs:
        assert row["found"] == "1"
        assert row["detail"] == f"A spreadsheet would run '{words}' of {LETTER}"
    else:
        assert row["found"] == "none"
        assert row["detail"] == "A spreadsheet finds no formula in the words of this letter"


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("UPDATE letters SET reference = '=A1'", LETTER),
        ("UPDATE questions SET text = '=A1'", f"{LETTER}/q1"),
        ("UPDATE answers SET text = '=A1'", f"{LETTER}/q1"),
        ("UPDATE tables SET caption = '=A1'", f"{LETTER}/t1"),
        ("UPDATE figures SET text = '=A1'", f"{LETTER}/c10003"),
        ("UPDATE figures SET row_label = '=A1'", f"{LETTER}/c10003"),
        ("UPDATE figures SET column_label = '=A1'", f"{LETTER}/c10003"),
        ("UPDATE figures SET period = '=A1'", f"{LETTER}/c10003"),
        ("UPDATE observations SET value_text = '=A1'", "a"),
        ("UPDATE observations SET note = '=A1'", "a"),
    ],
)
def test_all_words_that_are_published_are_looked_at(world: World, where: str, place: str) -> None:
    world.letter()
    world.question("1")
    world.add("tables", table_id=f"{LETTER}/t1", question_id=f"{LETTER}/q1")
    world.observation("a", 5, line=3)
    assert world.outcomes(FORMULA) == {LETTER: "pass"}
    world.connection.execute(where)
    row = world.rows(FORMULA)[LETTER]
    assert (row["outcome"], row["detail"]) == ("fail", f"A spreadsheet would run '=A1' of {place}")


def test_of_several_formulas_the_first_is_shown_and_the_different_ones_counted(world: World) -> None:
    world.letter()
    world.letter(letter="coventry/FOI2")
    for name, words in (("a", "=B"), ("b", f"=A{'9' * 80}"), ("c", "=B"), ("d", "plain")):
        world.observation(name, 5, note=words)
    rows = world.rows(FORMULA)
    assert (rows[LETTER]["outcome"], rows[LETTER]["found"]) == ("fail", "2")
    assert rows[LETTER]["detail"] == f"A spreadsheet would run '=A{'9' * 58}' of b"
    assert rows["coventry/FOI2"]["outcome"] == "pass"
