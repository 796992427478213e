"""What all tests share: the repository, and a copy of what people put in that a test may spoil."""

import importlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from pipeline.schemas.codelists import CodeList, read_code_lists

ROOT = Path(__file__).parents[1]
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def lists() -> dict[str, CodeList]:
    return read_code_lists(ROOT / "raw" / "codelists")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what people put in, in an empty folder."""
    copy_inputs(tmp_path)
    return tmp_path


def copy_inputs(folder: Path) -> None:
    for name in ("raw", "expectations", "releases"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("params.yaml", "LICENCE-DATA.md", "dvc.yaml", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every stage has run, on a copy of what people put in."""
    folder = tmp_path_factory.mktemp("built")
    copy_inputs(folder)
    for stage in ("extract", "interpret", "build", "disclosure", "validate", "package", "render"):
        importlib.import_module(f"pipeline.{stage}.stage").run(folder)
    return folder


@pytest.fixture(scope="session")
def protected(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same letters, built with the disclosure policy protected."""
    folder = tmp_path_factory.mktemp("protected")
    copy_inputs(folder)
    shutil.copytree(built / "staging", folder / "staging")
    shutil.rmtree(folder / "staging/disclosure")
    parameters = (folder / "params.yaml").read_text("utf-8")
    assert "policy: as_disclosed" in parameters
    (folder / "params.yaml").write_text(
        parameters.replace("policy: as_disclosed", "policy: protected"), encoding="utf-8"
    )
    for stage in ("disclosure", "validate", "package", "render"):
        importlib.import_module(f"pipeline.{stage}.stage").run(folder)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium. Where it is not installed, its tests are skipped; where CI is set they fail."""
    if not CHROMIUM.exists():
        message = f"{CHROMIUM} is not installed: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()
