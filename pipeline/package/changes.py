"""What changed from version to version: the sections of CHANGELOG.md as plain words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token


@dataclass(frozen=True)
class Release:
    """A version, or what is not released yet, and its changes, newest first as the file has them."""

    title: str
    changes: tuple[str, ...]


def read(text: str) -> list[Release]:
    """Give the releases of a change log: headings of level 2 with a list below each.

    What stands before the first heading is left out, and so are the targets of links: they are files of the
    repository.
    """
    found: list[Release] = []
    tokens = MarkdownIt("commonmark").parse(text)
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            found.append(Release(_words(tokens[at + 1]), ()))
        elif token.type == "list_item_open" and found:
            last = found[-1]
            item = " ".join(_words(inline) for inline in _inlines(tokens[at:]))
            found[-1] = Release(last.title, (*last.changes, item))
    return found


def _inlines(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "list_item_close":
            return
        if token.type == "inline":
            yield token


def _words(inline: Token) -> str:
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in inline.children or ()
        if child.type in ("text", "code_inline", "softbreak", "hardbreak")
    )
