"""Columns of tables whose headings say that they hold people, or what only people have."""

import re
from collections.abc import Iterator

from pipeline.extract.masking.births import DATE
from pipeline.extract.masking.names import FULL, is_first_name, person
from pipeline.extract.masking.spans import Span, Suspect

# A table of officers: one of its headings is 'Name' or 'Officer', and another says what only a person has.
_OF_PEOPLE = frozenset(
    ["post", "title", "job title", "role", "position", "telephone", "phone", "email", "e-mail", "extension",
     "grade", "salary", "ward", "party", "dob", "date of birth", "tel", "mobile", "age"]
)  # fmt: skip
_NAMES = frozenset(
    ["name", "officer", "contact", "officer name", "contact name", "contact officer", "full name"]
)
_ONLY_PEOPLE = frozenset(
    ["councillor", "cllr", "employee", "employee name", "staff member", "member of staff", "staff name",
     "social worker", "member", "child name", "child's name", "name of child", "pupil name", "manager",
     "surname", "officer name", "tenant", "name of officer", "name of councillor", "case officer", "author"]
)  # fmt: skip
_KINDS = {
    "dob": "date of birth",
    "d.o.b.": "date of birth",
    "date of birth": "date of birth",
    "nhs number": "NHS number",
    "nhs no": "NHS number",
    "ni number": "National Insurance number",
    "national insurance number": "National Insurance number",
    "home address": "address",
}
_CELL = re.compile(r"[^\t|]+")
_LINE = re.compile(r"^.*$", re.MULTILINE)
_FULL = re.compile(rf"^[ *]*(?P<name>{FULL})[ *\r]*$")
_BIRTH = re.compile(DATE, re.IGNORECASE)
_UNLISTED = "may be a name: its column lists people"


def find(text: str) -> Iterator[Span | Suspect]:
    """Give the names, dates of birth and numbers of people in such columns, to the next empty line."""
    if "\t" not in text and "|" not in text:
        return
    names: int | None = None
    is_sure = False
    others: dict[int, str] = {}
    for line in _LINE.finditer(text):
        if "\t" not in line[0] and "|" not in line[0]:
            if not line[0].strip():
                names, others = None, {}
            continue
        cells = [cell for cell in _CELL.finditer(line[0]) if cell[0].strip(" *")]
        shown = [cell[0].strip(" *\r").casefold() for cell in cells]
        if not shown:
            names, others = None, {}
            continue
        kinds = {i: _KINDS[one] for i, one in enumerate(shown) if one in _KINDS}
        is_sure_here = bool(_OF_PEOPLE.intersection(shown) and _NAMES.intersection(shown))
        if names is None and not others and (is_sure_here or _ONLY_PEOPLE.intersection(shown) or kinds):
            heads = _NAMES if is_sure_here else _ONLY_PEOPLE
            names = next((i for i, one in enumerate(shown) if one in heads), None)
            is_sure, others = is_sure_here, kinds
            continue
        if names is not None and names < len(cells):
            cell = cells[names]
            found = _FULL.search(cell[0])
            if found:
                at = line.start() + cell.start()
                yield from _named(text, at + found.start("name"), at + found.end("name"), is_sure)
        for column, kind in others.items():
            if column < len(cells):
                yield from _other(line.start() + cells[column].start(), cells[column][0], kind)


def _named(text: str, start: int, end: int, is_sure: bool) -> Iterator[Span | Suspect]:
    for one in person(text, start, end):
        if isinstance(one, Span) and not is_sure and not is_first_name(text[start:end].split(maxsplit=1)[0]):
            yield Suspect(one.start, one.end, _UNLISTED)
        else:
            yield one


def _other(start: int, cell: str, kind: str) -> Iterator[Span]:
    if kind == "date of birth":
        date = _BIRTH.search(cell)
        if date:
            yield Span(kind, start + date.start(), start + date.end())
    elif re.search(r"[0-9]", cell):
        shown = cell.strip(" *\r")
        first = start + cell.index(shown)
        yield Span(kind, first, first + len(shown))
