"""How text looks on a page, as far as it decides whether a reader sees it: what elements, their attributes
and the styles of the page say about display, colours, sizes and places.

A style is applied by the selectors of the page's own sheets and the attribute ``style``, in the order of the
cascade. What lies elsewhere (``@import``, ``link``) is never fetched; rules for printing or for some sizes of
a screen are not applied; what is not understood changes nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pipeline.extract.forms.colours import BLACK, WHITE, Colour, is_lost, mixed
from pipeline.extract.forms.concealed import SMALLEST_LETTERS, Concealed

if TYPE_CHECKING:
    from lxml.etree import _Element

_PROPERTIES = frozenset(
    ["display", "visibility", "opacity", "color", "background", "background-color", "background-image",
     "font", "font-size", "position", "left", "top", "right", "bottom", "text-indent", "margin-left",
     "margin-top", "margin", "height", "width", "max-height", "max-width", "overflow", "overflow-x",
     "overflow-y", "clip", "clip-path", "transform", "filter", "mso-hide", "content-visibility",
     "letter-spacing", "text-shadow", "-webkit-text-fill-color"]
)  # fmt: skip
_MOST_RULES = 2_000
_PIXELS = {
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 37.8,
    "mm": 3.78,
    "": 1.0,
    "vw": 12.0,
    "vh": 8.0,
}
_LENGTH = re.compile(r"(?P<number>[+-]?(?:[0-9]{1,9}(?:\.[0-9]{0,9})?|\.[0-9]{1,9}))(?P<unit>[a-z%]*)")
_FONT_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0,
    "xx-large": 32.0,
}  # fmt: skip
_USUAL_SIZE = 16.0
_LINK: Colour = (0, 0, 238)
_FAR = 999.0  # pixels beside its place: no letter, and no menu, is moved so far to be seen
_LEAST_OPACITY = 0.05
_LEAST_ROOM = 1.0  # pixels
_PILED_UP = 0.45  # of the size, by which letters are moved together
_NOWHERE = re.compile(
    r"translate\w*\(\s*(?:[^,()]*,\s*)?[+-]?[0-9]{4,}(?:\.[0-9]*)?px|scale\w*\(\s*0(?:\.0*)?\s*[,)]"
)
_FADED = re.compile(r"opacity\(\s*0*\.?0*%?\s*\)")
_CUT = re.compile(
    r"rect\(\s*(?P<edge>[01](?:px)?)(?:\s*,?\s*(?:(?P=edge)|0|auto)){3}\s*\)|inset\(\s*(?:[5-9][0-9]|100)(?:\.[0-9]*)?%"
    r"|circle\(\s*0|polygon\(\s*0(?:px)?\s+0(?:px)?\s*(?:,\s*0(?:px)?\s+0(?:px)?\s*)*\)"
)
_SCREEN = re.compile(r"\s*(?:only\s+)?(?:screen|all)?\s*", re.IGNORECASE)
_NO_IMAGE = re.compile(r"url\(|gradient\(|image\(")

Declared = Mapping[str, str]


@dataclass(frozen=True)
class Look:
    """What holds for text at a place of the page. ``letters`` and ``ground`` are None where they are not
    known; ``hidden`` says how an element around it hides all that it holds.
    """

    letters: Colour | None = BLACK
    ground: Colour | None = WHITE
    size: float = _USUAL_SIZE  # pixels
    indent: float = 0.0
    pitch: float = 0.0
    opacity: float = 1.0
    is_invisible: bool = False  # what an element within may undo
    hidden: Concealed | None = None

    @property
    def hides(self) -> Concealed | None:
        """How text of its own is hidden here."""
        ways = (
            (self.is_invisible, Concealed.HIDDEN),
            (self.size * 0.75 <= SMALLEST_LETTERS, Concealed.SIZE),
            (self.indent <= -_FAR, Concealed.OFF_PAGE),
            (-self.pitch >= _PILED_UP * self.size, Concealed.NO_ROOM),
            (self.opacity < _LEAST_OPACITY, Concealed.TRANSPARENT),
            (self._is_lost, Concealed.COLOUR),
        )
        return self.hidden or next((way for is_so, way in ways if is_so), None)

    @property
    def _is_lost(self) -> bool:
        if self.letters is None or self.ground is None:
            return False
        return is_lost(mixed(self.letters, self.ground, self.opacity), self.ground)

    def within(self, element: "_Element", declared: Declared) -> "Look":
        """Give the look within an element, by what is declared for it."""
        look = replace(self, hidden=self.hidden or _hidden(element, declared))
        size = _size(declared, self.size)
        ground, letters = _ground(element, declared, self.ground), _letters(element, declared, self)
        look = replace(look, ground=ground, size=size, letters=letters)
        if "text-shadow" in declared and declared["text-shadow"] != "none":
            look = replace(look, letters=None)
        if "visibility" in declared:
            look = replace(look, is_invisible=declared["visibility"] in ("hidden", "collapse"))
        if "text-indent" in declared:
            look = replace(look, indent=_pixels(declared["text-indent"], size) or 0.0)
        if "letter-spacing" in declared:
            look = replace(look, pitch=_pixels(declared["letter-spacing"], size) or 0.0)
        opacity = _LENGTH.fullmatch(declared.get("opacity", ""))
        if opacity:
            share = float(opacity["number"]) / (100 if opacity["unit"] == "%" else 1)
            look = replace(look, opacity=self.opacity * max(0.0, min(share, 1.0)))
        return look


class Styles:
    """What is declared for each element of a page."""

    def __init__(self, root: "_Element") -> None:
        self._declared: dict[Any, list[tuple[tuple[int, ...], str, str]]] = {}
        n_rules = 0
        for sheet in root.iter("style"):
            for selectors, declarations in _rules(sheet.text or ""):
                n_rules += 1
                if n_rules <= _MOST_RULES:
                    self._apply(root, selectors, declarations, n_rules)

    def of(self, element: "_Element") -> Declared:
        """Give the values that are declared for an element, in lower case, by the cascade."""
        found = list(self._declared.get(element, ()))
        written = element.get("style")
        if written:
            import tinycss2

            own = tinycss2.parse_blocks_contents(written, skip_comments=True, skip_whitespace=True)
            found += [
                ((important, 1, 0, 0, 0, 0), name, value) for name, value, important in _declarations(own)
            ]
        return {name: value for _, name, value in sorted(found, key=lambda one: one[0])}

    def _apply(
        self, root: "_Element", selectors: str, declarations: list[tuple[str, str, int]], order: int
    ) -> None:
        import cssselect
        from lxml import etree

        translator = cssselect.HTMLTranslator()
        try:
            for one in cssselect.parse(selectors):
                if one.pseudo_element:
                    continue
                path = etree.XPath(translator.selector_to_xpath(one, prefix="descendant-or-self::"))
                matched: Any = path(root)
                for element in matched:
                    self._declared.setdefault(element, []).extend(
                        ((important, 0, *one.specificity(), order), name, value)
                        for name, value, important in declarations
                    )
        except (cssselect.SelectorError, etree.XPathError):
            return


def _rules(sheet: str) -> Iterator[tuple[str, list[tuple[str, str, int]]]]:
    """Give the selectors and declarations of the rules of a sheet that matter here."""
    import tinycss2

    waiting: list[Any] = list(
        reversed(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))
    )
    while waiting:
        one = waiting.pop()
        if one.type == "at-rule" and one.lower_at_keyword == "media" and one.content:
            if _SCREEN.fullmatch(tinycss2.serialize(one.prelude)):
                inner = tinycss2.parse_rule_list(one.content, skip_comments=True, skip_whitespace=True)
                waiting += reversed(inner)
        elif one.type == "qualified-rule":
            inside = tinycss2.parse_blocks_contents(one.content, skip_comments=True, skip_whitespace=True)
            declarations = list(_declarations(inside))
            if declarations:
                yield tinycss2.serialize(one.prelude), declarations


def _declarations(nodes: Iterable[Any]) -> Iterator[tuple[str, str, int]]:
    import tinycss2

    for one in nodes:
        if one.type == "declaration" and one.lower_name in _PROPERTIES:
            yield one.lower_name, tinycss2.serialize(one.value).strip().lower(), int(one.important)


def _hidden(element: "_Element", declared: Declared) -> Concealed | None:
    """How an element hides all that it holds, whatever is declared within it."""
    if "hidden" in element.attrib and "display" not in declared:
        return Concealed.HIDDEN
    is_cut = bool(_CUT.search(f"{declared.get('clip', '')} {declared.get('clip-path', '')}"))
    ways = (
        (declared.get("display") == "none", Concealed.HIDDEN),
        (element.tag == "dialog" and "open" not in element.attrib, Concealed.HIDDEN),
        ("popover" in element.attrib, Concealed.HIDDEN),
        (declared.get("mso-hide") == "all", Concealed.HIDDEN),
        (declared.get("content-visibility") == "hidden", Concealed.HIDDEN),
        (bool(_FADED.search(declared.get("filter", ""))), Concealed.TRANSPARENT),
        (is_cut, Concealed.CLIPPED),
        (_is_far(declared), Concealed.OFF_PAGE),
        (_has_no_room(declared), Concealed.NO_ROOM),
    )
    return next((way for is_so, way in ways if is_so), None)


def _is_far(declared: Declared) -> bool:
    if _NOWHERE.search(declared.get("transform", "")):
        return True
    sides = ["margin-left", "margin-top"]
    if declared.get("position", "static") != "static":
        sides += ["left", "top", "right", "bottom"]
    lengths = [_pixels(declared.get(side, "")) for side in sides]
    lengths += [_pixels(one) for one in declared.get("margin", "").split()]
    # To the right or below, a page may be scrolled.
    return any(length is not None and length <= -_FAR for length in lengths)


def _has_no_room(declared: Declared) -> bool:
    overflow = {declared.get(name, "") for name in ("overflow", "overflow-x", "overflow-y")}
    if not overflow & {"hidden", "clip", "scroll", "auto"}:
        return False
    lengths = [_pixels(declared.get(side, "")) for side in ("height", "max-height", "width", "max-width")]
    return any(length is not None and length <= _LEAST_ROOM for length in lengths)


def _size(declared: Declared, inherited: float) -> float:
    written = declared.get("font-size", "")
    if not written and "font" in declared:
        sizes = (one.partition("/")[0] for one in declared["font"].split())
        written = next((one for one in sizes if one in _FONT_SIZES or _is_size(one)), "")
    if written in _FONT_SIZES:
        return _FONT_SIZES[written]
    size = _pixels(written, inherited)
    return inherited if size is None else size


def _is_size(word: str) -> bool:
    match = _LENGTH.fullmatch(word)
    return match is not None and (bool(match["unit"]) or float(match["number"]) == 0)


def _pixels(written: str, size: float = _USUAL_SIZE) -> float | None:
    match = _LENGTH.fullmatch(written.strip())
    if match is None:
        return None
    number, unit = float(match["number"]), match["unit"]
    if unit in ("em", "%"):
        return number * size / (100 if unit == "%" else 1)
    if unit in ("ex", "ch"):
        return number * size / 2
    return number * (_USUAL_SIZE if unit == "rem" else _PIXELS.get(unit, 1.0))


def _letters(element: "_Element", declared: Declared, look: Look) -> Colour | None:
    written = declared.get("-webkit-text-fill-color") or declared.get("color")
    if written is None:
        written = (
            element.get("text" if element.tag == "body" else "color")
            if element.tag in ("body", "font")
            else None
        )
    if written is None or written in ("inherit", "currentcolor", "unset"):
        return _LINK if element.tag == "a" and element.get("href") and written is None else look.letters
    found = _colour(written)
    if found is None:
        return None
    colour, opacity = found
    return mixed(colour, look.ground or WHITE, opacity)


def _ground(element: "_Element", declared: Declared, below: Colour | None) -> Colour | None:
    images = f"{declared.get('background', '')} {declared.get('background-image', '')}"
    if _NO_IMAGE.search(images) or element.get("background"):
        return None
    written = declared.get("background-color") or declared.get("background")
    if written is None:
        written = element.get("bgcolor")
    if element.tag == "mark" and written is None:
        written = "yellow"
    if not written or written in ("none", "transparent", "initial", "unset", "0"):
        return below
    found = next((one for word in _words(written) if (one := _colour(word))), None)
    if found is None:
        return below if "var(" not in written else None
    colour, opacity = found
    if opacity < 1 and below is None:
        return None
    return mixed(colour, below or WHITE, opacity)


def _words(written: str) -> list[str]:
    return re.findall(r"[^\s(]+(?:\([^)]*\))?", written)


def _colour(written: str) -> tuple[Colour, float] | None:
    """Give a colour and how opaque it is."""
    import tinycss2.color3

    found: Any = tinycss2.color3.parse_color(written.strip())
    if found is None and re.fullmatch(r"[0-9a-f]{6}|[0-9a-f]{3}", written.strip().lower()):
        found = tinycss2.color3.parse_color(f"#{written.strip()}")  # an attribute may leave out the sign
    if found is None or isinstance(found, str):
        return None
    red, green, blue = (round(255 * max(0.0, min(one, 1.0))) for one in (found.red, found.green, found.blue))
    return (red, green, blue), float(found.alpha)
