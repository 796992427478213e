"""Numbers in words: 'seven', 'Three hundred and sixty-six', 'a dozen', 'half', 'one in seven'.

What a run of number words comes to is said by text2num (MIT), which knows which of them make one number; this
module finds the runs, and adds the dozens. A share in words ('half', 'two thirds', 'one in seven') is found
and has no value: of what it is the share is for a person to say.
"""

import functools
import re
from dataclasses import dataclass

from pipeline.extract.lexer.any_case import AnyCase

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_LARGE = "hundred thousand million billion"
_MOST_WORDS = 12  # of one number, behind its first
_ONE = "|".join(sorted(f"{_ONES} {_TENS}".split(), key=len, reverse=True))
_BIG = _LARGE.replace(" ", "|")
_ANY = rf"(?:{_ONE}|{_BIG})"
# 'One thousand, two hundred': no other comma stands within a number.
_JOINT = (
    r"(?:[-‑ \t]|(?<=dred|sand|lion)[ \t]?\r?\n[ \t]?"
    r"|(?<=(?:sand|lion)),[ ](?=[a-z]+[ ]hundred))"
)
_RUN = (
    rf"(?:an?[ \t]+(?={_BIG}))?{_ANY}"
    rf"(?:{_JOINT}(?:(?<=(?:dred|sand|lion)[ \n])and[ \t\n])?{_ANY}\b){{0,{_MOST_WORDS}}}"
)
PATTERN = rf"(?:{_RUN})"  # in any case, between the edges of words
_DOZEN = rf"(?:(?P<half>half[- ]a[- ])|(?:(?P<dozens>an?|{_ONE})[ \t-]+))dozen"
_SHARE = (
    rf"{_ANY}[ \t]+(?:in|out[ \t]+of)[ \t]+(?:every[ \t]+)?{_ANY}"
    rf"|(?:{_ANY})[- \t]+(?:thirds?|quarters"
    r"|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)|(?:an?|one)[ \t]+(?:third|quarter|fifth|tenth)"
    r"(?=[ \t]+of\b)|(?:one[ \t-]|a[ \t])?half(?=[ \t]+(?:of|the|these|those|our|all)\b|[ \t]*[.,;]|$)"
)
_FOUND = AnyCase(
    rf"(?<![\w-])(?:(?P<share>{_SHARE})|(?P<dozen>{_DOZEN})|(?P<run>{_RUN}))(?![\w]|-(?!(?:year|month|week|day)))"
)
_WORD = re.compile(r"[A-Za-z]+")
_BIG_FIRST = re.compile(rf"(?:{_BIG})\b", re.IGNORECASE)
_NUMERAL_BEFORE = re.compile(r"[0-9][ \t]{0,2}$")


@dataclass(frozen=True)
class Word:
    """A number in words, at ``start`` to ``end``; ``value`` is None for a share, 'one in seven'."""

    text: str
    value: float | None
    start: int
    end: int


def find(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """Give the numbers in words of ``text[start:end]``; whether they count anything is for the reader of the
    sentence.
    """
    found: list[Word] = []
    for match in _FOUND.finditer(text, start, len(text) if end is None else end):
        if match["share"]:
            found.append(Word(text[slice(*match.span())], None, *match.span()))
        elif match["dozen"]:
            times = 0.5 if match["half"] else 1 if match["dozens"].casefold() in ("a", "an") else None
            value = 12 * (_value(match["dozens"]) or 0 if times is None else times)
            found.append(Word(text[slice(*match.span())], value, *match.span()))
        else:
            found += _in_run(text, *match.span())
    return tuple(found)


def _in_run(text: str, start: int, end: int) -> list[Word]:
    """Give the numbers of a run of number words, the longest first: 'two, three' runs on as two numbers."""
    words = [(start + one.start(), start + one.end()) for one in _WORD.finditer(text[start:end])]
    found = []
    # The scale of a numeral, '1.2 million', begins no number in words.
    first = int(
        bool(_BIG_FIRST.match(text, start, end))
        and bool(_NUMERAL_BEFORE.search(text[max(0, start - 3) : start]))
    )
    while first < len(words):
        last = next(
            (
                last
                for last in range(len(words), first, -1)
                if _value(text[words[first][0] : words[last - 1][1]]) is not None
            ),
            None,
        )
        if last is None:
            first += 1  # 'and', or 'a' before 'hundred' alone
            continue
        span = words[first][0], words[last - 1][1]
        found.append(Word(text[slice(*span)], _value(text[slice(*span)]), *span))
        first = last
    return found


def value(shown: str) -> float | None:
    """Give what a whole text counts, in figures or in words: '7', 'seven', 'twenty-one'; None for others."""
    if shown.isascii() and shown.isdigit():
        return int(shown)
    found = find(shown)
    return found[0].value if len(found) == 1 and found[0].text == shown else None


@functools.lru_cache(maxsize=4096)
def _value(words: str) -> float | None:
    from text_to_num import text2num

    shown = " ".join(re.sub(r"[-‑,]", " ", words.casefold()).split())
    shown = re.sub(r"^an? ", "one ", shown)
    if not re.fullmatch(rf"{_ANY}(?: (?:and )?{_ANY})*", shown):
        return None
    if shown in _LARGE.split():
        return None  # 'hundreds of', 'thousand' alone counts nothing
    try:
        return float(text2num(shown, "en"))
    except ValueError:
        return None
