"""The terms of the trade."""

import csv
from dataclasses import dataclass
from pathlib import Path

from pipeline.render import links

GLOSSARY = Path(__file__).with_name("glossary.csv")


@dataclass(frozen=True)
class Term:
    """A term of the trade."""

    term: str
    anchor: str
    meaning: str


def glossary() -> list[Term]:
    """Read the terms, sorted."""
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        terms = [
            Term(row["term"], links.term_id(row["term"]), row["meaning"]) for row in csv.DictReader(file)
        ]
    return sorted(terms, key=lambda term: term.term.casefold())
