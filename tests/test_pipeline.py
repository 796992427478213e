"""The whole way, by DVC in a clone: what fails publishes nothing, what is mended gives the same bytes."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.edges.files import read_folder

READING = "raw/coventry/2025-10-21-FOI746230783.yaml"


@pytest.fixture(scope="module")
def clone(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clone") / "with spaces"
    subprocess.run(["git", "clone", "--quiet", str(root), str(folder)], check=True)
    return folder


def repro(clone: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dvc", "repro", *options]
    return subprocess.run(command, cwd=clone, capture_output=True, text=True, encoding="utf-8", check=False)


def status(clone: Path) -> str:
    done = subprocess.run(
        ["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True
    )
    return done.stdout


def published(clone: Path) -> dict[str, bytes]:
    return {
        f"{folder}/{path}": content
        for folder in ("processed", "site")
        for path, content in read_folder(clone / folder).items()
        if not path.endswith(".duckdb")
    }


def test_a_clone_builds_the_database_and_changes_nothing(clone: Path) -> None:
    done = repro(clone)
    assert done.returncode == 0, done.stderr
    assert (clone / "processed/foi.duckdb").is_file()
    assert status(clone) == ""
    assert "up to date" in repro(clone).stdout


def test_a_failure_publishes_nothing_and_its_mend_gives_the_same_bytes(clone: Path) -> None:
    before = published(clone)
    reading = (clone / READING).read_bytes()
    (clone / READING).write_bytes(reading.replace(b"366 children were", b"367 children were"))
    failed = repro(clone)
    assert failed.returncode != 0
    assert f"{READING}:" in failed.stderr
    assert "the quote 'In 2024, 367 children were reported missing' is not in the letter" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert published(clone) == before
    (clone / READING).write_bytes(reading)
    assert repro(clone).returncode == 0
    assert published(clone) == before
    assert status(clone) == ""


def test_a_single_file_can_be_fetched_without_a_remote(clone: Path, tmp_path: Path) -> None:
    out = tmp_path / "observations.csv"
    command = [
        sys.executable,
        "-m",
        "dvc",
        "get",
        str(clone),
        "processed/observations.csv",
        "--out",
        str(out),
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes() == (clone / "processed/observations.csv").read_bytes()


def test_the_summary_says_what_was_built(built: Path) -> None:
    from pipeline.package.summary import summary

    lines = summary(built).splitlines()
    assert lines[0].startswith("5 letters with 26 questions: ")
    assert "301 observations: 206 withheld, 78 reported" in lines[2]
    # Of the 17 totals of the five letters four have a hidden part without a bound.
    assert lines[-3] == (
        "17 totals: 13 verified to be the sum of their parts, 4 not verifiable, because what is hidden has "
        "no upper bound; parts without a total: 0"
    )
    assert lines[-2].startswith("raw/package.yaml does not say yet: homepage, repository, doi")
    assert lines[-1].startswith("Open site/index.html")
