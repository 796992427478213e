"""What may be a name and is asked about, and capitalised words that are no names and are not."""

import pytest

from pipeline.extract.masking import find


def words(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find(text).suspects]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The review was led by Emily Testname last year.", "Emily Testname"),
        ("My colleague Zzyx Testname will reply.", "Zzyx Testname"),
        ("The mother, Qwilla Testname, agreed.", "Qwilla Testname"),
        ("Dr Testname said so.", "Testname"),
        ("Inspector Testname attended.", "Testname"),
        ("It was sent to Jasmine and she returned it.", "Jasmine"),
        ("A claim by J. R. Testname failed.", "J. R. Testname"),
        ("as agreed with Sarah Hill on 4 May", "Sarah Hill"),
        ("Yours sincerely\n\nZzyx Hall\n", "Zzyx Hall"),
        ("Attachment: Testname grievance.pdf", "Testname"),
        ("Case of A.B. and others", "A.B."),
    ],
)
def test_what_only_its_sentence_shows_to_be_a_name_is_asked_about(text: str, asked: str) -> None:
    assert words(text) == [asked]


@pytest.mark.parametrize(
    "text",
    [
        "Grant Example LLP and Mark Example Group Ltd audited it.",
        "We asked Rose Hill Primary School and the Florence Unit.",
        "Barnardo's, Signs of Safety and the Children Act 1989",
        "in April May and June 2023",
        "However, Exampleton City Council and West Exampleshire Police do.",
        "St Agnes Hospital and St. Michael Ward",
        "by Microsoft Word, Liquid Logic and Capita One",
        "Dr Gray's Hospital and the Lord Mayor",
        "Sarah's Law and Clare's Law",
        "A. Housing\nB. Transport",
        "Child Criminal Exploitation and Child Sexual Exploitation",
        "at Victoria Park, on Albert Road and in George Street",
        "PC World, DS Posts\t12",
        "Will you mark each Grace Period?",
    ],
)
def test_bodies_places_laws_and_months_are_not_asked_about(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("It concerns her brothers Kyle and Tyrone.", ["Kyle", "Tyrone"]),
        ("The children, Kyle and Chloe, are well.", ["Kyle", "Chloe"]),
        ("Child A (Connor)", ["Connor"]),
        ("Child A (Connor) and Child B (Chloe) were seen", ["Connor", "Chloe"]),
        ("This is for John and Denise Testname", ["John", "Denise Testname"]),
        ("Kyle and Tyrone were seen at home.", ["Kyle", "Tyrone"]),
        ("Kyle, Tyrone and Chloe were seen.", ["Kyle", "Tyrone", "Chloe"]),
        ("We told Kyle and the Council.", ["Kyle"]),
    ],
)
def test_first_names_in_pairs_and_brackets_are_asked_about(text: str, asked: list[str]) -> None:
    assert words(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "It went to the Victoria and Albert Museum.",
        "Kyle and Tyrone\t12",
        "the May and June figures",
        "St Peter and St Paul",
        "the Grace and Hope project",
        "the offices (Bradford) and the police (Kent)",
        "Mark, Grade and Rate are shown",
    ],
)
def test_museums_rows_months_and_saints_in_pairs_are_not(text: str) -> None:
    assert words(text) == []
