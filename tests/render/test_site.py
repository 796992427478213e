import gc
import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

import duckdb
import pytest

from pipeline.build.database import load
from pipeline.render import queries
from pipeline.render.pages import kinds
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import CodeList
from render.html_tree import Element
from render.render_world import (
    HIDDEN,
    HOSTILE,
    HOSTILE_NOTE,
    LETTER,
    PUBLISHED_AT,
    RULES,
    TEXT,
    render,
    rows,
    write,
)

LETTER_PAGE = f"letters/{LETTER}.html"
CHILDREN = "measures/children_at_risk_of_exploitation.html"
CALLS = "measures/mash_calls.html"


def targets(path: str, page: Element) -> list[tuple[str, str]]:
    """Every link and resource of a page: path from the top of the site, and id."""
    found = []
    for element in page.walk():
        if element.attributes.get("rel") == "external":
            continue
        for name in ("href", "src", "xlink:href"):
            if name in element.attributes:
                link, _, fragment = element.attributes[name].partition("#")
                file = posixpath.normpath(posixpath.join(posixpath.dirname(path), link)) if link else path
                found.append((file, unquote(fragment)))
    return found


def test_there_is_a_page_for_every_table_code_list_measure_and_letter(
    site: dict[str, bytes], invented: dict[str, CodeList]
) -> None:
    for table in catalogue(invented).values():
        assert f"{'codes' if table.code_list else 'tables'}/{table.name}.html" in site
    for code in invented["measure"].codes:
        assert f"measures/{code}.html" in site
    assert LETTER_PAGE in site
    named = {"index", "exemptions", "checks", "downloads", "about", "glossary", "corruption", "reliability"}
    named |= {"changes", "404"}
    assert {f"{name}.html" for name in named} <= set(site)


def test_a_kind_of_page_is_found_by_being_a_module_of_the_folder(root: Path) -> None:
    modules = {file.stem for file in (root / "pipeline/render/pages").glob("*.py")}
    assert len(kinds()) == len(modules - {"__init__", "search"})


def test_a_table_may_have_columns_that_no_page_shows(
    rows_folder: Path, invented: dict[str, CodeList]
) -> None:
    read = (queries.letters, queries.questions, queries.corrections)
    with duckdb.connect() as connection:
        load(connection, catalogue(invented), invented, rows_folder, [], constraints=False)
        before = [one(connection) for one in read]
        for table in ("letters", "questions", "answers", "corrections"):
            connection.execute(f"ALTER TABLE {table} ADD COLUMN more VARCHAR")
        assert [one(connection) for one in read] == before
    assert before[0]


def test_every_link_finds_its_page_and_its_place(
    site: dict[str, bytes], html: dict[str, Element], invented: dict[str, CodeList]
) -> None:
    downloads = {"data/datapackage.json", "data/LICENCE-DATA.md"}
    downloads |= {f"data/invented-1.2.3.{suffix}" for suffix in ("zip", "xlsx", "sqlite")}
    downloads |= {
        f"data/{name}" for name in ("SHA256SUMS", "load.sql", "metadata.json", "citation.bib", "citation.ris")
    }
    for folder in ("measures", "labelled"):
        names = ("mash_calls", "children_at_risk_of_exploitation")
        downloads |= {f"data/{folder}/{name}.csv" for name in names}
    for name in catalogue(invented):
        downloads |= {f"data/processed/{name}.csv", f"data/processed/{name}.parquet"}
        downloads.add(f"data/schemas/{name}.json")
    ids = {path: {e.id for e in page.walk()} for path, page in html.items()}
    for path, page in html.items():
        for file, fragment in targets(path, page):
            assert file in site or file in downloads, f"{path} links to {file}"
            assert not fragment or fragment in ids[file], f"{path} links to {file}#{fragment}"


def test_ids_stand_once_a_page_and_hold_no_space(html: dict[str, Element]) -> None:
    for path, page in html.items():
        ids = [e.id for e in page.walk() if "id" in e.attributes]
        assert len(ids) == len(set(ids)), path
        assert all(i and not re.search(r"\s", i) for i in ids), path


def test_labels_and_captions_that_are_named_exist(html: dict[str, Element]) -> None:
    for path, page in html.items():
        ids = {e.id for e in page.walk()}
        for element in page.walk():
            named = element.attributes.get("aria-labelledby", "").split()
            assert set(named) <= ids, f"{path}: {named}"


