"""A value leads to the words of its letter."""

from pathlib import Path

import pytest

import foi_letters
from pipeline.render import links
from reader.invented import LETTER, descriptor, replace, write, write_descriptor


def test_a_value_leads_to_its_characters(invented: foi_letters.Data) -> None:
    source = invented.observation("others").source()
    assert (source.letter_id, source.line, source.start, source.end) == (LETTER, 3, 93, 97)
    assert source.words == "1.10"
    assert source.context == "Girls £0012, boys 1.1, others 1.10, asked None"
    assert source.file == f"data/letters/{LETTER}.txt"
    assert source.letter["reference"] == "0012"
    assert source.url is None
    assert source.refers_to is None
    assert invented.letter_text(LETTER)[93:97] == "1.10"


def test_an_observation_says_what_is_known_of_it(invented: foi_letters.Data) -> None:
    girls = invented.observation("girls")
    assert (girls.value, girls.status, girls.missing_reason) == (12, "reported", None)
    assert girls.row["value_text"] == "0012"
    hidden = invented.observation("of 2022")
    assert (hidden.value, hidden.status, hidden.missing_reason) == (None, "suppressed", "Suppressed")
    assert hidden.source().words == "NA"
    assert hidden.source().line == 5
    assert invented.observation("asked").value == 0


def test_what_no_letter_prints_leads_to_the_answer(invented: foi_letters.Data) -> None:
    source = invented.observation("visits").source()
    assert source.words == "We refuse this under section 12."
    assert (source.line, source.refers_to) == (7, None)


def test_as_above_leads_further(invented: foi_letters.Data) -> None:
    source = invented.observation("visits before").source()
    assert source.words == "As above."
    assert source.refers_to == invented.observation("visits").source()


def test_answers_that_refer_to_each_other_end(folder: Path) -> None:
    replace(folder, "answers", f"{LETTER}/q2,refused,,", f"{LETTER}/q2,refused,{LETTER}/q3,")
    source = foi_letters.open(folder).observation("visits").source()
    assert source.refers_to is not None
    assert source.refers_to.words == "As above."
    assert source.refers_to.refers_to is None


def test_the_address_is_that_of_the_site(tmp_path: Path) -> None:
    homepage = "https://data.example/foi/"
    data = foi_letters.open(write(tmp_path / "package", homepage=homepage))
    figure, answer = data.observation("girls").source(), data.observation("visits").source()
    assert figure.url == "https://data.example/foi/letters/exampleton/A0012.html#c70"
    assert answer.url == "https://data.example/foi/letters/exampleton/A0012.html#q2"
    assert figure.url == links.address(homepage, links.place(f"{LETTER}/c70"))


def test_words_of_several_lines_have_all_of_them_as_context(folder: Path) -> None:
    replace(folder, "answers", "205,214", "36,64")
    source = foi_letters.open(folder).observation("visits before").source()
    assert source.words == "1. How many calls, by sex?\nG"
    assert source.context == ("1. How many calls, by sex?\nGirls £0012, boys 1.1, others 1.10, asked None")


def test_a_place_outside_the_letter_is_refused(folder: Path) -> None:
    replace(folder, "answers", "205,214", "205,999")
    with pytest.raises(foi_letters.ReaderError, match="q3 stands outside the text of its letter"):
        foi_letters.open(folder).observation("visits before").source()


def test_a_text_that_was_changed_since_is_not_read(folder: Path) -> None:
    path = folder / f"data/letters/{LETTER}.txt"
    path.write_text(path.read_text("utf-8").replace("0012", "9912"), encoding="utf-8", newline="")
    with pytest.raises(foi_letters.ReaderError, match="is not the file that"):
        foi_letters.open(folder).observation("girls").source()


def test_a_text_is_found_where_the_descriptor_lists_tables_alone(folder: Path) -> None:
    package = descriptor(folder)
    package["resources"] = [one for one in package["resources"] if "schema" in one]
    write_descriptor(folder, package)
    assert foi_letters.open(folder).observation("girls").source().words == "0012"


def test_a_column_that_this_reader_needs_and_does_not_find_is_named(folder: Path) -> None:
    text = (folder / "datapackage.json").read_text("utf-8")
    (folder / "datapackage.json").write_text(text.replace('"span_start"', '"start"'), encoding="utf-8")
    for table in ("answers", "figures"):
        replace(folder, table, "span_start", "start")
    with pytest.raises(foi_letters.ReaderError, match="this reader is of another version"):
        foi_letters.open(folder).observation("girls").source()


def test_every_published_value_leads_to_what_it_is_read_from(published: foi_letters.Data) -> None:
    rows = published.load("observations")
    printed = {str(row["figure_id"]): row for row in published.load("figures")}
    answers = {str(row["question_id"]): row for row in published.load("answers")}
    assert len(rows) > 300
    for row in rows:
        source = published.observation(str(row["observation_id"])).source()
        if row["figure_id"]:
            figure = printed[str(row["figure_id"])]
            assert (source.words, source.line) == (figure["text"], figure["line"])
        else:
            assert source.words == answers[str(row["question_id"])]["text"]
        assert source.words in source.context


def test_the_published_calls_are_those_of_the_letter(published: foi_letters.Data) -> None:
    calls = published.observation("coventry/FOI651119421/q3/mash_calls.2016-11-01_2017-03-31")
    assert calls.value == 20049
    source = calls.source()
    assert (source.line, source.words) == (67, "20,049")
    assert source.context.startswith("2016/17\t20,049\t21\t")


def test_every_published_table_loads_and_no_missing_value_is_without_a_reason(
    published: foi_letters.Data,
) -> None:
    for name in published.tables():
        published.load(name, labels=True)
    for row in published.load("observations"):
        assert (row["value"] is None) == (row["missing_reason"] is not None)
