"""Rules that follow from the Table Schemas: one rule per kind of constraint, for every field it is put on.

They are the same kind of object as the rules of expectations/; their subjects are ``table.field``, or
``table.(field, field)`` for keys of several fields. ``checks`` is filled from what the rules found, so of
``checks`` only the types are looked at.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.schemas import ddl
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.ddl import literal, quoted
from pipeline.schemas.table import Table
from pipeline.validate.rules import Rule

FILE = "pipeline/schemas"
# Tables that hold nothing where no letter has a thing of their kind, or nothing was released before.
MAY_BE_EMPTY = frozenset({"asked", "changes", "corrections", "exemptions_cited", "tables"})
FILLED_LATER = "checks"

_TYPES_SQL = """
SELECT
  wanted.subject,
  CAST(NULL AS VARCHAR) AS letter_id,
  CASE WHEN present.data_type = wanted.data_type THEN 'pass' ELSE 'fail' END AS outcome,
  wanted.data_type AS expected,
  coalesce(present.data_type, 'no such column') AS found,
  wanted.subject || CASE
    WHEN present.data_type IS NULL THEN ' is not there'
    WHEN present.data_type = wanted.data_type THEN ' is ' || present.data_type
    ELSE ' is ' || present.data_type || ' and must be ' || wanted.data_type
  END AS detail
FROM (VALUES
  {wanted}
) AS wanted (subject, table_name, column_name, data_type)
LEFT JOIN information_schema.columns AS present
  ON present.table_catalog = current_database()
  AND present.table_schema = 'main'
  AND present.table_name = wanted.table_name
  AND present.column_name = wanted.column_name
"""

_ROW_COUNT_SQL = """
SELECT
  subject,
  CAST(NULL AS VARCHAR) AS letter_id,
  CASE WHEN n >= least THEN 'pass' ELSE 'fail' END AS outcome,
  CASE WHEN least = 0 THEN 'any number of rows' ELSE 'at least one row' END AS expected,
  n || ' rows' AS found,
  subject || CASE
    WHEN n > 0 THEN ' has ' || n || ' rows'
    WHEN least = 0 THEN ' has no rows, and needs none'
    ELSE ' has no rows'
  END AS detail
FROM (
  {counts}
)
"""

# Every other rule counts, per subject, the rows looked at and those that break the constraint. A table is
# read once for all its subjects; where a subject's ``bad`` is null, the row is not looked at.
_COUNTS_SQL = """
SELECT
  subject,
  CAST(NULL AS VARCHAR) AS letter_id,
  CASE WHEN n_bad > 0 THEN 'fail' WHEN n = 0 THEN 'not_applicable' ELSE 'pass' END AS outcome,
  expected,
  CASE WHEN n_bad > 0 THEN n_bad || ' of ' || n || ' rows break it' ELSE n || ' rows' END AS found,
  CASE
    WHEN n_bad > 0 THEN subject || ' must have: ' || expected || '; ' || n_bad || ' of ' || n
      || ' rows break it, the first is ' || first_bad
    WHEN n = 0 THEN 'There are no rows to look at'
    ELSE 'All ' || n || ' rows keep it'
  END AS detail
