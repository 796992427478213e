"""Whether the tests notice a wrong rule: ``make mutation``. Writes its part of docs/reliability.md.

Rules can be named; then only their figures are measured anew. Each mutant that survives is printed.
"""

import multiprocessing
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

import reliability

from mutation.rules import one_rule
from pipeline.validate.rules import read_rules

WANTED = 0.9  # of all mutants


def main(names: Sequence[str]) -> int:
    """Put the mutants to the tests, print the shares, and give 0 if nine in ten are killed in all."""
    known = [rule.name for rule in read_rules(reliability.ROOT / "expectations")]
    if unknown := sorted(set(names) - set(known)):
        sys.exit(f"There is no rule {', '.join(unknown)}. There are: {', '.join(known)}.")
    rows = {row["subject"]: row for row in reliability.read_rows(reliability.MUTATION)}
    measured = reliability.measured_now()
    # A process of its own for each rule, since pytest keeps what it has collected.
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=spawned, max_tasks_per_child=1) as pool:
        for row in pool.map(one_rule, names or known):
            rows[row["subject"]] = row | {"measured": measured}
    ordered = [rows[name] for name in known if name in rows]
    sys.stdout.write(reliability.mutation_table(ordered))
    reliability.write_rows(reliability.MUTATION, reliability.MUTATION_COLUMNS, ordered)
    total = reliability.total(ordered)
    return int(int(total["killed"]) < WANTED * int(total["mutants"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
