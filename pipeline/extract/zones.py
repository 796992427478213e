"""Why numbers outside the answers are no data: what shows that a passage is letterhead, request, signature or
standing text, and that a number is the number of a question.

Each is evidence of its own: a salutation below, a valediction above, how standing text sounds
(sentences.csv), how the request's own numbers are written (asked.csv). Where a passage lies in none of these
its numbers stay unexplained.
"""

import csv
import functools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.extract.context import Reason
from pipeline.extract.lexer import marks, words
from pipeline.extract.questions import Block, Part, is_asking, is_standing, is_valediction

_SALUTATION = re.compile(r"^[\s*>]*Dear\b")
_SIGNATURE_BLOCKS = 8
_LONGEST_LINE = 90  # of a letterhead or signature; what is longer is a sentence
_LAST_OF_LINE = re.compile(r"[^\n]*$")
_NUMBER = re.compile(r"[\s*#>_(\"“'‘-]*(?:[A-Za-z]+\s?\.?\s*){0,3}\(?[0-9]{1,2}[^\n]{0,8}$")


def find(
    text: str, blocks: Sequence[Block], parts: Sequence[Part], asking: Sequence[tuple[int, int]] = ()
) -> list[Reason]:
    """Give the reasons for the passages of a letter outside its answers, those that say most first."""
    return [
        *_numbers_of_questions(text, parts),
        *_asked(text, [*(part.question for part in parts), *asking]),
        *_letterhead(blocks, parts),
        *_signature(blocks, parts),
        *_standing(blocks),
    ]


def _numbers_of_questions(text: str, parts: Sequence[Part]) -> Iterator[Reason]:
    """Give what stands on its line before a question or an answer, where that is a number."""
    for part in parts:
        for start in {part.question[0], part.answer[0]}:
            line = _LAST_OF_LINE.search(text, 0, start) if part.number else None
            if line and _NUMBER.fullmatch(line[0]):
                yield Reason(line.start(), start, "number of a question")


@functools.cache
def _own() -> re.Pattern[str]:
    with (Path(__file__).parent / "asked.csv").open(encoding="utf-8", newline="") as file:
        return re.compile("|".join(f"(?:{row['pattern']})" for row in csv.DictReader(file)), re.IGNORECASE)


def _asked(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Reason]:
    """Give the numbers that are evidently the request's own: bounds that it asks for, and what asked.csv
    lists; numbers in words too, since a count that answers is seldom one.
    """
    for start, end in spans:
        for match in _own().finditer(text, start, end):
            yield Reason(match.start(), match.end(), "request")
        for mark in marks.find(text, start, end):
            yield Reason(mark.outer_start, mark.outer_end, "request")
        for word in words.find(text, start, end):
            yield Reason(word.start, word.end, "request")


def _letterhead(blocks: Sequence[Block], parts: Sequence[Part]) -> Iterator[Reason]:
    """Give the short lines above the first salutation that belong to no question or answer."""
    dear = next((i for i, block in enumerate(blocks) if _SALUTATION.match(block.text)), 0)
    for block in blocks[:dear]:
        if not block.is_table and not _is_part(block, parts):
            yield from _short_lines(block, "letterhead")


def _signature(blocks: Sequence[Block], parts: Sequence[Part]) -> Iterator[Reason]:
    """Give the short lines below a valediction."""
    for i, block in enumerate(blocks):
        if block.is_table or not is_valediction(block.text):
            continue
        for below in blocks[i : i + _SIGNATURE_BLOCKS]:
            if below.is_table or _is_part(below, parts) or len(below.text) > 2 * _LONGEST_LINE:
                break
            yield from _short_lines(below, "signature")


def _standing(blocks: Sequence[Block]) -> Iterator[Reason]:
    for block in blocks:
        if not block.is_table and is_standing(block.text):
            yield Reason(block.start, block.end, "standing text")


def _short_lines(block: Block, why: str) -> Iterator[Reason]:
    for line in block.paragraph.lines:
        if len(line.text) <= _LONGEST_LINE and not is_asking(block):
            yield Reason(line.start, line.end, why)


def _is_part(block: Block, parts: Sequence[Part]) -> bool:
    return any(
        start < block.end and block.start < end
        for part in parts
        for start, end in (part.question, part.answer)
    )
