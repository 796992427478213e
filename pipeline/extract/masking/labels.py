"""Names beside what says who somebody is: 'Contact:', 'Reviewed by', 'The Monitoring Officer, ...'."""

import functools
import re
from collections.abc import Iterator

from pipeline.extract.masking.names import FULL, LOWER, NOT_GOING_ON, SHOWN, UPPER, is_first_name, person
from pipeline.extract.masking.spans import Span, Suspect
from pipeline.extract.masking.words import bare, no_person, roles

_COLON = re.compile(rf":[\s*_\\]*(?P<name>{SHOWN})")
_LONGEST_LABEL = 70
_LABEL = re.compile(
    r"\b(?:(?:please[ ]+)?contact(?:[ ]+(?:officer|name))?|director|officer|handler|manager"
    r"|(?:dealt[ ]+with|handled|sent|signed|reviewed|completed|approved|authorised|prepared|written)[ ]+by"
    r"|dealing[ ]+with[ ]+this[^:\n]{0,20}|author|signed|(?<!of[ ])name|executive|assessor|investigator"
    r"|guardian"
    r"|chair(?:man|person|woman)?|case[ ]?worker|social[ ]+worker|(?:lead|cabinet)[ ]+member|respondent"
    r"|decision[ ]+maker|solicitor|from|to|b?cc|reviewer|request[eo]r|applicant|customer|complainant|ask"
    r"[ ]+for"
    r"|mother|father|parent|carer|child|patient|client|tenant|witness|pupil|student|councillor|secretary"
    r"|enquiries[ ]+to|cop(?:y|ied)[ ]+to|clerk|leader|coordinator|co-ordinator|person"
    r"|head[ ]+of[ ][^:\n]{1,40})[ ]*$",
    re.IGNORECASE,
)
_CHIEF = re.compile(
    rf"\b(?:[Cc]hief[ ]+(?:[Cc]onstable|[Ee]xecutive)|[Pp]repared[ ]+[Bb]y)[ :]+(?P<name>{FULL})"
)
# Labels of forms, with a dash or in a cell of their own.
_IN_CELL = re.compile(
    rf"^[ \t*|]{{0,9}}(?i:applicant|request[eo]r|complainant|author|contact|reviewer|investigator|signatory"
    rf"|caseworker|(?:[\w-]{{1,20}}[ ]){{0,3}}(?:officer|handler|manager|solicitor|adviser|worker|by|name))"
    rf"(?:[ ]{{1,9}}[-–—][ ]|\t|[ ]{{3}}|[ ]?\|)[ \t*|]{{0,40}}(?P<name>{SHOWN})[ \t\r*|]{{0,40}}$",
    re.MULTILINE,
)
_IS = re.compile(
    rf"\b(?:[Oo]ur|[Yy]our|[Tt]he|[Mm]y)[ ](?:main[ ]|new[ ]|named[ ])?(?:[\w-]+[ ]){{0,4}}(?i:contact"
    rf"|officer|manager|solicitor"
    rf"|director|adviser|guardian|leader|reviewer)[ ](?:is|was|will[ ]be)[ ]+(?P<name>{FULL})"
)
# What people do with a request or a letter; a firm or a body does so too, but is not called like a person.
# Found from its last word, and then looked at backwards, which is much faster.
_BY = re.compile(
    rf"(?:[Bb][Yy]|[Tt]o|TO|[Ff]rom|[Cc]ontact|me,|of|[Ff][Aa][Oo]|[Ff]\.[Aa]\.[Oo]\.?|[Cc]\.?[Cc]\.?|"
    rf"[Cc]/[Oo])"
    rf"(?P<gap>[ ,:]{{1,3}})(?P<name>(?:(?:Mrs?|Ms|Miss|Mx|Dr)\.?[ ])?{FULL})(?P<others>(?:[,;][ ]?{FULL})*)"
    rf"{NOT_GOING_ON}(?![ ](?:Ltd|Limited|LLP|plc|PLC|Group|&|and[ ][{UPPER}]))"
)
_DEED = re.compile(
    r"\b(?:(?:please|queries|questions|enquiries)[ ]+(?:please[ ]+)?contact(?:[ ]+me,)?"
    r"|direct[ ]+contact|(?:handled|approved|authorised|completed|written|signed|reviewed|requested)[ ]+by"
    r"|request[ ]+from|dealt[ ]+with[ ]+by|cop(?:y|ied)[ ]+to"
    r"|review[ ](?:was[ ]|has[ ]been[ ])?(?:carried[ ]out|conducted|completed|undertaken)[ ]by"
    r"|for[ ]the[ ]attention[ ]of|fao|f\.a\.o\.?|(?<![\w.])c\.?c\.?|c/o)$",
    re.IGNORECASE,
)
_LONGEST_DEED = 50
# 'call Ada Example on 01632 960123': what stands before the beginning of a number.
_NUMBER = re.compile(r"(?<![\w.,(])\(?[+0][0-9(][0-9]")
_REACHED = re.compile(
    rf"\b(?i:contact|call|phone|telephone|ring|reach|mobile|text|email|e-mail|write[ ]to|speak[ ](?:to|with)"
    rf"|talk[ ]to|ask[ ]for|go[ ]to|sent[ ]to|message)[ ](?P<name>{FULL})"
    rf"(?:[ ,(:–-]{{1,3}}[a-z]{{1,12}}\.?){{0,5}}[ ,(:–-]{{1,3}}$"
)
_LONGEST_REACHED = 100
_OFFICES = (
    "Officer Director Manager Executive Solicitor Secretary Commissioner Constable Adviser Clerk Leader"
    " Guardian Superintendent Controller Registrar Treasurer Reviewer"
)
_OFFICE = f"(?:{_OFFICES.replace(' ', '|')})"
# 'The Monitoring Officer, Ada Example, decided', 'Monitoring Officer (Ada Example)'.
_OFFICE_HOLDER = re.compile(
    rf"\b(?:(?:[Tt]he|[Oo]ur|[Mm]y)[ ][^,.\n]{{0,60}}(?:{_OFFICE}|(?:Head|Director|Leader|Chair)[ ]of[ ]"
    rf"[^,.\n]{{1,50}}),[ ](?P<held>{FULL}),"
    rf"|{_OFFICE}[ ]\((?P<within>{FULL})\)|(?:{_OFFICE}|Head[ ]of[ ][\w ,&]{{3,50}})[ ][-–—][ ]"
    rf"(?P<after>{FULL})[ \t\r]*$)",
    re.MULTILINE,
)
_POST = (
    rf"(?:(?:[{UPPER}][\w’'-]*|of|and|for|the|&)[ ]){{0,5}}{_OFFICE}\b|(?:Head|Director|Leader|Chair)[ ]of[ ]"
)
_HELD = re.compile(rf"(?:,[ ]|[ ]\(|\r?\n[ \t*]*|[ ][-–—|][ ])(?={_POST})")
_HOLDER = re.compile(rf"(?:^|(?<=\n)|(?<=[a-z.,;][ ]))[ \t*]*(?P<name>{FULL})[ \t*]*$")
_LONGEST_NAME = 80


