"""How letters number their questions: '3', '3a', '1.2', '1.2a', 'b', 'ii'.

A number is whole numbers joined by dots, then letters: '1.2ai' is question 1.2, its part a, and of that the
part i.
"""

import re
from dataclasses import dataclass

# Without its letters. What goes on with digits is a date or an amount.
NUMBER = r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}(?![0-9]|[.,][0-9])"
LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")
ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = "|".join(sorted(ROMANS, key=len, reverse=True))
_MARKS = re.compile(rf"(?P<first>{_ROMAN}|[a-z])(?P<second>{_ROMAN}|[a-z])?")


@dataclass(frozen=True)
class Number:
    """A number in its parts: '1.2ai' is (1, 2) and ('a', 'i')."""

    whole: tuple[int, ...]
    marks: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Give it as it is printed."""
        return ".".join(map(str, self.whole)) + "".join(self.marks)

    @property
    def is_first(self) -> bool:
        """Whether a list may start with it: 1, 1a, 1.1."""
        return bool(self.whole) and set(self.whole) == {1} and self.marks in ((), ("a",))

    @property
    def without_marks(self) -> "Number":
        """Give the question that it is a part of, without letters."""
        return Number(self.whole)

    def follows(self, last: "Number") -> bool:
        """Whether it is the next after ``last``: 2 or 1.1 after 1, 1.3 or 2 or 2.1 after 1.2, 3a after 3, 3b
        after 3a.
        """
        if self.whole == last.whole:
            return self.marks == (*last.marks, "a") or (
                len(self.marks) == len(last.marks) > 0 and self.marks > last.marks
            )
        depth = next(
            (i for i, (a, b) in enumerate(zip(self.whole, last.whole, strict=False)) if a != b),
            min(len(self.whole), len(last.whole)),
        )
        before = last.whole[depth] if depth < len(last.whole) else 0
        return self.whole[depth:] == (before + 1, *(1,) * (len(self.whole) - depth - 1))

    def is_after(self, last: "Number") -> bool:
        """Whether it is any later number of the same list."""
        return (self.whole, self.marks) > (last.whole, last.marks)


def parse(number: str) -> Number:
    """Give a number in its parts; '3ii' is the second part of 3, not the first of its first."""
    digits = re.match(r"[0-9.]*", number)
    whole = digits[0].strip(".") if digits else ""
    marks = _MARKS.fullmatch(number[digits.end() :] if digits else "")
    return Number(
        tuple(int(one) for one in whole.split(".") if one),
        tuple(one for one in marks.groups() if one) if marks else (),
    )


def above(number: str) -> list[str]:
    """Give what a number may be a part of, the nearest first: of '1.2a' it is '1.2', then '1'."""
    parsed = parse(number)
    marks = [Number(parsed.whole, parsed.marks[:n]) for n in range(len(parsed.marks) - 1, -1, -1)]
    wholes = [Number(parsed.whole[:n]) for n in range(len(parsed.whole) - 1, 0, -1)]
    return [shown for one in (*marks, *wholes) if (shown := str(one))]
