"""Every table of the package with the sixth letter, as one program or another opens it.

Each function gives the rows of each table by its name: text, numbers, dates, and None for what is missing.
What a program has no type for it may give as text; ``holds`` says what must be so all the same. Where the
pages of the site print lines for a program, those are what is run.
"""

import csv
import io
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import sixth

Tables = dict[str, list[dict[str, Any]]]


class _Lines(HTMLParser):
    """The blocks of code of a page, by the heading above each."""

    def __init__(self) -> None:
        super().__init__()
        self.heading, self.within = "", ""
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "h3":
            self.heading = ""
        self.within = tag if tag in ("h3", "pre") else self.within

    def handle_endtag(self, tag: str) -> None:
        if tag == self.within:
            self.within = ""

    def handle_data(self, data: str) -> None:
        if self.within == "h3":
            self.heading += data
        elif self.within == "pre":
            self.found[self.heading] = self.found.get(self.heading, "") + data


def printed(page: Path) -> dict[str, str]:
    """Give the lines of code that a page prints, by language."""
    lines = _Lines()
    lines.feed(page.read_text("utf-8"))
    return lines.found


def names(top: Path) -> list[str]:
    """Give the names of all tables."""
    return sorted(path.stem for path in (top / "site/data/processed").glob("*.csv"))


def lines(top: Path, table: str, language: str) -> str:
    """Give the lines that the page of a table prints."""
    pages = [top / "site" / folder / f"{table}.html" for folder in ("tables", "codes")]
    (page,) = [page for page in pages if page.exists()]
    return printed(page)[language]


def texts(content: str) -> list[dict[str, str]]:
    """Give the rows of a CSV file, every cell as text."""
    return list(csv.DictReader(io.StringIO(content, newline="")))


@contextmanager
def unpacked(top: Path) -> Iterator[None]:
    """Be in the folder of the unpacked zip."""
    before = Path.cwd()
    os.chdir(top / "site/data")
    try:
        yield
    finally:
        os.chdir(before)


def as_published(top: Path) -> dict[str, list[dict[str, str]]]:
    """Give the tables as the standard library reads them, every cell as text."""
    folder = top / "site/data/processed"
    return {name: texts((folder / f"{name}.csv").read_bytes().decode()) for name in names(top)}


def holds(tables: Mapping[str, list[dict[str, Any]]], top: Path) -> None:
    """Fail unless every table is whole, words are words, and what is not given adds nothing."""
    published = as_published(top)
    assert {name: len(rows) for name, rows in tables.items()} == {n: len(r) for n, r in published.items()}
    for name, rows in published.items():
        for row, wanted in zip(
            sorted(tables[name], key=lambda row: [str(row[column]) for column in _key(published, name)]),
            sorted(rows, key=lambda row: [row[column] for column in _key(published, name)]),
            strict=True,
        ):
            assert row.keys() == wanted.keys(), name
            empty = {column for column, text in wanted.items() if not text}
            assert {column for column, value in row.items() if value is None or value == ""} == empty, name
    ours = {row["observation_id"]: row for row in tables["observations"] if row["letter_id"] == sixth.LETTER}
    assert {key: row["value_text"] or None for key, row in ours.items()} == sixth.WORDS
    assert {key: row["note"] for key, row in ours.items()} == sixth.NOTES
    values = {key: number(row["value"]) for key, row in ours.items()}
    assert values == sixth.VALUES
    assert sum(value for value in values.values() if value is not None) == sixth.SUM
    (letter,) = [row for row in tables["letters"] if row["letter_id"] == sixth.LETTER]
    assert (letter["reference"], letter["subject"]) == ("0012", sixth.SUBJECT)
    (council,) = [row for row in tables["authority"] if row["code"] == sixth.AREA]
    assert council["dfe_code"] == sixth.DIGITS
    labels = {row["row_label"] for row in tables["figures"] if row["letter_id"] == sixth.LETTER}
    assert labels == {text for text in sixth.WORDS.values() if text}


