"""What a cell holds: a datum, something in a number's place that is not understood, or words."""

import re

from pipeline.extract import periods
from pipeline.extract.lexer import datum, numbers
from pipeline.extract.lexer.token import Datum

_NUMBER = rf"(?:£[ ]?)?{numbers.NUMERAL}{numbers.PERCENT}?"
_ODD = re.compile(
    rf"{_NUMBER}\s?(?:[(\[]\s?{_NUMBER}\s?[)\]]|[/,;]\s?{_NUMBER}|[–-]\s?{numbers.NUMERAL}{numbers.PERCENT})"
    # '12 (40%)': a count and its share
    r"|[0-9][0-9.,]*[a-z]{1,2}"  # '12r'
    rf"|[{numbers.VULGAR}]"
    r"|[a-z]/[a-z]\*?",  # 'n/k'
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"[0-9]+(?:st|nd|rd|th)", re.IGNORECASE)


def read(text: str) -> Datum | None:
    """Read a cell that holds one datum, be it a number in words; None for any other."""
    found = datum.parse(text)
    if found is not None:
        return found
    shown = text.strip()
    start = len(text) - len(text.lstrip())
    in_words = datum.find_words(text, start, start + len(shown)) if shown[:1].isalpha() else ()
    return in_words[0] if len(in_words) == 1 and in_words[0].text == shown else None


def is_odd(text: str) -> bool:
    """Whether a cell holds what stands in a number's place and is not understood: '12 (40%)', '12r', 'n/k',
    'TBC'.
    """
    shown = text.strip()
    if read(shown) is not None or periods.is_period(shown) or _ORDINAL.fullmatch(shown):
        return False
    return bool(_ODD.fullmatch(shown)) or datum.is_unknown(shown)


def stands_for_number(text: str) -> bool:
    """Whether a cell holds a datum, or several numbers such as a count and its share."""
    return read(text) is not None or (is_odd(text) and len(numbers.find(text)) > 1)
