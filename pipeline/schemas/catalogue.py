"""All tables that are published, dimensions put in, each after the tables that it refers to."""

from collections.abc import Mapping
from dataclasses import replace
from graphlib import TopologicalSorter

from pipeline.schemas.codelists import CodeList, dimension_field, dimension_names
from pipeline.schemas.table import ForeignKey, Table, data_tables


def catalogue(lists: Mapping[str, CodeList]) -> dict[str, Table]:
    """Give every table by name, in an order in which they can be created and filled."""
    tables = {name: codes.table for name, codes in lists.items()}
    tables |= {name: with_dimensions(table, lists) for name, table in data_tables().items()}
    graph = {
        name: sorted(
            {key.table for key in table.foreign_keys} - {name}
        )  # sorted: the order must not depend on hashes
        for name, table in sorted(tables.items())
    }
    return {name: tables[name] for name in TopologicalSorter(graph).static_order()}


def with_dimensions(table: Table, lists: Mapping[str, CodeList]) -> Table:
    """Insert a field and a foreign key for each dimension after the field that ``dimensions_after`` names."""
    if table.dimensions_after is None:
        return table
    at = table.columns.index(table.dimensions_after) + 1
    names = dimension_names(lists)
    added = tuple(dimension_field(lists[name]) for name in names)
    keys = tuple(ForeignKey((name,), name, ("code",)) for name in names)
    return replace(
        table,
        fields=table.fields[:at] + added + table.fields[at:],
        foreign_keys=table.foreign_keys + keys,
    )
