"""The factor that a heading states for the numbers below it: '£000' and '(thousands)' are 1,000."""

import functools
import re

_SCALES: tuple[tuple[float, re.Pattern[str]], ...] = tuple(
    (factor, re.compile(pattern))
    for factor, pattern in (
        (
            1e3,
            r"£\s?[’']?\s?(?:,?000|0{3}[’']?)s?\b(?!,)|(?<![\w.,])[’']000s?\b|\(\s?0{3}[’']?s\s?\)|£\s?[kK]\b",
        ),
        (
            1e3,
            r"(?i:\((?:in\s+)?(?:£\s?|gbp\s+|pounds?\s+)?thousands?\)|£\s?thousands?\b|\bin\s+thousands\b)",
        ),
        (1e6, r"£\s?(?:[mM]|mn|MN)\b"),
        (
            1e6,
            r"(?i:\((?:in\s+)?(?:£\s?|gbp\s+|pounds?\s+)?(?:millions?|mn)\)|£\s?millions?\b|\bin\s+millions\b)",
        ),
        (1e9, r"£\s?(?:bn|BN|Bn)\b|(?i:\((?:in\s+)?(?:£\s?)?billions?\)|£\s?billions?\b)"),
    )
)
# What each of them has.
_MAY_STATE = re.compile(r"[£(’']|(?i:\bin\s+(?:thousands|millions))")


@functools.lru_cache(maxsize=4096)
def of(heading: str) -> float:
    """Give the factor that a heading states; 1 where it states none."""
    return next((factor for factor, pattern in _SCALES if pattern.search(heading)), 1.0)


def find(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Give the places in ``text[start:end]`` where a factor is stated, whose noughts count nothing."""
    if not _MAY_STATE.search(text, start, end):
        return ()
    return tuple(m.span() for _, pattern in _SCALES for m in pattern.finditer(text, start, end))
