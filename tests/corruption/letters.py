"""Alterations of a letter as it was received, put through the stages with the digest in its reading renewed.

The reading stays as a person wrote it. So this measures what finds an error that was in the letter from the
first, or came into it before anybody counted its bytes.
"""

import hashlib
import itertools
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corruption import words
from corruption.judge import Altered, Found, Judge
from corruption.plausible import plausible
from corruption.refusals import refusal
from corruption.result import DETECTED, MISSED, UNCHANGED, UNDETECTABLE, WARNED, Result
from pipeline.edges.document import load
from pipeline.edges.files import RAW, STRUCTURE
from pipeline.edges.files import letters as letters_of
from pipeline.edges.problems import BadInputError
from pipeline.extract.forms import UnreadableLetter
from pipeline.extract.letter import read as extract
from pipeline.extract.structure import Figure, Structure
from pipeline.interpret.letter import Rows, interpret
from pipeline.interpret.reading import read as read_reading
from pipeline.interpret.stage import load_structure
from pipeline.schemas.codelists import dimension_names

PLACE = "the letter"
NOT_DATA = "the number is no part of the data, and is kept with its reason"
FREE = "another letter could say so: no total, no repeated number, no bound and no reading contradicts it"
SAME = "the letter says the same in other characters"
MISREAD = "what stands there was read as something else"
ODD = "the numbers contradict each other, and no rule says so"


