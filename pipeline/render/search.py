"""The search index: what can be found, in which words, and where it stands; a browser makes a search of it.

Plain data: one entry a line of results. ``words`` are searched and not shown: those of code lists, letters
and glossary, so that 'CSE' finds what says 'child sexual exploitation', and the other way round. What is
hidden has no entry but its status and the mark that is printed for it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.edges.hidden import visible
from pipeline.render import links
from pipeline.render.codebook import Codebook, Shown
from pipeline.render.glossary import glossary
from pipeline.render.page import Page
from pipeline.render.queries import Question
from pipeline.render.wording import excerpt
from pipeline.schemas.codelists import TOTAL, split

# Kinds of entry, as the results name them, and how much they weigh where all else is equal. A value has no
# words of its own but a number; a term of the glossary comes before a code whose label has the same words.
KINDS = {
    "Value": 3.0,
    "Measure": 2.2,
    "Not given": 1.5,
    "Question": 1.5,
    "Letter": 1.5,
    "Code": 1.4,
    "Term": 2.0,
    "Rule": 1.2,
    "Field": 1.1,
    "Page": 1.0,
}
MANY = 100  # codes of a list from which on only those in use are found
LONG = 260  # characters of a question or an answer that are searched
SHORT = 110  # characters of context that are shown


@dataclass(frozen=True)
class Entry:
    """One thing that can be found."""

    kind: str
    title: str
    context: str
    target: str  # see links
    words: str = ""


def script(entries: Iterable[Entry]) -> bytes:
    """Give the index as a script that sets one variable: pages opened from a folder may not fetch data.

    Pages are named once and counted; an entry is [kind, page, anchor, title, context, words].
    """
    pages: dict[str, int] = {}
    kinds = [*KINDS]
    rows = []
    for entry in entries:
        path, _, anchor = entry.target.partition("#")
        page = pages.setdefault(path, len(pages))
        shown = (visible(text) for text in (anchor, entry.title, entry.context, entry.words))
        rows.append([kinds.index(entry.kind), page, *shown])
    index = {"kinds": kinds, "weights": [*KINDS.values()], "pages": list(pages), "entries": rows}
    data = json.dumps(index, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'"use strict";globalThis.searchIndex={data};\n'.encode()


def entries(book: Codebook, pages: Iterable[Page]) -> list[Entry]:
    """Give all that can be found, in the order of the data; of the pages those about no single thing."""
    other_names = synonyms(term.term for term in glossary())
    found = [
        *_measures(book),
        *_values(book),
        *_questions(book),
        *_letters(book),
        *_codes(book),
        *_dictionary(book),
        *(
            Entry("Page", page.title, excerpt(page.summary, SHORT), page.path)
            for page in pages
            if "/" not in page.path.removesuffix("/index.html")
        ),
    ]
    return [_with_synonyms(entry, other_names) for entry in found]


def synonyms(terms: Iterable[str]) -> list[tuple[re.Pattern[str], str]]:
    """Give what else is to be searched where a pattern occurs, from terms such as 'Long name (LN or LNM)'."""
    found = []
    for term in terms:
        match = re.fullmatch(r"(.+) \(([A-Z]{2,}(?: or [A-Z]{2,})*)\)", term)
        if match:
            name, short = match[1], match[2].split(" or ")
            found.append((re.compile(re.escape(name), re.IGNORECASE), " ".join(short)))
            found += [(re.compile(rf"\b{one}\b"), name) for one in short]
    return found


def _with_synonyms(entry: Entry, other_names: Sequence[tuple[re.Pattern[str], str]]) -> Entry:
    said = f"{entry.title} {entry.context} {entry.words}"
    more = [name for pattern, name in other_names if pattern.search(said)]
    words = " ".join(dict.fromkeys([*entry.words.split(), *" ".join(more).split()]))
    return Entry(entry.kind, entry.title, entry.context, entry.target, words)


def _measures(book: Codebook) -> Iterator[Entry]:
    for row in book.lists["measure"].rows:
        code = str(row["code"])
        words = f"{code.replace('_', ' ')} {' '.join(split(row['variants']))}"
        yield Entry(
            "Measure", str(row["label"]), excerpt(str(row["description"]), SHORT), links.measure(code), words
        )


def _values(book: Codebook) -> Iterator[Entry]:
    shown = [book.shown(observation) for observation in book.observations]
    for one in shown:
        if one.observation.figure_id:
            letter = book.letter(one.observation.letter_id).reference
            printed = one.observation.value_text or ""
            mark = one.observation.value is None
            yield Entry(
                "Value",
                f"{one.text} ‘{printed}’" if mark else one.text,
                " · ".join(
                    part for part in (one.measure, one.category, one.days or one.period, letter) if part
                ),
                one.place,
                _words(book, one, "" if printed in one.text else printed),
            )
    missing = [one for one in shown if not one.observation.figure_id]
    for (question, measure, status), group in groupby(
        missing, key=lambda s: (s.observation.question_id, s.observation.measure, s.status)
    ):
        many = list(group)
        periods = list(dict.fromkeys(one.period for one in many))
        when = periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
        cited = " ".join(dict.fromkeys(one.observation.provision or "" for one in many))
        yield Entry(
            "Not given",
            f"{status}: {many[0].measure}",
            f"{when} · {book.places[question][0]}",
            links.place(question),
            f"{measure.replace('_', ' ')} {cited} {' '.join(periods)}",
        )


def _words(book: Codebook, one: Shown, printed: str) -> str:
    codes = one.observation.codes.items()
    called = [label for name, code in codes for label in split(book.row(name, code)["variants"])]
    said = [one.observation.measure, *(code for _, code in codes if code != TOTAL), *called]
    return " ".join(
        part for part in (*(word.replace("_", " ") for word in said), one.period, printed) if part
    )


def _questions(book: Codebook) -> Iterator[Entry]:
    for question in book.questions.values():
        outcome = book.label("outcome", question.outcome) or "Not answered"
        cited = " ".join(
            f"{one.regime} {one.provision}" for one in book.citations.get(question.question_id, ())
        )
        yield Entry(
            "Question",
            excerpt(question.text, SHORT),
            f"{book.places[question.question_id][0]} · {outcome}",
            links.place(question.question_id) if question.outcome else links.letter(question.letter_id),
            f"{excerpt(question.text, LONG)[SHORT:]} {excerpt(_answer(book, question), LONG)} {cited}",
        )


def _answer(book: Codebook, question: Question) -> str:
    return book.texts[question.letter_id][question.span_start or 0 : question.span_end or 0]


def _letters(book: Codebook) -> Iterator[Entry]:
    for letter in book.letters:
        yield Entry(
            "Letter",
            f"{letter.reference}: {letter.subject}" if letter.subject else letter.reference,
            f"{book.label('authority', letter.authority)}, {letter.letter_date.isoformat()}",
            links.letter(letter.letter_id),
        )


def _codes(book: Codebook) -> Iterator[Entry]:
    in_use = {one.authority for one in book.letters}
    for name, codes in book.lists.items():
        if name == "measure":
            continue
        for row in codes.rows:
            code = str(row["code"])
            if len(codes.rows) > MANY and code not in in_use:
                continue
            label = str(row["label"])
            told = code.replace("_", " ").casefold() in label.casefold()
            words = " ".join(split(row.get("variants") or row.get("phrases")))
            yield Entry(
                "Code",
                label if told else f"{label} ({code})",
                f"{codes.table.title}: {code}",
                links.code(name, code),
                words,
            )


def _dictionary(book: Codebook) -> Iterator[Entry]:
    for term in glossary():
        yield Entry("Term", term.term, excerpt(term.meaning, SHORT), f"{links.GLOSSARY}#{term.anchor}")
    for rule in book.rules:
        yield Entry("Rule", rule.title, rule.name, links.rule(rule.name), rule.name.replace("_", " "))
    for table in book.tables.values():
        is_list = table.code_list
        yield Entry("Page", f"{table.title} ({table.name})", excerpt(table.description, SHORT),
                    links.table(table.name, code_list=is_list))  # fmt: skip
        if not is_list:  # the fields of all lists are the same few
            for field in table.fields:
                says = excerpt(f"{field.title}: {field.description}", SHORT)
                yield Entry("Field", f"{table.name}.{field.name}", says, links.field(table.name, field.name))


def by_letter_of_alphabet(entries: Iterable[Entry]) -> Mapping[str, list[Entry]]:
    """Give measures, letters, terms, tables and rules from A to Z, for who browses or cannot search."""
    kept = ("Measure", "Letter", "Term", "Page", "Rule")
    wanted = sorted((e for e in entries if e.kind in kept), key=lambda e: (e.title.casefold(), e.target))
    return {
        letter: list(group)
        for letter, group in groupby(
            wanted, key=lambda e: e.title[0].upper() if e.title[0].isalpha() else "0–9"
        )
    }
