"""An e-mail, whatever program saved it: its subject and date, what it says, and what is attached to it.

Who wrote it and to whom is left out, because those are people. Where the message comes both as a page and as
plain text, mail programs show the page. It is read if it has tables, if it conceals something, or if the
numbers and marks of the two, in figures or in words, are not the same in the same order; and else the text,
which keeps its lines.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Sequence

from pipeline.extract.forms import html
from pipeline.extract.forms.document import Attachment, Composer, Document
from pipeline.extract.forms.flow import Block, write
from pipeline.extract.lexer import marks, numbers, words

_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?|mailto|tel|cid):[^\s<>\])]*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


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
    blocks = html.blocks(page, source_name) if page and page.strip() else []
    if blocks and (not plain or not plain.strip() or _is_to_be_read(page or "", blocks, plain)):
        write(composer, blocks, "html")
        return composer.document(media_type, attachments)
    document = composer.document(media_type, attachments)
    if not plain:
        return document
    # The text has its own line ends: what it wrapped is joined again by who reads it.
    return dataclasses.replace(document, text=document.text + plain)


def _is_to_be_read(page: str, blocks: Sequence[Block], plain: str) -> bool:
    """Whether the page has to be read rather than the text beside it."""
    shown = Composer()
    write(shown, blocks, "html")
    seen = shown.document("")
    return bool(_TABLE.search(page) or seen.gaps) or _counted(seen.text) != _counted(plain)


def _counted(text: str) -> list[str]:
    """Give all that may be a datum, in the order of the text: numbers, also in words, marks and bounds. What
    belongs to addresses is left out, since a page does not show where its links lead.
    """
    shown = " ".join(_ADDRESS.sub("", text).split())
    return [word for _, word in sorted(_tokens(shown))]


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    for datum in (*numbers.find(text), *marks.find(text, 0, len(text))):
        yield datum.start, datum.text.casefold()
    for word in words.find(text):
        yield word.start, word.text.casefold()
    # A mark that stands for a number, and digits that are part of a code.
    for match in re.finditer(rf"(?<!\w)(?:{marks.pattern()})(?!\w)", text, re.IGNORECASE):
        yield match.start(), match[0].casefold()
    for match in _DIGITS.finditer(text):
        yield match.start(), match[0]
