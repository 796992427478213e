"""Rows of numbers parted by single spaces, as text taken from a web page or an e-mail has lost its columns.

    Ethnicity Total
    White British 121
    Any other White
    background 6

A row is a label and then as many numbers or marks as the rows beside it. Lines without numbers between rows
begin the label of the row below. The headings above are words without their columns: periods are told apart
by how they are written, other words are dealt out as is most plausible (dealing.py).
"""

import dataclasses
import functools
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.extract import periods
from pipeline.extract.lexer import datum
from pipeline.extract.lines import Line
from pipeline.extract.tables import kinds
from pipeline.extract.tables.blanks import LACKS, TOTAL, placed
from pipeline.extract.tables.dealing import MOST_LINES, Dealt, deal
from pipeline.extract.tables.grid import EMPTY, Cell, Grid, Piece, cell, squared
from pipeline.extract.tables.labels import MOST_LINES as MOST_LABEL_LINES
from pipeline.extract.tables.labels import Shared, is_unfinished, share

PRECEDENCE = 40
_SEPARATORS = ("-", "–", ":", "=")
_BAND = re.compile(r"\s*[0-9]{1,3}(?:\s*(?:[-–]|to)\s*[0-9]{1,3}|\s?\+)(?=\s)")
_WORD = re.compile(r"\S+")
_BULLET = re.compile(r"\s*[•●▪◦·‣○*-]\s")
_GAP = re.compile(r"\S {3,}\S")
_NUMBERED = re.compile(
    r"(?:\(?[0-9]{1,2}[.)]|[0-9]{1,2}\s?\([a-z]{1,3}\)|\(?[a-z][.)]|[ivx]+[.)])(?:\s|(?-i:(?=[A-Z][a-z])))|(?:table|figure|appendix|questions?|q|answers?)\s*[0-9]",
    re.I,
)
_LABELLED = re.compile(r"[:=]\s*£?[0-9<][0-9,.]*%?$|\s[-–]\s+£?[0-9][0-9,.]*%?$")  # a list's row
# 'Position at 31 January 2025' says of what the whole table is.
_CAPTION = re.compile(
    r"(?:(?:position|figures|data|snapshot|numbers)\s+)?(?:taken\s+)?(?:as\s+)?(?:at|of|on)\s+[0-9]", re.I
)
_REMARK = re.compile(r"\((?:as\s+at|as\s+of|to\s+date|up\s+to|until|so\s+far)\b[^()]*\)\s*$", re.IGNORECASE)
_LONGEST_LABEL = 90
_LONGEST_HEADING_LINE = 110
_LONGEST_HEADING = 22  # on one line, where there are many columns
_FEWEST_ROWS = 3
_MOST_LINES_BETWEEN = 2  # two tables of the same headings
_FARTHEST_RIVAL = 12  # lines
_FEWEST_DEALT = 4  # words, of which the last is the period of the only column
_LIST_NUMBER = re.compile(r"\s*\(?[0-9]{1,2}[.)]\s+")
_OF_HEADINGS = 0.5  # what a unit of a dealing's score is worth beside what labels cost
_STATED = 4.0  # as plausible as headings are that are periods, one for each column
_NEAR = 1.0
_MOST_ODD = 2  # values that a row has more or less than the others
_LACKING = 1.0  # what it costs that a row has a value less
_IN_LABEL = 0.4  # and that its label ends in a number
_NEAR_DEALING = 0.3
_DEALT = "its headings may be dealt to the columns otherwise"
_N_COLUMNS = "its rows may have a value more or less"
_UNSURE = "other lines may belong to the label of this row"


def find(lines: Sequence[Line]) -> Iterable[Grid]:
    """Give a grid for each run of rows of numbers that has headings above it."""
    at = first_free = 0
    above: _Above | None = None
    while at < len(lines):
        found = _rows(lines, at)
        grid = _grid(lines, first_free, *found, above) if found else None
        if grid:
            yield grid[0]
            first_free = grid[1]
            above = _Above(first_free, grid[0].rows[0])
        at = max(found[0][-1] + 1 if found else 0, at + 1, first_free)


@dataclass(frozen=True)
class _Above:
    """The headings of a table above, and the line below it."""

    end: int
    names: tuple[Cell, ...]

    def names_of(self, first: int, n: int) -> list[Cell] | None:
        """Give its headings where they go on for a table that begins at ``first``, below the number of a
        question: periods, one for each of ``n`` columns.
        """
        goes_on = first - self.end <= _MOST_LINES_BETWEEN and n > 1 and len(self.names) == n + 1
        return list(self.names) if goes_on and all(periods.find(c.text) for c in self.names[1:]) else None


