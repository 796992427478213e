"""What search engines for data are told: the fields that schema.org and Google ask for."""

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from pipeline.schemas.codelists import CodeList
from render.html_tree import Element, parse
from render.render_world import METADATA, render

FIELDS = Path(__file__).with_name("dataset_fields.csv")
ADDRESS = "https://data.example/harm"


@pytest.fixture(scope="module")
def addressed(rows_folder: Path, invented: dict[str, CodeList]) -> dict[str, bytes]:
    """The site as it is where raw/package.yaml has a homepage."""
    metadata = replace(METADATA, homepage=ADDRESS, keywords=("harm",))
    return render(rows_folder, invented, metadata=metadata)


def told(page: Element) -> dict[str, Any]:
    [script] = [s for s in page.all("script") if s.attributes.get("type") == "application/ld+json"]
    data: dict[str, Any] = json.loads(script.text)
    return data


@pytest.mark.parametrize(
    ("path", "kind"),
    [("index.html", "whole"), ("tables/observations.html", "part"), ("codes/sex.html", "part")],
)
def test_a_dataset_has_the_fields_that_are_wanted_of_one(
    addressed: dict[str, bytes], path: str, kind: str
) -> None:
    data = told(parse(addressed[path]))
    assert (data["@context"], data["@type"]) == ("https://schema.org/", "Dataset")
    with FIELDS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["where"] in ("both", kind)]
    assert [row["field"] for row in rows if not data.get(row["field"])] == []
    assert 50 <= len(data["description"]) <= 5000
    for download in data["distribution"]:
        assert download["@type"] == "DataDownload" and "/" in download["encodingFormat"]
        assert download["contentUrl"].startswith(f"{ADDRESS}/data/")
        assert download["contentUrl"].endswith(download["name"])


def test_the_whole_is_dated_by_its_letters_and_periods(addressed: dict[str, bytes]) -> None:
    data = told(parse(addressed["index.html"]))
    assert data["dateModified"] == "2025-06-01"
    assert data["temporalCoverage"] == "2020-04-01/2025-03-31"
    assert data["url"] == f"{ADDRESS}/"
    assert [one["datePublished"] for one in data["isBasedOn"]] == ["2025-06-01"]
    assert told(parse(addressed["codes/sex.html"]))["url"] == f"{ADDRESS}/codes/sex.html"


def test_without_an_address_none_is_told(site: dict[str, bytes], html: dict[str, Element]) -> None:
    assert "sitemap.xml" not in site and "robots.txt" not in site
    for page in html.values():
        assert not [e for e in page.all("link") if e.attributes["rel"] == "canonical"]
        assert not [e for e in page.all("meta") if "property" in e.attributes]
    for path in ("index.html", "tables/observations.html"):
        data = told(html[path])
        assert "url" not in data and all("contentUrl" not in one for one in data["distribution"])


def test_every_page_has_its_address_and_stands_in_the_map_of_the_site(addressed: dict[str, bytes]) -> None:
    tree = ElementTree.fromstring(addressed["sitemap.xml"])  # noqa: S314 - our own
    mapped = {url.text for url in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    own = set()
    for path, content in addressed.items():
        if path.endswith(".html") and path != "404.html":
            page = parse(content)
            [canonical] = [
                e.attributes["href"] for e in page.all("link") if e.attributes["rel"] == "canonical"
            ]
            said = {
                e.attributes["property"]: e.attributes["content"]
                for e in page.all("meta")
                if "property" in e.attributes
            }
            assert said["og:url"] == canonical and said["og:type"] == "website"
            assert said["og:title"] and said["og:description"]
            own.add(canonical)
    assert mapped == own and f"{ADDRESS}/" in own and f"{ADDRESS}/values.html" in own
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in addressed["robots.txt"].decode()


def test_the_page_for_no_page_leads_on_from_wherever_it_is_shown(
    addressed: dict[str, bytes], html: dict[str, Element]
) -> None:
    linked = [a.attributes["href"] for a in parse(addressed["404.html"]).all("a")]
    assert all(target.startswith((f"{ADDRESS}/", "#content")) for target in linked), linked
    assert f"{ADDRESS}/changes.html" in linked
    assert "changes.html" in [a.attributes["href"] for a in html["404.html"].all("a")]


def test_a_label_ends_no_script(html: dict[str, Element], site: dict[str, bytes]) -> None:
    assert "<script>alert('label')</script>" in told(html["index.html"])["name"]
    assert b"</script>alert" not in site["index.html"] and b"<script>alert" not in site["index.html"]
