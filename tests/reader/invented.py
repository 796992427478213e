"""A package of one invented letter, which prints all that a reader of CSV may take for something else."""

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

LETTER = "exampleton/A0012"
TEXT = (
    "Exampleton Council, reference A0012\n"
    "1. How many calls, by sex?\n"
    "Girls £0012, boys 1.1, others 1.10, asked None\r\n"
    "In 2023 N/A, in 2022\n"
    "NA.\n"
    "2. How many visits?\n"
    "We refuse this under section 12.\n"
    "3. And in 2022?\n"
    "As above.\n"
)
Tables = dict[str, tuple[list[str], list[list[str]]]]
CODE_LIST = ["code", "label"]
TABLES: Tables = {
    "letters": (["letter_id", "reference", "letter_date"], [[LETTER, "0012", "2024-02-29"]]),
    "questions": (["question_id", "letter_id"], [[f"{LETTER}/q{n}", LETTER] for n in (1, 2, 3)]),
    "answers": (
        ["question_id", "outcome", "refers_to", "span_start", "span_end"],
        [
            [f"{LETTER}/q1", "granted", "", "63", "135"],
            [f"{LETTER}/q2", "refused", "", "156", "188"],
            [f"{LETTER}/q3", "refused", f"{LETTER}/q2", "205", "214"],
        ],
    ),
    "figures": (
        ["figure_id", "letter_id", "text", "value", "status", "line", "span_start", "span_end"],
        [
            [f"{LETTER}/c70", LETTER, "0012", "12", "reported", "3", "70", "74"],
            [f"{LETTER}/c81", LETTER, "1.1", "1.1", "reported", "3", "81", "84"],
            [f"{LETTER}/c93", LETTER, "1.10", "1.1", "reported", "3", "93", "97"],
            [f"{LETTER}/c105", LETTER, "None", "0", "zero", "3", "105", "109"],
            [f"{LETTER}/c119", LETTER, "N/A", "", "suppressed", "4", "119", "122"],
            [f"{LETTER}/c132", LETTER, "NA", "", "suppressed", "5", "132", "134"],
            [f"{LETTER}/c114", LETTER, "2023", "", "", "4", "114", "118"],
        ],
    ),
    "observations": (
        [
            "observation_id",
            "figure_id",
            "letter_id",
            "question_id",
            "measure",
            "sex",
            "period_start",
            "value",
            "obs_status",
            "value_text",
            "note",
        ],
        [
            ["girls", "c70", "q1", "0012", "female", "2024-01-01", "12", "reported", "0012", 'says "all"'],
            ["boys", "c81", "q1", "0012", "male", "2024-01-01", "1.1", "reported", "1.1", "a line\nanother"],
            ["others", "c93", "q1", "0012", "NA", "2024-01-01", "1.1", "reported", "1.10", "NULL"],
            ["asked", "c105", "q1", "0012", "None", "2024-01-01", "0", "zero", "None", "=1+1"],
            ["of 2023", "c119", "q1", "0012", "_T", "2023-01-01", "", "suppressed", "N/A", "'quoted'"],
            ["of 2022", "c132", "q1", "0012", "_T", "2022-01-01", "", "suppressed", "NA", "# 5, \\n\r\n,"],
            ["visits", "", "q2", "1e5", "_T", "2023-01-01", "", "withheld", "", "£ – “x” 😀"],
            ["visits before", "", "q3", "1e5", "_T", "2022-01-01", "", "not_held", "", ""],
        ],
    ),
    "measure": (
        ["code", "label", "counted"],
        [["0012", 'Calls, "all"', "true"], ["1e5", "Visits", "false"]],
    ),
    "sex": (
        ["code", "label", "parent"],
        [
            ["_T", "All", ""],
            ["female", "Female", "_T"],
            ["male", "Male", "_T"],
            ["NA", "Not asked", "_T"],
            ["None", "None of these", "_T"],
        ],
    ),
    "status": (
        ["code", "label", "has_value"],
        [
            ["reported", "Reported", "true"],
            ["zero", "Zero by word", "true"],
            ["suppressed", "Suppressed", "false"],
            ["withheld", "Withheld", "false"],
            ["not_held", "Not held", "false"],
        ],
    ),
    "outcome": (CODE_LIST, [["granted", "Granted"], ["refused", "Refused"]]),
}
TYPES = {
    "value": "number",
    "line": "integer",
    "span_start": "integer",
    "span_end": "integer",
    "period_start": "date",
    "letter_date": "date",
    "has_value": "boolean",
    "counted": "boolean",
    "reference": "string",
}
REFERS = {
    "letter_id": ("letters", "letter_id"),
    "figure_id": ("figures", "figure_id"),
    "question_id": ("questions", "question_id"),
    "measure": ("measure", "code"),
    "sex": ("sex", "code"),
    "status": ("status", "code"),
    "obs_status": ("status", "code"),
    "outcome": ("outcome", "code"),
    "parent": ("", "code"),
}


