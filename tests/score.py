"""How well letters are read, measured against labels that people made: ``make score CORPUS=folder``.

The folder holds letters of other authorities, their labels and the program that compares the two (score.py);
it is not part of this repository, since the letters are other people's. The labelled letters of tests/letters
are measured in the same way. Writes docs/score.md.
"""

import dataclasses
import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/score.md"
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
    ("labelled figures lost", "lost", None),
    ("letters that fail", "failed", None),
)
INTRODUCTION = """# How well letters are read

Measured by `make score` against labels that people made, on {date} at commit `{commit}`. A figure is
found where its text stands on the labelled line (in forms other than text: with its row); every other
measure is of the figures or answers that were found. *Lost* are labelled figures that stand neither
among the figures nor among the unread. The first columns are letters of other authorities, which are not
part of this repository; the last one is the invented letters of `tests/letters`. The code was written
with all of these in view: expect less of a letter that nobody here has seen.

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
    for suffix in sorted({path.suffix for path in (corpus / "letters").iterdir()}, key=_text_first):
        found = measured(corpus / "score.py", corpus / "labels", corpus / "letters", suffix)
        sets.append((f"{suffix.lstrip('.')} ({found['n']:g})", found))
    own = measured(corpus / "score.py", ROOT / "tests/letters", ROOT / "tests/letters", ".txt")
    sets.append((f"tests/letters ({own['n']:g})", own))
    personal = _personal()
    PAGE.write_text(_introduction() + _table(sets) + personal, encoding="utf-8")
    sys.stdout.write(_table(sets) + personal)
    return int(any(found["failed"] for _, found in sets))


def measured(program: Path, labels: Path, letters: Path, suffix: str) -> dict[str, float]:
    """Give the counts of score.py for the letters of one form; ``n`` is how many letters there are."""
    with tempfile.TemporaryDirectory() as folder:
        totals = Path(folder) / "totals.json"
        command = [sys.executable, str(program), str(labels), str(letters), "--suffix", suffix]
        command += ["--json", str(totals), "--", sys.executable, "-m", "pipeline", "extract"]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        found: dict[str, float] = json.loads(totals.read_text("utf-8"))
    found["n"] = sum(
        (letters / (Path(_file(label)).stem + suffix)).exists() for label in labels.glob("*.json")
    )
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
    return INTRODUCTION.format(date=today, commit=commit.stdout.strip())


def _table(sets: list[tuple[str, dict[str, float]]]) -> str:
    lines = ["| letters | " + " | ".join(name for name, _ in sets) + " |", "|---|" + "---:|" * len(sets)]
    for label, part, whole in MEASURES:
        cells = []
        for _, found in sets:
            if part == "failed" or (part == "lost" and found["by_line"]):
                cells.append(f"{found.get(part, 0):g}")
            elif part == "lost":
                cells.append("-")  # only lines of text can tell
            elif whole is None:
                cells.append(f"{found[part]:.3f}" if found.get("labelled") else "-")
            else:
                cells.append(f"{found.get(part, 0) / found[whole]:.3f}" if found.get(whole) else "-")
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


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
