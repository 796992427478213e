"""Paragraphs in which a question and its answer stand together are parted: 'How many in 2023? 1,204'."""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.extract import items, roles
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


def parted(blocks: Iterable[Block]) -> Iterator[Block]:
    """Part the paragraphs that ask and then answer, or whose last lines ask, or that say a question above
    again and go on.
    """
    asked: set[tuple[str, ...]] = set()
    sizes: set[int] = set()
    for block in blocks:
        for part in () if block.is_table else _again(block, asked, sizes):
            yield from _parted(part)
        if block.is_table:
            yield block
            continue
        words = _words(block)
        if len(words) >= _FEWEST_RESTATED and roles.asks(block):
            asked.add(words)
            sizes.add(len(words))


def _words(block: Block) -> tuple[str, ...]:
    """Give a paragraph's words, without its number."""
    return tuple(block.text[items.after_mark(block.text) :].casefold().split())


def _again(block: Block, asked: set[tuple[str, ...]], sizes: set[int]) -> Iterator[Block]:
    """Part a paragraph behind the question above that it begins with."""
    words = _words(block)
    size = next((n for n in sorted(sizes, reverse=True) if n < len(words) and words[:n] in asked), None)
    if size is None:
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
