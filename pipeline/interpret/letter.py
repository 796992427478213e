"""One letter: its structure and its reading give its rows in every table."""

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.edges.problems import BadInputError, Problem
from pipeline.extract.structure import Structure
from pipeline.interpret import doubts, figures, observations
from pipeline.interpret.asked import asked_rows
from pipeline.interpret.figures import Inventory
from pipeline.interpret.header import authority, letter_row
from pipeline.interpret.observations import Observed
from pipeline.interpret.questions import index_of
from pipeline.interpret.quotes import find
from pipeline.interpret.reading import FigureReading, Reading
from pipeline.interpret.redacted import without_masked
from pipeline.interpret.rows import (
    answer_rows,
    citation_rows,
    figure_rows,
    observation_rows,
    question_ids,
    question_rows,
    table_rows,
)
from pipeline.schemas.codelists import CodeList, split
from pipeline.schemas.table import Row

Rows = dict[str, list[Row]]
TABLES = (
    "letters",
    "questions",
    "asked",
    "answers",
    "exemptions_cited",
    "tables",
    "figures",
    "observations",
    "corrections",
)


def interpret(
    structure: Structure, reading: Reading, source_file: str, lists: Mapping[str, CodeList]
) -> Rows:
    """Give the rows of one letter by table.

    Raises BadInputError with everything that is wrong or still open, so that it can be mended at once.
    """
    if reading.sha256.text != structure.sha256:
        reading.sha256.fail(
            f"{source_file} has changed since it was read: its SHA-256 is {structure.sha256}.",
            "Restore the letter, or read it again and renew 'sha256:'.",
        )
    problems: list[Problem] = []
    area = authority(structure, reading, source_file, lists["authority"])
    letter = letter_row(structure, reading, source_file, area, lists)
    letter_id = str(letter["letter_id"])
    questions = question_ids(structure, letter_id)
    reading, masked = without_masked(reading, structure.text)
    structure, wrong = doubts.outcomes_settled(reading.answers, structure, lists)
    problems += [*masked, *wrong]
    found = figures.inventory(structure)
    observed, named = _observed(structure, reading, found, lists, area, source_file, problems)
    problems += _coded_twice(observed, questions)
    asked: list[Row] = []
    for result in asked_rows(reading.asked, structure, questions):
        if isinstance(result, Problem):
            problems.append(result)
        else:
            asked.append(result)
    problems += figures.open_points(found, reading.file, source_file)
    checked = _checked(reading, structure)
    problems += doubts.open_doubts(structure, reading, checked, named, source_file, lists)
    problems += undecided(structure, reading.file, source_file)
    if problems:
        raise BadInputError(problems)
    rows: Rows = {name: [] for name in TABLES}
    rows["letters"].append(letter)
    rows["questions"] += question_rows(structure, letter_id, questions)
    rows["asked"] += asked
    rows["answers"] += answer_rows(structure, questions, reading)
    rows["exemptions_cited"] += citation_rows(structure, questions, lists["provision"], reading)
    rows["tables"] += table_rows(structure, letter_id, questions)
    rows["figures"] += figure_rows(found, structure.read_by, letter_id, questions)
    rows["observations"] += observation_rows(observed, found, structure, letter_id, questions, lists)
    return rows


def undecided(structure: Structure, reading_file: str, letter_file: str) -> list[Problem]:
    """Give a problem for every passage that may be personal and of which nobody has said whether it is; for
    words that stand several times, one.
    """
    first = {" ".join(one.text.split()): one for one in reversed(structure.suspects)}
    return [
        Problem(
            reading_file,
            None,
            f"{words!r} on line {one.line} of {letter_file} {one.why}.",
            "Add it to 'redact', or to 'keep' if it is no personal datum.",
        )
        for words, one in reversed(first.items())
    ]