def find(text: str) -> Iterator[Span | Suspect]:
    """Give the names beside labels, deeds and offices."""
    for match in _COLON.finditer(text):
        if _LABEL.search(text, max(0, match.start() - _LONGEST_LABEL), match.start()):
            yield from person(text, *match.span("name"))
    for match in _IN_CELL.finditer(text):
        yield from _holder(text, *match.span("name"))
    for number in _NUMBER.finditer(text):
        reached = _REACHED.search(text, max(0, number.start() - _LONGEST_REACHED), number.start())
        if reached:
            yield from person(text, *reached.span("name"))
    for match in _BY.finditer(text):
        gap = match.start("gap")
        if not _DEED.search(text, max(0, gap - _LONGEST_DEED), gap):
            continue
        yield from person(text, *match.span("name"))
        for other in _full().finditer(text, *match.span("others")):
            yield from person(text, *other.span())
    yield from _in_office(text)


def _in_office(text: str) -> Iterator[Span | Suspect]:
    for pattern in (_CHIEF, _IS, _OFFICE_HOLDER):
        for match in pattern.finditer(text):
            for name, found in match.groupdict().items():
                if found and not _is_place(found):
                    yield from (one for one in person(text, *match.span(name)) if isinstance(one, Span))
    for office in _HELD.finditer(text):
        holder = _HOLDER.search(text, max(0, office.start() - _LONGEST_NAME), office.start())
        if holder:
            yield from _holder(text, *holder.span("name"))


def _holder(text: str, start: int, end: int) -> Iterator[Span | Suspect]:
    words = text[start:end].split()
    if any(bare(word) in no_person() | roles("nobody") for word in words[:-1]):
        return
    for one in person(text, start, end):
        is_known = is_first_name(words[0])
        yield one if is_known else Suspect(one.start, one.end, "may be a name: an office stands after it")


def _is_place(name: str) -> bool:
    """Whether an address stands behind an office: 'the Commissioner, Example Castle, ...'."""
    first, *_, last = name.split()
    return bare(last) in roles("landmark") and not is_first_name(first)


@functools.cache
def _full() -> re.Pattern[str]:
    return re.compile(rf"{FULL}(?![{LOWER}])")
