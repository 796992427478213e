"""CITATION.cff and .zenodo.json: cffconvert validates the one, and what it makes of it is in the other."""

import json

import pytest
from cffconvert import Citation

from .conftest import Published

# https://developers.zenodo.org/#representation: what a deposit of a data set must have, and the words for it.
REQUIRED = ("title", "description", "upload_type", "creators", "access_right", "license")
ROLES = ("ContactPerson", "DataCollector", "DataCurator", "DataManager", "Distributor", "Editor", "Other")


@pytest.fixture
def citation(published: Published) -> Citation:
    return Citation((published.top / "CITATION.cff").read_text("utf-8"))


def test_cffconvert_says_valid(citation: Citation) -> None:
    citation.validate()
    assert citation.cffversion == "1.2.0"


def test_the_citation_in_the_package_is_that_of_the_repository(published: Published) -> None:
    assert (published.data / "CITATION.cff").read_bytes() == (published.top / "CITATION.cff").read_bytes()


def test_addresses_are_cited_where_there_are_some(published: Published, citation: Citation) -> None:
    found = citation.cffobj
    expected = {
        "date-released": "2026-04-01",
        "doi": "10.5072/foi-letters",
        "url": "https://data.example/foi",
        "repository-code": "https://code.example/foi",
        "repository-artifact": f"https://data.example/foi/data/{_archive(published)}",
        "license-url": "https://data.example/foi/data/LICENCE-DATA.md",
    }
    assert {key: found.get(key) for key in expected} == (
        expected if published.has_addresses else dict.fromkeys(expected)
    )
    assert "LICENCE-DATA.md" in found["message"]


def test_zenodo_is_told_what_cffconvert_makes_of_the_citation(
    published: Published, citation: Citation
) -> None:
    ours = json.loads((published.top / ".zenodo.json").read_bytes())
    theirs = json.loads(citation.as_zenodo())
    for key in ("title", "creators", "version", "keywords", "publication_date"):
        assert ours.get(key) == theirs.get(key), key
    assert [key for key in REQUIRED if not ours.get(key)] == []
    assert (ours["upload_type"], ours["access_right"], ours["license"]) == ("dataset", "open", "other-nc")
    assert {one["type"] for one in ours["contributors"]} <= set(ROLES)
    related = {one["identifier"]: one["relation"] for one in ours.get("related_identifiers", [])}
    assert related == (
        {"https://data.example/foi": "isAlternateIdentifier", "https://code.example/foi": "isCompiledBy"}
        if published.has_addresses
        else {}
    )


def _archive(published: Published) -> str:
    [archive] = published.data.glob("*.zip")
    return archive.name
