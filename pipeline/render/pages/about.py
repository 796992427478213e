"""About the project, how to add a letter, and the terms of the trade."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.render import links
from pipeline.render.codebook import Codebook
from pipeline.render.page import Page

GLOSSARY = Path(__file__).parent.parent / "glossary.csv"


@dataclass(frozen=True)
class Term:
    """A term of the trade."""

    term: str
    anchor: str
    meaning: str


def pages(book: Codebook) -> Iterator[Page]:
    """Give the page about the project and the glossary."""
    yield Page(
        path=links.ABOUT,
        template="about.html",
        title="About",
        summary="How letters become data, what the data cannot tell, what changed, and how to add a letter.",
        section=links.ABOUT,
        content={"changes": book.changes},
    )
    yield Page(
        path=links.GLOSSARY,
        template="glossary.html",
        title="Glossary",
        summary="The terms of the trade that these pages use.",
        section=links.GLOSSARY,
        content={"terms": glossary()},
    )


def glossary() -> list[Term]:
    """Read the terms, sorted."""
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        terms = [
            Term(row["term"], links.term_id(row["term"]), row["meaning"]) for row in csv.DictReader(file)
        ]
    return sorted(terms, key=lambda term: term.term.casefold())
