"""How text looks in a Word document, as far as it decides whether a reader sees it: hidden text, the colours
of letters and of what is behind them, sizes, lines without room (ECMA-376 Part 1, 17.3).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.forms.archive import children, local
from pipeline.extract.forms.colours import BLACK, WHITE, Colour, is_lost, mixed, of_hex
from pipeline.extract.forms.concealed import Concealed
from pipeline.extract.forms.looks import AUTOMATIC, NO_GROUND, PLAIN, RunLook
from pipeline.extract.forms.themes import tinted

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off", "none")
_PAGE = (11_906, 16_838)  # twips: A4
_THINNEST = 40  # twips (2 points): a line or row that high shows no letter
# Twips from the edge of the page, of what places count from; what is not named may be anywhere.
_STARTS = {"page": 0, "margin": 1_440, "column": 1_440, "leftMargin": 0, "topMargin": 0}
_EMU = 635  # a twip
_FILLS = ("solidFill", "gradFill", "pattFill", "blipFill")
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000ff", "cyan": "00ffff", "green": "00ff00", "magenta": "ff00ff",
    "red": "ff0000", "yellow": "ffff00", "white": "ffffff", "darkBlue": "000080", "darkCyan": "008080",
    "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000",
    "darkGray": "808080", "lightGray": "c0c0c0",
}  # fmt: skip
_OF_THEME = {
    "background1": "lt1", "text1": "dk1", "background2": "lt2", "text2": "dk2", "light1": "lt1",
    "dark1": "dk1", "light2": "lt2", "dark2": "dk2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
    "bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2",
}  # fmt: skip
_LENGTH = re.compile(
    r"(?:^|;)\s*(?:margin-)?(?P<side>left|top)\s*:\s*(?P<length>-?[0-9]{1,9}(?:\.[0-9]{1,9})?)\s*(?P<unit>[a-z]*)"
)
_TWIPS = {"pt": 20.0, "in": 1440.0, "cm": 567.0, "mm": 56.7, "px": 15.0, "": 15.0}

Theme = Mapping[str, Colour]


@dataclass(frozen=True)
class ParagraphLook:
    """What properties say of a paragraph; None where they say nothing."""

    shade: Colour | None = None
    line: int | None = None  # twips, of a line that is exactly as high
    left: int | None = None  # twips from the margin
    first: int | None = None  # twips from there, of the first line

    def hides(self) -> Concealed | None:
        """How a paragraph hides all that stands in it."""
        if self is EVEN:
            return None
        if self.line is not None and self.line <= _THINNEST:
            return Concealed.NO_ROOM
        left = self.left or 0
        is_off = any(abs(at) >= _PAGE[0] for at in (left, left + (self.first or 0)))
        return Concealed.OFF_PAGE if is_off else None


EVEN = ParagraphLook()


def of_run(properties: "_Element | None", theme: Theme) -> RunLook:
    """Give the look that the properties of a run, or of a style of runs, state."""
    if properties is None or not len(properties):
        return PLAIN
    named = {local(one): one for one in properties}
    is_hidden = next((_is_on(named[name]) for name in ("vanish", "specVanish") if name in named), None)
    marker = _attribute(named.get("highlight"), "val")
    size = _attribute(named.get("sz"), "val")
    letters = None if "color" not in named else _colour(named["color"], "val", "theme", theme) or AUTOMATIC
    return RunLook(
        is_hidden=is_hidden,
        letters=_filling(named.get("textFill"), theme) or letters,
        highlight=None if marker is None else of_hex(_HIGHLIGHTS.get(marker)) or NO_GROUND,
        shade=shading(named.get("shd"), theme),
        size=None if size is None else _number(size, 20) / 2,
        scale=_stated(named.get("w")),
        pitch=None if (pitch := _stated(named.get("spacing"))) is None else pitch / 20,
        is_transparent=_is_transparent(named.get("textFill")),
        rise=None if (rise := _stated(named.get("position"))) is None else rise / 2,
    )


def of_paragraph(properties: "_Element | None", theme: Theme) -> ParagraphLook:
    """Give the look that the properties of a paragraph, or of a style, state."""
    if properties is None or not len(properties):
        return EVEN
    named = {local(one): one for one in properties}
    spacing, indent, frame = named.get("spacing"), named.get("ind"), named.get("framePr")
    is_exact = _attribute(spacing, "lineRule") == "exact"
    left = next((one for name in ("left", "start") if (one := _stated(indent, name)) is not None), None)
    hanging, first = _stated(indent, "hanging"), _stated(indent, "firstLine")
    first = -hanging if hanging is not None else first
    if any(_is_off(_stated(frame, axis), 0, page) for axis, page in zip("xy", _PAGE, strict=True)):
        left = _PAGE[0]
    return ParagraphLook(
        shading(named.get("shd"), theme), _stated(spacing, "line") if is_exact else None, left, first
    )


def shading(element: "_Element | None", theme: Theme) -> Colour | None:
    """Give the colour of a shading; None where none is stated, ``NO_GROUND`` where it shows what is below."""
    if element is None:
        return None
    pattern = _attribute(element, "val") or "clear"
    fill = _colour(element, "fill", "themeFill", theme)
    if pattern in ("clear", "nil", "none"):
        return fill or NO_GROUND
    front = _colour(element, "color", "theme", theme) or BLACK
    if pattern == "solid":
        return front
    share = re.fullmatch(r"pct([0-9]{1,2})", pattern)
    return mixed(front, fill or WHITE, int(share[1]) / 100 if share else 0.5)


def _colour(element: "_Element", plain: str, themed: str, theme: Theme) -> Colour | None:
    """Give a colour that is stated outright or by the theme, which has the last word; None if automatic."""
    prefix = "theme" if themed == "theme" else themed
    name = _attribute(element, "themeColor" if themed == "theme" else prefix)
    colour = theme.get(_OF_THEME.get(name or "", name or ""))
    if colour is None:
        return of_hex(_attribute(element, plain))
    tint, shade = _attribute(element, f"{prefix}Tint"), _attribute(element, f"{prefix}Shade")
    if tint:
        return tinted(colour, 1 - int(tint, 16) / 255)
    return tinted(colour, int(shade, 16) / 255 - 1) if shade else colour


def _filling(fill: "_Element | None", theme: Theme) -> Colour | None:
    """Give the colour that the letters are filled with, which Word takes rather than their own; None where
    none is stated, or several that differ.
    """
    colours = [] if fill is None else [one for one in fill.iter() if local(one) in ("srgbClr", "schemeClr")]
    found = [_modified(one, theme) for one in colours]
    first = found[0] if found else None
    is_one = first is not None and all(one is not None and is_lost(one, first) for one in found)
    return first if is_one else None


def _modified(element: "_Element", theme: Theme) -> Colour | None:
    """Give a colour of DrawingML, lighter or darker as the elements within it say."""
    given = {
        local(one): _number(str(next(iter(one.attrib.values()), "")), 0) / 100_000
        for one in element.iterchildren("*")
    }
    value = str(next(iter(element.attrib.values()), ""))
    colour = of_hex(value) if local(element) == "srgbClr" else theme.get(_OF_THEME.get(value, value))
    if colour is None:
        return None
    if "lumOff" in given:
        return tinted(colour, given["lumOff"])
    if "tint" in given:
        return tinted(colour, 1 - given["tint"])
    darker = given.get("lumMod", given.get("shade"))
    return colour if darker is None else tinted(colour, min(darker - 1, 1.0))


def _is_transparent(fill: "_Element | None") -> bool | None:
    if fill is None:
        return None
    for one in fill.iter():
        is_clear = local(one) == "alpha" and any(
            _number(str(value), 0) >= 95_000 for value in one.attrib.values()
        )
        if local(one) == "noFill" or is_clear:
            return True
    return False


def box_ground(drawing: "_Element", theme: Theme) -> Colour | None:
    """Give the colour of what stands behind the text of a box; None where that is not known: a box without a
    colour of its own may stand over a picture.
    """
    for one in drawing.iter():
        if local(one) == "spPr":
            fill = next(children(one, "solidFill"), None)
            stated = None if fill is None else next(iter(fill), None)
            if stated is None or len(stated):
                return None
            value = stated.get("val", "")
            return theme.get(_OF_THEME.get(value, value)) or of_hex(value)
        if local(one) in ("shape", "rect", "roundrect") and one.get("fillcolor"):
            return of_hex(one.get("fillcolor"))
    return None


def drawing_hides(drawing: "_Element") -> Concealed | None:
    """How a drawing hides the text in it: marked as hidden, or placed where no page is."""
    for one in drawing.iter():
        if local(one) == "docPr" and one.get("hidden") in ("1", "true"):
            return Concealed.HIDDEN
        if local(one) == "anchor" and _is_anchored_off_page(one):
            return Concealed.OFF_PAGE
        if local(one) in ("shape", "rect", "roundrect"):
            style = one.get("style", "").casefold()
            if re.search(r"visibility\s*:\s*hidden", style):
                return Concealed.HIDDEN
            if _is_styled_off_page(style):
                return Concealed.OFF_PAGE
    return None


def _is_styled_off_page(style: str) -> bool:
    places = {
        match["side"]: float(match["length"]) * _TWIPS.get(match["unit"], 20.0)
        for match in _LENGTH.finditer(style)
    }
    return any(_is_off(places.get(side), 0, page) for side, page in zip(("left", "top"), _PAGE, strict=True))


def _is_anchored_off_page(anchor: "_Element") -> bool:
    extent = next(children(anchor, "extent"), None)
    sizes = [0 if extent is None else _number(extent.get(name, ""), 0) // _EMU for name in ("cx", "cy")]
    for one in children(anchor, "positionH", "positionV"):
        axis = local(one) == "positionV"
        offset = next(children(one, "posOffset"), None)
        start = _STARTS.get(one.get("relativeFrom", ""))
        if offset is not None:
            at = _number(offset.text or "", 0) // _EMU
            if _is_off(at + (start or 0), sizes[axis], _PAGE[axis], is_known=start is not None):
                return True
    return False


def _is_off(at: float | None, size: float, page: int, *, is_known: bool = False) -> bool:
    """Whether what begins at a place, in twips, and is as long as ``size`` lies beside the page. Unless it is
    known from where places count, that may be anywhere on the page.
    """
    return at is not None and (at >= page or at + size <= (0 if is_known else -page))


def is_over_pictures(part: "_Element") -> bool:
    """Whether text of a part may stand over a picture or shape that lies behind it."""
    return any(
        (local(one) == "anchor" and one.get("behindDoc") in ("1", "true"))
        or (local(one) == "shape" and "z-index:-" in one.get("style", "").replace(" ", ""))
        for one in part.iter()
    )


def row_hides(properties: "_Element | None") -> Concealed | None:
    """How a row of a table hides all that stands in it."""
    if properties is None:
        return None
    if any(_is_on(one) for one in children(properties, "hidden")):
        return Concealed.HIDDEN
    for one in children(properties, "trHeight"):
        if _attribute(one, "hRule") == "exact" and (_stated(one) or 0) <= _THINNEST:
            return Concealed.NO_ROOM
    return None


def table_hides(properties: "_Element | None") -> Concealed | None:
    """How a table hides all that stands in it: it is placed where no page is."""
    for one in () if properties is None else children(properties, "tblpPr", "tblInd"):
        places = (_stated(one, "tblpX") or _stated(one, "w"), _stated(one, "tblpY"))
        if any(_is_off(at, 0, page) for at, page in zip(places, _PAGE, strict=True)):
            return Concealed.OFF_PAGE
    return None


def lies_over(drawing: "_Element") -> bool:
    """Whether a drawing is a filled shape in front of the text, which may cover some of it."""
    for one in drawing.iter():
        if local(one) == "anchor" and one.get("behindDoc") not in ("1", "true"):
            is_in_front = any(True for _ in children(one, "wrapNone"))
            extent = next(children(one, "extent"), None)
            sizes = [0 if extent is None else _number(extent.get(name, ""), 0) for name in ("cx", "cy")]
            shapes = (shape for shape in one.iter() if local(shape) == "spPr")
            is_filled = any(local(fill) in _FILLS for shape in shapes for fill in shape)
            is_picture = any(local(inner) == "pic" for inner in one.iter())
            return is_in_front and is_filled and not is_picture and min(sizes) > _THINNEST * 2 * _EMU
    return False


def cell_hides(properties: "_Element | None", grid: int | None, *, is_fixed: bool) -> Concealed | None:
    """How a cell hides all that stands in it; ``is_fixed``, whether columns keep their width, and ``grid`` is
    the width in twips that the table states for those of the cell, None where it states none.
    """
    width: int | None = None
    for one in () if properties is None else children(properties, "tcW"):
        width = _stated(one, "w") if _attribute(one, "type") == "dxa" else None
    width = width or grid
    return Concealed.NO_ROOM if is_fixed and width is not None and width <= _THINNEST else None


def grid_of(table: "_Element") -> list[int | None]:
    """Give the widths that a table states for its columns, in twips."""
    return [_stated(one, "w") for grid in children(table, "tblGrid") for one in children(grid, "gridCol")]


def _is_on(element: "_Element") -> bool:
    return element.get(f"{W}val", "1") not in _OFF


def _attribute(element: "_Element | None", name: str) -> str | None:
    return None if element is None else element.get(f"{W}{name}")


def _stated(element: "_Element | None", name: str = "val") -> int | None:
    written = _attribute(element, name)
    return None if written is None else _number(written.removesuffix("%"), 0)


def _number(written: str, default: int) -> int:
    found = re.fullmatch(r"\s*(-?[0-9]{1,9})(?:\.[0-9]*)?\s*", written)
    return int(found[1]) if found else default
