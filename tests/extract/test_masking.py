import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.masking import MASK, mask, occurrences


def test_phone_numbers_are_masked_and_offsets_stay() -> None:
    text = "Phone: 020 7946 0123\nMobile 07700 900123\nEnd"
    assert mask(text) == f"Phone: {MASK * 13}\nMobile {MASK * 12}\nEnd"


def test_rows_of_numbers_are_no_phone_numbers() -> None:
    for row in (
        "0 20 7946 0123 5 6",
        "020,794,601",
        "0\t20\t7946\t0123",
        "1,415,349",
        "FOI802079460",
        "20123993",
    ):
        assert mask(row) == row


def test_personal_mailboxes_are_masked_and_role_mailboxes_stay() -> None:
    text = "ada.example@council.example or [x](mailto:Ada.Example@council.example), infogov@council.example"
    assert mask(text) == (
        f"{MASK * 11}@council.example or [x](mailto:{MASK * 11}@council.example), infogov@council.example"
    )


def test_the_name_in_a_signature_is_masked_and_title_and_team_stay() -> None:
    text = "Dear Sir/Madam\n\nYours sincerely\n\n**Ada Example**\nBusiness Manager\nInformation Governance\n"
    assert mask(text) == text.replace("Ada Example", MASK * 11)


def test_a_name_is_masked_wherever_else_it_stands() -> None:
    text = (
        "Please contact:\n**Ada Example**\nAda  EXAMPLE wrote. An example.\nAssistant Director: Bob Sample\n"
    )
    masked = mask(text)
    assert "Ada" not in masked
    assert "EXAMPLE" not in masked
    assert "Bob" not in masked
    assert "An example." in masked
    assert "Assistant Director: " in masked


def test_the_requester_is_masked_and_general_salutations_stay() -> None:
    assert mask("Dear Mr Example\n") == f"Dear Mr {MASK * 7}\n"
    assert mask("Dear Sir/Madam\n") == "Dear Sir/Madam\n"
    assert mask("Dear [REDACTED]\n") == "Dear [REDACTED]\n"


def test_quotes_to_redact_are_masked_whatever_their_case() -> None:
    assert mask("The Old Example House, the old\nexample house", ["old example house"]) == (
        f"The {MASK * 17}, the {MASK * 3}\n{MASK * 13}"
    )


@given(st.text(), st.lists(st.text(max_size=5), max_size=2))
def test_masking_keeps_length_and_lines(text: str, redact: list[str]) -> None:
    masked = mask(text, redact)
    assert len(masked) == len(text)
    assert [i for i, one in enumerate(masked) if one == "\n"] == [
        i for i, one in enumerate(text) if one == "\n"
    ]


def test_a_first_and_last_name_after_a_title_are_masked_and_the_title_stays() -> None:
    assert mask("We asked Mrs Ada Example to go.") == f"We asked Mrs {MASK * 11} to go."
    assert mask("It went to Cllr Ada B. Hall today.") == f"It went to Cllr {MASK * 11} today."
    assert mask("Dr Ada EXAMPLE-O’Sample and Ada Example-O’Sample") == f"Dr {MASK * 20} and {MASK * 20}"
    wrapped = "This was agreed at a meeting by the chair Ms Ada\nExample in June."
    assert mask(wrapped) == wrapped.replace("Ada\nExample", f"{MASK * 3}\n{MASK * 7}")


def test_roles_after_a_title_and_other_capitalised_words_stay() -> None:
    for text in (
        "the Councillor Support Team",
        "the Councillor Code of Conduct",
        "a Near Miss Report Form",
        "Social Worker Recruitment Plan",
        "to Mr\nThank You",
    ):
        assert mask(text) == text


def test_a_name_is_found_whatever_its_case_and_wherever_a_line_breaks_it() -> None:
    text = "Ada Example, ADA\r\n  EXAMPLE, Ada Examples"
    assert [text[start:end] for start, end in occurrences(text, "Ada  example")] == [
        "Ada Example",
        "ADA\r\n  EXAMPLE",
    ]
    assert list(occurrences(text, " ")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Mr Testname will write.",
        "From: Firstname Testname\nSent: 1 May",
        "Prepared by Firstname Testname, officer",
    ],
)
def test_names_are_masked_after_a_title_alone_and_in_the_head_of_a_message(text: str) -> None:
    assert "Testname" not in mask(text)


def test_a_name_is_masked_wherever_it_stands_again() -> None:
    shown = mask("Contact: Ada Testname\n\nWrite to ada\ntestname or Ada.Testname, not to Ada Teston.")
    assert shown.casefold().count("testname") == 0
    assert "Ada Teston" in shown
