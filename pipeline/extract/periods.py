"""Periods as letters print them, and what they mean in days.

UK financial years run from 1 April to 31 March (and so do the reporting years of councils), academic years
from 1 September to 31 August. '2023/24' alone is a financial year: an academic year has to say that it is
one.
"""

import calendar
import datetime
import functools
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.extract.lexer.any_case import AnyCase

PeriodType = Literal[
    "financial_year",
    "calendar_year",
    "academic_year",
    "quarter",
    "month",
    "point_in_time",
    "part_financial_year",
    "part_calendar_year",
    "year_range",
    "date_range",
]


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both counted."""

    start: datetime.date
    end: datetime.date
    type: PeriodType


@dataclass(frozen=True)
class Found:
    """A period in a text: ``text[start:end]`` is what is printed. ``is_span`` where it lasts, or is the day
    on which something is counted; any other day says when something happened.
    """

    text: str
    start: int
    end: int
    is_span: bool


_MONTHS = {name.casefold(): n for n, name in enumerate(calendar.month_abbr) if name}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:\s?\^?(?:st|nd|rd|th)\b)?"
_DASH = r"\s*[-–—]\s*"
_BETWEEN = r"(?:between\s+)?"
_TO = r"\s*(?:[-–—]|to|until|till|and|through\s+to)\s*"
_DATE = (
    rf"(?:{_DAY}\s+(?:of\s+)?{_MONTH},?(?:\s+{_YEAR})?|{_MONTH}\s+{_DAY},\s+{_YEAR}|{_DAY}[/.](?:0?[1-9]|1[0-2])[/.](?:{_YEAR}"
    rf"|[0-9]{{2}})|[0-3][0-9]-[01][0-9]-(?:{_YEAR}|[0-9]{{2}})|{_YEAR}-[01][0-9]-[0-3][0-9])(?![0-9])"
)
_MONTH_YEAR = rf"{_MONTH}[\s\-’']*(?:{_YEAR}|[0-9]{{2}})(?![0-9/]|,[0-9])"
_SPLIT_YEAR = rf"{_YEAR}\s?[/–-]\s?(?:{_YEAR}|[0-9]{{1,2}})(?![0-9/-])"
_SHORT_SPLIT_YEAR = r"(?:FY\s?)?[0-9]{2}/[0-9]{2}(?![0-9/])"
_QUALIFIED = r"(?:\s+\((?:up\s+to|to\s+date|part|from|until|first|as\s+at|april|apr|q[1-4])[^()\n]{0,60}\))?"

# In order: the first that matches at a place is taken, so the longer come first. True where the period lasts.
_SHAPES: tuple[tuple[str, bool], ...] = (
    (rf"{_YEAR}-[01][0-9]-[0-3][0-9]/{_YEAR}-[01][0-9]-[0-3][0-9]", True),
    (rf"{_BETWEEN}{_DATE}{_TO}{_DATE}", True),
    (rf"{_BETWEEN}{_MONTH_YEAR}{_TO}{_MONTH_YEAR}", True),
    (rf"{_BETWEEN}{_MONTH}{_TO}{_MONTH}(?:,?\s+(?:{_YEAR}(?![0-9])|[’']?[0-9]{{2}}(?![0-9/.,:%])))?", True),
    (rf"(?:the\s+)?(?:year|12\s+months)\s+(?:ending|ended|to)\s+(?:on\s+)?{_DATE}", True),
    (rf"(?:q(?:uarter)?\s?[1-4],?\s+(?:of\s+)?(?:{_SPLIT_YEAR}|{_YEAR}(?![0-9])))", True),
    (rf"{_BETWEEN}{_SPLIT_YEAR}{_TO}{_SPLIT_YEAR}", True),
    (rf"(?:FY\s?)?{_SPLIT_YEAR}{_QUALIFIED}(?:\s+to\s+date)?", True),
    (rf"{_BETWEEN}{_YEAR}{_TO}(?:{_YEAR}(?![0-9])|present|date\b|now\b)", True),
    (rf"(?<![0-9][ \t]){_YEAR}\s+{_YEAR}(?![0-9]|\s+[0-9])", True),
    (rf"{_DAY}\s+(?:and|or|&)\s+{_DAY}\s+{_MONTH}(?:\s+{_YEAR})?", False),
    (_DATE, False),
    (_MONTH_YEAR, True),
    (
        rf"(?:FY|financial\s+year|academic\s+year)\s?(?:{_SPLIT_YEAR}|{_SHORT_SPLIT_YEAR}|{_YEAR}(?![0-9]))",
        True,
    ),
    (_SHORT_SPLIT_YEAR, True),
    (rf"{_YEAR}(?!,?[0-9]|\.[0-9])", True),
)
_LONGEST_RANGE = 30  # years
_SHORT_SPLIT = re.compile(r"(?P<first>[0-9]{2})/(?P<second>[0-9]{2})")
_LEADS_TO_YEAR = re.compile(
    r"\b(?:in|for|during|of|since|from|to|until|by|between|and|years?|FY|on|the)\s+$", re.IGNORECASE
)
_COUNTED_CLOSELY = re.compile(r"[ ]+(?!(?:and|or|to|in|for|of|on|at|by|with)\b)[a-z]{3,}")
# A bare 2041 is a count where something is counted: 'received 2041 complaints', 'Total: 2041'.
_COUNTS = re.compile(
    r"(?:\b(?:received|recorded|issued|were|was|are|had|has|have|made|identified|reported|holds?|held|only|about"
    r"|approximately|found|lost|paid|completed|attended|processed|employs?|employed|served|sent|sold|there\s+(?:are|were)"
    r"|which|whom"
    r"|totals?|totall(?:ed|ing)|(?:total|number|sum|maximum|average)\s+of)\s+"
    r"|\b(?:totals?|numbers?|counts?|sum)\b[^.;:=\n]{0,40}(?:[:=]|\s[–-])\s*)$",
    re.IGNORECASE,
)
# A year is one: 'of which 1998 were upheld' is a count, as is 'there were 2041.'
_PLURAL = re.compile(r"\s+(?:were|are|have)\b", re.IGNORECASE)
_COMES_TO = re.compile(r"\b(?:there|we|they|you|which|whom)\s+(?:[a-z]+\s+){0,2}$", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s+(?!(?:and|or|to|in|for|of|on|at|by|with|onwards|figures?|accounts|data|results|statistics|returns|census|years?)\b)"
    r"(?:[a-z-]+\s+){0,3}?(?:[a-z-]+s|people|children|staff|men|women)\b"
)
_COUNTS_REACH = 60
_COUNTED_THING = re.compile(
    r"\s+(?!(?:and|or|to|in|for|of|the|we|there|was|were|is|are)\b)[A-Za-z]{2,}"
)  # '2021 - 22 notices' is a year and its count
# 'The number in 2020 was 1993.'
_STATED = re.compile(
    r"\b(?:numbers?|totals?|counts?|sum|amount)\b[^.;]{0,60}\b(?:was|were|is|are|totall(?:ed|ing))\s+$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:[.;,)]?\s*(?:$|\n\s*\n)|[.;,]\s|(?:and|but|while)\b)")
# A line that ends in a number of its own, 'Burglary 1993', '2019/20: 2041'; what its label is led by.
_ROW = re.compile(
    r"[ \t>]*(?P<bullet>[•●▪◦·‣○*–-][ \t]+)?(?P<label>\S.*?)(?P<by>[ \t]*[:=][ \t]*|[ \t]+[–-][ \t]+|[ \t]+)"
    r"(?P<value>£?[0-9][0-9.,]*[0-9%]|[0-9])[ \t]*\.?[ \t]*"
)
_LONGEST_ROW = 160
_HAS_WORD = re.compile(r"[A-Za-z]{3}")  # '(b) 2022' has none
_DATED = re.compile(
    r"\b(?:years?|dates?|dated|since|when|from|to|until|in|of|for|by|on|during|and|or|at|period|before|after|built"
    r"|opened|closed|began|started|ended|established|published|issued|ending|expires?|FY|Acts?(?:\W+Scotland)?|Regulations?|Order"
    rf"|spring|summer|autumn|winter|{_MONTH})\W*$",
    re.IGNORECASE,
)
# A day on which something is counted: 'as at 31 March 2023', 'Snapshot taken on 31 October 2023'.
_STATE = re.compile(r"\b(?:at|as\s+of|as\s+on|taken\s+on|position\s+on|census\s+date:?)\s+$", re.IGNORECASE)
_STATE_REACH = 16
_NAMES_YEAR = re.compile(rf"{_YEAR}|[/.][0-9]{{2}}$")
_YEAR_AND_NUMBER = re.compile(
    rf"(?:FY\s?)?(?P<first>{_YEAR})(?P<dash>\s*[/–—-]\s*)(?P<second>[0-9]{{1,4}})", re.IGNORECASE
)
_FOUND = AnyCase(
    r"(?<![\w£.,/-])(?:"
    + "|".join(f"(?P<s{i}>{shape})" for i, (shape, _) in enumerate(_SHAPES))
    + r")(?!\w|%)"
)


def find(text: str, start: int = 0, end: int | None = None) -> tuple[Found, ...]:
    """Give the periods printed in ``text[start:end]``, in the text's order."""
    found = []
    for match in _FOUND.finditer(text, start, len(text) if end is None else end):
        last = match.end()
        years = _YEAR_AND_NUMBER.fullmatch(match[0])
        is_row = (
            years is not None
            and " " in years["dash"]
            and len(years["second"]) < len("2024")
            and _COUNTED_THING.match(text, match.end())
        )
        if years and (is_row or not _are_years(years)):
            last = match.start() + years.end("first")  # '2021 - 3': a year and its figure
        is_span = _SHAPES[int((match.lastgroup or "s0")[1:])][1] or bool(
            _NAMES_YEAR.search(match[0])
            and _STATE.search(text, max(start, match.start() - _STATE_REACH), match.start())
        )
        if _SHORT_SPLIT.fullmatch(match[0]) and not _is_split_year(text, start, match):
            continue  # '10/11 children' are no year
        if is_bare_year(match[0]) and (
            _is_count(text, start, *match.span()) or _fills_row(text, *match.span())
        ):
            continue
        found.append(Found(text[match.start() : last], match.start(), last, is_span))
    return tuple(found)


