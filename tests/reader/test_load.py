"""Tables come as they are published: words as words, and what is missing with its reason."""

from datetime import date
from pathlib import Path

import pytest

import foi_letters
from reader.invented import LETTER, replace

WORDS = ["0012", "1.1", "1.10", "None", "N/A", "NA", None, None]


def column(rows: list[foi_letters.Row], name: str) -> list[foi_letters.Value]:
    return [row[name] for row in rows]


def test_words_stay_words(invented: foi_letters.Data) -> None:
    rows = invented.load("observations")
    assert column(rows, "value_text") == WORDS
    assert column(rows, "measure") == ["0012"] * 6 + ["1e5"] * 2
    assert column(rows, "sex")[2:4] == ["NA", "None"]
    assert column(rows, "note") == [
        'says "all"',
        "a line\nanother",
        "NULL",
        "=1+1",
        "'quoted'",
        "# 5, \\n\r\n,",
        "£ – “x” 😀",
        None,
    ]


def test_numbers_dates_and_truth_have_their_types(invented: foi_letters.Data) -> None:
    row = invented.load("observations")[0]
    assert row["value"] == 12
    assert isinstance(row["value"], int)  # a count is no 12.0
    assert invented.load("observations")[1]["value"] == 1.1
    assert row["period_start"] == date(2024, 1, 1)
    assert column(invented.load("measure"), "counted") == [True, False]


def test_a_missing_value_is_none_and_has_its_reason_beside_it(invented: foi_letters.Data) -> None:
    rows = invented.load("observations")
    assert column(rows, "value") == [12, 1.1, 1.1, 0, None, None, None, None]
    assert column(rows, "missing_reason") == [None] * 4 + ["Suppressed", "Suppressed", "Withheld", "Not held"]
    names = list(rows[0])
    assert names.index("missing_reason") == names.index("value") + 1


def test_what_is_no_data_has_no_reason(invented: foi_letters.Data) -> None:
    assert column(invented.load("figures"), "missing_reason") == [None] * 4 + ["Suppressed"] * 2 + [None]
    assert "missing_reason" not in invented.load("letters")[0]


def test_labels_stand_beside_their_codes_when_asked_for(invented: foi_letters.Data) -> None:
    plain, labelled = invented.load("observations"), invented.load("observations", labels=True)
    assert [name for name in labelled[0] if name not in plain[0]] == [
        "measure_label",
        "sex_label",
        "obs_status_label",
    ]
    assert list(labelled[0])[4:8] == ["measure", "measure_label", "sex", "sex_label"]
    assert column(labelled, "measure_label")[::7] == ['Calls, "all"', "Visits"]
    assert column(labelled, "sex_label") == ["Female", "Male", "Not asked", "None of these", *["All"] * 4]
    assert column(invented.load("sex", labels=True), "parent_label") == [None, *["All"] * 4]


def test_what_is_given_is_a_copy(invented: foi_letters.Data) -> None:
    invented.load("observations")[0]["value"] = 99
    assert invented.load("observations")[0]["value"] == 12


def test_codes_are_given_with_labels_by_list_or_by_column(invented: foi_letters.Data) -> None:
    assert invented.codes("measure") == {"0012": 'Calls, "all"', "1e5": "Visits"}
    assert invented.codes("obs_status") == invented.codes("status")
    assert list(invented.codes("sex")) == ["_T", "female", "male", "NA", "None"]


def test_the_descriptor_can_be_asked(invented: foi_letters.Data) -> None:
    assert invented.version == "0.9.1"
    assert invented.title == "Ä “title” 😀"
    assert invented.tables()["observations"] == "Observations"
    assert "twin" not in invented.tables()
    fields = {field.name: field for field in invented.table("observations").fields}
    assert (fields["value"].type, fields["value"].code_list) == ("number", None)
    assert (fields["obs_status"].type, fields["obs_status"].code_list) == ("string", "status")
    assert fields["letter_id"].code_list is None  # a key, and no code


def test_a_zip_is_read_as_the_folder_is(invented: foi_letters.Data, folder: Path, zipped: Path) -> None:
    of_zip = foi_letters.open(zipped)
    of_file = foi_letters.open(folder / "datapackage.json")
    for name in invented.tables():
        rows = invented.load(name, labels=True)
        assert of_zip.load(name, labels=True) == rows
        assert of_file.load(str(name), labels=True) == rows
    assert of_zip.observation("girls").source() == invented.observation("girls").source()


