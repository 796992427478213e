"""What each block of a letter may be: asked, answered, or neither. Evidence for each is added up; nothing is
decided here.

Each kind of evidence is a function of one block and its place, and gives what it adds to each role. A unit is
about a doubling of the odds.
"""

import csv
import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.extract import items, periods
from pipeline.extract.blocks import Block
from pipeline.extract.lexer.any_case import AnyCase
from pipeline.extract.lexer.words import find as numbers_in_words

_SALUTATION = re.compile(r"[\s*>]*(?:dear|good\s+(?:morning|afternoon|evening))\b.{0,60}$", re.IGNORECASE)
# In a letterhead that was taken for a table.
_GREETING = re.compile(r"\bDear\s(?:Sir|Madam|M[rs]|\[|[A-Z■█▇])")
# What announces the answers, alone on its line: 'Our response', 'Response 9 August 2022'.
_REPLIED = re.compile(
    r"(?:[\w’'&-]+\s+){0,4}(?:response|reply|answers?|decision)(?:\s+(?:to\s+)?(?:your\s+)?(?:[\w’'/-]+))?[\s*_:–-]*"
    r"|(?:[\w’'&()-]+\s+){5,10}(?:response|reply)\s*[:–-]+",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:[\w’'&-]+\s+){0,4}(?:requests?|requested|questions?|asked|enquiry|query)(?:\s+(?:for\s+)?(?:the\s+following\s+)?[A-Za-z’'-]+)?[\s*_:–-]*",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"\b(?:(?:do|does|is|are)\s+not\s+(?:hold|held|record|recorded|available|have\s+(?:a|any|the|separate)\b)|not\s+held|no\s+information\s+(?:is\s+)?held"
    r"|(?:is|are|be|been)\s+(?:\w+\s+)?exempt|withheld|refus(?:e|ed|ing)|neither\s+confirm|cannot\s+(?:provide|disclose)|unable\s+to\s+(?:provide|disclose))",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\W*(?:i\s+(?:refer|am\s+writing)|thank\s+you|further\s+to|in\s+response\s+to)\b", re.IGNORECASE
)
# 'Freedom of Information Request' is what the letter is about.
_TITLE = re.compile(
    r"\b(?:of|for)\s+information\s+request|^(?:foi|eir|information)\s+requests?\b|^requests?\s+(?:under|for\s+information)",
    re.IGNORECASE,
)
_HAS_DIGIT = re.compile("[0-9]")
# Periods end in a number, in a month or in one of a few words.
_MAY_END_IN_PERIOD = re.compile(
    r"(?:[0-9]|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|date|now|present)[^\w]*$",
    re.IGNORECASE,
)
_ENDS_IN_DATUM = re.compile(
    r"[–:=-]\s*[£<]?\s?[0-9][0-9,.]*\s?%?(?:\s+[a-z]{2,20})?(?:\s*\([^)]{1,20}\))?\W*$"
)
_STATES = re.compile(r"\b(?:is|was|are|were|has|have|had|can|cannot|do|does|did|will|would)\b", re.IGNORECASE)
_WANTED = re.compile(
    r"(?:(?:please\s+provide|details\s+of|the|a|any|all|total|full|average|annual)\s+)*(?:numbers?|amount|costs?|names?|list|cop(?:y|ies)"
    r"|details|totals?|percentage|proportion|breakdown|rate|length|reasons?|value|figures?|policy|date)\s+(?:of|for|on)\b",
    re.IGNORECASE,
)
# A quotation that is not closed in its paragraph.
_OPENS = re.compile(r"(?:^|[\s:–-])[“\"](?=\S)[^”\"]*$")
_CLOSES = re.compile(r"\S[”\"][\s.,;)]*$")
_LONGEST_QUOTATION = 40  # blocks
_ASKED_TOO = re.compile(r"\b(?:questions?|requests?)\s+(?:and|&|/)", re.IGNORECASE)
_ANNEXED = re.compile(r"\W*(?:annex|appendix|schedule|attachment|enclosure)\b.{0,60}", re.IGNORECASE)
_PLAIN = re.compile(
    r"[^\w£]*(?:yes|no|nil|none|zero|n/?a|not\s+(?:held|applicable|recorded|known)|£?[0-9][0-9,.]*\s*%?|(?:see|as)\s+above)[\W_]*",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"[\s*#>•]*(?:date|reference|ref|received|responded|released|published|requested|status|category"
    r"|department|request\s+(?:id|number|date|reference|ref|[0-9]+)|response\s+(?:date|published|due|id)"
    r"|subject|sent|from|to|your\s+ref|our\s+ref|information\s+\S+:|foi\s+ref)\b.{0,60}$",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\W*(?:[A-Za-z]+,?\s+)?[0-9]{1,2}(?:[./-]|\s)(?:[0-9]{1,2}|[A-Za-z]+),?(?:[./-]|\s)(?:19|20)?[0-9]{2}\W*"
)
_PAGE = re.compile(r".{0,70}\bpage\s+[0-9]+(?:\s+of\s+[0-9]+)?\W*", re.IGNORECASE)
_MOST_MARKER_WORDS = 12
_MARKUP = " *_#>•●-–"
_LONGEST_LIST_ITEM = 75
_TITLES = 3  # blocks
_FEWEST_RESTATED = 4  # words
_COMPARED = 9  # words from the start of a block


