"""What the pages are made of: all rows read once, with the look-ups that several pages need."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

import duckdb

from pipeline.package.changes import Release
from pipeline.package.metadata import Metadata
from pipeline.render import links, periods, queries, wording
from pipeline.render.queries import (
    Check,
    Citation,
    Correction,
    Figure,
    Letter,
    Observation,
    PrintedTable,
    Question,
)
from pipeline.render.standards import Described
from pipeline.schemas.codelists import NOT_APPLICABLE, CodeList, dimension_names, humanised
from pipeline.schemas.table import Row, Table

T = TypeVar("T")
ON_A_PAGE = 300  # values of a measure, above which each authority has a page of its own


class Rule(Protocol):
    """What the pages say of a rule; pipeline.validate.rules.Rule is one."""

    @property
    def name(self) -> str:
        """Name by which the rows of ``checks`` know it."""

    @property
    def title(self) -> str:
        """The rule as a sentence."""

    @property
    def why(self) -> str:
        """Why it must hold."""

    @property
    def severity(self) -> str:
        """``error`` or ``warning``."""

    @property
    def source(self) -> str | None:
        """An Act's section, or a standard."""


class Shown(NamedTuple):
    """An observation as people read it, with the places it links to."""

    observation: Observation
    text: str  # '20,049', or the status where there is no value
    place: str  # the mark in the letter, or the answer that refuses
    row: str  # its row on the page of its measure
    answer: str  # the answer in the letter
    reference: str  # the letter's
    measure: str
    authority: str
    period: str
    days: str | None  # for part of a year
    labels: Mapping[str, str]  # of its codes, by the name of the dimension
    status: str
    shorthand: str | None
    bounds: str | None  # only where no exact value is printed
    is_bounded: bool = False  # bounds are all that is given, and ``text`` says them

    @property
    def categories(self) -> tuple[tuple[str, str], ...]:
        """Title of each dimension, and label of the code."""
        return tuple((humanised(name), label) for name, label in self.labels.items())

    @property
    def about(self) -> str:
        """What, when and where it is."""
        return " · ".join(filter(None, (self.category, self.period, self.days, self.authority)))

    @property
    def category(self) -> str:
        """All its categories in one."""
        return ", ".join(self.labels.values())


