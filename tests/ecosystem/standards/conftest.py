"""The downloads as they are published, and as they are where raw/package.yaml has every address."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).parents[3]
INPUTS = ("raw", "expectations", "processed", "docs")
FILES = (
    *("datapackage.json", "LICENCE-DATA.md", "CHANGELOG.md", "dvc.yaml", "pyproject.toml"),
    *("requirements.lock", "params.yaml"),
)
# Addresses that are kept for examples, and DataCite's prefix for tests: none of them leads anywhere.
ADDRESSES = """
homepage: https://data.example/foi
repository: https://code.example/foi
doi: 10.5072/foi-letters
released: 2026-04-01
contact: https://code.example/foi/issues
"""


@dataclass(frozen=True)
class Published:
    """What one run of the stage render wrote."""

    top: Path  # of the repository
    has_addresses: bool

    @property
    def data(self) -> Path:
        """The top of the package, as site/data/ has it."""
        return self.top / "site/data"

    @property
    def tables(self) -> list[str]:
        """The names of all tables and code lists."""
        return sorted(file.stem for file in (self.data / "processed").glob("*.csv"))

    def rows(self, table: str) -> list[dict[str, object]]:
        """The rows of a table's Parquet file, as DuckDB reads it."""
        found = duckdb.sql(f"FROM '{(self.data / 'processed' / f'{table}.parquet').as_posix()}'")
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def render(top: Path, more: str = "") -> None:
    """Run the stage render in an empty folder, with more keys in raw/package.yaml."""
    for name in INPUTS:
        shutil.copytree(ROOT / name, top / name, ignore=shutil.ignore_patterns("*.duckdb"))
    for name in FILES:
        shutil.copy(ROOT / name, top)
    metadata = top / "raw/package.yaml"
    written = metadata.read_text("utf-8")
    # As before a release, whose day is one of the keys.
    metadata.write_text(re.sub(r"(?m)^released: .*\n", "", written) + more, "utf-8")
    # The pipeline runs in its own environment.
    python = ROOT / ".venv/bin/python"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([python, "-m", "pipeline.stages", "render"], cwd=top, check=True, env=environment)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool], Published]:
    """Render with or without addresses, once each."""
    done: dict[bool, Published] = {}

    def get(has_addresses: bool) -> Published:
        if has_addresses not in done:
            top = tmp_path_factory.mktemp("addressed" if has_addresses else "plain")
            render(top, ADDRESSES if has_addresses else "")
            done[has_addresses] = Published(top, has_addresses)
        return done[has_addresses]

    return get


@pytest.fixture(scope="session", params=[False, True], ids=["as_published", "with_addresses"])
def published(request: pytest.FixtureRequest, made: Callable[[bool], Published]) -> Published:
    return made(request.param)


@pytest.fixture(scope="session")
def addressed(made: Callable[[bool], Published]) -> Published:
    return made(True)


@pytest.fixture(scope="session")
def plain(made: Callable[[bool], Published]) -> Published:
    return made(False)
