"""Places in a sheet, as a workbook writes them: 'B3', 'A1:C9'."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True)
class Range:
    """Cells from one corner to the other, both among them, by row and column."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, place: tuple[int, int]) -> bool:
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right

    @property
    def n_places(self) -> int:
        """How many cells it has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


@functools.lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def place(reference: str) -> tuple[int, int]:
    """Give row and column; raises ``ValueError``."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(f"{reference!r} is no place in a sheet")
    return int(match[2]), _column(match[1])


def ranges(references: str) -> Iterator[Range]:
    """Give the ranges of a list of them, parted by blanks; whole columns ('A:B') and rows ('2:3') too."""
    for one in references.split():
        first, _, last = one.replace("$", "").partition(":")
        last = last or first
        top, left = place(f"{first}1" if first.isalpha() else f"A{first}" if first.isdigit() else first)
        bottom, right = place(
            f"{last}{MOST_ROWS}" if last.isalpha() else f"XFD{last}" if last.isdigit() else last
        )
        yield Range(top, left, bottom, right)
