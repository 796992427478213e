import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.masking import MASK, find, occurrences


def mask(text: str, redact: list[str] | None = None) -> str:
    return find(text, redact or []).text


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


SIGNATURES = (
    *("Yours sincerely\n\nAda Testname", "Yours sincerely,\nA. Testname", "Regards\nA Testname (Mrs)"),
    *(
        "Kind regards\nAda Mac Testname | FOI Officer",
        "Kind Regards Ada Testname",
        "Many thanks\nADA TESTNAME",
    ),
    *(
        "Yours sincerely\nAda Testname BA (Hons)",
        "Yn gywir\n\nAda Testname",
        "Cofion cynnes\nAda Testname\nSwyddog",
    ),
    *(
        "Thanks,\nAda Testname",
        "Best wishes\nAda Testname",
        "Sincerely,\nAda Testname",
        "Yours aye\nAda Testname",
    ),
    *("Yours faithfully\npp Ada Testname", "Yours faithfully\nFor and on behalf of Ada Testname"),
    *(
        "Yours sincerely\nSiân Llŷr Testname",
        "Yours sincerely\nŴyn ap Testname",
        "Regards\nAda de la Testname",
    ),
    *("Yours sincerely\nAda Ó Testname", "Regards\nTestname"),
)
GREETINGS = (
    *("Dear Ada Testname,\n", "Dear Ms. A. Testname\n", "Hi Testname,\n", "Hello Ada Testname,\n"),
    *(
        "Good morning Testname,\n",
        "Annwyl Ada Testname\n",
        "Dear Bob and Testname,\n",
        "Dear Councillor Testname\n",
    ),
)
HEADS = (
    *(
        "From: Ada Testname <foi@council.example>",
        "To: Testname, Ada <foi@x.example>",
        "Cc: Bob Sample; Ada Testname",
    ),
    *("From: Testname, Ada\nTo: FOI", "On 2 May 2024 at 10:00, Ada Testname <foi@x.example> wrote:\n"),
    *("cc Ada Testname, Director", "cc. Ada Testname", "Copied to Ada Testname"),
)
WORDS = (
    *(
        "Please contact Ada Testname on 5 May.",
        "please contact me, Ada Testname, by post",
        "Ask for: Ada Testname",
    ),
    *("It was handled by Ada Testname.", "This review was carried out by Ada Testname, Head of Legal"),
    *(
        "The Monitoring Officer, Ada Testname, decided",
        "Monitoring Officer (Ada Testname)",
        "Signed by Ada Testname",
    ),
    *("Chief Executive - Ada Testname\n", "Chief Executive Ada Testname", "Head of Service: Ada Testname"),
    *(
        "Requester: Ada Testname",
        "Requested by Ada Testname",
        "Mr A.B. Testname",
        "Mr ap Testname",
        "Mrs O’Testname",
    ),
    *("Rev. Dr Ada Testname", "PC 1234 Testname", "DCI Ada Testname", "Mr and Mrs Testname", "Mr McTestname"),
    "| Name | Post |\n|---|---|\n| Ada Testname | Director |\n",
    "Officer\tTelephone\nAda Testname\t-\n",
)


@pytest.mark.parametrize("text", [*SIGNATURES, *GREETINGS, *HEADS, *WORDS])
def test_a_name_is_masked_however_it_is_signed_greeted_or_mentioned(text: str) -> None:
    assert "testname" not in mask(text).casefold()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "ada.testname@council.example",
            "ada.testname (at) council.example",
            "ada.testname [at] council [dot] x",
        ),
        *("ada.testname @ council.example", "ada.testname at council dot gov dot uk", "testname@council"),
        *("ada.testname@council . gov . uk", "ada_testname&#64;x.example", "ada.testname＠council.example"),
        *("Ada.Testname\n@council.example", "mailto:testname@x.example", "linkedin.com/in/testname"),
    ],
)
def test_the_local_part_of_an_address_is_masked_however_it_is_written(text: str) -> None:
    assert "testname" not in mask(text).casefold()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "T: 020 7946 0123",
            "t 02079460123",
            "DDI: 0207 946 0123",
            "+44 (0)20 7946 0123",
            "(020) 7946 0123",
        ),
        *(
            "01632 960 001",
            "01632-960-001",
            "01632.960.001",
            "+44.1632.960001",
            "0044 1632 960001",
            "07700900123",
        ),
        *("Ffôn: 01632 960001", "01632 / 960001", "ext. 41234"),
    ],
)
def test_a_telephone_number_is_masked_in_every_grouping(text: str) -> None:
    assert not any(one.isdigit() for one in mask(text))


