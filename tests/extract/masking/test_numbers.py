"""Numbers and accounts that belong to people, and the figures that look like them and stay."""

import pytest

from pipeline.extract.masking import MASK, find
from pipeline.extract.masking.banks import is_card_number
from pipeline.extract.masking.numbers_of_people import is_nhs_number


@pytest.mark.parametrize(
    ("text", "kind", "hidden"),
    [
        ("DOB: 03/05/2009", "date of birth", "03/05/2009"),
        ("She was born on 3 May 2009 here", "date of birth", "3 May 2009"),
        ("date of birth (2009-05-03)", "date of birth", "2009-05-03"),
        ("NI number: QQ 12 34 56 C", "National Insurance number", "QQ 12 34 56 C"),
        ("it was AB 12 34 56 D", "National Insurance number", "AB 12 34 56 D"),
        ("NHS No. 943 476 5919", "NHS number", "943 476 5919"),
        ("passport number 533401372", "personal number", "533401372"),
        ("sort code 20-00-00, account 55779911", "bank details", "20-00-00"),
        ("sort code 20-00-00, account 55779911", "bank details", "55779911"),
        ("IBAN GB82 WEST 1234 5698 7654 32 today", "bank details", "GB82 WEST 1234 5698 7654 32"),
        ("from 203.0.113.45 today", "IP address", "203.0.113.45"),
        ("IP 10.0.0.5", "IP address", "10.0.0.5"),
        ("host 2001:db8::8a2e:370:7334", "IP address", "2001:db8::8a2e:370:7334"),
        ("registration K1 TST", "vehicle registration", "K1 TST"),
        ("the car AB12 CDE stood", "vehicle registration", "AB12 CDE"),
        ("Twitter: @adatestname", "handle", "@adatestname"),
        ("Instagram: ada.testname", "handle", "ada.testname"),
        ("she (@adatestname) wrote", "handle", "@adatestname"),
        ("ada.testname[@]council.example", "e-mail", "ada.testname"),
        ("ring 0300-123-4599", "telephone", "0300-123-4599"),
    ],
)
def test_what_belongs_to_a_person_is_masked_by_its_kind(text: str, kind: str, hidden: str) -> None:
    assert (kind, hidden) in [(span.kind, text[span.start : span.end]) for span in find(text).spans]


@pytest.mark.parametrize(
    "text",
    [
        "The policy was born in 2008.",
        "2021\t943\t476\t5919",
        "North 943 476 5919",
        "Mar 4078 1529 3961 2451",
        "Version 2.0.1.3, section 1.2.3.4",
        "20-24 25-29 30-34",
        "The account balance was 33,445,566.",
        "Our ref AB12 CDE, form PF12 FOI",
        "Reference DN123456 and case AB123456C",
        "Exampleton EX1 5RR, Council House",
        "@ 5 pence a page, 3@25, =@SUM(A1), @SUM(A1)",
        "10:21:33 and 9:30 to 10:45",
        "foi@council.example, childrens.services@council.example, scc-foi@council.example",
    ],
)
def test_figures_references_and_addresses_of_bodies_stay(text: str) -> None:
    found = find(text)
    assert (found.spans, found.suspects) == ((), ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The patient 943 476 5919 was seen", "943 476 5919"),
        ("it says AB123456C on it", "AB123456C"),
        ("a van LK07XYZ was seen", "LK07XYZ"),
        ("the car P123 ABC stood there", "P123 ABC"),
        ("paid by 4111 1111 1111 1111", "4111 1111 1111 1111"),
    ],
)
def test_what_has_the_form_of_a_persons_number_without_a_label_is_a_suspect(text: str, words: str) -> None:
    found = find(text)
    assert found.spans == ()
    assert [text[one.start : one.end] for one in found.suspects] == [words]


def test_check_digits_are_those_of_the_standards() -> None:
    assert is_nhs_number("943 476 5919")
    assert not is_nhs_number("943 476 5918")
    assert is_card_number("4111 1111 1111 1111")
    assert not is_card_number("4111 1111 1111 1112")


@pytest.mark.parametrize(
    "text",
    [
        "North      01234    567890",
        "South\t0117 2022\t1204",
        "East 0117  946 0123",
        "Reports 01632   960001",
    ],
)
def test_no_telephone_runs_from_one_column_into_the_next(text: str) -> None:
    assert find(text).text == text


def test_a_telephone_in_a_cell_of_its_own_is_masked() -> None:
    assert find("Ward office\t01632 960001\t12").text == f"Ward office\t{MASK * 12}\t12"


def test_a_telephone_that_a_justified_line_parts_is_masked() -> None:
    assert find("write or call   01632   960001.").text == f"write or call   {MASK * 14}."
    assert find("Phone:   0303  123  1113").text == f"Phone:   {MASK * 15}"
