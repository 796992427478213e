"""Columns kept apart by runs of spaces, as text taken from a PDF in its layout has them.

A row is a label and, two spaces or more to its right, numbers or marks; an empty cell is a gap. Where the
numbers of all rows stand says where the columns are, or a heading of periods where it has more; every other
number belongs to the nearest, and so does whatever else stands there. Headings are the lines above whose
words stand over the columns. Lines without numbers between two rows are the rest of the label above where
they go on with its sentence, else the beginning of the one below. Lines that stand wholly to the right of
the labels are letterheads that a page break put between.
"""

import bisect
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.extract import periods
from pipeline.extract.lines import Line
from pipeline.extract.tables import kinds
from pipeline.extract.tables.dealing import is_of_labels
from pipeline.extract.tables.grid import EMPTY, Cell, Grid, Piece, squared
from pipeline.extract.tables.labels import is_unfinished

PRECEDENCE = 30
_SEGMENT = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")
_LONGEST_REMARK = 20
_NARROWEST_GAP = 3  # before a word that stands in a column; two spaces may part the words of a label
_WIDEST_GAP_OF_PROSE = 3  # justified text has gaps too
_SLACK = 2
_ITEM = re.compile(r"\s*\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)]\s*")
# The number of an answer, '4a)' or '4b) i.', with its one figure beside it.
_ANSWER = re.compile(
    r"\s*\(?(?:[0-9]{1,2}\s?\(?[a-h]?|[a-z]|[ivx]{1,4})[.)](?:\s+\(?(?:[a-z]|[ivx]{1,4})[.)])?\s+\S+\s*"
)
_QUESTION = re.compile(r"\s*\(?[0-9]{1,2}[.)]\s(?:\s*\S+ ){6}")  # with words behind it, and no cells
_NUMBERED = re.compile(r"\s*\(?[0-9]{1,2}[.)]\s+\S")
_PART_OF_ROW = re.compile(r"(?:of\s+(?:which|whom|these|those)|including|excluding)\b", re.IGNORECASE)
_CAPTION = re.compile(
    r"\s*(?:(?:table|figure|appendix|annex)\s+[0-9A-Z]{1,2}\b"
    r"|(?:questions?|q|answers?|response)\s*\.?\s*[0-9]{1,2}[a-z]?\W*$)",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(?:grand )?totals?", re.IGNORECASE)
_FEWEST_ROWS = 3
_MOST_LABEL_LINES = 15  # of one row: the labels of the police run long
_MOST_OTHER_LINES = 3  # wider than a label, between two rows
_MOST_HEADING_LINES = 7
_FEWEST_WORDS_OF_PROSE = 6


@dataclass(frozen=True)
class _Row:
    line: Line
    label: tuple[Piece, ...]
    data: tuple[tuple[int, int], ...]  # places on the line


def find(lines: Sequence[Line]) -> Iterable[Grid]:
    """Give a grid for each run of rows whose numbers stand below one another."""
    first_free = 0
    for found in _runs(lines):
        run, doubt = _without_year(found)
        first, last = _index(lines, run[0].line), _index(lines, run[-1].line)
        columns = _columns(run, lines[max(first_free, first - _MOST_HEADING_LINES) : first])
        begun = _label_lines_above(lines, first_free, first, columns)
        begun, is_row = _rows_above(lines, first_free, begun, columns)
        doubt = doubt or is_row
        last = _rows_below(lines, last, columns)
        n_rows = len(run) + sum(
            _is_odd_row(line, columns) for line in lines[begun : last + 1] if line.text.strip()
        )
        headings, top = _headings(lines, first_free, begun, columns, min(_indent(row.line) for row in run))
        if n_rows < _FEWEST_ROWS and not (headings and (n_rows > 1 or len(columns) > 1)):
            continue
        if not any(heading.pieces for heading in headings):
            begun = first  # what stands above the rows may be anything
        bottom = _label_lines_below(lines, last, run[-1], columns)
        rows = _with_labels(lines[begun : bottom + 1], columns, {row.line.number for row in run})
        body = [_cells(row, columns) for row in rows]
        yield Grid(
            "aligned",
            squared([headings, *body] if headings else body),
            (top if headings else lines[begun]).start,
            lines[bottom].end,
            1 if headings else 0,
            doubt,
        )
        first_free = bottom + 1


def _index(lines: Sequence[Line], line: Line) -> int:
    return bisect.bisect_left(lines, line.number, key=lambda one: one.number)


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def _runs(lines: Sequence[Line]) -> Iterable[list[_Row]]:
    run: list[_Row] = []
    left = 0  # where the numbers of the run begin
    n_label_lines = n_other_lines = 0
    for line in [*lines, None]:
        row = None if line is None else _row(line, marks_alone=bool(run) and n_label_lines == 0)
        if line is not None and row is not None and (not run or _indent(line) < left):
            left = min(row.data[0][0], left) if run else row.data[0][0]
            run.append(row)
            n_label_lines = n_other_lines = 0
            continue
        if line is not None and line.text.strip() and _indent(line) <= left:
            if _starts_anew(line) or _is_heading(line, left) or _is_numbered_heading(line, run):
                n_other_lines += _MOST_OTHER_LINES + 1
            elif len(line.text.rstrip()) < left + _SLACK:
                n_label_lines += 1
            else:
                n_other_lines += 1
        if run and (line is None or n_label_lines > _MOST_LABEL_LINES or n_other_lines > _MOST_OTHER_LINES):
            yield run
            run, n_label_lines, n_other_lines = [], 0, 0


def _without_year(run: list[_Row]) -> tuple[list[_Row], str | None]:
    """Leave out a first row of nothing but years, which heads counts of another kind; and say why it may be a
    count itself.
    """
    shown = [[row.line.text[a:b] for a, b in row.data] for row in run]
    is_year = all(map(periods.is_period, shown[0])) and (len(shown[0]) == 1 or periods.are_series(shown[0]))
    if len(run) < 2 or not is_year or all(map(periods.is_period, shown[1])):
        return run, None
    label = " ".join(piece.text for piece in run[0].label)
    return run[1:], None if is_of_labels(label) else f"the row {label!r} was taken for headings"


def _starts_anew(line: Line) -> bool:
    """Whether a line ends a table for sure: the number of the next question or table, or a heading of
    periods.
    """
    is_numbered = _ITEM.fullmatch(line.text) or _ANSWER.fullmatch(line.text) or _QUESTION.match(line.text)
    return bool(is_numbered or _CAPTION.match(line.text)) or len(_heading_periods(line)) > 1


def _is_numbered_heading(line: Line, run: Sequence[_Row]) -> bool:
    """Whether a line begins with the number of a question, '2. Year', and no row above it does."""
    return bool(_NUMBERED.match(line.text)) and not any(_NUMBERED.match(row.line.text) for row in run)


def _is_heading(line: Line, left: int) -> bool:
    """Whether words stand apart over the columns, which begin at ``left``."""
    over = [one for one in _SEGMENT.finditer(line.text) if one.start() >= left - _SLACK]
    return len(over) > 1 and not any(re.search("[0-9]", one[0]) or _is_datum(one[0]) for one in over)


def _heading_periods(line: Line) -> list[tuple[int, int]]:
    """Give the places of the periods in which a line ends, where it is a heading of two or more."""
    places: list[tuple[int, int]] = []
    for one in reversed(list(_SEGMENT.finditer(line.text))):
        if not periods.is_period(one[0]) and not (not places and _TOTAL.fullmatch(one[0])):
            break
        places.append(one.span())
    return places[::-1] if len(places) > 1 else []


def _ends_in_periods(line: Line) -> bool:
    """Whether a line ends in two periods or more that single blanks part, as headings do: 'Jan 18 Feb 18'."""
    found = periods.find(line.text)
    if len(found) < 2 or all(periods.is_bare_year(one.text) for one in found):
        return False
    between = "".join(line.text[a.end : b.start] for a, b in itertools.pairwise(found))
    return not between.strip() and not line.text[found[-1].end :].strip()


def _row(line: Line, *, marks_alone: bool = False) -> _Row | None:
    """Give a line as a row; ``marks_alone`` where it needs no number, since it stands below other rows."""
    segments = list(_SEGMENT.finditer(line.text))
    n = 0
    while n < len(segments) - 1 and _may_be_datum(segments[-1 - n][0]):
        n += 1
    while n and not _is_datum(segments[-n][0]):
        n -= 1  # a short word to the left of the numbers may end the label
    data, label = segments[len(segments) - n :], segments[: len(segments) - n]
    if (
        not data
        or "\t" in line.text
        or _CAPTION.match(line.text)
        or _ANSWER.fullmatch(line.text)
        or _ends_in_periods(line)
        or periods.are_series([one[0] for one in data])
        or periods.are_series([one[0] for one in segments])
    ):
        return None
    if data[0].start() - label[-1].end() < 2:
        return None
    if not (marks_alone and n > 1) and not any(re.search("[0-9]", one[0]) for one in data):
        return None
    return _Row(line, _pieces(line, label), tuple(one.span() for one in data))


def _is_datum(segment: str) -> bool:
    return kinds.stands_for_number(segment)


def _may_be_datum(segment: str) -> bool:
    return _is_datum(segment) or kinds.is_odd(segment)


def _pieces(line: Line, segments: Sequence[re.Match[str]]) -> tuple[Piece, ...]:
    return tuple(Piece(one[0], line.start + one.start()) for one in segments)


def _columns(run: Sequence[_Row], above: Sequence[Line]) -> list[tuple[int, int]]:
    """Give the places of the columns, from left to right: numbers that stand below one another share one."""
    columns: list[tuple[int, int]] = []
    for start, end in sorted(place for row in run for place in row.data):
        if columns and start < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(end, columns[-1][1]))
        else:
            columns.append((start, end))
    fullest = max((row.data for row in run), key=len)
    if len(columns) < len(fullest):  # a wide number bridges two columns: the fullest row tells them apart
        same = [row.data for row in run if len(row.data) == len(fullest)]
        columns = [
            (min(data[i][0] for data in same), max(data[i][1] for data in same)) for i in range(len(fullest))
        ]
    stated = next((found for line in reversed(above) if (found := _heading_periods(line))), [])
    return stated if len(stated) > len(columns) else columns


