"""The numbers and letters with which blocks begin, and the lists that follow from them."""

import functools
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract import numbering
from pipeline.extract.blocks import Block
from pipeline.extract.lines import QUESTION_WORD

_ANY_QUESTION_WORD = "(?:questions?|requests?|quer(?:y|ies)|points?|items?|parts?|q)"
_ITEM = re.compile(
    r"^[\s*#>_(\"“'‘-]*(?:(?P<word>(?:our\s+)?(?:answers?|responses?|reply)\s+(?:to|for)(?:\s+"
    rf"{_ANY_QUESTION_WORD})?|{QUESTION_WORD}|answer)\s*\.?\s*)?\(?(?P<number>{numbering.NUMBER})"
    r"(?:\s?(?:(?P<letter>[a-h])(?=[.)\]:,\s]|$)|\((?P<bracketed>[a-h])\)))?"
    r"(?P<mark>[.)\]:,]+|\s?[-–](?=\s)|)(?=[\s*A-Z]|$)(?:\s*(?P<capital>(?-i:[A-H]))[.)]?(?=\s+(?-i:[A-Z])))?[\s*_]*",
    re.IGNORECASE,
)
_ALSO = re.compile(
    rf"\s*(?:and|&|,)\s*(?:{_ANY_QUESTION_WORD}\s*)?\(?(?P<number>{numbering.NUMBER}(?:\s?\(?[a-h](?=[.):\s]|$))?)(?P<mark>[.:)]*)(?=\s|$)",
    re.IGNORECASE,
)
# '2 & 3.', '1, 2 and 3:' above one answer to them all.
_SEVERAL = re.compile(
    rf"^[\s*#>_(]*(?P<numbers>{numbering.NUMBER}(?:\s*(?:,|&|and)\s*{numbering.NUMBER})+)(?P<mark>[.):])(?=\s|$)[\s*_]*"
)
_SURE = re.compile(
    "[Qq]|answer|response|reply|part", re.IGNORECASE
)  # words that need no mark behind the number
_BARE_ITEM = re.compile(
    rf"[\s*#>_]*(?P<number>{numbering.NUMBER})(?P<more>(?:\s*(?:and|&|,)\s*{numbering.NUMBER})*)[\s*_]*"
)
# What stands behind a number with decimals and no mark where it numbers a question: '1.2 The cost'.
_WORDS = re.compile(r"[\"'“‘(]?(?:[A-Z][a-z’']|[AI]\s)")
_LETTER = re.compile(r"^[\s*#>_(-]*(?P<mark>[a-z]|[ivx]{1,4})\s?[.)][\s*_]*", re.IGNORECASE)
_INLINE = re.compile(r"\(([a-z]|[ivx]{1,4})\)\s", re.IGNORECASE)
_ANSWER = re.compile(r"^\s*(?:(?:our\s+)?(?:answer|response|reply)|ans|a)\s*:\s*", re.IGNORECASE)
_MOST_STARTS = 6  # of lists that are tried
_FEWEST_SAID_AGAIN = 6  # words
_BULLETS = "•● "


@dataclass(frozen=True)
class Item:
    """A block that begins with the number of a question, or of several; ``at`` is its index."""

    numbers: tuple[str, ...]
    style: str
    at: int

    @property
    def is_worded(self) -> bool:
        """Whether a word says what the number is of ('Question 3'), or it stands alone on its line."""
        return self.style.startswith(("word", "bare"))


def find(body: Sequence[Block], asks: Sequence[bool]) -> list[Item]:
    """Give the numbered blocks, in order; ``asks`` says of each block whether it sounds like a question."""
    sure = {
        number
        for i, block in enumerate(body)
        if not block.is_table and (item := _item(block, i, asks=asks[i]))
        for number in item.numbers
    }
    found = [
        item
        for i, block in enumerate(body)
        if not block.is_table and (item := _item(block, i, sure, asks=asks[i]))
    ]
    return sorted([*found, *_bare(body, found), *_said_again(body, found)], key=lambda item: item.at)


def _said_again(body: Sequence[Block], found: Sequence[Item]) -> Iterator[Item]:
    """Give the blocks without a number that say again, word for word, what a numbered one above asks."""
    at = {item.at: item for item in found}
    above: dict[tuple[str, ...], Item] = {}
    for i, block in enumerate(body):
        words = () if block.is_table else tuple(block.text[after_mark(block.text) :].casefold().split())
        if i in at:
            above[words] = at[i]
        elif len(words) >= _FEWEST_SAID_AGAIN and words in above:
            yield Item(above[words].numbers, above[words].style, i)


