"""A page per measure: what it means, its chart, and every value with its place in a letter."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.render import charts, links, tidy
from pipeline.render.codebook import Codebook, Shown, grouped
from pipeline.render.page import Page
from pipeline.render.queries import Letter, Question
from pipeline.schemas.codelists import dimension_names, humanised, split
from pipeline.schemas.table import Row

LISTED = 1_000  # values that are listed on one page, newest letters first; the files have all
MANY = 24  # rows without a value that are folded away
FEW = 4  # periods that are named one by one


@dataclass(frozen=True)
class Overview:
    """One measure in the list of measures."""

    code: str
    label: str
    unit: str
    counts: tuple[int, ...]  # by status, as ``statuses`` has them
    first: str
    last: str


@dataclass(frozen=True)
class Part:
    """The values of one authority, which have a page of their own."""

    authority: str
    target: str
    questions: int
    given: int
    not_given: int
    first: int
    last: int


@dataclass(frozen=True)
class Asked:
    """What one question of one letter asked of a measure, and what it was given: side by side with others."""

    question: Question
    letter: Letter
    authority: str
    periods: tuple[str, ...]
    kinds: tuple[str, ...]  # of period
    given: int
    not_given: int
    notes: tuple[str, ...]


def pages(book: Codebook) -> Iterator[Page]:
    """Give the list of measures and the page of each."""
    yield Page(
        path=links.MEASURES,
        template="measures.html",
        title="Measures",
        summary="Everything that the letters measure, with counts of what was given, suppressed and refused.",
        section=links.MEASURES,
        content={"overview": overview(book)},
    )
    yield Page(
        path=links.VALUES,
        template="values.html",
        title="All values",
        summary="Every value that the letters give, suppress or refuse, whatever it measures.",
        section=links.MEASURES,
        crumbs=(("Measures", links.MEASURES),),
        content={
            "shown": [book.shown(o) for o in book.observations[:LISTED]],
            "all": len(book.observations),
        },
    )
    for row in book.lists["measure"].rows:
        yield from _pages(book, row, [book.shown(o) for o in book.by_measure.get(str(row["code"]), ())])


def overview(book: Codebook) -> dict[str, object]:
    """Give the statuses that occur, and for each measure how many values have each of them."""
    occurring = {observation.obs_status for observation in book.observations}
    statuses = [code for code in book.lists["obs_status"].codes if code in occurring]
    rows = []
    for row in book.lists["measure"].rows:
        mine = book.by_measure.get(str(row["code"]), ())
        counts = Counter(o.obs_status for o in mine)
        rows.append(
            Overview(
                code=str(row["code"]),
                label=str(row["label"]),
                unit=book.label("unit", str(row["unit"])),
                counts=tuple(counts[status] for status in statuses),
                first=str(min((o.period_start.year for o in mine), default="")),
                last=str(max((o.period_end.year for o in mine), default="")),
            )
        )
    return {"statuses": [(s, book.label("obs_status", s)) for s in statuses], "rows": rows}


def _pages(book: Codebook, row: Row, shown: Sequence[Shown]) -> Iterator[Page]:
    """Give the page of a measure and, where it is divided, those of the authorities."""
    code, label = str(row["code"]), str(row["label"])
    parts: list[Part] = []
    if code in book.divided:
        for area, mine in grouped(shown, lambda s: s.observation.ref_area).items():
            target = links.measure(code, str(book.row("authority", area)["slug"]))
            parts.append(_part(target, mine))
            yield Page(
                path=target,
                template="measure.html",
                title=f"{label}: {mine[0].authority}",
                summary=str(row["description"]),
                section=links.MEASURES,
                crumbs=(("Measures", links.MEASURES), (label, links.measure(code))),
                content={**_definition(book, row, mine), **_values(book, row, mine), "parts": ()},
            )
    yield Page(
        path=links.measure(code),
        template="measure.html",
        title=label,
        summary=str(row["description"]),
        section=links.MEASURES,
        crumbs=(("Measures", links.MEASURES),),
        content={
            **_definition(book, row, shown),
            **_values(book, row, () if parts else shown),
            "parts": sorted(parts, key=lambda part: part.authority),
        },
    )


def _part(target: str, shown: Sequence[Shown]) -> Part:
    given = sum(1 for s in shown if s.observation.figure_id)
    return Part(
        authority=shown[0].authority,
        target=target,
        questions=len({s.observation.question_id for s in shown}),
        given=given,
        not_given=len(shown) - given,
        first=min(s.observation.period_start.year for s in shown),
        last=max(s.observation.period_end.year for s in shown),
    )


def _definition(book: Codebook, row: Row, shown: Sequence[Shown]) -> dict[str, object]:
    code, unit = str(row["code"]), str(row["unit"])
    statuses = Counter(s.observation.obs_status for s in shown)
    periods = Counter(s.observation.period_type for s in shown)
    return {
        "row": row,
        "unit": book.label("unit", unit),
        "tidy": links.data(tidy.path(code)) if shown else None,
        "kind": KINDS[str(row["kind"])],
        "additive": [humanised(name) for name in split(row["additive"])],
        "part_of": (book.label("measure", str(row["part_of"])), links.measure(str(row["part_of"])))
        if row["part_of"]
        else None,
        "printed_as": split(row["variants"]),
        "authorities": list(dict.fromkeys(s.authority for s in shown)),
        "period_types": [
            (book.label("period_type", kind), links.code("period_type", kind), periods[kind])
            for kind in book.lists["period_type"].codes
            if periods[kind]
        ],
        "statuses": [
            (book.label("obs_status", status), links.code("obs_status", status), statuses[status])
            for status in book.lists["obs_status"].codes
            if statuses[status]
        ],
        "dimensions": [
            (name, humanised(name))
            for name in dimension_names(book.lists)
            if any(name in s.observation.codes for s in shown)
        ],
    }


def _values(book: Codebook, row: Row, shown: Sequence[Shown]) -> dict[str, object]:
    label, unit = str(row["label"]), str(row["unit"])
    asked = grouped(shown, lambda s: s.observation.question_id)
    names = [n for n in dimension_names(book.lists) if any(n in s.observation.codes for s in shown)]
    notes: dict[str, Shown] = {}
    for one in shown:
        if one.observation.note:
            notes.setdefault(one.observation.note, one)
    return {
        "asked": [_asked(book, identifier, mine) for identifier, mine in asked.items()],
        "charts": charts.of_measure(label, unit, shown, {name: book.lists[name].codes for name in names}),
        "given": [s for s in shown if s.observation.figure_id],
        "not_given": [s for s in shown if not s.observation.figure_id],
        "many": MANY,
        "partial": any(s.days and s.observation.figure_id for s in shown),
        "notes": list(notes.items()),
    }


def _asked(book: Codebook, identifier: str, mine: Sequence[Shown]) -> Asked:
    question = book.questions[identifier]
    letter = book.letter(question.letter_id)
    in_order = sorted(mine, key=lambda s: (s.observation.period_start, s.observation.period_end))
    periods = tuple(dict.fromkeys(s.period for s in in_order))
    return Asked(
        question=question,
        letter=letter,
        authority=book.label("authority", letter.authority),
        periods=periods if len(periods) < FEW else (f"{periods[0]} to {periods[-1]}",),
        kinds=tuple(dict.fromkeys(book.label("period_type", s.observation.period_type) for s in in_order)),
        given=sum(1 for s in mine if s.observation.figure_id),
        not_given=sum(1 for s in mine if not s.observation.figure_id),
        notes=tuple(dict.fromkeys(s.observation.note for s in mine if s.observation.note)),
    )


KINDS = {
    "outturn": "Outturn: what happened",
    "plan": "Plan: what was intended, not what happened",
    "state": "State: how something stood on a day",
}
