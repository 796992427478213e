"""What datapackage.json says: tables, fields, keys. https://datapackage.org/standard/table-schema/."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from foi_letters.errors import ReaderError
from foi_letters.files import DESCRIPTOR, Read

CODE, LABEL = "code", "label"  # the columns that make a table a code list


@dataclass(frozen=True)
class Field:
    """A column. ``type`` is that of the standard: string, integer, number, boolean, date.

    ``code_list`` is the table that says what its codes mean, None where it holds no codes.
    """

    name: str
    type: str
    title: str
    description: str
    code_list: str | None = None
    true_values: tuple[str, ...] = ("true", "True", "TRUE", "1")
    false_values: tuple[str, ...] = ("false", "False", "FALSE", "0")


@dataclass(frozen=True)
class Table:
    """A table of the package, as the descriptor has it.

    ``foreign_keys`` gives for a field that refers to another table that table and its field.
    """

    name: str
    title: str
    description: str
    path: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: Mapping[str, tuple[str, str]]
    missing_values: frozenset[str]
    encoding: str
    delimiter: str
    quote: str

    @property
    def is_code_list(self) -> bool:
        """Whether its key is a code, and every code has a label."""
        return self.primary_key == (CODE,) and LABEL in self.columns

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(one.name for one in self.fields)


@dataclass(frozen=True)
class Descriptor:
    """The package: ``tables`` by name, in the descriptor's order; ``homepage`` is None until it has one.

    ``digests`` are those of the files that it lists, by path.
    """

    name: str
    title: str
    version: str
    homepage: str | None
    tables: Mapping[str, Table]
    digests: Mapping[str, str]


def read_descriptor(read: Read) -> Descriptor:
    """Give the descriptor. Raises ReaderError where it is none."""
    try:
        found = json.loads(read(DESCRIPTOR))
        resources = [one for one in found["resources"] if _is_csv(one)]
        lists = {one["name"] for one in resources if _is_code_list(one["schema"])}
        return Descriptor(
            name=found.get("name", ""),
            title=found.get("title", ""),
            version=found.get("version", ""),
            homepage=found.get("homepage"),
            tables={one["name"]: _table(one, lists) for one in resources},
            digests={one["path"]: one["hash"] for one in found["resources"] if "hash" in one},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, ReaderError):
            raise
        raise ReaderError(f"{DESCRIPTOR} is no descriptor of a package: {error!r}.") from error


def _is_csv(resource: Mapping[str, Any]) -> bool:
    """Whether it is a table in CSV; what else a package may hold is no table to this reader."""
    return isinstance(resource.get("schema"), dict) and str(resource["path"]).endswith(".csv")


def _is_code_list(schema: Mapping[str, Any]) -> bool:
    return _names(schema.get("primaryKey", ())) == (CODE,) and any(
        one["name"] == LABEL for one in schema["fields"]
    )


def _table(resource: dict[str, Any], lists: set[str]) -> Table:
    schema = resource["schema"]
    dialect = resource.get("dialect", {})
    keys: dict[str, tuple[str, str]] = {}
    for key in schema.get("foreignKeys", ()):
        here, there = _names(key["fields"]), _names(key["reference"]["fields"])
        if len(here) == 1:  # a table that refers to itself is named '', or not at all
            keys[here[0]] = (key["reference"].get("resource") or resource["name"], there[0])
    return Table(
        name=resource["name"],
        title=resource.get("title", resource["name"]),
        description=resource.get("description", ""),
        path=resource["path"],
        fields=tuple(_field(one, keys, lists) for one in schema["fields"]),
        primary_key=_names(schema.get("primaryKey", ())),
        foreign_keys=keys,
        missing_values=frozenset(
            one if isinstance(one, str) else one["value"] for one in schema.get("missingValues", ("",))
        ),
        encoding=resource.get("encoding", "utf-8"),
        delimiter=dialect.get("delimiter", ","),
        quote=dialect.get("quoteChar", '"'),
    )


def _field(found: Mapping[str, Any], keys: Mapping[str, tuple[str, str]], lists: set[str]) -> Field:
    name = found["name"]
    refers = keys.get(name)
    words = {
        ours: tuple(found[theirs])
        for ours, theirs in (("true_values", "trueValues"), ("false_values", "falseValues"))
        if theirs in found
    }
    return Field(
        name=name,
        type=found.get("type", "string"),
        title=found.get("title", name),
        description=found.get("description", ""),
        code_list=refers[0] if refers and refers[0] in lists and refers[1] == CODE else None,
        **words,
    )


def _names(found: Any) -> tuple[str, ...]:
    return (found,) if isinstance(found, str) else tuple(found)