def _is_split_year(text: str, first: int, match: re.Match[str]) -> bool:
    """Whether '10/11' is the year from 2010: one follows the other, and it is said to be a year or counts
    nothing.
    """
    years = _SHORT_SPLIT.fullmatch(match[0])
    if years is None or (int(years["first"]) + 1) % 100 != int(years["second"]):
        return False
    before = text[max(first, match.start() - 12) : match.start()]
    return bool(_LEADS_TO_YEAR.search(before)) or not _COUNTED_CLOSELY.match(text, match.end())


def is_bare_year(text: str) -> bool:
    """Whether a text is a number from 1900 to 2099 and nothing else: a year, or a count."""
    return bool(re.fullmatch(_YEAR, text))


def _is_count(text: str, first: int, start: int, end: int) -> bool:
    """Whether what looks like a bare year counts something, as the words around it in the text from ``first``
    on say.
    """
    counts = _COUNTS.search(text, max(first, start - _COUNTS_REACH), start)
    if counts is None:
        return False
    if counts[0].rstrip()[-1:] in ":=–-" or _COUNTED.match(text, end) or _PLURAL.match(text, end):
        return True
    is_stated = (
        one.search(text, max(first, start - 2 * _COUNTS_REACH), start) for one in (_STATED, _COMES_TO)
    )
    return any(is_stated) and bool(_ENDS.match(text, end))


