"""What is said of one field: what its schema demands, what is missing and why, and how its values lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.render import links, queries, wording
from pipeline.render.codebook import Codebook
from pipeline.render.periods import day
from pipeline.schemas.table import Field, Table

# The field that says why another one is empty, and the code list or None that explains its values.
REASONS = {
    ("observations", "figure_id"): ("obs_status", "obs_status"),
    ("observations", "value"): ("obs_status", "obs_status"),
    ("observations", "value_lower"): ("obs_status", "obs_status"),
    ("observations", "value_upper"): ("obs_status", "obs_status"),
    ("observations", "value_text"): ("obs_status", "obs_status"),
    ("figures", "value"): ("use", None),
    ("figures", "status"): ("use", None),
    ("figures", "reason"): ("use", None),
    ("checks", "expected"): ("outcome", None),
    ("checks", "found"): ("outcome", None),
}
# Numbers of different things in one column are summarised apart and never together.
APART = {
    ("observations", "value"): "measure",
    ("observations", "value_lower"): "measure",
    ("observations", "value_upper"): "measure",
    ("figures", "value"): "unit",
}
BINS = 6
FEW = 12
NICE = (1, 2, 5, 10)


@dataclass(frozen=True)
class Bar:
    """A value or range, how many rows have it, and that as a percentage of the most frequent one."""

    label: str
    count: int
    share: float
    code: str | None = None
    target: str | None = None


@dataclass(frozen=True)
class Constraint:
    """One thing that the schema demands: words, then a code or pattern, then a link."""

    words: str
    verbatim: str | None = None
    target: str | None = None
    label: str | None = None


@dataclass(frozen=True)
class Spread:
    """Least, middle and greatest of some values."""

    of: str | None
    target: str | None
    count: int
    least: str
    median: str
    most: str


@dataclass(frozen=True)
class Profile:
    """Everything that is said of one field."""

    field: Field
    anchor: str
    constraints: tuple[Constraint, ...]
    rows: int
    filled: int
    different: int
    example: str | None
    missing: tuple[Bar, ...]
    bars: tuple[Bar, ...]
    spreads: tuple[Spread, ...]
    apart: str | None  # title of the field by which spreads are told apart
    rules: tuple[tuple[str, str, str], ...]  # title, outcome, target

    @property
    def empty(self) -> int:
        """Number of rows without a value."""
        return self.rows - self.filled


def profiles(codebook: Codebook, table: Table) -> list[Profile]:
    """Give the profile of every field of a table."""
    rows = queries.row_count(codebook.connection, table.name)
    filled = queries.filled(codebook.connection, table.name, table.columns)
    return [_profile(codebook, table, field, rows, filled[field.name]) for field in table.fields]


def _profile(
    codebook: Codebook, table: Table, field: Field, rows: int, values: tuple[int, int, str | None]
) -> Profile:
    filled, different, first = values
    key = _code_list(codebook, table, field)
    categorical = key or field.constraints.get("enum") or field.type == "boolean"
    apart = APART.get((table.name, field.name))
    measured = field.type in ("number", "integer", "date") and filled > 0
    return Profile(
        field=field,
        anchor=links.field_id(field.name),
        constraints=tuple(_constraints(codebook, table, field)),
        rows=rows,
        filled=filled,
        different=different,
        example=field.example
        or (wording.excerpt(first, 90) if first and not categorical and not measured else None),
        missing=tuple(_missing(codebook, table, field)) if filled < rows else (),
        bars=tuple(
            _categories(codebook, table, field, key)
            if categorical
            else _bins(codebook, table, field)
            if measured and not apart and different > 1 and field.type != "date"
            else _years(codebook, table, field)
            if field.type == "date" and different > 1
            else ()
        ),
        spreads=tuple(_spreads(codebook, table, field, apart)) if measured else (),
        apart=table.field(apart).title if apart else None,
        rules=tuple(
            (titles.title, check.outcome, links.rule(check.expectation))
            for check in codebook.checks_of.get(f"{table.name}.{field.name}", ())
            for titles in codebook.rules
            if titles.name == check.expectation
        ),
    )


def _code_list(codebook: Codebook, table: Table, field: Field) -> str | None:
    """Give the code list whose codes the field holds."""
    for key in table.foreign_keys:
        if key.fields == (field.name,) and codebook.tables[key.table].code_list and key.table != table.name:
            return key.table
    return None


def _constraints(codebook: Codebook, table: Table, field: Field) -> list[Constraint]:
    found = []
    if field.name in table.primary_key:
        alone = len(table.primary_key) == 1
        found.append(Constraint("Identifies the row" if alone else "Identifies the row, with others"))
    if field.required:
        found.append(Constraint("Never empty"))
    if field.constraints.get("unique"):
        found.append(Constraint("Never the same twice"))
    if allowed := field.constraints.get("enum"):
        found.append(Constraint("One of", ", ".join(map(str, allowed))))
    if pattern := field.constraints.get("pattern"):
        found.append(Constraint("Has the form", str(pattern)))
    if (least := field.constraints.get("minimum")) is not None:
        found.append(Constraint("At least", str(least)))
    for key in table.foreign_keys:
        if field.name in key.fields:
            other = codebook.tables[key.table]
            words = "A code of" if other.code_list else "Refers to a row of"
            target = links.table(other.name, code_list=other.code_list)
            found.append(Constraint(words, target=target, label=other.title))
    return found


def _missing(codebook: Codebook, table: Table, field: Field) -> list[Bar]:
    reason, list_name = REASONS.get((table.name, field.name), (None, None))
    if reason is None:
        return []
    found = queries.missing_by(codebook.connection, table.name, field.name, reason)
    return _bars(
        [
            (codebook.label(list_name, code) if list_name and code else code or "", code, count)
            for code, count in found
        ],
        list_name,
    )


def _categories(codebook: Codebook, table: Table, field: Field, list_name: str | None) -> list[Bar]:
    found = queries.counts(codebook.connection, table.name, field.name)
    return _bars(
        [
            (codebook.label(list_name, code) if list_name else code, code if list_name else None, count)
            for code, count in found
        ],
        list_name,
    )


def _years(codebook: Codebook, table: Table, field: Field) -> list[Bar]:
    years: dict[str, int] = {}
    for value, count in queries.counts(codebook.connection, table.name, field.name):
        years[value[:4]] = years.get(value[:4], 0) + count
    return _bars([(year, None, count) for year, count in sorted(years.items())], None)


def _bins(codebook: Codebook, table: Table, field: Field) -> list[Bar]:
    """Count each value where there are few, else at most BINS + 1 ranges of the same round width.

    A range holds its lower end.
    """
    found = queries.values(codebook.connection, table.name, field.name)
    if len(set(found)) <= FEW:
        return _bars(
            [(wording.number(value), None, found.count(value)) for value in dict.fromkeys(found)], None
        )
    width = _round_up((found[-1] - found[0]) / BINS, whole=field.type == "integer")
    start = found[0] // width * width
    counted: list[tuple[str, str | None, int]] = []
    while start <= found[-1]:
        n = sum(1 for value in found if start <= value < start + width)
        last = start + width - 1 if field.type == "integer" else start + width
        label = wording.number(start)
        counted.append((label if last == start else f"{label} to {wording.number(last)}", None, n))
        start += width
    return _bars(counted, None)


def _round_up(width: float, *, whole: bool) -> float:
    scale = 1.0
    while scale * 10 <= width:
        scale *= 10
    while not whole and scale > width:
        scale /= 10
    return next(scale * step for step in NICE if scale * step >= width)


def _bars(counted: Sequence[tuple[str, str | None, int]], list_name: str | None) -> list[Bar]:
    most = max((count for _, _, count in counted), default=1) or 1
    return [
        Bar(
            label,
            count,
            round(100 * count / most, 1),
            code,
            links.code(list_name, code) if list_name and code else None,
        )
        for label, code, count in counted
    ]


def _spreads(codebook: Codebook, table: Table, field: Field, apart: str | None) -> list[Spread]:
    found = queries.summaries(codebook.connection, table.name, field.name, apart)
    list_name = _code_list(codebook, table, table.field(apart)) if apart else None
    return [
        Spread(
            of=codebook.label(list_name, s.group) if list_name else s.group or ("none" if apart else None),
            target=links.code(list_name, s.group) if list_name and s.group else None,
            count=s.count,
            least=_written(s.least),
            median=_written(s.median),
            most=_written(s.most),
        )
        for s in found
    ]


def _written(value: object) -> str:
    if isinstance(value, date):
        return day(value)
    return wording.number(value) if isinstance(value, (int, float)) else str(value)
