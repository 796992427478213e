"""Lines that were wrapped, as the paragraphs that their writer wrote."""

import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.forms.pdf.page import Line, Word, joined
from pipeline.extract.forms.pdf.segments import segments

_BULLETS = frozenset("•●▪◦·‣○■□➢➤✓✗☐☑☒")
_BOXES = ("✓", "✗", "☐", "☑", "☒")
_DASHES = frozenset("-–—*o")
_ITEM = re.compile(
    r"(?:(?:question|q)\s*\.?\s*[0-9]{1,2}[a-h]?\b|\(?(?:[0-9]{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)](?=\s|$)"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2}){1,2}\.?\s|[0-9]{1,2}\s[-–]\s)",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"[A-Z][\w/]*(?: [\w/]+){0,2}:\s")
_CLOSED = re.compile(r"[.?!:;]['\"”’)]*$")
_WIDE = 1.32  # times the usual distance between lines of a paragraph
_INDENT = 4.0
_LONG = 200.0  # points
_BLANK = 0.25  # of the font's size
_MOSTLY_FULL = 0.75
_APART = 2.5  # of the font's size: what stands further to the right is a paragraph of its own
_LONGEST_LABEL = 3


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as one text, and its lines."""

    lines: tuple[Line, ...]
    margin: float  # where its lines could end at most

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        words = [word for line in self.lines for word in line.words if re.search(r"\w", word.text)]
        return bool(words) and all(word.bold for word in words)

    @property
    def text(self) -> str:
        """Its text, as the letter's text has it: bullets as '• ', what is bold between '**'."""
        shown = " ".join(line.text for line in self.lines)
        first = self.lines[0].words[0].text
        bullet = ""
        is_o = first == "o" and len(self.lines[0].words) > 1 and _is_apart(self.lines[0])
        if is_o or (first[0] in _BULLETS and first not in _BOXES):
            bullet, shown = "• ", shown[1:].strip()
        if self.is_bold and shown:
            shown = f"**{shown.replace('**', '')}**"
        return (bullet + shown).strip()


def _is_apart(line: Line) -> bool:
    return line.words[1].x0 - line.words[0].x1 > 0.6 * line.words[1].size


def paragraphs(lines: Sequence[Line], margin: float, pitch: float) -> list[Paragraph]:
    """Give the paragraphs of lines that follow one another. ``margin`` is where lines end at most, ``pitch``
    the usual distance of lines, in sizes of their font.
    """
    groups: list[list[Line]] = []
    alone = True
    for line, is_part in _apart(lines):
        if groups and not alone and not is_part and _continues(groups[-1], line, margin, pitch):
            groups[-1].append(line)
        else:
            groups.append([line])
        alone = is_part
    return [Paragraph(tuple(group), margin) for group in groups]


def usual_pitch(pages: Sequence[Sequence[Line]]) -> float:
    """Give how far apart lines of paragraphs stand in a letter, in sizes of their font."""
    distances = [
        round((b.base - a.base) / b.size, 2)
        for lines in pages
        for a, b in itertools.pairwise(lines)
        if abs(a.size - b.size) < 0.5 and len(a.words) > 7 and 0.9 < (b.base - a.base) / b.size < 2.2
    ]
    return statistics.median_low(distances) if distances else 1.2


def _apart(lines: Sequence[Line]) -> list[tuple[Line, bool]]:
    """Part lines with two things in them that are no sentence: an address and, to its right, a date. Gives
    each line with whether it was, or is such a pair that belongs together.
    """
    found: list[tuple[Line, bool]] = []
    for line in lines:
        parts: list[list[Word]] = []
        pieces = [] if line.words[0].turned else [list(one.words) for one in segments(line)]
        is_parted = False
        for i, words in enumerate(pieces):
            before = parts[-1] if parts else None
            leads = (
                before is not None
                and _is_label(before)
                and not (i + 1 < len(pieces) and _is_label(words) and not _is_mark(before))
            )
            is_far = before is not None and words[0].x0 - before[-1].x1 >= _APART * words[0].size
            is_parted = is_parted or (is_far and before is not None and not _is_mark(before))
            if before is not None and (leads or not is_far):
                before += words
            else:
                parts.append(words)
        if len(parts) < 2:
            found.append((line, is_parted))
        else:
            found += [(Line(tuple(part)), True) for part in parts]
    return found


