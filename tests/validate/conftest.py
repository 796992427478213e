import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from validate.validation_world import World, create


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("validate") / "empty.duckdb"
    with duckdb.connect(str(path)) as connection:
        create(connection, constrained=False)
    return path


@pytest.fixture
def world(empty_database: Path, tmp_path: Path) -> Iterator[World]:
    path = tmp_path / "foi.duckdb"
    shutil.copy(empty_database, path)
    with duckdb.connect(str(path)) as connection:
        yield World(path, connection)
