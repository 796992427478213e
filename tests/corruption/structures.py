"""Alterations of the structure of a letter, between the stage that finds it and the one that interprets it.

Each is put to two guards: the evidence, which are interpret and the rules as they stand; and, where that
finds nothing, the digest that the stage extract puts into the file.
"""

import itertools
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from corruption import words
from corruption.judge import Altered, Judge
from corruption.letters import Letter, belongs, read_letters
from corruption.refusals import refusal
from corruption.result import DETECTED, MISSED, UNCHANGED, Result
from pipeline.edges.problems import BadInputError
from pipeline.edges.seal import unsealed
from pipeline.extract.structure import Figure, Outcome, Structure
from pipeline.interpret.letter import interpret
from pipeline.interpret.reading import read as read_reading
from pipeline.schemas.codelists import dimension_names

PLACE = "the structure"
DIGEST = "the digest of the structure"


def alterations(structure: Structure, chance: random.Random) -> Iterator[tuple[str, Structure]]:
    """Give every alteration of a structure, with its kind."""
    figures = structure.figures
    for at, figure in enumerate(figures):
        for kind, new in _of_figure(structure, figure, chance):
            yield kind, _with(structure, at, new)
        yield words.DROP, replace(structure, figures=(*figures[:at], *figures[at + 1 :]))
        yield words.DOUBLE, replace(structure, figures=(*figures[: at + 1], *figures[at:]))
    for line in _lines(figures):
        for one, other in itertools.pairwise(line):
            yield words.SWAP, _moved(structure, (one, other))
        yield words.SHIFT_ROW if _is_row(figures, line) else words.SHIFT_COLUMN, _moved(structure, line)
    for at, number in enumerate(structure.context):
        changed = words.other_digit(number.text, chance)
        if changed:
            kind = words.PERIOD if number.why == "period" else words.DIGIT
            context = (*structure.context[:at], replace(number, text=changed), *structure.context[at + 1 :])
            yield kind, replace(structure, context=context)
    yield from _of_answers(structure, chance)
    for at, question in enumerate(structure.questions):
        asked = replace(question, text=words.other_letter(question.text, chance) or "")
        questions = (*structure.questions[:at], asked, *structure.questions[at + 1 :])
        yield words.WORD, replace(structure, questions=questions)


def _of_answers(structure: Structure, chance: random.Random) -> Iterator[tuple[str, Structure]]:
    for at, answer in enumerate(structure.answers):
        outcome: Outcome = "withheld" if answer.outcome != "withheld" else "granted"
        for kind, new in (
            (words.OTHER, replace(answer, outcome=outcome)),
            (words.PLACE, replace(answer, end=answer.end - 1)),
            (words.WORD, replace(answer, text=words.other_letter(answer.text, chance) or "")),
        ):
            answers = (*structure.answers[:at], new, *structure.answers[at + 1 :])
            yield kind, replace(structure, answers=answers)


def _of_figure(structure: Structure, figure: Figure, chance: random.Random) -> Iterator[tuple[str, Figure]]:
    is_mark = figure.value is None
    for kind, new in words.forms(figure.text, is_mark=is_mark, chance=chance).items():
        yield kind, replace(figure, text=new)
    if figure.value is not None:
        other = float(str(words.other_digit(f"{figure.value:.0f}", chance)))
        yield words.DIGIT, _valued(figure, other)
        yield words.DIGIT, replace(_valued(figure, other), text=f"{other:.0f}")
        yield words.SIGN, _valued(figure, -figure.value if figure.value else -1.0)
        yield words.SEPARATOR, _valued(figure, figure.value / 10 if figure.value else 0.1)
        yield words.NUMBER_TO_MARK, replace(_valued(figure, None), status="suppressed")
        yield words.UNIT, replace(figure, unit="percent" if figure.unit != "percent" else "GBP")
    else:
        yield words.MARK_TO_NUMBER, replace(_valued(figure, float(chance.randint(1, 99))), status="reported")
    if figure.period:
        yield words.PERIOD, replace(figure, period=words.other_digit(figure.period, chance) or "2001")
    for name in ("row", "column"):
        others = sorted(
            {getattr(f, name) for f in structure.figures if getattr(f, name)} - {getattr(figure, name)}
        )
        if getattr(figure, name) and others:
            yield words.HEADINGS, replace(figure, **{name: chance.choice(others)})
    yield words.PLACE, replace(figure, start=figure.start + 1)
    yield words.PLACE, replace(figure, end=figure.end + 1)
    yield words.PLACE, replace(figure, line=figure.line + 1)


