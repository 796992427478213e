"""The stage validate: every rule on the tables -> the checks. A rule that fails as an error stops here."""

import tempfile
from pathlib import Path

import duckdb

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
    write,
)
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import read_code_lists
from pipeline.validate.checks import run as run_rules
from pipeline.validate.checks import source_files, stop_on_errors, write_csv
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
        tempfile.TemporaryDirectory() as name,
        start(written, lists, root / TABLES, Path(name)) as frictionless,
    ):
        database = Path(name) / "unvalidated.duckdb"
        with duckdb.connect(str(database)) as connection:
            load(
                connection,
                tables,
                lists,
                root / TABLES,
                [(path.removesuffix(".txt"), text.decode()) for path, text in texts.items()],
                constraints=False,
            )
        failing = run_rules(database, rules)
        stop_on_errors(failing, source_files(database))
        finish(frictionless, TABLES)
        checks = Path(name) / "checks.csv"
        write_csv(database, rules, checks)
        write(root / CHECKS, checks.read_bytes())
    write(root / VALIDATED, digests(root))
