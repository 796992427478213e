"""Corrections of letters' own errors, as raw/corrections.yaml declares them, put into the letters' rows.

A correction never touches what is printed: the figure keeps its value, the observations that code it get the
corrected one, and a row of ``corrections`` says so. Its ``expect`` are the words of the letter that hold the
error, so that a correction fails once the letter no longer has it (after the ``expect`` of the corrections of
Our World in Data's ETL).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.edges.document import Mapping as Entry
from pipeline.edges.document import Text, load
from pipeline.edges.problems import BadInputError, Problem
from pipeline.interpret.quotes import locate, within
from pipeline.schemas.table import Row

_KEYS = ("letter", "expect", "line", "printed", "corrected", "reason", "evidence")
_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Correction:
    """One entry: in ``letter``, ``printed`` in the words ``expect`` is an error for ``value``."""

    letter: Text
    expect: Text
    line: Text | None
    printed: Text
    corrected: Text
    value: float
    reason: Text
    evidence: Text


def read(content: bytes, file: str) -> tuple[Correction, ...]:
    """Read the corrections. Raises BadInputError with the line where the form is wrong."""
    top = load(content, file)
    top.known_keys(("corrections",), "the file")
    return tuple(_correction(entry) for entry in top.mappings("corrections"))


def _correction(entry: Entry) -> Correction:
    what = "a correction"
    entry.known_keys(_KEYS, what)
    for key in ("letter", "expect", "printed", "corrected", "reason", "evidence"):
        if not (found := entry.need(key, what)).text.strip():
            found.fail(f"{key} is empty.", "Write it, or delete the correction.")
    corrected = entry.need("corrected", what)
    if not _NUMBER.fullmatch(corrected.text):
        corrected.fail(f"corrected is {corrected.text!r}.", "Write a number; a word cannot replace one.")
    return Correction(
        letter=entry.need("letter", what),
        expect=entry.need("expect", what),
        line=entry.text("line"),
        printed=entry.need("printed", what),
        corrected=corrected,
        value=float(corrected.text.replace(",", "")),
        reason=entry.need("reason", what),
        evidence=entry.need("evidence", what),
    )


def correct(
    corrections: Sequence[Correction],
    rows: Mapping[str, list[Row]],
    texts: Mapping[str, str],
    units: Mapping[str, Row],
) -> list[Problem]:
    """Put corrections into the rows of all letters; ``texts`` are the letters' texts, by letter_id, and
    ``units`` the rows of the measures' units, by measure.

    Gives a problem for each that cannot be: of a letter that is not there, of an error that the letter does
    not have (any more), of what is not data, of a number that is hidden, of a figure corrected twice, and to
    a number that its unit cannot have: below zero or a fraction of a count, more than 1 for yes or no.
    """
    figures: dict[tuple[object, object], Row] = {
        (row["letter_id"], row["span_start"]): row for row in rows["figures"]
    }
    observations: dict[object, list[Row]] = {}
    for row in rows["observations"]:
        observations.setdefault(row["figure_id"], []).append(row)
    problems: list[Problem] = []
    done: dict[object, int] = {}
    for one in corrections:
        try:
            figure = _figure(one, figures, texts)
            coded = observations.get(figure["figure_id"], [])
            _must_be_an_error(one, figure, coded, done)
            _must_be_possible(one, [units[str(row["measure"])] for row in coded])
        except BadInputError as error:
            problems += error.problems
            continue
        done[figure["figure_id"]] = one.letter.line
        for row in coded:
            said = f"Corrected: the letter prints {figure['text']}. {one.reason.text}"
            row |= {"value": one.value, "value_lower": one.value, "value_upper": one.value}
            row["obs_status"] = "reported"
            row["note"] = f"{row['note']} {said}" if row["note"] else said
        rows["corrections"].append(
            {
                "letter_id": figure["letter_id"],
                "figure_id": figure["figure_id"],
                "printed": figure["text"],
                "corrected": one.value,
                "reason": one.reason.text,
                "evidence": one.evidence.text,
            }
        )
    return problems


def _figure(one: Correction, figures: Mapping[tuple[object, object], Row], texts: Mapping[str, str]) -> Row:
    """Give the row of the figure that is printed wrongly."""
    text = texts.get(one.letter.text)
    if text is None:
        known = ", ".join(sorted(texts))
        one.letter.fail(f"there is no letter {one.letter.text!r}.", f"The letters are {known}.")
    try:
        span = locate(one.expect, one.line, text)
        start, _end = within(one.printed, one.expect, span, text)
    except BadInputError as error:
        (problem,) = error.problems
        raise BadInputError(
            [
                Problem(
                    problem.file,
                    problem.line,
                    f"the letter {one.letter.text} does not have the error that this corrects: "
                    f"{problem.what}",
                    "Delete the correction if the letter no longer has it, or copy the words as they stand.",
                )
            ]
        ) from error
    figure = figures.get((one.letter.text, start))
    if figure is None or " ".join(str(figure["text"]).split()) != " ".join(one.printed.text.split()):
        one.printed.fail(
            f"{one.printed.text!r} is not a figure of the letter {one.letter.text}.",
            "Give the figure as printed, whole.",
        )
    return figure


def _must_be_an_error(one: Correction, figure: Row, coded: Sequence[Row], done: Mapping[object, int]) -> None:
    if figure["figure_id"] in done:
        one.letter.fail(
            f"the figure {one.printed.text!r} is corrected already, by line {done[figure['figure_id']]}.",
            "Delete one of the two.",
        )
    if not coded:
        one.printed.fail(
            f"{one.printed.text!r} is not data, so nothing is to correct.", "Delete the correction."
        )
    if figure["value"] is None:
        one.printed.fail(
            f"{one.printed.text!r} is no number: what a letter hides or says in words cannot be corrected.",
            "Delete the correction.",
        )
    if figure["value"] == one.value:
        one.corrected.fail(f"the letter prints {one.corrected.text} itself.", "Delete the correction.")


def _must_be_possible(one: Correction, units: Sequence[Row]) -> None:
    for unit in units:
        if unit["counted"] and (one.value < 0 or not one.value.is_integer()):
            one.corrected.fail(
                f"{one.corrected.text} cannot be: {unit['code']} are counted, from 0 and in whole numbers.",
                "Give the number that the letter should have printed.",
            )
    if any(unit["code"] == "yes_no" for unit in units) and one.value not in (0, 1):
        one.corrected.fail(f"{one.corrected.text} is neither yes nor no.", "Write 1 for yes, or 0 for no.")