def _fills_row(text: str, start: int, end: int) -> bool:
    """Whether what looks like a bare year stands where the rows of a list have their number: behind a label
    that is a period itself, or beside rows whose numbers are no years, or later than the letter.
    """
    row = _row_around(text, start)
    if row is None or row["value"] != text[start:end] or _DATED.search(row["label"]):
        return False
    if is_period(row["label"]):
        return bool(row["by"].strip())
    if row["label"][-1].isdigit() or not _HAS_WORD.search(row["label"]):
        return False
    year = _latest(text)
    return (
        bool(row["bullet"])
        or (year is not None and int(text[start:end]) > year + 1)
        or any(
            bool(other["bullet"]) == bool(row["bullet"])
            and other["by"].strip() == row["by"].strip()
            and not is_bare_year(other["value"])
            and not is_period(f"{other['label']} {other['value']}")
            for other in _rows_beside(text, start)
            # 'Reports 2024' above 'High 318' may be a heading.
            if row["by"].strip() or row["bullet"] or other.start() < start
        )
    )


def _line_span(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _row_around(text: str, at: int) -> re.Match[str] | None:
    first, last = _line_span(text, at)
    return _ROW.fullmatch(text, first, last) if last - first <= _LONGEST_ROW else None


def _rows_beside(text: str, at: int) -> Iterator[re.Match[str]]:
    """Give the rows above and below a line, blank lines aside."""
    first, last = _line_span(text, at)
    above = re.search(r"\S\s*$", text[max(0, first - _LONGEST_ROW) : first])
    below = re.compile(r"\s*\S").match(text, last)
    places = (
        max(0, first - _LONGEST_ROW) + above.start() if above else None,
        below.end() - 1 if below else None,
    )
    found = (_row_around(text, place) for place in places if place is not None)
    yield from (row for row in found if row is not None)


@functools.lru_cache(maxsize=4)
def _latest(text: str) -> int | None:
    """Give the last year of the days that a letter names; None where it names none."""
    years = [
        int(year[0]) for day in re.finditer(_DATE, text, re.IGNORECASE) for year in re.finditer(_YEAR, day[0])
    ]
    return max(years, default=None)


def listed(period: Found) -> tuple[str, ...]:
    """Give the periods that a list of them names: '2021/22 and 2022/23' is two, unless it is said to go from
    the one to the other.
    """
    pieces = re.split(r"\s+and\s+", period.text, flags=re.IGNORECASE)
    if period.text[:7].casefold() == "between" or not all(map(is_period, pieces)):
        return (period.text,)
    return tuple(pieces)


def _are_years(match: re.Match[str]) -> bool:
    """Whether '2021-22' is meant: the year after, or, written without blanks, some later one."""
    first = int(match["first"])
    if match["second"] in (str(first + 1), str(first + 1)[2:], str(first + 1)[3:]):
        return True
    last = int(match["second"]) if len(match["second"]) == 4 else first // 100 * 100 + int(match["second"])
    is_close = not re.search(r"\s", match["dash"]) and len(match["second"]) > 1
    return (is_close or len(match["second"]) == 4) and first <= last <= first + _LONGEST_RANGE


def is_period(label: str) -> bool:
    """Whether a label is a period and nothing else, remarks in brackets aside: '2019/20', 'Apr-21'."""
    shown = label.strip()
    match = _FOUND.fullmatch(shown)
    years = _YEAR_AND_NUMBER.fullmatch(shown)
    return (match is not None and (years is None or _are_years(years))) or re.fullmatch(
        _MONTH, label.strip(), re.IGNORECASE
    ) is not None


def are_series(labels: Sequence[str]) -> bool:
    """Whether labels are periods as headings have them: bare years follow one another, '2019', '2020'."""
    if len(labels) < 2 or not all(map(is_period, labels)):
        return False
    years = [int(label) for label in labels if re.fullmatch(_YEAR, label)]
    return len(years) < len(labels) or all(abs(b - a) == 1 for a, b in itertools.pairwise(years))


def parse(printed: str) -> Period | None:
    """Turn a printed period into its first and last day; None where it says no year or is no period.

    Raises ``ValueError``, with a sentence, for a day that no calendar holds (30 February) and for an end
    before the start.
    """
    shown = " ".join(printed.split()).strip(" .,;:()")
    shown = re.sub(r"\s+\(.*$", "", shown)
    for shape, meaning in _MEANINGS:
        match = shape.fullmatch(shown)
        if match:
            return meaning(match)
    return None


def _day(year: int, month: int, day: int) -> datetime.date:
    try:
        return datetime.date(year, month, day)
    except ValueError as error:
        raise ValueError(
            f"{year}-{month:02}-{day:02} is a day that no calendar holds; mend the period."
        ) from error


def _month_days(year: int, month: int) -> tuple[datetime.date, datetime.date]:
    return _day(year, month, 1), _day(year, month, calendar.monthrange(year, month)[1])


def _full_year(printed: str) -> int:
    return int(printed) + 2000 if len(printed) == 2 else int(printed)


def _date(printed: str, default_year: int | None = None) -> datetime.date | None:
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", printed)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    slashed = re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{2,4})", printed)
    if slashed:
        return _day(_full_year(slashed[3]), int(slashed[2]), int(slashed[1]))
    month_first = re.fullmatch(rf"({_MONTH})\s+({_DAY}),\s+({_YEAR})", printed, re.IGNORECASE)
    if month_first:
        printed = "{1} {0} {2}".format(*month_first.groups())
    worded = re.fullmatch(
        rf"([0-9]{{1,2}})(?:\s?\^?(?:st|nd|rd|th))?\s+(?:of\s+)?({_MONTH}),?(?:\s+({_YEAR}))?",
        printed,
        re.IGNORECASE,
    )
    if worded is None:
        return None
    year = int(worded[3]) if worded[3] else default_year
    return None if year is None else _day(year, _MONTHS[worded[2][:3].casefold()], int(worded[1]))


