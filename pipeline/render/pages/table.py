"""The data dictionary: a page per table with each field's definition, gaps and distribution."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.render import dataset, fields, links, queries, snippets, wording
from pipeline.render.codebook import Codebook
from pipeline.render.page import Page
from pipeline.schemas.codelists import dimension_names
from pipeline.schemas.table import Table

SHOWN = 60  # rows of a table that are shown as they stand; larger ones are for the downloads


@dataclass(frozen=True)
class Cell:
    """One cell: its text, and what it links to."""

    text: str
    target: str | None = None
    numeric: bool = False


def pages(book: Codebook) -> Iterator[Page]:
    """Give the list of tables and the page of each."""
    rows = {name: queries.row_count(book.connection, name) for name in book.tables}
    data = sorted((t for t in book.tables.values() if not t.code_list), key=lambda t: t.name)
    lists = [codes.table for codes in book.lists.values()]
    dimensions = dimension_names(book.lists)
    yield Page(
        path=links.TABLES,
        template="tables.html",
        title="Data dictionary",
        summary="Every table and code list, with the definition of every field.",
        section=links.TABLES,
        content={
            "rows": rows,
            "tables": data,
            "lists": [t for t in lists if t.name not in dimensions],
            "dimensions": [t for t in lists if t.name in dimensions],
        },
    )
    for table in data:
        yield Page(
            path=links.table(table.name),
            template="table.html",
            title=f"{table.title} (table)",
            summary=table.description,
            section=links.TABLES,
            crumbs=(("Data dictionary", links.TABLES),),
            dataset=dataset.part(book, table, links.files(table.name)),
            content={
                "table": table,
                "snippets": list(snippets.of(table)),
                "rows": rows[table.name],
                "profiles": fields.profiles(book, table),
                "cells": cells(book, table) if rows[table.name] <= SHOWN else None,
            },
        )


def cells(book: Codebook, table: Table) -> list[list[Cell]]:
    """Give all rows of a table, identifiers and codes linked to what they stand for."""
    targets = {key.fields[0]: key.table for key in table.foreign_keys if len(key.fields) == 1}
    return [
        [
            _cell(value, _target(book, table, field.name, value, targets))
            for field, value in zip(table.fields, row.values(), strict=True)
        ]
        for row in queries.all_rows(book.connection, table)
    ]


def _cell(value: Any, target: str | None) -> Cell:
    if value is None:
        return Cell("")
    if isinstance(value, bool):
        return Cell("true" if value else "false")
    if isinstance(value, (int, float)):
        return Cell(wording.number(value), target, numeric=True)
    if isinstance(value, date):
        return Cell(value.isoformat())
    return Cell(wording.excerpt(str(value)), target)


def _target(book: Codebook, table: Table, field: str, value: Any, keys: dict[str, str]) -> str | None:
    if value is None:
        return None
    if field in keys and book.tables[keys[field]].code_list:
        return links.code(keys[field], str(value))
    found = book.places.get(str(value))
    own = field in table.primary_key
    return found[1] if found and (own or field in keys) else None
