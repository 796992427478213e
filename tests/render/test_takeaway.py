"""What readers take away, used as the pages say."""

import csv
import io
import os
import shutil
import subprocess
from datetime import date
from html import unescape
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pipeline.package.metadata import Contributor, Licence, Metadata
from pipeline.render import citing, labelled, tidy
from pipeline.schemas.codelists import CodeList
from render.html_tree import Element, parse

METADATA = Metadata(
    name="harm",
    version="1.2.3",
    title="Harm & missing_children",
    description="",
    keywords=(),
    contributors=(Contributor("Mordale Council", ("author",)), Contributor("The makers", ("maintainer",))),
    licences=(Licence("other-nc", "Terms", "LICENCE.md"),),
    homepage="https://harm.example",
)
DATED = date(2025, 6, 1)


@pytest.fixture(scope="module")
def snippets(built: Path) -> dict[str, dict[str, str]]:
    """The lines that each table's page prints, by table and language."""
    found: dict[str, dict[str, str]] = {}
    for page in [*(built / "site/tables").glob("*.html"), *(built / "site/codes").glob("*.html")]:
        if page.stem != "index":
            found[page.stem] = printed(parse(page.read_bytes()))
    return found


def printed(page: Element) -> dict[str, str]:
    [main] = page.all("main")
    children = [child for child in main.children if isinstance(child, Element)]
    start = next(at for at, child in enumerate(children) if child.id == "load")
    pairs = children[start + 2 :]
    return {h.text: unescape(pre.text) for h, pre in zip(pairs[::2], pairs[1::2], strict=True)}


