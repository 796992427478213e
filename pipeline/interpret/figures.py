"""Every figure and every other number of a letter, and what becomes of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.edges.document import Text
from pipeline.edges.problems import Problem
from pipeline.extract.context import stated
from pipeline.extract.lexer import words
from pipeline.extract.structure import Context, Figure, Status, Structure, Unread
from pipeline.interpret.quotes import line_of, locate, within
from pipeline.interpret.reading import ContextReading, FigureReading, RoundedReading
from pipeline.schemas.codelists import normalised

# What 'value:' can say of words, with the status and the number that it stands for.
WORDS: dict[str, tuple[Status, float]] = {
    "yes": ("reported", 1),
    "no": ("reported", 0),
    "0": ("zero_by_word", 0),
}


_ROUNDING = re.compile(
    r"\b(?:round(?:ed|s|ing)?|nearest|multiples?|fives|tens|hundreds|thousands)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Printed:
    """A figure or a number of the letter. ``use`` as in the table; None while nobody has said."""

    figure: Figure
    is_figure: bool  # False for a number that the structure does not hold as data
    use: str | None
    reason: str | None


Inventory = dict[int, Printed]  # by the place of the first character

BOUNDED = "bounded"
_CONCEALED = "concealed"  # begins the reason of what a reader of the page cannot see
NOT_GIVEN_THERE = (
    "If a value was asked for there, also say under 'not_available' that it is not given, or under "
    "'withheld' where the answer refuses it."
)
_SET_ASIDE = f"set it aside under 'context' with why. {NOT_GIVEN_THERE}"


def status_of(figure: Figure) -> str:
    """Give the status of a figure as it is published: that of one without a number of its own is bounded."""
    return BOUNDED if figure.status == "approximate" and figure.value is None else figure.status


def is_concealed(why: str | None) -> bool:
    """Whether a passage that is not read is a placeholder for what a reader of the page cannot see."""
    return (why or "").startswith(_CONCEALED)


def inventory(structure: Structure) -> Inventory:
    """Give every figure and number that was found in the letter."""
    found = {figure.start: Printed(figure, True, None, None) for figure in structure.figures}
    for number in structure.context:
        why = stated(number.why, number.upper, number.sign)
        found.setdefault(number.start, Printed(_as_figure(number), False, "context", why))
    for unread in structure.unread:
        found.setdefault(unread.start, Printed(_as_figure(unread), False, "unread", unread.why))
    return found


def declare(found: Inventory, entry: FigureReading, structure: Structure, none: Sequence[str]) -> int:
    """Give the place of the figure that a reading quotes; one that only words say is added.

    ``none`` are the words that say that there is nothing. Raises BadInputError where the quote, or the figure
    in it, does not stand in the letter; where the letter prints a figure or a number there and the reading
    gives a value of its own; and where words are given a value that they do not say.
    """
    text = structure.text
    start, end = within(entry.figure, entry.quote, locate(entry.quote, entry.line, text), text)
    inside = [at for at, item in found.items() if item.figure.start < end and item.figure.end > start]
    figures = [at for at in inside if found[at].is_figure]
    if len(figures) == 1 and entry.value is None:
        return figures[0]
    for item in (found[at] for at in inside):
        if item.use == "unread" and is_concealed(item.reason):
            entry.figure.fail(
                f"{item.figure.text!r} cannot be a figure ({item.reason}).",
                f"Delete this entry and {_SET_ASIDE}",
            )
    if inside or re.search(r"\d", text[start:end]):
        entry.figure.fail(
            f"{entry.figure.text!r} holds what the letter prints as a number or a mark.",
            "Name one figure alone, without 'value:'.",
        )
    if entry.value is None:
        entry.figure.fail(
            f"{entry.figure.text!r} was not found to be a figure.",
            "Add 'value:' with what the words say: yes, no or 0.",
        )
    status, value = said(entry.value, entry.figure, none)
    words, line = " ".join(text[start:end].split()), line_of(start, text)
    figure = _outside_tables(question_at(start, structure), words, value, status, line, start, end)
    found[start] = Printed(figure, True, None, None)
    return start


def said(value: Text, words: Text, none: Sequence[str]) -> tuple[Status, float]:
    """Give status and value of what words say. Only words of none are 0; no words are another number.

    A reading can thus give no value to a count that the letter hides.
    """
    if value.text not in WORDS:
        value.fail(f"value is {value.text!r}.", f"It must be one of {', '.join(WORDS)}.")
    if value.text == "0" and not set(normalised(words.text).split()) & {normalised(word) for word in none}:
        value.fail(
            f"{words.text!r} does not say that there is nothing.",
            f"Words that do are {', '.join(none)}; add to the variants of zero_by_word if one is missing.",
        )
    return WORDS[value.text]


def question_at(offset: int, structure: Structure) -> int | None:
    """Give the index of the question in whose answer a character stands; None outside the answers."""
    for index, answer in enumerate(structure.answers):
        if answer.start <= offset < answer.end:
            return index
    return None


def set_aside(
    found: Inventory, entry: ContextReading, structure: Structure, declared: Mapping[int, int]
) -> list[int]:
    """Mark the numbers that a reading calls context, and give their places.

    ``declared`` are the places of figures that it names, with the line where it does. Raises BadInputError
    where the quote holds no number, or one that the reading calls a figure.
    """
    start, end = locate(entry.quote, entry.line, structure.text)
    if entry.figure is not None:
        start, end = within(entry.figure, entry.quote, (start, end), structure.text)
    inside = [at for at, item in found.items() if start <= item.figure.start and item.figure.end <= end]
    if not inside:
        entry.quote.fail(f"no number of the letter stands in {entry.quote.text!r}.", "Delete the entry.")
    for at in inside:
        if at in declared:
            entry.quote.fail(
                f"{found[at].figure.text!r} is read as a figure already, by line {declared[at]}.",
                "Delete one of the two, or name the number that is context with 'figure:'.",
            )
        found[at] = replace(found[at], use="context", reason=entry.why.text)
    return inside


def rounding(found: Inventory, entry: RoundedReading, question: int | None, structure: Structure) -> None:
    """Record what a letter rounds to, beside the words that say so; ``question`` is that of one answer.

    Where the words hold the number it is set aside; where they spell it out they are context themselves.
    Raises BadInputError where the quote does not stand in the letter, or does not speak of rounding.
    """
    start, end = locate(entry.quote, entry.line, structure.text)
    reason = f"rounding: to the nearest {entry.to.text}"
    if not _speaks_of_rounding(entry):
        entry.quote.fail(
            f"the quote neither says that numbers are rounded nor names {entry.to.text}.",
            "Quote the words that say to what the letter rounds, or delete the entry.",
        )
    numbers = [
        at
        for at, item in found.items()
        if item.figure.start < end and item.figure.end > start and _says(item, entry.to.text)
    ]
    if numbers:
        at = numbers[0]
        figure = found[at].figure
    else:
        at, end = _words_of_rounding(found, entry, (start, end), structure.text)
        shown, line = " ".join(structure.text[at:end].split()), line_of(at, structure.text)
        figure = _outside_tables(None, shown, None, "not_applicable", line, at, end)
    # Only in its own answer does a statement belong to that answer: a figure stands inside its answer.
    own = question if question is not None and question == question_at(figure.start, structure) else None
    if question is not None and own is None:
        entry.quote.fail(
            "the quote stands in another answer, or in none.", "Correct 'question:', or leave it out."
        )
    found[at] = Printed(replace(figure, question=own), False, "context", reason)


def _words_of_rounding(
    found: Inventory, entry: RoundedReading, quoted: tuple[int, int], text: str
) -> tuple[int, int]:
    """Give the part of a quote, between the numbers in it, that speaks of rounding: they keep their rows."""
    inside = sorted(
        (item.figure.start, item.figure.end)
        for item in found.values()
        if item.figure.start < quoted[1] and item.figure.end > quoted[0]
    )
    ends = [quoted[0], *(place for span in inside for place in span), quoted[1]]
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        if start < end and _ROUNDING.search(text, start, end):
            first = end - len(text[start:end].lstrip(" \t\r\n,;:."))
            return first, start + len(text[start:end].rstrip())
    entry.quote.fail(
        "the quote starts with a number that is not the one that is rounded to.",
        "Quote the words that say to what the letter rounds.",
    )


def _says(item: Printed, number: str) -> bool:
    """Whether a row is the number that is rounded to, or words found by themselves that round to it."""
    shown = item.figure.text
    if item.reason == "rounding":
        return number in re.findall(r"[0-9]+", shown.replace(",", ""))
    in_words = words.value(shown)
    return re.sub(r"[£,]", "", shown) == number or (in_words is not None and f"{in_words:g}" == number)


def _speaks_of_rounding(entry: RoundedReading) -> bool:
    """Whether a quote has a word of rounding, or the number that is rounded to, in digits or as a word.

    Any other quote would give a margin to every sum of the letter that it does not state.
    """
    numbers = {re.sub(r"[£,]", "", number) for number in re.findall(r"[0-9][0-9,]*", entry.quote.text)}
    in_words = {f"{word.value:g}" for word in words.find(entry.quote.text) if word.value is not None}
    return entry.to.text in numbers | in_words or bool(_ROUNDING.search(entry.quote.text))


def open_points(found: Inventory, reading_file: str, letter_file: str) -> list[Problem]:
    """Give a problem for every figure, and every number, of which nobody has said what it is."""
    problems = []
    for _at, item in sorted(found.items()):
        figure = item.figure
        if item.use not in (None, "unread"):
            continue
        heads = " x ".join(head for head in (figure.row, figure.column) if head)
        why = "".join(f" ({said})" for said in (item.reason, figure.doubt) if said)
        mend = "Add it to 'tables' or 'figures', or to 'context' with why it is not data."
        if item.use == "unread" and is_concealed(item.reason):
            mend = f"It cannot be a figure: {_SET_ASIDE}"
        problems.append(
            Problem(
                reading_file,
                None,
                f"{figure.text!r} on line {figure.line} of {letter_file}"
                f"{f', {heads},' if heads else ''} is not read{why}.",
                mend,
            )
        )
    return problems


def _as_figure(number: Context | Unread) -> Figure:
    return _outside_tables(
        number.question, number.text, None, "not_applicable", number.line, number.start, number.end
    )


def _outside_tables(
    question: int | None, text: str, value: float | None, status: Status, line: int, start: int, end: int
) -> Figure:
    return Figure(
        question=question,
        kind="prose",
        text=text,
        value=value,
        lower=value,
        upper=value,
        unit=None,
        period=None,
        status=status,
        table=None,
        row_number=None,
        column_number=None,
        row=None,
        column=None,
        line=line,
        start=start,
        end=end,
    )