def _item(block: Block, at: int, sure: Collection[str] = (), *, asks: bool) -> Item | None:
    """Give the block as an item where it starts with a number of a question; ``sure`` are numbers that need
    no words behind them.
    """
    several = _SEVERAL.match(block.text)
    if several:
        return Item(tuple(re.findall(numbering.NUMBER, several["numbers"])), several["mark"], at)
    match = _ITEM.match(block.text)
    if match is None:
        return None
    letter = match["letter"] or match["bracketed"] or match["capital"] or ""
    number = str(numbering.parse(match["number"])) + letter.casefold()
    behind = block.text[match.end() :]
    if not (match["mark"].strip(": ") or match["word"] or match["bracketed"]) and not (
        "." in number and (number in sure or _WORDS.match(behind) or asks)
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
    return Item(tuple(numbers), style, at)


def _bare(body: Sequence[Block], found: Sequence[Item]) -> list[Item]:
    """Give the numbers that stand alone above the answers, where they are just those of the questions."""
    asked = [number for item in found for number in item.numbers]
    bare = []
    for i, block in enumerate(body):
        match = None if block.is_table else _BARE_ITEM.fullmatch(block.text)
        if match and asked and i > found[-1].at:
            bare.append(Item(tuple(re.findall(numbering.NUMBER, match[0])), "bare", i))
    return bare if len(asked) > 1 and [n for item in bare for n in item.numbers] == asked else []


@functools.lru_cache(maxsize=1 << 12)
def after_number(text: str) -> int:
    """Give where the words begin behind the number, or numbers, of a question: '1) and 2) The ...'."""
    several = _SEVERAL.match(text)
    if several:
        return several.end()
    match = _ITEM.match(text)
    end = match.end() if match else 0
    if match and "." in match["number"] and not match["mark"] and not match["word"] and end == len(text):
        return 0  # an amount, 12.5
    while match and (also := _ALSO.match(text, end)) and (match["word"] or also["mark"]):
        end = also.end() + len(text[also.end() :]) - len(text[also.end() :].lstrip())
    return end


def after_mark(text: str) -> int:
    """Give where the words begin behind a number, a letter, or a number and a letter."""
    start = after_number(text)
    letter = _LETTER.match(text[start:])
    return start + (letter.end() if letter else 0)


def inline(text: str) -> list[str]:
    """Give the marks (a), (b) or (i), (ii) within a sentence."""
    return [mark.casefold() for mark in _INLINE.findall(text)]


def chains(found: Sequence[Item], most: int) -> list[tuple[Item, ...]]:
    """Give the lists that the items make, the longest first and at most ``most``: each begins with a first
    number or with a word, and goes on with the next number of its style, or of any style where none has it.
    """
    starts = [
        i
        for i, item in enumerate(found)
        if numbering.parse(item.numbers[0]).is_first
        or (item.is_worded and not (i and found[i - 1].is_worded))
    ]
    going_on = [i for i in starts if i + 1 < len(found) and _follows(found[i], found[i + 1])]
    some = dict.fromkeys([*starts[:_MOST_STARTS], *going_on[: 2 * _MOST_STARTS]])
    last = {(item.style, item.numbers[0]): item.at for item in found}
    lists = dict.fromkeys(_chain(found, i, last) for i in some)
    return sorted(lists, key=len, reverse=True)[:most]


def again(found: Sequence[Item], asked: Sequence[Item], *, in_order: bool) -> tuple[Item, ...]:
    """Give the items below a list that have numbers of it, or of parts of its questions: in rising order, or
    else those that a word marks, each number once.
    """
    numbers = {number for item in asked for number in item.numbers}
    chain: list[Item] = []
    seen: set[str] = set()
    for item in found:
        known = any(n in numbers or numbers.intersection(numbering.above(n)) for n in item.numbers)
        if item.at <= asked[-1].at or not known:
            continue
        if _rises(chain[-1], item) if in_order and chain else in_order or item.is_worded:
            if not in_order and seen.intersection(item.numbers):
                return ()
            chain.append(item)
            seen.update(item.numbers)
    return tuple(chain)


def _rises(before: Item, item: Item) -> bool:
    return numbering.parse(item.numbers[0]).is_after(numbering.parse(before.numbers[-1]))


def _chain(found: Sequence[Item], first: int, last: Mapping[tuple[str, str], int]) -> tuple[Item, ...]:
    """Give the list that begins with an item; ``last`` is where each style has each number last."""
    chain = [found[first]]
    for item in found[first + 1 :]:
        same = item.style == chain[0].style or (item.is_worded and chain[0].is_worded)
        if _follows(chain[-1], item) and (same or last.get((chain[0].style, item.numbers[0]), -1) <= item.at):
            chain.append(item)
    return tuple(chain)


def _follows(before: Item, item: Item) -> bool:
    last, this = numbering.parse(before.numbers[-1]), numbering.parse(item.numbers[0])
    return this.is_after(last) if item.is_worded else this.follows(last)


def lettered(
    body: Sequence[Block], start: int, end: int, after: Callable[[str], int] | None = None
) -> list[Item]:
    """Give the blocks from ``start`` on that are marked a, b, c or i, ii, iii in order. The first may follow
    what ``after`` passes over on the first block, the number of the question itself.
    """
    marks: list[Item] = []
    sequence: tuple[str, ...] = ()
    position = 0
    for i in range(start, end):
        text = body[i].text
        text = text.lstrip(_BULLETS) if i > start or after is None else text[after(text) :]
        match = None if body[i].is_table else _LETTER.match(_ANSWER.sub("", text, count=1))
        mark = match["mark"].casefold() if match else ""
        if not marks and mark in ("a", "i"):
            sequence = numbering.LETTERS if mark == "a" else numbering.ROMANS
        if mark in sequence[position : position + 2]:  # one may be missing
            position = sequence.index(mark) + 1
            marks.append(Item((mark,), "letter", i))
    return marks
