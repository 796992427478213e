"""The page of changes shows what the table has: statuses in words, hostile words as words, and no more."""

import csv
import shutil
from pathlib import Path

from pipeline.schemas.codelists import CodeList
from pipeline.schemas.table import data_tables
from render.html_tree import Element, parse
from render.render_world import HOSTILE, render

OBSERVATION = {"what": "observation", "in_table": "observations", "since": "1.0.0"}
CHANGES = (
    OBSERVATION
    | {"change_id": "1", "subject": "a", "change": "changed", "field": "value", "old": "7", "new": "9"}
    | {"old_status": "reported", "new_status": "reported", "reason": HOSTILE},
    OBSERVATION
    | {"change_id": "2", "subject": "b", "change": "removed", "old_status": "withheld"}
    | {"reason": "coded anew: now as c"},
    OBSERVATION
    | {"change_id": "3", "subject": "c", "change": "added", "new": "12", "new_status": "reported"}
    | {"reason": "coded anew: before as b"},
    OBSERVATION
    | {"change_id": "4", "subject": "d", "change": "changed", "field": "provision", "old": "FOIA 12"}
    | {"old_status": "withheld", "new_status": "withheld"},
    {"change_id": "0", "since": "1.0.0", "what": "column", "in_table": "asked", "subject": "note"}
    | {"change": "added", "new": "string"},
)


def page(rows_folder: Path, tmp_path: Path, lists: dict[str, CodeList]) -> Element:
    shutil.copytree(rows_folder, tmp_path / "rows")
    columns = data_tables()["changes"].columns
    with (tmp_path / "rows/changes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(CHANGES)
    return parse(render(tmp_path / "rows", lists)["changes.html"])


def lines(table: Element) -> list[list[str]]:
    return [[cell.text.strip() for cell in (*row.all("th"), *row.all("td"))] for row in table.all("tr")][1:]


def test_each_change_is_a_row_with_statuses_in_words(
    rows_folder: Path, tmp_path: Path, invented: dict[str, CodeList]
) -> None:
    found = page(rows_folder, tmp_path, invented)
    whole, observations, columns = map(lines, found.all("table"))
    assert whole == [["Observations", "1", "1", "2"], ["Columns", "1", "0", "0"]]
    withheld = invented["obs_status"].row("withheld")["label"]
    assert observations == [
        ["a", "changed", "value", "7", "9", HOSTILE],
        ["b", "removed", "", withheld, "", "coded anew: now as c"],
        ["c", "added", "", "", "12", "coded anew: before as b"],
        ["d", "changed", "provision", "FOIA 12", "", ""],
    ]
    assert columns == [["note asked", "added", "", "", "string", ""]]


def test_reasons_are_counted_without_the_name_that_each_gives(
    rows_folder: Path, tmp_path: Path, invented: dict[str, CodeList]
) -> None:
    [main] = page(rows_folder, tmp_path, invented).all("main")
    said = [item.text.strip() for item in main.all("li")]
    assert "2: coded anew" in said


def test_without_an_earlier_release_it_says_so(html: dict[str, Element]) -> None:
    [main] = html["changes.html"].all("main")
    assert "Nothing was compared" in main.text
    assert main.all("table") == []
