"""Small tables of which the truth is known, put together at random and printed in every layout."""

import html
import io
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import docx

from pipeline.extract.structure import Structure

LABELS = (
    *("North", "South East", "Old Town Centre", "Ward 7", "Under 16", "Theft", "Grade 5", "Not known"),
    *("Boys & girls", "Other", "2019/20", "2020/21", "White British", "Arson", "Route 12a", "Aged 5 to 10"),
)
HEADINGS = (
    *("Cats", "Dogs seen", "Claims", "2021/22", "2022/23", "2023", "Cost", "Number of fines", "Closed"),
    *("Reports 2024", "Total", "Band 6", "Aged 10-17", "Calls received"),
)
OVER_LABELS = ("Area", "Type of case", "Year")
ODD = ("n/k", "exempt", "see note", "12r", "five", "⅔", "TBC", "n/a*", "~", "12p")


@dataclass(frozen=True)
class Made:
    """A table as it is printed: ``rows`` begin with the headings. ``odd`` is the place of the cell that is no
    number, by row and column of ``rows``.
    """

    rows: tuple[tuple[str, ...], ...]
    odd: tuple[int, int] | None


def made(seed: int) -> Made:
    """Put a table together: two to five columns, two to six rows, each number once."""
    chance = random.Random(seed)  # noqa: S311
    n_columns, n_rows = chance.randint(1, 4), chance.randint(2, 6)
    labels = chance.sample(LABELS, n_rows)
    if chance.random() < 0.4:
        labels[-1] = "Total"
    columns = chance.sample([one for one in HEADINGS if one not in labels], n_columns)
    numbers = chance.sample(range(2, 2500), n_rows * n_columns)
    shown = [f"{one:,}" if one > 999 else str(one) for one in numbers]
    rows = [[chance.choice(OVER_LABELS), *columns]]
    rows += [[label, *shown[i * n_columns : (i + 1) * n_columns]] for i, label in enumerate(labels)]
    odd = None
    if chance.random() < 0.8:
        odd = chance.randint(1, n_rows), chance.randint(1, n_columns)
        rows[odd[0]][odd[1]] = chance.choice(ODD)
    return Made(tuple(map(tuple, rows)), odd)


def _text(table: str) -> bytes:
    return (
        "Dear requester\n\n1. How many were there in each of these?\n\nPlease see the table below.\n\n"
        f"{table}\n\nYours sincerely\n\nInformation Team\n"
    ).encode()


def tabs(rows: Sequence[Sequence[str]]) -> bytes:
    return _text("\n".join("\t".join(row) for row in rows))


def pipes(rows: Sequence[Sequence[str]]) -> bytes:
    ruler = "|" + "---|" * len(rows[0])
    return _text("\n".join([_piped(rows[0]), ruler, *map(_piped, rows[1:])]))


def pipes_alone(rows: Sequence[Sequence[str]]) -> bytes:
    return _text("\n".join(map(_piped, rows)))


def _piped(row: Sequence[str]) -> str:
    return "| " + " | ".join(row) + " |"


def aligned(rows: Sequence[Sequence[str]]) -> bytes:
    """Numbers stand to the right of their columns."""
    return _aligned(rows, str.rjust)


def aligned_left(rows: Sequence[Sequence[str]]) -> bytes:
    return _aligned(rows, str.ljust)


def _aligned(rows: Sequence[Sequence[str]], just: Callable[[str, int], str]) -> bytes:
    widths = [max(len(row[i]) for row in rows) + 3 for i in range(len(rows[0]))]
    lines = (
        row[0].ljust(widths[0])
        + "   "
        + "".join(just(one, n) for one, n in zip(row[1:], widths[1:], strict=True))
        for row in rows
    )
    return _text("\n".join(line.rstrip() for line in lines))


def flattened(rows: Sequence[Sequence[str]]) -> bytes:
    return _text("\n".join(" ".join(row) for row in rows))


def stacked(rows: Sequence[Sequence[str]]) -> bytes:
    return _text("\n".join("\n".join(row) for row in rows))


def of_html(rows: Sequence[Sequence[str]]) -> bytes:
    shown = "".join("<tr>" + "".join(f"<td>{html.escape(one)}</td>" for one in row) + "</tr>" for row in rows)
    return (
        "<html><body><p>Dear requester</p><p>1. How many were there in each of these?</p>"
        f"<p>Please see the table below.</p><table>{shown}</table><p>Yours sincerely</p></body></html>"
    ).encode()


def of_docx(rows: Sequence[Sequence[str]]) -> bytes:
    letter = docx.Document()
    for text in ("Dear requester", "1. How many were there in each of these?", "Please see the table below."):
        letter.add_paragraph(text)
    table = letter.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(rows, table.rows, strict=True):
        for one, cell in zip(row, cells.cells, strict=True):
            cell.text = one
    letter.add_paragraph("Yours sincerely")
    out = io.BytesIO()
    letter.save(out)
    return out.getvalue()


LAYOUTS: dict[str, tuple[str, Callable[[Sequence[Sequence[str]]], bytes]]] = {
    "tabs": ("a.txt", tabs),
    "pipes": ("a.txt", pipes),
    "pipes without a ruler": ("a.txt", pipes_alone),
    "aligned right": ("a.txt", aligned),
    "aligned left": ("a.txt", aligned_left),
    "flattened": ("a.txt", flattened),
    "one cell a line": ("a.txt", stacked),
    "html": ("a.html", of_html),
    "docx": ("a.docx", of_docx),
}


def told(table: Made, structure: Structure) -> tuple[dict[str, int], list[str]]:
    """Count the known numbers by what became of them, and name all that is surely wrong."""
    counts = {"sure": 0, "doubt": 0, "unread": 0}
    wrong: list[str] = []
    values = {}
    for i, row in enumerate(table.rows[1:], 1):
        for j, shown in enumerate(row[1:], 1):
            if (i, j) != table.odd:
                values[shown] = (row[0], table.rows[0][j])
    seen = set()
    for figure in structure.figures:
        doubt = figure.doubt or (structure.tables[figure.table].doubt if figure.table is not None else None)
        truth = values.get(figure.text)
        is_odd = table.odd is not None and figure.text in table.rows[table.odd[0]][table.odd[1]]
        if truth:
            seen.add(figure.text)
        if doubt:
            counts["doubt"] += truth is not None
        elif truth is not None and (figure.row, figure.column) == truth:
            counts["sure"] += 1
        elif truth is not None or not is_odd:
            wrong.append(f"{figure.text!r} is said to be {figure.row!r}, {figure.column!r}")
    lost = _not_unread(structure, [shown for shown in values if shown not in seen])
    counts["unread"] = len(values) - len(seen) - len(lost)
    wrong += [f"{shown!r} is lost" for shown in lost]
    odd = table.rows[table.odd[0]][table.odd[1]] if table.odd else ""
    if odd in ("12r", "12p") and any(one.text in odd and not one.doubt for one in structure.figures):
        wrong.append(f"{odd!r} is a sure number")
    return counts, wrong


def _not_unread(structure: Structure, numbers: Sequence[str]) -> list[str]:
    unread = " | ".join(one.text for one in structure.unread)
    return [one for one in numbers if not re.search(rf"(?<![\w,]){one}(?![\w,])", unread)]
