"""The stage build: rows and code lists -> the canonical CSV of every table but the checks."""

import json
from pathlib import Path

from pipeline.build.canonical import csv_bytes
from pipeline.edges.files import CODE_LISTS, ROWS, TABLES, write_folder
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import read_code_lists
from pipeline.schemas.table import Row

CHECKS = "checks"


def run(root: Path) -> None:
    """Write the tables. No constraint is applied yet: what does not hold is for the rules to say."""
    lists = read_code_lists(root / CODE_LISTS)
    contents = {}
    for table in catalogue(lists).values():
        if table.name != CHECKS:
            rows = lists[table.name].rows if table.code_list else _rows(root / ROWS / f"{table.name}.jsonl")
            contents[f"{table.name}.csv"] = csv_bytes(table, rows)
    write_folder(root / TABLES, contents)


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []
