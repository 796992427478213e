"""Tables of which the truth is known, printed in the ways in which letters lose the form of a table.

``python -m extract.lost_forms N`` from ``tests`` reads N tables in every way and prints what became of their
numbers.
"""

import random
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.letter import read
from pipeline.extract.structure import Structure

LABELS = (
    *("North", "South East", "Old Town Centre", "Ward 7", "Under 16", "Theft", "Not known", "White British"),
    *("Violence against the person with injury", "Criminal damage to a building other than a dwelling"),
    *("Referrals that were made by a school or by a nursery:", "Arson", "Route 12a", "Aged 5 to 10"),
    *("Sharing of private photographs and films with intent to cause distress", "Boys and girls", "Other"),
)
HEADINGS = (
    *("Cats", "Dogs seen", "Claims", "2021/22", "2022/23", "Jan 18", "Feb 18", "Closed", "Reports 2024"),
    *("Number of fines issued", "Cost of all repairs", "Calls received by the control room"),
)
CORNERS = ("Area", "Type of case", "01/04/2018 - 31/03/2019")
MARKS = ("*", "-", "n/a", "<5")
GAP = "   "


@dataclass(frozen=True)
class Table:
    """``rows`` begin with the headings, each row with its label. An empty cell was left blank."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Print:
    """How a table is printed: widths in characters, and which line of a wrapped label has the values
    (0 the first, 1 the middle one, 2 the last).
    """

    label_width: int
    column_width: int
    values_at: int


Way = Callable[[Table, Print], str]


def made(seed: int) -> tuple[Table, Print]:
    """Put a table together and choose how wide it is printed: one to five columns, each number once."""
    chance = random.Random(seed)  # noqa: S311
    n_columns, n_rows = chance.randint(1, 5), chance.randint(2, 7)
    numbers = chance.sample(range(100, 1900), n_rows * n_columns)
    body = [[_shown(numbers[i * n_columns + j], chance) for j in range(n_columns)] for i in range(n_rows)]
    if chance.random() < 0.25:
        body[chance.randrange(n_rows)][chance.randrange(n_columns)] = ""
    labels = chance.sample(LABELS, n_rows)
    headings = (chance.choice(CORNERS), *chance.sample(HEADINGS, n_columns))
    rows = (headings, *((label, *cells) for label, cells in zip(labels, body, strict=True)))
    return Table(rows), Print(chance.randint(12, 40), chance.randint(9, 16), chance.randrange(3))


def _shown(number: int, chance: random.Random) -> str:
    if chance.random() < 0.08:
        return chance.choice(MARKS)
    return f"£{number:,}" if chance.random() < 0.05 else f"{number:,}"


def layout_of_a_pdf(table: Table, how: Print) -> str:
    """Columns keep their places, cells are wrapped in them."""
    return "\n".join(_placed(line, how).rstrip() for row in table.rows for line in _wrapped(row, how))


def words_of_a_pdf(table: Table, how: Print) -> str:
    """The same lines with one blank between what stands beside each other."""
    return "\n".join(
        " ".join(cell for cell in line if cell) for row in table.rows for line in _wrapped(row, how)
    )


def rows_of_a_page(table: Table, _: Print) -> str:
    """A web page's text: a row a line, one blank between its cells."""
    return "\n".join(" ".join(cell for cell in row if cell) for row in table.rows)


def cells_of_a_page(table: Table, _: Print) -> str:
    """A web page's text: a cell a line, a blank cell leaves an empty line."""
    return "\n".join("\n".join(row) for row in table.rows)


def mail_from_html(table: Table, _: Print) -> str:
    """A mail client's text of HTML: a paragraph a cell, blank cells gone."""
    return "\n\n".join(cell for row in table.rows for cell in row if cell)


def pasted_sheet(table: Table, _: Print) -> str:
    """Cells of a sheet pasted into a mail: tabs between them."""
    return "\n".join("\t".join(row) for row in table.rows)


WAYS: dict[str, Way] = {
    "PDF, with layout": layout_of_a_pdf,
    "PDF, words alone": words_of_a_pdf,
    "page, a row a line": rows_of_a_page,
    "page, a cell a line": cells_of_a_page,
    "mail from HTML": mail_from_html,
    "sheet pasted": pasted_sheet,
}


def _wrapped(row: Sequence[str], how: Print) -> Iterator[tuple[str, ...]]:
    widths = [how.label_width, *[how.column_width] * (len(row) - 1)]
    cells = [
        textwrap.wrap(cell, width, break_long_words=False) for cell, width in zip(row, widths, strict=True)
    ]
    height = max(map(len, cells))
    for i in range(height):
        yield tuple(_line(cell, i - (height - len(cell)) * how.values_at // 2) for cell in cells)


def _line(cell: Sequence[str], i: int) -> str:
    return cell[i] if 0 <= i < len(cell) else ""


def _placed(line: Sequence[str], how: Print) -> str:
    return line[0].ljust(how.label_width) + "".join(GAP + cell.rjust(how.column_width) for cell in line[1:])


def letter(table: str) -> bytes:
    """Put what was printed into an answer."""
    return (
        "Dear requester\n\n1. How many were there in each of these?\n\nPlease see the table below.\n\n"
        f"{table}\n\nYours sincerely\n\nInformation Team\n"
    ).encode()


def told(table: Table, structure: Structure) -> tuple[Counter[str], list[str]]:
    """Count the table's numbers by what became of them (right, doubt, unread, wrong), and say what is surely
    wrong.
    """
    truth = {
        cell.removeprefix("£"): (row[0], heading)
        for row in table.rows[1:]
        for heading, cell in zip(table.rows[0][1:], row[1:], strict=True)
        if cell and cell not in MARKS
    }
    fates: dict[str, str] = {}
    wrong: list[str] = []
    for figure in structure.figures:
        shown = figure.text.removeprefix("£")
        if shown not in truth:
            continue
        doubt = figure.doubt or (structure.tables[figure.table].doubt if figure.table is not None else None)
        right = tuple(map(_words, truth[shown]))
        if doubt:
            fates[shown] = "doubt"
        elif (_words(figure.row), _words(figure.column)) == right:
            fates[shown] = "right"
        else:
            fates[shown] = "wrong"
            wrong.append(f"{figure.text!r} is said to be {figure.row!r}, {figure.column!r}")
    return Counter(fates.get(one, "unread") for one in truth), wrong


def _words(heading: str | None) -> str:
    return " ".join(re.findall(r"\w+", (heading or "").lower()))


def main(n_tables: int) -> None:
    """Print the share of numbers by fate for each way."""
    for name, way in WAYS.items():
        fates: Counter[str] = Counter()
        for seed in range(n_tables):
            table, how = made(seed)
            fates += told(table, read(letter(way(table, how)), "a.txt"))[0]
        shares = "  ".join(
            f"{fate} {fates[fate] / fates.total():.3f}" for fate in ("right", "doubt", "unread", "wrong")
        )
        print(f"{name:20} {shares}  of {fates.total()}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
