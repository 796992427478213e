"""The SQLite file, read back by the SQLite that comes with Python."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.build.canonical import rows_of
from pipeline.render.sqlite import create_table, sqlite_bytes
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.table import Row


@pytest.fixture
def database(built: Path) -> sqlite3.Connection:
    (file,) = (built / "site/data").glob("*.sqlite")
    return sqlite3.connect(f"file:{file}?mode=ro", uri=True)


def test_every_row_of_every_table_is_as_the_tables_have_it(
    built: Path, lists: dict[str, CodeList], database: sqlite3.Connection
) -> None:
    for name, table in catalogue(lists).items():
        rows = rows_of(table, (built / f"processed/{name}.csv").read_bytes())
        found = database.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()
        assert found == [tuple(row[column] for column in table.columns) for row in rows], name


def test_it_is_whole_and_its_keys_lead_somewhere(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    keys = database.execute("PRAGMA foreign_key_list(observations)").fetchall()
    assert {key[2] for key in keys} >= {"letters", "questions", "figures", "measure", "obs_status"}


def test_it_holds_the_texts_and_what_the_fields_mean(built: Path, database: sqlite3.Connection) -> None:
    texts = dict(database.execute("SELECT letter_id, text FROM letter_texts").fetchall())
    assert len(texts) == 5
    for letter_id, text in texts.items():
        assert text.encode() == (built / f"processed/letters/{letter_id}.txt").read_bytes()
    ((meaning,),) = database.execute(
        "SELECT description FROM fields WHERE \"table\" = 'observations' AND field = 'value'"
    ).fetchall()
    assert meaning.endswith(".")


def empty(lists: Mapping[str, CodeList]) -> dict[str, list[Row]]:
    return {name: [] for name in catalogue(lists)}


def test_the_same_tables_give_the_same_bytes(lists: dict[str, CodeList]) -> None:
    tables = catalogue(lists)
    rows = empty(lists) | {"unit": list(lists["unit"].rows)}
    content = sqlite_bytes(tables, rows, {"b": "2", "a": "1"})
    assert content == sqlite_bytes(tables, rows, {"a": "1", "b": "2"})
    assert content != sqlite_bytes(tables, empty(lists), {"a": "1", "b": "2"})


def test_a_table_has_the_types_and_constraints_of_its_schema(lists: dict[str, CodeList]) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(create_table(catalogue(lists)["tables"]))
    connection.execute(create_table(catalogue(lists)["exemptions_cited"]))
    columns = {row[1]: (row[2], row[3]) for row in connection.execute("PRAGMA table_info(tables)")}
    assert (columns["table_id"], columns["caption"]) == (("TEXT", 1), ("TEXT", 0))
    assert columns["n_rows"] == ("INTEGER", 1)
    row = ["t1", "q1", 1, None, "tabs", 1, 1, 0, 5]
    connection.execute("INSERT INTO tables VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        connection.execute("INSERT INTO tables VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    cited = ["q1", "GDPR", "12", "FOIA 12", 0, 5]
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        connection.execute("INSERT INTO exemptions_cited VALUES (?, ?, ?, ?, ?, ?)", cited)
