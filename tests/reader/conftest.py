"""The invented package, and the published one."""

import shutil
from pathlib import Path

import pytest

import foi_letters
from reader.invented import write

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The invented package, which a test may spoil."""
    return write(tmp_path / "invented")


@pytest.fixture
def invented(folder: Path) -> foi_letters.Data:
    return foi_letters.open(folder)


@pytest.fixture(scope="session")
def published() -> foi_letters.Data:
    return foi_letters.open(ROOT)


@pytest.fixture
def top() -> Path:
    return ROOT


@pytest.fixture
def zipped(folder: Path, tmp_path: Path) -> Path:
    """The invented package as a zip, in a folder of its own as hosts of repositories make them."""
    return Path(shutil.make_archive(str(tmp_path / "zipped"), "zip", folder.parent, folder.name))
