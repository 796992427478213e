"""One letter: its structure and its reading give its rows in every table."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.extract.structure import Answer, Structure
from pipeline.interpret import figures, observations
from pipeline.interpret.coding import day
from pipeline.interpret.document import Text
from pipeline.interpret.figures import Inventory
from pipeline.interpret.observations import Observed
from pipeline.interpret.quotes import find
from pipeline.interpret.reading import Reading
from pipeline.problems import BadInputError, Problem
from pipeline.schemas.codelists import CodeList, dimension_names, normalised, split
from pipeline.schemas.table import Row

Rows = dict[str, list[Row]]
TABLES = ("letters", "questions", "answers", "exemptions_cited", "tables", "figures", "observations")


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
    area = _authority(structure, reading, source_file, lists["authority"])
    letter = _letter_row(structure, reading, source_file, area, lists)
    letter_id = str(letter["letter_id"])
    questions = question_ids(structure, letter_id)
    found = figures.inventory(structure)
    observed = _observed(structure, reading, found, lists, area, source_file, problems)
    problems += _coded_twice(observed, questions)
    problems += figures.open_points(found, reading.file, source_file)
    if problems:
        raise BadInputError(problems)
    rows: Rows = {name: [] for name in TABLES}
    rows["letters"].append(letter)
    rows["questions"] += _question_rows(structure, letter_id, questions)
    rows["answers"] += _answer_rows(structure, questions)
    rows["exemptions_cited"] += _citation_rows(structure, questions, lists["provision"], reading)
    rows["tables"] += _table_rows(structure, letter_id, questions)
    rows["figures"] += _figure_rows(found, letter_id, questions)
    rows["observations"] += _observation_rows(observed, found, structure, letter_id, questions, lists)
    return rows


def question_ids(structure: Structure, letter_id: str) -> list[str]:
    """Give the identifiers of the questions: q and the number; a second of the same name gets _2."""
    seen: dict[str, int] = {}
    ids = []
    for question in structure.questions:
        name = f"q{question.number or ''}"
        seen[name] = seen.get(name, 0) + 1
        ids.append(f"{letter_id}/{name}" + (f"_{seen[name]}" if seen[name] > 1 else ""))
    return ids


def resolved_outcome(index: int, answers: tuple[Answer, ...]) -> str:
    """Give an answer's outcome; one that only refers has that of the answer it refers to.

    Raises ValueError where references run in a circle or lead nowhere.
    """
    seen = [index]
    while answers[index].outcome == "referred":
        target = answers[index].refers_to
        if target is None or target in seen:
            raise ValueError("it refers to an answer that does not answer")
        seen.append(index := target)
    return answers[index].outcome


def listed_provision(regime: str, provision: str, codes: Iterable[str]) -> str | None:
    """Give the code that covers a provision as cited: FOIA 12(2) covers 12(2)(a), or else FOIA 12 does."""
    known = set(codes)
    candidate = f"{regime} {provision}"
    while candidate not in known:
        shorter = re.sub(r"\([^()]*\)$", "", candidate)
        if shorter == candidate:
            return None
        candidate = shorter
    return candidate


def _authority(structure: Structure, reading: Reading, source_file: str, authorities: CodeList) -> str:
    """The folder says whose letter it is; the letter must not say otherwise."""
    slug = source_file.split("/")[-2]
    area = next((str(row["code"]) for row in authorities.rows if row["slug"] == slug), None)
    if area is None:
        known = ", ".join(str(row["slug"]) for row in authorities.rows)
        reading.letter.fail(
            f"no authority has the folder {slug!r}.", f"Known are {known}; add a row to {authorities.file}."
        )
    named = structure.header.authority
    if named is not None and authorities.resolve(named) not in (area, None):
        reading.letter.fail(
            f"{source_file} is a letter of {named!r}, not of {authorities.row(area)['label']}.",
            f"Move it to raw/{authorities.row(str(authorities.resolve(named)))['slug']}/.",
        )
    return area


def _letter_row(
    structure: Structure, reading: Reading, source_file: str, area: str, lists: Mapping[str, CodeList]
) -> Row:
    header, reference = structure.header, reading.letter
    if header.reference is not None and normalised(header.reference) != normalised(reference.text):
        reference.fail(
            f"the letter's reference is {header.reference!r}, not {reference.text!r}.", "Correct 'letter:'."
        )
    if not re.fullmatch(r"[A-Za-z0-9._-]+", reference.text) or not reference.text.strip("."):
        reference.fail(
            f"the reference {reference.text!r} cannot be part of a file name.",
            "Use letters, digits, '.', '_' and '-' only.",
        )
    date = day(reading.date) if reading.date else header.date
    if date is None:
        reference.fail("no date was found in the letter that can be.", "Add 'date:' as 2024-03-31.")
    regime = reading.regime.text if reading.regime else header.regime
    if regime not in ("FOIA", "EIR"):
        at = reading.regime or reference
        at.fail("nothing says under which law it was answered.", "Add 'regime: FOIA' or 'regime: EIR'.")
    return {
        "letter_id": f"{source_file.split('/')[-2]}/{reference.text}",
        "authority": area,
        "reference": reference.text,
        "letter_date": date,
        "subject": reading.subject.text if reading.subject else header.subject,
        "regime": regime,
        "source_file": source_file,
        "media_type": structure.media_type,
        "sha256": structure.sha256,
        "bytes": structure.size,
        "reuse_terms": reuse_terms(structure.text, lists["reuse_terms"]),
    }


def reuse_terms(text: str, terms: CodeList) -> str:
    """Give the first terms in the list all of whose phrases occur in a letter, or 'none_stated'."""
    shown = normalised(text)
    for row in terms.rows:
        phrases = [normalised(phrase) for phrase in split(row["phrases"])]
        if phrases and all(phrase in shown for phrase in phrases):
            return str(row["code"])
    return "none_stated"


def _observed(
    structure: Structure,
    reading: Reading,
    found: Inventory,
    lists: Mapping[str, CodeList],
    area: str,
    source_file: str,
    problems: list[Problem],
) -> list[Observed]:
    """Apply the reading's entries in turn; a wrong one does not hide what is wrong with the next."""
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

    for table in reading.tables:
        try:
            keep(observations.from_table(table, structure, found, lists, area, source_file))
        except BadInputError as error:
            problems += error.problems
    for entry in reading.figures:
        try:
            at = figures.declare(found, entry, structure)
            question = _question(entry.question, structure) if entry.question else found[at].figure.question
            if question is None:
                entry.quote.fail("the quote stands in no answer.", "Add 'question:'.")
            keep([observations.from_figure(at, entry.coding, entry.quote, question, found, lists, area)])
        except BadInputError as error:
            problems += error.problems
    for missing in reading.missing:
        try:
            question = _question(missing.question, structure)
            keep(observations.from_missing(missing, question, lists, area))
        except BadInputError as error:
            problems += error.problems
    for context in reading.context:
        try:
            figures.set_aside(found, context, structure)
        except BadInputError as error:
            problems += error.problems
    _comments_are_notes(reading, structure, found)
    return observed


