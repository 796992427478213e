"""A table of a page, and how tables that go on over a page become one."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.forms.document import Box
from pipeline.extract.forms.pdf.rows import goes_on
from pipeline.extract.lexer import datum
from pipeline.extract.tables.grid import Cell, Piece
from pipeline.extract.tables.headings import is_datum

_NEAR = 6.0  # points by which columns on two pages may differ
Row = tuple[Box, ...]


@dataclass(frozen=True)
class Table:
    """Rows of cells from the top. ``edges`` are where the columns begin, and where the last ends."""

    layout: str
    edges: tuple[float, ...]
    rows: tuple[Row, ...]
    n_headings: int | None = None


@functools.lru_cache(maxsize=8192)
def is_number(text: str) -> bool:
    """Whether a text is one number or a mark in a number's place."""
    # Word by word 'one' is a word: a number in words is known in its cell.
    return datum.parse(text) is not None and is_datum(Cell((Piece(text, 0),)))


def followed(table: Table, after: Table) -> Table | None:
    """Give both as one table where ``after``, on top of the next page, goes on with ``table``; else None."""
    rows = _in_columns_of(table, after) if table.layout == after.layout else None
    if rows is None:
        return None
    again = 0
    while again < min(len(rows), len(table.rows)) and _texts(rows[again]) == _texts(table.rows[again]):
        again += 1
    has_own = not again and _has_headings(after) and _has_headings(table)
    if again < (after.n_headings or 0) or has_own:
        return None
    return replace(table, rows=(*table.rows[:-1], *_as_one(table.rows[-1], rows[again:])))


def _as_one(last: Row, rows: Sequence[Row]) -> Sequence[Row]:
    """Give the last row of a page and those of the next, the first of which may be its rest."""
    first = rows[0] if rows else ()
    if len(first) == 1 and len(last) > 1 and last[0].columns == 1 and goes_on(last[0].text, first[0].text):
        return ((_with(last[0], first[0].text), *last[1:]), *rows[1:])
    if first and _is_rest(last, first):
        return (tuple(_with(a, b.text) for a, b in zip(last, first, strict=True)), *rows[1:])
    return (last, *rows)


def _in_columns_of(table: Table, after: Table) -> list[Row] | None:
    """Give the rows of ``after`` in the columns of ``table``; None where they stand elsewhere.

    Numbers on one page may stand a little to the side of those on another, and a column may be empty there.
    """
    pairs = list(zip(table.edges, after.edges, strict=False))
    if len(table.edges) == len(after.edges) and all(abs(a - b) <= _NEAR for a, b in pairs):
        return list(after.rows)
    if table.layout != "aligned" or len(after.edges) > len(table.edges):
        return None
    closest = min((b - a for a, b in zip(table.edges, table.edges[1:], strict=False)), default=_NEAR)
    places = []
    for x in after.edges:
        distances = [abs(edge - x) for edge in table.edges]
        k = distances.index(min(distances))
        if abs(table.edges[k] - x) > max(closest / 2, _NEAR):
            return None
        places.append(k)
    if len(set(places)) < len(places) or places[0] != 0:
        return None
    rows: list[Row] = []
    for row in after.rows:
        if any(box.columns > 1 for box in row):
            if len(row) > 1:
                return None
            rows.append((replace(row[0], columns=len(table.edges)),))
            continue
        texts = dict(zip(places, (box.text for box in row), strict=True))
        rows.append(tuple(Box(texts.get(k, "")) for k in range(len(table.edges))))
    return rows


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(" ".join(box.text.split()) for box in row)


def _has_headings(table: Table) -> bool:
    """Whether the first row names columns: it has several cells with words, and no number."""
    if not table.rows:
        return False
    cells = [box.text for box in table.rows[0][1:] if box.text]
    return len(cells) > 1 and len(cells) > (len(table.edges) - 2) / 2 and not any(map(is_number, cells))


def _is_rest(last: Row, first: Row) -> bool:
    """Whether a row on top of a page is the rest of the row that the page before it ends with."""
    if len(last) != len(first) or any(box.rows > 1 for box in (*last, *first)):
        return False
    if [box.columns for box in last] != [box.columns for box in first]:
        return False
    label, more = last[0].text, first[0].text
    filled, filled_too = ([bool(box.text) for box in row[1:]] for row in (last, first))
    if any(a and b and is_number(y.text) for a, b, y in zip(filled, filled_too, first[1:], strict=True)):
        return False
    if not more:
        return any(filled_too) and not any(filled)
    return goes_on(label, more) and not (any(filled) and any(filled_too))


def _with(box: Box, text: str) -> Box:
    return replace(box, text=f"{box.text} {text}".strip())
