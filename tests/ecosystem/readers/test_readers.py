"""Every program that people open the data with gives the sixth letter's words as words, and no number where
none is given.
"""

import asyncio
import json
import sqlite3
import subprocess
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import opened
import pytest
import sixth
from opened import Tables

from .conftest import ROOT, Seen

WHOLE = "every table whole, words as printed, what is not given missing"
HERE = Path(__file__).parent
Needs = Callable[[str, str], str]
FRICTIONLESS_JS = "frictionless.js@0.13.4"


@pytest.mark.parametrize(
    ("program", "name", "run"),
    [
        (opened.duckdb, "duckdb", "the lines of each table's page, on Parquet"),
        (opened.polars, "polars", "the lines of each table's page, on Parquet"),
        (opened.pandas_parquet, "pandas", "the lines of each table's page, on Parquet, with pyarrow"),
        (opened.pandas_csv, "pandas", "the lines of each table's page, on CSV"),
        (opened.openpyxl, "openpyxl", "the workbook's sheets for programs"),
        (opened.frictionless, "frictionless", "`Package.validate()`, then `read_rows()` of each resource"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_python_reads_every_table_whole(
    top: Path, seen: Seen, program: Callable[[Path], Tables], name: str, run: str
) -> None:
    opened.holds(program(top), top)
    seen(name, version(name), run, WHOLE)


def test_sqlite_reads_every_table_whole(top: Path, seen: Seen) -> None:
    opened.holds(opened.sqlite(top), top)
    seen("SQLite", sqlite3.sqlite_version, "`SELECT *` of each table of the database", WHOLE)


def test_frictionless_indexes_and_publishes_every_table(top: Path, seen: Seen, tmp_path: Path) -> None:
    from frictionless import Package, formats

    published = {name: len(rows) for name, rows in opened.as_published(top).items()}
    for how in ("index", "publish"):
        database = f"sqlite:///{tmp_path / how}.db"
        package: Any = Package(str(top / "site/data/datapackage.json"))
        if how == "index":
            for resource in package.resources:
                resource.index(database, name=resource.name)
        else:
            package.publish(database, control=formats.SqlControl())
        with sqlite3.connect(tmp_path / f"{how}.db") as connection:
            counts = {
                name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in published
            }
            ours = connection.execute(
                "SELECT observation_id, value_text, value FROM observations WHERE letter_id = ?",
                [sixth.LETTER],
            ).fetchall()
        assert counts == published, how
        assert {row[0]: row[1] for row in ours} == sixth.WORDS
        assert {row[0]: row[2] for row in ours} == sixth.VALUES
    letters = Package(str(top / "site/data/processed/letters/datapackage.json"))
    assert letters.validate().valid
    assert {resource.read_text() for resource in letters.resources} >= {sixth.TEXT}
    run = "`resource.index()` of each table, and `Package.publish(SqlControl())`, into SQLite"
    seen("frictionless", version("frictionless"), run, WHOLE)


def test_frictionless_on_the_command_line_indexes_the_package(top: Path, tmp_path: Path) -> None:
    program = ROOT / ".venv-ecosystem/bin/frictionless"
    command: list[str | Path] = [
        program,
        "index",
        "datapackage.json",
        "--database",
        f"sqlite:///{tmp_path / 'all.db'}",
    ]
    done = subprocess.run(command, cwd=top / "site/data", capture_output=True, text=True, check=False)
    n_tables = len(opened.names(top))
    assert f"indexed {n_tables} tables" in done.stdout, done.stdout + done.stderr


def test_datapackage_py_reads_every_table_whole(top: Path, seen: Seen) -> None:
    from datapackage import Package

    package = Package(str(top / "site/data/datapackage.json"))
    assert package.valid, package.errors
    found = {resource.name: resource.read(keyed=True) for resource in package.resources}
    opened.holds(found, top)
    run = "`Package.valid`, then `read(keyed=True)` of each resource"
    seen("datapackage-py", version("datapackage"), run, WHOLE)


def test_frictionless_js_reads_every_table_whole(top: Path, seen: Seen, needs: Needs) -> None:
    node = needs("node", "apt-get install nodejs npm")
    folder = ROOT / ".npm/readers"
    if not (folder / "node_modules/frictionless.js").is_dir():
        quietly = ("--no-audit", "--no-fund", "--silent", "--ignore-scripts")
        npm = needs("npm", "apt-get install npm")
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([npm, "install", *quietly, "--prefix", folder, FRICTIONLESS_JS], check=True)
    program = folder / "dump.cjs"  # beside the packages that it asks for
    program.write_bytes((HERE / "dump.cjs").read_bytes())
    command: list[str | Path] = [node, program, top / "site/data/datapackage.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    found = {
        name: [dict(zip(headings, row, strict=True)) for row in rows]
        for name, (headings, *rows) in json.loads(done.stdout).items()
    }
    opened.holds(found, top)
    run = "`Dataset.load()`, then `rows()` of each resource, which gives text"
    seen("frictionless.js", FRICTIONLESS_JS.rpartition("@")[2], run, WHOLE)


@pytest.mark.parametrize(
    ("language", "name", "install", "asks"),
    [
        ("R (readr)", "readr", "r-cran-readr", 'as.character(packageVersion("readr"))'),
        ("R", "R", "r-base-core", "as.character(getRversion())"),
    ],
)
def test_r_reads_every_table_whole(
    top: Path, seen: Seen, needs: Needs, tmp_path: Path, language: str, name: str, install: str, asks: str
) -> None:
    r = needs("Rscript", "apt-get install --no-install-recommends r-base-core")
    told = subprocess.run([r, "-e", f"cat({asks})"], capture_output=True, text=True, check=False)
    if told.returncode:
        needs(name, f"apt-get install --no-install-recommends {install}")
    for table in opened.names(top):
        (tmp_path / f"{table}.R").write_text(opened.lines(top, table, language), encoding="utf-8")
    command: list[str | Path] = [r, "--vanilla", HERE / "dump.R", tmp_path]
    subprocess.run(command, cwd=top / "site/data", check=True, env=_utf8())
    kinds = {"s": str, "n": float, "d": str, "b": str}
    found: Tables = {}
    for table in opened.names(top):
        rows = opened.texts((tmp_path / f"{table}.csv").read_bytes().decode())
        found[table] = [
            {column: kinds[cell[0]](cell[1:]) if cell else None for column, cell in row.items()}
            for row in rows
        ]
    opened.holds(found, top)
    starts = {row["period_start"] for row in found["observations"]}
    assert all(len(start) == 10 for start in starts)
    seen(name, told.stdout, "the lines of each table's page, on CSV", WHOLE)


def test_datasette_shows_words_in_place_of_codes(top: Path, seen: Seen) -> None:
    from datasette.app import Datasette

    data = top / "site/data"
    (file,) = data.glob("*.sqlite")

    async def ask() -> tuple[Tables, list[dict[str, Any]], str]:
        said = json.loads((data / "metadata.json").read_bytes())
        program = Datasette([str(file)], metadata=said, settings={"max_returned_rows": 100_000})
        await program.invoke_startup()
        found: Tables = {}
        for name in opened.names(top):
            answer = await program.client.get(
                f"{program.urls.database(file.stem)}.json",
                params={"sql": f'select * from "{name}"', "_shape": "array"},
            )
            found[name] = answer.json()
        ours = {"letter_id": sixth.LETTER, "_labels": "on", "_shape": "array", "_size": "max"}
        address = program.urls.table(file.stem, "observations")
        rows = (await program.client.get(f"{address}.json", params=ours)).json()
        page = (await program.client.get(address, params={"letter_id": sixth.LETTER})).text
        return found, rows, page

    found, rows, page = asyncio.run(ask())
    opened.holds(found, top)
    assert {row["measure"]["label"] for row in rows} == {"Calls to the MASH helpline"}
    assert {row["ref_area"]["label"] for row in rows} == {sixth.COUNCIL}
    assert {row["letter_id"]["label"] for row in rows} == {"0012"}
    statuses = {row["obs_status"]["label"] for row in rows if row["value"] is None}
    assert statuses >= {"Suppressed", "Withheld", "Not held", "Not available", "Not applicable"}
    assert "Calls to the MASH helpline" in page and "Not broken down" in page
    run = "the database with metadata.json, each table as JSON, observations with labels"
    seen("Datasette", version("datasette"), run, f"{WHOLE}; labels in place of codes")


def test_libreoffice_opens_the_workbook_and_the_files_for_spreadsheets(
    top: Path, seen: Seen, needs: Needs, tmp_path: Path
) -> None:
    import openpyxl

    office = needs("soffice", "apt-get install --no-install-recommends libreoffice-calc-nogui")
    data = top / "site/data"
    (book,) = data.glob("*.xlsx")

    def convert(file: Path, to: str, *options: str) -> None:
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command: list[str | Path] = [
            office,
            profile,
            "--headless",
            *options,
            "--convert-to",
            to,
            "--outdir",
            tmp_path,
            file,
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=300)

    # Comma, double quote, UTF-8; cells as they are and not as they are shown; every sheet a file.
    convert(book, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1")
    published = opened.as_published(top)
    found: Tables = {}
    for name in published:
        (path,) = tmp_path.glob(f"*-{name}.csv")
        columns = (data / f"processed/{name}.csv").read_text("utf-8").split("\n", 1)[0].split(",")
        got = opened.texts(path.read_bytes().decode("utf-8-sig"))
        found[name] = [{column: row[column] for column in columns} for row in got if any(row.values())]
    opened.holds(found, top)

    # The converter does not look for the mark, as the window does that asks how to open a CSV.
    utf8 = "--infilter=CSV:44,34,76,1"
    convert(data / "labelled/cse_budget.csv", "xlsx", utf8)
    sheet: Any = openpyxl.load_workbook(tmp_path / "cse_budget.xlsx").active
    headings, *lines = sheet.iter_rows(values_only=True)
    assert headings[:3] == ("Area", "Measure", "Unit")
    assert {line[2] for line in lines} == {"Pounds sterling (£)"}

    convert(data / f"labelled/{sixth.MEASURE}.csv", "xlsx", utf8)
    sheet = openpyxl.load_workbook(tmp_path / f"{sixth.MEASURE}.xlsx").active
    (ours,) = [row for row in sheet.iter_rows(values_only=True) if row[0] == sixth.COUNCIL]
    assert ours[3] == f"{sixth.COUNCIL}, 0012, 2026-02-28"
    wanted = [one.shorthand if one.value is None else one.value for one in sixth.PRINTED]
    assert list(ours[6 : 6 + len(wanted)]) == wanted
    said = subprocess.run([office, "--version"], capture_output=True, text=True, check=True).stdout.split()
    seen("LibreOffice", said[1], "the workbook, every sheet", WHOLE)
    seen("LibreOffice", said[1], "files of `labelled/`, as UTF-8", "£ as £, numbers and shorthand apart")


def test_first_questions_are_answered(top: Path, needs: Needs) -> None:
    data = top / "site/data"
    asked = opened.printed(top / "site/downloads.html")
    environment = ROOT / ".venv-ecosystem/bin/python"
    for language in ("Python (pandas and pyarrow)", "Python (frictionless)"):
        command: list[str | Path] = [environment, "-c", asked[language]]
        done = subprocess.run(command, cwd=data, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "2016-11-01" in done.stdout and "20049" in done.stdout, language
    (file,) = data.glob("*.sqlite")
    rows = sqlite3.connect(file).execute(asked["SQL (SQLite)"]).fetchall()
    assert ("Calls to the MASH helpline", "2016-11-01", 20049) in rows
    with opened.unpacked(top):
        import duckdb

        counts = {row[:2]: row[2] for row in duckdb.sql(asked["SQL (DuckDB)"]).fetchall()}
    assert counts["Calls to the MASH helpline", "suppressed"] == 1
    r = needs("Rscript", "apt-get install --no-install-recommends r-base-core r-cran-readr")
    if subprocess.run([r, "-e", "library(readr)"], capture_output=True, check=False).returncode == 0:
        command = [r, "--vanilla", "-e", asked["R (readr)"]]
        done = subprocess.run(command, cwd=data, capture_output=True, text=True, env=_utf8(), check=False)
        assert done.returncode == 0, done.stderr
        assert "2016-11-01" in done.stdout and "20049" in done.stdout


def _utf8() -> dict[str, str]:
    import os

    return os.environ | {"LC_ALL": "C.UTF-8"}
