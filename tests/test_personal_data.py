"""No person is named in anything that is published or said: a detector that knows nothing of the masking.

It takes for a person what has a first name (the package gender-guesser lists 61,405) before another
capitalised word, what stands after a title, and what signs; for a telephone what libphonenumber takes for a
number of the United Kingdom; and every local part of an e-mail address. What it finds that is no personal
datum is listed in no_personal_data.csv with the reason, and a row that nothing needs any more is an error.
"""

import csv
import fnmatch
import html
import importlib
import io
import re
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import phonenumbers
import pytest
from gender_guesser.detector import Detector
from test_bad_input import LETTER, READING, alter_letter, replace, run

from pipeline.edges.files import letters, read_folder
from pipeline.extract import forms
from pipeline.extract.masking import MASK

Found = tuple[str, str]  # kind and value
_NAMES = Detector()
_UPPER = "".join(one for one in map(chr, range(0xC0, 0x250)) if one.isupper())
_WORD = rf"[A-Z{_UPPER}][\w’'-]*[^\W\d_]"
_PAIR = re.compile(rf"(?<![\w’'-])(?=(?P<first>{_WORD})[ ,]{{1,2}}(?P<last>{_WORD}|[A-Z]\.?[ ]{_WORD}))")
_TITLED = re.compile(
    rf"\b(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Rev|Sir|Dame|Lord)\.?[ ](?P<name>{_WORD})"
)
_SIGNED = re.compile(
    r"(?i:sincerely|faithfully|regards)[^\n]{0,20}\n\s*"
    r"(?P<name>[*_]*(?-i:[A-Z]\S+)(?:[ ][A-Z]\S+){1,2})[*_ ]*\n"
)
_MAILBOX = re.compile(r"[\w.+'’-]+(?=\s?(?:@|\[at\]|\(at\))\s?[\w-]+\s?(?:\.|\[dot\]))")


def people(text: str) -> Iterator[Found]:
    """Give whatever in a text may be a person, or lead to one."""
    for match in _PAIR.finditer(text):
        if _NAMES.get_gender(match["first"].capitalize()) != "unknown":
            yield "name", f"{match['first']} {match['last']}"
    for match in _TITLED.finditer(text):
        yield "name", f"{match[0]}"
    for match in _SIGNED.finditer(text):
        yield "name", match["name"].strip("*_ ")
    for match in _MAILBOX.finditer(text):
        yield "mailbox", match[0]
    for phone in phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.VALID):
        # A number with no 0 or + before it is a count, or an offset.
        if phone.raw_string.startswith(("0", "+", "(0")):
            yield "phone", phone.raw_string


