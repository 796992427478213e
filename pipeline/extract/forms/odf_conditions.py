"""Conditions on what a cell of an OpenDocument spreadsheet holds, and the styles that they put on it
(OpenDocument 1.3, 16.3; conditional formats are an extension of LibreOffice).
"""

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.forms.archive import children, local
from pipeline.extract.forms.odf import STYLE

if TYPE_CHECKING:
    from lxml.etree import _Element

Value = float | str
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_COMPARISON = re.compile(rf"\s*(?P<sign><=|>=|!=|<>|<|>|=)\s*(?P<limit>{_NUMBER})\s*")
_BETWEEN = re.compile(
    rf"\s*(?P<word>(?:cell-content-is-)?(?:not-)?between)\(\s*(?P<low>{_NUMBER})\s*,\s*(?P<high>{_NUMBER})\s*\)\s*"
)
_PLACE = re.compile(r"(?:.*\.)?\$?(?P<letters>[A-Z]{1,3})\$?(?P<row>[0-9]{1,7})")
_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq,
    "!=": operator.ne, "<>": operator.ne,
}  # fmt: skip


def compared(value: Value, condition: str) -> bool | None:
    """Whether a comparison with constants holds; None where that is not known. Text is no number, so of the
    comparisons with one it meets only that it differs.
    """
    one = _COMPARISON.fullmatch(condition)
    two = _BETWEEN.fullmatch(condition)
    if one:
        is_other = one["sign"] in ("!=", "<>")
        return is_other if isinstance(value, str) else _COMPARED[one["sign"]](value, float(one["limit"]))
    if two is None:
        return None
    is_outside = "not-" in two["word"]
    if isinstance(value, str):
        return is_outside
    return (float(two["low"]) <= value <= float(two["high"])) != is_outside


@dataclass(frozen=True)
class Condition:
    """A condition, the style that it puts on a cell, and on which cells: from the first to the last row and
    column, counted from 0; everywhere if there are none.
    """

    says: str
    style: str
    areas: tuple[tuple[int, int, int, int], ...] = ()

    def is_for(self, at: tuple[int, int]) -> bool:
        """Whether it is for the cell in a row and column."""
        return not self.areas or any(
            top <= at[0] <= bottom and left <= at[1] <= right for top, left, bottom, right in self.areas
        )

    def holds(self, value: Value) -> bool | None:
        """Whether it holds for a value; None where that is not known."""
        return compared(value, self.says)


def by_style(roots: "Sequence[_Element]") -> dict[str, list[Condition]]:
    """Give the conditions that styles of cells have."""
    found: dict[str, list[Condition]] = {}
    for root in roots:
        for style in root.iter(f"{STYLE}style"):
            for one in children(style, "map"):
                says = one.get(f"{STYLE}condition", "").replace("cell-content()", "")
                condition = Condition(says, one.get(f"{STYLE}apply-style-name", ""))
                found.setdefault(style.get(f"{STYLE}name", ""), []).append(condition)
    return found


def of_sheet(table: "_Element") -> list[Condition]:
    """Give the conditional formats of a sheet."""
    found = []
    for one in table.iter(f"{_CALC}conditional-format"):
        targets = one.get(f"{_CALC}target-range-address", "").split()
        areas = tuple(area for target in targets if (area := _area(target)) is not None)
        for condition in one:
            if local(condition) == "condition":
                says, style = (
                    condition.get(f"{_CALC}value", ""),
                    condition.get(f"{_CALC}apply-style-name", ""),
                )
                found.append(Condition(says, style, areas))
    return found


def _area(target: str) -> tuple[int, int, int, int] | None:
    places = [_PLACE.fullmatch(one) for one in target.split(":")]
    if not places or places[0] is None or places[-1] is None:
        return None
    (top, left), (bottom, right) = (
        (int(one["row"]) - 1, _column(one["letters"])) for one in (places[0], places[-1])
    )
    return top, left, bottom, right


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
