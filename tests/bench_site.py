"""What the site costs to build, beside Eleventy rendering the same templates to the same pages, in one run.

Run by `make bench`; nothing here is a test. The templates are translated from Jinja to Nunjucks, a few words
of them, and Eleventy is given the content of each page ready made, as JSON: it joins no rows and makes no
search index. What it writes is compared with what we write, page by page.
"""

import dataclasses
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from grown import grown
from markupsafe import Markup

from pipeline.build.database import load
from pipeline.edges.files import EXPECTATIONS, PACKAGE_METADATA
from pipeline.package.metadata import read
from pipeline.render import codebook, glossary, links, site
from pipeline.render.codebook import Codebook
from pipeline.render.page import Page
from pipeline.schemas.catalogue import catalogue
from pipeline.validate.derived import derived_rules
from pipeline.validate.rules import read_rules

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "pipeline/render/templates"
ELEVENTY = "@11ty/eleventy@3.1.8"
COUNCILS = (1, 20, 200)  # of five letters each
RUNS = 3
CONSTANT = re.compile("[A-Z][A-Z_]+")
# What Nunjucks says otherwise than Jinja.
WORDS = (
    (r"""([\w.]+)\.rpartition\("/"\)\[2\]""", r"\1 | last_part"),
    (r"([\w.]+)\[1:\]", r"(\1 | rest)"),
    (r"\.isoformat\(\)", ""),
    (r"\.items\(\)", ""),
    (r" in \(([^)]*)\)", r" in [\1]"),
    (r"""\}\.get\((\w+), ("[^"]*")\)""", r"}[\1] or \2"),
)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        quietly = ("--silent", "--no-fund", "--no-audit", "--no-package-lock")
        subprocess.run(["npm", "install", *quietly, "--prefix", folder, ELEVENTY], check=True)
        shown: list[tuple[int, float, float]] = []
        for councils in COUNCILS:
            shown.append(measured(folder, councils))
        (_, first, _), (few, one, _), (many, other, _) = shown
        sys.stdout.write(
            f"Ten times as many letters take {other / one:.1f} times as long"
            f" ({few} pages, then {many}; the package as it is: {first:.2f} s)\n"
        )


def measured(folder: Path, councils: int) -> tuple[int, float, float]:
    """Build the site of so many councils both ways in turn; give pages, our seconds and Eleventy's."""
    top = folder / f"councils{councils}"
    lists, texts = grown(ROOT, top / "rows", councils)
    tables = catalogue(lists)
    rules = [*read_rules(ROOT / EXPECTATIONS), *derived_rules(tables, lists)]
    metadata = read((ROOT / PACKAGE_METADATA).read_bytes(), PACKAGE_METADATA)
    ours: list[float] = []
    theirs: list[float] = []
    with duckdb.connect() as connection:
        load(connection, tables, lists, top / "rows", texts.items(), constraints=False)
        book = codebook.read(connection, tables, lists, metadata, rules, texts)
        several = list(site.every(book))
        write_eleventy(top, book, several)
        for _ in range(RUNS if councils < max(COUNCILS) else 1):
            began = time.perf_counter()
            with site.kept():
                book = codebook.read(connection, tables, lists, metadata, rules, texts)
                files = dict(site.rendered(book, list(site.every(book))))
            write(top / "ours", files)
            ours.append(time.perf_counter() - began)
            began = time.perf_counter()
            eleventy(folder, top)
            theirs.append(time.perf_counter() - began)
    same = sum(plain((top / "site" / p.path).read_bytes()) == plain(files[p.path]) for p in several)
    size = sum(len(files[page.path]) for page in several)
    mine, other = statistics.median(ours), statistics.median(theirs)
    sys.stdout.write(
        f"{5 * councils} letters, {len(several)} pages, {size / 1e6:.0f} MB ({same} pages are the same):"
        f" ours {mine:.2f} s ({1000 * mine / len(several):.1f} ms a page),"
        f" Eleventy {other:.2f} s, ratio {mine / other:.2f} (target: 1)\n"
    )
    return len(several), mine, other


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files as Eleventy does: each in its place, over what is there."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def eleventy(folder: Path, top: Path) -> None:
    """Run Eleventy once."""
    program = folder / "node_modules/@11ty/eleventy/cmd.cjs"
    subprocess.run(
        ["node", "--max-old-space-size=12000", program, "--quiet"],
        cwd=top,
        check=True,
        env=os.environ | {"NODE_PATH": str(folder / "node_modules")},
    )


