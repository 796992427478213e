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
from dataclasses import dataclass
from pathlib import Path

import phonenumbers

MASK = "█"
_LOCAL = r"(?<![\w.+-])(?P<local>(?=[\w.+'’-]*[^\W\d_])[\w.+'’-]{1,64})"
_EMAILS = (
    re.compile(rf"{_LOCAL}(?=@[A-Za-z0-9])"),
    # As people write them for people: 'ada [at] council [dot] example', 'ada @ council.example'.
    re.compile(
        rf"{_LOCAL}(?=\s{{0,2}}(?:[(\[{{{{]\s?at\s?[)\]}}}}]|&#64;|[@＠])\s{{0,2}}[A-Za-z0-9][\w-]*"
        r"\s?(?:[(\[{]\s?dot\s?[)\]}]|\.)\s?\w)",
        re.IGNORECASE,
    ),
    re.compile(rf"{_LOCAL}(?=[ ]at[ ][A-Za-z0-9][\w-]*[ ]dot[ ]\w)", re.IGNORECASE),
    re.compile(r"(?<=linkedin\.com/in/)(?P<local>[\w%-]{2,99})", re.IGNORECASE),
)
# The letters of names in the United Kingdom and beyond: Latin, with those of Welsh and Gaelic.
_UPPER = "A-Z" + "".join(one for one in map(chr, range(0xC0, 0x250)) if one.isupper())
_LOWER = "a-z" + "".join(one for one in map(chr, range(0xC0, 0x250)) if one.islower())
_NAME_WORD = (
    rf"(?:[{_UPPER}](?:[{_LOWER}]+|\.)?(?:[-’'][{_UPPER}]?[{_LOWER}]+|[{_UPPER}][{_LOWER}]+)*"
    rf"|(?:[{_UPPER}]\.){{2,3}})"
)
_PARTICLE = r"(?:ap|ab|ferch|verch|mac|nic|ní|nì|ó|van|von|der|den|de|la|le|da|dos|di|du|bin|bint|ibn|an)"
_NAME = rf"{_NAME_WORD}(?:[ ]{{1,4}}(?:{_PARTICLE}[ ]{{1,2}}){{0,2}}{_NAME_WORD}){{1,3}}"
_GREETED = rf"(?:{_NAME_WORD}\.?[ ]*){{1,4}}"
_SALUTATION = re.compile(
    rf"^[ \t*]*(?:Dear|Annwyl)[ ]+(?P<name>{_GREETED})(?:(?:and|&)[ ]+(?P<other>{_GREETED}))?"
    rf"|^[ \t*]*(?:Hi|Hello|Good[ ](?:morning|afternoon|evening))[ ]+(?P<hailed>{_GREETED})[,.!–-]?[ \t\r]*$",
    re.MULTILINE,
)
_LABEL = re.compile(
    rf"(?:\b(?:please[ ]+contact|contact(?:[ ]+(?:officer|name))?|director|officer|handler|manager"
    rf"|dealt[ ]+with[ ]+by|dealing[ ]+with"
    rf"[ ]+this[^:\n]{{0,20}}|author|signed|name|executive"
    rf"|solicitor|from|to|b?cc|sent[ ]+by|reviewer|request[eo]r|applicant|customer|complainant|ask[ ]+for"
    rf"|enquiries[ ]+to|cop(?:y|ied)[ ]+to|(?:signed|reviewed|completed|approved|authorised)[ ]+by|clerk"
    rf"|leader"
    rf"|head[ ]+of[^:\n]{{1,40}})[ ]*:[\s*_\\]*|\bchief[ ]+(?:constable|executive)[ ]+|\bprepared[ ]+by[ :]+)"
    rf"(?P<name>(?-i:{_NAME}))",
    re.IGNORECASE,
)
# A first and a last name after a title; initials may stand between, and the line may end.
_GAP = r"(?:[ ]{1,4}|[ ]{0,4}\r?\n[ ]{0,4})"
_FULL_WORD = r"[A-ZÀ-Þ][^\W\d_]*(?:[-’'][^\W\d_]+)*"
_TITLED = re.compile(
    rf"\b(?:(?:Rev(?:erend|d)?|Prof(?:essor)?)\.?{_GAP})?(?:Mrs?|Ms|(?<![Nn]ear[ -])Miss|Mx|Dr"
    rf"|Prof(?:essor)?|Cllr|Councillor|Rev(?:erend|d)?"
    rf"|DCI|Sgt|Sergeant|(?:PC|DC|DS|DI)[ ][0-9]{{2,5}})\.?{_GAP}"
    rf"(?P<name>(?:{_FULL_WORD}\.?|(?:[A-Z]\.){{2,3}}){_GAP}(?:[A-Z]\.?{_GAP}){{0,2}}(?=[^\W\d_]['’]?[^\W\d_]){_FULL_WORD})"
)
# A last name alone; doctors, professors and councillors are also what places and teams are called after.
_TITLED_ALONE = re.compile(
    rf"\b(?:Mrs?|Ms|Mx|Sgt|(?:PC|DC|DS|DI)[ ][0-9]{{2,5}})\.?{_GAP}"
    rf"(?P<name>(?:[A-Z]\.?{_GAP})?(?:{_PARTICLE}[ ])?{_FULL_WORD}(?<=[{_LOWER}]))"
)
_TOKEN = re.compile(r"\w+(?:[-'’]\w+)*")
_BETWEEN_WORDS = re.compile(r"[\s._]+")
_NARROWEST_WRAP = 40  # a shorter line ends where its writer ended it
_VALEDICTION = re.compile(
    r"^[ \t*]*(?:yours?\s+(?:sincerely|faithfully|truly)|(?:kind|best|warm)(?:est)?\s+regards|regards"
    r"|many\s+thanks|with\s+thanks)\b[^\n]{0,20}$"
    # Words that sentences begin with too end a letter only where they stand alone.
    r"|^[ \t*]*(?:(?:yours[ ]+)?sincerely|yours[ ]+(?:aye|ever)"
    r"|(?:with[ ]+)?(?:best|kind|all[ ]+good)[ ]+wishes"
    r"|all[ ]+the[ ]+best|thanks|thank[ ]+you|cheers|(?:yr[ ]+eiddoch[ ]+)?yn[ ]+gywir"
    r"|cofion(?:[ ]+(?:gorau|cynnes))?|le[ ]+(?:gach[ ]+)?(?:meas|dùrachd))[ \t*,.!]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_REGARDS_NAME = re.compile(
    rf"(?i:(?:yours[ ]+)?(?:sincerely|faithfully|truly)|(?:(?:kind|best|warm)(?:est)?[ ]+)?regards"
    rf"|many[ ]+thanks)[ ,]+(?P<name>{_NAME}|{_NAME_WORD})"
)
_SIGNED_FOR = r"(?:p\.?p\.?|(?:for[ ]+and[ ]+)?on[ ]+behalf[ ]+of|signed(?:[ ]+by)?)[ :]+"
_AFTER_NAME = r"(?:[ ]*[,|(–-].*|(?:[ ]+(?-i:[A-Z]{2,}[A-Za-z]{0,4}|BSc|MSc|PhD|LLB|\(Hons\))[ ,]*)+)"
_CAPITALS = (
    rf"[{_UPPER}]{{2,}}(?:[-’'][{_UPPER}]+)?(?:[ ]{{1,4}}[{_UPPER}]{{2,}}(?:[-’'][{_UPPER}]+)?){{1,2}}"
)
_LONGEST_FIRST_NAME = 12
# What people do with a request or a letter; a firm or a body does so too, but is not called like a person.
_BY = re.compile(
    rf"\b(?i:(?:please|queries|questions|enquiries)[ ]+(?:please[ ]+)?contact(?:[ ]+me,)?"
    rf"|direct[ ]+contact|handled[ ]+by"
    rf"|signed[ ]+by|reviewed[ ]+by|requested[ ]+by|request[ ]+from|dealt[ ]+with[ ]+by|cop(?:y|ied)[ ]+to"
    rf"|review[ ](?:was[ ]|has[ ]been[ ])?(?:carried[ ]out|conducted|completed|undertaken)[ ]by"
    rf"|fao|(?<![\w.])cc\.?)"
    rf"[ ,:]{{1,3}}(?P<name>{_NAME})(?![{_LOWER}\w]|[ ](?:Ltd|Limited|LLP|plc|PLC|Group|&|and[ ][{_UPPER}]))"
)
_OFFICES = (
    "Officer Director Manager Executive Solicitor Secretary Commissioner Constable Adviser Clerk Leader"
)
_OFFICE = f"(?:{_OFFICES.replace(' ', '|')})"
# 'The Monitoring Officer, Ada Example, decided', 'Monitoring Officer (Ada Example)'.
_OFFICE_HOLDER = re.compile(
    rf"\b(?:(?:[Tt]he|[Oo]ur|[Mm]y)[ ][^,.\n]{{0,60}}{_OFFICE},[ ](?P<held>{_NAME}),"
    rf"|{_OFFICE}[ ]\((?P<within>{_NAME})\)|{_OFFICE}[ ][-–—][ ](?P<after>{_NAME})[ \t\r]*$)",
    re.MULTILINE,
)
_WROTE = re.compile(rf"^>*[ ]?On[ ][^\n]{{8,60}}?,?[ ](?P<name>{_NAME})[ ]<[^>\n]*>[ ]wrote:", re.MULTILINE)
_MAIL_FIELD = re.compile(r"^[>* \t]*(?:from|to|b?cc)[ *]*:(?P<people>[^\n]*)", re.IGNORECASE | re.MULTILINE)
_MAIL_NAME = re.compile(
    rf"(?:^|[;,])[ \t*\"']*(?P<name>{_NAME_WORD},[ ]?{_NAME_WORD}|{_NAME})[ \t\r*\"']*(?=$|[;<(\[]|,[ ])"
)
# A table of officers: one of its headings is 'Name' or 'Officer', and another says what only a person has.
_OF_PEOPLE = frozenset(
    ["post", "title", "job title", "role", "position", "telephone", "phone", "email", "e-mail", "extension"]
)
_NAMES_HEADING = frozenset(["name", "officer", "contact", "officer name", "contact name", "contact officer"])
_CELL = re.compile(r"[^\t|]+")
_SIGNATURE_LINES = 6
# Eleven digits in the groups of the numbering plan, whether or not it has given the number to anybody.
_GROUPED_PHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\+|00)44[ .-]?(?:\(0\)[ .-]?)?[1-9][0-9]{1,4}"
    r"|\(?0[1-9][0-9]{1,4}\)?)(?:[ .-]{1,2}[0-9]{3,4}"
    r"[ .-]?[0-9]{3,4}|[ /.-]{1,3}[0-9]{6,8})(?![\w]|[.,][0-9])"
    r"|(?<![\w.,/-])(?:0[1-9][0-9]{9}|(?:\+|00)44[1-9][0-9]{9})(?![\w]|[.,][0-9])"
)
_EXTENSION = re.compile(
    r"\bext(?:n|ension[ ]+(?:no|number))?\b[ .:]{0,3}(?P<number>[0-9]{3,6})\b", re.IGNORECASE
)
_PHONE_DIGITS = (10, 13)
_PHONE_START = re.compile(r"\+44|\(?0[0-9]{2,}|\(0\)|0800|0[38]00")
_PHONE_GROUPS = 5
# Beside its label a number is masked whether or not the numbering plan knows it.
_LABELLED_PHONE = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mobile|fax|dial|ddi)\b(?:[ ]?no)?[ .:*]{0,6}(?P<number>(?:\+"
    r"|\(?0)[0-9()]{2,12}(?:[ -]?[0-9]{2,6}){1,4})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Span:
    """A passage that is masked, and what stood there."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Masking:
    """A text with its names and contact details masked, and where they stood."""

    text: str
    spans: tuple[Span, ...]
    suspects: tuple[Span, ...]


def find(text: str, redact: Sequence[str] = (), keep: Sequence[str] = ()) -> Masking:
    """Give a letter masked."""
    shown = mask(text, redact)
    spans = [
        Span("name", m.start(), m.end())
        for m in re.finditer("\ue000+", "".join("\ue000" if a != b else a for a, b in zip(text, shown)))
    ]
    return Masking(shown, tuple(spans), ())


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
    for grouped in _GROUPED_PHONE.finditer(text):
        if _PHONE_DIGITS[0] <= sum(one.isdigit() for one in grouped[0]) <= _PHONE_DIGITS[1] + 1:
            yield grouped.span()
    for extension in _EXTENSION.finditer(text):
        yield extension.span("number")
    for labelled in _LABELLED_PHONE.finditer(text):
        yield labelled.span("number")


def _emails(text: str) -> Iterator[tuple[int, int]]:
    for pattern in _EMAILS:
        for match in pattern.finditer(text):
            if match["local"].casefold() not in _roles("mailbox"):
                yield match.span("local")


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
        for greeted in ("name", "other", "hailed"):
            if match[greeted]:
                yield from _without_roles(text, *match.span(greeted))
    yield from _at_work(text)
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
        same = _REGARDS_NAME.fullmatch(match[0].strip(" *\t\r,"))
        if same:
            first = match.start() + match[0].index(same["name"], same.start("name"))
            yield from _without_roles(text, first, first + len(same["name"]))
        yield from _signed(text, match.end())


def _at_work(text: str) -> Iterator[tuple[int, int]]:
    """Give the names of who did something with a letter, or holds an office, and of those in mail fields."""
    for pattern in (_BY, _WROTE, _OFFICE_HOLDER):
        for match in pattern.finditer(text):
            for name, found in match.groupdict().items():
                if found:
                    yield from _without_roles(text, *match.span(name))
    for field in _MAIL_FIELD.finditer(text):
        for match in _MAIL_NAME.finditer(field["people"]):
            start = field.start("people") + match.start("name")
            yield from _without_roles(text, start, start + len(match["name"]))
    yield from _officers(text)


def _officers(text: str) -> Iterator[tuple[int, int]]:
    """Give the names in tables that list people with their posts or telephones, to the next empty line."""
    column: int | None = None
    for line in re.finditer(r"^.*$", text, re.MULTILINE):
        cells = [cell for cell in _CELL.finditer(line[0]) if cell[0].strip(" *")]
        shown = [cell[0].strip(" *\r").casefold() for cell in cells]
        if not shown:
            column = None
        elif _OF_PEOPLE.intersection(shown) and _NAMES_HEADING.intersection(shown):
            column = next(i for i, one in enumerate(shown) if one in _NAMES_HEADING)
        elif column is not None and column < len(cells):
            cell = cells[column]
            name = re.search(rf"^[ *]*(?P<name>{_NAME})[ *\r]*$", cell[0])
            if name:
                first = line.start() + cell.start()
                yield from _without_roles(text, first + name.start("name"), first + name.end("name"))


def _signed(text: str, start: int) -> Iterator[tuple[int, int]]:
    seen = 0
    for line in re.compile(r"[^\n]+").finditer(text, start):
        shown = line[0].strip(" *_\\\t\r,")
        if not shown:
            continue
        seen += 1
        if seen > _SIGNATURE_LINES:
            return
        name = _signature().fullmatch(shown)
        if name:
            first = line.start() + line[0].index(shown) + name.start("name")
            yield from _without_roles(text, first, first + len(name["name"]))
        elif seen == 1 and len(shown) <= _LONGEST_FIRST_NAME and re.fullmatch(_NAME_WORD, shown):
            first = line.start() + line[0].index(shown)
            yield from _without_roles(text, first, first + len(shown))


@functools.cache
def _signature() -> re.Pattern[str]:
    """Match a line of a signature that is a person's name, with what may stand before and after it."""
    titles = "|".join(sorted(_roles("title")))
    return re.compile(
        rf"(?:{_SIGNED_FOR})?(?:(?:{titles})\.?[ ]+)?(?P<name>(?-i:{_NAME}|{_CAPITALS}))(?:{_AFTER_NAME})?",
        re.IGNORECASE,
    )


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
