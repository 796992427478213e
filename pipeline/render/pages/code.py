"""A page per code list: every code with its meaning, the labels that letters print for it, and its use."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.render import dataset, fields, links, queries, snippets
from pipeline.render.codebook import Codebook
from pipeline.render.page import Page
from pipeline.schemas.codelists import CodeList, split
from pipeline.schemas.table import Row

WORDS = ("variants", "phrases")  # columns that hold what letters print


@dataclass(frozen=True)
class Code:
    """One code: its row, what letters print for it, and how often each field uses it."""

    row: Row
    anchor: str
    target: str
    printed: tuple[str, ...]
    used: tuple[int, ...]


def pages(book: Codebook) -> Iterator[Page]:
    """Give the page of each code list."""
    for codes in book.lists.values():
        users = _users(book, codes.name)
        counts = [dict(queries.counts(book.connection, table, field)) for table, field in users]
        table = codes.table
        extra = [f for f in table.fields if f.name not in ("code", "label", "description", *WORDS)]
        printed = next((f for f in table.fields if f.name in WORDS), None)
        yield Page(
            path=links.table(codes.name, code_list=True),
            template="code.html",
            title=f"{table.title} (code list)",
            summary=table.description,
            section=links.TABLES,
            crumbs=(("Data dictionary", links.TABLES),),
            dataset=dataset.part(book, table, links.files(table.name)),
            content={
                "table": table,
                "snippets": list(snippets.of(table)),
                "file": codes.file,
                "codes": [_code(codes, row, counts, printed.name if printed else None) for row in codes.rows],
                "users": [(t, f, links.field(t, f, code_list=book.tables[t].code_list)) for t, f in users],
                "extra": extra,
                "printed": printed,
                "profiles": fields.profiles(book, table),
            },
        )


def _users(book: Codebook, name: str) -> list[tuple[str, str]]:
    """Give the fields that hold codes of the list."""
    return [
        (table.name, key.fields[0])
        for table in sorted(book.tables.values(), key=lambda t: (t.code_list, t.name))
        for key in table.foreign_keys
        if key.table == name
    ]


def _code(codes: CodeList, row: Row, counts: Sequence[Mapping[str, int]], printed: str | None) -> Code:
    value = str(row["code"])
    return Code(
        row=row,
        anchor=links.code_id(value),
        target=links.code(codes.name, value),
        printed=tuple(split(row[printed])) if printed else (),
        used=tuple(count.get(value, 0) for count in counts),
    )
