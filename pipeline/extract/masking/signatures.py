"""Who signs: the lines below 'Yours sincerely', and what else shows a signature."""

import functools
import re
from collections.abc import Iterator

from pipeline.extract.masking.names import (
    CAPITALS_WORD,
    FULL,
    PARTICLE,
    UNCASED_WORD,
    UPPER,
    WORD,
    is_first_name,
    person,
)
from pipeline.extract.masking.spans import Span, Suspect
from pipeline.extract.masking.words import roles

_LINES = 6
_LONGEST_FIRST_NAME = 12
_VALEDICTION = re.compile(
    r"^[ \t*>]*(?:yours?\s+(?:sincerely|faithfully|truly)|(?:kind|best|warm)(?:est)?\s+regards|regards"
    r"|many\s+thanks|with\s+thanks)\b[^\n]{0,20}$"
    # Words that sentences begin with too end a letter only where they stand alone.
    r"|^[ \t*>]*(?:(?:yours[ ]+)?sincerely|yours[ ]+(?:aye|ever)"
    r"|(?:with[ ]+)?(?:best|kind|all[ ]+good)[ ]+wishes"
    r"|all[ ]+the[ ]+best|thanks|thank[ ]+you|cheers|(?:yr[ ]+eiddoch[ ]+)?yn[ ]+gywir"
    r"|cofion(?:[ ]+(?:gorau|cynnes))?|le[ ]+(?:gach[ ]+)?(?:meas|dùrachd))[ \t*,.!]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_SECOND = rf"(?:[ ]*(?:\band\b|&|/|,|\ba\b)[ ]*|[ \t]{{2,}})(?P<second>{FULL})"
_SAME_LINE = re.compile(
    rf"^[ \t*>]*(?i:(?:yours[ ]+)?(?:sincerely|faithfully|truly)|(?:(?:kind|best|warm)(?:est)?[ ]+)?regards"
    rf"|many[ ]+thanks)[ ,–-]+(?P<name>{FULL}|{WORD})(?:{_SECOND})?[ \t\r*.]*$",
    re.MULTILINE,
)
_THANKS = re.compile(
    rf"^[ \t*>]*(?:[Tt]hanks|[Cc]heers|[Bb]est)(?:[ ]again)?,[ ](?P<name>{WORD}(?:[ ]{WORD})?)[.!]?[ \t\r]*$",
    re.MULTILINE,
)
# '/s/ Ada Example' wherever it stands, as electronic filings sign.
_SIGN = re.compile(
    rf"(?:/[sS]/|\([sS]igned\)|^[ \t]*[sS]igned[ ](?:for|on[ ]behalf[ ]of)[^:\n]{{1,60}}:)[ \t]*"
    rf"(?P<name>{FULL})",
    re.MULTILINE,
)
# A name and a comma on a line of their own: who is written to, or who writes.
_ALONE = re.compile(rf"^(?P<name>{WORD}),[ \t\r]*$", re.MULTILINE)
_AROUND = " *_\\\t\r,()[]<>{}“”\"'"
_BEFORE = (
    r"(?:/s/[ ]*|x[ _]+|p\.?p\.?[ :]+|(?:for[ ]+and[ ]+)?on[ ]+behalf[ ]+of[ :]+|sign(?:ed(?:[ ]+by)?"
    r"|ature)[ :]+)"
)
_DATE = r"[0-9]{1,2}(?:(?:st|nd|rd|th)?[ ](?-i:[A-Z])[a-z]{2,8}|[/.-][0-9]{1,2}[/.-]).*"
_AFTER = (
    r"(?:[ ]*[,|()\]–/-].*|(?:[ ]+(?-i:[A-Z]{2,}[A-Za-z]{0,4}|BSc|MSc|PhD|LLB|\(Hons\))[ ,]*)+"
    rf"|[ ]+(?:Date:?|Dated)?[ ]*{_DATE})"
)
_SURNAME = rf"(?:[{UPPER}]{{2,3}}[ ])?(?:d['’]|O['’]|Ma?c)?{CAPITALS_WORD}"
_NAMES = (
    # Surname first: 'EXAMPLE, Ada', 'Example, A. B.'
    rf"(?P<turned>(?:{CAPITALS_WORD}|{WORD}),[ ]?{WORD}(?:[ ]{WORD})?)",
    # 'EXAMPLE Ada'
    rf"(?P<turned_bare>{CAPITALS_WORD}[ ]{WORD})",
    rf"(?P<name>{CAPITALS_WORD}(?:[ ]{{1,4}}{CAPITALS_WORD}){{1,2}}"
    # 'Ada EXAMPLE', 'Ada B. EXAMPLE'
    rf"|{WORD}(?:[ ]{{1,4}}{WORD}){{0,2}}[ ]{{1,4}}(?:{PARTICLE}[ ])?{_SURNAME}|{FULL}|{UNCASED_WORD})",
)
_LETTERS = re.compile(r"[^\W\d_]")
_LINE = re.compile(r"[^\n]+")
_SHOWN_LINE = re.compile(r"[^\n]*[^\W_][^\n]*")
_APPENDED = re.compile(
    r"(?:Annexe?|Appendix|Appendices|Schedule|Table|Attachment|Part|Enclosure|Section|Figure|Exhibit)\b(?!,)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[<>£]?(?:[1-9][0-9,.]*|0(?:\.[0-9]+)?)%?|[-–*]")
_REACHED = re.compile(r"\b(?:tel(?:ephone)?|phone|mob(?:ile)?|fax|ext|ddi|dial)\b", re.IGNORECASE)


def find(text: str) -> Iterator[Span | Suspect]:
    """Give the names in signatures."""
    for match in _VALEDICTION.finditer(text):
        yield from _below(text, match.end())
    for match in _SAME_LINE.finditer(text):
        for name in ("name", "second"):
            if match[name]:
                yield from person(text, *match.span(name))
    for match in _ALONE.finditer(text):
        if is_first_name(match["name"]):
            yield from person(text, *match.span("name"))
    for match in _THANKS.finditer(text):
        if is_first_name(match["name"].split()[0]):
            yield from person(text, *match.span("name"))
    for match in _SIGN.finditer(text):
        yield from person(text, *match.span("name"))


def _below(text: str, start: int) -> Iterator[Span | Suspect]:
    seen = 0
    for line in _LINE.finditer(text, start):
        shown = line[0].strip(_AROUND)
        if not _LETTERS.search(shown):
            continue  # a dotted line to sign on
        seen += 1
        if seen > _LINES:
            return
        if _APPENDED.match(shown) or _is_row(shown) or _is_row(_next(text, line.end())):
            return  # the letter is over, and a table or an annex goes on
        first = line.start() + line[0].index(shown)
        found = _signature(seen <= 2).fullmatch(shown)
        if found:
            yield from _signers(text, first, found, seen == 1)
        elif seen == 1 and len(shown) <= _LONGEST_FIRST_NAME and re.fullmatch(WORD, shown):
            yield from person(text, first, first + len(shown))


def _next(text: str, end: int) -> str:
    """Give the next line that shows a letter or a digit."""
    below = _SHOWN_LINE.search(text, end)
    return below[0] if below else ""


def _is_row(line: str) -> bool:
    """Whether a line is a row of a table: it ends with two numbers or more, and none is a telephone's."""
    cells = line.replace("|", " ").split()
    first = next((i for i, cell in enumerate(cells) if _FIGURE.fullmatch(cell)), len(cells))
    figures = cells[first:]
    return len(figures) > 1 and all(map(_FIGURE.fullmatch, figures)) and not _REACHED.search(line)


def _signers(text: str, first: int, found: re.Match[str], is_first: bool) -> Iterator[Span | Suspect]:
    """What is no name takes what stands beside it along: 'Data & Technology Command'. What may be a name or a
    place is asked about only in the first line.
    """
    for name in ("turned", "turned_bare", "name", "second"):
        if found.groupdict().get(name):
            named = [*person(text, first + found.start(name), first + found.end(name))]
            yield from (one for one in named if is_first or isinstance(one, Span))
            if not named:
                return


@functools.cache
def _signature(is_top: bool) -> re.Pattern[str]:
    """Match a line of a signature that is one person's name or two, with what may stand before and after.

    Surnames come first only at the top of it, since below 'Town, County' looks the same.
    """
    titles = "|".join(map(re.escape, sorted(roles("title") | roles("rank"), key=len, reverse=True)))
    names = "|".join(_NAMES if is_top else _NAMES[2:])
    return re.compile(
        rf"{_BEFORE}?(?:(?:{titles})\.?[ ]+)*(?-i:{names})(?:(?-i:{_SECOND}))?(?:{_AFTER})?", re.IGNORECASE
    )
