"""Rows of numbers parted by single spaces, as text taken from a web page or an e-mail has lost its columns.

    Ethnicity Total
    White British 121
    Any other White
    background 6

A row is a label and then as many numbers or marks as the rows beside it. Lines without numbers between rows
begin the label of the row below. The headings above are words without their columns: periods are told apart
by how they are written, other words are dealt out as is most plausible (dealing.py).
"""

import re
from collections.abc import Iterable, Sequence

from pipeline.extract import numbers, periods
from pipeline.extract.lines import Line
from pipeline.extract.tables.dealing import MOST_LINES, Dealt, deal
from pipeline.extract.tables.grid import Cell, Grid, Piece, squared

PRECEDENCE = 40
_DATUM = re.compile(
    r"(?:£?[0-9][0-9,]*(?:\.[0-9]+)?%?|<\s?[0-9]+|\*{1,3}|[cCsS~#]|\[[cxzsS]\]|-|N/A)(?=\s|$)"
)
_WORD = re.compile(r"\S+")
_BULLET = re.compile(r"\s*[•●▪◦·‣○*-]\s")
_GAP = re.compile(r"\S {3,}\S")
_NUMBERED = re.compile(
    r"(?:\(?[0-9]{1,2}[.)]|\(?[a-z][.)]|[ivx]+[.)])\s|(?:table|figure|appendix)\s+[0-9]", re.I
)
_LABELLED = re.compile(r"[:=]\s*£?[0-9<][0-9,.]*%?$|\s[-–]\s+£?[0-9][0-9,.]*%?$")  # a list's row
_LONGEST_LABEL = 90
_LONGEST_HEADING_LINE = 110
_FEWEST_ROWS = 3


def find(lines: Sequence[Line]) -> Iterable[Grid]:
    """Give a grid for each run of rows of numbers that has headings above it."""
    i = 0
    while i < len(lines):
        n = _columns(lines[i]) or _marks_above_a_row(lines, i)
        rows, last, first = [], i, i
        while n and first < len(lines):
            at = _next_row(lines, first, n)
            if at is None:
                break
            rows.append((first, at))
            first = last = at + 1
        labels = [_label(lines[a : b + 1], n) for a, b in rows]
        head = _headings(lines, i, n, labels) if rows and (len(rows) >= _FEWEST_ROWS or n > 1) else None
        if head:
            above, names = head
            body = [[label, *_data(lines[b], n)] for label, (_, b) in zip(labels, rows, strict=True)]
            yield Grid("flattened", squared([names, *body]), lines[above].start, lines[last - 1].end, 1)
        i = max(last, i + 1)


def _columns(line: Line, *, marks_alone: bool = False) -> int:
    """Give how many numbers or marks a line ends in, after a label; 0 where it is no row. ``marks_alone``
    where marks without a number beside them are enough.
    """
    if _GAP.search(line.text.strip()):
        return 0  # columns that still stand apart are no matter of counting words
    words = _WORD.findall(line.text)
    n = 0
    while n < len(words) and _DATUM.fullmatch(words[-1 - n]):
        n += 1
    if n > 1 and all(periods.is_period(word) for word in words[-n:]):
        return 0  # a heading
    if n == len(words):
        n -= 1  # '2019 74 132': the first number is the label
    is_row = n > 0 and not _BULLET.match(line.text) and len(line.text) < _LONGEST_LABEL + 12 * n
    label = line.text[: _data_start(line, n)].strip() if is_row else ""
    if not label or label.endswith((":", "-", "–", "=", ",")) or re.search(r"[.?!;]\s", label):
        return 0
    if n == 2 and words[-2] in ("-", "–"):
        return 0  # 'Arson - 7': the dash parts the label from its number
    return n if marks_alone or any(numbers.parse(word) for word in words[-n:]) else 0


def _marks_above_a_row(lines: Sequence[Line], i: int) -> int:
    n = _columns(lines[i], marks_alone=True)
    return n if n and i + 1 < len(lines) and _columns(lines[i + 1]) == n else 0


def _data_start(line: Line, n: int) -> int:
    return [match.start() for match in _WORD.finditer(line.text)][-n]


