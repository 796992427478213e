"""docs/reliability.md from what was measured: ``make faults``, ``make mutation`` and ``make mutation-code``
each write their part.

The figures are kept in docs/faults.csv, docs/mutation.csv and docs/mutation_code.csv, the reasons for
surviving mutants of rules in tests/mutation/survivors.csv; the words around them are here. Run alone, it
writes the page anew.
"""

import csv
import datetime
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/reliability.md"
FAULTS = ROOT / "docs/faults.csv"
MUTATION = ROOT / "docs/mutation.csv"
CODE = ROOT / "docs/mutation_code.csv"
SURVIVORS = ROOT / "tests/mutation/survivors.csv"
FAULT_COLUMNS = ("fault", "case", "tried", "held", "mixed", "recovered", "said", "measured")
MUTATION_COLUMNS = ("subject", "mutants", "killed", "measured", "of")
CODE_COLUMNS = ("subject", "mutants", "killed", "measured")
SURVIVOR_COLUMNS = ("subject", "mutant", "reason")
Rows = list[dict[str, str]]

GUARANTEES = """# What holds when a run is disturbed, and what the rules' tests notice

## What you can rely on

- **Each file is whole.** At every moment each file of `processed/`, each file of `site/`,
  `datapackage.json` and `processed/foi.duckdb` has its whole old or its whole new content. New contents
  are written to hidden files beside (`.NAME.*.part`) and flushed to the disk; when all of a stage are
  there, they are renamed. So a full disk or a folder that cannot be written is met before the first file
  is replaced.
- **A package is not replaced in one step, and says so.** While `processed/` is being published, for some
  milliseconds, and after a kill in just these, a reader can meet new files beside old ones.
  `datapackage.json` has the SHA-256 of every CSV, Parquet and text file and is replaced last: where one
  does not match, the set is not one package. `python -m pipeline summary` and `frictionless validate
  datapackage.json` name such a file. Who copies the data while a run may be at work should check it
  after copying.
- **The same for the site**: `site/SHA256SUMS` is written last; `cd site && sha256sum --check --quiet
  SHA256SUMS`. The site is made from the package, so for some seconds of each run that changes something,
  and after a kill in these, it is still the old one; what is in `site/data/` then agrees with the pages.
  The zip, workbook and database, which git ignores, have their digests in `site/data/SHA256SUMS`.
- **The database is one file**: whole in itself, and replaced just before the CSV files. It carries no
  digest of the package; in the milliseconds named it can be the newer of the two.
- **The next run sets everything right**, and ends with the same bytes as one that nobody disturbed. What
  is deleted or cut off in `processed/`, `site/` or `staging/` is made again.
- **A second run at once** ends with DVC's sentence, which names the path and the process that is at
  work; it changes nothing.
- **Clocks do not matter**: no byte that is published depends on the date.
What does not hold:

- **`dvc.lock` and `.dvc/tmp/rwlock` are DVC's**, and DVC writes them in place. A kill in just that
  moment leaves them empty or cut off, and DVC then refuses to run. `make` deletes what is damaged and
  runs again; without make: `python -m pipeline.recovery`, then `dvc repro`.
- **`dvc repro` alone does not notice that `processed/foi.duckdb` is gone**, since it follows
  `staging/database.json` in its place. `make` does (by the file's size, so that it finds one that is cut
  off too; one that was changed without changing its size stays unnoticed). Without make: delete
  `staging/database.json`, then `dvc repro`.
- A disk so full that DVC cannot open its own database ends DVC with a traceback of its own.
- Loss of power is not measured. Nor are network drives, nor Windows.
"""


