from pathlib import Path

import pytest

from pipeline.edges.files import letters, links, misplaced, read_folder, write, write_folder


def test_a_folder_holds_exactly_what_is_written(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", {"a.csv": b"1", "sub/b.csv": b"2"})
    write_folder(tmp_path / "out", {"a.csv": b"3"}, keep=("kept.duckdb",))
    assert read_folder(tmp_path / "out") == {"a.csv": b"3"}
    assert not (tmp_path / "out/sub").exists()


def test_what_is_kept_stays(tmp_path: Path) -> None:
    (tmp_path / "kept.duckdb").write_bytes(b"x")
    write_folder(tmp_path, {"a.csv": b"1"}, keep=("kept.duckdb",))
    assert read_folder(tmp_path) == {"a.csv": b"1", "kept.duckdb": b"x"}


def test_a_file_that_is_the_same_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a"
    write(file, b"1")
    before = file.stat()
    write(file, b"1")
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    write(file, b"old")

    def full(*_: object) -> Path:
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space left"):
        write(file, b"new")
    assert read_folder(tmp_path) == {"a": b"old"}


def test_letters_are_the_files_of_authorities_that_are_no_readings(tmp_path: Path) -> None:
    for name in ("a/1.txt", "a/1.yaml", "b/2.txt", "codelists/c.csv", "b/.hidden", "package.yaml"):
        path = tmp_path / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    found = [path.relative_to(tmp_path / "raw").as_posix() for path in letters(tmp_path)]
    assert found == ["a/1.txt", "b/2.txt"]


def test_files_that_would_be_passed_over_are_found(tmp_path: Path) -> None:
    for name in ("a/1.txt", "a/b/2.txt", "3.txt", "codelists/x/c.csv", "package.yaml", "a/.git/4"):
        path = tmp_path / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    found = [path.relative_to(tmp_path / "raw").as_posix() for path in misplaced(tmp_path)]
    assert found == ["3.txt", "a/b/2.txt"]


def test_links_are_found_to_files_to_folders_and_to_nothing_and_none_is_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "1.txt").write_bytes(b"x")
    raw = tmp_path / "raw"
    for folder in ("a", "codelists", ".git"):
        (raw / folder).mkdir(parents=True)
    (raw / "b").symlink_to(outside, target_is_directory=True)
    (raw / "a/within").symlink_to(outside, target_is_directory=True)
    (raw / "a/1.txt").symlink_to(outside / "1.txt")
    (raw / "a/2.txt").symlink_to(outside / "nothing")
    (raw / "codelists/list.csv").symlink_to(outside / "1.txt")
    (raw / ".git/head").symlink_to(outside / "1.txt")
    found = [path.relative_to(raw).as_posix() for path in links(tmp_path)]
    assert found == ["a/1.txt", "a/2.txt", "a/within", "b", "codelists/list.csv"]
    assert letters(tmp_path) == []
    assert misplaced(tmp_path) == []
