"""What a reading decides about personal data reaches the structure; what it decides wrongly is named."""

import json
from pathlib import Path

import docx
import pytest

from pipeline.edges.problems import BadInputError
from pipeline.extract import stage
from pipeline.extract.letter import read

LETTER = (
    "Dear Sir\n\n1. How many cases were there in 2024?\n\nThere were 11 cases, says Emily Testname, a van\n"
    "LK07XYZ stood there and the patient 943 476 5919 was seen.\n\nYours sincerely\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "raw/exampleton").mkdir(parents=True)
    (tmp_path / "raw/exampleton/1.txt").write_text(LETTER, encoding="utf-8")
    return tmp_path


def decide(root: Path, reading: str) -> tuple[str, list[str]]:
    (root / "raw/exampleton/1.yaml").write_text(reading, encoding="utf-8")
    stage.run(root)
    found = json.loads((root / "staging/structure/exampleton/1.txt.json").read_text("utf-8"))
    return found["text"], [one["text"] for one in found["suspects"]]


def refused(root: Path, reading: str) -> str:
    with pytest.raises(BadInputError) as caught:
        decide(root, reading)
    return str(caught.value)


def test_a_letter_has_what_is_masked_and_what_is_suspected_with_their_lines() -> None:
    found = read(b"Dear Mr Testname\n\nThe review was led by Emily Example.\n", "a.txt")
    assert [(one.kind, one.line) for one in found.masked] == [("name", 1)]
    assert [(one.text, one.line) for one in found.suspects] == [("Emily Example", 3)]


def test_suspects_are_those_of_which_the_reading_says_nothing(root: Path) -> None:
    _, open_ones = decide(root, "redact: Emily Testname\nkeep: [LK07XYZ]\n")
    assert open_ones == ["943 476 5919"]


def test_a_suspect_of_digits_can_be_masked_and_a_figure_cannot(root: Path) -> None:
    text, _ = decide(root, "redact: [943 476 5919]\n")
    assert "476" not in text
    assert "'11' is no name. Only names are masked" in refused(root, "redact: ['11']\n")


def test_what_is_kept_must_stand_in_the_letter(root: Path) -> None:
    said = refused(root, "letter: x\nkeep: [Nobody Atall]\n")
    assert (
        said
        == "raw/exampleton/1.yaml:2: a name under 'keep' does not stand in the letter. Correct or delete it."
    )


def test_words_are_not_both_masked_and_kept(root: Path) -> None:
    said = refused(root, "redact: Emily Testname\nkeep: emily  testname\n")
    assert "stands under 'redact' as well. Delete one of the two." in said


def test_an_open_point_of_a_draft_is_no_name(root: Path) -> None:
    _, open_ones = decide(root, "redact:\n  - \"TODO 'Emily Testname' on line 5 may be a name.\"\n")
    assert "Emily Testname" in open_ones


def test_what_is_kept_and_what_is_masked_are_told_apart_in_what_was_read_before(root: Path) -> None:
    text, _ = decide(root, "redact: Emily Testname\n")
    assert "Testname" not in text
    text, open_ones = decide(root, "keep: Emily Testname\n")
    assert "Emily Testname" in text
    assert "Emily Testname" not in open_ones


def test_who_is_named_in_the_properties_of_a_document_is_not_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.author = "Ada Testname"
    document.core_properties.last_modified_by = "Bob Testname"
    document.core_properties.title = "Letter to Cara Testname"
    document.add_paragraph("There were 12 cases.")
    document.save(str(tmp_path / "a.docx"))
    found = read((tmp_path / "a.docx").read_bytes(), "a.docx")
    assert "12 cases" in found.text
    assert "Testname" not in repr(found)
