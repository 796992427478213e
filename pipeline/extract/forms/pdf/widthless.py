"""Text without any width: scaled to nothing by ``0 Tz``, by a matrix or by a font of size 0.

Pdfium takes such a piece of text for a blank and gives no characters for it, so that what it hides would be
lost without a word. The pieces themselves it does give, with their matrices. They are made as wide as it
takes for as long as the page is read once more, so that they say where they stand and what they hold.
"""

import ctypes
import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.extract.forms.pdf.seen import Written

# Points, of which an em is made as wide. Of text that was as wide pdfium gives the characters: it leaves out
# what is narrower than a hundredth of a point, and no letter is a hundredth of an em.
_WIDE_ENOUGH = 1.0
_SMALLEST_SIZE = 0.01  # of a font; below, widths that are worked out from it are lost in rounding
_Axes = tuple[float, float, float, float]


@dataclass(frozen=True)
class Widthless:
    """A piece of text that has no width; ``axes`` are where its lines and its letters point."""

    handle: object
    axes: _Axes
    place: tuple[float, float]
    size: float


def widthless(texts: Mapping[int, Written], given: Collection[int]) -> dict[int, Widthless]:
    """Give the pieces of text that have no width, by their address; ``given`` are the addresses of those of
    which there are characters. What is left out there for another reason is blank, or a copy.
    """
    import pypdfium2.raw as pdfium

    matrix, size = pdfium.FS_MATRIX(), ctypes.c_float()
    found = {}
    for key, one in texts.items():
        if key in given:
            continue
        pdfium.FPDFPageObj_GetMatrix(one.handle, matrix)
        pdfium.FPDFTextObj_GetFontSize(one.handle, size)
        # Pdfium goes by how far letters reach from left to right, whatever the direction of their line.
        if abs(size.value) * max(abs(matrix.a), abs(matrix.c)) < _WIDE_ENOUGH:
            axes, place = (matrix.a, matrix.b, matrix.c, matrix.d), (matrix.e, matrix.f)
            found[key] = Widthless(one.handle, axes, place, size.value)
    return found


@contextmanager
def widened(pieces: Iterable[Widthless]) -> Iterator[None]:
    """Make pieces of text wide enough for a while, since the page is painted later as it is written."""
    changed = list(pieces)
    for one in changed:
        size = max(abs(one.size), _SMALLEST_SIZE)
        _set(one, size, wide(one.axes, size))
    try:
        yield
    finally:
        for one in changed:
            _set(one, one.size, one.axes)


def wide(axes: _Axes, size: float) -> _Axes:
    """Give axes for a font of this size by which every letter has some width, wherever text runs.

    The longer one keeps its direction. The other is set square to it: where it has no length it has no
    direction either, and where it lies along the first the text is a line.
    """
    a, b, c, d = axes
    least = _WIDE_ENOUGH / size
    along, up = math.hypot(a, b), math.hypot(c, d)
    if not 0 < along + up < math.inf:
        return least, 0.0, 0.0, least
    if along >= up:
        scale = max(along, least) / along
        return a * scale, b * scale, -b / along * least, a / along * least
    scale = max(up, least) / up
    return d / up * least, -c / up * least, c * scale, d * scale


def _set(one: Widthless, size: float, axes: _Axes) -> None:
    import pypdfium2.raw as pdfium

    pdfium.FPDFTextObj_SetFontSize(one.handle, size)
    # In this order: pdfium works the widths out again when the matrix is set.
    pdfium.FPDFPageObj_SetMatrix(one.handle, pdfium.FS_MATRIX(*axes, *one.place))