def rows_of(built: Path, table: str) -> list[list[str]]:
    text = (built / f"site/data/processed/{table}.csv").read_text("utf-8")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_lines_of_sql_and_pandas_load_every_table_whole(
    built: Path, snippets: dict[str, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built / "site/data")
    assert len(snippets) >= 25
    for table, lines in snippets.items():
        rows = rows_of(built, table)
        assert len(duckdb.sql(lines["SQL (DuckDB)"]).fetchall()) == len(rows) - 1, table
        scope: dict[str, pd.DataFrame] = {}
        exec(lines["Python (pandas alone)"], scope)  # noqa: S102 - what the page tells people to run
        frame = scope[table]
        assert [*frame.columns] == rows[0] and len(frame) == len(rows) - 1, table
        empty = {name: sum(row[at] == "" for row in rows[1:]) for at, name in enumerate(rows[0])}
        assert {name: int(frame[name].isna().sum()) for name in frame.columns} == empty, table
    observations = scope = {}
    exec(snippets["observations"]["Python (pandas alone)"], scope)  # noqa: S102 - as above
    types = observations["observations"].dtypes
    assert types["period_start"].kind == "M" and types["value"].kind == "f"


def test_the_lines_of_r_load_every_table_whole(built: Path, snippets: dict[str, dict[str, str]]) -> None:
    program = shutil.which("Rscript")
    if program is None:
        message = "Rscript is not installed: apt-get install --no-install-recommends r-base-core"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    lines = [
        f'{code["R"]}\ncat("{table}", nrow({table}), ncol({table}), sum(is.na({table})), "\\n")'
        for table, code in snippets.items()
    ]
    lines.append('cat("types", class(observations$period_start), class(observations$value), "\\n")')
    done = subprocess.run(
        [program, "--vanilla", "-"], input="\n".join(lines), cwd=built / "site/data", capture_output=True,
        text=True, timeout=120, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = [line.split() for line in done.stdout.splitlines()]
    assert said.pop() == ["types", "Date", "numeric"]
    for table, *counts in said:
        rows = rows_of(built, table)
        empty = sum(cell == "" for row in rows[1:] for cell in row)
        assert list(map(int, counts)) == [len(rows) - 1, len(rows[0]), empty], table


def test_one_script_makes_a_database_with_keys_and_comments(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built / "site/data")
    with duckdb.connect() as connection:
        connection.execute((built / "site/data/load.sql").read_text("utf-8"))
        tables = connection.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall()
        for table, comment in tables:
            ((count,),) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchall()
            assert count == len(rows_of(built, table)) - 1 and comment, table
        with pytest.raises(duckdb.ConstraintException):
            connection.execute("INSERT INTO questions SELECT * FROM questions LIMIT 1")
    assert {name for name, _ in tables} == {
        path.stem for path in (built / "site/data/processed").glob("*.parquet")
    }


def test_a_file_for_each_measure_has_its_rows_and_its_dimensions_alone(built: Path) -> None:
    with (built / "site/data/processed/observations.csv").open(encoding="utf-8", newline="") as file:
        observations = list(csv.DictReader(file))
    folder = built / "site/data/measures"
    assert {path.stem for path in folder.iterdir()} == {row["measure"] for row in observations}
    for path in folder.iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        whole = {row["observation_id"]: row for row in observations if row["measure"] == path.stem}
        assert {row["observation_id"] for row in rows} == {*whole}
        for row in rows:
            shared = row.keys() & whole[row["observation_id"]].keys()
            assert all(row[name] == whole[row["observation_id"]][name] for name in shared)
            page, _, anchor = row["place"].partition("#")
            assert f'id="{anchor}"' in (built / "site" / page).read_text("utf-8")
    (calls,) = [next(csv.reader(io.StringIO((folder / "mash_calls.csv").read_text("utf-8"))))]
    assert "sex" not in calls and "exploitation_type" not in calls
    with (folder / "children_at_risk_of_exploitation.csv").open(encoding="utf-8", newline="") as file:
        suppressed = [row for row in csv.DictReader(file) if row["obs_status"] == "suppressed"]
    assert suppressed and {row["value"] for row in suppressed} == {""}


def test_a_measure_without_values_has_no_file(lists: dict[str, CodeList]) -> None:
    assert [*tidy.files([], [], ["sex"])] == []
    assert [*labelled.files([], [], lists)] == []


def for_spreadsheets(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))


def test_files_for_a_spreadsheet_name_measure_unit_and_area(built: Path) -> None:
    folder = built / "site/data/labelled"
    measures = built / "site/data/measures"
    assert {path.name for path in folder.iterdir()} == {path.name for path in measures.iterdir()}
    for path in folder.iterdir():
        assert path.read_bytes().startswith(b"\xef\xbb\xbfArea,Measure,Unit,Letter,"), path.name
    (row,) = for_spreadsheets(folder / "cse_budget.csv")
    assert row["Area"] == "Coventry City Council"
    assert row["Unit"] == "Pounds sterling (£)"
    assert row["2015-04-01 to 2016-03-31"] == "274552"
    marker = for_spreadsheets(folder / "missing_incidents_with_marker.csv")[0]
    assert marker["2024-01-01 to 2024-12-31"] == "[c]"
    assert marker["Remarks"] == "2024-01-01 to 2024-12-31: Suppressed, 0 to 5"


def test_no_file_for_a_spreadsheet_has_a_number_that_is_not_given(built: Path) -> None:
    with (built / "site/data/processed/observations.csv").open(encoding="utf-8", newline="") as file:
        given = sorted(float(row["value"]) for row in csv.DictReader(file) if row["value"])
    cells = [
        cell
        for path in (built / "site/data/labelled").iterdir()
        for row in for_spreadsheets(path)
        for heading, cell in row.items()
        if heading[:2] == "20" and cell
    ]
    assert sorted(float(cell) for cell in cells if not cell.startswith("[")) == given


def test_the_data_are_cited_alike_in_every_form() -> None:
    assert citing.apa(METADATA, DATED) == (
        "The makers. (2025). Harm & missing_children (Version 1.2.3) [Data set]. https://harm.example"
    )
    assert citing.bibtex(METADATA, DATED) == (
        "@misc{harm,\n"
        "  author = {{The makers}},\n"
        "  title = {{Harm \\& missing\\_children}},\n"
        "  version = {1.2.3},\n"
        "  year = {2025},\n"
        "  note = {Data set. Newest letter: 1 June 2025},\n"
        "  url = {https://harm.example}\n"
        "}\n"
    )
    assert citing.ris(METADATA, DATED) == (
        "TY  - DATA\r\nAU  - The makers\r\nTI  - Harm & missing_children\r\nET  - 1.2.3\r\nPY  - 2025\r\n"
        "DA  - 2025/06/01\r\nUR  - https://harm.example\r\nER  - \r\n"
    )
    assert "n.d." in citing.apa(METADATA, None)