def test_every_observation_leads_to_a_mark_whose_text_is_the_printed_value(html: dict[str, Element]) -> None:
    seen = 0
    for observation in rows()["observations"]:
        page = f"measures/{observation['measure']}.html"
        row = html[page].by_id(str(observation["observation_id"]))
        [link] = row.all("a", "value")
        [(file, fragment)] = targets(page, link)
        assert file == LETTER_PAGE
        place = html[file].by_id(fragment)
        if observation["value_text"] is None:
            assert "answer" in place.classes
            assert fragment == str(observation["question_id"]).rpartition("/")[2]
        else:
            assert (place.tag, place.text) == ("mark", observation["value_text"])
        seen += 1
    assert seen == 10


def test_every_value_anywhere_leads_into_the_letter(html: dict[str, Element]) -> None:
    links = [(path, a) for path, page in html.items() for a in page.all("a", "value")]
    assert len(links) == 2 + 10 + 7 + 10  # home, measures, letter, observations
    for path, link in links:
        assert targets(path, link)[0][0] == LETTER_PAGE


def test_a_mark_leads_back_to_the_row_of_its_value(html: dict[str, Element]) -> None:
    [mark] = [m for m in html[LETTER_PAGE].all("mark") if m.text == "1,234"]
    [(file, fragment)] = targets(LETTER_PAGE, mark)
    assert (file, fragment) == (CALLS, f"{LETTER}/q1/mash_calls.2022-04-01_2023-03-31")


def test_the_letter_stands_word_for_word_with_every_figure_marked(html: dict[str, Element]) -> None:
    [body] = html[LETTER_PAGE].all(css="letter-text")
    assert body.text == TEXT
    for figure in rows()["figures"]:
        mark = html[LETTER_PAGE].by_id(str(figure["figure_id"]).rpartition("/")[2])
        assert (mark.text, mark.classes) == (figure["text"], [figure["use"]])
        if figure["use"] == "context":
            assert str(figure["reason"]) in mark.attributes["title"]


def test_beside_a_mark_stands_what_one_must_know_to_quote_it(html: dict[str, Element]) -> None:
    start = TEXT.index("9,876")
    mark = html[LETTER_PAGE].by_id(f"c{start}")
    [parent] = [e for e in html[LETTER_PAGE].walk() if mark in e.children]
    note = parent.children[parent.children.index(mark) + 1]
    assert isinstance(note, Element)
    said = [" ".join(p.text.split()) for p in note.all("p")]
    assert said[:3] == [
        "9,876 Children identified as at risk of or victims of exploitation",
        f"All types · 2024/25 · Mordale {HOSTILE}",
        "Reported",
    ]
    assert said[3:5] == [
        "Question 2 Withheld in part How many children, by type?",
        "cannot be verified 1 of 3 parts is suppressed (line 14)",
    ]
    assert said[5].startswith(
        f"Mordale {HOSTILE}, answer to request FOI-1, 1 June 2025, line 14: ‘9,876’. In: "
    )
    assert ("checks.html", "totals_equal_parts") in targets(LETTER_PAGE, note)


def test_a_value_without_a_number_has_its_bounds_beside_its_mark(html: dict[str, Element]) -> None:
    mark = html[LETTER_PAGE].by_id(f"c{TEXT.index(' c ') + 1}")
    [parent] = [e for e in html[LETTER_PAGE].walk() if mark in e.children]
    note = parent.children[parent.children.index(mark) + 1]
    assert isinstance(note, Element)
    assert "Suppressed; bounds: 0 to 999" in note.text


def test_what_a_chart_draws_leads_to_its_place(html: dict[str, Element]) -> None:
    [chart] = html[CALLS].all("figure", "chart")
    links = [(a.text, targets(CALLS, a)[0]) for a in chart.all("a")]
    places = [f"c{at}" for at in (TEXT.index("1,234"), TEXT.index("24\t0") + 3, TEXT.index("600"))]
    assert links == [
        (text, (LETTER_PAGE, place)) for text, place in zip(("1,234 †", "0", "600"), places, strict=True)
    ]


def test_an_answer_within_an_answer_stands_within_it(html: dict[str, Element]) -> None:
    outer = html[LETTER_PAGE].by_id("q2")
    assert outer.by_id("q2a").text == "That part is refused."
    assert outer.text.startswith("There were 5,012") and outer.text.endswith("is refused.")


def test_nothing_is_fetched_from_elsewhere_and_nothing_stands_inline(
    site: dict[str, bytes], html: dict[str, Element]
) -> None:
    for path, page in html.items():
        for element in page.walk():
            assert element.tag not in ("iframe", "object", "embed", "img", "style", "base"), path
            if element.tag == "script":
                runs = element.attributes.get("type") != "application/ld+json"
                assert not runs or ("src" in element.attributes and not element.text), path
            for name, value in element.attributes.items():
                assert name != "style" and not name.startswith("on"), f"{path}: {name}"
                if element.tag == "a" and name == "href" and element.attributes.get("rel") == "external":
                    assert value == PUBLISHED_AT
                elif name in ("href", "src", "action", "srcset"):
                    assert not re.match(r"[a-z]+:|//|/", value), f"{path}: {value}"
    css = site["assets/site.css"].decode()
    assert "url(" not in css and "@import" not in css and "@font-face" not in css


