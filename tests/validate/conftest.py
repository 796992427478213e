import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from validate.validation_world import World, create


@pytest.fixture(scope="session")
def empty_tables() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")  # the tables are tiny
        create(connection, constrained=False)
        yield connection


@pytest.fixture
def world(empty_tables: duckdb.DuckDBPyConnection) -> Iterator[World]:
    """Give a world in memory; whatever a test does there is taken back."""
    empty_tables.execute("BEGIN")
    try:
        yield World(None, empty_tables)
    finally:
        empty_tables.execute("ROLLBACK")


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("validate") / "empty.duckdb"
    with duckdb.connect(str(path)) as connection:
        create(connection, constrained=False)
    return path


@pytest.fixture
def world_on_disk(empty_database: Path, tmp_path: Path) -> Iterator[World]:
    """Give a world in a file, which other programs can open once it is closed."""
    path = tmp_path / "foi.duckdb"
    shutil.copy(empty_database, path)
    with duckdb.connect(str(path)) as connection:
        yield World(path, connection)
