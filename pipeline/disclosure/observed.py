"""What a reader knows, read from the tables: the system of all quantities that the letters print or hide.

A total and a value that is not broken down are the same quantity, and so is what several tables or letters
say of the same measure, codes, area and period. Relations are
- the sums that the view ``additive_parts`` lists, which the rule totals_equal_parts checks;
- a part is not larger than its whole: measures by ``part_of``, which the rule part_of_whole checks;
- what no rule checks, and is used only where it contradicts nothing printed: a total that is printed
  elsewhere than its parts, a period that others make up, a category of a count that is not larger than all
  categories together, a part of a part;
- shares of all parts of a whole make 100;
- two quantities that one printed figure stands for are the same number.
"""

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import duckdb

from pipeline.disclosure.audit import concerned, possible
from pipeline.disclosure.over_time import Span, nearest, tilings
from pipeline.disclosure.system import (
    ANY,
    Interval,
    Quantity,
    Relation,
    System,
    components,
    total_of,
)
from pipeline.schemas.codelists import NOT_APPLICABLE, TOTAL

SECONDARY = "suppressed_secondary"

Codes = frozenset[tuple[str, str]]

_OBSERVATIONS = """
WITH thresholds AS (
  SELECT letter_id, question_id, min(most) AS most
  FROM thresholds_stated
  WHERE most IS NOT NULL
  GROUP BY letter_id, question_id
)
SELECT
  o.observation_id,
  o.figure_id,
  o.letter_id,
  o.question_id,
  coalesce(o.table_id, o.question_id) AS place,
  o.measure,
  o.ref_area,
  CAST(o.period_start AS VARCHAR) || '/' || o.period_end AS period,
  o.value_lower,
  o.value_upper,
  CAST(comparable.margin AS DOUBLE) AS margin,
  o.obs_status,
  obs_status.in_print AND NOT obs_status.protected AS is_printed,
  obs_status.protected,
  measure.unit,
  coalesce(unit.counted, false) AS counted,
  measure.part_of,
  string_split(coalesce(measure.additive, ''), ' | ') AS additive,
  -- As the rule value_below_threshold has it: what the answer states, else what the letter states outside
  -- its answers, else what the marks of the answer say.
  coalesce(
    own.most,
    general.most,
    (
      SELECT max(other.value_upper) FROM observations AS other
      WHERE other.question_id = o.question_id AND other.obs_status = 'suppressed'
    )
  ) AS threshold,
  o.period_type = 'point_in_time' OR measure.kind = 'state' AS is_state
FROM observations AS o
JOIN measure ON measure.code = o.measure
LEFT JOIN unit ON unit.code = measure.unit
JOIN obs_status ON obs_status.code = o.obs_status
JOIN comparable ON comparable.observation_id = o.observation_id
LEFT JOIN thresholds AS own ON own.question_id = o.question_id
LEFT JOIN thresholds AS general ON general.letter_id = o.letter_id AND general.question_id IS NULL
LEFT JOIN letters ON letters.letter_id = o.letter_id
ORDER BY letters.letter_date, o.letter_id, o.observation_id
"""

# Shares of all parts of a whole whose own is not printed, as the rule percentages_make_100 adds them.
_HUNDREDS = """
SELECT
  concat_ws(
    ' ', '100 percent:', p.place, p.measure, p.ref_area, p.period_start, p.period_end, p.dimension, p.rest
  ),
  p.part_id
FROM additive_parts AS p
JOIN observations AS o ON o.observation_id = p.part_id
JOIN measure ON measure.code = o.measure
WHERE measure.unit = 'percent' AND p.total_id IS NULL AND coalesce(p.total_code, '_T') = '_T'
QUALIFY count(*) OVER (
  PARTITION BY p.place, p.measure, p.ref_area, p.period_start, p.period_end, p.dimension, p.rest
) > 1
ORDER BY ALL
"""


