import duckdb
import pytest

from pipeline.edges.problems import BadInputError
from pipeline.schemas.table import Row, data_tables
from pipeline.validate.evaluate import evaluate
from pipeline.validate.evaluate import rows as evaluated
from pipeline.validate.rules import Rule
from validate.validation_world import RULES

RESULT = (
    "SELECT 'a' AS subject, NULL AS letter_id, 'pass' AS outcome, 1 AS expected, NULL AS found, 'x' AS detail"
)


def rows(sql: str) -> list[Row]:
    rule = Rule("thing", "A thing.", "Because.", "warning", sql, "expectations/thing.sql", line=5)
    with duckdb.connect() as connection:
        evaluate(connection, rule)
        return evaluated(connection, rule)


def wrong(sql: str) -> str:
    with pytest.raises(BadInputError) as caught:
        rows(sql)
    return str(caught.value)


def test_a_result_becomes_a_row_of_checks() -> None:
    (row,) = rows(RESULT)
    assert tuple(row) == data_tables()["checks"].columns
    assert (row["check_id"], row["expectation"], row["severity"]) == ("thing/a", "thing", "warning")
    assert (row["expected"], row["found"]) == ("1", None)


def test_rows_are_sorted_whatever_order_the_sql_gives() -> None:
    found = rows(f"{RESULT.replace(chr(39) + 'a' + chr(39), chr(39) + 'b' + chr(39))} UNION ALL {RESULT}")
    assert [row["subject"] for row in found] == ["a", "b"]


def test_a_rule_that_finds_no_subject_says_so() -> None:
    (row,) = rows(f"SELECT * FROM ({RESULT}) WHERE false")
    assert (row["subject"], row["outcome"]) == ("none", "not_applicable")
    assert row["detail"] == "Nothing in the data is of the kind that this rule is about"


def test_sql_that_duckdb_cannot_run_names_the_file_and_the_line_in_it() -> None:
    message = wrong("SELECT\n  1 AS subject\nFROM nowhere")
    assert message.startswith("expectations/thing.sql:7: the rule thing cannot be run: Catalog Error")
    assert wrong("SELEC 1").startswith("expectations/thing.sql:5: the rule thing cannot be run: Parser Error")


def test_an_exception_on_a_value_is_told_as_well() -> None:
    assert "cannot be run: Conversion Error" in wrong(RESULT.replace("1 AS", "CAST('one' AS INTEGER) AS"))


def test_more_than_one_statement_or_another_than_select_is_refused() -> None:
    assert "is not one SELECT" in wrong(f"{RESULT}; {RESULT}")
    assert "is not one SELECT" in wrong("CREATE TABLE t (x INTEGER)")


def test_missing_and_superfluous_columns_are_refused() -> None:
    assert "gives the columns subject." in wrong("SELECT 1 AS subject")
    assert "must be subject, letter_id, outcome" in wrong(f"SELECT *, 1 AS more FROM ({RESULT})")


def test_a_subject_that_stands_twice_or_is_missing_is_refused() -> None:
    assert "gives 2 rows for the subject 'a'" in wrong(f"{RESULT} UNION ALL {RESULT}")
    assert "a row without a subject" in wrong(RESULT.replace("'a'", "NULL"))


def test_an_unknown_outcome_is_refused() -> None:
    assert "gives the outcome 'good'" in wrong(RESULT.replace("'pass'", "'good'"))


def test_the_project_has_rules() -> None:
    assert len(RULES) >= 20


def test_a_derived_rule_that_cannot_be_run_has_no_line() -> None:
    derived = Rule("thing", "A thing.", "Because.", "error", "SELECT 1 FROM nowhere", "pipeline/schemas")
    with duckdb.connect() as connection, pytest.raises(BadInputError) as caught:
        evaluate(connection, derived)
    assert str(caught.value).startswith("pipeline/schemas: the rule thing cannot be run: Catalog Error")


def test_an_outcome_that_is_missing_is_refused() -> None:
    assert "gives the outcome None" in wrong(RESULT.replace("'pass'", "NULL"))
