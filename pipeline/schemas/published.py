"""Table Schemas as they are published: codes as categories, keys, one mark for a missing value.

https://datapackage.org/standard/table-schema/. ``fieldsMatch`` is left out: the profile wants a list and
frictionless a string. Categories are repeated as ``enum``, which frictionless enforces.
"""

from collections.abc import Mapping
from typing import Any

from pipeline.schemas.codelists import CodeList
from pipeline.schemas.table import Field, Table

SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
# The largest code list whose codes are spelt out in every field that uses it.
MOST_CATEGORIES = 60

Descriptor = dict[str, Any]


def schema(table: Table, lists: Mapping[str, CodeList]) -> Descriptor:
    """Give a table's Table Schema as published: codes as categories, checks as they stand in the database."""
    code_fields = {
        key.fields[0]: key.table for key in table.foreign_keys if len(key.fields) == 1 and key.table in lists
    }
    found: Descriptor = {
        "$schema": SCHEMA_PROFILE,
        "fields": [_field(field, lists.get(code_fields.get(field.name, ""))) for field in table.fields],
        "primaryKey": list(table.primary_key),
        "missingValues": [""],
    }
    if table.unique_keys:
        found["uniqueKeys"] = [list(key) for key in table.unique_keys]
    if table.foreign_keys:
        found["foreignKeys"] = [
            {
                "fields": list(key.fields),
                "reference": {
                    "resource": "" if key.table == table.name else key.table,
                    "fields": list(key.references),
                },
            }
            for key in table.foreign_keys
        ]
    return found


def _field(field: Field, codes: CodeList | None) -> Descriptor:
    constraints = dict(field.constraints)
    found: Descriptor = {
        "name": field.name,
        "type": field.type,
        "title": field.title,
        "description": field.description,
    }
    if field.example:
        found["example"] = field.example
    if field.type == "boolean":
        found |= {"trueValues": ["true"], "falseValues": ["false"]}
    if not field.required:
        # Frictionless loads no table into SQLite whose pattern meets an empty value; the rules check it.
        constraints.pop("pattern", None)
    if codes is not None and len(codes.rows) <= MOST_CATEGORIES:
        found["categories"] = [{"value": row["code"], "label": row["label"]} for row in codes.rows]
        constraints["enum"] = list(codes.codes)
    if constraints:
        found["constraints"] = constraints
    return found
