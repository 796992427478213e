"""metadata.json: what Datasette shows beside the SQLite database.

https://docs.datasette.io/en/stable/metadata.html. A code is a key of its list in the database; with the name
of the column that has the words, Datasette shows those in the code's place.
"""

import json
from collections.abc import Mapping

from pipeline.package.metadata import Metadata
from pipeline.schemas.table import Table

NAME = "metadata.json"
# The words for a row that is no code: the first of these columns that a table has.
LABELS = ("label", "reference", "caption")


def metadata_bytes(metadata: Metadata, tables: Mapping[str, Table], database: str) -> bytes:
    """Give the file; ``database`` is the name of the database's file."""
    licence = metadata.licences[0] if metadata.licences else None
    said = {
        "title": metadata.title,
        "description": metadata.description,
        "license": licence.title if licence else None,
        "source": metadata.name,
        "source_url": metadata.homepage,
        "databases": {
            database.removesuffix(".sqlite"): {
                "tables": {table.name: _table(table) for table in tables.values()},
            }
        },
    }
    known = {name: value for name, value in said.items() if value is not None}
    return (json.dumps(known, ensure_ascii=False, indent=2) + "\n").encode()


def _table(table: Table) -> dict[str, object]:
    found: dict[str, object] = {
        "title": table.title,
        "description": table.description,
        "columns": {field.name: field.description for field in table.fields},
    }
    words = next((name for name in LABELS if name in table.columns), None)
    return found | ({"label_column": words} if words else {})