FROM (
  SELECT
    subjects.subject,
    subjects.expected,
    count(looked_at.bad) AS n,
    count(*) FILTER (WHERE looked_at.bad) AS n_bad,
    min(looked_at.shown) FILTER (WHERE looked_at.bad) AS first_bad
  FROM (VALUES
    {subjects}
  ) AS subjects (number, subject, expected)
  LEFT JOIN (
    {looks}
  ) AS looked_at ON looked_at.number = subjects.number
  GROUP BY subjects.subject, subjects.expected
)
"""


def derived_rules(tables: Mapping[str, Table], lists: Mapping[str, CodeList]) -> list[Rule]:
    """Give the rules that the tables of the catalogue imply, sorted by name."""
    filled = [table for table in tables.values() if table.name != FILLED_LATER]
    return [
        _rule(
            "schema_allowed_values",
            "A field with a closed list of values holds no other value.",
            "A value outside its list has no definition, so nobody could say what it means.",
            _counts(_conditions(filled, "enum")),
        ),
        _rule(
            "schema_foreign_keys",
            "Every reference from one table to another finds its row.",
            "A code that no list has is undefined; an observation without its figure cannot be traced.",
            _counts(_foreign_keys(filled)),
        ),
        _rule(
            "schema_minimum",
            "No number or date lies below the least that its field allows.",
            "Lines, positions and sizes start at 1, characters at 0: a lower number is an error of reading.",
            _counts(_conditions(filled, "minimum")),
        ),
        _rule(
            "schema_not_null",
            "A field that must be filled is never empty.",
            "An empty field would leave open whether a thing is unknown, missing or forgotten.",
            _counts(_not_null(filled)),
        ),
        _rule(
            "schema_pattern",
            "Identifiers and codes have the form that their field prescribes.",
            "Identifiers are cited from outside; a malformed one could not be resolved.",
            _counts(_conditions(filled, "pattern")),
        ),
        _rule(
            "schema_row_checks",
            "Every row keeps the conditions that its table puts on it.",
            "Fields of one row depend on each other: a span ends after it starts, bounds are in order.",
            _counts(_row_checks(filled, lists)),
        ),
        _rule(
            "schema_row_count",
            "No table is empty, except those that need not have rows.",
            "An empty table passes every other rule without having been checked.",
            _row_count(filled),
        ),
        _rule(
            "schema_types",
            "Every field is there and has the type that its schema gives it.",
            "Text that looks like a number sorts and sums wrongly.",
            _types(tables.values()),
        ),
        _rule(
            "schema_unique",
            "No identifier or other key is used twice.",
            "A key that stands twice would make a citation ambiguous, and joins would count rows twice.",
            _counts(_unique(filled)),
        ),
    ]


def _rule(name: str, title: str, why: str, sql: str) -> Rule:
    source = "Table Schema, Data Package v2"
    return Rule(name=name, title=title, why=why, severity="error", sql=sql, file=FILE, source=source)


def _types(tables: Iterable[Table]) -> str:
    wanted = (
        f"({', '.join(map(literal, (f'{t.name}.{f.name}', t.name, f.name, ddl.TYPES[f.type])))})"
        for t in tables
        for f in t.fields
    )
    return _TYPES_SQL.strip().format(wanted=",\n  ".join(wanted))


@dataclass(frozen=True)
class _Look:
    """How each row of ``source`` is looked at for one subject: ``bad`` is null where it is not looked at."""

    source: str
    subject: str
    expected: str
    bad: str
    shown: str  # the row as text, for the message


def _counts(looks: Iterable[_Look]) -> str:
    subjects: list[str] = []
    by_source: dict[str, list[tuple[int, _Look]]] = {}
    for number, look in enumerate(looks):
        subjects.append(f"({number}, {literal(look.subject)}, {literal(look.expected)})")
        by_source.setdefault(look.source, []).append((number, look))
    scans = (
        f"SELECT unnest([{', '.join(str(number) for number, _look in one)}]) AS number,\n"
        f"      unnest([{', '.join(look.bad for _number, look in one)}]) AS bad,\n"
        f"      {_shown([look.shown for _number, look in one])} AS shown\n    FROM {source}"
        for source, one in by_source.items()
    )
    return _COUNTS_SQL.strip().format(subjects=",\n    ".join(subjects), looks="\n    UNION ALL ".join(scans))


def _shown(texts: Sequence[str]) -> str:
    return texts[0] if len(set(texts)) == 1 else f"unnest([{', '.join(texts)}])"


def _key(names: Sequence[str], of: str = "") -> str:
    """Give the SQL that shows a row's key as text: 'a' or 'a, b'."""
    return "concat_ws(', ', " + ", ".join(f"{of}{quoted(name)}" for name in names) + ")"


