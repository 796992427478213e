"""Which part of a letter is question, which is answer, and which is neither.

A letter holds the questions in one of these ways, told apart by their order rather than by any authority's
habit:

- numbered, each followed by its answer (the most common); parts a), b) or i), ii) are questions of their
  own where
  each of them is followed by an answer of its own, else they belong to the question that they are part of
- numbered in the request as quoted, then numbered again with the answers
- not numbered: what asks and what answers take turns, the questions perhaps in bold
- one answer to a request that is quoted nowhere, or only as a whole

Where a quoted question ends and its answer begins is decided by how paragraphs sound (rows of
sentences.csv) and by what they are: a table or a bare number answers, a list below a question belongs to
it. Standing text (re-use terms, the right to a review, the signature) ends the last answer.
"""

import csv
import dataclasses
import functools
import itertools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from pipeline.extract import numbering, periods
from pipeline.extract.blocks import Block
from pipeline.extract.lexer.any_case import AnyCase
from pipeline.extract.lines import QUESTION_WORD, Line, Paragraph, joined
from pipeline.extract.tables.grid import Grid

_ANY_QUESTION_WORD = "(?:questions?|requests?|quer(?:y|ies)|points?|items?|parts?|q)"
_ITEM = re.compile(
    r"^[\s*#>_(\"“'‘-]*(?:(?P<word>(?:our\s+)?(?:answers?|responses?|reply)\s+(?:to|for)(?:\s+"
    rf"{_ANY_QUESTION_WORD})?|{QUESTION_WORD}|answer)\s*\.?\s*)?\(?(?P<number>{numbering.NUMBER})"
    r"(?:\s?(?:(?P<letter>[a-h])(?=[.)\]:,\s]|$)|\((?P<bracketed>[a-h])\)))?"
    r"(?P<mark>[.)\]:,]+|\s[-–](?=\s)|)(?=[\s*A-Z]|$)(?:\s*(?P<capital>(?-i:[A-H]))[.)]?(?=\s+(?-i:[A-Z])))?[\s*_]*",
    re.IGNORECASE,
)
_ALSO = re.compile(
    rf"\s*(?:and|&|,)\s*(?:{_ANY_QUESTION_WORD}\s*)?\(?(?P<number>{numbering.NUMBER}(?:\s?\(?[a-h](?=[.):\s]|$))?)(?P<mark>[.:)]*)(?=\s|$)",
    re.IGNORECASE,
)
_SURE = re.compile("[Qq]|answer|response|reply", re.IGNORECASE)  # words that need no mark behind the number
_BARE_ITEM = re.compile(
    rf"[\s*#>_]*(?P<number>{numbering.NUMBER})(?P<more>(?:\s*(?:and|&|,)\s*{numbering.NUMBER})*)[\s*_]*"
)
# What stands behind a number with decimals and no mark where it numbers a question: '1.2 The cost'.
_WORDS = re.compile(r"[\"'“‘(]?(?:[A-Z][a-z’']|[AI]\s)")
_PART = re.compile(r"^[\s*#>_(-]*(?P<mark>[a-z]|[ivx]{1,4})\s?[.)][\s*_]*", re.IGNORECASE)
_MARKER = re.compile(
    r"^[\s•●▪◦·‣○*>#–-]*(?:(?:questions?\s*|q)?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[a-h]?[.):]\s+"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2})+\s+(?=(?-i:[A-Z][a-z’'\s])))|\(?[a-z]\)\s+)?",
    re.IGNORECASE,
)
# 'How many? A: 87', 'How many? Response: 87': what says on the question's line that the answer begins.
_ANSWER_BEGINS = re.compile(
    r"(?<=[?.:;)])\s+(?=(?:(?:our\s+)?(?:answer|response|reply)|ans|a)\s?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[a-h]?)?\s?:\s)",
    re.IGNORECASE,
)
_ANSWER_MARK = re.compile(
    r"^[\s*>]*(?:(?:(?:(?:our|council)\s+)?(?:answer|response|reply)|ans)\s?\.?\s?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[a-h]?)?\s?(?:[:.)–-]+|$)"
    r"|a\s?[0-9]{1,2}(?:\.[0-9]{1,2})*[a-h]?\s?[:.)–-]+|a:)\s*",
    re.IGNORECASE,
)
# 'Q. How many?' and below it 'A. 87': marked by the same words throughout, and not numbered.
_ASKED = re.compile(
    r"[\s*#>_]*(?:(?-i:Q)[\s*_]*[.:)–-]|(?:your\s+)?(?:question|request)(?:[\s*_]*(?:[.:)–]|\s-)|[\s*_]*$)"
    r"|you\s+asked[\s*_]*:)(?:[\s*_]+|$)",
    re.IGNORECASE,
)
_REPLIED = re.compile(
    r"[\s*#>_]*(?:(?-i:A)[\s*_]*[.:)–-]"
    r"|(?:our\s+)?(?:answer|response|reply)(?:[\s*_]*(?:[.:)–]|\s-)|[\s*_]*$))(?:[\s*_]+|$)",
    re.IGNORECASE,
)
_REPLIED_INLINE = re.compile(r"(?<=[?.:;)])\s+(?=(?-i:A)[.)]\s)")
# An answer of a word, as in 3. The policy: attached.
_ANSWERED_INLINE = re.compile(
    r":\s+(?=(?:(?:please\s+)?see\s+)?(?:attached|enclosed|appended)\W*$"
    r"|(?:nil|none|no|yes|n/?a|not\s+(?:held|applicable|recorded|known))\W*$)",
    re.IGNORECASE,
)
_MARKED_INLINE = re.compile(r"\(([a-z]|[ivx]{1,4})\)\s", re.IGNORECASE)
_QUESTION_WORD = re.compile(
    r"\s*(?:how|what|which|who|when|where|why|is|are|do|does|did|has|have|can|could)\b", re.IGNORECASE
)
_LONGEST_LIST_ITEM = 75
_DEEPEST_LIST = 4
_LONGEST_PREAMBLE = 8  # blocks


@dataclass(frozen=True)
class Part:
    """A question and its answer, as spans of the letter; the question's is empty where the letter does not
    quote it.
    """

    number: str | None
    question: tuple[int, int]
    answer: tuple[int, int]


@dataclass(frozen=True)
class Body:
    """The parts, and the offsets between which they stand."""

    parts: tuple[Part, ...]
    start: int
    end: int


@dataclass
class _Item:
    """A numbered block and those after it, up to the next of its list; ``inner`` is a list that starts
    within.
    """

    numbers: tuple[str, ...]
    style: str
    start: int  # index of its first block
    end: int = 0  # index after its last block
    inner: "list[_Item]" = field(default_factory=list)


@functools.cache
def _sounds(kind: str) -> AnyCase:
    with (Path(__file__).parent / "sentences.csv").open(encoding="utf-8", newline="") as file:
        rows = [row["pattern"] for row in csv.DictReader(file) if row["kind"] == kind]
    return AnyCase("|".join(f"(?:{pattern})" for pattern in rows))


def read(blocks: Sequence[Block]) -> Body:
    """Part the letter's blocks into questions and answers.

    They stand below the first salutation, up to the signature, unless only another stretch of the letter
    answers numbered questions: the reply below a quoted request, or what is annexed below the signature.
    """
    greeted = [i + 1 for i, block in enumerate(blocks) if block.text.casefold().startswith("dear ")]
    signed = [i for i, block in enumerate(blocks) if not block.is_table and is_valediction(block.text)]
    first = greeted[0] if greeted else 0
    body = _parted(blocks[first : next((i for i in signed if i >= first), len(blocks))])
    if any(part.number and part.answer[0] < part.answer[1] for part in body.parts):
        return body
    edges = [*sorted({*greeted[1:], *(i + 1 for i in signed if i >= first)}), len(blocks)]
    for start, end in itertools.pairwise(edges):
        last = next((i for i in signed if start <= i < end), end)
        other = _parted(blocks[start:last])
        if any(_is_answered(part, blocks[start:last]) for part in other.parts):
            return other
    return body


def _is_answered(part: Part, body: Sequence[Block]) -> bool:
    """Whether a part is numbered, asks, and is answered."""
    asks = any(part.question[0] < block.end <= part.question[1] and is_asking(block) for block in body)
    return bool(part.number) and asks and part.answer[0] < part.answer[1]


def _parted(body: Sequence[Block]) -> Body:
    parts = _marked(body)
    if len(parts) < 2:
        items = _items(body) or _lettered(body)
        turns = _unnumbered(body)
        if items:
            parts = _shared(_answered(body, items))
        elif len(turns) > 1 or not parts:
            parts = turns
    if not parts:
        end = body[-1].end if body else 0
        return Body((), end, end)
    start = min(min(part.question[0], part.answer[0]) for part in parts)
    return Body(tuple(parts), start, max(part.answer[1] for part in parts))


def parted(block: Block) -> Iterable[Block]:
    """Part a paragraph that asks and then answers, 'How many in 2023? 1,204', or whose last lines ask."""
    lines = block.paragraph.lines
    asks = [
        i
        for i in range(1, len(lines))
        if lines[i - 1].text.rstrip().endswith(".") and _QUESTION_WORD.match(lines[i].text)
    ]
    if asks and not block.is_table and block.text.endswith("?") and _is_answering(block):
        yield from (_of(lines[: asks[-1]]), _of(lines[asks[-1] :]))
        return
    begins = None if block.is_table else _answer_begins(lines)
    if begins is not None:
        yield from _cut(lines, *begins)
        return
    asked = None if block.is_table else block.text.rstrip(' *_"”').rfind("?") + 1
    answer = block.text[asked:].strip(" *_") if asked else ""
    if not answer or not _sounds("same line").search(answer) or _sounds("asking").search(answer):
        yield block
        return
    at = max(i for i, line in enumerate(lines) if "?" in line.text)
    yield from _cut(lines, at, lines[at].text.rindex("?") + 1)


def _answer_begins(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Give the line, and the place on it, at which a paragraph that asks says that it goes on to answer."""
    is_marked = bool(_ASKED.match(lines[0].text))
    if len(lines) == 1 and _ITEM.match(lines[0].text) and (match := _ANSWERED_INLINE.search(lines[0].text)):
        return 0, match.end()
    for i, line in enumerate(lines):
        inline = _REPLIED_INLINE.search(line.text) if is_marked else None
        match = _ANSWER_BEGINS.search(line.text) or inline
        if match:
            return i, match.end()
    return None


def _cut(lines: Sequence[Line], at: int, cut: int) -> Iterable[Block]:
    line = lines[at]
    above = dataclasses.replace(line, end=line.start + cut, text=line.text[:cut])
    below = dataclasses.replace(line, start=line.start + cut, text=line.text[cut:])
    for part in ((*lines[:at], above), (below, *lines[at + 1 :])):
        yield _of(part)


def _of(lines: Sequence[Line]) -> Block:
    shown = tuple(line for line in lines if line.text.strip())
    return Block(Paragraph(shown, joined(" ".join(line.text for line in shown))), None)


def _shared(parts: Sequence[Part]) -> list[Part]:
    """Give questions that follow one another without an answer the answer that follows them all."""
    found = list(parts)
    for i in range(len(found) - 2, -1, -1):
        one, after = found[i], found[i + 1]
        if one.answer[0] >= one.answer[1] and after.answer[0] < after.answer[1]:
            found[i] = dataclasses.replace(one, answer=after.answer)
    return found


def _marked(body: Sequence[Block]) -> list[Part]:
    """Give the questions that 'Q:' marks, each with the answer that 'A:' marks below it; nothing where one
    has none.
    """
    asked = [i for i, block in enumerate(body) if not block.is_table and _ASKED.match(block.text)]
    ends = [*asked[1:], _closing(body, asked[-1] + 1)] if asked else []
    parts = []
    for start, end in zip(asked, ends, strict=True):
        replied = next((i for i in range(start + 1, end) if _REPLIED.match(body[i].text)), None)
        if replied is None:
            return []
        line = body[start].paragraph.lines[0]
        mark = _ASKED.match(line.text)
        begin = line.start + mark.end() if mark and mark.end() < len(line.text) else body[start].start
        if _ASKED.fullmatch(body[start].text) and start + 1 < replied:
            begin = body[start + 1].start  # the mark stands alone
        asked_end = max(begin, body[replied - 1].end)
        if _REPLIED.fullmatch(body[replied].text) and replied + 1 < end:
            replied += 1
        parts.append(Part(None, (begin, asked_end), _answer_span(body, replied, end)))
    return parts


def _lettered(body: Sequence[Block], first: int = 0) -> list[_Item]:
    """Give the outermost list from ``first`` on where it is marked a, b, c or i, ii, iii and nothing is
    numbered.
    """
    marks: list[tuple[str, int]] = []
    sequence: tuple[str, ...] = ()
    for i in range(first, len(body)):
        match = None if body[i].is_table else _PART.match(body[i].text)
        mark = match["mark"].casefold() if match else ""
        if not marks and mark in ("a", "i"):
            sequence = numbering.LETTERS if mark == "a" else numbering.ROMANS
        if len(marks) < len(sequence) and mark == sequence[len(marks)]:
            marks.append((mark, i))
    items = [_Item((mark,), "letter", i) for mark, i in marks] if len(marks) > 1 else []
    if items and first == 0:
        items[-1].inner = _lettered(body, items[-1].start + 1)  # the answers, marked in the same way
    _end_items(items, len(body))
    if items:
        items[-1].end = min(items[-1].end, _closing(body, items[-1].start + 1))
    return items


def _closing(body: Sequence[Block], first: int) -> int:
    """Give the index of the first block of standing text from ``first`` on."""
    standing = (
        i for i in range(first, len(body)) if not body[i].is_table and _sounds("closing").search(body[i].text)
    )
    return next(standing, len(body))


def is_standing(text: str) -> bool:
    """Whether a paragraph is standing text: terms of re-use, the right to a review, the Commissioner."""
    return bool(_sounds("closing").search(text))


def is_valediction(text: str) -> bool:
    """Whether a paragraph begins the signature."""
    return bool(_sounds("signature").search(text))


def _is_preamble(block: Block) -> bool:
    return not block.is_table and bool(_sounds("preamble").search(block.text))


def is_asking(block: Block) -> bool:
    """Whether a paragraph asks."""
    return not block.is_table and (
        block.paragraph.is_bold or bool(_sounds("asking").search(_stripped(block.text)))
    )


def _is_answering(block: Block) -> bool:
    if block.is_table:
        return True
    text = _stripped(block.text)
    return not periods.is_period(text) and bool(_sounds("answering").search(text))


def _is_said(block: Block, before: Block) -> bool:
    """Whether what stands below a question mark, or below words in bold, is the answer, however it sounds: a
    statement, no list.
    """
    asks = before.text.rstrip(' *_"”)').endswith("?") or (
        before.paragraph.is_bold and not block.paragraph.is_bold and block.text.endswith(".")
    )
    return asks and not _is_listed(block, before)


def _is_told(block: Block, before: Block) -> bool:
    """Whether what stands below a request is a statement and no part of it."""
    return (
        not block.is_table
        and before.text.endswith((".", "?"))
        and block.text.endswith(".")
        and not is_asking(block)
        and not _is_listed(block, before)
    )


def _is_listed(block: Block, before: Block) -> bool:
    """Whether a block may be an item of the list that a question asks about."""
    paragraph = block.paragraph
    return (
        paragraph.is_bullet
        or paragraph.is_enumerated
        or (
            len(block.text) < _LONGEST_LIST_ITEM
            and not block.text.endswith(".")
            and before.text[-1:] in ":?,;"
        )
    )


def _stripped(text: str) -> str:
    """Give a block's words without its bullet or number."""
    return _MARKER.sub("", text, count=1)


def _items(body: Sequence[Block]) -> list[_Item]:
    """Give the outermost list of numbered blocks, lists within an item attached to it.

    A number that goes on with a list belongs to it, the innermost first; a 1 starts a list of its own; any
    other
    number at the start of a block numbers nothing.
    """
    sure = {
        number
        for i, block in enumerate(body)
        if not block.is_table and (item := _item(block, i))
        for number in item.numbers
    }
    found = [item for i, block in enumerate(body) if not block.is_table and (item := _item(block, i, sure))]
    found = sorted([*found, *_bare_items(body, found)], key=lambda item: item.start)
    worded = [item for item in found if item.style.startswith(("word", "bare"))]
    if len(worded) > 1:
        asked = [item for item in found if item.start < worded[0].start]
        numbers, given = ([n for item in items for n in item.numbers] for items in (asked, worded))
        if sorted(numbers) == sorted(given):
            root = _nested(asked)
            _end_items(root, len(body))
            root[-1].inner = worded  # in whatever order
            _end_items(worded, _closing(body, worded[-1].start + 1))
            return root
        found = worded
    root = _nested(found)
    _end_items(root, len(body))
    if root:
        root[-1].end = min(root[-1].end, _closing(body, root[-1].start + 1))
    return root


def _nested(found: Sequence[_Item]) -> list[_Item]:
    """Give the outermost list, each list that starts within an item attached to it."""
    root: list[_Item] = []
    stack: list[list[_Item]] = []
    for item in found:
        goes_on = [level for level in stack if _follows(level[-1], item)]
        styled = [level for level in goes_on if level[-1].style == item.style] or goes_on
        if styled:
            del stack[stack.index(styled[-1]) + 1 :]
            styled[-1].append(item)
        elif numbering.parse(item.numbers[0]).is_first or (not root and item.style.startswith("word")):
            level = stack[-1][-1].inner if stack else root
            if level or len(stack) == _DEEPEST_LIST:
                continue
            level.append(item)
            stack.append(level)
    return root


def _bare_items(body: Sequence[Block], found: Sequence[_Item]) -> list[_Item]:
    """Give the numbers that stand alone above the answers, where they are just those of the questions."""
    asked = [number for item in found for number in item.numbers]
    bare = []
    for i, block in enumerate(body):
        match = None if block.is_table else _BARE_ITEM.fullmatch(block.text)
        if match and asked and i > found[-1].start:
            bare.append(_Item(tuple(re.findall(numbering.NUMBER, match[0])), "bare", i))
    return bare if len(asked) > 1 and [n for item in bare for n in item.numbers] == asked else []


def _end_items(items: list[_Item], end: int) -> None:
    for item, after in zip_longest(items, items[1:]):
        item.end = after.start if after else end
        _end_items(item.inner, item.end)


def _item(block: Block, index: int, sure: Collection[str] = ()) -> _Item | None:
    """Give the block as an item where it starts with a number of a question; ``sure`` are numbers that need
    no words behind them.
    """
    match = _ITEM.match(block.text)
    if match is None:
        return None
    letter = match["letter"] or match["bracketed"] or match["capital"] or ""
    number = str(numbering.parse(match["number"])) + letter.casefold()
    behind = block.text[match.end() :]
    if not (match["mark"].strip(": ") or match["word"] or match["bracketed"]) and not (
        "." in number and (number in sure or _WORDS.match(behind) or _sounds("asking").search(behind))
    ):
        return None
    if match["letter"] and not match["mark"] and not match["word"]:
        return None
    is_alone = match.end() == len(block.text)
    if match["word"] and not match["mark"] and not is_alone and not _SURE.search(match["word"]):
        return None
    numbers = [number]
    also = _ALSO.match(block.text, match.end("mark"))
    while also and (match["word"] or also["mark"]):
        numbers.append(re.sub(r"[\s(]", "", also["number"].casefold()))
        also = _ALSO.match(block.text, also.end())
    style = ("word" if match["word"] else "") + match["mark"].strip()[:1]
    return _Item(tuple(numbers), style, index)


def _after_numbers(text: str) -> int:
    """Give where the words begin behind the number, or numbers, of a question: '1) and 2) The ...'."""
    match = _ITEM.match(text)
    end = match.end() if match else 0
    if match and "." in match["number"] and not match["mark"] and not match["word"] and end == len(text):
        return 0  # an amount, 12.5
    while match and (also := _ALSO.match(text, end)) and (match["word"] or also["mark"]):
        end = also.end() + len(text[also.end() :]) - len(text[also.end() :].lstrip())
    return end


def _follows(before: _Item, item: _Item) -> bool:
    last, this = numbering.parse(before.numbers[-1]), numbering.parse(item.numbers[0])
    return this.is_after(last) if item.style.startswith(("word", "bare")) else this.follows(last)


def _without_headings(body: Sequence[Block], items: Sequence[_Item]) -> list[_Item]:
    """Leave out '1. Staffing' above 1.1, which has no answer of its own."""
    return [
        item
        for item, after in zip_longest(items, items[1:])
        if after is None
        or item.numbers[-1] not in numbering.above(after.numbers[0])
        or "." not in after.numbers[0]
        or _boundary(body, item.start, item.end) < item.end
    ]


def _answered(body: Sequence[Block], items: Sequence[_Item]) -> list[Part]:
    """Give questions and answers of a list; where its questions are answered in a second list, by that
    list.
    """
    inner = _without_headings(body, items[-1].inner)
    given = {number for item in inner for number in item.numbers}
    headed = _without_headings(body, items)
    items = [item for item in items if item in headed or given.intersection(item.numbers)]
    if not _are_answers(body, items, inner):
        return [part for item in items for part in _parts(body, item.start, item.end, item.numbers)]
    if _are_answers(body, inner, inner[-1].inner):
        return _answered(body, inner)
    inner[-1].end = min(inner[-1].end, _closing(body, inner[-1].start + 1))
    questions = {number: item for item in items for number in item.numbers}
    return [part for item in inner for part in _responses(body, questions, item)]


def _are_answers(body: Sequence[Block], items: Sequence[_Item], inner: Sequence[_Item]) -> bool:
    """Whether ``inner``, which starts within the last of ``items``, answers them: none of them is answered
    before.
    """
    if not inner:
        return False
    limits = [*(item.end for item in items[:-1]), inner[0].start]
    answered = [_boundary(body, item.start, limit) < limit for item, limit in zip(items, limits, strict=True)]
    if inner[0].style.startswith(("word", "bare")) and not items[0].style.startswith(("word", "bare")):
        return True  # 'Question 1' again, below a list of questions
    asked, given = ([number for item in some for number in item.numbers] for some in (items, inner))
    # Answered by part, '1a)' and '1b)', what was asked as 1 with its parts below it.
    again = len(items) > 1 and asked in (
        given,
        list(dict.fromkeys(str(numbering.parse(n).without_marks) for n in given)),
    )
    if again and all(not _ITEM.sub("", body[one.start].text, count=1).strip(" *:.") for one in inner):
        return True  # bare numbers, each above its answer
    if again and all(is_asking(body[one.start]) for one in items):
        return not any(is_asking(body[one.start]) for one in inner)
    return not any(answered[:-1]) and (again or not answered[-1])


def _responses(body: Sequence[Block], questions: Mapping[str, _Item], item: _Item) -> list[Part]:
    """Give the answers of an item of a second list; ``questions`` are the items that quote the questions."""
    first = item.start
    if is_asking(body[first]) or _after_numbers(body[first].text) == len(body[first].text):
        first = _boundary(body, item.start, item.end)
    marked = _marked_parts(body, item.start, item.end)
    answered = _answered_parts(body, item.numbers[0], marked, item.end) if len(item.numbers) == 1 else []
    if answered:
        return answered
    start, end = _answer_span(body, first, item.end)
    if first == item.start:
        start = min(end, _question_span(body, first, first)[0])  # without its number
    parts = []
    for number in item.numbers:
        ask = _asked(body, questions, number) or (body[item.start].start, body[item.start].start)
        parts.append(Part(number, ask, (start, end)))
    return parts


def _asked(body: Sequence[Block], questions: Mapping[str, _Item], number: str) -> tuple[int, int] | None:
    """Give where a question is quoted: itself, or as a part of the one that it is a part of."""
    asked = questions.get(number)
    if asked:
        limit = asked.inner[0].start if asked.inner else asked.end
        return _question_span(body, asked.start, _boundary(body, asked.start, limit))
    parsed = numbering.parse(number)
    whole = questions.get(str(parsed.without_marks))
    parts = dict(_marked_parts(body, whole.start, whole.end)) if whole else {}
    at = parts.get("".join(parsed.marks))
    return None if at is None else _question_span(body, at, at)


def _inline_parts(body: Sequence[Block], number: str, start: int, end: int) -> list[Part]:
    """Give the answers marked (a), (b) to a question that asks for (a) this and (b) that in one sentence."""
    shown = _ITEM.sub("", body[start].text, count=1)
    asked = [mark.casefold() for mark in _MARKED_INLINE.findall(shown)]
    if len(asked) < 2:
        return []
    marked: list[tuple[str, int]] = []
    for i in range(start + 1, end):
        shown = "" if body[i].is_table else _ANSWER_MARK.sub("", body[i].text, count=1)
        match = _PART.match(shown)
        if match and len(marked) < len(asked) and match["mark"].casefold() == asked[len(marked)]:
            marked.append((asked[len(marked)], i))
    leading = [body[i].text for i in range(start + 1, marked[0][1])] if marked else []
    if len(marked) < len(asked) or any(_ANSWER_MARK.sub("", text, count=1) for text in leading):
        return []
    ask = _question_span(body, start, start + 1)
    ends = [*(at for _, at in marked[1:]), end]
    return [
        Part(number + mark, ask, (_after_marks(body[at]), body[last - 1].end))
        for (mark, at), last in zip(marked, ends, strict=True)
    ]


def _after_marks(block: Block) -> int:
    """Give where the words of an answer begin, behind 'A6.' and '(a)'."""
    line = block.paragraph.lines[0]
    at = 0
    for mark in (_ANSWER_MARK, _PART):
        match = mark.match(line.text[at:])
        at += match.end() if match else 0
    return line.start + at if line.text[at:].strip() else block.start


def _answered_parts(
    body: Sequence[Block], number: str, marked: Sequence[tuple[str, int]], end: int
) -> list[Part]:
    """Give the answers that are marked a, b, c themselves: '(a) 6,120'; nothing where the marks ask."""
    if (
        len(marked) < 2
        or any(is_asking(body[at]) for _, at in marked)
        or not _is_answering(body[marked[0][1]])
    ):
        return []
    ends = [*(at for _, at in marked[1:]), end]
    return [
        Part(
            number + mark,
            (body[at].start, body[at].start),
            (_question_span(body, at, at)[0], body[last - 1].end),
        )
        for (mark, at), last in zip(marked, ends, strict=True)
    ]


def _parts(body: Sequence[Block], start: int, end: int, numbers: tuple[str, ...]) -> list[Part]:
    """Give the question at ``start`` with its answer, or its parts where each of them has an answer of its
    own.
    """
    inline = _inline_parts(body, numbers[0], start, end) if len(numbers) == 1 else []
    if inline:
        return inline
    marked = _marked_parts(body, start, end)
    if len(marked) > 1 and len(numbers) == 1 and not _ITEM.sub("", body[start].text, count=1).strip(" *:"):
        answered = _answered_parts(body, numbers[0], marked, end)
        if answered:
            return answered
    if len(marked) > 1 and len(numbers) == 1:
        ends = [*(index for _, index in marked[1:]), end]
        if all(_boundary(body, first, last) < last for (_, first), last in zip(marked, ends, strict=True)):
            return [
                part
                for (mark, first), last in zip(marked, ends, strict=True)
                for part in _parts(body, first, last, (numbers[0] + mark,))
            ]
        again = _marked_parts(body, marked[-1][1], end)
        if [mark for mark, _ in again] == [mark for mark, _ in marked]:  # asked a, b, c and answered a, b, c
            ends = [*(index for _, index in again[1:]), end]
            return [
                *_leading(body, numbers[0], start, marked[-1][1] + 1, again[0][1]),
                *(
                    Part(
                        numbers[0] + mark,
                        _question_span(body, asked, asked),
                        (_question_span(body, at, at)[0], body[last - 1].end),
                    )
                    for (mark, asked), (_, at), last in zip(marked, again, ends, strict=True)
                ),
            ]
    first = _boundary(body, start, end)
    ask = _question_span(body, start, first)
    answer = _answer_span(body, first, end)
    return [Part(number, ask, answer) for number in numbers]


def _leading(body: Sequence[Block], number: str, asked: int, start: int, end: int) -> list[Part]:
    """Give what is answered to a question as a whole, above the answers to its parts."""
    while start < end and not _ANSWER_MARK.sub("", body[start].text, count=1).strip():
        start += 1
    said = any(body[i].is_table or re.search("[0-9]", body[i].text) for i in range(start, end))
    return [Part(number, _question_span(body, asked, asked), _answer_span(body, start, end))] if said else []


def _marked_parts(body: Sequence[Block], start: int, end: int) -> list[tuple[str, int]]:
    """Give the blocks from ``start`` on that are marked a, b, c or i, ii, iii in order, with their marks; the
    first mark may follow the number of the question itself.
    """
    marks: list[tuple[str, int]] = []
    sequence: tuple[str, ...] = ()
    own = _ITEM.match(body[start].text)
    for i in range(start, end):
        shown = body[i].text.lstrip("•● ") if i > start else body[i].text[own.end() :] if own else ""
        match = None if body[i].is_table else _PART.match(shown)
        mark = match["mark"].casefold() if match else ""
        if not marks and mark in ("a", "i"):
            sequence = numbering.LETTERS if mark == "a" else numbering.ROMANS
        if len(marks) < len(sequence) and mark == sequence[len(marks)]:
            marks.append((mark, i))
    return marks


def _boundary(body: Sequence[Block], start: int, end: int) -> int:
    """Give the index of the first block that answers the question at ``start``; ``end`` where none does."""
    i = start + 1
    while i < end:
        after = i
        while after < end and not is_asking(body[after]) and not _is_answering(body[after]):
            after += 1
        if after < end and is_asking(body[after]):
            said = next((k for k in range(i, after) if _is_said(body[k], body[k - 1])), None)
            if said is not None:
                return said
            i = after + 1
            continue
        listed = i
        while listed < after and _is_listed(body[listed], body[listed - 1]):
            listed += 1
        if listed == after < end and all(body[k].paragraph.is_bullet for k in range(i, after + 1)):
            return i  # a bulleted list in which some items carry their answers
        return i if listed == end and i < end and not body[i].paragraph.is_enumerated else listed
    return end


def _unnumbered(body: Sequence[Block]) -> list[Part]:
    """Let what asks and what answers take turns; a letter that quotes no question is one answer.

    Where they clearly take turns, whatever stands below a request, 'Please provide the report.', answers it.
    """
    leading = [i for i, block in enumerate(body[:_LONGEST_PREAMBLE]) if _is_preamble(block)]
    first = leading[-1] + 1 if leading else 0
    end = _closing(body, first)
    parts = []
    turns = sum(is_asking(body[i]) and _is_answering(body[i + 1]) for i in range(first, end - 1))
    while first < end:
        start = first
        asks = is_asking(body[start])
        is_told = asks and turns > 1 and start + 1 < end and _is_told(body[start + 1], body[start])
        first = start + 1 if is_told else _boundary(body, start, end) if asks else start
        last = first
        while last < end and not (last > first and is_asking(body[last])):
            last += 1
        ask = _question_span(body, start, first) if asks else (body[start].start,) * 2
        parts.append(Part(None, ask, _answer_span(body, first, last)))
        first = last
    if len(parts) > 2 and parts[0].question[0] == parts[0].question[1] and _is_empty(body, parts[0].answer):
        del parts[0]  # 'Our answers follow each of your questions.'
    if len(parts) == 1 and parts[0].question[0] == parts[0].question[1]:
        quoted = _quoted_above(body, leading)
        return [dataclasses.replace(parts[0], question=quoted)] if quoted else parts
    return parts


def _is_empty(body: Sequence[Block], span: tuple[int, int]) -> bool:
    """Whether a passage is one sentence without a number, which neither gives nor refuses anything."""
    within = [block for block in body if span[0] <= block.start < span[1]]
    return (
        len(within) == 1
        and not within[0].is_table
        and not re.search("[0-9]", within[0].text)
        and bool(
            re.search(
                r"\b(?:answers?|respon[sd]\w*|repl(?:y|ies)|questions?)\b", within[0].text, re.IGNORECASE
            )
        )
    )


def _quoted_above(body: Sequence[Block], leading: Sequence[int]) -> tuple[int, int] | None:
    """Give the request that stands between what leads to it, 'You asked:', and 'Our response'."""
    for lead, after in itertools.pairwise(leading):
        if after > lead + 1 and body[lead].text.endswith((":", ":-")):
            return body[lead + 1].start, body[after - 1].end
    return None


def _question_span(body: Sequence[Block], start: int, end: int) -> tuple[int, int]:
    """Give the question's span, without its number."""
    line = body[start].paragraph.lines[0]
    mark = _PART.match(line.text)
    after = _after_numbers(line.text) or (mark.end() if mark else 0)
    begin = line.start + after if 0 < after < len(line.text) else body[start].start
    return begin, max(begin, body[max(end, start + 1) - 1].end)


def _answer_span(body: Sequence[Block], start: int, end: int) -> tuple[int, int]:
    if start >= end:
        return body[end - 1].end, body[end - 1].end
    return body[start].start, body[end - 1].end
