"""Whether the tests notice a wrong rule or view: ``make mutation``. Writes its part of docs/reliability.md.

Subjects can be named; otherwise every one is measured whose SQL, views or tests have changed since it was
measured last. Each mutant that survives is printed, and stands in tests/mutation/survivors.csv, where a
person says why.
"""

import multiprocessing
import os
import queue
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import reliability

from mutation.rules import all_subjects, work

WANTED = 0.9  # of all mutants
NOT_YET = "not yet looked at"


def main(names: Sequence[str]) -> int:
    """Put the mutants to the tests, print the shares, and give 0 if nine in ten are killed in all."""
    there = all_subjects()
    if unknown := sorted(set(names) - set(there)):
        sys.exit(f"There is no rule {', '.join(unknown)}. There are: {', '.join(there)}.")
    rows = {row["subject"]: row for row in reliability.read_rows(reliability.MUTATION)}
    survivors = reliability.read_rows(reliability.SURVIVORS)
    known = {} if names else {name: row["of"] for name, row in rows.items()}
    measured = reliability.measured_now()
    for name, print_of, count, alive in _results(list(names) or _largest_first(there), known):
        killed = count - len(alive)
        sys.stdout.writelines(f"{name} survives: {change}\n" for change in alive)
        sys.stdout.write(f"{name}: {killed} of {count} killed\n")
        sys.stdout.flush()
        rows[name] = dict(
            zip(
                reliability.MUTATION_COLUMNS, (name, str(count), str(killed), measured, print_of), strict=True
            )
        )
        reasons = {row["mutant"]: row["reason"] for row in survivors if row["subject"] == name}
        survivors = [row for row in survivors if row["subject"] != name]
        survivors += [{"subject": name, "mutant": one, "reason": reasons.get(one, NOT_YET)} for one in alive]
        # At once, so that a run that is cut short has not measured in vain.
        _write(there, rows, survivors)
    ordered = _write(there, rows, survivors)
    sys.stdout.write(reliability.mutation_table(ordered))
    total = reliability.total(ordered)
    return int(int(total["killed"]) < WANTED * int(total["mutants"]))


def _write(
    there: Iterable[str], rows: Mapping[str, dict[str, str]], survivors: Iterable[dict[str, str]]
) -> reliability.Rows:
    order = [*there]
    ordered = [rows[name] for name in order if name in rows]
    alive = [row for row in survivors if row["subject"] in order]
    alive.sort(key=lambda row: order.index(row["subject"]))
    reliability.write_rows(reliability.SURVIVORS, reliability.SURVIVOR_COLUMNS, alive)
    reliability.write_rows(reliability.MUTATION, reliability.MUTATION_COLUMNS, ordered)
    return ordered


def _largest_first(there: dict[str, Any]) -> list[str]:
    """Put the longest rules first, and the views, which all tests are put to, last."""
    return sorted(there, key=lambda name: (there[name].is_view, -len(there[name].sql)))


def _results(names: Sequence[str], known: dict[str, str]) -> Iterator[tuple[str, str, int, list[str]]]:
    spawned = multiprocessing.get_context("spawn")
    wanted, results = spawned.Queue(), spawned.Queue()
    at_once = min(int(os.environ.get("PROCESSES", os.cpu_count() or 1)), len(names))
    for name in [*names, *[""] * at_once]:
        wanted.put(name)
    workers = [spawned.Process(target=work, args=(wanted, known, results)) for _ in range(at_once)]
    for worker in workers:
        worker.start()
    while at_once:
        try:
            result = results.get(timeout=5)
        except queue.Empty:
            if any(worker.exitcode for worker in workers):
                sys.exit("A process of make mutation has ended early; what it printed says why.")
            continue
        if result is None:
            at_once -= 1
        else:
            yield result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
