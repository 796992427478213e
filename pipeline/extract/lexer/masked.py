"""Passages that are masked, or that stand for what cannot be read, as the readers see them.

Readers get a text in which every such character is one that no letter prints and no mark is made of, so that
a masked telephone number can never pass for a suppressed count, which some letters print as black boxes. The
text that is published shows boxes in its place.
"""

import re
from collections.abc import Iterable

SIGN = "\ue000"  # of the private use area; the forms replace it where a file holds it
_ALL = re.compile(rf"[\s{SIGN}]*{SIGN}[\s{SIGN}]*")


def hide(text: str, spans: Iterable[tuple[int, int]], sign: str = SIGN) -> str:
    """Give a text with these spans replaced character by character; line ends stay."""
    shown = list(text)
    for start, end in spans:
        shown[start:end] = [one if one in "\r\n" else sign for one in shown[start:end]]
    return "".join(shown)


def is_masked(text: str) -> bool:
    """Whether nothing but what is masked stands in a text."""
    return bool(_ALL.fullmatch(text))
