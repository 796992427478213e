"""The words of a page, from its characters: by where they stand, whatever order they were written in.

Characters that are not printed count as text where they lie over a picture in which nothing is printed,
which is how a scanner writes what it recognised. Elsewhere they are concealed, as are those that nobody sees
(``seen``), and what has no width (``widthless``): a mark stands in their place.
"""

import ctypes
import itertools
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.forms.concealed import SMALLEST_LETTERS, Concealed, concealed, without
from pipeline.extract.forms.pdf.page import Area, Drawn, Word
from pipeline.extract.forms.pdf.seen import Sight, Written
from pipeline.extract.forms.pdf.widthless import widened, widthless

if TYPE_CHECKING:
    import pypdfium2

# A hyphen at the end of a line, as pdfium and as fonts have it; ligatures.
_REPLACED = {0x02: "-", 0xAD: "-", 0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_REPLACED |= {0xFB05: "st", 0xFB06: "st"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# How Symbol and Wingdings draw marks in the places of letters.
_TICKS = {0xF0FC: "✓", 0xF0FB: "✗", 0xF0FE: "☑", 0xF0FD: "☒", 0xF0A8: "☐", 0xF06F: "☐"}
_PICTORIAL = ("wingding", "webding", "zapfdingbats")
_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_TOUCHING = 0.12  # of the font's size: less is no blank
_UNPRINTED = (3, 7)  # the text rendering modes that paint nothing
_OUTLINED = 2  # that which paints outlines too, as cheap bold is made
_UNKNOWN = "\ufffd"
_SAME_PLACE = 1.5  # points
_NARROWEST = 0.1  # of the letters' width or height: an l of ten points is a hair
_PILED_UP = 0.1  # of the size, by which digits follow one another: one is 0.55 wide
_CUTTING = (Concealed.COVERED, Concealed.REDACTION, Concealed.CLIPPED)  # what may leave half a word
_MOST_UNKNOWN = 0.3  # of the characters: more, and it is not the text that is printed


@dataclass(frozen=True)
class _Style:
    size: float
    bold: bool
    turned: int
    is_unprinted: bool
    is_pictorial: bool
    is_squeezed: bool


@dataclass
class _Character:
    text: str
    box: Area
    base: float
    style: _Style
    spaced: bool
    address: int  # of the piece of text that it is part of
    hidden: Concealed | None = None

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box.x0 + self.box.x1) / 2, (self.box.top + self.box.bottom) / 2


@dataclass(frozen=True)
class Found:
    """The words of a page, whether a scanner recognised them, and whether others stand beside the page."""

    words: tuple[Word, ...]
    is_recognised: bool = False
    is_beside: bool = False


class Turn:
    """From the coordinates in which a page is written to those in which it is shown."""

    def __init__(self, box: tuple[float, float, float, float], quarters: int) -> None:
        self.left, self.bottom, self.right, self.top = box
        self.quarters = quarters % 4
        width, height = self.right - self.left, self.top - self.bottom
        self.width, self.height = (height, width) if self.quarters % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Give a point from the top left corner of the page as shown."""
        if self.quarters == 0:
            return x - self.left, self.top - y
        if self.quarters == 1:
            return y - self.bottom, x - self.left
        if self.quarters == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Area:
        """Give a rectangle as shown."""
        if self.quarters == 0 and left <= right and bottom <= top:  # as nearly all are
            return Area(left - self.left, self.top - top, right - self.left, self.top - bottom)
        (a, b), (c, d) = self.point(left, bottom), self.point(right, top)
        return Area(min(a, c), min(b, d), max(a, c), max(b, d))


def words(
    page: "pypdfium2.PdfPage", turn: Turn, drawn: Drawn, sight: Sight, texts: Mapping[int, Written]
) -> Found:
    """Give the words of a page; ``texts`` are the pieces of text that are painted on it, by their address."""
    text = page.get_textpage()
    try:
        characters = list(_characters(text, turn))
        characters += _without_width(page, turn, texts, {one.address for one in characters})
        return _words(characters, text, turn, drawn, sight)
    finally:
        text.close()


def _words(
    characters: Iterable[_Character],
    text: "pypdfium2.PdfTextPage",
    turn: Turn,
    drawn: Drawn,
    sight: Sight,
) -> Found:
    paper = Area(0, 0, turn.width, turn.height)
    found: list[_Character] = []
    beside: list[_Character] = []
    for one in characters:
        (found if paper.holds(*one.middle, 2) else beside).append(one)
    is_beside = any(one.text.isalnum() for one in beside)
    if sum(one.text == _UNKNOWN for one in found) > _MOST_UNKNOWN * len(found):
        return Found((), is_beside=is_beside)
    is_recognised = _hide_unprinted(found, drawn)
    is_recognised = _hide_unseen(found, sight, text) or is_recognised
    made = (word for run in _runs(_without_twins(found)) if (word := _word(run)) is not None)
    return Found(tuple(dict.fromkeys(made)), is_recognised, is_beside)


def _hide_unprinted(found: list[_Character], drawn: Drawn) -> bool:
    """Hide what is not printed, unless it is what was recognised in a picture; gives whether some was."""
    unprinted = [one for one in found if one.style.is_unprinted]
    if not unprinted:
        return False
    printed = [one.middle for one in found if not one.style.is_unprinted]
    pictures = [
        picture
        for picture in drawn.pictures
        if len(unprinted) > len(printed) or not any(picture.holds(*middle) for middle in printed)
    ]
    for one in unprinted:
        if not any(picture.holds(*one.middle) for picture in pictures):
            one.hidden = Concealed.UNPRINTED
    return any(one.hidden is None for one in unprinted)


def _hide_unseen(found: list[_Character], sight: Sight, text: "pypdfium2.PdfTextPage") -> bool:
    """Hide what is not seen. Where most of a page lies below a picture, that is a scan whose text somebody
    recognised: gives whether it is.
    """
    below: list[_Character] = []
    for one, after in itertools.pairwise(found):
        if _are_piled_up(one, after):
            one.hidden = after.hidden = Concealed.NO_ROOM
    for one in found:
        if one.style.is_unprinted:
            continue
        if one.style.size <= SMALLEST_LETTERS:
            one.hidden = Concealed.SIZE
            continue
        if one.style.is_squeezed or one.hidden:
            one.hidden = Concealed.NO_ROOM
            continue
        if sight.is_doubtful:
            one.hidden, is_below = sight.hides(one.address, one.box, text)
            below += [one] if is_below else []
    is_scan = 2 * len(below) > len(found)
    for one in below if is_scan else ():
        one.hidden = None
    return is_scan


def _are_piled_up(one: _Character, after: _Character) -> bool:
    """Whether two digits of one piece of text stand on one another; the letters of a ligature do."""
    return (
        one.address == after.address != 0
        and not one.style.is_unprinted
        and one.text.isdigit()
        and after.text.isdigit()
        and math.dist(one.middle, after.middle) <= _PILED_UP * one.style.size
    )


def _without_twins(found: list[_Character]) -> list[_Character]:
    """Leave out what is concealed and stands there again, to be seen."""
    if not any(one.hidden for one in found):
        return found
    seen: dict[str, list[tuple[float, float]]] = {}
    for one in found:
        if one.hidden is None:
            seen.setdefault(one.text, []).append(one.middle)
    return [
        one
        for one in found
        if one.hidden is None
        or not any(math.dist(one.middle, other) < _SAME_PLACE for other in seen.get(one.text, ()))
    ]


def _without_width(
    page: "pypdfium2.PdfPage", turn: Turn, texts: Mapping[int, Written], given: Collection[int]
) -> list[_Character]:
    """Give the characters of pieces of text that have no width; ``given`` are the pieces that gave theirs."""
    pieces = widthless(texts, given)
    if not pieces:
        return []
    with widened(pieces.values()):
        text = page.get_textpage()
        try:
            found = [one for one in _characters(text, turn) if one.address in pieces]
        finally:
            text.close()
    for one in found:
        one.style = replace(one.style, is_squeezed=True)
    return found


def _characters(text: "pypdfium2.PdfTextPage", turn: Turn) -> Iterable[_Character]:
    import pypdfium2.raw as pdfium

    styles: dict[int, _Style] = {}
    rectangle, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    spaced = True
    for i in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if code in (0x20, 0x0A, 0x0D, 0x09, 0xA0) or 0x2000 <= code <= 0x200B:
            spaced = True
            continue
        written = pdfium.FPDFText_GetTextObject(text, i)
        key = ctypes.cast(written, ctypes.c_void_p).value or 0
        if not pdfium.FPDFText_GetLooseCharBox(text, i, rectangle) or not pdfium.FPDFText_GetCharOrigin(
            text, i, x, y
        ):
            continue
        box = turn.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        style = styles.get(key)
        if style is None:
            style = styles[key] = _style(text, i, written, turn, box)
        across, height = turn.point(x.value, y.value)
        shown = _shown(code, style)
        if not shown:
            continue
        base = across if style.turned % 2 else height
        yield _Character(shown, box, base, style, spaced, key)
        spaced = False


def _style(text: "pypdfium2.PdfTextPage", i: int, written: object, turn: Turn, box: Area) -> _Style:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if written and pdfium.FPDFPageObj_GetMatrix(written, matrix):
        scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
        longest = max(math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d))
        is_squeezed = scale <= math.sqrt(_NARROWEST) * longest
        scale = scale or 1.0  # letters squeezed to a line
    else:
        scale, is_squeezed = 1.0, False
    size = abs(pdfium.FPDFText_GetFontSize(text, i) * scale) or 1.0
    angle = pdfium.FPDFText_GetCharAngle(text, i)
    # The angle counts with the clock, the quarters of a page too.
    turned = round(-angle / (math.pi / 2) - turn.quarters) % 4 if angle >= 0 else 0
    height = box.x1 - box.x0 if turned % 2 else box.bottom - box.top
    if height > 0 and not 0.5 < size / height < 1.6:
        size = height  # the page scales it in a way that the character does not tell
    name = b""
    if font := pdfium.FPDFTextObj_GetFont(written) if written else None:
        length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
        name = buffer.value
    family = name.decode("utf-8", "replace").casefold()
    mode = pdfium.FPDFTextObj_GetTextRenderMode(written) if written else 0
    return _Style(
        size=size,
        bold=any(one in family for one in _BOLD)
        or pdfium.FPDFText_GetFontWeight(text, i) >= 600
        or mode == _OUTLINED,
        turned=turned,
        is_unprinted=mode in _UNPRINTED,
        is_pictorial=any(one in family for one in _PICTORIAL),
        is_squeezed=is_squeezed,
    )


def _shown(code: int, style: _Style) -> str:
    """Give a character as it is to be read; an empty text for those that print nothing."""
    if code in _REPLACED:
        return _REPLACED[code]
    if 0xF020 <= code <= 0xF0FF:
        return _TICKS.get(code) or (chr(code - 0xF000) if code < 0xF07F and not style.is_pictorial else "•")
    if code in (0, 0xFFFD, 0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xF8FF or code >= 0x110000:
        return _UNKNOWN
    if code < 0x20 or code in (0x7F, 0xFEFF) or 0x200B <= code <= 0x200F:
        return ""
    return "•" if style.is_pictorial and chr(code) in "lnquvw§Ø·Ÿ" else chr(code)


def _runs(characters: Iterable[_Character]) -> Iterable[list[_Character]]:
    run: list[_Character] = []
    for one in characters:
        if run and not _goes_on(run, one):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _along(one: _Character) -> tuple[float, float]:
    """Give where a character begins and ends in the direction in which it is read."""
    box = one.box
    return ((box.x0, box.x1), (-box.bottom, -box.top), (-box.x1, -box.x0), (box.top, box.bottom))[
        one.style.turned
    ]


def _is_raised(host: _Character, one: _Character) -> bool:
    rise = host.base - one.base
    return one.style.size < 0.85 * host.style.size and 0.1 < rise / host.style.size < 0.8


def _goes_on(run: list[_Character], one: _Character) -> bool:
    """Whether a character belongs to the word before it."""
    last, host = run[-1], run[0]
    if one.style.turned != last.style.turned:
        return False
    size = max(one.style.size, last.style.size)
    gap = _along(one)[0] - _along(last)[1]
    if one.style.turned == 0 and not _is_raised(run[0], last) and _is_raised(host, one):
        return -0.3 * size < gap < 0.15 * size  # 'th', or the mark of a note
    if _is_raised(host, last) and not _is_raised(host, one) and abs(gap) < _TOUCHING * size:
        return True  # pdfium puts a blank wherever the height changes
    if one.spaced or not -0.5 * size < gap < 0.3 * size:
        return False
    return abs(one.base - last.base) < 0.5 * size or abs(one.base - host.base) < 0.2 * size


def _word(run: list[_Character]) -> Word | None:
    """Give the word that characters make; None where all of them are concealed and say nothing."""
    host = max(run, key=lambda one: one.style.size)
    text, before = "", run[0]
    for is_raised, group in itertools.groupby(run, lambda one: _is_raised(host, one)):
        piece = _said(list(group))
        text += piece.translate(_RAISED) if is_raised and text and piece.isdecimal() else piece
    ways = [one.hidden for one in run if one.hidden in _CUTTING and one.text.isalnum()]
    if ways and ways[0] is not None:
        text = ways[0].mark  # what is left of a word that is covered in part is no word
    if not text:
        return None
    return Word(
        min(one.box.x0 for one in run),
        min(one.box.top for one in run),
        max(one.box.x1 for one in run),
        max(one.box.bottom for one in run),
        text=text,
        base=host.base,
        size=host.style.size,
        bold=all(one.style.bold for one in run) and bool(without(text)),
        turned=host.style.turned,
        spaced=before.spaced,
    )


def _said(group: list[_Character]) -> str:
    parts = []
    for way, same in itertools.groupby(group, lambda one: one.hidden):
        piece = "".join(one.text for one in same)
        parts.append(piece if way is None else concealed(piece, way))
    return "".join(parts)
