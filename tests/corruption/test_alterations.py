"""Each kind of alteration changes what it says, and nothing else."""

import random
from pathlib import Path

import pytest

from corruption import words
from corruption.cells import alterations as of_cells
from corruption.generated import Generated, Printed, alterations, sound
from corruption.letters import Alteration, Edit, edited, is_misread, read_letters
from corruption.many import Many, results
from corruption.oracle import TOTAL
from corruption.result import DETECTED, MISSED, Result, counted
from pipeline.extract import stage
from pipeline.interpret.letter import Rows
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.table import Row

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


def test_a_letter_is_read_with_what_its_reading_masks_and_what_it_keeps(project: Path) -> None:
    stage.run(project)
    reading = project / "raw/coventry/2015-05-05-20123993.yaml"
    with reading.open("a", encoding="utf-8") as file:
        file.write("redact: [Ada Example]\nkeep: Halyard Economics\n")
    letter = next(one for one in read_letters(project) if "2015-05-05" in one.file)
    assert (letter.redact, letter.keep) == (("Ada Example",), ("Halyard Economics",))


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


@pytest.mark.parametrize(
    ("number", "in_words"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (40, "forty"),
        (66, "sixty-six"),
        (105, "one hundred and five"),
        (366, "three hundred and sixty-six"),
        (1000, "one thousand"),
        (1005, "one thousand and five"),
        (1204, "one thousand two hundred and four"),
        (274_552, "two hundred and seventy-four thousand five hundred and fifty-two"),
    ],
)
def test_a_number_is_put_into_words_as_in_britain(number: int, in_words: str) -> None:
    assert words.spelt(number) == in_words


def test_a_number_takes_forms_that_say_the_same() -> None:
    forms = list(words.forms_of_number("1,204", has_unit=False))
    assert all(form.bounds is None for form in forms)
    assert [form.text for form in forms if form.kind == words.NUMBER_FORM] == [
        "1204",
        "1,204.0",
        "１,２０４",
        "01204",
        "1 204",
        "1\u00a0204",
        "1.204k",
    ]
    assert [form.text for form in forms if form.kind == words.IN_WORDS] == [
        "one thousand two hundred and four",
        "One thousand two hundred and four",
    ]


def test_an_amount_of_money_is_not_put_into_words() -> None:
    kinds = {form.kind for form in words.forms_of_number("66", has_unit=True)}
    assert kinds == {words.NUMBER_FORM}


@pytest.mark.parametrize("text", ["3.5", "c", "five", "12.", "1,20"])
def test_only_a_whole_number_takes_another_form(text: str) -> None:
    assert list(words.forms_of_number(text, has_unit=False)) == []


@pytest.mark.parametrize(
    ("before", "after", "bounds"),
    [
        ("<5", "<=5", (0, 5)),
        ("<=5", "<5", (0, 4)),
        ("5 or fewer", "up to 5", (0, 5)),
        ("5 or fewer", "five or fewer", (0, 5)),
        ("<10", "fewer than 10", (0, 9)),
        ("c", "<5", (0, 4)),
        ("c", "[c]", None),
        ("[c]", "c", None),
    ],
)
def test_a_mark_takes_another_form_which_says_its_own_bounds(
    before: str, after: str, bounds: tuple[int, int] | None
) -> None:
    forms = {form.text: form for form in words.forms_of_mark(before, CHANCE)}
    assert (forms[after].kind, forms[after].bounds) == (words.MARK_FORM, bounds)
    assert before not in forms


@pytest.mark.parametrize("mark", ["c", "[c]", "*", "<5", "5 or fewer"])
def test_a_mark_becomes_a_number_that_it_may_hide_in_figures_and_in_words(mark: str) -> None:
    numbers = [f for f in words.forms_of_mark(mark, CHANCE) if f.kind == words.MARK_TO_NUMBER]
    figure, decimal, in_words = numbers
    value = int(figure.text)
    assert 1 <= value <= 5
    assert (decimal.text, in_words.text) == (f"{value}.0", words.spelt(value))
    assert {form.bounds for form in numbers} == {(value, value)}


def test_the_words_that_hide_small_counts_are_said_with_their_number_in_words() -> None:
    assert list(words.forms_of_threshold("5 or lower")) == [words.Form(words.IN_WORDS, "five or lower")]


def rows_of_letter(text: str, lower: float, upper: float | None) -> Rows:
    """The rows of a letter with one figure, at its tenth character."""
    figure: Row = {"letter_id": "a/1", "figure_id": "f", "span_start": 10, "span_end": 10 + len(text)}
    told: Row = {"letter_id": "a/1", "figure_id": "f", "value_lower": lower, "value_upper": upper}
    return {"letters": [{"letter_id": "a/1"}], "figures": [figure], "observations": [told]}


@pytest.mark.parametrize(
    ("before", "form", "now", "misread"),
    [
        ((0, 4), words.Form(words.MARK_FORM, "<=5", (0, 5)), (0, 5), False),
        ((0, 4), words.Form(words.MARK_FORM, "<=5", (0, 5)), (5, 5), True),  # an exact five
        ((0, 4), words.Form(words.MARK_FORM, "<=5", (0, 5)), (0, 4), True),  # what it said before
        ((0, 4), words.Form(words.MARK_FORM, "<=5", (0, 5)), (0, None), False),  # wider
        ((0, 4), words.Form(words.MARK_TO_NUMBER, "3.0", (3, 3)), (3, 3), False),
        ((0, 4), words.Form(words.MARK_TO_NUMBER, "3.0", (3, 3)), (30, 30), True),
        ((0, 4), words.Form(words.MARK_TO_NUMBER, "three", (3, 3)), (0, 4), True),
        ((366, 366), words.Form(words.IN_WORDS, "three hundred and sixty-six"), (366, 366), False),
        ((366, 366), words.Form(words.IN_WORDS, "three hundred and sixty-six"), (66, 66), True),
    ],
)
def test_a_figure_is_misread_where_the_data_say_what_its_new_form_does_not(
    before: tuple[float, float], form: words.Form, now: tuple[float, float | None], misread: bool
) -> None:
    altered = Alteration(form.kind, (Edit(10, 12, form.text),), form)
    assert is_misread(altered, rows_of_letter("12", *before), rows_of_letter(form.text, *now)) is misread


def test_a_figure_that_the_data_lose_is_misread() -> None:
    altered = Alteration(words.MARK_TO_NUMBER, (Edit(10, 11, "3"),), words.Form("k", "3", (3, 3)))
    lost: Rows = {"letters": [{"letter_id": "a/1"}], "figures": [], "observations": []}
    assert is_misread(altered, rows_of_letter("c", 0, 4), lost)
