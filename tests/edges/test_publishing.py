"""Files that are written together: at every step each is old or new, and all are there before one is."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.edges.files import delete_others, read_folder, scratch, write, write_folder, write_together

OLD = {"a.csv": b"old a", "sub/b.csv": b"old b", "last.json": b"old last"}
NEW = {"a.csv": b"new a", "sub/b.csv": b"new b", "last.json": b"new last"}


class Cut(BaseException):
    """Where a run is cut off."""


def cut_at(
    monkeypatch: pytest.MonkeyPatch, target: object, name: str, count: int, error: BaseException
) -> None:
    real: Callable[..., object] = getattr(target, name)
    calls = 0

    def counted(*arguments: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls > count:
            raise error
        return real(*arguments, **options)

    monkeypatch.setattr(target, name, counted)


@pytest.mark.parametrize(("renamed", "new"), [(0, ""), (1, "a.csv"), (2, "a.csv sub/b.csv")])
def test_files_are_replaced_one_after_the_other_in_the_order_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renamed: int, new: str
) -> None:
    write_together(tmp_path, OLD)
    cut_at(monkeypatch, Path, "replace", renamed, Cut())
    with pytest.raises(Cut):
        write_together(tmp_path, NEW)
    assert read_folder(tmp_path) == OLD | {name: NEW[name] for name in new.split()}


@pytest.mark.parametrize("written", [0, 1, 2])
def test_a_full_disk_is_met_before_any_file_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    write_together(tmp_path, OLD)
    cut_at(monkeypatch, os, "fsync", written, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    with pytest.raises(OSError, match="No space left"):
        write_together(tmp_path, NEW)
    assert read_folder(tmp_path) == OLD


def test_parts_that_a_killed_run_left_are_deleted_and_nothing_else_is(tmp_path: Path) -> None:
    for name in (".a.csv.x1y2.part", "sub/.b.csv.x1y2.part", "other.part", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"half")
    write_together(tmp_path, {"a.csv": b"1", "sub/b.csv": b"2"})
    assert [*read_folder(tmp_path)] == [".hidden", "a.csv", "other.part", "sub/b.csv"]


def test_a_part_is_hidden_and_has_an_extension_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.extend(path.name for path in tmp_path.iterdir()))
    write(tmp_path / "a.csv", b"1")
    (part,) = seen
    assert part.startswith(".a.csv.")
    assert part.endswith(".part")
    assert not [*tmp_path.glob("*.part*/")]


def test_what_a_folder_no_longer_has_is_deleted_when_the_new_files_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path, OLD)
    cut_at(monkeypatch, Path, "unlink", 0, Cut())
    with pytest.raises(Cut):
        write_folder(tmp_path, {"a.csv": b"new a", "last.json": b"new last"})
    assert read_folder(tmp_path) == NEW | {"sub/b.csv": b"old b"}


def test_deleting_others_deletes_empty_folders_too(tmp_path: Path) -> None:
    write_together(tmp_path, OLD)
    delete_others(tmp_path, ["a.csv"])
    assert read_folder(tmp_path) == {"a.csv": b"old a"}
    assert not (tmp_path / "sub").exists()


def test_a_stage_finds_its_scratch_folder_empty_whatever_was_left_of_an_earlier_one(tmp_path: Path) -> None:
    left = tmp_path / "staging/.package-killed"
    other = tmp_path / "staging/.validate-running"
    for folder in (left, other):
        folder.mkdir(parents=True)
        (folder / "half").write_bytes(b"x")
    with scratch(tmp_path, "package") as folder:
        assert folder.parent == tmp_path / "staging"
        assert not [*folder.iterdir()]
        assert not left.exists()
        assert other.exists()
    assert not folder.exists()
