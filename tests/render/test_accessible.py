"""axe-core finds nothing on any kind of page: WCAG 2.2 AA and best practices, in both colours and widths."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from render.render_world import LETTER, TEXT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = (
    *("index", "search", "values", "exemptions", "checks", "corruption", "reliability", "downloads", "about"),
    *(
        "glossary",
        "changes",
        "404",
        "measures/index",
        "measures/children_at_risk_of_exploitation",
        "letters/index",
    ),
    *(f"letters/{LETTER}", "tables/index", "tables/observations", "codes/provision"),
)


@pytest.fixture(params=[("light", 1280), ("dark", 375)], ids=["light-1280", "dark-375"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    scheme, width = request.param
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


@pytest.mark.long
def test_no_kind_of_page_keeps_anybody_out(page: Page, folder: Path) -> None:
    found = {}
    for kind in KINDS:
        page.goto((folder / f"{kind}.html").as_uri())
        found[kind] = violations(page)
    assert {kind: what for kind, what in found.items() if what} == {}


@pytest.mark.long
def test_nor_does_paper(page: Page, folder: Path) -> None:
    page.emulate_media(media="print")
    for kind in ("index", "measures/children_at_risk_of_exploitation", f"letters/{LETTER}", "checks"):
        page.goto((folder / f"{kind}.html").as_uri())
        assert violations(page) == [], kind
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")


def test_nor_does_what_opens_on_a_page(page: Page, folder: Path) -> None:
    page.goto(f"{(folder / f'letters/{LETTER}.html').as_uri()}#c{TEXT.index('9,876')}")
    assert page.locator(".figure-note:visible").count() == 1
    assert violations(page) == []
    page.goto((folder / "values.html").as_uri())
    page.click("button.filter")
    page.locator("button.sort").first.click()
    page.fill("#search", "children")
    page.wait_for_selector("#suggested a")
    page.press("#search", "ArrowDown")
    assert violations(page) == []
