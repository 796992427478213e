"""Figures in sentences and in lists: 'In 2024, 366 children were reported missing', '• 12', '2018-19 -
216', 'Nil.'

A number is a figure where it is no context (see context.py) and the words around it show that it counts or
measures something; else nobody claims it, and it ends among the unread.
"""

import bisect
import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.extract import periods
from pipeline.extract.context import Reason, sentences, unexplained
from pipeline.extract.lexer import datum, marks, numbers, scales, words
from pipeline.extract.lexer.token import Datum
from pipeline.extract.lines import Paragraph, joined, unemphasised
from pipeline.extract.structure import Status, Unit

_BULLET = r"^[\s•●▪◦·‣○*–-]*+"
_VALUE = rf"{datum.PATTERN}(?:\s?p/?[wa]\b)?"
_BARE = re.compile(rf"{_BULLET}(?:{_VALUE}|{words.PATTERN})(?:\s?p/w|\s+[a-z]+)?[\s.*]*$", re.IGNORECASE)
_LABELLED = re.compile(
    rf"{_BULLET}(?P<label>[^.?!:=|<>≤≥]*[^\s.?!:=|<>≤≥–-]\.?)(?:\s*(?::|=(?!<))\s*|\s+[-–]\s+"
    rf"|\s+(?=£?[0-9<][0-9.,]*%?$))(?=(?:{_VALUE})(?:\b|\s|$|(?<=[%*+])))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^[\s*(]*(?:(?:questions?|q|answer|a)\s*)?(?:[0-9]{1,2}\.?[a-z]?|[a-z]|[ivx]{1,4})[.):]+\s+",
    re.IGNORECASE,
)
_ALONE = re.compile(r"n\.?/?a\.?|\*{1,3}|\[[cxz]\]", re.IGNORECASE)  # an answer of a mark alone
_ANSWERED = re.compile(
    r"^[\s*]*(?:(?:our\s+)?(?:response|answer|reply)\s*[:–-]|a\s?[0-9]{1,2}[a-h]?\s*[.):]|a:)\s*",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?::|(?<![<>])=(?![<>]))\s*|\s+[-–]\s+")
