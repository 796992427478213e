"""Checks: every rule as a sentence, why it must hold, and what it found."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.render import links
from pipeline.render.codebook import Codebook, Rule, grouped
from pipeline.render.page import Page
from pipeline.render.queries import Check, Correction

TOLD, PLAIN = ("fail", "unverifiable"), ("pass", "not_applicable")
OUTCOMES = (*TOLD, *PLAIN)
LABELS = {
    "fail": "does not hold",
    "unverifiable": "cannot be verified",
    "pass": "holds",
    "not_applicable": "nothing to check",
}
MANY = {"fail": "do not hold", "pass": "hold"}  # where the words for several differ
TOTALS = "totals_equal_parts"
DERIVED = "schema_"
LISTED = 24  # passes of one rule that are listed one by one; the rest are in the table
TOLD_ONE_BY_ONE = 200  # and what does not hold, or cannot be verified


@dataclass(frozen=True)
class Result:
    """One check with the place it is about."""

    check: Check
    label: str
    subject: str
    target: str | None


@dataclass(frozen=True)
class Erratum:
    """A correction of a letter's own error, with the place where the error is printed."""

    correction: Correction
    figure: str
    target: str


@dataclass(frozen=True)
class Evaluated:
    """A rule and what it found; ``unlisted`` ones are left to the downloads."""

    rule: Rule
    counts: Mapping[str, int]
    results: tuple[Result, ...]
    unlisted: int

    @property
    def subjects(self) -> int:
        """On how many subjects the rule was evaluated."""
        return sum(self.counts.values())

    @property
    def warns(self) -> bool:
        """Whether there is something to tell."""
        return self.counts["fail"] > 0

    @property
    def failed(self) -> list[Result]:
        """What does not hold."""
        return [one for one in self.results if one.check.outcome == "fail"]

    @property
    def tally(self) -> list[tuple[str, int, str]]:
        """The outcomes that occur, how often, and in words."""
        return [
            (outcome, count, LABELS[outcome] if count == 1 else MANY.get(outcome, LABELS[outcome]))
            for outcome, count in self.counts.items()
            if count
        ]


@dataclass(frozen=True)
class Summary:
    """All checks in a few numbers."""

    rules: int
    subjects: int
    outcomes: Mapping[str, int]
    totals: Mapping[str, int]
    warnings: int
    errors: int


def pages(book: Codebook) -> Iterator[Page]:
    """Give the page of checks."""
    evaluated = [_evaluated(book, rule) for rule in book.rules]
    groups = [
        ("Rules about the letters and their figures", [e for e in evaluated if not _derived(e.rule)]),
        ("Rules that follow from the data dictionary", [e for e in evaluated if _derived(e.rule)]),
    ]
    yield Page(
        path=links.CHECKS,
        template="checks.html",
        title="Checks",
        summary="What was checked, how much of it could really be verified, and what does not hold.",
        section=links.CHECKS,
        content={
            "summary": summary(book),
            "warnings": [one for one in evaluated if one.warns],
            "errata": [Erratum(one, *book.places[one.figure_id]) for one in book.corrections],
            "totals": next((one for one in evaluated if one.rule.name == TOTALS), None),
            "groups": [(title, rules) for title, rules in groups if rules],
        },
    )


def summary(book: Codebook) -> Summary:
    """Count the checks."""
    outcomes: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for (_, outcome, severity), count in book.checked.items():
        outcomes[outcome] += count
        failed[severity] += count if outcome == "fail" else 0
    return Summary(
        rules=len(book.rules),
        subjects=len(book.checks),
        outcomes={outcome: outcomes[outcome] for outcome in OUTCOMES},
        totals=_counts(book, TOTALS),
        warnings=failed["warning"],
        errors=failed["error"],
    )


def _derived(rule: Rule) -> bool:
    return rule.name.startswith(DERIVED)


def _counts(book: Codebook, rule: str) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for (expectation, outcome, _), count in book.checked.items():
        counted[outcome] += count if expectation == rule else 0
    return {outcome: counted[outcome] for outcome in OUTCOMES}


def _evaluated(book: Codebook, rule: Rule) -> Evaluated:
    checks = book.by_rule.get(rule.name, ())
    by_outcome = grouped(checks, lambda check: check.outcome)
    told = [check for outcome in TOLD for check in by_outcome.get(outcome, ())]
    plain = [check for outcome in PLAIN for check in by_outcome.get(outcome, ())]
    listed = [*told[:TOLD_ONE_BY_ONE], *plain[:LISTED]]
    return Evaluated(
        rule=rule,
        counts=_counts(book, rule.name),
        results=tuple(result(book, check) for check in listed),
        unlisted=len(checks) - len(listed),
    )


def result(book: Codebook, check: Check) -> Result:
    """Give a check in words, with the place it is about."""
    label, target = subject(book, check.subject)
    return Result(check, LABELS[check.outcome], label, target)


def subject(book: Codebook, text: str) -> tuple[str, str | None]:
    """Give a subject as words and the place it is about: 'X by sex' is about X."""
    words = text
    identifier, _, along = text.partition(" by ")
    identifier = identifier.removesuffix(" and others")
    by = f", along {along.replace('_', ' ')}" if along else ""
    found = book.places.get(identifier)
    if found:
        return found[0] + by, found[1]
    table, _, field = text.partition(".")
    if table in book.tables:
        known = re.fullmatch(r"\w+", field) and field in book.tables[table].columns
        is_list = book.tables[table].code_list
        target = (
            links.field(table, field, code_list=is_list) if known else links.table(table, code_list=is_list)
        )
        return words, target
    return words, None
