"""The R file gives what the Python package gives, cell by cell, in any locale."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import foi_letters
from reader.invented import LETTER, replace, write

HERE = Path(__file__).parent
MISSING = "\037"


@pytest.fixture(scope="module")
def rscript() -> str:
    program = shutil.which("Rscript")
    if program is None:
        message = "Rscript is not installed: apt-get install --no-install-recommends r-base-core"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return program


def run(rscript: str, *arguments: str, locale: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [rscript, "--vanilla", *arguments],
        env={**os.environ, "LC_ALL": locale},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def same(
    rscript: str, package: Path, out: Path, ids: list[str], lists: list[str], locale: str = "C.UTF-8"
) -> int:
    """Assert that R gives what Python gives, and count the tables."""
    script, reader = str(HERE / "dump.R"), str(HERE.parents[1] / "reader/foi_letters.R")
    done = run(rscript, script, reader, str(package), str(out), "|".join(ids), "|".join(lists), locale=locale)
    assert done.returncode == 0, done.stderr
    data = foi_letters.open(package)
    expected = [["title", data.title]]
    for name in data.tables():
        rows = data.load(name, labels=True)
        expected.append(["table", name, str(len(rows))])
        columns = list(rows[0]) if rows else list(data.table(name).columns)
        expected += [["column", column, *(words(row[column]) for row in rows)] for column in columns]
    for name in lists:
        expected.append(["codes", name, *data.codes(name).values(), *data.codes(name)])
    for name in ids:
        source = data.observation(name).source()
        place = (source.line, source.start, source.end, source.words, source.context, source.file, source.url)
        further = source.refers_to.words if source.refers_to else None
        expected.append(["source", name, *map(words, (*place, source.letter_id, further))])
    found = [line.split("\035") for line in out.read_bytes().decode().split("\036")]
    for one, other in zip(found, expected, strict=True):
        assert one == other, one[:2]
    return len(data.tables())


def words(value: foi_letters.Value) -> str:
    return MISSING if value is None else str(value)


IDS = ["girls", "boys", "others", "asked", "of 2023", "of 2022", "visits", "visits before"]


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_r_gives_the_invented_package(rscript: str, folder: Path, tmp_path: Path, locale: str) -> None:
    assert same(rscript, folder, tmp_path / "out", IDS, ["measure", "sex", "obs_status"], locale) == 9


def test_r_reads_a_zip_knows_the_address_and_passes_over_a_byte_order_mark(
    rscript: str, tmp_path: Path
) -> None:
    folder = write(tmp_path / "in/package", homepage="https://data.example/foi/")
    replace(folder, "observations", "observation_id,", "\ufeffobservation_id,")
    zipped = Path(shutil.make_archive(str(tmp_path / "zipped"), "zip", tmp_path / "in"))
    assert same(rscript, zipped, tmp_path / "out", IDS, ["measure"]) == 9


def test_r_gives_the_published_package(
    rscript: str, top: Path, published: foi_letters.Data, tmp_path: Path
) -> None:
    ids = [str(row["observation_id"]) for row in published.load("observations")][::10]
    assert same(rscript, top, tmp_path / "out", ids, ["measure", "ref_area", "provision"]) >= 27


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (
            'foi_load(data, "observation")',
            "There is no table 'observation' in this package; did you",
        ),
        (
            'foi_codes(data, "mesure")',
            "in this package; did you mean 'measure'?",
        ),
        ('foi_observation(data, "girl")', "There is no observation 'girl' in this package."),
        ('foi_letter_text(data, "x")', "There is no x in the table letters."),
        ('foi_open("nowhere")', "There is no nowhere: name a folder with a datapackage.json"),
    ],
)
def test_r_says_in_a_sentence_what_is_not_there(rscript: str, folder: Path, ask: str, said: str) -> None:
    assert said in asked(rscript, folder, ask)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",2023-01-01,,suppressed", ",2023-01-01,3,suppressed", "value where obs_status is suppressed"),
        (",12,", ",1_2,", "data/observations.csv, row 1: value '1_2' is no number."),
        ("0012,male,2024-01-01", "0012,male,20240101", "row 2: period_start '20240101' is no date."),
        ("value_text,note", "value_text,notes", "has other columns than its schema"),
    ],
)
def test_r_refuses_what_is_not_as_described(
    rscript: str, folder: Path, old: str, new: str, said: str
) -> None:
    replace(folder, "observations", old, new)
    assert said in asked(rscript, folder, 'foi_load(data, "observations")')


def test_r_does_not_read_what_was_changed_since(rscript: str, folder: Path) -> None:
    path = folder / f"data/letters/{LETTER}.txt"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    said = asked(rscript, folder, 'foi_source(data, "girls")')
    assert "is not the file that datapackage.json describes" in said


def asked(rscript: str, folder: Path, ask: str) -> str:
    """Give what R says when it fails."""
    reader = (HERE.parents[1] / "reader/foi_letters.R").as_posix()
    done = run(rscript, "-e", f'source("{reader}"); data <- foi_open("{folder.as_posix()}"); {ask}')
    assert done.returncode != 0
    return " ".join(done.stderr.split())
