"""What the policy `protected` hides survives in no words of a letter. The letter is invented.

Which numbers are hidden is found while the test runs, by comparing what is published with what is not.
"""

import hashlib
import shutil
from pathlib import Path

import pytest

from pipeline.build import stage as build
from pipeline.build.canonical import rows_of
from pipeline.disclosure import stage as disclosure
from pipeline.disclosure.hide import TOKEN
from pipeline.edges.files import PUBLIC_TABLES, PUBLIC_TEXTS, TABLES, TEXTS, read_folder
from pipeline.extract import stage as extract
from pipeline.extract.lexer import datum, numbers
from pipeline.interpret import stage as interpret
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import read_code_lists
from pipeline.schemas.table import Row

NAME = "coventry/FOI900777"
LETTER = """\
Coventry City Council

3 March 2025

Our reference: FOI900777

Dear requester

Freedom of Information Act 2000

Thank you for your request for information relating to children at risk.

You have requested the following information:

1. How many children were at risk in 2023/24, by sex? You said two hundred and eleven last year, of whom \
one hundred and eighty-four were boys.

| Sex | Children |
|---|---|
| Male | 184 |
| Female | c |
| Total | 211 |

Values of 30 or lower are shown as c. In all Two hundred
and eleven children were at risk, and one hundred and eighty-four of these were boys.

Yours sincerely

Information Governance Team
"""
READING = """\
letter: FOI900777
sha256: {sha256}
tables:
  - question: 1
    measure: children_at_risk_of_exploitation
    period: 2023/24
    rows: sex
context:
  - quote: >-
      In all Two hundred and eleven children were at risk, and one hundred and eighty-four of these were boys
    why: repeats the table of two hundred and eleven children
"""


def told(text: str) -> set[float | None]:
    """The numbers that a text says, in digits or in words."""
    return {number.value for number in (*numbers.find(text), *datum.find_words(text, 0, len(text)))}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("words")
    shutil.copytree(root / "raw/codelists", folder / "raw/codelists")
    (folder / "raw/coventry").mkdir()
    (folder / "raw/coventry/a.txt").write_bytes(LETTER.encode())
    sha256 = hashlib.sha256(LETTER.encode()).hexdigest()
    (folder / "raw/coventry/a.yaml").write_text(READING.format(sha256=sha256), encoding="utf-8")
    shutil.copy(root / "LICENCE-DATA.md", folder)
    parameters = (root / "params.yaml").read_text("utf-8")
    (folder / "params.yaml").write_text(
        parameters.replace("policy: as_disclosed", "policy: protected"), encoding="utf-8"
    )
    for stage in (extract, interpret, build, disclosure):
        stage.run(folder)
    return folder


def rows(published: Path, folder: str, name: str) -> list[Row]:
    tables = catalogue(read_code_lists(published / "raw/codelists"))
    return rows_of(tables[name], (published / folder / f"{name}.csv").read_bytes())


@pytest.fixture(scope="module")
def hidden(published: Path) -> set[float]:
    before, after = (rows(published, folder, "observations") for folder in (TABLES, PUBLIC_TABLES))
    found = {
        float(str(one["value"]))
        for one, other in zip(before, after, strict=True)
        if one["value"] is not None and other["value"] is None
    }
    assert found, "the mark and the total give each other away"
    return found


def test_the_hidden_number_stands_in_the_letter_in_digits_and_in_words(
    published: Path, hidden: set[float]
) -> None:
    text = (published / TEXTS / f"{NAME}.txt").read_text("utf-8")
    in_digits = [number for number in numbers.find(text) if number.value in hidden]
    in_words = [number for number in datum.find_words(text, 0, len(text)) if number.value in hidden]
    assert len(in_digits) == len(hidden)
    assert len(in_words) == 2 * len(hidden)


def test_no_published_text_says_a_hidden_number(published: Path, hidden: set[float]) -> None:
    text = (published / PUBLIC_TEXTS / f"{NAME}.txt").read_text("utf-8")
    survive = len(told(text) & hidden)
    assert survive == 0
    assert text.count(TOKEN) >= 3 * len(hidden)


def test_no_words_of_a_published_table_say_a_hidden_number(published: Path, hidden: set[float]) -> None:
    places: list[str] = []  # a failure names the places and never the numbers
    for path in read_folder(published / PUBLIC_TABLES):
        name = path.removesuffix(".csv")
        for row in rows(published, PUBLIC_TABLES, name):
            places += [
                f"{name}.{column}"
                for column, value in row.items()
                if isinstance(value, str) and not column.endswith("_id") and told(value) & hidden
            ]
    assert places == []
