"""The stage render: the data package -> the codebook and the downloads."""

from pathlib import Path

import duckdb

from pipeline.build.database import load
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
from pipeline.package.metadata import read
from pipeline.render.downloads import beside_data, schema_files, sums, zip_bytes
from pipeline.render.pages.reliability import MEASURED
from pipeline.render.site import pages
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import read_code_lists
from pipeline.validate.derived import derived_rules
from pipeline.validate.rules import read_rules

LICENCE = "LICENCE-DATA.md"
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
        load(connection, tables, lists, root / PROCESSED, texts.items(), constraints=False)
        codebook = pages(connection, tables, lists, metadata, rules, texts, _measured(root))
    package = {
        **published,
        **schema_files(tables, lists),
        DESCRIPTOR: (root / DESCRIPTOR).read_bytes(),
        LICENCE: (root / LICENCE).read_bytes(),
    }
    archive = zip_bytes(package | beside_data(codebook))
    site = {
        **codebook,
        **{f"data/{path}": content for path, content in package.items()},
        f"data/{metadata.name}-{metadata.version}.zip": archive,
    }
    # Last, so that it tells whether the files are of one build.
    write_folder(root / SITE, site | {SUMS: sums(site)})


def _measured(root: Path) -> dict[str, str]:
    """Read what was measured of the project itself, where it was."""
    files = {name: root / DOCS / f"{name}.csv" for name in MEASURED}
    return {name: path.read_text("utf-8") for name, path in files.items() if path.is_file()}
