"""Which part of a letter is question, which is answer, and which is neither: one search over whole readings.

A reading gives each block of the letter a role. What may stand in a letter is proposed as whole readings: a
list of numbered questions, each followed by its answer; a list that is asked and then answered in a second
list, or as one; questions and answers that take turns without numbers; one answer to one request. Each is
worth the sum of the evidence for the roles that it gives (roles.py) and of a few laws of how letters answer,
which stand below; the best is taken. Where another is worth nearly as much and gives an answer to another
question, the answer is in doubt.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract import items, numbering, roles
from pipeline.extract.blocks import Block
from pipeline.extract.items import Item
from pipeline.extract.roles import Evidence

# What a reading gains or loses, in the units of roles.py.
ANSWERED = 1.0  # a numbered question that has an answer of its own
QUOTED = 1.5  # a number that begins a question, in a list of them
UNANSWERED = -1.5  # one that has none
ASKED_ABOVE = 3.0  # the number of an answer is that of a question in the list above
APART = -1.0  # a part a, b, c below a question that is taken for a question of its own
TURN = -1.5  # a question without a number, after the first
UNASKED = -0.5  # an answer to no question that the letter quotes
LEADING = -5.0  # an answer above the first numbered one
PASSED_OVER = -1.5  # a numbered block that asks, and is no question of the reading
GIVEN = -1.0  # a number of a second list that begins a question
NOT_SHOWN = -2.0  # an answer that nothing shows to be one
BEGUN_AGAIN = -1.0  # a number of the reading's list that stands once more, as in a list within an answer
TOGETHER = -0.25  # a number of a list that is asked as one question
BROKEN_OFF = -3.0  # a first list that goes on below the beginning of the second
FOLLOW_UP = -1.5  # what asks further within an answer to a numbered question
MIXED = -3.0  # a list of which some numbers have a word before them and some have none
_QUESTION_MARK = re.compile(
    r"[\s*#>_]*(?:(?-i:Q)[\s*_]*[.:)–-]|(?:your\s+)?(?:question|request)[\s*_]*(?:[.:)–]|\s-))[\s*_]+",
    re.IGNORECASE,
)
_NEVER = float("-inf")
_AROUND = 4  # blocks, of a line that somebody asks about
_MOST_LISTS = 6
_MOST_WORDS_OF_NAME = 5  # with its number, of a thing that a question lists
_LONG = 800  # blocks
_NEAR = 5.0  # of a reading that casts doubt on the best
_NOT_SHOWN = "nothing shows that this is the answer, and not more of the question"
_ON_ONE_LINE = "the question and its answer may stand on one line"
_NOT_NUMBERED = "this may be one answer to the whole request"


@dataclass(frozen=True)
class Part:
    """A question and its answer, as spans of the letter; the question's is empty where the letter does not
    quote it.
    """

    number: str | None
    question: tuple[int, int]
    answer: tuple[int, int]
    doubt: str | None = None  # why the answer may be another question's
    words: str | None = None  # of the question, where a table has other words between its lines


@dataclass(frozen=True)
class Body:
    """The parts, and the offsets between which they stand."""

    parts: tuple[Part, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """A question and its answer as indices of blocks: each from the first to before the last."""

    numbers: tuple[str | None, ...]
    asked: tuple[int, int]
    answered: tuple[int, int]
    at: int  # of the number with which it, or its answer in a second list, begins
    is_shown: bool = True  # whether anything shows that its answer is one

    @property
    def is_answered(self) -> bool:
        """Whether it has an answer."""
        return self.answered[0] < self.answered[1]


@dataclass(frozen=True)
class Reading:
    """A whole reading: its pieces, what it is worth, and how it was made."""

    worth: float
    kind: str
    pieces: tuple[Piece, ...]


class _Weights:
    """The evidence of the blocks, summed up from the first."""

    def __init__(self, found: Sequence[Evidence]) -> None:
        self.of = found
        self._outside = [0.0, *itertools.accumulate(one.outside for one in found)]
        self._asked = [0.0, *itertools.accumulate(one.asked for one in found)]

    def outside(self, start: int, end: int) -> float:
        return self._outside[end] - self._outside[start] if end > start else 0.0

    def asked(self, start: int, end: int) -> float:
        return self._asked[end] - self._asked[start] if end > start else 0.0

    def in_order(self, start: int, end: int, order: Sequence[int]) -> tuple[float, tuple[int, ...]]:
        """Give the best way to part blocks among roles in an order (0 asked, 1 answered, 2 outside), any of
        which may have none: what it is worth, and where each role ends.
        """
        n = len(order)
        # Of each role, what it is worth to be in it, and where it and those before it began.
        best: list[tuple[float, tuple[int, ...]]] = [(0.0, (start,) * (j + 1)) for j in range(n)]
        for k in range(start, end):
            weight = self.of[k]
            before: tuple[float, tuple[int, ...]] | None = None
            for j in range(n):
                own = best[j]
                entered = before
                if before is None or own[0] > before[0]:
                    before = own
                if entered is not None and entered[0] >= own[0]:
                    own = entered[0], entered[1] + (k,) * (j + 1 - len(entered[1]))
                best[j] = own[0] + weight[order[j]], own[1]
        worth, begun = max(best, key=_worth)
        return worth, (*begun[1:], *(end,) * (n - len(begun) + 1))

    def asked_and_answered(
        self, numbers: tuple[str | None, ...], start: int, end: int
    ) -> Iterator[tuple[float, Piece]]:
        """Give the best ways to part blocks into a question, its answer, and what stands between and below:
        with the first block asked or not, and with an answer or without.
        """
        for first in {start, min(start + 1, end)}:
            # Of each role, what it is worth to be in it, and where those after the question began.
            question = self.asked(start, first)
            between: tuple[float, tuple[int, ...]] = (_NEVER, ())
            answer: tuple[float, tuple[int, ...]] = (_NEVER, ())
            below: tuple[float, tuple[int, ...]] = (_NEVER, ())
            for k in range(first, end):
                asked, answered, outside = self.of[k]
                if answer[0] > below[0]:
                    below = answer[0], (*answer[1], k)
                below = below[0] + outside, below[1]
                answer = answer[0] + max(answered, asked + FOLLOW_UP), answer[1]
                if between[0] + answered > answer[0]:
                    answer = between[0] + answered, (*between[1], k)
                if question + answered > answer[0]:
                    answer = question + answered, (k, k)
                if question > between[0]:
                    between = question, (k,)
                between = between[0] + outside, between[1]
                question = question + asked if first > start else _NEVER
            without = max((question, ()), between, key=_worth)
            given = max(answer, below, key=_worth)
            for worth, begun in (without, given):
                cuts = (*begun, *(end,) * (3 - len(begun)))
                shown = any(self.of[k].answered > self.of[k].asked for k in range(cuts[1], cuts[2]))
                piece = Piece(numbers, (start, cuts[0]), (cuts[1], cuts[2]), start, is_shown=shown)
                if worth > _NEVER and (shown or not piece.is_answered):
                    yield worth, piece
                elif worth > _NEVER and first > start:
                    yield worth + NOT_SHOWN, piece


_ASKED, _ANSWERED, _OUTSIDE = 0, 1, 2


def _worth(one: tuple[float, tuple[int, ...]]) -> float:
    return one[0]


def read(body: Sequence[Block]) -> Body:
    """Part the letter's blocks into questions and answers."""
    every = sorted(readings(body), key=lambda one: -one.worth)
    chosen = every[0]
    # Where one question has one answer, its number makes no difference.
    near = [one for one in every[1:] if one.worth > chosen.worth - _NEAR and len(chosen.pieces) > 1]
    doubts = [_doubt(body, piece, near) for piece in chosen.pieces]
    parts = _gathered(
        body,
        _shared(
            [
                replace(part, doubt=doubt)
                for piece, doubt in zip(chosen.pieces, doubts, strict=True)
                for part in _parts(body, piece)
            ]
        ),
    )
    if not parts:
        end = body[-1].end if body else 0
        return Body((), end, end)
    start = min(min(part.question[0], part.answer[0]) for part in parts)
    return Body(tuple(parts), start, max(part.answer[1] for part in parts))


