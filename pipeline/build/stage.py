"""The stage build: rows and code lists -> canonical CSV and Parquet of every table but the checks."""

import json
import tempfile
from pathlib import Path

import duckdb

from pipeline.build.canonical import csv_bytes
from pipeline.build.database import load, write_parquet
from pipeline.files import CODE_LISTS, ROWS, TABLES, read_folder, write_folder
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import read_code_lists
from pipeline.schemas.table import Row

CHECKS = "checks"


def run(root: Path) -> None:
    """Write the tables. No constraint is applied yet: what does not hold is for the rules to say."""
    lists = read_code_lists(root / CODE_LISTS)
    tables = {name: table for name, table in catalogue(lists).items() if name != CHECKS}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for table in tables.values():
            rows = lists[table.name].rows if table.code_list else _rows(root / ROWS / f"{table.name}.jsonl")
            (folder / f"{table.name}.csv").write_bytes(csv_bytes(table, rows))
        with duckdb.connect() as connection:
            load(connection, tables, lists, folder, (), constraints=False)
            for table in tables.values():
                write_parquet(connection, table, folder / f"{table.name}.parquet")
        write_folder(root / TABLES, read_folder(folder))


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []
