"""How text looks on a page, as far as it decides whether a reader sees it: what elements, their attributes
and the styles of the page say about display, colours, sizes and places.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.forms.colours import BLACK, WHITE, Colour, is_lost, mixed
from pipeline.extract.forms.concealed import SMALLEST_LETTERS, Concealed
from pipeline.extract.forms.html import lengths
from pipeline.extract.forms.html.styles import Declared
from pipeline.extract.forms.html.values import FONT_SIZES, colour, four, in_words, is_unknown_colour

if TYPE_CHECKING:
    from lxml.etree import _Element

_LINK: Colour = (0, 0, 238)
_FAR = 999.0  # pixels beside its place: no letter, and no menu, is moved so far to be seen
_WIDEST = 5_000.0  # pixels to the right, to where nobody scrolls
_LEAST_OPACITY = 0.05
_LEAST_ROOM = 1.0  # pixels
_LEAST_SCALE = 0.05
_PILED_UP = 0.45  # of the size, by which letters are moved together
_WHOLE = 98.0  # percent of an element, of which the rest shows nothing
_FADED = re.compile(r"opacity\(\s*0*\.?0*%?\s*\)")
_FUNCTION = re.compile(r"(?P<name>[a-z][a-z0-9-]*)\((?P<given>(?:[^()]|\([^()]*\))*)\)")
_NO_IMAGE = re.compile(r"url\(|gradient\(|image\(")
_UNSHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_AFRESH = frozenset(["inherit", "initial", "unset", "revert", "revert-layer"])


@dataclass(frozen=True)
class Look:
    """What holds for text at a place of the page. ``letters`` and ``ground`` are None where they are not
    known; ``hidden`` says how an element around it hides all that it holds.
    """

    letters: Colour | None = BLACK
    ground: Colour | None = WHITE
    size: float = lengths.USUAL_SIZE  # pixels
    indent: float = 0.0
    pitch: float = 0.0
    opacity: float = 1.0
    is_invisible: bool = False  # what an element within may undo
    is_doubtful: bool = False  # the colour is of a notation that cannot be worked out
    hidden: Concealed | None = None

    @property
    def hides(self) -> Concealed | None:
        """How text of its own is hidden here."""
        ways = (
            (self.is_invisible, Concealed.HIDDEN),
            (self.size * 0.75 <= SMALLEST_LETTERS, Concealed.SIZE),
            (abs(self.indent) >= _FAR, Concealed.OFF_PAGE),
            (-self.pitch >= _PILED_UP * self.size, Concealed.NO_ROOM),
            (self.opacity < _LEAST_OPACITY, Concealed.TRANSPARENT),
            (self._is_lost or self.is_doubtful, Concealed.COLOUR),
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
        ground = _ground(element, declared, self.ground)
        letters = _letters(element, declared, self, ground)
        look = replace(look, ground=ground, size=size, letters=letters)
        written = declared.get("-webkit-text-fill-color") or declared.get("color")
        if written is not None and written not in ("inherit", "currentcolor"):
            look = replace(look, is_doubtful=is_unknown_colour(written))
        if _is_outlined(declared.get("text-shadow", "none"), ground):
            look = replace(look, letters=None)
        if "visibility" in declared and declared["visibility"] not in ("inherit", "unset"):
            look = replace(look, is_invisible=declared["visibility"] in ("hidden", "collapse"))
        if "text-indent" in declared:
            indents = [lengths.pixels(one, size, 10.0) for one in in_words(declared["text-indent"])]
            look = replace(look, indent=next((one for one in indents if one is not None), 0.0))
        if "letter-spacing" in declared:
            look = replace(look, pitch=lengths.pixels(declared["letter-spacing"], size) or 0.0)
        written = declared.get("opacity", "")
        share = lengths.number(written)
        share = lengths.pixels(written, percent=0.01) if share is None else share
        if share is not None:
            look = replace(look, opacity=self.opacity * max(0.0, min(share, 1.0)))
        return look

    def in_any(self, element: "_Element", readings: Sequence[Declared]) -> "Look":
        """Give the look within an element, by the first of several readings that hides its text."""
        looks = [self.within(element, declared) for declared in readings]
        return next((look for look in looks if look.hides), looks[0])


def _hidden(element: "_Element", declared: Declared) -> Concealed | None:
    """How an element hides all that it holds, whatever is declared within it."""
    if "hidden" in element.attrib and "display" not in declared:
        return Concealed.HIDDEN
    ways = (
        (declared.get("display") == "none", Concealed.HIDDEN),
        (element.tag == "dialog" and "open" not in element.attrib, Concealed.HIDDEN),
        ("popover" in element.attrib, Concealed.HIDDEN),
        (declared.get("mso-hide") == "all", Concealed.HIDDEN),
        (declared.get("content-visibility") == "hidden", Concealed.HIDDEN),
        (bool(_FADED.search(declared.get("filter", ""))), Concealed.TRANSPARENT),
        (_is_cut(declared), Concealed.CLIPPED),
        (_is_far(declared), Concealed.OFF_PAGE),
        (_has_no_room(declared), Concealed.NO_ROOM),
        (_is_without_size(declared), Concealed.SIZE),
        (_shows_no_number(declared.get("mso-number-format", "")), Concealed.FORMAT),
    )
    return next((way for is_so, way in ways if is_so), None)


def _is_far(declared: Declared) -> bool:
    if any(_is_moved_away(*one) for one in _functions(declared.get("transform", ""))):
        return True
    if _is_moved_away("translate", in_words(declared.get("translate", ""))):
        return True
    margins = in_words(declared.get("margin", ""))
    margins += [declared.get(side, "") for side in ("margin-left", "margin-top")]
    left, above = [lengths.pixels(one) for one in margins], []
    position = declared.get("position", "static")
    if position != "static":
        inset = in_words(declared.get("inset", ""))
        given = four(inset) if 1 <= len(inset) <= 4 else ("",) * 4
        sides_named = zip(("top", "right", "bottom", "left"), given, strict=True)
        top, right, bottom, before = (declared.get(side) or of_all for side, of_all in sides_named)
        left.append(lengths.pixels(before, percent=lengths.SCREEN[0] / 100))
        above += [lengths.pixels(top, percent=2.0)]
        # From the right and from below, to be far is to be off the page to the left and above it.
        for side in (right, bottom):
            length = lengths.pixels(side, percent=2.0)
            above.append(None if length is None else -abs(length))
    sides = [one for one in (*left, *above) if one is not None]
    # To the right or below, a page may be scrolled, unless the place is of the screen.
    is_fixed = position == "fixed"
    return any(one <= -_FAR or (is_fixed and one >= _FAR) for one in sides) or any(
        one is not None and one >= _WIDEST for one in left
    )


def _functions(written: str) -> "Iterable[tuple[str, list[str]]]":
    """Give the functions of a value, each with what stands between its commas or blanks."""
    for match in _FUNCTION.finditer(written):
        yield match["name"], in_words(re.sub(r",(?![^()]*\))", " ", match["given"]))


def _is_moved_away(name: str, given: Sequence[str]) -> bool:
    """Whether a function of a transformation moves what it is for off the page, or leaves nothing of it."""
    if name.startswith("translate"):
        return any(abs(lengths.pixels(one) or 0.0) >= _FAR for one in given)
    numbers = [number for one in given if (number := lengths.number(one)) is not None]
    if name.startswith("scale"):
        return any(abs(one) < _LEAST_SCALE for one in numbers[:2])
    if name == "matrix" and len(numbers) == 6:
        a, b, c, d, *moved = numbers
        return abs(a * d - b * c) < _LEAST_SCALE**2 or any(abs(one) >= _FAR for one in moved)
    turned = re.fullmatch(r"([+-]?[0-9]{1,5})(?:\.[0-9]*)?deg", "".join(given))
    return name in ("rotatex", "rotatey") and turned is not None and int(turned[1]) % 180 == 90


def _is_without_size(declared: Declared) -> bool:
    adjusted = lengths.number(declared.get("font-size-adjust", ""))
    scales = [lengths.number(one) for one in in_words(declared.get("scale", ""))[:2]]
    return (adjusted is not None and adjusted < _LEAST_SCALE) or any(
        one is not None and abs(one) < _LEAST_SCALE for one in scales
    )


def _is_cut(declared: Declared) -> bool:
    """Whether nothing is left of an element that is cut. A way of cutting that is not worked out leaves
    nothing that is known.
    """
    for name, given in _functions(declared.get("clip", "")):
        if name == "rect" and len(given) == 4:
            top, right, bottom, left = (lengths.pixels(one) for one in given)
            width = None if right is None else right - (left or 0.0)
            height = None if bottom is None else bottom - (top or 0.0)
            if any(one is not None and one <= _LEAST_ROOM for one in (width, height)):
                return True
            if any(one is not None and one >= _FAR for one in (top, left)):
                return True
    return any(_leaves_nothing(*one) for one in _functions(declared.get("clip-path", "")))


def _leaves_nothing(name: str, given: Sequence[str]) -> bool:
    if name == "inset":
        edges = list(given[: given.index("round")] if "round" in given else given)
        if not 1 <= len(edges) <= 4:
            return True
        top, right, bottom, left = four(edges)
        # As if the element had 100 pixels: what is cut off in pixels is small or leaves nothing.
        both = ((top, bottom), (left, right))
        shares = [[lengths.pixels(one, percent=1.0) for one in pair] for pair in both]
        return any(
            None in pair
            or (all(one.endswith("%") for one in side) and sum(one or 0.0 for one in pair) >= _WHOLE)
            or any((length or 0.0) >= (_WHOLE if one.endswith("%") else _FAR)
                   for one, length in zip(side, pair, strict=True))
            for side, pair in zip(both, shares, strict=True)
        )  # fmt: skip
    if name in ("circle", "ellipse"):
        sizes = [lengths.pixels(one) for one in given[: given.index("at") if "at" in given else None]]
        return any(one is not None and one <= _LEAST_ROOM for one in sizes)
    if name == "polygon":
        places = [lengths.pixels(one, percent=10.0) for one in given if one not in ("nonzero", "evenodd")]
        known = [one for one in places if one is not None]
        if len(known) != len(places) or len(known) % 2:
            return True
        points = list(zip(known[::2], known[1::2], strict=True))
        turned = zip(points, points[1:] + points[:1], strict=True)
        area = abs(sum(a * d - b * c for (a, b), (c, d) in turned)) / 2
        return (
            math.sqrt(area) <= _LEAST_ROOM or all(x < 0 for x, _ in points) or all(y < 0 for _, y in points)
        )
    return True


def _has_no_room(declared: Declared) -> bool:
    overflow: set[str] = set()
    for name in ("overflow", "overflow-x", "overflow-y"):
        overflow |= set(in_words(declared.get(name, "")))
    if not overflow & {"hidden", "clip", "scroll", "auto", "overlay"}:
        return False
    sides = [declared.get(side, "") for side in ("height", "max-height", "width", "max-width")]
    return any(
        (length := lengths.pixels(side, percent=lengths.SCREEN[1] / 100)) is not None
        and length <= _LEAST_ROOM
        for side in sides
    )


def takes_no_width(column: Declared) -> bool:
    """Whether the columns for which this is declared are not shown, as the pages of spreadsheets have it."""
    width = lengths.pixels(column.get("width", ""), percent=lengths.SCREEN[0] / 100)
    is_gone = column.get("visibility") in ("collapse", "hidden") or column.get("display") == "none"
    return is_gone or (width is not None and width <= _LEAST_ROOM)


def _shows_no_number(written: str) -> bool:
    """Whether a format of Excel, as its pages have it, has a place neither for digits nor for text."""
    code = re.sub(r"\\([^0-9a-f])", r"\1", written.strip('"')).replace("\\0022", '"')
    return bool(code) and not re.search(r"[0#?@a-z]", _UNSHOWN.sub("", code))


def _is_outlined(shadow: str, ground: Colour | None) -> bool:
    """Whether letters are seen by a shadow, whatever colour they have."""
    if shadow == "none" or shadow in _AFRESH:
        return False
    found = [one for word in in_words(shadow.replace(", ", " ")) if (one := colour(word)) and len(word) > 2]
    return ground is None or any(not is_lost(mixed(one, ground, share), ground) for one, share in found)


def _size(declared: Declared, inherited: float) -> float:
    written = declared.get("font-size", "")
    if not written and "font" in declared:
        sizes = (one.partition("/")[0] for one in in_words(declared["font"]))
        written = next((one for one in sizes if one in FONT_SIZES or lengths.has_unit(one)), "")
    if written in FONT_SIZES:
        return FONT_SIZES[written]
    size = lengths.pixels(written, inherited)
    return inherited if size is None or size < 0 else size


def _letters(element: "_Element", declared: Declared, look: Look, ground: Colour | None) -> Colour | None:
    written = declared.get("-webkit-text-fill-color") or declared.get("color")
    if written is None:
        written = (
            element.get("text" if element.tag == "body" else "color")
            if element.tag in ("body", "font")
            else None
        )
    if written in ("initial", "revert", "revert-layer"):
        return BLACK
    if written is None or written in ("inherit", "currentcolor", "unset"):
        return _LINK if element.tag == "a" and element.get("href") and written is None else look.letters
    found = colour(written)
    if found is None:
        return None
    own, opacity = found
    return mixed(own, ground or WHITE, opacity)


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
    found = next((one for word in in_words(written) if (one := colour(word))), None)
    if found is None:
        return below if "var(" not in written else None
    own, opacity = found
    if opacity < 1 and below is None:
        return None
    return mixed(own, below or WHITE, opacity)