_LIST_NUMBER = re.compile(r"\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)]|[0-9]{1,2}\.?[a-z]\.?", re.IGNORECASE)
_VALUE_FIRST = re.compile(
    rf"{_BULLET}(?:{_VALUE})\s+[-–]\s+(?P<label>(?!£?[0-9<][0-9,.]*%?$)[^\s].{{0,80}})$", re.IGNORECASE
)
# An item of a list with its share in brackets.
_BRACKETED = re.compile(
    rf"{_BULLET}(?:\(?(?:[0-9]{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]\s+)?(?P<label>[A-Z][^.?!:()]{{1,60}}?)"
    r"\s+\(£?[0-9][0-9,.]*%?\)\.?",
    re.IGNORECASE,
)
_LIST_NUMBER_BEFORE = re.compile(r"^[\s*]*\(?[0-9]{1,2}[.)]\s+(?=[A-Z][a-z]+.*\s[-–:=]\s*£?[0-9])")
_SHORT_LABEL = 40
_BOUND_REACH = 24
_BOUND_BEFORE = re.compile(
    r"(?:[<>≤≥]\s*=?|\b(?:less|fewer|lower|smaller|more|greater)\s+than(?:\s+or\s+equal\s+to)?"
    r"|\b(?:under|below|over|above|exceed(?:s|ed|ing)|at\s+(?:least|most)|up\s+to|in\s+excess\s+of|upwards\s+of|max(?:imum)?"
    r"|not\s+exceeding|sub|threshold\s+of|range\s+(?:of\s+)?)|(?<![0-9/.,–-])[0-9]{1,2}(?:[-–]|\s+to)"
    r"|\brange\s+[0-9]+\s+to)\s*$",
    re.IGNORECASE,
)
_BOUND_AFTER = re.compile(
    r"\s*(?:(?:\w+\s+)?or\s+(?:fewer|less|under|lower)\b|[-–][0-9]{1,3}(?![0-9/–-])|\s?to\s+[0-9]{1,3}\b(?!%))",
    re.IGNORECASE,
)
_MAY_BE_YEAR = "this number may be a year"
_SAID_OTHERWISE = "the words before it say another number"
_IN_WORDS_BEFORE = re.compile(rf"\b{words.PATTERN}[ ]?\($", re.IGNORECASE)  # 'ten (12)'; 'ten (10)' is one
_WORDS_REACH = 60
_OF_PARAGRAPH = "this may be the number of a paragraph"
MAY_BE_NAME = "what is hidden here may be a name, and no number"
_OF_NAME = "this may be a part of a name"
_HIDDEN_WORDS = re.compile(r"\[?redacted\]?|█+", re.IGNORECASE)
# A thing that bears a number: 'Ward 7 has 28' is no count of wards.
_NAME_BEFORE = re.compile(r"\b(?!Total\b)[A-Z][a-z]+\s+$")
_NAME_AFTER = re.compile(r"\s+[A-Z][a-z]+\s+[A-Z][a-z]")
_LABEL_WITH_NUMBER = "its label holds a number that may be another figure"
# A period behind these says when something else began or ended: 'the review which started in 2021 found 12'.
_BEGAN = re.compile(
    r"\b(?:commenc|start|open|launch|establish|introduc|end|finish|clos|publish|beg[au]n)(?:e?[ds])?\s+(?:in|on)\s+$",
    re.IGNORECASE,
)
_SEVERAL_PERIODS = "its sentence names several periods"
_SCALED_NEARBY = "the words around this number multiply by {:,.0f}"
# What leads to a number and labels none: 'About 300', 'minus 4', 'Twelve (12)'.
_LEADS = re.compile(rf"(?:{numbers.ABOUT}|minus|{words.PATTERN})", re.IGNORECASE)
_ONE_DOES = re.compile(r"\s+(?:has|is|was|does)\b")
_SIGN_AT_END = re.compile(r"\s(?=(?:\*{1,3}|\[[cxz]\]|[<≤]\s?[0-9]+)\s*$)")
_LONGEST_LABEL = 90
_LONGEST_ROW = 1_000  # what is longer is no row of a list
_ZERO = re.compile(
    rf"(?:{_BULLET}|[.;]\s+|\band\s+)(?P<word>nil|none|zero)\b(?!\s+(?:is|are)\b|\s+of\s+(?:the|this|that|these)\s+"
    r"(?:information|data|records?|details?|request))|[:=]\s*(?P<after>nil|none)[\s.]*$",
    re.IGNORECASE,
)
_COUNTS_WORD = re.compile(
    r"\b(?:were|was|are|is|of|had|have|has|received|recorded|identified|issued|reported|total|made"
    r"|there|out\s+of|(?:has|have|had|we)\s+\w{2,}ed)\s+(?:been\s+)?(?:only\s+|just\s+|a\s+total\s+of\s+)?$",
    re.IGNORECASE,
)
_AGED = r"(?:x\s+)?[0-9]{1,2}[\s-]years?[\s-]olds?"  # 'twelve 16 year olds'
_COUNTED = re.compile(
    r"\s+(?:(?!or\b|and\b|of\b|to\b|in\b|way\b|person\b|hundred\b|thousand\b)[a-z]"
    rf"|{_AGED}\b)",
    re.IGNORECASE,
)
_COUNTS_AGED = re.compile(rf"\s+{_AGED}\b", re.IGNORECASE)
# What is measured rather than counted, and what is no number at all.
_MEASURED = re.compile(
    r"\s+(?:working\s+|calendar\s+|separate\s+|different\s+|main\s+|further\s+|full\s+|half\s+)*"
    r"(?:hours?|minutes?|days?|weeks?|months?|years?|times?|ways?|types?|kinds?|parts?|stages?|questions?|tables?"
    r"|sections?|options?|requests?|reasons?|copies|officers?\s+spending|more\b|another|another's|hundred|thousand)\b",
    re.IGNORECASE,
)
# After what a number word counts although it is in the middle of a sentence.
_AMONG = re.compile(
    r"(?:,|;|:|\b(?:and|but|plus|with|while|including|of\s+which|of\s+whom|of\s+these|of\s+them|of\s+those))\s+$",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"[\s•*]*(?:\(?[0-9a-z]{1,3}[.)]\s+)?(?:(?:yes|a\s+further|another|some|about|in\s+total|a\s+total\s+of"
    r"|of\s+(?:these|them|those)|so\s+far|only|just|(?:in|during|for|since|between|from|at)\s[^.]{3,60})[\s,:;.–-]+)*",
    re.IGNORECASE,
)
# 'North 12, South 13 and West less than 5.': labels with their numbers, one after the other.
_COUNT = datum.PATTERN
_LABEL = r"[A-Za-z][^,;:.?!0-9<≤£]{0,40}?"
_SERIES = re.compile(
    rf"[\s•]*{_LABEL}\s+{_COUNT}(?:(?:[,;]|\s+and|,\s+and)\s+{_LABEL}\s+{_COUNT})+[\s.]*", re.IGNORECASE
)
_SERIES_LABEL = re.compile(rf"(?:^|[,;]\s|\band\s)\s*(?P<label>{_LABEL})\s+(?={_COUNT})", re.IGNORECASE)
# What the label of a list's row never holds.
_VERB = re.compile(
    r"\b(?:were|was|are|is|had|have|has|there|whom|which|of\s+(?:these|those|them))\b", re.IGNORECASE
)
_SENTENCE = re.compile(
    r"\b(?:were|was|are|is|had|have|has|there|whom|which|of\s+(?:these|those|them))\b|,\s", re.IGNORECASE
)
_AROUND = re.compile(
    rf"{_BULLET}(?P<first>\S.{{2,60}}\s(?:to|until|and))\s+£?[0-9][0-9,.]*%?\s+"
    r"(?P<last>[0-9A-Z][\w ]{4,30})"
)
_ANY_NUMBER = re.compile(rf"[0-9]|\b{words.PATTERN}\b", re.IGNORECASE)
_PAIRS = re.compile(
    r"(?:^|[,;.](?=\s)|\band\b)\s*(?P<label>(?:19|20)[0-9]{2}(?:[/–-][0-9]{2,4})?(?=\s+£?[0-9])"
    r"|[^,;:=.?!]{1,40}?(?=:|\s?=|\s[-–]\s))(?::|\s?=|\s[-–](?=\s)|)\s*(?=£?[0-9])(?![0-9]{1,2}:)"
)
# What says of what the sentence before is about.
_ANAPHORA = re.compile(r"\b(?:of|from|among)\s+(?:these|those|them|which|whom)\b", re.IGNORECASE)
_BESIDE = re.compile(r"[\s:=–(-]*£?")
_IN = re.compile(r"£?[0-9][0-9,.]*%?(?:\s+[a-z-]+){0,4}\s+(?:in|for|during|at)\s+", re.IGNORECASE)
_OPEN_ENDED = re.compile(
    r"\b(?:since|after|before|until|till|by|to|from|than|prior\s+to|up\s+to|beginning|starting|ending)\s+"
    r"(?:the\s+)?(?:(?:end|start|beginning|middle|last|first)\s+(?:of\s+)?)?(?:(?:financial|calendar|academic)\s+)?(?:years?\s+)?$",
    re.IGNORECASE,
)
_COUNTED_ON = re.compile(r"\b(?:at|on|of)\s+$", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_REACH = 200  # characters of a sentence that say what a word counts
_OF_THEM = re.compile(
    r"\s+(?:of\s+(?:them|these|those|which|whom|the|our|all)\b|(?:in|for|during)\s+(?:the\s+\w+\s+year\s+)?(?:19|20)[0-9]{2})",
    re.IGNORECASE,
)
_ONE_COUNTED = re.compile(
    r"\s+(?:was|is|has|had|of\s+(?:them|these|those|which|whom)|\w+\s+(?:was|is|has|had))\b", re.IGNORECASE
)
# '6 officers and one manager.'
_AND = re.compile(r"[0-9]\s+(?:[A-Za-z-]+\s+){1,5}(?:and|plus)\s+$")
_ONE_MORE = re.compile(r"\s+(?:[a-z-]+\s+){0,2}[a-z-]+\s*(?:[.,;(]|$)")
# Behind these one thing is counted: 'we received one complaint'.
_RECORDED = re.compile(
    r"\b(?:received|recorded|identified|issued|reported|investigated|upheld|found)\s+(?:only\s+|just\s+)?$",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"^(?:\s+[a-z-]+){1,4}\s*\.?\s*$|\b(?:were|was|are|is|have|had|has|did|took|went|made|got|left|rose|fell|cost|won|lost"
    r"|\w{2,}ed)\b",
    re.IGNORECASE,
)
_LEADS_TO_FIGURE = re.compile(
    r"(?:\b(?:was|were|is|are|of|to|at|had|has|have|been|total(?:led|s)?|recorded|received|identified"
    r"|spent|paid|issued|and|for|only|reached|by|from)|[:=(,–-])\s*$",
    re.IGNORECASE,
)
_FOLLOWS_FIGURE = re.compile(
    rf"\s?\+?(?:\s+(?:[a-z(%]|[-–]\s|[A-Z]{{2,}}|{_AGED})|\s*[.;,)]|\s*$|\s?p/w|-[a-z]|(?:FTE|WTE|fte|wte)\b)"
)
# As in 41 Student sponsor licences, or 54 Civil Enforcement Officers.
_FOLLOWED_BY_NAME = re.compile(
    r"\s+(?:[A-Z][a-z]+\s+){1,3}(?!and\b|of\b|in\b|on\b|at\b|to\b|for\b)[a-z]{3,}"
    r"|\s+(?:[A-Z][a-z]+\s+){0,3}[A-Z][a-z]{2,}s(?=\s*[(,.;]|\s+(?:and|of|in|were|was|at|for|who)\b|\s*$)"
)
_AFTER_PERIOD = re.compile(r"(?:(?:19|20)[0-9]{2}|[0-9][/–-][0-9]{2,4})\s+$")
_AMOUNT = re.compile(rf"(?<![\w/.-])(?:£?[0-9][0-9,.]*|{words.PATTERN}|none|no)(?![\w/-])", re.IGNORECASE)
_CLAUSE_OPENS = re.compile(
    r"(?:[,;]|\band|\bbut|\bwhile)\s+(?:in|for|during|at)\s+(?:the\s+)?$", re.IGNORECASE
)
_OPENS = re.compile(
    r"^[\s•*]*(?:in|for|during|as\s+(?:of|at)|at|between|from|of)?\s*(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True)
class Stated:
    """A figure of prose, before it is tied to its question."""

    kind: Literal["list", "prose"]
    text: str
    value: float | None
    lower: float | None
    upper: float | None
    unit: Unit | None
    status: Status
    period: str | None
    row: str | None
    start: int
    end: int
    doubt: str | None = None
    scale: float = 1.0  # by which its label multiplies what is printed


def find(text: str, paragraph: Paragraph, reasons: Sequence[Reason]) -> tuple[Stated, ...]:
    """Give the figures of one paragraph; ``reasons`` are the passages of it whose numbers are not data."""
    start, end = paragraph.start, paragraph.end
    taken = bytearray(end - start)  # a mark for each character that something has claimed
    for reason in reasons:
        _claim(taken, reason.start - start, reason.end - start)
    stated = stated_periods(text, (start, end), reasons)
    spans = sentences(text, start, end)
    broken = _broken_label(paragraph)
    whole_row = broken or _row(paragraph)
    pairs = _are_pairs(paragraph.text[:_LONGEST_ROW])
    label_end = start + _label_end(text[start:end], whole_row)
    of_label = _label_span(
        text[start:end], None if whole_row is None or unexplained(whole_row) else whole_row
    )
    around = scales.of(text[start:end])
    is_list = pairs or whole_row is not None or bool(_BARE.match(_without_number(paragraph)))
    found: list[Stated] = []

    def state(one: Datum) -> None:
        when = _period_at(text, one.start, spans, stated)
        kind: Literal["list", "prose"] = "list" if is_list else "prose"
        row, when = whole_row, broken or when
        if pairs:
            row = _nearest_label(text[start : one.start], one.text)
            own = periods.find(row or "")
            when = joined(own[0].text) if own else when
        scale, unscaled = _scale(text, one, row, around)
        one = _times(one, scale)
        values = (one.text, one.value, one.lower, one.upper, one.unit, one.status)
        doubt = one.doubt or unscaled or _doubt(text, one, row, start)
        found.append(Stated(kind, *values, when, row, one.start, one.end, doubt, scale))
        _claim(taken, one.outer_start - start, one.outer_end - start)

    listed = _listed_mark(text, paragraph)
    if listed is not None:
        whole_row, is_list = listed[0] or None, True
        state(listed[1])
    zero = None if listed else _zero(text, start, end)
    if zero:
        is_list = is_list or not re.match(r"\s+[a-z]", text[zero.end : end])
        state(zero)
    for mark in marks.find(text, start, end):
        is_free = not any(taken[mark.start - start : mark.end - start])
        if not is_free:
            _claim(taken, mark.start - start, mark.end - start)  # never a number without its sign
        says = mark.is_mark or mark.status == "zero_by_word"
        if is_free and (says or is_list or _measures(text, mark, start, end)):
            state(mark)
    counted = (
        word
        for word in datum.find_words(text, start, end)
        if _counts(text, word, paragraph, spans[bisect.bisect_right(spans, (word.start, len(text))) - 1])
    )
    for number in (*counted, *numbers.find(text, start, end)):  # 'twelve (12)' is one
        if any(taken[number.start - start : number.end - start]) or _is_bounded(text, number, start, end):
            continue
        if of_label[0] <= number.start - start < number.end - start <= of_label[1]:
            continue
        if (is_list and number.start >= label_end) or _measures(text, number, start, end):
            state(number)
    dealt = _respectively(text, spans, stated, sorted(found, key=lambda one: one.start))
    return _of_several_periods(text, spans, stated, dealt)


def _are_pairs(shown: str) -> bool:
    """Whether a paragraph holds several labels, each with its number."""
    is_series = _SERIES.fullmatch(shown) and not _VERB.search(shown) and not periods.find(shown)
    return bool(is_series) or len(_PAIRS.findall(shown)) > 1


def _zero(text: str, start: int, end: int) -> Datum | None:
    match = _ZERO.search(text[start:end])
    if match is None:
        return None
    first, last = (start + place for place in match.span("word" if match["word"] else "after"))
    return Datum(text[first:last], "zero_by_word", 0.0, 0.0, 0.0, first, last, first, last)


def _respectively(
    text: str, spans: Sequence[tuple[int, int]], stated: Sequence[periods.Found], found: Sequence[Stated]
) -> tuple[Stated, ...]:
    """Deal the periods of a sentence out to its figures where it says that they correspond: '15, 22 and 31
    respectively'.
    """
    dealt = list(found)
    for start, end in spans:
        if not _RESPECTIVELY.search(text, start, end):
            continue
        shown = [piece for one in _within(stated, (start, end)) for piece in periods.listed(one)]
        if not shown:  # '... for 2021/22 and 2022/23. The cancelled ones were 12 and 15 respectively.'
            shown = [
                piece for one in _of_last_sentence(spans, start, stated) for piece in periods.listed(one)
            ]
        places = range(
            *(bisect.bisect_left(dealt, place, key=lambda one: one.start) for place in (start, end))
        )
        if len(shown) == len(places) > 1:
            for place, period in zip(places, shown, strict=True):
                dealt[place] = dataclasses.replace(dealt[place], period=joined(period))
    return tuple(dealt)


def _of_several_periods(
    text: str, spans: Sequence[tuple[int, int]], stated: Sequence[periods.Found], found: Sequence[Stated]
) -> tuple[Stated, ...]:
    """Doubt the one number of a sentence that names several periods."""
    doubted = list(found)
    for start, end in spans:
        within = [
            one
            for one in _within(stated, (start, end))
            if not _BEGAN.search(text, max(start, one.start - _LONGEST_LABEL), one.start)
        ]
        own = [i for i, one in enumerate(found) if start <= one.start < end and one.kind == "prose"]
        if len(own) != 1 or len({joined(one.text).casefold() for one in within if one.is_span}) < 2:
            continue
        amounts = [
            one
            for one in _AMOUNT.finditer(text, start, end)
            if not any(period.start <= one.start() < period.end for period in within)
        ]
        if len(amounts) == 1 and doubted[own[0]].doubt is None:
            doubted[own[0]] = dataclasses.replace(doubted[own[0]], doubt=_SEVERAL_PERIODS)
    return tuple(doubted)


def _scale(text: str, one: Datum, row: str | None, around: float) -> tuple[float, str | None]:
    """Give the factor that its label states for a number that has none of its own and is no percentage, and
    why it is doubtful: its paragraph states another, ``around``.
    """
    has_own = re.search(r"[A-Za-z]", text[one.end : one.outer_end])
    if one.value in (None, 0) or one.unit == "percent" or has_own:
        return 1.0, None
    scale = scales.of(row or "")
    return scale, _SCALED_NEARBY.format(around) if around > scale else None


def _doubt(text: str, one: Datum, row: str | None, start: int) -> str | None:
    if row and unexplained(row):
        return _LABEL_WITH_NUMBER
    before = text[max(start, one.start - _WORDS_REACH) : one.start]
    if text[one.end : one.end + 1] == ")" and _IN_WORDS_BEFORE.search(before):
        return _SAID_OTHERWISE
    if _is_enclosed(text, one):
        return _OF_PARAGRAPH
    if one.status == "suppressed" and _HIDDEN_WORDS.fullmatch(one.text):
        return MAY_BE_NAME
    if _NAME_BEFORE.search(before) and _NAME_AFTER.match(text, one.end):
        return _OF_NAME
    return _MAY_BE_YEAR if _may_be_year(text, one, start) else None


def _is_enclosed(text: str, one: Datum) -> bool:
    """Whether a small number stands in brackets by itself, as those of paragraphs do: 'as defined in (2)'."""
    is_alone = text[max(one.start - 1, 0) : one.start] == "(" and text[one.end : one.end + 1] == ")"
    return is_alone and len(one.text) < len("100")


def _times(one: Datum, scale: float) -> Datum:
    if scale == 1:
        return one
    value, lower, upper = (
        None if each is None else round(each * scale, 6) for each in (one.value, one.lower, one.upper)
    )
    return dataclasses.replace(one, value=value, lower=lower, upper=upper)


def stated_periods(text: str, span: tuple[int, int], reasons: Sequence[Reason]) -> list[periods.Found]:
    """Give the periods of a passage; the year of an Act or in a link is none."""
    start, end = span
    other = bytearray(end - start)
    for reason in reasons:
        if reason.why in ("legislation", "URL", "reference", "provision"):
            _claim(other, reason.start - start, reason.end - start)
    return [
        found
        for found in periods.find(text, start, end)
        if not any(other[found.start - start : found.end - start])
    ]


def _period_at(
    text: str, offset: int, spans: Sequence[tuple[int, int]], stated: Sequence[periods.Found]
) -> str | None:
    """Give the period that the letter ties to the number at ``offset``, as printed.

    In its sentence, else the last of the sentence that it goes on from, else the only one of the paragraph.
    None where the paragraph states none, or several.
    """
    start, end = spans[bisect.bisect_right(spans, (offset, len(text))) - 1]
    first = bisect.bisect_left(stated, start, key=lambda one: one.start)
    last = bisect.bisect_left(stated, end, key=lambda one: one.start)
    if first == last:
        goes_on = _ANAPHORA.search(text, max(start, offset - _REACH), min(end, offset + _REACH))
        last_named = _of_last_sentence(spans, start, stated) if goes_on else ()
        return joined(last_named[-1].text) if last_named else only_period(stated)
    return joined(_of_sentence(text, offset, start, stated[first:last]).text)


def _of_sentence(text: str, offset: int, start: int, stated: Sequence[periods.Found]) -> periods.Found:
    """Give the period of a number among those of its sentence, which begins at ``start``: the one beside it,
    or that leads in its clause, or that opens the sentence; else the nearest before, else the nearest after.
    """
    last = len(stated)
    before = bisect.bisect_right(stated, offset, key=lambda one: one.end)
    nearest = stated[max(before - 1, 0)]
    if before and _BESIDE.fullmatch(text, nearest.end, offset):
        return nearest  # '2022/23 £412,000, 2023/24 £455,500'
    is_next = 0 < before < last and _AMOUNT.search(text, nearest.end, offset - 1)
    if is_next and _IN.fullmatch(text, offset, stated[before].start):
        return stated[before]  # 'for 2023/24 it is 12, compared with 15 in 2022/23'
    if before > 1 and _CLAUSE_OPENS.search(text, start, nearest.start):
        return nearest  # 'In 2022 we had 12, and in 2023 there were 15'
    if _OPENS.match(text[start : stated[0].start]):
        return stated[0]
    if _AMOUNT.search(text, start, stated[0].start):
        # '12 in 2022/23 and 15 in 2023/24': each number stands before its period.
        after = bisect.bisect_right(stated, offset, key=lambda one: one.start)
        return stated[after] if after < last else nearest
    return nearest


def _of_last_sentence(
    spans: Sequence[tuple[int, int]], start: int, stated: Sequence[periods.Found]
) -> Sequence[periods.Found]:
    """Give the periods of the sentence that ends where this one starts."""
    at = bisect.bisect_left(spans, (start, 0)) - 1
    return _within(stated, spans[at]) if at >= 0 else ()


def _within(stated: Sequence[periods.Found], span: tuple[int, int]) -> Sequence[periods.Found]:
    first, last = (bisect.bisect_left(stated, place, key=lambda one: one.start) for place in span)
    return stated[first:last]


def _claim(taken: bytearray, start: int, end: int) -> None:
    start, end = max(start, 0), min(end, len(taken))
    if start < end:
        taken[start:end] = b"1" * (end - start)


def only_period(stated: Sequence[periods.Found]) -> str | None:
    """Give the period of a passage that states just one, however often; None for none or several."""
    lasting = {joined(one.text).casefold(): joined(one.text) for one in stated if one.is_span}
    return next(iter(lasting.values())) if len(lasting) == 1 else None


def asked_period(text: str, span: tuple[int, int]) -> str | None:
    """Give the period that a question is about, where it names just one: 'in 2023/24', 'at the January 2025
    census'. 'Since 2019' and 'by 2019' name only where one begins or ends.
    """
    found = {joined(one.text).casefold(): one for one in periods.find(text, *span)}
    if len(found) != 1:
        return None
    asked = next(iter(found.values()))
    before = text[max(span[0], asked.start - _REACH) : asked.start]
    is_ranged = bool(re.search(r"\s(?:to|and|until|[-–])\s", asked.text))
    if _OPEN_ENDED.search(before) and not is_ranged:
        return None
    return joined(asked.text) if asked.is_span or _COUNTED_ON.search(before) else None


def _listed_mark(text: str, paragraph: Paragraph) -> tuple[str, Datum] | None:
    """Give the label and the mark of a paragraph that holds just these: 'March 2023: ..'."""
    if len(paragraph.lines) != 1 or len(paragraph.text) > _LONGEST_LABEL:
        return None
    raw = unemphasised(text[paragraph.start : paragraph.end])
    if len(raw) > 2 * _LONGEST_LABEL:
        return None
    alone = datum.parse(raw)
    if alone is not None and _ALONE.fullmatch(alone.text):
        return "", alone.moved(paragraph.start)
    cuts = [match.span() for match in _SEPARATOR.finditer(raw)][-1:]
    bullet = re.match(_BULLET, raw)
    first = bullet.end() if bullet else 0
    at_end = _SIGN_AT_END.search(raw)
    if at_end and not cuts and len(raw) <= _SHORT_LABEL and raw[:1].isupper():
        cuts.append(at_end.span())  # 'Asian *'
    cuts += [(found.end, found.end) for found in periods.find(raw, first)[:1] if found.start == first]
    for label_end, mark_start in cuts:
        mark = datum.parse(raw[mark_start:])
        label = joined(raw[first:label_end])
        is_mark = mark is not None and mark.is_mark and mark.text != ":"
        if mark is not None and is_mark and label and not label.endswith((".", "?", "!")):
            return label, mark.moved(paragraph.start + mark_start)
    return None


def _row(paragraph: Paragraph) -> str | None:
    text = _ANSWERED.sub("", paragraph.text[:_LONGEST_ROW], count=1)
    if len(_PAIRS.findall(text)) > 1 or _is_mark(text.rstrip(". ")):
        return None  # each has a label of its own, or none has
    if paragraph.is_enumerated:
        text = _LIST_NUMBER_BEFORE.sub("", text, count=1)
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed and not _LEADS.fullmatch(bracketed["label"]):
        return joined(bracketed["label"])
    first = _VALUE_FIRST.match(text)
    if first and periods.is_period(text[: first.start("label")].strip(" \t•*-–")):
        first = None  # '2025 - 188 (provisional)'
    if first and first["label"].endswith(".") and _is_mark(text[: first.start("label")].strip(" \t•*-–")):
        first = None  # 'Fewer than 5 - see below.'
    match = first or _LABELLED.match(text)
    if match is None:
        return None
    label = joined(match["label"])
    if _LEADS.fullmatch(label):
        return None
    if _SENTENCE.search(label) and not re.match(r"\s*[:=]", text[match.end("label") :]):
        return None  # 'one of them was aged 4.'
    return label if len(label) <= _LONGEST_LABEL and not _LIST_NUMBER.fullmatch(label) else None


def _is_bounded(text: str, number: Datum, start: int, end: int) -> bool:
    """Whether words or signs beside a number make a bound or a range of it that no mark explains."""
    before = text[max(start, number.outer_start - _BOUND_REACH) : number.outer_start]
    after = text[number.outer_end : min(end, number.outer_end + _BOUND_REACH)]
    return bool(_BOUND_BEFORE.search(before) or _BOUND_AFTER.match(after))


def _may_be_year(text: str, one: Datum, start: int) -> bool:
    """Whether a number is like a year, and nothing that it counts stands behind it."""
    if not periods.is_bare_year(one.text) or one.unit:
        return False
    says_total = re.search(r"\b(?:totals?|numbers?|counts?|sum)\b", text[start : one.start], re.IGNORECASE)
    return not says_total and not re.match(r"\s+[a-z]", text[one.end : one.end + 2])


def _is_mark(text: str) -> bool:
    found = datum.parse(text)
    return found is not None and found.is_mark


def _broken_label(paragraph: Paragraph) -> str | None:
    """Give the period that was wrapped around its value: '1 April 2023 to £1,250 31 May 2023'."""
    match = _AROUND.fullmatch(paragraph.text)
    label = f"{match['first']} {match['last']}" if match else ""
    return label if label and periods.is_period(label) else None


def _nearest_label(before: str, value: str) -> str | None:
    """Give the label of one of several pairs in a line: '2021: £301,000, 2022: £288,400'."""
    shown = before[-_LONGEST_ROW:] + value
    found = list(_PAIRS.finditer(shown)) or list(_SERIES_LABEL.finditer(shown))
    return joined(found[-1]["label"]) if found else None


def _label_end(raw: str, row: str | None) -> int:
    """Give where the label of a list's row ends in the words as printed, 0 where it does not come first."""
    at = raw.find(row) if row else -1
    return at + len(row) if row and 0 <= at <= len(row) and _SEPARATOR.match(raw, at + len(row)) else 0


def _label_span(raw: str, row: str | None) -> tuple[int, int]:
    """Give where the label of a list's row stands in the words as printed; (0, 0) where there is none."""
    at = raw.find(row) if row else -1
    return (at, at + len(row)) if row and at >= 0 else (0, 0)


def label(text: str, paragraph: Paragraph) -> Reason | None:
    """Give the label of a list's row, whose numbers are not data: '18 to 64: 3,906'."""
    raw, row = text[paragraph.start : paragraph.end], _row(paragraph)
    end = _label_end(raw, row)
    last = _label_span(raw, row)[1]
    if not end and row and row[-1].isdigit() and not unexplained(row) and re.match(r"\s+£?[0-9]", raw[last:]):
        end = last  # 'Year 12 31'
    if row and unexplained(row):
        return None  # 'There were 37 children, of whom new: 12', '2021 - 22 fines - £1,440'
    return Reason(paragraph.start, paragraph.start + end, "row label") if end else None


def _without_number(paragraph: Paragraph) -> str:
    """Give a paragraph's words without the number of the question that it answers."""
    text = _ANSWERED.sub("", paragraph.text, count=1)
    return _NUMBERED.sub("", text, count=1) if paragraph.is_enumerated else text


def _counts(text: str, word: Datum, paragraph: Paragraph, span: tuple[int, int]) -> bool:
    """Whether a number word counts something in its sentence, which stands at ``span``."""
    if _BARE.match(_without_number(paragraph)):
        return True
    before = text[max(span[0], word.start - _REACH) : word.start]
    after = text[word.end : min(span[1], word.end + _REACH)]
    is_counted = bool(_COUNTED.match(after) or _OF_THEM.match(after)) and not _MEASURED.match(after)
    is_stated = bool(_COUNTS_WORD.search(before[-40:]))
    if not is_counted:
        return is_stated and bool(re.match(r"\s*[,.;)]", after))  # 'there were two, and ...'
    if word.value == 1:
        return bool(_RECORDED.search(before) or (_AND.search(before) and _ONE_MORE.match(after))) or (
            (is_stated or bool(_AMONG.search(before))) and bool(_ONE_COUNTED.match(after))
        )
    if is_stated or _COUNTS_AGED.match(after):
        return True
    if _OPENING.fullmatch(before) or _AMONG.search(before) or _AFTER_PERIOD.search(before):
        return bool(_OF_THEM.match(after) or _HAPPENED.search(after))
    return bool(_ANY_NUMBER.search(before) and _OF_THEM.match(after))


def _measures(text: str, number: Datum, start: int, end: int) -> bool:
    if number.unit:
        return True
    before = text[max(start, number.outer_start - 30) : number.outer_start]
    numbered = _NUMBERED.fullmatch(before)
    opens = numbered or (
        re.fullmatch(_BULLET, before)
        or before.rstrip(" \"“‘'").endswith((".", "?", ";", ":"))
        or _AFTER_PERIOD.search(before)
    )
    says = _LEADS_TO_FIGURE.search(before) or re.search(r"[a-z]\s+$", before)
    last = number.end if number.doubt else number.outer_end
    after = text[last : min(end, last + 40)]
    if number.value != 1 and _NAME_BEFORE.search(before) and _ONE_DOES.match(after):
        return False
    return bool((opens or says) and (_FOLLOWS_FIGURE.match(after[:20]) or _FOLLOWED_BY_NAME.match(after)))
