"""Which values CSS knows for the properties that may hide text. A browser drops a declaration whose value it
does not know, so that the one before it holds: 'display: none; display: bogus' hides.
"""

import enum
import re
from collections.abc import Callable
from typing import Any

from pipeline.extract.forms.colours import Colour
from pipeline.extract.forms.html import lengths

_EVERYWHERE = frozenset(["inherit", "initial", "unset", "revert", "revert-layer"])
_DISPLAYS = re.compile(
    r"none|contents|list-item|run-in|math|ruby(?:-base|-text)?(?:-container)?|(?:inline-)?(?:block|table|flex|grid)"
    r"|inline|flow-root|table-(?:(?:row|header|footer|column)-group|row|cell|column|caption)"
    r"|(?:block|inline)\s+(?:flow|flow-root|table|flex|grid|ruby)|-webkit-(?:inline-)?(?:box|flex)"
)
_SYSTEM_COLOURS = frozenset(
    ["accentcolor", "accentcolortext", "activetext", "buttonborder", "buttonface", "buttontext", "canvas",
     "canvastext", "field", "fieldtext", "graytext", "highlight", "highlighttext", "linktext", "mark",
     "marktext", "selecteditem", "selecteditemtext", "visitedtext", "activeborder", "activecaption",
     "appworkspace", "background", "buttonhighlight", "buttonshadow", "captiontext", "inactiveborder",
     "inactivecaption", "inactivecaptiontext", "infobackground", "infotext", "menu", "menutext", "scrollbar",
     "threeddarkshadow", "threedface", "threedhighlight", "threedlightshadow", "threedshadow", "window",
     "windowframe", "windowtext"]
)  # fmt: skip
FONT_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0,
    "xx-large": 32.0, "xxx-large": 48.0,
}  # fmt: skip
_FONTS = frozenset(["caption", "icon", "menu", "message-box", "small-caption", "status-bar"])
_WIDTHS = frozenset(["auto", "none", "normal", "min-content", "max-content", "fit-content", "stretch"])
_OF_ELEMENT = "color", "-webkit-text-fill-color", "background-color"
_SHORTHANDS: dict[str, tuple[str, ...]] = {
    "background": ("background-color", "background-image"),
    "font": ("font-size", "font-size-adjust"),
    "margin": ("margin-left", "margin-top"),
    "inset": ("left", "top", "right", "bottom"),
    "overflow": ("overflow-x", "overflow-y"),
}


class Known(enum.Enum):
    """Whether a browser takes a value."""

    YES = 1
    NO = 2
    PERHAPS = 3


def covered(name: str) -> tuple[str, ...]:
    """Give the properties that a shorthand sets too."""
    return _SHORTHANDS.get(name, ())


def known(name: str, value: str) -> Known:
    """Whether a browser takes a value, in lower case, of a property."""
    if value in _EVERYWHERE or name not in _GRAMMAR:
        return Known.YES
    if re.search(r"(?:^|[\s,(])(?:var|env|attr|if)\(", value):
        return Known.PERHAPS
    if _GRAMMAR[name](value):
        return Known.YES
    if "(" in value or value.startswith("-") or _is_of_old_pages(name, value):
        return Known.PERHAPS
    return Known.NO


def _is_of_old_pages(name: str, value: str) -> bool:
    """Whether pages without a document type may write a value so: a length without its unit, a colour without
    its sign.
    """
    if name in _OF_ELEMENT:
        return re.fullmatch(r"[0-9a-f]{6}|[0-9a-f]{3}", value) is not None
    return name not in ("opacity", "text-shadow") and lengths.pixels(value) is not None


def colour(written: str) -> tuple[Colour, float] | None:
    """Give a colour and how opaque it is; None for one that is not known, or depends on the system."""
    import tinycss2.color5

    written = written.strip()
    if re.fullmatch(r"[0-9a-fA-F]{6}|[0-9a-fA-F]{3}", written):
        written = f"#{written}"  # old attributes may leave out the sign
    found: Any = tinycss2.color5.parse_color(written)
    if found is None or isinstance(found, str):
        return None
    try:
        parts = found.to("srgb").coordinates
    except NotImplementedError:  # tinycss2 knows notations whose colour it does not work out
        return None
    red, green, blue = (round(255 * max(0.0, min(one or 0.0, 1.0))) for one in parts)
    return (red, green, blue), float(found.alpha or 0.0)


def is_unknown_colour(written: str) -> bool:
    """Whether it is a colour of a notation that browsers know and that cannot be worked out here."""
    return bool(re.match(r"(?:lab|lch|oklab|oklch|color|color-mix|hsl|hwb|rgba?|hsla?)\(", written)) and (
        "var(" not in written and colour(written) is None
    )


def _is_colour(value: str) -> bool:
    return value == "currentcolor" or value in _SYSTEM_COLOURS or (
        not re.fullmatch(r"[0-9a-f]{6}|[0-9a-f]{3}", value) and colour(value) is not None
    )  # fmt: skip