def test_a_letter_tells_when_it_was_asked_and_where_it_was_published(html: dict[str, Element]) -> None:
    page = html[LETTER_PAGE]
    facts = dict(zip([e.text for e in page.all("dt")], [e.text for e in page.all("dd")], strict=True))
    assert facts["Request received"] == "4 May 2025, answered 28 days later"
    assert facts["Published at"] == f"{PUBLISHED_AT}, fetched 2 June 2025"


def test_hostile_labels_are_text(site: dict[str, bytes], html: dict[str, Element]) -> None:
    assert HOSTILE in html[CALLS].all("h1")[0].text
    assert HOSTILE_NOTE in html[CALLS].text
    for path, content in site.items():
        assert b"<script>" not in content and b"<img" not in content, path


def test_refusals_are_counted_by_letter_and_year_with_the_words_that_refuse(html: dict[str, Element]) -> None:
    page = html["exemptions.html"]
    for caption, first in (("by-letter", "1 Jun 2025"), ("by-year", "2025")):
        [table] = [t for t in page.all("table") if any(e.id == caption for e in t.walk())]
        [row] = table.all("tbody")[0].all("tr")
        cells = [" ".join(c.text.split()) for c in row.children if isinstance(c, Element)]
        # granted, withheld in part, withheld in full, not held
        assert cells == [first, "FOI-1", "4", "1", "1", "1", "1", "FOIA 40(2)"]
    answers = [" ".join(d.text.split()) for d in page.all("details")]
    assert "What the answer saysThat part is refused." in answers


def test_questions_about_a_measure_stand_side_by_side(html: dict[str, Element]) -> None:
    [table] = [t for t in html[CALLS].all("table") if any(e.id == "asked-caption" for e in t.walk())]
    [row] = table.all("tbody")[0].all("tr")
    cells = [" ".join(c.text.split()) for c in row.children if isinstance(c, Element)]
    assert cells[1:] == [
        "How many calls?",
        "2022/23, 2023/24, 2024/25Financial year, Part of a financial year",
        "3",
        "0",
        HOSTILE_NOTE,
    ]


def test_a_suppressed_value_is_a_mark_of_fixed_size(html: dict[str, Element]) -> None:
    marks = [m for m in html[CHILDREN].all("rect", "mark-suppressed") if m.attributes["width"] == "26"]
    assert len(marks) == len(html[CHILDREN].all("rect", "mark-suppressed")) == 2  # in the chart, in its key
    bars = [b.attributes["width"] for b in html[CHILDREN].all("rect", "bar")]
    assert bars == ["72.0%", "59.23%", "27"]  # 5,012 and 4,123, no total; the last is in the key


def test_nothing_recovers_a_suppressed_value(html: dict[str, Element]) -> None:
    for path, page in html.items():
        for number in [form for n in HIDDEN for form in (str(n), f"{n:,}")]:
            for text in [page.text, *(a for e in page.walk() for a in e.attributes.values())]:
                assert not re.search(rf"(?<![\w.,:]){number}(?![\w.,%])", text), f"{path}: {number}"


def test_bounds_are_those_of_the_letter(html: dict[str, Element]) -> None:
    identifier = f"{LETTER}/q2/children_at_risk_of_exploitation.cce_and_cse.2024-04-01_2025-03-31"
    text = html[CHILDREN].by_id(identifier).text
    assert "Suppressed [c]" in text and "Bounds: 0 to 999" in text


def test_part_of_a_year_says_so_beside_its_value(html: dict[str, Element]) -> None:
    row = html[CALLS].by_id(f"{LETTER}/q1/mash_calls.2024-04-01_2024-09-30")
    assert "1 Apr 2024 to 30 Sep 2024 only" in row.text
    assert len(html[CALLS].all("rect", "bar-part")) == 2


def test_the_observations_say_why_values_are_missing(html: dict[str, Element]) -> None:
    field = html["tables/observations.html"].by_id("field-value")
    assert "6 of 10 rows" in field.text and "4 empty" in field.text
    table = next(t for t in field.all("table") if "Empty, and why" in t.text)
    assert [[c.text.split()[0] for c in r.all("th") + r.all("td", "num")] for r in table.all("tr")[1:]] == [
        ["Withheld", "3"],
        ["Suppressed", "1"],
    ]


