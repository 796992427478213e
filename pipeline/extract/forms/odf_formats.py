"""What the formats of an OpenDocument spreadsheet do with a value (OpenDocument 1.3, 16.29): show it, show
words in its place, or nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.forms.archive import children, local
from pipeline.extract.forms.colours import Colour, of_hex
from pipeline.extract.forms.concealed import Concealed
from pipeline.extract.forms.odf import NAMESPACE, STYLE
from pipeline.extract.forms.odf_conditions import Value, compared

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMBER = NAMESPACE % "datastyle"
_FO = NAMESPACE % "xsl-fo-compatible"
_STYLES = frozenset(
    f"{_NUMBER}{kind}-style"
    for kind in ("number", "currency", "percentage", "date", "time", "boolean", "text")
)
_WORDS = ("text", "currency-symbol")
_ASIDE = ("text-properties", "map")
_CONDITION = re.compile(r"value\(\)\s*(?P<rest>.*)")
_DEEPEST = 5


@dataclass(frozen=True)
class Shown:
    """What a format shows: the words that stand in the place of the value, None where the value is shown;
    how it hides the value; the colour that it gives it.
    """

    literal: str | None = None
    way: Concealed | None = None
    colour: Colour | None = None


class DataStyles:
    """The formats of a file by their names."""

    def __init__(self, roots: "Sequence[_Element]") -> None:
        self._named = {one.get(f"{STYLE}name", ""): one for root in roots for one in root.iter(*_STYLES)}

    def shown(self, value: Value, name: str | None) -> Shown:
        """Give what is shown of a value; a format that is not there shows it."""
        for _ in range(_DEEPEST):
            style = self._named.get(name or "")
            if style is None or (isinstance(value, str) and local(style) != "text-style"):
                return Shown()
            holding = None if isinstance(value, str) else self._mapped(value, style)
            if isinstance(holding, Shown):
                return holding
            if holding is None:
                return _of(style)
            name = holding
        return Shown(way=Concealed.FORMAT_UNKNOWN)

    def _mapped(self, value: float, style: "_Element") -> "str | Shown | None":
        """Give the format that the first condition to hold leads to; None where none does."""
        for one in children(style, "map"):
            condition = _CONDITION.fullmatch(one.get(f"{STYLE}condition", ""))
            holds = None if condition is None else compared(value, condition["rest"])
            if holds is None:
                return Shown(way=Concealed.FORMAT_UNKNOWN)
            if holds:
                return one.get(f"{STYLE}apply-style-name", "")
        return None


def _of(style: "_Element") -> Shown:
    colour = next((of_hex(one.get(f"{_FO}color")) for one in children(style, "text-properties")), None)
    parts = [one for one in style if local(one) and local(one) not in _ASIDE]
    if any(local(one) not in _WORDS for one in parts):
        return Shown(colour=colour)
    literal = "".join("".join(map(str, one.itertext())) for one in parts)
    return Shown(literal, None if literal.strip() else Concealed.FORMAT, colour)
