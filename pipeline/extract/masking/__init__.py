"""Masking of personal data, character for character, so that every offset stays.

What a letter shows for certain to be a person's is masked: names beside what says that somebody is named
(greeting, signature, title, rank, label, office, head of a message, name of a file), and wherever those names
stand again; telephone numbers, mailboxes and accounts; dates of birth, numbers that the state gives people,
bank details, private addresses, registrations of vehicles and IP addresses beside their labels or by their
form and check digit. Each kind is a module with one function ``find``.

What may be personal and is not certain is a suspect, which a person decides: the reading says ``redact`` or
``keep``. Mailboxes of teams, titles and names of bodies stay (rows of roles.csv), and so does every figure.
"""

from collections.abc import Iterator, Sequence

from pipeline.extract.masking import (
    accounts,
    banks,
    births,
    elsewhere,
    greetings,
    homes,
    internet,
    labels,
    mail,
    numbers_of_people,
    people_tables,
    short_names,
    signatures,
    suspects,
    telephones,
    titles,
    vehicles,
)
from pipeline.extract.masking.names import NAME, folded
from pipeline.extract.masking.places import again, occurrences
from pipeline.extract.masking.spans import MASK, Covered, Masking, Span, Suspect, apart, masked, merged

__all__ = ["MASK", "Covered", "Masking", "Span", "Suspect", "find", "occurrences"]

_KINDS = (
    greetings,
    signatures,
    titles,
    labels,
    short_names,
    mail,
    people_tables,
    telephones,
    accounts,
    births,
    numbers_of_people,
    banks,
    homes,
    vehicles,
    internet,
    suspects,
)


def find(text: str, redact: Sequence[str] = (), keep: Sequence[str] = ()) -> Masking:
    """Find the personal data of a letter's text, whose lines end in LF.

    ``redact`` are further words to mask wherever they stand, whatever their case; ``keep`` are words that a
    person has looked at: they are neither masked nor suspected where they stand.
    """
    spans: list[Span] = []
    doubted: list[Suspect] = []
    for one in _found(folded(text)):
        if isinstance(one, Span):
            spans.append(one)
        else:
            doubted.append(one)
    kept = Covered(span for words in keep for span in occurrences(text, words))
    spans = [one for one in spans if not kept.holds(one.start, one.end)]
    # One word may be any word ('Will', 'Mark'); a first and a last name together are this person.
    names = {" ".join(text[one.start : one.end].split()) for one in spans if one.kind == NAME}
    spans += [
        Span(NAME, start, end) for start, end, _ in again(text, {name for name in names if " " in name})
    ]
    for one in (*elsewhere.find(text, spans),):
        if isinstance(one, Span):
            spans.append(one)
        else:
            doubted.append(one)
    spans = [one for one in spans if not kept.holds(one.start, one.end)]
    doubted = [one for one in doubted if not kept.holds(one.start, one.end)]
    spans += [Span("redacted", *span) for words in redact for span in occurrences(text, words)]
    joined = merged(spans)
    covered = Covered((one.start, one.end) for one in joined)
    return Masking(masked(text, joined), joined, apart(doubted, covered))


def _found(text: str) -> Iterator[Span | Suspect]:
    for kind in _KINDS:
        yield from kind.find(text)