def test_a_byte_order_mark_is_no_part_of_the_first_name(folder: Path) -> None:
    replace(folder, "observations", "observation_id,", "\ufeffobservation_id,")
    assert "observation_id" in foi_letters.open(folder).load("observations")[0]


def test_a_cell_longer_than_pythons_own_limit_is_read(folder: Path) -> None:
    replace(folder, "observations", "NULL", "x" * 200_000)
    assert foi_letters.open(folder).load("observations")[2]["note"] == "x" * 200_000


def test_a_type_that_nobody_knows_stays_words(folder: Path) -> None:
    descriptor = folder / "datapackage.json"
    text = descriptor.read_text("utf-8")
    descriptor.write_text(text.replace('"type": "date"', '"type": "datetime"'), encoding="utf-8")
    assert foi_letters.open(folder).load("observations")[0]["period_start"] == "2024-01-01"


def test_a_suppressed_value_with_a_number_is_refused(folder: Path) -> None:
    replace(folder, "observations", ",2023-01-01,,suppressed", ",2023-01-01,3,suppressed")
    with pytest.raises(foi_letters.ReaderError, match="value where obs_status is suppressed"):
        foi_letters.open(folder).load("observations")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",12,", ",1_2,", "data/observations.csv, row 1: value '1_2' is no number."),
        (",12,", ",nan,", "data/observations.csv, row 1: value 'nan' is no number."),
        ("0012,male,2024-01-01", "0012,male,20240101", "row 2: period_start '20240101' is no date."),
        ("0012,male,2024-01-01", "0012,male,2024-02-30", "row 2: period_start '2024-02-30' is no date."),
        (",12,", ",12,,", "row 1: there are 12 cells for 11 columns."),
        ("value_text,note", "value_text,notes", "has other columns than its schema"),
        ('"says ""all"""', '"says" all"', "is no CSV file"),
    ],
)
def test_what_is_not_as_described_is_named_in_a_sentence(folder: Path, old: str, new: str, said: str) -> None:
    replace(folder, "observations", old, new)
    with pytest.raises(foi_letters.ReaderError) as error:
        foi_letters.open(folder).load("observations")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_was_changed_since_is_not_read(folder: Path) -> None:
    path = folder / "data/observations.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))  # as a spreadsheet saves it
    with pytest.raises(foi_letters.ReaderError, match="is not the file that"):
        foi_letters.open(folder).load("observations")


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda data: data.load("observation"), "no table 'observation' in this package; did you mean 'obs"),
        (lambda data: data.load("x"), "There is no table 'x' in this package."),
        (lambda data: data.codes("mesure"), "did you mean 'measure'?"),
        (lambda data: data.codes("letters"), "There is no code list 'letters'"),
        (
            lambda data: data.observation("girl"),
            "in this package; did you mean 'girls'?",
        ),
        (lambda data: data.letter_text(LETTER[:-1]), f"did you mean '{LETTER}'?"),
        (lambda data: data.load("letters", as_="arrow"), "as_ is 'arrow': it can be 'pandas' or 'polars'"),
    ],
)
def test_a_name_that_is_not_there_is_answered_with_the_nearest(
    invented: foi_letters.Data, ask: object, said: str
) -> None:
    assert callable(ask)
    with pytest.raises(foi_letters.ReaderError) as error:
        ask(invented)
    assert said in str(error.value)


def test_what_is_no_package_is_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "words").write_text("words")
    for path, said in (
        ("nowhere", "There is no "),
        ("empty", "There is no datapackage.json in "),
        ("words", "words is no package: name a folder with a datapackage.json, or a zip of one."),
    ):
        with pytest.raises(foi_letters.ReaderError, match=said):
            foi_letters.open(tmp_path / path)
    for text in ("[]", "{", '{"resources": 5}', '{"resources": [{"schema": {}}]}'):
        (folder / "datapackage.json").write_text(text)
        with pytest.raises(foi_letters.ReaderError, match="is no descriptor of a package"):
            foi_letters.open(folder)


@pytest.mark.parametrize("path", ["../secret.csv", "/secret.csv", "data/../../secret.csv", "C:\\secret.csv"])
def test_no_path_leads_out_of_the_package(folder: Path, path: str) -> None:
    (folder.parent / "secret.csv").write_text("code,label\n")
    text = (folder / "datapackage.json").read_text("utf-8")
    escaped = path.replace("\\", "\\\\")
    (folder / "datapackage.json").write_text(text.replace("data/sex.csv", escaped), encoding="utf-8")
    with pytest.raises(foi_letters.ReaderError, match="leads out of the package"):
        foi_letters.open(folder).load("sex")
