"""Invented letters with one table each, of up to four dimensions, with totals, rounding and suppression.

Everything that the rules look at is there: the letter's text, in which each figure stands, the answer, the
table, the figures and the observations. A sound table is made from numbers that add up; what is printed of
them follows what its letter says: hidden where small, rounded, or hidden for no stated reason.
"""

import itertools
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corruption import words
from corruption.oracle import TOTAL, Cell, Codes, Parents, possible
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.table import Row

DIMENSIONS = ("exploitation_type", "sex", "age_group", "harm_type")
MEASURE = "generated"
SUBTOTAL = "ab"
PARENTS: Parents = {"a": SUBTOTAL, "b": SUBTOTAL}
CODES = ("a", "b", "c", "d", SUBTOTAL)
MARK = "c"
TABLES = ("letters", "questions", "answers", "exemptions_cited", "tables", "figures", "observations")


@dataclass(frozen=True)
class Printed:
    """One cell as the letter prints it: ``value`` is None where a mark stands in its place."""

    codes: Codes
    value: int | None


@dataclass(frozen=True)
class Generated:
    """A letter's table; ``parents`` by dimension, as the code lists have them."""

    cells: tuple[Printed, ...]
    threshold: int | None  # the most that the stated rule hides
    rounded_to: int | None

    @property
    def dimensions(self) -> int:
        """Along how many dimensions it is broken down."""
        return len(self.cells[0].codes)

    def bounds(self, cell: Printed) -> tuple[float, float]:
        """Give the least and the most that the letter leaves a cell, by its rounding too."""
        if cell.value is None:
            return 0.0, math.inf if self.threshold is None else float(self.threshold)
        margin = (self.rounded_to or 0) / 2
        return cell.value - margin, cell.value + margin

    def possible(self) -> bool:
        """Whether there are numbers that fit everything it prints: the oracle. A count below 0 is none."""
        if any(cell.value is not None and cell.value < 0 for cell in self.cells):
            return False
        cells = [Cell(cell.codes, *self.bounds(cell)) for cell in self.cells]
        return possible(cells, [PARENTS] * self.dimensions)


def lists_for(lists: Mapping[str, CodeList]) -> dict[str, CodeList]:
    """Give the code lists with the codes and the one measure of invented tables."""
    found = dict(lists)
    for name in DIMENSIONS:
        rows = [row for row in lists[name].rows if row["code"] in ("_T", "_Z")]
        pattern = dict.fromkeys(rows[0])
        rows += [
            pattern | {"code": code, "label": code, "description": code, "parent": PARENTS.get(code)}
            for code in CODES
        ]
        found[name] = replace(lists[name], rows=tuple(rows))
    measure = dict.fromkeys(lists["measure"].rows[0]) | {
        "code": MEASURE,
        "label": "Invented children",
        "description": "Invented.",
        "universe": "Invented.",
        "unit": "people",
        "kind": "outturn",
        "dimensions": " | ".join(DIMENSIONS),
        "additive": " | ".join(DIMENSIONS),
    }
    found["measure"] = replace(lists["measure"], rows=(measure,))
    return found


def sound(chance: random.Random) -> Generated:
    """Give a table in which everything is as its letter says."""
    dimensions = chance.choice((1, 1, 2, 2, 2, 3, 3, 4))
    axes = []
    for at in range(dimensions):
        leaves = ["a", "b", "c", "d"][: chance.randint(2, 4 if dimensions < 3 else 5 - dimensions + 1 or 2)]
        extra = [SUBTOTAL] if len(leaves) > 2 and at == 0 and chance.random() < 0.4 else []
        # A letter leaves out the totals along one side of its table, and not one here and one there.
        totals = [TOTAL] if dimensions == 1 or chance.random() < 0.8 else []
        axes.append((leaves, [*leaves, *extra, *totals]))
    true = {
        codes: chance.choice((0, chance.randint(0, 9), chance.randint(0, 80)))
        for codes in itertools.product(*(a for a, _ in axes))
    }
    threshold = chance.choice((None, None, 4, 5))
    rounded_to = chance.choice((None, None, None, 5, 10)) if threshold != 5 else None
    at_random = chance.choice((0.0, 0.1, 0.3)) if threshold is None else 0.0
    cells = []
    for codes in itertools.product(*(a for _, a in axes)):
        number = sum(count for leaf, count in true.items() if all(map(_within, leaf, codes)))
        is_small = threshold is not None and 0 < number <= threshold
        hidden = is_small or chance.random() < at_random
        cells.append(Printed(codes, None if hidden else _rounded(number, rounded_to)))
    return Generated(tuple(cells), threshold, rounded_to)


