"""Which form a file has, what is refused and with which sentence, and what attachments become."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.forms import letters
from pipeline.extract import forms

FORMS = {name: write() for name, write in letters.FORMS.items()}
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "html": "text/html",
    "eml": "message/rfc822",
    "rtf": "application/rtf",
    "csv": "text/csv",
}
PARTS = {
    "docx": "word/document.xml",
    "odt": "content.xml",
    "ods": "content.xml",
    "xlsx": "xl/worksheets/sheet1.xml",
}


def _refused(data: bytes, name: str = "a.bin") -> str:
    with pytest.raises(forms.UnreadableLetter) as error:
        forms.read(data, name)
    return str(error.value)


def _compound(stream: str) -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + stream.encode("utf-16-le")


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_a_form_is_known_by_its_content_whatever_its_name(form: str) -> None:
    assert forms.read(FORMS[form], "letter.txt").media_type == MEDIA_TYPES[form]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "a.bin is empty"),
        (b" \n\t", "a.bin is empty"),
        (b"PK\x03\x04\x00", "a.bin is a ZIP"),
        (b"\x00\x01\x02", "a.bin is a binary file"),
        (b'<?xml version="1.0"?><Workbook>5</Workbook>', "a.bin is an XML file, which is not read. Save it"),
        (b"\x78\x9f\x3e\x22\x00", "Open it in Outlook, save the message as MSG or PDF"),
        (b"\x89PNG\r\n\x1a\n\x00", "a.bin is a PNG picture"),
        (_compound("WordDocument"), "old Word file (DOC), which is not read. Save it as DOCX"),
        (_compound("Workbook"), "old Excel file (XLS), which is not read. Save it as XLSX"),
        (_compound("EncryptedPackage"), "protected with a password"),
    ],
)
def test_what_is_no_letter_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    assert sentence in _refused(data)


@pytest.mark.parametrize("form", PARTS)
def test_a_damaged_office_file_is_refused_with_a_sentence(form: str) -> None:
    said = _refused(letters.with_parts(FORMS[form], {PARTS[form]: "<unfinished>"}), "letter")
    assert said.startswith(f"letter is a damaged {form.upper()} file: ")
    assert said.endswith("save it again and run again.")


@given(st.binary())
@settings(deadline=None)
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    _is_read_or_refused(data)


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
@settings(deadline=None, max_examples=25)
def test_a_cut_or_altered_file_is_read_or_refused(form: str, data: st.DataObject) -> None:
    content = bytearray(FORMS[form])
    places = st.integers(0, len(content) - 1)
    for place in data.draw(st.lists(places, max_size=5)):
        content[place] ^= 1 << data.draw(st.integers(0, 7))
    _is_read_or_refused(bytes(content[: data.draw(places) + 1 if data.draw(st.booleans()) else None]))


@pytest.mark.parametrize("form", PARTS)
@given(data=st.data())
@settings(deadline=None, max_examples=25)
def test_an_office_file_with_an_altered_part_is_read_or_refused(form: str, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(FORMS[form])) as archive:
        content = bytearray(archive.read(PARTS[form]))
    places = st.integers(0, len(content) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=3)):
        content[place] = data.draw(st.sampled_from(b'0123456789<>/" az'))
    _is_read_or_refused(letters.with_parts(FORMS[form], {PARTS[form]: bytes(content)}))


def _is_read_or_refused(data: bytes) -> None:
    try:
        assert forms.read(data, "a.txt").text.strip()
    except forms.UnreadableLetter as error:
        assert str(error).startswith("a.txt ")
        assert str(error).endswith("run again.")
