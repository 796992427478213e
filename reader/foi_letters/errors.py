"""What is said where something cannot be read."""

from collections.abc import Iterable
from difflib import get_close_matches


class ReaderError(ValueError):
    """Something is not there, or not as the package describes it. Its text is for people."""


def unknown(kind: str, name: str, known: Iterable[str]) -> ReaderError:
    """Give the error for a name that is not there, with the nearest that is."""
    near = get_close_matches(name, list(known), n=1)
    hint = f"; did you mean {near[0]!r}?" if near else "."
    return ReaderError(f"There is no {kind} {name!r} in this package{hint}")
