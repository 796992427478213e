"""One rule evaluated on DuckDB: the rows of ``checks`` that its SQL gives, subject by subject."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import duckdb

from pipeline.build.database import stop_if_unwritten
from pipeline.edges.problems import BadInputError, Problem, bad_input
from pipeline.schemas.ddl import quoted
from pipeline.schemas.table import Row
from pipeline.validate.rules import COLUMNS, OUTCOMES, Rule

NO_SUBJECT = "none"
SCHEMA = "evaluated"


def evaluate(connection: duckdb.DuckDBPyConnection, rule: Rule) -> list[Row]:
    """Give one row of ``checks`` per subject, sorted; what the rule's SQL gave is kept in ``table_of(rule)``.

    A rule that finds no subject gives one row that says so, of outcome not_applicable: a rule that evaluated
    nothing must not look like one that found nothing wrong. Raises BadInputError, naming the rule's file,
    where DuckDB cannot run the SQL or its result is not as ``COLUMNS`` and ``OUTCOMES`` prescribe.
    """
    try:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        connection.execute(
            # On one line, so that the lines that DuckDB names are those of the rule's SQL.
            f"CREATE OR REPLACE TABLE {table_of(rule)} AS {_only_statement(connection, rule)}"
        )
        cursor = connection.execute(f"FROM {table_of(rule)}")
        columns = tuple(column[0] for column in cursor.description or ())
        found = cursor.fetchall()
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
    results = [dict(zip(columns, values, strict=True)) for values in found]
    problems = list(_problems(rule, results))
    if problems:
        raise BadInputError(problems)
    if not results:
        detail = "Nothing in the data is of the kind that this rule is about"
        results = [
            dict.fromkeys(COLUMNS) | {"subject": NO_SUBJECT, "outcome": "not_applicable", "detail": detail}
        ]
    return sorted((_row(rule, result) for result in results), key=lambda row: str(row["check_id"]))


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


def _problems(rule: Rule, results: Sequence[Row]) -> Iterator[Problem]:
    for subject, copies in Counter(result["subject"] for result in results).items():
        if not subject:
            yield Problem(
                rule.file, rule.line, f"the rule {rule.name} gives a row without a subject.", "Name it."
            )
        elif copies > 1:
            what = f"the rule {rule.name} gives {copies} rows for the subject {subject!r}."
            yield Problem(rule.file, rule.line, what, "Give one row a subject.")
    for outcome in sorted({str(result["outcome"]) for result in results} - set(OUTCOMES)):
        what = f"the rule {rule.name} gives the outcome {outcome!r}."
        yield Problem(rule.file, rule.line, what, f"It must be one of {', '.join(OUTCOMES)}.")


def _row(rule: Rule, result: Row) -> Row:
    text = {name: None if result[name] is None else str(result[name]) for name in COLUMNS}
    return {
        "check_id": f"{rule.name}/{text['subject']}",
        "expectation": rule.name,
        "severity": rule.severity,
        "letter_id": text["letter_id"],
        "subject": text["subject"],
        "outcome": text["outcome"],
        "expected": text["expected"],
        "found": text["found"],
        "detail": text["detail"],
    }
