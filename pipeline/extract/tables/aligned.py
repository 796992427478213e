"""Columns kept apart by runs of spaces, as text taken from a PDF in its layout has them.

A row is a label and, two spaces or more to its right, numbers or marks; an empty cell is a gap. The
fullest rows, or a heading of periods where it has more, say where the columns are; every other number
belongs to the nearest, and so does whatever else stands there. Headings are the lines above whose words
stand over the columns; a line without numbers between two rows begins the label of the row below. Lines
that stand wholly to the right of the labels are letterheads that a page break put between.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.extract import periods
from pipeline.extract.lines import Line
from pipeline.extract.tables.grid import EMPTY, Cell, Grid, Piece, squared

PRECEDENCE = 30
_SEGMENT = re.compile(r"\S+(?: \S+)*")
_NUMBER = r"[-−]?£?-?[0-9][0-9,]*(?:\.[0-9]+)?%?"
_DATUM = re.compile(
    rf"{_NUMBER}|\({_NUMBER}\)|<\s?[0-9]+|\*{{1,3}}|[~#]|█+|\[?[cxzsS]\]?|[Nn]/?[Aa]|-|[Nn]il", re.ASCII
)
# What stands in a number's column beside numbers, whatever it means: 'TBC', 'xx', '?'.
_UNKNOWN = re.compile(r"(?!yes|no\b)[^\W\d_]{2,3}|[?!†‡]{1,3}", re.IGNORECASE)
_LONGEST_REMARK = 20
_NARROWEST_GAP = 3  # before a word that stands in a column; two spaces may part the words of a label
_SLACK = 2
_ITEM = re.compile(r"\s*\(?[0-9]{1,2}[.)]\s*")
_TOTAL = re.compile(r"(?:grand )?totals?", re.IGNORECASE)
_FEWEST_ROWS = 3
_MOST_LABEL_LINES = 3  # without numbers, between two rows
_MOST_HEADING_LINES = 7


@dataclass(frozen=True)
class _Row:
    line: Line
    label: tuple[Piece, ...]
    data: tuple[tuple[int, int], ...]  # places on the line


def find(lines: Sequence[Line]) -> Iterable[Grid]:
    """Give a grid for each run of rows whose numbers stand below one another."""
    first_free = 0
    for run in _runs(lines):
        at = lines.index(run[0].line)
        columns = _columns(run, lines[max(first_free, at - _MOST_HEADING_LINES) : at])
        headings, top = _headings(lines, first_free, run[0].line, columns)
        if len(run) < _FEWEST_ROWS and not headings:
            continue
        body = [_cells(row, columns) for row in _with_labels(lines, run, columns)]
        rows = [headings, *body] if headings else body
        yield Grid("aligned", squared(rows), top.start, run[-1].line.end, 1 if headings else 0)
        first_free = lines.index(run[-1].line) + 1


def _runs(lines: Sequence[Line]) -> Iterable[list[_Row]]:
    run: list[_Row] = []
    between = 0
    for line in lines:
        row = _row(line)
        left = min((place for one in run for place, _ in one.data), default=0)
        indent = len(line.text) - len(line.text.lstrip())
        if row is not None and (not run or indent < left):
            run.append(row)
            between = 0
        elif line.text.strip() and indent <= left:
            between += 1 + _MOST_LABEL_LINES * _starts_anew(line)
        if run and (between > _MOST_LABEL_LINES or line is lines[-1]):
            if len(run) > 1:
                yield run
            run, between = [], 0


def _starts_anew(line: Line) -> bool:
    """Whether a line ends a table for sure: a number of the next question, or a heading of periods."""
    return bool(_ITEM.fullmatch(line.text)) or len(_heading_periods(line)) > 1


def _heading_periods(line: Line) -> list[tuple[int, int]]:
    """Give the places of the periods in which a line ends, where it is a heading of two or more."""
    places: list[tuple[int, int]] = []
    for one in reversed(list(_SEGMENT.finditer(line.text))):
        if not periods.is_period(one[0]) and not (not places and _TOTAL.fullmatch(one[0])):
            break
        places.append(one.span())
    return places[::-1] if len(places) > 1 else []


def _row(line: Line) -> _Row | None:
    segments = list(_SEGMENT.finditer(line.text))
    n = 0
    while n < len(segments) - 1 and _may_be_datum(segments[-1 - n][0]):
        n += 1
    while n and not _DATUM.fullmatch(segments[-n][0]):
        n -= 1  # a short word to the left of the numbers may end the label
    data, label = segments[len(segments) - n :], segments[: len(segments) - n]
    if not data or "\t" in line.text or (n > 1 and all(periods.is_period(one[0]) for one in data)):
        return None
    if data[0].start() - label[-1].end() < 2 or not any(re.search("[0-9]", one[0]) for one in data):
        return None
    pieces = tuple(Piece(one[0], line.start + one.start()) for one in label)
    return _Row(line, pieces, tuple(one.span() for one in data))


def _may_be_datum(segment: str) -> bool:
    return bool(_DATUM.fullmatch(segment) or _UNKNOWN.fullmatch(segment))


def _columns(run: Sequence[_Row], above: Sequence[Line]) -> list[tuple[int, int]]:
    """Give the places of the columns, from left to right."""
    most = max(len(row.data) for row in run)
    fullest = [row.data for row in run if len(row.data) == most]
    columns = [
        (min(data[i][0] for data in fullest), max(data[i][1] for data in fullest)) for i in range(most)
    ]
    stated = next((found for line in reversed(above) if (found := _heading_periods(line))), [])
    return stated if len(stated) > most else columns


def _headings(
    lines: Sequence[Line], first_free: int, first_row: Line, columns: Sequence[tuple[int, int]]
) -> tuple[list[Cell], Line]:
    """Give a heading for the labels and one for each column, and the line at which the headings start."""
    over: list[list[Piece]] = [[] for _ in range(len(columns) + 1)]
    top, used = first_row, 0
    for line in reversed(lines[first_free : lines.index(first_row)]):
        segments = list(_SEGMENT.finditer(line.text))
        if not segments:
            continue
        above = [
            one for one in segments if one.start() >= columns[0][0] - 20 and one.end() > columns[0][0] - 8
        ]
        if not above or used == _MOST_HEADING_LINES or line.text.rstrip().endswith((".", "?", ":")):
            break
        if len(segments) - len(above) > 3:
            break  # words all along the line are a sentence
        for i, pieces in _placed(line, segments, above, columns):
            over[i][:0] = pieces
        top, used = line, used + 1
    cells = [Cell(tuple(pieces)) for pieces in over]
    return (cells if any(one.pieces for one in cells) else []), top


def _placed(
    line: Line,
    segments: Sequence[re.Match[str]],
    above: Sequence[re.Match[str]],
    columns: Sequence[tuple[int, int]],
) -> Iterable[tuple[int, list[Piece]]]:
    placed: dict[int, list[Piece]] = {}
    for one in segments:
        piece = Piece(one[0], line.start + one.start())
        centre = (one.start() + one.end()) / 2
        nearest = min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - centre))
        placed.setdefault(nearest + 1 if one in above else 0, []).append(piece)
    return placed.items()


def _with_labels(
    lines: Sequence[Line], run: Sequence[_Row], columns: Sequence[tuple[int, int]]
) -> list[_Row]:
    """Give the rows with the lines above them that begin their labels."""
    rows, last = [], lines.index(run[0].line)
    for row in run:
        at = lines.index(row.line, last)
        begun: list[Piece] = []
        for line in lines[last:at]:
            remarked = _remarked(line, columns)
            if remarked:
                rows.append(_Row(line, (*begun, *remarked.label), remarked.data))
                begun = []
            elif line.text.strip() and len(line.text) - len(line.text.lstrip()) < columns[0][0]:
                begun.append(Piece(line.text.strip(), line.start + len(line.text) - len(line.text.lstrip())))
        whole = _remarked(row.line, columns, len(row.data)) or row
        rows.append(_Row(row.line, (*begun, *whole.label), whole.data))
        last = at + 1
    return rows


def _remarked(line: Line, columns: Sequence[tuple[int, int]], n_known: int = 1) -> _Row | None:
    """Give a row in which words stand in a column among its numbers ('see note'), ``n_known`` of which are
    known; None for any other line.
    """
    segments = list(_SEGMENT.finditer(line.text))
    data = [one for one in segments if one.start() >= columns[0][0] - _SLACK]
    label = segments[: len(segments) - len(data)]
    if (
        not label
        or not n_known < len(data) <= len(columns)
        or data[0].start() - label[-1].end() < _NARROWEST_GAP
        or not any(re.search("[0-9]", one[0]) and _DATUM.fullmatch(one[0]) for one in data)
        or any(len(one[0]) > _LONGEST_REMARK for one in data)
    ):
        return None
    pieces = tuple(Piece(one[0], line.start + one.start()) for one in label)
    return _Row(line, pieces, tuple(one.span() for one in data))


def _cells(row: _Row, columns: Sequence[tuple[int, int]]) -> list[Cell]:
    cells = [Cell(row.label), *[EMPTY] * len(columns)]
    last = -1
    for k, (start, end) in enumerate(row.data):
        nearest = min(range(len(columns)), key=lambda i: abs(sum(columns[i]) - start - end))
        last = min(max(nearest, last + 1), len(columns) - len(row.data) + k)
        cells[last + 1] = Cell((Piece(row.line.text[start:end], row.line.start + start),))
    return cells
