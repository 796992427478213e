"""What the documentation says is run, and what can be run is documented."""

import importlib
import re
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from pipeline.__main__ import app
from pipeline.interpret import reading
from pipeline.package.metadata import LEFT_OUT
from pipeline.render import snippets
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import CodeList, dimension_names


def test_the_lines_of_the_readme_are_those_of_the_downloads(root: Path, lists: dict[str, CodeList]) -> None:
    # tests/ecosystem runs all of them.
    text = (root / "README.md").read_text("utf-8")
    written = {one.language: one for one in snippets.examples(catalogue(lists)["observations"])}
    for language in (snippets.PANDAS_PARQUET, snippets.READR_CSV, snippets.DUCKDB):
        assert snippets.markdown(written[language]) in text, language
    assert len(re.findall(r"```[a-z]+\n", text)) == 3


def test_sql_of_the_readme_counts_observations(
    root: Path, lists: dict[str, CodeList], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    (query,) = [
        one.code
        for one in snippets.examples(catalogue(lists)["observations"])
        if one.language == snippets.DUCKDB
    ]
    found = {row[:2]: row[2] for row in duckdb.sql(query).fetchall()}
    assert found["Calls to the MASH helpline", "reported"] == 9
    assert found["Missing incidents with a risk marker", "suppressed"] == 2


def test_links_of_the_documentation_lead_somewhere(root: Path) -> None:
    for page in [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
        prose = re.sub(r"`[^`\n]*`(?!\])", "", page.read_text("utf-8"))  # SQL in backticks holds no links
        for target in re.findall(r"\]\(([^)#:]+)\)", prose):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_target_of_the_readme_is_in_the_makefile(root: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)`?", (root / "README.md").read_text("utf-8"))) <= targets


@pytest.mark.parametrize("command", ["extract", "add", "summary"])
def test_every_command_for_people_is_documented_and_explains_itself(root: Path, command: str) -> None:
    assert f"python -m pipeline {command}" in (root / "README.md").read_text("utf-8")
    found = CliRunner().invoke(app, [command, "--help"])
    assert found.exit_code == 0
    assert "Usage" in found.output


def test_every_key_of_a_reading_is_in_its_manual(root: Path, lists: dict[str, CodeList]) -> None:
    manual = (root / "docs/readings.md").read_text("utf-8")
    for key in (*reading.TOP, *reading.CODING):
        assert f"`{key}`" in manual, key
    assert any(name in manual for name in dimension_names(lists))


def test_the_readme_names_every_stage_and_folder(root: Path) -> None:
    text = (root / "README.md").read_text("utf-8")
    for stage in re.findall(r"^  (\w+):$", (root / "dvc.yaml").read_text("utf-8"), re.MULTILINE):
        assert f"`{stage}`" in text, stage


def test_the_terms_of_every_letter_are_in_the_licence_of_the_data(
    root: Path, lists: dict[str, CodeList]
) -> None:
    licence = (root / "LICENCE-DATA.md").read_text("utf-8")
    letters = f"FROM '{(root / 'processed/letters.csv').as_posix()}' SELECT DISTINCT reuse_terms"
    used = [terms for (terms,) in duckdb.sql(letters).fetchall()]
    assert used
    for terms in used:
        assert f"`{terms}`" in licence
        assert lists["reuse_terms"].row(terms)["open"] is False


def test_standards_are_documented_with_their_versions_and_validators(root: Path) -> None:
    text = (root / "docs/standards.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line[:2] == "| "
    ]
    documented = {(row[0], row[1]) for row in rows if len(row) == 5}
    for module in (root / "pipeline/render/standards").glob("*.py"):
        found = importlib.import_module(f"pipeline.render.standards.{module.stem}")
        if hasattr(found, "STANDARD"):
            assert (found.STANDARD.name, found.STANDARD.version) in documented
    locks = "".join(
        (root / name).read_text("utf-8") for name in ("requirements.lock", "requirements-ecosystem.lock")
    )
    validators = set(re.findall(r"\b([a-z][a-z-]+) (\d+\.\d+\.\d+)\b", text))
    assert len(validators) >= 10
    for name, version in validators:
        assert f"\n{name}=={version} " in f"\n{locks}", name


def test_every_key_without_a_value_yet_is_documented_with_what_is_left_out(root: Path) -> None:
    text = (root / "docs/standards.md").read_text("utf-8")
    for key, left_out in LEFT_OUT.items():
        assert re.search(rf"^\| `{key}` \| .+ \| {re.escape(left_out)} \|$", text, re.MULTILINE), key
