"""Charts as plain data: which rows, where, how long. Templates turn it into SVG and compute nothing.

Bars lie on their sides, with text beside or above them, so that lengths are percentages of whatever width
there is while text keeps its size: the same chart is read on a phone and on a screen. Times run downwards.

What is not there is never drawn as zero and never with a length: a suppressed value is a hatched mark of
fixed size, anything else without a number an empty dashed one. Totals are left out where their parts are
drawn, so that nothing can be read off as the difference of two lengths.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from pipeline.render.codebook import Shown
from pipeline.render.wording import YES_NO, several
from pipeline.schemas.codelists import TOTAL

RowKind = Literal[
    "heading",
    "subheading",
    "bar",
    "part",
    "zero",
    "suppressed",
    "protected",
    "bounded",
    "missing",
    "yes",
    "no",
]
# Statuses of values that a letter, or the disclosure policy, hides.
HIDDEN: Mapping[str, RowKind] = {"suppressed": "suppressed", "suppressed_secondary": "protected"}
LONGEST_BESIDE = 10  # characters of a label that still fit beside its bar on a phone
LONGEST_LABEL = 42
DAGGER = " †"  # behind a value that has a note: a year of 27 weeks must not pass for a whole one
LEFT = 25.0
LONGEST_BAR, GAP = 72.0, 5.0
CHARACTER = 2.9  # width of a character of a value, in percent of the narrowest phone
HEADING, SUBHEADING, BESIDE, ABOVE, NOTE = 34, 30, 30, 46, 17  # heights in CSS pixels
HEADINGS: Mapping[str, int] = {"heading": HEADING, "subheading": SUBHEADING}


@dataclass(frozen=True)
class ChartRow:
    """One line of a chart. ``length`` is in percent of the chart's width, None for a mark of fixed size."""

    kind: RowKind
    y: int
    label: str
    text: str = ""
    note: str | None = None
    length: float | None = None
    beside: bool = False  # its label stands beside it, not above
    place: str | None = None  # what it leads to: the mark in the letter, or the answer that refuses


@dataclass(frozen=True)
class Chart:
    """A chart; ``left`` is where bars start that have their label beside them, in percent of its width."""

    title: str
    caption: str  # the title without the name of the measure, for its own page
    description: str
    rows: tuple[ChartRow, ...]
    height: int
    left: float = LEFT

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which kinds of row need explaining, in the order of the legend."""
        used = {row.kind for row in self.rows}
        explained = ("bar", "part", "suppressed", "protected", "bounded", "missing")
        return tuple(kind for kind in explained if kind in used)

    @property
    def noted(self) -> bool:
        """Whether a value has a note."""
        return any(row.text.endswith(DAGGER) for row in self.rows)


@dataclass(frozen=True)
class _Entry:
    kind: RowKind
    label: str
    text: str = ""
    note: str | None = None
    value: float | None = None
    gap: bool = False  # stands for several periods: its label is always above
    place: str | None = None


def of_measure(
    title: str, unit: str, observations: Iterable[Shown], orders: Mapping[str, Sequence[str]]
) -> list[Chart]:
    """Give one chart for each area and each way in which the measure is broken down.

    ``orders`` are the codes of each dimension in the order of its list.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[Shown]] = {}
    for shown in observations:
        groups.setdefault((shown.authority, tuple(shown.observation.codes)), []).append(shown)
    charts = []
    simplest_first = sorted(groups.items(), key=lambda item: (item[0][0], len(item[0][1]), item[0][1]))
    for (authority, dimensions), group in simplest_first:
        cells = _cells(group)
        names = " and ".join(heading.lower() for heading, _ in cells[0].categories)
        title_here, caption = f"{title}, {authority}", authority
        if dimensions:
            title_here, caption = f"{title} by {names}, {authority}", f"By {names}, {authority}"
        charts.append(chart(title_here, caption, _entries(cells, dimensions, unit, orders)))
    return charts


def chart(title: str, caption: str, entries: Sequence["_Entry"]) -> Chart:
    """Lay the entries out below each other, all on one scale from zero."""
    most = max((entry.value for entry in entries if entry.value is not None), default=0) or 1
    labels = [entry.label for entry in entries if entry.kind not in HEADINGS and not entry.gap]
    short = all(len(label) <= LONGEST_BESIDE for label in labels)
    characters = max((len(entry.text) for entry in entries if entry.value is not None), default=0)
    room = 100 - (LEFT if short else 0) - GAP - CHARACTER * characters
    longest, y, rows = min(LONGEST_BAR, room), 0, []
    for entry in entries:
        length = None if entry.value is None else round(max(entry.value, 0) / most * longest, 2)
        beside = short and not entry.gap
        rows.append(ChartRow(entry.kind, y, entry.label, entry.text, entry.note, length, beside, entry.place))
        y += HEADINGS.get(entry.kind) or (BESIDE if beside else ABOVE)
        y += NOTE if entry.note else 0
    said = "; ".join(
        f"{e.label}:" if e.kind in HEADINGS else f"{e.label} {e.text}" + (f" ({e.note})" if e.note else "")
        for e in entries
    ).replace(":;", ":")
    return Chart(title, caption, f"Bars from zero. {said}.", tuple(rows), y)


