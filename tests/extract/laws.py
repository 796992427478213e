"""What holds for the structure of any letter, whatever stands in it."""

import itertools
import json
import math
import re
from collections.abc import Iterator, Sequence

from pipeline.extract.as_json import as_json
from pipeline.extract.lexer import words
from pipeline.extract.structure import Context, Figure, Structure, Unread

_DIGITS = re.compile(r"\d+")
_ALWAYS_VALUED = ("reported", "zero_by_word")
_NEVER_VALUED = ("suppressed", "not_available", "not_applicable")


def broken(structure: Structure) -> list[str]:
    """Name every law that a structure breaks, and where; nothing where all hold."""
    return [
        *_printed(structure),
        *_lost(structure),
        *_overlapping(structure),
        *_misplaced(structure),
        *_misvalued(structure),
        *_unlike_its_table(structure),
        *_unfit_for_json(structure),
    ]


def figures_without_places(structure: Structure) -> list[tuple[object, ...]]:
    """Give what every figure says, without where it stands."""
    return [
        (f.text, f.value, f.lower, f.upper, f.unit, f.status, f.row, f.column, f.period, f.question, f.kind)
        for f in structure.figures
    ]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _words(text: str) -> str:
    """A passage without blanks and the marks that bold and bullets leave."""
    return re.sub(r"[\s*#>_\\]+", "", text)


def _printed(structure: Structure) -> Iterator[str]:
    """What is said to be printed stands there, on that line."""
    text = structure.text
    for question in structure.questions:
        if _words(text[question.start : question.end]) != _words(question.text):
            yield f"the question at {question.start} is not what is printed there"
    for answer in structure.answers:
        if text[answer.start : answer.end] != answer.text:
            yield f"the answer at {answer.start} is not what is printed there"
    entries: list[Figure | Context | Unread] = [*structure.figures, *structure.context, *structure.unread]
    for one in entries:
        name = f"the {type(one).__name__.lower()} {one.text!r} at {one.start}"
        here = text[one.start : one.end]
        exact = isinstance(one, Figure)
        if not 0 <= one.start < one.end <= len(text):
            yield f"{name} to {one.end} is no place in the text"
        elif (here if exact else _one_line(here)) != (one.text if exact else _one_line(one.text)):
            yield f"{name} is printed {here!r}"
        if one.line != text.count("\n", 0, one.start) + 1:
            yield f"{name} is not on line {one.line}"


def _lost(structure: Structure) -> Iterator[str]:
    """Every run of digits of the letter, and every number in words, has an owner."""
    owners: list[Figure | Context | Unread] = [*structure.figures, *structure.context, *structure.unread]
    known = bytearray(len(structure.text) + 1)  # a mark for each character that something accounts for
    for one in owners:
        known[one.start : one.end] = b"1" * (one.end - one.start)
    found = [match.span() for match in _DIGITS.finditer(structure.text)]
    found += [(word.start, word.end) for word in words.find(structure.text)]
    for start, end in found:
        if not all(known[start:end]):
            yield f"{structure.text[start:end]!r} at {start} is lost"


def _overlapping(structure: Structure) -> Iterator[str]:
    """No two owners share a character, so that each number has one."""
    found: list[Figure | Context | Unread] = [*structure.figures, *structure.context, *structure.unread]
    owners = sorted((one.start, one.end, type(one).__name__, one.text) for one in found)
    for before, after in itertools.pairwise(owners):
        if before[1] > after[0]:
            yield f"{before} and {after} overlap"


def _misplaced(structure: Structure) -> Iterator[str]:
    """A figure lies in the answer to its question, and in its table; a table lies in its answer."""
    answers, n = structure.answers, len(structure.questions)
    if len(answers) != n:
        yield f"{n} questions have {len(answers)} answers"
    for figure in structure.figures:
        name = f"the figure {figure.text!r} at {figure.start}"
        if figure.question is None or not _holds(answers[figure.question], figure):
            yield f"{name} is outside its answer"
        if figure.table is not None and not _holds(structure.tables[figure.table], figure):
            yield f"{name} is outside its table"
    for table in structure.tables:
        end = table.start + len(structure.text[table.start : table.end].rstrip())
        if not answers[table.question].start <= table.start < end <= answers[table.question].end:
            yield f"the table at {table.start} is outside its answer"
    for answer in answers:
        if answer.refers_to is not None and not 0 <= answer.refers_to < n:
            yield f"the answer at {answer.start} refers to no question"
        for citation in answer.citations:
            if not _holds(answer, citation):
                yield f"the citation at {citation.start} is outside its answer"
    for index, question in enumerate(structure.questions):
        if question.parent is not None and (not 0 <= question.parent < n or question.parent == index):
            yield f"question {question.number} is part of no question"


def _holds(outer: object, inner: object) -> bool:
    a, b = vars(outer), vars(inner)
    return bool(a["start"] <= b["start"] and b["end"] <= a["end"])


def _misvalued(structure: Structure) -> Iterator[str]:
    for figure in structure.figures:
        name = f"the figure {figure.text!r} at {figure.start} ({figure.status})"
        if figure.status in _ALWAYS_VALUED and figure.value is None:
            yield f"{name} has no value"
        if figure.status in _NEVER_VALUED and figure.value is not None:
            yield f"{name} has a value"
        bounds = [one for one in (figure.lower, figure.value, figure.upper) if one is not None]
        if not all(map(math.isfinite, bounds)) or bounds != sorted(bounds):
            yield f"{name} has the bounds {bounds}"
        if figure.status == "reported" and not figure.lower == figure.value == figure.upper:
            yield f"{name} has bounds other than its value"


def _unlike_its_table(structure: Structure) -> Iterator[str]:
    for number, table in enumerate(structure.tables):
        if any(len(row) != len(table.columns) for row in table.rows):
            yield f"table {number} has rows that are not as long as its headings"
    for figure in structure.figures:
        if (figure.kind == "table") != (figure.table is not None):
            yield f"the {figure.kind} figure {figure.text!r} at {figure.start} is of table {figure.table}"
        elif figure.table is not None and not _is_in_cell(structure, figure):
            yield f"the figure {figure.text!r} at {figure.start} is not in its cell"


def _is_in_cell(structure: Structure, figure: Figure) -> bool:
    assert figure.table is not None
    rows: Sequence[Sequence[str]] = structure.tables[figure.table].rows
    i, j = figure.row_number, figure.column_number
    if i is None or j is None or not 0 < i <= len(rows) or not 0 < j <= len(rows[i - 1]):
        return False
    return _words(figure.text) in _words(rows[i - 1][j - 1])


def _unfit_for_json(structure: Structure) -> Iterator[str]:
    try:
        json.dumps(as_json(structure, "letter"), allow_nan=False, ensure_ascii=False).encode()
    except (TypeError, ValueError) as error:
        yield f"no JSON: {error}"
