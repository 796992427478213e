"""Every mark is read in every layout and form: in the first, a middle and the last row, with the sign of a
note, and beside an empty cell. No mark ever passes for the number that it prints.
"""

import csv
import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from extract.forms import letters
from pipeline.extract import lexer, tables
from pipeline.extract.letter import read
from pipeline.extract.structure import Figure, Structure

Rows = Sequence[Sequence[str]]
LISTED = Path(lexer.__file__).with_name("marks.csv")
MARKS = [row for row in csv.DictReader(LISTED.open(encoding="utf-8")) if row["where"] != "prose"]
NAMES = ("North", "South", "East", "West")
PLACES = {"first": 0, "middle": 1, "last": 3}


def rows_with(mark: str, place: int, beside: str = "14") -> list[list[str]]:
    rows = [[name, str(12 + i), str(31 + i), str(57 + i)] for i, name in enumerate(NAMES)]
    rows[place][2], rows[place][3] = mark, beside
    return [["Ward", "Cats", "Dogs", "Birds"], *rows]


def flattened(rows: Rows) -> str:
    return "\n".join(" ".join(cell for cell in row if cell) for row in rows)


def aligned(rows: Rows) -> str:
    return "\n".join(f"{row[0]:<14}" + "".join(f"{cell:>24}" for cell in row[1:]).rstrip() for row in rows)


def tabs(rows: Rows) -> str:
    return "\n".join("\t".join(row) for row in rows)


def pipes(rows: Rows) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], ["---"] * len(rows[0]), *rows[1:]))


def delimited(rows: Rows) -> str:
    return "\n".join(",".join(row) for row in rows)


def boxes(rows: Rows) -> str:
    edge = "─" * 24
    lines = ["│" + "│".join(f"{cell:<24}" for cell in row) + "│" for row in rows]
    between = f"├{'┼'.join([edge] * len(rows[0]))}┤"
    top, bottom = (f"{a}{b.join([edge] * len(rows[0]))}{c}" for a, b, c in ("┌┬┐", "└┴┘"))
    return "\n".join([top, f"\n{between}\n".join(lines), bottom])


def stacked(rows: Rows) -> str:
    return "\n".join(cell for row in rows for cell in row)


def slashes(rows: Rows) -> str:
    return "\n".join(" / ".join(row) for row in rows)


LAYOUTS: dict[str, Callable[[Rows], str]] = {
    one.__name__: one for one in (flattened, aligned, tabs, pipes, delimited, boxes, stacked, slashes)
}
LOST = ("flattened", "stacked", "slashes")  # in which an empty cell leaves no trace, or makes no table


def in_text(table: str) -> Structure:
    letter = f"Exampleton Council\n\nDear Sir\n\n1. How many were seen?\n\n{table}\n\nYours faithfully\n"
    return read(letter.encode(), "letter.txt")


def stated(figure: Figure) -> tuple[str, str, float | None, str | None, str | None]:
    return (figure.text, figure.status, figure.value, figure.row, figure.column)


def assert_read(structure: Structure, rows: Rows, mark: dict[str, str], shown: str) -> None:
    """Every cell is a figure below its headings, and the one that holds the mark says what marks.csv says."""
    expected = []
    for row in rows[1:]:
        for column, cell in zip(rows[0][1:], row[1:], strict=True):
            if cell == shown:
                value = float(mark["value"]) if mark["value"] else None
                expected.append((printed(mark), mark["status"], value, row[0], column))
            elif cell:
                expected.append((cell, "reported", float(cell), row[0], column))
    assert [stated(figure) for figure in structure.figures] == expected
    assert structure.unread == ()


def printed(mark: dict[str, str]) -> str:
    """What is printed for the datum itself: of a bound that hides nothing, its numbers."""
    if mark["status"] != "approximate":
        return mark["example"]
    return {"between 5 and 10": "5 and 10", "fewer than 50": "50"}.get(mark["example"], "5")


def named(mark: dict[str, str]) -> str:
    return mark["example"]


def test_every_layout_is_tried() -> None:
    files = Path(tables.__file__).parent.glob("*.py")
    assert set(LAYOUTS) == {file.stem for file in files if "\nPRECEDENCE = " in file.read_text("utf-8")}


def test_every_row_has_an_example_that_it_reads() -> None:
    assert all(row["example"] for row in csv.DictReader(LISTED.open(encoding="utf-8")))
    assert len({row["example"] for row in MARKS}) == len(MARKS)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("mark", MARKS, ids=named)
def test_a_mark_is_read_in_every_row_of_every_layout(mark: dict[str, str], layout: str) -> None:
    notes = ("", "†") if mark["example"] != "*" else ("",)
    for place, note in itertools.product(PLACES.values(), notes):
        shown = mark["example"] + note
        rows = rows_with(shown, place)
        assert_read(in_text(LAYOUTS[layout](rows)), rows, mark, shown)


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name not in LOST])
@pytest.mark.parametrize("mark", MARKS, ids=named)
def test_a_mark_is_read_beside_an_empty_cell(mark: dict[str, str], layout: str) -> None:
    for place in PLACES.values():
        rows = rows_with(mark["example"], place, beside="")
        assert_read(in_text(LAYOUTS[layout](rows)), rows, mark, mark["example"])


@pytest.mark.parametrize("layout", LOST)
@pytest.mark.parametrize("mark", MARKS, ids=named)
def test_where_the_columns_are_lost_a_mark_beside_an_empty_cell_is_never_the_number_it_prints(
    mark: dict[str, str], layout: str
) -> None:
    for place in PLACES.values():
        rows = rows_with(mark["example"], place, beside="")
        structure = in_text(LAYOUTS[layout]([[cell for cell in row if cell] for row in rows]))
        sure = [(figure.text, figure.status) for figure in structure.figures if not figure.doubt]
        assert ("5", "reported") not in sure
        assert ("10", "reported") not in sure


# What writes RTF and PDF for the tests has no black box; one that is drawn in a PDF is tested with the PDFs.
WRITTEN = [
    pytest.param(mark, form, id=f"{named(mark)}-{form}")
    for mark in MARKS
    for form in letters.FORMS
    if not (mark["example"] == "███" and form in ("rtf", "pdf"))
]


@pytest.mark.parametrize(("mark", "form"), WRITTEN)
def test_a_mark_is_read_in_every_form(
    mark: dict[str, str], form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in PLACES.values():
        rows = rows_with(mark["example"], place)
        monkeypatch.setattr(letters, "TABLE", [tuple(row) for row in rows])
        structure = read(letters.FORMS[form](), f"letter.{form}")
        found = [stated(figure) for figure in structure.figures if figure.question == 0]
        value = float(mark["value"]) if mark["value"] else None
        assert (printed(mark), mark["status"], value, NAMES[place], "Dogs") in found
        assert ("5", "reported") not in [one[:2] for one in found]
        assert len(found) == 12