def fault_rows(results: Iterable[Mapping[str, object]], measured: str) -> Rows:
    """Give one row a case: how often it was tried, and how often all held. See ``faults.result``."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    said: dict[tuple[str, str], str] = {}
    for result in results:
        key = (str(result["fault"]), str(result["case"]))
        counts = found.setdefault(key, dict.fromkeys(("tried", "held", "mixed", "recovered"), 0))
        counts["tried"] += 1
        counts["held"] += not result["wrong"]
        counts["mixed"] += int(str(result["mixed"]))
        counts["recovered"] += bool(result["recovered"])
        said[key] = str(result["said"])
    return [
        {"fault": key[0], "case": key[1], "said": said[key], "measured": measured}
        | {name: str(count) for name, count in counts.items()}
        for key, counts in sorted(found.items())
    ]


def fault_table(rows: Rows) -> str:
    """Give the table of faults, a line each, and what the disturbed runs said."""
    lines = [
        "| disturbance | tried | held | partly old, and said so | DVC's files set right |",
        "|---|---:|---:|---:|---:|",
    ]
    for fault in dict.fromkeys(row["fault"] for row in rows):
        sums = [
            str(sum(int(row[column]) for row in rows if row["fault"] == fault))
            for column in ("tried", "held", "mixed", "recovered")
        ]
        lines.append(f"| {fault} | " + " | ".join(sums) + " |")
    return "\n".join(lines) + "\n"


def case_table(rows: Rows) -> str:
    """Give the cases of the faults, with what the disturbed run said."""
    lines = ["| disturbance | case | tried | held | the run said |", "|---|---|---:|---:|---|"]
    for row in rows:
        said = row["said"].replace("|", "\\|")
        lines.append(f"| {row['fault']} | {row['case']} | {row['tried']} | {row['held']} | {said} |")
    return "\n".join(lines) + "\n"


def mutation_table(rows: Rows) -> str:
    """Give the share of mutants killed, a line a subject."""
    lines = [
        "| subject | mutants | killed | share |",
        "|---|---:|---:|---:|",
    ]
    for row in [*rows, total(rows)]:
        lines.append(
            f"| {row['subject']} | {row['mutants']} | {row['killed']} | "
            f"{share(row['killed'], row['mutants'])} |"
        )
    return "\n".join(lines) + "\n"


def total(rows: Rows) -> dict[str, str]:
    """Give the sums of the mutants."""
    sums = {column: str(sum(int(row[column]) for row in rows)) for column in ("mutants", "killed")}
    return {"subject": "all"} | sums


def share(part: str, whole: str) -> str:
    """Give a share in percent."""
    return f"{100 * int(part) / int(whole):.0f}%" if int(whole) else "-"


def measured_now(more: str = "") -> str:
    """Give the date and the commit, and more."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    return f"{today} at commit {commit.stdout.strip()}{more}"


def write_rows(file: Path, columns: Sequence[str], rows: Rows) -> None:
    """Write measured figures, or reasons, and the page anew."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    write_page()


def read_rows(file: Path) -> Rows:
    """Give measured figures; none where there is no file yet."""
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def write_page() -> None:
    """Write docs/reliability.md from what was measured last."""
    faults, mutation, survivors = read_rows(FAULTS), read_rows(MUTATION), read_rows(SURVIVORS)
    code = read_rows(CODE)
    text = GUARANTEES
    if faults:
        text += f"""
## Measured: runs that are disturbed

By `make faults`, on {"; and on ".join(sorted({row["measured"] for row in faults}))},
in a clone in which what people put in is changed to and fro, so that nearly every published file has an
old and a new content. *Held* means: after the disturbance each published file but `dvc.lock` was wholly
old or wholly new, a set of them that was partly old said so, nothing was left behind, and the next run,
undisturbed, ended with the same bytes (`foi.duckdb`: the same rows) as a run that nobody disturbed.

{fault_table(faults)}
In detail:

{case_table(faults)}"""
    if mutation:
        reasons = "\n".join(
            f"| {row['subject']} | `{row['mutant']}` | {row['reason']} |" for row in survivors
        )
        text += f"""
## Measured: whether the tests notice a wrong rule

By `make mutation`, last on {max(row["measured"] for row in mutation)}.
Every rule of `expectations/`, and every view that rules ask (`pipeline/build/views.py`), is changed in one
place at a time: a comparison, AND for OR, a constant, plus for minus, sum for max, DISTINCT, a condition of a
join or a WHERE left out. The words of messages are not changed. The tests of that rule, or of the rules that
ask that view, must notice. What has not changed since it was measured, nor its tests, is not measured again.
A rule or view that is not in the table has not been measured since it was written or rewritten.

{mutation_table(mutation)}
Mutants that survive:

| rule or view | mutant | why |
|---|---|---|
{reasons}
"""
    if code:
        text += f"""
## Measured: whether the tests notice wrong code

By `make mutation-code`, last on {max(row["measured"] for row in code)}.
The functions of these modules are changed in one place at a time: a comparison, AND for OR, NOT, a number,
plus for minus, a condition turned round, a statement left out. Texts are not changed. The tests that mirror
the module must notice, those that run it in their own process. What survives is printed when it is measured.

{mutation_table(code)}"""
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_page()
