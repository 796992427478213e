"""The search in Chromium, on the site of the five letters: what comes first, by keyboard, without script."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.render.search import Entry, script, synonyms

QUERIES = Path(__file__).with_name("queries.csv")
SCRIPTS = 150_000  # bytes of JavaScript in the whole site, index included
RESULTS = "x => x.map(a => a.href)"


@pytest.fixture(params=["file", "http"])
def address(request: pytest.FixtureRequest, built: Path) -> str:
    """The site as a folder, and served."""
    if request.param == "http":
        return str(request.getfixturevalue("served"))
    return (built / "site").as_uri()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that collects what the browser complains of, and every request that leaves."""
    context = browser.new_context()
    found = context.new_page()
    complaints: list[str] = []
    found.on("console", lambda message: complaints.append(message.text))
    found.on("pageerror", lambda error: complaints.append(str(error)))
    found.on("request", lambda request: complaints.extend([request.url][: leaves(request.url)]))
    yield found
    context.close()
    assert complaints == []


def leaves(url: str) -> bool:
    return not url.startswith(("file://", "http://127.0.0.1"))


def ask(page: Page, query: str) -> list[str]:
    """Type a query, and give the first results as paths from the top of the site."""
    page.evaluate("document.querySelector('.search [role=status]').textContent = ''")
    page.fill("#search", query)
    expect(page.locator(".search [role=status]")).not_to_be_empty()
    return [unquote(url.partition("/site/")[2]) for url in page.eval_on_selector_all("#suggested a", RESULTS)]


def test_what_people_look_for_comes_first(page: Page, built: Path) -> None:
    page.goto((built / "site/index.html").as_uri())
    with QUERIES.open(encoding="utf-8", newline="") as file:
        wanted = [(row["query"], row["first"]) for row in csv.DictReader(file)]
    assert len(wanted) >= 30
    found = {query: (ask(page, query) or ["nothing"])[0] for query, _ in wanted}
    wrong = {query: found[query] for query, first in wanted if not found[query].startswith(first)}
    assert wrong == {}


def test_every_result_leads_to_a_place_that_is_there(built: Path) -> None:
    text = (built / "site/assets/search-index.js").read_text("utf-8")
    index = json.loads(text.partition("=")[2].rstrip(";\n"))
    texts = {path: (built / "site" / path).read_text("utf-8") for path in index["pages"]}
    assert len(index["entries"]) > 500
    for _, number, anchor, title, *_ in index["entries"]:
        page = texts[index["pages"][number]]
        assert title and (not anchor or f'id="{anchor}"' in page), (index["pages"][number], anchor)


def test_all_scripts_together_are_small(built: Path) -> None:
    assert sum(path.stat().st_size for path in (built / "site").rglob("*.js")) < SCRIPTS


def test_nothing_but_the_field_is_loaded_before_it_is_used(page: Page, built: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto((built / "site/index.html").as_uri())
    page.wait_for_load_state("networkidle")
    assert not {"minisearch.js", "search-index.js"} & {*asked}
    page.fill("#search", "budget")
    page.wait_for_selector("#suggested a")
    assert {"minisearch.js", "search-index.js"} <= {*asked}


@pytest.mark.parametrize("width", [375, 1280])
def test_by_keyboard_a_number_is_found_and_leads_to_its_mark(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/measures/index.html")
    page.keyboard.press("/")
    page.keyboard.type("1,121")
    page.wait_for_selector("#suggested a")
    assert "result" in page.locator(".search [role=status]").inner_text()
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute("#search", "aria-activedescendant")
    assert page.get_attribute(f"#{chosen}", "aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_selector("mark:target")
    assert page.locator("mark:target").inner_text() == "1,121"
    expect(page.locator("mark:target")).to_be_in_viewport()


def test_escape_closes_what_was_found(page: Page, built: Path) -> None:
    page.goto((built / "site/index.html").as_uri())
    assert ask(page, "budget")
    page.keyboard.press("Escape")
    assert not page.is_visible("#suggested")
    assert page.get_attribute("#search", "aria-expanded") == "false"


def test_the_page_of_results_has_its_query_in_its_address(page: Page, address: str) -> None:
    page.goto(f"{address}/letters/index.html")
    page.fill("#search", "cse budget")
    page.keyboard.press("Enter")
    page.wait_for_selector("#found li")
    assert page.url.endswith("/search.html?q=cse+budget")
    assert page.locator("#found p").inner_text().endswith("results for ‘cse budget’")
    assert "Budget to tackle" in page.locator("#found li").first.inner_text()


def test_what_is_nowhere_is_said_not_to_be_there(page: Page, built: Path) -> None:
    page.goto((built / "site/search.html").as_uri() + "?q=xyzzyx")
    expect(page.locator("#found p")).to_have_text("No results for ‘xyzzyx’")


def test_without_script_the_field_leads_to_all_there_is_from_a_to_z(browser: Browser, built: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built / "site/index.html").as_uri())
    page.fill("#search", "budget")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=budget")
    assert page.get_by_text("for browsers without JavaScript").is_visible()
    assert (
        page.locator("main")
        .get_by_role("link", name="Budget to tackle child sexual exploitation")
        .is_visible()
    )
    context.close()


def test_a_short_name_finds_the_long_one_and_the_other_way_round() -> None:
    names = synonyms(["Child harm (CH or CHM)", "Bounds", "Appropriate limit (section 12)"])
    found = [
        more for text in ("of child harm", "CHM 3", "ch", "bounds") for p, more in names if p.search(text)
    ]
    assert found == ["CH CHM", "Child harm"]


def test_the_index_is_data_and_ends_no_script() -> None:
    entry = Entry("Value", "</script><b>", "\u202ehidden", "a.html#b", "")
    text = script([entry]).decode()
    assert "</script" not in text and "[RLO]hidden" in text
    assert json.loads(text.partition("=")[2].rstrip(";\n"))["entries"] == [
        [0, 0, "b", "</script><b>", "[RLO]hidden", ""]
    ]
