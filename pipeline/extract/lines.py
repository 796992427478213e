"""Lines and paragraphs of a text, with their offsets.

Lines are split on LF only, and count from 1; ``with_line_feeds`` makes LF of the line ends of an old Mac. A
paragraph is what its writer would call one: lines which
were wrapped belong together, also where a PDF put blank lines between them; a bullet, a numbered item or a
heading starts a new one.
"""

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.lexer import datum

# Markdown that letters carry around their words: bold, headings, quotes, hard line breaks.
_MARKUP = "*#>_\\ \t\r"
# What letters call a question; in small letters it is a word of a sentence, 'question 1, refused ...'.
QUESTION_WORD = r"(?-i:Questions?|QUESTIONS?|Requests?|REQUESTS?|Queries|Query|Points?|Items?|Parts?|[Qq])"
_BULLET = re.compile(r"\s*(?:[•●▪◦·‣○]|[-–*]\s|o\s)")
_ENUMERATED = re.compile(
    rf"[\s*#>_-]*(?:{QUESTION_WORD}\s*\.?\s*[0-9]|"
    r"\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)](?![0-9])"
    r"|[0-9]{1,2}\s[-–]\s"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2}){1,2}(?:[.)]|\s(?=[\"'“‘(]?(?-i:[A-Z][a-z’'\s]))))",
    re.IGNORECASE,
)
# A line that ends in a number after a label: a row of a list, not the rest of a sentence.
_ROW = re.compile(r".*\s[£<]?[0-9][0-9,.]*%?\s*")
# '2021/22 1,012': a year and its number are a line of their own.
_YEAR_ROW = re.compile(r"\s*(?:19|20)[0-9]{2}(?:[/–-][0-9]{2,4})?\s+[£<]?\s?[0-9][0-9,.]*%?\s*")
# 'South - fewer than five': a label and its datum are a line of their own.
_ITEM = re.compile(r"[^.?!:]{1,60}(?:[ ][-–]|:)[ ]+(?P<datum>\S.{0,60})")
_TWO_SENTENCES = re.compile(r"[a-z]{2}[.?!] [A-Z]")
_PAIR = re.compile(
    r"\s*[^.?!:]{1,40}:\s*£?[0-9].{0,120}\s£?[0-9][0-9,.]*[0-9]%?"
)  # 'label: number', to its end
# '1 April 2023 to £1,250' and below it '31 May 2023': the label was wrapped around its value.
_BROKEN = re.compile(r"\s*\S.{2,60}\s(?:to|until|and)\s+£?[0-9][0-9,.]*%?")
_DATE = re.compile(r"\s*(?:[0-9]{1,2}(?:st|nd|rd|th)?\s+)?[A-Z][a-z]{2,8}\s+[0-9]{4}\s*")
# A line that says nothing but what stands below it.
_LABEL = re.compile(
    r"[\s*#>_]*(?:(?:your |the |foi )?(?:question|request)|(?:our |the )?(?:answer|response|reply))s?"
    r"[\s*_]*:?[\s*_]*",
    re.IGNORECASE,
)
_GAP = re.compile(r"\S[ ]{3,}\S")
_WIDEST_WRAP = 130
_PAGE = re.compile(
    r"\bpage\s+[0-9]{1,3}(?:\s+of\s+[0-9]{1,3})?\s*$|^\s*[0-9]{1,3}\s+of\s+[0-9]{1,3}\s*$"
    r"|^[ ]{24,}[0-9]{1,2}\s*$",
    re.IGNORECASE,
)
_DIGITS = re.compile("[0-9]+")
_SHORTEST_WRAP = 40
_NEAR_PAGE_END = 3  # lines
_SHORTEST_FURNITURE = 6
_LONE_CR = re.compile(r"\r++(?!\n)")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3})(?=[^\s*_])([^*_]*[^\s*_])\1(?!\w)")


