"""Plain text: UTF-8, UTF-16 with a byte order mark, else Windows-1252, which is what old office software
writes.

The text is the file decoded as it stands: no newline is translated, so offsets are those of the file's
characters. A byte order mark says how to decode, and is no character of the text.
"""

import codecs

from pipeline.extract.forms.document import Document, UnreadableLetter

PRECEDENCE = 100  # what is of no other form
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKED_UP = (b"{\\rtf", b"%PDF-")
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1b")


def recognises(data: bytes, source_name: str) -> bool:  # noqa: ARG001 - text is text, whatever its name
    """Whether these bytes are text: UTF-16 with its mark, or no control characters that no text has."""
    if data.startswith(_UTF16):
        return True
    return not data.startswith(_MARKED_UP) and not _CONTROLS.intersection(data)


def read(data: bytes, source_name: str) -> Document:
    """Decode the letter; raises ``UnreadableLetter`` where no encoding fits or nothing but blanks is left."""
    text = _decode(data, source_name)
    if not text.strip():
        raise UnreadableLetter(f"{source_name} is empty. Put the letter itself there and run again.")
    return Document(text=text, media_type="text/plain")


def _decode(data: bytes, source_name: str) -> str:
    encodings = ("utf-16",) if data.startswith(_UTF16) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableLetter(
        f"{source_name} is text in no encoding that is read (UTF-8, UTF-16, Windows-1252)."
        " Save it as UTF-8 and run again."
    )
