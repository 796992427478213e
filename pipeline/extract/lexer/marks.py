"""Marks that stand in a number's place, and bounds: 'c', '*', '<5', '5 or fewer', 'Nil', 'N/A', 'up to 5'.

What each says is a row of marks.csv: ``where`` it counts (alone in a cell, in prose, or both), an example,
the status, the value where the mark is a value in words, and the bounds that the mark itself prints ('<5' is
0 to 4; 'c' prints none). ``{n}`` stands for a small count, in figures or in words, and ``{q}`` and ``{r}``
for any quantity; 'q+' and 'q-' are the next whole count, or the quantity itself where it is measured. The
shorthand [c], [x], [z], [low] is that of the UK statistics service (Government Analysis Function, Symbols in
tables, 2017, revised 2023).
"""

import csv
import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pipeline.extract.lexer import numbers, words
from pipeline.extract.lexer.any_case import AnyCase
from pipeline.extract.lexer.token import Datum
from pipeline.extract.structure import Status, Unit

_N = rf"(?P<n>[0-9]{{1,4}}(?![0-9%]|[,.][0-9])|\b{words.PATTERN}\b)"
# The same count again, in figures: 'fewer than ten (10)'.
_AGAIN = r"(?:[ ]?\((?P<{name}>[0-9]{{1,4}})\))?"
_AGAIN_OF = {"n": "again", "q": "again_q"}
_QUANTITY = rf"(?:£[ ]?)?(?:{numbers.NUMERAL}{numbers.PERCENT}?{numbers.SCALE}?|\b{words.PATTERN}\b)"
# 'Less than 5 minutes' measures something; it hides no count.
_NO_MEASURE = r"(?!\s*(?:hours?|minutes?|days?|weeks?|months?|years?|%|per\s?cent|miles?)\b|\s*%)"
_NO_DURATION = r"(?!\s*(?:working\s+|calendar\s+)?(?:hours?|minutes?|days?|weeks?|months?|years?)\b)"
_ONE_QUANTITY = re.compile(r"(?P<before>[^{]*)(?P<quantity>\{[nqr]\})(?P<behind>[^{]*)")
_NUMERIC = AnyCase(rf"[0-9]|\b(?:{words.PATTERN}|nil)\b")
# The largest count that is ever hidden; 'fewer than 3,000' is a number told roughly.
_LARGEST_HIDDEN = 30


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str] | AnyCase
    status: Status
    value: float | None
    lower: str
    upper: str