def _range(start: datetime.date, end: datetime.date) -> Period:
    if end < start:
        raise ValueError(f"The period {start} to {end} ends before it starts; mend the period.")
    return Period(start, end, _range_type(start, end))


def _range_type(start: datetime.date, end: datetime.date) -> PeriodType:
    if (start, end) == (_day(start.year, 1, 1), _day(start.year, 12, 31)):
        return "calendar_year"
    first = start.year if start.month >= 4 else start.year - 1
    year_start, year_end = _day(first, 4, 1), _day(first + 1, 3, 31)
    if (start, end) == (year_start, year_end):
        return "financial_year"
    if (start, end) == _month_days(start.year, start.month):
        return "month"
    if start >= year_start and end <= year_end and (start == year_start or end == year_end):
        return "part_financial_year"
    if start.year == end.year:
        return "part_calendar_year"
    return "date_range"


def _split_year(first: int, second: str, kind: PeriodType = "financial_year") -> Period | None:
    last = _full_year(second) if len(second) != 1 else first // 10 * 10 + int(second)
    if last == first + 1:
        month = 9 if kind == "academic_year" else 4
        return Period(_day(first, month, 1), _month_days(last, month - 1)[1], kind)
    return Period(_day(first, 1, 1), _day(last, 12, 31), "year_range") if last > first else None


