"""E-mails as Outlook saves them (MSG)."""

import io
from typing import Any

from pipeline.extract.forms import message
from pipeline.extract.forms.document import Attachment, Document

PRECEDENCE = 41
_MEDIA_TYPE = "application/vnd.ms-outlook"
_FIRST = bytes.fromhex("d0cf11e0a1b11ae1")
_PROPERTIES = "__properties_version1.0"
_CONTENT_ID, _HIDDEN = 0x3712, 0x7FFE
_RICH_TEXT = 0x1009
_SHORT_NAME, _DISPLAY_NAME = 0x3704, 0x3001


def recognises(data: bytes, source_name: str) -> bool:
    """Whether it is a compound file with the streams of a message."""
    return data.startswith(_FIRST) and _PROPERTIES.encode("utf-16-le") in data


def read(data: bytes, source_name: str) -> Document:
    """Read the message; what is attached is given with it, to be read in turn."""
    from oxmsg import Message

    mail = Message.load(io.BytesIO(data))
    page = mail.html_body
    plain = mail.body
    is_rich_only = not page and not plain and bool(mail.properties.binary_prop_value(_RICH_TEXT))
    attachments = [found for one in mail.attachments if (found := _attachment(one, page or ""))]
    return message.composed(
        subject=mail.subject,
        sent=mail.sent_date,
        page=page,
        plain=plain,
        attachments=attachments,
        media_type=_MEDIA_TYPE,
        source_name=source_name,
        missing="the message is rich text alone; save it as EML or text and run again"
        if is_rich_only
        else "",
    )


def _attachment(one: Any, page: str) -> Attachment | None:
    """Give a file that is attached; None for a picture that the message shows within itself."""
    identity = _text(one, _CONTENT_ID)
    if (identity and f"cid:{identity}" in page) or one.properties.int_prop_value(_HIDDEN):
        return None
    name = one.file_name or _text(one, _SHORT_NAME) or _text(one, _DISPLAY_NAME) or "attachment"
    return Attachment(name, one.file_bytes or b"")


def _text(one: Any, identity: int) -> str:
    return one.properties.str_prop_value(identity) or ""
