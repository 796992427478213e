"""Everything that is asked of the database. Every result is sorted: pages are the same bytes again.

What there may be many of is a named tuple, which is made in a third of the time of a frozen dataclass.
"""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import duckdb

from pipeline.schemas.ddl import quoted
from pipeline.schemas.table import Table


@dataclass(frozen=True)
class Letter:
    """One letter."""

    letter_id: str
    authority: str
    reference: str
    letter_date: date
    request_received: date | None
    subject: str | None
    regime: str
    source_url: str | None
    fetched: date | None
    source_file: str
    media_type: str
    sha256: str | None
    bytes: int | None
    reuse_terms: str


@dataclass(frozen=True)
class Question:
    """One question with what became of it; no outcome where the letter does not answer it."""

    question_id: str
    letter_id: str
    position: int
    number: str | None
    parent_id: str | None
    text: str
    outcome: str | None
    refers_to: str | None
    span_start: int | None
    span_end: int | None

    @property
    def name(self) -> str:
        """What the letter calls it: 'Question 3', or its place where the letter numbers none."""
        return f"Question {self.number or self.position}"


@dataclass(frozen=True)
class Citation:
    """A provision cited in an answer. ``section`` is the listed provision that covers it."""

    question_id: str
    regime: str
    provision: str
    section: str


@dataclass(frozen=True)
class PrintedTable:
    """Where a table stands in a letter."""

    table_id: str
    letter_id: str
    span_start: int
    span_end: int


class Figure(NamedTuple):
    """One figure printed in a letter."""

    figure_id: str
    letter_id: str
    text: str
    span_start: int
    span_end: int
    line: int
    use: str
    reason: str | None
    scale: float
    doubt: str | None


class Observation(NamedTuple):
    """One coded value. ``codes`` holds the dimensions that apply to it, ``_Z`` left out."""

    observation_id: str
    figure_id: str | None
    letter_id: str
    question_id: str
    measure: str
    ref_area: str
    period_start: date
    period_end: date
    period_type: str
    value: float | None
    value_lower: float | None
    value_upper: float | None
    obs_status: str
    value_text: str | None
    provision: str | None
    note: str | None
    codes: Mapping[str, str]


@dataclass(frozen=True)
class Correction:
    """One correction of a letter's own error."""

    letter_id: str
    figure_id: str
    printed: str
    corrected: float
    reason: str
    evidence: str


class Check(NamedTuple):
    """One rule evaluated on one subject."""

    expectation: str
    severity: str
    letter_id: str | None
    subject: str
    outcome: str
    detail: str | None


@dataclass(frozen=True)
class Summary:
    """What a column of numbers or dates holds. ``group`` is the code that the rows share, where given."""

    group: str | None
    count: int
    least: Any
    median: Any
    most: Any


def letters(connection: duckdb.DuckDBPyConnection) -> list[Letter]:
    """Give the letters, newest first."""
    rows = _rows(connection, f"SELECT {_columns(Letter)} FROM letters ORDER BY letter_date DESC, letter_id")
    return [Letter(**row) for row in rows]


def questions(connection: duckdb.DuckDBPyConnection) -> list[Question]:
    """Give the questions with their outcomes, in the order of each letter."""
    rows = _rows(
        connection,
        "SELECT question_id, letter_id, position, number, parent_id, q.text, "
        "a.outcome, a.refers_to, a.span_start, a.span_end "
        "FROM questions AS q LEFT JOIN answers AS a USING (question_id) ORDER BY letter_id, position",
    )
    return [Question(**row) for row in rows]


def citations(connection: duckdb.DuckDBPyConnection) -> list[Citation]:
    """Give the provisions cited, each once an answer, in the order in which the answers cite them."""
    rows = _rows(
        connection,
        "SELECT question_id, regime, provision, section FROM exemptions_cited "
        "GROUP BY ALL ORDER BY question_id, min(span_start), provision",
    )
    return [Citation(**row) for row in rows]


def printed_tables(connection: duckdb.DuckDBPyConnection) -> list[PrintedTable]:
    """Give the places of the tables that letters print."""
    rows = _rows(
        connection,
        "SELECT t.table_id, q.letter_id, t.span_start, t.span_end "
        "FROM tables AS t JOIN questions AS q USING (question_id) ORDER BY table_id",
    )
    return [PrintedTable(**row) for row in rows]


def figures(connection: duckdb.DuckDBPyConnection) -> list[Figure]:
    """Give the figures in the order of each letter's text."""
    rows = connection.execute(f"SELECT {_columns(Figure)} FROM figures ORDER BY letter_id, span_start")
    return [Figure(*row) for row in rows.fetchall()]


