"""Where everything stands in the site: paths from its top, and relative links, so that it opens from file://.

A target is a path from the top of the site, with ``#`` and an element's id for a part of a page.
"""

import posixpath
import re
from functools import lru_cache
from urllib.parse import quote

HOME = "index.html"
MEASURES = "measures/index.html"
VALUES = "values.html"
LETTERS = "letters/index.html"
TABLES = "tables/index.html"
REFUSALS = "exemptions.html"
CHECKS = "checks.html"
DOWNLOADS = "downloads.html"
CORRUPTION = "corruption.html"
RELIABILITY = "reliability.html"
ABOUT = "about.html"
CHANGES = "changes.html"
NOT_FOUND = "404.html"
NO_JEKYLL = ".nojekyll"  # without it some hosts of pages leave out what begins with a line
FOR_SERVERS = (NOT_FOUND, NO_JEKYLL)
GLOSSARY = "glossary.html"
STYLE = "assets/site.css"
ICON = "assets/icon.svg"
COPY = "assets/copy.js"
SEARCH = "search.html"
SEARCH_SCRIPT = "assets/search.js"
TABLES_SCRIPT = "assets/tables.js"
SEARCH_INDEX = "assets/search-index.js"
_PLAIN = re.compile(r"[A-Za-z0-9/._()~-]+")  # what a fragment may hold as it is


def relative(page: str, target: str) -> str:
    """Give the link from one page to a target: '../letters/a/b.html#c9' from 'measures/x.html'."""
    path, _, fragment = target.partition("#")
    anchor = f"#{_quoted(fragment)}" if fragment else ""
    if path == page and anchor:
        return anchor
    return _between(page[: page.rfind("/") + 1], path) + anchor


def _quoted(fragment: str) -> str:
    return fragment if _PLAIN.fullmatch(fragment) else quote(fragment, safe="/._-()~")


@lru_cache(maxsize=100_000)  # a page leads to the same few pages again and again
def _between(folder: str, path: str) -> str:
    return posixpath.relpath(path, folder or ".")


def address(homepage: str, path: str) -> str:
    """Give the address of a page; that of the home page is the folder's."""
    return f"{homepage.rstrip('/')}/{'' if path == HOME else quote(path, safe='/._-()~#')}"


def letter(letter_id: str) -> str:
    """Give the page of a letter."""
    return f"letters/{letter_id}.html"


def place(identifier: str) -> str:
    """Give the place in its letter of a figure ('a/b/c9'), or of the answer to a question ('a/b/q3')."""
    letter_id, _, anchor = identifier.rpartition("/")
    return f"{letter(letter_id)}#{anchor}"


def measure(code: str, slug: str | None = None) -> str:
    """Give the page of a measure, or that of one authority's values of it."""
    return f"measures/{code}/{slug}.html" if slug else f"measures/{code}.html"


def observation(measure_page: str, observation_id: str) -> str:
    """Give the row of an observation on the page of its measure."""
    return f"{measure_page}#{observation_id}"


def table(name: str, *, code_list: bool = False) -> str:
    """Give the page of a table or of a code list."""
    return f"codes/{name}.html" if code_list else f"tables/{name}.html"


def field(table_name: str, name: str, *, code_list: bool = False) -> str:
    """Give the place where a field is defined."""
    return f"{table(table_name, code_list=code_list)}#{field_id(name)}"


def code(list_name: str, value: str) -> str:
    """Give the place where a code is defined: a page of its own for a measure."""
    return (
        measure(value) if list_name == "measure" else f"{table(list_name, code_list=True)}#{code_id(value)}"
    )


def rule(name: str) -> str:
    """Give the place where the results of a rule stand."""
    return f"{CHECKS}#{name}"


def field_id(name: str) -> str:
    """Give the id of a field's definition on its table's page."""
    return f"field-{name}"


def code_id(value: str) -> str:
    """Give the id of a code's row on its list's page; ids hold no spaces."""
    return "code-" + value.replace(" ", "-")


def term_id(term: str) -> str:
    """Give the id of a term in the glossary."""
    return "".join(c if c.isalnum() else "-" for c in term.casefold()).strip("-")


def data(path: str) -> str:
    """Give the path of a file that the downloads put below site/data/."""
    return f"data/{path}"


def files(table_name: str) -> tuple[str, str]:
    """Give the files of a table: CSV and Parquet."""
    return data(f"processed/{table_name}.csv"), data(f"processed/{table_name}.parquet")
