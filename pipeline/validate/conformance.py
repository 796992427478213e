"""Frictionless on the tables: types, constraints and keys of every row, by the schemas as they are published.

It works in a process of its own while Great Expectations is imported: together they take no longer than that
takes alone.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from pipeline.edges.problems import BadInputError, Problem
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.published import Descriptor, schema
from pipeline.schemas.table import Table

PROGRAM = Path(__file__).with_name("frictionless_program.py")


def start(
    tables: Mapping[str, Table], lists: Mapping[str, CodeList], folder: Path, scratch: Path
) -> subprocess.Popen[str]:
    """Begin to validate the CSV files of a folder, with a file in ``scratch``; ``finish`` waits for it."""
    package = scratch / "tables.json"
    package.write_text(json.dumps(descriptor(tables, lists)), encoding="utf-8")
    # -P: the modules beside the program must not stand in for others of the same name.
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-P", str(PROGRAM), str(package), str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def finish(process: subprocess.Popen[str], folder: str) -> None:
    """Raise BadInputError with everything that frictionless finds wrong in the files."""
    found, errors = process.communicate()
    if process.returncode:
        last = errors.strip().splitlines()[-1:]
        raise BadInputError([Problem(folder, None, f"frictionless cannot read the tables: {last}.", "")])
    problems = [Problem(folder, None, fault, "") for fault in json.loads(found)]
    if problems:
        raise BadInputError(problems)


def descriptor(tables: Mapping[str, Table], lists: Mapping[str, CodeList]) -> Descriptor:
    """Give a data package of the tables' CSV files as they lie in one folder."""
    return {
        "resources": [
            {
                "name": table.name,
                "type": "table",
                "path": f"{table.name}.csv",
                "format": "csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
                "schema": schema(table, lists),
            }
            for table in tables.values()
        ]
    }
