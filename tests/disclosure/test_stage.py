"""The stage hands on what there is, or hides what it takes; what nobody would carry out is refused."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.disclosure import report as reporting
from pipeline.disclosure import stage
from pipeline.disclosure.audit import audit
from pipeline.disclosure.report import report
from pipeline.disclosure.stage import StillExposedError, read_observed, run
from pipeline.edges.files import PUBLIC_TABLES, PUBLIC_TEXTS, TABLES, TEXTS, read_folder
from pipeline.edges.problems import BadInputError
from pipeline.schemas.codelists import read_code_lists


@pytest.fixture
def ready(built: Path, tmp_path: Path) -> Path:
    """A copy of a folder in which all stages before this one have run."""
    shutil.copytree(built / "raw/codelists", tmp_path / "raw/codelists")
    for name in (TABLES, TEXTS):
        shutil.copytree(built / name, tmp_path / name)
    shutil.copy(built / "params.yaml", tmp_path)
    return tmp_path


def choose(folder: Path, policy: str) -> None:
    file = folder / "params.yaml"
    file.write_text(
        file.read_text("utf-8").replace("policy: as_disclosed", f"policy: {policy}"), encoding="utf-8"
    )


def test_as_disclosed_hands_on_the_same_bytes(ready: Path) -> None:
    run(ready)
    public, plain = read_folder(ready / PUBLIC_TABLES), read_folder(ready / TABLES)
    assert public | {"changes.csv": b""} == plain | {"changes.csv": b""}
    assert read_folder(ready / PUBLIC_TEXTS) == read_folder(ready / TEXTS)


def test_protected_changes_one_letter_and_gives_the_same_bytes_again(ready: Path) -> None:
    choose(ready, "protected")
    run(ready)
    texts, before = read_folder(ready / PUBLIC_TEXTS), read_folder(ready / TEXTS)
    assert [path for path in before if texts[path] != before[path]] == ["coventry/FOI803482386.txt"]
    tables, plain = read_folder(ready / PUBLIC_TABLES), read_folder(ready / TABLES)
    changed = [path for path in plain if tables[path] != plain[path]]
    assert changed == [
        "answers.csv",
        "figures.csv",
        "letters.csv",
        "observations.csv",
        "tables.csv",
    ]
    shutil.rmtree(ready / "staging/disclosure")
    run(ready)
    assert read_folder(ready / PUBLIC_TABLES) == tables


def test_an_unknown_policy_is_refused_and_nothing_is_written(ready: Path) -> None:
    choose(ready, "guarded")
    with pytest.raises(BadInputError) as caught:
        run(ready)
    assert "the policy 'guarded' is not known. Known are as_disclosed and protected." in str(caught.value)
    assert str(caught.value).startswith("params.yaml:")
    assert not (ready / "staging/disclosure").exists()


def test_what_is_still_given_away_is_not_handed_on(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "protect_beside_shares", lambda *_: frozenset())
    choose(ready, "protected")
    with pytest.raises(StillExposedError, match="nothing is published") as caught:
        run(ready)
    assert str(caught.value).count("age_group=under_10") == 3
    assert not (ready / "staging/disclosure").exists()


def test_the_audit_needs_a_package(ready: Path) -> None:
    with pytest.raises(BadInputError, match=r"processed/observations\.csv: the file is missing\."):
        report(ready)


def test_a_package_of_other_columns_is_said_to_be_older(ready: Path) -> None:
    shutil.copytree(ready / TABLES, ready / "processed")
    assert "can be worked out" in report(ready)
    file = ready / "processed/observations.csv"
    file.write_bytes(file.read_bytes().replace(b",sex,", b",gender,", 1))
    with pytest.raises(
        BadInputError, match=r"processed/observations\.csv:1: processed/ is older than"
    ) as caught:
        report(ready)
    assert str(caught.value).endswith("Run 'make', or 'dvc repro'.")


def test_a_hidden_count_with_its_share_is_named_as_not_judged(
    ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ready / TABLES, ready / "processed")
    seen = read_observed(ready / "processed", read_code_lists(ready / "raw/codelists"))
    exposed = audit(seen.system, 5)
    safe = next(
        observation
        for name, quantity in sorted(seen.system.quantities.items())
        if quantity.protected and name not in exposed
        for observation in seen.observations[name]
    )
    monkeypatch.setattr(reporting, "read_observed", lambda *_: replace(seen, beside_shares=frozenset({safe})))
    told = report(ready)
    assert f"Beside 1 a share or a count of the same is printed:\n{safe}: not judged\n" in told
    assert f"{safe}," in (ready / "staging/disclosure-audit.csv").read_text("utf-8")
