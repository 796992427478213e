"""Forms of a letter, told apart by content: what a file is called decides nothing that its bytes can tell.

A form is a module of this folder, and is found by being there:

- ``PRECEDENCE``: forms are asked in this order, so the more particular have the lower numbers
- ``recognises(data, source_name)``: whether the bytes are of this form
- ``read(data, source_name)``: the ``Document``; raises ``UnreadableLetter``

A form imports its library where it reads, so that a letter costs no more than its own form.
"""

import csv
import dataclasses
import functools
import importlib
import pkgutil
from pathlib import Path
from typing import Protocol, cast

from pipeline.extract.forms.document import Document, Gap, UnreadableLetter

__all__ = ["Document", "UnreadableLetter", "read"]

LARGEST_LETTER = 50_000_000  # bytes received
_MOST_ATTACHMENTS = 50
_DEEPEST = 3  # a letter, attached to an e-mail, attached to an e-mail
_NO_FORMS = ("document",)


class _Form(Protocol):
    PRECEDENCE: int

    def recognises(self, data: bytes, source_name: str) -> bool: ...
    def read(self, data: bytes, source_name: str) -> Document: ...


@functools.cache
def _forms() -> tuple[_Form, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name not in _NO_FORMS)
    forms = (cast(_Form, importlib.import_module(f"{__name__}.{name}")) for name in names)
    return tuple(sorted(forms, key=lambda form: form.PRECEDENCE))


@functools.cache
def _signatures() -> tuple[tuple[bytes, str], ...]:
    with (Path(__file__).parent / "signatures.csv").open(encoding="utf-8", newline="") as file:
        return tuple((bytes.fromhex(row["first_bytes"]), row["form"]) for row in csv.DictReader(file))


def read(data: bytes, source_name: str) -> Document:
    """Give the text of a letter, by the first form that recognises its content, and below it the texts of
    what is attached to it.

    Raises ``UnreadableLetter``, with a sentence for whoever holds the file, where it is empty, too large or
    of no known form.
    """
    return _with_attachments(_read(data, source_name), 1)


def _read(data: bytes, source_name: str) -> Document:
    if not data.strip():
        raise UnreadableLetter(f"{source_name} is empty. Put the letter itself there and run again.")
    if len(data) > LARGEST_LETTER:
        raise UnreadableLetter(
            f"{source_name} is larger than {LARGEST_LETTER // 1_000_000} MB, which no letter is."
            " Cut out the letter itself and run again."
        )
    for form in _forms():
        if form.recognises(data, source_name):
            document = form.read(data, source_name)
            if not document.text.strip() and not document.attachments:
                raise UnreadableLetter(f"{source_name} is empty. Put the letter itself there and run again.")
            return document
    known = next((form for first, form in _signatures() if data.startswith(first)), "a binary file")
    raise UnreadableLetter(
        f"{source_name} is {known}, which is not read. Save the letter as PDF, DOCX or text and run again."
    )


def _with_attachments(document: Document, depth: int) -> Document:
    for number, attached in enumerate(document.attachments, 1):
        # Recipients see the name of an attachment, so the letter's text has it too.
        title = f"Attachment: {' '.join(attached.name.split())}"
        why = f"more than {_MOST_ATTACHMENTS} files are attached" if number > _MOST_ATTACHMENTS else ""
        why = why or ("the attachment lies too deep" if depth == _DEEPEST else "")
        try:
            inner = None if why else _with_attachments(_read(attached.data, attached.name), depth + 1)
        except UnreadableLetter as error:
            inner, why = None, str(error)
        below = Document("", "") if inner is None else inner
        gaps = (Gap(0, len(title), why),) if why else ()
        document = _joined(document, Document(f"{title}\n\n", "", unwrapped=((0, len(title)),), gaps=gaps))
        document = _joined(document, below)
    return dataclasses.replace(document, attachments=())


def _joined(above: Document, below: Document) -> Document:
    by = len(above.text) + (2 if below.text and not above.text.endswith("\n\n") else 0)
    return dataclasses.replace(
        above,
        text=above.text + "\n" * (by - len(above.text)) + below.text,
        grids=(*above.grids, *(grid.moved(by) for grid in below.grids)),
        unwrapped=(*above.unwrapped, *((start + by, end + by) for start, end in below.unwrapped)),
        gaps=(*above.gaps, *(Gap(gap.start + by, gap.end + by, gap.why) for gap in below.gaps)),
        read_by="ocr" if "ocr" in (above.read_by, below.read_by) else "text",
    )
