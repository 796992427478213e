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

from pipeline.extract import periods
from pipeline.extract.lexer import datum
from pipeline.extract.lines import Line
from pipeline.extract.tables import kinds
from pipeline.extract.tables.dealing import MOST_LINES, Dealt, deal
from pipeline.extract.tables.grid import Cell, Grid, Piece, cell, squared

PRECEDENCE = 40
_SEPARATORS = ("-", "–", ":", "=")
_BAND = re.compile(r"\s*[0-9]{1,3}(?:\s*(?:[-–]|to)\s*[0-9]{1,3}|\s?\+)(?=\s)")
_UNFINISHED = re.compile(
    r"(?:[,(/&–-]|\b(?:of|the|to|and|or|for|in|with|by|from|on|at|a|an))$", re.IGNORECASE
)
_WORD = re.compile(r"\S+")
_BULLET = re.compile(r"\s*[•●▪◦·‣○*-]\s")
_GAP = re.compile(r"\S {3,}\S")
_NUMBERED = re.compile(
    r"(?:\(?[0-9]{1,2}[.)]|\(?[a-z][.)]|[ivx]+[.)])\s|(?:table|figure|appendix|questions?|q|answers?)\s*[0-9]",
    re.I,
)
_LABELLED = re.compile(r"[:=]\s*£?[0-9<][0-9,.]*%?$|\s[-–]\s+£?[0-9][0-9,.]*%?$")  # a list's row
# 'Position at 31 January 2025' says of what the whole table is.
_CAPTION = re.compile(
    r"(?:(?:position|figures|data|snapshot|numbers)\s+)?(?:taken\s+)?(?:as\s+)?(?:at|of|on)\s+[0-9]", re.I
)
_LONGEST_LABEL = 90
_LONGEST_HEADING_LINE = 110
_FEWEST_ROWS = 3
_FARTHEST_RIVAL = 12  # lines
_FEWEST_DEALT = 4  # words, of which the last is the period of the only column
_MOST_LABEL_LINES = 4  # below the numbers of a row


def find(lines: Sequence[Line]) -> Iterable[Grid]:
    """Give a grid for each run of rows of numbers that has headings above it."""
    i = first_free = 0
    while i < len(lines):
        n = 0 if _ends_in_its_year(lines, i) else _columns(lines[i]) or _marks_above_a_row(lines, i)
        rows: list[tuple[int, int, int]] = []  # first line, line with the numbers, line after
        last, first = i, i
        while n and first < len(lines):
            start, at = first, _next_row(lines, first, n)
            if at is None:
                break
            first = last = _rest_of_label(lines, at, n)
            rows.append((start, at, first))
        if n > 1 and _end_in_number([lines[at] for _, at, _ in rows], n):
            n -= 1  # 'Grade 5 12 10.4'
        labels = [_label(lines[a : b + 1], lines[b + 1 : c], n) for a, b, c in rows]
        is_table = rows and (len(rows) >= _FEWEST_ROWS or n > 1)
        first_seen = max(first_free, i - MOST_LINES - 2)
        head = _headings(lines[first_seen:last], i - first_seen, n, labels) if is_table else None
        if head:
            above, names = head[0] + first_seen, head[1]
            first_free = last
            body = [[label, *_data(lines[b], n)] for label, (_, b, _) in zip(labels, rows, strict=True)]
            doubt = _rival(lines, above, n)
            rows_found = squared([names, *body])
            doubts = [_odd_label(cells[0]) if len(cells) <= n else None for cells in body]
            yield Grid(
                "flattened",
                rows_found,
                lines[above].start,
                lines[last - 1].end,
                1,
                doubt,
                (None, *doubts) if any(doubts) else (),
            )
        i = max(last, i + 1)


def _odd_label(label: Cell) -> str | None:
    """Say where the end of the label of a row that lacks a number may be a cell that is not understood:
    'North TBC 12'.
    """
    words = label.text.split()
    is_odd = len(words) > 1 and (kinds.is_odd(words[-1]) or kinds.read(words[-1]) is not None)
    return f"the label {label.text!r} may hold a cell that is not understood" if is_odd else None


