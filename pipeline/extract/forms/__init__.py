"""Forms of a letter: text now; PDF, DOCX, HTML, e-mail and spreadsheets as they come.

A form is a module of this folder with two functions, and is found by being there:

- ``recognises(data)``: whether the bytes are of this form, judged by content, never by file name
- ``read(data, source_name)``: the ``Document``; raises ``UnreadableLetter``
"""

import csv
import functools
import importlib
import pkgutil
from pathlib import Path
from typing import Protocol, cast

from pipeline.extract.forms.document import Document, UnreadableLetter

__all__ = ["Document", "UnreadableLetter", "read"]


class _Form(Protocol):
    def recognises(self, data: bytes) -> bool: ...
    def read(self, data: bytes, source_name: str) -> Document: ...


@functools.cache
def _forms() -> tuple[_Form, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != "document")
    return tuple(cast(_Form, importlib.import_module(f"{__name__}.{name}")) for name in names)


@functools.cache
def _signatures() -> tuple[tuple[bytes, str], ...]:
    with (Path(__file__).parent / "signatures.csv").open(encoding="utf-8", newline="") as file:
        return tuple((bytes.fromhex(row["first_bytes"]), row["form"]) for row in csv.DictReader(file))


def read(data: bytes, source_name: str) -> Document:
    """Give the text of a letter, by the first form that recognises its content.

    Raises ``UnreadableLetter``, with a sentence for whoever holds the file, where it is empty or of no
    known form.
    """
    if not data.strip():
        raise UnreadableLetter(f"{source_name} is empty. Put the letter itself there and run again.")
    for form in _forms():
        if form.recognises(data):
            return form.read(data, source_name)
    known = next((form for first, form in _signatures() if data.startswith(first)), "a binary file")
    raise UnreadableLetter(
        f"{source_name} is {known}; only plain text letters are read so far."
        " Save the letter as .txt and run again."
    )
