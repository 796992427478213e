"""Numerals as letters print them: '1,121', '£12.50', '33, 000 +', '45%', '£1.2 million', '2½'."""

import re
import unicodedata

from pipeline.extract.lexer.token import Datum

# What goes on with digits behind a comma or point is another number: '12,5' is not 12.
_ENDS = r"(?!\d|[,.]\d)"
VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
NUMERAL = (
    rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?{_ENDS}|[0-9]{{1,3}},[ ]000(?![0-9])"
    rf"|[0-9]+(?:\.[0-9]+)?{_ENDS}[{VULGAR}]?)"
)
_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
SCALE = r"(?:[ ]?(?:million|billion|thousand|bn|mn|k|m)\b)"
PERCENT = r"(?:[ ]?(?:%|per[ ]?cent\b))"
ABOUT = (
    r"approximately|approx\.?|around|about|circa|roughly|nearly|almost|estimated|some"
    r"|in[ ]the[ ](?:region|order)[ ]of"
)
# In prose a hyphen is a minus only where nothing else can be meant; the minus sign itself always is one.
_LEADS_TO_MINUS = ("is ", "are ", "was ", "were ", "of ", "at ", "to ", "by ", ": ", ":", "= ", "=")
_MINUS = (
    "(?P<minus>(?:(?<![0-9A-Za-z])−|(?<![0-9A-Za-z] )(?<![0-9A-Za-z])minus[ ]|(?<=[a-z] )minus[ ]|(?:"
    + "|".join(f"(?<={'[^a-z]' if word[0].isalpha() else ''}{word})" for word in _LEADS_TO_MINUS)
    + ")-)(?=£?[0-9]))"
)
_EITHER = re.compile(r"(?:(?<![^\s(])|(?<=\u2022))-(?=£?[0-9])")
_BRACKETED = "the brackets around this number may mean that it is below zero, or something else"
_DASH_OR_MINUS = "the dash before this number may be a minus"
# A larger whole number would not be kept to the last digit.
_LARGEST = 2**53
# '300 plus' is 300 or more; '£300 plus VAT' and '300 plus 12' add.
_PLUS = r"[ -]plus\b(?![ ](?:[0-9£]|VAT\b|expenses\b|costs?\b|an?\b|the\b|any\b|one\b|two\b|three\b))"
_FOUND = re.compile(
    rf"{_MINUS}?(?:(?P<about>(?<![A-Za-z])(?:{ABOUT})"
    rf"|~(?=£?[0-9])|(?<=\S[ ])c\.)[ ]*)?(?P<pound>£[ ]*(?P<inner>[-−](?=[0-9]))?)?"
    rf"(?<![\dA-Za-z])(?<![\dA-Za-z][.,(])(?P<numeral>{NUMERAL})(?P<percent>{PERCENT})?(?P<scale>{SCALE})?"
    rf"(?P<more>[ ]?\+(?![ ]?[0-9]|[ ]?VAT\b)|{_PLUS})?(?P<so>[ ]or[ ](?:so|thereabouts)\b)?",
    re.IGNORECASE,
)
# One letter behind a number that is no sum of money may be a unit: '5k', '31M'.
MAY_BE_UNIT = "the letter behind this number may multiply it, or be a unit"
_LETTER = re.compile(r"[km]", re.IGNORECASE)
_SIGNED = re.compile(r"(?P<pound>£[ ]*)?(?P<sign>[-−(])")


def find(text: str, start: int = 0, end: int | None = None) -> tuple[Datum, ...]:
    """Give the numerals that stand on their own in ``text[start:end]``; those inside codes (S47, v3.0) are
    not.
    """
    matches = _FOUND.finditer(text, start, len(text) if end is None else end)
    return tuple(number for match in matches if (number := _number(match)) is not None)


def parse(cell: str, start: int, end: int) -> Datum | None:
    """Read ``cell[start:end]`` as one number, '-5', '£-5' and '(5)' being below zero; None for anything
    else.
    """
    signed = _SIGNED.match(cell, start)
    bracketed = signed is not None and signed["sign"] == "(" and cell.endswith(")", 0, end)
    if signed is None or (signed["sign"] == "(" and not bracketed):
        match = _FOUND.fullmatch(cell, start, end)
        return None if match is None else _number(match)
    match = _FOUND.fullmatch(cell, signed.end(), end - bracketed)
    number = None if match is None else _number(match)
    if number is None or number.value is None or number.value < 0:
        return None
    if bracketed and number.unit == "percent":
        return None  # a share beside its number
    first, last = signed.start("sign"), end if bracketed else number.end
    value = -number.value
    is_exact = number.lower is not None
    is_money = bool(signed["pound"]) or number.unit == "GBP" or "," in number.text or "." in number.text
    return Datum(
        text=cell[first:last],
        status=number.status,
        value=value,
        lower=value if is_exact else None,
        upper=value if is_exact else None,
        start=first,
        end=last,
        outer_start=start,
        outer_end=end,
        unit="GBP" if signed["pound"] else number.unit,
        doubt=_BRACKETED if bracketed and not is_money else None,
    )


def value_of(numeral: str) -> float:
    """Give what a numeral stands for: '1,121' 1121, '2½' 2.5. Raises ValueError for anything else."""
    shown = numeral.replace(",", "").replace(" ", "")
    part = unicodedata.numeric(shown[-1]) if shown[-1] in VULGAR else 0.0
    return float(shown.rstrip(VULGAR) or 0) + part


def scaled(value: float, scale: str | None) -> float:
    """Give a value with the word behind it: '1.2' and 'million' is 1,200,000."""
    return round(value * _SCALES.get((scale or "").strip().casefold(), 1), 6)


def _number(match: re.Match[str]) -> Datum | None:
    if re.fullmatch("00+", match["numeral"]):
        return None  # '£000' is a unit
    value = scaled(value_of(match["numeral"]), match["scale"])
    is_letter = bool(not match["pound"] and _LETTER.fullmatch((match["scale"] or "").strip()))
    # What is in doubt is shown.
    end = match.end("scale" if is_letter else "numeral")
    if value > _LARGEST:
        return None
    minus = next((name for name in ("minus", "inner") if match[name]), None)
    start = match.start(minus or "numeral")
    value = -value if minus else value
    is_about = bool(match["about"] or match["more"] or match["so"])
    is_either = _EITHER.match(match.string, match.start() - 1) if match.start() and not minus else None
    return Datum(
        text=match.string[start:end],
        status="approximate" if is_about else "reported",
        value=value,
        lower=value if match["more"] or not is_about else None,
        upper=None if is_about else value,
        start=start,
        end=end,
        outer_start=match.start(),
        outer_end=match.end(),
        unit="GBP" if match["pound"] else "percent" if match["percent"] else None,
        doubt=_DASH_OR_MINUS if is_either else MAY_BE_UNIT if is_letter else None,
    )
