"""How well letters are read, measured against labels that people made: ``make score CORPUS=folder``.

The folder holds letters of other authorities, their labels and the program that compares the two (score.py);
it is not part of this repository, since the letters are other people's. The labelled letters of tests/letters
are measured in the same way. Writes docs/score.csv and docs/score.md, and into the latter what
docs/unseen.csv and docs/first_sight.csv say of letters that nobody here had seen.
"""

import csv
import dataclasses
import datetime
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/score.md"
COUNTS = ROOT / "docs/score.csv"
UNSEEN = ROOT / "docs/unseen.csv"
FIRST_SIGHT = ROOT / "docs/first_sight.csv"
# Labelled letters below this number were in view of the first design, the others since the ledger.
FIRST_OF_SECOND_DESIGN = 200
MEASURES = (
    ("figures F1, mean over letters", "mean_f1", None),
    ("figures F1, over all", "f1", None),
    ("value and status", "value", "matched"),
    ("row and column headings", "heads", "headed"),
    ("question", "question", "matched"),
    ("period", "period", "dated"),
    ("outcome", "outcome", "answers"),
    ("sections", "sections", "answers"),
    ("authority, reference, date", "header_ok", "header"),
    ("share of figures without doubt", "sure", "found"),
    ("of these right in everything", "right", "sure"),
    ("labelled figures lost", "lost", None),
    ("letters that fail", "failed", None),
)
# As docs/first_sight.csv names them.
AT_FIRST_SIGHT = (
    ("figures F1", "mean_f1"),
    ("headings", "heads"),
    ("question", "question"),
    ("period", "period"),
    ("outcome", "outcome"),
    ("sections", "sections"),
    ("authority, reference, date", "header"),
    ("without doubt", "sure"),
    ("of these right in everything", "right"),
    ("figures lost", "lost"),
    ("letters that fail", "failed"),
)
INTRODUCTION = """# How well letters are read

A figure is found where its text stands on the labelled line (in forms other than text: with its row); every
other measure is of the figures or answers that were found. *Lost* are labelled figures that stand neither
among the figures nor among the unread; a figure or an answer is *in doubt* where the program says why a
person should look at it.

## Letters that nobody here had seen

The only figures that say what to expect of the next letter: real letters of other authorities, read once by
the code of a commit before anybody here saw them. Means over the letters, so that a large table weighs no
more than a sentence. Rows stay as they were measured, whatever was learnt from the letters afterwards.

{unseen}
## Letters seen

Measured by `make score` on {date} at commit `{commit}`, over all figures or answers of a set. The code was
written with all of these in view. The first columns are letters of other authorities, which are not part of
this repository; the last one is the invented letters of `tests/letters`.

"""


PERSONAL = """
## Personal data

Lines of `tests/personal/lines.csv`, invented by the makers of the masking: {kinds} kinds of personal data,
and harmless lines that look like them. A passage is missed where a letter or digit of it is neither
masked nor asked about. Some lines were held back while the masking was written, and it was then mended
for what they showed: both columns are of lines that its makers have seen. When first tried, {first} of
the {of_first} passages held back were missed without a word, and {troubled} of {of_troubled} harmless lines
masked or asked about. Expect that much of wordings that nobody here has thought of.

"""
# When the lines held back, in three lots, were first tried (December 2026), less slips in what was marked.
FIRST_TRIED = {"first": 37, "of_first": 321, "troubled": 7, "of_troubled": 243}