class Evidence(NamedTuple):
    """What is added to each role of a block."""

    asked: float = 0.0
    answered: float = 0.0
    outside: float = 0.0


@dataclass(frozen=True)
class Place:
    """A block where it stands. ``region`` is what the last heading announced: 'asked', 'replied', 'closed' or
    nothing.
    """

    index: int
    block: Block
    before: Block | None
    after: Block | None
    region: str
    is_marker: bool
    is_listed: bool  # in a list below what asks
    list_answers: bool  # and items of it answer
    is_restated: bool
    is_quoted: bool
    is_above_salutation: bool
    is_below_request: bool

    @functools.cached_property
    def text(self) -> str:
        """The paragraph; empty for a table."""
        return "" if self.block.is_table else self.block.text

    @functools.cached_property
    def words(self) -> str:
        """The paragraph's words without its bullet or number."""
        return _words(self.text)


@functools.lru_cache(maxsize=1 << 12)
def _words(text: str) -> str:
    """Give a paragraph's words without its bullet or number."""
    return text[items.after_mark(text) :].strip(_MARKUP)


@functools.cache
def _sounds(kind: str) -> AnyCase:
    with (Path(__file__).parent / "sentences.csv").open(encoding="utf-8", newline="") as file:
        rows = [row["pattern"] for row in csv.DictReader(file) if row["kind"] == kind]
    return AnyCase("|".join(f"(?:{pattern})" for pattern in rows))


@functools.lru_cache(maxsize=1 << 13)
def sounds(kind: str, text: str) -> bool:
    """Whether words sound as the rows of sentences.csv of a kind do."""
    return bool(_sounds(kind).search(text))


@functools.lru_cache(maxsize=1 << 12)
def is_standing(text: str) -> bool:
    """Whether a paragraph is standing text: terms of re-use, the right to a review, the Commissioner."""
    return sounds("closing", text)


def is_valediction(text: str) -> bool:
    """Whether a paragraph begins the signature."""
    return sounds("signature", text)


def is_salutation(text: str) -> bool:
    """Whether a paragraph greets."""
    return bool(_SALUTATION.match(text))


def _greets(block: Block) -> bool:
    """Whether a block greets; a letterhead that was taken for a table may hold the salutation."""
    return bool(_GREETING.search(block.text)) if block.is_table else is_salutation(block.text)


def _stands(block: Block) -> bool:
    """Whether a block is standing text, and no answer that speaks of a review."""
    text = block.text
    decides = _DECIDES.search(text) and sounds("answering", text) and not text.startswith(("If ", "You "))
    return not block.is_table and is_standing(text) and not decides and not _REFERS.match(text)


@functools.lru_cache(maxsize=1 << 12)
def _without_period(words: str) -> str:
    """Give words without the period in which they end: the year is no answer."""
    if not _MAY_END_IN_PERIOD.search(words):
        return words
    found = periods.find(words)
    is_last = bool(found) and not words[found[-1].end :].strip(" .,;:)?")
    return words[: found[-1].start].rstrip() if is_last else words


def asks(block: Block) -> bool:
    """Whether a paragraph sounds like a question or a request."""
    return not block.is_table and (block.paragraph.is_bold or sounds("asking", _words(block.text)))


