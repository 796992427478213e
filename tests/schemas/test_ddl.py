import duckdb
import pytest

from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.ddl import check_sql, comments, conditions, create_table, literal, quoted
from pipeline.schemas.table import Field, RowCheck, Table, parse

COUNTS = parse(
    {
        "name": "counts",
        "title": "Counts",
        "description": "Children's counts.",
        "fields": [
            {
                "name": "id",
                "type": "string",
                "title": "Id",
                "description": "An id.",
                "constraints": {"required": True},
            },
            {
                "name": "n",
                "type": "integer",
                "title": "N",
                "description": "A count.",
                "constraints": {"minimum": 0},
            },
            {"name": "obs_status", "type": "string", "title": "Status", "description": "A status."},
        ],
        "primaryKey": ["id"],
        "checks": [
            {
                "name": "n",
                "description": "",
                "sql": "(n IS NOT NULL) = (obs_status IN ({obs_status.has_value}))",
            }
        ],
    },
    code_list=False,
)


@pytest.fixture
def database(lists: dict[str, CodeList]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(create_table(COUNTS, lists))
    return connection


def test_a_row_that_keeps_all_constraints_is_taken(database: duckdb.DuckDBPyConnection) -> None:
    database.execute("INSERT INTO counts VALUES ('a', 3, 'reported'), ('b', NULL, 'suppressed')")
    assert database.execute("SELECT count(*) FROM counts").fetchall() == [(2,)]


@pytest.mark.parametrize(
    "row",
    [
        "(NULL, 3, 'reported')",
        "('a', -1, 'reported')",
        "('a', NULL, 'reported')",
        "('a', 3, 'suppressed')",
        "('a', 0, 'withheld')",
    ],
)
def test_a_row_that_breaks_a_constraint_is_refused(database: duckdb.DuckDBPyConnection, row: str) -> None:
    with pytest.raises(duckdb.ConstraintException):
        database.execute(f"INSERT INTO counts VALUES {row}")


def test_a_key_is_unique(database: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.ConstraintException):
        database.execute("INSERT INTO counts VALUES ('a', 3, 'reported'), ('a', 4, 'reported')")


def test_every_table_of_the_catalogue_can_be_created_and_commented(lists: dict[str, CodeList]) -> None:
    tables = catalogue(lists)
    with duckdb.connect() as connection:
        for table in tables.values():
            connection.execute(create_table(table, lists))
            for statement in comments(table):
                connection.execute(statement)
        found = connection.execute(
            "SELECT table_name, count(*), count(comment) FROM duckdb_columns() "
            "WHERE NOT internal GROUP BY ALL"
        ).fetchall()
    assert {name: n for name, n, _ in found} == {name: len(table.fields) for name, table in tables.items()}
    assert all(n == commented for _, n, commented in found)


def test_codes_of_a_check_come_from_the_code_list(lists: dict[str, CodeList]) -> None:
    sql = check_sql(RowCheck("x", "", "s IN ({obs_status.has_value})"), lists)
    assert sql == "s IN ('reported', 'zero_by_word', 'approximate')"


def test_literals_and_names_are_quoted() -> None:
    assert literal("children's") == "'children''s'"
    assert quoted('a"b') == '"a""b"'


def test_a_minimum_date_is_a_date() -> None:
    assert conditions(Field("d", "date", "D", "D.", {"minimum": "2005-01-01"})) == [
        "\"d\" >= DATE '2005-01-01'"
    ]


def test_table_field_by_name() -> None:
    assert COUNTS.field("n").type == "integer"
    with pytest.raises(KeyError):
        COUNTS.field("m")
    assert isinstance(COUNTS, Table)
