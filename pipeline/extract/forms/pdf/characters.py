"""The words of a page, from its characters: by where they stand, whatever order they were written in.

Characters that cannot be seen count as text where they lie over the picture of the page, which is how a
scanner writes what it recognised; elsewhere nobody printed them. Characters under a bar of their own colour
are blacked out, and are read as a black bar.
"""

import ctypes
import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.forms.pdf.page import Area, Drawn, Word

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
_UNPRINTED = 3  # the text rendering mode that paints nothing
_OUTLINED = 2  # that which paints outlines too, as cheap bold is made
_SHOWN_AS_BLACK = "███"
_UNKNOWN = "\ufffd"
_MOST_UNKNOWN = 0.3  # of the characters: more, and it is not the text that is printed


@dataclass(frozen=True)
class _Style:
    size: float
    bold: bool
    turned: int
    is_unprinted: bool
    is_pictorial: bool
    colour: tuple[int, int, int]


@dataclass
class _Character:
    text: str
    box: Area
    base: float
    style: _Style
    spaced: bool


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
        (a, b), (c, d) = self.point(left, bottom), self.point(right, top)
        return Area(min(a, c), min(b, d), max(a, c), max(b, d))


def words(text: "pypdfium2.PdfTextPage", turn: Turn, drawn: Drawn) -> tuple[tuple[Word, ...], bool]:
    """Give the words of a page, and whether a scanner recognised them."""
    found = list(_characters(text, turn))
    unprinted = sum(one.style.is_unprinted for one in found)
    is_recognised = bool(found) and unprinted * 2 > len(found)
    if unprinted and not is_recognised and not _covers(drawn.pictures, turn):
        found = [one for one in found if not one.style.is_unprinted]
    if sum(one.text == _UNKNOWN for one in found) > _MOST_UNKNOWN * len(found):
        return (), False
    made = (_blacked_out(word, style, drawn) for word, style in _words(found))
    return tuple(dict.fromkeys(made)), is_recognised


def _covers(pictures: Iterable[Area], turn: Turn) -> bool:
    return any(picture.area > turn.width * turn.height / 2 for picture in pictures)


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
        if not Area(0, 0, turn.width, turn.height).holds(
            (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2, 2
        ):
            continue  # off the page, where nobody sees it
        shown = _shown(code, style)
        if not shown:
            continue
        base = across if style.turned % 2 else height
        yield _Character(shown, box, base, style, spaced)
        spaced = False


def _style(text: "pypdfium2.PdfTextPage", i: int, written: object, turn: Turn, box: Area) -> _Style:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if written and pdfium.FPDFPageObj_GetMatrix(written, matrix):
        scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c)) or 1.0
    else:
        scale = 1.0
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
    colours = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFText_GetFillColor(text, i, *colours)
    return _Style(
        size=size,
        bold=any(one in family for one in _BOLD)
        or pdfium.FPDFText_GetFontWeight(text, i) >= 600
        or mode == _OUTLINED,
        turned=turned,
        is_unprinted=mode == _UNPRINTED,
        is_pictorial=any(one in family for one in _PICTORIAL),
        colour=(colours[0].value, colours[1].value, colours[2].value),
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


def _words(characters: Iterable[_Character]) -> Iterable[tuple[Word, _Style]]:
    run: list[_Character] = []
    for one in characters:
        if run and not _goes_on(run, one):
            yield _word(run), run[0].style
            run = []
        run.append(one)
    if run:
        yield _word(run), run[0].style


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


def _word(run: list[_Character]) -> Word:
    host = max(run, key=lambda one: one.style.size)
    text, before = "", run[0]
    for is_raised, group in itertools.groupby(run, lambda one: _is_raised(host, one)):
        piece = "".join(one.text for one in group)
        text += piece.translate(_RAISED) if is_raised and text and piece.isdecimal() else piece
    return Word(
        min(one.box.x0 for one in run),
        min(one.box.top for one in run),
        max(one.box.x1 for one in run),
        max(one.box.bottom for one in run),
        text=text,
        base=host.base,
        size=host.style.size,
        bold=all(one.style.bold for one in run),
        turned=host.style.turned,
        spaced=before.spaced,
    )


def _blacked_out(word: Word, style: _Style, drawn: Drawn) -> Word:
    for box, colour in drawn.dark:
        is_alike = all(abs(a - b) < 60 for a, b in zip(colour, style.colour, strict=True))
        if is_alike and box.common(word) > 0.6 * word.area:
            return Word(
                **{**vars(word), "text": _SHOWN_AS_BLACK},
            )
    return word