@dataclass(frozen=True)
class Codebook:
    """Everything that is published, in the order in which it is shown."""

    connection: duckdb.DuckDBPyConnection
    tables: Mapping[str, Table]
    lists: Mapping[str, CodeList]
    metadata: Metadata
    rules: Sequence[Rule]
    texts: Mapping[str, str]
    letters: Sequence[Letter]
    questions: Mapping[str, Question]
    citations: Mapping[str, Sequence[Citation]]  # by question
    printed_tables: Mapping[str, Sequence[PrintedTable]]  # by letter
    figures: Mapping[str, Sequence[Figure]]  # by letter
    observations: Sequence[Observation]
    checks: Sequence[Check]
    corrections: Sequence[Correction]
    measured: Mapping[str, str] = field(default_factory=dict)  # docs/*.csv of what was measured, by name
    changes: Sequence[Release] = ()
    described: Sequence[Described] = ()  # what is written for catalogues, by each standard

    @property
    def dated(self) -> date | None:
        """The date of the newest letter, which is that of the data: a build has none."""
        return self.letters[0].letter_date if self.letters else None

    @cached_property
    def _letters(self) -> Mapping[str, Letter]:
        return {letter.letter_id: letter for letter in self.letters}

    @cached_property
    def _questions(self) -> Mapping[str, Sequence[Question]]:
        return grouped(self.questions.values(), lambda question: question.letter_id)

    @cached_property
    def places(self) -> Mapping[str, tuple[str, str]]:
        """What an identifier stands for, in words, and where that stands."""
        return dict(_places(self))

    @cached_property
    def checks_of(self) -> Mapping[str, Sequence[Check]]:
        """The checks of each figure, observation and field that their subjects name."""
        return _by_subject(self)

    @cached_property
    def by_letter(self) -> Mapping[str, Sequence[Observation]]:
        """The observations of each letter."""
        return grouped(self.observations, lambda observation: observation.letter_id)

    @cached_property
    def by_question(self) -> Mapping[str, Sequence[Observation]]:
        """The observations of each question."""
        return grouped(self.observations, lambda observation: observation.question_id)

    @cached_property
    def by_measure(self) -> Mapping[str, Sequence[Observation]]:
        """The observations of each measure."""
        return grouped(self.observations, lambda observation: observation.measure)

    @cached_property
    def by_rule(self) -> Mapping[str, Sequence[Check]]:
        """The checks of each rule."""
        return grouped(self.checks, lambda check: check.expectation)

    @cached_property
    def checked(self) -> Mapping[tuple[str, str, str], int]:
        """How many checks there are of each rule, outcome and severity."""
        return Counter((check.expectation, check.outcome, check.severity) for check in self.checks)

    @cached_property
    def outcomes(self) -> Sequence[str]:
        """The outcomes that questions have, in the order of their list."""
        occurring = {question.outcome for question in self.questions.values()}
        return [code for code in self.lists["outcome"].codes if code in occurring]

    @cached_property
    def _rows(self) -> Mapping[str, Mapping[str, Row]]:
        return {name: {str(row["code"]): row for row in codes.rows} for name, codes in self.lists.items()}

    def label(self, list_name: str, code: str | None) -> str:
        """Give the label of a code; the code itself where the list has no such code."""
        if code is None:
            return ""
        row = self._rows[list_name].get(code)
        return str(row["label"]) if row else code

    def row(self, list_name: str, code: str) -> Row:
        """Give the row of a code. Raises KeyError where the list has no such code."""
        return self._rows[list_name][code]

    def letter(self, letter_id: str) -> Letter:
        """Give a letter; KeyError where there is none."""
        if letter_id not in self._letters:
            raise KeyError(f"There is no letter {letter_id}.")
        return self._letters[letter_id]

    def questions_of(self, letter_id: str) -> Sequence[Question]:
        """Give the questions of a letter, in its order."""
        return self._questions.get(letter_id, ())

    @cached_property
    def _shown(self) -> dict[str, Shown]:
        return {}

    def shown(self, observation: Observation) -> Shown:
        """Give an observation as people read it: on several pages the same."""
        known = self._shown.get(observation.observation_id)
        if known is None:
            known = self._shown[observation.observation_id] = self._read(observation)
        return known

    @cached_property
    def divided(self) -> frozenset[str]:
        """The measures of which each authority's values have a page of their own."""
        return frozenset(
            code
            for code, many in self.by_measure.items()
            if len(many) > ON_A_PAGE and len({one.ref_area for one in many}) > 1
        )

    def _page(self, observation: Observation) -> str:
        divided = observation.measure in self.divided
        slug = str(self.row("authority", observation.ref_area)["slug"]) if divided else None
        return links.measure(observation.measure, slug)

    def _read(self, observation: Observation) -> Shown:
        status = self.row("obs_status", observation.obs_status)
        measure = self.row("measure", observation.measure)
        period = (observation.period_type, observation.period_start, observation.period_end)
        text = str(status["label"])
        unit = str(measure["unit"])
        symbol = str(self.row("unit", unit)["symbol"] or "") or None
        is_bounded = status["in_print"] and not status["has_value"] and not status["protected"]
        if is_bounded:
            text = wording.between(observation.value_lower, observation.value_upper, unit, symbol)
        elif observation.value is not None:
            text = wording.amount(observation.value, unit, symbol)
            if observation.obs_status == "approximate":
                text = f"about {text}"
        exact = observation.value is not None and observation.value_lower == observation.value_upper
        shorthand = None if is_bounded else status["shorthand"]  # it says itself what is given
        return Shown(
            observation=observation,
            text=text,
            place=links.place(observation.figure_id or observation.question_id),
            row=links.observation(self._page(observation), observation.observation_id),
            answer=links.place(observation.question_id),
            reference=self._letters[observation.letter_id].reference,
            measure=str(measure["label"]),
            authority=self.label("authority", observation.ref_area),
            period=periods.label(*period),
            days=periods.days(*period),
            labels={name: self.label(name, code) for name, code in observation.codes.items()},
            status=str(status["label"]),
            shorthand=str(shorthand) if shorthand else None,
            bounds=None
            if exact or is_bounded
            else wording.bounds(observation.value_lower, observation.value_upper),
            is_bounded=bool(is_bounded),
        )