def write_eleventy(top: Path, book: Codebook, several: list[Page]) -> None:
    """Write what Eleventy needs: settings, templates, and the content of each page."""
    shutil.copy(ROOT / "tests/eleventy/eleventy.config.js", top / "eleventy.config.js")
    for path in TEMPLATES.rglob("*.html"):
        new = top / "templates" / path.relative_to(TEMPLATES)
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(translated(path.read_text("utf-8")), "utf-8")
    pages: dict[str, list[dict[str, Any]]] = defaultdict(list)
    (top / "content").mkdir()
    (top / "pages").mkdir()
    for n, page in enumerate(several):
        (top / "content" / f"{n}.json").write_text(Pooled().json(page.content), "utf-8")
        pages[page.template].append(
            {
                **{name: getattr(page, name) for name in ("path", "title", "summary", "section", "crumbs")},
                "content": f"{n}.json",
                "dataset": page.dataset,
            }
        )
    for template, many in pages.items():
        names = sorted({key for page in several if page.template == template for key in page.content})
        name = template.removesuffix(".html")
        (top / "pages" / f"{name}.njk").write_text(
            f"---\npagination:\n  data: of_{name}\n  size: 1\n  alias: shown\n"
            'permalink: "{{ shown.path }}"\n---\n'
            "{% set page = shown %}{% set href = href_of(shown.path) %}{% set prose = prose_of(shown.path) %}"
            + "".join(f"{{% set {key} = shown.content.{key} %}}" for key in names)
            + f"{translated((TEMPLATES / template).read_text('utf-8'))}",
            "utf-8",
        )
        assert len(many) == len({page["path"] for page in many})
    pattern, by_words = glossary._known()
    dated = book.dated
    everything = {
        "pages": pages,
        "links": {name: value for name, value in vars(links).items() if CONSTANT.fullmatch(name)},
        "navigation": site.NAVIGATION,
        "metadata": dataclasses.asdict(book.metadata),
        "glossary": {
            "pattern": re.sub(r"\\([ \-'’])", r"\1", pattern.pattern).replace(r"[\w-]", r"[\p{L}\p{N}_-]"),
            "anchors": {words: term.anchor for words, term in by_words.items()},
        },
        "book": {
            "dated": dated and dated.isoformat(),
            "labels": {
                name: {str(row["code"]): row["label"] for row in codes.rows}
                for name, codes in book.lists.items()
            },
            "places": {key: book.places[key] for key in (*book.questions, *book.by_letter)},
            "questions": {key: {"name": question.name} for key, question in book.questions.items()},
        },
    }
    (top / "book.json").write_text(json.dumps(everything), "utf-8")


def translated(template: str) -> str:
    """Give a template of ours in the words of Nunjucks."""
    for ours, theirs in WORDS:
        template = re.sub(ours, theirs, template)
    return template.removesuffix("\n")


class Pooled:
    """Content as JSON, in which an object that stands in several places stands once."""

    def __init__(self) -> None:
        self._pool: list[Any] = []
        self._known: dict[int, int] = {}
        self._kept: list[object] = []  # so that no other object gets the id of one that is gone

    def json(self, content: Mapping[str, Any]) -> str:
        """Give the content of a page."""
        return json.dumps(
            {"root": {key: self._part(value) for key, value in content.items()}, "pool": self._pool}
        )

    def _part(self, value: Any) -> Any:
        if isinstance(value, Markup):
            return {"$safe": str(value)}
        if value is None or isinstance(value, (str, bool, int)):
            return value
        if isinstance(value, (date, float)):
            return str(value)  # JavaScript writes 25.0 as 25
        if isinstance(value, Mapping):
            return {str(key): self._part(one) for key, one in value.items()}
        if isinstance(value, (list, tuple, set, frozenset)) and not hasattr(value, "_fields"):
            return [self._part(one) for one in value] or None  # an empty list is true in JavaScript
        if id(value) not in self._known:
            self._known[id(value)] = len(self._pool)
            self._kept.append(value)
            self._pool.append(None)
            at = self._known[id(value)]
            self._pool[at] = {name: self._part(getattr(value, name)) for name in names(type(value))}
        return {"$": self._known[id(value)]}


def names(kind: type[Any]) -> tuple[str, ...]:
    """Give the fields and properties of a kind of object."""
    properties = [name for name, value in vars(kind).items() if isinstance(value, property)]
    fields = getattr(kind, "_fields", None) or [field.name for field in dataclasses.fields(kind)]
    return (*fields, *properties)


def plain(html: bytes) -> str:
    """Give a page with its quotes escaped one way."""
    text = html.decode().rstrip()
    for one, other in (("&quot;", "&#34;"), ("&#96;", "`"), ("&#92;", "\\")):
        text = text.replace(one, other)
    return text


if __name__ == "__main__":
    main()
