"""The stage package: tables, checks and texts -> processed/, foi.duckdb and datapackage.json.

The first and only stage that touches what is published, and it does so last of all, when every rule has held
and the package conforms: whatever goes wrong before leaves the last good package as it was.
"""

import hashlib
import json
from pathlib import Path

import duckdb

from pipeline.build.canonical import texts_of
from pipeline.build.database import load, stop_if_unwritten, write_parquet
from pipeline.edges.files import (
    CHECKS,
    CODE_LISTS,
    DATABASE,
    DATABASE_RECORD,
    DATABASE_SIZE,
    DESCRIPTOR,
    LETTERS_DESCRIPTOR,
    PACKAGE_METADATA,
    PROCESSED,
    PUBLIC_TABLES,
    PUBLIC_TEXTS,
    VALIDATED,
    delete_others,
    digests,
    read_folder,
    scratch,
    write,
    write_folder,
    write_together,
)
from pipeline.edges.problems import BadInputError, Problem, bad_input
from pipeline.package.conformance import against_profile
from pipeline.package.descriptor import TEXTS, descriptor, digested, letters_descriptor
from pipeline.package.metadata import read
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import read_code_lists
from pipeline.schemas.published import Descriptor
from pipeline.schemas.table import Row


def run(root: Path) -> None:
    """Publish the package. Raises BadInputError where it does not conform; then nothing is published."""
    if (root / VALIDATED).read_bytes() != digests(root):
        raise bad_input(VALIDATED, None, "the tables are not those that were validated.", "Run 'dvc repro'.")
    lists = read_code_lists(root / CODE_LISTS)
    tables = catalogue(lists)
    metadata = read((root / PACKAGE_METADATA).read_bytes(), PACKAGE_METADATA)
    for licence in metadata.licences:
        if not (root / licence.path).is_file():
            raise bad_input(
                PACKAGE_METADATA, None, f"the licence {licence.path} is not there.", "Correct its path."
            )
    letters: list[Row] = [dict(row) for row in texts_of((root / PUBLIC_TABLES / "letters.csv").read_bytes())]
    texts = read_folder(root / PUBLIC_TEXTS)
    with scratch(root, "package") as folder:
        processed = folder / PROCESSED
        write_folder(
            processed, read_folder(root / PUBLIC_TABLES) | {"checks.csv": (root / CHECKS).read_bytes()}
        )
        database = folder / "foi.duckdb"
        # Small blocks: the tables are many and short, and each takes a block an index at least.
        with duckdb.connect(str(database), config={"default_block_size": 16384}) as connection:
            try:
                load(
                    connection,
                    tables,
                    lists,
                    processed,
                    [(path.removesuffix(".txt"), text.decode()) for path, text in texts.items()],
                    constraints=True,
                )
            except duckdb.Error as error:
                stop_if_unwritten(error)
                raise bad_input(
                    DATABASE, None, f"the tables break a constraint of the database: {error}"
                ) from error
            for table in tables.values():
                write_parquet(connection, table, processed / f"{table.name}.parquet")
        for path, text in texts.items():
            write(processed / "letters" / path, text)
        contents = {f"{PROCESSED}/{path}": content for path, content in read_folder(processed).items()}
        # The descriptors last: their digests tell whether the files are all of one package.
        published = {DATABASE: database.read_bytes(), **contents}
        package = descriptor(metadata, tables, lists, letters, contents)
        if texts:  # a package without a resource is none
            of_texts = _conforming(LETTERS_DESCRIPTOR, letters_descriptor(metadata, lists, letters, texts))
            published[LETTERS_DESCRIPTOR] = of_texts
            # No resource, at which programs that load tables would stop; any property may stand here.
            package[TEXTS] = digested(LETTERS_DESCRIPTOR, of_texts)
        published[DESCRIPTOR] = _conforming(DESCRIPTOR, package)
    write_together(root, published)
    delete_others(root / PROCESSED, [path.removeprefix(f"{PROCESSED}/") for path in published])
    write_together(
        root,
        {
            DATABASE_SIZE: f"{len(published[DATABASE])}\n".encode(),
            DATABASE_RECORD: _record(contents),
        },
    )


def _conforming(file: str, package: Descriptor) -> bytes:
    if faults := against_profile(package):
        raise BadInputError(Problem(file, None, fault, "") for fault in faults)
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _record(contents: dict[str, bytes]) -> bytes:
    """Give what foi.duckdb was made from: DVC follows this, since the database's own bytes always differ."""
    digests = {
        path: hashlib.sha256(content).hexdigest()
        for path, content in contents.items()
        if path.endswith((".csv", ".txt"))
    }
    return (json.dumps(digests, indent=1) + "\n").encode()