def _is_label(line: Line, columns: Sequence[tuple[int, int]]) -> bool:
    """Whether a line stands to the left of the columns, and nowhere else."""
    return bool(line.text.strip()) and len(line.text.rstrip()) < columns[0][0] + _SLACK


def _label_lines_above(
    lines: Sequence[Line], first_free: int, first_row: int, columns: Sequence[tuple[int, int]]
) -> int:
    """Give the index of the line at which the label of the first row begins."""
    begun = at = first_row
    while at > first_free and first_row - at < _MOST_LABEL_LINES:
        at -= 1
        if not lines[at].text.strip():
            continue
        if (
            not _is_label(lines[at], columns)
            or lines[at].text.rstrip()[-1] in ".?:"
            or _starts_anew(lines[at])
        ):
            break
        begun = at
    return begun


def _rows_above(
    lines: Sequence[Line], first_free: int, first: int, columns: Sequence[tuple[int, int]]
) -> tuple[int, str | None]:
    """Give the index of the first of the rows above whose cells are not understood, and why such a row may be
    one of headings. Each stands below a line that has words over as many columns.
    """
    doubt = None
    while first - 1 > first_free and _is_odd_row(lines[first - 1], columns):
        own, above = ([*_SEGMENT.finditer(line.text)] for line in (lines[first - 1], lines[first - 2]))
        if len(above) < len(own) or abs(above[0].start() - own[0].start()) >= _SLACK:
            break
        if _goes_on(above[0][0], own[0][0]):
            break  # with the heading of the labels
        if not any(_may_be_datum(one[0]) for one in own[1:]):
            if doubt:
                break
            doubt = f"the row {own[0][0]!r} was taken for one of data, and may be headings"
        first -= 1
    return first, doubt


