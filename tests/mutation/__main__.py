"""Whether the tests notice a wrong rule: ``make mutation``. Writes its part of docs/reliability.md.

Rules can be named; then nothing is written, and the mutants that survive are printed with their SQL's change.
"""

import sys

import reliability

from mutation.rules import Fate, hunt


def main(names: list[str]) -> int:
    """Put every mutant to the tests, print the shares, and give 0 if nine in ten are killed in all."""
    fates = list(hunt(names))
    rows = counted(fates)
    sys.stdout.write(reliability.mutation_table(rows))
    if not names:
        reliability.write_rows(reliability.MUTATION, reliability.MUTATION_COLUMNS, rows)
    return int(sum(fate.killed for fate in fates) < 0.9 * len(fates))


def counted(fates: list[Fate]) -> reliability.Rows:
    """Give a row a rule."""
    measured = reliability.measured_now()
    found = []
    for name in dict.fromkeys(fate.rule for fate in fates):
        own = [fate for fate in fates if fate.rule == name]
        found.append(
            {
                "subject": name,
                "mutants": str(len(own)),
                "killed": str(sum(fate.killed for fate in own)),
                "killed_before": str(sum(fate.killed_before for fate in own)),
                "measured": measured,
            }
        )
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
