"""Figures in the cells of a table, each under its headings."""

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract import periods
from pipeline.extract.context import Reason, unexplained
from pipeline.extract.context import find as find_context
from pipeline.extract.lexer import masked, numbers, scales
from pipeline.extract.lexer.token import Datum
from pipeline.extract.lines import joined
from pipeline.extract.structure import Status, Unit
from pipeline.extract.tables import kinds
from pipeline.extract.tables.grid import Cell, Piece
from pipeline.extract.tables.headings import (
    WITHOUT_EDGES,
    Headed,
    is_datum,
    is_short,
    is_terse,
    is_title,
    of_data,
)

_DURATION = re.compile(r"\b[0-9]+[\s–-]*(?:hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_LARGE = 100_000  # a number in thousands of pounds seldom is
_MOST_WORDS = 4  # of a cell with a number in it that is no sentence
_OPEN = re.compile(r"\b(?:up\s+to|until|till|since|by|before|after)\s+$", re.IGNORECASE)
_POUNDS = re.compile(r"£|\bGBP\b")
_PERCENT = re.compile(r"%|\bper\s?cent\b|\bpercentage\b", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """The figure of one cell. ``row_number`` and ``column_number`` count from 1 in the table's rows and
    columns.
    """

    text: str
    value: float | None
    lower: float | None
    upper: float | None
    unit: Unit | None
    status: Status
    period: str | None
    row_number: int
    column_number: int
    row: str | None
    column: str | None
    start: int
    end: int
    doubt: str | None
    scale: float


def entries(table: Headed, default_period: str | None, caption: str) -> tuple[Entry, ...]:
    """Give the figures of a table; ``default_period`` holds where neither row nor column says one, and the
    scale that ``caption`` states where no heading does.
    """
    found = []
    names = _row_names(table)
    labels = _labels(table)
    title = ""  # of the rows below it
    for i, row in enumerate(table.body):
        if is_title(row):
            title = joined(row[0].text)
            continue
        for j in range(table.n_labels, len(row)):
            if table.is_figure(i, j) and (j == 0 or row[j].start != row[j - 1].start):
                entry = _entry(table, row[j], labels[i], (i, j), title, default_period, caption)
                found.append(dataclasses.replace(entry, row=names[i]))
    return tuple(found)


def _row_names(table: Headed) -> list[str | None]:
    """Give what each row is called: by its last label, and by those before it where that tells rows apart
    which would else be called the same. The day on which something was counted stands beside its label, and
    is none; a period beside it is the figures' own.
    """
    labels = [[label for label in own if label] for own in _labels(table)]
    last = [
        next((label for label in reversed(own) if not _is_day(label)), own[-1] if own else None)
        for own in labels
    ]
    whole = [
        " ".join(
            label for label in own if label == name or periods.is_period(name or "") or not _is_dated(label)
        )
        or None
        for own, name in zip(labels, last, strict=True)
    ]
    return whole if len(set(whole)) > len(set(last)) else last


def _is_dated(label: str) -> bool:
    return bool(periods.find(label))


def _labels(table: Headed) -> list[list[str]]:
    """Give the labels of each row; one of several columns goes on over the empty cells below it."""
    found = []
    carried: list[str] = [""] * table.n_labels
    for row in table.body:
        own = [] if is_title(row) else [joined(cell.text) for cell in row[: table.n_labels]]
        filled = next((k for k, label in enumerate(own) if label), None)
        if filled is not None and table.n_labels > 1:
            carried = [*carried[:filled], *own[filled:]]
        found.append(carried if own and table.n_labels > 1 else own)
    return found


def not_understood(table: Headed) -> tuple[Piece, ...]:
    """Give the cells of columns of figures that hold something and give no figure, each line of a wrapped
    one by itself.
    """
    data = _data_columns(table)
    pieces = (
        piece
        for i, row in enumerate(table.body)
        if not is_title(row)
        for j, cell in enumerate(row)
        if j in data and not masked.is_masked(cell.text) and not table.is_figure(i, j)
        for piece in cell.pieces
        if piece.text.strip()
    )
    return tuple(dict.fromkeys(pieces))  # a cell over several columns is one


def _data_columns(table: Headed) -> set[int]:
    """Columns of figures, and those beside them that hold nothing but short cells."""
    columns = {j: [row[j] for row in table.body] for j in range(table.n_labels, len(table.columns))}
    found = {j for j, cells in columns.items() if _holds_figures(cells)}
    while more := {
        j for j, cells in columns.items() if j not in found and {j - 1, j + 1} & found and is_terse(cells)
    }:
        found |= more
    return found


def _holds_figures(cells: Sequence[Cell]) -> bool:
    """Whether figures are what a column is there for; a remark may happen to be one ('12', 'N/A')."""
    figures = [cell for cell in cells if is_datum(cell)]
    remarks = {joined(cell.text) for cell in cells if not is_datum(cell) and _is_remark(cell)}
    if any(_counts(cell) for cell in figures):
        return len(remarks) <= len(figures)
    return bool(figures) and not remarks


def _counts(cell: Cell) -> bool:
    found = kinds.read(cell.text)
    return found is None or not found.is_mark or found.status == "suppressed"


def _is_remark(cell: Cell) -> bool:
    text = cell.text
    if len(text.split()) > _MOST_WORDS:
        return True
    return bool(_LETTER.search(text)) and not re.search(r"[0-9]", text) and not is_short(cell)


def reasons(text: str, table: Headed) -> tuple[Reason, ...]:
    """Give the passages of a table whose numbers are not data: headings, labels of rows, and what remarks
    say.
    """
    found: list[Reason] = []
    for i, row in enumerate((*table.headings, *table.body)):
        for j, cell in enumerate(row):
            in_body = i - len(table.headings)
            if not cell.pieces or (in_body >= 0 and j >= table.n_labels and table.is_figure(in_body, j)):
                continue
            found += find_context(text, cell.start, cell.end)
            found += [
                Reason(m.start(), m.end(), "duration") for m in _DURATION.finditer(text, cell.start, cell.end)
            ]
            if i < len(table.headings):
                found += _labelled(table, cell, "column heading")
            elif j < table.n_labels or is_title(row):
                found += _labelled(table, cell, "row label")
    return tuple(found)


def _labelled(table: Headed, cell: Cell, why: str) -> Iterator[Reason]:
    """Give the places of a label or heading whose numbers are its own. Where nothing but blanks parts a label
    from its numbers, one in it may be data, so it is left to what else explains it.
    """
    for piece in cell.pieces:
        if why == "column heading":
            own = of_data(piece.text, table.grid.layout)
        else:
            is_apart = table.grid.layout not in WITHOUT_EDGES
            own = () if is_apart else tuple((one.start, one.end) for one in numbers.find(piece.text))
        bounds = [0, *(place for one in sorted(own) for place in one), len(piece.text)]
        for start, end in zip(bounds[::2], bounds[1::2], strict=True):
            if start < end:
                yield Reason(piece.start + start, piece.start + end, why)


def _entry(
    table: Headed,
    cell: Cell,
    labels: Sequence[str],
    place: tuple[int, int],
    title: str,
    default_period: str | None,
    caption: str,
) -> Entry:
    column = table.columns[place[1]]
    found = kinds.read(cell.text)
    if found is None:
        raise AssertionError(f"The cell {cell.text!r} holds neither a number nor a mark.")
    headings = " ".join([*labels, column])
    unit: Unit | None = (
        "GBP" if _POUNDS.search(headings) else "percent" if _PERCENT.search(headings) else None
    )
    over = " ".join([column, *table.over(place[1]), *labels, title])
    scale, doubt = _scale(found, cell.text[found.end : found.outer_end], over, caption)
    start = _offset(cell, found.start)
    own = None if unit == "GBP" and found.doubt == numbers.MAY_BE_UNIT else found.doubt
    return Entry(
        text=found.text,
        value=_times(found.value, scale),
        lower=_times(found.lower, scale),
        upper=_times(found.upper, scale),
        unit=found.unit or unit,
        status=found.status,
        doubt=doubt or own or table.doubt_at(place[0]) or _doubt(table, labels),
        scale=scale,
        period=_period(labels, column, [*reversed(table.over(place[1])), title]) or default_period,
        row_number=place[0] + 1,
        column_number=place[1] + 1,
        row=None,
        column=column or None,
        start=start,
        end=start + len(found.text),
    )


def _doubt(table: Headed, labels: Sequence[str]) -> str | None:
    """Say why the label of a figure may be wrong."""
    if table.grid.layout in WITHOUT_EDGES and any(map(unexplained, labels)):
        return "the label of its row holds a number that may be another figure"
    return None


def _scale(found: Datum, behind: str, headings: str, caption: str) -> tuple[float, str | None]:
    """Give the factor that headings state for a number that has none of its own and is no percentage, and
    why it is doubtful; ``behind`` is what stands behind the number.
    """
    if found.value == 0 or found.unit == "percent" or _LETTER.search(behind):
        return 1.0, None
    scale = scales.of(headings)
    if found.value is None:  # the bound of a mark may be of what is counted in thousands, or as it is printed
        has_bound = found.lower or found.upper
        return (
            1.0,
            f"the heading multiplies by {scale:,.0f}, and this is a bound"
            if scale > 1 and has_bound
            else None,
        )
    if scale == 1 and not _PERCENT.search(headings):
        scale = scales.of(caption)
        if scale > 1:
            return scale, f"the words above the table multiply by {scale:,.0f}, no heading does"
    is_large = scale > 1 and abs(found.value or 0) >= _LARGE
    return (
        scale,
        f"the heading multiplies by {scale:,.0f} and the number is large already" if is_large else None,
    )


def _times(value: float | None, scale: float) -> float | None:
    return None if value is None else round(value * scale, 6)


def _is_day(label: str) -> bool:
    found = periods.find(label)
    return len(found) == 1 and not found[0].is_span and found[0].text == label


def _offset(cell: Cell, index: int) -> int:
    """Give the letter's offset of a character of ``cell.text``."""
    for piece in cell.pieces:
        if index <= len(piece.text):
            return piece.start + index
        index -= len(piece.text) + 1
    return cell.end


def _period(labels: Sequence[str], column: str, further: Sequence[str]) -> str | None:
    """Give the period of a figure: from its row, its column, or ``further`` words over it, nearest first."""
    stated = next(((label, found[0]) for label in labels if (found := periods.find(label))), None)
    row = joined(stated[1].text) if stated else None
    over = next((joined(found.text) for found in periods.find(column)), None) or next(
        (joined(found.text) for words in further for found in periods.find(words) if found.is_span), None
    )
    month = next((label for label in labels if periods.is_period(label)), None)
    if row is None and month and over:
        return f"{month} {over}"  # a month beside, a year above
    if stated and over and _OPEN.search(stated[0][: stated[1].start]):
        return over  # 'up to March 24' beside, from when to when above
    return row or over