def _rows_below(lines: Sequence[Line], last: int, columns: Sequence[tuple[int, int]]) -> int:
    """Give the index of the last of the rows below whose cells are not understood."""
    while last + 1 < len(lines) and _is_odd_row(lines[last + 1], columns):
        last += 1
    return last


def _is_odd_row(line: Line, columns: Sequence[tuple[int, int]]) -> bool:
    """Whether a line is no row by itself, and has a label and short cells below columns."""
    segments = list(_SEGMENT.finditer(line.text))
    if len(segments) < 2 or len(segments) > len(columns) + 1 or _row(line) or _starts_anew(line):
        return False
    label, *cells = segments
    return (
        label.end() <= cells[0].start() - _NARROWEST_GAP
        and label.start() < columns[0][0] - _SLACK
        and all(len(one[0]) <= _LONGEST_REMARK and _stands_below(one.span(), columns) for one in cells)
        and not any(periods.is_period(one[0]) for one in cells)
    )


def _stands_below(place: tuple[int, int], columns: Sequence[tuple[int, int]]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in columns)


def _label_lines_below(
    lines: Sequence[Line], last_row: int, row: _Row, columns: Sequence[tuple[int, int]]
) -> int:
    """Give the index of the line at which the label of the last row ends."""
    at = last_row
    shown = row.label[-1].text if row.label else ""
    for i in range(last_row + 1, min(last_row + 1 + _MOST_LABEL_LINES, len(lines))):
        line = lines[i]
        if not line.text.strip():
            continue
        if not _is_label(line, columns) or not _goes_on(shown, line.text.strip()):
            break
        at, shown = i, line.text.strip()
    return at


