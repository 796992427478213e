"""Numbers that the state gives people: National Insurance, NHS, passport, licence, pupil and tax numbers."""

import re
from collections.abc import Iterator

from pipeline.extract.masking.places import after, before
from pipeline.extract.masking.spans import Span, Suspect

_INSURANCE = "National Insurance number"
_NHS = "NHS number"
_OTHER = "personal number"
# HMRC's manual NIM39110: the letters that no number begins with; A to D end it.
_PREFIX = r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
_LABELLED_INSURANCE = re.compile(
    r"\b(?:N\.?I\.?(?:NO)?|National[ ]Insurance)(?!\w)(?:[ ]?(?:numbers?|no\b\.?))?[ :.#*-]{0,5}(?:(?:is"
    r"|was)[ ])?"
    r"(?P<number>[A-Z]{2}(?:[ -]?[0-9]{2}){3}[ -]?[A-D]?)\b",
    re.IGNORECASE,
)
_SPACED_INSURANCE = re.compile(r"[ -][0-9]{2}[ -][0-9]{2}[ -][0-9]{2}[ -][A-D]\b")
_BEFORE_SPACED = re.compile(rf"(?<![\w/-]){_PREFIX}$")
_MAYBE_INSURANCE = re.compile(r"(?<![0-9])[0-9]{6}[ ]?[A-Da-d](?![\w/-])")
_BEFORE_INSURANCE = re.compile(rf"(?<![\w/-]){_PREFIX}[ ]?$", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:ref(?:erence)?|case|quote|invoice|order|ticket)\b[^\n]{0,20}$", re.IGNORECASE)
_LABELLED_NHS = re.compile(
    r"\b(?:NHS|CHI)(?:[ ](?:numbers?|no\b\.?|ID))?[ :.#*-]{0,5}(?:(?:is|was)[ ])?(?P<number>[0-9]{3}"
    r"[ -]?[0-9]{3}[ -]?[0-9]{4})\b",
    re.IGNORECASE,
)
_MAYBE_NHS = re.compile(r"(?<![\w.,-])[0-9]{3}([ -])[0-9]{3}\1[0-9]{4}(?![\w.,-]*[0-9])")
_OF_PERSON = re.compile(
    r"\b(?:patient|child|client|NHS|person|pupil|resident|baby|woman|man|boy|girl)\b", re.IGNORECASE
)
_LABELLED = re.compile(
    r"\bpassport(?:[ ](?:numbers?|no\b\.?))?[ :.#-]{0,4}(?P<passport>[A-Z]?[0-9]{8,9})\b"
    r"|\b(?:UPN|unique[ ]pupil[ ]number)[ :.#-]{0,4}(?P<pupil>[A-Z][0-9]{11}[0-9A-Z])\b"
    r"|\b(?:UTR|unique[ ]tax(?:payer)?[ ]reference)[^\w\n]{0,3}(?:number[ :]{0,2})?(?P<tax>[0-9]{5}[ ]?"
    r"[0-9]{5})\b"
    r"|\b(?:PNC|CRO)(?:[ ]?(?:ID|number|no\b\.?))*[ :.#-]{0,4}(?P<police>[0-9]{2,6}/[0-9]{2,7}[A-Z])\b",
    re.IGNORECASE,
)
_WORDS = ("passport", "upn", "pupil", "utr", "unique tax", "pnc", "cro")
# DVLA: five letters or 9s of the surname, the date of birth mixed up, initials, check characters.
_LICENCE = re.compile(r"\b[A-Z]{2,5}9{0,3}[0-9][0156][0-9][0-3][0-9]{2}[A-Z9]{2}[0-9][A-Z]{2}\b")


def find(text: str) -> Iterator[Span | Suspect]:
    """Give the numbers beside their labels, and those that their form and check digit give away."""
    shown = text.casefold()
    for match in (
        _LABELLED_INSURANCE.finditer(text) if "NI" in text or "N.I" in text or "insurance" in shown else ()
    ):
        yield Span(_INSURANCE, *match.span("number"))
    for match in _SPACED_INSURANCE.finditer(text):
        first = _BEFORE_SPACED.search(text, max(0, match.start() - 3), match.start())
        if first:
            yield Span(_INSURANCE, first.start(), match.end())
    for match in _MAYBE_INSURANCE.finditer(text):
        first = _BEFORE_INSURANCE.search(text, max(0, match.start() - 4), match.start())
        if first and not _REFERENCE.search(text, max(0, first.start() - 40), first.start()):
            yield Suspect(
                first.start(), match.end(), "may be a National Insurance number: it has the form of one"
            )
    for match in _LABELLED_NHS.finditer(text) if "nhs" in shown or "CHI" in text else ():
        yield Span(_NHS, *match.span("number"))
    for match in _MAYBE_NHS.finditer(text):
        line = before(text, match.start()) + after(text, match.end())
        if is_nhs_number(match[0]) and _OF_PERSON.search(line):
            yield Suspect(*match.span(), "may be an NHS number: its check digit is right")
    for match in _LICENCE.finditer(text):
        yield Span(_OTHER, *match.span())
    for match in _LABELLED.finditer(text) if any(word in shown for word in _WORDS) else ():
        yield Span(_OTHER, *match.span(match.lastgroup or 0))


def is_nhs_number(shown: str) -> bool:
    """Whether the last of ten digits is the check digit of the rest, modulo 11 (NHS Data Dictionary)."""
    digits = [int(one) for one in shown if one.isdigit()]
    check = 11 - sum(digit * (10 - i) for i, digit in enumerate(digits[:9])) % 11
    return len(digits) == 10 and digits[9] == check % 11 and check != 10
