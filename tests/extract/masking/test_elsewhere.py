"""One word of a masked name elsewhere in the letter."""

import pytest

from pipeline.extract.masking import MASK, find

HEAD = "Contact: Zillah Hartnup\n\n"
HALL = "Dear Mr Price\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "We hold all of Hartnup's letters.",
        "It is in Hartnup_response.pdf and in FOI_Hartnup.docx",
        "This is what HARTNUP asked for.",
        "the reply, Hartnup wrote, is late",
    ],
)
def test_a_word_that_is_nothing_but_a_name_is_masked_in_sentences_and_names_of_files(text: str) -> None:
    assert "hartnup" not in find(HEAD + text).text.casefold()


@pytest.mark.parametrize(
    "text",
    ["Hartnup is a ward.", "Ward\tCases\nHartnup\t12", "in the Hartnup Road case", "about Hartnup Council"],
)
def test_where_it_may_be_something_else_a_person_decides(text: str) -> None:
    found = find(HEAD + text)
    assert found.text.endswith(text)
    assert [(HEAD + text)[one.start : one.end] for one in found.suspects] == ["Hartnup"]


@pytest.mark.parametrize(
    "text",
    [
        "Price\tNumber\n3\t4\n",
        "The price is 3.",
        "PRICE LIST",
        "the Price 12 list",
        "Price of a place: 3",
    ],
)
def test_a_surname_that_is_a_word_costs_no_label(text: str) -> None:
    found = find(HALL + text)
    assert found.text.endswith(text)
    assert found.suspects == ()


def test_a_surname_that_is_a_word_is_asked_about_within_a_sentence() -> None:
    text = HALL + "as we told Price on Monday"
    found = find(text)
    assert [text[one.start : one.end] for one in found.suspects] == ["Price"]


def test_a_name_that_a_reading_keeps_is_kept_wherever_its_last_word_stands() -> None:
    text = HEAD + "We hold all of Hartnup's letters."
    assert find(text, (), ["Zillah Hartnup"]).text == text
    assert MASK in find(text, (), ["Hartnup"]).text
