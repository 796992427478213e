"""A letter as it was read: everything found is marked where it stands, and the page does nothing else."""

import base64
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pipeline.extract.letter import read
from pipeline.extract.structure import Context, Figure, Question, Structure, Suspect, Table, Unread
from pipeline.render import reading_view
from render.html_tree import Element, parse

ROOT = Path(__file__).parents[2]
COVENTRY = sorted((ROOT / "raw" / "coventry").glob("*.txt"))
LETTER = (
    "Exampleton City Council\nOur ref: FOI12345\nDate: 12 March 2024\n\nDear Applicant\n\n"
    "Values of 5 or fewer are not reported.\n\n"
    "1. How many cats were there in 2023/24?\n\n"
    "Ward\t2022/23\t2023/24\nNorthmoor <script>alert(1)</script> & so on\tc\t1,204\nEastshire\t7\tTBC\n\n"
    "2. How many dogs \u202eerew\u202c there?\n\n"
    "There were 12 dogs. Gate 4711 Exampleton. We refuse the rest under section 12(1) of the Act.\n\n"
    "3. How many birds?\n\nPlease see the response to question 1.\n\nYours faithfully\n"
)


def structure_of(text: str) -> Structure:
    return read(text.encode(), "letter.txt")


@pytest.fixture(scope="module")
def structure() -> Structure:
    return structure_of(LETTER)


@pytest.fixture(scope="module")
def tree(structure: Structure) -> Element:
    return parse(reading_view.page(structure, "letter.txt"))


def printed(element: Element) -> str:
    """What of the letter stands in an element; labels, notes and signs left out."""
    return "".join(
        child if isinstance(child, str) else "" if "data-not-letter" in child.attributes else printed(child)
        for child in element.children
    )


def as_shown(text: str) -> str:
    """A browser makes one line end of CR LF."""
    return text.replace("\r\n", "\n")


def marks(tree: Element, key: str) -> list[Element]:
    return [e for e in tree.by_id("letter").walk() if e.attributes.get("data-key") == key]


def places(structure: Structure) -> Iterator[tuple[str, str]]:
    """Give the key of everything that is to be marked, and what is printed there."""
    kinds: dict[str, Sequence[Figure | Unread | Context | Table | Question]] = {
        "figure": structure.figures,
        "unread": structure.unread,
        "context": structure.context,
        "table": structure.tables,
        "question": structure.questions,
    }
    for kind, found in kinds.items():
        for i, one in enumerate(found):
            if one.start < one.end:
                yield f"{kind}-{i}", structure.text[one.start : one.end]


def assert_everything_is_marked(structure: Structure, tree: Element) -> None:
    assert printed(tree.by_id("letter")) == as_shown(structure.text)
    for key, text in places(structure):
        mine = marks(tree, key)
        assert "".join(map(printed, mine)) == as_shown(text), key
        assert [e.id for e in mine] == [key] + [""] * (len(mine) - 1)
    spans = {(one.start, one.end) for one in structure.answers}
    shown = [printed(e) for e in tree.by_id("letter").all(css="answer") if e.id]
    assert sorted(shown) == sorted(as_shown(structure.text[a:b]) for a, b in spans if a < b)
    ids = [e.id for e in tree.walk() if e.id]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", COVENTRY, ids=lambda path: path.stem)
def test_everything_found_in_a_published_letter_is_marked_once(path: Path) -> None:
    structure = read(path.read_bytes(), path.name)
    assert_everything_is_marked(structure, parse(reading_view.page(structure, path.name)))


def test_everything_found_is_marked_once(structure: Structure, tree: Element) -> None:
    assert {f.text for f in structure.figures} >= {"c", "1,204", "7", "12"}
    assert {one.text for one in structure.unread} >= {"TBC"}
    assert_everything_is_marked(structure, tree)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_shown(end: str) -> None:
    structure = structure_of(LETTER.replace("\n", end))
    tree = parse(reading_view.page(structure, "letter.txt"))
    assert printed(tree.by_id("letter")) == structure.text.replace(end, "\n")


def test_a_figure_says_how_it_was_read(structure: Structure, tree: Element) -> None:
    number = next(i for i, one in enumerate(structure.figures) if one.text == "1,204")
    note = tree.by_id(f"figure-{number}-note")
    said = {row.all(css="term")[0].text: row.all(css="said")[0].text for row in note.all(css="row")}
    assert said == {
        "Value": "1,204",
        "Unit": "none",
        "Status": "reported",
        "Period": "2023/24",
        "Row": "Northmoor <script>alert(1)</script> & so on",
        "Column": "2023/24",
        "In the answer to": "question 1",
        "Found in": "a table",
        "Line": "12",
    }


def test_a_suppressed_figure_has_no_value_and_no_bound_but_what_it_prints(tree: Element) -> None:
    note = next(e for e in tree.all(css="note") if "Figure: c" in e.text)
    assert "no value; bounds: none stated" in note.text
    assert "suppressed" in note.text


