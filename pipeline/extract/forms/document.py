"""What reading a form gives."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """A letter's text, and the media type of the file it came from."""

    text: str
    media_type: str


class UnreadableLetter(ValueError):  # noqa: N818 - the name is what went wrong, and is shown as such
    """The bytes are no letter that can be read; the message is a sentence for whoever holds the file."""