def _rows(lines: Sequence[Line], first: int) -> tuple[list[int], int] | None:
    """Give the lines with the values of the rows of a table that begins at ``first``, and how many values
    most of them have.
    """
    n = 0 if _ends_in_its_year(lines, first) else _columns(lines[first]) or _marks_above_a_row(lines, first)
    if not n:
        return None
    rows, counts = [first], [n]
    is_numbered = bool(_LIST_NUMBER.match(lines[first].text))
    gap = 0
    for i in range(first + 1, len(lines)):
        own = _columns(lines[i], marks_alone=True)
        if own and abs(own - n) <= _MOST_ODD and not (gap and _closes(lines[rows[-1]])):
            rows.append(i)
            counts.append(own)
            gap = 0
        elif own or gap == MOST_LABEL_LINES or not _may_be_label(lines[i].text, is_numbered):
            break
        else:
            gap += 1
    most = max(set(counts), key=lambda one: (counts.count(one), one))
    begun = 0
    while counts[begun] < most and rows[begun + 1] - rows[begun] > 1:
        begun += 1  # a line above the headings
    end = next((k for k, one in enumerate(counts) if k > begun and abs(one - most) > _MOST_ODD), len(rows))
    return rows[begun:end], most


def _without_number(text: str) -> str:
    match = _LIST_NUMBER.match(text)
    return text[match.end() :] if match else text


def _may_be_label(text: str, is_numbered: bool) -> bool:
    """Whether a line may be a part of a label that was wrapped; ``is_numbered`` where labels begin with the
    number of a question.
    """
    shown = text.strip()
    return (
        bool(shown)
        and len(shown) <= _LONGEST_LABEL * (1 if is_numbered else 2 / 3)
        and not shown.endswith(("?", ";", "!") if is_numbered else ("?", ";", "!", "."))
        and not re.search(r"[.?!;]\s", _without_number(shown))
        and not _BULLET.match(text)
        and (is_numbered or not _NUMBERED.match(shown))
        and len(periods.find(shown)) < 2
    )


def _closes(line: Line) -> bool:
    return bool(TOTAL.match(line.text.strip()))


@dataclass(frozen=True)
class _Fit:
    """A way to read a table: what it costs, and how much more the next best costs."""

    cost: float
    margin: float
    top: int  # the line at which the headings begin
    names: Sequence[Cell]
    labels: Sequence[Cell]
    shared: Shared
    doubt: str | None


def _grid(
    lines: Sequence[Line], first_free: int, rows: list[int], n: int, table_above: _Above | None
) -> tuple[Grid, int] | None:
    """Give the table of which ``rows`` are the lines with the values, and the line after it."""
    if n > 1 and _end_in_number([lines[at] for at in rows], n):
        n -= 1  # 'Grade 5 12 10.4'
    counts = [_columns(lines[at], marks_alone=True) for at in rows]
    fits = {
        tried: fit
        for tried in {n, *(one for one in counts if abs(one - n) == 1 and counts.count(one) > 1)}
        if (fit := _fit(lines, first_free, rows, tried, table_above))
    }
    if not fits:
        return None
    n = min(fits, key=lambda one: fits[one].cost)
    fit = fits[n]
    body = placed([[label, *_data(lines[at], n)] for label, at in zip(fit.labels, rows, strict=True)], n)
    doubts = [
        (_odd_label(cells[0]) or LACKS if len(cells) <= n else None)
        or (_UNSURE if i in fit.shared.unsure else None)
        for i, cells in enumerate(body)
    ]
    if fit.margin < _NEAR:
        doubts[0] = doubts[0] or _UNSURE
    is_near = any(one.cost < fit.cost + _NEAR for tried, one in fits.items() if tried != n)
    last = rows[-1] + fit.shared.below[-1]
    grid = Grid(
        "flattened",
        squared([list(fit.names), *body]),
        lines[fit.top].start,
        lines[last].end,
        1,
        (_N_COLUMNS if is_near else None) or _rival(lines, fit.top, n) or fit.doubt,
        (None, *doubts) if any(doubts) else (),
    )
    return grid, last + 1


