"""Alterations of the tables that the rules check: cells, rows, columns and headings of the canonical CSV."""

import csv
import io
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from corruption import words
from corruption.judge import Altered, Judge
from corruption.result import DETECTED, MISSED, UNCHANGED, UNDETECTABLE, WARNED, Result
from pipeline.build.canonical import csv_bytes, rows_of
from pipeline.schemas.table import FieldType, Row, Table

PLACE = "the tables before they are published"
NOT_ITS_TYPE = "a value that is not of the type of its column"
HEADER = "a heading that is not where the schema has it"
WORDS_ONLY = "words that describe and that nothing else repeats: a note, a caption, a label, the request"
LAST = "no rule; the digests of the build do"

Cells = list[list[str]]
PLACES = frozenset(
    {
        "span_start",
        "span_end",
        "line",
        "row_number",
        "column_number",
        "position",
        "n_rows",
        "n_columns",
        "bytes",
    }
)
NUMBERS = frozenset({"value", "value_lower", "value_upper"})
# Columns of words in which a slip contradicts nothing that is recorded elsewhere.
DESCRIBING = frozenset({"subject", "caption", "note", "row_label", "column_label", "reason", "period"})


def read(content: bytes) -> Cells:
    """Give the cells of a CSV file, its headings first."""
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def write(cells: Sequence[Sequence[str]]) -> bytes:
    """Give the CSV file of cells."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(cells)
    return out.getvalue().encode("utf-8")


def of_cell(
    column: str, kind: FieldType, cell: str, status: str, chance: random.Random
) -> Iterator[tuple[str, str]]:
    """Give every alteration of one cell by itself: its kind, and the cell."""
    if not cell:
        if column == "value" and status == "suppressed":
            yield words.MARK_TO_NUMBER, str(chance.randint(1, 99))
        return
    yield words.NUMBER_TO_MARK if column == "value" else words.EMPTY, ""
    digit = words.other_digit(cell, chance)
    if column in PLACES:
        yield words.PLACE, str(digit)
    elif column in NUMBERS:
        yield words.DIGIT, str(digit)
        yield words.SIGN, f"-{cell}" if cell != "0" else "-1"
        yield words.SEPARATOR, f"{float(cell) / 10:g}" if cell != "0" else "0.5"
    elif kind == "date" or column == "period":
        if digit:
            yield words.PERIOD, digit
    elif column == "unit":
        yield words.UNIT, "percent" if cell != "percent" else "GBP"
    elif column == "value_text":
        if digit:
            yield words.DIGIT, digit
        yield words.NO_MARK if not digit else words.NUMBER_TO_MARK, "" if not digit else "c"
    elif digit:
        yield words.DIGIT if column == "text" else words.OTHER, digit
    other = words.other_letter(cell, chance)
    if other and kind == "string":
        yield words.WORD, other


def of_table(cells: Cells, chance: random.Random) -> Iterator[tuple[str, Cells, str]]:
    """Give alterations of rows and columns: the kind, all cells, and the column, if it is of one."""
    head, *rows = cells
    for at, row in enumerate(rows):
        yield words.DROP, [head, *rows[:at], *rows[at + 1 :]], ""
        yield words.DOUBLE, [head, *rows[: at + 1], *rows[at:]], ""
        yield words.SHIFT_ROW, [head, *rows[:at], [row[-1], *row[:-1]], *rows[at + 1 :]], ""
    for column, name in enumerate(head):
        moved = [[*row] for row in rows]
        for at, row in enumerate(rows):
            moved[at][column] = rows[at - 1][column]
            if at + 1 < len(rows):
                pair = [[*one] for one in rows]
                pair[at][column], pair[at + 1][column] = rows[at + 1][column], row[column]
                if chance.random() < 12 / len(rows):
                    yield words.SWAP, [head, *pair], name
        yield words.SHIFT_COLUMN, [head, *moved], name
        if column + 1 < len(head):
            headings = [*head]
            headings[column], headings[column + 1] = head[column + 1], name
            yield words.HEADINGS, [headings, *rows], name


def alterations(
    table: Table, cells: Cells, chance: random.Random, sample: int
) -> Iterator[tuple[str, str, Cells]]:
    """Give alterations of a table: kind, column and all cells.

    Every cell of the columns of values is altered; of the others, and of the rows, ``sample`` cells each.
    """
    head, *rows = cells
    status = head.index("obs_status") if "obs_status" in head else None
    for column, name in enumerate(head):
        all_of_it = name in NUMBERS or name == "value_text"
        chosen = (
            range(len(rows)) if all_of_it else sorted(chance.sample(range(len(rows)), min(sample, len(rows))))
        )
        for at in chosen:
            said = rows[at][status] if status is not None else ""
            for kind, new in of_cell(name, table.field(name).type, rows[at][column], said, chance):
                if new != rows[at][column]:
                    changed = [*rows[at][:column], new, *rows[at][column + 1 :]]
                    yield kind, name, [head, *rows[:at], changed, *rows[at + 1 :]]
    keep = min(1.0, 3 * sample / max(1, len(rows)))
    for kind, changed_cells, name in of_table(cells, chance):
        if kind in (words.SHIFT_COLUMN, words.HEADINGS, words.SWAP) or chance.random() < keep:
            yield kind, name, changed_cells


def results(judge: Judge, seed: int, sample: int, share: float = 1.0) -> Iterator[Result]:
    """Alter every table in every way, and give what the rules say of it. ``share`` of all are tried."""
    chance = random.Random(seed)  # noqa: S311 - a sample
    waiting: list[tuple[str, str, Altered]] = []
    for name in judge.filled:
        table, rows = judge.tables[name], judge.sound[name]
        cells = read(csv_bytes(table, rows))
        if not rows:
            continue
        known = {tuple(line): row for line, row in zip(cells[1:], rows, strict=True)}
        for kind, column, changed in alterations(table, cells, chance, sample):
            if chance.random() >= share:
                continue
            if changed == cells:
                yield Result(PLACE, kind, UNCHANGED, ("two equal cells change places",))
            elif changed[0] != cells[0]:
                yield Result(PLACE, kind, DETECTED, (HEADER,))
            else:
                try:
                    altered = _rows(table, changed, known)
                except ValueError:
                    yield Result(PLACE, kind, DETECTED, (NOT_ITS_TYPE,))
                else:
                    waiting.append((kind, column, Altered({name: altered})))
    yield from _judged(judge, waiting)


def _judged(judge: Judge, waiting: Sequence[tuple[str, str, Altered]]) -> Iterator[Result]:
    judged = judge.judge([altered for *_, altered in waiting])
    unseen = [altered for (*_, altered), found in zip(waiting, judged, strict=True) if not found.errors]
    by_schema = iter(judge.schema(unseen))
    for (kind, column, altered), found in zip(waiting, judged, strict=True):
        errors = found.errors or next(by_schema)
        if errors:
            yield Result(PLACE, kind, DETECTED, tuple(sorted(errors)))
        elif found.warnings:
            yield Result(PLACE, kind, WARNED, tuple(sorted(found.warnings)))
        else:
            [name] = altered.rows
            yield Result(PLACE, kind, UNDETECTABLE if column in DESCRIBING else MISSED, (f"{name}.{column}",))


def _rows(table: Table, cells: Cells, known: Mapping[tuple[str, ...], Row]) -> list[Row]:
    """Give the rows; the sound ones themselves where untouched. ValueError for a wrong type."""
    head, *lines = cells
    new = [line for line in lines if tuple(line) not in known]
    read_now = {tuple(line): row for line, row in zip(new, rows_of(table, write([head, *new])), strict=True)}
    for line in new:
        for name, value in zip(head, line, strict=True):
            if value and table.field(name).type == "date":
                date.fromisoformat(value)
    return [known.get(tuple(line)) or read_now[tuple(line)] for line in lines]