def _valued(figure: Figure, value: float | None) -> Figure:
    return replace(figure, value=value, lower=value, upper=value)


def _with(structure: Structure, at: int, figure: Figure) -> Structure:
    return replace(structure, figures=(*structure.figures[:at], figure, *structure.figures[at + 1 :]))


def _lines(figures: Sequence[Figure]) -> Iterator[list[int]]:
    """Give the rows and columns of every table, as places in ``figures``."""
    lines: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, figure in enumerate(figures):
        if figure.table is not None:
            lines[figure.table, "row", figure.row_number].append(at)
            lines[figure.table, "column", figure.column_number].append(at)
    return (line for line in lines.values() if len(line) > 1)


def _is_row(figures: Sequence[Figure], line: Sequence[int]) -> bool:
    return figures[line[0]].row_number == figures[line[1]].row_number


def _moved(structure: Structure, line: Sequence[int]) -> Structure:
    """Give each figure of a line what the one before it says, and the first what the last says."""
    figures = list(structure.figures)
    for at, before in zip(line, (line[-1], *line[:-1]), strict=True):
        said = structure.figures[before]
        figures[at] = replace(
            figures[at],
            text=said.text,
            value=said.value,
            lower=said.lower,
            upper=said.upper,
            status=said.status,
        )
    return replace(structure, figures=tuple(figures))


def results(root: Path, judge: Judge, seed: int, share: float = 1.0) -> Iterator[Result]:
    """Alter the structure of every letter in every way, and give what became of it."""
    chance = random.Random(seed)  # noqa: S311 - a sample
    waiting: list[tuple[str, bytes, Altered]] = []
    for letter in read_letters(root):
        [sound] = [row for row in judge.sound["letters"] if row["source_file"] == letter.file]
        sealed = json.loads(
            (root / "staging/structure" / f"{letter.file.removeprefix('raw/')}.json").read_bytes()
        )
        for kind, structure in alterations(letter.structure, chance):
            if chance.random() >= share:
                continue
            if structure == letter.structure:
                yield Result(PLACE, kind, UNCHANGED, ("two equal cells change places",))
                continue
            refused, altered = _interpreted(letter, structure, judge, str(sound["letter_id"]))
            if altered is None:
                yield Result(PLACE, kind, DETECTED, (refused,))
            else:
                waiting.append((kind, _resealed(sealed, structure), altered))
    for (kind, content, _), found in zip(waiting, judge.judge([a for *_, a in waiting]), strict=True):
        if found.errors:
            yield Result(PLACE, kind, DETECTED, tuple(sorted(found.errors)))
        elif _is_refused(content):
            yield Result(PLACE, kind, DETECTED, (DIGEST,))
        else:
            yield Result(PLACE, kind, MISSED)


def _interpreted(
    letter: Letter, structure: Structure, judge: Judge, letter_id: str
) -> tuple[str, Altered | None]:
    try:
        reading = read_reading(letter.reading.encode(), letter.file, dimension_names(judge.lists))
        rows = interpret(structure, reading, letter.file, judge.lists)
    except BadInputError as error:
        return refusal(error), None
    except (ValueError, IndexError, KeyError) as error:
        return f"a program error: {type(error).__name__}", None
    whole = {
        name: [*(row for row in judge.sound[name] if not belongs(row, letter_id)), *rows[name]]
        for name in judge.filled
    }
    return "", Altered(whole)


def _resealed(sealed: dict[str, Any], structure: Structure) -> bytes:
    """Give the file of an altered structure, with the digest of the sound one."""
    return json.dumps({"digest": sealed["digest"]} | asdict(structure)).encode()


def _is_refused(content: bytes) -> bool:
    try:
        unsealed(content, "staging/structure")
    except BadInputError:
        return True
    return False
