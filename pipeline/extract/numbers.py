"""Numbers as letters print them: '1,121', '£12.50', '33, 000 +', '45%', '£1.2 million', 'seven'."""

import dataclasses
import re
from dataclasses import dataclass
from typing import Literal

_NUMERAL = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]{1,3},[ ]000(?![0-9])|[0-9]+(?:\.[0-9]+)?"
_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_ABOUT = (
    r"approximately|approx\.?|around|about|circa|roughly|nearly|almost|over|more than|at least|estimated|~"
)
_FOUND = re.compile(
    rf"(?:(?P<about>(?<![A-Za-z])(?:{_ABOUT})"
    rf"|c\.)[ ]*)?(?P<pound>£[ ]*)?(?<![0-9A-Za-z])(?<![0-9A-Za-z][.,(])"
    rf"(?P<numeral>{_NUMERAL})(?P<percent>[ ]?(?:%|per[ ]?cent\b))?(?:[ ]?(?P<scale>(?:million|billion"
    rf"|thousand|bn|mn|k|m)\b))?"
    r"(?P<more>[ ]?\+(?![0-9]))?",
    re.IGNORECASE,
)
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS = {word: number for number, word in enumerate(_ONES.split(), 1)} | {
    word: number for number, word in zip(range(20, 100, 10), _TENS.split(), strict=True)
}
_ONE = "|".join(sorted(_ONES.split(), key=len, reverse=True))
_TEN = "|".join(_TENS.split())
WORD_PATTERN = rf"(?:(?:{_TEN})(?:[- ](?:{_ONE}))?|{_ONE})"
_WORD = re.compile(rf"\b{WORD_PATTERN}\b", re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """A number in a text: ``text[start:end]`` is the numeral alone, without currency sign, percent sign or
    words.
    """

    text: str
    value: float
    unit: Literal["GBP", "percent"] | None
    approximate: bool
    start: int
    end: int
    outer_start: int  # with currency sign and 'about' before
    outer_end: int  # with percent sign, 'million' and '+' after


def find(text: str, start: int = 0, end: int | None = None) -> tuple[Number, ...]:
    """Give the numerals that stand on their own in ``text[start:end]``; those inside codes (S47, v3.0) are
    not.
    """
    return tuple(_number(match) for match in _FOUND.finditer(text, start, len(text) if end is None else end))


def parse(cell: str) -> Number | None:
    """Read a cell that holds one number and nothing else, '-5' and '(5)' being below zero; None for any
    other cell.
    """
    cell = cell.replace("**", "  ")
    start, end = len(cell) - len(cell.lstrip()), len(cell.rstrip())
    minus = cell.startswith(("-", "−"), start)
    bracketed = cell.startswith("(", start) and cell.endswith(")", 0, end)
    match = _FOUND.fullmatch(cell, start + (minus or bracketed), end - bracketed)
    if match is None:
        return None
    number = _number(match)
    if minus or bracketed:
        return dataclasses.replace(number, value=-number.value)
    return number


def word_value(word: str) -> int | None:
    """Give what a number word counts: 'seven' 7, 'twenty-one' 21; a numeral is read as well."""
    if word.isascii() and word.isdigit():
        return int(word)
    parts = word.casefold().replace("-", " ").split()
    values = [WORDS.get(part) for part in parts]
    return sum(value for value in values if value) if values and None not in values else None


def find_words(text: str, start: int, end: int) -> tuple[Number, ...]:
    """Give the number words of ``text[start:end]``; whether they count anything is for the reader of the
    sentence.
    """
    found = []
    for match in _WORD.finditer(text, start, end):
        value = word_value(match[0])
        if value is not None:
            found.append(
                Number(match[0], value, None, False, match.start(), match.end(), match.start(), match.end())
            )
    return tuple(found)


def _number(match: re.Match[str]) -> Number:
    value = float(match["numeral"].replace(",", "").replace(" ", ""))
    value *= _SCALES.get((match["scale"] or "").casefold(), 1)
    return Number(
        text=match["numeral"],
        value=value,
        unit="GBP" if match["pound"] else "percent" if match["percent"] else None,
        approximate=bool(match["about"] or match["more"]),
        start=match.start("numeral"),
        end=match.end("numeral"),
        outer_start=match.start(),
        outer_end=match.end(),
    )
