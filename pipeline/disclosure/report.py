"""What the maintainer is told: which hidden figures the package gives away. Never how large they are."""

import csv
import io
from pathlib import Path

from pipeline.disclosure.audit import audit
from pipeline.disclosure.policy import read_policy
from pipeline.disclosure.stage import read_observed
from pipeline.edges.files import AUDIT, CODE_LISTS, PROCESSED, write
from pipeline.edges.problems import bad_input
from pipeline.schemas.codelists import read_code_lists

COLUMNS = ("observation_id", "letter_id", "quantity", "given_away")
SAID = {"exact": "its exact value", "narrower": "more than its letter says"}


def report(root: Path) -> str:
    """Audit the published package, write ``staging/disclosure-audit.csv``, and give what to tell.

    The file has a row for each hidden observation; ``given_away`` is ``exact``, ``narrower`` or ``no``.
    Raises BadInputError where there is no package.
    """
    if not (root / PROCESSED / "observations.csv").is_file():
        raise bad_input(
            f"{PROCESSED}/observations.csv", None, "the file is missing.", "Run 'dvc repro' to make it."
        )
    policy = read_policy(root)
    seen = read_observed(root / PROCESSED, read_code_lists(root / CODE_LISTS))
    exposed = audit(seen.system, policy.least_width)
    hidden = sorted(
        (observation, name)
        for name, quantity in seen.system.quantities.items()
        if quantity.protected
        for observation in set(seen.observations[name]) - set(seen.printed[name])
    )
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for observation, name in hidden:
        writer.writerow((observation, seen.letters[observation], name, exposed.get(name, "no")))
    write(root / AUDIT, out.getvalue().encode())
    given_away = [(observation, exposed[name]) for observation, name in hidden if name in exposed]
    lines = [f"{observation}: {SAID[how]}" for observation, how in given_away]
    count = f"{len(given_away)} of {len(hidden)} hidden values can be worked out from {PROCESSED}/"
    return "\n".join([count + (":" if lines else ""), *lines, f"All are listed in {AUDIT}.", ""])
