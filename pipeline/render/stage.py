"""The stage render: the data package -> the codebook and the downloads."""

from datetime import date
from pathlib import Path

import duckdb

from pipeline.build.canonical import rows_of
from pipeline.build.database import load as load_rows
from pipeline.edges.files import (
    CODE_LISTS,
    DATABASE,
    DESCRIPTOR,
    EXPECTATIONS,
    PACKAGE_METADATA,
    PROCESSED,
    SITE,
    SUMS,
    read_folder,
    write_folder,
)
from pipeline.package.changes import read as releases
from pipeline.package.metadata import Metadata, read
from pipeline.render import citing, datasette, labelled, links, load, tidy
from pipeline.render.downloads import beside_data, schema_files, sums, zip_bytes
from pipeline.render.pages import downloads
from pipeline.render.pages.reliability import MEASURED
from pipeline.render.periods import day
from pipeline.render.site import pages
from pipeline.render.sqlite import sqlite_bytes
from pipeline.render.workbook import Cover, workbook_bytes
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import dimension_names, read_code_lists
from pipeline.validate.derived import derived_rules
from pipeline.validate.rules import read_rules

LICENCE = "LICENCE-DATA.md"
CHANGES = "CHANGELOG.md"
DOCS = "docs"


def run(root: Path) -> None:
    """Write the site."""
    lists = read_code_lists(root / CODE_LISTS)
    tables = catalogue(lists)
    metadata = read((root / PACKAGE_METADATA).read_bytes(), PACKAGE_METADATA)
    rules = [*read_rules(root / EXPECTATIONS), *derived_rules(tables, lists)]
    published = {
        f"{PROCESSED}/{path}": content
        for path, content in read_folder(root / PROCESSED).items()
        if path != Path(DATABASE).name
    }
    texts = {
        path.removeprefix(f"{PROCESSED}/letters/").removesuffix(".txt"): content.decode()
        for path, content in published.items()
        if path.endswith(".txt")
    }
    with duckdb.connect() as connection:
        load_rows(connection, tables, lists, root / PROCESSED, texts.items(), constraints=False)
        log = root / CHANGES
        changes = releases(log.read_text("utf-8")) if log.is_file() else ()
        codebook = pages(connection, tables, lists, metadata, rules, texts, _measured(root), changes)
    package = {
        **published,
        **schema_files(tables, lists),
        DESCRIPTOR: (root / DESCRIPTOR).read_bytes(),
        LICENCE: (root / LICENCE).read_bytes(),
    }
    rows = {name: rows_of(table, published[f"{PROCESSED}/{name}.csv"]) for name, table in tables.items()}
    dated = max((date.fromisoformat(str(row["letter_date"])) for row in rows["letters"]), default=None)
    cover = _cover(metadata, dated)
    package |= dict(tidy.files(rows["observations"], rows["letters"], dimension_names(lists)))
    package |= dict(labelled.files(rows["observations"], rows["letters"], lists))
    package[load.NAME] = load.script(tables, lists, rows).encode()
    package[citing.BIBTEX] = citing.bibtex(metadata, dated).encode()
    package[citing.RIS] = citing.ris(metadata, dated).encode()
    package[downloads.name(metadata, "xlsx")] = workbook_bytes(cover, tables, rows, lists)
    package[downloads.name(metadata, "sqlite")] = sqlite_bytes(tables, rows, texts)
    package[datasette.NAME] = datasette.metadata_bytes(metadata, tables, downloads.name(metadata, "sqlite"))
    name = downloads.name(metadata, "zip")
    package[name] = zip_bytes(package | beside_data(codebook, name))
    site = codebook | {links.data(path): content for path, content in package.items()}
    # Last, so that it tells whether the files are of one build.
    write_folder(root / SITE, site | {SUMS: sums(site)})


def _cover(metadata: Metadata, dated: date | None) -> Cover:
    return Cover(
        metadata.title,
        metadata.description,
        (
            ("Version", metadata.version),
            ("Newest letter", day(dated) if dated else "none"),
            ("Terms", "; ".join(f"{one.title} ({one.path})" for one in metadata.licences)),
            ("How to cite", citing.words(metadata, dated)),
        ),
        (
            "A value that is not given is not zero: the shorthand below says why it is not given.",
            "The sheet Values is for people; the sheets after it are for formulas and programs.",
            "Their tables are named, as table_observations, and Contents lists them.",
            "Rows of the code _T are totals of others: leave them out where you sum their parts.",
            "The site that comes with these data shows the place of every number in its letter.",
        ),
        dated or date(1980, 1, 1),
    )


def _measured(root: Path) -> dict[str, str]:
    """Read what was measured of the project itself, where it was."""
    files = {name: root / DOCS / f"{name}.csv" for name in MEASURED}
    return {name: path.read_text("utf-8") for name, path in files.items() if path.is_file()}
