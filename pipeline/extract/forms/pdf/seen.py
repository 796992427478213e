"""Which characters of a page a reader sees.

Whether something is seen depends on all that is painted: its colour and what is below it, what is painted
over it later, clipping, layers, transparency. So text that may not be seen is put to the proof: the page is
painted with it and without it, and what makes no difference is concealed. That is dear, so it is done only
where something gives cause: pale letters, a dark area below dark ones, something painted later in their
place, a layer, a clipping path that leaves them out.
"""

import ctypes
import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.forms.colours import WHITE, Colour, contrast, is_lost
from pipeline.extract.forms.concealed import Concealed
from pipeline.extract.forms.pdf.page import Area

if TYPE_CHECKING:
    import pypdfium2

    from pipeline.extract.forms.pdf.characters import Turn

_PALE = 3.0  # contrast with white paper, below which letters are put to the proof
_SCALE = 2.0  # dots a point: a stroke of letters of ten points fills a dot
_MOST_DOTS = 4_000  # of the longer side
# Of 255, between a dot with the letter and without: black letters make 100 and more, the palest grey that
# people make out on paper 34. It is what the contrast of colours.py comes to beside white and beside black.
_LEAST_DIFFERENCE = 24
_FAINT = 26  # opacity of 255 (a tenth)
_SLACK = 1.0  # points
_SAME_PLACE = 0.9  # of an area, that two pieces of text share
_NO_TEXT = 2  # bytes: the end of a text alone
_CORNERS = (4, 5)  # of a rectangle, whose path may end where it began
_LAYER = "OC"
_LONGEST_NAME = 64
# Annotations that paint over the page: text, lines, areas, marker, stamp, ink, redaction.
_PAINTING = frozenset([3, 4, 5, 6, 7, 8, 9, 13, 15, 28])
_REDACTION = 28
_FILL_MODES, _STROKE_MODES = (0, 4), (1, 5)


@dataclass(frozen=True)
class Thing:
    """What is painted that is no text: its place in the order of painting, and its colour, None where it has
    several: a picture, a pattern.
    """

    order: int
    area: Area
    colour: Colour | None
    is_picture: bool = False


@dataclass(frozen=True)
class Written:
    """A piece of text that is painted. ``clip`` is the area that it is cut to, ``is_cut_to_shape`` whether to
    anything but areas; ``is_faint`` where it, or what it is part of, may be transparent.
    """

    order: int
    area: Area
    handle: object
    clip: Area | None
    is_cut_to_shape: bool
    is_layered: bool
    is_replaced: bool
    is_faint: bool


@dataclass(frozen=True)
class _Suspect:
    written: Written
    over: tuple[Thing, ...]  # what is painted over it later
    is_transparent: bool