def test_what_is_unread_is_listed_on_top_and_leads_to_its_place(structure: Structure, tree: Element) -> None:
    items = tree.by_id("unread").all("li")
    assert len(items) == len(structure.unread)
    for i, (item, one) in enumerate(zip(items, structure.unread, strict=True)):
        (link,) = item.all("a")
        assert link.attributes["href"] == f"#unread-{i}"
        assert (link.text, item.text) == (one.text, f"{one.text} line {one.line}: {one.why}")


@pytest.fixture(scope="module")
def doubted(structure: Structure) -> Structure:
    """The letter with a doubt of each kind, something concealed and somebody's name."""
    answers = list(structure.answers)
    answers[1] = replace(answers[1], outcome="unclear")
    gate = structure.text.index("Exampleton.")
    hidden = replace(structure.unread[0], why="concealed: white on white", text="4711")
    return replace(
        structure,
        answers=tuple(answers),
        tables=(replace(structure.tables[0], doubt="a row of numbers was taken for the headings"),),
        figures=tuple(
            replace(one, doubt="the dash may be a minus") if one.text in ("12", "c") else one
            for one in structure.figures
        ),
        unread=(*structure.unread, replace(hidden, start=gate - 5, end=gate - 1)),
        suspects=(Suspect("Exampleton", "a name behind a place", 17, gate, gate + 10),),
    )


def test_doubts_are_listed_first_then_what_is_concealed_then_the_rest(doubted: Structure) -> None:
    tree = parse(reading_view.page(doubted, "letter.txt"))
    sections = [e.id for e in tree.all("section") if "review" in e.attributes.get("class", "")]
    assert sections == ["doubts", "unread", "suspects"]
    shown = {name: [item.text for item in tree.by_id(name).all("li")] for name in sections}
    assert shown["doubts"] == [
        "Answer to question 2 line 17: nothing in it decides what became of the question",
        "Table 1 line 11: a row of numbers was taken for the headings",
        "c line 12: the dash may be a minus",
        "12 line 17: the dash may be a minus",
    ]
    assert shown["unread"][0] == "4711 line 13: concealed: white on white"
    assert len(shown["unread"]) == len(doubted.unread)
    assert shown["suspects"] == ["Exampleton line 17: a name behind a place"]
    ids = {e.id for e in tree.walk()}
    for link in (link for name in sections for link in tree.by_id(name).all("a")):
        assert link.attributes["href"][1:] in ids


def test_what_is_in_doubt_is_marked_and_counted_and_says_why(doubted: Structure) -> None:
    tree = parse(reading_view.page(doubted, "letter.txt"))
    assert_everything_is_marked(doubted, tree)
    shown = [e for e in tree.by_id("letter").all(css="doubt") if e.id]
    box = tree.by_id("show-doubt")
    row = next(li for li in tree.all("li") if box in list(li.walk()))
    assert row.all(css="count")[0].text == str(len(shown)) == "4"
    notes = [e.text for e in tree.all(css="note") if "In doubt" in e.text]
    assert len(notes) == 2
    assert (
        reading_view.summary(doubted).partition("; ")[2].startswith("4 things are in doubt; 1 passage may be")
    )


def test_a_letter_of_which_everything_is_read_says_so() -> None:
    html = reading_view.page(structure_of("Dear Applicant\n\n1. How many?\n\nWe had 12.\n"), "a.txt").decode()
    assert "Nothing is unread." in html
    assert 'id="unread"' not in html


def test_the_key_counts_what_is_marked(tree: Element) -> None:
    for kind, _, _ in reading_view.KEY:
        box = tree.by_id(f"show-{kind}")
        assert (box.attributes["type"], "checked" in box.attributes) == ("checkbox", True)
        row = next(li for li in tree.all("li") if box in list(li.walk()))
        shown = [e for e in tree.by_id("letter").all(css=kind) if e.id]
        assert row.all(css="count")[0].text == str(len(shown)), kind


def test_the_answers_are_listed(tree: Element) -> None:
    section = next(e for e in tree.all("section") if e.attributes["aria-labelledby"] == "answers")
    rows = [
        [cell.text for cell in row.children if isinstance(cell, Element)] for row in section.all("tr")[1:]
    ]
    assert rows[0][:5] == ["Question 1", "partly withheld", "", "", "3"]
    assert rows[1][0] == "Question 2"
    assert rows[1][2] == "FOIA 12(1)"
    assert rows[2][3] == "question 1"


def test_lines_bear_the_numbers_that_the_structure_gives_them(structure: Structure, tree: Element) -> None:
    numbers = [int(e.attributes["data-line"]) for e in tree.by_id("letter").all(css="line")]
    filled = [i for i, line in enumerate(structure.text.split("\n"), 1) if line]
    assert numbers == filled


def test_characters_that_are_not_seen_are_shown_by_name_and_isolated(tree: Element) -> None:
    shown = [(e.tag, e.attributes["data-sign"], e.text) for e in tree.by_id("letter").all(css="control")]
    assert shown == [("bdi", "RLO", "\u202e"), ("bdi", "PDF", "\u202c")]
    outside = re.sub(
        r"<bdi class=\"control\".*?</bdi>|<bdi.*?</bdi>",
        "",
        reading_view.page(structure_of(LETTER), "letter.txt").decode(),
    )
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", outside)


