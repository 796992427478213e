from pathlib import Path

import pytest

from pipeline.edges.problems import BadInputError
from pipeline.validate.derived import derived_rules
from pipeline.validate.rules import parse_rule, read_rules
from validate.validation_world import LISTS, RULES, TABLES

GOOD = """/*
title: A thing holds.
why: >-
  Because it must,
  and always did.
severity: warning
source: Some Act, section 1
*/

SELECT 1 AS subject;
"""


def wrong(text: str) -> str:
    with pytest.raises(BadInputError) as caught:
        parse_rule("thing", "expectations/thing.sql", text)
    return str(caught.value)


def test_a_rule_is_its_header_and_its_sql() -> None:
    rule = parse_rule("thing", "expectations/thing.sql", GOOD)
    assert (rule.name, rule.title, rule.why) == (
        "thing",
        "A thing holds.",
        "Because it must, and always did.",
    )
    assert (rule.severity, rule.source, rule.sql) == ("warning", "Some Act, section 1", "SELECT 1 AS subject")
    assert (rule.file, rule.line) == ("expectations/thing.sql", 10)


def test_a_file_without_a_header_is_refused() -> None:
    assert wrong("SELECT 1").startswith("expectations/thing.sql:1: the file has no header. Start it with /*")


def test_a_header_that_is_not_yaml_is_refused_with_its_line() -> None:
    assert wrong("/*\ntitle: a: b\n*/ SELECT 1").startswith("expectations/thing.sql:2: this is not YAML")
    assert "thing.sql:3: the key 'title' stands twice." in wrong(
        GOOD.replace("why: >-", "title: again\nwhy: >-")
    )


@pytest.mark.parametrize("above", [0, 1, 2])
def test_lines_are_those_of_the_file_whatever_stands_above_the_header(above: int) -> None:
    text = "\n" * above + GOOD
    rule = parse_rule("thing", "expectations/thing.sql", text)
    assert rule.line == 10 + above
    assert text.splitlines()[10 + above - 1] == "SELECT 1 AS subject;"
    assert f"thing.sql:{6 + above}: the severity 'fatal'" in wrong(text.replace("warning", "fatal"))


def test_a_missing_or_empty_key_is_named() -> None:
    assert "the header has no why." in wrong("/* title: A thing. */ SELECT 1")
    assert "thing.sql:2: the header's title is empty." in wrong(
        GOOD.replace("title: A thing holds.", "title:")
    )


def test_unknown_severities_and_keys_are_refused() -> None:
    assert "the severity 'fatal' is not known. It must be error or warning." in wrong(
        GOOD.replace("warning", "fatal")
    )
    assert "the header has no key 'sauce'. Did you mean 'source'?" in wrong(GOOD.replace("source", "sauce"))


def test_a_header_without_sql_is_refused() -> None:
    assert "there is no SQL" in wrong(GOOD.replace("SELECT 1 AS subject", ""))


def test_all_files_of_a_folder_are_read_and_all_their_problems_told(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.sql").write_text(GOOD, "utf-8")
    assert [rule.name for rule in read_rules(tmp_path)] == ["a", "b"]
    for name in ("b", "a"):
        (tmp_path / f"{name}.sql").write_text("SELECT 1", "utf-8")
    (tmp_path / "c.sql").write_bytes(b"\xff")
    with pytest.raises(BadInputError) as caught:
        read_rules(tmp_path)
    assert [problem.file for problem in caught.value.problems] == [
        f"expectations/{name}.sql" for name in "abc"
    ]


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="holds no rule"):
        read_rules(tmp_path)


def test_the_rules_of_the_project_have_different_names_and_states_of_a_sentence() -> None:
    rules = [*RULES.values(), *derived_rules(TABLES, LISTS)]
    assert len({rule.name for rule in rules}) == len(rules)
    assert len(rules) <= 52  # each costs Great Expectations some 15 ms
    for rule in rules:
        assert rule.title.endswith(".") and rule.why.endswith("."), rule.name
        assert "::" not in rule.sql, rule.name
