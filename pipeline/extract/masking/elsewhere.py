"""One word of a masked name that stands elsewhere: 'Hartnup's reply', 'Hartnup_reply.pdf'.

A word that is nothing but a name is masked where it stands by itself in a sentence or in the name of a file.
Where it begins a sentence, or stands beside words of bodies and places, a person decides. A word that means
something else too ('Price', 'Will') is asked about within a sentence alone and never masked, so that no
figure's label is lost.
"""

import functools
import re
from collections.abc import Iterable, Iterator

from pipeline.extract.masking.names import NAME, PARTICLE
from pipeline.extract.masking.places import after, before
from pipeline.extract.masking.spans import Covered, Span, Suspect
from pipeline.extract.masking.words import first_names, names_alone, ordinary

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑'’ʼ][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ][sS]$")
_PARTICLE = re.compile(PARTICLE, re.IGNORECASE)
_HYPHEN = re.compile("[-‐‑]")
_SHORTEST = 3
_IN_FILE = re.compile(r"[_./-]\w|[ ]?\.[a-z]{3,4}\b")
_ENDS_SMALL = re.compile(r"[^\W\d_A-Z][’')]?[,;:]?[ (]{1,2}$|[,;][ ]$")
_NEIGHBOUR_BEFORE = re.compile(r"(?:([^\W\d_][\w'’-]*)|[0-9]+)[ ]$")
_NEIGHBOUR_AFTER = re.compile(r"['’]?s?[ ](?:([^\W\d_][\w'’-]*)|[0-9]+)")
_WHY = "may be a name: a person of this letter is called so"


def find(text: str, spans: Iterable[Span]) -> Iterator[Span | Suspect]:
    """Give where the first or last word of a masked name stands outside what is masked."""
    spans = tuple(spans)
    whole = {word for one in spans if one.kind == NAME for word in _words(text[one.start : one.end])}
    if not whole:
        return
    halves = {half for word in whole for half in _HYPHEN.split(word) if len(half) > _SHORTEST} - whole
    covered = Covered((one.start, one.end) for one in spans)
    tokens = [
        (start, start + len(shown), shown)
        for start, shown in ((one.start(), _POSSESSIVE.sub("", one[0])) for one in _WORD.finditer(text))
        if shown.casefold() in whole | halves and not covered.touches(start, start + len(shown))
    ]
    small = {word for start, _, word in tokens if word[0].islower() and not _is_address(text, start, word)}
    for start, end, shown in tokens:
        if not shown[0].isupper() or _is_address(text, start, shown):
            continue
        word = shown.casefold()
        if word in ordinary() or word in _also_words() or word in small:
            if not shown.isupper() and _is_within(text, start) and not _neighbours(text, start, end):
                yield Suspect(start, end, _WHY)
        elif word in halves or word in first_names() or not _is_certain(text, start, end):
            yield Suspect(start, end, _WHY)
        else:
            yield Span(NAME, start, end)


def _words(name: str) -> set[str]:
    """Give the first and the last word of a name in lower case, without particles and initials."""
    words = [_POSSESSIVE.sub("", one[0]).casefold() for one in _WORD.finditer(name)]
    words = [word for word in words if len(word) >= _SHORTEST and not _PARTICLE.fullmatch(word)]
    return {*words[:1], *words[-1:]}


@functools.cache
def _also_words() -> frozenset[str]:
    return first_names() - names_alone()


def _is_certain(text: str, start: int, end: int) -> bool:
    if _neighbours(text, start, end):
        return False
    in_file = _IN_FILE.match(text, end) or text[start - 1 : start] in ("_", "/")
    return bool(in_file or _is_within(text, start))


def _is_within(text: str, start: int) -> bool:
    """Whether the word stands within a sentence: a small letter or a comma comes before on its line."""
    return bool(_ENDS_SMALL.search(before(text, start)))


def _neighbours(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word or a number stands beside it, as in names of places and in dates."""
    beside = (_NEIGHBOUR_BEFORE.search(before(text, start)), _NEIGHBOUR_AFTER.match(after(text, end)))
    return any(one and (one[1] is None or one[1][0].isupper()) for one in beside)


def _is_address(text: str, start: int, word: str) -> bool:
    """Whether the word stands in an address of the internet, which other rules look at."""
    around = re.compile(r"\S*$").search(before(text, start)), re.match(r"\S*", after(text, start + len(word)))
    shown = "".join(one[0] for one in around if one)
    return "@" in shown or "www." in shown or "://" in shown
