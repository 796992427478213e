"""Adding a letter to a repository. The letters and their authorities are invented."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.__main__ import app
from pipeline.edges.files import read_folder
from pipeline.edges.problems import BadInputError, PipelineError
from pipeline.extract import stage as extract
from pipeline.interpret import stage as interpret
from pipeline.interpret.add import add, said

LETTER = """\
Exampleton Borough Council

3 March 2025

Our reference: {reference}

Dear requester

Freedom of Information Act 2000

Thank you for your request for information relating to children reported missing.

You have requested the following information:

1. How many children were reported missing in 2024?

In 2024, 366 children were reported missing.
{more}
Yours sincerely

Information Governance Team
"""
STEM = "raw/exampleton/2025-03-03-FOI900100"


@pytest.fixture
def repository(project: Path) -> Path:
    """A copy of what people put in, with invented authorities in the register."""
    register = project / "raw/codelists/register/authority.csv"
    with register.open("a", encoding="utf-8", newline="") as file:
        file.write(
            'E07999001,Exampleton,North East,Exampletown\nE06999001,"Sampleford, City of",North East,\n'
        )
    return project


def letter(folder: Path, name: str = "letter.txt", reference: str = "FOI900100", more: str = "") -> Path:
    path = folder / name
    path.write_bytes(LETTER.format(reference=reference, more=more).encode())
    return path


def refused(repository: Path, file: Path, named: str | None = None) -> str:
    """The message with which a letter is refused; nothing is changed."""
    before = read_folder(repository / "raw")
    with pytest.raises(BadInputError) as caught:
        add(repository, file, named)
    assert read_folder(repository / "raw") == before
    assert str(caught.value).count("\n") == 0
    return str(caught.value)


def test_a_letter_goes_into_the_folder_of_its_authority_with_a_draft(
    repository: Path, tmp_path: Path
) -> None:
    file = letter(tmp_path)
    done = add(repository, file)
    assert (done.letter, done.reading) == (f"{STEM}.txt", f"{STEM}.yaml")
    assert (repository / done.letter).read_bytes() == file.read_bytes()
    reading = (repository / done.reading).read_text("utf-8")
    assert "letter: FOI900100\n" in reading
    assert "figure: 366\n    measure: missing_children  # proposed\n    period: 2024\n" in reading
    assert (done.n_open, done.n_proposed) == (0, 2)


def test_a_new_authority_is_listed_after_the_others(repository: Path, tmp_path: Path) -> None:
    listed = repository / "raw/codelists/authority.csv"
    before = listed.read_text("utf-8")
    assert add(repository, letter(tmp_path)).is_new_authority
    assert listed.read_text("utf-8") == before + (
        "E07999001,Exampleton Borough Council,District council of England; the county council above it "
        "provides children's services.,exampleton,,North East,Exampleton | Exampletown\n"
    )


def test_the_second_letter_of_an_authority_changes_no_code_list(repository: Path, tmp_path: Path) -> None:
    add(repository, letter(tmp_path))
    listed = (repository / "raw/codelists/authority.csv").read_bytes()
    second = add(repository, letter(tmp_path, "second.txt", "FOI900101"))
    assert second.letter == "raw/exampleton/2025-03-03-FOI900101.txt"
    assert not second.is_new_authority
    assert (repository / "raw/codelists/authority.csv").read_bytes() == listed


def test_what_was_drafted_can_be_built(repository: Path, tmp_path: Path) -> None:
    add(repository, letter(tmp_path))
    extract.run(repository)
    interpret.run(repository)
    rows = (repository / "staging/interpreted/rows/observations.jsonl").read_text("utf-8")
    assert '"observation_id": "exampleton/FOI900100/q1/missing_children.2024-01-01_2024-12-31"' in rows


def test_an_unfinished_draft_stops_the_build_with_its_open_points_alone(
    repository: Path, tmp_path: Path
) -> None:
    done = add(repository, letter(tmp_path, more="\n14 more were not.\n"))
    extract.run(repository)
    with pytest.raises(BadInputError) as caught:
        interpret.run(repository)
    found = [str(problem) for problem in caught.value.problems]
    assert len(found) == done.n_open > 0
    assert all(re.match(rf"{STEM}\.yaml:\d+: TODO: (which|what) ", line) for line in found), found


def test_a_letter_is_known_by_its_content_whatever_it_is_called(repository: Path, tmp_path: Path) -> None:
    first = add(repository, letter(tmp_path))
    reading = repository / first.reading
    reading.write_text("letter: FOI900100\nsha256: aa\n# by hand\n", encoding="utf-8")
    before = read_folder(repository / "raw")
    again = add(repository, letter(tmp_path, "another name.TXT"))
    assert again.was_known
    assert again.letter == first.letter
    assert not again.has_new_reading
    assert read_folder(repository / "raw") == before
    assert "is here already: raw/exampleton/" in said(again)


def test_a_letter_without_a_reading_gets_one(repository: Path, tmp_path: Path) -> None:
    first = add(repository, letter(tmp_path))
    (repository / first.reading).unlink()
    again = add(repository, letter(tmp_path))
    assert again.was_known
    assert again.has_new_reading
    assert "figure: 366" in (repository / first.reading).read_text("utf-8")


def test_another_letter_does_not_take_the_place_of_one(repository: Path, tmp_path: Path) -> None:
    add(repository, letter(tmp_path))
    message = refused(repository, letter(tmp_path, "other.txt", more="\nKind words.\n"))
    assert f"{STEM}.txt has the same date and reference, and other content." in message


def test_a_reference_cannot_lead_out_of_the_folder(repository: Path, tmp_path: Path) -> None:
    done = add(repository, letter(tmp_path, reference="FOI/../../../1234"))
    assert done.letter == "raw/exampleton/2025-03-03-FOI-.-.-.-1234.txt"
    assert (repository / done.letter).is_file()
    assert "letter: FOI/../../../1234\n" in (repository / done.reading).read_text("utf-8")


def test_what_a_letter_does_not_say_is_not_made_up(repository: Path, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_bytes(b"1. How many?\n\nThere were 33 active cases.\n")
    done = add(repository, file, "Sampleford City Council")
    assert re.fullmatch(r"raw/sampleford/undated-[0-9a-f]{8}\.txt", done.letter)
    reading = (repository / done.reading).read_text("utf-8")
    assert "\nletter: TODO" in reading
    assert "\ndate: TODO" in reading


@pytest.mark.parametrize("named", ["Exampletown", "exampleton", "E07999001", "exampleton district council"])
def test_an_authority_can_be_named_by_code_folder_area_or_title(
    repository: Path, tmp_path: Path, named: str
) -> None:
    done = add(repository, letter(tmp_path), named)
    assert done.authority == "Exampleton Borough Council"  # as the letter prints it


def test_an_unknown_authority_is_asked_for_with_the_nearest_names(repository: Path, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(
        LETTER.replace("Exampleton", "Exampletan").format(reference="X1", more=""), encoding="utf-8"
    )
    message = refused(repository, file)
    assert (
        "no authority is known as 'Exampletan Borough Council'. Nearest are Exampleton (E07999001)" in message
    )
    assert "--authority" in message


def test_a_police_force_is_taken_for_no_council(repository: Path, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(
        LETTER.replace("Exampleton Borough Council", "Exampleton Police").format(reference="X1", more=""),
        encoding="utf-8",
    )
    message = refused(repository, file)
    assert "The register has local authorities only: write a row" in message
    assert "Nearest" not in message


def test_a_letter_of_nobody_is_asked_about(repository: Path, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_bytes(b"1. How many?\n\nNone.\n")
    assert "does not say which authority it is from. Say so with --authority" in refused(repository, file)


def test_a_letter_that_names_a_listed_authority_is_not_put_under_another(
    repository: Path, tmp_path: Path
) -> None:
    add(repository, letter(tmp_path))
    second = letter(tmp_path, "second.txt", "FOI900101")
    assert "is from 'Exampleton Borough Council'" in refused(repository, second, "Coventry")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "the letter cannot be opened: No such file or directory."),
        (b"", "is empty"),
        (bytes(range(256)) * 4, "which is not read"),
    ],
)
def test_what_is_no_letter_is_refused_in_a_sentence(
    repository: Path, tmp_path: Path, content: bytes | None, expected: str
) -> None:
    file = tmp_path / "x"
    if content is not None:
        file.write_bytes(content)
    assert expected in refused(repository, file, "Coventry")


def test_a_folder_is_no_letter(repository: Path, tmp_path: Path) -> None:
    assert "this is a folder. Name one letter." in refused(repository, tmp_path, "Coventry")


def test_elsewhere_than_in_a_repository_nothing_is_done(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="Run this in the repository's top folder"):
        add(tmp_path, letter(tmp_path))


def test_all_is_taken_back_where_something_cannot_be_written(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(path: Path, content: bytes) -> None:
        if path.suffix == ".yaml":
            raise OSError(28, "No space left on device", str(path))
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)

    monkeypatch.setattr("pipeline.interpret.add.write", failing)
    assert "it cannot be written: No space left on device." in refused(repository, letter(tmp_path))
    assert not (repository / "raw/exampleton").exists()


def test_the_extension_is_that_of_the_content(repository: Path, tmp_path: Path) -> None:
    assert add(repository, letter(tmp_path, "letter.yaml")).letter == f"{STEM}.txt"


def test_line_ends_of_the_code_list_are_kept(repository: Path, tmp_path: Path) -> None:
    listed = repository / "raw/codelists/authority.csv"
    listed.write_bytes(listed.read_bytes().replace(b"\n", b"\r\n").rstrip())
    add(repository, letter(tmp_path))
    content = listed.read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    assert not add(repository, letter(tmp_path, "second.txt", "FOI900101")).is_new_authority


def test_the_command_says_what_was_done_and_what_is_next(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = letter(tmp_path, more="\n14 more were not.\n")
    monkeypatch.chdir(repository)
    found = CliRunner().invoke(app, ["add", str(file)])
    assert found.exit_code == 0
    assert f"Added the letter of Exampleton Borough Council: {STEM}.txt" in found.output
    assert "each marked TODO; 2 values are marked as proposed." in found.output
    assert f"python -m pipeline extract {STEM}.txt" in found.output
    assert CliRunner().invoke(app, ["add", str(file)]).exit_code == 0
    assert CliRunner().invoke(app, ["add", str(tmp_path / "none")]).exit_code == 1
