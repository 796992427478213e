"""How text looks in the file of a word processor, as far as it decides whether a reader sees it."""

from dataclasses import dataclass, fields
from typing import Any, TypeVar

from pipeline.extract.forms.colours import BLACK, Colour, is_lost
from pipeline.extract.forms.concealed import SMALLEST_LETTERS, Concealed

AUTOMATIC: Colour = (-1, -1, -1)  # black or white, whichever is seen on the shading
NO_GROUND: Colour = (-2, -2, -2)  # stated to be without: what is below is seen
_NARROWEST_SCALE = 10  # percent of the letters' width: an l of ten points is a hair
_PILED_UP = 0.45  # of the size, by which letters are moved together: a digit is 0.55 wide
_FARTHEST = 420.0  # points above or below its line: half a page
_T = TypeVar("_T")


@dataclass(frozen=True)
class RunLook:
    """What properties say of a run; None where they say nothing."""

    is_hidden: bool | None = None
    letters: Colour | None = None
    highlight: Colour | None = None
    shade: Colour | None = None
    size: float | None = None  # points
    scale: int | None = None  # percent
    raised_size: float | None = None  # percent of the size, of what is raised or lowered
    pitch: float | None = None  # points between letters
    is_transparent: bool | None = None
    rise: float | None = None  # points above the line

    def hides(self, around: Colour | None) -> Concealed | None:
        """How the look hides what stands in a run; ``around`` is the colour behind it, None where that is not
        known.
        """
        if self is PLAIN:
            return None
        size = 10.0 if self.size is None else self.size
        if self.raised_size is not None:
            size *= self.raised_size / 100
        is_piled_up = -(self.pitch or 0.0) >= _PILED_UP * size
        ways = (
            (bool(self.is_hidden), Concealed.HIDDEN),
            (size <= SMALLEST_LETTERS, Concealed.SIZE),
            ((self.scale or 100) <= _NARROWEST_SCALE or is_piled_up, Concealed.NO_ROOM),
            (abs(self.rise or 0.0) >= _FARTHEST, Concealed.OFF_PAGE),
            (bool(self.is_transparent), Concealed.TRANSPARENT),
        )
        way = next((way for is_so, way in ways if is_so), None)
        return Concealed.COLOUR if way is None and self._is_lost(around) else way

    def _is_lost(self, around: Colour | None) -> bool:
        letters = self.letters or AUTOMATIC
        if self.highlight is not None and self.highlight != NO_GROUND:
            # What Word does not weigh for automatic letters: they stay black on a dark marker.
            return is_lost(BLACK if letters == AUTOMATIC else letters, self.highlight)
        ground = around if self.shade in (None, NO_GROUND) else self.shade
        return letters != AUTOMATIC and ground is not None and is_lost(letters, ground)


PLAIN = RunLook()


def over(first: _T, second: _T) -> _T:
    """Give two looks as one; ``first`` has the first word."""
    if first is second or second is PLAIN:
        return first
    if first is PLAIN:
        return second
    given = {}
    described: Any = first
    for one in fields(described):
        own = getattr(first, one.name)
        given[one.name] = getattr(second, one.name) if own is None else own
    return type(first)(**given)