@pytest.mark.parametrize(
    "text",
    [
        "Thanks to the Youth Service the number fell.\n12 in all",
        "Yours sincerely\n\nInformation Governance Team\nCoventry City Council",
        "Thank you\nFreedom of Information Officer",
        "Hi all,\n",
        "Yours sincerely\n\nInformation Rights Team\nInland Moorings Agency",
        "Hello Team,\n",
        "From: 1 April 2023\nTo: 31 March 2024",
        "From: FOI Team\nTo: Coventry City Council",
        "Please contact Citizens Advice or Action Fraud for help",
        "The review was carried out by Grant Example LLP in 2023",
        "Name\tNumber of pupils\nOak Primary\t12\nElm Primary\t14",
        "Director, Children's Services, and the Manager (Adult Care)",
        "We had 0800 calls, 1,632 of 960,001 and 20.7946 in 2023 - 2024",
        "12 @ £5, 3@25",
        "an extension of 20 days",
    ],
)
def test_words_figures_teams_and_places_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"Yours sincerely\n\nInformation Team\n\n{one}\n"
            for one in (
                "Annex A",
                "Appendix A",
                "Schedule 1",
                "Table 2",
                "Attachment B",
                "Part One",
                "ANNEX A",
            )
        ),
        "Yours sincerely\n\nAnnex A\n\nNorth Ward\t3\t4\n",
        "Yours sincerely\n\nYear Dogs Cats\n2021 10 3\n2022 11 4\n",
        "Yours sincerely\n\nDogs Cats\n\n10 3\nOld Dogs\n5 6\n",
        "DS 415 DC 22 PC 1204",
        "PC 1204 Total 19",
    ],
)
def test_annexes_headings_of_rows_and_ranks_in_a_row_are_no_names(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Yours sincerely\n\nAda Testname\n01632 960123\n",
        "Yours sincerely\n\nAda Testname\nTel 1632 960123\n",
        "Regards\nAda Testname\n\nAnnex A\n",
        "DC 22 Testname and PC 1204 TESTNAME",
    ],
)
def test_names_above_telephones_and_annexes_and_behind_ranks_are_masked(text: str) -> None:
    assert "testname" not in mask(text).casefold()


SURNAMES = (
    "van der Testname",
    "de la Testname-Vale",
    "d'Testname",
    "d’Testname",
    "al-Testname",
    "van Testname",
)


@pytest.mark.parametrize("surname", SURNAMES)
@pytest.mark.parametrize(
    "before",
    [
        *(
            "Dear Ms {}\n",
            "Dear Mr {},\n",
            "We asked Ms. {} to go.",
            "Mrs Ada {} wrote.",
            "PC 1204 {} wrote.",
        ),
        *("Contact: Ada {}\n", "Yours sincerely\n\nAda {}\n", "Good morning Ada {},\n"),
    ],
)
def test_a_surname_is_masked_with_the_small_words_that_it_begins_with(surname: str, before: str) -> None:
    text = before.format(surname)
    shown = mask(text)
    assert surname not in shown
    assert "Testname" not in shown
    assert not {"van", "der", "de", "la"} & set(shown.split())


def test_a_doctor_with_a_surname_of_several_words_is_asked_about() -> None:
    text = "as Dr van der Testname said"
    assert [text[one.start : one.end] for one in find(text).suspects] == ["van der Testname"]
