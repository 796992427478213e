"""Where a name stands in a text, and where it stands again."""

import re
from collections.abc import Iterable, Iterator

_TOKEN = re.compile(r"\w+(?:[-'’]\w+)*")
_LONGEST = 200  # characters of a line that are looked at: a line may be a million long
_COLUMNS = re.compile(r"[\t|]|[ ]{3}")
_SMALL_WORD = re.compile(r"(?<![\w'’-])[^\W\d_A-Z][^\W\d_]+")
_JOINS = frozenset(["and", "of", "the", "for"])
_BETWEEN_WORDS = re.compile(r"[\s._]+")


def occurrences(text: str, name: str) -> Iterable[tuple[int, int]]:
    """Give the spans at which a name stands as whole words, whatever its case and wherever a line breaks it.

    This is how a name is found throughout the project.
    """
    words = name.split()
    if not words:
        return ()
    pattern = r"[\s._]+".join(re.escape(word) for word in words)
    return (match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE))


def again(text: str, names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Give every place at which one of these names of several words stands, and the name: one walk over the
    text finds all.
    """
    by_first: dict[str, list[tuple[list[str], str]]] = {}
    for name in names:
        words = [word.casefold() for word in _TOKEN.findall(name)]
        if len(words) > 1:
            by_first.setdefault(words[0], []).append((words, name))
    if not by_first:
        return
    tokens = list(_TOKEN.finditer(text))
    shown = [token[0].casefold() for token in tokens]
    for i, word in enumerate(shown):
        for words, name in by_first.get(word, ()):
            last = i + len(words) - 1
            if shown[i : last + 1] == words and all(
                _BETWEEN_WORDS.fullmatch(text, tokens[k].end(), tokens[k + 1].start()) for k in range(i, last)
            ):
                yield tokens[i].start(), tokens[last].end(), name


def before(text: str, start: int) -> str:
    """Give what stands before on the same line, or the nearest part of it."""
    first = max(0, start - _LONGEST)
    return text[max(text.rfind("\n", first, start) + 1, first) : start]


def after(text: str, end: int) -> str:
    """Give what stands behind on the same line, or the nearest part of it."""
    stop = text.find("\n", end, end + _LONGEST)
    return text[end : end + _LONGEST if stop < 0 else stop]


def in_prose(text: str, start: int, end: int) -> bool:
    """Whether the line around a passage is no row of a table and has words that sentences have."""
    line = f"{before(text, start)},{after(text, end)}".strip()
    return not _COLUMNS.search(line) and any(word not in _JOINS for word in _SMALL_WORD.findall(line))