def main(arguments: list[str]) -> int:
    """Measure every set of letters that is there, and write the page; give the exit code."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "score.py").is_file():
        sys.stderr.write(
            "Say where the labelled letters are: make score CORPUS=folder (with score.py in it).\n"
        )
        return 2
    corpus = Path(arguments[0])
    sets: list[tuple[str, dict[str, float]]] = []
    program, letters = corpus / "score.py", corpus / "letters"
    labels = sorted((corpus / "labels").glob("*.json"))
    numbered = {label: int(label.stem) for label in labels if label.stem.isdecimal()}
    early = [label for label, number in numbered.items() if number < FIRST_OF_SECOND_DESIGN]
    late = [label for label, number in numbered.items() if number >= FIRST_OF_SECOND_DESIGN]
    for suffix in sorted({path.suffix for path in letters.iterdir()}, key=_text_first):
        for name, some in (("", early), (", since December 2026", late)):
            found = measured(program, some, letters, suffix)
            if found["n"]:
                sets.append((f"{suffix.lstrip('.')}{name} ({found['n']:g})", found))
    own = measured(program, sorted((ROOT / "tests/letters").glob("*.json")), ROOT / "tests/letters", ".txt")
    sets.append((f"tests/letters ({own['n']:g})", own))
    personal = _personal()
    PAGE.write_text(_introduction() + _table(sets) + personal, encoding="utf-8")
    with COUNTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["letters", "measure", "value"])
        writer.writerows([name, label, cell] for name, found in sets for label, cell in _cells(found))
    sys.stdout.write(_table(sets) + personal)
    return int(any(found["failed"] for _, found in sets))


def measured(program: Path, labels: Sequence[Path], letters: Path, suffix: str) -> dict[str, float]:
    """Give the counts of score.py for the letters of one form; ``n`` is how many letters there are."""
    with tempfile.TemporaryDirectory() as folder:
        totals = Path(folder) / "totals.json"
        for label in labels:
            shutil.copy(label, folder)
        command = [sys.executable, str(program), folder, str(letters), "--suffix", suffix]
        command += ["--json", str(totals), "--", sys.executable, "-m", "pipeline", "extract"]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        found: dict[str, float] = json.loads(totals.read_text("utf-8"))
    found["n"] = sum((letters / (Path(_file(label)).stem + suffix)).exists() for label in labels)
    return found | {"by_line": float(suffix == ".txt")}


def _file(label: Path) -> str:
    return str(json.loads(label.read_text("utf-8"))["file"])


def _text_first(suffix: str) -> tuple[bool, str]:
    return suffix != ".txt", suffix


def _introduction() -> str:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    return INTRODUCTION.format(date=today, commit=commit.stdout.strip(), unseen=_unseen())


def _unseen() -> str:
    """Give the table of letters that nobody here had seen: what others measured, and each batch."""
    rows = [row for path in (UNSEEN, FIRST_SIGHT) if path.is_file() for row in _rows(path)]
    heads = ("measured", "commit", "letters", *(label for label, _ in AT_FIRST_SIGHT))
    lines = ["| " + " | ".join(heads) + " |", "|---|---|---:|" + "---:|" * len(AT_FIRST_SIGHT)]
    for row in rows:
        what = f"batch {row['batch']}, {row['date']}" if row.get("batch") else f"{row['what']}, {row['date']}"
        values = [_rounded(row.get(name) or "") for _, name in AT_FIRST_SIGHT]
        lines.append(f"| {what} | `{row['commit']}` | {row['letters']} | " + " | ".join(values) + " |")
    return "\n".join(lines) + "\n"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rounded(value: str) -> str:
    return "-" if not value else f"{float(value):.3f}" if "." in value else value


def _table(sets: list[tuple[str, dict[str, float]]]) -> str:
    lines = ["| letters | " + " | ".join(name for name, _ in sets) + " |", "|---|" + "---:|" * len(sets)]
    columns = [dict(_cells(found)) for _, found in sets]
    for label, _, _ in MEASURES:
        lines.append(f"| {label} | " + " | ".join(cells[label] for cells in columns) + " |")
    return "\n".join(lines) + "\n"


def _cells(found: dict[str, float]) -> Iterator[tuple[str, str]]:
    """Give each measure of a set with its value as it is shown."""
    for label, part, whole in MEASURES:
        if part == "failed" or (part == "lost" and found["by_line"]):
            yield label, f"{found.get(part, 0):g}"
        elif part == "lost":
            yield label, "-"  # only lines of text can tell
        elif whole is None:
            yield label, f"{found[part]:.3f}" if found.get("labelled") else "-"
        else:
            yield label, f"{found.get(part, 0) / found[whole]:.3f}" if found.get(whole) else "-"


def _personal() -> str:
    """Give the section on personal data: what is masked, asked about and missed of the lines."""
    sys.path.insert(0, str(ROOT))
    from personal import benchmark

    every = benchmark.lines()
    kinds = len({line.kind for line in every if line.personal})
    scores = [benchmark.score(line for line in every if line.is_held is held) for held in (False, True)]
    rows = ["| lines | in view | held back |", "|---|---:|---:|"]
    for label, name in (
        ("personal passages", "passages"),
        ("masked", "masked"),
        ("asked about", "asked"),
        ("missed without a word", "missed"),
        ("harmless lines", "harmless"),
        ("harmless lines masked or asked about", "troubled"),
    ):
        rows.append(f"| {label} | " + " | ".join(str(dataclasses.asdict(one)[name]) for one in scores) + " |")
    return PERSONAL.format(kinds=kinds, **FIRST_TRIED) + "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
