"""One rule evaluated on DuckDB: its SQL run once, into a table, and that table read as rows of ``checks``.

The rows stay in DuckDB: a million observations give millions of checks, and a Python object for each would
cost more than the rules. Only what fails is fetched.
"""

import re
from collections.abc import Iterator

import duckdb

from pipeline.build.database import stop_if_unwritten
from pipeline.edges.problems import BadInputError, Problem, bad_input
from pipeline.schemas.ddl import literal, quoted
from pipeline.schemas.table import Row
from pipeline.validate.rules import COLUMNS, OUTCOMES, Rule

NO_SUBJECT = "none"
NOTHING = "Nothing in the data is of the kind that this rule is about"
SCHEMA = "evaluated"


def evaluate(connection: duckdb.DuckDBPyConnection, rule: Rule) -> int:
    """Run a rule's SQL, keep what it gives in ``table_of(rule)``, and give how many subjects fail.

    Raises BadInputError, naming the rule's file, where DuckDB cannot run the SQL or its result is not as
    ``COLUMNS`` and ``OUTCOMES`` prescribe.
    """
    try:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        connection.execute(
            # On one line, so that the lines that DuckDB names are those of the rule's SQL.
            f"CREATE OR REPLACE TABLE {table_of(rule)} AS {_only_statement(connection, rule)}"
        )
        cursor = connection.execute(f"FROM {table_of(rule)} LIMIT 0")
        columns = tuple(column[0] for column in cursor.description or ())
    except duckdb.Error as error:
        stop_if_unwritten(error)
        raise bad_input(
            rule.file,
            _line(rule, str(error)),
            f"the rule {rule.name} cannot be run: {str(error).strip(' .!')}.",
            "Mend its SQL.",
        ) from error
    if set(columns) != set(COLUMNS) or len(columns) != len(COLUMNS):
        raise bad_input(
            rule.file,
            rule.line,
            f"the rule {rule.name} gives the columns {', '.join(columns)}.",
            f"They must be {', '.join(COLUMNS)}.",
        )
    known = ", ".join(map(literal, OUTCOMES))
    ((failed, is_sound),) = connection.execute(
        "SELECT count(*) FILTER (WHERE CAST(outcome AS VARCHAR) = 'fail'), "
        "count(DISTINCT nullif(CAST(subject AS VARCHAR), '')) = count(*) "
        f"AND count(*) FILTER (WHERE CAST(outcome AS VARCHAR) IN ({known})) = count(*) FROM {table_of(rule)}"
    ).fetchall()
    if not is_sound:
        raise BadInputError(list(_problems(connection, rule)))
    return int(failed)


def checks_query(rule: Rule) -> str:
    """Give the query for a rule's rows of ``checks``, once it is evaluated.

    A rule that finds no subject gives one row that says so, of outcome not_applicable: a rule that evaluated
    nothing must not look like one that found nothing wrong.
    """
    rest = ", ".join(
        f"CAST({name} AS VARCHAR) AS {name}" for name in COLUMNS if name not in ("subject", "letter_id")
    )
    name = literal(rule.name)
    return (
        f"SELECT {name} || '/' || subject AS check_id, {name} AS expectation, "
        f"{literal(rule.severity)} AS severity, CAST(letter_id AS VARCHAR) AS letter_id, "
        f"CAST(subject AS VARCHAR) AS subject, {rest} FROM {table_of(rule)} "
        f"UNION ALL SELECT {literal(f'{rule.name}/{NO_SUBJECT}')}, {name}, {literal(rule.severity)}, NULL, "
        f"{literal(NO_SUBJECT)}, 'not_applicable', NULL, NULL, {literal(NOTHING)} "
        f"WHERE NOT EXISTS (FROM {table_of(rule)})"
    )


def rows(connection: duckdb.DuckDBPyConnection, rule: Rule, outcome: str | None = None) -> list[Row]:
    """Give a rule's rows of ``checks`` sorted by subject, all or those of one outcome."""
    where = f" WHERE outcome = {literal(outcome)}" if outcome else ""
    cursor = connection.execute(f"FROM ({checks_query(rule)}){where} ORDER BY subject")
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, values, strict=True)) for values in cursor.fetchall()]


def table_of(rule: Rule) -> str:
    """Give the table that holds what a rule's SQL gave: it is run once, and judged from there."""
    return f"{SCHEMA}.{quoted(rule.name)}"


def _only_statement(connection: duckdb.DuckDBPyConnection, rule: Rule) -> str:
    statements = connection.extract_statements(rule.sql)
    if [statement.type.name for statement in statements] != ["SELECT"]:
        raise bad_input(rule.file, rule.line, f"the rule {rule.name} is not one SELECT.", "Make it one.")
    return rule.sql


def _line(rule: Rule, message: str) -> int | None:
    """Turn the line that DuckDB names within the SQL into that of the file."""
    named = re.search(r"\bLINE (\d+):", message)
    return rule.line + int(named[1]) - 1 if named and rule.line else rule.line


def _problems(connection: duckdb.DuckDBPyConnection, rule: Rule) -> Iterator[Problem]:
    table = table_of(rule)
    for subject, copies in connection.execute(
        f"SELECT CAST(subject AS VARCHAR) AS subject, count(*) AS copies FROM {table} GROUP BY ALL "
        "HAVING copies > 1 OR coalesce(subject, '') = '' ORDER BY subject"
    ).fetchall():
        if not subject:
            yield Problem(
                rule.file, rule.line, f"the rule {rule.name} gives a row without a subject.", "Name it."
            )
        else:
            what = f"the rule {rule.name} gives {copies} rows for the subject {subject!r}."
            yield Problem(rule.file, rule.line, what, "Give one row a subject.")
    known = ", ".join(map(literal, OUTCOMES))
    for (outcome,) in connection.execute(
        f"SELECT DISTINCT CAST(outcome AS VARCHAR) AS outcome FROM {table} "
        f"WHERE outcome IS NULL OR CAST(outcome AS VARCHAR) NOT IN ({known}) ORDER BY outcome"
    ).fetchall():
        what = f"the rule {rule.name} gives the outcome {outcome!r}."
        yield Problem(rule.file, rule.line, what, f"It must be one of {', '.join(OUTCOMES)}.")
