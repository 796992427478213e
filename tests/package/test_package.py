"""The published package, as its users meet it."""

import csv
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from frictionless import Package
from ruamel.yaml import YAML

from pipeline.build.canonical import texts_of
from pipeline.edges.files import read_folder
from pipeline.package.conformance import against_profile
from pipeline.package.descriptor import descriptor
from pipeline.package.metadata import read
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.published import schema
from pipeline.schemas.table import Row


@pytest.fixture(scope="session")
def package(built: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((built / "datapackage.json").read_bytes())
    return found


def test_what_is_committed_is_what_the_pipeline_makes(built: Path, root: Path) -> None:
    made, committed = (
        {path: content for path, content in read_folder(folder / "processed").items() if path != "foi.duckdb"}
        for folder in (built, root)
    )
    assert made.keys() == committed.keys()
    assert [path for path, content in made.items() if committed[path] != content] == []
    # The crate has the digest of whatever is taken away; DVC cannot know that it also tells of dvc.yaml.
    for name in ("datapackage.json", "CITATION.cff", ".zenodo.json", "site/data/ro-crate-metadata.json"):
        assert (built / name).read_bytes() == (root / name).read_bytes(), name


def test_the_official_profile_says_valid(package: dict[str, Any]) -> None:
    assert against_profile(package) == []
    assert against_profile(package | {"resources": []}) != []


def test_frictionless_says_valid_on_the_command_line(built: Path) -> None:
    command = [sys.executable, "-m", "frictionless", "validate", "--json", "datapackage.json"]
    done = subprocess.run(command, cwd=built, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["valid"], done.stdout
    assert report["stats"]["tasks"] == len(json.loads((built / "datapackage.json").read_bytes())["resources"])


def test_hash_and_size_are_those_of_the_bytes(package: dict[str, Any], built: Path) -> None:
    for resource in package["resources"]:
        for file in [resource, *resource.get("alternates", [])]:
            content = (built / file["path"]).read_bytes()
            assert file["bytes"] == len(content)
            assert file["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()


def test_every_file_is_described(package: dict[str, Any], built: Path) -> None:
    described = {
        file["path"]
        for resource in package["resources"]
        for file in [resource, *resource.get("alternates", [])]
    }
    letters = json.loads((built / "processed/letters/datapackage.json").read_bytes())
    described |= {f"processed/letters/{resource['path']}" for resource in letters["resources"]}
    assert against_profile(letters) == []
    published = {f"processed/{path}" for path in read_folder(built / "processed")} - {
        "processed/foi.duckdb",
        "processed/letters/datapackage.json",
    }
    assert described == published


def test_every_resource_names_its_letter_with_date_and_reference(package: dict[str, Any]) -> None:
    observations = next(r for r in package["resources"] if r["name"] == "observations")
    assert {(source["path"], source["version"]) for source in observations["sources"]} == {
        ("processed/letters/coventry/20123993.txt", "2015-05-05"),
        ("processed/letters/coventry/FOI651119421.txt", "2024-11-27"),
        ("processed/letters/coventry/FOI721571023.txt", "2025-07-03"),
        ("processed/letters/coventry/FOI746230783.txt", "2025-10-21"),
        ("processed/letters/coventry/FOI803482386.txt", "2026-03-13"),
    }
    assert all("FOI" in s["title"] or "20123993" in s["title"] for s in observations["sources"])


def test_the_licence_is_not_open_and_says_where_it_stands(package: dict[str, Any], root: Path) -> None:
    for licence in [package["licenses"][0], *(r["licenses"][0] for r in package["resources"])]:
        assert licence["name"] == "other-nc"
        assert (root / licence["path"]).is_file()


def test_schemas_are_those_of_the_catalogue(package: dict[str, Any], lists: dict[str, CodeList]) -> None:
    tables = catalogue(lists)
    described = {r["name"]: r["schema"] for r in package["resources"] if r.get("type") == "table"}
    assert described == {name: schema(table, lists) for name, table in tables.items()}


def test_pandas_and_duckdb_read_the_csv_with_no_option_but_the_path(built: Path) -> None:
    for file in sorted((built / "processed").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened))
        assert len(pd.read_csv(file)) == len(rows), file.name
        if rows:
            counted = duckdb.sql(f"SELECT count(*) FROM '{file.as_posix()}'").fetchall()
            assert counted == [(len(rows),)], file.name


def test_parquet_and_database_hold_the_rows_of_the_csv(built: Path, lists: dict[str, CodeList]) -> None:
    from pipeline.build.database import csv_query

    with duckdb.connect(str(built / "processed/foi.duckdb"), read_only=True) as connection:
        for name, table in catalogue(lists).items():
            rows = f"({csv_query(table, built / 'processed' / f'{name}.csv')})"
            for other in (f"'{(built / 'processed' / f'{name}.parquet').as_posix()}'", f'"{name}"'):
                for left, right in ((rows, other), (other, rows)):
                    query = f"FROM {left} EXCEPT ALL FROM {right}"
                    assert connection.execute(query).fetchall() == [], (name, other)


def test_the_database_has_keys_checks_and_comments(built: Path, lists: dict[str, CodeList]) -> None:
    with duckdb.connect(str(built / "processed/foi.duckdb"), read_only=True) as connection:
        tables = dict(
            connection.execute(
                "SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal"
            ).fetchall()
        )
        columns = connection.execute(
            "SELECT table_name, column_name, comment FROM duckdb_columns() "
            "WHERE NOT internal AND table_name IN (SELECT table_name FROM duckdb_tables())"
        ).fetchall()
        kinds = {
            kind
            for (kind,) in connection.execute(
                "SELECT constraint_type FROM duckdb_constraints() WHERE table_name = 'observations'"
            ).fetchall()
        }
    assert all(tables.values())
    assert tables.keys() == {*catalogue(lists), "letter_texts"}
    assert [(t, c) for t, c, comment in columns if not comment and t != "letter_texts"] == []
    assert {"PRIMARY KEY", "FOREIGN KEY", "CHECK", "NOT NULL"} <= kinds


def test_the_database_refuses_a_value_for_a_suppressed_count(built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "foi.duckdb"
    copy.write_bytes((built / "processed/foi.duckdb").read_bytes())
    with duckdb.connect(str(copy)) as connection, pytest.raises(duckdb.ConstraintException):
        connection.execute("UPDATE observations SET value = 1 WHERE obs_status = 'suppressed'")


def test_metadata_is_said_once(package: dict[str, Any], root: Path) -> None:
    citation = YAML(typ="safe").load((root / "CITATION.cff").read_text("utf-8"))
    for key in ("version", "title", "keywords"):
        assert citation[key] == package[key]
    assert f"## {package['version']}\n" in (root / "CHANGELOG.md").read_text("utf-8")


def test_the_package_is_dated_by_its_release_or_its_newest_letter_and_has_an_id(
    package: dict[str, Any], built: Path
) -> None:
    released = read((built / "raw/package.yaml").read_bytes(), "raw/package.yaml").released
    assert package["created"] == f"{released or date(2026, 3, 13)}T00:00:00Z"
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", package["id"])
    assert "homepage" not in package


def test_with_addresses_the_descriptor_has_them_and_conforms(
    package: dict[str, Any], built: Path, lists: dict[str, CodeList]
) -> None:
    metadata = replace(
        read((built / "raw/package.yaml").read_bytes(), "raw/package.yaml"),
        homepage="https://data.example/foi",
        doi="10.5072/foi-1",
        released=date(2026, 4, 1),
    )
    files = {f"processed/{path}": content for path, content in read_folder(built / "processed").items()}
    del files["processed/foi.duckdb"]
    letters: list[Row] = [dict(row) for row in texts_of(files["processed/letters.csv"])]
    found = descriptor(metadata, catalogue(lists), lists, letters, files)
    assert found["homepage"] == "https://data.example/foi"
    assert found["id"] == "https://doi.org/10.5072/foi-1"
    assert found["created"] == "2026-04-01T00:00:00Z"
    assert against_profile(found) == []
    assert {key for key in found if found[key] != package.get(key)} == {"homepage", "id", "created"}
    assert Package.validate_descriptor(found).valid