@dataclass(frozen=True)
class Edit:
    """Characters ``start`` to ``end`` of a text are replaced."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Letter:
    """A letter, its reading, and what was found in it."""

    file: str
    data: bytes
    reading: str
    structure: Structure
    redact: tuple[str, ...]  # masked on request of the reading
    keep: tuple[str, ...]  # left in print on its request


@dataclass(frozen=True)
class Alteration:
    """One alteration of a letter: its kind, and the edits of the letter as received.

    ``form`` is what a figure is then printed as; None for an alteration that says nothing of one figure.
    """

    kind: str
    edits: tuple[Edit, ...]
    form: words.Form | None = None


def read_letters(root: Path) -> list[Letter]:
    """Read all letters of a folder in which extract has run."""
    found = []
    for path in letters_of(root):
        reading = path.with_suffix(".yaml")
        name = path.relative_to(root / RAW).as_posix()
        asked = load(reading.read_bytes(), reading.name)
        found.append(
            Letter(
                file=path.relative_to(root).as_posix(),
                data=path.read_bytes(),
                reading=reading.read_text("utf-8"),
                structure=load_structure(root / STRUCTURE / f"{name}.json"),
                redact=tuple(text.text for text in asked.texts("redact")),
                keep=tuple(text.text for text in asked.texts("keep")),
            )
        )
    return found


def edited(text: str, edits: tuple[Edit, ...]) -> str:
    """Give a text with all edits made; they must not overlap."""
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def alterations(structure: Structure, text: str, chance: random.Random) -> Iterator[Alteration]:
    """Give every alteration of a letter; ``text`` is the letter as received."""
    for figure in structure.figures:
        printed = text[figure.start : figure.end]
        is_mark = figure.status in ("suppressed", "not_available", "not_applicable")
        for kind, new in words.forms(printed, is_mark=is_mark, chance=chance).items():
            if kind != words.DIGIT:
                yield Alteration(kind, (Edit(figure.start, figure.end, new),))
        for form in _other_forms(figure, printed, chance):
            yield Alteration(form.kind, (Edit(figure.start, figure.end, form.text),), form)
        for at in range(words.digits(printed)):
            changed = words.other_digit(printed, chance, at)
            assert changed is not None
            yield Alteration(words.DIGIT, (Edit(figure.start, figure.end, changed),))
    for one in structure.context:
        printed = text[one.start : one.end]
        changed = words.other_digit(printed, chance)
        if changed is not None:
            kind = words.PERIOD if one.why == "period" else words.DIGIT
            yield Alteration(kind, (Edit(one.start, one.end, changed),))
        if one.why.startswith("threshold"):
            for form in words.forms_of_threshold(printed):
                yield Alteration(form.kind, (Edit(one.start, one.end, form.text),), form)
    for number in range(len(structure.tables)):
        for kind, edits in _of_table(structure, number, text):
            yield Alteration(kind, edits)


def _other_forms(figure: Figure, printed: str, chance: random.Random) -> Iterator[words.Form]:
    if figure.status == "suppressed":
        yield from words.forms_of_mark(printed, chance)
    elif figure.status == "reported" and figure.scale == 1:
        yield from words.forms_of_number(printed, has_unit=figure.unit is not None)


def _of_table(structure: Structure, number: int, text: str) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    figures = [figure for figure in structure.figures if figure.table == number]
    rows: dict[int, list[Figure]] = defaultdict(list)
    columns: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        rows[figure.row_number or 0].append(figure)
        columns[figure.column_number or 0].append(figure)
    for line in (*rows.values(), *columns.values()):
        for one, other in itertools.pairwise(line):
            yield words.SWAP, _permuted([one, other], text)
    for line in rows.values():
        if len(line) > 1:
            yield words.SHIFT_ROW, _permuted(line, text)
        start = text.rfind("\n", 0, line[0].start) + 1
        end = text.find("\n", line[-1].end) + 1 or len(text)
        yield words.DROP, (Edit(start, end, ""),)
        yield words.DOUBLE, (Edit(start, start, text[start:end]),)
    for line in columns.values():
        if len(line) > 1:
            yield words.SHIFT_COLUMN, _permuted(line, text)
    if figures:
        yield from _headings(structure, number, text, rows)


def _permuted(figures: list[Figure], text: str) -> tuple[Edit, ...]:
    """Put each figure in the place of the next, and the last in that of the first."""
    printed = [text[figure.start : figure.end] for figure in figures]
    moved = [printed[-1], *printed[:-1]]
    return tuple(Edit(figure.start, figure.end, new) for figure, new in zip(figures, moved, strict=True))


def _headings(
    structure: Structure, number: int, text: str, rows: Mapping[int, list[Figure]]
) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    table = structure.tables[number]
    labels = []
    for line in rows.values():
        label, start = line[0].row or "", text.rfind("\n", 0, line[0].start) + 1
        at = text.find(label, start, line[0].start)
        if label and at >= 0:
            labels.append((at, label))
    first = min(figure.start for line in rows.values() for figure in line)
    heads = []
    for head in table.columns[1:]:
        at = text.find(head, table.start, first)
        if head and at >= 0:
            heads.append((at, head))
    for many in (labels, heads):
        for (at, one), (other_at, other) in itertools.pairwise(many):
            if at + len(one) <= other_at:
                edits = (Edit(at, at + len(one), other), Edit(other_at, other_at + len(other), one))
                yield words.HEADINGS, edits


def results(root: Path, judge: Judge, seed: int, share: float = 1.0) -> Iterator[Result]:
    """Alter every letter in every way, and give what became of it. ``share`` of the alterations are tried."""
    chance = random.Random(seed)  # noqa: S311 - a sample
    waiting: list[tuple[Alteration, Rows, Altered]] = []
    for letter in read_letters(root):
        text = letter.data.decode("utf-8")
        for one in alterations(letter.structure, text, chance):
            if chance.random() >= share:
                continue
            if (new := edited(text, one.edits)) == text:
                yield Result(PLACE, one.kind, UNCHANGED, ("two equal cells change places",))
                continue
            rows = _put_through(letter, new.encode("utf-8"), judge)
            if isinstance(rows, str):
                yield Result(PLACE, one.kind, DETECTED, (rows,))
            else:
                waiting.append((one, rows[0], _in_place(letter, rows, judge)))
    for (one, own, altered), found in zip(waiting, judge.judge([a for *_, a in waiting]), strict=True):
        outcome, by = _became(one, own, altered, found, judge)
        yield Result(PLACE, one.kind, outcome, by)


def _became(
    one: Alteration, own: Rows, altered: Altered, found: Found, judge: Judge
) -> tuple[str, tuple[str, ...]]:
    """Give the outcome of an alteration that no stage refused, and what found it or why nothing can."""
    if found.errors:
        return DETECTED, tuple(sorted(found.errors))
    if is_misread(one, judge.sound, own):
        return MISSED, (MISREAD,)
    if found.warnings:
        return WARNED, tuple(sorted(found.warnings))
    if _says(altered.rows["observations"]) == _says(judge.sound["observations"]):
        before, now = judge.sound["figures"], altered.rows["figures"]
        is_same = [r["text"] for r in before] == [r["text"] for r in now]
        if one.form is not None:  # its characters are others, so only what it is can show why
            is_same = _is_data(one, judge.sound, own)
        return UNCHANGED, (SAME if is_same else NOT_DATA,)
    if plausible(own["observations"], judge.lists):
        return UNDETECTABLE, (FREE,)
    return MISSED, (ODD,)


def is_misread(altered: Alteration, sound: Rows, now: Rows) -> bool:
    """Whether the data say of a figure that took another form what that form does not say.

    ``sound`` are the rows of the letter as it was, and may hold those of others; ``now`` those of the altered
    letter alone. A letter may state wider bounds than its mark prints, so wider ones are no error.
    """
    if altered.form is None:
        return False
    letter = now["letters"][0]["letter_id"]
    if altered.form.bounds is None:
        return _says(now["observations"]) != _says(
            [row for row in sound["observations"] if row["letter_id"] == letter]
        )
    [edit] = altered.edits
    if not _is_data(altered, sound, now):
        return False
    told = _told(now, letter, edit.start, edit.start + len(edit.new))
    least, most = altered.form.bounds
    if least == most:
        return told != {(least, most)}
    return not told or any(lower > least or (upper is not None and upper < most) for lower, upper in told)


def _is_data(altered: Alteration, sound: Rows, now: Rows) -> bool:
    """Whether an observation stood on what was altered."""
    [edit] = altered.edits
    return bool(_told(sound, now["letters"][0]["letter_id"], edit.start, edit.end))


def _told(rows: Rows, letter: object, start: int, end: int) -> set[tuple[float, float | None]]:
    """Give the bounds that observations have from the figures at these characters of a letter."""
    figures = {
        row["figure_id"]
        for row in rows["figures"]
        if row["letter_id"] == letter
        and int(str(row["span_start"])) < end
        and start < int(str(row["span_end"]))
    }
    return {
        (float(str(row["value_lower"] or 0)), None if upper is None else float(str(upper)))
        for row in rows["observations"]
        if row["figure_id"] in figures
        for upper in [row["value_upper"]]
    }


def _put_through(letter: Letter, data: bytes, judge: Judge) -> tuple[Rows, Structure] | str:
    """Give the rows of an altered letter, or which stage refuses it and why."""
    reading = letter.reading.replace(letter.structure.sha256, hashlib.sha256(data).hexdigest())
    try:
        structure = extract(data, Path(letter.file).name, letter.redact, letter.keep)
        read = read_reading(reading.encode(), letter.file, dimension_names(judge.lists))
        return interpret(structure, read, letter.file, judge.lists), structure
    except (UnreadableLetter, BadInputError) as error:
        return refusal(error)


def _in_place(letter: Letter, altered: tuple[Rows, Structure], judge: Judge) -> Altered:
    """Give all tables with the rows of one letter in the place of its sound ones."""
    rows, structure = altered
    [sound] = [row for row in judge.sound["letters"] if row["source_file"] == letter.file]
    letter_id = str(sound["letter_id"])
    whole = {}
    for name in judge.filled:
        others = [row for row in judge.sound[name] if not belongs(row, letter_id)]
        whole[name] = [*others, *rows[name]]
    return Altered(whole, {letter_id: structure.text})


def belongs(row: Mapping[str, object], letter_id: str) -> bool:
    """Whether a row is of a letter: one of its identifiers is, or starts with, that of the letter."""
    identifier = str(row.get("letter_id") or row.get("question_id"))
    return identifier == letter_id or identifier.startswith(f"{letter_id}/")


def _says(rows: object) -> list[tuple[object, ...]]:
    """What observations say, wherever it stands."""
    assert isinstance(rows, list)
    left_out = ("figure_id", "value_text", "note")
    said = [tuple(value for name, value in row.items() if name not in left_out) for row in rows]
    return sorted(said, key=repr)
