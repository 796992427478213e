"""The observations of one letter: what its reading says of tables, figures and what is missing."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from pipeline.edges.document import Text
from pipeline.edges.problems import BadInputError, Problem
from pipeline.extract import periods
from pipeline.extract.context import THRESHOLDS, sign_of
from pipeline.extract.structure import Figure, Structure, Table
from pipeline.interpret.coding import Key, code, each_period, key, period, provision
from pipeline.interpret.figures import Inventory, status_of
from pipeline.interpret.questions import question_names, tables_of
from pipeline.interpret.reading import (
    MISSING,
    PERIOD,
    Axis,
    ByLabel,
    Coding,
    MissingReading,
    TableReading,
)
from pipeline.schemas.codelists import CodeList, normalised

Lists = Mapping[str, CodeList]


@dataclass(frozen=True)
class Observed:
    """One observation before it is a row. ``figure`` is its place in the inventory; None if not printed."""

    key: Key
    question: int
    figure: int | None
    status: str
    provision: str | None
    note: str | None
    at: Text  # where the reading says it


def from_table(
    entry: TableReading,
    structure: Structure,
    found: Inventory,
    named: Collection[int],
    lists: Lists,
    area: str,
    letter: str,
) -> Iterator[Observed | Problem]:
    """Give an observation for every cell that holds data, and a problem for each that cannot be coded.

    A cell of a column of data that is empty is data as well: the reading must say what ``blank`` means. What
    the reading says of a figure by itself, at the places ``named``, goes before what it says of the table.
    """
    index = table_index(entry, structure)
    if entry.rows is None:
        return  # nothing is said of it but that it was checked
    table = structure.tables[index]
    notes = _note_columns(entry, table.columns)
    used: set[str] = set()
    cells = {
        (item.figure.row_number, item.figure.column_number): (at, item.figure)
        for at, item in sorted(found.items())
        if item.is_figure and item.figure.table == index
    }
    data_columns = sorted({column for _row, column in cells if column})
    for row_number, row in enumerate(table.rows, start=1):
        for column_number in data_columns:
            at, figure = cells.get((row_number, column_number), (None, None))
            if figure is None and row[column_number - 1]:
                continue  # not understood: an open point of its own
            labels = (
                (figure.row, figure.column) if figure else (row[0] or None, table.columns[column_number - 1])
            )
            where = f"{figure.text!r} on line {figure.line}" if figure else f"the empty cell of {row[0]!r}"
            if at in named:
                used |= {normalised(label) for label in labels if label}
                continue
            try:
                by_row = _axis_coding(entry.rows, labels[0], "row", f"{where} of {letter}", entry, lists)
                by_column = _axis_coding(
                    entry.columns, labels[1], "column", f"{where} of {letter}", entry, lists
                )
                used |= {normalised(label) for label in labels if label}
                if by_column is None or by_row is None:
                    continue
                coding = by_row.over(by_column).over(entry.coding)
                said = [coding.note.text] if coding.note else []
                said += [cell for n in notes if (cell := row[n])]
                if figure is None and entry.blank is None:
                    entry.question.fail(
                        f"{where} x {labels[1]!r} in {letter} is not read.",
                        f"Add 'blank:' to the table with what an empty cell means: {', '.join(MISSING)}.",
                    )
                if figure is not None:
                    within_printed_period(coding, figure)
                yield Observed(
                    key(coding, entry.question, area, lists),
                    table.question,
                    at,
                    status_of(figure) if figure else str(entry.blank),
                    refused_under(coding, figure, lists) if figure else None,
                    " ".join(said) or None,
                    entry.question,
                )
            except BadInputError as error:
                yield from error.problems
    yield from _labels_unused(entry, used, table.columns)


def from_figure(
    at: int, coding: Coding, quoted: Text, question: int, found: Inventory, lists: Lists, area: str
) -> Observed:
    """Give the observation of one figure outside tables."""
    figure = found[at].figure
    within_printed_period(coding, figure)
    return Observed(
        key(coding, quoted, area, lists),
        question,
        at,
        status_of(figure),
        refused_under(coding, figure, lists),
        coding.note.text if coding.note else None,
        quoted,
    )


def from_missing(
    entry: MissingReading, question: int, lists: Lists, area: str
) -> Iterator[Observed | Problem]:
    """Give an observation without a value for every combination of what was asked for and not given."""
    names = [name for name, _texts in entry.codes]
    for written in [entry.period] if entry.period else each_period(entry.periods):
        for combination in product(*(texts for _name, texts in entry.codes)):
            coding = Coding(
                measure=entry.measure,
                period=written,
                ref_area=entry.ref_area,
                codes=tuple(zip(names, combination, strict=True)),
            )
            try:
                yield Observed(
                    key(coding, entry.question, area, lists),
                    question,
                    None,
                    entry.status,
                    provision(entry.provision, lists["provision"]) if entry.provision else None,
                    entry.note.text if entry.note else None,
                    entry.question,
                )
            except BadInputError as error:
                yield from error.problems


def refused_under(coding: Coding, figure: Figure, lists: Lists) -> str | None:
    """Give the provision of a value that is not given; one that is given was refused under none."""
    if coding.provision is None or figure.value is not None or figure.status == "approximate":
        return None
    return provision(coding.provision, lists["provision"])


def within_printed_period(coding: Coding, figure: Figure) -> None:
    """Raise BadInputError where the coded period leaves the printed one and no note says why."""
    if coding.period is None or coding.note or not figure.period:
        return
    try:
        printed = periods.parse(figure.period)
    except ValueError:
        return
    coded = period(coding.period)
    if printed and not (printed.start <= coded.start and coded.end <= printed.end):
        coding.period.fail(
            f"the letter ties {figure.text!r} on line {figure.line} to {figure.period!r}, "
            f"and {coding.period.text!r} is not inside that.",
            "Correct the period, or add 'note:' to say why.",
        )


def bounds(figure: Figure, structure: Structure) -> tuple[float | None, float | None]:
    """Give the least and the most that a figure can be by what the letter states, and no more than that.

    A mark that prints no bound of its own is bounded by the rules that its answer states, or else by those
    stated outside the answers; of several rules the widest counts. A rule that is said of one mark ('* =
    fewer than 5') bounds no other. Where no rule is stated there is no upper bound.
    """
    if figure.value is not None or figure.upper is not None or figure.status == "approximate":
        return figure.lower, figure.upper
    if figure.status != "suppressed":
        return None, None
    rules = [
        item
        for item in structure.context
        if item.why in THRESHOLDS
        and item.question in (figure.question, None)
        and item.sign in (None, sign_of(figure.text))
    ]
    if any(item.upper is None for item in rules):
        return 0, None  # the rule names other reasons beside the threshold
    near = [item for item in rules if item.question == figure.question]
    return 0, max((item.upper for item in near or rules if item.upper is not None), default=None)


def table_index(entry: TableReading, structure: Structure) -> int:
    """Give the index of the table that an entry is about. Raises BadInputError where there is none."""
    names = question_names(structure)
    wanted = tables_of(structure, names.index(entry.question.text)) if entry.question.text in names else []
    if len(wanted) < entry.nth:
        with_tables = [name for at, name in enumerate(names) if tables_of(structure, at)]
        there = ", ".join(sorted(with_tables)) or "none"
        entry.question.fail(
            f"the answer to question {entry.question.text} has {len(wanted)} tables with figures.",
            f"Answers with tables: {there}.",
        )
    return wanted[entry.nth - 1]


def _axis_coding(
    axis: Axis | None, label: str | None, side: str, where: str, entry: TableReading, lists: Lists
) -> Coding | None:
    """Give what a label says of its figures; None for a column of comments."""
    if axis is None:
        return Coding()
    if label is None:
        entry.question.fail(f"{where} has no {side} label.", "Call it context, with why.")
    if isinstance(axis, ByLabel):
        for name, coding in axis.labels:
            if normalised(name.text) == normalised(label):
                if coding is not None:
                    _must_not_contradict(label, coding, lists)
                return coding
        entry.question.fail(
            f"the label {label!r} (the {side} of {where}) is not among the {side}s.",
            f"Add it under '{side}s', or call its figures context.",
        )
    printed = Text(label, axis.name.file, axis.name.line)
    if axis.name.text == PERIOD:
        for name, written in entry.periods:
            if normalised(name.text) == normalised(label):
                return Coding(period=written)
        return Coding(period=printed)
    resolved = code(printed, lists[axis.name.text], f" (the {side} of {where})")
    return Coding(codes=((axis.name.text, Text(resolved, axis.name.file, axis.name.line)),))


def _must_not_contradict(label: str, coding: Coding, lists: Lists) -> None:
    """Raise BadInputError where a list knows a label as another code than its coding, which says not why.

    A label that no list knows is for the reading to say; two that changed places would pass unseen.
    """
    for name, written in coding.codes:
        given, known = (lists[name].resolve(one) if name in lists else None for one in (written.text, label))
        if given and known and given != known and coding.note is None:
            written.fail(
                f"the label {label!r} is {known} in the code list {name!r}, and is read as {given}.",
                "Correct the code, or add 'note:' to the label to say why.",
            )


def comments(entry: TableReading, structure: Structure) -> Iterator[tuple[Table, list[str]]]:
    """Give the table of an entry with the cells of its columns of comments; nothing where it has none."""
    try:
        table = structure.tables[table_index(entry, structure)]
    except BadInputError:
        return
    if notes := _note_columns(entry, table.columns):
        yield table, [row[n] for row in table.rows for n in notes]


def _note_columns(entry: TableReading, columns: tuple[str, ...]) -> list[int]:
    if not isinstance(entry.columns, ByLabel):
        return []
    names = {normalised(name.text) for name, coding in entry.columns.labels if coding is None}
    return [n for n, column in enumerate(columns) if normalised(column) in names]


def _labels_unused(entry: TableReading, used: set[str], columns: tuple[str, ...]) -> Iterator[Problem]:
    """A label of the reading that the table does not have is a slip, of the reading or of the structure."""
    notes = {normalised(column) for column in columns}
    named = [
        name for axis in (entry.rows, entry.columns) if isinstance(axis, ByLabel) for name, _ in axis.labels
    ]
    for name in [*named, *(label for label, _period in entry.periods)]:
        if normalised(name.text) not in used | notes:
            yield Problem(
                name.file,
                name.line,
                f"the table of question {entry.question.text} has no label {name.text!r}.",
                "Copy the label as the letter prints it.",
            )