def _fit(
    lines: Sequence[Line], first_free: int, rows: Sequence[int], n: int, table_above: _Above | None
) -> _Fit | None:
    """Give the cheapest way to read rows of ``n`` values, their labels and the headings above them."""
    if n < 1 or (n == 1 and len(rows) < _FEWEST_ROWS):
        return None
    is_numbered = bool(_LIST_NUMBER.match(lines[rows[0]].text))
    own = [lines[at].text[: _data_start(lines[at], _n_of(lines[at], n))].strip() for at in rows]
    above = rows[0]
    while above > max(first_free, rows[0] - MOST_LABEL_LINES) and _may_begin(
        lines[above - 1].text, is_numbered
    ):
        above -= 1
    inner = [range(a + 1, b) for a, b in itertools.pairwise(rows)]
    below = rows[-1] + 1
    most = max(map(len, inner), default=0)  # the last label has hardly more lines than the others
    while below < len(lines) and (
        _may_go_on(lines, below, own[-1])
        if below - rows[-1] > most
        else not _columns(lines[below]) and _may_be_label(lines[below].text, is_numbered)
    ):
        below += 1
    gaps = [range(above, rows[0]), *inner, range(rows[-1] + 1, below)]
    counts = [_columns(lines[at], marks_alone=True) for at in rows]
    cells = [[cell(label, 0), *_data(lines[at], n)] for label, at in zip(own, rows, strict=True)]
    odd = _LACKING * sum(len(row) <= n for row in placed(cells, n)) + _IN_LABEL * sum(
        one > n for one in counts
    )
    best: _Fit | None = None
    shared = share(own, [[lines[i].text.strip() for i in gap] for gap in gaps])
    # Below periods, one for each column, first: no dealing of other words comes near.
    is_dealt = {above: not _stated(lines[rows[0] - above - 1], n) for above in shared if rows[0] > above}
    for n_above, way in sorted(shared.items(), key=lambda one: (is_dealt.get(one[0], True), one[1].cost)):
        if best and n > 1 and is_dealt.get(n_above, True) and not all(is_dealt.values()):
            continue
        labels = [
            _label(lines[at - up : at + 1], lines[at + 1 : at + 1 + down], n)
            for at, up, down in zip(rows, way.above, way.below, strict=True)
        ]
        first = rows[0] - n_above
        first_seen = max(first_free, first - MOST_LINES - 2)
        head = _headings(lines[first_seen : rows[-1] + 1], first - first_seen, n, labels)
        if head is None and table_above and (names := table_above.names_of(first, n)):
            head = first - first_seen, names, _STATED, None
        if (
            head is None
            and n > 1
            and len(rows) >= _FEWEST_ROWS
            and all(periods.is_period(one.text) for one in labels)
        ):
            head = first - first_seen, [EMPTY] * (n + 1), 0.0, None  # rows of periods need no headings
        if head is None:
            continue
        top, names, score, doubt = head
        cost = way.cost + odd - _OF_HEADINGS * score
        found = _Fit(cost, float("inf"), top + first_seen, names, labels, way, doubt)
        if best is None:
            best = found
        elif cost < best.cost:
            best = dataclasses.replace(found, margin=best.cost - cost)
        else:
            best = dataclasses.replace(best, margin=min(best.margin, cost - best.cost))
    return best


def _may_begin(text: str, is_numbered: bool) -> bool:
    """Whether a line above the first row may be of its label, rather than a sentence that leads to it."""
    return _may_be_label(text, is_numbered) and not text.rstrip().endswith(":")


def _n_of(line: Line, n: int) -> int:
    return min(n, _columns(line, marks_alone=True))


def _may_go_on(lines: Sequence[Line], i: int, before: str) -> bool:
    """Whether a line below the last row may be of its label."""
    text = lines[i].text.strip()
    before = before if _columns(lines[i - 1], marks_alone=True) else lines[i - 1].text.strip()
    goes_on = text and (text[0].islower() or is_unfinished(before)) and len(text) < _LONGEST_LABEL / 3
    return (
        bool(goes_on)
        and text[-1] not in ".?:;)"
        and not _NUMBERED.match(f"{text} ")
        and not _columns(lines[i], marks_alone=True)
    )


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
    return _count(line.text, marks_alone=marks_alone)


@functools.lru_cache(maxsize=4096)
def _count(text: str, *, marks_alone: bool) -> int:
    places = _places(text)
    n = len(places)
    if not n or _GAP.search(_without_number(text).strip()):
        return 0  # columns that still stand apart are no matter of counting words
    if not marks_alone and datum.is_in_words(text[slice(*places[0])]):
        n -= 1  # 'Ethnicity not known 12 14': words beside the label are its own
    shown = [text[start:end] for start, end in places[len(places) - n :]]
    if periods.are_series(shown):
        return 0  # a heading
    is_row = n > 0 and (n > 1 or not _BULLET.match(text)) and len(text) < _LONGEST_LABEL + 12 * n
    label = text[: places[-n][0]].strip() if is_row else ""
    if not label or label.endswith(("-", "–", "=", ",")) or re.search(r"[.?!;]\s", _without_number(label)):
        return 0
    if n == 1 and label.endswith(":"):
        return 0  # of a list
    if n == 2 and shown[0] in _SEPARATORS:
        return 0  # 'Arson - 7': the dash parts the label from its number
    return n if marks_alone or any(_is_number(one) for one in shown) else 0