def _is_length(value: str) -> bool:
    return value in _WIDTHS or lengths.has_unit(value)


def _is_room(value: str) -> bool:
    return _is_length(value) and not value.startswith("-")


def _are(one: Callable[[str], bool], most: int) -> Callable[[str], bool]:
    return lambda value: 1 <= len(parts := in_words(value)) <= most and all(map(one, parts))


def _in(*values: str) -> Callable[[str], bool]:
    return frozenset(values).__contains__


def _like(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


def _is_font_size(value: str) -> bool:
    return value in FONT_SIZES or value in ("smaller", "larger") or _is_room(value)


def _is_font(value: str) -> bool:
    parts = in_words(value)
    sizes = [i for i, one in enumerate(parts) if _is_font_size(one.partition("/")[0])]
    return value in _FONTS or (bool(sizes) and sizes[-1] < len(parts) - 1)


def _is_background(value: str) -> bool:
    return all(
        _is_colour(one)
        or one.rstrip(",") in _OF_BACKGROUND
        or re.match(r"url\(|[a-z-]*(?:gradient|image|image-set)\(", one)
        or one in (",", "/")
        or _is_length(one.strip(",/"))
        for one in in_words(value)
    )


_OF_BACKGROUND = frozenset(
    ["none", "repeat", "no-repeat", "repeat-x", "repeat-y", "space", "round", "scroll", "fixed", "local",
     "left", "right", "top", "bottom", "center", "auto", "cover", "contain", "border-box", "padding-box",
     "content-box", "text", "transparent"]
)  # fmt: skip


def in_words(value: str) -> list[str]:
    """Give the parts of a value between blanks that stand outside brackets."""
    parts, depth, part = [], 0, ""
    for character in value:
        depth += (character == "(") - (character == ")")
        if character.isspace() and not depth:
            parts.append(part)
            part = ""
        else:
            part += character
    return [one for one in [*parts, part] if one]


def four(parts: list[str]) -> tuple[str, str, str, str]:
    """Give the values for top, right, bottom and left from one to four that stand for them."""
    top, right, bottom, left = ((0, 0, 0, 0), (0, 1, 0, 1), (0, 1, 2, 1), (0, 1, 2, 3))[len(parts) - 1]
    return parts[top], parts[right], parts[bottom], parts[left]


_FUNCTIONS = r"none|(?:{}\([^()]*(?:\([^()]*\)[^()]*)*\)\s*)+"
_OVERFLOW = _in("visible", "hidden", "clip", "scroll", "auto", "overlay")
_GRAMMAR: dict[str, Callable[[str], bool]] = {
    "display": lambda value: _DISPLAYS.fullmatch(value) is not None,
    "visibility": _in("visible", "hidden", "collapse"),
    "opacity": lambda value: lengths.number(value) is not None
    or ("(" in value and lengths.pixels(value) is not None),
    "color": _is_colour,
    "-webkit-text-fill-color": _is_colour,
    "background-color": _is_colour,
    "background": _is_background,
    "background-image": _like(r"none|(?:url|[a-z-]*(?:gradient|image|image-set))\(.*\)"),
    "font": _is_font,
    "font-size": _is_font_size,
    "font-size-adjust": lambda value: value in ("none", "from-font") or lengths.number(value) is not None,
    "position": _in("static", "relative", "absolute", "fixed", "sticky", "-webkit-sticky"),
    **dict.fromkeys(("left", "top", "right", "bottom", "margin-left", "margin-top"), _is_length),
    "letter-spacing": _is_length,
    "inset": _are(_is_length, 4),
    "margin": _are(_is_length, 4),
    "text-indent": lambda value: any(map(lengths.has_unit, in_words(value))),
    **dict.fromkeys(("height", "width", "max-height", "max-width"), _is_room),
    "overflow": _are(_OVERFLOW, 2),
    "overflow-x": _OVERFLOW,
    "overflow-y": _OVERFLOW,
    "clip": _like(r"auto|rect\([^()]*\)"),
    "clip-path": _like(r"none|[a-z-]+box|(?:[a-z-]+box\s+)?[a-z]+\(.*\)(?:\s+[a-z-]+box)?"),
    "transform": _like(
        _FUNCTIONS.format("(?:matrix|matrix3d|translate|translate3d|translate[xyz]|scale|scale3d|scale[xyz]"
                          "|rotate|rotate3d|rotate[xyz]|skew|skew[xy]|perspective)")
    ),
    "translate": lambda value: value == "none" or _are(lengths.has_unit, 3)(value),
    "scale": lambda value: value == "none" or all(lengths.number(one) is not None for one in in_words(value)),
    "filter": _like(
        _FUNCTIONS.format("(?:blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|opacity"
                          "|saturate|sepia|url)")
    ),
    "mso-hide": _in("all", "screen", "none", "yes", "no"),
    "content-visibility": _in("visible", "auto", "hidden"),
    "text-shadow": lambda value: value == "none"
    or sum(map(lengths.has_unit, in_words(value.replace(",", " ")))) > 1,
}  # fmt: skip
