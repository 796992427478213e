"""A release in a clone, and the same files in another one and in an archive without git."""

import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

IDENTITY = {
    f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}


def run(folder: Path, *command: str, fails: bool = False) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment | IDENTITY,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    return done.stdout + done.stderr


def pipeline(folder: Path, *arguments: str, fails: bool = False) -> str:
    return run(folder, sys.executable, "-m", "pipeline", *arguments, fails=fails)


def repro(folder: Path) -> None:
    run(folder, sys.executable, "-m", "pipeline.dvc_repro")


def commit(folder: Path) -> None:
    run(folder, "git", "add", "--all")
    if run(folder, "git", "status", "--porcelain"):
        run(folder, "git", "commit", "--quiet", "--message", "All")


@pytest.mark.long
def test_a_release_is_checked_numbered_kept_and_the_same_everywhere(root: Path, tmp_path: Path) -> None:
    first = tmp_path / "first"
    run(tmp_path, "git", "clone", "--quiet", str(root), str(first))
    repro(first)
    commit(first)

    last = pipeline(first, "release")
    least = last.rpartition("The next release is ")[2].partition(" ")[0]
    assert "is too small" in pipeline(first, "release", "0.0.1", fails=True)
    (first / "left").touch()
    assert "these files are not: left" in pipeline(first, "release", least, fails=True)
    (first / "left").unlink()
    assert run(first, "git", "status", "--porcelain") == ""

    said = pipeline(first, "release", least)
    assert f"{least} is built" in said
    assert (first / f"releases/{least}/observations.csv").read_bytes() == (
        first / "processed/observations.csv"
    ).read_bytes()
    assert f"## {least}\n" in (first / "CHANGELOG.md").read_text("utf-8")
    for name in ("raw/package.yaml", "CITATION.cff"):
        assert f"\nversion: {least}\n" in (first / name).read_text("utf-8")
    commit(first)
    sums = (first / "dist/SHA256SUMS").read_bytes()

    second = tmp_path / "another place" / "second"
    run(tmp_path, "git", "clone", "--quiet", str(first), str(second))
    repro(second)
    assert run(second, "git", "status", "--porcelain") == ""
    pipeline(second, "dist")
    assert (second / "dist/SHA256SUMS").read_bytes() == sums

    archive = subprocess.run(["git", "archive", "HEAD"], cwd=first, capture_output=True, check=True).stdout
    third = tmp_path / "third"
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        opened.extractall(third, filter="data")
    repro(third)
    pipeline(third, "dist")
    assert (third / "dist/SHA256SUMS").read_bytes() == sums
    assert "git finds no repository here" in pipeline(third, "release", "99.0.0", fails=True)
