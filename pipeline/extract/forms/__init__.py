"""Forms of a letter, told apart by content: what a file is called, or an e-mail says that it is, decides
nothing that its bytes can tell.

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
import itertools
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, cast

from pipeline.extract.forms.document import Document, Gap, UnreadableLetter

__all__ = ["Document", "UnreadableLetter", "read"]

LARGEST_LETTER = 50_000_000  # bytes received
LONGEST_LETTER = 2_000_000  # characters of its text: some hundred pages
_MOST_ATTACHMENTS = 50
_LONGEST_REASON = 200  # characters of what a library says is wrong
# Half a character, and the character that ends a text in other programs: neither can be published.
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")
_REPLACED = "\ufffd"
_DEEPEST = 3  # a letter, attached to an e-mail, attached to an e-mail


class _Form(Protocol):
    __name__: str
    PRECEDENCE: int

    def recognises(self, data: bytes, source_name: str) -> bool: ...
    def read(self, data: bytes, source_name: str) -> Document: ...


@functools.cache
def _forms() -> tuple[_Form, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    forms = (cast(_Form, module) for module in modules if hasattr(module, "PRECEDENCE"))
    return tuple(sorted(forms, key=lambda form: form.PRECEDENCE))


@functools.cache
def _signatures() -> tuple[tuple[bytes, bytes, str, str], ...]:
    """First bytes, a stream that a compound file has, what such a file is, and what to do instead."""
    with (Path(__file__).parent / "signatures.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            (
                bytes.fromhex(row["first_bytes"]),
                row["stream"].encode("utf-16-le"),
                row["form"],
                row["instead"],
            )
            for row in csv.DictReader(file)
        )


def read(data: bytes, source_name: str) -> Document:
    """Give the text of a letter, by the first form that recognises its content, and below it the texts of
    what is attached to it.

    Raises ``UnreadableLetter``, with a sentence for whoever holds the file, where it is empty, too large or
    of no known form.
    """
    document = _with_attachments(_read(data, source_name), source_name, itertools.count(1), 1)
    return dataclasses.replace(document, text=_NO_CHARACTER.sub(_REPLACED, document.text))


def _read(data: bytes, source_name: str, *, is_page: bool = False) -> Document:
    if not data.strip():
        raise UnreadableLetter(f"{source_name} is empty. Put the letter itself there and run again.")
    if len(data) > LARGEST_LETTER:
        raise UnreadableLetter(
            f"{source_name} is larger than {LARGEST_LETTER // 1_000_000} MB, which no letter is."
            " Cut out the letter itself and run again."
        )
    for form in _forms():
        if form.recognises(data, f"{source_name}.html" if is_page else source_name):
            document = _by(form, data, source_name)
            if not document.text.strip() and not document.attachments:
                raise UnreadableLetter(f"{source_name} is empty. Put the letter itself there and run again.")
            _refuse_long(document, source_name)
            return document
    form_name, instead = next(
        (
            (form, instead)
            for first, stream, form, instead in _signatures()
            if data.startswith(first) and stream in data
        ),
        ("a binary file", ""),
    )
    instead = instead or "Save the letter as PDF, DOCX or text and run again."
    raise UnreadableLetter(f"{source_name} is {form_name}, which is not read. {instead}")


def _by(form: _Form, data: bytes, source_name: str) -> Document:
    """Read by one form; whatever its library makes of damaged bytes becomes one sentence.

    Libraries raise anything on damaged files, from ``KeyError`` to ``RecursionError``, so nothing less than
    every ``Exception`` is caught here, and here alone.
    """
    try:
        return form.read(data, source_name)
    except UnreadableLetter:
        raise
    except Exception as error:
        what = form.__name__.rpartition(".")[2].upper()
        why = " ".join(str(error).split())[:_LONGEST_REASON].rstrip(". ") or type(error).__name__
        if isinstance(error, RecursionError | MemoryError):
            why = "its parts are too many or too deep within one another"
        raise UnreadableLetter(
            f"{source_name} is a damaged {what} file: {why}; save it again and run again."
        ) from error


def _refuse_long(document: Document, source_name: str) -> None:
    if len(document.text) > LONGEST_LETTER:
        raise UnreadableLetter(
            f"{source_name} holds more than {LONGEST_LETTER // 1_000_000} million characters, which no letter"
            " does. Cut out the letter itself and run again."
        )


def _with_attachments(document: Document, source_name: str, numbers: Iterator[int], depth: int) -> Document:
    """Give a document with what is attached below it; ``numbers`` count the files of all depths together,
    since each may hold as many again.
    """
    for attached in document.attachments:
        number = next(numbers)
        # Recipients see the name of an attachment, so the letter's text has it too.
        title = f"Attachment: {' '.join(attached.name.split())}"
        why = f"more than {_MOST_ATTACHMENTS} files are attached" if number > _MOST_ATTACHMENTS else ""
        why = why or ("the attachment lies too deep" if depth == _DEEPEST else "")
        try:
            inner = None if why else _read(attached.data, attached.name, is_page=attached.is_page)
            if inner is not None:
                inner = _with_attachments(inner, source_name, numbers, depth + 1)
        except UnreadableLetter as error:
            inner, why = None, str(error)
        below = Document("", "") if inner is None else inner
        gaps = (Gap(0, len(title), why),) if why else ()
        whole = ((0, len(title)),)
        above = Document(f"{title}\n\n", "", unwrapped=whole, gaps=gaps, sections=whole)
        document = _joined(document, above)
        document = _joined(document, below)
        _refuse_long(document, source_name)
    return dataclasses.replace(document, attachments=())


def _joined(above: Document, below: Document) -> Document:
    by = len(above.text) + (2 if below.text and not above.text.endswith("\n\n") else 0)
    return dataclasses.replace(
        above,
        text=above.text + "\n" * (by - len(above.text)) + below.text,
        grids=(*above.grids, *(grid.moved(by) for grid in below.grids)),
        unwrapped=(*above.unwrapped, *((start + by, end + by) for start, end in below.unwrapped)),
        gaps=(*above.gaps, *(Gap(gap.start + by, gap.end + by, gap.why) for gap in below.gaps)),
        sections=(*above.sections, *((start + by, end + by) for start, end in below.sections)),
        read_by="ocr" if "ocr" in (above.read_by, below.read_by) else "text",
    )
