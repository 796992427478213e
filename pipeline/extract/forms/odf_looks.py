"""How OpenDocument styles say that text and cells look, as far as it decides whether a reader sees them
(OpenDocument 1.3, parts 16 and 20).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.forms.archive import children, local
from pipeline.extract.forms.colours import Colour, of_hex
from pipeline.extract.forms.concealed import Concealed
from pipeline.extract.forms.looks import AUTOMATIC, NO_GROUND, PLAIN, RunLook, over
from pipeline.extract.forms.odf import NAMESPACE, STYLE, TEXT

if TYPE_CHECKING:
    from lxml.etree import _Element

FO = NAMESPACE % "xsl-fo-compatible"
SVG = NAMESPACE % "svg-compatible"
DRAW = NAMESPACE % "drawing"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_MOST_STYLES = 20  # based on one another
_THINNEST = 2.0  # points: a row, column or line that thin shows no letter
_PAGE = (595.0, 842.0)  # points: A4
_LENGTH = re.compile(r"(?P<number>-?[0-9]{1,9}(?:\.[0-9]{1,9})?)(?P<unit>cm|mm|in|pt|pc|px|%)?")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_USUAL_SIZE = 12.0
_OF_GROUND = ("paragraph-properties", "table-cell-properties", "table-row-properties", "table-properties")


def points(written: str | None) -> float | None:
    """Give a length in points; None where none is stated."""
    match = _LENGTH.fullmatch((written or "").strip())
    if match is not None and match["unit"] is None and float(match["number"]) == 0:
        return 0.0  # nought needs no unit
    if match is None or match["unit"] in (None, "%"):
        return None
    return float(match["number"]) * _POINTS[match["unit"]]


class Styles:
    """The styles of a file by family and name."""

    def __init__(self, roots: "Sequence[_Element]") -> None:
        self._named: dict[tuple[str, str], _Element] = {}
        self._usual: dict[str, _Element] = {}
        self._runs: dict[tuple[str, str], RunLook] = {}
        self._grounds: dict[tuple[str, str], Colour | None] = {}
        for root in roots:
            for one in root.iter(f"{STYLE}style", f"{STYLE}default-style"):
                family = one.get(f"{STYLE}family", "")
                if local(one) == "default-style":
                    self._usual[family] = one
                else:
                    self._named[family, one.get(f"{STYLE}name", "")] = one

    def chain(self, family: str, name: str | None) -> "Iterator[_Element]":
        """Give a style and what it is based on, the nearest first. Families may be left out of old files."""
        for _ in range(_MOST_STYLES):
            one = self._named.get((family, name or ""))
            if one is None:
                one = self._named.get(("", name or ""))
            if one is None:
                break
            yield one
            name = one.get(f"{STYLE}parent-style-name")
        if family in self._usual:
            yield self._usual[family]

    def run(self, family: str, name: str | None) -> RunLook:
        """Give how the text of a style looks."""
        key = family, name or ""
        if key not in self._runs:
            look = PLAIN
            for style in self.chain(family, name):
                for one in children(style, "text-properties"):
                    look = over(look, _of_text(one))
            self._runs[key] = look
        return self._runs[key]

    def ground(self, family: str, name: str | None) -> Colour | None:
        """Give the colour that a style puts behind what has it; None where it puts none."""
        key = family, name or ""
        if key not in self._grounds:
            self._grounds[key] = self._stated_ground(*key)
        return self._grounds[key]

    def _stated_ground(self, family: str, name: str) -> Colour | None:
        for style in self.chain(family, name):
            for one in children(style, *_OF_GROUND):
                stated = _ground(one.get(f"{FO}background-color"))
                if stated is not None:
                    return None if stated == NO_GROUND else stated
        return None

    def stated(self, family: str, name: str | None, group: str, attribute: str) -> str | None:
        """Give what a style states of a property, or what it is based on."""
        for style in self.chain(family, name):
            for one in children(style, group):
                if one.get(attribute) is not None:
                    return one.get(attribute)
        return None

    def row_hides(self, name: str | None) -> Concealed | None:
        """How a style of rows hides what stands in them."""
        height = points(self.stated("table-row", name, "table-row-properties", f"{STYLE}row-height"))
        return Concealed.NO_ROOM if height is not None and height < _THINNEST else None

    def column_hides(self, name: str | None) -> Concealed | None:
        """How a style of columns hides what stands in them."""
        width = points(self.stated("table-column", name, "table-column-properties", f"{STYLE}column-width"))
        return Concealed.NO_ROOM if width is not None and width < _THINNEST else None

    def paragraph_hides(self, name: str | None) -> Concealed | None:
        """How a style of paragraphs hides what stands in them."""
        height = points(self.stated("paragraph", name, "paragraph-properties", f"{FO}line-height"))
        left = points(self.stated("paragraph", name, "paragraph-properties", f"{FO}margin-left"))
        if height is not None and height < _THINNEST:
            return Concealed.NO_ROOM
        first = points(self.stated("paragraph", name, "paragraph-properties", f"{FO}text-indent"))
        starts = (left or 0.0, (left or 0.0) + (first or 0.0))
        return Concealed.OFF_PAGE if any(abs(at) >= _PAGE[0] for at in starts) else None

    def box_ground(self, name: str | None) -> Colour | None:
        """Give the colour behind the text of a frame; None where it is not known, since a frame without one
        may stand over a picture.
        """
        properties = "graphic-properties"
        if self.stated("graphic", name, properties, f"{DRAW}fill") == "solid":
            return of_hex(self.stated("graphic", name, properties, f"{DRAW}fill-color"))
        return of_hex(self.stated("graphic", name, properties, f"{FO}background-color"))


def frame_hides(frame: "_Element") -> Concealed | None:
    """How a frame hides what stands in it: it is placed where no page is."""
    places = (points(frame.get(f"{SVG}x")), points(frame.get(f"{SVG}y")))
    sizes = (points(frame.get(f"{SVG}width")) or 0.0, points(frame.get(f"{SVG}height")) or 0.0)
    is_of_page = frame.get(f"{TEXT}anchor-type") == "page"
    for at, size, page in zip(places, sizes, _PAGE, strict=True):
        if at is not None and (at >= page or at + size <= (0 if is_of_page else -page)):
            return Concealed.OFF_PAGE
    return None


def _of_text(one: "_Element") -> RunLook:
    display = one.get(f"{TEXT}display")
    is_automatic = one.get(f"{STYLE}use-window-font-color") == "true"
    size = one.get(f"{FO}font-size")
    share = _LENGTH.fullmatch(size or "")
    scale = _LENGTH.fullmatch(one.get(f"{STYLE}text-scale") or "")
    opacity = _LENGTH.fullmatch(one.get(f"{_LOEXT}opacity") or "")
    _, _, raised = (one.get(f"{STYLE}text-position") or "").strip().partition(" ")
    height = _LENGTH.fullmatch(raised.strip())
    look = RunLook(
        is_hidden=None if display is None else display == "none",
        letters=AUTOMATIC if is_automatic else of_hex(one.get(f"{FO}color")),
        shade=_ground(one.get(f"{FO}background-color")),
        size=points(size),
        scale=None if scale is None else int(float(scale["number"])),
        raised_size=None if height is None or height["unit"] != "%" else float(height["number"]),
        pitch=points(one.get(f"{FO}letter-spacing")),
        # LibreOffice writes that automatic letters have no opacity, which means nothing.
        is_transparent=None if opacity is None else not is_automatic and float(opacity["number"]) < 5,
    )
    if share is not None and share["unit"] == "%":
        look = replace(look, size=_USUAL_SIZE * float(share["number"]) / 100)
    return look


def _ground(written: str | None) -> Colour | None:
    if written is None:
        return None
    return of_hex(written) or (NO_GROUND if written == "transparent" else None)
