"""The package with the sixth letter, opened by what the project's own environment holds.

Other programs open it in tests/ecosystem: make ecosystem.
"""

from collections.abc import Callable
from pathlib import Path

import opened
import pytest
import sixth


@pytest.fixture(scope="session")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sixth.publish(tmp_path_factory.mktemp("sixth"))


@pytest.mark.parametrize(
    "program",
    [opened.duckdb, opened.pandas_csv, opened.sqlite, opened.openpyxl, opened.frictionless],
    ids=lambda program: program.__name__,
)
def test_every_table_is_whole_and_words_are_words(
    top: Path, program: Callable[[Path], opened.Tables]
) -> None:
    opened.holds(program(top), top)
