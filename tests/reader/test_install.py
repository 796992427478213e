"""What `pip install .` installs: the reader, with the version of the data, and nothing else."""

import hashlib
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from email.parser import BytesParser
from pathlib import Path

import pytest

import foi_letters

PARTS = ("reader", "raw", "docs", "LICENSE", "pyproject.toml")


def copy(top: Path, folder: Path) -> Path:
    """A copy of what the wheel is made from, without git, as in a release archive."""
    folder.mkdir(parents=True)
    for part in PARTS:
        if (top / part).is_dir():
            shutil.copytree(top / part, folder / part)
        else:
            shutil.copyfile(top / part, folder / part)
    return folder


def wheel(folder: Path) -> Path:
    pytest.importorskip("hatchling", reason="hatchling is not installed: make ecosystem has it")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel"],
        cwd=folder,
        capture_output=True,
        check=True,
    )
    (found,) = (folder / "dist").glob("*.whl")
    return found


def test_the_wheel_is_the_same_from_every_copy(top: Path, tmp_path: Path) -> None:
    one, other = copy(top, tmp_path / "one"), copy(top, tmp_path / "another place")
    (other / "reader/foi_letters/__pycache__").mkdir(exist_ok=True)
    (other / "reader/foi_letters/__pycache__/data.pyc").write_bytes(b"compiled")
    (other / "reader/foi_letters/data.py").chmod(0o600)
    digests = {hashlib.sha256(wheel(folder).read_bytes()).hexdigest() for folder in (one, other)}
    assert len(digests) == 1


def test_the_wheel_holds_the_reader_alone_and_has_the_version_of_the_data(top: Path, tmp_path: Path) -> None:
    built = wheel(copy(top, tmp_path / "copy"))
    with zipfile.ZipFile(built) as archive:
        names = archive.namelist()
        (metadata,) = (name for name in names if name.endswith("METADATA"))
        told = BytesParser().parsebytes(archive.read(metadata))
    modules = {f"foi_letters/{path.name}" for path in Path(foi_letters.__file__).parent.glob("*.py")}
    assert {name for name in names if "dist-info" not in name} == {*modules, "foi_letters/py.typed"}
    assert told["Version"] == version(top)
    needed = told.get_all("Requires-Dist", [])
    assert all("extra ==" in one for one in needed)
    assert told.get_all("Provides-Extra") == ["pandas", "polars"]


def test_the_version_stands_in_one_place_and_is_that_of_the_published_data(
    top: Path, published: foi_letters.Data
) -> None:
    project = tomllib.loads((top / "pyproject.toml").read_text("utf-8"))
    assert "version" not in project["project"]
    hatch = project["tool"]["hatch"]["version"]
    found = re.search(hatch["pattern"], (top / hatch["path"]).read_text("utf-8"), re.MULTILINE)
    assert found
    assert found["version"] == version(top) == published.version


def test_the_reader_needs_nothing_but_python(top: Path) -> None:
    project = tomllib.loads((top / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["dependencies"] == []
    code = "import foi_letters; foi_letters.open('.').load('observations', labels=True); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, 'reader'); {code}"],
        cwd=top,
        capture_output=True,
        text=True,
        check=True,
    )
    foreign = {name.partition(".")[0] for name in done.stdout.split()} - sys.stdlib_module_names
    assert foreign <= {"__main__", "foi_letters"}


def version(top: Path) -> str:
    found = re.search(r"^version: (.+)$", (top / "raw/package.yaml").read_text("utf-8"), re.MULTILINE)
    assert found
    return found[1]