def _named(table: Table, names: Sequence[str]) -> str:
    return f"{table.name}.{names[0]}" if len(names) == 1 else f"{table.name}.({', '.join(names)})"


def _row_count(tables: Sequence[Table]) -> str:
    counts = (
        f"SELECT {literal(table.name)} AS subject, {0 if table.name in MAY_BE_EMPTY else 1} AS least, "
        f"count(*) AS n FROM {quoted(table.name)}"
        for table in tables
    )
    return _ROW_COUNT_SQL.strip().format(counts="\n  UNION ALL ".join(counts))


def _not_null(tables: Sequence[Table]) -> Iterator[_Look]:
    for table in tables:
        for field in table.fields:
            if field.required or field.name in table.primary_key:
                yield _Look(
                    source=quoted(table.name),
                    subject=f"{table.name}.{field.name}",
                    expected="a value",
                    bad=f"{quoted(field.name)} IS NULL",
                    shown=_key(table.primary_key),
                )


def _unique(tables: Sequence[Table]) -> Iterator[_Look]:
    for table in tables:
        fields = [(f.name,) for f in table.fields if f.constraints.get("unique")]
        for names in dict.fromkeys([table.primary_key, *fields, *table.unique_keys]):
            copies = f"count(*) OVER (PARTITION BY {', '.join(map(quoted, names))})"
            yield _Look(
                source=quoted(table.name),
                subject=_named(table, names),
                expected="every key once",
                bad=_where_given(names, f"{copies} > 1"),
                shown=_key(names),
            )


def _foreign_keys(tables: Sequence[Table]) -> Iterator[_Look]:
    for table in tables:
        for key in table.foreign_keys:
            on = " AND ".join(
                f"one.{quoted(mine)} = other.{quoted(theirs)}"
                for mine, theirs in zip(key.fields, key.references, strict=True)
            )
            others = f"SELECT DISTINCT {', '.join(map(quoted, key.references))} FROM {quoted(key.table)}"
            yield _Look(
                source=f"{quoted(table.name)} AS one LEFT JOIN ({others}) AS other ON {on}",
                subject=_named(table, key.fields),
                expected=f"a row in {key.table}",
                bad=_where_given(key.fields, f"other.{quoted(key.references[0])} IS NULL", "one."),
                shown=_key(key.fields, "one."),
            )


def _where_given(names: Sequence[str], bad: str, of: str = "") -> str:
    return f"CASE WHEN {' AND '.join(f'{of}{quoted(name)} IS NOT NULL' for name in names)} THEN {bad} END"


def _conditions(tables: Sequence[Table], constraint: str) -> Iterator[_Look]:
    """Turn the field constraints of one kind round: bad is what does not meet them."""
    for table in tables:
        for field in table.fields:
            value = field.constraints.get(constraint)
            if value is None:
                continue
            alone = replace(field, constraints={constraint: value})
            yield _Look(
                source=quoted(table.name),
                subject=f"{table.name}.{field.name}",
                expected=_expected(constraint, value),
                bad=_where_given([field.name], f"NOT ({' AND '.join(ddl.conditions(alone))})"),
                shown=f"CAST({quoted(field.name)} AS VARCHAR)",
            )


def _expected(constraint: str, value: object) -> str:
    if constraint == "enum" and isinstance(value, list):
        return "one of " + ", ".join(map(str, value))
    return f"{value} or more" if constraint == "minimum" else f"the form {value}"


def _row_checks(tables: Sequence[Table], lists: Mapping[str, CodeList]) -> Iterator[_Look]:
    for table in tables:
        for check in table.checks:
            yield _Look(
                source=quoted(table.name),
                subject=f"{table.name}.{check.name}",
                expected=check.description.rstrip("."),
                # As in DuckDB's CHECK, a condition neither true nor false, for want of a value, holds.
                bad=f"coalesce(NOT ({ddl.check_sql(check, lists)}), false)",
                shown=_key(table.primary_key),
            )
