"""Paragraphs in which a question and its answer stand together are parted: 'How many in 2023? 1,204'."""

import dataclasses
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.extract import items, numbering, roles
from pipeline.extract.blocks import Block
from pipeline.extract.lines import Line, Paragraph, joined

# 'How many? A: 87', 'How many? Response: 87': what says on the question's line that the answer begins.
_ANSWER_BEGINS = re.compile(
    r"(?<=[?.:;)])\s+(?=(?:(?:our\s+)?(?:answer|response|reply)|ans|a)\s?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[a-h]?)?\s?:\s)",
    re.IGNORECASE,
)
# 'Q. How many? A. 87': marked by letters alone.
_MARKED = re.compile(r"[\s*#>_]*(?-i:Q)[\s*_]*[.:)–-]")
_ANSWER_MARKED = re.compile(r"(?<=[?.:;)])\s+(?=(?-i:A)[.)]\s)")
# An answer of a word, as in 3. The policy: attached.
_ANSWERED = re.compile(
    r":\s+(?=(?:(?:please\s+)?see\s+)?(?:attached|enclosed|appended)\W*$"
    r"|(?:nil|none|no|yes|n/?a|not\s+(?:held|applicable|recorded|known))\W*$)",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"\s*(?:how|what|which|who|when|where|why|is|are|do|does|did|has|have|can|could)\b", re.IGNORECASE
)
_REMARK = re.compile(r"\s*\([^()]+\)(?=\s*\S)")  # of the question, behind its mark
_WORD = re.compile(r"\S+")
_FEWEST_RESTATED = 6  # words
_LETTER_WITHIN = re.compile(r"(?:^|(?<=\s))\(?(?P<mark>[a-h]|[ivx]{1,4})\)(?=\s+\S)")
_ROW = re.compile(r"\S+\s+[^\s-].{0,60}?(?:\s[-–]|:|\s?=)\s+£?[0-9<]")
_MOST_ALIKE = 20  # questions above that begin alike, of which one may be said again
_NUMBER_WITHIN = re.compile(r"(?:^|(?<=\s))\(?(?P<number>[0-9]{1,2})[.)](?=\s+[A-Z])")


def parted(blocks: Iterable[Block]) -> Iterator[Block]:
    """Part the paragraphs that ask and then answer, or whose last lines ask, or that say a question above
    again and go on.
    """
    asked: dict[tuple[str, ...], list[tuple[str, ...]]] = {}  # by their first words
    for block in itertools.chain.from_iterable(map(_by_numbers, blocks)):
        if block.is_table:
            yield block
            continue
        words = _words(block)
        above = asked.get(words[:_FEWEST_RESTATED], [])
        for part in _again(block, words, above[-_MOST_ALIKE:]):
            yield from itertools.chain.from_iterable(map(_by_letters, _parted(part)))
        if len(words) >= _FEWEST_RESTATED and (items.after_number(block.text) or roles.asks(block)):
            asked.setdefault(words[:_FEWEST_RESTATED], []).append(words)


def _by_numbers(block: Block) -> Iterator[Block]:
    """Part a line that holds several numbered questions: '1) How many were there? 2) What was spent?'"""
    found = _NUMBER_WITHIN.finditer(_only_line(block))
    numbers = ((match.start(), int(match["number"]) - 1) for match in found)
    return _by_marks(
        block,
        numbers,
        lambda one: len(one.split()) > _FEWEST_RESTATED and roles.sounds("asking", one),
    )


def _by_letters(block: Block) -> Iterator[Block]:
    """Part a line that holds several rows of a list: 'i) 2021 - 12 ii) 2022 - 9'."""
    found = list(_LETTER_WITHIN.finditer(_only_line(block)))
    marks = numbering.ROMANS if found and found[0]["mark"] == "i" else numbering.LETTERS
    letters = ((one.start(), marks.index(one["mark"])) for one in found if one["mark"] in marks)
    return _by_marks(block, letters, lambda one: bool(_ROW.match(one)))


def _only_line(block: Block) -> str:
    return "" if block.is_table or len(block.paragraph.lines) > 1 else block.paragraph.lines[0].text


