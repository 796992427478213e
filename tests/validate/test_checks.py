import csv
import dataclasses
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from pipeline.build.canonical import csv_bytes
from pipeline.schemas.ddl import literal
from pipeline.schemas.table import Row
from pipeline.validate import checks
from pipeline.validate.checks import (
    ValidationFailedError,
    failures,
    run,
    source_files,
    stop_on_errors,
    write_csv,
)
from pipeline.validate.derived import derived_rules
from pipeline.validate.evaluate import rows as evaluated
from pipeline.validate.rules import Rule
from validate.validation_world import LETTER, LISTS, RULES, TABLES, TOP, World

ALL = [*RULES.values(), *derived_rules(TABLES, LISTS)]


@pytest.fixture
def world(world_on_disk: World) -> World:
    return world_on_disk


@pytest.fixture
def letters(world: World) -> World:
    """A letter with a table of three parts, one of them suppressed; another letter without figures."""
    text = "Dear Sir\nHow many?\nSex\tChildren\nBoys\t12\nGirls\t9\nOther\tc\nAll\t30\nYours"
    world.letter(text)
    world.question(answer="Sex\tChildren\nBoys\t12\nGirls\t9\nOther\tc\nAll\t30")
    for name, code, value, printed in (
        ("boys", "male", 12, "12"),
        ("girls", "female", 9, "9"),
        ("all", "_T", 30, "30"),
    ):
        world.observation(name, value, sex=code, figure=world.figure(printed, value=value, question="1"))
    world.observation("other", None, sex="other", bounds=(0, 5), figure=world.figure("\tc"))
    return world


def test_a_broken_total_is_told_as_a_sentence_with_its_place(letters: World) -> None:
    path = letters.closed()
    rows = run(path, [RULES["totals_equal_parts"]])
    assert failures(rows, source_files(path)) == [
        "totals_equal_parts: 12 + 9 + c is not 30 (coventry/FOI1, line 7 of raw/coventry/FOI1.txt)"
    ]


def test_all_rules_of_the_project_run_and_agree(letters: World, tmp_path: Path) -> None:
    path = letters.closed()
    rows = run(path, ALL)
    assert [row["check_id"] for row in rows] == sorted(str(row["check_id"]) for row in rows)
    assert all(tuple(row) == TABLES["checks"].columns for row in rows)
    write_csv(path, ALL, tmp_path / "checks.csv")
    with (tmp_path / "checks.csv").open(encoding="utf-8", newline="") as file:
        assert {row["expectation"] for row in csv.DictReader(file)} == {rule.name for rule in ALL}
    assert {row["check_id"] for row in rows} == {
        "totals_equal_parts/all by sex",
        "bounds_as_stated/other",  # the sample's letter states no threshold
        "refusal_fits_answer/other",  # and its answer refuses nothing
        # The sample calls its observations by short names.
        *(f"identifiers_say_what_they_name/{name}" for name in ("all", "boys", "girls", "other")),
        "schema_foreign_keys/observations.sex",  # nor does the list know a sex 'other'
        "schema_foreign_keys/observations.table_id",
    }


AWKWARD = ["plain", "a,b", 'a "word"', "two\nlines", "#c", " led", "", None, "'", '"', "\\", "NULL", "é – “"]


def test_the_checks_are_written_as_canonical_csv(world: World, tmp_path: Path) -> None:
    values = ", ".join(
        f"({n}, {'NULL' if text is None else literal(text)})" for n, text in enumerate(AWKWARD)
    )
    sql = (
        "SELECT n || coalesce(t, '') AS subject, t AS letter_id, 'pass' AS outcome, t AS expected, "
        f"NULL AS found, t AS detail FROM (VALUES {values}) AS v (n, t)"
    )
    # 'a_b' sorts after 'a/...' and so after everything of the rule 'a'.
    rules = [Rule(name, "A.", "B.", "warning", sql, "f.sql", 1) for name in ("a_b", "a")]
    rules.append(dataclasses.replace(rules[0], name="b", sql=f"SELECT * FROM ({sql}) WHERE false"))
    path = world.closed()
    assert run(path, rules) == []
    write_csv(path, rules, tmp_path / "checks.csv")
    with duckdb.connect(str(path)) as connection:
        expected = [row for rule in rules for row in evaluated(connection, rule)]
    assert len(expected) == 2 * len(AWKWARD) + 1
    assert (tmp_path / "checks.csv").read_bytes() == csv_bytes(TABLES["checks"], expected)


def test_errors_stop_and_warnings_do_not() -> None:
    row: Row = {
        "check_id": "x/a",
        "expectation": "x",
        "severity": "warning",
        "letter_id": LETTER,
        "subject": "a",
        "outcome": "fail",
        "expected": None,
        "found": None,
        "detail": "Odd (line 3)",
    }
    sources = {LETTER: "raw/coventry/FOI1.pdf"}
    stop_on_errors([row], sources)
    sentence = "x: Odd (coventry/FOI1, line 3 of the text of raw/coventry/FOI1.pdf)"
    assert failures([row], sources, "warning") == [sentence]
    with pytest.raises(ValidationFailedError) as caught:
        stop_on_errors([row | {"severity": "error"}, row | {"severity": "error", "outcome": "pass"}], sources)
    assert caught.value.sentences == (sentence,)


def test_a_failure_of_no_single_letter_or_line_is_told_without() -> None:
    row: Row = {
        "expectation": "x",
        "severity": "error",
        "letter_id": None,
        "outcome": "fail",
        "detail": "Odd",
    }
    assert failures([row], {}) == ["x: Odd"]
    row["letter_id"] = LETTER
    assert failures([row], {LETTER: "raw/a.txt"}) == ["x: Odd (coventry/FOI1, raw/a.txt)"]


def stopped(world: World, monkeypatch: pytest.MonkeyPatch, counts: dict[str, int]) -> tuple[str, ...]:
    def lie(_database: Path, _rules: Sequence[Rule]) -> dict[str, int]:
        return counts

    monkeypatch.setattr(checks, "unexpected_counts", lie)
    with pytest.raises(ValidationFailedError) as caught:
        run(world.closed(), [RULES["totals_equal_parts"], RULES["value_iff_status"]])
    return caught.value.sentences


def test_a_rule_that_great_expectations_drops_stops_the_build(
    letters: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stopped(letters, monkeypatch, {"totals_equal_parts": 1}) == (
        "expectations/value_iff_status.sql: Great Expectations gave no result for the rule value_iff_status.",
    )


def test_a_verdict_that_the_rows_belie_stops_the_build(
    letters: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stopped(letters, monkeypatch, {"totals_equal_parts": 0, "value_iff_status": 0}) == (
        "expectations/totals_equal_parts.sql: Great Expectations says that 0 subjects fail the rule "
        "totals_equal_parts, and its rows say 1.",
    )


def test_two_rules_of_one_name_stop_the_build(letters: World) -> None:
    rule = RULES["value_iff_status"]
    with pytest.raises(ValidationFailedError, match="2 rules have only 1 different names"):
        run(letters.closed(), [rule, rule])


def test_great_expectations_is_imported_only_to_run_the_rules() -> None:
    code = "import sys, pipeline.validate.checks; print('great_expectations' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
