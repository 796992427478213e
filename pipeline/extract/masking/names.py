"""What a person's name looks like, in any script, and whether words that look like one are one."""

import re
import unicodedata
from collections.abc import Iterator

from pipeline.extract.masking.spans import Span, Suspect
from pipeline.extract.masking.words import bare, first_names, roles

NAME = "name"


# Patterns of names are for a text that is folded (below), so that none lists the alphabets of the world.
UPPER = "A-ZÀ-ÖØ-Þ"
# With accents that stand by themselves behind their letter, as some PDFs and Yoruba names have them.
LOWER = "a-zµß-öø-ÿ¨"
_LETTERS = range(0x100, 0x10D0), range(0x1100, 0x2000), range(0x2C00, 0x2D00), range(0xA640, 0xA800)
_ACCENTS = range(0x300, 0x370)
_FIRST_SCRIPT, _LAST_SCRIPT = 0x590, 0xFFFF
# Scripts without capitals, with the vowel signs that go with their letters.
UNCASED_WORD = "(?:º{1,40}(?:¸{1,4}º{0,40}){0,20})"
_HYPHEN = "[-'`]"
_FOLDED_MARKS = str.maketrans("‐‑’ʼªº", "--''ao")
WORD = (
    # As long as words are, so that a text without blanks is read in linear time.
    rf"(?:[{UPPER}](?:[{LOWER}]{{1,40}}|\.)?(?:{_HYPHEN}[{UPPER}]?[{LOWER}]{{1,40}}|[{UPPER}]"
    rf"[{LOWER}]{{1,40}}){{0,6}}"
    rf"|(?:[{UPPER}]\.){{2,3}}|{UNCASED_WORD})"
)
CAPITALS_WORD = rf"[{UPPER}][{UPPER}¨]{{1,40}}(?:{_HYPHEN}[{UPPER}¨]{{1,40}}){{0,3}}"
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


class _Folds(dict[int, int | str]):
    """What each character beyond ASCII is in a folded text; looked up once for each."""

    def __missing__(self, code: int) -> int | str:
        self[code] = _fold(chr(code))
        return self[code]


_FOLDS = _Folds()


def folded(text: str) -> str:
    """Give a text of the same length for the patterns of names: the letters of alphabets with capitals are
    those of Western Europe, large for large and small for small; a letter of another script is 'º', an accent
    by itself '¨' and a vowel sign '¸'; each hyphen and each apostrophe is the one on keyboards.
    """
    return text if text.isascii() else text.translate(_FOLDS)


def _fold(one: str) -> int | str:
    code = ord(one)
    if code in _FOLDED_MARKS:
        return _FOLDED_MARKS[code]
    if code in _ACCENTS:
        return "¨"
    if any(code in letters for letters in _LETTERS) and (one.isupper() or one.istitle() or one.islower()):
        return "ð" if one.islower() else "Ð"
    if _FIRST_SCRIPT <= code <= _LAST_SCRIPT:
        if one.isalpha():
            return "º"
        if unicodedata.category(one) in ("Mn", "Mc"):
            return "¸"
    return code


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
