"""The periods that questions ask for: what a reading finds in the request, with its words."""

from collections.abc import Iterator, Sequence

from pipeline.edges.problems import BadInputError, Problem
from pipeline.extract.structure import Structure
from pipeline.interpret.coding import each_period, period
from pipeline.interpret.questions import index_of
from pipeline.interpret.quotes import line_of, locate
from pipeline.interpret.reading import AskedReading
from pipeline.schemas.table import Row


def asked_rows(
    entries: Sequence[AskedReading], structure: Structure, ids: Sequence[str]
) -> Iterator[Row | Problem]:
    """Give the rows of ``asked``: one for each question and period, years that are named together one by one.

    Gives a problem for each entry whose question, period or quote the letter does not have, and for a period
    that is named twice.
    """
    lines: dict[str, int] = {}
    for entry in entries:
        try:
            start, end = locate(entry.quote, entry.line, structure.text)
            for number in entry.questions:
                question = ids[index_of(number, structure)]
                for written in each_period(entry.periods):
                    meant = period(written)
                    name = f"{question}/asked.{meant.start}_{meant.end}"
                    if name in lines:
                        written.fail(
                            f"question {number.text} asks for {written.text} already, by line {lines[name]}.",
                            "Delete one of the two.",
                        )
                    lines[name] = written.line
                    yield {
                        "asked_id": name,
                        "question_id": question,
                        "period_start": meant.start.isoformat(),
                        "period_end": meant.end.isoformat(),
                        "period_type": meant.type,
                        "text": " ".join(structure.text[start:end].split()),
                        "span_start": start,
                        "span_end": end,
                        "line": line_of(start, structure.text),
                        "note": entry.note.text if entry.note else None,
                    }
        except BadInputError as error:
            yield from error.problems