def _by_marks(
    block: Block, marks: Iterable[tuple[int, int]], is_part: Callable[[str], bool]
) -> Iterator[Block]:
    """Part a line at marks, each given by its place and its rank from 0, where they count up and ``is_part``
    says of what each leads that it stands by itself.
    """
    starts: list[int] = []
    for place, rank in marks:
        if rank == len(starts):
            starts.append(place)
    if len(starts) < 2:
        yield block
        return
    (line,) = block.paragraph.lines
    pieces = [line.text[first:last] for first, last in itertools.pairwise([*starts, len(line.text)])]
    if not all(map(is_part, pieces)):
        yield block
        return
    leading = [0] if line.text[: starts[0]].strip() else []
    for first, last in itertools.pairwise([*leading, *starts, len(line.text)]):
        start, end = line.start + first, line.start + last
        yield _of([dataclasses.replace(line, start=start, end=end, text=line.text[first:last])])


def _words(block: Block) -> tuple[str, ...]:
    """Give a paragraph's words, without its number."""
    return tuple(block.text[items.after_mark(block.text) :].casefold().split())


def _again(block: Block, words: tuple[str, ...], asked: Iterable[tuple[str, ...]]) -> Iterator[Block]:
    """Part a paragraph behind the question above that it begins with: behind all of it, or, where it has a
    number, behind as many of its sentences as are said again.
    """
    size = max((_size_again(words, one, bool(items.after_number(block.text))) for one in asked), default=0)
    if not size:
        yield block
        return
    size += len(block.text.split()) - len(words)  # with the number
    for i, line in enumerate(block.paragraph.lines):
        own = list(_WORD.finditer(line.text))
        if size <= len(own):
            yield from _cut(block.paragraph.lines, i, own[size - 1].end())
            return
        size -= len(own)
    yield block


def _size_again(words: tuple[str, ...], asked: tuple[str, ...], is_numbered: bool) -> int:
    """Give how many words at the beginning say a question again, with more words behind them."""
    alike = sum(
        1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(words, asked, strict=False))
    )
    if alike == len(words):
        return 0
    whole = alike if alike == len(asked) else 0
    if not is_numbered:
        return whole
    # 'How many in each year? i) 2021' is said again as far as 'year?': what follows labels a number.
    ends = (i + 1 for i in range(alike) if words[i].endswith((".", "?", ":")))
    return max((end for end in ends if end >= _FEWEST_RESTATED), default=whole)


def _parted(block: Block) -> Iterator[Block]:
    lines = block.paragraph.lines
    asks = [
        i
        for i in range(1, len(lines))
        if lines[i - 1].text.rstrip().endswith(".") and _QUESTION_WORD.match(lines[i].text)
    ]
    if asks and block.text.endswith("?") and roles.answers(block):
        yield from (_of(lines[: asks[-1]]), _of(lines[asks[-1] :]))
        return
    begins = _answer_begins(lines)
    if begins is not None:
        yield from _cut(lines, *begins)
        return
    end = block.text.rstrip(' *_"”').rfind("?") + 1
    answer = block.text[end:].strip(" *_") if end else ""
    if not answer or not roles.sounds("same line", answer) or roles.sounds("asking", answer):
        yield block
        return
    at = max(i for i, line in enumerate(lines) if "?" in line.text)
    cut = lines[at].text.rindex("?") + 1
    remark = _REMARK.match(lines[at].text, cut)
    yield from _cut(lines, at, remark.end() if remark else cut)


def _answer_begins(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Give the line, and the place on it, at which a paragraph that asks says that it goes on to answer."""
    is_marked = bool(_MARKED.match(lines[0].text))
    if len(lines) == 1 and items.after_number(lines[0].text) and (match := _ANSWERED.search(lines[0].text)):
        return 0, match.end()
    for i, line in enumerate(lines):
        marked = _ANSWER_MARKED.search(line.text) if is_marked else None
        match = _ANSWER_BEGINS.search(line.text) or marked
        if match:
            return i, match.end()
    return None


def _cut(lines: Sequence[Line], at: int, cut: int) -> Iterator[Block]:
    line = lines[at]
    above = dataclasses.replace(line, end=line.start + cut, text=line.text[:cut])
    below = dataclasses.replace(line, start=line.start + cut, text=line.text[cut:])
    for part in ((*lines[:at], above), (below, *lines[at + 1 :])):
        yield from (block for block in [_of(part)] if block.paragraph.lines)


def _of(lines: Sequence[Line]) -> Block:
    shown = tuple(line for line in lines if line.text.strip())
    return Block(Paragraph(shown, joined(" ".join(line.text for line in shown))), None)
