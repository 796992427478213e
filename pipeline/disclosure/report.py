"""What the maintainer is told: which hidden figures the package gives away. Never how large they are."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from pipeline.disclosure.audit import audit
from pipeline.disclosure.policy import read_policy
from pipeline.disclosure.stage import read_observed
from pipeline.edges.files import AUDIT, CODE_LISTS, PROCESSED, write
from pipeline.edges.problems import bad_input
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import read_code_lists
from pipeline.schemas.table import Table

COLUMNS = ("observation_id", "letter_id", "quantity", "given_away")
SAID = {"exact": "its exact value", "narrower": "more than its letter says"}


def report(root: Path) -> str:
    """Audit the published package, write ``staging/disclosure-audit.csv``, and give what to tell.

    The file has a row for each hidden observation; ``given_away`` is ``exact``, ``narrower`` or ``no``;
    instead of ``no`` it is ``not judged`` where a share or a count of the same is printed beside it.

    Raises BadInputError where there is no package, or one of other columns.
    """
    if not (root / PROCESSED / "observations.csv").is_file():
        raise bad_input(
            f"{PROCESSED}/observations.csv", None, "the file is missing.", "Run 'dvc repro' to make it."
        )
    policy = read_policy(root)
    lists = read_code_lists(root / CODE_LISTS)
    _must_be_of_now(root, catalogue(lists))
    seen = read_observed(root / PROCESSED, lists)
    exposed = audit(seen.with_shares, policy.least_width)
    hidden = sorted(
        (observation, name)
        for name, quantity in seen.system.quantities.items()
        if quantity.protected
        for observation in set(seen.observations[name]) - set(seen.printed[name])
    )
    said = {
        observation: exposed.get(name) or ("not judged" if observation in seen.beside_shares else "no")
        for observation, name in hidden
    }
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for observation, name in hidden:
        writer.writerow((observation, seen.letters[observation], name, said[observation]))
    write(root / AUDIT, out.getvalue().encode())
    given_away = [f"{one}: {SAID[how]}" for one, how in said.items() if how in SAID]
    not_judged = [f"{one}: not judged" for one, how in said.items() if how == "not judged"]
    lines = [
        f"{len(given_away)} of {len(hidden)} hidden values can be worked out from {PROCESSED}/"
        + (":" if given_away else ""),
        *given_away,
    ]
    if not_judged:
        lines += [f"Beside {len(not_judged)} a share or a count of the same is printed:", *not_judged]
    return "\n".join([*lines, f"All are listed in {AUDIT}.", ""])


def _must_be_of_now(root: Path, tables: Mapping[str, Table]) -> None:
    for name, table in tables.items():
        file = root / PROCESSED / f"{name}.csv"
        if not file.is_file():
            continue
        with file.open(encoding="utf-8", newline="") as lines:
            columns = tuple(next(csv.reader(lines), ()))
        if columns != table.columns:
            raise bad_input(
                f"{PROCESSED}/{name}.csv",
                1,
                f"{PROCESSED}/ is older than the code lists and schemas: the columns are not those of now.",
                "Run 'make', or 'dvc repro'.",
            )
