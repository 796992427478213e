"""The package, prepared once for every standard: plain data, in the words of none of them."""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from pipeline.edges import document
from pipeline.edges.hidden import json_visible
from pipeline.package.descriptor import MEDIA_TYPES, source
from pipeline.package.metadata import Metadata
from pipeline.render import links
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.table import Row, Table

LANGUAGE = "en-GB"  # of the letters, of all titles and of all descriptions
# dvc.yaml in the package: under its own name DVC would take it for a pipeline to run.
MAKING = "pipeline.yaml"
FORMATS = MEDIA_TYPES | {
    ".json": "application/json",
    ".cff": "application/yaml",
    ".yaml": "application/yaml",
    ".md": "text/markdown",
    ".sql": "application/sql",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".sqlite": "application/vnd.sqlite3",
    ".zip": "application/zip",
}
# Files that hold all tables, and what people call them.
WHOLE = {
    ".zip": "Everything in one zip: tables as CSV and Parquet, texts of the letters, codebook",
    ".xlsx": "All tables in one Excel workbook",
    ".sqlite": "All tables in one SQLite database",
}


@dataclass(frozen=True)
class Standard:
    """A standard: where it is published, and who reads what is written by it."""

    name: str
    version: str
    address: str
    readers: str
    # package: below site/data/ and in the zip. repository: at the top of the repository, where archives look.
    places: tuple[str, ...] = ("package",)


@dataclass(frozen=True)
class File:
    """A file of the package. The zip has no size and digest: it holds the files that would tell them."""

    path: str
    title: str
    media_type: str
    size: int | None = None
    sha256: str | None = None

    @property
    def name(self) -> str:
        """Its name, without folders."""
        return PurePosixPath(self.path).name


@dataclass(frozen=True)
class DescribedTable:
    """A table or a code list with its files, its Table Schema among them."""

    table: Table
    rows: int
    csv: File
    parquet: File
    schema: File


@dataclass(frozen=True)
class Letter:
    """A letter as received, which the package does not hold, and its text, which it does."""

    letter_id: str
    title: str
    reference: str
    dated: date
    authority: str
    authority_name: str
    source_file: str
    address: str | None  # where it was published
    media_type: str
    size: int | None
    sha256: str | None
    text: File


@dataclass(frozen=True)
class Stage:
    """A stage of dvc.yaml: what it is for, how it is run, what it reads and what it writes, by path."""

    name: str
    purpose: str
    command: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]


@dataclass(frozen=True)
class Software:
    """A Python package that the pipeline runs on, in the versions of requirements.lock."""

    name: str
    version: str


@dataclass(frozen=True)
class Description:
    """The package as a whole, its tables, files and letters, and how it was made."""

    metadata: Metadata
    newest_letter: date | None
    oldest_letter: date | None
    period: tuple[date, date] | None  # the first and the last day that a value is about
    places: tuple[tuple[str, str], ...]  # GSS code and name of each area, in the order of the codes
    measures: tuple[str, ...]  # their labels
    tables: tuple[DescribedTable, ...]
    files: tuple[File, ...]  # all others but the letters' texts
    whole: tuple[File, ...]  # those of them that hold all tables
    letters: tuple[Letter, ...]
    stages: tuple[Stage, ...]
    software: tuple[Software, ...]
    citation: str  # as APA has it
    bibtex: str

    @property
    def dated(self) -> date | None:
        """The date of the version: see ``Metadata.dated``."""
        return self.metadata.dated(self.newest_letter)

    @property
    def every_file(self) -> tuple[File, ...]:
        """All files that the package holds, by path: not the zip, which holds them."""
        own = [file for one in self.tables for file in (one.csv, one.parquet, one.schema)]
        found = {file.path: file for file in (*own, *self.files, *(one.text for one in self.letters))}
        return tuple(file for _path, file in sorted(found.items()) if file.sha256)

    def reference(self, path: str) -> str:
        """Give the address of a file of the package; relative to its top where the site has no address."""
        if self.metadata.homepage:
            return links.address(self.metadata.homepage, links.data(path))
        return quote(path)

    def address(self, page: str) -> str | None:
        """Give the address of a page of the site, where the site has one."""
        return links.address(self.metadata.homepage, page) if self.metadata.homepage else None

    def table_page(self, table: Table) -> str | None:
        """Give the address of a table's page, where the site has one."""
        return self.address(links.table(table.name, code_list=table.code_list))


