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

from pipeline.extract.blocks import Block
from pipeline.extract.context import Reason, is_disclosed
from pipeline.extract.ledger import tokens
from pipeline.extract.lexer import masked, words
from pipeline.extract.roles import is_standing, is_valediction
from pipeline.extract.segments import Part

_SALUTATION = re.compile(r"^[\s*>]*Dear\b")
_SIGNATURE_BLOCKS = 8
_LONGEST_LINE = 90  # of a letterhead or signature; what is longer is a sentence
_OF_ADDRESS = re.compile(
    rf"{masked.SIGN}|\b[A-Z]{{1,2}}[0-9][0-9A-Z]?[ ]+[0-9][A-Z]{{2}}\b|\b(?:ref(?:erence)?|tel(?:ephone)?"
    r"|phone|fax|ext|date|centre|hall|street|road|lane|avenue|house|square|floor|room|building|park|www"
    r"|e-?mail)\b",
    re.IGNORECASE,
)
_BEGINS_ANEW = re.compile(
    r"\W*(?:(?:our\s+)?(?:response|reply|answer)|council\s+response|annex|appendix|schedule|attachment|request)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:\s+[A-Za-z’'-]+[,]?){2}")
# A noun behind a number, where standing text has a time, or nothing that it would count.
_COUNTS = re.compile(
    r"[ ](?!(?:working|calendar|hours?|days?|weeks?|months?|years?|minutes?"
    r"|and|or|of|to|for|in|on|at|by|is|the)\b)[a-z]{3}"
)
_NUMBER = re.compile(
    r"[\s*#>_(\"“'‘-]*(?:[A-Za-z]+\s?\.?\s*){0,3}\(?[0-9]{1,2}(?:\.[0-9]{1,2})*"
    r"(?:[\s.)]*(?:&|and|,)\s*[0-9]{1,2})*[^\n0-9]{0,8}"
)


def find(
    text: str, blocks: Sequence[Block], parts: Sequence[Part], asking: Sequence[tuple[int, int]] = ()
) -> list[Reason]:
    """Give the reasons for the passages of a letter outside its answers, those that say most first."""
    return [
        *_numbers_of_questions(text, parts),
        *_asked(text, [*(part.question for part in parts), *asking]),
        *_letterhead(blocks, parts),
        *_signature(blocks, parts),
        *_standing(text, blocks),
    ]


def _numbers_of_questions(text: str, parts: Sequence[Part]) -> Iterator[Reason]:
    """Give what stands on its line before a question or an answer, where that is a number."""
    for part in parts:
        for start in {part.question[0], part.answer[0]}:
            begin = text.rfind("\n", 0, start) + 1
            if part.number and _NUMBER.fullmatch(text, begin, start):
                yield Reason(begin, start, "number of a question")


@functools.cache
def _own() -> re.Pattern[str]:
    with (Path(__file__).parent / "asked.csv").open(encoding="utf-8", newline="") as file:
        return re.compile("|".join(f"(?:{row['pattern']})" for row in csv.DictReader(file)), re.IGNORECASE)


def is_own(passage: str) -> bool:
    """Whether a passage of a request holds a number as asked.csv says that a request's own are written."""
    return bool(_own().search(passage))


def _asked(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Reason]:
    """Give the numbers that are evidently the request's own: what asked.csv lists, and numbers in words
    in the middle of its sentences.
    """
    for start, end in spans:
        for match in _own().finditer(text, start, end):
            yield Reason(match.start(), match.end(), "request")
        for word in words.find(text, start, end):
            if _GOES_ON.match(text, word.end, end):
                yield Reason(word.start, word.end, "request")


def _letterhead(blocks: Sequence[Block], parts: Sequence[Part]) -> Iterator[Reason]:
    """Give the lines of addresses and references above the first salutation."""
    dear = next((i for i, block in enumerate(blocks) if _SALUTATION.match(block.text)), 0)
    for block in blocks[:dear]:
        if not block.is_table and not _is_part(block, parts):
            yield from _lines_of_address(block, "letterhead")


def _signature(blocks: Sequence[Block], parts: Sequence[Part]) -> Iterator[Reason]:
    """Give the lines of addresses and references below a valediction, up to the next heading of an answer."""
    for i, block in enumerate(blocks):
        if block.is_table or not is_valediction(block.text):
            continue
        for below in blocks[i : i + _SIGNATURE_BLOCKS]:
            if below.is_table or _is_part(below, parts) or _BEGINS_ANEW.match(below.text):
                break
            yield from _lines_of_address(below, "signature")


def _standing(text: str, blocks: Sequence[Block]) -> Iterator[Reason]:
    """Give the numbers of standing text; one that is said to be a count is none of it."""
    for block in blocks:
        if block.is_table or not is_standing(block.text):
            continue
        places = [(block.start + a, block.start + b) for a, b in tokens(text[block.start : block.end])]
        others = [
            place for place in places if not is_disclosed(text, *place) and not _COUNTS.match(text, place[1])
        ]
        for start, end in others if len(others) < len(places) else [(block.start, block.end)]:
            yield Reason(start, end, "standing text")


def _lines_of_address(block: Block, why: str) -> Iterator[Reason]:
    """Give the lines that hold what only an address or a reference has, and no sentence."""
    for line in block.paragraph.lines:
        if len(line.text) <= _LONGEST_LINE and _OF_ADDRESS.search(line.text):
            yield Reason(line.start, line.end, why)


def _is_part(block: Block, parts: Sequence[Part]) -> bool:
    return any(
        start < block.end and block.start < end
        for part in parts
        for start, end in (part.question, part.answer)
    )