def shown(page: str) -> str:
    """Give what a page says, in its text and in its attributes; each tag ends a line."""
    attributes = " \n ".join(re.findall(r'="([^"]*)"', page))
    return html.unescape(re.sub(r"<[^>]*>", "\n", page) + "\n" + attributes)


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """Give every published file as text: pages as they are read, archives opened, tables cell by cell."""
    files = {f"processed/{path}": content for path, content in read_folder(root / "processed").items()}
    files |= {f"site/{path}": content for path, content in read_folder(root / "site").items()}
    files |= {
        name: (root / name).read_bytes() for name in ("datapackage.json", "CITATION.cff", ".zenodo.json")
    }
    for path, content in list(files.items()):
        if path.endswith(".zip"):
            del files[path]
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                files |= {f"{path}/{name}": archive.read(name) for name in archive.namelist()}
    # The licence of a library names who wrote it.
    for path, content in ((path, content) for path, content in files.items() if "/vendor/" not in path):
        if path.endswith(".parquet"):
            continue  # its rows are those of the database, compared elsewhere; read below
        if path.endswith(".csv"):
            rows = csv.reader(io.StringIO(content.decode(), newline=""))
            yield path, "\n".join(cell for row in rows for cell in row)
        elif path.endswith((".html", ".svg")):
            yield path, shown(content.decode())
        elif path.endswith(".xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(content))
            cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
            about = book.properties
            yield path, "\n".join(map(str, [*cells, about.creator, about.lastModifiedBy, about.description]))
        elif path.endswith(".sqlite"):
            for name, lines in in_sqlite(content):
                yield f"{path}/{name}", "\n".join(str(cell) for line in lines for cell in line)
        elif not path.endswith(".duckdb"):
            yield path, content.decode()
    with duckdb.connect(str(root / "processed/foi.duckdb"), read_only=True) as connection:
        for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            cells = [cell for row in connection.execute(f'FROM "{name}"').fetchall() for cell in row]
            yield f"foi.duckdb/{name}", "\n".join(str(cell) for cell in cells)
    for file in sorted((root / "processed").glob("*.parquet")):
        cells = [cell for row in duckdb.sql(f"FROM '{file.as_posix()}'").fetchall() for cell in row]
        yield f"processed/{file.name}", "\n".join(str(cell) for cell in cells)


def in_sqlite(content: bytes) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    """Give the rows of every table of a SQLite file."""
    with sqlite3.connect(":memory:") as connection:
        connection.deserialize(content)
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            yield name, connection.execute(f'SELECT * FROM "{name}"').fetchall()


@pytest.fixture(scope="module")
def harmless() -> list[dict[str, str]]:
    with Path(__file__).with_name("no_personal_data.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_harmless(kind: str, value: str, path: str, rows: list[dict[str, str]]) -> bool:
    return any(
        row["kind"] == kind and row["value"] == value and fnmatch.fnmatchcase(path, row["where"])
        for row in rows
    )


@pytest.fixture(scope="module")
def published(built: Path) -> list[tuple[str, str, str]]:
    """Give the kind, the value and the place of whatever may be a person in what is published."""
    return [(kind, value, path) for path, text in texts(built) for kind, value in people(text)]


def test_nobody_is_named_in_what_is_published(
    published: list[tuple[str, str, str]], harmless: list[dict[str, str]]
) -> None:
    left: dict[Found, set[str]] = {}
    for kind, value, path in published:
        if not is_harmless(kind, value, path, harmless):
            left.setdefault((kind, value), set()).add(path)
    # A failure names places; whoever mends it looks there.
    assert sorted({(kind, sorted(paths)[0], len(value)) for (kind, value), paths in left.items()}) == []


def test_every_exception_is_needed_and_says_why(
    published: list[tuple[str, str, str]], harmless: list[dict[str, str]]
) -> None:
    found = set(published)
    for row in harmless:
        assert row["why"].strip()
        assert any(
            (kind, value) == (row["kind"], row["value"]) and fnmatch.fnmatchcase(path, row["where"])
            for kind, value, path in found
        ), row


def test_the_detector_finds_who_stands_in_the_letters_themselves(root: Path) -> None:
    """It can fail: in what was received it finds people, mailboxes and telephones."""
    found = {
        kind for path in letters(root) for kind, _ in people(forms.read(path.read_bytes(), path.name).text)
    }
    assert found == {"name", "mailbox", "phone"}


def hidden(root: Path, built: Path) -> set[str]:
    """Give what is masked in the published texts of the letters."""
    found: set[str] = set()
    with (built / "processed/letters.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            path = root / row["source_file"]
            raw = forms.read(path.read_bytes(), path.name).text
            text = (built / f"processed/letters/{row['letter_id']}.txt").read_bytes().decode()
            found |= {raw[m.start() : m.end()].strip() for m in re.finditer(f"{MASK}+", text)}
    return found


@pytest.mark.long
def test_nobody_is_named_in_what_a_build_says(
    root: Path, built: Path, project: Path, harmless: list[dict[str, str]]
) -> None:
    said = []
    for stage in importlib.import_module("pipeline.stages").STAGES:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline.stages", stage],
            cwd=project,
            env={"PYTHONPATH": str(root), "PATH": ""},
            capture_output=True,
            check=True,
        )
        said.append((done.stdout + done.stderr).decode())
    said.append(importlib.import_module("pipeline.package.summary").summary(project))
    text = "\n".join(said)
    assert [value for value in hidden(root, built) if value.casefold() in text.casefold()] == []
    assert [kind for kind, value in people(text) if not is_harmless(kind, value, "terminal", harmless)] == []


ADDED = (
    "Contact officer: Ada Testname, ada.testname@council.example, 020 7946 0123, counted 4711 and\n"
    "Ada Testname 815 of them.\n\n"
)


@pytest.mark.parametrize("broken", ["quote", "label", "unread", "redact", "hash"])
def test_nobody_is_named_where_a_build_fails(project: Path, broken: str) -> None:
    alter_letter(project, LETTER, "In 2024, 366 children", f"{ADDED}In 2024, 366 children")
    if broken == "quote":
        replace(project / READING, "quote: In 2024, 366", "quote: Ada Testname counted 366")
    elif broken == "label":
        replace(project / "raw/codelists/dimensions/sex.csv", ",a) Male | Male", ",Male")
    elif broken == "redact":
        (project / READING).write_bytes((project / READING).read_bytes() + b"redact: [Nobody Atall]\n")
    elif broken == "hash":
        replace(project / LETTER, "366 children", "365 children")
    code, said = run(project, "extract", "interpret")
    assert code == 1 and said.strip()
    letter_says = said.replace("'Ada Testname counted 366 children were reported missing'", "")
    for personal in ("Testname", "7946", "ada.test"):
        assert personal.casefold() not in letter_says.casefold()


def test_extract_prints_no_person_and_no_number(tmp_path: Path, root: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text(
        f"{ADDED}1. How many?\n\nWe had 5 calls.\n\nYours sincerely\nAda Testname\n", encoding="utf-8"
    )
    for options in ([], ["--html", str(tmp_path / "view.html")]):
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", "extract", str(letter), *options],
            cwd=root,
            capture_output=True,
            check=True,
        )
        text = (done.stdout + done.stderr).decode()
        text += (tmp_path / "view.html").read_text("utf-8") if options else ""
        for personal in ("Testname", "7946", "ada.test"):
            assert personal.casefold() not in text.casefold()
