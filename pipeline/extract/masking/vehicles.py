"""Registrations of vehicles, in the forms that the DVLA has given out since 1963."""

import re
from collections.abc import Iterator

from pipeline.extract.masking.places import after, before
from pipeline.extract.masking.spans import Span, Suspect
from pipeline.extract.masking.words import roles

_KIND = "vehicle registration"
# INF104: since 2001 two letters for the place, two digits for the half-year, three letters without I and Q.
_AGE = r"(?:0[1-9]|[1-7][0-9])"
_CURRENT = rf"[A-HJ-PR-Y][A-HJ-PR-Y]{_AGE}(?P<gap>[ ]?)[A-HJ-PR-Z]{{3}}"
_ANY = (
    rf"(?:[A-Z]{{2}}{_AGE}[ ]?[A-Z]{{3}}|[A-Z][0-9]{{1,3}}[ ]?[A-Z]{{3}}|[A-Z]{{3}}[ ]?[0-9]{{1,3}}[A-Z]"
    r"|[A-Z]{1,3}[ ]?[0-9]{1,4})"
)
_LABEL = (
    r"(?:[Rr]eg(?:istration)?(?:[ ]?(?:[Mm]ark|[Pp]late|[Nn]umbers?|[Nn]o\b))?\b|REG\b|V\.?R\.?[MN]\b"
    r"|[Nn]umber[ ]?[Pp]late\b|[Vv]ehicle\b|[Ii]ndex(?:[ ]number|[ ]mark)\b)"
)
_LABELLED = re.compile(rf"(?<!\w){_LABEL}[ :.#(*=-]{{0,5}}(?:(?:is|was|of)[ ])?(?P<number>{_ANY})(?!\w)")
_FREE = re.compile(rf"(?<![\w/-]){_CURRENT}(?![\w/-])")
_OLD = re.compile(
    r"(?<![\w/-])(?:[A-HJ-NPR-TV-Y][0-9]{1,3} [A-HJ-PR-Y]{3}|[A-HJ-PR-Y]{3} [0-9]{1,3}[A-HJ-NPR-TV-Y])"
    r"(?![\w/-])"
)
_LIKE = re.compile(r"(?<![\w/-])[A-Z]{2}[0-9]{2}[ ]?[A-Z]{3}(?![\w/-])")
_VEHICLE = re.compile(r"\b(?:car|van|vehicle|driver|driven|lorry|taxi|motor\w*|parked)s?\b", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b(?:ref|reference|form|report|case|model|room|version|type|product|zone|code|grade|class|unit"
    r"|item)\b[^\n]{0,12}$",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Span | Suspect]:
    """Give registrations beside a label, and those of today's form with its space; others are suspects."""
    for match in _LABELLED.finditer(text):
        yield Span(_KIND, *match.span("number"))
    for match in _FREE.finditer(text):
        if match[0][-3:].casefold() in roles("acronym") or _REFERENCE.search(before(text, match.start())):
            continue
        if match["gap"]:
            yield Span(_KIND, *match.span())
        else:
            yield Suspect(*match.span(), "may be a vehicle's registration: it has the form of one")
    for match in _LIKE.finditer(text):
        if _VEHICLE.search(before(text, match.start()) + after(text, match.end())):
            yield Suspect(*match.span(), "may be a vehicle's registration: a vehicle stands near it")
    for match in _OLD.finditer(text):
        if _VEHICLE.search(before(text, match.start()) + after(text, match.end())):
            yield Suspect(*match.span(), "may be a vehicle's registration: it has an older form of one")