def _columns(line: Line, *, marks_alone: bool = False) -> int:
    """Give how many numbers or marks a line ends in, after a label; 0 where it is no row. ``marks_alone``
    where marks without a number beside them are enough.
    """
    if _GAP.search(line.text.strip()):
        return 0  # columns that still stand apart are no matter of counting words
    places = _places(line)
    n = len(places)
    if n and not marks_alone and datum.is_in_words(line.text[slice(*places[0])]):
        n -= 1  # 'Ethnicity not known 12 14': words beside the label are its own
    shown = [line.text[start:end] for start, end in places[len(places) - n :]]
    if periods.are_series(shown):
        return 0  # a heading
    is_row = n > 0 and not _BULLET.match(line.text) and len(line.text) < _LONGEST_LABEL + 12 * n
    label = line.text[: places[-n][0]].strip() if is_row else ""
    if not label or label.endswith(("-", "–", "=", ",")) or re.search(r"[.?!;]\s", label):
        return 0
    if n == 1 and label.endswith(":"):
        return 0  # of a list
    if n == 2 and shown[0] in _SEPARATORS:
        return 0  # 'Arson - 7': the dash parts the label from its number
    return n if marks_alone or any(_is_number(text) for text in shown) else 0


def _places(line: Line) -> list[tuple[int, int]]:
    """Give the places of the data in which a line ends, the first of them being its label where nothing
    stands before.
    """
    band = _BAND.match(line.text)
    skipped = band.end() if band else 0
    places = [(skipped + a, skipped + b) for a, b in datum.at_end(line.text[skipped:])]
    # '2019 74 132': the first number is the label
    is_whole = bool(places) and not band and not line.text[: places[0][0]].strip()
    return places[1:] if is_whole else places


def _is_number(text: str) -> bool:
    found = datum.parse(text)
    return found is not None and not found.is_mark


