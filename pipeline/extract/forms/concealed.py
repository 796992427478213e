"""What a reader of the page cannot see, and what stands for it in the letter's text.

A form that finds concealed text puts one character in its place and forgets the text. The character is one
that no text may hold (Unicode's noncharacters U+FDD0 to U+FDEF), so it goes through paragraphs, cells and
tabs as any other; ``Composer`` writes the placeholder where it stands and notes the gap. The placeholder
holds no digit and is always as long, so that it gives nothing away.
"""

import re
from enum import Enum

_FIRST = 0xFDD0
_MARKS = re.compile("[\ufdd0-\ufdef]")
_EDGES = re.compile("((?:[\ufdd0-\ufdef]\\s*)*)(.*?)((?:\\s*[\ufdd0-\ufdef])*)", re.DOTALL)
PLACEHOLDER = "[Concealed text]"
SMALLEST_LETTERS = 2.0  # points: capitals half a millimetre high, which print as a dotted line


class Concealed(Enum):
    """Why nobody sees a text."""

    HIDDEN = "the file marks the text as hidden"
    COLOUR = "the text has the colour of its background"
    SIZE = "the letters are too small to be seen"
    OFF_PAGE = "the text stands off the page"
    COVERED = "something is drawn over the text"
    TRANSPARENT = "the text is transparent"
    UNPRINTED = "the text is written so that it is not printed"
    LAYER = "the text is in a layer that is switched off"
    CLIPPED = "the text is cut off from what is shown"
    NO_ROOM = "the text has no room to be seen"
    FORMAT = "the format of the cell does not show what it holds"
    FORMAT_UNKNOWN = "the format of the cell is not understood, so it is not known what it shows"
    CONDITION = "a conditional format of the cell hides it, or may"
    REPLACED = "the file gives other characters for the text than those that are drawn"
    REDACTION = "the text is marked for redaction, and was not taken out"

    @property
    def mark(self) -> str:
        """The character that stands for a text that is concealed so."""
        return chr(_FIRST + list(Concealed).index(self))

    @property
    def why(self) -> str:
        """Why it is not read, for whoever decides about it."""
        return f"concealed: {self.value}"


_BY_MARK = {one.mark: one for one in Concealed}


def concealed(text: str, way: Concealed) -> str:
    """Give what stands for a text that nobody sees. Blanks at its edges stay, since they part words. A text
    without a letter or a digit, a dot that keeps a place perhaps, conceals nothing, and is left out.
    """
    if not any(character.isalnum() for character in text):
        return " " if text[:1].isspace() else ""
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return before + way.mark + after


def without(text: str) -> str:
    """Give a text without what stands for concealed ones."""
    return _MARKS.sub("", text)


def edges(text: str) -> tuple[str, str, str]:
    """Give what is concealed before a text, the text, and what is concealed after it."""
    match = _EDGES.fullmatch(text) if _MARKS.search(text) else None
    return (match[1], match[2], match[3]) if match else ("", text, "")


def placed(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Give a text on one line as it is to be read, and the places of what is concealed: start, end, why.

    What is concealed within a word comes before or after it, since readers see the word in one piece.
    """
    if not _MARKS.search(text):
        return " ".join(text.split()), []
    parts: list[str] = []
    for word in text.split():
        marks, seen = _MARKS.findall(word), without(word)
        both = [*marks, seen] if _MARKS.match(word) else [seen, *marks]
        for one in both:
            if one and (one not in _BY_MARK or parts[-1:] != [one]):
                parts.append(one)
    shown, gaps = "", []
    for part in parts:
        shown += " " if shown else ""
        way = _BY_MARK.get(part)
        if way is not None:
            gaps.append((len(shown), len(shown) + len(PLACEHOLDER), way.why))
        shown += part if way is None else PLACEHOLDER
    return shown, gaps
