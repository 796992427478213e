"""Files that appear whole or not at all, and where the stages keep them."""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

RAW = "raw"
CODE_LISTS = "raw/codelists"
PARAMETERS = "params.yaml"
LOCK = "requirements.lock"
PACKAGE_METADATA = "raw/package.yaml"
CORRECTIONS = "raw/corrections.yaml"  # where a letter has an error of its own
EXPECTATIONS = "expectations"
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
PROCESSED = "processed"
DATABASE = "processed/foi.duckdb"
DESCRIPTOR = "datapackage.json"
SITE = "site"


def write(path: Path, content: bytes) -> None:
    """Write a file so that no reader ever sees half of it; one that is the same already is left alone."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_folder(folder: Path, contents: Mapping[str, bytes], keep: tuple[str, ...] = ()) -> None:
    """Make a folder hold exactly these files, by path below it, and those in ``keep``; each appears whole."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sorted(contents.items()):
        write(folder / name, content)
    wanted = {folder / name for name in (*contents, *keep)}
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in wanted:
            path.unlink()


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


def letters(root: Path) -> list[Path]:
    """Give the letters below raw/: every file in an authority's folder that is not a reading."""
    return [
        path
        for path in sorted((root / RAW).glob("*/*"))
        if path.is_file()
        and path.parent.name != "codelists"
        and path.suffix not in (".yaml", ".yml")
        and not path.name.startswith(".")
    ]
