"""dist/: what a release page and an archive take, made of what the pipeline has built.

The same bytes from every clone: whatever is compressed is compressed by the pinned library, the wheel of the
reader too.
"""

import io
import json
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from pipeline.edges.files import (
    DESCRIPTOR,
    DIST,
    PACKAGE_METADATA,
    PROCESSED,
    SITE,
    SUMS,
    read_folder,
    write_folder,
)
from pipeline.edges.problems import PipelineError, bad_input
from pipeline.package.metadata import read
from pipeline.package.summary import not_as_described
from pipeline.render.downloads import sums, zip_bytes

# What an archive asks for beside the data, by its place in the repository, where there is one.
FOR_ARCHIVES = (
    *(DESCRIPTOR, "LICENCE-DATA.md", "LICENSE", "CHANGELOG.md", "CITATION.cff", ".zenodo.json"),
    *(f"{SITE}/data/{name}" for name in ("datacite.json", "datacite.xml", "citation.bib", "citation.ris")),
)
LISTED = f"{SITE}/data/{SUMS}"
BUILD = "hatchling"  # makes the wheel of the reader
PROJECT = "pyproject.toml"
MEND = "Run 'make' first."


def build(root: Path) -> list[str]:
    """Write dist/ from what is built, and give its files. Raises BadInputError where something is missing."""
    contents = release_files(root)
    write_folder(root / DIST, contents | {SUMS: sums(contents)})
    return [*contents, SUMS]


def release_files(root: Path) -> dict[str, bytes]:
    """Give the files by name: zip, workbook and database, Parquet, the site, metadata, and the reader."""
    if not (root / LISTED).is_file():
        raise bad_input(LISTED, None, "the file is missing.", MEND)
    for file in not_as_described(root):
        raise bad_input(file, None, f"it is not the file that {DESCRIPTOR} describes.", MEND)
    metadata = read((root / PACKAGE_METADATA).read_bytes(), PACKAGE_METADATA)
    described = json.loads((root / DESCRIPTOR).read_bytes())["version"]
    if described != metadata.version:
        raise bad_input(DESCRIPTOR, None, f"its version is {described}, and not {metadata.version}.", MEND)
    name = f"{metadata.name}-{metadata.version}"
    site = read_folder(root / SITE)
    check(site, site[f"data/{SUMS}"], "data/")
    check(site, site[SUMS], "")
    lines = (root / LISTED).read_text("utf-8").splitlines()
    whole = {line.split("  ", 1)[1]: site[f"data/{line.split('  ', 1)[1]}"] for line in lines}
    parquet = {
        f"{PROCESSED}/{path}": content
        for path, content in read_folder(root / PROCESSED).items()
        if path.endswith(".parquet")
    }
    beside = {path.rpartition("/")[2]: root / path for path in FOR_ARCHIVES if (root / path).is_file()}
    return {
        **whole,
        f"{name}-parquet.zip": zip_bytes(parquet | {DESCRIPTOR: (root / DESCRIPTOR).read_bytes()}),
        f"{name}-site.zip": zip_bytes({f"{name}-site/{path}": content for path, content in site.items()}),
        # A host of releases may hide what begins with a dot.
        **{file.lstrip("."): path.read_bytes() for file, path in beside.items()},
        **reader(root),
    }


def check(site: Mapping[str, bytes], listed: bytes, folder: str) -> None:
    """Raise BadInputError where a file of the site is not the one that a list of digests has."""
    for line in listed.decode().splitlines():
        name = line.split("  ", 1)[1]
        path = f"{folder}{name}"
        if path not in site or sums({name: site[path]}).decode() != f"{line}\n":
            raise bad_input(f"{SITE}/{path}", None, "it is not the file that was built.", MEND)


def reader(root: Path) -> dict[str, bytes]:
    """Give the wheel of the reader, where the project has one and hatchling is installed.

    A wheel is a zip, compressed by the zlib of the machine; here it is compressed again.
    """
    if not makes_wheel(root) or find_spec(BUILD) is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", BUILD, "build", "--target", "wheel", "--directory", folder]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603 - no words of others
        wheels = list(Path(folder).glob("*.whl"))
        if done.returncode or not wheels:
            raise PipelineError(f"{BUILD} makes no wheel of the reader: {done.stderr.strip()}")
        with zipfile.ZipFile(io.BytesIO(wheels[0].read_bytes())) as archive:
            return {wheels[0].name: zip_bytes({name: archive.read(name) for name in archive.namelist()})}


def makes_wheel(root: Path) -> bool:
    """Tell whether the project says that hatchling builds it."""
    project = root / PROJECT
    if not project.is_file():
        return False
    system = tomllib.loads(project.read_text("utf-8")).get("build-system", {})
    return bool(system.get("build-backend") == f"{BUILD}.build")
