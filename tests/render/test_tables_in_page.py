"""Tables that are sorted and filtered in the page, in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

PAGE = "values.html"
TABLES = Path(__file__).parents[2] / "pipeline" / "render" / "assets" / "tables.js"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    found = context.new_page()
    complaints: list[str] = []
    found.on("console", lambda message: complaints.append(message.text))
    found.on("pageerror", lambda error: complaints.append(str(error)))
    yield found
    context.close()
    assert complaints == []


@pytest.fixture
def address(folder: Path) -> str:
    return (folder / PAGE).as_uri()


def values(page: Page) -> list[str]:
    texts = page.locator("tbody tr:visible a.value").all_inner_texts()
    return [" ".join(text.split()) for text in texts]


def sort_by(page: Page, heading: str) -> None:
    page.locator("button.sort", has_text=heading).first.click()


def test_numbers_sort_as_numbers_and_what_is_not_given_comes_last_either_way(
    page: Page, address: str
) -> None:
    page.goto(address)
    sort_by(page, "Value")
    assert values(page)[:6] == ["0", "600", "1,234", "4,123", "5,012", "9,876"]
    assert {value.split(" ")[0] for value in values(page)[6:]} == {"Suppressed", "Withheld"}
    assert page.locator("th[aria-sort=ascending]").inner_text().strip() == "Value"
    sort_by(page, "Value")
    assert values(page)[:6] == ["9,876", "5,012", "4,123", "1,234", "600", "0"]
    assert {value.split(" ")[0] for value in values(page)[6:]} == {"Suppressed", "Withheld"}
    before = page.goto(address) and values(page)
    for _ in range(3):
        sort_by(page, "Value")
    assert values(page) == before


def test_periods_sort_by_time(page: Page, address: str) -> None:
    page.goto(address)
    sort_by(page, "Period")
    starts = page.eval_on_selector_all("tbody th[data-sort]", "x => x.map(e => e.dataset.sort)")
    assert starts == sorted(starts) and len(starts) == 10


def test_words_and_choices_filter_and_their_number_is_said(page: Page, address: str) -> None:
    page.goto(address)
    page.click("button.filter")
    page.keyboard.type("children exploitation 2024/25")
    assert page.locator(".table-tools [role=status]").inner_text() == "4 of 10 rows"
    page.get_by_label("Category").select_option("All types")
    assert values(page) == ["9,876"]
    page.get_by_role("button", name="Show all").click()
    assert len(values(page)) == 10 and page.locator(".table-tools [role=status]").inner_text() == ""


def test_a_status_is_chosen_by_its_name_without_bounds_and_provision(page: Page, address: str) -> None:
    page.goto(address)
    page.click("button.filter")
    choice = page.get_by_label("Status and bounds")
    offered = [" ".join(one.split()) for one in choice.locator("option").all_inner_texts()]
    assert offered == ["all", "Reported", "Suppressed", "Withheld"]
    choice.select_option("Withheld")
    assert {value.split(" ")[0] for value in values(page)} == {"Withheld"}
    choice.select_option("Suppressed")
    assert [value.split(" ")[0] for value in values(page)] == ["Suppressed"]


def test_numbers_are_sorted_and_not_offered_one_by_one(page: Page, address: str) -> None:
    page.goto(address.replace(PAGE, "codes/obs_status.html"))
    page.locator("#codes-caption button.filter").click()
    labels = page.locator(".table-tools label:has(select)").all_inner_texts()
    assert any(label.startswith("Has a value") for label in labels)
    assert not [label for label in labels if label.startswith("Used in")]


def test_a_heading_that_leads_somewhere_has_a_button_beside_it(page: Page, address: str) -> None:
    page.goto(address.replace(PAGE, "tables/observations.html"))
    table = page.locator("table:has(#rows-caption)")
    button = table.get_by_role("button", name="Sort by value", exact=True)
    place = [one.strip() for one in table.locator("thead th").all_inner_texts()].index("value")
    button.click()
    column = table.locator(f"tbody tr :nth-child({place + 1})").all_inner_texts()
    assert [one.strip() for one in column][:6] == ["0", "600", "1,234", "4,123", "5,012", "9,876"]
    assert table.locator("th[aria-sort=ascending] a").inner_text() == "value"
    button.click()
    column = table.locator(f"tbody tr :nth-child({place + 1})").all_inner_texts()
    assert [one.strip() for one in column][:6] == ["9,876", "5,012", "4,123", "1,234", "600", "0"]
    table.locator("thead a", has_text="value").first.click()
    assert "#field-value" in page.url


def test_numbers_come_before_words_either_way(page: Page, tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{cell}</td></tr>" for cell in ("none", "12", "about 7", "", "many", "3"))
    (tmp_path / "table.html").write_text(
        "<meta charset='utf-8'><main><table><caption id='a'>A</caption>"
        "<thead><tr><th scope='col'>X</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></main><script src='tables.js'></script>"
    )
    (tmp_path / "tables.js").write_bytes(TABLES.read_bytes())
    page.goto((tmp_path / "table.html").as_uri())
    orders = []
    for _ in range(2):
        sort_by(page, "X")
        orders.append(page.locator("tbody td").all_inner_texts())
    assert orders == [["3", "about 7", "12", "many", "none", ""], ["12", "about 7", "3", "none", "many", ""]]


def test_a_row_that_is_linked_to_is_not_under_the_headings(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 400})
    page.goto(address.replace(PAGE, "codes/provision.html") + "#code-FOIA-40(2)")
    row = page.locator('[id="code-FOIA-40(2)"]').bounding_box()
    heading = page.locator("table:has(#codes-caption) thead th").first.bounding_box()
    assert row and heading and row["y"] >= heading["y"] + heading["height"] > 0


def test_the_address_keeps_what_was_chosen(page: Page, address: str) -> None:
    page.goto(address)
    sort_by(page, "Value")
    page.click("button.filter")
    page.keyboard.type("calls")
    assert values(page) == ["0", "600", "1,234"]
    shared = page.url
    assert shared.startswith(address) and "filter=calls" in shared and "sort=4" in shared
    page.goto("about:blank")
    page.goto(shared)
    assert values(page) == ["0", "600", "1,234"]
    assert page.locator(".table-tools input").input_value() == "calls"


def test_a_link_to_a_row_that_is_filtered_out_shows_it(page: Page, address: str) -> None:
    codes = address.replace(PAGE, "codes/provision.html")
    page.goto(f"{codes}?table=codes-caption&filter=environmental")
    row = page.locator('[id="code-FOIA-40(2)"]')
    assert not row.is_visible()
    page.evaluate("location.hash = 'code-FOIA-40(2)'")
    row.wait_for(state="visible")
    assert "filter" not in page.url


def test_without_script_nothing_stands_there_that_does_nothing(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("main button").count() == 0 and len(values(page)) == 10
    context.close()


def test_a_table_of_few_rows_is_left_alone(page: Page, address: str) -> None:
    page.goto(address.replace(PAGE, "letters/index.html"))
    assert page.locator("main button").count() == 0
