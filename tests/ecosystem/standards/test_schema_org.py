"""schema.org: every word in the pages is one of its own; addresses are whole where there is a homepage."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from rdflib.namespace import SDO

from .conftest import Published

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
TOP = "https://data.example/foi/"


def told(published: Published, page: str) -> dict[str, Any]:
    [script] = SCRIPT.findall((published.top / "site" / page).read_text("utf-8"))
    found: dict[str, Any] = json.loads(script)
    return found


def pages(published: Published) -> list[str]:
    site = published.top / "site"
    return [
        page.relative_to(site).as_posix()
        for page in sorted(site.rglob("*.html"))
        if "application/ld+json" in page.read_text("utf-8")
    ]


def words(data: Any) -> Iterator[str]:
    """The properties and types in JSON-LD."""
    if isinstance(data, dict):
        yield from (name for name in data if not name.startswith("@"))
        yield from [data["@type"]] if "@type" in data else []
        for value in data.values():
            yield from words(value)
    elif isinstance(data, list):
        for value in data:
            yield from words(value)


def test_the_home_page_and_every_table_say_what_they_are(published: Published) -> None:
    assert len(pages(published)) == 1 + len(published.tables)


def test_every_word_is_one_of_schema_org(published: Published) -> None:
    assert "contentUrl" in SDO and "contentURL" not in SDO
    for page in pages(published):
        for word in words(told(published, page)):
            assert word in SDO, (page, word)


def test_the_whole_names_its_tables_and_each_table_the_whole(published: Published) -> None:
    whole = told(published, "index.html")
    parts = {one["name"] for one in whole["hasPart"]}
    assert len(parts) == len(published.tables)
    table = told(published, "tables/observations.html")
    assert table["name"].startswith("Observations") and "Observations" in parts
    assert table["isPartOf"]["name"] == whole["name"]


def test_with_a_homepage_every_address_is_whole(addressed: Published) -> None:
    whole = told(addressed, "index.html")
    assert whole["url"] == TOP
    assert whole["sameAs"] == "https://doi.org/10.5072/foi-letters"
    assert whole["datePublished"] == whole["dateModified"] == "2026-04-01"
    assert whole["license"][0]["url"] == f"{TOP}data/LICENCE-DATA.md"
    addresses = [one["contentUrl"] for one in whole["distribution"]] + [
        one["url"] for one in whole["hasPart"]
    ]
    for address in addresses:
        assert (addressed.top / "site" / address.removeprefix(TOP)).is_file(), address
    table = told(addressed, "tables/observations.html")
    assert [one["contentUrl"] for one in table["distribution"]] == [
        f"{TOP}data/processed/observations.csv",
        f"{TOP}data/processed/observations.parquet",
    ]


@pytest.mark.parametrize("field", ["url", "sameAs", "datePublished"])
def test_without_one_no_address_is_told(plain: Published, field: str) -> None:
    assert field not in told(plain, "index.html")
