"""How the cells of a workbook look: format of numbers, colour and size of the letters, colour of the ground
(ECMA-376 Part 1, 18.8), as far as it decides whether a reader sees what a cell holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.forms.archive import Archive, local
from pipeline.extract.forms.colours import BLACK, WHITE, Colour, is_lost, of_hex
from pipeline.extract.forms.concealed import SMALLEST_LETTERS, Concealed
from pipeline.extract.forms.themes import theme, tinted

if TYPE_CHECKING:
    from lxml.etree import _Element

_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{i}" for i in range(1, 7)), "hlink", "folHlink")
_BRITISH = {
    14: "dd/mm/yyyy", 22: "dd/mm/yyyy hh:mm",
    44: '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-',
}  # fmt: skip
_WINDOW = {64: BLACK, 65: WHITE}  # what programs take from the system: letters and paper


@dataclass(frozen=True)
class Look:
    """The format of a cell, its letters and its ground. ``grounds`` has several colours where the ground has,
    and none where something else than the cell colours it.
    """

    code: str = "General"
    letters: Colour = BLACK
    grounds: tuple[Colour, ...] = (WHITE,)
    size: float = 11.0
    is_filled: bool = False

    def hides(self, letters: Colour | None = None) -> Concealed | None:
        """How the look hides whatever stands in the cell; ``letters`` is a colour that overrides its own."""
        if self.size <= SMALLEST_LETTERS:
            return Concealed.SIZE
        seen = self.letters if letters is None else letters
        if self.grounds and all(is_lost(seen, ground) for ground in self.grounds):
            return Concealed.COLOUR
        return None


@dataclass(frozen=True)
class Change:
    """What a piece of text or a conditional format changes in a look; None where it changes nothing."""

    code: str | None = None
    letters: Colour | None = None
    grounds: tuple[Colour, ...] | None = None
    size: float | None = None

    def of(self, look: Look) -> Look:
        """Give the look with the change."""
        given = {name: value for name, value in vars(self).items() if value is not None}
        return replace(look, **given)

    def over(self, other: "Change") -> "Change":
        """Give both changes as one; this one has the first word."""
        return Change(*(a if a is not None else b for a, b in zip(*map(_values, (self, other)), strict=True)))


def _values(change: Change) -> tuple[object, ...]:
    return tuple(vars(change).values())


class Looks:
    """The looks that the styles of a workbook define."""

    def __init__(self, parts: Archive, styles: str | None, of_theme: str | None) -> None:
        self._theme = theme(parts, of_theme)
        self._palette: Sequence[str] = ()
        self._codes: dict[int, str] = {}
        self.of_cells: list[Look] = []
        self.changes: list[Change] = []
        if styles in parts.names:
            self._read(parts.root(styles or ""))

    def of_style(self, index: int) -> Look:
        """Give the look of a style of cells."""
        return self.of_cells[index] if 0 <= index < len(self.of_cells) else Look()

    def named(self, colour: str | None) -> Colour | None:
        """Give the colour that a number format names: six digits, or a number of the palette."""
        if colour is None:
            return None
        return of_hex(colour) or self._indexed(int(colour))

    def _read(self, root: "_Element") -> None:
        from openpyxl.styles.colors import COLOR_INDEX
        from openpyxl.styles.numbers import BUILTIN_FORMATS

        self._palette = COLOR_INDEX
        self._codes = {number: code.replace("$", "£") for number, code in BUILTIN_FORMATS.items()} | _BRITISH
        groups = {local(one): one for one in root}
        for palette in _within(groups, "colors"):
            if local(palette) == "indexedColors":
                self._palette = [one.get("rgb", "") for one in palette]
        for one in _within(groups, "numFmts"):
            self._codes[int(one.get("numFmtId", "0"))] = one.get("formatCode", "")
        fonts = [self.of_font(one) for one in _within(groups, "fonts")]
        fills = [self._fill(one) for one in _within(groups, "fills")]
        for one in _within(groups, "cellXfs"):
            font, fill = int(one.get("fontId", "0")), int(one.get("fillId", "0"))
            look = Look(code=self._codes.get(int(one.get("numFmtId", "0")), "General"))
            look = fonts[font].of(look) if font < len(fonts) else look
            grounds = fills[fill] if fill < len(fills) else None
            self.of_cells.append(replace(look, grounds=grounds, is_filled=True) if grounds else look)
        self.changes = [self.of_change(one) for one in _within(groups, "dxfs")]

    def of_change(self, element: "_Element") -> Change:
        """Give what a differential format changes."""
        change = Change()
        for child in element:
            if local(child) == "font":
                change = self.of_font(child).over(change)
            elif local(child) == "fill":
                change = replace(change, grounds=self._fill(child, is_change=True))
            elif local(child) == "numFmt":
                change = replace(change, code=child.get("formatCode", ""))
        return change

    def of_font(self, element: "_Element") -> Change:
        """Give what a font changes: of a style, or of a piece of text."""
        change = Change()
        for child in element:
            if local(child) == "color":
                change = replace(change, letters=self._colour(child) or BLACK)
            elif local(child) == "sz":
                change = replace(change, size=float(child.get("val", "11")))
        return change

    def _fill(self, element: "_Element", *, is_change: bool = False) -> tuple[Colour, ...] | None:
        for child in element:
            if local(child) == "gradientFill":
                stops = [
                    colour for one in child.iter() if local(one) == "color" for colour in [self._colour(one)]
                ]
                return tuple(one for one in stops if one)
            kind = child.get("patternType")
            if kind == "none" or (kind is None and not is_change):
                return None
            given = {local(one): self._colour(one) for one in child}
            front, back = given.get("fgColor"), given.get("bgColor")
            if kind in ("solid", None):
                # Of a change the background is the ground, but some programs write it as of a style.
                both = (back, front) if is_change else (front or BLACK,)
                return tuple(dict.fromkeys(one for one in both if one)) or None
            return front or BLACK, back or WHITE
        return None

    def _colour(self, element: "_Element") -> Colour | None:
        if element.get("auto") in ("1", "true"):
            return None
        colour = of_hex(element.get("rgb"))
        index = element.get("theme") or element.get("indexed") or ""
        if colour is None and index.isdigit():
            number = int(index)
            if element.get("theme") is None:
                colour = self._indexed(number)
            elif number < len(_THEME):
                colour = self._theme.get(_THEME[number])
        return None if colour is None else tinted(colour, float(element.get("tint", "0")))

    def _indexed(self, number: int) -> Colour | None:
        if number in _WINDOW:
            return _WINDOW[number]
        return of_hex(self._palette[number]) if number < len(self._palette) else None


def _within(groups: "dict[str, _Element]", name: str) -> "Iterable[_Element]":
    return groups.get(name, ())