def number(value: Any) -> float | None:
    """Give a number that a program may have read as text; nothing else becomes one."""
    return None if value is None or value == "" else float(value)


def _key(published: Mapping[str, list[dict[str, str]]], name: str) -> list[str]:
    """Give columns by which the rows of a table have one order."""
    return [
        column
        for column in (published[name][0] if published[name] else ())
        if column.endswith(("_id", "code", "provision", "regime")) or column == "span_start"
    ]


def duckdb(top: Path) -> Tables:
    """The lines of SQL on Parquet."""
    import duckdb as program

    with unpacked(top), program.connect() as connection:
        found: Tables = {}
        for name in names(top):
            result = connection.execute(lines(top, name, "SQL (DuckDB)"))
            columns = [column[0] for column in result.description or ()]
            found[name] = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
    return found


def _run(top: Path, language: str) -> dict[str, Any]:
    """Run the lines of Python for each table, in the folder of the unpacked zip; give what they name."""
    found = {}
    with unpacked(top):
        for name in names(top):
            scope: dict[str, Any] = {}
            exec(lines(top, name, language), scope)  # noqa: S102 - what the page tells people to run
            found[name] = scope[name]
    return found


def _records(frame: Any) -> list[dict[str, Any]]:
    kept = frame.astype(object).where(frame.notna(), None)
    found: list[dict[str, Any]] = kept.to_dict("records")
    return found


def pandas_csv(top: Path) -> Tables:
    """The lines of pandas on CSV."""
    return {name: _records(frame) for name, frame in _run(top, "Python (pandas alone)").items()}


def pandas_parquet(top: Path) -> Tables:
    """The lines of pandas on Parquet."""
    frames = _run(top, "Python (pandas and pyarrow)")
    assert str(frames["observations"]["value"].dtype) == "double[pyarrow]"
    assert str(frames["observations"]["period_start"].dtype) == "date32[day][pyarrow]"
    return {name: _records(frame) for name, frame in frames.items()}


def polars(top: Path) -> Tables:
    """The lines of polars on Parquet."""
    return {name: frame.to_dicts() for name, frame in _run(top, "Python (polars)").items()}


def sqlite(top: Path) -> Tables:
    """The database, by the SQLite that comes with Python."""
    (file,) = (top / "site/data").glob("*.sqlite")
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        return {
            name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')] for name in names(top)
        }
    finally:
        connection.close()


def openpyxl(top: Path) -> Tables:
    """The sheets for programs: headings in the first row, under the table object that Contents names."""
    import openpyxl as program
    from openpyxl.utils.escape import unescape

    (file,) = (top / "site/data").glob("*.xlsx")
    book: Any = program.load_workbook(file)
    published = {
        name: (top / f"site/data/processed/{name}.csv").read_text("utf-8").split("\n", 1)[0].split(",")
        for name in names(top)
    }
    found: Tables = {}
    for name, columns in published.items():
        sheet = book[name]
        (table,) = sheet.tables.values()
        assert table.displayName == f"table_{name}" and table.ref.startswith("A1:")
        headings, *rows = sheet.iter_rows(values_only=True)
        assert [heading for heading in headings if heading in columns] == columns
        kept = [
            dict(zip(headings, row, strict=True)) for row in rows if any(cell is not None for cell in row)
        ]
        # What XML has no character for stands in the cell as _x000D_, which Excel shows as that character.
        found[name] = [
            {
                column: unescape(row[column]) if isinstance(row[column], str) else row[column]
                for column in columns
            }
            for row in kept
        ]
    values = {type(row["value"]) for row in found["observations"]}
    assert values <= {int, float, type(None)}
    return found


def frictionless(top: Path) -> Tables:
    """Every resource of the descriptor, after the whole of it was found valid."""
    from frictionless import Package

    package: Any = Package(str(top / "site/data/datapackage.json"))
    assert package.validate().valid
    return {
        resource.name: [dict(row.to_dict()) for row in resource.read_rows()] for resource in package.resources
    }
