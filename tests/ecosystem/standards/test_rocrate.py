"""RO-Crate: roc-validator asks nothing more, and the way of every table leads back to the letters."""

import hashlib
import importlib.resources
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from rocrate.rocrate import ROCrate
from rocrate_validator import services

from .conftest import Published

METADATA = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.2/context"
# Where the context of 1.3, which rocrate carries, says something else than that of 1.2.
CHANGED = {"ComputationalWorkflow", "FormalParameter", "input", "output"}


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one address that the validator asks for is answered here, and no other."""
    context = (importlib.resources.files("rocrate") / "data" / "ro-crate.jsonld").read_bytes()

    def send(
        _session: requests.Session, request: requests.PreparedRequest, **_more: object
    ) -> requests.Response:
        found = requests.Response()
        found.url = str(request.url)
        found.status_code = 200 if request.url == CONTEXT else 404
        found._content = context if request.url == CONTEXT else b""
        found.headers["Content-Type"] = "application/ld+json"
        return found

    monkeypatch.setattr(requests.Session, "send", send)


def issues(folder: Path, profile: str, severity: str) -> set[tuple[str, str]]:
    """What the validator finds: the severity, and its message."""
    settings = services.ValidationSettings(
        rocrate_uri=str(folder),
        profile_identifier=profile,
        requirement_severity=severity,
        # Process Run Crate 0.5 is a profile of 1.1 here: what it says itself is what counts.
        disable_inherited_profiles_issue_reporting=profile != "ro-crate-1.2",
        no_cache=True,
    )
    return {(one.severity.name, str(one.message)) for one in services.validate(settings).get_issues()}


@pytest.fixture(scope="session")
def graph(published: Published) -> dict[str, dict[str, Any]]:
    entities = json.loads((published.data / METADATA).read_bytes())["@graph"]
    return {one["@id"]: one for one in entities}


def test_all_that_ro_crate_1_2_requires_holds_and_what_it_recommends_but_for_what_nobody_knows(
    published: Published,
) -> None:
    found = issues(published.data, "ro-crate-1.2", "RECOMMENDED")
    assert {message for severity, message in found if severity == "REQUIRED"} == set()
    # Nobody knows a ROR identifier, an address or a contact of each authority; the terms are a file.
    expected = {
        "A License entity SHOULD have an absolute HTTP(S) URL as its @id (e.g., an SPDX license URI such as "
        "https://spdx.org/licenses/MIT.html)",
        "An Organization entity SHOULD have a ROR identifier as its @id (e.g., https://ror.org/03f0f6041)",
        "An Organization's contactPoint SHOULD reference a ContactPoint contextual entity",
        "The organization SHOULD have a URL.",
    }
    if not published.has_addresses:
        expected.add(
            "At least one author or publisher Person/Organization SHOULD have a contactPoint property"
        )
    others = {message for _severity, message in found} - expected
    assert expected <= {message for _severity, message in found}
    # The DOI of the test leads nowhere.
    assert len(others) == published.has_addresses
    assert all("https://doi.org/10.5072/foi-letters' SHOULD resolve" in message for message in others)


def test_all_that_process_run_crate_requires_holds(published: Published) -> None:
    found = issues(published.data, "process-run-crate", "RECOMMENDED")
    assert {message for severity, message in found if severity == "REQUIRED"} == set()
    # A time of day would make the same data other bytes.
    assert ("RECOMMENDED", "The Action SHOULD have an endTime in ISO 8601 format") in found


def test_the_validator_finds_what_is_missing(plain: Published, tmp_path: Path) -> None:
    crate = json.loads((plain.data / METADATA).read_bytes())
    root = next(one for one in crate["@graph"] if one["@id"] == "./")
    del root["datePublished"]
    root["hasPart"] = {"@id": "LICENCE-DATA.md"}
    crate["@graph"] = [one for one in crate["@graph"] if "File" not in one["@type"]]
    (tmp_path / METADATA).write_text(json.dumps(crate), encoding="utf-8")
    assert [one for one in issues(tmp_path, "ro-crate-1.2", "REQUIRED") if "datePublished" in one[1]]


def test_no_term_is_used_whose_meaning_the_context_at_hand_has_changed(published: Published) -> None:
    def names(data: Any) -> Iterator[str]:
        if isinstance(data, dict):
            yield from data
            types = data.get("@type", [])
            yield from types if isinstance(types, list) else [types]
            for value in data.values():
                yield from names(value)
        elif isinstance(data, list):
            for value in data:
                yield from names(value)

    crate = json.loads((published.data / METADATA).read_bytes())
    assert crate["@context"] == CONTEXT
    assert set(names(crate["@graph"])) & CHANGED == set()


def test_the_library_rocrate_reads_it(published: Published) -> None:
    crate = ROCrate(published.data)
    assert crate.root_dataset["name"].startswith("Exploited and missing children")
    assert len(crate.get_by_type("CreateAction")) == 7
    assert {one.id for one in crate.get_by_type("File")} >= {"datapackage.json", "processed/observations.csv"}


def test_every_file_is_there_and_is_as_described(
    graph: dict[str, dict[str, Any]], published: Published
) -> None:
    described = [one for one in graph.values() if "File" in one["@type"]]
    for file in described:
        content = (published.data / file["@id"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file["sha256"], file["@id"]
        assert str(len(content)) == file["contentSize"]
    parts = {one["@id"] for one in graph["./"]["hasPart"]}
    assert parts == {one["@id"] for one in described}
    for name in published.tables:
        assert {f"processed/{name}.csv", f"processed/{name}.parquet", f"schemas/{name}.json"} <= parts


def test_the_way_from_the_observations_leads_through_six_stages_to_the_five_letters(
    graph: dict[str, dict[str, Any]],
) -> None:
    actions = [one for one in graph.values() if one["@type"] == "CreateAction"]
    reached, stages, rest = set[str](), set[str](), ["processed/observations.csv"]
    while rest:
        name = rest.pop()
        reached.add(name)
        for action in actions:
            if name in refs(action["result"]):
                stages.add(action["@id"])
                rest += [one for one in refs(action["object"]) if one not in reached]
    assert stages == {
        f"#stage/{name}" for name in ("extract", "interpret", "build", "disclosure", "validate", "package")
    }
    letters = {name for name in reached if name.startswith("#letter/")}
    assert letters == {
        "#letter/coventry/20123993",
        "#letter/coventry/FOI651119421",
        "#letter/coventry/FOI721571023",
        "#letter/coventry/FOI746230783",
        "#letter/coventry/FOI803482386",
    }
    assert graph["#letter/coventry/20123993"]["datePublished"] == "2015-05-05"
    assert reached <= graph.keys()


def test_the_software_is_named_with_the_versions_of_the_lock(
    graph: dict[str, dict[str, Any]], published: Published
) -> None:
    needed = refs(graph["pipeline.yaml"]["softwareRequirements"])
    lock = (published.top / "requirements.lock").read_text("utf-8")
    assert len(needed) > 20
    for name in needed:
        package = graph[name]
        pinned = f"{package['name'].lower().replace('.', '-')}=={package['version']} "
        assert f"\n{pinned}" in f"\n{lock.lower()}", name
    assert "pkg:pypi/duckdb" in {graph[name]["url"] for name in needed}


def refs(value: Any) -> list[str]:
    return [one["@id"] for one in (value if isinstance(value, list) else [value])]