class Sight:
    """What is seen of the text of a page."""

    def __init__(
        self, page: "pypdfium2.PdfPage", turn: "Turn", texts: dict[int, Written], things: Sequence[Thing]
    ) -> None:
        painted, self.redactions = _annotations(page, turn)
        last = max((one.order for one in things), default=0) + len(texts) + 1
        things = [*things, *(Thing(last, area, None) for area in painted)]
        self._things = things
        self._texts = texts
        self._alike: dict[tuple[Colour, ...], list[Thing]] = {}
        self._suspects = {
            key: found for key, one in texts.items() if (found := self._suspect(one)) is not None
        }
        self._replaced = {key for key, one in texts.items() if one.is_replaced}
        self._page = page

    @property
    def is_doubtful(self) -> bool:
        """Whether there is any text that may not be seen."""
        return bool(self._suspects or self.redactions or self._replaced)

    def hides(self, key: int, box: Area, text: "pypdfium2.PdfTextPage") -> tuple[Concealed | None, bool]:
        """How a character of a piece of text is hidden if it is, and whether by a picture."""
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        if any(area.holds(x, y) for area in self.redactions):
            return Concealed.REDACTION, False
        if key in self._replaced:
            return Concealed.REPLACED, False
        one = self._suspects.get(key)
        if one is None or self._proof.shows(box) or self._is_painted_again(one.written, text):
            return None, False
        above = [thing for thing in one.over if thing.area.holds(x, y)]
        clip = one.written.clip
        ways = (
            (clip is not None and not clip.holds(x, y, _SLACK), Concealed.CLIPPED),
            (one.written.is_layered, Concealed.LAYER),
            (one.is_transparent, Concealed.TRANSPARENT),
            (bool(above), Concealed.COVERED),
            (one.written.is_cut_to_shape, Concealed.CLIPPED),
        )
        way = next((way for is_so, way in ways if is_so), Concealed.COLOUR)
        return way, way is Concealed.COVERED and all(thing.is_picture for thing in above)

    def _suspect(self, one: Written) -> _Suspect | None:
        """Give a piece of text that there is cause to put to the proof."""
        import pypdfium2.raw as pdfium

        mode = pdfium.FPDFTextObj_GetTextRenderMode(one.handle)
        fill, stroke = _colour(pdfium.FPDFPageObj_GetFillColor, one.handle), None
        if mode not in _FILL_MODES:
            stroke = _colour(pdfium.FPDFPageObj_GetStrokeColor, one.handle)
        inks = [ink for ink in ((None if mode in _STROKE_MODES else fill), stroke) if ink is not None]
        seen = tuple(colour for colour, opacity in inks if opacity > _FAINT and not _is_pale(colour))
        over = tuple(
            thing for thing in self._things if thing.order > one.order and thing.area.common(one.area) > 0
        )
        is_cut = one.is_cut_to_shape or (
            one.clip is not None and one.clip.common(one.area) < 0.98 * one.area.area
        )
        is_doubtful = not seen or is_cut or one.is_layered or one.is_faint or bool(over)
        if not is_doubtful and not any(thing.area.common(one.area) > 0 for thing in self._like(seen)):
            return None
        is_transparent = bool(inks) and all(opacity <= _FAINT for _, opacity in inks)
        return _Suspect(one, over, is_transparent)

    def _like(self, inks: tuple[Colour, ...]) -> list[Thing]:
        """Give what is painted that may have the colour of letters, so that none are seen on it."""
        if inks not in self._alike:
            self._alike[inks] = [
                thing
                for thing in self._things
                if thing.colour is None or all(is_lost(ink, thing.colour) for ink in inks)
            ]
        return self._alike[inks]

    def _is_painted_again(self, one: Written, text: "pypdfium2.PdfTextPage") -> bool:
        """Whether the same text is painted later in the same place, where it is seen. Pdfium gives the text
        of such a pair once, for the first.
        """
        import pypdfium2.raw as pdfium

        return any(
            other.order > one.order
            and key not in self._suspects
            and other.area.common(one.area) > _SAME_PLACE * max(other.area.area, one.area.area)
            and pdfium.FPDFTextObj_GetText(other.handle, text, None, 0) <= _NO_TEXT
            for key, other in self._texts.items()
        )

    @functools.cached_property
    def _proof(self) -> "_Proof":
        # Made when it is asked for: blanks are suspects too, and nobody asks about them.
        return _Proof(self._page, list(self._suspects.values()))


class _Proof:
    """A page painted with and without some of its text."""

    def __init__(self, page: "pypdfium2.PdfPage", suspects: Sequence[_Suspect]) -> None:
        import pypdfium2.raw as pdfium

        self._scale = min(_SCALE, _MOST_DOTS / max(page.get_size()))
        self._with, self._stride, self._channels = self._painted(page)
        for one in suspects:
            pdfium.FPDFPageObj_SetIsActive(one.written.handle, 0)
        self._without, _, _ = self._painted(page)
        for one in suspects:
            pdfium.FPDFPageObj_SetIsActive(one.written.handle, 1)

    def _painted(self, page: "pypdfium2.PdfPage") -> tuple[bytes, int, int]:
        bitmap = page.render(scale=self._scale)
        try:
            return bytes(bitmap.buffer), bitmap.stride, bitmap.n_channels
        finally:
            bitmap.close()

    def shows(self, box: Area) -> bool:
        """Whether the text makes a difference to what is seen within a box."""
        channels = self._channels
        left = max(int(box.x0 * self._scale), 0) * channels
        right = min(int(box.x1 * self._scale + 1) * channels, self._stride)
        for row in range(max(int(box.top * self._scale), 0), int(box.bottom * self._scale + 1)):
            start = row * self._stride
            one, other = self._with[start + left : start + right], self._without[start + left : start + right]
            if one != other and any(abs(a - b) >= _LEAST_DIFFERENCE for a, b in zip(one, other, strict=True)):
                return True
        return False


