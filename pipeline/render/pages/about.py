"""About the project, how to add a letter, and the terms of the trade."""

from collections.abc import Iterator

from pipeline.render import links
from pipeline.render.codebook import Codebook
from pipeline.render.glossary import glossary
from pipeline.render.page import Page


def pages(book: Codebook) -> Iterator[Page]:
    """Give the page about the project and the glossary."""
    yield Page(
        path=links.ABOUT,
        template="about.html",
        title="About",
        summary="How letters become data, what the data cannot tell, what changed, and how to add a letter.",
        section=links.ABOUT,
        content={"changes": book.changes},
    )
    yield Page(
        path=links.GLOSSARY,
        template="glossary.html",
        title="Glossary",
        summary="The terms of the trade that these pages use.",
        section=links.GLOSSARY,
        content={"terms": glossary()},
    )
