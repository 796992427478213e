import importlib.util
import os
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.forms.written_pdf import Sheet, locked, pdf, width
from pipeline.extract import forms
from pipeline.extract.forms import pdf as form
from pipeline.extract.forms.document import Document

COUNT = ("one", "two", "three", "four", "five", "six")
WRAPPED = (
    "Thank you for your request, which we received on 3 March 2025 and have handled under the Act. We hold",
    "the information that you asked for, and our answers to your questions are given in the order in which",
    "you asked them.",
)


def read(*sheets: Sheet) -> Document:
    return forms.read(pdf(*sheets), "a.pdf")


def paragraphs(document: Document) -> list[str]:
    return [one for one in document.text.split("\n") if one]


def rows(document: Document, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in document.grids[table].rows]


def test_a_pdf_is_recognised_by_its_mark_whatever_it_is_called() -> None:
    assert form.recognises(pdf(Sheet()), "a.txt")
    assert form.recognises(b"\r\n" + pdf(Sheet()), "a.txt")
    assert not form.recognises(b"Dear requester", "a.pdf")


def test_wrapped_lines_are_one_paragraph() -> None:
    sheet = Sheet().lines(50, 100, WRAPPED).text(50, 150, "Yours sincerely")
    assert paragraphs(read(sheet)) == [" ".join(WRAPPED), "Yours sincerely"]


def test_text_is_read_by_where_it_stands_not_by_when_it_was_written() -> None:
    sheet = Sheet().text(50, 300, "Third").text(50, 100, "First").text(50, 200, "Second")
    assert paragraphs(read(sheet)) == ["First", "Second", "Third"]


def test_short_lines_numbers_and_bullets_begin_paragraphs() -> None:
    texts = ["Exampleton Borough Council", "1 High Street", "a) How many pupils?", "• Schools", "• Colleges"]
    sheet = Sheet().lines(50, 100, WRAPPED).lines(50, 200, texts)
    assert paragraphs(read(sheet))[1:] == texts


def test_a_paragraph_in_bold_is_marked_and_ends_where_bold_ends() -> None:
    sheet = Sheet().lines(50, 80, WRAPPED).text(50, 200, "How many pupils were there?", bold=True)
    sheet.text(50, 212, "There were 412 pupils.")
    assert paragraphs(read(sheet))[1:] == ["**How many pupils were there?**", "There were 412 pupils."]


def test_a_raised_ordinal_belongs_to_its_number_and_a_raised_number_does_not_change_it() -> None:
    sheet = Sheet().text(50, 100, "On 13", 12).text(50 + width("On 13", 12), 95, "th", 7)
    sheet.text(100, 100, "May 63", 12).text(100 + width("May 63", 12), 95, "2", 7)
    assert paragraphs(read(sheet)) == ["On 13th May 63²"]


def test_an_address_and_a_date_beside_it_are_two_paragraphs_and_a_label_keeps_its_value() -> None:
    sheet = Sheet().text(50, 100, "12 Market Square, Exampleton").text(400, 100, "4 October 2024")
    sheet.text(50, 130, "Our ref:").text(150, 130, "FOI 123456")
    assert paragraphs(read(sheet)) == [
        "12 Market Square, Exampleton",
        "4 October 2024",
        "Our ref: FOI 123456",
    ]


def test_an_address_set_to_the_right_is_a_line_each() -> None:
    texts = ["Exampleton Borough Council", "Civic Centre", "Date: 4 October 2024", "Our ref: FOI 123456"]
    sheet = Sheet().lines(50, 300, WRAPPED)
    for n, text in enumerate(texts):
        sheet.right(540, 60 + 12 * n, text)
    assert paragraphs(read(sheet)) == [*texts, " ".join(WRAPPED)]


def test_columns_are_read_one_after_the_other() -> None:
    left = [f"Left line number {word} of the first column" for word in COUNT]
    right = [f"Right line number {word} of the second one" for word in COUNT]
    text = read(Sheet().lines(50, 100, left).lines(320, 100, right)).text
    places = [text.index(one) for one in (*left, *right)]
    assert places == sorted(places)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_shown(rotate: int) -> None:
    turn = {90: 1, 180: 2, 270: 3}[rotate]
    sheet = Sheet(rotate)
    for n, text in enumerate(("First line", "Second line")):
        places = {90: (100 + 14 * n, 700), 180: (500, 700 - 14 * n), 270: (500 - 14 * n, 100)}
        sheet.text(*places[rotate], text, turn=turn)
    assert read(sheet).text.split() == ["First", "line", "Second", "line"]


def test_what_stands_on_every_page_comes_once_and_parts_no_sentence() -> None:
    sheets = [Sheet(), Sheet()]
    for number, sheet in enumerate(sheets, 1):
        sheet.text(50, 40, "Exampleton Borough Council").text(
            50, 820, f"Page {number} of 2 - Exampleton, EX1"
        )
    sheets[0].lines(50, 760, WRAPPED[:2])
    sheets[1].text(50, 80, WRAPPED[2])
    assert paragraphs(read(*sheets)) == [
        "Exampleton Borough Council",
        " ".join(WRAPPED),
        "Page 1 of 2 - Exampleton, EX1",
    ]