def _is_mark(words: Sequence[Word]) -> bool:
    text = joined(tuple(words))
    return len(text) < 4 or bool(_ITEM.fullmatch(text))


def _is_label(words: Sequence[Word]) -> bool:
    """Whether words lead to what stands to their right: a number of a list, 'Date', 'Our ref:'."""
    text = joined(tuple(words))
    is_short = len(words) <= _LONGEST_LABEL and not re.search("[0-9]", text)
    return is_short or text.endswith(":") or _is_mark(words)


def starts_item(line: Line) -> bool:
    """Whether a line begins with a bullet or with the number of a list."""
    first = line.words[0].text
    if first[0] in _BULLETS:
        return True
    if first in _DASHES and len(line.words) > 1:
        return first != "o" or _is_apart(line)
    return bool(_ITEM.match(line.text))


def _continues(group: Sequence[Line], line: Line, margin: float, pitch: float) -> bool:
    last = group[-1]
    if line.words[0].turned or last.words[0].turned:
        return False
    if line.base - last.base < 0.5 * line.size:  # to the right of what stands before it
        return False
    if line.base - last.base > max(_WIDE * pitch * max(line.size, last.size), pitch * last.size + 3):
        return False
    if len(group) > 1 and line.base - last.base > _WIDE * (last.base - group[-2].base) + 1:
        return False
    if abs(line.size - last.size) > 0.2 * max(line.size, last.size):
        return False
    return _is_wrapped(group, line, margin)


def _is_wrapped(group: Sequence[Line], line: Line, margin: float) -> bool:
    """Whether a line is the rest of what was begun."""
    last = group[-1]
    shown, text = last.text, line.text
    is_closed = bool(_CLOSED.search(shown))
    goes_on_low = text[:1].islower() and not is_closed
    if starts_item(line) and not _may_be_mid_sentence(shown, text):
        return False
    if _LABELLED.match(text) and last.x1 - last.x0 < _LONG:
        return False
    other_weight = line.words[0].bold != last.words[-1].bold and all(map(_is_of_one_weight, (last, line)))
    if other_weight and not goes_on_low:
        return False
    indent = line.x0 - last.x0
    # A first line that is indented is long; short ones that end alike are an address set to the right.
    is_first = indent < 0 and not is_closed and last.x1 - last.x0 > _LONG
    hangs = len(group) == 1 and (starts_item(group[0]) or is_first)
    is_centred = abs((line.x0 + line.x1) - (last.x0 + last.x1)) < 2 * _INDENT
    if abs(indent) > _INDENT and not (hangs or goes_on_low or is_centred):
        return False
    first = line.words[0]
    if last.x1 + _BLANK * line.size + (first.x1 - first.x0) >= margin - 1:
        return True  # it would not have fitted there
    is_mostly_full = last.x1 - last.x0 > _MOSTLY_FULL * (margin - last.x0) and len(last.words) > 4
    return not is_closed and (goes_on_low or is_mostly_full)


def _may_be_mid_sentence(before: str, text: str) -> bool:
    """Whether what looks like the number of a list may go on with a sentence: 'between 10 and / 12. We'."""
    return bool(re.match(r"[0-9]", text)) and bool(
        re.search(
            r"\b(?:and|or|to|of|in|section|sections|the|question|questions|regulation|at|by|on)$", before
        )
    )


def _is_of_one_weight(line: Line) -> bool:
    return len({word.bold for word in line.words if re.search(r"\w", word.text)}) < 2


def goes_on(before: Paragraph, after: Paragraph) -> bool:
    """Whether a paragraph on top of a page is the rest of the last of the page before."""
    first = after.lines[0]
    if abs(first.size - before.lines[-1].size) > 0.2 * first.size:
        return False
    return _is_wrapped(before.lines, first, before.margin)


def both(before: Paragraph, after: Paragraph) -> Paragraph:
    """Give two paragraphs as one."""
    return Paragraph((*before.lines, *after.lines), before.margin)
