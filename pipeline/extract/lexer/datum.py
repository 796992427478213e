"""One datum: what stands in a cell, at the end of a row, or behind the label of a list."""

import functools
import re

from pipeline.extract.lexer import marks, numbers, words
from pipeline.extract.lexer.token import Datum
from pipeline.extract.structure import Status

# Of a note below the table, behind a number or mark: '12¹', '<5*', '12 [r]' (revised), '34 [note 2]'.
NOTE = r"(?:[*†‡§^]{1,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|[ ]?\[(?:r|p|e|b|u|note[ ]?[0-9]{1,2})\])"
_BEHIND = re.compile(rf"(?<=[^\s*†‡§^])(?:{NOTE})++$", re.IGNORECASE)
_NUMBER = rf"[-−(]?(?:£[ ]?)?[-−]?[~]?{numbers.NUMERAL}{numbers.PERCENT}?{numbers.SCALE}?[+]?[)]?"
# A datum behind its label, in the patterns of those who read lists; in any case.
PATTERN = rf"(?:(?:{_NUMBER}|(?:{marks.pattern()})(?!\w))(?:{NOTE})*+)"
_WORD = re.compile(r"\S+")
_DATE = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}")  # fills a column, but is no datum
_SIGN = re.compile(r"[†‡§?]{1,3}")  # fills one too, though nothing says what it means
_MOST_DATA = 64  # of one row
_MOST_WORDS = 4  # of a mark: 'less than or equal' are more than any letter prints
_HAS_DIGIT = re.compile(r"[0-9]")
_IN_WORDS = re.compile(r"[A-Za-z]{2}")
_AGAIN = re.compile(r"[ ]?\(([0-9]+(?:,[0-9]{3})*)\)")
# What stands in a number's column beside numbers and is no mark: 'TBC', 'xx', '?', '‡'.
_UNKNOWN = re.compile(r"(?!(?:yes|no)$)[^\W\d_]{2,3}|[?!†‡§^]{1,3}", re.IGNORECASE)


@functools.lru_cache(maxsize=65_536)
def parse(cell: str) -> Datum | None:
    """Read a cell that holds one number, mark or bound, and nothing else but signs of notes; None for any
    other.
    """
    cell = cell.replace("**", "  ") if re.search(r"\*\*\S.*\*\*", cell) else cell
    start, end = len(cell) - len(cell.lstrip()), len(cell.rstrip())
    if start >= end:
        return None
    whole = numbers.parse(cell, start, end) or marks.parse(cell, start, end)
    if whole is not None:
        return whole
    behind = _BEHIND.search(cell, start, end)
    if behind is None or behind.start() <= start:
        return None
    end = len(cell[: behind.start()].rstrip())
    return numbers.parse(cell, start, end) or marks.parse(cell, start, end)


def is_unknown(cell: str) -> bool:
    """Whether a cell holds so little that it may stand for a number which is not understood."""
    return bool(_UNKNOWN.fullmatch(cell.strip()))


@functools.lru_cache(maxsize=8192)
def at_end(line: str) -> tuple[tuple[int, int], ...]:
    """Give the places of the data in which a line ends, from left to right; single blanks part them.

    A mark of several words is one ('fewer than 5', 'not known'). What precedes a number and makes a bound of
    it belongs to it, so that 'North 12 <=5' never ends in a plain 5.
    """
    places = [match.span() for match in _WORD.finditer(line)]
    found: list[tuple[int, int]] = []
    last = len(places)
    while last and len(found) < _MOST_DATA:
        first = next(
            (
                first
                for first in range(max(0, last - _MOST_WORDS), last)
                if _fills(line[places[first][0] : places[last - 1][1]])
            ),
            None,
        )
        if first is None:
            break
        found.insert(0, (places[first][0], places[last - 1][1]))
        last = first
    return tuple(found)


def _fills(text: str) -> bool:
    return parse(text) is not None or bool(_DATE.fullmatch(text) or _SIGN.fullmatch(text))


def is_in_words(shown: str) -> bool:
    """Whether a mark is made of words alone ('not known'), as a label may be too."""
    return bool(_IN_WORDS.search(shown)) and not _HAS_DIGIT.search(shown)


def find_words(text: str, start: int, end: int) -> tuple[Datum, ...]:
    """Give the numbers in words of ``text[start:end]``, each as a datum, 'twelve (12)' as one; a share has no
    value and is left out.
    """
    found = []
    for word in words.find(text, start, end):
        again = _AGAIN.match(text, word.end, end)
        last = again.end() if again and numbers.value_of(again[1]) == word.value else word.end
        if word.value is not None:
            values = (word.value, word.value, word.value)
            status: Status = "reported" if word.value else "zero_by_word"
            found.append(Datum(text[word.start : last], status, *values, word.start, last, word.start, last))
    return tuple(found)