def answers(block: Block) -> bool:
    """Whether a paragraph sounds like an answer."""
    words = _words(block.text)
    return not block.is_table and not periods.is_period(words) and sounds("answering", words)


def is_asked_alone(block: Block) -> bool:
    """Whether a paragraph names what is wanted, and says nothing of it: 'The number of fines by year'."""
    words = _words(block.text)
    return not block.is_table and bool(_WANTED.match(words)) and not _STATES.search(words)


@functools.lru_cache(maxsize=1 << 12)
def announces(text: str) -> str:
    """Give what a short heading says of what stands below it: 'asked', 'replied' or ''."""
    shown = text.strip(" *#_>•●")
    n_words = len(shown.split())
    if n_words > _MOST_MARKER_WORDS or _RECORD.match(shown) or shown.endswith((".", "?", ",", ";")):
        return ""
    if items.after_number(shown) and not shown.casefold().startswith(("response", "reply")):
        return ""
    if _TITLE.search(shown):
        return ""
    if _REPLIED.fullmatch(shown):
        return "both" if _ASKED_TOO.search(shown) else "replied"
    return "asked" if _ASKED.fullmatch(shown) else ""


# The kinds of evidence. Where a function has no words of its own, roles.csv says why it counts.


def _is_headline(place: Place) -> bool:
    """Whether it is a short line without an end mark, below a sentence or a table."""
    text, before = place.text, place.before
    return (
        len(text.split()) > 2
        and len(text) < _LONGEST_LIST_ITEM
        and text[:1].isupper()
        and text[-1].isalpha()
        and before is not None
        and (before.is_table or before.text.endswith("."))
        and (place.after is None or not place.after.text[:1].islower())
        and not place.is_marker
    )


def _is_table(place: Place) -> bool:
    return place.block.is_table


def _is_standing(place: Place) -> bool:
    return _stands(place.block)


def _signs_or_greets(place: Place) -> bool:
    return _greets(place.block) or is_valediction(place.text)


def _leads(place: Place) -> bool:
    return sounds("preamble", place.text) and not _DECIDES.search(place.text)


def _announces(place: Place) -> bool:
    return place.is_marker


def _is_record(place: Place) -> bool:
    is_record = place.region != "replied" and (_RECORD.match(place.text) or _DATE.fullmatch(place.text))
    return bool(is_record or _PAGE.fullmatch(place.text))


def _ends_in_question_mark(place: Place) -> bool:
    return place.text.rstrip(" *_\"'”’)").endswith("?")


def _sounds_asking(place: Place) -> bool:
    return sounds("asking", place.words) and not _ENDS_IN_DATUM.search(_without_period(place.words))


def _names_what_is_wanted(place: Place) -> bool:
    return bool(_WANTED.match(place.words)) and not re.search("[0-9]", _without_period(place.words))


def _is_first_asked(place: Place) -> bool:
    return place.is_below_request and bool(place.text) and not sounds("preamble", place.text)


def _is_bold(place: Place) -> bool:
    return bool(place.words) and place.block.paragraph.is_bold


def _sounds_answering(place: Place) -> bool:
    return sounds("answering", _without_period(place.words)) and not sounds("asking", place.words)


def _decides(place: Place) -> bool:
    return bool(_DECIDES.search(place.text)) and not sounds("asking", place.words)


def _answers_plainly(place: Place) -> bool:
    return bool(_PLAIN.fullmatch(place.words)) and not periods.is_period(place.words)


def _gives_numbers(place: Place) -> bool:
    """Whether a sentence holds numbers other than its dates, and asks nothing."""
    if not place.text.endswith(".") or not _HAS_DIGIT.search(place.words) or sounds("asking", place.words):
        return False
    found = periods.find(place.words)
    left = "".join(
        place.words[a:b]
        for a, b in zip([0, *(one.end for one in found)], [*(one.start for one in found), None], strict=True)
    )
    return bool(re.search(r"(?<![\w(])£?[0-9]", left))


def _is_said(place: Place) -> bool:
    """Whether it stands below a question mark, and is no list of short words."""
    before, text = place.before, place.text
    return (
        before is not None
        and not before.is_table
        and before.text.rstrip(" *_\"'”’)").endswith("?")
        and (len(text) > _LONGEST_LIST_ITEM or text.endswith(".") or bool(re.search("[0-9]", text)))
    )