def grouped(many: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    """Group by a key, in order: what a page is about is found without looking through all there is."""
    found: dict[str, list[T]] = {}
    for one in many:
        found.setdefault(key(one), []).append(one)
    return found


def read(
    connection: duckdb.DuckDBPyConnection,
    tables: Mapping[str, Table],
    lists: Mapping[str, CodeList],
    metadata: Metadata,
    rules: Iterable[Rule],
    texts: Mapping[str, str],
) -> Codebook:
    """Read all rows. Raises ValueError where a letter has no text, or a check no rule."""
    letters = queries.letters(connection)
    known = tuple(sorted(rules, key=lambda rule: rule.name))
    found = queries.checks(connection)
    for letter in letters:
        if letter.letter_id not in texts:
            raise ValueError(f"The letter {letter.letter_id} has no text.")
    unknown = {check.expectation for check in found} - {rule.name for rule in known}
    if unknown:
        raise ValueError(f"Checks name rules that are not given: {', '.join(sorted(unknown))}.")
    citations: dict[str, list[Citation]] = defaultdict(list)
    for citation in queries.citations(connection):
        citations[citation.question_id].append(citation)
    printed: dict[str, list[PrintedTable]] = defaultdict(list)
    for table in queries.printed_tables(connection):
        printed[table.letter_id].append(table)
    figures: dict[str, list[Figure]] = defaultdict(list)
    for figure in queries.figures(connection):
        figures[figure.letter_id].append(figure)
    dimensions = {name: lists[name].codes for name in dimension_names(lists)}
    return Codebook(
        connection=connection,
        tables=tables,
        lists=lists,
        metadata=metadata,
        rules=known,
        texts=texts,
        letters=letters,
        questions={question.question_id: question for question in queries.questions(connection)},
        citations=citations,
        printed_tables=printed,
        figures=figures,
        observations=_ordered(queries.observations(connection, dimensions), dimensions),
        checks=found,
        corrections=queries.corrections(connection),
    )


def _by_subject(book: Codebook) -> dict[str, list[Check]]:
    """Give the checks by what their subjects name: 'X by sex', 'X of Y', 'X after Y', 'table.field'."""
    names = {figure.figure_id for figures in book.figures.values() for figure in figures}
    names |= {observation.observation_id for observation in book.observations}
    names |= {f"{table.name}.{field}" for table in book.tables.values() for field in table.columns}
    found: dict[str, list[Check]] = defaultdict(list)
    for check in book.checks:
        if check.subject in names:
            found[check.subject].append(check)
        elif " " in check.subject:
            for name in dict.fromkeys(check.subject.split()):  # identifiers hold no spaces
                if name in names:
                    found[name].append(check)
    return found


def _places(book: Codebook) -> Iterator[tuple[str, tuple[str, str]]]:
    references = {letter.letter_id: letter.reference for letter in book.letters}
    for letter_id, reference in references.items():
        yield letter_id, (f"Letter {reference}", links.letter(letter_id))
        for figure in book.figures.get(letter_id, ()):
            words = f"‘{wording.excerpt(figure.text, 40)}’ in {reference}"
            yield figure.figure_id, (words, links.place(figure.figure_id))
        for table in book.printed_tables.get(letter_id, ()):
            words = f"Table {table.table_id.rpartition('/t')[2]} of {reference}"
            yield table.table_id, (words, links.place(table.table_id))
    for question in book.questions.values():
        words = f"{question.name} of {references[question.letter_id]}"
        yield question.question_id, (words, links.place(question.question_id))
    for observation in book.observations:
        shown = book.shown(observation)
        words = ", ".join(part for part in (shown.measure, shown.category, shown.period) if part)
        yield observation.observation_id, (words, shown.place)


def _ordered(
    observations: list[Observation], dimensions: Mapping[str, Sequence[str]]
) -> tuple[Observation, ...]:
    """Bring what is not printed, and so has no order of its own, into that of the code lists."""
    places = {name: {code: at for at, code in enumerate(codes)} for name, codes in dimensions.items()}
    blocks: dict[tuple[str, str], list[Observation]] = {}
    for observation in observations:
        blocks.setdefault((observation.letter_id, observation.question_id), []).append(observation)

    def key(observation: Observation) -> tuple[object, ...]:
        codes = [places[n][observation.codes.get(n, NOT_APPLICABLE)] for n in places]
        return (observation.measure, observation.period_start, observation.period_end, codes)

    return tuple(
        observation
        for block in blocks.values()
        for observation in [
            *(o for o in block if o.figure_id is not None),
            *sorted((o for o in block if o.figure_id is None), key=key),
        ]
    )
