"""Patterns that do not mind case, searched in the text in small letters.

The same places are found as with ``re.IGNORECASE``, in half the time and less: a search that minds no case
looks up each character. A match gives places; its words are those in small letters.
"""

import functools
import re
from collections.abc import Iterator

_ESCAPED_OR_CAPITAL = re.compile(r"\\.|\(\?P[<=]\w+|[A-Z]", re.DOTALL)


class AnyCase:
    """A pattern that does not mind case, but where a part of it says so with ``(?-i:``."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._minds = "(?-i" in pattern

    @functools.cached_property
    def _of_small(self) -> re.Pattern[str]:
        lowered = _ESCAPED_OR_CAPITAL.sub(
            lambda match: match[0].lower() if len(match[0]) == 1 else match[0], self._pattern
        )
        return re.compile(lowered)

    @functools.cached_property
    def _of_any(self) -> re.Pattern[str]:
        return re.compile(self._pattern, re.IGNORECASE)

    def ready(self, text: str) -> tuple[re.Pattern[str], str]:
        """Give the pattern to search with, and the text to search in: of the same length."""
        if not self._minds:
            small = _small(text)
            if len(small) == len(text):  # no letter became two: every place stays
                return self._of_small, small
        return self._of_any, text

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Give the matches in ``text[start:end]``, in the text's order."""
        pattern, shown = self.ready(text)
        return pattern.finditer(shown, start, len(shown) if end is None else end)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Give the first match in ``text[start:end]``."""
        pattern, shown = self.ready(text)
        return pattern.search(shown, start, len(shown) if end is None else end)

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Give the match of the whole of ``text[start:end]``."""
        pattern, shown = self.ready(text)
        return pattern.fullmatch(shown, start, len(shown) if end is None else end)


@functools.lru_cache(maxsize=64)
def _small(text: str) -> str:
    return text.lower()
