"""docs/adding.md is done as it stands, in a copy: its commands are run and its edits made."""

import csv
import importlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import copy_inputs

from pipeline.edges.problems import BadInputError

READING = "raw/isles-of-scilly/2024-06-14-FOI-EX-2024-017.yaml"
STAGES = ("extract", "interpret", "build", "disclosure", "validate", "package", "render")


def steps(root: Path) -> list[tuple[str, str]]:
    """The fenced blocks of the tutorial: what they are, and what stands in them."""
    text = (root / "docs/adding.md").read_text("utf-8")
    return re.findall(r"```(sh|diff)\n(.*?)```", text, re.DOTALL)


def edit(path: Path, change: str) -> None:
    lines = change.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line[0] in "- ")
    new = "".join(line[1:] for line in lines if line[0] in "+ ")
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def command(line: str, folder: Path, root: Path) -> str:
    python, *arguments = shlex.split(line)
    assert python == "python"
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def make(folder: Path) -> str:
    """Run the stages; give the sentences of the one that stops."""
    try:
        for stage in STAGES:
            importlib.import_module(f"pipeline.{stage}.stage").run(folder)
    except BadInputError as error:
        return str(error)
    return ""


@pytest.fixture(scope="module")
def done(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The copy after the tutorial, and what each of its commands said."""
    folder = tmp_path_factory.mktemp("tutorial")
    copy_inputs(folder)
    shutil.copytree(root / "docs", folder / "docs")
    outputs = []
    for kind, content in steps(root):
        if kind == "diff":
            edit(folder / READING, content)
        else:
            line = content.strip()
            outputs.append(make(folder) if line == "make" else command(line, folder, root))
    return folder, outputs


def shown(root: Path) -> str:
    """The text of the tutorial with its indented blocks as they stand in a terminal."""
    return re.sub(r"(?m)^    ", "", (root / "docs/adding.md").read_text("utf-8"))


def test_the_tutorial_shows_what_its_commands_say(root: Path, done: tuple[Path, list[str]]) -> None:
    _folder, (_structure, added, still_open, finished) = done
    assert added in shown(root)
    assert still_open.count("TODO: ") == 3
    assert still_open in shown(root)
    assert finished == ""


def test_the_new_letter_is_in_the_data(done: tuple[Path, list[str]]) -> None:
    folder, _outputs = done
    with (folder / "processed/observations.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["ref_area"] == "E06000053"]
    found = {
        (row["measure"], row["risk_marker"], row["period_start"]): (row["value"], row["obs_status"])
        for row in rows
    }
    assert found == {
        ("missing_children", "_Z", "2021-04-01"): ("12", "reported"),
        ("missing_children", "_Z", "2022-04-01"): ("15", "reported"),
        ("missing_children", "_Z", "2023-04-01"): ("14", "reported"),
        ("missing_incidents", "_Z", "2021-04-01"): ("19", "reported"),
        ("missing_incidents", "_Z", "2022-04-01"): ("26", "reported"),
        ("missing_incidents", "_Z", "2023-04-01"): ("23", "reported"),
        ("return_home_interviews", "_Z", "2023-04-01"): ("17", "reported"),
        ("missing_incidents_with_marker", "sexual_exploitation", "2023-04-01"): ("8", "reported"),
        ("missing_incidents_with_marker", "criminal_exploitation", "2023-04-01"): ("9", "reported"),
        ("missing_incidents_with_marker", "trafficking", "2023-04-01"): ("", "suppressed"),
        ("return_home_interviews_with_harm", "_Z", "2021-04-01"): ("", "withheld"),
        ("return_home_interviews_with_harm", "_Z", "2022-04-01"): ("", "withheld"),
        ("return_home_interviews_with_harm", "_Z", "2023-04-01"): ("", "withheld"),
    }
    assert len(rows) == 13
    (hidden,) = [row for row in rows if row["obs_status"] == "suppressed"]
    assert (hidden["value_lower"], hidden["value_upper"], hidden["provision"]) == ("0", "5", "FOIA 40(2)")


def test_the_new_letter_has_its_page(done: tuple[Path, list[str]]) -> None:
    folder, _outputs = done
    page = (folder / "site/letters/isles-of-scilly/FOI-EX-2024-017.html").read_text("utf-8")
    assert "It was never sent." in page
    assert "Isles of Scilly" in page


def test_the_other_letters_are_as_they_were(root: Path, done: tuple[Path, list[str]]) -> None:
    folder, _outputs = done
    assert (folder / "raw/coventry").is_dir()
    letters = (folder / "processed/letters.csv").read_text("utf-8").splitlines()
    assert len(letters) == 1 + 6
    for path in sorted((root / "raw/coventry").iterdir()):
        assert (folder / "raw/coventry" / path.name).read_bytes() == path.read_bytes()