def _read_dates(match: re.Match[str]) -> Period | None:
    end = _date(match["end"])
    start = _date(match["start"], end.year if end else None)
    return _range(start, end) if start and end else None


def _read_months(match: re.Match[str]) -> Period:
    last_year = _full_year(match["last_year"])
    first_year = _full_year(match["first_year"]) if match["first_year"] else last_year
    first, last = (_MONTHS[match[key][:3].casefold()] for key in ("first", "last"))
    return _range(_day(first_year, first, 1), _month_days(last_year, last)[1])


def _read_date(match: re.Match[str]) -> Period | None:
    day = _date(match["date"])
    return Period(day, day, "point_in_time") if day else None


def _read_year_to(match: re.Match[str]) -> Period | None:
    end = _date(match["date"])
    if end is None:
        return None
    after = end + datetime.timedelta(days=1)
    return _range(after.replace(year=after.year - 1), end) if (after.month, after.day) != (2, 29) else None


def _read_month(match: re.Match[str]) -> Period:
    return Period(*_month_days(_full_year(match["year"]), _MONTHS[match["month"][:3].casefold()]), "month")


def _read_split_years(match: re.Match[str]) -> Period | None:
    first, last = _split_year(int(match["first"]), match["a"]), _split_year(int(match["last"]), match["b"])
    return _range(first.start, last.end) if first and last else None


