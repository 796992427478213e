import pytest

from pipeline.extract import forms


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Year,Cases\n2022,5\n2023,6\n", "a.txt"),
        ("Year;Cases\n2022;5\n2023;6\n", "a.txt"),
        ('"Year","Cases, all"\n"2022","1,250"\n"2023","6"\n', "a.txt"),
        ("Year\tCases\n2022\t5\n", "a.tsv"),
        ("Cases in Exampleton\n\nYear,Cases\n2022,5\n", "a.csv"),
    ],
)
def test_rows_of_as_many_fields_are_csv(text: str, name: str) -> None:
    document = forms.read(text.encode(), name)
    assert document.media_type == "text/csv"
    assert document.grids[-1].rows[0][0].text == "Year"


@pytest.mark.parametrize(
    "text",
    [
        "Dear requester,\nThank you for writing, as always.\nWe hold 5, and no more.\n",
        "Dear requester,\n5, of those\n6, of these\n",
        "Year,Cases\n2022,5\n",
        "Name,Office\nTeam,North\nTeam,South\n",
        "Year,Cases\n2022,5\n2023,6,7\n",
    ],
)
def test_a_letter_with_commas_is_text(text: str) -> None:
    document = forms.read(text.encode(), "a.txt")
    assert (document.media_type, document.text) == ("text/plain", text)


def test_quotes_that_do_not_close_are_no_csv() -> None:
    assert forms.read(b'Year,"Cases\n2022,5\n2023,6\n', "a.txt").media_type == "text/plain"
