"""Tables without rules between their columns: numbers that stand below one another, labels to their left.

Columns are where the numbers stand; the headings are the lines above whose words stand over them, a heading
over several columns being of each. Rows are dealt out by ``rows``, with the help of whatever rules or shades
there are between them.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.extract import periods
from pipeline.extract.forms.document import Box
from pipeline.extract.forms.pdf.heading_lines import above, heading_rows, is_far, nearest
from pipeline.extract.forms.pdf.page import Line
from pipeline.extract.forms.pdf.rows import Strip, deal, goes_on
from pipeline.extract.forms.pdf.segments import (
    ITEM,
    MOST_LABEL_LINES,
    SLACK,
    Segment,
    is_datum,
    may_be_datum,
    segments,
)
from pipeline.extract.forms.pdf.table import Row, Table

_WIDEST_DISTANCE = 3.5  # of the font's size, between lines of one table
_FEWEST_ROWS = 3
_SAME_LABEL = 1.18  # of the smallest distance between two lines of labels
_LABELS_ALIGNED = 0.6


@dataclass(frozen=True)
class _Row:
    line: Line
    label: tuple[Segment, ...]
    data: tuple[Segment, ...]


def find(lines: Sequence[Line], parted: Sequence[float]) -> Iterable[tuple[int, int, Table]]:
    """Give the tables of these lines, each with the first of its lines and the one after its last.
    ``parted`` are the heights at which something is drawn between rows.
    """
    free, i = 0, 0
    while i < len(lines):
        row = _row(lines[i])
        if row is None or not (row.label or len(row.data) > 1 or _is_beside(lines, i)):
            i += 1
            continue
        end, rows = _run(lines, i)
        rows = _with_labels(rows, lines[i:end])
        columns = _columns(rows)
        if not columns:
            i = max(end, i + 1)
            continue
        begun_above = _rows_above(lines, free, i, columns)
        rows = [*begun_above, *rows]
        begun, headings, top = above(lines, free, _at(lines, rows[0].line), columns)
        is_one = len(rows) >= _FEWEST_ROWS or (headings and (len(rows) > 1 or len(columns) > 1))
        if not is_one:
            i += 1
            continue
        columns = _with_empty(columns, headings, rows)
        end = _below(lines, rows, i, end, columns, parted)
        numbers = {id(one.line): one for one in rows}
        yield top, end, _table(lines[begun:end], numbers, columns, headings, parted)
        free = i = end


def _is_beside(lines: Sequence[Line], i: int) -> bool:
    """Whether a number stands beside a label in two lines, between them."""
    line = lines[i]
    return any(
        abs(other.base - line.base) < 0.9 * line.size and other.x1 < line.x0
        for other in (*lines[max(i - 1, 0) : i], *lines[i + 1 : i + 2])
    )


def _row(line: Line) -> _Row | None:
    if line.words[0].turned:
        return None
    parts = segments(line)
    n = 0
    while n < len(parts) and may_be_datum(parts[-1 - n].text):
        n += 1
    while n and not is_datum(parts[-n].text):
        n -= 1
    if not n:
        return None
    label, data = parts[: len(parts) - n], parts[len(parts) - n :]
    if all(periods.is_period(one.text) for one in data) or (
        not label and not any(re.search("[0-9]", one.text) for one in data)
    ):
        return None
    if label and len(label) == 1 and ITEM.fullmatch(label[0].text):
        return None if n == 1 else _Row(line, tuple(label), tuple(data))
    return _Row(line, tuple(label), tuple(data))


def _run(lines: Sequence[Line], first: int) -> tuple[int, list[_Row]]:
    """Give the rows from ``first`` on whose numbers stand below one another, and where they end."""
    rows: list[_Row] = []
    end, n_labels, left = first, 0, 0.0
    for i in range(first, len(lines)):
        line = lines[i]
        if i > first and line.top - lines[i - 1].bottom > _WIDEST_DISTANCE * line.size:
            break
        row = _row(line)
        if row is not None and (not rows or _fits(row, rows, left)):
            left = min([one.data[0].x0 for one in (*rows, row)])
            rows.append(row)
            end, n_labels = i + 1, 0
        elif rows and (texts := _texts_in_columns(line, rows)) is not None:
            rows.append(texts)
            end, n_labels = i + 1, 0
        elif line.x1 < left + SLACK and n_labels < MOST_LABEL_LINES and not line.words[0].turned:
            n_labels += 1
        else:
            break
    return end, rows


def _with_labels(rows: Sequence[_Row], lines: Sequence[Line]) -> list[_Row]:
    """Give the rows with their labels: where numbers alone stand to the left of everything they are labels,
    elsewhere they stand beside a label that was wrapped.
    """
    numbers = {id(row.line) for row in rows}
    ends = [one.x1 for row in rows for one in row.label[:1]]
    ends += [line.x1 for line in lines if id(line) not in numbers]
    zone = max(ends, default=float("inf"))
    return [
        _Row(row.line, row.data[:1], row.data[1:])
        if not row.label and len(row.data) > 1 and row.data[0].x0 < zone - SLACK
        else row
        for row in rows
    ]


def _fits(row: _Row, rows: Sequence[_Row], left: float) -> bool:
    """Whether the numbers of a row stand below or beside those above, and its label to their left."""
    if row.label and row.label[-1].x1 > min(one.x1 for one in rows[-1].data[:1]) and row.label[0].x0 >= left:
        return False
    placed = [(one.x0, one.x1) for other in rows[-8:] for one in other.data]
    met = sum(any(a - SLACK < one.x1 and one.x0 < b + SLACK for a, b in placed) for one in row.data)
    known = max(len(other.data) for other in rows[-8:])
    return met > 0 and 2 * met >= min(len(row.data), known)


def _texts_in_columns(line: Line, rows: Sequence[_Row]) -> _Row | None:
    """Give a row that holds words where others hold numbers: 'Not held'."""
    if line.words[0].turned:
        return None
    parts = segments(line)
    left = min(one.data[0].x0 for one in rows)
    label = [one for one in parts if one.x0 < left - SLACK and one.x1 < left + SLACK]
    data = parts[len(label) :]
    if not label or not data or len(" ".join(one.text for one in data).split()) > 4 * len(data):
        return None
    placed = [(one.x0, one.x1) for other in rows for one in other.data]
    if all(any(a - SLACK < one.x1 and one.x0 < b + SLACK for a, b in placed) for one in data):
        return _Row(line, tuple(label), tuple(data))
    return None


def _columns(rows: Sequence[_Row]) -> list[tuple[float, float]]:
    """Give where the numbers stand, from left to right; in a wide place the fullest rows tell them apart."""
    numeric = [[one for one in row.data if may_be_datum(one.text)] for row in rows]
    columns: list[tuple[float, float]] = []
    for x0, x1 in sorted((one.x0, one.x1) for data in numeric for one in data):
        if columns and x0 < columns[-1][1] - 0.5:
            columns[-1] = (columns[-1][0], max(x1, columns[-1][1]))
        else:
            columns.append((x0, x1))
    fullest = max((len(data) for data in numeric), default=0)
    if len(columns) < fullest:
        same = [data for data in numeric if len(data) == fullest]
        columns = [
            (min(data[k].x0 for data in same), max(data[k].x1 for data in same)) for k in range(fullest)
        ]
    return columns


def _with_empty(
    columns: Sequence[tuple[float, float]], headings: Sequence[Sequence[Segment]], rows: Sequence[_Row]
) -> list[tuple[float, float]]:
    """Give the columns with those that have a heading and no number: on this page, perhaps."""
    ends = [one.x1 for row in rows for one in row.label]
    zone = max(ends, default=columns[0][0] - 1)
    found = list(columns)
    for parts in headings:
        met = [
            sum(part.x0 < b + SLACK and a - SLACK < part.x1 for a, b in found)
            for part in parts
            if part.x0 > zone
        ]
        if max(met, default=0) != 1 or 2 * sum(met) < len(met) or len(met) < 2:
            continue
        alone = [part for part in parts if part.x0 > zone]
        found += [(part.x0, part.x1) for part, n in zip(alone, met, strict=True) if not n]
    return sorted(found)


def _rows_above(
    lines: Sequence[Line], free: int, first: int, columns: Sequence[tuple[float, float]]
) -> list[_Row]:
    """Give the rows above the first with a label beside it: numbers in the middle of a wrapped label."""
    found: list[_Row] = []
    left = columns[0][0]
    for at in range(first - 1, free - 1, -1):
        line = lines[at]
        if is_far(line, lines[at + 1]) or line.words[0].turned or first - at > MOST_LABEL_LINES:
            break
        row = _row(line)
        is_alone = (
            row is not None and not row.label and _fits(row, [_Row(line, (), _as_data(columns, line))], left)
        )
        if row is not None and is_alone:
            found.insert(0, row)
        elif line.x1 > left + SLACK:
            break
    return found


def _as_data(columns: Sequence[tuple[float, float]], line: Line) -> tuple[Segment, ...]:
    word = line.words[0]
    return tuple(Segment((replace(word, x0=a, x1=b),)) for a, b in columns)


def _at(lines: Sequence[Line], line: Line) -> int:
    return next(i for i, one in enumerate(lines) if one is line)


def _below(
    lines: Sequence[Line],
    rows: Sequence[_Row],
    first: int,
    end: int,
    columns: Sequence[tuple[float, float]],
    parted: Sequence[float],
) -> int:
    """Give where the labels of the last row end."""
    shown = " ".join(one.text for one in rows[-1].label)
    below = [at for at in parted if at > lines[end - 1].base]
    closing = min(below) if below else 0.0
    pairs = itertools.pairwise(rows)
    is_framed = 2 * sum(any(a.line.base < at < b.line.base for at in parted) for a, b in pairs) > len(rows)
    numbers = {id(row.line) for row in rows}
    bare = {id(row.line) for row in rows if not row.label}
    labels = [line for line in lines[first:end] if id(line) not in bare]
    is_wrapped = any(id(line) not in numbers for line in labels)
    distances = [b.base - a.base for a, b in itertools.pairwise(labels) if b.base - a.base > 1]
    closest = min(distances, default=0.0)
    last = labels[-1].base if labels else lines[end - 1].base
    begin = min((line.x0 for line in labels), default=0.0)
    while end < len(lines):
        line = lines[end]
        if line.x1 > columns[0][0] + SLACK or is_far(lines[end - 1], line) or line.words[0].turned:
            break
        in_frame = is_framed and line.base < closing
        is_close = is_wrapped and line.base - last <= _SAME_LABEL * closest and abs(line.x0 - begin) < SLACK
        if not in_frame and not is_close and not goes_on(shown, line.text):
            break
        shown, last = line.text, line.base
        end += 1
    return end


def _table(
    lines: Sequence[Line],
    numbers: dict[int, _Row],
    columns: Sequence[tuple[float, float]],
    headings: Sequence[Sequence[Segment]],
    parted: Sequence[float],
) -> Table:
    labels = _label_columns(list(numbers.values()), columns)
    n = len(labels) + len(columns)
    strips = []
    for line in lines:
        row = numbers.get(id(line))
        label = " ".join(one.text for one in row.label) if row else line.text
        strips.append(Strip(line.base, label, row is not None))
    body: list[Row] = []
    for members in deal(strips, parted):
        cells: list[list[str]] = [[] for _ in range(n)]
        for i in members:
            row = numbers.get(id(lines[i]))
            for one in segments(lines[i]):
                is_data = row is not None and one.x0 >= row.data[0].x0 - 0.1
                for k, text in _placed(one, labels, columns, is_data=is_data):
                    cells[k].append(text)
        texts = [" ".join(cell) for cell in cells]
        if not any(texts[1:]) and texts[0]:
            body.append((Box(texts[0], n),))
        else:
            body.append(tuple(Box(text) for text in texts))
    heads = heading_rows(headings, labels, columns)
    edges = (*labels, *((a + b) / 2 for a, b in columns))
    return Table("aligned", edges, (*heads, *body), len(heads))


def _label_columns(rows: Sequence[_Row], columns: Sequence[tuple[float, float]]) -> list[float]:
    """Give where columns of labels begin: further ones where most rows have something."""
    begin = min((row.label[0].x0 for row in rows if row.label), default=columns[0][0] - 40)
    starts = sorted(one.x0 for row in rows for one in row.label[1:])
    found = [begin]
    group: list[float] = []
    for x in [*starts, None]:
        if group and (x is None or x - group[0] > 2 * SLACK):
            if len(group) >= max(_LABELS_ALIGNED * len(rows), 2):
                found.append(group[0])
            group = []
        if x is not None:
            group.append(x)
    return found


def _placed(
    one: Segment, labels: Sequence[float], columns: Sequence[tuple[float, float]], *, is_data: bool
) -> list[tuple[int, str]]:
    if not is_data:
        return [(max(k for k, x in enumerate(labels) if k == 0 or one.x0 >= x - SLACK), one.text)]
    met = [k for k, (a, b) in enumerate(columns) if one.x0 < b and a < one.x1]
    if len(met) > 1 and len(one.words) >= len(met):
        return [(len(labels) + nearest(columns, word.x0, word.x1), word.text) for word in one.words]
    return [(len(labels) + (met[0] if len(met) == 1 else nearest(columns, one.x0, one.x1)), one.text)]