def _cells(group: Sequence[Shown]) -> list[Shown]:
    """Leave out totals where there are parts, and what is printed a second time."""
    parts = [shown for shown in group if TOTAL not in shown.observation.codes.values()]
    seen: dict[tuple[object, ...], Shown] = {}
    for shown in parts or group:
        o = shown.observation
        cell = (o.period_start, o.period_end, o.period_type, tuple(o.codes.values()))
        kept = seen.get(cell)
        if kept is None or (kept.observation.value is None and o.value is not None):
            seen[cell] = shown
    return list(seen.values())


def _entries(
    cells: Sequence[Shown], dimensions: tuple[str, ...], unit: str, orders: Mapping[str, Sequence[str]]
) -> list[_Entry]:
    ordered = sorted(
        cells,
        key=lambda s: (
            s.observation.period_type.removeprefix("part_"),  # calendar and financial years apart
            s.observation.period_start,
            s.observation.period_end,
        ),
    )
    by_period = [
        list(group)
        for _, group in groupby(
            ordered,
            key=lambda s: (s.observation.period_start, s.observation.period_end, s.observation.period_type),
        )
    ]
    entries: list[_Entry] = []
    for alike, run in groupby(by_period, key=_nothing_given):
        periods = list(run)
        if alike and (dimensions or len(periods) > 3):
            entries.append(_gap(periods, alike[0]))
        elif dimensions:
            for period in periods:
                entries += _broken_down(period, dimensions, unit, orders)
        else:
            entries += [_entry(shown, shown.period, shown.days, unit) for p in periods for shown in p]
    return entries


def _nothing_given(period: Sequence[Shown]) -> tuple[str, str] | None:
    """Give the status and period type that a whole period shares; None where anything is given in it."""
    kinds = {(s.status, s.observation.period_type) for s in period}
    given = any(s.observation.value is not None or s.observation.figure_id for s in period)
    return next(iter(kinds)) if len(kinds) == 1 and not given else None


def _gap(periods: Sequence[Sequence[Shown]], status: str) -> _Entry:
    """Give one line for neighbouring periods in which nothing is given, for the same reason."""
    first, last = periods[0][0].period, periods[-1][0].period
    cells = sum(len(period) for period in periods)
    label = first if first == last else f"{_start(first)} to {_end(last)}"
    places = {shown.place for period in periods for shown in period}
    place = places.pop() if len(places) == 1 else None
    return _Entry("missing", label, f"{status} ({several(cells, 'value')} asked for)", gap=True, place=place)


def _start(period: str) -> str:
    return period.partition(" to ")[0]


def _end(period: str) -> str:
    return period.rpartition(" to ")[2]


def _broken_down(
    period: Sequence[Shown], dimensions: tuple[str, ...], unit: str, orders: Mapping[str, Sequence[str]]
) -> list[_Entry]:
    """Give the categories of one period: those of the longest dimension as rows, the others as headings."""
    sizes = {name: len({s.observation.codes[name] for s in period}) for name in dimensions}
    along = max(dimensions, key=lambda name: (sizes[name], dimensions.index(name)))
    others = [name for name in dimensions if name != along]

    def place(shown: Shown) -> list[int]:
        return [orders[name].index(shown.observation.codes[name]) for name in (*others, along)]

    days = period[0].days
    when = f"{period[0].period}, {days}" if days else period[0].period
    entries = [_Entry("heading", when)]
    for codes, group in groupby(
        sorted(period, key=place), key=lambda s: tuple(s.observation.codes[n] for n in others)
    ):
        rows = list(group)
        if codes:
            labels = dict(zip(dimensions, (label for _, label in rows[0].categories), strict=True))
            entries.append(_Entry("subheading", ", ".join(labels[n] for n in others)))
        at = dimensions.index(along)
        entries += [_entry(shown, shown.categories[at][1], None, unit) for shown in rows]
    return entries


def _entry(shown: Shown, label: str, days: str | None, unit: str) -> _Entry:
    o = shown.observation
    short = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
    note = f"{days} only" if days else None
    if o.value is None:
        hidden = HIDDEN.get(o.obs_status)
        bounds = f", {shown.bounds}" if hidden and o.value_upper is not None else ""
        if shown.is_bounded:
            return _Entry("bounded", short, shown.text, note, place=shown.place)
        return _Entry(hidden or "missing", short, f"{shown.status}{bounds}", note, place=shown.place)
    if unit == YES_NO:
        return _Entry("yes" if o.value else "no", short, shown.text, note, place=shown.place)
    kind: RowKind = "zero" if o.value == 0 else "part" if shown.days else "bar"
    return _Entry(kind, short, shown.text + (DAGGER if o.note else ""), note, o.value, place=shown.place)
