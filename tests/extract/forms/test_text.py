import pytest

from pipeline.extract import forms


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("5 – 7 cafés\r\n".encode(), "5 – 7 cafés\r\n"),
        ("\ufeffDear".encode(), "Dear"),
        ("Dear £5".encode("utf-16"), "Dear £5"),
        ("£5 – ‘no’".encode("cp1252"), "£5 – ‘no’"),
        ("Ångström, naïve".encode("cp1252"), "Ångström, naïve"),
    ],
)
def test_text_is_decoded_as_it_stands(data: bytes, text: str) -> None:
    assert forms.read(data, "a.txt") == forms.Document(text, "text/plain")


def test_text_that_is_not_western_is_read_in_its_own_encoding() -> None:
    said = "Привет, мы отвечаем на ваш запрос о школах города. Количество детей: 15. Спасибо за письмо."
    assert forms.read(said.encode("cp1251"), "a.txt").text == said


def test_markdown_is_text_with_a_media_type_of_its_own() -> None:
    assert forms.read(b"# Part\n\n12 cases", "a.MD") == forms.Document("# Part\n\n12 cases", "text/markdown")


def test_blanks_beyond_ascii_are_an_empty_letter() -> None:
    with pytest.raises(forms.UnreadableLetter, match="is empty"):
        forms.read("\u00a0\u2003".encode(), "a.txt")
