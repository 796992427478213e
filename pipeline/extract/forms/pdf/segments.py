"""Words of a line that stand close together: what may be a cell, or a heading, where nothing is drawn."""

import itertools
import re
import statistics
from dataclasses import dataclass

from pipeline.extract.forms.pdf.page import Line, Word, joined
from pipeline.extract.forms.pdf.table import is_number
from pipeline.extract.tables.grid import Cell, Piece
from pipeline.extract.tables.headings import is_short

_GAP = 0.9  # of the font's size: more parts two cells
_GAP_OF_NUMBERS = 0.55
_GAP_OF_HEADINGS = 0.5
_OF_PROSE = 1.9  # times the usual gap of a line
_LEADER = re.compile(r"[.…_]{3,}")
_ITEM = re.compile(
    r"\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)]|[•●▪◦·‣○–-]|q(?:uestion)?\s?[0-9]{1,2}[.:)]?", re.IGNORECASE
)


# The number or mark of an item of a list.
ITEM = re.compile(
    r"\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)]|[•●▪◦·‣○–-]|q(?:uestion)?\s?[0-9]{1,2}[.:)]?", re.IGNORECASE
)
SLACK = 3.0  # points by which what stands in one column may be out of line
MOST_LABEL_LINES = 15


@dataclass(frozen=True)
class Segment:
    """Words of a line that stand close together."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        """Its words."""
        return joined(self.words)


def segments(line: Line, *, is_heading: bool = False) -> list[Segment]:
    """Part a line where it has gaps that no sentence has; headings stand closer together than cells do."""
    words = [word for word in line.words if not _LEADER.fullmatch(word.text)] or list(line.words)
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(words)]
    usual = statistics.median_low([gap for gap in gaps if gap > 0] or [0])
    found = [[words[0]]]
    for gap, before, word in zip(gaps, words, words[1:], strict=False):
        size = max(word.size, before.size)
        # Where every gap is wide the line is either justified or all numbers.
        least = max(_GAP * size, min(_OF_PROSE * usual, 1.5 * size) if len(words) > 5 else 0)
        if is_heading:
            least = max(_GAP_OF_HEADINGS * size, 1.6 * usual if usual < _GAP_OF_HEADINGS * size else 0)
        numeric = is_datum(before.text) or is_datum(word.text)
        both = is_datum(before.text) and is_datum(word.text)
        if numeric:
            least = min(least, _GAP_OF_NUMBERS * size if both else max(_GAP_OF_NUMBERS * size, 1.6 * usual))
        if gap > least:
            found.append([word])
        else:
            found[-1].append(word)
    return [Segment(tuple(words)) for words in found]


def is_datum(text: str) -> bool:
    """Whether words are a number, or a sign in a number's place."""
    return is_number(text) or text in ("-", "–", "*", "~", "..")


def may_be_datum(text: str) -> bool:
    """Whether words are one of these, or so short that they may stand for one."""
    return is_datum(text) or is_short(Cell((Piece(text, 0),)))
