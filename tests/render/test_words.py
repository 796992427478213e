"""Links, periods, numbers and the colours they are read in."""

import re
from datetime import date

import pytest

from pipeline.render import links, periods, wording
from pipeline.render.glossary import glossary


@pytest.mark.parametrize(
    ("page", "target", "link"),
    [
        ("index.html", "letters/a/b.html#c9", "letters/a/b.html#c9"),
        ("letters/a/b.html", "measures/m.html#a/b/q1/m.x", "../../measures/m.html#a/b/q1/m.x"),
        ("measures/m.html", "measures/m.html#x", "#x"),
        ("measures/m.html", "measures/m.html", "m.html"),
        ("index.html", "codes/provision.html#code-FOIA-12(2)", "codes/provision.html#code-FOIA-12(2)"),
        ("index.html", "checks.html#ä %", "checks.html#%C3%A4%20%25"),
    ],
)
def test_links_are_relative_to_their_page(page: str, target: str, link: str) -> None:
    assert links.relative(page, target) == link


@pytest.mark.parametrize(
    ("kind", "start", "end", "label"),
    [
        ("financial_year", date(1999, 4, 1), date(2000, 3, 31), "1999/00"),
        ("part_financial_year", date(2017, 1, 1), date(2017, 3, 31), "2016/17"),
        ("calendar_year", date(2024, 1, 1), date(2024, 12, 31), "2024"),
        ("year_range", date(2018, 1, 1), date(2024, 12, 31), "2018 to 2024"),
        ("quarter", date(2024, 1, 1), date(2024, 3, 31), "Jan to Mar 2024"),
        ("month", date(2024, 5, 1), date(2024, 5, 31), "May 2024"),
        ("academic_year", date(2023, 9, 1), date(2024, 8, 31), "2023/24 (school)"),
        ("point_in_time", date(2014, 3, 31), date(2014, 3, 31), "31 Mar 2014"),
        ("date_range", date(2024, 7, 1), date(2025, 7, 3), "1 Jul 2024 to 3 Jul 2025"),
    ],
)
def test_a_period_bears_the_name_that_people_use(kind: str, start: date, end: date, label: str) -> None:
    assert periods.label(kind, start, end) == label


def test_only_part_of_a_year_needs_its_days() -> None:
    start, end = date(2025, 4, 1), date(2026, 3, 10)
    assert periods.days("part_financial_year", start, end) == "1 Apr 2025 to 10 Mar 2026"
    assert periods.days("date_range", start, end) is None


@pytest.mark.parametrize(
    ("value", "unit", "symbol", "text"),
    [
        (1415349.0, "GBP", "£", "£1,415,349"),
        (0.5, "GBP", "£", "£0.5"),
        (0.0, "people", None, "0"),
        (1.0, "yes_no", None, "Yes"),
        (0.0, "yes_no", None, "No"),
    ],
)
def test_an_amount_is_written_in_its_unit(value: float, unit: str, symbol: str | None, text: str) -> None:
    assert wording.amount(value, unit, symbol) == text


@pytest.mark.parametrize(
    ("lower", "upper", "text"),
    [
        (0, 5, "0 to 5"),
        (0, None, "0 or more, no upper bound stated"),
        (None, None, "none stated"),
        (None, 4, "4 or less"),
    ],
)
def test_bounds_say_no_more_than_they_hold(lower: float | None, upper: float | None, text: str) -> None:
    assert wording.bounds(lower, upper) == text


def test_an_excerpt_is_cut_at_a_word() -> None:
    assert wording.excerpt("one two,  three", 10) == "one two …"
    assert wording.excerpt("one\ntwo", 10) == "one two"


def test_glossary_terms_have_different_anchors_and_meanings() -> None:
    terms = glossary()
    assert len({term.anchor for term in terms}) == len(terms)
    assert all(term.meaning.endswith(".") for term in terms)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_that_wcag_asks_for(site: dict[str, bytes], scheme: str) -> None:
    """At least 4.5 to 1: WCAG 2.2, success criterion 1.4.3."""
    blocks = re.findall(r":root \{(.*?)\}", site["assets/site.css"].decode(), re.DOTALL)
    colours: dict[str, str] = {}
    for block in blocks if scheme == "dark" else blocks[:1]:
        colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    grounds = ("paper", "raised", "sunken")
    pairs = [(text, ground) for text in ("ink", "quiet", "link") for ground in grounds]
    pairs += [("bad", "bad-ground"), ("warn", "warn-ground"), ("good", "good-ground")]
    pairs += [("ink", "neutral-ground"), ("link", "neutral-ground"), ("ink", "mark"), ("ink", "unread")]
    for text, ground in pairs:
        light, dark = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
