from extract.forms import letters
from extract.forms.compound import message
from pipeline.extract import forms, letter

SUBJECT, BODY, HTML, SENT, CODE_PAGE = 0x37, 0x1000, 0x1013, 0x39, 0x3FDE
NAME, DATA, METHOD, CONTENT_ID = 0x3707, 0x3701, 0x3705, 0x3712
MARCH = 134_170_065_000_000_000  # 2026-03-03 10:15 in steps of 100 ns from 1601


def test_a_message_of_outlook_reads_as_the_same_letter() -> None:
    data = message({SUBJECT: "FOI-20417", SENT: MARCH, HTML: letters.html(), CODE_PAGE: 65001}, [])
    read = letter.read(data, "a.msg")
    assert read.text.startswith("Subject: FOI-20417\n\nDate: 3 March 2026\n\n")
    assert [figure.text for figure in read.figures] == ["31", "12", "28", "c", "59", "c", "1,250"]
    assert read.media_type == "application/vnd.ms-outlook"


def test_attachments_are_read_below_and_pictures_shown_within_are_not() -> None:
    page = b'<html><body><p>Attached.</p><img src="cid:logo"></body></html>'
    attached: list[dict[int, str | bytes | int]] = [
        {NAME: "letter.docx", DATA: letters.of_docx(), METHOD: 1},
        {NAME: "logo.png", DATA: b"\x89PNG", METHOD: 1, CONTENT_ID: "logo"},
    ]
    text = forms.read(message({SUBJECT: "x", HTML: page, CODE_PAGE: 65001}, attached), "a.msg").text
    assert text.startswith(
        "Subject: x\n\nAttached.\n\nAttachment: letter.docx\n\nNorthmoor County Council\n\n"
    )
    assert "logo.png" not in text


def test_plain_text_keeps_its_own_lines() -> None:
    document = forms.read(message({SUBJECT: "x", BODY: "The council holds\r\nfive."}, []), "a.msg")
    assert document.text == "Subject: x\n\nThe council holds\r\nfive."


def test_a_message_in_rich_text_alone_is_a_gap() -> None:
    document = forms.read(message({SUBJECT: "x", 0x1009: b"LZFu"}, []), "a.msg")
    assert [document.text[gap.start : gap.end] for gap in document.gaps] == ["[Message]"]