def _goes_on(before: str, line: str) -> bool:
    """Whether a line of a label is the rest of what was begun."""
    is_item = bool(_ITEM.fullmatch(line) or _PART_OF_ROW.match(line))
    return not is_item and (line[0].islower() or line[0] in ")&/" or is_unfinished(before))


def _is_prose(line: Line) -> bool:
    """Whether the words of a line stand as in a sentence, and are no run of periods."""
    if _ends_in_periods(line):
        return False
    words = list(_WORD.finditer(line.text))
    gaps = [b.start() - a.end() for a, b in itertools.pairwise(words)]
    return len(words) >= _FEWEST_WORDS_OF_PROSE and max(gaps) <= _WIDEST_GAP_OF_PROSE


def _headings(
    lines: Sequence[Line], first_free: int, first_row: int, columns: Sequence[tuple[int, int]], margin: int
) -> tuple[list[Cell], Line]:
    """Give a heading for the labels, which begin at ``margin``, and one for each column, and the line at
    which the headings start.
    """
    n = len(columns)
    over: list[list[Piece]] = [[] for _ in range(n + 1)]
    top, used = lines[first_row], 0
    for line in reversed(lines[first_free:first_row]):
        segments = list(_SEGMENT.finditer(line.text))
        if not segments:
            continue
        above = [
            one for one in segments if one.start() >= columns[0][0] - 20 and one.end() > columns[0][0] - 8
        ]
        if len(segments) > 1 and above[:1] == segments[:1] and abs(segments[0].start() - margin) < _SLACK:
            above = above[1:]  # that of the labels
        if not above or used == _MOST_HEADING_LINES or line.text.rstrip().endswith((".", "?", ":")):
            break
        if len(segments) - len(above) > 3 or _is_prose(line) or _CAPTION.match(line.text):
            break
        names = [" ".join(piece.text for piece in pieces) for pieces in over[1:]]
        if len(segments) == 1 and _goes_over(above[0], columns, names):
            break  # what it says of all of them is the caption's
        each = n // len(above) if n % len(above) == 0 and len(above) > 1 else n
        if each < n and all(names) and all(names[i] == names[i % each] for i in range(n)):
            # Each goes over as many columns, which have the same names again and again.
            for i in range(n):
                one = above[i // each]
                over[i + 1].insert(0, Piece(one[0], line.start + one.start()))
        else:
            for i, pieces in _placed(line, segments, above, columns):
                over[i][:0] = pieces
        top, used = line, used + 1
        if _NUMBERED.match(line.text):
            break  # the number of the question: nothing above is of this table
    cells = [Cell(tuple(pieces)) for pieces in over]
    return (cells if any(one.pieces for one in cells) else []), top


def _goes_over(one: re.Match[str], columns: Sequence[tuple[int, int]], names: Sequence[str]) -> bool:
    """Whether words stand over several columns that periods below them tell apart."""
    under = [name for (a, b), name in zip(columns, names, strict=True) if one.start() < b and a < one.end()]
    return len(under) > 1 and all(map(periods.is_period, under))


def _placed(
    line: Line,
    segments: Sequence[re.Match[str]],
    above: Sequence[re.Match[str]],
    columns: Sequence[tuple[int, int]],
) -> Iterable[tuple[int, list[Piece]]]:
    placed: dict[int, list[Piece]] = {}
    own = periods.find(line.text)
    if len(own) == len(columns) and _ends_in_periods(line):  # one for each, however they stand
        label = line.text[: own[0].start].strip()
        if label:
            placed[0] = [Piece(label, line.start + line.text.index(label))]
        return [
            *placed.items(),
            *((i + 1, [Piece(one.text, line.start + one.start)]) for i, one in enumerate(own)),
        ]
    for one in segments:
        is_over = one in above
        centres = [i for i, (a, b) in enumerate(columns) if one.start() <= (a + b) / 2 <= one.end()]
        if is_over and len(centres) > 1:  # headings so close that one space parts them
            for word in _WORD.finditer(line.text, *one.span()):
                i = _nearest(columns, *word.span()) + 1
                placed.setdefault(i, []).append(Piece(word[0], line.start + word.start()))
            continue
        i = _nearest(columns, *one.span()) + 1 if is_over else 0
        placed.setdefault(i, []).append(Piece(one[0], line.start + one.start()))
    return placed.items()


def _nearest(columns: Sequence[tuple[int, int]], start: int, end: int) -> int:
    return min(range(len(columns)), key=lambda i: abs(sum(columns[i]) - start - end))


def _with_labels(lines: Sequence[Line], columns: Sequence[tuple[int, int]], numbers: set[int]) -> list[_Row]:
    """Give the rows of these lines, each with its whole label; ``numbers`` are the lines known to be rows."""
    rows: list[_Row] = []
    begun: list[Piece] = []
    for line in lines:
        row = _read(line, columns, is_row=line.number in numbers)
        if row is not None:
            rows.append(_Row(line, (*begun, *row.label), row.data))
            begun = []
        elif line.text.strip() and _indent(line) < columns[0][0]:
            piece = Piece(line.text.strip(), line.start + _indent(line))
            above = rows[-1].label[-1].text if rows and rows[-1].label else ""
            if rows and not begun and _is_label(line, columns) and _goes_on(above, piece.text):
                rows[-1] = _Row(rows[-1].line, (*rows[-1].label, piece), rows[-1].data)
            else:
                begun.append(piece)
    return rows


def _read(line: Line, columns: Sequence[tuple[int, int]], *, is_row: bool) -> _Row | None:
    """Give a line as a row now that it is known where the columns are; None where nothing stands in them.

    Words among the numbers are cells too ('see note'), and so is a number that only one space parts from the
    label.
    """
    if not is_row and _ends_in_periods(line):
        return None
    left = columns[0][0] - _SLACK
    label: list[Piece] = []
    data: list[tuple[int, int]] = []
    remarks = 0
    end_of_label = 0
    for one in _SEGMENT.finditer(line.text):
        words = list(_WORD.finditer(line.text, *one.span()))
        is_apart = bool(label) and one.start() - end_of_label >= _NARROWEST_GAP and one.end() > columns[0][0]
        if (one.start() >= left or is_apart) and (
            len(words) == 1 or not all(_is_datum(word[0]) for word in words)
        ):
            data.append(one.span())
            remarks += not _is_datum(one[0])
            continue
        cut = len(words)
        while cut and words[cut - 1].start() >= left and _is_datum(words[cut - 1][0]):
            cut -= 1
        data += [word.span() for word in words[cut:]]
        if cut:
            end_of_label = words[cut - 1].end()
            label.append(Piece(line.text[one.start() : end_of_label], line.start + one.start()))
    is_odd = not is_row and _is_odd_row(line, columns)
    if is_odd and data and len(data) <= len(columns):
        return _Row(line, tuple(label), tuple(data))
    if not data or len(data) > len(columns) or (remarks and not _may_hold_remarks(line, data, end_of_label)):
        return _row(line) if is_row else None
    if not is_row and not any(_is_datum(line.text[a:b]) for a, b in data):
        return None
    return _Row(line, tuple(label), tuple(data))


def _may_hold_remarks(line: Line, data: Sequence[tuple[int, int]], end_of_label: int) -> bool:
    cells = [line.text[start:end] for start, end in data]
    return (
        0 < end_of_label <= data[0][0] - _NARROWEST_GAP
        and any(_is_datum(cell) and re.search("[0-9]", cell) for cell in cells)
        and all(len(cell) <= _LONGEST_REMARK for cell in cells)
    )


def _cells(row: _Row, columns: Sequence[tuple[int, int]]) -> list[Cell]:
    cells = [Cell(row.label), *[EMPTY] * len(columns)]
    last = -1
    for k, (start, end) in enumerate(row.data):
        nearest = _nearest(columns, start, end)
        last = min(max(nearest, last + 1), len(columns) - len(row.data) + k)
        cells[last + 1] = Cell((Piece(row.line.text[start:end], row.line.start + start),))
    return cells
