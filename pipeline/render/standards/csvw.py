"""CSV on the Web: what the cells of each CSV file mean, in the place where its readers look.

https://www.w3.org/TR/tabular-metadata/. The file stands beside the CSV files under the name that section
5.4 of https://www.w3.org/TR/tabular-data-model/ has readers look for, so that one who has a CSV file finds
it.
"""

import re
from collections.abc import Mapping
from typing import Any

from pipeline.render.standards.description import DescribedTable, Description, Standard, as_json
from pipeline.schemas.table import Field, FieldType, ForeignKey

STANDARD = Standard(
    "CSV on the Web",
    "W3C Recommendation of 17 December 2015",
    "https://www.w3.org/TR/tabular-metadata/",
    "readers of CSV that want types and keys: csvw for Python, csvlint, csv2rdf",
)
NAME = "processed/csv-metadata.json"
TYPES: Mapping[FieldType, str] = {
    "string": "string",
    "integer": "integer",
    "number": "double",
    "boolean": "boolean",
    "date": "date",
}


def files(about: Description) -> dict[str, bytes]:
    """Give the metadata of all CSV files, as one group of tables."""
    metadata = about.metadata
    return {
        NAME: as_json(
            {
                "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
                "dc:title": metadata.title,
                "dc:description": metadata.description,
                "dc:identifier": metadata.identifier,
                "schema:version": metadata.version,
                "dc:creator": list(metadata.makers),
                "dc:subject": list(metadata.keywords),
                "dc:rights": [one.title for one in metadata.licences],
                "dc:license": [
                    {"@id": about.reference(one.path) if metadata.homepage else f"../{one.path}"}
                    for one in metadata.licences
                ],
                # A cell that is empty has no value; nothing else means that: not NA, None or a dash.
                "null": "",
                "dialect": {
                    "encoding": "utf-8",
                    "lineTerminators": ["\n"],
                    "delimiter": ",",
                    "quoteChar": '"',
                    "doubleQuote": True,
                    "header": True,
                    "headerRowCount": 1,
                    "skipInitialSpace": False,
                    "trim": False,
                },
                "tables": [_table(one) for one in about.tables],
            }
        )
    }


def _table(one: DescribedTable) -> dict[str, Any]:
    table = one.table
    # A key with a cell that is empty refers to no row, which breaks a foreign key here: such a column only
    # says which table it is about.
    strict = [key for key in table.foreign_keys if all(table.field(name).required for name in key.fields)]
    about = {key.fields[0]: key.table for key in table.foreign_keys if key not in strict}
    return {
        "url": one.csv.name,
        "dc:title": table.title,
        "dc:description": table.description,
        "dc:conformsTo": {"@id": f"../{one.schema.path}"},
        "tableSchema": {
            "columns": [_column(field, about.get(field.name)) for field in table.fields],
            "primaryKey": list(table.primary_key),
            "foreignKeys": [_foreign_key(key) for key in strict],
            "rowTitles": ["label"] if "label" in table.columns else None,
        },
    }


def _column(field: Field, references: str | None) -> dict[str, Any]:
    return {
        "name": field.name,
        # What stands in the heading of the file, which readers compare.
        "titles": field.name,
        "dc:title": field.title,
        "dc:description": field.description,
        "dc:references": {"@id": f"{references}.csv"} if references else None,
        "datatype": _datatype(field),
        "required": True if field.required else None,
        "null": "",
    }


def _datatype(field: Field) -> dict[str, Any] | str:
    found: dict[str, Any] = {"base": TYPES[field.type]}
    constraints = field.constraints
    if field.type == "boolean":
        found["format"] = "true|false"
    elif "pattern" in constraints:
        found["format"] = constraints["pattern"]
    elif "enum" in constraints and field.type == "string":
        found["format"] = "|".join(map(re.escape, constraints["enum"]))
    if "minimum" in constraints:
        found["minimum"] = constraints["minimum"]
    return found if len(found) > 1 else found["base"]


def _foreign_key(key: ForeignKey) -> dict[str, Any]:
    return {
        "columnReference": list(key.fields),
        "reference": {"resource": f"{key.table}.csv", "columnReference": list(key.references)},
    }
