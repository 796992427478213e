"""A copy of the repository without git: what an archive of it holds, and that no error is hidden."""

import configparser
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest


def git(folder: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True).stdout


def config(text: str) -> configparser.ConfigParser:
    found = configparser.ConfigParser()
    found.read_string(re.sub(r"^\s+", "", text, flags=re.MULTILINE))
    return found


@pytest.fixture
def committed(root: Path, tmp_path: Path) -> Path:
    """A repository with DVC's settings, as they stand in the working tree."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet")
    (folder / ".dvc").mkdir()
    for name in (".dvc/config", ".gitattributes"):
        shutil.copy(root / name, folder / name)
    git(folder, "add", "--all")
    git(folder, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "a")
    return folder


def test_dvc_does_with_git_in_a_clone_and_without_it_in_an_archive(committed: Path) -> None:
    assert not config((committed / ".dvc/config").read_text("utf-8")).has_option("core", "no_scm")
    with tarfile.open(fileobj=io.BytesIO(git(committed, "archive", "HEAD"))) as archive:
        file = archive.extractfile(".dvc/config")
        assert file is not None
        settings = config(file.read().decode())
    assert settings.get("core", "no_scm") == "true"
    assert settings.get("core", "autostage") == "false"


def repro(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "pipeline.dvc_repro"]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_what_dvc_has_to_say_is_said(tmp_path: Path) -> None:
    (tmp_path / ".dvc").mkdir()
    (tmp_path / ".dvc/config").write_text("", encoding="utf-8")
    done = repro(tmp_path)
    assert done.returncode != 0
    assert "is not a git repository" in done.stderr


def test_a_stage_that_fails_is_named_and_one_that_holds_says_nothing(tmp_path: Path) -> None:
    (tmp_path / ".dvc").mkdir()
    (tmp_path / ".dvc/config").write_text("[core]\n    no_scm = true\n", encoding="utf-8")
    stages = tmp_path / "dvc.yaml"
    stages.write_text("stages:\n  one:\n    cmd: exit 3\n    always_changed: true\n", encoding="utf-8")
    done = repro(tmp_path)
    assert done.returncode != 0
    assert "failed to reproduce 'one'" in done.stderr
    stages.write_text("stages:\n  one:\n    cmd: exit 0\n    always_changed: true\n", encoding="utf-8")
    done = repro(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_make_tells_dvc_to_do_without_git_where_there_is_none(root: Path, tmp_path: Path) -> None:
    """As where somebody copied the files alone. Nothing is installed: its stamp is taken for new."""
    (tmp_path / ".dvc").mkdir()
    for name in (".dvc/config", "Makefile", "requirements.lock"):
        shutil.copy(root / name, tmp_path / name)
    (tmp_path / "dvc.yaml").write_text("stages:\n  one:\n    cmd: echo built > one\n", encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv/.installed").touch()
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "MAKE"))}
    environment |= {
        "PATH": programs,
        "PYTHONPATH": str(root),
        "GIT_CEILING_DIRECTORIES": str(tmp_path.parent),
    }
    for _ in range(2):
        done = subprocess.run(
            ["make", "data"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert (tmp_path / ".dvc/config.local").read_text("utf-8") == "[core]\n    no_scm = true\n"
    assert (tmp_path / "one").read_text("utf-8") == "built\n"


def bare(root: Path, folder: Path, **programs: str) -> dict[str, str]:
    """Put the Makefile and an environment of stand-ins into a folder, and give what PATH is to be."""
    found = folder / "found"
    for place in (found, folder / ".venv/bin"):
        place.mkdir(parents=True)
    for name in ("sh", "awk", "touch", "test", "cat", "echo", "env"):
        program = shutil.which(name)
        if program:
            (found / name).symlink_to(program)
    for name, script in {"python": "exit 0", "python3": "exit 0", **programs}.items():
        file = folder / ".venv/bin" / name
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o755)
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(root / name, folder / name)
    return {"PATH": str(found)}


def make(folder: Path, target: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    program = shutil.which("make")
    assert program
    command = [program, "PYTHON=.venv/bin/python3", target]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_a_missing_compiler_is_told_beside_what_the_installer_says(root: Path, tmp_path: Path) -> None:
    environment = bare(root, tmp_path, uv="echo failed to build something >&2; exit 1")
    done = make(tmp_path, "environment", environment)
    assert done.returncode != 0
    assert "failed to build something" in done.stderr
    assert "There is no C compiler: if a package failed to build, install one" in done.stderr
    (tmp_path / ".venv/bin/cc").symlink_to("/bin/true")
    done = make(tmp_path, "environment", environment)
    assert done.returncode != 0
    assert "failed to build something" in done.stderr
    assert "compiler" not in done.stderr


def test_a_folder_that_cannot_be_written_to_is_told(root: Path, tmp_path: Path) -> None:
    environment = bare(root, tmp_path)
    tmp_path.chmod(0o555)
    try:
        if os.access(tmp_path, os.W_OK):
            pytest.skip("this user may write anywhere")
        done = make(tmp_path, "data", environment)
    finally:
        tmp_path.chmod(0o755)
    assert done.returncode != 0
    assert done.stderr.startswith("This folder cannot be written to: copy it to one that can")