def _within(leaf: str, code: str) -> bool:
    return code in (TOTAL, leaf) or PARENTS.get(leaf) == code


def _rounded(number: int, to: int | None) -> int:
    return number if to is None else to * ((2 * number + to) // (2 * to))


def alterations(table: Generated, chance: random.Random) -> Iterator[tuple[str, Generated]]:
    """Give one alteration of each kind that can be done to a table, in the letter itself."""
    cells = table.cells
    printed = [at for at, cell in enumerate(cells) if cell.value is not None]
    hidden = [at for at, cell in enumerate(cells) if cell.value is None]
    if printed:
        at = chance.choice(printed)
        value = cells[at].value or 0
        yield words.DIGIT, _set(table, {at: int(str(words.other_digit(str(value), chance)))})
        yield words.SIGN, _set(table, {at: -value or -1})
        yield words.NUMBER_TO_MARK, _set(table, {at: None})
        yield words.SEPARATOR, _set(table, {at: value * 10 or 10})
    if hidden:
        yield words.MARK_TO_NUMBER, _set(table, {chance.choice(hidden): chance.randint(0, 99)})
    one, other = chance.sample(range(len(cells)), 2)
    yield words.SWAP, _set(table, {one: cells[other].value, other: cells[one].value})
    for kind, axis in ((words.SHIFT_ROW, 0), (words.SHIFT_COLUMN, table.dimensions - 1)):
        model = chance.choice(cells).codes
        line = [
            at
            for at, cell in enumerate(cells)
            if all(a == b for i, (a, b) in enumerate(zip(cell.codes, model, strict=True)) if i != axis)
        ]
        before = (line[-1], *line[:-1])
        yield kind, _set(table, {to: cells[at].value for to, at in zip(line, before, strict=True)})
    axis = chance.randrange(table.dimensions)
    code = chance.choice(sorted({cell.codes[axis] for cell in cells}))
    rest = tuple(cell for cell in cells if cell.codes[axis] != code)
    if rest:
        yield words.DROP, replace(table, cells=rest)
    other_code = chance.choice(sorted({cell.codes[axis] for cell in cells} - {code}) or [code])
    swapped = {code: other_code, other_code: code}
    moved = tuple(
        replace(c, codes=(*c.codes[:axis], swapped.get(c.codes[axis], c.codes[axis]), *c.codes[axis + 1 :]))
        for c in cells
    )
    yield words.HEADINGS, replace(table, cells=moved)


def _set(table: Generated, values: Mapping[int, int | None]) -> Generated:
    cells = list(table.cells)
    for at, value in values.items():
        cells[at] = replace(cells[at], value=value)
    return replace(table, cells=tuple(cells))


def rows_of(
    tables: Sequence[Generated], dimensions: Sequence[str]
) -> tuple[dict[str, list[Row]], dict[str, str]]:
    """Give the rows of every table, and the texts: a letter each."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    texts = {}
    for number, table in enumerate(tables):
        letter = f"k{number:05d}/g"
        texts[letter] = _add(rows, table, letter, dimensions)
    return rows, texts


def _add(rows: dict[str, list[Row]], table: Generated, letter: str, dimensions: Sequence[str]) -> str:
    question, printed_table, area = f"{letter}/q", f"{letter}/t1", f"{letter[:6]}E08000026"
    text = "How many?\n\n"
    answer_start = len(text)
    text += "The numbers are below.\n"
    figures: list[Row] = []

    def figure(printed: str, line: int, **more: object) -> str:
        start = len(text)
        identifier = f"{letter}/c{start}"
        row: Row = {
            "figure_id": identifier,
            "letter_id": letter,
            "question_id": question,
            "table_id": None,
            "row_number": None,
            "column_number": None,
            "row_label": None,
            "column_label": None,
            "kind": "prose",
            "text": printed,
            "value": None,
            "unit": None,
            "scale": 1,
            "doubt": None,
            "period": None,
            "status": None,
            "span_start": start,
            "span_end": start + len(printed),
            "line": line,
            "read_by": "text",
            "use": "context",
            "reason": None,
        }
        row.update(more)  # type: ignore[arg-type]
        figures.append(row)
        return identifier

    if table.threshold is not None:
        text += "Not reported are counts of at most "
        figure(str(table.threshold), text.count("\n") + 1, reason=f"threshold: at most {table.threshold}")
        text += f"{table.threshold}.\n"
    if table.rounded_to is not None:
        text += "All are rounded to the nearest "
        figure(str(table.rounded_to), text.count("\n") + 1, reason="rounding")
        text += f"{table.rounded_to}.\n"
    hides = any(cell.value is None for cell in table.cells)
    if hides:
        text += "Where it says c the number is withheld under "
        cited = len(text) + len("section ")
        figure("section 40(2)", text.count("\n") + 1, reason="provision")
        text += "section 40(2).\n"
        rows["exemptions_cited"].append(
            {
                "question_id": question,
                "regime": "FOIA",
                "provision": "40(2)",
                "section": "FOIA 40(2)",
                "span_start": cited,
                "span_end": cited + len("40(2)"),
            }
        )
        text += "The public interest was weighed.\n"
    table_start = len(text)
    for at, cell in enumerate(table.cells):
        codes = dict(zip(DIMENSIONS, cell.codes, strict=False))
        text += f"{' '.join(cell.codes)}\t"
        shown = MARK if cell.value is None else str(cell.value)
        status = "suppressed" if cell.value is None else "reported"
        place = {"table_id": printed_table, "row_number": at + 1, "column_number": 2, "kind": "table"}
        data = {"value": cell.value, "status": status, "use": "observation"}
        identifier = figure(shown, text.count("\n") + 1, **place, **data)
        text += f"{shown}\n"
        hidden = cell.value is None
        rows["observations"].append(
            {
                "observation_id": f"{question}/{MEASURE}.{'.'.join(cell.codes)}.2023-04-01_2024-03-31",
                "figure_id": identifier,
                "letter_id": letter,
                "question_id": question,
                "table_id": printed_table,
                "measure": MEASURE,
                **{name: codes.get(name, "_Z") for name in dimensions},
                "ref_area": area,
                "period_start": "2023-04-01",
                "period_end": "2024-03-31",
                "period_type": "financial_year",
                "value": cell.value,
                "value_lower": 0 if hidden else cell.value,
                "value_upper": table.threshold if hidden else cell.value,
                "obs_status": status,
                "value_text": shown,
                "provision": "FOIA 40(2)" if hidden else None,
                "note": None,
            }
        )
    end = len(text) - 1
    rows["figures"] += figures
    rows["letters"].append(
        {
            "letter_id": letter,
            "authority": "E08000026",
            "reference": "g",
            "letter_date": "2024-06-01",
            "request_received": None,
            "subject": None,
            "regime": "FOIA",
            "source_url": None,
            "fetched": None,
            "source_file": f"raw/{letter}.txt",
            "media_type": "text/plain",
            "sha256": letter[1:6].zfill(64),
            "bytes": len(text),
            "reuse_terms": "none_stated",
        }
    )
    rows["questions"].append(
        {
            "question_id": question,
            "letter_id": letter,
            "position": 1,
            "number": None,
            "parent_id": None,
            "text": "How many?",
        }
    )
    rows["answers"].append(
        {
            "question_id": question,
            "outcome": "part_withheld" if hides else "granted",
            "refers_to": None,
            "text": text[answer_start:end],
            "span_start": answer_start,
            "span_end": end,
        }
    )
    rows["tables"].append(
        {
            "table_id": printed_table,
            "question_id": question,
            "position": 1,
            "caption": None,
            "layout": "tabs",
            "n_rows": len(table.cells),
            "n_columns": 2,
            "span_start": table_start,
            "span_end": end,
        }
    )
    return text
