"""Plain text: UTF-8, UTF-16 with a byte order mark, else Windows-1252, which is what old office software
writes, unless so many of its letters would be accented that it must be another encoding.

The text is the file decoded as it stands: no newline is translated, so offsets are those of the file's
characters. A byte order mark says how to decode, and is no character of the text.
"""

import codecs

from pipeline.extract.forms.document import Document, UnreadableLetter

PRECEDENCE = 100  # what is of no other form
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What a reader sees of these is not what stands in them.
_MARKED_UP = (b"{\\rtf", b"%PDF-", b"<?xml", b"\xef\xbb\xbf<?xml")
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1b")
# What Python decodes and no browser or mail program does: some make other characters of a text than a reader
# would see, others take quadratic time (WHATWG Encoding, section 4.2).
_NO_CHARSETS = frozenset(["idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"])
_MOST_FOREIGN = 0.3  # of the letters of a Western text are beyond ASCII; of a Cyrillic one nearly all
_MOST_EXAMINED = 100_000  # bytes


def recognises(data: bytes, source_name: str) -> bool:
    """Whether these bytes are text: UTF-16 with its mark, or no control characters that no text has."""
    if data.startswith(UTF16):
        return True
    return not data.startswith(_MARKED_UP) and not _CONTROLS.intersection(data)


def read(data: bytes, source_name: str) -> Document:
    """Decode the letter; raises ``UnreadableLetter`` where no encoding fits or nothing but blanks is left."""
    text = decode(data, source_name)
    if not text.strip():
        raise UnreadableLetter(f"{source_name} is empty. Put the letter itself there and run again.")
    is_markdown = source_name.casefold().endswith(".md")
    return Document(text=text, media_type="text/markdown" if is_markdown else "text/plain")


def decode(data: bytes, source_name: str) -> str:
    """Give the characters of a text; raises ``UnreadableLetter`` where no encoding fits."""
    for encoding in ("utf-16",) if data.startswith(UTF16) else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp1252" and _is_foreign(text):
            return _detected(data) or text
        return text
    detected = None if data.startswith(UTF16) else _detected(data)
    if detected is not None:
        return detected
    raise UnreadableLetter(
        f"{source_name} is text in no encoding that can be told. Save it as UTF-8 and run again."
    )


def named(data: bytes, charset: str) -> str | None:
    """Give the characters in the encoding that a file names for itself; None where it is not its own."""
    try:
        if codecs.lookup(charset).name.replace("_", "-") not in _NO_CHARSETS:
            return data.decode(charset)
    except (LookupError, UnicodeError):
        pass
    return None


def _is_foreign(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(not letter.isascii() for letter in letters) > _MOST_FOREIGN * len(letters)


def _detected(data: bytes) -> str | None:
    """Give the text in the encoding that makes words of it, where there is one."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_MOST_EXAMINED]).best()
    if best is None:
        return None
    try:
        return data.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
