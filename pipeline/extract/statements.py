"""What the sentences of an answer do: give, refuse, deny holding, ask, point elsewhere, or only introduce.

The cues are the rows of outcomes.csv, told of one sentence at a time; ``{slots}`` in them are the rows of
outcome_words.csv (ways of saying 'not able to', verbs of giving and of holding, words for information). A
line break ends a sentence where the line is evidently not wrapped: in a table, before a bullet, or where
it stops short and the next begins anew; and a sentence is parted where it turns ('but', 'although'), since
its halves may do different things.
"""

import bisect
import csv
import functools
import itertools
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from pipeline.extract.lexer.any_case import AnyCase

_HERE = Path(__file__).parent
# A full stop, but not that of an abbreviation or of '3.'; or the break before a bullet or an empty line.
_END = re.compile(
    r"[.!](?<!\b(?:No|Qu|ss|Mr|Dr|St)\.)(?<!\b[QqSs]\.)(?<!\b(?:[Rr]eg|Mrs)\.)(?<!^[0-9]\.)(?<!\s[0-9]\.)"
    r"(?=\s+[A-Z“\"'(*£•0-9<]|\s*$)|\?|;|:(?=[^\S\n]*\n)"
    r"|\n(?=[^\S\n]*(?:\n|[•●|*+o–-]\s|\(?[0-9a-z]{1,3}[.)]\s))"
)
_CELLS = re.compile(r"[\t|│┌├└]")
_BEGINS_ANEW = re.compile(r"[^\S\n]*[A-Z0-9£<•“\"]")
_SHORT = 0.7  # of the longest line: a line that stops before is not wrapped
_SLOT = re.compile(r"\{([a-z_]+)\}")
# Where a sentence turns, 'There were 12, but their names are exempt'; not within 'We cannot, however, say'.
_TURN = re.compile(
    r"(?:,\s*|\s)(?=(?:but|although|though|whereas|except)\b|however,?\s+(?:we|i|it|they|th\w+|the|no|\w+ing)\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w’']+")
_RUN = 4  # words in a row that make a repetition


@dataclass(frozen=True)
class Statement:
    """One sentence of an answer, or a line that stands by itself. ``text`` has single spaces."""

    start: int
    end: int
    text: str
    is_repeated: bool  # nothing but the words of the question again
    is_row: bool  # of a table or list: a figure and its label, or a heading

    def says(self, *cues: str) -> bool:
        """Whether the sentence has one of the cues of outcomes.csv."""
        return any(_says(name, self.text) for name in cues)


@functools.cache
def _cues() -> dict[str, str]:
    with (_HERE / "outcome_words.csv").open(encoding="utf-8", newline="") as file:
        words = {row["slot"]: row["pattern"] for row in csv.DictReader(file)}
    with (_HERE / "outcomes.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["cue"], row["pattern"]) for row in csv.DictReader(file)]
    patterns: dict[str, list[str]] = {}
    for name, pattern in rows:
        patterns.setdefault(name, []).append(_SLOT.sub(lambda slot: words[slot[1]], pattern))
    return {name: "|".join(f"(?:{p})" for p in some) for name, some in patterns.items()}


@functools.cache
def cue(name: str) -> re.Pattern[str]:
    """Give the pattern of a cue. Raises ``KeyError`` where outcomes.csv has none of that name."""
    return re.compile(_cues()[name], re.IGNORECASE)


@functools.lru_cache(maxsize=1 << 14)
def _says(name: str, text: str) -> bool:
    return bool(_in_any_case(name).search(text))


@functools.cache
def _in_any_case(name: str) -> AnyCase:
    return AnyCase(_cues()[name])


def read(
    text: str,
    span: tuple[int, int],
    question: str = "",
    cells: Sequence[int] = (),
    headings: Sequence[tuple[int, int]] = (),
) -> tuple[Statement, ...]:
    """Give the sentences of ``text`` within ``span``, in order.

    ``question`` is what was asked there; at ``cells`` stand the figures of tables and lists, in ``headings``
    what heads the columns of tables, in order.
    """
    asked = _words(question)
    runs = {tuple(asked[i : i + _RUN]) for i in range(max(1, len(asked) - _RUN + 1))}
    within = sorted(cells)
    found = []
    for start, end in _spans(text, *span, within, [place for heading in headings for place in heading]):
        shown = " ".join(text[start:end].split())
        if shown.strip("|│┌├└─┬┼┴┐┤┘-=+ "):
            has_cell = bisect.bisect_left(within, start) < bisect.bisect_left(within, end)
            above = bisect.bisect_right(headings, (start, len(text))) - 1
            is_heading = above >= 0 and end <= headings[above][1]
            is_row = is_heading or (has_cell and not _says("sentence", shown))
            is_repeated = bool(asked) and not is_row and _is_repetition(shown, runs)
            found.append(Statement(start, end, shown, is_repeated, is_row))
    return tuple(found)


def _spans(
    text: str, start: int, end: int, cells: Sequence[int], edges: Sequence[int]
) -> list[tuple[int, int]]:
    """Part at the ends of sentences, at both ends of rows, at the ends of lines that are not wrapped, and at
    ``edges``.
    """
    widest = max((len(line) for line in text[start:end].split("\n")), default=0)
    ends = {match.end() for match in _END.finditer(text, start, end)} | set(edges)
    at = start
    for line in text[start:end].split("\n"):
        first, at = at, at + len(line) + 1
        is_row = bisect.bisect_left(cells, first) < bisect.bisect_left(cells, at)
        if is_row or _CELLS.search(line):
            ends |= {first, at}
        elif len(line.rstrip()) < _SHORT * widest and _BEGINS_ANEW.match(text, at, end):
            ends.add(at)
    bounds = [start, *sorted(one for one in ends if start < one < end), end]
    return [clause for sentence in itertools.pairwise(bounds) for clause in _clauses(text, *sentence, cells)]


def _clauses(text: str, start: int, end: int, cells: Sequence[int]) -> list[tuple[int, int]]:
    """Part a sentence where it turns; of a row only what stands behind its last figure."""
    last = bisect.bisect_left(cells, end)
    first = cells[last - 1] + 1 if last and cells[last - 1] >= start else start
    turns = (match.end() for match in _TURN.finditer(text, first, end))
    return list(itertools.pairwise([start, *(at for at in turns if text[start:at].strip()), end]))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _is_repetition(shown: str, runs: Set[tuple[str, ...]]) -> bool:
    """Whether a sentence, a number before it aside, is made of runs of words that stand in the question."""
    words = _words(re.sub(r"^\W*\(?\w{1,3}[.):]\s", "", shown))
    own = [tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))]
    return bool(words) and all(run in runs for run in own)
