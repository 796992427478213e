"""Files that appear whole or not at all, and where the stages keep them."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

RAW = "raw"
CODE_LISTS = "raw/codelists"
PARAMETERS = "params.yaml"
LOCK = "requirements.lock"
PACKAGE_METADATA = "raw/package.yaml"
CORRECTIONS = "raw/corrections.yaml"  # where a letter has an error of its own
EXPECTATIONS = "expectations"
STAGING = "staging"
STRUCTURE = "staging/structure"  # one JSON a letter
STRUCTURE_CACHE = ".cache/structure"  # what was read before; may be deleted at any time
ROWS = "staging/interpreted/rows"  # one JSONL a table
TEXTS = "staging/interpreted/letters"  # one text a letter
TABLES = "staging/tables"  # canonical CSV
PUBLIC_TABLES = "staging/disclosure/tables"  # canonical CSV, by the disclosure policy: what is published
PUBLIC_TEXTS = "staging/disclosure/letters"
AUDIT = "staging/disclosure-audit.csv"  # which hidden figures are given away; never published
CHECKS = "staging/validated/checks.csv"  # canonical
VALIDATED = "staging/validated/digests.json"  # the digests of what the checks were made on
DATABASE_RECORD = "staging/database.json"  # what foi.duckdb holds, since its own bytes always differ
DATABASE_SIZE = "staging/database.size"  # in bytes: how a database that was cut off is found
RELEASES = "releases"  # what is kept of each release to compare with
REASONS = "releases/reasons.csv"  # why something changed, where people say so: subject, reason
PROCESSED = "processed"
DATABASE = "processed/foi.duckdb"
DESCRIPTOR = "datapackage.json"
LETTERS_DESCRIPTOR = "processed/letters/datapackage.json"  # of the texts: the other describes tables alone
SITE = "site"
DIST = "dist"  # what a release page and an archive take
SUMS = "SHA256SUMS"  # of the site's other files, written after them; that in site/data of those git ignores

_PART = ".part"


def write(path: Path, content: bytes) -> None:
    """Write a file so that no reader ever sees half of it; one that is the same already is left alone."""
    write_together(path.parent, {path.name: content})


def write_together(top: Path, contents: Mapping[str, bytes]) -> None:
    """Write files, by path below ``top``: each appears whole, and none before all are on the disk.

    Whatever is likely to go wrong (a full disk, a folder that cannot be written) goes wrong before the first
    file is replaced. What is left to do then is to rename, in the order given: put last what says that all
    are there. Files that are the same already are left alone. Parts that a killed run left are deleted.
    """
    for folder in {(top / name).parent for name in contents}:
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f".*{_PART}"):
            left.unlink(missing_ok=True)
    parts: dict[Path, Path] = {}
    try:
        for name, content in contents.items():
            path = top / name
            if not path.is_file() or path.read_bytes() != content:
                handle, part_name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_PART, dir=path.parent)
                parts[Path(part_name)] = path
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(handle)
                Path(part_name).chmod(0o644)
        for part, path in parts.items():
            part.replace(path)
    except BaseException:
        for part in parts:
            part.unlink(missing_ok=True)
        raise


def write_folder(folder: Path, contents: Mapping[str, bytes], keep: tuple[str, ...] = ()) -> None:
    """Make a folder hold exactly these files, by path below it, and those in ``keep``.

    They are written as ``write_together`` does it; then what is not among them is deleted.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_together(folder, contents)
    delete_others(folder, (*contents, *keep))


def delete_others(folder: Path, names: Iterable[str]) -> None:
    """Delete what is below a folder and not among these paths, and folders that are empty."""
    wanted = {folder / name for name in names}
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in wanted:
            path.unlink()


@contextmanager
def scratch(root: Path, stage: str) -> Iterator[Path]:
    """Give a stage an empty folder below staging/, which is gone afterwards.

    So is what a run of the same stage left there that was killed.
    """
    staging = root / STAGING
    staging.mkdir(exist_ok=True)
    for left in staging.glob(f".{stage}-*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f".{stage}-", dir=staging) as name:
        yield Path(name)


def read_folder(folder: Path) -> dict[str, bytes]:
    """Give the files below a folder by their path, in order."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def misplaced(root: Path) -> list[Path]:
    """Give the files below raw/ that are in no authority's folder and would be passed over."""
    raw = root / RAW
    return [
        path
        for path in sorted(raw.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and path not in (root / PACKAGE_METADATA, root / CORRECTIONS)
        and path.relative_to(raw).parts[0] != "codelists"
        and len(path.relative_to(raw).parts) != 2
        and not any(part.startswith(".") for part in path.relative_to(raw).parts)
    ]


def digests(root: Path) -> bytes:
    """Give the SHA-256 of every file that is validated, and of the checks, as JSON by path."""
    tables = [
        f"{folder}/{path}" for folder in (PUBLIC_TABLES, PUBLIC_TEXTS) for path in read_folder(root / folder)
    ]
    found = {path: hashlib.sha256((root / path).read_bytes()).hexdigest() for path in [CHECKS, *tables]}
    return (json.dumps(found, indent=1) + "\n").encode()


def links(root: Path) -> list[Path]:
    """Give the links below raw/, to files, to folders and to nothing. None is followed."""
    raw = root / RAW
    found = [
        Path(folder) / name
        for folder, folders, files in os.walk(raw)
        for name in (*folders, *files)
        if (Path(folder) / name).is_symlink()
    ]
    return sorted(
        path for path in found if not any(part.startswith(".") for part in path.relative_to(raw).parts)
    )


def letters(root: Path) -> list[Path]:
    """Give the letters below raw/: every file in an authority's folder that is not a reading. What a link
    leads to is none of them.
    """
    return [
        path
        for path in sorted((root / RAW).glob("*/*"))
        if path.is_file()
        and not path.is_symlink()
        and not path.parent.is_symlink()
        and path.parent.name != "codelists"
        and path.suffix not in (".yaml", ".yml")
        and not path.name.startswith(".")
    ]
