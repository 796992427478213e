"""The files of a release: whole, of one version, and the same bytes again."""

import hashlib
import io
import shutil
import zipfile
from pathlib import Path

import pytest

from pipeline.edges.files import read_folder
from pipeline.edges.problems import BadInputError, PipelineError
from pipeline.release.dist import build, makes_wheel, release_files
from pipeline.release.steps import clean

NAME = "foi-exploited-and-missing-children"


@pytest.fixture
def copy(built: Path, root: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    for name in ("processed", "site", "raw"):
        shutil.copytree(built / name, folder / name)
    shutil.copy(built / "datapackage.json", folder)
    for name in ("LICENCE-DATA.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(root / name, folder)
    return folder


def test_a_release_has_every_form_and_a_digest_of_each(copy: Path) -> None:
    names = build(copy)
    files = read_folder(copy / "dist")
    assert set(names) == set(files)
    version = next(name for name in names if name.endswith(".sqlite")).removesuffix(".sqlite")
    assert version.startswith(f"{NAME}-")
    forms = ("zip", "xlsx", "sqlite")
    assert {f"{version}.{form}" for form in forms} | {
        f"{version}-{p}.zip" for p in ("parquet", "site")
    } <= set(files)
    for line in files["SHA256SUMS"].decode().splitlines():
        value, name = line.split("  ")
        assert hashlib.sha256(files[name]).hexdigest() == value
    with zipfile.ZipFile(io.BytesIO(files[f"{version}-site.zip"])) as archive:
        inside = {name.partition("/")[2] for name in archive.namelist()}
    assert inside == set(read_folder(copy / "site"))
    with zipfile.ZipFile(io.BytesIO(files[f"{version}-parquet.zip"])) as archive:
        assert "processed/observations.parquet" in archive.namelist()
        assert "datapackage.json" in archive.namelist()


def test_the_same_build_gives_the_same_files(copy: Path) -> None:
    assert release_files(copy) == release_files(copy)


@pytest.mark.parametrize("file", ["site/index.html", f"site/data/{NAME}-0.1.0.zip", "processed/unit.csv"])
def test_a_file_that_was_not_built_stops_it(copy: Path, file: str) -> None:
    path = next(copy.glob(file.replace("0.1.0", "*")))
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(BadInputError, match="it is not the file that"):
        build(copy)
    assert not (copy / "dist").exists()


def test_a_heavy_file_that_a_clone_does_not_have_is_asked_for(copy: Path) -> None:
    next((copy / "site/data").glob("*.sqlite")).unlink()
    with pytest.raises(BadInputError, match="Run 'make' first"):
        build(copy)


def test_another_version_than_that_of_the_package_stops_it(copy: Path) -> None:
    file = copy / "raw/package.yaml"
    file.write_text(file.read_text("utf-8").replace("\nversion: ", "\nversion: 9"), encoding="utf-8")
    with pytest.raises(BadInputError, match="its version is"):
        build(copy)


def test_a_wheel_is_made_where_the_project_says_how(tmp_path: Path) -> None:
    assert not makes_wheel(tmp_path)
    project = tmp_path / "pyproject.toml"
    project.write_text('[project]\nname = "a"\n', encoding="utf-8")
    assert not makes_wheel(tmp_path)
    project.write_text('[build-system]\nbuild-backend = "hatchling.build"\n', encoding="utf-8")
    assert makes_wheel(tmp_path)


def test_a_release_needs_a_clone_without_changes(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="A release is made in a clone: git finds no repository here"):
        clean(tmp_path)
