"""Reliability: what was altered and noticed, which disturbances a run survives, whether the rules are tested.

All of it was measured and is kept in docs/*.csv; this page shows it and measures nothing.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.render import links
from pipeline.render.codebook import Codebook, grouped
from pipeline.render.page import Page

CORRUPTION = "corruption"
FAULTS = "faults"
MUTATION = "mutation"
UNSEEN = "unseen"
FIRST_SIGHT = "first_sight"
SCORE = "score"
MEASURED = (CORRUPTION, FAULTS, MUTATION, UNSEEN, FIRST_SIGHT, SCORE)
OUTCOMES = ("detected", "warned", "unchanged", "undetectable", "missed")

# What docs/first_sight.csv and docs/unseen.csv measure, in their names.
AT_FIRST_SIGHT = (
    ("Figures F1", "mean_f1"),
    ("Headings", "heads"),
    ("Question", "question"),
    ("Period", "period"),
    ("Outcome", "outcome"),
    ("Sections", "sections"),
    ("Without doubt", "sure"),
    ("Of these right in everything", "right"),
    ("Figures lost", "lost"),
)
Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Named:
    """How many alterations something found, or explains."""

    name: str
    count: int


@dataclass(frozen=True)
class Kind:
    """One kind of alteration: how many were tried, and what became of them by ``OUTCOMES``."""

    name: str
    tried: int
    outcomes: Mapping[str, int]


@dataclass(frozen=True)
class Place:
    """One place that was altered; ``whole`` counts all its kinds."""

    name: str
    number: int
    kinds: tuple[Kind, ...]
    whole: Kind
    found_by: tuple[Named, ...]
    reasons: tuple[Named, ...]


def pages(book: Codebook) -> Iterator[Page]:
    """Give the pages of what was measured: corruption, and reliability."""
    corruption = read(book.measured.get(CORRUPTION, ""))
    above = (("Checks", links.CHECKS),)
    yield Page(
        path=links.CORRUPTION,
        template="corruption.html",
        title="Corruption",
        summary="What is noticed when a letter, what was read from it, or what is published is altered.",
        section=links.CHECKS,
        crumbs=above,
        content={
            "places": places(corruption),
            "run": [(row["name"], row["count"]) for row in corruption if row["section"] == "run"],
            "outcomes": OUTCOMES,
        },
    )
    mutation = read(book.measured.get(MUTATION, ""))
    faults = read(book.measured.get(FAULTS, ""))
    yield Page(
        path=links.RELIABILITY,
        template="reliability.html",
        title="Reliability",
        summary="What holds when a run is disturbed, how well letters are read that nobody here had seen,"
        " and whether the tests notice a rule that is wrong.",
        section=links.CHECKS,
        crumbs=above,
        content={
            "faults": faults,
            "disturbances": disturbances(faults),
            "mutation": mutation,
            "at_first_sight": AT_FIRST_SIGHT,
            "unseen": [
                {key: rounded(value) for key, value in row.items()}
                for name in (UNSEEN, FIRST_SIGHT)
                for row in read(book.measured.get(name, ""))
            ],
            "seen": seen(read(book.measured.get(SCORE, ""))),
        },
    )


def read(text: str) -> Rows:
    """Give the rows of a CSV file; none where there is no file."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def rounded(value: str) -> str:
    """Give a share with three decimals, as every share is shown; anything else as it is."""
    whole, point, decimals = value.partition(".")
    return f"{float(value):.3f}" if point and (whole + decimals).isdecimal() else value


def seen(rows: Rows) -> Mapping[str, Mapping[str, str]]:
    """Give each measure of the letters that were in view, by set of letters."""
    sets = dict.fromkeys(row["letters"] for row in rows)
    measures = dict.fromkeys(row["measure"] for row in rows)
    found = {(row["measure"], row["letters"]): row["value"].replace("-", "–") for row in rows}
    return {measure: {name: found[measure, name] for name in sets} for measure in measures}


def disturbances(rows: Rows) -> list[tuple[str, int, int]]:
    """Give each kind of disturbance, how often it was tried, and how often it held."""
    return [
        (fault, sum(int(row["tried"]) for row in cases), sum(int(row["held"]) for row in cases))
        for fault, cases in grouped(rows, lambda row: row["fault"]).items()
    ]


def places(rows: Rows) -> list[Place]:
    """Give what became of the alterations, by place and kind."""
    names = dict.fromkeys(row["place"] for row in rows if row["section"] == "outcome")
    return [
        _place(number, name, [r for r in rows if r["place"] == name]) for number, name in enumerate(names)
    ]


def _place(number: int, name: str, rows: Rows) -> Place:
    outcomes = [row for row in rows if row["section"] == "outcome"]
    kinds = dict.fromkeys(row["kind"] for row in outcomes)
    return Place(
        name=name,
        number=number,
        kinds=tuple(_kind(kind, [row for row in outcomes if row["kind"] == kind]) for kind in kinds),
        whole=_kind("all", outcomes),
        found_by=_named([row for row in rows if row["section"] == "by"]),
        reasons=_named([row for row in rows if row["section"] == "reason"]),
    )


def _kind(name: str, rows: Rows) -> Kind:
    counts = dict.fromkeys(OUTCOMES, 0)
    for row in rows:
        counts[row["name"]] += int(row["count"])
    return Kind(name, sum(counts.values()), counts)


def _named(rows: Rows) -> tuple[Named, ...]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["name"]] = counts.get(row["name"], 0) + int(row["count"])
    return tuple(
        Named(name, count) for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    )
