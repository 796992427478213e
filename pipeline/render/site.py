"""The whole site: every page rendered, as bytes by path."""

import gc
import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.edges.hidden import visible
from pipeline.package.changes import Release
from pipeline.package.metadata import Metadata
from pipeline.render import codebook, dataset, links, search, wording
from pipeline.render.codebook import Codebook, Rule
from pipeline.render.glossary import Prose
from pipeline.render.page import Page
from pipeline.render.pages import changes as changes_page
from pipeline.render.pages import kinds
from pipeline.render.pages import search as search_page
from pipeline.render.periods import day, short_day
from pipeline.render.standards import Described
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.table import Table

MANY = 200  # pages, from which on copies of this process are worth their start
_shared: list[tuple[Environment, Codebook, Page]] = []  # what such a copy has from its parent
HERE = Path(__file__).parent
NAVIGATION = (
    ("Home", links.HOME),
    ("Measures", links.MEASURES),
    ("Letters", links.LETTERS),
    ("Refusals", links.REFUSALS),
    ("Checks", links.CHECKS),
    ("Data dictionary", links.TABLES),
    ("Downloads", links.DOWNLOADS),
)


def pages(
    connection: duckdb.DuckDBPyConnection,
    tables: Mapping[str, Table],
    lists: Mapping[str, CodeList],
    metadata: Metadata,
    rules: Iterable[Rule],
    texts: Mapping[str, str],
    measured: Mapping[str, str] | None = None,
    changes: Sequence[Release] = (),
    described: Sequence[Described] = (),
) -> dict[str, bytes]:
    """Give every file of the site by its path from the top; the same rows always give the same bytes.

    ``connection`` holds all tables filled, ``checks`` too; ``texts`` are the masked texts of the letters, by
    letter_id, ``measured`` the CSV files of what was measured, by name: see pages.reliability; ``changes``
    the releases of the change log; ``described`` what is written for catalogues. Links to the downloads
    (``data/...``) are written, the downloads themselves are not. Raises ValueError where a letter has no
    text, a span lies outside its text, or a check has no rule.
    """
    assets = (path for path in sorted((HERE / "assets").rglob("*")) if path.is_file())
    files = {path.relative_to(HERE).as_posix(): path.read_bytes() for path in assets}
    with kept():
        read = codebook.read(connection, tables, lists, metadata, rules, texts)
        book = replace(read, measured=measured or {}, changes=changes, described=described)
        several = list(every(book))
        entries = search.entries(book, several)
        files[links.SEARCH_INDEX] = search.script(entries)
        several += [*search_page.results(entries), changes_page.not_found()]
        for path, content in rendered(book, several):
            if path in files:
                raise ValueError(f"Two pages have the path {path}.")
            files[path] = content
    found = [path for path in files if path.endswith(".html") and path != links.NOT_FOUND]
    files |= dataset.sitemap(metadata, found) | {links.NO_JEKYLL: b""}
    return dict(sorted(files.items()))


@contextmanager
def kept() -> Iterator[None]:
    """Let no one look for garbage: all that is made is kept, and a search takes a third."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def every(book: Codebook) -> Iterator[Page]:
    """Give every page but that of the search, which is made of them all."""
    for kind in kinds():
        yield from kind.pages(book)


def rendered(book: Codebook, several: Sequence[Page]) -> Iterator[tuple[str, bytes]]:
    """Give each page by its path; many are rendered on all processors, by copies of this process."""
    environment = _environment()
    processors = os.cpu_count() or 1
    if len(several) < MANY or processors == 1 or sys.platform != "linux":  # elsewhere copies are not safe
        yield from ((page.path, _render(environment, book, page)) for page in several)
        return
    for name in {page.template for page in several}:
        environment.get_template(name)  # compiled once, for all copies
    _shared[:] = [(environment, book, page) for page in several]
    try:
        with multiprocessing.get_context("fork").Pool(processors) as pool:
            yield from zip((page.path for page in several), pool.imap(_nth, range(len(several))), strict=True)
    finally:
        _shared.clear()


def _nth(number: int) -> bytes:
    return _render(*_shared[number])


def _render(environment: Environment, book: Codebook, page: Page) -> bytes:
    template = environment.get_template(page.template)
    href = partial(links.relative, page.path)
    if page.path == links.NOT_FOUND and book.metadata.homepage:
        # Shown in place of any address, so that only whole addresses lead somewhere.
        href = partial(links.address, book.metadata.homepage)
    html = template.render(
        page=page,
        book=book,
        metadata=book.metadata,
        navigation=NAVIGATION,
        href=href,
        prose=Prose(href),
        links=links,
        **page.content,
    )
    # Hidden characters by their names, all at once: markup has none.
    return (visible(html.rstrip()) + "\n").encode("utf-8")


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number=wording.number, several=wording.several, excerpt=wording.excerpt, day=day, short_day=short_day
    )
    return environment
