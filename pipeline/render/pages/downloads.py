"""Downloads: every table as CSV and Parquet, how to open them, how to cite them, and on what terms."""

from collections.abc import Iterator

from pipeline.render import links, queries
from pipeline.render.codebook import Codebook
from pipeline.render.page import Page
from pipeline.render.periods import day


def pages(book: Codebook) -> Iterator[Page]:
    """Give the page of downloads."""
    files = [
        (
            table,
            queries.row_count(book.connection, table.name),
            links.data(f"processed/{table.name}.csv"),
            links.data(f"processed/{table.name}.parquet"),
        )
        for table in sorted(book.tables.values(), key=lambda t: (t.code_list, t.name))
    ]
    yield Page(
        path=links.DOWNLOADS,
        template="downloads.html",
        title="Downloads",
        summary="The data as CSV, Parquet and Data Package, with snippets for Python, R, DuckDB and Excel.",
        section=links.DOWNLOADS,
        content={
            "data_files": [file for file in files if not file[0].code_list],
            "list_files": [file for file in files if file[0].code_list],
            "archive": archive(book),
            "descriptor": links.data("datapackage.json"),
            "citation": citation(book),
            "terms": terms(book),
        },
    )


def archive(book: Codebook) -> str:
    """Give the path of the zip that holds everything."""
    return links.data(f"{book.metadata.name}-{book.metadata.version}.zip")


def citation(book: Codebook) -> str:
    """Give the words to cite the data with. The date is that of the newest letter: a build has none."""
    makers = [c.title for c in book.metadata.contributors if "author" not in c.roles]
    authors = [c.title for c in book.metadata.contributors if "author" in c.roles]
    parts = [
        f"{'; '.join(makers) or book.metadata.name}. {book.metadata.title}. Version {book.metadata.version}."
    ]
    if authors:
        parts.append(f"Made from letters of {', '.join(authors)}.")
    if book.letters:
        parts.append(f"Newest letter: {day(book.letters[0].letter_date)}.")
    if book.metadata.homepage:
        parts.append(book.metadata.homepage)
    return " ".join(parts)


def terms(book: Codebook) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Give the re-use terms in force: label, description, and the letters with their targets."""
    found = []
    for row in book.lists["reuse_terms"].rows:
        under = [
            (one.reference, links.letter(one.letter_id))
            for one in book.letters
            if one.reuse_terms == row["code"]
        ]
        if under:
            found.append((str(row["label"]), str(row["description"]), under))
    return found
