"""How to load a table: a few lines in each language, with the types of its schema. The tests run them."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.schemas.table import FieldType, Table

PANDAS: dict[FieldType, str] = {
    "string": "string",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "string",
}
R: dict[FieldType, str] = {
    "string": "character",
    "integer": "integer",
    "number": "numeric",
    "boolean": "logical",
    "date": "Date",
}


@dataclass(frozen=True)
class Snippet:
    """Some lines of code, to be run in the folder of the unpacked zip."""

    language: str
    code: str


def of(table: Table) -> Iterator[Snippet]:
    """Give the lines that load a table in SQL, pandas and R."""
    yield Snippet("SQL (DuckDB)", f"SELECT * FROM 'processed/{table.name}.parquet';")
    yield Snippet("Python (pandas)", _pandas(table))
    yield Snippet("R", _r(table))


def _pandas(table: Table) -> str:
    types = ", ".join(f'"{field.name}": "{PANDAS[field.type]}"' for field in table.fields)
    dates = ", ".join(f'"{field.name}"' for field in table.fields if field.type == "date")
    return (
        "import pandas as pd\n\n"
        f"{table.name} = pd.read_csv(\n"
        f'    "processed/{table.name}.csv",\n'
        "    keep_default_na=False,\n"
        '    na_values=[""],\n'
        f"    dtype={{{types}}},\n" + (f"    parse_dates=[{dates}],\n" if dates else "") + ")"
    )


def _r(table: Table) -> str:
    classes = ", ".join(f'{field.name} = "{R[field.type]}"' for field in table.fields)
    return (
        f"{table.name} <- read.csv(\n"
        f'  "processed/{table.name}.csv",\n'
        '  na.strings = "",\n'
        '  encoding = "UTF-8",\n'
        f"  colClasses = c({classes})\n"
        ")"
    )
