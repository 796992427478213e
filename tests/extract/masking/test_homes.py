"""Where people live is masked; where a public body sits stays."""

import pytest

from pipeline.extract.masking import MASK, find

LETTER = """\
Exampleton City Council
Council House, Earl Street, Exampleton EX1 5RR

Mr A Testname
12 Primrose Walk
Exampleton
EX4 9ZZ

3 May 2024

Dear Mr Testname

Write to the Council House, Exampleton EX1 5RR, or to the Information Commissioner's Office,
Wycliffe House, Water Lane, Wilmslow SK9 5AF.
"""


def test_the_address_of_who_is_written_to_is_masked_and_the_authoritys_stays() -> None:
    found = find(LETTER)
    assert [LETTER[s.start : s.end] for s in found.spans if s.kind == "address"] == [
        "12 Primrose Walk",
        "Exampleton",
        "EX4 9ZZ",
    ]
    assert found.text.count("EX1 5RR") == 2
    assert "SK9 5AF" in found.text
    assert "3 May 2024" in found.text
    assert found.suspects == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("She resides at 44 Nettle Grove, Sampleford SM9 8XX.", "44 Nettle Grove, Sampleford SM9 8XX"),
        ("Home address: Flat 3, 18 Quarry Bank, Exampleton", "Flat 3, 18 Quarry Bank, Exampleton"),
        ("Ada Testname of 12 Larkfield Road, Exampleton wrote", "12 Larkfield Road, Exampleton"),
    ],
)
def test_an_address_is_masked_where_a_sentence_says_that_somebody_lives_there(text: str, place: str) -> None:
    assert MASK * len(place) in find(text).text
    assert text.replace(place, MASK * len(place))[-10:] == find(text).text[-10:]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the family of 29 Bramble Avenue", "29 Bramble Avenue"),
        ("His postcode is SM9 8XX.", "SM9 8XX"),
        ("It was sent to 3 The Hollies, Westmere WM3 4ZZ in May", "3 The Hollies, Westmere WM3 4ZZ"),
    ],
)
def test_a_house_or_a_postcode_that_is_nobodys_office_is_a_suspect(text: str, words: str) -> None:
    assert [text[one.start : one.end] for one in find(text).suspects] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Potholes on Albert Road: 14\nMill Lane 4",
        "The Committee of 14 March 2023 decided",
        "Civic Centre, High Street, Sampleford SM1 1AA",
        "Postcode district CV6 had 31 reports, sector CV6 5 had 12.",
    ],
)
def test_streets_in_data_and_offices_stay(text: str) -> None:
    found = find(text)
    assert (found.spans, found.suspects) == ((), ())


AUTHORITY = "Exampleton City Council\n1 Earl Street, Exampleton EX1 5RR\n\nDear Sir or Madam\n\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Council holds no log for 118 Rookery Lane, which was asked for.", "118 Rookery Lane"),
        ("He went out of 41 Pennine View, Barnsley", "41 Pennine View, Barnsley"),
        ("Police went to 7 Sample Court that night", "7 Sample Court"),
        ("Address: The Willows, Back Lane", "The Willows, Back Lane"),
    ],
)
def test_a_house_in_a_sentence_is_a_suspect_though_the_letter_names_bodies(text: str, words: str) -> None:
    text = AUTHORITY + text
    assert words in [text[one.start : one.end] for one in find(text).suspects]


@pytest.mark.parametrize(
    "text",
    [
        "Write to 1 Earl Street, Exampleton, as above.",
        "Visit the Central Library at 12 Mill Lane, Exampleton, on weekdays.",
        "There were 30 Crown Court cases and 12 County Court claims.",
        "In 2023 Mill Lane was closed.",
        "12 Mill Lane\t4\n14 Mill Lane\t5",
        "Address: Town Hall, High Street",
    ],
)
def test_a_house_of_a_body_and_a_row_of_streets_are_none(text: str) -> None:
    assert find(AUTHORITY + text).suspects == ()
