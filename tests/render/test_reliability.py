from pathlib import Path

import pytest

from pipeline.render.pages.reliability import places, read, rounded
from pipeline.schemas.codelists import CodeList
from render.html_tree import Element, parse
from render.render_world import HOSTILE, render

COUNTS = f"""section,place,kind,name,count
outcome,the letter,a digit is changed,detected,1200
outcome,the letter,a digit is changed,undetectable,30
outcome,the letter,two cells are swapped,detected,4
by,the letter,a digit is changed,totals_equal_parts,700
by,the letter,two cells are swapped,totals_equal_parts,3
by,the letter,a digit is changed,{HOSTILE},2
reason,the letter,a digit is changed,nothing depends on it,30
run,,,seed,1
"""
FAULTS = f"fault,case,tried,held,mixed,recovered,said,measured\nkilled,{HOSTILE},9,8,0,0,,today\n"
MUTATION = "subject,mutants,killed,killed_before,measured\nsome_rule,48,46,21,today\n"


@pytest.fixture(scope="session")
def measured(rows_folder: Path, invented: dict[str, CodeList]) -> dict[str, Element]:
    files = {"corruption": COUNTS, "faults": FAULTS, "mutation": MUTATION}
    site = render(rows_folder, invented, measured=files)
    return {name: parse(site[name]) for name in ("corruption.html", "reliability.html", "checks.html")}


def test_counts_of_one_place_are_summed_over_its_kinds_and_over_what_found_them() -> None:
    [place] = places(read(COUNTS))
    assert [kind.tried for kind in place.kinds] == [1230, 4]
    assert (place.whole.tried, place.whole.outcomes["detected"]) == (1234, 1204)
    assert [(one.name, one.count) for one in place.found_by] == [("totals_equal_parts", 703), (HOSTILE, 2)]
    assert [(one.name, one.count) for one in place.reasons] == [("nothing depends on it", 30)]


def test_the_page_shows_what_was_altered_and_what_noticed_it(measured: dict[str, Element]) -> None:
    text = measured["corruption.html"].text
    for shown in ("1,234", "1,204", "703", "nothing depends on it", "seed"):
        assert shown in text


def test_what_was_measured_is_shown_as_words_and_never_as_markup(measured: dict[str, Element]) -> None:
    for name in ("corruption.html", "reliability.html"):
        assert HOSTILE in measured[name].text
        assert all(script.attributes["src"] for script in measured[name].all("script"))


def test_disturbed_runs_and_changed_rules_are_shown_with_their_counts(measured: dict[str, Element]) -> None:
    text = measured["reliability.html"].text
    assert "killed" in text
    assert "some_rule" in text
    assert "48" in text
    assert "46" in text


def test_without_measurements_the_pages_say_so(html: dict[str, Element]) -> None:
    for name in ("corruption.html", "reliability.html"):
        assert "Nothing has been measured yet." in html[name].text


def test_the_page_of_checks_leads_to_both(measured: dict[str, Element]) -> None:
    links = {link.attributes["href"] for link in measured["checks.html"].all("a")}
    assert {"corruption.html", "reliability.html"} <= links


@pytest.mark.parametrize(
    ("measured", "shown"), [("0.7311", "0.731"), ("0.65", "0.650"), ("3", "3"), ("2026-12-01", "2026-12-01")]
)
def test_shares_have_three_decimals_and_nothing_else_changes(measured: str, shown: str) -> None:
    assert rounded(measured) == shown
