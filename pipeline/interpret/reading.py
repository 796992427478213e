"""A reading: what the figures of one letter mean, as a person wrote it down beside the letter.

docs/readings.md is the manual. What a reading says is checked here for its form, and against the letter and
the code lists where it is used.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.edges.document import Item, Mapping, Text, load
from pipeline.edges.problems import BadInputError, Problem

Missing = Literal["withheld", "not_held", "not_available"]
MISSING: tuple[Missing, ...] = ("withheld", "not_held", "not_available")
TOP = (
    "letter",
    "sha256",
    "date",
    "subject",
    "regime",
    "received",
    "source_url",
    "fetched",
    "asked",
    "answers",
    "tables",
    "figures",
    *MISSING,
    "rounded",
    "context",
    "redact",
    "keep",
)
CODING = ("measure", "period", "note", "ref_area", "provision")
PERIOD = "period"
NOTE = "note"
TODO = "TODO"
DOUBT = "doubt:"  # begins a TODO that asks a person to look at what the program was not sure of
YES = "yes"
_OPEN = re.compile(rf"{TODO}(?!\w)")


@dataclass(frozen=True)
class Coding:
    """What is said of a value, or of a row or column of them; what is not said comes from elsewhere.

    ``codes`` holds the dimensions, by name.
    """

    measure: Text | None = None
    period: Text | None = None
    note: Text | None = None
    ref_area: Text | None = None
    provision: Text | None = None
    codes: tuple[tuple[str, Text], ...] = ()

    def over(self, other: "Coding") -> "Coding":
        """Give this coding, with what it does not say taken from the other."""
        return Coding(
            self.measure or other.measure,
            self.period or other.period,
            self.note or other.note,
            self.ref_area or other.ref_area,
            self.provision or other.provision,
            tuple((dict(other.codes) | dict(self.codes)).items()),
        )


@dataclass(frozen=True)
class ByDimension:
    """The labels of an axis are codes of a dimension, or periods."""

    name: Text


@dataclass(frozen=True)
class ByLabel:
    """The labels of an axis are read one by one; a label without a coding heads comments."""

    labels: tuple[tuple[Text, Coding | None], ...]


Axis = ByDimension | ByLabel


@dataclass(frozen=True)
class AnswerReading:
    """What became of a question, where a person has looked at an answer that was in doubt.

    ``provision`` is one that ``quote`` cites, where it was not found by itself.
    """

    question: Text
    outcome: Text
    quote: Text | None
    line: Text | None
    provision: Text | None


@dataclass(frozen=True)
class TableReading:
    """How a table is read. ``nth`` tells the tables of one answer apart, from 1.

    ``checked`` says that a person has compared it with the letter, where it was in doubt; without ``rows``
    an entry says nothing else.
    """

    question: Text
    nth: int
    coding: Coding
    rows: Axis | None
    columns: Axis | None
    periods: tuple[tuple[Text, Text], ...]  # labels whose period is not what the label says in full
    blank: Missing | None  # what an empty cell means
    checked: bool


@dataclass(frozen=True)
class FigureReading:
    """How a figure that stands outside tables is read. ``value`` where words say it."""

    quote: Text
    line: Text | None
    figure: Text
    value: Text | None
    question: Text | None
    coding: Coding


@dataclass(frozen=True)
class MissingReading:
    """What was asked for and not given: one observation without a value for each combination.

    Either ``period``, or ``periods`` in which 'A to B' stands for each year from A to B.
    """

    status: Missing
    question: Text
    measure: Text
    period: Text | None
    periods: tuple[Text, ...]
    provision: Text | None
    note: Text | None
    ref_area: Text | None
    codes: tuple[tuple[str, tuple[Text, ...]], ...]


@dataclass(frozen=True)
class AskedReading:
    """Periods that questions ask for, with the words of the request that name them."""

    questions: tuple[Text, ...]
    periods: tuple[Text, ...]  # 'A to B' stands for each year from A to B
    quote: Text
    line: Text | None
    note: Text | None


@dataclass(frozen=True)
class RoundedReading:
    """A statement that numbers are rounded to the nearest ``to``, of one answer or of the whole letter."""

    quote: Text
    line: Text | None
    to: Text
    question: Text | None


@dataclass(frozen=True)
class ContextReading:
    """A number, or every number of a quote, that is not data."""

    quote: Text
    line: Text | None
    figure: Text | None
    why: Text


@dataclass(frozen=True)
class Reading:
    """The reading of one letter; ``date``, ``subject``, ``regime``, ``received`` only where it does not say.

    ``source_url`` is where the letter was published, ``fetched`` the day on which it was taken from there.
    """

    file: str
    letter: Text
    sha256: Text
    date: Text | None
    subject: Text | None
    regime: Text | None
    received: Text | None
    source_url: Text | None
    fetched: Text | None
    asked: tuple[AskedReading, ...]
    answers: tuple[AnswerReading, ...]
    tables: tuple[TableReading, ...]
    figures: tuple[FigureReading, ...]
    missing: tuple[MissingReading, ...]
    rounded: tuple[RoundedReading, ...]
    context: tuple[ContextReading, ...]
    redact: tuple[Text, ...]
    keep: tuple[Text, ...]  # looked at, and no personal data


def read(content: bytes, file: str, dimensions: Sequence[str]) -> Reading:
    """Read a reading.

    Raises BadInputError with every point that is still open, or else with the line where its form is wrong.
    """
    top = load(content, file)
    # A draft is right for what it leaves open, and for nothing else: what follows from that is not said.
    if still_open := tuple(open_points(top)):
        raise BadInputError(still_open)
    top.known_keys(TOP, "a reading")
    return Reading(
        file=file,
        letter=top.need("letter", "the reading"),
        sha256=top.need("sha256", "the reading"),
        date=top.text("date"),
        subject=top.text("subject"),
        regime=top.text("regime"),
        received=top.text("received"),
        source_url=top.text("source_url"),
        fetched=top.text("fetched"),
        asked=tuple(_asked(entry) for entry in top.mappings("asked")),
        answers=tuple(_answer(entry) for entry in top.mappings("answers")),
        tables=tuple(_table(entry, dimensions) for entry in top.mappings("tables")),
        figures=tuple(_figure(entry, dimensions) for entry in top.mappings("figures")),
        missing=tuple(
            _missing(entry, status, dimensions) for status in MISSING for entry in top.mappings(status)
        ),
        rounded=tuple(_rounded(entry) for entry in top.mappings("rounded")),
        context=tuple(_context(entry) for entry in top.mappings("context")),
        redact=top.texts("redact"),
        keep=top.texts("keep"),
    )


def open_points(item: Item, key: str = "") -> Iterator[Problem]:
    """Give a problem for every value below an item that is left to a person: each starts with TODO.

    ``key`` is the key at which the item stands.
    """
    if isinstance(item, Text):
        if _OPEN.match(item.text):
            asked = " ".join(item.text.removeprefix(TODO).lstrip(" :").split())
            what = asked or "this point is still open."
            mend = "" if asked else f"Decide what stands at {key!r}."
            yield Problem(item.file, item.line, f"{TODO}: {what}", mend)
    elif isinstance(item, Mapping):
        for name, child in item.items.items():
            yield from open_points(child, name)
    else:
        for child in item:
            yield from open_points(child, key)


def _coding(entry: Mapping, dimensions: Sequence[str]) -> Coding:
    codes = tuple((name, entry.need(name, "the entry")) for name in dimensions if name in entry.items)
    return Coding(
        entry.text("measure"),
        entry.text("period"),
        entry.text("note"),
        entry.text("ref_area"),
        entry.text("provision"),
        codes,
    )


def _table(entry: Mapping, dimensions: Sequence[str]) -> TableReading:
    what = "an entry of 'tables'"
    keys = ("question", "table", "rows", "columns", "periods", "blank", "checked")
    entry.known_keys((*keys, *CODING, *dimensions), what)
    checked = _checked(entry)
    nth = entry.text("table")
    if nth is not None and not (nth.text.isdecimal() and int(nth.text) > 0):
        nth.fail(f"table is {nth.text!r}.", "Say which table of the answer it is: 1, 2, ...")
    periods = entry.items.get("periods")
    if periods is not None and not isinstance(periods, Mapping):
        Text("", entry.file, entry.lines["periods"]).fail(
            "periods must be labels with their periods.", "Write 'LABEL: PERIOD', one a line."
        )
    rows = _axis(entry, "rows", dimensions)
    if rows is None and not (checked and set(entry.items) <= {"question", "table", "checked"}):
        Text("", entry.file, entry.line).fail(
            f"{what} has no rows.", f"Add 'rows:' with {PERIOD}, a dimension, or labels with their coding."
        )
    blank = entry.text("blank")
    if blank is not None and blank.text not in MISSING:
        blank.fail(f"blank is {blank.text!r}.", f"It must be one of {', '.join(MISSING)}.")
    columns = _axis(entry, "columns", dimensions)
    for axis in (rows, columns):
        if isinstance(axis, ByDimension) and axis.name.text in entry.items:
            entry.need(axis.name.text, what).fail(
                f"{axis.name.text} is both an axis of the table and said for all of it.",
                "Delete one of the two.",
            )
    return TableReading(
        question=entry.need("question", what),
        nth=int(nth.text) if nth else 1,
        coding=_coding(entry, dimensions),
        rows=rows,
        columns=columns,
        blank=next((status for status in MISSING if blank and status == blank.text), None),
        checked=checked,
        periods=tuple(
            (Text(label, entry.file, periods.lines[label]), periods.need(label, "periods"))
            for label in periods.items
        )
        if isinstance(periods, Mapping)
        else (),
    )


def _checked(entry: Mapping) -> bool:
    """Whether a person says to have looked. Raises BadInputError for anything but yes."""
    written = entry.text("checked")
    if written is not None and written.text != YES:
        written.fail(
            f"checked is {written.text!r}.",
            "Write 'checked: yes' once it has been compared with the letter, or delete the line.",
        )
    return written is not None


def _answer(entry: Mapping) -> AnswerReading:
    what = "an entry of 'answers'"
    entry.known_keys(("question", "outcome", "quote", "line", "provision"), what)
    return AnswerReading(
        question=entry.need("question", what),
        outcome=entry.need("outcome", what),
        quote=entry.text("quote"),
        line=entry.text("line"),
        provision=entry.text("provision"),
    )


def _axis(entry: Mapping, key: str, dimensions: Sequence[str]) -> Axis | None:
    item = entry.items.get(key)
    if item is None:
        return None
    if isinstance(item, Text):
        if item.text != PERIOD and item.text not in dimensions:
            item.fail(
                f"{key} is {item.text!r}, which is not a dimension.",
                f"Dimensions are {PERIOD}, {', '.join(dimensions)}; or name each label with its coding.",
            )
        return ByDimension(item)
    if not isinstance(item, Mapping):
        Text("", item.file, item.line).fail(
            f"{key} is a list.", "Write the name of a dimension, or labels with their coding."
        )
    labels: list[tuple[Text, Coding | None]] = []
    for label, value in item.items.items():
        name = Text(label, item.file, item.lines[label])
        if isinstance(value, Text) and value.text == NOTE:
            labels.append((name, None))
        elif isinstance(value, Mapping):
            value.known_keys((*CODING, *dimensions), f"the label {label!r}")
            labels.append((name, _coding(value, dimensions)))
        else:
            name.fail(
                f"the label {label!r} has no coding.", "Write {measure: ...}, a dimension's code, or 'note'."
            )
    return ByLabel(tuple(labels))


def _figure(entry: Mapping, dimensions: Sequence[str]) -> FigureReading:
    what = "an entry of 'figures'"
    entry.known_keys(("quote", "line", "figure", "value", "question", "checked", *CODING, *dimensions), what)
    _checked(entry)
    return FigureReading(
        quote=entry.need("quote", what),
        line=entry.text("line"),
        figure=entry.need("figure", what),
        value=entry.text("value"),
        question=entry.text("question"),
        coding=_coding(entry, dimensions),
    )


def _missing(entry: Mapping, status: Missing, dimensions: Sequence[str]) -> MissingReading:
    what = f"an entry of '{status}'"
    entry.known_keys(("question", "periods", *CODING, *dimensions), what)
    periods = entry.texts("periods")
    return MissingReading(
        status=status,
        question=entry.need("question", what),
        measure=entry.need("measure", what),
        period=None if periods else entry.need("period", what),
        periods=periods,
        provision=entry.text("provision"),
        note=entry.text("note"),
        ref_area=entry.text("ref_area"),
        codes=tuple((name, entry.texts(name)) for name in dimensions if name in entry.items),
    )


def _asked(entry: Mapping) -> AskedReading:
    what = "an entry of 'asked'"
    entry.known_keys(("question", "periods", "quote", "line", "note"), what)
    for key in ("question", "periods"):
        if not entry.texts(key):
            Text("", entry.file, entry.line).fail(f"{what} has no {key}.", f"Add '{key}:'.")
    return AskedReading(
        questions=entry.texts("question"),
        periods=entry.texts("periods"),
        quote=entry.need("quote", what),
        line=entry.text("line"),
        note=entry.text("note"),
    )


def _rounded(entry: Mapping) -> RoundedReading:
    what = "an entry of 'rounded'"
    entry.known_keys(("quote", "line", "to", "question"), what)
    to = entry.need("to", what)
    if not re.fullmatch(r"[0-9]*[1-9][0-9]*", to.text):
        to.fail(
            f"'to' is {to.text!r}.", "Write the number that the letter rounds to the nearest of: 5, 10, 100."
        )
    return RoundedReading(
        quote=entry.need("quote", what), line=entry.text("line"), to=to, question=entry.text("question")
    )


def _context(entry: Mapping) -> ContextReading:
    what = "an entry of 'context'"
    entry.known_keys(("quote", "line", "figure", "why"), what)
    return ContextReading(
        quote=entry.need("quote", what),
        line=entry.text("line"),
        figure=entry.text("figure"),
        why=entry.need("why", what),
    )