def describe(
    *,
    metadata: Metadata,
    tables: Mapping[str, Table],
    lists: Mapping[str, CodeList],
    rows: Mapping[str, Sequence[Row]],
    contents: Mapping[str, bytes],
    archive: str,
    citation: str,
    bibtex: str,
    stages: Iterable[Stage] = (),
    software: Iterable[Software] = (),
) -> Description:
    """Prepare the package for all standards.

    ``contents`` are the files of the package by path, those that standards ask for left out; ``archive`` is
    the path of the zip; ``rows`` are those of each table, typed.
    """
    files = {path: _file(path, content) for path, content in contents.items()}
    described = tuple(_table(table, len(rows[name]), files) for name, table in sorted(tables.items()))
    letters = tuple(_letter(row, lists, files) for row in rows["letters"])
    told = {file.path for one in described for file in (one.csv, one.parquet, one.schema)}
    told |= {letter.text.path for letter in letters}
    others = [file for path, file in sorted(files.items()) if path not in told]
    zipped = File(archive, WHOLE[".zip"], media_type(archive))
    dates = sorted(letter.dated for letter in letters)
    days = [
        date.fromisoformat(str(row[field]))
        for row in rows["observations"]
        for field in ("period_start", "period_end")
    ]
    return Description(
        metadata=metadata,
        newest_letter=dates[-1] if dates else None,
        oldest_letter=dates[0] if dates else None,
        period=(min(days), max(days)) if days else None,
        places=tuple(
            (code, str(lists["authority"].row(code)["label"]))
            for code in sorted({str(row["ref_area"]) for row in rows["observations"]})
        ),
        measures=tuple(str(row["label"]) for row in lists["measure"].rows),
        tables=described,
        # What holds all tables again stands beside the zip and not in it.
        files=tuple(file for file in others if PurePosixPath(file.path).suffix not in WHOLE),
        whole=(zipped, *(file for file in others if PurePosixPath(file.path).suffix in WHOLE)),
        letters=letters,
        stages=tuple(stages),
        software=tuple(software),
        citation=citation,
        bibtex=bibtex,
    )


def stages(content: bytes, file: str) -> tuple[Stage, ...]:
    """Read dvc.yaml, whose stages have ``desc``, ``cmd``, ``deps`` and ``outs``: https://dvc.org/doc.

    Raises BadInputError where it is not so.
    """
    found = document.load(content, file).items["stages"]
    if not isinstance(found, document.Mapping):
        raise ValueError(f"{file} has no stages.")
    return tuple(_stage(name, one) for name, one in found.items.items() if isinstance(one, document.Mapping))


def software(project: str, lock: str) -> tuple[Software, ...]:
    """Give what the group ``pipeline`` of pyproject.toml names, in the versions of requirements.lock.

    A package whose version depends on the machine is there once for each.
    """
    pinned: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock, re.MULTILINE):
        pinned.setdefault(_normal(name), []).append(version)
    wanted = tomllib.loads(project)["dependency-groups"]["pipeline"]
    names = sorted({match[0] for one in wanted if (match := re.match(r"[A-Za-z0-9._-]+", one))}, key=_normal)
    return tuple(
        Software(name, version) for name in names for version in dict.fromkeys(pinned[_normal(name)])
    )


def media_type(path: str) -> str:
    """Give the media type of a file of the package, by its name."""
    return FORMATS.get(PurePosixPath(path).suffix, "application/octet-stream")


def as_json(data: Any) -> bytes:
    """Give JSON without what is not known: None, and lists and objects that are empty."""
    return (json_visible(json.dumps(known(data), ensure_ascii=False, indent=1)) + "\n").encode()


def known(data: Any) -> Any:
    """Give the data without what is not known: None, and lists and objects that are empty."""
    if isinstance(data, Mapping):
        found = {name: known(value) for name, value in data.items()}
        return {name: value for name, value in found.items() if value not in (None, [], {})}
    if isinstance(data, list | tuple):
        return [one for one in map(known, data) if one not in (None, [], {})]
    return data


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _paths(item: object) -> tuple[str, ...]:
    """Give the path of an output, which stands alone or above what DVC is told of it."""
    if isinstance(item, document.Mapping):
        return tuple(item.items)
    return (item.text,) if isinstance(item, document.Text) else ()


def _stage(name: str, stage: document.Mapping) -> Stage:
    outs = stage.items.get("outs")
    some = outs.items if isinstance(outs, document.Sequence) else ()
    writes = [path for one in some for path in _paths(one)]
    reads = tuple(one.text for one in stage.texts("deps"))
    what = f"the stage {name}"
    return Stage(name, stage.need("desc", what).text, stage.need("cmd", what).text, reads, tuple(writes))


def _table(table: Table, rows: int, files: Mapping[str, File]) -> DescribedTable:
    csv, parquet = (files[f"processed/{table.name}.{kind}"] for kind in ("csv", "parquet"))
    schema = files[f"schemas/{table.name}.json"]
    return DescribedTable(
        table,
        rows,
        _titled(csv, f"{table.title}, as CSV"),
        _titled(parquet, f"{table.title}, as Parquet"),
        _titled(schema, f"{table.title}: what each field means, as Table Schema"),
    )


def _letter(row: Row, lists: Mapping[str, CodeList], files: Mapping[str, File]) -> Letter:
    letter_id = str(row["letter_id"])
    title = source(row, lists)["title"]
    text = files[f"processed/letters/{letter_id}.txt"]
    return Letter(
        letter_id=letter_id,
        title=title,
        reference=str(row["reference"]),
        dated=date.fromisoformat(str(row["letter_date"])),
        authority=str(row["authority"]),
        authority_name=str(lists["authority"].row(str(row["authority"]))["label"]),
        source_file=str(row["source_file"]),
        address=str(row["source_url"]) if row["source_url"] else None,
        media_type=str(row["media_type"]),
        size=row["bytes"] if isinstance(row["bytes"], int) else None,
        sha256=str(row["sha256"]) if row["sha256"] else None,
        text=_titled(text, f"Text of the letter {letter_id}, names and contact details masked"),
    )


def _file(path: str, content: bytes) -> File:
    suffix = PurePosixPath(path).suffix
    title = WHOLE.get(suffix) or PurePosixPath(path).name
    return File(path, title, media_type(path), len(content), hashlib.sha256(content).hexdigest())


def _titled(file: File, title: str) -> File:
    return File(file.path, title, file.media_type, file.size, file.sha256)