def _next_row(lines: Sequence[Line], first: int, n: int) -> int | None:
    """Give the line that ends the row starting at ``first``: that line itself, or the one below a label's
    first line.
    """
    if not lines[first].text.strip():
        return None
    if _columns(lines[first], marks_alone=True) in range(max(1, n - 1), n + 1):
        return first
    below = first + 1
    is_label = not re.search(r"[0-9.?:!]", lines[first].text) and len(lines[first].text) < _LONGEST_LABEL / 3
    return below if is_label and below < len(lines) and _columns(lines[below]) == n else None


def _label(lines: Sequence[Line], n: int) -> Cell:
    pieces = [
        Piece(line.text.strip(), line.start + len(line.text) - len(line.text.lstrip())) for line in lines[:-1]
    ]
    last = lines[-1]
    shown = last.text[: _data_start(last, min(n, _columns(last, marks_alone=True)))].rstrip()
    return Cell((*pieces, Piece(shown.lstrip(), last.start + len(shown) - len(shown.lstrip()))))


def _data(line: Line, n: int) -> list[Cell]:
    words = list(_WORD.finditer(line.text))[-min(n, _columns(line, marks_alone=True)) :]
    return [Cell((Piece(word[0], line.start + word.start()),)) for word in words]


def _headings(
    lines: Sequence[Line], first: int, n: int, labels: Sequence[Cell]
) -> tuple[int, list[Cell]] | None:
    """Give the line at which the headings start, and one heading a column, that of the labels first."""
    above = first - 1
    if not _may_be_heading(lines, above):
        return None
    words = list(_WORD.finditer(lines[above].text))
    stated = periods.find(lines[above].text)
    if len(stated) >= n:
        spans = [(one.start, one.end) for one in stated]
        if words[-1].start() >= spans[-1][1] and len(spans) == n - 1:
            spans.append(words[-1].span())
        return above, _named(lines[above], spans[-n:])
    if len(stated) == n - 1 and n > 1 and words[-1].start() >= stated[-1].end:
        return above, _named(lines[above], [*((one.start, one.end) for one in stated), words[-1].span()])
    by_period = all(periods.find(label.text) for label in labels)
    tops = [above]
    while len(tops) < MOST_LINES and _may_be_heading(lines, tops[-1] - 1):
        tops.append(tops[-1] - 1)
    dealings = deal(tuple(tuple(lines[top].text.split()) for top in tops), n, by_period=by_period)
    # Headings begin below a sentence, rather than in the middle of one.
    scored = [
        (found.score + (0.0 if _may_be_heading(lines, top - 1) else 0.8), top, found.ways)
        for top, found in zip(tops, dealings, strict=False)
        if found
    ]
    if scored:
        _, top, ways = max(scored)
        return top, _dealt(lines[top : above + 1], ways)
    if len(words) < max(n, 2):
        return None
    return above, _named(lines[above], [(len(lines[above].text), len(lines[above].text))])


def _may_be_heading(lines: Sequence[Line], i: int) -> bool:
    text = lines[i].text.strip() if i >= 0 else ""
    return (
        bool(text)
        and not text.endswith((".", ":", "?", ";"))
        and not _BULLET.match(text)
        and not _NUMBERED.match(text)
        and not _LABELLED.search(text)
        and len(text) <= _LONGEST_HEADING_LINE
    )


def _dealt(lines: Sequence[Line], dealt: Sequence[Dealt]) -> list[Cell]:
    pieces: list[list[Piece]] = [[] for _ in dealt[0]]
    for line, way in zip(lines, dealt, strict=True):
        words = list(_WORD.finditer(line.text))
        first = 0
        for i, run in enumerate(way):
            if run:
                start, end = words[first].start(), words[first + len(run) - 1].end()
                pieces[i].append(Piece(line.text[start:end], line.start + start))
            first += len(run)
    return [Cell(tuple(one)) for one in pieces]


def _named(line: Line, spans: Sequence[tuple[int, int]]) -> list[Cell]:
    label = line.text[: spans[0][0]]
    first = (
        Cell((Piece(label.strip(), line.start + len(label) - len(label.lstrip())),))
        if label.strip()
        else Cell(())
    )
    return [first, *(Cell((Piece(line.text[a:b], line.start + a),)) for a, b in spans if a < b)]