def _ends_in_its_year(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is a heading such as 'Risk level Reports 2024' and no row."""
    below = lines[i + 1].text.split() if i + 1 < len(lines) else []
    words = lines[i].text.split()
    return (
        len(words) > 2
        and bool(below)
        and _columns(lines[i]) == _columns(lines[i + 1]) == 1
        and periods.is_period(words[-1])
        and not periods.is_period(words[-2])
        and not periods.is_period(below[-1])
    )


def _marks_above_a_row(lines: Sequence[Line], i: int) -> int:
    n = _columns(lines[i], marks_alone=True)
    return n if n and i + 1 < len(lines) and _columns(lines[i + 1]) == n else 0


def _data_start(line: Line, n: int) -> int:
    return _places(line)[-n][0]


def _next_row(lines: Sequence[Line], first: int, n: int) -> int | None:
    """Give the line that ends the row starting at ``first``: that line itself, or the one below a label's
    first line.
    """
    if not lines[first].text.strip():
        return None
    if _columns(lines[first], marks_alone=True) in range(max(1, n - 1), n + 1):
        return first
    below = first + 1
    text = lines[first].text.strip()
    is_open = bool(_UNFINISHED.search(text)) or text.count("(") > text.count(")")
    longest = _LONGEST_LABEL * 2 / 3 if is_open else _LONGEST_LABEL / 3
    is_label = (is_open or not re.search(r"[0-9.?:!]", text)) and len(text) < longest
    return below if is_label and below < len(lines) and _columns(lines[below]) == n else None


def _end_in_number(rows: Sequence[Line], n: int) -> bool:
    """Whether the labels end in numbers, which alone tell them apart."""
    full = [line for line in rows if _columns(line) == n]
    return len(full) > 1 and len({line.text[: _data_start(line, n)].strip() for line in full}) == 1


def _rest_of_label(lines: Sequence[Line], row: int, n: int) -> int:
    """Give the index after the lines that go on with the label of a row."""
    shown = lines[row].text[: _data_start(lines[row], min(n, _columns(lines[row], marks_alone=True)))].strip()
    at = row + 1
    while at < len(lines) and at <= row + _MOST_LABEL_LINES:
        text = lines[at].text.strip()
        goes_on = text and (text[0].islower() or _UNFINISHED.search(shown)) and len(text) < _LONGEST_LABEL / 3
        if (
            not goes_on
            or text[-1] in ".?:;)"
            or _NUMBERED.match(f"{text} ")
            or _columns(lines[at], marks_alone=True)
        ):
            break
        at, shown = at + 1, text
    return at


def _label(lines: Sequence[Line], below: Sequence[Line], n: int) -> Cell:
    pieces = [
        Piece(line.text.strip(), line.start + len(line.text) - len(line.text.lstrip())) for line in lines[:-1]
    ]
    last = lines[-1]
    shown = last.text[: _data_start(last, min(n, _columns(last, marks_alone=True)))].rstrip()
    own = Piece(shown.lstrip(), last.start + len(shown) - len(shown.lstrip()))
    rest = (Piece(line.text.strip(), line.start + len(line.text) - len(line.text.lstrip())) for line in below)
    return Cell((*pieces, own, *rest))


def _data(line: Line, n: int) -> list[Cell]:
    places = _places(line)[-min(n, _columns(line, marks_alone=True)) :]
    return [Cell((Piece(line.text[a:b], line.start + a),)) for a, b in places]


def _headings(
    lines: Sequence[Line], first: int, n: int, labels: Sequence[Cell]
) -> tuple[int, list[Cell]] | None:
    """Give the line at which the headings start, and one heading a column, that of the labels first."""
    above = first - 1
    if not _may_be_heading(lines, above):
        return None
    stated = _stated(lines[above], n)
    if stated and (n > 1 or stated[0][0] == 0 or len(lines[above].text.split()) < _FEWEST_DEALT):
        return above, _named(lines[above], stated)
    repeated = _repeated(lines, above, n)
    if repeated:
        return above - 1, repeated
    return _plausible(lines, above, n, labels)


def _rival(lines: Sequence[Line], above: int, n: int) -> str | None:
    """Say where another line, above those that were taken for headings, names as many periods as there are
    columns.
    """
    for i in range(above - 1, max(above - _FARTHEST_RIVAL, -1), -1):
        found = periods.find(lines[i].text)
        if len(found) == n > 1 and _may_be_heading(lines, i) and not periods.find(lines[above].text):
            return f"{lines[i].text.strip()!r} above may be the headings of this table"
    return None


def _stated(line: Line, n: int) -> list[tuple[int, int]]:
    """Give the places of ``n`` periods, or of one less and a last word ('Total'); none where there are
    fewer.
    """
    last = list(_WORD.finditer(line.text))[-1]
    found = [(one.start, one.end) for one in periods.find(line.text)]
    if len(found) == n - 1 and n > 1 and last.start() >= found[-1][1]:
        found.append(last.span())
    return found[-n:] if len(found) >= n else []


def _plausible(
    lines: Sequence[Line], above: int, n: int, labels: Sequence[Cell]
) -> tuple[int, list[Cell]] | None:
    """Give the headings as they are dealt out best."""
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
    if len(_WORD.findall(lines[above].text)) < max(n, 2):
        return None
    return above, _named(lines[above], [(len(lines[above].text), len(lines[above].text))])


def _repeated(lines: Sequence[Line], above: int, n: int) -> list[Cell] | None:
    """Give the headings where the lowest line says the same for each of those above it:

    2021/22 2022/23
    Ward Reports Fines Reports Fines
    """
    if above < 1 or not _may_be_heading(lines, above - 1):
        return None
    names = list(_WORD.finditer(lines[above].text))[-n:]
    over = list(_WORD.finditer(lines[above - 1].text))
    each = n // len(over) if over and n % len(over) == 0 else 0
    if each < 1 or len(over) < 2 or len(names) < n:
        return None
    if (
        any(names[i][0] != names[i % each][0] for i in range(n))
        or len({one[0] for one in names[:each]}) < each
    ):
        return None
    label = lines[above].text[: names[0].start()]
    cells = [cell(label, lines[above].start)]
    for i, name in enumerate(names):
        upper = over[i // each]
        pieces = (
            Piece(upper[0], lines[above - 1].start + upper.start()),
            Piece(name[0], lines[above].start + name.start()),
        )
        cells.append(Cell(pieces))
    return cells


def _may_be_heading(lines: Sequence[Line], i: int) -> bool:
    text = lines[i].text.strip() if i >= 0 else ""
    return (
        bool(text)
        and not text.endswith((".", ":", "?", ";"))
        and not _BULLET.match(text)
        and not _NUMBERED.match(text)
        and not _LABELLED.search(text)
        and not _CAPTION.match(text)
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