def _read_split_year(match: re.Match[str]) -> Period | None:
    academic = (match["kind"] or "").casefold().startswith("academic")
    return _split_year(
        int(match["first"]), match["second"], "academic_year" if academic else "financial_year"
    )


def _read_short_split_year(match: re.Match[str]) -> Period | None:
    return _split_year(_full_year(match["first"]), match["second"])


def _read_years(match: re.Match[str]) -> Period:
    start, end = _day(int(match["first"]), 1, 1), _day(int(match["last"]), 12, 31)
    if end < start:
        raise ValueError(f"The period {match[0]} ends before it starts; mend the period.")
    return Period(start, end, "year_range" if match["first"] != match["last"] else "calendar_year")


def _read_quarter(match: re.Match[str]) -> Period:
    """Q1 of 2023/24 is April to June, Q1 of 2023 is January to March."""
    year, quarter = int(match["year"]), int(match["quarter"])
    month = 1 + 3 * (quarter - 1)
    if match["second"]:
        year, month = (year, month + 3) if quarter < 4 else (year + 1, 1)
    return Period(_day(year, month, 1), _month_days(year, month + 2)[1], "quarter")


def _read_year(match: re.Match[str]) -> Period:
    year = int(match["year"])
    return Period(_day(year, 1, 1), _day(year, 12, 31), "calendar_year")


_KIND = r"(?:(?P<kind>FY|financial year|academic year|the year)\s?)?"
_MEANINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period | None]], ...] = tuple(
    (re.compile(shape, re.IGNORECASE), meaning)
    for shape, meaning in (
        (rf"(?:(?:from|between)\s+)?(?P<start>{_DATE}){_TO}(?P<end>{_DATE})", _read_dates),
        (r"(?P<start>[0-9]{4}-[0-9]{2}-[0-9]{2})/(?P<end>[0-9]{4}-[0-9]{2}-[0-9]{2})", _read_dates),
        (rf"(?:(?:as )?at|on|as of)?\s*(?P<date>{_DATE})", _read_date),
        (rf"(?:the )?(?:year|12 months) (?:ending|ended|to) (?:on )?(?P<date>{_DATE})", _read_year_to),
        (
            rf"(?:(?:from|between)\s+)?(?P<first>{_MONTH})(?:[\s\-’']*(?P<first_year>{_YEAR}"
            rf"|[0-9]{{2}}))?{_TO}"
            rf"(?P<last>{_MONTH})[\s\-’',]*(?P<last_year>{_YEAR}|[0-9]{{2}})",
            _read_months,
        ),
        (rf"(?P<month>{_MONTH})[\s\-’']*(?P<year>{_YEAR}|[0-9]{{2}})", _read_month),
        (
            rf"(?:(?:from|between)\s+)?(?P<first>{_YEAR})\s?[/–-]\s?(?P<a>{_YEAR}|[0-9]{{2}}){_TO}"
            rf"(?P<last>{_YEAR})\s?[/–-]\s?(?P<b>{_YEAR}|[0-9]{{2}})",
            _read_split_years,
        ),
        (
            rf"(?:in\s+)?{_KIND}(?P<first>{_YEAR})\s?[/–-]\s?(?P<second>{_YEAR}|[0-9]{{1,2}})",
            _read_split_year,
        ),
        (r"(?:FY\s?)?(?P<first>[0-9]{2})/(?P<second>[0-9]{2})", _read_short_split_year),
        (rf"(?:(?:from|between)\s+)?(?P<first>{_YEAR})(?:{_TO}|\s+)(?P<last>{_YEAR})", _read_years),
        (
            rf"q(?:uarter)?\s?(?P<quarter>[1-4]),?\s+(?:of\s+)?(?P<year>{_YEAR})(?:\s?[/–-]\s?(?P<second>{_YEAR}|[0-9]{{2}}))?",
            _read_quarter,
        ),
        (rf"(?:in\s+)?(?P<year>{_YEAR})", _read_year),
    )
)
