"""Text recognition for pages that are pictures: RapidOCR, whose models are part of its package, so that
nothing is fetched.
"""

import functools
import importlib.util
import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.extract.forms.pdf.page import Word

if TYPE_CHECKING:
    import pypdfium2

INSTALL = ".venv/bin/python -m pip install --require-hashes --requirement requirements-ocr.lock"
_SCALE = 200 / 72  # 200 dots an inch: what the models read well
_MOST_DOTS = 4_000  # of the longer side
_BLANK = 0.45  # of a line's height between two characters


def is_installed() -> bool:
    """Whether text recognition is installed."""
    return importlib.util.find_spec("rapidocr_onnxruntime") is not None


@functools.cache
def _engine() -> Any:
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR()


def words(page: "pypdfium2.PdfPage") -> tuple[Word, ...]:
    """Give the words that are recognised in the picture of a page."""
    scale = min(_SCALE, _MOST_DOTS / max(page.get_size()))
    bitmap = page.render(scale=scale)
    try:
        found, _ = _engine()(bitmap.to_numpy(), return_word_box=True)
    finally:
        bitmap.close()
    return tuple(word for one in found or () for word in _words(one, scale))


def _words(one: Sequence[Any], scale: float) -> list[Word]:
    """Give the words of a recognised line: its characters, parted where they stand apart."""
    corners, _, _, boxes, characters, *_ = one
    top, bottom = (sum(corner[1] for corner in some) / 2 / scale for some in (corners[:2], corners[2:]))
    size = (bottom - top) * 0.8
    made: list[Word] = []
    run: list[tuple[str, float, float]] = []
    centres = [(box[0][0] + box[1][0]) / 2 / scale for box in boxes]
    usual = sorted(b - a for a, b in itertools.pairwise(centres))
    middle = usual[len(usual) // 2] if usual else 0.0
    last = 0.0
    for character, box, centre in zip(characters, boxes, centres, strict=True):
        x0, x1 = box[0][0] / scale, box[1][0] / scale
        is_far = bool(run) and centre - last > middle + _BLANK * size
        if run and (is_far or not character.strip()):
            made.append(_word(run, top, bottom, size))
            run = []
        if character.strip():
            run.append((character, x0, x1))
            last = centre
    if run:
        made.append(_word(run, top, bottom, size))
    return made


def _word(run: Sequence[tuple[str, float, float]], top: float, bottom: float, size: float) -> Word:
    return Word(
        run[0][1],
        top,
        run[-1][2],
        bottom,
        text="".join(character for character, _, _ in run),
        base=bottom - 0.2 * (bottom - top),
        size=size,
    )
