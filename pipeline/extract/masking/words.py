"""The words that tell people from teams and places: the rows of roles.csv and first_names.csv."""

import csv
import functools
from pathlib import Path

_HERE = Path(__file__).parent
# A firm, a place or a team at the end of capitalised words shows that they name no person.
_NO_PERSON = ("team", "place", "landmark", "company", "duty")
_NO_WORDS = ("postcode", "acronym")


@functools.cache
def roles(kind: str) -> frozenset[str]:
    """Give the words of one kind, in lower case but postcodes.

    - mailbox: local parts of addresses that many read; mailbox part: what such are made of
    - title, rank: what stands before names, of people and of the police
    - team, place: words of bodies and places, which name no person
    - surname: those of them and of the next two that people are called by as well
    - landmark, company: ends of what is called after people
    - duty: what follows 'Councillor' or 'Dr' and is no name
    - nobody: capitalised words that begin sentences or name no person; date: months and days
    - patron: first names of kings and saints, after whom places are called
    - body: what the address of a public body names; street: ends of the names of streets
    - postcode: those of the commissioners to whom every letter points
    - document: words of file names; file of one: what a file about one person is called
    - acronym: three letters that end no registration
    """
    return frozenset(row["word"] for row in _rows("roles.csv") if row["kind"] == kind)


@functools.cache
def no_person() -> frozenset[str]:
    """Give every word that shows that the words beside it name no person."""
    return frozenset().union(*(roles(kind) for kind in _NO_PERSON))


@functools.cache
def ordinary() -> frozenset[str]:
    """Give every word that means something else than a person, whether or not people are called so too."""
    return frozenset(row["word"] for row in _rows("roles.csv") if row["kind"] not in _NO_WORDS)


@functools.cache
def first_names() -> frozenset[str]:
    """Give common first names of the United Kingdom's communities, in lower case."""
    return frozenset(row["name"] for row in _rows("first_names.csv"))


@functools.cache
def names_alone() -> frozenset[str]:
    """Give the first names that are no words, months, places or surnames as well."""
    return frozenset(row["name"] for row in _rows("first_names.csv") if row["also_a_word"] == "no")


def bare(word: str) -> str:
    """Give a word as the lists have it: in lower case, without the marks around it."""
    return word.strip('.,:;()[]*_"“”').casefold().replace("’", "'")


@functools.cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
