"""Telephone numbers: valid ones of the numbering plan, written as such, and what stands beside a label."""

import re
from collections.abc import Iterator

import phonenumbers

from pipeline.extract.masking.spans import Span

# Eleven digits in the groups of the numbering plan, whether or not it has given the number to anybody.
_GROUPED = re.compile(
    r"(?<![\w.,/-])(?:(?:\+|00)44[ .-]?(?:\(0\)[ .-]?)?[1-9][0-9]{1,4}"
    r"|\(?0[1-9][0-9]{1,4}\)?)(?:[ .-]{1,2}[0-9]{3,4}"
    r"[ .-]?[0-9]{3,4}|[ /.-]{1,3}[0-9]{6,8})(?![\w]|[.,][0-9])"
    r"|(?<![\w.,/-])(?:0[1-9][0-9]{9}|(?:\+|00)44[1-9][0-9]{9})(?![\w]|[.,][0-9])"
)
_EXTENSION = re.compile(
    r"\bext(?:n|ension[ ]+(?:no|number))?\b[ .:]{0,3}(?P<number>[0-9]{3,6})\b", re.IGNORECASE
)
_DIGITS = (10, 14)
_START = re.compile(r"\+44|\(?0[0-9]{2,}|\(0\)|0800|0[38]00")
_GROUPS = 5
# Beside its label a number is masked whether or not the numbering plan knows it.
_LABELLED = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mobile|mob|fax|dial|ddi|whatsapp)\b(?:[ ]?no)?[ .:*]{0,6}(?P<number>(?:\+"
    r"|\(?0)[0-9()]{2,12}(?:[ -]?[0-9]{2,6}){1,4})",
    re.IGNORECASE,
)
# A justified line parts a number as a table does; its words say that it is one.
_JUSTIFIED = re.compile(
    r"(?:\b(?:tel(?:ephone)?|phone|mobile|fax|call|ring)[ .:*]{1,6}|\b(?:on|or)[ ])"
    r"(?P<number>\(?0[1-9][0-9]{1,3}\)?[ ]{2,3}[0-9]{3,6}(?:[ ]{1,3}[0-9]{3,4})?)(?![\w]|[ ]+[0-9])",
    re.IGNORECASE,
)
# The library is slow, so it looks only at lines on which a number may begin.
_LINE = re.compile(r"^[^\n]*?(?:\+44|(?<![0-9])\(?0[0-9])[^\n]*$", re.MULTILINE)
_SHORTEST = 9
# Two blanks or a tab part the columns of a table, and no number runs from one column into the next.
_CELL = re.compile(r"[^\s|]+(?:[ ][^\s|]+)*")


def find(text: str) -> Iterator[Span]:
    """Give telephone numbers and extensions."""
    for line in _LINE.finditer(text):
        if sum(map(str.isdecimal, line[0])) >= _SHORTEST:
            for cell in _CELL.finditer(text, line.start(), line.end()):
                yield from _in_cell(text, *cell.span())
            for labelled in (*_LABELLED.finditer(line[0]), *_JUSTIFIED.finditer(line[0])):
                start, end = labelled.span("number")
                yield Span("telephone", line.start() + start, line.start() + end)
    for extension in _EXTENSION.finditer(text):
        yield Span("telephone", *extension.span("number"))


def _in_cell(text: str, begin: int, stop: int) -> Iterator[Span]:
    for start, end in _valid(text[begin:stop]):
        yield Span("telephone", begin + start, begin + end)
    for grouped in _GROUPED.finditer(text, begin, stop):
        if _DIGITS[0] <= sum(one.isdigit() for one in grouped[0]) <= _DIGITS[1]:
            yield Span("telephone", *grouped.span())


def _valid(line: str) -> Iterator[tuple[int, int]]:
    for match in phonenumbers.PhoneNumberMatcher(line, "GB", leniency=phonenumbers.Leniency.VALID):
        printed = line[match.start : match.end]
        if _START.match(printed) and len(printed.split()) <= _GROUPS:
            yield match.start, match.end
