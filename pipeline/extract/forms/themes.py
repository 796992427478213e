"""The colours of an Office file's theme, and how a colour is made lighter or darker (ECMA-376 Part 1,
20.1.6.2; tints of spreadsheets 18.8.19).
"""

import colorsys
from typing import TYPE_CHECKING

from pipeline.extract.forms.archive import Archive, local
from pipeline.extract.forms.colours import BLACK, WHITE, Colour, of_hex

if TYPE_CHECKING:
    from lxml.etree import _Element

# As Office has them since 2013, where a file has no theme of its own.
_USUAL = {
    "dk1": BLACK, "lt1": WHITE, "dk2": (0x44, 0x54, 0x6A), "lt2": (0xE7, 0xE6, 0xE6),
    "accent1": (0x44, 0x72, 0xC4), "accent2": (0xED, 0x7D, 0x31), "accent3": (0xA5, 0xA5, 0xA5),
    "accent4": (0xFF, 0xC0, 0x00), "accent5": (0x5B, 0x9B, 0xD5), "accent6": (0x70, 0xAD, 0x47),
    "hlink": (0x05, 0x63, 0xC1), "folHlink": (0x95, 0x4F, 0x72),
}  # fmt: skip


def theme(parts: Archive, path: str | None) -> dict[str, Colour]:
    """Give the colours of a theme by the names that the file itself uses."""
    found: dict[str, Colour] = dict(_USUAL)
    if path not in parts.names:
        return found
    scheme = next((one for one in parts.root(path or "").iter() if local(one) == "clrScheme"), None)
    for one in () if scheme is None else scheme:
        colour = next((_stated(child) for child in one), None)
        if colour is not None:
            found[local(one)] = colour
    return found


def _stated(element: "_Element") -> Colour | None:
    return of_hex(element.get("lastClr") if local(element) == "sysClr" else element.get("val"))


def tinted(colour: Colour, tint: float) -> Colour:
    """Make a colour lighter (a tint above 0) or darker (below)."""
    if not tint:
        return colour
    hue, light, strength = colorsys.rgb_to_hls(*(one / 255 for one in colour))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    red, green, blue = (
        round(255 * one) for one in colorsys.hls_to_rgb(hue, max(0.0, min(light, 1.0)), strength)
    )
    return red, green, blue
