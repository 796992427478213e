"""Table Schemas, read from their JSON files into plain data.

The files follow the Table Schema of Data Package v2 (https://datapackage.org/standard/table-schema/), with
two properties of our own: ``checks`` (conditions on one row, in SQL) and ``dimensionsAfter`` (the field after
which one field for each dimension is inserted).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

FieldType = Literal["string", "integer", "number", "boolean", "date"]
Value = str | int | float | bool | None
Row = dict[str, Value]

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Field:
    """One column. ``constraints`` as in the standard: required, unique, enum, minimum, pattern."""

    name: str
    type: FieldType
    title: str
    description: str
    constraints: Mapping[str, Any] = field(default_factory=dict)
    example: str | None = None

    @property
    def required(self) -> bool:
        """Whether the field may not be empty."""
        return bool(self.constraints.get("required"))


@dataclass(frozen=True)
class ForeignKey:
    """Values of ``fields`` stand in ``references`` of the table ``table``."""

    fields: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class RowCheck:
    """A condition that every row meets, as SQL over its own columns."""

    name: str
    description: str
    sql: str


@dataclass(frozen=True)
class Table:
    """The definition of one table."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[ForeignKey, ...]
    checks: tuple[RowCheck, ...]
    dimensions_after: str | None
    code_list: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the fields, in order."""
        return tuple(f.name for f in self.fields)

    def field(self, name: str) -> Field:
        """Give the field of that name; KeyError where there is none."""
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise KeyError(f"{self.name} has no field {name}")


def parse(schema: Mapping[str, Any], *, code_list: bool) -> Table:
    """Give the table that a Table Schema defines. A foreign key to '' refers to the table itself."""
    name = schema["name"]
    return Table(
        name=name,
        title=schema["title"],
        description=schema["description"],
        fields=tuple(
            Field(
                f["name"], f["type"], f["title"], f["description"], f.get("constraints", {}), f.get("example")
            )
            for f in schema["fields"]
        ),
        primary_key=tuple(schema["primaryKey"]),
        unique_keys=tuple(tuple(key) for key in schema.get("uniqueKeys", [])),
        foreign_keys=tuple(
            ForeignKey(
                tuple(key["fields"]),
                key["reference"]["resource"] or name,
                tuple(key["reference"]["fields"]),
            )
            for key in schema.get("foreignKeys", [])
        ),
        checks=tuple(RowCheck(**check) for check in schema.get("checks", [])),
        dimensions_after=schema.get("dimensionsAfter"),
        code_list=code_list,
    )


@cache
def code_list_tables() -> dict[str, Table]:
    """Give the definitions of the code lists, by name; ``dimension`` is the pattern of every dimension."""
    return _read_folder(HERE / "codelists", code_list=True)


@cache
def data_tables() -> dict[str, Table]:
    """Give the definitions of the tables that letters fill, by name, before dimensions are put in."""
    return _read_folder(HERE / "tables", code_list=False)


def _read_folder(folder: Path, *, code_list: bool) -> dict[str, Table]:
    tables = (
        parse(json.loads(path.read_text("utf-8")), code_list=code_list)
        for path in sorted(folder.glob("*.json"))
    )
    return {table.name: table for table in tables}