def clip_of(one: object) -> Iterator[list[tuple[float, float]] | None]:
    """Give the corners of each path that a piece of text is clipped to; None where it cannot be a rectangle,
    for its curves, its parts or the number of its corners.
    """
    import pypdfium2.raw as pdfium

    clip = pdfium.FPDFPageObj_GetClipPath(one)
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
        n = pdfium.FPDFClipPath_CountPathSegments(clip, i)
        points: list[tuple[float, float]] = []
        for j in range(n if n in _CORNERS else 0):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, i, j)
            if pdfium.FPDFPathSegment_GetType(segment) != (
                pdfium.FPDF_SEGMENT_LINETO if j else pdfium.FPDF_SEGMENT_MOVETO
            ):
                break
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            points.append((x.value, y.value))
        yield points if len(points) == n else None


def marks(one: object) -> tuple[bool, bool]:
    """Whether a piece of text belongs to a layer, which may be switched off; and whether the file gives
    another text for it in which there is a number. Of ligatures and hyphens files do that too.
    """
    import pypdfium2.raw as pdfium

    is_layered = is_replaced = False
    n_marks = pdfium.FPDFPageObj_CountMarks(one)
    if n_marks < 1:
        return False, False
    buffer, length = (ctypes.c_ushort * _LONGEST_NAME)(), ctypes.c_ulong()
    for i in range(n_marks):
        mark = pdfium.FPDFPageObj_GetMark(one, i)
        if mark and pdfium.FPDFPageObjMark_GetName(mark, buffer, 2 * _LONGEST_NAME, length):
            is_layered = is_layered or _written(buffer, length.value) == _LAYER
        if mark and pdfium.FPDFPageObjMark_GetParamStringValue(
            mark, b"ActualText", buffer, 2 * _LONGEST_NAME, length
        ):
            said = _written(buffer, length.value)
            # One that does not fit is not given.
            is_long = length.value > 2 * _LONGEST_NAME
            is_replaced = is_replaced or is_long or any(character.isnumeric() for character in said)
    return is_layered, is_replaced


def _written(buffer: "ctypes.Array[ctypes.c_ushort]", n_bytes: int) -> str:
    return "".join(map(chr, buffer[: max(min(n_bytes, 2 * len(buffer)) // 2 - 1, 0)]))


@functools.lru_cache(maxsize=1024)
def _is_pale(colour: Colour) -> bool:
    return contrast(colour, WHITE) < _PALE


def _colour(get: Callable[..., int], handle: object) -> tuple[Colour, int] | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not get(handle, *parts):
        return None
    red, green, blue, opacity = (part.value for part in parts)
    return (red, green, blue), opacity


def _annotations(page: "pypdfium2.PdfPage", turn: "Turn") -> tuple[list[Area], list[Area]]:
    """Give the areas over which annotations may paint, and those that are marked for redaction."""
    import pypdfium2.raw as pdfium

    painted: list[Area] = []
    redactions: list[Area] = []
    rectangle, quad = pdfium.FS_RECTF(), pdfium.FS_QUADPOINTSF()
    for i in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, i)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        areas: list[Area] = []
        if kind in _PAINTING and pdfium.FPDFAnnot_GetRect(annotation, rectangle):
            for j in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation) if kind == _REDACTION else 0):
                if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, j, quad):
                    xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
                    areas.append(turn.box(min(xs), min(ys), max(xs), max(ys)))
            areas = areas or [turn.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)]
        pdfium.FPDFPage_CloseAnnot(annotation)
        (redactions if kind == _REDACTION else painted).extend(areas)
    return painted, redactions