@dataclass(frozen=True)
class Observed:
    """The system, with the observations of each quantity: all of them, and those that print it."""

    system: System
    observations: Mapping[str, tuple[str, ...]]
    printed: Mapping[str, tuple[str, ...]]
    letters: Mapping[str, str]  # by observation
    judged: "Judged"
    shares: tuple["Share", ...]
    beside_shares: frozenset[str]  # hidden observations beside which a share or count of the same is printed
    with_shares: System  # which also says what these shares tell, as far as that can be guessed


@dataclass(frozen=True)
class Judged:
    """What is found out of the tables as disclosed, and must be the same once something is hidden.

    ``lawless`` are the questions that ``unruly`` finds. Of the quantities ``by_letter`` letters disagree, so
    that what each says is a number of its own; of those ``by_observation`` one letter disagrees with itself.
    """

    lawless: frozenset[str]
    by_letter: frozenset[str] = frozenset()
    by_observation: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Share:
    """A share, a count of the same, and what that count may be a share of: quantities by name.

    Of what a share is one is not declared, so that each total along one dimension is taken for it. ``ways``
    are those to know one of these: the total itself, or all of its parts that stand beside the count.
    """

    share: str
    count: str
    wholes: frozenset[str]
    ways: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class _Key:
    measure: str
    codes: Codes
    ref_area: str
    period: str

    @property
    def name(self) -> str:
        """The name by which the rule same_quantity_agrees knows it."""
        codes = ", ".join(f"{dimension}={code}" for dimension, code in sorted(self.codes)) or "total"
        return f"{self.measure} {codes} {self.ref_area} {self.period}"


@dataclass
class _Row:
    observation: str
    figure: str | None
    letter: str
    question: str
    place: str
    key: _Key
    stated: Interval
    bounds: Interval  # with room for what its letter says of rounding
    status: str
    is_printed: bool  # as a number, or as bounds that hide nothing
    is_protected: bool
    unit: str
    counted: bool
    part_of: str | None
    additive: tuple[str, ...]
    threshold: float
    is_state: bool
    all_codes: Mapping[str, str] = field(default_factory=dict)


