"""What is kept of each release to compare with, in releases/: small, plain, and enough without a network.

``release.json`` has the columns of every table with their types, how many rows it has and the digest of its
CSV; beside it stand the observations, the letters and the code lists as they were published.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.build.canonical import texts_of
from pipeline.edges.files import RELEASES
from pipeline.edges.problems import bad_input
from pipeline.schemas.table import Table

OBSERVATIONS, LETTERS, CHANGES, CHECKS = "observations", "letters", "changes", "checks"
RECORD = "release.json"
# What is made of the other tables, and is another one with every rule or release.
DERIVED = (CHANGES, CHECKS)
Texts = Mapping[str, str]  # a row as text by column


@dataclass(frozen=True)
class Edition:
    """A package, as far as it is compared. ``rows`` are of the tables that are compared row by row."""

    version: str
    columns: Mapping[str, Mapping[str, str]]  # the type of each column, by table
    counts: Mapping[str, int]
    digests: Mapping[str, str]  # SHA-256 of the CSV of each table but DERIVED
    rows: Mapping[str, Sequence[Texts]]

    @property
    def lists(self) -> set[str]:
        """Names of the code lists."""
        return set(self.rows) - {OBSERVATIONS, LETTERS}

    def has_the_data_of(self, other: "Edition") -> bool:
        """Tell whether another edition has the same columns and the same rows."""
        return (self.columns, self.digests) == (other.columns, other.digests)


def edition(
    version: str, columns: Mapping[str, Mapping[str, str]], lists: set[str], contents: Mapping[str, bytes]
) -> Edition:
    """Give the edition of published tables. ``contents`` are their CSV files by name of the table."""
    texts = {name: texts_of(content) for name, content in contents.items() if name not in DERIVED}
    return Edition(
        version,
        {name: dict(types) for name, types in sorted(columns.items())},
        {name: len(rows) for name, rows in sorted(texts.items())},
        {name: hashlib.sha256(contents[name]).hexdigest() for name in sorted(texts)},
        {name: texts[name] for name in sorted({OBSERVATIONS, LETTERS, *lists}) if name in texts},
    )


def present(tables: Mapping[str, Table], contents: Mapping[str, bytes]) -> Edition:
    """Give the edition of the tables that are about to be published, which has no number yet."""
    columns = {name: {field.name: field.type for field in table.fields} for name, table in tables.items()}
    return edition("", columns, {name for name, table in tables.items() if table.code_list}, contents)


def published(root: Path) -> Edition:
    """Give the edition of a package as it stands in a folder, by its descriptor and its tables alone."""
    package = json.loads((root / "datapackage.json").read_bytes())
    tables = [one for one in package["resources"] if one.get("schema")]
    columns = {one["name"]: {f["name"]: f["type"] for f in one["schema"]["fields"]} for one in tables}
    lists = {one["name"] for one in tables if one["schema"]["primaryKey"] == ["code"]}
    contents = {one["name"]: (root / one["path"]).read_bytes() for one in tables}
    return edition(package["version"], columns, lists, contents)


def files(kept: Edition, contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the files that keep an edition, by name; ``contents`` are the CSV files of its tables."""
    record = {
        "version": kept.version,
        "rows": dict(kept.counts),
        "sha256": dict(kept.digests),
        "columns": {name: dict(types) for name, types in kept.columns.items()},
    }
    written = (json.dumps(record, indent=1) + "\n").encode()
    return {f"{name}.csv": contents[name] for name in kept.rows} | {RECORD: written}


def releases(root: Path) -> list[Edition]:
    """Give the releases that are kept, oldest first. Raises BadInputError where one is not whole."""
    folders = [path.parent for path in (root / RELEASES).glob(f"*/{RECORD}")]
    return sorted(map(_read, folders), key=lambda one: number(one.version))


def number(version: str) -> tuple[int, ...]:
    """Give a version as numbers that can be compared. Raises ValueError where it is not three."""
    if not re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", version):
        raise ValueError(f"{version!r} is no version: write it as 1.2.3")
    return tuple(map(int, version.split(".")))


def base(kept: Sequence[Edition], now: Edition) -> Edition | None:
    """Give the release to compare with: the newest that has other data than ``now``.

    So the package of a release is the same bytes before and after it is kept itself.
    """
    return next((one for one in reversed(kept) if not one.has_the_data_of(now)), None)


def _read(folder: Path) -> Edition:
    name = f"{RELEASES}/{folder.name}/{RECORD}"
    try:
        record = json.loads((folder / RECORD).read_bytes())
        if record["version"] != folder.name:
            raise bad_input(name, None, f"its version is {record['version']}.", "Name the folder like it.")
        number(folder.name)
        rows = {path.stem: texts_of(path.read_bytes()) for path in sorted(folder.glob("*.csv"))}
        return Edition(record["version"], record["columns"], record["rows"], record["sha256"], rows)
    except (ValueError, KeyError, TypeError, StopIteration) as error:
        mend = "Take the folder from git again: git checkout -- releases"
        raise bad_input(name, None, f"it is not what a release leaves there: {error!r}.", mend) from error
