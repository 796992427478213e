"""Downloads: every table as CSV and Parquet, all in one workbook or database; how to open and to cite them,
and on what terms."""

from collections.abc import Iterator

from pipeline.edges.files import SUMS
from pipeline.package.metadata import Metadata
from pipeline.render import citing, datasette, labelled, links, load, queries, snippets, tidy
from pipeline.render.codebook import Codebook
from pipeline.render.page import Page
from pipeline.render.standards import Standard


def pages(book: Codebook) -> Iterator[Page]:
    """Give the page of downloads."""
    files = [
        (
            table,
            queries.row_count(book.connection, table.name),
            *links.files(table.name),
        )
        for table in sorted(book.tables.values(), key=lambda t: (t.code_list, t.name))
    ]
    yield Page(
        path=links.DOWNLOADS,
        template="downloads.html",
        title="Downloads",
        summary="The data as CSV, Parquet, Excel, SQLite and Data Package, and how to open them.",
        section=links.DOWNLOADS,
        content={
            "data_files": [file for file in files if not file[0].code_list],
            "list_files": [file for file in files if file[0].code_list],
            "archive": file(book.metadata, "zip"),
            "workbook": file(book.metadata, "xlsx"),
            "sqlite": file(book.metadata, "sqlite"),
            "sums": links.data(SUMS),
            "descriptor": links.data("datapackage.json"),
            "citation": citing.words(book.metadata, book.dated),
            "apa": citing.apa(book.metadata, book.dated),
            "bibtex": citing.bibtex(book.metadata, book.dated),
            "references": [links.data(citing.BIBTEX), links.data(citing.RIS)],
            "load": links.data(load.NAME),
            "standards": list(_standards(book)),
            "datasette": links.data(datasette.NAME),
            "examples": list(snippets.examples(book.tables["observations"])),
            "measures": [
                (
                    str(row["label"]),
                    links.measure(str(row["code"])),
                    links.data(labelled.path(str(row["code"]))),
                    links.data(tidy.path(str(row["code"]))),
                )
                for row in book.lists["measure"].rows
                if row["code"] in book.by_measure
            ],
            "terms": terms(book),
        },
    )


def _standards(book: Codebook) -> Iterator[tuple[Standard, list[tuple[str, str | None]]]]:
    """Give each standard with its files: the name of each, and its path where it is a download."""
    for one in book.described:
        offered = "package" in one.standard.places
        files = [(path.rpartition("/")[2], links.data(path) if offered else None) for path in one.files]
        if files:
            yield one.standard, files


def name(metadata: Metadata, suffix: str) -> str:
    """Give the name of a file that holds all tables: zip, xlsx or sqlite."""
    return f"{metadata.name}-{metadata.version}.{suffix}"


def file(metadata: Metadata, suffix: str) -> str:
    """Give the path of such a file."""
    return links.data(name(metadata, suffix))


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
