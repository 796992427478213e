"""Which rows of a grid are headings, which columns are labels, and what each column is called."""

import dataclasses
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract import periods
from pipeline.extract.context import unexplained
from pipeline.extract.lexer import datum, masked, numbers, words
from pipeline.extract.lines import joined
from pipeline.extract.numbering import LETTERS
from pipeline.extract.tables import kinds
from pipeline.extract.tables.dealing import is_of_labels
from pipeline.extract.tables.grid import Cell, Grid

_UNIT = re.compile(
    r"\(?(?:£(?:\s?(?:000s?|k|m|million|thousands?))?|%|no\.?|number|gbp|fte|hours|days)\)?", re.IGNORECASE
)
_COUNT = re.compile(
    r"(?<![\w,.])(?!0+\b)(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+\.[0-9]+|[0-9]{3,}|[<≤]\s?[0-9]+)(?![\w/–-])"
)
_RATE = re.compile(r"\b(?:per|every|each)\s+[0-9][0-9,]*(?![\w.])", re.IGNORECASE)  # a heading's own unit
_BASE = re.compile(r"\bn\s?=\s?(?P<number>[0-9][0-9,]*)", re.IGNORECASE)  # a count that heads its column
_BAND = re.compile(
    r"(?:under|over|aged?)?\s*[0-9]{1,3}\s*(?:[-–]|to)\s*[0-9]{1,3}(?:\s*(?:years?|yrs?))?|[0-9]{1,3}\+",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_COUNTS = re.compile(
    r"\b(?:number|no\.?|count|total|children|people|persons|cases|incidents|reports?|offences|referrals|requests|calls)\b",
    re.IGNORECASE,
)
_OF_YEARS = re.compile(r"\b(?:years?|dates?|since|built|opened|founded|installed|period|fy)\b", re.IGNORECASE)
_BOUND = re.compile(
    r"(?:under|over|up\s+to|at\s+least|aged?)\b|.*\b(?:or|and)\s+(?:over|under|more|above)$", re.IGNORECASE
)
_OF_TEXT = ("flattened", "stacked", "aligned")  # layouts without a drawn edge around a cell
WITHOUT_EDGES = ("flattened", "stacked")  # layouts in which blanks alone part cells
_ROW = "the row {!r} was taken for one of data, and may be headings"
_YES_NO = ("yes", "no", "y", "n")
_LONGEST_UNKNOWN = 3
_AS_LARGE_AS_YEARS = 1000


@dataclass(frozen=True)
class Headed:
    """A grid with its headings told apart: ``columns`` has one heading a column, ``body`` the rows below
    them.
    """

    grid: Grid
    headings: tuple[tuple[Cell, ...], ...]
    columns: tuple[str, ...]
    body: tuple[tuple[Cell, ...], ...]
    n_labels: int  # how many columns from the left hold labels of rows
    counts: frozenset[int]  # columns of figures, in which '1992' is one as well
    doubt: str | None = None  # why a person should look at it
    doubts: tuple[str | None, ...] = ()  # the same of each row of the body, where any is doubtful

    def doubt_at(self, row: int) -> str | None:
        """Say why the figures of a row of the body should be looked at."""
        return self.doubt or (self.doubts[row] if self.doubts else None)

    def is_figure(self, row: int, column: int) -> bool:
        """Whether a cell of the body is a figure."""
        cell = self.body[row][column]
        return is_datum(cell) or (column in self.counts and is_year(cell))

    def over(self, column: int) -> tuple[str, ...]:
        """Give every heading over a column, the highest first; one of an upper row goes on over the empty
        cells to its right.
        """
        found = []
        for row in self.headings[:-1]:
            left = next((i for i in range(column, self.n_labels - 1, -1) if row[i].pieces), None)
            if left is not None:
                found.append(joined(row[left].text))
        return (*found, *(joined(row[column].text) for row in self.headings[-1:] if row[column].pieces))


def is_title(row: Sequence[Cell]) -> bool:
    """Whether one cell goes over the whole row, as the title of what stands below."""
    return len(row) > 1 and bool(row[0].pieces) and all(cell.start == row[0].start for cell in row)


def is_datum(cell: Cell) -> bool:
    """Whether a cell holds one number, or one mark in a number's place, and nothing else; a year or age
    band is none. Nor is one that was wrapped in the middle of its number or mark: it stands in no one place.
    """
    text = cell.text
    if not text or periods.is_period(text) or _BAND.fullmatch(text.strip()):
        return False
    found = kinds.read(text)
    return found is not None and any(found.text in piece.text for piece in cell.pieces)


def is_year(cell: Cell) -> bool:
    """Whether a cell holds a number from 1900 to 2099 and nothing else: a year, or a count."""
    return bool(_YEAR.fullmatch(cell.text.strip()))


def is_short(cell: Cell) -> bool:
    """Whether a cell holds so little that it may stand for a number which is not understood: 'xx', 'TBC',
    '?', '12 (40%)'.
    """
    text = cell.text.strip()
    if not text or masked.is_masked(text) or text.casefold() in _YES_NO or periods.is_period(text):
        return False
    is_little = len(text) <= _LONGEST_UNKNOWN or kinds.is_odd(text)
    return is_little and not _UNIT.fullmatch(text) and not _BAND.fullmatch(text)


def is_terse(cells: Sequence[Cell]) -> bool:
    """Whether a column holds marks and short cells, and nothing else."""
    filled = [cell for cell in cells if cell.pieces]
    return bool(filled) and all(is_datum(cell) or is_short(cell) for cell in filled)


def read(grid: Grid) -> tuple[Headed, ...]:
    """Tell headings from body; a grid in which the headings come again is as many tables."""
    repeats = _repeats(grid)
    starts = [0, *(one.start for one in repeats)]
    parts = []
    for one, first, last in zip([None, *repeats], starts, [*starts[1:], len(grid.rows)], strict=True):
        rows = grid.rows[first:last]
        cells = [cell for row in rows for cell in row if cell.pieces]
        if not cells:
            continue
        part = grid
        if repeats:
            part = dataclasses.replace(
                grid,
                rows=rows,
                start=min(c.start for c in cells),
                end=max(c.end for c in cells),
                doubts=grid.doubts[first:last],
            )
        if one is not None:
            n_headings = None if grid.n_headings is None else one.end - one.start
            part = dataclasses.replace(part, n_headings=n_headings, doubt=grid.doubt or one.doubt)
        parts.append(_headed(part))
    return tuple(parts)


def _headed(grid: Grid) -> Headed:
    n, is_row = _count_headings(grid)
    headings, body = grid.rows[:n], grid.rows[n:]
    columns = _column_names(headings, len(grid.rows[0]))
    width = len(grid.rows[0])
    # One row of numbers below as many headings has no label.
    n_labels = 0 if len(body) == 1 and columns[0] and is_datum(body[0][0]) else 1
    while (
        0 < n_labels < width - 1
        and _are_labels([row[n_labels] for row in body], columns[n_labels])
        and any(is_datum(cell) or is_year(cell) for row in body for cell in row[n_labels + 1 :])
    ):
        n_labels += 1
    counts = frozenset(j for j in range(n_labels, width) if _are_counts([row[j] for row in body], columns[j]))
    doubt = grid.doubt or is_row or _doubt(headings, grid.layout) or _unnamed(columns[n_labels:])
    doubts = _doubts(body, columns, n_labels)
    if grid.doubts:
        doubts = [ours or own for ours, own in zip(grid.doubts[n:], doubts, strict=True)]
    if n_labels == 0 and datum.is_in_words(body[0][0].text):
        doubt = doubt or f"{joined(body[0][0].text)!r} may be the label of its row"
    return Headed(grid, headings, columns, body, n_labels, counts, doubt, tuple(doubts))


def _doubts(body: Sequence[tuple[Cell, ...]], columns: Sequence[str], n_labels: int) -> list[str | None]:
    """Say of each row why its figures may stand below other headings: nothing but words stand in the columns
    of figures of a row above it.
    """
    data = [j for j in range(n_labels, len(columns)) if any(is_datum(row[j]) for row in body)]
    small = [j for j in data if not any(_reaches_years(row[j]) for row in body)]
    found: list[str | None] = []
    doubt = None
    for i, row in enumerate(body):
        if i and _may_be_headings(row, columns, data, small) and any(is_datum(body[i - 1][j]) for j in data):
            doubt = f"the row {joined(row[0].text)!r} above may be headings of the rows below it"
        found.append(doubt)
    return found


def _reaches_years(cell: Cell) -> bool:
    """Whether a cell holds so large a number that a year beside it may be a count as well."""
    found = kinds.read(cell.text) if is_datum(cell) else None
    return found is not None and (found.value or 0) >= _AS_LARGE_AS_YEARS


def _may_be_headings(
    row: Sequence[Cell], columns: Sequence[str], data: Sequence[int], small: Sequence[int]
) -> bool:
    """Whether a row of the body holds names or periods in its columns of figures, ``data``, and nothing else;
    a year only in those whose numbers are ``small``.
    """
    filled = [j for j in data if row[j].pieces]
    if not filled or is_title(row):
        return False
    texts = [row[j].text.strip() for j in filled]
    are_bounds = len(set(texts)) == len(texts) > 1 and all(map(_BOUND.match, texts))
    return are_bounds or all(
        j in small and periods.is_period(columns[j])
        if is_year_text(text) or periods.is_period(text)
        else not is_datum(row[j]) and not is_short(row[j])
        for j, text in zip(filled, texts, strict=True)
    )


def _unnamed(columns: Sequence[str]) -> str | None:
    """Say so where a table of several columns of figures names none of them."""
    return "no headings were found for its columns" if len(columns) > 1 and not any(columns) else None


def _are_labels(cells: Sequence[Cell], heading: str) -> bool:
    """Whether a column beside the first holds labels of rows: words, among which one may stand that elsewhere
    is a mark ('Not known').
    """
    data = [cell for cell in cells if is_datum(cell)]
    if not data:
        return not (periods.is_period(heading) and is_terse(cells)) and not _are_counts(cells, heading)
    in_words = all(datum.is_in_words(cell.text) for cell in data)
    words = [cell for cell in cells if cell.pieces and not is_datum(cell) and not is_short(cell)]
    return in_words and len(words) > len(data) and not periods.is_period(heading)


def _are_counts(cells: Sequence[Cell], heading: str) -> bool:
    """Whether the years that a column seems to hold are counts: other numbers stand among them, or the column
    is said to count and not to date.
    """
    years = [cell for cell in cells if is_year(cell)]
    if not years or _OF_YEARS.search(heading):
        return False
    is_mixed = any(is_datum(cell) and re.search("[0-9]", cell.text) for cell in cells)
    return is_mixed or bool(_COUNTS.search(heading)) or periods.is_period(heading)


def _doubt(headings: Sequence[Sequence[Cell]], layout: str) -> str | None:
    """Say what is doubtful where a row that was taken for headings holds what may be a count."""
    for row in headings:
        for cell in row if layout in _OF_TEXT else row[1:]:
            text = _BASE.sub("", _RATE.sub("", cell.text))
            counts = any(not is_year_text(found) for found in _COUNT.findall(text))
            shown = text.strip()
            in_words = not shown.isdigit() and words.value(shown) is not None
            if counts or in_words or (layout in _OF_TEXT and unexplained(joined(text))):
                return f"the heading {joined(cell.text)!r} holds what may be a number of the table"
    return None


def of_data(heading: str, layout: str) -> tuple[tuple[int, int], ...]:
    """Give the places of the numbers in a heading that are, or may be, data."""
    bases = [match.span("number") for match in _BASE.finditer(heading)]
    rates = [match.span() for match in _RATE.finditer(heading)] if layout in _OF_TEXT else []
    others = [(one.start, one.end) for one in numbers.find(heading)] if layout in _OF_TEXT else []
    return (*bases, *(one for one in others if not _overlaps(one, [*bases, *rates])))


def _overlaps(one: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < one[1] and one[0] < end for start, end in spans)


def is_year_text(text: str) -> bool:
    """Whether a text is a year and nothing else."""
    return bool(_YEAR.fullmatch(text))


def _count_headings(grid: Grid) -> tuple[int, str | None]:
    """Rows above the first row of data are headings; without data only the layout can say. Says too why a row
    that was taken for data may be a heading.
    """
    for i, row in enumerate(grid.rows):
        is_data = any(is_datum(cell) for cell in row[1:]) or _holds_counts_like_years(grid.rows, i)
        if is_data and not is_title(row) and not _names(grid.rows, i):
            if grid.n_headings is not None:
                return max(min(i, grid.n_headings), 0), None
            n, doubt = _without_data(grid.rows[:i])
            return i - n, doubt
    return grid.n_headings or 0, None


def _holds_counts_like_years(rows: Sequence[tuple[Cell, ...]], i: int) -> bool:
    """Whether the numbers of a row that look like years are counts: headings stand over all of them, and they
    are no run of years below headings of another kind.
    """
    places = [j for j, cell in enumerate(rows[i]) if j and is_year(cell)]
    above = [row for row in rows[:i] if all(row[j].pieces for j in places) and not is_title(row)]
    if not places or not above:
        return False
    over = [above[-1][j].text for j in places]
    if periods.are_series([rows[i][j].text.strip() for j in places]) and not all(
        map(periods.is_period, over)
    ):
        return False
    return all(
        _are_counts([row[j] for row in rows[i:]], heading) for j, heading in zip(places, over, strict=True)
    )


def _names(rows: Sequence[tuple[Cell, ...]], i: int) -> bool:
    """Whether a row names columns, one of them with words that elsewhere stand for a number: 'Male',
    'Female', 'Not recorded'.
    """
    filled = [cell for cell in rows[i][1:] if cell.pieces]
    if len(filled) > 1 and [cell.text.strip().casefold() for cell in filled] == list(LETTERS[: len(filled)]):
        return True  # the parts of the question, a, b and c
    if _are_bounds(rows, i) or _count_in_words(filled):
        return True
    words = [cell for cell in filled if not is_datum(cell) and not is_year(cell)]
    marked = [cell.text.strip() for cell in filled if is_datum(cell)]
    return (
        len(words) > 1
        and bool(marked)
        and all(text.replace(" ", "").isalpha() and len(text) > _LONGEST_UNKNOWN for text in marked)
        and i + 1 < len(rows)
        and any(re.search("[0-9]", cell.text) and is_datum(cell) for cell in rows[i + 1][1:])
    )


def _count_in_words(filled: Sequence[Cell]) -> bool:
    """Whether number words count on from one another as categories do: 'One', 'Two', 'Three'."""
    found = [None if cell.text.isdigit() else words.value(cell.text.strip()) for cell in filled]
    values = [one for one in found if one is not None]
    return len(values) == len(filled) > 1 and all(b - a == 1 for a, b in itertools.pairwise(values))


def _are_bounds(rows: Sequence[tuple[Cell, ...]], i: int) -> bool:
    """Whether what may be bounds in a row are categories: 'Under 10', '10-17', 'Over 17' above numbers, each
    once, with no other headings over them.
    """
    places = [j for j, cell in enumerate(rows[i]) if j and is_datum(cell)]
    shown = [rows[i][j].text.strip() for j in places]
    if not places or not all(_BOUND.match(text) for text in shown) or len(set(shown)) < len(shown):
        return False
    filled = [j for j, cell in enumerate(rows[i]) if j and cell.pieces]
    # The same categories may be printed twice over one another.
    below = next((row for row in rows[i + 1 :] if [row[j].text.strip() for j in places] != shown), ())
    is_above_data = bool(below) and sum(is_datum(below[j]) for j in filled) > len(filled) / 2
    above = [row for row in rows[:i] if [row[j].text for j in places] != [rows[i][j].text for j in places]]
    is_headed = any(all(row[j].pieces for j in filled) and not is_title(row) for row in above)
    return is_above_data and not is_headed


def _without_data(rows: Sequence[tuple[Cell, ...]]) -> tuple[int, str | None]:
    """Give how many of the rows above the data are rows whose cells are not understood: below a full row of
    headings, each with a label and short cells. One with words, a label of its own and all its headings above
    it may be such a row, or be headings.
    """
    n = 0
    for row, heading in zip(rows[:0:-1], rows[-2::-1], strict=True):
        under = all(over.pieces for over, one in zip(heading, row, strict=True) if one.pieces)
        if not row[0].pieces or not under:
            break
        if not is_terse(row[1:]):
            return (n, None) if n or not _may_be_row(row, heading) else (1, _ROW.format(joined(row[0].text)))
        n += 1
    return n, None


def _may_be_row(row: Sequence[Cell], heading: Sequence[Cell]) -> bool:
    """Whether a row of words below a row of headings is as like a row of data: each has a label, and nothing
    in them spans columns or rows.
    """
    starts = [cell.start for cell in (*heading, *row) if cell.pieces]
    return (
        len(set(starts)) == len(starts)
        and (row[0].text[0].isupper() or not heading[0].text[:1].isupper())  # 'Financial', 'year'
        and all(cell.pieces for cell in heading)
        and not any(_UNIT.fullmatch(cell.text.strip()) or periods.is_period(cell.text) for cell in row[1:])
        and any(cell.pieces for cell in row[1:])
    )


@dataclass(frozen=True)
class _Repeat:
    """Rows of headings in the body, from ``start`` to before ``end``."""

    start: int
    end: int
    doubt: str | None = None


def _repeats(grid: Grid) -> list[_Repeat]:
    """Give the rows in the body that are headings again: nothing but names or periods beside the first cell,
    which is that of the headings, or doubtfully one that says what labels are below it.
    """
    n, _ = _count_headings(grid)
    if n == 0 or not grid.rows[n - 1][0].text:
        return []
    last = grid.rows[n - 1]
    names = [joined(cell.text) for cell in last]
    data = [j for j in range(1, len(last)) if any(is_datum(row[j]) for row in grid.rows[n:])]
    found: list[_Repeat] = []
    for i, row in enumerate(grid.rows):
        if i <= n or not any(cell.pieces for cell in row[1:]) or is_title(row):
            continue
        if row[0].text == last[0].text and not any(is_datum(cell) for cell in row[1:]):
            above = i - _titles_above(grid.rows, n, i)
            start = above if above < i else max(i - (n - 1), n + 1)
            found.append(_Repeat(start, i + 1))
        elif is_of_labels(row[0].text) and i + 1 < len(grid.rows) and _names_anew(grid.rows, i, names, data):
            doubt = f"the row {joined(row[0].text)!r} was taken for headings"
            found.append(_Repeat(i - _titles_above(grid.rows, n, i), i + 1, doubt))
    return found


def _titles_above(rows: Sequence[Sequence[Cell]], n: int, i: int) -> int:
    return next((k for k in range(i - n) if not is_title(rows[i - 1 - k])), i - n)


def _names_anew(rows: Sequence[tuple[Cell, ...]], i: int, names: Sequence[str], data: Sequence[int]) -> bool:
    """Whether a row above a row of data holds the names of columns; ``data`` are those of figures."""
    return _may_be_headings(rows[i], names, data, data) and any(is_datum(rows[i + 1][j]) for j in data)


def _column_names(headings: Sequence[Sequence[Cell]], n: int) -> tuple[str, ...]:
    """Name the columns by their lowest headings; where that tells some not apart, by those above as well."""
    own = [row for row in headings if not is_title(row)] or headings
    lowest = [_column_name([row[i] for row in own]) for i in range(n)]
    names = list(lowest)
    printed = Counter(lowest)
    above = [_headings_over(row, n) for row in reversed(headings[:-1])]
    for i, name in enumerate(lowest):
        if not name or printed[name] == 1:
            continue
        for row in above:
            over = row[i]
            if over and over not in names[i]:
                names[i] = f"{over} {names[i]}"
    return tuple(names)


def _headings_over(row: Sequence[Cell], n: int) -> list[str]:
    """Give for each column the heading in it or next on its left; '' over the column of labels."""
    over = [""]
    for i in range(1, n):
        over.append(joined(row[i].text) if row[i].pieces else over[-1])
    return over


def _column_name(cells: list[Cell]) -> str:
    """Name a column by its lowest heading; a unit below a heading belongs to it ('Budget' over '£')."""
    texts = [joined(cell.text) for cell in cells if cell.pieces]
    if len(texts) > 1 and _UNIT.fullmatch(texts[-1]):
        return f"{texts[-2]} {texts[-1]}"
    return texts[-1] if texts else ""