def tables() -> Tables:
    """The tables with every identifier in full."""
    columns, rows = TABLES["observations"]
    full = [
        [name, figure and f"{LETTER}/{figure}", LETTER, f"{LETTER}/{question}", *rest]
        for name, figure, question, *rest in rows
    ]
    return TABLES | {"observations": (columns, full)}


def csv_bytes(columns: list[str], rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()


def write(folder: Path, **changed: Any) -> Path:
    """Write the package; ``changed`` are keys of its descriptor."""
    resources: list[dict[str, Any]] = []
    for name, (columns, rows) in tables().items():
        content = csv_bytes(columns, rows)
        path = f"data/{name}.csv"
        (folder / "data").mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        resources.append(described(name, path, columns, content))
    text = folder / f"data/letters/{LETTER}.txt"
    text.parent.mkdir(parents=True)
    text.write_text(TEXT, encoding="utf-8", newline="")
    resources.append(
        {
            "name": "text",
            "path": f"data/letters/{LETTER}.txt",
            "bytes": len(TEXT.encode()),
            "hash": f"sha256:{hashlib.sha256(TEXT.encode()).hexdigest()}",
        }
    )
    parquet = {"name": "twin", "path": "data/sex.parquet", "schema": resources[-2]["schema"]}
    resources.append(parquet)  # no table to the readers
    package = {
        "name": "invented",
        "title": "Ä “title” 😀",
        "version": "0.9.1",
        "resources": resources,
    } | changed
    write_descriptor(folder, package)
    return folder


def described(name: str, path: str, columns: list[str], content: bytes) -> dict[str, Any]:
    return {
        "name": name,
        "title": name.capitalize(),
        "path": path,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "encoding": "utf-8",
        "dialect": {"delimiter": ","},
        "schema": {
            "fields": [
                {"name": column, "type": TYPES.get(column, "string"), "title": column, "description": ""}
                | (
                    {"trueValues": ["true"], "falseValues": ["false"]}
                    if TYPES.get(column) == "boolean"
                    else {}
                )
                for column in columns
            ],
            "primaryKey": columns[:1],
            "missingValues": [""],
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": table, "fields": [key]}}
                for column in columns
                for table, key in [REFERS.get(column, (name, column))]
                if (table, key) != (name, column)
            ],
        },
    }


def write_descriptor(folder: Path, package: dict[str, Any]) -> None:
    (folder / "datapackage.json").write_text(json.dumps(package, indent=1), encoding="utf-8")


def descriptor(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return found


def replace(folder: Path, table: str, old: str, new: str) -> None:
    """Change a table's file, and what the descriptor says of its bytes with it."""
    path = folder / f"data/{table}.csv"
    before = path.read_text("utf-8")
    assert before.count(old) == 1
    content = before.replace(old, new).encode()
    path.write_bytes(content)
    package = descriptor(folder)
    for resource in package["resources"]:
        if resource["name"] == table:
            resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    write_descriptor(folder, package)