def _comments_are_notes(reading: Reading, structure: Structure, found: Inventory) -> None:
    """A number in a column of comments is kept in the note, and is no open point."""
    for entry in reading.tables:
        for table, comments in observations.comments(entry, structure):
            for at, item in found.items():
                kept = any(find(item.figure.text, comment) for comment in comments)
                if table.start <= at < table.end and item.use == "unread" and kept:
                    found[at] = replace(item, use="context", reason="comment in the table, kept as note")


def _question(number: Text, structure: Structure) -> int:
    for index, question in enumerate(structure.questions):
        if question.number == number.text:
            return index
    numbers = ", ".join(question.number or "(unnumbered)" for question in structure.questions)
    number.fail(f"the letter has no question {number.text!r}.", f"Its questions are {numbers}.")


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


def _question_rows(structure: Structure, letter_id: str, ids: list[str]) -> list[Row]:
    return [
        {
            "question_id": ids[i],
            "letter_id": letter_id,
            "position": i + 1,
            "number": question.number,
            "parent_id": ids[question.parent] if question.parent is not None else None,
            "text": question.text,
        }
        for i, question in enumerate(structure.questions)
    ]


def _answer_rows(structure: Structure, ids: list[str]) -> list[Row]:
    return [
        {
            "question_id": ids[i],
            "outcome": resolved_outcome(i, structure.answers),
            "refers_to": ids[answer.refers_to] if answer.refers_to is not None else None,
            "text": answer.text,
            "span_start": answer.start,
            "span_end": answer.end,
        }
        for i, answer in enumerate(structure.answers)
    ]


