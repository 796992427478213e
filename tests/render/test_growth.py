"""The site of several councils: the letters of the repository three times over."""

from pathlib import Path

import duckdb
import pytest
from grown import grown

from pipeline.build.database import load
from pipeline.edges.files import EXPECTATIONS, PACKAGE_METADATA
from pipeline.package.metadata import read
from pipeline.render.site import pages
from pipeline.schemas.catalogue import catalogue
from pipeline.validate.derived import derived_rules
from pipeline.validate.rules import read_rules
from render.html_tree import Element, parse
from render.test_site import targets

ROOT = Path(__file__).parents[2]
CHILDREN = "measures/children_at_risk_of_exploitation"
FIRST = "coventry/FOI803482386"


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Element]:
    folder = tmp_path_factory.mktemp("grown") / "rows"
    lists, texts = grown(ROOT, folder, 3)
    tables = catalogue(lists)
    metadata = read((ROOT / PACKAGE_METADATA).read_bytes(), PACKAGE_METADATA)
    rules = [*read_rules(ROOT / EXPECTATIONS), *derived_rules(tables, lists)]
    with duckdb.connect() as connection:
        load(connection, tables, lists, folder, texts.items(), constraints=False)
        files = pages(connection, tables, lists, metadata, rules, texts)
    return {path: parse(content) for path, content in files.items() if path.endswith(".html")}


def ids(page: Element) -> set[str]:
    return {element.attributes["id"] for element in page.walk() if "id" in element.attributes}


def test_a_measure_of_many_values_has_a_page_for_each_authority(html: dict[str, Element]) -> None:
    """Each council has 114 values of it, 300 go on one page."""
    parts = [path for path in html if path.startswith(f"{CHILDREN}/")]
    assert parts == [f"{CHILDREN}/{slug}.html" for slug in ("council1", "council2", "coventry")]
    whole = html[f"{CHILDREN}.html"]
    assert {path for path, _ in targets(f"{CHILDREN}.html", whole)} >= set(parts)
    assert "3 authorities" in whole.text and not any(one.startswith(FIRST) for one in ids(whole))
    for path in parts:
        letter = f"{path.removesuffix('.html').rpartition('/')[2]}/FOI803482386"
        assert sum(one.startswith(letter) for one in ids(html[path])) == 114


def test_a_measure_of_few_values_keeps_all_on_its_page(html: dict[str, Element]) -> None:
    assert not any(path.startswith("measures/missing_children/") for path in html)
    assert "Council council2" in html["measures/missing_children.html"].text


def test_every_link_between_pages_finds_its_place(html: dict[str, Element]) -> None:
    known = {path: ids(page) for path, page in html.items()}
    lost = [
        (path, target, anchor)
        for path, page in html.items()
        for target, anchor in targets(path, page)
        if (target in known and anchor and anchor not in known[target])
        or (target.endswith(".html") and target not in known)
    ]
    assert lost == []


def test_a_mark_leads_to_the_row_on_the_page_of_its_authority(html: dict[str, Element]) -> None:
    path = "letters/council1/FOI803482386.html"
    rows = {target for target, anchor in targets(path, html[path]) if anchor.startswith("council1/")}
    assert f"{CHILDREN}/council1.html" in rows and f"{CHILDREN}.html" not in rows


def test_the_home_page_names_the_newest_letters_and_leads_to_all(html: dict[str, Element]) -> None:
    letters = {path for path, _ in targets("index.html", html["index.html"]) if path.startswith("letters/")}
    assert "All 15 letters" in html["index.html"].text and len(letters - {"letters/index.html"}) <= 15
    listed = [path for path, _ in targets("letters/index.html", html["letters/index.html"])]
    assert len({path for path in listed if path.count("/") == 2}) == 15
