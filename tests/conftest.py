"""What all tests share: the repository, and a copy of what people put in that a test may spoil."""

import shutil
from pathlib import Path

import pytest

from pipeline.schemas.codelists import CodeList, read_code_lists

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def lists() -> dict[str, CodeList]:
    return read_code_lists(ROOT / "raw" / "codelists")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of raw/ and expectations/ in an empty folder."""
    for name in ("raw", "expectations"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "LICENCE-DATA.md", tmp_path)
    return tmp_path
