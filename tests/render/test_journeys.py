"""What people come for, as they would go about it: from file:// and served, on a phone and on a screen, with
JavaScript and without. Every request that leaves the site is stopped, and fails the test.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

# Both of each, in make test; make proofs goes all the other ways.
WAYS = (("file", 1280, 1), ("http", 375, 0))
ALL = [(origin, width, script) for origin in ("file", "http") for width in (375, 1280) for script in (0, 1)]
OTHER_WAYS = [way for way in ALL if way not in WAYS]
AT_RISK = "measures/children_at_risk_of_exploitation.html"


@dataclass
class Reader:
    """Somebody who looks at the site in one of the ways."""

    page: Page
    address: str
    width: int
    script: bool

    def opens(self, path: str) -> None:
        self.page.goto(f"{self.address}/{path}")

    def follows(self, words: str, within: str = "main") -> None:
        self.clicks(self.page.locator(within).get_by_role("link", name=words, exact=True).first)

    def clicks(self, link: Locator) -> None:
        target = unquote(urljoin(self.page.url, str(link.get_attribute("href"))))
        link.click()
        self.page.wait_for_url(lambda url: unquote(url) == target)

    def goes_to(self, words: str) -> None:
        self.follows(words, "nav[aria-label=Main]")

    def sees(self, *words: str, within: str = "main") -> None:
        for one in words:
            expect(self.page.locator(within).first).to_contain_text(one, use_inner_text=True)

    @property
    def path(self) -> str:
        return unquote(self.page.url.removeprefix(self.address)).lstrip("/")


@pytest.fixture(
    scope="module",
    params=[*WAYS, *(pytest.param(way, marks=pytest.mark.long) for way in OTHER_WAYS)],
    ids=["{}-{}-{}".format(*way) for way in (*WAYS, *OTHER_WAYS)],
)
def at(request: pytest.FixtureRequest, browser: Browser, built: Path) -> Iterator[tuple[Reader, list[str]]]:
    origin, width, script = request.param
    address = request.getfixturevalue("served") if origin == "http" else (built / "site").as_uri()
    context = browser.new_context(
        java_script_enabled=bool(script), viewport={"width": width, "height": 800}, accept_downloads=True
    )
    context.set_default_timeout(5_000)
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def stopped(url: str) -> bool:
        if leaves := not url.startswith(address):
            complaints.append(url)
        return leaves

    context.route(stopped, lambda route: route.abort())
    yield Reader(page, address, width, bool(script)), complaints
    context.close()


@pytest.fixture
def reader(at: tuple[Reader, list[str]]) -> Iterator[Reader]:
    found, complaints = at
    complaints.clear()
    yield found
    assert complaints == []


def test_a_number_is_checked_in_one_click_and_leads_back(reader: Reader) -> None:
    reader.opens("index.html")
    reader.follows("1,121")
    mark, note = reader.page.locator("mark:target"), reader.page.locator("mark:target + .figure-note")
    mark.wait_for()
    assert reader.path.startswith("letters/coventry/FOI746230783.html#c")
    assert mark.inner_text() == "1,121"
    expect(mark).to_be_in_viewport()
    expect(note).to_be_in_viewport()
    said = " ".join(note.inner_text().split())
    for words in ("Missing incidents", "2024", "Reported", "Question 2", "Granted in full", "Passed"):
        assert words in said
    assert "Coventry City Council, answer to request FOI746230783, 21 October 2025, line " in said
    itself = note.get_by_role("link", name="Link to this figure").get_attribute("href")
    assert itself and reader.path.endswith(itself)
    assert note.get_by_role("button", name="Copy").count() == int(reader.script)
    reader.clicks(mark.get_by_role("link"))
    row = reader.page.locator("tr:target")
    row.wait_for()
    assert reader.path.startswith("measures/missing_incidents.html#") and "1,121" in row.inner_text()
    expect(row).to_be_in_viewport()


@pytest.mark.parametrize(
    ("path", "place"),
    [(AT_RISK, "figure.chart"), (AT_RISK, "table:has(#given)"), ("values.html", "main table")],
    ids=["chart", "table of a measure", "all values"],
)
def test_a_value_leads_to_its_mark_from_wherever_it_stands(reader: Reader, path: str, place: str) -> None:
    reader.opens(path)
    value = reader.page.locator(f"{place} a", has_text="199").first
    value.focus()
    reader.page.keyboard.press("Enter")
    mark = reader.page.locator("mark:target")
    mark.wait_for()
    assert mark.inner_text() == "199" and reader.path.startswith("letters/coventry/FOI803482386.html#c")


def test_a_series_is_judged_on_the_page_of_its_measure(reader: Reader) -> None:
    reader.opens("index.html")
    reader.goes_to("Measures")
    reader.follows("Calls to the MASH helpline")
    reader.sees(
        "Who or what is counted", "Unit", "Calls", "part of a financial year", "Coventry City Council"
    )
    reader.sees("Number of MASH Calls Answered", "Part of a year only: not comparable with a whole year")
    reader.sees("Reporting not available for 25-week period.", "Nothing given. Not zero")
    reader.sees("how many calls were recorded to the MASH helpline", "2 values, each with its reason")
    chart = reader.page.locator("figure.chart > svg")
    title = chart.get_attribute("aria-labelledby")
    assert title and all(reader.page.locator(f"#{one}").count() == 1 for one in title.split())
    values = reader.page.locator("figure.chart a").all_inner_texts()
    assert [value for value in values if value == "0"] == []
    reader.clicks(reader.page.locator("a.no-value", has_text="Not available").first)
    reader.page.locator(".answer:target").wait_for()
    assert reader.path == "letters/coventry/FOI651119421.html#q3"


def test_a_field_is_understood_from_the_dictionary(reader: Reader) -> None:
    reader.opens("index.html")
    reader.goes_to("Data dictionary")
    reader.follows("Observations")
    reader.follows("obs_status")
    assert reader.path == "tables/observations.html#field-obs_status"
    field = "#field-obs_status"
    reader.sees("string", "Never empty", "A code of Observation statuses", "301 of 301 rows", within=field)
    reader.sees("Withheld", "206", within=field)
    reader.sees("Empty, and why", "Withheld withheld 206", within="#field-figure_id")
    reader.sees("Greatest", "Calls to the MASH helpline", "37,626", within="#field-value")
    code = reader.page.locator("pre").all_inner_texts()
    assert {"SQL", "pandas", "R"} <= set(" ".join(reader.page.locator("main").inner_text().split()).split())
    assert any("read_csv" in lines for lines in code)
    reader.clicks(reader.page.locator(field).get_by_role("link", name="Withheld", exact=True))
    reader.page.wait_for_url("**/codes/obs_status.html#code-withheld")
    reader.sees("The question was asked", within="tr:target")


def test_what_was_refused_is_seen_by_outcome_provision_letter_and_year(reader: Reader) -> None:
    reader.opens("index.html")
    reader.goes_to("Refusals")
    reader.sees("Outcomes by the year of the letter", "Outcomes letter by letter", "By outcome")
    reader.sees("FOIA 12(2)", "Cost of compliance exceeds the appropriate limit")
    reader.page.locator("details", has_text="What the answer says").first.locator("summary").click()
    assert reader.page.locator("details[open] blockquote").first.is_visible()
    reader.clicks(reader.page.locator("#outcomes ~ ul.questions a").first)
    answer = reader.page.locator(".answer:target")
    answer.wait_for()
    assert reader.path.startswith("letters/")
    expect(answer).to_be_in_viewport()


def test_what_was_checked_is_told_with_its_evidence(reader: Reader) -> None:
    reader.opens("index.html")
    reader.goes_to("Checks")
    reader.sees("What does not hold", "cannot be verified", "Of 17 printed totals, 13 equal the sum")
    rule = reader.page.locator("article#totals_equal_parts")
    rule.locator("summary").click()
    assert "cannot be verified" in rule.locator("table").inner_text()
    reader.clicks(rule.locator("table a").first)
    reader.page.locator("mark:target").wait_for()
    assert reader.path.startswith("letters/")
    reader.opens("checks.html")
    reader.follows("corruption")
    reader.sees("What is noticed when a letter")
    reader.follows("What holds when a run is disturbed")
    reader.sees("What holds when a run is disturbed")
    reader.follows("About", "footer")
    reader.sees("Version of the data", "13 March 2026: the newest letter", "dvc repro", "SHA256SUMS")


@pytest.mark.parametrize(
    ("query", "first", "path"),
    [
        ("1,121", "1,121", "letters/coventry/FOI746230783.html#c"),
        ("CSE budget", "Budget to tackle child sexual exploitation", "measures/cse_budget.html"),
    ],
)
def test_a_search_finds_with_script_and_lists_without(
    reader: Reader, query: str, first: str, path: str
) -> None:
    reader.opens("letters/index.html")
    reader.page.fill("#search", query)
    if reader.script:
        reader.clicks(reader.page.locator("#suggested a").first)
    else:
        reader.page.keyboard.press("Enter")
        reader.page.wait_for_url("**/search.html?q=*")
        if first[0].isdigit():
            reader.follows("the table of all values")
        reader.follows(first)
    reader.page.wait_for_load_state()
    assert reader.path.startswith(path)


def test_everything_on_offer_can_be_taken_away(reader: Reader, built: Path) -> None:
    reader.opens("index.html")
    reader.goes_to("Downloads")
    links = reader.page.locator("main a[download]")
    files = {urljoin(reader.page.url, str(one.get_attribute("href"))) for one in links.all()}
    paths = {unquote(file.removeprefix(f"{reader.address}/")) for file in files}
    kinds = {path.rpartition(".")[2] for path in paths}
    assert kinds >= {"zip", "xlsx", "sqlite", "csv", "parquet", "json", "sql", "bib", "ris"}
    assert all((built / "site" / path).stat().st_size for path in paths)
    if reader.address.startswith("http"):
        with reader.page.expect_download() as download:
            links.filter(has_text="answers.csv").click()
        assert Path(download.value.path()).read_bytes() == (built / "processed/answers.csv").read_bytes()
    version = json.loads((built / "datapackage.json").read_bytes())["version"]
    reader.sees("How to cite", f"Version {version}")


def test_every_table_is_whole_and_with_script_explored(reader: Reader) -> None:
    reader.opens("values.html")
    assert reader.page.locator("tbody tr").count() == 301
    assert reader.page.locator("main table button, main .table-tools").count() == (9 if reader.script else 0)
    if not reader.script:
        return
    reader.page.click("button.filter")
    reader.page.get_by_label("Words").fill("missing 2024")
    reader.page.get_by_role("button", name="Value", exact=True).click()
    shown = reader.page.locator("tbody tr:visible a.value").all_inner_texts()
    reader.opens(reader.path)
    assert reader.page.locator("tbody tr:visible a.value").all_inner_texts() == shown
    assert shown[:2] == ["269", "352"] and "sort=4" in reader.path


def test_who_needs_help_finds_where_it_is_given(reader: Reader) -> None:
    reader.opens(AT_RISK)
    reader.follows("More on getting help", "footer")
    assert reader.path == "index.html#help"
    reader.sees("Childline", "0800 1111", "999", within="section:has(#help)")
