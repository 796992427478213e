"""E-mails, as mail programs and as Outlook save them."""

from email.message import EmailMessage

import pytest

from extract.forms import letters
from pipeline.extract import forms, letter

HEAD = b"From: foi@northmoor.example\r\nDate: Tue, 3 Mar 2026 10:15:00 +0000\r\nSubject: FOI-20417\r\n"


def _mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Information Governance Team <foi@northmoor.example>"
    mail["To"] = "requester@requester.example"
    mail["Date"] = "Tue, 3 Mar 2026 23:15:00 +0000"
    mail["Subject"] = "Your request =?utf-8?q?=E2=80=93_FOI-20417?="
    mail["MIME-Version"] = "1.0"
    return mail


def _text(mail: EmailMessage) -> str:
    return forms.read(mail.as_bytes(), "a.eml").text


def test_subject_and_date_are_read_and_people_are_not() -> None:
    mail = _mail()
    mail.set_content("We hold 5.\n")
    assert _text(mail) == "Subject: Your request – FOI-20417\n\nDate: 3 March 2026\n\nWe hold 5.\n"


def test_plain_text_keeps_its_own_lines() -> None:
    document = forms.read(HEAD + b"\r\nThe council holds\r\nfive.\r\n> asked before\r\n", "a.eml")
    assert document.text.endswith("The council holds\r\nfive.\r\n> asked before\r\n")
    assert document.unwrapped[0][1] == document.text.index("The council")


def test_the_page_is_read_where_it_has_tables_and_else_the_text() -> None:
    mail = _mail()
    mail.set_content("The text.")
    mail.add_alternative("<html><body><p>The page.</p></body></html>", subtype="html")
    assert "The text." in _text(mail)
    mail = _mail()
    mail.set_content("The text.")
    rows = "<tr><td>Year<td>Cases</tr><tr><td>2023<td>5</tr>"
    mail.add_alternative(f"<html><body><p>The page.</p><table>{rows}</table></body></html>", subtype="html")
    assert _text(mail).endswith("The page.\n\nYear\tCases\n2023\t5\n\n")


def test_attachments_are_read_below_and_what_cannot_be_read_is_a_gap() -> None:
    mail = _mail()
    mail.set_content("Attached.\n")
    mail.add_attachment(letters.of_xlsx(), "application", "octet-stream", filename="figures.xlsx")
    mail.add_attachment(b"\x00\x01", "application", "octet-stream", filename="other.bin")
    document = forms.read(mail.as_bytes(), "a.eml")
    assert "Attachment: figures.xlsx\n\n**Response**" in document.text
    assert len(document.grids) == 1
    (gap,) = document.gaps
    assert document.text[gap.start : gap.end] == "Attachment: other.bin"
    assert gap.why.startswith("other.bin is a binary file, which is not read.")


def test_a_picture_that_the_message_shows_itself_is_no_attachment() -> None:
    mail = _mail()
    mail.set_content('<html><body><p>Yours</p><img src="cid:logo@x"></body></html>', subtype="html")
    mail.add_related(b"\x89PNG", "image", "png", cid="<logo@x>")
    assert "Attachment" not in _text(mail)


def test_a_message_within_a_message_is_read() -> None:
    inner = _mail()
    inner.set_content("Five cases.\n")
    mail = _mail()
    mail.set_content("Forwarded.\n")
    mail.add_attachment(inner)
    assert _text(mail).endswith("Date: 3 March 2026\n\nFive cases.\n")
    assert _text(mail).count("Subject:") == 2


def test_letters_within_letters_within_letters_end_as_a_gap() -> None:
    mail = _mail()
    mail.set_content("The innermost.\n")
    for _ in range(40):
        outer = _mail()
        outer.set_content("Outer.\n")
        outer.add_attachment(mail)
        mail = outer
    assert "lies too deep" in forms.read(mail.as_bytes(), "a.eml").gaps[-1].why


@pytest.mark.parametrize(
    "text",
    [
        "From: Information Governance Team\nSent: 3 March 2026 10:15\nSubject: FOI-1\n\nWe hold 5.",
        "Date: 3 March 2026\nSubject: FOI-1\n\nDear requester",
        "Content-Type: what is it?\n\nDear requester",
    ],
)
def test_a_printed_head_of_a_message_is_text(text: str) -> None:
    assert forms.read(text.encode(), "a.eml").text == text


@pytest.mark.parametrize("date", ["", "Date: yesterday\r\n", "Date: Tue, 99 Foo 2026 99:99:99 +9999\r\n"])
def test_a_message_without_a_date_that_can_be_read_has_none(date: str) -> None:
    data = f"From: a@northmoor.example\r\nMIME-Version: 1.0\r\nSubject: x\r\n{date}\r\nWe hold 5.\r\n"
    assert forms.read(data.encode(), "a.eml").text == "Subject: x\n\nWe hold 5.\r\n"


def test_the_date_of_the_message_is_the_date_of_the_letter() -> None:
    assert letter.read(letters.eml(), "a.eml").header.date == "2026-03-03"


@pytest.mark.parametrize(
    "line", [b"From foi@northmoor.example Tue Mar  3 10:15:00 2026\r\n", b">From - Tue Mar  3 2026\n"]
)
def test_a_message_with_the_line_of_a_mailbox_at_its_head_is_an_email(line: bytes) -> None:
    document = forms.read(line + HEAD + b"\r\nWe hold 5.\r\n", "a.txt")
    assert document.media_type == "message/rfc822"
    assert document.text == "Subject: FOI-20417\n\nDate: 3 March 2026\n\nWe hold 5.\r\n"


def test_a_letter_that_begins_with_from_is_no_email() -> None:
    letter_text = b"From the Chief Executive\n\nDear requester\n\nWe hold 5.\n"
    assert forms.read(letter_text, "a.txt").media_type == "text/plain"


def test_an_attachment_that_only_outlook_opens_is_refused_by_name() -> None:
    mail = _mail()
    mail.set_content("Attached.\n")
    tnef = b"\x78\x9f\x3e\x22" + bytes(40)
    mail.add_attachment(tnef, "application", "ms-tnef", filename="winmail.dat")
    (gap,) = forms.read(mail.as_bytes(), "a.eml").gaps
    assert (
        "winmail.dat is a message or attachment of Outlook (TNEF, winmail.dat), which is not read." in gap.why
    )
    assert "save the message as MSG or PDF" in gap.why


def test_an_attachment_is_a_page_where_the_message_says_so() -> None:
    mail = _mail()
    mail.set_content("Attached.\n")
    piece = b"There were <i style='display:none'>4711</i> 12 cases."
    mail.add_attachment(piece, "text", "html", filename="figures")
    assert _text(mail).endswith("Attachment: figures\n\nThere were [Concealed text] 12 cases.\n\n")
