"""The site in Chromium, from file://, without JavaScript, on a phone and on a screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from render.render_world import LETTER, TEXT

CHILDREN = "measures/children_at_risk_of_exploitation.html"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that lets nothing through but files, and collects what the browser complains of."""
    context = browser.new_context(java_script_enabled=False)
    found = context.new_page()
    complaints: list[str] = []
    found.on("console", lambda message: complaints.append(message.text))
    found.on("request", lambda request: complaints.extend([request.url][: not_file(request.url)]))
    context.route("http*://**", lambda route: route.abort())
    yield found
    context.close()
    assert complaints == []


def not_file(url: str) -> bool:
    return not url.startswith("file://")


def test_no_page_scrolls_sideways(page: Page, folder: Path) -> None:
    paths = sorted(p for p in folder.rglob("*.html") if p.parent.name not in ("measures", "codes"))
    paths += [folder / CHILDREN, folder / "measures/mash_calls.html", folder / "codes/provision.html"]
    for path in paths:
        page.goto(path.as_uri())
        for width in (320, 375, 640, 1280, 2560):  # 640: 1280 at 200 %
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)


def test_the_policy_lets_the_style_through(page: Page, folder: Path) -> None:
    page.goto((folder / LETTER_FILE).as_uri())
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.letter-text')).whiteSpaceCollapse")
        == "preserve"
    )


def test_a_value_leads_to_its_mark_in_view(page: Page, folder: Path) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto((folder / CHILDREN).as_uri())
    page.locator("a.value", has_text="9,876").first.click()
    mark = page.locator("mark:target")
    assert mark.inner_text() == "9,876"
    expect(mark).to_be_in_viewport()


def test_a_withheld_value_leads_to_the_answer_that_refuses_it(page: Page, folder: Path) -> None:
    page.goto((folder / CHILDREN).as_uri())
    page.locator("a.no-value", has_text="Withheld").first.click()
    assert page.locator(".answer:target").inner_text().endswith("That part is refused.")


def test_the_letter_is_shown_with_its_white_space(page: Page, folder: Path) -> None:
    page.goto((folder / LETTER_FILE).as_uri())
    shown = page.locator(".printed-table").inner_text()
    assert shown == TEXT[TEXT.index("Year\t") : TEXT.index("600") + 3]


def test_the_text_of_a_chart_stays_inside_it_on_a_phone(page: Page, folder: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    for measure in ("children_at_risk_of_exploitation", "mash_calls"):
        page.goto((folder / f"measures/{measure}.html").as_uri())
        for chart in page.locator("figure.chart > svg").all():
            outer = chart.bounding_box()
            assert outer is not None
            for text in chart.locator("text").all():
                box = text.bounding_box()
                assert box is not None
                assert box["x"] + box["width"] <= outer["x"] + outer["width"] + 1, text.inner_html()
                assert box["y"] + box["height"] <= outer["y"] + outer["height"] + 1, text.inner_html()


LETTER_FILE = f"letters/{LETTER}.html"


@pytest.mark.parametrize("width", [375, 1280])
def test_the_keyboard_leads_from_a_chart_to_the_mark_and_what_is_said_of_it(
    page: Page, folder: Path, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((folder / CHILDREN).as_uri())
    page.locator("figure.chart a", has_text="5,012").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/letters/**")
    mark, note = page.locator("mark:target"), page.locator("mark:target + .figure-note")
    assert mark.inner_text() == "5,012"
    assert note.is_visible() and "Criminal exploitation only" in note.inner_text()
    above, box = mark.bounding_box(), note.bounding_box()
    assert above and box and above["y"] + above["height"] <= box["y"]
    note.get_by_text("Close").click()
    assert page.locator(".figure-note:visible").count() == 0


def test_a_citation_is_copied_with_the_address_of_its_figure(browser: Browser, folder: Path) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    address = f"{(folder / 'letters' / f'{LETTER}.html').as_uri()}#c{TEXT.index('9,876')}"
    page.goto(address)
    page.locator("mark:target + .figure-note").get_by_role("button", name="Copy").click()
    page.get_by_text("Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert "answer to request FOI-1, 1 June 2025, line 14: ‘9,876’" in copied
    assert copied.endswith(address)