def observations(
    connection: duckdb.DuckDBPyConnection, dimensions: Mapping[str, Sequence[str]]
) -> list[Observation]:
    """Give the observations as the letters print them, newest letter first; what is not printed by period.

    ``dimensions`` are the codes of each dimension, in the order in which they are to be shown.
    """
    fields = [name for name in Observation._fields if name != "codes"]
    rows = connection.execute(
        f"SELECT {', '.join(f'o.{quoted(name)}' for name in (*fields, *dimensions))} "
        "FROM observations AS o "
        "JOIN letters AS l USING (letter_id) JOIN questions AS q USING (question_id) "
        "LEFT JOIN figures AS f ON f.figure_id = o.figure_id "
        "ORDER BY l.letter_date DESC, o.letter_id, q.position, f.span_start NULLS LAST, "
        "o.period_start, o.period_end, o.observation_id",
    )
    at = len(fields)
    return [
        Observation._make(
            (*row[:at], {n: code for n, code in zip(dimensions, row[at:], strict=True) if code != "_Z"})
        )
        for row in rows.fetchall()
    ]


def checks(connection: duckdb.DuckDBPyConnection) -> list[Check]:
    """Give the checks, by rule."""
    rows = connection.execute(f"SELECT {_columns(Check)} FROM checks ORDER BY check_id")
    return [Check(*row) for row in rows.fetchall()]


def all_rows(connection: duckdb.DuckDBPyConnection, table: Table) -> list[dict[str, Any]]:
    """Give every row of a table, by primary key."""
    order = ", ".join(map(quoted, table.primary_key))
    return _rows(connection, f"SELECT * FROM {quoted(table.name)} ORDER BY {order}")


def row_count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """Give the number of rows."""
    return int(_rows(connection, f"SELECT count(*) AS n FROM {quoted(table)}")[0]["n"])


def filled(
    connection: duckdb.DuckDBPyConnection, table: str, fields: Sequence[str]
) -> dict[str, tuple[int, int, str | None]]:
    """Give by field how many rows have a value, how many different values there are, and the first one."""
    parts = (
        f"count({quoted(field)}), count(DISTINCT {quoted(field)}), CAST(min({quoted(field)}) AS VARCHAR)"
        for field in fields
    )
    (row,) = connection.execute(f"SELECT {', '.join(parts)} FROM {quoted(table)}").fetchall()
    return {field: (row[3 * i], row[3 * i + 1], row[3 * i + 2]) for i, field in enumerate(fields)}


def counts(connection: duckdb.DuckDBPyConnection, table: str, field: str) -> list[tuple[str, int]]:
    """Give how often each value of a field occurs, most often first; empty values left out."""
    column = quoted(field)
    rows = _rows(
        connection,
        f"SELECT CAST({column} AS VARCHAR) AS value, count(*) AS n FROM {quoted(table)} "
        f"WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY n DESC, value",
    )
    return [(row["value"], row["n"]) for row in rows]


def missing_by(
    connection: duckdb.DuckDBPyConnection, table: str, field: str, reason: str
) -> list[tuple[str | None, int]]:
    """Give how often a field is empty, by the value of another field that says why."""
    rows = _rows(
        connection,
        f"SELECT CAST({quoted(reason)} AS VARCHAR) AS reason, count(*) AS n FROM {quoted(table)} "
        f"WHERE {quoted(field)} IS NULL GROUP BY 1 ORDER BY n DESC, reason NULLS LAST",
    )
    return [(row["reason"], row["n"]) for row in rows]


def summaries(
    connection: duckdb.DuckDBPyConnection, table: str, field: str, by: str | None = None
) -> list[Summary]:
    """Give least, middle and greatest value of a field, for all rows or for each value of another field."""
    column = quoted(field)
    group = f"CAST({quoted(by)} AS VARCHAR)" if by else "CAST(NULL AS VARCHAR)"
    rows = _rows(
        connection,
        f'SELECT {group} AS "group", count(*) AS count, min({column}) AS least, '
        f"quantile_disc({column}, 0.5) AS median, max({column}) AS most "
        f"FROM {quoted(table)} WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY 1 NULLS LAST",
    )
    return [Summary(**row) for row in rows]


def values(connection: duckdb.DuckDBPyConnection, table: str, field: str) -> list[float]:
    """Give the numbers of a field, sorted."""
    column = quoted(field)
    rows = _rows(
        connection, f"SELECT {column} AS v FROM {quoted(table)} WHERE {column} IS NOT NULL ORDER BY 1"
    )
    return [float(row["v"]) for row in rows]


def corrections(connection: duckdb.DuckDBPyConnection) -> list[Correction]:
    """Give the corrections of letters' own errors, by their figures."""
    rows = _rows(connection, f"SELECT {_columns(Correction)} FROM corrections ORDER BY letter_id, figure_id")
    return [Correction(**row) for row in rows]


def _columns(kind: type[Any]) -> str:
    """Name the columns that a kind of row has here; a table may have more."""
    return ", ".join(map(quoted, inspect.signature(kind).parameters))


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
