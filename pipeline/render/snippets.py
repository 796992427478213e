"""How to load the tables: a few lines in each language, with the types of their schemas.

All that is published is written here: the lines on the page of each table, those on the page of downloads and
those of the README. The tests run them. Parquet carries the types, so the lines for programs that read it are
about Parquet; where a program reads CSV alone, its lines name the type of every column. None guesses: a
program that does takes the code 0012 for 12, 1.10 for 1.1, and the words None and N/A for nothing.
"""

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
READR: dict[FieldType, str] = {"integer": "i", "number": "d", "boolean": "l", "date": "D"}
R: dict[FieldType, str] = {
    "string": "character",
    "integer": "integer",
    "number": "numeric",
    "boolean": "logical",
    "date": "Date",
}
DUCKDB, POLARS, PANDAS_PARQUET = "SQL (DuckDB)", "Python (polars)", "Python (pandas and pyarrow)"
PANDAS_CSV, READR_CSV, R_CSV = "Python (pandas alone)", "R (readr)", "R"
FRICTIONLESS, SQLITE = "Python (frictionless)", "SQL (SQLite)"
# How GitHub colours them.
FENCES = {
    DUCKDB: "sql", PANDAS_PARQUET: "python", READR_CSV: "r", FRICTIONLESS: "python", SQLITE: "sql",
}  # fmt: skip


@dataclass(frozen=True)
class Snippet:
    """Some lines of code, to be run in the folder of the unpacked zip or of the repository."""

    language: str
    code: str


def of(table: Table) -> Iterator[Snippet]:
    """Give the lines that load a table, in each language."""
    yield Snippet(DUCKDB, f"SELECT * FROM 'processed/{table.name}.parquet';")
    yield Snippet(POLARS, f'import polars as pl\n\n{table.name} = pl.read_parquet("{_parquet(table)}")')
    yield Snippet(PANDAS_PARQUET, _pandas(table))
    yield Snippet(PANDAS_CSV, _pandas_csv(table))
    yield Snippet(READR_CSV, _readr(table))
    yield Snippet(R_CSV, _r(table))


def examples(observations: Table) -> Iterator[Snippet]:
    """Give first questions and how they are asked, in each language; ``observations`` is that table."""
    yield Snippet(
        PANDAS_PARQUET,
        f"{_pandas(observations)}\n"
        "calls = observations.query(\"measure == 'mash_calls' and obs_status == 'reported'\")\n"
        'print(calls[["period_start", "period_end", "value"]])',
    )
    yield Snippet(
        READR_CSV,
        f"{_readr(observations)}\n"
        'calls <- subset(observations, measure == "mash_calls" & obs_status == "reported")\n'
        'print(calls[c("period_start", "period_end", "value")])',
    )
    yield Snippet(
        DUCKDB,
        "SELECT measure.label, obs_status, count(*) AS observations\n"
        "FROM 'processed/observations.parquet' AS observations\n"
        "JOIN 'processed/measure.parquet' AS measure ON measure.code = observations.measure\n"
        "GROUP BY ALL\n"
        "ORDER BY ALL;",
    )
    yield Snippet(
        SQLITE,
        "SELECT measure.label, observations.period_start, observations.value\n"
        "FROM observations JOIN measure ON measure.code = observations.measure\n"
        "WHERE observations.obs_status = 'reported'\n"
        "ORDER BY measure.label, observations.period_start;",
    )
    yield Snippet(
        FRICTIONLESS,
        "from frictionless import Package\n\n"
        'package = Package("datapackage.json")\n'
        'for row in package.get_resource("observations").read_rows():\n'
        '    if row["measure"] == "mash_calls" and row["obs_status"] == "reported":\n'
        '        print(row["period_start"], row["period_end"], row["value"])',
    )


def markdown(snippet: Snippet) -> str:
    """Give a snippet as a block of Markdown."""
    return f"```{FENCES[snippet.language]}\n{snippet.code}\n```\n"


def _parquet(table: Table) -> str:
    return f"processed/{table.name}.parquet"


def _pandas(table: Table) -> str:
    return (
        f'import pandas as pd\n\n{table.name} = pd.read_parquet("{_parquet(table)}", dtype_backend="pyarrow")'
    )


def _pandas_csv(table: Table) -> str:
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


def _readr(table: Table) -> str:
    types = "".join(f', {f.name} = "{READR[f.type]}"' for f in table.fields if f.type in READR)
    return (
        "library(readr)\n\n"
        f"{table.name} <- read_csv(\n"
        f'  "processed/{table.name}.csv",\n'
        '  na = "",\n'
        "  trim_ws = FALSE,\n"
        f'  col_types = cols(.default = "c"{types})\n'
        ")"
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
