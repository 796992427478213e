"""Great Expectations itself, on a DuckDB file."""

import dataclasses
import os
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.edges.problems import BadInputError
from pipeline.validate import suite
from pipeline.validate.evaluate import evaluate
from pipeline.validate.rules import Rule
from pipeline.validate.suite import failing_rows, unexpected_counts
from validate.validation_world import World

REST = ", NULL AS letter_id, NULL AS expected, NULL AS found, NULL AS detail"
AWKWARD = "a:b :name ::c {8} {{9}} {batch} 100% %(x)s \\:d"


@pytest.fixture
def world(world_on_disk: World) -> World:
    return world_on_disk


def rule(name: str, sql: str) -> Rule:
    return Rule(name, "A thing.", "Because.", "error", sql, f"expectations/{name}.sql", line=5)


def failing(subjects: int) -> str:
    return f"SELECT 'fail' AS outcome, 's' || range AS subject{REST} FROM range({subjects})"


def judged(path: Path, rules: list[Rule]) -> dict[str, int]:
    """Evaluate rules, then let Great Expectations judge them."""
    with duckdb.connect(str(path)) as connection:
        for one in rules:
            evaluate(connection, one)
    return unexpected_counts(path, rules)


def test_failing_subjects_are_counted_and_warnings_counted_too(world: World) -> None:
    three = dataclasses.replace(rule("three", failing(3)), severity="warning")
    rules = [rule("none", failing(0)), three, rule("many", failing(1000))]
    assert judged(world.closed(), rules) == {"none": 0, "three": 3, "many": 1000}


def test_what_braces_colons_and_percent_signs_say_stays_as_written(world: World) -> None:
    world.letter(AWKWARD)
    quoted = AWKWARD.replace("'", "''")
    sql = (
        f"SELECT 'fail' AS outcome, 'a' AS subject{REST} FROM letter_texts WHERE text = '{quoted}' "
        "-- a comment: with { and :this"
    )
    assert judged(world.closed(), [rule("awkward {0}: a", sql)]) == {"awkward {0}: a": 1}


def test_a_query_is_given_with_braces_doubled_and_colons_escaped() -> None:
    query = failing_rows(rule("{a:b}", "SELECT 1"))
    assert query == "SELECT * FROM evaluated.\"{{a\\:b}}\" WHERE outcome = 'fail'"


def test_a_rule_that_great_expectations_cannot_judge_stops_with_the_name_of_its_file(world: World) -> None:
    with pytest.raises(BadInputError) as caught:
        unexpected_counts(world.closed(), [rule("never", failing(0))])
    assert str(caught.value).startswith(
        "expectations/never.sql:5: Great Expectations cannot judge the rule never"
    )


def test_a_success_that_its_own_count_belies_is_not_a_count(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = suite._validate

    def lying(database: Path, rules: list[Rule]) -> list[Any]:
        results = list(honest(database, rules))
        for result in results:
            result.success = True
        return results

    monkeypatch.setattr(suite, "_validate", lying)
    assert judged(world.closed(), [rule("three", failing(3))]) == {"three": -1}


def test_the_database_can_be_written_afterwards(world: World) -> None:
    path = world.closed()
    judged(path, [rule("none", failing(0))])
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE later (x INTEGER)")


def test_nothing_is_printed_or_written(
    world: World, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path, home = world.closed(), tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr(tempfile, "tempdir", str(home))
    judged(path, [rule("three", failing(3))])
    before = path.read_bytes()
    unexpected_counts(path, [rule("three", failing(3))])
    assert capfd.readouterr() == ("", "")
    assert [*home.rglob("*")] == []
    assert path.read_bytes() == before
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"