@dataclass(frozen=True)
class Line:
    """One line without its line ending; ``text`` stands at ``start`` to ``end``."""

    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Wrapped lines as one: ``text`` is joined by single spaces and without markup; offsets are of the
    letter.
    """

    lines: tuple[Line, ...]
    text: str

    @property
    def start(self) -> int:
        """Offset of the first character that is no blank."""
        first = self.lines[0]
        return first.start + len(first.text) - len(first.text.lstrip())

    @property
    def end(self) -> int:
        """Offset after the last character that is no blank."""
        last = self.lines[-1]
        return last.start + len(last.text.rstrip())

    @property
    def raw(self) -> str:
        """The first line as printed, markup and indent included."""
        return self.lines[0].text

    @property
    def is_bullet(self) -> bool:
        """Whether it is an item of a bulleted list."""
        return bool(_BULLET.match(self.raw)) and not self.is_bold

    @property
    def is_enumerated(self) -> bool:
        """Whether it starts with a number or letter of a list."""
        return bool(_ENUMERATED.match(self.raw))

    @property
    def is_bold(self) -> bool:
        """Whether all of it is set in bold or as a heading."""
        first, last = self.lines[0].text.strip(), self.lines[-1].text.strip()
        return first.startswith("#") or (
            first.lstrip("->•").strip().startswith("**") and last.endswith("**") and len(first) > 4
        )


def with_line_feeds(text: str) -> str:
    """Give the text with LF for each CR that ends a line alone; every offset stays."""
    return _LONE_CR.sub(lambda match: "\n" * len(match[0]), text)


def split(text: str) -> tuple[Line, ...]:
    """Give the lines of a text."""
    lines, start = [], 0
    for number, piece in enumerate(text.split("\n"), 1):
        body = piece.removesuffix("\r")
        lines.append(Line(number, start, start + len(body), body))
        start += len(piece) + 1
    return tuple(lines)


def furniture(lines: Sequence[Line]) -> frozenset[int]:
    """Give the numbers of the lines that pages print around the letter: 'Page 2 of 5', and what stands beside
    it and elsewhere in the letter again.
    """
    seen = Counter(" ".join(_DIGITS.sub("0", line.text).split()).casefold() for line in lines)
    found: set[int] = set()
    for i, line in enumerate(lines):
        if not _PAGE.search(line.text) and "\f" not in line.text:
            continue
        if _PAGE.search(line.text):
            found.add(line.number)
        above = itertools.takewhile(_is_filled, reversed(lines[max(i - _NEAR_PAGE_END, 0) : i]))
        below = itertools.takewhile(_is_filled, lines[i + 1 : i + 1 + _NEAR_PAGE_END])
        for near in (*above, *below):
            shown = " ".join(_DIGITS.sub("0", near.text).split()).casefold()
            is_heading = len(_GAP.findall(near.text.strip())) > 1  # of a table that goes on
            if len(shown) >= _SHORTEST_FURNITURE and seen[shown] > 1 and not is_heading:
                found.add(near.number)
    return frozenset(found)


def _is_filled(line: Line) -> bool:
    return bool(line.text.strip())


def number_at(lines: Sequence[Line], offset: int) -> int:
    """Give the number of the line on which an offset stands."""
    return lines[bisect.bisect_right(lines, offset, key=lambda line: line.start) - 1].number


def joined(text: str) -> str:
    """Give a passage as one line: wrapped lines joined by one space, without markup at its ends."""
    return " ".join(text.replace("**", " ").split()).strip(_MARKUP)


def shown(cell: str) -> str:
    """Give a cell as one line, without emphasis around words; marks such as '*' and '5*' stay."""
    return _EMPHASIS.sub(r"\2", " ".join(cell.split())).rstrip("\\ ")


def unemphasised(text: str) -> str:
    """Give a text with a blank for each sign of emphasis around words; every offset stays."""

    def blanked(match: re.Match[str]) -> str:
        return f"{' ' * len(match[1])}{match[2]}{' ' * len(match[1])}"

    return _EMPHASIS.sub(blanked, text)


def wrap_width(lines: Sequence[Line]) -> int | None:
    """Give the width at which the letter's lines were wrapped, or None where a paragraph is one line."""
    widths = sorted(
        len(line.text.rstrip())
        for line in lines
        if line.text.strip()
        and "\t" not in line.text
        and "|" not in line.text
        and "│" not in line.text
        and not _GAP.search(line.text.strip())
    )
    if not widths:
        return None
    width = widths[int(len(widths) * 0.97)]
    long = [shown for line in lines if len(shown := line.text.rstrip()) > width * 3 / 4]
    are_whole = sum(shown[-1] in ".?!:;" for shown in long) > len(long) / 2  # each line a paragraph
    return width if width <= _WIDEST_WRAP and not are_whole else None


def paragraphs(lines: Sequence[Line], width: int | None) -> tuple[Paragraph, ...]:
    """Group lines into paragraphs; ``width`` is the letter's ``wrap_width``."""
    groups: list[list[Line]] = []
    blank = True
    for line in lines:
        if not line.text.strip().strip(_MARKUP + "-").strip():
            blank = True
            continue
        if groups and _continues(groups[-1][-1], line, width, blank=blank):
            groups[-1].append(line)
        else:
            groups.append([line])
        blank = False
    return tuple(Paragraph(tuple(group), joined(" ".join(line.text for line in group))) for group in groups)


def _is_item(text: str) -> bool:
    """Whether a line is a label and its datum, a dash or a colon between."""
    match = _ITEM.fullmatch(text.rstrip())
    return match is not None and datum.parse(match["datum"]) is not None


def _continues(before: Line, line: Line, width: int | None, *, blank: bool) -> bool:
    """Whether a line goes on with the one before: its first word would not have fitted there."""
    is_label = _LABEL.fullmatch(before.text) or _LABEL.fullmatch(line.text)
    begins: object = (
        _BULLET.match(line.text) or _ENUMERATED.match(line.text) or _YEAR_ROW.fullmatch(line.text)
    )
    begins = begins or (_is_item(before.text) and _is_item(line.text))
    if width is None or is_label or begins:
        return False
    shown, words = before.text.rstrip(), line.text.split()
    if _ENUMERATED.match(before.text) and shown[-1] in ".?" and words[0][0].isupper():
        return False  # what asks ends with its line
    if not blank and _BROKEN.fullmatch(shown) and _DATE.fullmatch(line.text):
        return True
    if (shown[-1] in ".?!:" and _ROW.fullmatch(line.text)) or _PAIR.fullmatch(shown):
        return False
    is_full = len(shown) + 1 + len(words[0]) > width - 2
    if not blank and words[0][0].islower() and len(shown) > _SHORTEST_WRAP and shown[-1] not in ".?!:;":
        # A sentence that was wrapped where it pleased.
        is_full = is_full or not _ROW.fullmatch(before.text) or bool(_TWO_SENTENCES.search(shown))
    if blank:
        return is_full and shown[-1] not in ".?!:" and words[0][0].islower()
    return is_full
