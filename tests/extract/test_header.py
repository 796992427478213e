import pytest

from pipeline.extract.letter import read
from pipeline.extract.structure import Header


def header(text: str) -> Header:
    return read(text.encode(), "a.txt").header


def test_the_letterhead_names_authority_reference_and_date() -> None:
    assert header(
        "Sample City Council\nPO Box 1\n\nDate: 5 May 2015\nOur reference: 2015/0099\n\nDear Sir/Madam\n\n"
        "Freedom of Information Act 2000\n\nThank you for your request for information about stray cats"
        " which we received on 1 May 2015.\n\n1. How many?\n\nWe had 12.\n\nYours faithfully\n"
    ) == Header("Sample City Council", "2015/0099", "2015-05-05", "stray cats", "FOIA", "2015-05-01")


def test_the_signature_names_the_authority_where_no_letterhead_does() -> None:
    found = header(
        "Dear [REDACTED],\nThank you for your request for information relating to cats which we received on\n"
        "07/06/2023.\n1. How many?\nWe asked Other County Council. We had 12.\n"
        "Kind regards,\nSample Borough Council\n"
    )
    assert (found.authority, found.date, found.reference) == ("Sample Borough Council", None, None)


def test_the_requesters_own_reference_is_not_the_letters() -> None:
    assert (
        header("Your reference: ABC-123\nMy Reference: FOI 1306/25\n\nDear Ada\n\nNo.\n").reference
        == "FOI 1306/25"
    )


def test_a_letter_under_the_environmental_regulations_says_so() -> None:
    assert (
        header("Environmental Information Regulations 2004\n\nDear Ada\n\n1. How many?\n\nNo.\n").regime
        == "EIR"
    )


def test_the_date_may_share_its_line_with_the_reference() -> None:
    found = header(
        "SAMPLE CITY COUNCIL\n\nThursday, 30 January 2025            Reference: SCC/FOI/7745\n\n"
        "Dear Sir\n\nNo.\n"
    )
    assert (found.date, found.reference) == ("2025-01-30", "SCC/FOI/7745")


def test_a_code_is_given_with_what_the_authority_puts_before_it() -> None:
    assert header("Subject: SFAS-FOI-24-212 Response\n\nDear Sir\n\nNo.\n").reference == "SFAS-FOI-24-212"


def test_an_authority_is_named_in_full() -> None:
    for name in (
        "Sample Fells Ambulance Service NHS Trust",
        "Sample Academy Trust",
        "Sample Moorings Agency",
    ):
        assert (
            header(
                f"{name}\nWharf House\n\nDear Sir\n\nNo.\n\nYours sincerely\n\nRights Team\n{name}\n"
            ).authority
            == name
        )


def test_an_authority_in_capitals_is_named() -> None:
    assert header("UNIVERSITY OF SAMPLETON\n\nDear Sir\n\nNo.\n").authority == "UNIVERSITY OF SAMPLETON"


def test_a_health_board_may_be_named_by_what_it_calls_itself() -> None:
    assert header("NHS Samplewater\n\nDear Sir\n\nNHS England was asked.\n").authority == "NHS Samplewater"


def test_a_code_of_the_environmental_regulations_says_that_they_apply() -> None:
    assert header("Ref: EIR-24-0991\n\nDear Sir\n\n1. How many?\n\nNo.\n").regime == "EIR"


def said(words: str) -> str | None:
    return header(
        f"Sample City Council\nDate: 5 May 2015\n\nDear Ada\n\n{words}\n\n1. How many?\n\nNo.\n"
    ).received


@pytest.mark.parametrize(
    "words",
    [
        "I refer to your request for information received by Sample Constabulary on 15th April 2015.",
        "Thank you for your request, received at this office on 15/04/2015, in which you asked:",
        "Your e-mail of 13 April 2015 was a request, which we received on Wednesday, 15 April 2015.",
        "Date received: 15 April 2015",
    ],
)
def test_the_day_on_which_the_request_arrived_is_told(words: str) -> None:
    assert said(words) == "2015-04-15"


@pytest.mark.parametrize(
    "words",
    [
        "Thank you for your request of 15 April 2015.",
        "Thank you for your request. Your payment was received on 15 April 2015.",
        "We received your clarification of the request on 15 April 2015.",
        "Thank you for your requests received on 15 April 2015 and received on 16 April 2015.",
        "Thank you for your request received in April 2015.",
    ],
)
def test_no_other_day_is_that_on_which_the_request_arrived(words: str) -> None:
    assert said(words) is None


def test_a_page_of_a_disclosure_log_tells_reference_and_date_in_fields() -> None:
    for text in (
        "Lost bins\n\nReference:\n\n40213\n\nRequest details:\n\nHow many bins?\n\nResponse details:\n\n"
        "12.\n\nResponded:\n\nMonday, 12 October 2020\n",
        "FOI request - lost bins\nRequest 40213\n1. How many bins?\nResponse 12-10-2020\n1. 12\n",
        "FOI request (40213)\nRequested Mon 5 October 2020\nResponded Mon 12 October 2020\n12 bins.\n",
        "Reference | 40213 |\nDate requested | 05/10/2020 |\nPublished | 12/10/2020 |\nHow many?\n\n12.\n",
    ):
        header = read(text.encode(), "a.txt").header
        assert (header.reference, header.date) == ("40213", "2020-10-12"), text


def test_fields_that_name_two_days_name_none() -> None:
    header = read(
        b"Lost bins\n\nResponded: 12 October 2020\n\nPublished: 1 March 2021\n\n12.\n", "a.txt"
    ).header
    assert header.date is None


def test_the_reference_of_the_one_who_asked_is_none() -> None:
    header = read(b"Your reference: 40213\n\nDear requester\n\nWe do not hold this.\n", "a.txt").header
    assert header.reference is None


def test_a_date_may_begin_with_its_month_and_stand_in_the_head_of_a_mail() -> None:
    assert header("Sent: Tuesday, March 03, 2015 4:12 PM\n\nDear Ms A\n").date == "2015-03-03"


def test_a_reference_may_stand_alone_in_the_letterhead() -> None:
    assert header("Exampleton County Borough Council\n\n7712-18\n\nDear Sir\n").reference == "7712-18"


def test_a_council_that_an_answer_counts_is_not_the_authority() -> None:
    assert header("Dear Ms A\n\n1. How many are there?\n\nHostel 33, Overton Council 17\n").authority is None


def test_parliaments_and_governments_name_themselves() -> None:
    assert header("House of Commons\n\nDear Ms A\n").authority == "House of Commons"
    assert header("Scottish Government\n\nDear Ms A\n").authority == "Scottish Government"