def _observed(
    structure: Structure,
    reading: Reading,
    found: Inventory,
    lists: Mapping[str, CodeList],
    area: str,
    source_file: str,
    problems: list[Problem],
) -> tuple[list[Observed], set[int]]:
    """Apply the reading's entries in turn; a wrong one does not hide what is wrong with the next.

    Gives the observations, and the places of the figures that the reading names one by one.
    """
    observed: list[Observed] = []

    def keep(results: Iterable[Observed | Problem]) -> None:
        for result in results:
            if isinstance(result, Problem):
                problems.append(result)
            else:
                observed.append(result)
                if result.figure is not None:
                    item = found[result.figure]
                    found[result.figure] = replace(item, use="observation", reason=None)

    declared, named = _named(structure, reading, found, lists, problems)
    for table in reading.tables:
        try:
            keep(observations.from_table(table, structure, found, named, lists, area, source_file))
        except BadInputError as error:
            problems += error.problems
    for at, entry in declared:
        try:
            question = index_of(entry.question, structure) if entry.question else found[at].figure.question
            if question is None:
                entry.quote.fail("the quote stands in no answer.", "Add 'question:'.")
            keep([observations.from_figure(at, entry.coding, entry.quote, question, found, lists, area)])
        except BadInputError as error:
            problems += error.problems
    for missing in reading.missing:
        try:
            question = index_of(missing.question, structure)
            keep(observations.from_missing(missing, question, lists, area))
        except BadInputError as error:
            problems += error.problems
    _comments_are_notes(reading, structure, found)
    return observed, named


def _named(
    structure: Structure,
    reading: Reading,
    found: Inventory,
    lists: Mapping[str, CodeList],
    problems: list[Problem],
) -> tuple[list[tuple[int, FigureReading]], set[int]]:
    """Find the figures that the reading names one by one, and set aside what it calls context.

    Gives the places of the first with their entries, and all places that are named.
    """
    none = split(lists["obs_status"].row("zero_by_word")["variants"])
    declared: list[tuple[int, FigureReading]] = []
    for entry in reading.figures:
        try:
            declared.append((figures.declare(found, entry, structure, none), entry))
        except BadInputError as error:
            problems += error.problems
    lines = {at: entry.quote.line for at, entry in declared}
    named = set(lines)
    for rounded in reading.rounded:
        try:
            at_question = index_of(rounded.question, structure) if rounded.question else None
            figures.rounding(found, rounded, at_question, structure)
        except BadInputError as error:
            problems += error.problems
    for context in reading.context:
        try:
            named |= set(figures.set_aside(found, context, structure, lines))
        except BadInputError as error:
            problems += error.problems
    return declared, named


def _checked(reading: Reading, structure: Structure) -> set[int]:
    """Give the tables that a person has compared with the letter; entries about none are told elsewhere."""
    found: set[int] = set()
    for entry in reading.tables:
        if entry.checked:
            with contextlib.suppress(BadInputError):
                found.add(observations.table_index(entry, structure))
    return found


def _comments_are_notes(reading: Reading, structure: Structure, found: Inventory) -> None:
    """A number in a column of comments is kept in the note, and is no open point."""
    for entry in reading.tables:
        for table, comments in observations.comments(entry, structure):
            for at, item in found.items():
                kept = any(find(item.figure.text, comment) for comment in comments)
                if table.start <= at < table.end and item.use == "unread" and kept:
                    found[at] = replace(item, use="context", reason="comment in the table, kept as note")


def _coded_twice(observed: list[Observed], questions: list[str]) -> list[Problem]:
    first: dict[str, Observed] = {}
    problems = []
    for item in observed:
        name = f"{questions[item.question]}/{item.key.name}"
        other = first.setdefault(name, item)
        if other is not item:
            problems.append(
                Problem(
                    item.at.file,
                    item.at.line,
                    f"two values are coded alike, as {item.key.name} (the other by line {other.at.line}).",
                    "Give one of them another measure, code or period.",
                )
            )
    return problems
