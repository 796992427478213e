"""Names in the heads of quoted messages, and in the names of files."""

import re
from collections.abc import Iterator

from pipeline.extract.masking.names import CAPITALS_WORD, FULL, NAME, WORD, is_first_name, person
from pipeline.extract.masking.spans import Span, Suspect
from pipeline.extract.masking.words import bare, names_alone, no_person, roles

_ADDRESS = r"[ ]*(?:<[^>\n]*>|\[mailto:[^\]\n]*\])"
_WROTE = re.compile(
    rf"^>*[ ]?(?:On|Le|Ar)[ ][^\n]{{8,60}}?,?[ ]['\"]?(?P<name>{FULL})['\"]?(?:[ ]via[ ][^<\n]{{1,40}})?"
    rf"(?:{_ADDRESS})?[ ]*(?:wrote|a[ ]écrit)[ ]?:",
    re.MULTILINE,
)
_SMALL = r"[^\W\d_]{2,20}[ ][^\W\d_]{2,20}(?:-[^\W\d_]{2,20})?"
_WROTE_SMALL = re.compile(
    rf"^>*[ ]?on[ ][^\n]{{8,60}}?[0-9],?[ ](?P<name>{_SMALL})(?:{_ADDRESS})?[ ]*wrote[ ]?:"
    rf"|^>*[ ]?(?P<first>(?-i:{FULL})|{_SMALL}){_ADDRESS}[ ]*wrote[ ]?:",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD = re.compile(r"^[>* \t]*(?:from|to|b?cc)[ *]*:(?P<people>[^\n]*)", re.IGNORECASE | re.MULTILINE)
_COPIED = re.compile(
    r"^[>* \t]*(?:c\.?c\.?|copy to|copies(?: to)?)[ ]?:?[ ](?P<people>[^\n]*)", re.IGNORECASE | re.MULTILINE
)
_PERSON = re.compile(
    rf"(?:^|[;,])[ \t*\"']*(?P<name>(?:{CAPITALS_WORD}|{WORD}),[ ]?{WORD}|{FULL})[ \t\r*\"']*(?=$|[;<"
    rf"(\[]|,[ ])"
)
_PERSON_SMALL = re.compile(rf"(?:^|[;,])[ \t\"']*(?P<name>{_SMALL})[ \t\r\"']*(?=$|[;<(\[])")
_NEXT_FIELD = re.compile(r"\r?\n?[>* \t]*(?:sent|date|to|cc|subject|from)[ *]*:", re.IGNORECASE)
_TITLE = re.compile(r"^Attachment: (?P<file>[^\n]+)$", re.MULTILINE)
_FILE = re.compile(
    r"(?P<file>[^\s'\"‘’“”/\\<>|:;,()][^\n'\"‘’“”/\\<>|:;]{2,100})\.(?:pdf|docx?|xlsx?|pptx?|msg|eml|rtf"
    r"|txt|csv|odt|jpe?g|png)\b",
    re.IGNORECASE,
)
_ENDING = re.compile(r"\.[A-Za-z]{3,4}$")
_PART = re.compile(r"[A-ZÀ-Þ]?[^\W\d_A-ZÀ-Þ]+(?:['’-][^\W\d_]+)*|[A-ZÀ-Þ]{2,}(?![a-z])|[A-ZÀ-Þ]")
_BETWEEN = re.compile(r"[ _.,-]{0,3}")


def find(text: str) -> Iterator[Span | Suspect]:
    """Give the names of who wrote, sent and received, and those after which files are called."""
    for match in _WROTE.finditer(text):
        yield from person(text, *match.span("name"))
    if "wrote" in text:
        for match in _WROTE_SMALL.finditer(text):
            yield from person(text, *match.span("name" if match["name"] else "first"))
    for field in _FIELD.finditer(text):
        yield from _people(text, field)
    for field in _COPIED.finditer(text):
        for match in _PERSON.finditer(field["people"]):
            start = field.start("people") + match.start("name")
            yield from person(text, start, start + len(match["name"]))
    for title in _TITLE.finditer(text):
        yield from _of_file(text, *title.span("file"))
    if re.search(r"\.(?:pdf|doc|xls|ppt|msg|eml)", text, re.IGNORECASE):
        for file in _FILE.finditer(text):
            yield from _of_file(text, *file.span("file"))


def _people(text: str, field: re.Match[str]) -> Iterator[Span | Suspect]:
    for match in _PERSON.finditer(field["people"]):
        start = field.start("people") + match.start("name")
        yield from person(text, start, start + len(match["name"]))
    for match in _PERSON_SMALL.finditer(field["people"]):
        words = match["name"].split()
        if match["name"] != match["name"].lower() or any(
            bare(w) in no_person() | roles("nobody") for w in words
        ):
            continue
        start = field.start("people") + match.start("name")
        end = start + len(match["name"])
        is_mail = field[0].lstrip().startswith(">") or _NEXT_FIELD.match(text, field.end())
        if is_mail or is_first_name(words[0]) or re.match(_ADDRESS, text[end : end + 100]):
            yield Span(NAME, start, end)
        else:
            yield Suspect(start, end, "may be a name: it stands after 'from' or 'to'")


def _of_file(text: str, start: int, end: int) -> Iterator[Span | Suspect]:
    """Two words beside each other are a name where one is a first name; others are suspects."""
    ending = _ENDING.search(text, start, end)
    if ending:
        end = ending.start()
    parts = [part for part in _PART.finditer(text, start, end) if part[0] != "s"]
    if len(parts) > 1 and _may_be_name(parts[0][0]) and bare(parts[1][0]) in roles("file of one"):
        yield Suspect(*parts[0].span(), "may be a name: a file about one person begins with it")
    at = 0
    while at + 1 < len(parts):
        first, last = parts[at], parts[at + 1]
        beside = _BETWEEN.fullmatch(text, first.end(), last.start())
        is_surname = bare(last[0]) in roles("surname") and is_first_name(first[0])
        if beside and first[0].islower() and _is_typed_small(first[0], last[0]):
            yield Span(NAME, first.start(), last.end())
            at += 2
            continue
        if not beside or not _may_be_name(first[0]) or not (is_surname or _may_be_name(last[0])):
            at += 1
            continue
        if is_first_name(first[0]) or is_first_name(last[0]):
            yield Span(NAME, first.start(), last.end())
        elif len(first[0]) > 1 or len(last[0]) > 1:
            yield Suspect(first.start(), last.end(), "may be a name: a file is called so")
        at += 2


def _is_typed_small(first: str, last: str) -> bool:
    """Whether two words are a name in small letters: 'ada_example_cv.pdf'."""
    known = no_person() | roles("document") | roles("nobody")
    return first in names_alone() and len(last) > 1 and bare(last) not in known


def _may_be_name(word: str) -> bool:
    if not word[0].isupper() or (word.isupper() and 1 < len(word) <= 4):
        return False  # 'FOI', 'CSE'
    shown = bare(word)
    return shown not in no_person() and shown not in roles("document") and shown not in roles("nobody")