def test_text_that_a_scanner_put_under_the_picture_of_a_page_is_read_and_said_to_be_recognised() -> None:
    document = read(Sheet().picture(0, 0, 595, 842).text(50, 100, "There were 12 cases.", mode=3))
    assert paragraphs(document) == ["There were 12 cases."]
    assert document.read_by == "ocr"


def test_white_text_on_a_dark_heading_is_read() -> None:
    sheet = Sheet().shade(40, 85, 300, 105, grey=0)
    sheet.content.append("1 g")
    assert paragraphs(read(sheet.text(50, 100, "Summary"))) == ["Summary"]


def test_a_large_picture_among_text_is_said_to_be_unread() -> None:
    sheet = Sheet().text(50, 100, "The table is below.").picture(50, 150, 500, 400).text(50, 450, "Regards")
    document = read(sheet)
    assert paragraphs(document) == ["The table is below.", "[Picture]", "Regards"]
    assert [document.text[gap.start : gap.end] for gap in document.gaps] == ["[Picture]"]


def test_an_attached_file_is_read_below_the_letter() -> None:
    document = forms.read(
        pdf(Sheet().text(50, 100, "Please see attached."), attached=b"There were 7."), "a.pdf"
    )
    assert paragraphs(document) == ["Please see attached.", "Attachment: a.txt", "There were 7."]


def test_values_of_fields_are_part_of_the_text() -> None:
    document = forms.read(pdf(Sheet().text(50, 100, "Number of pupils:"), field="412"), "a.pdf")
    assert "412" in document.text


@pytest.fixture
def without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without the extra 'ocr'."""
    monkeypatch.setattr(form.ocr, "is_installed", lambda: False)


@pytest.mark.usefixtures("without_recognition")
def test_a_scan_is_refused_with_what_to_install() -> None:
    with pytest.raises(
        forms.UnreadableLetter, match=r"a\.pdf is a scan.*pip install .*requirements-ocr.lock"
    ):
        read(Sheet().picture(0, 0, 595, 842))


@pytest.mark.usefixtures("without_recognition")
def test_a_scanned_page_of_a_letter_is_a_gap() -> None:
    document = read(Sheet().text(50, 100, "Please see below."), Sheet().picture(0, 0, 595, 842))
    assert [document.text[gap.start : gap.end] for gap in document.gaps] == ["[Picture]"]


def test_a_scan_is_read_where_text_recognition_is_installed() -> None:
    import pypdfium2

    if importlib.util.find_spec("rapidocr_onnxruntime") is None:
        message = "the extra 'ocr' is not installed: make ocr"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)

    sheet = Sheet().text(50, 100, "Exampleton Borough Council", 14)
    for n, (label, number) in enumerate(
        (("Category", "2024"), ("Primary", "412"), ("Secondary", "388"), ("Other", "9"))
    ):
        sheet.text(60, 200 + 24 * n, label, 12).right(300, 200 + 24 * n, number, 12)
    printed = pypdfium2.PdfDocument(pdf(sheet))
    bitmap = printed[0].render(scale=2, grayscale=True)
    grey = cast("tuple[int, int, bytes]", (bitmap.width, bitmap.height, bitmap.to_numpy().tobytes()))
    document = forms.read(pdf(Sheet().picture(0, 0, 595, 842), picture=grey), "a.pdf")
    assert document.read_by == "ocr"
    assert "Exampleton Borough Council" in document.text
    assert rows(document)[1:] == [["Primary", "412"], ["Secondary", "388"], ["Other", "9"]]


def test_a_locked_pdf_is_refused() -> None:
    with pytest.raises(forms.UnreadableLetter, match=r"a\.pdf is a PDF locked with a password"):
        forms.read(locked(), "a.pdf")


def test_a_damaged_or_empty_pdf_is_refused() -> None:
    with pytest.raises(forms.UnreadableLetter, match=r"a\.pdf is a damaged PDF"):
        forms.read(b"%PDF-1.7\nnothing that follows is one", "a.pdf")
    with pytest.raises(forms.UnreadableLetter, match=r"a\.pdf is a PDF without text"):
        read(Sheet())


def test_a_pdf_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "_MOST_PAGES", 1)
    with pytest.raises(forms.UnreadableLetter, match=r"a\.pdf has 2 pages, more than the 1 that are read"):
        read(Sheet(), Sheet())


def test_the_same_bytes_give_the_same_text() -> None:
    data = pdf(Sheet().lines(50, 100, WRAPPED).frame((50, 150, 250), (200, 220, 240)).text(60, 215, "5"))
    assert forms.read(data, "a.pdf") == forms.read(data, "a.pdf")


SOUND = pdf(Sheet().lines(50, 100, WRAPPED).frame((50, 150, 250), (200, 220, 240)).text(60, 215, "5"))


@settings(deadline=None, max_examples=60)
@given(
    cut=st.integers(0, len(SOUND)),
    flipped=st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=20),
)
def test_damaged_bytes_are_read_or_refused_with_a_sentence(cut: int, flipped: list[tuple[int, int]]) -> None:
    data = bytearray(SOUND)
    for place, value in flipped:
        data[place] = value
    try:
        forms.read(bytes(data[:cut]), "a.pdf")
    except forms.UnreadableLetter as error:
        assert str(error).startswith("a.pdf ")
