"""The stage package refuses whatever was not validated, and then publishes nothing."""

import shutil
from pathlib import Path

import pytest

from pipeline.edges.files import CHECKS, read_folder
from pipeline.edges.problems import BadInputError
from pipeline.package.stage import run


@pytest.fixture
def ready(built: Path, tmp_path: Path) -> Path:
    """A copy of a folder in which all stages but the last two have run."""
    for name in ("raw", "staging"):
        shutil.copytree(built / name, tmp_path / name)
    for name in ("params.yaml", "LICENCE-DATA.md"):
        shutil.copy(built / name, tmp_path)
    return tmp_path


def refused(folder: Path) -> str:
    with pytest.raises(BadInputError) as caught:
        run(folder)
    assert not (folder / "processed").exists()
    assert not (folder / "datapackage.json").exists()
    return str(caught.value)


def test_what_was_validated_is_published(ready: Path, built: Path) -> None:
    run(ready)
    published = read_folder(ready / "processed")
    assert published.pop("foi.duckdb")
    assert published == {
        path: content for path, content in read_folder(built / "processed").items() if path != "foi.duckdb"
    }


@pytest.mark.parametrize(
    "file",
    [
        "disclosure/tables/observations.csv",
        "validated/checks.csv",
        "disclosure/letters/coventry/20123993.txt",
    ],
)
def test_what_was_changed_since_is_refused(ready: Path, file: str) -> None:
    path = ready / "staging" / file
    path.write_bytes(path.read_bytes().replace(b"3", b"4", 1))
    assert "staging/validated/digests.json: the tables are not those that were validated." in refused(ready)


def test_a_licence_that_is_not_there_is_refused(ready: Path) -> None:
    (ready / "LICENCE-DATA.md").unlink()
    assert "raw/package.yaml: the licence LICENCE-DATA.md is not there." in refused(ready)


def test_the_checks_are_published_with_the_rest(built: Path) -> None:
    checks = (built / CHECKS).read_bytes()
    assert (built / "processed/checks.csv").read_bytes() == checks