def _is_statement(place: Place) -> bool:
    return place.text.endswith(".")


def _is_block(_: Place) -> bool:
    return True


def _is_below_request(place: Place) -> bool:
    return place.region == "asked"


def _is_below_reply(place: Place) -> bool:
    return place.region == "replied"


def _is_below_standing_text(place: Place) -> bool:
    return place.region == "closed"


def _is_below_signature(place: Place) -> bool:
    return place.region == "signed"


def _is_asked_item(place: Place) -> bool:
    return place.is_listed and not place.list_answers


def _is_answering_item(place: Place) -> bool:
    return place.is_listed and place.list_answers


def _is_quoted(place: Place) -> bool:
    return place.is_quoted


def _is_item_head(place: Place) -> bool:
    """Whether it begins with a number or letter and is neither a sentence nor an answer by itself."""
    words = place.words
    return (
        bool(words)
        and words != place.text.strip(" *_#>•●-–")
        and words[-1].isalpha()
        and not re.search("[0-9]", _without_period(words))
        and not numbers_in_words(words)
        and not sounds("answering", words)
        and not _DECIDES.search(words)
    )


def _is_restated(place: Place) -> bool:
    return place.is_restated


def _is_title(place: Place) -> bool:
    text = place.text
    return (
        place.index < _TITLES
        and bool(text)
        and not text.endswith((".", "?", ":"))
        and not items.after_number(text)
    )


def _is_above_salutation(place: Place) -> bool:
    return place.is_above_salutation


_KINDS: tuple[Callable[[Place], bool], ...] = (
    _is_table,
    _is_headline,
    _is_standing,
    _signs_or_greets,
    _leads,
    _announces,
    _is_record,
    _ends_in_question_mark,
    _sounds_asking,
    _names_what_is_wanted,
    _is_first_asked,
    _is_bold,
    _sounds_answering,
    _decides,
    _answers_plainly,
    _gives_numbers,
    _is_said,
    _is_statement,
    _is_block,
    _is_below_request,
    _is_below_reply,
    _is_below_standing_text,
    _is_below_signature,
    _is_asked_item,
    _is_answering_item,
    _is_quoted,
    _is_item_head,
    _is_restated,
    _is_title,
    _is_above_salutation,
)


@functools.cache
def weights() -> dict[str, Evidence]:
    """Give what each kind of evidence adds to each role, by its name in roles.csv."""
    with (Path(__file__).parent / "roles.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["kind"]: Evidence(float(row["asked"]), float(row["answered"]), float(row["outside"]))
            for row in csv.DictReader(file)
        }


def found(body: Sequence[Block]) -> list[tuple[str, ...]]:
    """Give the kinds of evidence that are found for each block, by name."""
    return [tuple(kind.__name__.strip("_") for kind in _KINDS if kind(place)) for place in _places(body)]


def weighed(body: Sequence[Block]) -> list[Evidence]:
    """Give the evidence for the roles of each block."""
    of_kind = weights()
    return [
        Evidence(*(sum(of_kind[name][role] for name in names) for role in range(3))) for names in found(body)
    ]


def _places(body: Sequence[Block]) -> list[Place]:
    greeted = [i for i, block in enumerate(body) if _greets(block)]
    first = greeted[0] if greeted else 0
    region, places = "", []
    listed = _lists(body)
    quoted = _quoted(body)
    announced_below = _announced(body)
    seen: set[tuple[str, ...]] = set()
    for i, block in enumerate(body):
        announced = announced_below[i]
        if not block.is_table and is_valediction(block.text):
            region = "signed"
        elif _stands(block) and region != "signed":
            region = "closed"
        elif (
            (region == "closed" and not block.is_table and items.after_number(block.text) == len(block.text))
            or (not block.is_table and _ANNEXED.fullmatch(block.text))
            or (not block.is_table and is_salutation(block.text))
        ):
            region = ""
        start = () if block.is_table else _start(block)
        places.append(
            Place(
                i,
                block,
                body[i - 1] if i else None,
                body[i + 1] if i + 1 < len(body) else None,
                region,
                is_marker=bool(announced) and announces(block.text) != "",
                is_listed=i in listed,
                list_answers=listed.get(i, False),
                is_restated=start in seen,
                is_quoted=i in quoted,
                is_above_salutation=i < first,
                is_below_request=i > 0
                and announced_below[i - 1] in ("asked", "both")
                and announces(body[i - 1].text) != "",
            )
        )
        is_asked = not block.is_table and (asks(block) or region == "asked" or block.paragraph.is_enumerated)
        if (
            len(start) >= _FEWEST_RESTATED
            and is_asked
            and not sounds("answering", _without_period(block.text))
        ):
            seen.add(start)
        region = announced or region
    return places


