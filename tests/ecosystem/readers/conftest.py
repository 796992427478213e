"""The package with the sixth letter, and the table of docs/ecosystem.md, which these tests check or write."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "tests"))  # sixth.py and opened.py, which need nothing of the pipeline
DOCUMENT = ROOT / "docs/ecosystem.md"
BEGIN, END = "<!-- made by make ecosystem WRITE=1 -->\n", "<!-- end -->\n"
HEAD = "| Program | Version | What was run | What it gave |\n|---|---|---|---|\n"
Seen = Callable[[str, str, str, str], None]


@pytest.fixture(scope="session")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The top of a repository in which the sixth letter is published; site/data is the zip unpacked."""
    folder = tmp_path_factory.mktemp("sixth")
    # The pipeline has an environment of its own.
    subprocess.run([ROOT / ".venv/bin/python", ROOT / "tests/sixth.py", folder], check=True)
    return folder


@pytest.fixture
def needs() -> Callable[[str, str], str]:
    """Give the path of a program; without it the test is skipped, and fails where CI is set."""

    def find(program: str, install: str) -> str:
        if path := shutil.which(program):
            return path
        message = f"{program} is not installed: {install}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)

    return find


@pytest.fixture(scope="session")
def table() -> Iterator[dict[str, str]]:
    """The rows of the document, by program and what was run; written anew where WRITE is set."""
    rows: dict[str, str] = {}
    yield rows
    if os.environ.get("WRITE") and rows:
        before, _, rest = DOCUMENT.read_text("utf-8").partition(BEGIN)
        text = before + BEGIN + HEAD + "".join(rows[key] for key in sorted(rows, key=str.casefold)) + END
        DOCUMENT.write_text(text + rest.partition(END)[2], encoding="utf-8")


@pytest.fixture
def seen(table: dict[str, str]) -> Seen:
    """Tell what a program gave, when it gave it. The document must say so, whatever the version."""

    def tell(program: str, version: str, run: str, result: str) -> None:
        table[f"{program}|{run}"] = f"| {program} | {version} | {run} | {result} |\n"
        if not os.environ.get("WRITE"):
            said = [line.strip("|\n ").split(" | ") for line in DOCUMENT.read_text("utf-8").splitlines()]
            assert [program, run, result] in [[line[0], *line[2:]] for line in said if len(line) == 4]

    return tell
