"""Masking of names and contact details, character for character, so that every offset stays.

Masked are phone numbers, personal e-mail addresses (the local part; the domain stays), and names of staff
and of the requester where a letter shows them to be such: beside 'Dear', 'Contact:', 'Officer:', after
'Mrs' or 'Cllr', and in the signature; then wherever else they stand. A job before a name ('Social worker
...') shows nothing: any two capitalised words may follow it. Role mailboxes, titles and team names stay
(rows of roles.csv), and so does every figure: a number is taken for a phone number only where it is a
valid one of the United Kingdom's numbering plan, written as one, or beside a label such as ‘Phone’.
"""

import csv
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import phonenumbers

MASK = "█"
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'’-]{1,64}(?=@[A-Za-z0-9][\w-]*(?:\.[\w-]+)+)")
_NAME_WORD = r"[A-Z](?:[a-zà-ÿ]+|\.)?(?:[-’'][A-Z]?[a-zà-ÿ]+|[A-Z][a-zà-ÿ]+)*"
_NAME = rf"{_NAME_WORD}(?:[ ]{{1,4}}{_NAME_WORD}){{1,3}}"
_SALUTATION = re.compile(rf"^[ \t*]*Dear[ ]+(?P<name>(?:{_NAME_WORD}\.?[ ]*){{1,4}})", re.MULTILINE)
_LABEL = re.compile(
    rf"(?:\b(?:please[ ]+contact|contact(?:[ ]+(?:officer|name))?|director|officer|handler|manager"
    rf"|dealt[ ]+with[ ]+by|dealing[ ]+with"
    rf"[ ]+this[^:\n]{{0,20}}|author|signed|name|executive"
    rf"|solicitor|from|to|cc|sent[ ]+by)[ ]*:[\s*_\\]*|\bchief[ ]+constable[ ]+|\bprepared[ ]+by[ :]+)"
    rf"(?P<name>(?-i:{_NAME}))",
    re.IGNORECASE,
)
# A first and a last name after a title; initials may stand between, and the line may end.
_GAP = r"(?:[ ]{1,4}|[ ]{0,4}\r?\n[ ]{0,4})"
_FULL_WORD = r"[A-ZÀ-Þ][^\W\d_]*(?:[-’'][^\W\d_]+)*"
_TITLED = re.compile(
    rf"\b(?:Mrs?|Ms|(?<![Nn]ear[ -])Miss|Mx|Dr|Prof(?:essor)?|Cllr|Councillor)\.?{_GAP}"
    rf"(?P<name>{_FULL_WORD}\.?{_GAP}(?:[A-Z]\.?{_GAP}){{0,2}}(?=[^\W\d_]['’]?[^\W\d_]){_FULL_WORD})"
)
# A last name alone; doctors, professors and councillors are also what places and teams are called after.
_TITLED_ALONE = re.compile(
    rf"\b(?:Mrs?|Ms|Mx)\.?{_GAP}(?P<name>(?:[A-Z]\.?{_GAP})?{_FULL_WORD}(?<=[a-zà-ÿ]))"
)
_TOKEN = re.compile(r"\w+(?:[-'’]\w+)*")
_BETWEEN_WORDS = re.compile(r"[\s._]+")
_NARROWEST_WRAP = 40  # a shorter line ends where its writer ended it
_VALEDICTION = re.compile(
    r"^[ \t*]*(?:yours?\s+(?:sincerely|faithfully|truly)|(?:kind|best|warm)(?:est)?\s+regards|regards"
    r"|many\s+thanks|with\s+thanks)\b[^\n]{0,20}$",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNATURE_LINES = 6
_PHONE_START = re.compile(r"\+44|\(?0[0-9]{2,}|\(0\)|0800|0[38]00")
_PHONE_GROUPS = 5
# Beside its label a number is masked whether or not the numbering plan knows it.
_LABELLED_PHONE = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mobile|fax|dial|ddi)\b(?:[ ]?no)?[ .:*]{0,6}(?P<number>(?:\+"
    r"|\(?0)[0-9()]{2,12}(?:[ -]?[0-9]{2,6}){1,4})",
    re.IGNORECASE,
)


@functools.cache
def _roles(kind: str) -> frozenset[str]:
    with (Path(__file__).parent / "roles.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file) if row["kind"] == kind)


def mask(text: str, redact: Sequence[str] = ()) -> str:
    """Mask a letter's names and contact details; the text's length and its line ends stay.

    ``redact`` are further names or quotes to mask wherever they stand, whatever their case.
    """
    spans = [*_phones(text), *_emails(text), *_names(text)]
    for quote in redact:
        spans += occurrences(text, quote)
    masked = list(text)
    for start, end in spans:
        masked[start:end] = [one if one in "\r\n" else MASK for one in masked[start:end]]
    return "".join(masked)


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for match in phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.VALID):
        printed = text[match.start : match.end]
        if _PHONE_START.match(printed) and len(printed.split()) <= _PHONE_GROUPS and "\t" not in printed:
            yield match.start, match.end
    for labelled in _LABELLED_PHONE.finditer(text):
        yield labelled.span("number")


def _emails(text: str) -> Iterator[tuple[int, int]]:
    for match in _EMAIL.finditer(text):
        if match[0].casefold() not in _roles("mailbox"):
            yield match.span()


def _names(text: str) -> Iterator[tuple[int, int]]:
    names: set[str] = set()
    for start, end in _named(text):
        yield start, end
        names.add(" ".join(text[start:end].split()))
    # One word may be any word ('Will', 'Mark'); a first and a last name together are this person.
    yield from _again(text, [name for name in names if " " in name])


def _again(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Give every place at which one of these names stands, in one walk over the text for all of them."""
    by_first: dict[str, list[list[str]]] = {}
    for name in names:
        words = [word.casefold() for word in _TOKEN.findall(name)]
        if len(words) > 1:
            by_first.setdefault(words[0], []).append(words)
    if not by_first:
        return
    tokens = list(_TOKEN.finditer(text))
    shown = [token[0].casefold() for token in tokens]
    for i, word in enumerate(shown):
        for words in by_first.get(word, ()):
            last = i + len(words) - 1
            if shown[i : last + 1] == words and all(
                _BETWEEN_WORDS.fullmatch(text, tokens[k].end(), tokens[k + 1].start()) for k in range(i, last)
            ):
                yield tokens[i].start(), tokens[last].end()


def _named(text: str) -> Iterator[tuple[int, int]]:
    """Give the places at which the letter says that here stands a person's name."""
    for match in _SALUTATION.finditer(text):
        yield from _without_roles(text, *match.span("name"))
    for match in _LABEL.finditer(text):
        yield from _without_roles(text, *match.span("name"))
    for match in _TITLED.finditer(text):
        wraps = text.find("\n", *match.span()) - text.rfind("\n", 0, match.start()) > _NARROWEST_WRAP
        if _is_person(match["name"]) and (wraps or "\n" not in match[0]):
            yield match.span("name")
    for match in _TITLED_ALONE.finditer(text):
        if "\n" not in match[0] and match["name"].casefold() not in _roles("team") | _roles("duty"):
            yield match.span("name")
    for match in _VALEDICTION.finditer(text):
        yield from _signed(text, match.end())


def _signed(text: str, start: int) -> Iterator[tuple[int, int]]:
    seen = 0
    for line in re.compile(r"[^\n]+").finditer(text, start):
        shown = line[0].strip(" *_\\\t\r,")
        if not shown:
            continue
        seen += 1
        if seen > _SIGNATURE_LINES:
            return
        name = re.fullmatch(
            rf"(?:(?:{'|'.join(sorted(_roles('title')))})\.?[ ]+)?(?P<name>(?-i:{_NAME}))(?:[ ]*[,(–-].*)?",
            shown,
            re.IGNORECASE,
        )
        if name:
            first = line.start() + line[0].index(shown) + name.start("name")
            yield from _without_roles(text, first, first + len(name["name"]))


def _is_person(name: str) -> bool:
    """Whether what follows a title is a name: 'Cllr Ada Hall' is, 'Councillor Support Team' is not.

    A last name may well be a word that elsewhere names a place.
    """
    first, *_, last = (word.strip(".,").casefold() for word in name.split())
    general = _roles("team") | _roles("place") | _roles("duty")
    return first not in general and last not in _roles("team") and last != "of"


def _without_roles(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the span less titles, or nothing where a word of it names a role, a team or a place."""
    words = [
        (start + word.start(), start + word.end(), word[0].strip(".,").casefold())
        for word in re.finditer(r"\S+", text[start:end])
    ]
    words = [word for word in words if word[2] not in _roles("title")]
    if words and not any(word[2] in _roles("team") | _roles("place") for word in words):
        yield words[0][0], words[-1][1]


def occurrences(text: str, name: str) -> Iterable[tuple[int, int]]:
    """Give the spans at which a name stands as whole words, whatever its case and wherever a line breaks it.

    This is how a name is found throughout the project.
    """
    words = name.split()
    if not words:
        return ()
    pattern = r"[\s._]+".join(re.escape(word) for word in words)
    return (match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE))
