"""What is kept of a release is small and whole, and gives the same changes again."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from pipeline.disclosure.editions import base, published, releases
from pipeline.disclosure.stage import reasons
from pipeline.edges.files import read_folder
from pipeline.edges.problems import BadInputError
from pipeline.release.keep import keep


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_the_first_release_is_kept(root: Path) -> None:
    first = releases(root)[0]
    assert first.version == "0.1.0"
    assert first.counts["observations"] == len(first.rows["observations"]) == 349
    assert len(first.rows["letters"]) == 5
    assert first.columns["observations"]["value"] == "number"
    assert "asked" not in first.columns


def test_what_is_kept_of_a_release_is_small(root: Path) -> None:
    assert sum(map(len, read_folder(root / "releases/0.1.0").values())) < 250_000


def test_a_package_that_is_kept_is_read_as_it_is(built: Path, tmp_path: Path) -> None:
    version = keep(tmp_path, built)
    (kept,) = releases(tmp_path)
    assert kept.version == version
    assert kept == published(built)
    assert base([kept], published(built)) is None


def test_no_number_is_told_of_a_release_that_the_present_data_do_not_give(built: Path) -> None:
    changes = rows(built / "processed/changes.csv")
    now = rows(built / "processed/observations.csv")
    given = {row["value"] for row in now if row["value"]}
    assert changes
    for row in changes:
        if row["what"] == "observation" and row["field"] in ("", "value") and row["old"]:
            assert row["old"] in given, row
    assert {row["since"] for row in changes} == {"0.1.0"}


def test_under_protection_no_change_tells_a_number_that_is_hidden(protected: Path) -> None:
    hidden = {
        row["observation_id"]
        for row in rows(protected / "processed/observations.csv")
        if row["obs_status"] == "suppressed_secondary"
    }
    assert hidden
    before = {r["observation_id"]: r for r in rows(protected / "releases/0.1.0/observations.csv")}
    assert any(before[name]["value"] for name in hidden if name in before), "the release of before gave some"
    changes = [r for r in rows(protected / "processed/changes.csv") if r["subject"] in hidden]
    assert {r["subject"] for r in changes} == {name for name in hidden if name in before} | {
        r["subject"] for r in changes if r["change"] == "added"
    }
    for row in changes:
        assert row["field"] in ("", "obs_status", "provision"), row
        assert row["field"] == "obs_status" or not row["old"], row
        assert row["new_status"] == "suppressed_secondary"


def test_a_release_that_is_not_whole_is_told_with_what_mends_it(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "releases", tmp_path / "releases")
    file = tmp_path / "releases/0.1.0/release.json"
    record = json.loads(file.read_bytes())
    file.write_text(json.dumps(record | {"version": "9.9.9"}), encoding="utf-8")
    with pytest.raises(BadInputError, match=r"its version is 9\.9\.9\. Name the folder like it"):
        releases(tmp_path)
    file.write_text('{"version": "0.1', encoding="utf-8")
    with pytest.raises(BadInputError, match="git checkout -- releases"):
        releases(tmp_path)


def test_reasons_are_read_by_what_they_are_about(tmp_path: Path) -> None:
    assert reasons(tmp_path) == {}
    (tmp_path / "releases").mkdir()
    file = tmp_path / "releases/reasons.csv"
    file.write_text("subject,reason\ncalls,Read again.\n", encoding="utf-8")
    assert reasons(tmp_path) == {"calls": "Read again."}
    file.write_text("what,why\ncalls,Read again.\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="columns subject and reason"):
        reasons(tmp_path)
