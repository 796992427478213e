"""Conditional formats of a sheet (ECMA-376 Part 1, 18.3.1.18), as far as they can hide what a cell holds.

What can be told without a formula is: comparisons with a constant, text that is contained, blanks. Of any
other rule it is not known for which cells it holds.
"""

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.forms.archive import children, local
from pipeline.extract.forms.xlsx.looks import Change, Looks
from pipeline.extract.forms.xlsx.places import Range, ranges

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_Order = tuple[int, float, str]
_COMPARED: dict[str, Callable[[_Order, _Order], bool]] = {
    "lessThan": operator.lt, "lessThanOrEqual": operator.le, "greaterThan": operator.gt,
    "greaterThanOrEqual": operator.ge, "equal": operator.eq, "notEqual": operator.ne,
}  # fmt: skip
_CONTAINED: dict[str, Callable[[str, str], bool]] = {
    "containsText": lambda said, part: part in said,
    "notContainsText": lambda said, part: part not in said,
    "beginsWith": str.startswith,
    "endsWith": str.endswith,
}
_OF_BLANKS = {"containsBlanks": False, "notContainsBlanks": True}
_CONSTANTS = {"TRUE": True, "TRUE()": True, "FALSE": False, "FALSE()": False}
Value = float | str


@dataclass(frozen=True)
class Rule:
    """A rule: for which cells, what it changes there, and when. ``hides_value`` where bars or signs stand in
    the place of numbers.
    """

    places: tuple[Range, ...]
    change: Change
    kind: str
    operator: str = ""
    formulas: tuple[str, ...] = ()
    text: str = ""
    priority: int = 0
    stops: bool = False
    hides_value: bool = False

    def holds(self, value: Value) -> bool | None:
        """Whether it holds for a cell in which something stands; None where that is not known."""
        if self.kind == "cellIs":
            return self._compares(value)
        if self.kind in _CONTAINED and self.text:
            return _CONTAINED[self.kind](str(value).casefold(), self.text.casefold())
        if self.kind in _OF_BLANKS:
            return _OF_BLANKS[self.kind]
        if self.kind == "expression" and self.formulas:
            formula = self.formulas[0].strip().upper()
            if _NUMBER.fullmatch(formula):
                return float(formula) != 0
            return _CONSTANTS.get(formula)
        return None

    def _compares(self, value: Value) -> bool | None:
        limits = [_constant(one) for one in self.formulas]
        if any(one is None for one in limits) or not limits:
            return None
        ordered = [_order(one) for one in limits if one is not None]
        seen = _order(value)
        if self.operator in ("between", "notBetween") and len(ordered) > 1:
            is_between = min(ordered) <= seen <= max(ordered)
            return is_between if self.operator == "between" else not is_between
        compared = _COMPARED.get(self.operator)
        return None if compared is None else compared(seen, ordered[0])


def _order(value: Value) -> _Order:
    """Order values as spreadsheets do: any number before any text."""
    return (1, 0.0, value.casefold()) if isinstance(value, str) else (0, value, "")


def _constant(formula: str) -> Value | None:
    written = formula.strip().removeprefix("=")
    quoted = _QUOTED.fullmatch(written)
    if quoted:
        return quoted[1].replace('""', '"')
    return float(written) if _NUMBER.fullmatch(written) else None


def rules(element: "_Element", looks: Looks) -> Iterator[Rule]:
    """Give the rules of one ``conditionalFormatting`` that change how cells look."""
    formatted = element.get("sqref") or next((one.text or "" for one in children(element, "sqref")), "")
    places = tuple(ranges(formatted))
    for one in children(element, "cfRule"):
        index = one.get("dxfId") or ""
        change = (
            looks.changes[int(index)] if index.isdigit() and int(index) < len(looks.changes) else Change()
        )
        for own in children(one, "dxf"):  # where the rule is written in an extension
            change = looks.of_change(own)
        hides_value = any(
            child.get("showValue") in ("0", "false") for child in children(one, "dataBar", "iconSet")
        )
        if change == Change() and not hides_value and one.get("stopIfTrue") not in ("1", "true"):
            continue
        yield Rule(
            places=places,
            change=change,
            kind=one.get("type", ""),
            operator=one.get("operator", ""),
            formulas=tuple(child.text or "" for child in one if local(child) in ("formula", "f")),
            text=one.get("text", ""),
            priority=int(one.get("priority", "0")),
            stops=one.get("stopIfTrue") in ("1", "true"),
            hides_value=hides_value,
        )


def in_order(found: Sequence[Rule]) -> list[Rule]:
    """Give rules in the order in which they have their word."""
    return sorted(found, key=lambda one: one.priority)