def _doubt(body: Sequence[Block], piece: Piece, near: Sequence[Reading]) -> str | None:
    """Say where another reading, worth nearly as much, gives what a piece answers to another question."""
    if piece.is_answered and not piece.is_shown:
        return _NOT_SHOWN
    is_whole = piece.is_answered and piece.asked[0] == piece.asked[1] == piece.answered[0] == piece.at
    if is_whole and piece.numbers[0] and roles.is_asked_alone(body[piece.at]):
        return _ON_ONE_LINE
    own = range(*piece.answered)
    for reading in near:
        others = [
            other
            for other in reading.pieces
            if max(own.start, other.answered[0]) < min(own.stop, other.answered[1])
        ]
        if others and not any(set(other.numbers) & set(piece.numbers) for other in others):
            number = others[0].numbers[-1]
            return f"this may be the answer to question {number}" if number else _NOT_NUMBERED
    return None


def readings(body: Sequence[Block]) -> Iterator[Reading]:
    """Give every reading that is weighed."""
    weights = _Weights(roles.weighed(body))
    asks = [roles.asks(block) for block in body]
    found = items.find(body, asks)
    yield _turns(weights, found)
    lists = items.chains(found, _MOST_LISTS if len(body) < _LONG else _MOST_LISTS // 2)
    letters = [] if found else items.lettered(body, 0, len(body))
    if len(letters) > 1:
        lists.append(tuple(letters))
        again = items.lettered(body, letters[-1].at + 1, len(body))
        if len(again) > 1:
            lists.append(tuple(again))
    for one in lists:
        yield _one_list(body, weights, one, found, asks)
    seen: set[tuple[tuple[Item, ...], tuple[Item, ...]]] = set()
    for asked, given in itertools.permutations(lists, 2):
        first = asked[: _before(asked, given[0].at)]
        if first and _are_same(first, given) and (first, given) not in seen:
            seen.add((first, given))
            reading = _two_lists(body, weights, first, given, found, asks)
            yield replace(reading, worth=reading.worth + BROKEN_OFF * (len(first) < len(asked)))
    for asked in lists:
        for in_order in (True, False):
            given = items.again(found, asked, in_order=in_order)
            if given and (asked, given) not in seen:
                seen.add((asked, given))
                yield _two_lists(body, weights, asked, given, found, asks)


def _before(chain: Sequence[Item], at: int) -> int:
    return sum(item.at < at for item in chain)


def _are_same(asked: Sequence[Item], given: Sequence[Item]) -> bool:
    """Whether numbers of one list are those of another, or parts of them."""
    numbers = {number for item in asked for number in item.numbers}
    return any(
        number in numbers or numbers.intersection(numbering.above(number))
        for item in given
        for number in item.numbers
    )


def _turns(weights: _Weights, found: Sequence[Item]) -> Reading:
    """Let what asks and what answers take turns, as often as it is worth."""
    # Roles in their order within a turn: asked, outside (a heading between), answered; outside around turns.
    around, asked, between, answered = range(4)
    going = {
        around: ((around, 0.0), (answered, 0.0)),
        asked: ((around, TURN), (asked, 0.0), (answered, TURN)),
        between: ((asked, 0.0), (between, 0.0)),
        answered: ((asked, 0.0), (between, 0.0), (answered, 0.0), (around, TURN + UNASKED)),
    }
    column = {around: _OUTSIDE, asked: _ASKED, between: _OUTSIDE, answered: _ANSWERED}
    worth = {around: 0.0, asked: float("-inf"), between: float("-inf"), answered: float("-inf")}
    back: list[dict[int, int]] = []
    for weight in weights.of:
        step, origin = {}, {}
        for state, ways in going.items():
            origin[state], best = max(
                ((before, worth[before] + cost) for before, cost in ways), key=lambda one: one[1]
            )
            step[state] = best + weight[column[state]]
        worth = step
        back.append(origin)
    state = max((around, answered), key=lambda one: worth[one])
    total = worth[state]
    states: list[int] = []
    for origin in reversed(back):
        states.append(state)
        state = origin[state]
    states.reverse()
    pieces = tuple(_pieces(states, asked, answered))
    within = {i for piece in pieces for i in range(*piece.asked)}
    listed = {item for chain in items.chains(found, _MOST_LISTS) if len(chain) > 1 for item in chain}
    passed = sum(PASSED_OVER * (1 + item.is_worded) for item in listed if item.at not in within)
    passed += sum(TOGETHER for item in listed if item.at in within)
    return Reading(total - TURN + passed, "turns", pieces)


def _pieces(states: Sequence[int], asked: int, answered: int) -> Iterator[Piece]:
    i = 0
    while i < len(states):
        if states[i] not in (asked, answered):
            i += 1
            continue
        first = i
        while i < len(states) and states[i] == asked:
            i += 1
        last = i
        while i < len(states) and states[i] not in (asked, answered):
            i += 1
        begin = i
        while i < len(states) and states[i] == answered:
            i += 1
        yield Piece((None,), (first, last), (begin, i), first)


def _one_list(
    body: Sequence[Block],
    weights: _Weights,
    chain: Sequence[Item],
    found: Sequence[Item],
    asks: Sequence[bool],
) -> Reading:
    """Read a list of questions, each followed by its answer, or some by one that they share."""
    worth, pieces = _leading(weights, 0, chain[0].at)
    for item, after in itertools.zip_longest(chain, chain[1:]):
        end = after.at if after else len(body)
        own, of_item = _own(body, weights, item, end, quoted=QUOTED)
        is_title = after is not None and item.numbers[-1] in numbering.above(after.numbers[0])
        if is_title and not any(piece.is_answered for piece in of_item):
            worth += weights.outside(item.at, end)  # '1. Staffing' above 1.1
            continue
        worth += own
        pieces = (*pieces, *of_item)
    used = {item.at for item in chain}
    worth += MIXED * (len({item.is_worded for item in chain}) > 1)
    return Reading(worth + _passed_over(found, used, asks, pieces), "one list", pieces)


def _two_lists(
    body: Sequence[Block],
    weights: _Weights,
    asked: Sequence[Item],
    given: Sequence[Item],
    found: Sequence[Item],
    asks: Sequence[bool],
) -> Reading:
    """Read a list of questions that is answered in a second list below it."""
    worth, _ = weights.in_order(0, asked[0].at, (_OUTSIDE, _ASKED))
    spans: dict[str, tuple[int, int]] = {}
    pieces: tuple[Piece, ...] = ()
    for item, after in itertools.zip_longest(asked, asked[1:]):
        if after is not None:
            own, cuts = weights.in_order(item.at, after.at, (_ASKED, _OUTSIDE))
            worth += own
        else:
            own, cuts = weights.in_order(item.at, given[0].at, (_ASKED, _OUTSIDE, _ANSWERED, _OUTSIDE))
            if cuts[1] < cuts[2]:
                own += LEADING
                plain, plain_cuts = weights.in_order(item.at, given[0].at, (_ASKED, _OUTSIDE))
                if plain >= own:
                    own, cuts = plain, plain_cuts
                else:
                    pieces = (Piece((None,), (cuts[1], cuts[1]), (cuts[1], cuts[2]), cuts[1]),)
            worth += own
        last = max(cuts[0], item.at + 1)
        for number in item.numbers:
            spans[number] = (item.at, last)
        parts = items.lettered(body, item.at, last, items.after_number)
        for part, below in itertools.zip_longest(parts, parts[1:]):
            spans.setdefault(item.numbers[0] + part.numbers[0], (part.at, below.at if below else last))
    matched: set[str] = set()

    def asked_above(piece: Piece) -> set[str]:
        names = ((one, *numbering.above(one)) for one in piece.numbers if one)
        return set(filter(None, (next((n for n in some if n in spans), None) for some in names)))

    def gained(of_item: Sequence[Piece]) -> float:
        new = set().union(*map(asked_above, of_item)) - matched
        known = sum(number in spans for piece in of_item for number in piece.numbers)
        return ASKED_ABOVE * len(new) - APART * known * (len(of_item) > 1)

    for item, after in itertools.zip_longest(given, given[1:]):
        end = after.at if after else len(body)
        own, of_item = _own(body, weights, item, end, quoted=GIVEN, gained=gained)
        worth += own + gained(of_item)
        for piece in of_item:
            matched |= asked_above(piece)
            for number in piece.numbers:
                pieces = (
                    *pieces,
                    replace(piece, numbers=(number,), asked=spans.get(number or "", piece.asked)),
                )
    used = {item.at for item in (*asked, *given)}
    return Reading(worth + _passed_over(found, used, asks, pieces), "two lists", pieces)


def _leading(weights: _Weights, start: int, end: int) -> tuple[float, tuple[Piece, ...]]:
    """Give what stands above a list: neither asked nor answered, unless it answers for sure."""
    plain, _ = weights.in_order(start, end, (_OUTSIDE, _ASKED))
    own, cuts = weights.in_order(start, end, (_OUTSIDE, _ANSWERED, _OUTSIDE))
    if own + LEADING > plain:
        return own + LEADING, (Piece((None,), (cuts[0], cuts[0]), (cuts[0], cuts[1]), cuts[0]),)
    return plain, ()


def _own(
    body: Sequence[Block],
    weights: _Weights,
    item: Item,
    end: int,
    quoted: float = 0.0,
    gained: Callable[[Sequence[Piece]], float] = lambda _: 0.0,
) -> tuple[float, tuple[Piece, ...]]:
    """Give the best reading of the blocks of one item: a question and its answer, or parts with their own.

    ``gained`` says what the pieces of one will be worth beside that, for what stands elsewhere in the letter.
    """
    whole = _simple(weights, item.numbers, item.at, end, quoted)
    if len(item.numbers) > 1:
        return whole
    ways = [whole]
    is_part = item.style == "letter"
    below = items.lettered(body, item.at + 1, end)
    if len(below) > 1 and items.inline(body[item.at].text)[: len(below)] == [one.numbers[0] for one in below]:
        ways.append(_asked_inline(weights, item, below, end))
    letters = items.lettered(body, item.at, end, items.after_mark if is_part else items.after_number)
    if len(letters) > 1 and not (is_part and letters[0].numbers == ("a",)):
        ways.append(_by_parts(body, weights, item, letters, end))
        again = items.lettered(body, letters[-1].at + 1, end)
        if len(again) > 1:
            ways.append(_asked_and_given(weights, item, letters, again, end))
    return max(ways, key=lambda one: one[0] + gained(one[1]))


def _simple(
    weights: _Weights, numbers: tuple[str | None, ...], start: int, end: int, quoted: float = 0.0
) -> tuple[float, tuple[Piece, ...]]:
    """Give the best question and answer that a stretch of blocks makes; ``quoted`` is what it gains where its
    first block asks.
    """
    ways = [
        (
            worth
            + (ANSWERED if piece.is_answered else UNANSWERED)
            + (quoted if piece.asked[1] > start else 0.0),
            piece,
        )
        for worth, piece in weights.asked_and_answered(numbers, start, end)
    ]
    worth, piece = max(ways, key=lambda one: one[0])
    return worth, (piece,)


def _by_parts(
    body: Sequence[Block], weights: _Weights, item: Item, letters: Sequence[Item], end: int
) -> tuple[float, tuple[Piece, ...]]:
    """Give the parts a, b, c of a question, each with an answer of its own."""
    worth = weights.asked(item.at, letters[0].at)
    pieces: tuple[Piece, ...] = ()
    if letters[0].at > item.at:
        own, leading = _simple(weights, item.numbers, item.at, letters[0].at)
        if leading[0].is_answered and own > worth:
            worth, pieces = own, leading
    for letter, after in itertools.zip_longest(letters, letters[1:]):
        part = Item((f"{item.numbers[0]}{letter.numbers[0]}",), "letter", letter.at)
        own, of_part = _own(body, weights, part, after.at if after else end)
        worth += own + (0.0 if letters[0].at == item.at or roles.asks(body[letter.at]) else APART)
        pieces = (*pieces, *of_part)
    is_whole = all(piece.is_answered for piece in pieces)
    return worth if is_whole else float("-inf"), pieces


def _asked_inline(
    weights: _Weights, item: Item, letters: Sequence[Item], end: int
) -> tuple[float, tuple[Piece, ...]]:
    """Give the answers marked (a), (b) to a question that asks for (a) this and (b) that in one sentence."""
    worth, cuts = weights.in_order(item.at, letters[0].at, (_ASKED, _OUTSIDE))
    pieces: tuple[Piece, ...] = ()
    for letter, after in itertools.zip_longest(letters, letters[1:]):
        name = f"{item.numbers[0]}{letter.numbers[0]}"
        own, (piece,) = _simple(weights, (name,), letter.at, after.at if after else end, GIVEN)
        worth += own + ASKED_ABOVE
        pieces = (*pieces, replace(piece, asked=(item.at, max(cuts[0], item.at + 1))))
    return worth, pieces


def _asked_and_given(
    weights: _Weights, item: Item, letters: Sequence[Item], again: Sequence[Item], end: int
) -> tuple[float, tuple[Piece, ...]]:
    """Give the parts of a question that are asked a, b, c and then answered a, b, c."""
    ends = [*(letter.at for letter in letters[1:]), again[0].at]
    spans = {one.numbers[0]: (one.at, last) for one, last in zip(letters, ends, strict=True)}
    worth, _ = weights.in_order(item.at, again[0].at, (_ASKED, _OUTSIDE))
    pieces: tuple[Piece, ...] = ()
    for letter, after in itertools.zip_longest(again, again[1:]):
        own, (piece,) = _simple(
            weights, (f"{item.numbers[0]}{letter.numbers[0]}",), letter.at, after.at if after else end
        )
        span = spans.get(letter.numbers[0])
        worth += own + (ASKED_ABOVE if span else 0.0)
        pieces = (*pieces, replace(piece, asked=span or piece.asked))
    return worth, pieces


def _passed_over(
    found: Sequence[Item], used: set[int], asks: Sequence[bool], pieces: Sequence[Piece]
) -> float:
    """Give what the numbered blocks cost that ask, and are no question of a reading, nor within one."""
    within = {i for piece in pieces for i in range(*piece.asked)} | used
    numbers = {number for piece in pieces for number in piece.numbers}
    left = [item for item in found if item.at not in within]
    passed = 0.0
    for item in left:
        passed += BEGUN_AGAIN * bool(numbers.intersection(item.numbers))
        passed += PASSED_OVER * asks[item.at]
    return passed


# From blocks to places in the letter


def _parts(body: Sequence[Block], piece: Piece) -> Iterator[Part]:
    first, last = piece.asked
    begin, end = piece.answered
    is_numbered = piece.numbers[0] is not None
    while begin < end - 1 and begin == piece.at and is_numbered and _is_number_alone(body[begin]):
        piece = replace(piece, at=begin + 1)
        begin += 1
    answer = _answer_span(body, begin, end)
    if is_numbered and begin == piece.at:
        answer = min(_after_number(body[begin]), answer[1]), answer[1]
    if first < last and not (piece.is_answered and first == piece.answered[0]):
        start = _after_number(body[first]) if is_numbered else _after_word(body[first])
        question = start, max(start, body[last - 1].end)
    else:  # it is not quoted
        at = body[min(first, len(body) - 1)].start
        question = at, at
    if not piece.is_answered:
        answer = question[1], question[1]
    for number in piece.numbers:
        yield Part(number, question, answer)


def _after_word(block: Block) -> int:
    """Give where the words begin behind 'Q.' or 'Question:'."""
    line = block.paragraph.lines[0]
    match = _QUESTION_MARK.match(line.text)
    return line.start + match.end() if match and match.end() < len(line.text) else block.start


def _is_number_alone(block: Block) -> bool:
    return not block.is_table and items.after_mark(block.text) == len(block.text)


def _after_number(block: Block) -> int:
    line = block.paragraph.lines[0]
    after = items.after_mark(line.text)
    return line.start + after if 0 < after < len(line.text) else block.start


def _answer_span(body: Sequence[Block], start: int, end: int) -> tuple[int, int]:
    if start >= end:
        at = body[min(max(end, 1), len(body)) - 1].end
        return at, at
    return body[start].start, body[end - 1].end


def _shared(parts: Sequence[Part]) -> list[Part]:
    """Give questions that follow one another without an answer the answer that follows them all."""
    found = list(parts)
    for i in range(len(found) - 2, -1, -1):
        one, after = found[i], found[i + 1]
        if one.answer[0] >= one.answer[1] and after.answer[0] < after.answer[1]:
            found[i] = replace(one, answer=after.answer)
    return found


def _gathered(body: Sequence[Block], parts: list[Part]) -> list[Part]:
    """Take a list within a question for what it is, if one answer is given to all of it: 'rates in the
    following areas: (1) Leeds (2) York'. So is a lone '(1)' in the middle of a sentence.
    """
    if not parts or not all(part.number and part.answer == parts[0].answer for part in parts):
        return parts
    asked = [[b for b in body if part.question[0] < b.end and b.start < part.question[1]] for part in parts]
    texts = [" ".join(block.text for block in blocks) for blocks in asked]
    are_names = len(parts) > 1 and all(
        0 < len(t.split()) <= _MOST_WORDS_OF_NAME and "?" not in t for t in texts
    )
    is_lone = len(parts) == 1 and texts[0].startswith("(1)")
    if not (are_names or is_lone):
        return parts
    at = body.index(asked[0][0])
    leads = at > 0 and not body[at - 1].is_table and (is_lone or body[at - 1].text.endswith(":"))
    start = body[at - 1].start if leads else parts[0].question[0]
    return [replace(parts[0], number=None, question=(start, parts[-1].question[1]))]


def why(body: Sequence[Block], line: int) -> str:
    """Give the readings that were weighed, with what each is worth and the lines that it takes for questions
    and answers, and the evidence for the blocks around a line.
    """
    found = ["worth   kind       number: lines that ask -> lines that answer"]
    for one in sorted(readings(body), key=lambda one: -one.worth):
        pieces = (
            f"{'/'.join(number or '-' for number in piece.numbers)}: "
            f"{_lines(body, piece.asked)} -> {_lines(body, piece.answered)}"
            for piece in one.pieces
        )
        found.append(f"{one.worth:6.2f}  {one.kind:9}  {', '.join(pieces)}")
    found += ["", "  line  asked  answered  outside  evidence"]
    at = next((i for i, block in enumerate(body) if block.paragraph.lines[-1].number >= line), len(body) - 1)
    weighed = roles.weighed(body)
    for i in range(max(at - _AROUND, 0), min(at + _AROUND + 1, len(body))):
        numbers = " ".join(f"{one:7.1f}" for one in weighed[i])
        sign = ">" if i == at else " "
        number = body[i].paragraph.lines[0].number
        found.append(f"{sign} {number:4} {numbers}   {', '.join(roles.found(body)[i])}")
    return "\n".join(found)


def _lines(body: Sequence[Block], blocks: tuple[int, int]) -> str:
    if blocks[0] >= blocks[1]:
        return "none"
    first = body[blocks[0]].paragraph.lines[0].number
    last = body[blocks[1] - 1].paragraph.lines[-1].number
    return str(first) if first == last else f"{first}-{last}"