def test_the_policy_lets_nothing_through_but_the_page_s_own_style(structure: Structure) -> None:
    html = reading_view.page(structure, '"><img src=x>.txt').decode()
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;" in html
    assert html.count("<style") == 1
    assert not re.search(r"<script|<img|<iframe|\son\w+=|\sstyle=|url\(|@import|https?:", html)


def test_a_page_is_the_same_every_time(structure: Structure) -> None:
    assert reading_view.page(structure, "a.txt") == reading_view.page(structure, "a.txt")


def test_landmarks_headings_and_labels_are_there(tree: Element) -> None:
    assert [len(tree.all(tag)) for tag in ("main", "header", "aside", "h1", "title", "legend")] == [1] * 6
    levels = [int(e.tag[1]) for e in tree.walk() if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = {e.id for e in tree.walk()}
    for one in tree.walk():
        for name in ("aria-describedby", "aria-labelledby"):
            assert one.attributes.get(name, one.id) in ids
        if one.attributes.get("href", "").startswith("#"):
            assert one.attributes["href"][1:] in ids
        if one.tag == "th":
            assert one.attributes["scope"] in ("col", "row")
        if "tabindex" in one.attributes:
            assert one.attributes.get("role")
    assert all(any(e.tag == "input" for e in label.walk()) for label in tree.all("label"))


# In the browser


@pytest.fixture
def page(browser: Browser, structure: Structure, tmp_path: Path) -> Iterator[Page]:
    """The page, opened without JavaScript; whatever it asks for or complains of fails the test."""
    file = tmp_path / "letter.html"
    file.write_bytes(reading_view.page(structure, "letter.txt"))
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("request", lambda request: complaints.append(request.url))
    opened.goto(file.as_uri())
    yield opened
    context.close()
    assert complaints == [file.as_uri()]


def test_nothing_overflows_from_phone_to_wall(page: Page) -> None:
    for width in (320, 375, 768, 1280, 2560):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


@pytest.mark.parametrize("width", [320, 1280])
def test_the_keyboard_reveals_how_a_number_was_read(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    mark = page.locator(".letter .figure", has_text="1,204")
    note = mark.locator(".note")
    assert not note.is_visible()
    page.locator(".letter .figure").first.focus()
    page.keyboard.press("Tab")
    assert note.is_visible()
    shown, place = note.bounding_box(), mark.bounding_box()
    assert shown is not None and place is not None
    assert shown["x"] >= 0 and shown["x"] + shown["width"] <= width
    assert place["y"] + place["height"] <= shown["y"] or place["x"] + place["width"] <= shown["x"]


def test_pointing_reveals_it_too(page: Page) -> None:
    mark = page.locator(".letter .unread").first
    mark.hover()
    assert mark.locator(".note").is_visible()


def test_a_kind_that_is_unticked_is_plain(page: Page) -> None:
    background = (
        "getComputedStyle(document.querySelector('.letter .figure:not(.marked-only)')).backgroundColor"
    )
    before = page.evaluate(background)
    page.locator("#show-figure").uncheck()
    assert page.evaluate(background) == "rgba(0, 0, 0, 0)" != before
    assert (
        page.locator(".letter .unread").first.evaluate("e => getComputedStyle(e).backgroundColor") != before
    )


def test_kinds_differ_by_line_as_well_as_by_colour(page: Page) -> None:
    look = """kinds => kinds.map(kind => {
        const s = getComputedStyle(document.querySelector('.sample.' + kind));
        return [s.borderBottomStyle, s.borderLeftStyle, s.textDecorationStyle, s.outlineStyle,
                s.borderBottomWidth, s.borderLeftWidth].join(' ');
    })"""
    kinds = [kind for kind, _, _ in reading_view.KEY]
    assert len(set(page.evaluate(look, kinds))) == len(kinds)


# The command


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", "extract", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_command_writes_the_page_and_says_what_was_found(tmp_path: Path, structure: Structure) -> None:
    (tmp_path / "letter.txt").write_bytes(LETTER.encode())
    done = run("letter.txt", "--html", "out.html", folder=tmp_path)
    found = f"3 questions, 1 table, {len(structure.figures)} figures; "
    assert done.stdout.startswith(f"letter.txt: {found}")
    assert done.stdout.endswith(" unread. Open out.html to see it in the letter.\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out.html").read_bytes() == reading_view.page(structure, "letter.txt")


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("none/out.html", "none/out.html: cannot be written: its folder does not exist. Name a file in"),
        (".", ".: is a folder. Name a file in a folder that exists."),
        ("letter.txt", "letter.txt: is the letter itself. Name another file."),
    ],
)
def test_a_place_that_cannot_be_written_is_named_in_a_sentence(tmp_path: Path, out: str, said: str) -> None:
    (tmp_path / "letter.txt").write_bytes(LETTER.encode())
    done = run("letter.txt", "--html", out, folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "letter.txt").read_bytes() == LETTER.encode()