def unruly(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Give the questions whose answers print counts which their own threshold should hide.

    Of these a reader cannot conclude that whatever else was printed lies above the threshold.
    """
    return _unruly(_rows(connection))


def observed(connection: duckdb.DuckDBPyConnection, judged: Judged | None = None) -> Observed:
    """Read the system from tables loaded by ``build.database.load``.

    ``judged`` is what was judged before we hid anything; by default it is judged by these tables. Where
    printed figures cannot all be true, quantities around them are numbers of each letter for itself, which
    are equal only where they can be; then those of each observation.
    """
    rows = _rows(connection)
    if judged is not None:
        return _observed(connection, rows, judged)
    found = _observed(connection, rows, Judged(_unruly(rows)))
    if apart := _disagreeing(found, rows):
        found = _observed(connection, rows, replace(found.judged, by_letter=apart))
        if apart := _disagreeing(found, rows):
            found = _observed(connection, rows, replace(found.judged, by_observation=apart))
    return found


def _disagreeing(found: Observed, rows: Iterable[_Row]) -> frozenset[str]:
    """Give the quantities around figures that cannot all be true, by their names in all letters together."""
    names = {
        name
        for part in components(found.system)
        if concerned(part) and not possible(part, [r for r in part.relations if r.checked])
        for name in part.quantities
    }
    observations = {one for name in names for one in found.observations[name]}
    return frozenset(row.key.name for row in rows if row.observation in observations)


class _Versions:
    """The names that a quantity has: one, or one for each letter or observation where these disagree."""

    def __init__(self, rows: Sequence[_Row], judged: Judged) -> None:
        self.of_row: dict[str, str] = {}
        self.rows: dict[str, list[_Row]] = defaultdict(list)
        self._by_letter: dict[str, dict[str, str]] = defaultdict(dict)
        for row in rows:
            name = row.key.name
            if name in judged.by_observation:
                own = f"{name} ({row.observation})"
            elif name in judged.by_letter:
                own = f"{name} ({row.letter})"
            else:
                own = name
            self.of_row[row.observation] = own
            self.rows[own].append(row)
            self._by_letter[name][row.letter] = own
        self.heads = {name: self.rows[next(iter(own.values()))][0] for name, own in self._by_letter.items()}

    def choices(self, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Give the versions of quantities that one relation is about: those of one letter, and where it says
        nothing of a quantity the latest letter's.
        """
        letters = dict.fromkeys(letter for name in names for letter in self._by_letter[name])
        yield from dict.fromkeys(
            tuple(
                self._by_letter[name].get(letter, next(reversed(self._by_letter[name].values())))
                for name in names
            )
            for letter in letters
        )

    def together(self, *names: str) -> bool:
        """Whether one letter says something of all of these versions."""
        return bool(set.intersection(*({row.letter for row in self.rows[name]} for name in names)))

    def whole(self, name: str) -> bool:
        """Whether all letters agree of a quantity, by its name in all of them."""
        return name in self.rows

    def equal(self) -> Iterator[Relation]:
        """Give the equalities of versions. Those that cannot be are left out, as nothing checks them."""
        versions: dict[str, list[str]] = defaultdict(list)
        for own, rows in self.rows.items():
            versions[rows[0].key.name].append(own)
        for some in versions.values():
            for one, other in itertools.combinations(some, 2):
                yield Relation(((one, 1.0), (other, -1.0)), checked=False)


def _observed(connection: duckdb.DuckDBPyConnection, rows: Sequence[_Row], judged: Judged) -> Observed:
    versions = _Versions(rows, judged)
    names = versions.of_row
    sums: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    hundreds: dict[str, list[str]] = defaultdict(list)
    levels: dict[str, set[str]] = defaultdict(set)
    for whole, part in connection.execute(_HUNDREDS).fetchall():
        hundreds[whole].append(names[part])
    for total, dimension, place, part in connection.execute(
        "SELECT total_id, dimension, place, part_id FROM additive_parts "
        "WHERE total_id IS NOT NULL ORDER BY ALL"
    ).fetchall():
        sums[total, dimension, place].append(names[part])
        levels[names[total]].add(dimension)
    quantities = {
        name: replace(_quantity(name, here, judged.lawless), level=len(levels[name]))
        for name, here in versions.rows.items()
    }
    # Known to everybody, and printed nowhere.
    quantities |= {whole: Quantity(whole, integer=False, stated=Interval(100.0, 100.0)) for whole in hundreds}
    above: dict[tuple[str, str], frozenset[str]] = {
        (dimension, code): frozenset(codes)
        for dimension, code, codes in connection.execute(
            "SELECT dimension, code, list(ancestor) FROM code_ancestors GROUP BY ALL"
        ).fetchall()
    }
    relations = [total_of(names[total], parts) for (total, _, _), parts in sums.items()]
    relations += [replace(total_of(whole, parts), checked=False) for whole, parts in hundreds.items()]
    relations += versions.equal()
    relations += _sums_across_places(rows, versions, above)
    relations += _sums_over_time(versions)
    relations += _parts_of_wholes(versions)
    ties = _ties(rows, versions)
    relations += [Relation(((a, 1.0), (b, -1.0))) for tie in ties for a, b in itertools.pairwise(tie)]
    system = System(quantities, tuple(_once(relations)), tuple(ties))
    return Observed(
        system,
        {name: tuple(row.observation for row in here) for name, here in versions.rows.items()},
        {
            name: tuple(row.observation for row in here if row.is_printed)
            for name, here in versions.rows.items()
        },
        {row.observation: row.letter for row in rows},
        judged,
        tuple(_shares(rows, versions)),
        _beside_shares(rows),
        _with_shares(system, rows, versions),
    )


def _rows(connection: duckdb.DuckDBPyConnection) -> list[_Row]:
    codes: dict[str, dict[str, str]] = defaultdict(dict)
    for observation, dimension, code in connection.execute(
        "SELECT observation_id, dimension, code FROM observation_slices"
    ).fetchall():
        codes[observation][dimension] = code
    rows = []
    for (
        observation,
        figure,
        letter,
        question,
        place,
        measure,
        area,
        period,
        lower,
        upper,
        margin,
        status,
        is_printed,
        is_protected,
        unit,
        counted,
        part_of,
        additive,
        threshold,
        is_state,
    ) in connection.execute(_OBSERVATIONS).fetchall():
        own = codes[observation]
        given = frozenset((name, code) for name, code in own.items() if code not in (TOTAL, NOT_APPLICABLE))
        key = _Key(measure, given, area, period)
        bounds = Interval(
            ANY.lower if lower is None else lower,
            (1.0 if unit == "yes_no" else ANY.upper) if upper is None else upper,
        )
        # What is rounded can be more or less than is printed, and below zero only where that is printed.
        widened = Interval(min(bounds.lower, max(bounds.lower - margin, 0.0)), bounds.upper + margin)
        rows.append(
            _Row(
                observation,
                figure,
                letter,
                question,
                place,
                key,
                bounds,
                widened,
                status,
                is_printed,
                is_protected,
                unit,
                counted,
                part_of,
                tuple(additive),
                threshold or 0.0,
                is_state,
                own,
            )
        )
    return rows


def _unruly(rows: Iterable[_Row]) -> frozenset[str]:
    return frozenset(
        row.question
        for row in rows
        if row.is_printed and row.counted and 0 < row.stated.upper <= row.threshold
    )


def _quantity(name: str, here: Iterable[_Row], lawless: Collection[str]) -> Quantity:
    printed: Interval | None = None
    stated: Interval | None = None
    protected, weight, gap, marked = False, 0, 0.0, False
    for row in here:
        if row.is_printed:
            printed = row.bounds if printed is None else printed.within(row.bounds)
            weight += 1
        else:
            stated = row.bounds if stated is None else stated.within(row.bounds)
            protected |= row.is_protected
            marked |= row.status != SECONDARY
        if row.counted and row.question not in lawless and (row.is_printed or row.status == SECONDARY):
            gap = max(gap, row.threshold)
    integer = all(row.counted or row.unit == "yes_no" for row in here)
    return Quantity(name, integer, printed, stated, protected, 0.0 if marked else gap, max(weight, 1))


def _sums_across_places(
    rows: Iterable[_Row],
    versions: _Versions,
    above: Mapping[tuple[str, str], frozenset[str]],
) -> Iterator[Relation]:
    """Give the sums of parts that are listed in one place to a total that is printed in another.

    ``above`` are the codes above each, by dimension. The parts of a total are the codes below it that have no
    other listed code between: what a sub-total holds is not counted beside it.
    """
    listed: dict[tuple[str, str, str, str, str, Codes], dict[str, str]] = defaultdict(dict)
    for row in rows:
        for dimension in row.additive:
            code = row.all_codes.get(dimension, NOT_APPLICABLE)
            if code != NOT_APPLICABLE:
                rest = frozenset(one for one in row.key.codes if one[0] != dimension)
                group = (row.place, row.key.measure, row.key.ref_area, row.key.period, dimension, rest)
                listed[group][code] = versions.of_row[row.observation]
    for group, names in listed.items():
        _, measure, area, period, dimension, rest = group
        over = {code: (above.get((dimension, code), frozenset()) | {TOTAL}) - {code} for code in names}
        for total in sorted(set().union(*over.values()) - set(names)):
            below = [code for code in names if total in over[code] and code != TOTAL]
            tops = [code for code in below if not over[code].intersection(below)]
            whole = _Key(measure, rest if total == TOTAL else rest | {(dimension, total)}, area, period).name
            if len(tops) > 1 and whole in versions.heads:
                for (own,) in versions.choices([whole]):
                    yield replace(total_of(own, [names[code] for code in tops]), checked=False)


def _sums_over_time(versions: _Versions) -> Iterator[Relation]:
    """Give what a period says of longer ones: parts that make it up add up to it, and none is larger.

    A person is counted in each part again, so that of people the parts are only as many as the whole at
    least. A share, a yes and a state on one day say nothing of a longer time.
    """
    series: dict[tuple[str, Codes, str], dict[Span, str]] = defaultdict(dict)
    people = set()
    for name, row in versions.heads.items():
        start, end = (date.fromisoformat(day) for day in row.key.period.split("/"))
        if row.unit in ("percent", "yes_no") or row.is_state or start == end:
            continue
        series[row.key.measure, row.key.codes, row.key.ref_area][Span(start, end)] = name
        if row.unit == "people":
            people.add(name)
    for spans in series.values():
        for whole in sorted(spans):
            for parts in tilings(whole, spans):
                for total, *some in versions.choices([spans[whole], *(spans[part] for part in parts)]):
                    relation = total_of(total, some)
                    if spans[whole] in people:
                        opposite = tuple((name, -factor) for name, factor in relation.terms)
                        relation = Relation(opposite, equal=False)
                    yield replace(relation, checked=False)
            for larger in nearest(whole, spans):
                for one, other in versions.choices([spans[whole], spans[larger]]):
                    yield Relation(((one, 1.0), (other, -1.0)), equal=False, checked=False)


def _parts_of_wholes(versions: _Versions) -> Iterator[Relation]:
    known = versions.heads
    wholes = {row.key.measure: row.part_of for row in known.values()}
    for name, row in known.items():
        found: list[tuple[str, bool]] = []
        if row.counted or row.unit == "yes_no":
            found += [(whole, False) for whole in _nearest(row.key, row.key.measure, known, proper=True)]
        measure, direct = row.part_of, True
        while measure:
            of_measure = list(_nearest(row.key, measure, known, proper=False))
            found += [(whole, direct) for whole in of_measure]
            measure, direct = (None if of_measure else wholes.get(measure)), False
        for whole, checked in found:
            agreed = versions.whole(name) and versions.whole(whole)
            for one, other in versions.choices([name, whole]):
                believed = checked and (agreed or versions.together(one, other))
                yield Relation(((one, 1.0), (other, -1.0)), equal=False, checked=believed)


def _nearest(key: _Key, measure: str, known: Collection[str], *, proper: bool) -> Iterator[str]:
    """Give the quantities of a measure that are restricted by some of the same codes, as many as can be."""
    taken: list[Codes] = []
    for size in range(len(key.codes) - proper, -1, -1):
        for some in itertools.combinations(sorted(key.codes), size):
            codes = frozenset(some)
            name = _Key(measure, codes, key.ref_area, key.period).name
            if name in known and not any(codes < other for other in taken):
                taken.append(codes)
                yield name


def _shares(rows: Sequence[_Row], versions: _Versions) -> Iterator[Share]:
    """Give each share with each count of the same that its letter says something of."""

    def about(row: _Row) -> tuple[str, Codes, str, str]:
        return row.letter, row.key.codes, row.key.ref_area, row.key.period

    def parted(row: _Row, dimension: str) -> tuple[str, _Key, str]:
        rest = frozenset(one for one in row.key.codes if one[0] != dimension)
        return row.place, replace(row.key, codes=rest), dimension

    names = versions.of_row
    counts: dict[tuple[str, Codes, str, str], list[_Row]] = defaultdict(list)
    parts: dict[tuple[str, _Key, str], set[str]] = defaultdict(set)
    for row in rows:
        if row.counted:
            counts[about(row)].append(row)
            for dimension, _ in row.key.codes:
                parts[parted(row, dimension)].add(names[row.observation])
    for share in rows:
        for row in counts[about(share)] if share.unit == "percent" else ():
            wholes: set[str] = set()
            ways: set[frozenset[str]] = set()
            for one in sorted(row.key.codes):
                name = replace(row.key, codes=row.key.codes - {one}).name
                if name in versions.heads:
                    wholes.update(own for (own,) in versions.choices([name]))
                ways.add(frozenset(parts[parted(row, one[0])]))
            ways |= {frozenset({whole}) for whole in wholes}
            yield Share(
                names[share.observation],
                names[row.observation],
                frozenset(wholes),
                tuple(sorted((way for way in ways if way != {names[row.observation]}), key=sorted)),
            )


def _with_shares(system: System, rows: Sequence[_Row], versions: _Versions) -> System:
    """Add that a count beside a share is that share of the count of all, as exactly as the share is printed.

    All is what is not broken down along one of the dimensions of the count; along which is not declared, so
    that each is tried, and is left out where it cannot be.
    """
    quantities, relations = dict(system.quantities), list(system.relations)

    def about(row: _Row) -> tuple[str, Codes, str, str]:
        return row.place, row.key.codes, row.key.ref_area, row.key.period

    counts: dict[tuple[str, Codes, str, str], list[_Row]] = defaultdict(list)
    for row in rows:
        if row.counted:
            counts[about(row)].append(row)
    for share in rows:
        for row in counts[about(share)] if share.is_printed and share.unit == "percent" else ():
            for one in sorted(row.key.codes):
                name = replace(row.key, codes=row.key.codes - {one}).name
                if name not in versions.heads:
                    quantities.setdefault(name, Quantity(name))
                    wholes = [name]
                else:
                    wholes = [whole for (whole,) in versions.choices([name])]
                own = versions.of_row[row.observation]
                least, most = share.bounds.lower / 100, share.bounds.upper / 100
                for whole in wholes:
                    for terms in (((own, 1.0), (whole, -most)), ((own, -1.0), (whole, least))):
                        relations.append(Relation(terms, equal=False, checked=False))
    return replace(system, quantities=quantities, relations=tuple(_once(relations)))


def _beside_shares(rows: Sequence[_Row]) -> frozenset[str]:
    """Give the hidden counts of which the letter prints a share, and hidden shares with a printed count.

    What the share is of is not declared, so that no relation says what it tells.
    """

    def about(row: _Row) -> tuple[str, Codes, str, str]:
        return row.letter, row.key.codes, row.key.ref_area, row.key.period

    shares = {about(row) for row in rows if row.is_printed and row.unit == "percent"}
    counts = {about(row) for row in rows if row.is_printed and row.counted}
    return frozenset(
        row.observation
        for row in rows
        if row.is_protected
        and ((row.unit == "percent" and about(row) in counts) or (row.counted and about(row) in shares))
    )


def _ties(rows: Iterable[_Row], versions: _Versions) -> list[tuple[str, ...]]:
    """Give the quantities that share a printed figure, which is hidden for all of them or for none."""
    by_figure: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.figure is not None and (row.is_printed or row.status == SECONDARY):
            by_figure[row.figure].add(versions.of_row[row.observation])
    return sorted({tuple(sorted(names)) for names in by_figure.values() if len(names) > 1})


def _once(relations: Iterable[Relation]) -> list[Relation]:
    """Leave out what is said twice; of the same relation, the one that is checked is kept."""
    found: dict[tuple[frozenset[tuple[str, float]], bool], Relation] = {}
    for relation in relations:
        terms = tuple((name, factor) for name, factor in relation.terms if factor)
        key = (frozenset(terms), relation.equal)
        if terms and (key not in found or relation.checked):
            found[key] = replace(relation, terms=terms)
    return list(found.values())
