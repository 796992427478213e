"""The rows of one letter in every table but ``letters``, each from what the steps before have found."""

from collections.abc import Mapping

from pipeline.extract.structure import Answer, ReadBy, Structure
from pipeline.interpret import observations
from pipeline.interpret.coding import listed_provision
from pipeline.interpret.figures import Inventory, status_of
from pipeline.interpret.observations import Observed
from pipeline.interpret.questions import question_names
from pipeline.interpret.quotes import line_of
from pipeline.interpret.reading import Reading
from pipeline.schemas.codelists import CodeList, dimension_names
from pipeline.schemas.table import Row


def question_ids(structure: Structure, letter_id: str) -> list[str]:
    """Give the identifiers of the questions: q and the number; a second of the same name gets _2."""
    names = question_names(structure)
    return [
        f"{letter_id}/{'q' if question.number else ''}{name}"
        for question, name in zip(structure.questions, names, strict=True)
    ]


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


def question_rows(structure: Structure, letter_id: str, ids: list[str]) -> list[Row]:
    """Give the rows of questions."""
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


def answer_rows(structure: Structure, ids: list[str], reading: Reading) -> list[Row]:
    """Give the rows of answers. Raises BadInputError where one refers to answers that do not answer."""

    def outcome(index: int) -> str:
        try:
            return resolved_outcome(index, structure.answers)
        except ValueError as error:
            line = line_of(structure.answers[index].start, structure.text)
            raise reading.letter.error(
                f"the answer on line {line} of the letter has no outcome: {error}.",
                "Compare the letter with what 'python -m pipeline extract' finds in it.",
            ) from error

    return [
        {
            "question_id": ids[i],
            "outcome": outcome(i),
            "refers_to": ids[answer.refers_to] if answer.refers_to is not None else None,
            "text": answer.text,
            "span_start": answer.start,
            "span_end": answer.end,
        }
        for i, answer in enumerate(structure.answers)
    ]


def citation_rows(structure: Structure, ids: list[str], provisions: CodeList, reading: Reading) -> list[Row]:
    """Give the rows of exemptions_cited. Raises BadInputError for a provision that no code covers."""
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


def table_rows(structure: Structure, letter_id: str, ids: list[str]) -> list[Row]:
    """Give the rows of tables."""
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


def figure_rows(found: Inventory, read_by: ReadBy, letter_id: str, ids: list[str]) -> list[Row]:
    """Give the rows of figures: whatever the inventory holds."""
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
                "scale": figure.scale,
                "period": figure.period,
                "status": status_of(figure) if data else None,
                "span_start": figure.start,
                "span_end": figure.end,
                "line": figure.line,
                "read_by": read_by,
                "use": item.use,
                "reason": item.reason,
                "doubt": figure.doubt,
            }
        )
    return rows


def observation_rows(
    observed: list[Observed],
    found: Inventory,
    structure: Structure,
    letter_id: str,
    ids: list[str],
    lists: Mapping[str, CodeList],
) -> list[Row]:
    """Give the rows of observations."""
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
