from pathlib import Path

import duckdb
import pytest

from pipeline.build.canonical import csv_bytes
from pipeline.build.database import load, write_parquet
from pipeline.build.views import slices_query
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import CodeList


@pytest.fixture
def folder(tmp_path: Path, lists: dict[str, CodeList]) -> Path:
    """The code lists as canonical CSV."""
    for codes in lists.values():
        (tmp_path / f"{codes.name}.csv").write_bytes(csv_bytes(codes.table, codes.rows))
    return tmp_path


@pytest.mark.parametrize("constraints", [True, False])
def test_csv_and_database_hold_the_same(folder: Path, lists: dict[str, CodeList], constraints: bool) -> None:
    tables = catalogue(lists)
    with duckdb.connect() as connection:
        load(connection, tables, lists, folder, [("a/1", "Text.")], constraints=constraints)
        found = connection.execute(
            "SELECT code, has_value, shorthand FROM obs_status ORDER BY code"
        ).fetchall()
        assert ("suppressed", False, "[c]") in found
        assert ("reported", True, None) in found
        assert len(found) == len(lists["obs_status"].rows)
        assert connection.execute("SELECT text FROM letter_texts").fetchall() == [("Text.",)]
        assert connection.execute("SELECT count(*) FROM observations").fetchall() == [(0,)]


def test_a_constraint_holds_in_the_published_database_alone(folder: Path, lists: dict[str, CodeList]) -> None:
    tables = catalogue(lists)
    file = folder / "measure.csv"
    file.write_text(file.read_text("utf-8").replace(",calls,outturn", ",cries,outturn"), encoding="utf-8")
    with duckdb.connect() as connection:
        load(connection, tables, lists, folder, (), constraints=False)
    with duckdb.connect() as connection, pytest.raises(duckdb.ConstraintException):
        load(connection, tables, lists, folder, (), constraints=True)


def test_rows_that_refer_to_their_own_table_need_no_order(folder: Path, lists: dict[str, CodeList]) -> None:
    tables = catalogue(lists)
    with duckdb.connect() as connection:
        load(connection, tables, lists, folder, (), constraints=True)
        parts = dict(
            connection.execute("SELECT code, part_of FROM measure WHERE part_of IS NOT NULL").fetchall()
        )
    assert parts["return_home_interviews_with_harm"] == "return_home_interviews"
    file = folder / "measure.csv"
    file.write_text(
        file.read_text("utf-8").replace(",,return_home_interviews,", ",,nothing,"), encoding="utf-8"
    )
    with duckdb.connect() as connection, pytest.raises(duckdb.ConstraintException):
        load(connection, tables, lists, folder, (), constraints=True)


def test_a_total_and_its_parts_have_the_same_rest() -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE observations AS SELECT * FROM (VALUES "
            "('t', 'male', '_T'), ('a', 'male', 'under_10'), ('b', 'female', 'under_10')) "
            "AS o(observation_id, sex, age)"
        )
        query = f"SELECT * FROM ({slices_query(['sex', 'age'])}) WHERE dimension = 'age' ORDER BY ALL"
        assert connection.execute(query).fetchall() == [
            ("a", "age", "under_10", "male"),
            ("b", "age", "under_10", "female"),
            ("t", "age", "_T", "male"),
        ]


def test_parquet_is_the_same_bytes_for_any_number_of_threads(
    folder: Path, lists: dict[str, CodeList]
) -> None:
    tables = catalogue(lists)
    contents = []
    for threads in (1, 2, 4):
        with duckdb.connect(config={"threads": threads}) as connection:
            load(connection, tables, lists, folder, (), constraints=False)
            file = folder / f"{threads}.parquet"
            write_parquet(connection, tables["provision"], file)
            contents.append(file.read_bytes())
            rows = connection.execute(
                f"SELECT * FROM provision EXCEPT ALL SELECT * FROM '{file.as_posix()}'"
            ).fetchall()
            assert rows == []
    assert len(set(contents)) == 1
