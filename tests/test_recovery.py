"""What a killed run leaves of DVC's own files is found and deleted; what is in use or whole is not."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.recovery import IN_USE, LOCK_FILE, in_use_is_whole, lock_file_is_whole, main


@pytest.fixture
def dvc_project(root: Path, tmp_path: Path) -> Path:
    """The stages and their lock file, in a repository of their own."""
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    (tmp_path / ".dvc/tmp").mkdir(parents=True)
    for name in (".dvc/config", "dvc.yaml", LOCK_FILE, "params.yaml", ".gitignore"):
        shutil.copy(root / name, tmp_path / name)
    return tmp_path


def in_use(folder: Path, number: int) -> None:
    user = {"pid": number, "cmd": "dvc repro"}
    (folder / IN_USE).write_text(json.dumps({"write": {"staging/structure": user}}), encoding="utf-8")


def test_a_whole_lock_file_is_left_alone(
    dvc_project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(dvc_project)
    before = (dvc_project / LOCK_FILE).read_bytes()
    assert main() == 1
    assert (dvc_project / LOCK_FILE).read_bytes() == before
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("kept", [0, 5, 185])
def test_a_lock_file_that_was_cut_off_is_deleted(
    dvc_project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kept: int
) -> None:
    monkeypatch.chdir(dvc_project)
    file = dvc_project / LOCK_FILE
    file.write_bytes(file.read_bytes()[:kept])
    assert not lock_file_is_whole(dvc_project)
    assert main() == 0
    assert not file.exists()
    assert "dvc.lock is of no use since a run did not end; it is made anew." in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", '{"write": {"stag', "[]", '{"write": {"a": {}}}'])
def test_a_cut_record_of_who_uses_what_is_deleted(
    dvc_project: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    monkeypatch.chdir(dvc_project)
    (dvc_project / IN_USE).write_text(content, encoding="utf-8")
    assert main() == 0
    assert not (dvc_project / IN_USE).exists()


def test_a_slip_in_the_stages_is_not_the_lock_files(
    dvc_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(dvc_project)
    stages = dvc_project / "dvc.yaml"
    stages.write_text(stages.read_text("utf-8").replace("cmd:", "command:", 1), encoding="utf-8")
    before = (dvc_project / LOCK_FILE).read_bytes()
    assert main() == 1
    assert (dvc_project / LOCK_FILE).read_bytes() == before


def test_a_path_in_use_by_a_process_that_is_no_dvc_is_free(dvc_project: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        in_use(dvc_project, other.pid)
        assert not in_use_is_whole(dvc_project)
        other.communicate(b"\n")


def test_a_path_in_use_by_a_dvc_that_runs_is_not_free(dvc_project: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()", "dvc"], stdin=subprocess.PIPE) as other:
        in_use(dvc_project, other.pid)
        assert in_use_is_whole(dvc_project)
        other.communicate(b"\n")


def test_a_path_in_use_by_nobody_any_more_is_for_dvc_to_free(dvc_project: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    in_use(dvc_project, gone.pid)
    assert in_use_is_whole(dvc_project)


def test_nothing_is_done_where_there_is_no_dvc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main() == 1
    assert not [*os.scandir(tmp_path)]