def _rows(place: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / "marks.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["where"] in (place, "both")]


def _filled(pattern: str) -> str:
    quantities = (
        ("{n}", _N + _AGAIN.format(name=_AGAIN_OF["n"])),
        ("{q}", f"(?P<q>{_QUANTITY})" + _AGAIN.format(name=_AGAIN_OF["q"])),
        ("{r}", f"(?P<r>{_QUANTITY})"),
    )
    for name, shown in quantities:
        pattern = pattern.replace(name, shown)
    return pattern


@functools.cache
def _rules(place: str) -> tuple[_Rule, ...]:
    rules = []
    for row in _rows(place):
        pattern = _filled(row["pattern"])
        if place == "prose":
            measured = _NO_DURATION if row["status"] == "approximate" else _NO_MEASURE
            pattern = rf"(?<!\w)(?:{pattern})(?!\w){measured}"
        value = float(row["value"]) if row["value"] else None
        rules.append(
            _Rule(
                # Small letters pay for themselves in a text that is searched again and again.
                re.compile(pattern, re.IGNORECASE) if place == "cell" else AnyCase(pattern),
                cast(Status, row["status"]),
                value,
                row["lower"],
                row["upper"],
            )
        )
    return tuple(rules)


@functools.cache
def pattern() -> str:
    """Give a pattern of every mark and bound that may stand alone in a cell, without groups; for use in any
    case.
    """
    # What a quantity looks like is long: rows that print one behind their words, or before them, share it.
    shared: dict[tuple[str, bool], list[str]] = {}
    others: list[str] = []
    for row in _rows("cell"):
        match = _ONE_QUANTITY.fullmatch(row["pattern"])
        if match and not (match["before"] and match["behind"]):
            words = match["before"] or match["behind"]
            shared.setdefault((match["quantity"], bool(match["before"])), []).append(f"(?:{words})")
        else:
            others.append(row["pattern"])
    some = {key: f"(?:{'|'.join(patterns)})" for key, patterns in shared.items()}
    rows = [words + name if leads else name + words for (name, leads), words in some.items()]
    shown = "|".join(f"(?:{_filled(one)})" for one in (*rows, *others))
    return re.sub(r"\(\?P<\w+>", "(?:", shown)


def parse(cell: str, start: int, end: int) -> Datum | None:
    """Read ``cell[start:end]`` as one mark or bound; None for anything else."""
    for rule in _rules("cell"):
        match = rule.pattern.fullmatch(cell, start, end)
        if match and _is_sound(rule, match):
            return _datum(rule, match, cell)
    return None


def find(text: str, start: int, end: int) -> tuple[Datum, ...]:
    """Give the marks and bounds that stand in the prose of ``text[start:end]``, in the text's order."""
    if not _NUMERIC.search(text, start, end):
        return ()  # every row for prose prints a quantity, or 'nil'
    found: list[Datum] = []
    taken = bytearray(end - start)
    for rule in _rules("prose"):
        for match in rule.pattern.finditer(text, start, end):
            first, last = match.start() - start, match.end() - start
            if not any(taken[first:last]) and _is_sound(rule, match):
                taken[first:last] = b"1" * (last - first)
                found.append(_datum(rule, match, text))
    return tuple(sorted(found, key=lambda mark: mark.start))


def _is_sound(rule: _Rule, match: re.Match[str]) -> bool:
    """Whether it says something: '<0' hides no count, and 'fewer than ten (12)' says two things."""
    again = ((match[name], match[of]) for name, of in _AGAIN_OF.items() if of in match.re.groupindex)
    if any(figures and words.value(shown) != int(figures) for shown, figures in again):
        return False
    return rule.upper != "n-1" or words.value(match["n"]) != 0


def _datum(rule: _Rule, match: re.Match[str], text: str) -> Datum:
    start, end = match.span()
    lower, upper = (_bound(bound, match, text) for bound in (rule.lower, rule.upper))
    if lower is not None and upper is not None and lower > upper:
        lower, upper = upper, lower  # 'between 12 and seven'
    is_large = rule.upper.startswith("n") and upper is not None and upper > _LARGEST_HIDDEN
    status: Status = "approximate" if is_large else rule.status
    unit: Unit | None = None
    named = [name for name in match.groupdict() if match[name] and name not in _AGAIN_OF.values()]
    if status == "approximate":
        start, end = match.start(named[0]), match.end(named[-1])
        quantity = numbers.find(text, start, match.end(named[0]))
        unit = quantity[0].unit if quantity else None
        start, end = (quantity[0].start, max(end, quantity[0].end)) if quantity else (start, end)
        last = numbers.find(text, match.start(named[-1]), match.end(named[-1]))
        end = last[-1].end if last else end
        if named[-1] in _AGAIN_OF and match[_AGAIN_OF[named[-1]]]:
            end = match.end(_AGAIN_OF[named[-1]]) + len(")")
    return Datum(text[start:end], status, rule.value, lower, upper, start, end, *match.span(), unit=unit)


def _bound(stated: str, match: re.Match[str], text: str) -> float | None:
    """Give a bound: nothing, a number, or the quantity that the mark prints, one more or one less."""
    if not stated:
        return None
    name, by = stated[0], stated[1:]
    if name not in "nqr":
        return float(stated)
    start, end = match.span(name)
    quantity = numbers.find(text, start, end)
    value = quantity[0].value if quantity else words.value(match[name])
    if value is None:
        return None
    is_count = value == int(value) and not (quantity and quantity[0].unit)
    step = {"": 0, "-1": -1, "+": int(is_count), "-": -int(is_count)}[by]
    return float(value + step)
