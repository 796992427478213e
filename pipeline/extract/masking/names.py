"""What a person's name looks like, in any script, and whether words that look like one are one."""

import re
from collections.abc import Iterator

from pipeline.extract.masking.spans import Span, Suspect
from pipeline.extract.masking.words import bare, first_names, roles

NAME = "name"


def _cased(is_wanted: str) -> str:
    """Give the letters of every alphabet with capitals as ranges of a character class."""
    ranges: list[list[int]] = []
    # Georgian (U+10D0 on) has small letters alone as people write it.
    for code in (
        *range(0x41, 0x10D0),
        *range(0x1100, 0x2000),
        *range(0x2C00, 0x2D00),
        *range(0xA640, 0xA800),
    ):
        one = chr(code)
        if (one.isupper() or one.istitle()) if is_wanted == "upper" else one.islower():
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in ranges)


UPPER = _cased("upper")
# With accents that stand by themselves behind their letter, as some PDFs and Yoruba names have them.
LOWER = _cased("lower") + "\u0300-\u036f"
# Scripts without capitals, with the vowel signs that go with their letters.
_SCRIPTS = "\u0590-\u1cff\u2d30-\ud7ff\uf900-\uffdc"
_SIGNS = (
    "\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0981-\u0983"
    "\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d\u0a81-\u0a83\u0abc-\u0acd\u0b82\u0bbe-\u0bcd\u0c00-\u0c04"
    "\u0c3e-\u0c4d\u0d00-\u0d03\u0d3e-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)
_UNCASED = rf"[^\W\d_{UPPER}{LOWER}]"
UNCASED_WORD = rf"(?:(?=[{_SCRIPTS}]){_UNCASED}{{1,40}}(?:[{_SIGNS}]{{1,4}}{_UNCASED}{{0,40}}){{0,20}})"
_HYPHEN = "[-‐‑’'ʼ`]"
WORD = (
    # As long as words are, so that a text without blanks is read in linear time.
    rf"(?:[{UPPER}](?:[{LOWER}]{{1,40}}|\.)?(?:{_HYPHEN}[{UPPER}]?[{LOWER}]{{1,40}}|[{UPPER}]"
    rf"[{LOWER}]{{1,40}}){{0,6}}"
    rf"|(?:[{UPPER}]\.){{2,3}}|{UNCASED_WORD})"
)
CAPITALS_WORD = rf"[{UPPER}][{UPPER}\u0300-\u036f]{{1,40}}(?:{_HYPHEN}[{UPPER}\u0300-\u036f]{{1,40}}){{0,3}}"
# 'al-Example', 'd'Example': what begins with small letters stands within a name alone.
_PREFIX = r"(?:(?:al|el|ul|ad|as|ar|an|abu|bin|ibn|bint)-|[dl]['’])?"
_WITHIN = rf"{_PREFIX}{WORD}"
PARTICLE = (
    r"(?:ap|ab|ferch|verch|mac|nic|ní|nì|ó|van|von|der|den|de|la|le|da|dos|di|du|bin|bint|ibn|an|al|el)"
)
FULL = rf"{WORD}(?:[ ]{{1,4}}(?:{PARTICLE}[ ]{{1,2}}){{0,3}}{_WITHIN}){{1,3}}"
# What small letters a surname may begin with: 'van der Berg', 'de la Cruz', 'd'Example', 'al-Example'.
SURNAME_BEGINS = rf"(?:{PARTICLE}[ ]){{0,3}}{_PREFIX}"
SURNAME = rf"{SURNAME_BEGINS}{WORD}"
# A name where only a name can stand: a single word of a script without capitals is one.
SHOWN = rf"(?:{FULL}|{UNCASED_WORD})"
NOT_GOING_ON = rf"(?![{LOWER}\w])"

_WORDS = re.compile(r"\S+")
_PERSONAL_TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "cllr", "councillor"])


def person(text: str, start: int, end: int) -> Iterator[Span | Suspect]:
    """Give the span less titles, where the words that stand there name a person; else nothing.

    Some surnames are words of places and teams too ('Hall', 'Head'): such a word is a name after a title or a
    first name, and a suspect after a word that nobody knows.
    """
    words = [(start + w.start(), start + w.end(), bare(w[0])) for w in _WORDS.finditer(text[start:end])]
    titles = 0
    while titles < len(words) and (
        words[titles][2] in roles("title")
        or words[titles][2] in roles("rank")
        or (titles == 0 and words[0][2] == "sir" and len(words) > 1)
    ):
        titles += 1
    is_titled = any(word in _PERSONAL_TITLES for _, _, word in words[:titles])
    words = words[titles:]
    if not words:
        return
    shown = [word for _, _, word in words]
    against = [word for word in shown if word in roles("team") or word in roles("place")]
    span = Span(NAME, words[0][0], words[-1][1])
    if not against:
        yield span
    elif against != shown[-1:]:
        return
    elif len(shown) == 2 and len(shown[0]) == 1:
        yield Suspect(span.start, span.end, "may be a name: an initial stands before a word")
    elif shown[-1] in roles("surname"):
        if is_titled or shown[0] in first_names():
            yield span
        elif len(shown) == 2:
            yield Suspect(
                span.start, span.end, f"may be a name: people are called {shown[-1].capitalize()} too"
            )


def is_first_name(word: str) -> bool:
    """Whether a word, or the part of it before a hyphen, is a common first name."""
    shown = bare(word)
    return shown in first_names() or shown.split("-")[0] in first_names()
