"""Great Expectations itself, on a DuckDB file."""

import dataclasses
import os
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.problems import BadInputError
from pipeline.validate import suite
from pipeline.validate.rules import Rule
from pipeline.validate.suite import failing_rows, unexpected_counts
from validate.validation_world import World

AWKWARD = "a:b :name ::c {8} {{9}} {batch} 100% %(x)s \\:d"


def rule(name: str, sql: str) -> Rule:
    return Rule(name, "A thing.", "Because.", "error", sql, f"expectations/{name}.sql", line=5)


def failing(subjects: int) -> str:
    return f"SELECT 'fail' AS outcome, range AS subject FROM range({subjects})"


def test_failing_subjects_are_counted_and_warnings_counted_too(world: World) -> None:
    three = dataclasses.replace(rule("three", failing(3)), severity="warning")
    rules = [rule("none", failing(0)), three, rule("many", failing(1000))]
    assert unexpected_counts(world.closed(), rules) == {"none": 0, "three": 3, "many": 1000}


def test_braces_colons_and_percent_signs_reach_duckdb_as_written(world: World) -> None:
    world.letter(AWKWARD)
    literal = AWKWARD.replace("'", "''")
    sql = (
        f"SELECT 'fail' AS outcome FROM letter_texts WHERE text = '{literal}' -- a comment: with {{ and :this"
    )
    path = world.closed()
    assert unexpected_counts(path, [rule("awkward", sql), rule("pattern", _pattern())]) == {
        "awkward": 1,
        "pattern": 1,
    }


def _pattern() -> str:
    return "SELECT 'fail' AS outcome WHERE regexp_full_match(repeat('f', 64), '[0-9a-f]{64}')"


def test_a_query_is_given_with_braces_doubled_and_colons_escaped() -> None:
    assert failing_rows(rule("r", "SELECT '{a:b}'")) == (
        "SELECT * FROM (\nSELECT '{{a\\:b}}'\n) WHERE outcome = 'fail'"
    )


def test_an_exception_inside_a_rule_stops_with_the_name_of_its_file(world: World) -> None:
    with pytest.raises(BadInputError) as caught:
        unexpected_counts(
            world.closed(), [rule("fine", failing(0)), rule("broken", "SELECT 'fail' AS outcome, no")]
        )
    assert str(caught.value).startswith(
        "expectations/broken.sql:5: Great Expectations cannot run the rule broken"
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
    assert unexpected_counts(world.closed(), [rule("three", failing(3))]) == {"three": -1}


def test_the_database_can_be_written_afterwards(world: World) -> None:
    path = world.closed()
    unexpected_counts(path, [rule("none", failing(0))])
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
    before = path.read_bytes()
    unexpected_counts(path, [rule("three", failing(3))])
    assert capfd.readouterr() == ("", "")
    assert [*home.rglob("*")] == []
    assert path.read_bytes() == before
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"