def _quoted(body: Sequence[Block]) -> set[int]:
    """Give the blocks of quotations that go over several, and those that '>' marks where others have none."""
    found: set[int] = set()
    marked = {
        i
        for i, block in enumerate(body)
        if not block.is_table and block.paragraph.raw.lstrip().startswith(">")
    }
    if len(marked) < len(body) / 2:
        found |= marked
    opened: int | None = None
    for i, block in enumerate(body):
        text = "" if block.is_table else block.text
        if opened is not None and (i - opened > _LONGEST_QUOTATION or is_valediction(text)):
            opened = None
        if opened is None and _OPENS.search(text) and not _CLOSES.search(text):
            opened = i
        elif opened is not None and _CLOSES.search(text):
            found.update(range(opened, i + 1))
            opened = None
    return found


def _lists(body: Sequence[Block]) -> dict[int, bool]:
    """Give the blocks that stand in a list below a block that asks or ends in a colon, and whether the list
    answers: one of its items does, or it is one item below a question.
    """
    found: dict[int, bool] = {}
    lead = 0
    while lead < len(body):
        end = lead + 1
        while end < len(body) and _may_be_listed(body, lead, end):
            end += 1
        before = body[lead]
        if (
            end > lead + 1
            and not before.is_table
            and (before.text.rstrip().endswith((":", ";")) or asks(before))
        ):
            run = [_words(body[i].text) for i in range(lead + 1, end)]
            alone = (
                len(run) == 1
                and body[lead + 1].paragraph.is_bullet
                and not before.text.rstrip().endswith(":")
            )
            answers = any(
                (
                    sounds("answering", text)
                    or _PLAIN.fullmatch(text)
                    or _ENDS_IN_DATUM.search(_without_period(text))
                )
                and not sounds("asking", text)
                and not periods.is_period(text)
                for text in run
            )
            found.update(dict.fromkeys(range(lead + 1, end), alone or answers))
        lead = max(end - 1, lead + 1)
    return found


def _may_be_listed(body: Sequence[Block], lead: int, i: int) -> bool:
    """Whether a block goes on with the list that begins below another."""
    block = body[i]
    if block.is_table or announces(block.text) or is_standing(block.text) or is_valediction(block.text):
        return False
    if block.paragraph.is_bullet:
        return True
    is_short = len(block.text) < _LONGEST_LIST_ITEM and not block.text.endswith((".", "?"))
    return (
        is_short
        and not block.paragraph.is_enumerated
        and not items.after_number(block.text)
        and not body[i - 1].paragraph.is_bullet
        and body[lead].text[-1:] in ":?,;"
    )


def _announced(body: Sequence[Block]) -> list[str]:
    """Give what each block announces. Where no reply is announced below a request, what stands below it may
    be both.
    """
    found = ["" if block.is_table else announces(block.text) for block in body]
    first = next((i for i, one in enumerate(found) if one), 0)
    if first and found[first] == "replied":
        greeted = [i for i, block in enumerate(body[:first]) if _greets(block)]
        top = greeted[-1] if greeted else 0
        if not any(
            block.is_table or _DECIDES.search(block.text) or _stands(block) for block in body[top + 1 : first]
        ):
            found[top] = "asked"  # what stands above the reply
    replied = False
    for i in range(len(body) - 1, -1, -1):
        if found[i] == "asked" and not replied:
            found[i] = "both"
        replied = found[i] == "replied" or (replied and found[i] != "asked")
    return found


def _start(block: Block) -> tuple[str, ...]:
    """Give the words with which a block begins, without its number, by which it is known again."""
    text = block.text[items.after_mark(block.text) :]
    return tuple(re.findall(r"\w+", text.casefold())[:_COMPARED])
