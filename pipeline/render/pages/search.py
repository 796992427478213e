"""Search: the page of results, and all there is from A to Z for who searches without JavaScript."""

from collections.abc import Iterable, Iterator

from pipeline.render import links, search
from pipeline.render.page import Page
from pipeline.render.search import Entry


def results(entries: Iterable[Entry]) -> Iterator[Page]:
    """Give the page of results."""
    yield Page(
        path=links.SEARCH,
        template="search.html",
        title="Search",
        summary="Search measures, values, questions, answers, codes and fields, or browse them from A to Z.",
        section=links.SEARCH,
        content={"alphabet": search.by_letter_of_alphabet(entries)},
    )
