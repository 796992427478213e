"""An e-mail, whatever program saved it: its subject and date, what it says, and what is attached to it.

Who wrote it and to whom is left out, because those are people. Where the message comes both as a page and as
plain text, the page is read if it has tables, and else the text, which keeps its lines.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence

from pipeline.extract.forms import html
from pipeline.extract.forms.document import Attachment, Composer, Document
from pipeline.extract.forms.flow import write

_TABLE = re.compile(r"<table\b", re.IGNORECASE)


def composed(
    *,
    subject: str,
    sent: dt.datetime | None,
    page: str | None,
    plain: str | None,
    attachments: Sequence[Attachment],
    media_type: str,
    source_name: str,
    missing: str = "",
) -> Document:
    """Give the message as a document; ``page`` is its HTML, ``plain`` its text, of which one may be absent;
    ``missing`` is why neither is there.
    """
    composer = Composer()
    if subject.strip():
        composer.paragraph(f"Subject: {subject}")
    if sent is not None:
        composer.paragraph(f"Date: {sent.day} {sent:%B %Y}")
    if missing:
        composer.gap("[Message]", missing)
    says = bool(plain and plain.strip())
    if page and page.strip() and (not says or _TABLE.search(page)):
        blocks = html.blocks(page, source_name)
        if blocks or not says:
            write(composer, blocks, "html")
            return composer.document(media_type, attachments)
    document = composer.document(media_type, attachments)
    if not plain:
        return document
    # The text has its own line ends: what it wrapped is joined again by who reads it.
    return dataclasses.replace(document, text=document.text + plain)
