import duckdb
import pytest

from pipeline.validate.derived import MAY_BE_EMPTY, derived_rules
from pipeline.validate.evaluate import evaluate
from pipeline.validate.evaluate import rows as evaluated
from validate.validation_world import LETTER, LISTS, TABLES, World, create

DERIVED = {rule.name: rule for rule in derived_rules(TABLES, LISTS)}


def failing(world: World, rule: str) -> dict[str, str]:
    rows = world.rows(DERIVED[f"schema_{rule}"])
    return {subject: str(row["detail"]) for subject, row in rows.items() if row["outcome"] == "fail"}


def test_there_is_one_rule_per_kind_of_constraint() -> None:
    kinds = "allowed_values foreign_keys minimum not_null pattern row_checks row_count types unique"
    assert [*DERIVED] == [f"schema_{kind}" for kind in kinds.split()]
    assert {rule.severity for rule in DERIVED.values()} == {"error"}


def test_a_database_made_from_the_schemas_has_all_their_types() -> None:
    with duckdb.connect() as connection:
        create(connection, constrained=True)
        evaluate(connection, DERIVED["schema_types"])
        rows = evaluated(connection, DERIVED["schema_types"])
    assert len(rows) == sum(len(table.fields) for table in TABLES.values())
    assert {row["outcome"] for row in rows} == {"pass"}


def test_a_wrong_type_and_a_missing_column_are_found(world: World) -> None:
    world.connection.execute("ALTER TABLE figures ALTER line TYPE VARCHAR")
    world.connection.execute("ALTER TABLE figures DROP reason")
    assert failing(world, "types") == {
        "figures.line": "figures.line is VARCHAR and must be BIGINT",
        "figures.reason": "figures.reason is not there",
    }


def test_empty_tables_fail_except_those_that_may_be(world: World) -> None:
    assert failing(world, "row_count") == {
        name: f"{name} has no rows" for name in ("answers", "figures", "letters", "observations", "questions")
    }
    assert not MAY_BE_EMPTY - TABLES.keys()


def test_empty_fields_that_must_be_filled_are_counted(world: World) -> None:
    world.letter()
    world.letter(letter="coventry/FOI2")
    world.connection.execute("UPDATE letters SET reference = NULL WHERE letter_id = 'coventry/FOI2'")
    assert failing(world, "not_null") == {
        "letters.reference": "letters.reference must have: a value; "
        "1 of 2 rows break it, the first is coventry/FOI2"
    }


def test_a_constraint_on_an_empty_table_is_not_said_to_hold(world: World) -> None:
    rows = world.rows(DERIVED["schema_not_null"])
    assert rows["figures.text"]["outcome"] == "not_applicable"
    assert rows["outcome.code"]["outcome"] == "pass"


def test_keys_that_stand_twice_are_found(world: World) -> None:
    world.letter()
    world.letter()
    world.connection.execute("UPDATE letters SET source_file = bytes || sha256")
    for question in ("a", "b"):
        world.add("questions", question_id=question, letter_id=LETTER, position=1)
    assert failing(world, "unique").keys() == {"letters.letter_id", "questions.(letter_id, position)"}


def test_references_without_a_row_are_found_and_empty_ones_are_not(world: World) -> None:
    world.letter()
    world.question(outcome="perhaps")
    assert failing(world, "foreign_keys") == {
        "answers.outcome": "answers.outcome must have: a row in outcome; "
        "1 of 1 rows break it, the first is perhaps"
    }


@pytest.mark.parametrize(
    ("rule", "column", "value", "expected"),
    [
        ("allowed_values", "kind", "poem", "one of table, list, prose"),
        ("minimum", "line", "0", "1 or more"),
    ],
)
def test_values_outside_a_fields_constraint_are_found(
    world: World, rule: str, column: str, value: str, expected: str
) -> None:
    world.figure("17", line=3)
    assert failing(world, rule) == {}
    world.connection.execute(f"UPDATE figures SET {column} = '{value}'")
    assert failing(world, rule) == {
        f"figures.{column}": f"figures.{column} must have: {expected}; "
        f"1 of 1 rows break it, the first is {value}"
    }


def test_a_date_below_its_minimum_and_a_malformed_hash_are_found(world: World) -> None:
    world.letter(dated="2004-12-31")
    world.connection.execute("UPDATE letters SET sha256 = 'abc'")
    assert failing(world, "minimum").keys() == {"letters.letter_date"}
    assert failing(world, "pattern").keys() == {"letters.sha256"}


def test_rows_that_break_a_condition_of_their_table_are_found(world: World) -> None:
    world.observation("a", 3, bounds=(4, 2))
    world.observation("b", 3, status="suppressed")
    assert failing(world, "row_checks").keys() == {
        "observations.bounds",
        "observations.bounds_of_value",
        "observations.value_if_status",
        "observations.figure_if_printed",
    }
