"""The stage reads what stands in raw/ itself, and names what does not."""

from pathlib import Path

import pytest

from pipeline.edges.problems import BadInputError
from pipeline.extract import stage

LETTER = (
    b"Dear Sir\n\n1. How many cases were there in 2024?\n\nThere were 11 cases in 2024.\n\nYours sincerely\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a letter, and a folder of letters outside of it."""
    for folder in ("project/raw/exampleton", "outside"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "1.txt").write_bytes(LETTER)
    return tmp_path / "project"


def _problems(root: Path) -> list[tuple[str, str]]:
    with pytest.raises(BadInputError) as error:
        stage.run(root)
    return [(one.file, one.what) for one in error.value.problems]


@pytest.mark.parametrize("place", ["raw/northmoor", "raw/exampleton/more", "raw/codelists"])
def test_a_link_to_a_folder_is_an_error_and_is_not_followed(root: Path, place: str) -> None:
    (root / place).symlink_to(root.parent / "outside", target_is_directory=True)
    assert _problems(root) == [(place, "this is a link to another folder.")]
    assert not (root / "staging/structure").exists()


@pytest.mark.parametrize("place", ["raw/exampleton/2.txt", "raw/package.yaml", "raw/exampleton/1.yaml"])
def test_a_link_to_a_file_is_an_error_whatever_it_stands_for(root: Path, place: str) -> None:
    (root / place).symlink_to(root.parent / "outside/1.txt")
    assert (place, "this is a link to another file.") in _problems(root)


def test_a_link_to_nothing_is_an_error(root: Path) -> None:
    (root / "raw/exampleton/2.txt").symlink_to(root.parent / "nowhere")
    assert _problems(root) == [("raw/exampleton/2.txt", "this is a link to another file.")]
