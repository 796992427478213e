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
# In prose a hyphen is a minus only where nothing else can be meant; the minus sign itself always is one.
_LEADS_TO_MINUS = ("is ", "are ", "was ", "were ", "of ", "at ", "to ", "by ", ": ", ":", "= ", "=")
_MINUS = (
    "(?P<minus>(?:(?<![0-9A-Za-z])−|(?:"
    + "|".join(f"(?<={'[^a-z]' if word[0].isalpha() else ''}{word})" for word in _LEADS_TO_MINUS)
    + ")-)(?=£?[0-9]))"
)
NOTE_MARKS = "¹²³⁴⁵⁶⁷⁸⁹⁰"  # of a note below a table, behind its number: '12¹'
# A larger whole number would not be kept to the last digit.
_LARGEST = 2**53
_FOUND = re.compile(
    rf"{_MINUS}?(?:(?P<about>(?<![A-Za-z])(?:{_ABOUT})"
    rf"|(?<=\S[ ])c\.)[ ]*)?(?P<pound>£[ ]*(?P<inner>[-−](?=[0-9]))?)?(?<![0-9A-Za-z])(?<![0-9A-Za-z][.,(])"
    rf"(?P<numeral>{_NUMERAL})(?P<percent>[ ]?(?:%|per[ ]?cent\b))?(?:[ ]?(?P<scale>(?:million|billion"
    rf"|thousand|bn|mn|k|m)\b))?"
    r"(?P<more>[ ]?\+(?![0-9]|[ ]?(?i:VAT)\b))?",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?P<pound>£[ ]*)?(?P<sign>[-−(])")
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
    words; below zero it has the minus or the brackets that say so, and what stands between.
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
    matches = _FOUND.finditer(text, start, len(text) if end is None else end)
    return tuple(number for match in matches if (number := _number(match)) is not None)


def parse(cell: str) -> Number | None:
    """Read a cell that holds one number and nothing else but the mark of a note, '-5', '£-5' and '(5)' being
    below zero; None for any other cell.
    """
    cell = cell.replace("**", "  ")
    start, end = len(cell) - len(cell.lstrip()), len(cell.rstrip().rstrip(NOTE_MARKS))
    signed = _SIGNED.match(cell, start)
    bracketed = signed is not None and signed["sign"] == "(" and cell.endswith(")", 0, end)
    if signed is None or (signed["sign"] == "(" and not bracketed):
        match = _FOUND.fullmatch(cell, start, end)
        return None if match is None else _number(match)
    match = _FOUND.fullmatch(cell, signed.end(), end - bracketed)
    number = None if match is None else _number(match)
    if number is None or number.value < 0:
        return None
    first, last = signed.start("sign"), end if bracketed else number.end
    return dataclasses.replace(
        number,
        text=cell[first:last],
        value=-number.value,
        unit="GBP" if signed["pound"] else number.unit,
        start=first,
        end=last,
        outer_start=start,
        outer_end=end,
    )


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


def _number(match: re.Match[str]) -> Number | None:
    if re.fullmatch("00+", match["numeral"]):
        return None  # '£000' is a unit
    value = float(match["numeral"].replace(",", "").replace(" ", ""))
    value *= _SCALES.get((match["scale"] or "").casefold(), 1)
    if value > _LARGEST:
        return None
    minus = next((name for name in ("minus", "inner") if match[name]), None)
    start = match.start(minus or "numeral")
    return Number(
        text=match.string[start : match.end("numeral")],
        value=-value if minus else value,
        unit="GBP" if match["pound"] else "percent" if match["percent"] else None,
        approximate=bool(match["about"] or match["more"]),
        start=start,
        end=match.end("numeral"),
        outer_start=match.start(),
        outer_end=match.end(),
    )
