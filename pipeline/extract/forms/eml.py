"""E-mails as mail programs save them (EML, RFC 5322), also pages saved with their pictures (MHT).

Parts that the message shows within itself, such as the pictures of a signature, are no attachments. A line
'From ...' at the head is that of a mailbox (mbox, RFC 4155) which the message was taken out of.
"""

import datetime as dt
import email
import email.utils
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from typing import Any

from pipeline.extract.forms import html, message, text
from pipeline.extract.forms.document import Attachment, Document

PRECEDENCE = 40
_MEDIA_TYPE = "message/rfc822"
_FIELD = re.compile(
    rb"(?P<name>[!-9;-~]{2,60}):(?P<value>[^\r\n]*)(?:\r\n|\n|\r)(?:[ \t]+[^\r\n]*(?:\r\n|\n|\r))*"
)
_MACHINE = frozenset(
    ["received", "return-path", "message-id", "mime-version", "content-type", "delivered-to", "x-mailer",
     "dkim-signature"]
)  # fmt: skip
_PEOPLE = frozenset(["from", "to", "subject", "date"])
_MAILBOX = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s{0,100}>?From [^\r\n]{1,1000}(?:\r\n|\n|\r))?")
_MOST_PARTS = 1000
_MOST_FIELDS = 500


def recognises(data: bytes, source_name: str) -> bool:
    """Whether it starts with the fields that mail programs write. 'From: ... Sent: ...' at the head of a
    printed letter are not those.
    """
    position = _head(data)
    names: set[str] = set()
    dates = False
    for _ in range(_MOST_FIELDS):
        match = _FIELD.match(data, position)
        if match is None:
            break
        name = match["name"].decode("latin-1").casefold()
        names.add(name)
        if name == "date":
            dates = email.utils.parsedate_tz(match["value"].decode("latin-1")) is not None
        position = match.end()
    return bool(names & _PEOPLE) and (bool(names & _MACHINE) or (dates and {"from", "date"} <= names))


def read(data: bytes, source_name: str) -> Document:
    """Read the message; what is attached is given with it, to be read in turn."""
    mail = email.message_from_bytes(data[_head(data) :], policy=default)
    pages: list[str] = []
    plains: list[str] = []
    attachments: list[Attachment] = []
    shown = ""
    leaves = list(_leaves(mail))
    for part in leaves:
        if part.get_content_type() == "text/html" and not _is_attached(part):
            shown += _page(part, source_name)
    for part in leaves:
        kind = part.get_content_type()
        if kind == "text/plain" and not _is_attached(part) and not (plains and pages):
            plains.append(_text(part, source_name))
        elif kind == "text/html" and not _is_attached(part):
            pages.append(_page(part, source_name))
        elif not _is_shown_within(part, shown):
            attachments.append(Attachment(_name(part), _content(part), is_page=kind == "text/html"))
    return message.composed(
        subject=_field(mail, "subject"),
        sent=_sent(mail),
        page="".join(pages) or None,
        plain="\n".join(plains) or None,
        attachments=attachments,
        media_type=_MEDIA_TYPE,
        source_name=source_name,
    )


def _head(data: bytes) -> int:
    """Give where the fields begin."""
    match = _MAILBOX.match(data)
    return match.end() if match else 0


def _leaves(mail: EmailMessage) -> Iterator[EmailMessage]:
    """Give the parts that hold something; a message within the message is one."""
    waiting: list[Any] = [mail]
    n_parts = 0
    while waiting and n_parts < _MOST_PARTS:
        part = waiting.pop()
        n_parts += 1
        if part.is_multipart() and part.get_content_maintype() != "message":
            waiting += reversed(part.get_payload())
        elif part.get_content_maintype() != "multipart":
            yield part


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _is_shown_within(part: EmailMessage, page: str) -> bool:
    """Whether a picture stands in the message's own text, or cannot be anything else than decoration."""
    if part.get_content_maintype() != "image":
        return part.get_content_type() == "text/calendar"
    identity = str(part.get("content-id", "")).strip().strip("<>")
    place = str(part.get("content-location", "")).strip()
    is_referred = (bool(identity) and f"cid:{identity}" in page) or (bool(place) and place in page)
    return is_referred or (bool(identity) and part.get_content_disposition() == "inline")


def _content(part: EmailMessage) -> bytes:
    if part.get_content_maintype() == "message":
        inner: Any = part.get_payload()
        return bytes(inner[0].as_bytes()) if isinstance(inner, list) and inner else b""
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""


def _text(part: EmailMessage, source_name: str) -> str:
    data = _content(part)
    charset = part.get_content_charset()
    if charset:
        found = text.named(data, charset)
        if found is not None:
            return found
    return text.decode(data, source_name)


def _page(part: EmailMessage, source_name: str) -> str:
    if part.get_content_charset():
        return _text(part, source_name)
    return html.decoded(_content(part), source_name)


def _name(part: EmailMessage) -> str:
    name = part.get_filename()
    if name:
        return str(name)
    if part.get_content_maintype() == "message":
        inner = part.get_payload()
        subject = _field(inner[0], "subject") if isinstance(inner, list) and inner else ""
        return subject or "message"
    return part.get_content_type()


def _field(mail: Any, name: str) -> str:
    return " ".join(str(mail.get(name, "")).split())


def _sent(mail: EmailMessage) -> dt.datetime | None:
    """Give when it was sent, where it says so in a way that is a time."""
    try:
        return email.utils.parsedate_to_datetime(str(mail.get("date", "")))
    except (TypeError, ValueError):
        return None
