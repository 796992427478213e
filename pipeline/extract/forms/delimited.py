"""Values parted by commas or semicolons (CSV): what it says is one sheet of a spreadsheet, as it stands.

A letter has commas too. Text is taken for CSV where every row has the same number of fields, at least two,
some of which are figures, and its commas are not followed by blanks as in a sentence; or where it is called
so and its rows can be told apart.
"""

import csv
import io
from collections.abc import Sequence

from pipeline.extract.forms import text
from pipeline.extract.forms.document import Composer, Document, UnreadableLetter
from pipeline.extract.forms.flow import write
from pipeline.extract.forms.sheet import SheetCell, blocks
from pipeline.extract.tables.grid import cell
from pipeline.extract.tables.headings import is_datum

PRECEDENCE = 90  # above plain text
_SUFFIXES = (".csv", ".tsv")
_FEWEST_ROWS = 3
_MOST_JUDGED = 1000  # rows, by which more are judged
_LONGEST_FIELD = 1_000_000  # characters


def recognises(data: bytes, source_name: str) -> bool:
    """Whether rows of the same number of fields stand there, or it is called CSV and has rows of several."""
    if not text.recognises(data, source_name):
        return False
    named = source_name.casefold().endswith(_SUFFIXES)
    try:
        shown = text.decode(data, source_name)
    except UnreadableLetter:
        return False
    if named:
        return any(_is_mostly_even(_rows(shown, delimiter)) for delimiter in ",;\t|")
    return any(_is_consistent(shown, delimiter) for delimiter in ",;")


def read(data: bytes, source_name: str) -> Document:
    """Read the rows, by the delimiter that gives the most of them the same number of fields."""
    shown = text.decode(data, source_name)
    rows = max((_rows(shown, delimiter) for delimiter in ",;\t|"), key=_evenness)
    cells = {(i, j): SheetCell(field) for i, row in enumerate(rows) for j, field in enumerate(row) if field}
    composer = Composer()
    write(composer, blocks(cells), "csv")
    return composer.document("text/csv")


def _rows(shown: str, delimiter: str) -> list[list[str]]:
    """Give the fields of each row; nothing where quotes do not close."""
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        return list(csv.reader(io.StringIO(shown, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return []


def _evenness(rows: Sequence[Sequence[str]]) -> int:
    """How many rows of several fields have as many as most have."""
    counts = [len(row) for row in rows if len(row) > 1]
    return max((counts.count(count) for count in set(counts)), default=0)


def _is_mostly_even(rows: Sequence[Sequence[str]]) -> bool:
    several = sum(len(row) > 1 for row in rows)
    return several > 0 and _evenness(rows) * 2 >= several


def _is_consistent(shown: str, delimiter: str) -> bool:
    first = shown.lstrip("\r\n").partition("\n")[0]
    if delimiter not in first:
        return False  # a letter, most of the time, at no cost
    rows = [row for row in _rows(shown, delimiter) if any(field.strip() for field in row)]
    if len(rows) < _FEWEST_ROWS or len({len(row) for row in rows}) != 1 or len(rows[0]) < 2:
        return False
    later = [field for row in rows[:_MOST_JUDGED] for field in row[1:] if field]
    spaced = sum(field[0] == " " for field in later)
    return spaced * 2 < len(later) and any(is_datum(cell(field, 0)) for field in later)
