import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import forms


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("5 – 7 cafés\r\n".encode(), "5 – 7 cafés\r\n"),
        ("\ufeffDear".encode(), "Dear"),
        ("Dear £5".encode("utf-16"), "Dear £5"),
        ("£5 – ‘no’".encode("cp1252"), "£5 – ‘no’"),
    ],
)
def test_text_is_decoded_as_it_stands(data: bytes, text: str) -> None:
    assert forms.read(data, "a.txt") == forms.Document(text, "text/plain")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "a.txt is empty"),
        (b" \n\t", "a.txt is empty"),
        (b"%PDF-1.7 \x00", "a.txt is a PDF"),
        (b"PK\x03\x04\x00", "a.txt is a ZIP"),
        (b"\x00\x01\x02", "a.txt is a binary file"),
    ],
)
def test_what_is_no_letter_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(forms.UnreadableLetter, match=sentence):
        forms.read(data, "a.txt")


@given(st.binary())
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        assert forms.read(data, "a.txt").text.strip()
    except forms.UnreadableLetter as error:
        assert str(error).startswith("a.txt is ")