def _citation_rows(structure: Structure, ids: list[str], provisions: CodeList, reading: Reading) -> list[Row]:
    rows: list[Row] = []
    for i, answer in enumerate(structure.answers):
        for citation in answer.citations:
            section = listed_provision(citation.regime, citation.provision, provisions.codes)
            if section is None:
                reading.letter.fail(
                    f"the letter cites {citation.regime} {citation.provision}.",
                    f"Add a row for it to {provisions.file}.",
                )
            rows.append(
                {
                    "question_id": ids[i],
                    "regime": citation.regime,
                    "provision": citation.provision,
                    "section": section,
                    "span_start": citation.start,
                    "span_end": citation.end,
                }
            )
    return rows


def _table_rows(structure: Structure, letter_id: str, ids: list[str]) -> list[Row]:
    return [
        {
            "table_id": f"{letter_id}/t{i + 1}",
            "question_id": ids[table.question],
            "position": i + 1,
            "caption": table.caption,
            "layout": table.layout,
            "n_rows": len(table.rows),
            "n_columns": len(table.columns),
            "span_start": table.start,
            "span_end": table.end,
        }
        for i, table in enumerate(structure.tables)
    ]


def _figure_rows(found: Inventory, letter_id: str, ids: list[str]) -> list[Row]:
    rows: list[Row] = []
    for at, item in sorted(found.items()):
        figure = item.figure
        data = item.is_figure
        rows.append(
            {
                "figure_id": f"{letter_id}/c{at}",
                "letter_id": letter_id,
                "question_id": ids[figure.question] if figure.question is not None else None,
                "table_id": f"{letter_id}/t{figure.table + 1}" if figure.table is not None else None,
                "row_number": figure.row_number,
                "column_number": figure.column_number,
                "row_label": figure.row,
                "column_label": figure.column,
                "kind": figure.kind,
                "text": figure.text,
                "value": figure.value,
                "unit": figure.unit,
                "period": figure.period,
                "status": figure.status if data else None,
                "span_start": figure.start,
                "span_end": figure.end,
                "line": figure.line,
                "use": item.use,
                "reason": item.reason,
            }
        )
    return rows


def _observation_rows(
    observed: list[Observed],
    found: Inventory,
    structure: Structure,
    letter_id: str,
    ids: list[str],
    lists: Mapping[str, CodeList],
) -> list[Row]:
    rows: list[Row] = []
    for item in observed:
        figure = found[item.figure].figure if item.figure is not None else None
        lower, upper = observations.bounds(figure, structure) if figure else (None, None)
        rows.append(
            {
                "observation_id": f"{ids[item.question]}/{item.key.name}",
                "figure_id": f"{letter_id}/c{item.figure}" if figure else None,
                "letter_id": letter_id,
                "question_id": ids[item.question],
                "table_id": f"{letter_id}/t{figure.table + 1}"
                if figure and figure.table is not None
                else None,
                "measure": item.key.measure,
                **dict(zip(dimension_names(lists), item.key.codes, strict=True)),
                "ref_area": item.key.ref_area,
                "period_start": item.key.period.start.isoformat(),
                "period_end": item.key.period.end.isoformat(),
                "period_type": item.key.period.type,
                "value": figure.value if figure else None,
                "value_lower": lower,
                "value_upper": upper,
                "obs_status": item.status,
                "value_text": figure.text if figure else None,
                "provision": item.provision,
                "note": item.note,
            }
        )
    return rows
