"""Adding a letter reads one letter; nothing that was read before is given where anything differs."""

from pathlib import Path

import pytest

from pipeline.extract import cache, stage
from pipeline.extract.letter import read
from pipeline.extract.structure import Structure

LETTER = (
    b"Dear Sir\n\n1. How many cases were there in 2024?\n\nThere were %d cases in 2024.\n\nYours sincerely\n"
)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, list[str]]:
    """Two letters, and the names of those that are read."""
    (tmp_path / "raw/exampleton").mkdir(parents=True)
    for n in (1, 2):
        (tmp_path / f"raw/exampleton/{n}.txt").write_bytes(LETTER % (11 * n))
    read_names: list[str] = []

    def counted(data: bytes, source_name: str, redact: list[str], keep: list[str]) -> Structure:
        read_names.append(source_name)
        return read(data, source_name, redact, keep)

    monkeypatch.setattr("pipeline.extract.stage.read", counted)
    return tmp_path, read_names


def outputs(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "staging/structure/exampleton").iterdir()}


def test_a_letter_that_was_read_is_not_read_again(world: tuple[Path, list[str]]) -> None:
    root, names = world
    stage.run(root)
    before = outputs(root)
    stage.run(root)
    assert names == ["1.txt", "2.txt"]
    assert outputs(root) == before


def test_adding_a_letter_reads_that_letter(world: tuple[Path, list[str]]) -> None:
    root, names = world
    stage.run(root)
    (root / "raw/exampleton/3.txt").write_bytes(LETTER % 33)
    stage.run(root)
    assert names == ["1.txt", "2.txt", "3.txt"]
    assert b'"text": "33"' in outputs(root)["3.txt.json"]


def test_other_bytes_other_names_to_mask_or_other_code_are_read_anew(
    world: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, names = world
    stage.run(root)
    (root / "raw/exampleton/1.txt").write_bytes(LETTER % 12)
    (root / "raw/exampleton/2.yaml").write_text("redact: [cases]\n")
    stage.run(root)
    assert names[2:] == ["1.txt", "2.txt"]
    monkeypatch.setattr(cache, "code_version", lambda _: "other")
    stage.run(root)
    assert names[4:] == ["1.txt", "2.txt"]


def test_what_is_damaged_is_read_anew(world: tuple[Path, list[str]]) -> None:
    root, names = world
    stage.run(root)
    before = outputs(root)
    for path in (root / ".cache/structure").iterdir():
        path.write_bytes(path.read_bytes().replace(b'"value": 11.0', b'"value": 99.0'))
    stage.run(root)
    assert names == ["1.txt", "2.txt", "1.txt"]
    assert outputs(root) == before


def test_what_no_letter_needs_is_forgotten(world: tuple[Path, list[str]]) -> None:
    root, _ = world
    stage.run(root)
    (root / "raw/exampleton/2.txt").unlink()
    stage.run(root)
    assert len(list((root / ".cache/structure").iterdir())) == 1


def test_the_code_version_is_of_the_code_and_the_lock(tmp_path: Path) -> None:
    without = cache.code_version(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    (other / "requirements.lock").write_text("a library\n")
    assert cache.code_version(other) != without
