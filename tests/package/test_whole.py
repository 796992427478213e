"""The summary tells a package that is not whole from one that is."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.edges.files import DATABASE, DATABASE_SIZE
from pipeline.edges.problems import BadInputError
from pipeline.package.metadata import read
from pipeline.package.summary import left_out, not_as_described, summary


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    for name in ("processed", "site"):
        shutil.copytree(built / name, tmp_path / name)
    shutil.copy(built / "datapackage.json", tmp_path)
    return tmp_path


def test_a_package_as_published_is_as_described(copy: Path) -> None:
    assert not_as_described(copy) == []


@pytest.mark.parametrize(
    "file",
    ["processed/observations.csv", "processed/figures.parquet", "processed/letters/coventry/20123993.txt"],
)
def test_a_file_of_another_package_is_named(copy: Path, file: str) -> None:
    (copy / file).write_bytes((copy / file).read_bytes() + b"\n")
    assert not_as_described(copy) == [file]
    with pytest.raises(BadInputError, match=r"it is not the file that datapackage\.json describes"):
        summary(copy)


def test_a_file_that_is_missing_is_named(copy: Path) -> None:
    (copy / "processed/unit.csv").unlink()
    assert not_as_described(copy) == ["processed/unit.csv"]


def test_what_is_not_known_yet_is_said_with_where_to_read_on(root: Path) -> None:
    metadata = replace(read((root / "raw/package.yaml").read_bytes(), "raw/package.yaml"), released=None)
    assert left_out(metadata) == (
        "raw/package.yaml does not say yet: homepage, repository, doi, released, contact; "
        "docs/standards.md says what catalogues are not told without\n"
    )
    some = replace(metadata, homepage="https://data.example", repository="https://code.example")
    assert left_out(some).startswith("raw/package.yaml does not say yet: doi, released, contact;")
    every = replace(some, doi="10.5072/a", released=date(2026, 4, 1), contact="https://code.example/issues")
    assert left_out(every) == ""


def test_a_missing_database_is_told_with_what_brings_it_back(copy: Path) -> None:
    (copy / DATABASE).unlink()
    with pytest.raises(BadInputError, match=r"Run make; or delete staging/database\.json"):
        summary(copy)


def test_the_size_of_the_database_is_kept(built: Path) -> None:
    assert int((built / DATABASE_SIZE).read_text("utf-8")) == (built / DATABASE).stat().st_size


def test_every_file_of_the_site_has_its_sum(built: Path) -> None:
    from faults.project import not_summed

    assert not_summed(built / "site") == []
    lines = (built / "site/SHA256SUMS").read_text("utf-8").splitlines()
    heavy = (built / "site/data/SHA256SUMS").read_text("utf-8").splitlines()
    files = [path for path in (built / "site").rglob("*") if path.is_file()]
    assert len(lines) + len(heavy) == len(files) - 1


def test_a_copy_without_the_heavy_files_is_whole_by_the_list_of_the_others(copy: Path) -> None:
    """As a clone has it before anything was built."""
    from faults.project import not_summed

    heavy = [line.split("  ")[1] for line in (copy / "site/data/SHA256SUMS").read_text("utf-8").splitlines()]
    for name in heavy:
        (copy / "site/data" / name).unlink()
    assert not_summed(copy / "site", built=False) == []
    assert not_summed(copy / "site") == [f"data/{name}" for name in heavy]
    assert "Open site/index.html" in summary(copy)
