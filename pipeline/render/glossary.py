"""The terms of the trade, and where the words of a page use them."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from pipeline.render import links

GLOSSARY = Path(__file__).with_name("glossary.csv")


@dataclass(frozen=True)
class Term:
    """A term of the trade, and the words by which it is known, parted by '|'."""

    term: str
    anchor: str
    meaning: str
    words: tuple[str, ...]


@cache
def glossary() -> tuple[Term, ...]:
    """Read the terms, sorted."""
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        terms = [
            Term(
                row["term"],
                links.term_id(row["term"]),
                row["meaning"],
                tuple(filter(None, row["words"].split("|"))),
            )
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(terms, key=lambda term: term.term.casefold()))


def _term(term: str, meaning: str, words: str) -> Term:
    return Term(term, links.term_id(term), meaning, tuple(word for word in words.split("|") if word))


@cache
def _known() -> tuple[re.Pattern[str], dict[str, Term]]:
    by_words = {word.casefold(): term for term in glossary() for word in term.words}
    longest_first = sorted(by_words, key=len, reverse=True)
    pattern = "|".join(re.escape(word) for word in longest_first)
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE), by_words


class Prose:
    """The words of one page, in which a term leads to the glossary where it comes up first."""

    def __init__(self, href: Callable[[str], str]) -> None:
        self._href = href
        self._seen: set[str] = set()

    def __call__(self, text: str) -> Markup:
        """Give a text with its terms linked, everything else escaped."""
        pattern, by_words = _known()
        parts, at = [], 0
        for match in pattern.finditer(text):
            term = by_words[match[0].casefold()]
            if term.anchor in self._seen:
                continue
            self._seen.add(term.anchor)
            target = self._href(f"{links.GLOSSARY}#{term.anchor}")
            parts.append(escape(text[at : match.start()]))
            parts.append(Markup('<a class="term" href="{}">{}</a>').format(target, match[0]))
            at = match.end()
        return Markup("").join([*parts, escape(text[at:])])
