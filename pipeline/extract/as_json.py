"""The structure of a letter as the JSON object that ``python -m pipeline extract`` prints."""

from typing import Any

from pipeline.extract.structure import Citation, Figure, Structure


def as_json(structure: Structure, source_file: str) -> dict[str, Any]:
    """Give the object of docs' 'Structure of one letter'; questions go by their numbers, null where
    unnumbered.
    """
    header = structure.header
    return {
        "letter": {
            "authority": header.authority,
            "reference": header.reference,
            "date": header.date,
            "subject": header.subject,
            "regime": header.regime,
            "received": header.received,
            "source_file": source_file,
            "media_type": structure.media_type,
            "sha256": structure.sha256,
            "read_by": structure.read_by,
        },
        "questions": [
            {"number": question.number, "text": question.text, "start": question.start, "end": question.end}
            for question in structure.questions
        ],
        "answers": [
            {
                "question": _number(structure, index),
                "outcome": answer.outcome,
                "sections": [_section(citation) for citation in answer.citations],
                "refers_to": _number(structure, answer.refers_to),
                "doubt": answer.doubt,
                "text": answer.text,
                "start": answer.start,
                "end": answer.end,
            }
            for index, answer in enumerate(structure.answers)
        ],
        "tables": [
            {
                "question": _number(structure, table.question),
                "caption": table.caption,
                "layout": table.layout,
                "columns": list(table.columns),
                "rows": [list(row) for row in table.rows],
                "doubt": table.doubt,
                "start": table.start,
                "end": table.end,
            }
            for table in structure.tables
        ],
        "figures": [_figure(structure, figure) for figure in structure.figures],
        "context": [
            {
                "question": _number(structure, one.question),
                "text": one.text,
                "why": one.why,
                "upper": one.upper,
                "sign": one.sign,
                "line": one.line,
                "start": one.start,
                "end": one.end,
            }
            for one in structure.context
        ],
        "unread": [
            {
                "question": _number(structure, one.question),
                "text": one.text,
                "line": one.line,
                "start": one.start,
                "end": one.end,
                "why": one.why,
            }
            for one in structure.unread
        ],
        "suspects": [
            {"text": one.text, "line": one.line, "start": one.start, "end": one.end, "why": one.why}
            for one in structure.suspects
        ],
    }


def _number(structure: Structure, index: int | None) -> str | None:
    return None if index is None else structure.questions[index].number


def _section(citation: Citation) -> str:
    return f"{citation.regime} {citation.provision}"


def _figure(structure: Structure, figure: Figure) -> dict[str, Any]:
    return {
        "question": _number(structure, figure.question),
        "kind": figure.kind,
        "text": figure.text,
        "value": figure.value,
        "lower": figure.lower,
        "upper": figure.upper,
        "unit": figure.unit,
        "scale": figure.scale,
        "period": figure.period,
        "status": figure.status,
        "read_by": structure.read_by,
        "row": figure.row,
        "column": figure.column,
        "doubt": figure.doubt,
        "line": figure.line,
        "start": figure.start,
        "end": figure.end,
    }
