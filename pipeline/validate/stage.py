"""The stage validate: every rule on the tables -> the checks. A rule that fails as an error stops here."""

from pathlib import Path

import duckdb

from pipeline.build.canonical import csv_bytes
from pipeline.build.database import load
from pipeline.edges.files import (
    CHECKS,
    CODE_LISTS,
    EXPECTATIONS,
    TABLES,
    TEXTS,
    VALIDATED,
    digests,
    read_folder,
    scratch,
    write,
)
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import read_code_lists
from pipeline.validate.checks import run as run_rules
from pipeline.validate.checks import source_files, stop_on_errors
from pipeline.validate.conformance import finish, start
from pipeline.validate.derived import derived_rules
from pipeline.validate.rules import read_rules
from pipeline.validate.suite import import_early


def run(root: Path) -> None:
    """Write the checks. Raises ValidationFailedError with a sentence for every error."""
    import_early()
    lists = read_code_lists(root / CODE_LISTS)
    tables = catalogue(lists)
    rules = [*read_rules(root / EXPECTATIONS), *derived_rules(tables, lists)]
    texts = read_folder(root / TEXTS)
    written = {name: table for name, table in tables.items() if name != "checks"}
    with (
        scratch(root, "validate") as folder,
        start(written, lists, root / TABLES, folder) as frictionless,
    ):
        database = folder / "unvalidated.duckdb"
        with duckdb.connect(str(database)) as connection:
            load(
                connection,
                tables,
                lists,
                root / TABLES,
                [(path.removesuffix(".txt"), text.decode()) for path, text in texts.items()],
                constraints=False,
            )
        rows = run_rules(database, rules)
        stop_on_errors(rows, source_files(database))
        finish(frictionless, TABLES)
    write(root / CHECKS, csv_bytes(tables["checks"], rows))
    write(root / VALIDATED, digests(root))
