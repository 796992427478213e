"""The stage validate: every rule on the tables -> the checks. A rule that fails as an error stops here."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from pipeline.build.database import load
from pipeline.edges.files import (
    CHECKS,
    CODE_LISTS,
    EXPECTATIONS,
    PUBLIC_TABLES,
    PUBLIC_TEXTS,
    TABLES,
    TEXTS,
    VALIDATED,
    digests,
    read_folder,
    scratch,
    write,
)
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import CodeList, read_code_lists
from pipeline.validate.checks import run as run_rules
from pipeline.validate.checks import source_files, stop_on_errors, write_csv
from pipeline.validate.conformance import finish, start
from pipeline.validate.derived import derived_rules
from pipeline.validate.rules import read_rules
from pipeline.validate.suite import import_early


def run(root: Path) -> None:
    """Write the checks of what is to be published. Raises ValidationFailedError, a sentence for every error.

    Where the disclosure policy has hidden figures, the tables as disclosed are validated first: what is
    hidden must be right as well.
    """
    import_early()
    lists = read_code_lists(root / CODE_LISTS)
    if _without_changes(root / TABLES) != _without_changes(root / PUBLIC_TABLES):
        _checks(root, TABLES, TEXTS, lists)
    write(root / CHECKS, _checks(root, PUBLIC_TABLES, PUBLIC_TEXTS, lists))
    write(root / VALIDATED, digests(root))


def _without_changes(folder: Path) -> dict[str, bytes]:
    """Read the tables but the one that is filled only by the stage disclosure."""
    return {path: content for path, content in read_folder(folder).items() if path != "changes.csv"}


def _checks(root: Path, folder: str, letters: str, lists: Mapping[str, CodeList]) -> bytes:
    """Give the checks of the tables and texts in two folders, as canonical CSV; stop on errors."""
    tables = catalogue(lists)
    rules = [*read_rules(root / EXPECTATIONS), *derived_rules(tables, lists)]
    texts = read_folder(root / letters)
    written = {name: table for name, table in tables.items() if name != "checks"}
    with (
        scratch(root, "validate") as temporary,
        start(written, lists, root / folder, temporary) as frictionless,
    ):
        database = temporary / "unvalidated.duckdb"
        with duckdb.connect(str(database)) as connection:
            load(
                connection,
                tables,
                lists,
                root / folder,
                [(path.removesuffix(".txt"), text.decode()) for path, text in texts.items()],
                constraints=False,
            )
        failing = run_rules(database, rules)
        stop_on_errors(failing, source_files(database))
        finish(frictionless, folder)
        checks = temporary / "checks.csv"
        write_csv(database, rules, checks)
        return checks.read_bytes()
