"""Numbers that are not data, and why: provisions, legislation, the cost limit, references, deadlines, ages,
thresholds.

The ways in which such numbers are written are the rows of context.csv (any place; a row with ``run`` holds
only where the numbers of such passages make a run, as those of a list do), arguments.csv (the times, sums and
things to be searched of a sentence or paragraph that argues for a refusal, or from such a sentence onwards,
with the cost limit for instance: FOIA section 12, Appropriate Limit and Fees Regulations 2004; its other
numbers stay unread) and thresholds.csv (the count below which a letter suppresses; ``{mark}`` is '5 or
fewer', 'less than 5', ...). A rule that hides more than small counts bounds nothing; alternatives.csv says
how that is written, and ``where``: in the rule's sentence, in that or the next, or anywhere in the letter.
"""

import bisect
import csv
import dataclasses
import functools
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from pipeline.extract import periods
from pipeline.extract.lexer import marks, numbers, scales, words
from pipeline.extract.lexer.any_case import AnyCase

_SENTENCE_END = re.compile(r"(?<!\bNo)[.?!](?=\s+[A-Z“\"(*£•0-9]|\s*$)|\n\s*\n|\n(?=\s*[•●|*-])")
_AMOUNT = re.compile(
    rf"(?:£\s?)?(?P<number>[0-9][0-9.,]*)(?:\s?[{numbers.VULGAR}])?(?:\s(?:hours?|minutes?))?", re.IGNORECASE
)
_OF_EACH = re.compile(r"\b(?:each|every|per|them)\b", re.IGNORECASE)
_SEARCHED = re.compile(
    r"\b(?:there\s+(?:are|were|have\s+been)|found|identified|returned|hold|holds|held|involves?|covers?|compare|review|check|open|read|search)\b"
    r"[^.;]{0,60}?[0-9]\s+\w+",
    re.IGNORECASE,
)
# What would have to be gone through.
_TO_SEARCH = re.compile(
    r"\b(?:records?|files?|e-?mails?|documents?|cases|logs?|requests?|hours|minutes)\b", re.IGNORECASE
)
_COST = re.compile(
    r"\b(?:section|s\.?|regulation|reg\.?)\s*12\b|\bexceed\w*|\blimit\b|\bestimate[sd]?\b"
    r"|\bwould\s+(?:take|cost|need|require|be\s+(?:necessary|required|needed))|\brefus\w+|\bfees\s+regulations",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:[\w-]+\s){0,2}(?:hours?|hrs|minutes?|mins|seconds?|days?|weeks?|months?)\b", re.IGNORECASE
)
_SEARCHES = re.compile(
    r"(?:[\w-]+\s){0,3}(?:records?|files?|e-?mails?|documents?|logs?|pages?|mailboxes|folders?|results?|items?|hits?|person|officer|member\s+of\s+staff)\b",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(r"\W|$|%|(?:and|or|of|to|at|per|for|is|are|x)\b")
_WEIGHS = re.compile(
    r"\b(?:would|estimat\w*|search\w*|review\w*|manual\w*|check\w*|open|read|each|every|per|limit|exceed\w*|locat\w*"
    r"|retriev\w*|extract\w*|cost\s+of\s+compl\w+)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"[\s*]{0,20}[0-9]+[.)]?[\s*]*")
_LABEL_REACH = 40
_BEHIND_LABEL = re.compile(r"(?:[:=]|\s[–-])[ \t]*$")
_LINE_ENDS = re.compile(r"[ \t]*\.?[ \t]*(?:\n|$)")
_SAYS_COUNT = re.compile(
    r"\b(?:there\s+(?:was|were|is|are|have\s+been)|we\s+(?:have\s+)?(?:had|received|recorded|identified|issued|found"
    r"|made))\s+(?:(?:only|just|about|approximately|a\s+total\s+of)\s+)?$",
    re.IGNORECASE,
)
_IS_COUNTED = re.compile(r"\s+(?:[a-z-]+\s+){0,3}?(?:were|was|have\s+been|has\s+been)\b")
_MARK = "\x00"
_SIGN = r"(?:\*{1,3}|~|#|\[[a-z]{1,4}\]|\basterisk\b|(?<!\w)[a-z](?!\w))"
_OF_ONE_SIGN = re.compile(
    rf"(?P<before>{_SIGN})\s*(?:=|–|-|:|stands?\s+for|means?|denotes?|shows?|indicates?|represents?|signif(?:y|ies)"
    rf"|replaces?|is\s+used\s+for)\s*(?:[\w]+\s+){{0,6}}{_MARK}"
    rf"|(?P<bracketed>\[[a-z]{{1,4}}\])\s+{_MARK}"
    rf"|{_MARK}[^.;]{{0,80}}?\b(?:shown|marked|denoted|displayed|replaced|represented|indicated|recorded|written)"
    rf"\s+(?:as|by|with)\s+(?:an?\s+)?[\"'‘“]?(?P<after>{_SIGN})",
    re.IGNORECASE,
)
# The footnote of a table, '* fewer than 20'; a bullet where no asterisk stands in a number's place.
_FOOTNOTE = re.compile(rf"(?P<sign>\*{{1,3}})\s*{_MARK}\W*")
_ASTERISK_IN_CELL = re.compile(
    r"(?m)(?<=[\t |0-9])\*{1,3}(?=[ \t]*$|[ \t]+[0-9*|]|\t|\|)|^[ \t]*\*{1,3}[ \t]*$"
)
_RANGE = re.compile(r"[0-9]+(?:-|–|\s+to\s+)[0-9]+|[0-9]+\+")
_REACH = 300
_NUMERIC = AnyCase(rf"[0-9{numbers.VULGAR}]|\b{words.PATTERN}\b")
_LAW = ("provision", "legislation")
_NOT_ONLY = "threshold, not the only reason"
THRESHOLDS = ("threshold", _NOT_ONLY)
SCALE = "scale"
UNCLEAR = "unclear"  # no data for certain, and nothing that explains it: it stays unread
LABELS = ("column heading", "row label")

_SLOT = re.compile(r"\{([a-z]+)\}")
# What context.csv means by its slots at the beginning of a pattern: nothing of this stands before it.
_NOT_BEHIND = {
    # No label stands behind these: 'in this category 31 were'.
    "{its}": r"\b(?:this|these|those|each|every|our|your|same|one|both|all|any|no|last)\s$",
    # A time behind these is an amount: 'we lost more than 412 days'.
    "{kept}": r"\b(?:lost|worked|took|spent|used|gave|paid)\s(?:(?:at|more|less|up)\s)?$",
}
_BEFORE = 14
# What context.csv means by its slots; a slot may hold another.
_SLOTS = {
    "w": words.PATTERN,
    # No noun behind a number, which would count it: 'question 1, 31 people'.
    "alone": r"(?!\s+(?!(?:above|below|or|and|but|of|are|is|was|were|ha[sd]|have|in|for|from|if|to|as|at|on"
    r"|by|with|under|please|we|the|this|that|you|see|which|where|who|when|because|appl(?:y|ies)|also|may|can|could|will"
    r"|would|should|must|does|did|respectively)\b)(?-i:[a-z]{3}))",
    # One more of a list, and no count behind a comma: 'See table 2, 31 were refused'.
    "more": r"(?:(?:\s*(?:and|or|&|to)\s*|[-–]|\s*,\s*(?![0-9]+\s+(?:were|was|are|ha[sd]|have)\b))"
    r"(?:q(?:uestion)?\s*)?[0-9]{1,2}[A-Za-z]?\b(?!\s*%|[,.]?[0-9]){alone})",
    "uncounted": r"(?!\s+(?:(?:people|children|cases|staff|pupils)\b"
    r"|of\s+(?:them|these|those|which|whom)\b))",
    # Nothing behind it that was done to what it counts: 'the two requests were refused'.
    "passive": r"(?!\s+(?:(?!and|or|we|you|they|there|which|that|the|it)\b[a-z]+\s+)?"
    r"(?:was|were|ha(?:s|ve)\s+been|lost|worked|taken|spent)\b)",
    # Nor an amount of anything: '412 days of sickness'.
    "spent": r"{passive}(?!\s+of\s+(?!(?:the|our|your|this|its|receipt|receiving|data|records)\b)[a-z])",
}


@dataclass(frozen=True)
class Reason:
    """A passage whose numbers are not data. ``upper`` is the largest count that a threshold hides, else
    None.
    """

    start: int
    end: int
    why: str
    upper: float | None = None
    sign: str | None = None  # the mark that a threshold is said to be of, where it is of one alone
    is_run: bool = False  # whether it holds only as one of several that are numbered on


@dataclass(frozen=True)
class _Pattern:
    """A row of context.csv; one that ``is_run`` holds only where the numbers of such passages make a run."""

    why: str
    is_run: bool
    pattern: re.Pattern[str] | AnyCase
    not_behind: re.Pattern[str] | None


def sign_of(mark: str) -> str:
    """Give a mark as it is compared: '[c]' and 'C' are 'c', an asterisk is '*'."""
    shown = mark.strip("[]()\\'‘’\"“” ").casefold()
    return "*" if shown == "asterisk" else shown


def _rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _filled(pattern: str) -> str:
    for slot in _NOT_BEHIND:
        pattern = pattern.replace(slot, "")
    while _SLOT.search(pattern):  # a slot may hold another
        pattern = _SLOT.sub(lambda slot: _SLOTS[slot[1]], pattern)
    return pattern


@functools.cache
def _patterns() -> tuple[_Pattern, ...]:
    behind = {slot: re.compile(pattern, re.IGNORECASE) for slot, pattern in _NOT_BEHIND.items()}
    return tuple(
        _Pattern(
            row["why"],
            bool(row["run"]),
            not_behind=next((pattern for slot, pattern in behind.items() if slot in row["pattern"]), None),
            pattern=re.compile(_filled(row["pattern"]))
            if row["why"] in ("code", "address")
            else AnyCase(_filled(row["pattern"])),
        )
        for row in _rows("context.csv")
    )


@functools.lru_cache(maxsize=16)
def _ready(text: str) -> tuple[tuple[_Pattern, re.Pattern[str], str], ...]:
    """Give the patterns with what each searches in."""
    return tuple(
        (row, *row.pattern.ready(text)) if isinstance(row.pattern, AnyCase) else (row, row.pattern, text)
        for row in _patterns()
    )


@functools.cache
def _arguments() -> tuple[tuple[str, str, AnyCase], ...]:
    """Give for each reason and scope how an argument for refusing sounds."""
    rows = _rows("arguments.csv")
    return tuple(
        (
            why,
            scope,
            AnyCase(
                "|".join(
                    f"(?:{row['pattern']})" for row in rows if (row["why"], row["scope"]) == (why, scope)
                )
            ),
        )
        for why, scope in dict.fromkeys((row["why"], row["scope"]) for row in rows)
    )


def stated(why: str, upper: float | None, sign: str | None) -> str:
    """Give a reason as it is published: 'threshold: at most 5'; of one mark alone, 'threshold of c: at most
    5'."""
    of_one = why if sign is None else why.replace("threshold", f"threshold of {sign}", 1)
    return of_one if upper is None else f"{of_one}: at most {upper:g}"


def is_found_by_itself(reason: str) -> bool:
    """Whether a reason, as published, is one that is found here; any other a person wrote in a reading."""
    of_all = re.sub(r"^threshold of \S+?(?=[:,]|$)", "threshold", reason)
    return of_all.partition(":")[0] in _reasons_known()


@functools.cache
def _reasons_known() -> frozenset[str]:
    found = {row.why for row in _patterns()} | {why for why, _scope, _pattern in _arguments()}
    return frozenset({"period", "duration", SCALE, *LABELS, *THRESHOLDS} | found)


@functools.cache
def _thresholds() -> re.Pattern[str]:
    patterns = (row["pattern"].replace("{mark}", _MARK) for row in _rows("thresholds.csv"))
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@functools.cache
def _alternatives(where: str) -> re.Pattern[str]:
    patterns = (
        row["pattern"].replace("{mark}", _MARK)
        for row in _rows("alternatives.csv")
        if row["where"] in (where, "letter")
    )
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@functools.lru_cache(maxsize=1)
def _has_asterisks(text: str) -> bool:
    return bool(_ASTERISK_IN_CELL.search(text))


@functools.lru_cache(maxsize=1)
def _hides_more(text: str) -> bool:
    return bool(_alternatives("letter").search(text))


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the sentences of ``text[start:end]`` as spans; bullets and paragraphs end one as well."""
    spans, first = [], start
    for match in _SENTENCE_END.finditer(text, start, end):
        spans.append((first, match.end()))
        first = match.end()
    return [*spans, (first, end)]


def find(text: str, start: int, end: int) -> tuple[Reason, ...]:
    """Give the passages of ``text[start:end]`` whose numbers are not data.

    Passages overlap, and the first that holds a number explains it: thresholds, then arguments for a refusal,
    then the longer before the shorter.
    """
    if not _NUMERIC.search(text, start, end):
        return ()
    longest_first = [Reason(found.start, found.end, "period") for found in periods.find(text, start, end)]
    longest_first += [Reason(*span, SCALE) for span in scales.find(text, start, end)]
    for row, pattern, shown in _ready(text):
        for match in pattern.finditer(shown, start, end):
            before = max(start, match.start() - _BEFORE)
            if row.not_behind is None or not row.not_behind.search(text, before, match.start()):
                longest_first.append(Reason(*match.span(), row.why, is_run=row.is_run))
    longest_first.sort(key=lambda reason: reason.start - reason.end)
    # What cites the law says so itself, in an argument as elsewhere.
    cited = sorted((one.start, one.end) for one in longest_first if one.why in _LAW)
    arguments = (one for one in _of_arguments(text, start, end) if not _is_within(one, cited))
    return (*thresholds(text, start, end), *arguments, *longest_first)


@functools.lru_cache(maxsize=4096)
def unexplained(label: str) -> bool:
    """Whether a label holds a number that nothing shows to be its own."""
    explained = [(one.start, one.end) for one in find(label, 0, len(label))]
    explained += [match.span() for match in _RANGE.finditer(label)]
    return any(
        not any(start <= one.start and one.end <= end for start, end in explained)
        for one in numbers.find(label)
    )


def strays(text: str) -> frozenset[Reason]:
    """Give what is written in a letter as the numbers of a list, of pages or of a law's paragraphs are, and
    belongs to no run of them: the answer '31.'. One is 1, or the next after another that stands above it.
    """
    found: set[Reason] = set()
    for row in _patterns():
        seen = {0}
        for match in row.pattern.finditer(text) if row.is_run else ():
            digits = re.search(r"[0-9]+", match[0])
            number = int(digits[0]) if digits else 0
            if {number, number - 1} & seen:
                seen.add(number)
            else:
                found.add(Reason(*match.span(), row.why, is_run=True))
    return frozenset(found)


def without(reasons: Sequence[Reason], strays: Set[Reason], text: str) -> tuple[Reason, ...]:
    """Give the reasons without strays, which explain nothing: what stands behind them may be the label of
    their number, so it stays unread, unless it is all that its line holds.
    """
    return tuple(
        dataclasses.replace(one, why=UNCLEAR) if one in strays else one
        for one in reasons
        if one not in strays or not _ALONE.fullmatch(text, *_line(text, one))
    )


def _line(text: str, one: Reason) -> tuple[int, int]:
    end = text.find("\n", one.end)
    return text.rfind("\n", 0, one.end) + 1, len(text) if end < 0 else end


def _is_within(one: Reason, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect.bisect_right(spans, (one.start, one.end)) - 1
    return any(start <= one.start and one.end <= end for start, end in spans[max(at - 1, 0) : at + 2])


def thresholds(text: str, start: int, end: int) -> tuple[Reason, ...]:
    """Give the counts below which the letter says that it suppresses: 'values of 5 or lower are not
    reported'. One that hides other counts too has no upper bound.
    """
    if not marks.find(text, start, end):
        return ()
    reasons: list[Reason] = []
    spans = sentences(text, start, end)
    for (first, last), after in zip(spans, [*spans[1:], (end, end)], strict=True):
        found = [mark for mark in marks.find(text, first, last) if mark.upper is not None]
        goes_on = found and any(
            _alternatives("next").search(" ".join(text[slice(*span)].replace("|", " ").split()))
            for span in ((first, last), after)
        )
        for mark in found:
            # The patterns look no further than this, and a sentence may be as long as a letter.
            passage = " ".join(
                (
                    text[max(first, mark.outer_start - _REACH) : mark.outer_start]
                    + _MARK
                    + text[mark.outer_end : min(last, mark.outer_end + _REACH)]
                )
                .replace("|", " ")
                .split()
            )
            footnote = _FOOTNOTE.fullmatch(passage) if _has_asterisks(text) else None
            if not footnote and not _thresholds().search(passage):
                continue
            of_one = _OF_ONE_SIGN.search(passage)
            sign = sign_of(of_one["before"] or of_one["bracketed"] or of_one["after"]) if of_one else None
            sign = sign_of(footnote["sign"]) if footnote else sign
            if goes_on or _hides_more(text) or _alternatives("sentence").search(passage):
                reasons.append(Reason(mark.start, mark.end, _NOT_ONLY, None, sign))
            else:
                reasons.append(Reason(mark.start, mark.end, "threshold", mark.upper, sign))
    return tuple(reasons)


@functools.lru_cache(maxsize=1)
def _weighs_cost(text: str) -> bool:
    """Whether a letter refuses, or may refuse, for the cost: else hours and pounds are an answer."""
    return bool(_COST.search(text))


def _of_arguments(text: str, start: int, end: int) -> list[Reason]:
    """Give the amounts of sentences that argue for a refusal: they are no answer."""
    spans = sentences(text, start, end)
    shown = [" ".join(text[first:last].split()) for first, last in spans]
    whole = " ".join(shown)
    why: list[str | None] = [None] * len(spans)
    says_so = [False] * len(spans)  # itself, rather than by its neighbours
    for reason, scope, pattern in reversed(_arguments()):
        if reason == "cost limit" and not _weighs_cost(text):
            continue
        own = [bool(pattern.search(words)) for words in shown]
        argued = own
        if scope == "paragraph":
            argued = [bool(pattern.search(whole))] * len(spans)
        elif scope == "onwards":
            first = next((i for i, says in enumerate(own) if says), len(own))
            argued = [
                i >= first or (first < len(own) and bool(_TO_SEARCH.search(shown[i])))
                for i in range(len(own))
            ]
        why = [reason if one else known for one, known in zip(argued, why, strict=True)]
        says_so = [one or known for one, known in zip(own, says_so, strict=True)]
    for i in range(len(spans) - 1):  # 'The search found 6,410 e-mails. At 3 minutes for each ...'
        is_counted = _OF_EACH.search(shown[i + 1]) and _SEARCHED.search(shown[i])
        if why[i + 1] == "cost limit" and is_counted:
            why[i], says_so[i] = "cost limit", True
    return [
        Reason(*place, reason if _is_argued(text, place, span, itself) else UNCLEAR)
        for span, reason, itself in zip(spans, why, says_so, strict=True)
        if reason
        for place in _amounts(text, *span)
    ]


def _amounts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the places of the numbers of a sentence, with the unit behind them; years are none."""
    found = [
        match.span()
        for match in _AMOUNT.finditer(text, start, end)
        if not periods.is_period(match["number"].rstrip(".,"))
    ]
    return [*found, *((word.start, word.end) for word in words.find(text, start, end))]


def _is_argued(text: str, place: tuple[int, int], sentence: tuple[int, int], says_so: bool) -> bool:
    """Whether a number is evidently one with which a refusal is argued: time, money, or what would have to
    be searched, in a sentence that itself argues or that weighs the work.
    """
    after = " ".join(text[place[1] : sentence[1]].split())
    is_cost = text[place[0]] == "£" or _TIME.search(text[slice(*place)]) or _TIME.match(after)
    if not says_so:
        return bool(is_cost and _WEIGHS.search(text, *sentence))
    return bool(is_cost or _SEARCHES.match(after) or (_NO_NOUN.match(after) and not fills_row(text, *place)))


def fills_row(text: str, start: int, end: int) -> bool:
    """Whether a number stands alone behind a label: 'Children: 37', 'Children - 37'."""
    return bool(
        _BEHIND_LABEL.search(text, max(0, start - _LABEL_REACH), start) and _LINE_ENDS.match(text, end)
    )


def is_disclosed(text: str, start: int, end: int) -> bool:
    """Whether the words around a number say that it is a count: 'there were 37', '37 children were seen'."""
    return bool(
        _SAYS_COUNT.search(text, max(0, start - _LABEL_REACH), start)
        or _IS_COUNTED.match(text, end)
        or fills_row(text, start, end)
    )
