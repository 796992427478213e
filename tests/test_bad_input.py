"""Bad input gets a sentence with file, line and mend, and leaves what is published as it was."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.edges.files import read_folder, write_folder

LETTER = "raw/coventry/2025-10-21-FOI746230783.txt"
READING = "raw/coventry/2025-10-21-FOI746230783.yaml"
PUBLISHED = {"processed/observations.csv": b"the last good", "site/index.html": b"the last good"}


def run(project: Path, *stages: str) -> tuple[int, str]:
    """Run stages as DVC does, until one fails; give its exit code and what it says."""
    for stage in stages:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline.stages", stage],
            cwd=project,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            return done.returncode, done.stdout + done.stderr
    return 0, ""


def fails(project: Path, *stages: str) -> str:
    """Run stages that must fail as bad input should, and give what is said."""
    write_folder(project / "processed", {"observations.csv": PUBLISHED["processed/observations.csv"]})
    write_folder(project / "site", {"index.html": PUBLISHED["site/index.html"]})
    code, said = run(project, *(stages or ("extract", "interpret")))
    assert code == 1, said
    assert "Traceback" not in said
    for name, content in PUBLISHED.items():
        folder, file = name.split("/")
        assert read_folder(project / folder) == {file: content}
    return said


def replace(path: Path, old: str, new: str, count: int = -1) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, count).encode())


def alter_letter(project: Path, letter: str, old: str, new: str) -> None:
    """Change a letter and renew the hash in its reading."""
    path = project / letter
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    replace(path, old, new, 1)
    replace(path.with_suffix(".yaml"), before, hashlib.sha256(path.read_bytes()).hexdigest())


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        pytest.param(
            lambda p: replace(p / READING, "366 children were", "367 children were"),
            r"FOI746230783\.yaml:\d+: the quote '.*367 children.*' is not in the letter\. Copy the words",
            id="a quote that is not in the letter",
        ),
        pytest.param(
            lambda p: replace(
                p / READING,
                "quote: The specific number of cases with evidence of harm was 5 or fewer",
                "quote: 5 or fewer",
            ),
            r"FOI746230783\.yaml:\d+: the quote '5 or fewer' stands 2 times in the letter, on lines 73, 83",
            id="a quote that stands twice",
        ),
        pytest.param(
            lambda p: replace(p / LETTER, "366 children", "365 children"),
            r"FOI746230783\.yaml:2: raw/coventry/2025-10-21-FOI746230783\.txt has changed since it was read",
            id="a letter that changed",
        ),
        pytest.param(
            lambda p: replace(p / "raw/codelists/dimensions/sex.csv", ",a) Male | Male", ",Male"),
            r"the label 'a\) Male' \(the column of '182' on line 132 of .*Nearest are male",
            id="an unknown label",
        ),
        pytest.param(
            lambda p: (p / READING).unlink(),
            r"the letter has no reading: raw/coventry/2025-10-21-FOI746230783\.yaml is missing",
            id="a missing reading",
        ),
        pytest.param(
            lambda p: replace(p / READING, "    measure: missing_children", "    mesure: missing_children"),
            r"\.yaml:\d+: an entry of 'figures' has no key 'mesure'\. Did you mean 'measure'\? Keys are",
            id="a typo in a key",
        ),
        pytest.param(
            lambda p: (p / LETTER).write_bytes(b""),
            r"raw/coventry/2025-10-21-FOI746230783\.txt: .*empty",
            id="an empty letter",
        ),
        pytest.param(
            lambda p: (p / LETTER).write_bytes(bytes(range(256)) * 4),
            r"raw/coventry/2025-10-21-FOI746230783\.txt: .*binary",
            id="a binary letter",
        ),
        pytest.param(
            lambda p: [
                shutil.copy(p / LETTER, p / "raw/coventry/copy.txt"),
                shutil.copy(p / READING, p / "raw/coventry/copy.yaml"),
            ],
            r"raw/coventry/copy\.txt: raw/coventry/2025-10-21-FOI746230783\.txt has the reference FOI",
            id="a duplicate reference",
        ),
        pytest.param(
            lambda p: replace(p / READING, "    period: 2024\n", "    period: 2024-02-30\n", 1),
            r"FOI746230783\.yaml:\d+: the period '2024-02-30' cannot be",
            id="a date that cannot be",
        ),
        pytest.param(
            lambda p: replace(p / "raw/codelists/dimensions/sex.csv", "female,Female", "male,Female"),
            r"raw/codelists/dimensions/sex\.csv:5: the code 'male' stands twice, on lines 4 and 5",
            id="a code list with two equal codes",
        ),
        pytest.param(
            lambda p: shutil.move(p / READING, p / "raw/coventry/other.yaml"),
            r"raw/coventry/other\.yaml: the reading has no letter beside it",
            id="a reading without its letter",
        ),
    ],
)
def test_bad_input_is_named(project: Path, spoil: Callable[[Path], object], expected: str) -> None:
    spoil(project)
    said = fails(project)
    assert re.search(expected, said), said


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Nobody Atall", "a name under 'redact' does not stand in the letter."), ("366", "'366' is no name.")],
)
def test_what_cannot_be_masked_is_named(project: Path, name: str, expected: str) -> None:
    path = project / READING
    path.write_bytes(path.read_bytes() + f"redact: ['{name}']\n".encode())
    assert re.search(rf"FOI746230783\.yaml:\d+: {re.escape(expected)}", fails(project))


def test_a_name_is_masked_wherever_it_stands_and_however_it_is_broken(project: Path) -> None:
    alter_letter(
        project,
        LETTER,
        "710 return home interviews",
        "Ada\nExample and ADA EXAMPLE held 710 return home interviews",
    )
    reading = project / READING
    replace(reading, "quote: 710 return", "quote: held 710 return")
    reading.write_bytes(reading.read_bytes() + b"redact: [Ada Example]\n")
    assert run(project, "extract", "interpret") == (0, "")
    text = (project / "staging/interpreted/letters/coventry/FOI746230783.txt").read_text("utf-8")
    assert "███\n███████ and ███████████ held 710 return home interviews" in text
    assert "Example" not in (project / "staging/interpreted/rows/answers.jsonl").read_text("utf-8")


def test_no_letter_at_all(project: Path) -> None:
    shutil.rmtree(project / "raw/coventry")
    assert "raw: there is no letter." in fails(project)


def test_a_wrong_total_stops_with_the_arithmetic_the_letter_and_the_line(project: Path) -> None:
    alter_letter(project, "raw/coventry/2026-03-13-FOI803482386.txt", "CSE\t84\n", "CSE\t48\n")
    said = fails(project, "extract", "interpret", "build", "disclosure", "validate")
    assert re.search(
        r"199 \+ 48 \+ 63 is not 346 .*line 65 of raw/coventry/2026-03-13-FOI803482386\.txt", said
    ), said


def test_a_rule_that_cannot_run_is_named(built: Path, project: Path) -> None:
    shutil.copytree(built / "staging", project / "staging")
    rule = project / "expectations/totals_equal_parts.sql"
    rule.write_text(
        rule.read_text("utf-8").replace("FROM additive_parts", "FROM additive_part", 1), encoding="utf-8"
    )
    said = fails(project, "validate")
    assert "expectations/totals_equal_parts.sql" in said


def test_extract_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "extract", str(tmp_path / "none.txt")],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[1],
    )
    assert done.returncode == 1
    assert "the letter cannot be opened" in done.stderr
    assert "Traceback" not in done.stderr