def test_a_field_links_to_its_code_list_and_to_the_rules_that_looked_at_it(html: dict[str, Element]) -> None:
    field = html["tables/letters.html"].by_id("field-reuse_terms")
    assert ("codes/reuse_terms.html", "") in targets("tables/letters.html", field)
    reference = html["tables/letters.html"].by_id("field-reference")
    assert ("checks.html", "schema_types") in targets("tables/letters.html", reference)


def test_the_checks_tell_warnings_first_and_what_could_not_be_verified(html: dict[str, Element]) -> None:
    text = html["checks.html"].text
    assert text.index("What does not hold") < text.index("The arithmetic of the totals")
    assert "Of 1 printed total, 0 equal the sum of their parts" in text
    assert "1 cannot be verified" in text
    assert "not evaluated" in html["checks.html"].by_id("never_run").text


def test_a_check_leads_to_the_place_it_is_about(html: dict[str, Element]) -> None:
    rule = html["checks.html"].by_id("totals_equal_parts")
    start = TEXT.index("9,876")
    assert (LETTER_PAGE, f"c{start}") in targets("checks.html", rule)
    warning = html["checks.html"].by_id("some_warning")
    assert (LETTER_PAGE, "q1") in targets("checks.html", warning)


def test_refusals_are_listed_by_outcome_and_by_provision(html: dict[str, Element]) -> None:
    page = html["exemptions.html"]
    assert "Personal information: of others" in page.by_id("code-FOIA-40(2)").text
    assert (LETTER_PAGE, "q2a") in targets("exemptions.html", page)


def test_the_home_page_has_a_figure_of_each_question_with_its_caveat(html: dict[str, Element]) -> None:
    cards = [card.text for card in html["index.html"].all(css="card")]
    assert len(cards) == 2
    assert "9,876" in cards[0]
    assert "2023/24" in cards[1]  # the last whole year, and not the part of a year after it


def test_the_citation_has_version_and_newest_letter_and_no_build_date(html: dict[str, Element]) -> None:
    [citation, _apa] = html["downloads.html"].all(css="citation")
    assert "Version 1.2.3" in citation.text and "Newest letter: 1 June 2025" in citation.text


def test_no_telephone_number_but_those_of_the_helplines(html: dict[str, Element]) -> None:
    for page in html.values():
        phones = {e.text for e in page.all(css="phone")}
        assert phones <= {"0800 1111", "999", "101"}


def test_each_page_has_one_heading_a_language_and_a_skip_link(html: dict[str, Element]) -> None:
    titles = []
    for path, page in html.items():
        assert len(page.all("h1")) == 1, path
        assert page.all("html")[0].attributes["lang"] == "en-GB"
        assert page.all("a", "skip")[0].attributes["href"] == "#content"
        titles.append(page.all("title")[0].text)
        for table in page.all("table"):
            assert table.all("caption"), path
            assert all("scope" in cell.attributes for cell in table.all("th")), path
        for svg in page.all("svg"):
            if svg.attributes.get("role") == "img":
                assert svg.all("title") and svg.all("desc"), path
    assert len(titles) == len(set(titles))


def test_bytes_do_not_depend_on_the_order_of_rows_rules_or_texts(
    site: dict[str, bytes], invented: dict[str, CodeList], tmp_path: Path
) -> None:
    write(tmp_path, invented, backwards=True)
    again = render(tmp_path, invented, RULES[::-1], {"other/letter": "unused", LETTER: TEXT})
    assert list(again) == list(site)
    assert again == site


def test_many_pages_rendered_by_several_processes_are_the_same(
    site: dict[str, bytes],
    rows_folder: Path,
    invented: dict[str, CodeList],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.render.site.MANY", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert render(rows_folder, invented) == site
    assert gc.isenabled()


def test_a_letter_without_text_stops_the_build(rows_folder: Path, invented: dict[str, CodeList]) -> None:
    with pytest.raises(ValueError, match="mordale/FOI-1 has no text"):
        render(rows_folder, invented, RULES, {})


def test_a_check_without_its_rule_stops_the_build(rows_folder: Path, invented: dict[str, CodeList]) -> None:
    with pytest.raises(ValueError, match="some_warning"):
        render(rows_folder, invented, [rule for rule in RULES if rule.name != "some_warning"])


def test_every_page_says_which_version_of_the_data_it_is_of_and_about_says_what_changed(
    html: dict[str, Element],
) -> None:
    for path, page in html.items():
        [footer] = page.all("footer")
        assert "version 1.2.3, newest letter 1 June 2025" in footer.text, path
    about = html["about.html"]
    assert f"A column is new {HOSTILE}." in about.text
    assert "1 June 2025: the newest letter" in about.text
