"""What a reading calls the questions of a letter, and which one it names."""

from collections import Counter

from pipeline.edges.document import Text
from pipeline.extract.structure import Structure


def question_names(structure: Structure) -> tuple[str, ...]:
    """Give the names of the questions, in order: their numbers, 'q' for one without; a second gets _2.

    They are the last parts of the questions' identifiers, which put a q before a number.
    """
    seen: Counter[str] = Counter()
    names: list[str] = []
    for question in structure.questions:
        name = question.number or "q"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return tuple(names)


def tables_of(structure: Structure, question: int) -> list[int]:
    """Give the tables that a reading can name of an answer, in order: those with figures or in doubt."""
    with_figures = {figure.table for figure in structure.figures}
    return [
        index
        for index, table in enumerate(structure.tables)
        if table.question == question and (index in with_figures or table.doubt)
    ]


def index_of(number: Text, structure: Structure) -> int:
    """Give the index of the question that a reading names. Raises BadInputError where there is none."""
    names = question_names(structure)
    if number.text in names:
        return names.index(number.text)
    number.fail(f"the letter has no question {number.text!r}.", f"Its questions are {', '.join(names)}.")
