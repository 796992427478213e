"""The stage render: the data package -> the codebook, the downloads and what catalogues read."""

from datetime import date
from pathlib import Path
from typing import TypedDict

import duckdb

from pipeline.build.canonical import rows_of
from pipeline.build.database import load as load_rows
from pipeline.edges.files import (
    CODE_LISTS,
    DATABASE,
    DESCRIPTOR,
    EXPECTATIONS,
    LOCK,
    PACKAGE_METADATA,
    PROCESSED,
    SITE,
    SUMS,
    read_folder,
    write_folder,
    write_together,
)
from pipeline.package.changes import read as releases
from pipeline.package.descriptor import newest
from pipeline.package.metadata import Metadata, read
from pipeline.render import citing, datasette, labelled, links, load, standards, tidy
from pipeline.render.downloads import HEAVY, beside_data, schema_files, sums, zip_bytes
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
PIPELINE = "dvc.yaml"
PROJECT = "pyproject.toml"
DOCS = "docs"


class Making(TypedDict):
    """How the package is made."""

    stages: tuple[standards.Stage, ...]
    software: tuple[standards.Software, ...]


def run(root: Path) -> None:
    """Write the site, and what git hosts and archives look for at the top of the repository."""
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
    package = {
        **published,
        **schema_files(tables, lists),
        DESCRIPTOR: (root / DESCRIPTOR).read_bytes(),
        LICENCE: (root / LICENCE).read_bytes(),
    }
    if (root / PIPELINE).is_file():
        package[standards.MAKING] = (root / PIPELINE).read_bytes()
    rows = {name: rows_of(table, published[f"{PROCESSED}/{name}.csv"]) for name, table in tables.items()}
    dated = newest(rows["letters"])
    cover = _cover(metadata, dated)
    package |= dict(tidy.files(rows["observations"], rows["letters"], dimension_names(lists)))
    package |= dict(labelled.files(rows["observations"], rows["letters"], lists))
    package[load.NAME] = load.script(tables, lists, rows).encode()
    package[citing.BIBTEX] = citing.bibtex(metadata, dated).encode()
    package[citing.RIS] = citing.ris(metadata, dated).encode()
    # What holds all tables again stands beside the zip and not in it, and not in git: see downloads.HEAVY.
    archive, workbook, database = (downloads.name(metadata, kind) for kind in HEAVY)
    heavy = {
        workbook: workbook_bytes(cover, tables, rows, lists),
        database: sqlite_bytes(tables, rows, texts),
    }
    package[datasette.NAME] = datasette.metadata_bytes(metadata, tables, database)
    about = standards.describe(
        metadata=metadata,
        tables=tables,
        lists=lists,
        rows=rows,
        contents=package | heavy,
        archive=archive,
        citation=citing.apa(metadata, dated),
        bibtex=citing.bibtex(metadata, dated),
        **_making(root),
    )
    described = tuple(standards.described(about))
    package |= standards.below(described, "package")
    with duckdb.connect() as connection:
        load_rows(connection, tables, lists, root / PROCESSED, texts.items(), constraints=False)
        log = root / CHANGES
        changes = releases(log.read_text("utf-8")) if log.is_file() else ()
        codebook = pages(
            connection, tables, lists, metadata, rules, texts, _measured(root), changes, described
        )
    read_at_home = {path: page for path, page in codebook.items() if path not in links.FOR_SERVERS}
    heavy[archive] = zip_bytes(package | beside_data(read_at_home, (archive, workbook, database, SUMS)))
    site = codebook | {links.data(path): content for path, content in package.items()}
    # What git ignores has its digests in a list that git does not: a clone can tell what it must come to.
    site[links.data(SUMS)] = sums(heavy)
    digests = sums(site)
    write_together(root, standards.below(described, "repository"))
    # Last, so that it tells whether the files are of one build.
    built = {links.data(path): content for path, content in heavy.items()}
    write_folder(root / SITE, site | built | {SUMS: digests})


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


def _making(root: Path) -> Making:
    """Read how the package is made, where that is told: the stages, and what they run on."""
    pipeline, project, lock = (root / name for name in (PIPELINE, PROJECT, LOCK))
    told = project.is_file() and lock.is_file()
    return {
        "stages": standards.stages(pipeline.read_bytes(), PIPELINE) if pipeline.is_file() else (),
        "software": standards.software(project.read_text("utf-8"), lock.read_text("utf-8")) if told else (),
    }


def _measured(root: Path) -> dict[str, str]:
    """Read what was measured of the project itself, where it was."""
    files = {name: root / DOCS / f"{name}.csv" for name in MEASURED}
    return {name: path.read_text("utf-8") for name, path in files.items() if path.is_file()}
