"""datapackage.json: the Data Package v2 descriptors, derived from the Table Schemas and the bytes published.

https://datapackage.org/standard/data-package/. The texts of the letters have one of their own: programs that
load every resource into a database (frictionless's ``index`` and ``Package.publish``) stop at one that is no
table, wherever it stands in the list.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from pipeline.edges.files import LETTERS_DESCRIPTOR
from pipeline.edges.hidden import visible
from pipeline.package.metadata import Metadata
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.published import Descriptor, schema
from pipeline.schemas.table import Row, Table

PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
# Data Package v1's name for a table: frictionless-r reads no resource without it. v2 lets it stand.
TEXTS = "texts"  # the property that leads to the descriptor of the letters' texts
TABLE_PROFILE = "tabular-data-resource"
MEDIA_TYPES = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet", ".txt": "text/plain"}


def descriptor(
    metadata: Metadata,
    tables: Mapping[str, Table],
    lists: Mapping[str, CodeList],
    letters: Sequence[Row],
    contents: Mapping[str, bytes],
) -> Descriptor:
    """Give the descriptor of the tables.

    ``contents`` are the published files by their path from the top of the package. A source is named by its
    address, or else by the text of the letter in the package: the letter as received is in no download.
    """
    sources = [
        {"path": f"{PurePosixPath(LETTERS_DESCRIPTOR).parent}/{letter['letter_id']}.txt"}
        | source(letter, lists)
        for letter in letters
    ]
    licences = [{"name": one.name, "title": one.title, "path": one.path} for one in metadata.licences]
    resources = [
        _table_resource(path, content, tables[PurePosixPath(path).stem], lists, sources, contents, licences)
        for path, content in sorted(contents.items())
        if path.endswith(".csv")
    ]
    found: Descriptor = {
        "$schema": PACKAGE_PROFILE,
        "name": metadata.name,
        "title": metadata.title,
        "description": metadata.description,
        "version": metadata.version,
    }
    dated = metadata.dated(newest(letters))
    found |= {
        key: value
        for key, value in (
            ("id", metadata.identifier),
            # A time of day is wanted; what is dated by the day has none, so that it is the day's first.
            ("created", f"{dated.isoformat()}T00:00:00Z" if dated else None),
            ("homepage", metadata.homepage),
        )
        if value
    }
    return found | {
        "keywords": list(metadata.keywords),
        "contributors": [{"title": one.title, "roles": list(one.roles)} for one in metadata.contributors],
        "licenses": licences,
        "sources": sources,
        "resources": resources,
    }


def newest(letters: Sequence[Row]) -> date | None:
    """Give the date of the newest letter."""
    return max((date.fromisoformat(str(letter["letter_date"])) for letter in letters), default=None)


def letters_descriptor(
    metadata: Metadata, lists: Mapping[str, CodeList], letters: Sequence[Row], contents: Mapping[str, bytes]
) -> Descriptor:
    """Give the descriptor of the letters' texts: ``contents`` by their path from where it stands.

    Its licences are named and titled; where they stand is above its folder, which no descriptor may name.
    """
    by_id = {str(letter["letter_id"]): letter for letter in letters}
    licences = [{"name": one.name, "title": one.title} for one in metadata.licences]
    resources = []
    for path, content in sorted(contents.items()):
        letter_id = path.removesuffix(".txt")
        resources.append(_text_resource(path, content, letter_id, source(by_id[letter_id], lists), licences))
    return {
        "$schema": PACKAGE_PROFILE,
        "name": f"{metadata.name}-letters",
        "title": f"Texts of the letters: {metadata.title}",
        "version": metadata.version,
        "licenses": licences,
        "resources": resources,
    }


def _table_resource(
    path: str,
    content: bytes,
    table: Table,
    lists: Mapping[str, CodeList],
    letters: list[dict[str, str]],
    contents: Mapping[str, bytes],
    licences: list[dict[str, str]],
) -> Descriptor:
    """Give a CSV file as a resource, with its Parquet twin as an alternate.

    The twin is no resource of its own: reading it takes frictionless an extra that nobody else needs.
    """
    parquet = path.removesuffix(".csv") + ".parquet"
    return {
        "name": table.name,
        "type": "table",
        "profile": TABLE_PROFILE,
        "title": table.title,
        "description": table.description,
        **_file(path, content),
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": schema(table, lists),
        "sources": [{"title": f"Code list of the makers: {table.title}"}] if table.code_list else letters,
        "licenses": licences,
        "alternates": [_file(parquet, contents[parquet])],
    }


def _text_resource(
    path: str, content: bytes, letter_id: str, letter: dict[str, str], licences: list[dict[str, str]]
) -> Descriptor:
    return {
        "name": letter_id.replace("/", "-").lower(),
        "title": f"Text of the letter {letter_id}",
        "description": "The letter's text, names and contact details masked character for character.",
        **_file(path, content),
        "encoding": "utf-8",
        "sources": [letter],
        "licenses": licences,
    }


def _file(path: str, content: bytes) -> Descriptor:
    suffix = PurePosixPath(path).suffix
    return {
        **digested(path, content),
        "format": suffix[1:],
        "mediatype": MEDIA_TYPES[suffix],
    }


def digested(path: str, content: bytes) -> Descriptor:
    """Give the path, size and digest of a file, as a descriptor has them."""
    digest = hashlib.sha256(content).hexdigest()
    return {"path": path, "bytes": len(content), "hash": f"sha256:{digest}"}


def source(letter: Row, lists: Mapping[str, CodeList]) -> dict[str, str]:
    """Give a letter as a source: who wrote it, its reference and date, and its address if known."""
    authority = lists["authority"].row(str(letter["authority"]))["label"]
    subject = letter["subject"] or "no subject"
    title = f"{authority}, {letter['reference']}, {letter['letter_date']}: {subject}"
    found = {"title": visible(title), "version": str(letter["letter_date"])}
    return found | ({"path": str(letter["source_url"])} if letter["source_url"] else {})