def _places(text: str) -> Sequence[tuple[int, int]]:
    """Give the places of the data in which a line ends, the first of them being its label where nothing
    stands before.
    """
    band = _BAND.match(text)
    skipped = band.end() if band else 0
    remark = _REMARK.search(text)
    found = datum.at_end(text[skipped : remark and remark.start()])
    places = [(skipped + a, skipped + b) for a, b in found]
    # '2019 74 132': the first number is the label
    is_whole = bool(places) and not band and not text[: places[0][0]].strip()
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
    return _places(line.text)[-n][0]


def _end_in_number(rows: Sequence[Line], n: int) -> bool:
    """Whether the labels end in numbers, which alone tell them apart."""
    full = [line for line in rows if _columns(line) == n]
    return len(full) > 1 and len({line.text[: _data_start(line, n)].strip() for line in full}) == 1


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
    places = _places(line.text)[-min(n, _columns(line, marks_alone=True)) :]
    return [Cell((Piece(line.text[a:b], line.start + a),)) for a, b in places]


def _headings(
    lines: Sequence[Line], first: int, n: int, labels: Sequence[Cell]
) -> tuple[int, list[Cell], float, str | None] | None:
    """Give the line at which the headings start, one heading a column, that of the labels first, and how
    plausible they are.
    """
    above = first - 1
    if not _may_be_heading(lines, above, n):
        return None
    stated = _stated(lines[above], n)
    if stated and (n > 1 or stated[0][0] == 0 or len(lines[above].text.split()) < _FEWEST_DEALT):
        return above, _named(lines[above], stated), _STATED, None
    repeated = _repeated(lines, above, n)
    if repeated:
        return above - 1, repeated, _STATED, None
    return _plausible(lines, above, n, labels)


def _rival(lines: Sequence[Line], above: int, n: int) -> str | None:
    """Say where another line, above those that were taken for headings, names as many periods as there are
    columns.
    """
    for i in range(above - 1, max(above - _FARTHEST_RIVAL, -1), -1):
        found = periods.find(lines[i].text)
        if len(found) == n > 1 and _may_be_heading(lines, i, n) and not periods.find(lines[above].text):
            return f"{lines[i].text.strip()!r} above may be the headings of this table"
    return None


def _stated(line: Line, n: int) -> list[tuple[int, int]]:
    """Give the places of ``n`` periods, or of one less and a last word ('Total'); none where there are
    fewer.
    """
    last = next(reversed(list(_WORD.finditer(line.text))), None)
    if last is None:
        return []
    found = [(one.start, one.end) for one in periods.find(line.text)]
    if len(found) == n - 1 and n > 1 and last.start() >= found[-1][1]:
        found.append(last.span())
    found = found[-n:]
    between = [line.text[a[1] : b[0]].strip() for a, b in itertools.pairwise([*found, (len(line.text), 0)])]
    return found if len(found) == n and not any(between) else []


def _plausible(
    lines: Sequence[Line], above: int, n: int, labels: Sequence[Cell]
) -> tuple[int, list[Cell], float, str | None] | None:
    """Give the headings as they are dealt out best."""
    by_period = all(periods.find(label.text) for label in labels)
    tops = [above]
    while len(tops) < MOST_LINES and _may_be_heading(lines, tops[-1] - 1, n):
        tops.append(tops[-1] - 1)
    dealings = deal(tuple(tuple(lines[top].text.split()) for top in tops), n, by_period=by_period)
    # Headings begin below a sentence, rather than in the middle of one.
    scored = [
        (found.score + (0.0 if _may_be_heading(lines, top - 1, n) else 0.8), top, found.ways, found.margin)
        for top, found in zip(tops, dealings, strict=False)
        if found
    ]
    if scored:
        score, top, ways, margin = max(scored)
        second = sorted(one[0] for one in scored)[-2] if len(scored) > 1 else -float("inf")
        doubt = _DEALT if min(margin, score - second) < _NEAR_DEALING else None
        return top, _dealt(lines[top : above + 1], ways), score, doubt
    if len(_WORD.findall(lines[above].text)) < max(n, 2):
        return None
    return above, _named(lines[above], [(len(lines[above].text), len(lines[above].text))]), -_STATED, None


def _repeated(lines: Sequence[Line], above: int, n: int) -> list[Cell] | None:
    """Give the headings where the lowest line says the same for each of those above it:

    2021/22 2022/23
    Ward Reports Fines Reports Fines
    """
    if above < 1 or not _may_be_heading(lines, above - 1, n):
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


def _may_be_heading(lines: Sequence[Line], i: int, n: int = 1) -> bool:
    text = lines[i].text.strip() if i >= 0 else ""
    return (
        bool(text)
        and not text.endswith((".", ":", "?", ";"))
        and not _BULLET.match(text)
        and not _NUMBERED.match(text)
        and not _LABELLED.search(text)
        and not _CAPTION.match(text)
        and len(text) <= max(_LONGEST_HEADING_LINE, _LONGEST_HEADING * (n + 1))
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
