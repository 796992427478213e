"""Marks that stand in a number's place: 'c', '*', '<5', '5 or fewer', 'Nil', 'N/A'.

What each mark says is a row of marks.csv: ``where`` it counts as a mark (alone in a cell, in prose, or
both), the status, the value where the mark is a value in words, and the bounds that the mark itself prints
('<5' is 0 to 4; 'c' prints none). ``{n}`` stands for a number, in figures or in words. The shorthand [c],
[x], [z], [low] is that of the UK statistics service (Government Analysis Function, Symbols in tables, 2017,
revised 2023).
"""

import csv
import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pipeline.extract import numbers
from pipeline.extract.structure import Status

_N = rf"(?P<n>[0-9]{{1,4}}(?![0-9%]|[,.][0-9])|\b{numbers.WORD_PATTERN}\b)"
# 'Less than 5 minutes' measures something; it hides no count.
_NO_MEASURE = r"(?!\s*(?:hours?|minutes?|days?|weeks?|months?|years?|%|per\s?cent|miles?)\b|\s*%)"
# The largest count that is ever hidden; 'fewer than 3,000' is a number told roughly.
_LARGEST_HIDDEN = 30


@dataclass(frozen=True)
class Mark:
    """A mark in a text: ``text[start:end]`` is what is printed."""

    text: str
    status: Status
    value: float | None
    lower: float | None
    upper: float | None
    start: int
    end: int


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    status: Status
    value: float | None
    lower: float | None
    upper: str


@functools.cache
def _rules(place: str) -> tuple[_Rule, ...]:
    rules = []
    with (Path(__file__).parent / "marks.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["where"] not in (place, "both"):
                continue
            pattern = row["pattern"].replace("{n}", _N)
            if place == "prose":
                pattern = rf"(?<!\w)(?:{pattern})(?!\w){_NO_MEASURE}"
            value, lower = (float(row[key]) if row[key] else None for key in ("value", "lower"))
            rules.append(
                _Rule(
                    re.compile(pattern, re.IGNORECASE),
                    cast(Status, row["status"]),
                    value,
                    lower,
                    row["upper"],
                )
            )
    return tuple(rules)


def parse(cell: str) -> Mark | None:
    """Read a cell that holds one mark and nothing else; None for any other cell."""
    start, end = len(cell) - len(cell.lstrip()), len(cell.rstrip().rstrip(numbers.NOTE_MARKS))
    if start >= end:
        return None
    for rule in _rules("cell"):
        match = rule.pattern.fullmatch(cell, start, end)
        if match and not _is_below_none(rule, match):
            return _mark(rule, match)
    return None


def find(text: str, start: int, end: int) -> tuple[Mark, ...]:
    """Give the marks that stand in the prose of ``text[start:end]``, in the text's order."""
    found: list[Mark] = []
    taken = bytearray(end - start)
    for rule in _rules("prose"):
        for match in rule.pattern.finditer(text, start, end):
            first, last = match.start() - start, match.end() - start
            if not any(taken[first:last]) and not _is_below_none(rule, match):
                taken[first:last] = b"1" * (last - first)
                found.append(_mark(rule, match))
    return tuple(sorted(found, key=lambda mark: mark.start))


def _is_below_none(rule: _Rule, match: re.Match[str]) -> bool:
    """Whether it says less than nothing: '<0' hides no count."""
    return rule.upper == "n-1" and numbers.word_value(match["n"]) == 0


def _mark(rule: _Rule, match: re.Match[str]) -> Mark:
    status, upper = rule.status, None
    if rule.upper.startswith("n"):
        limit = numbers.word_value(match["n"])
        upper = None if limit is None else float(limit - (rule.upper == "n-1"))
        if limit is not None and limit > _LARGEST_HIDDEN:
            status = "approximate"
    elif rule.upper:
        upper = float(rule.upper)
    return Mark(match[0], status, rule.value, rule.lower, upper, match.start(), match.end())
