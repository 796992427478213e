"""The workbook, read back by another library than wrote it."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from pipeline.build.canonical import rows_of
from pipeline.render.workbook import MOST_CHARACTERS, Cover, cut, workbook_bytes
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.table import Row, Value, data_tables

COVER = Cover("Title", "What it is", (("Version", "1.0"),), ("Mind this.",), date(2024, 5, 6))
FIRST = 6  # row of the first record


def empty(lists: Mapping[str, CodeList]) -> dict[str, list[Row]]:
    return {name: [] for name in catalogue(lists)}


def written(lists: Mapping[str, CodeList], rows: Mapping[str, list[Row]]) -> openpyxl.Workbook:
    content = workbook_bytes(COVER, catalogue(lists), empty(lists) | dict(rows), lists)
    return openpyxl.load_workbook(io.BytesIO(content))


def figure(**values: Value) -> Row:
    blank: Row = dict.fromkeys(data_tables()["figures"].columns)
    return blank | values


def test_every_cell_is_as_the_tables_have_it(built: Path, lists: dict[str, CodeList]) -> None:
    (file,) = (built / "site/data").glob("*.xlsx")
    book = openpyxl.load_workbook(file)
    tables = catalogue(lists)
    assert book.sheetnames == ["Cover", "Contents", "Fields", *tables]
    shorthand = {row["code"]: row["shorthand"] for row in lists["obs_status"].rows}
    n_shorthand = 0
    for name, table in tables.items():
        rows = rows_of(table, (built / f"processed/{name}.csv").read_bytes())
        sheet = book[name]
        assert tuple(cell.value for cell in sheet[FIRST - 1]) == table.columns
        assert sheet.max_row == max(FIRST - 1 + len(rows), FIRST - 1)
        for row, cells in zip(rows, sheet.iter_rows(min_row=FIRST), strict=True):
            for field, cell in zip(table.fields, cells, strict=True):
                wanted = row[field.name]
                if field.type == "date" and wanted is not None:
                    assert cell.value == datetime.fromisoformat(str(wanted))
                    assert cell.number_format == "yyyy-mm-dd"
                elif wanted is None and field.name == "value" and name in ("figures", "observations"):
                    status = row["obs_status" if name == "observations" else "status"]
                    assert cell.value == (shorthand[status] if status else None)
                    n_shorthand += cell.value is not None
                else:
                    assert cell.value == wanted, (name, field.name)
                    assert cell.data_type != "f"
                if field.type in ("integer", "number") and wanted is not None:
                    assert cell.data_type == "n"
    assert n_shorthand > 100


@pytest.mark.parametrize(
    "label",
    [
        *("=cmd|'/c calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", "https://a.example", "1"),
        *("_x0041_", "a\x1bb"),
    ],
)
def test_a_label_is_text_whatever_it_begins_with(lists: dict[str, CodeList], label: str) -> None:
    book = written(lists, {"figures": [figure(figure_id="a", row_label=label)]})
    column = catalogue(lists)["figures"].columns.index("row_label") + 1
    cell = book["figures"].cell(FIRST, column)
    # ECMA-376, 22.4.2.4: programs read '_x001B_' as that character.
    assert (unescape(str(cell.value)), cell.data_type) == (label, "s")
    assert cell.hyperlink is None


def test_a_value_that_is_not_given_is_its_shorthand(lists: dict[str, CodeList]) -> None:
    statuses = {"suppressed": "[c]", "not_available": "[x]", "not_applicable": "[z]", None: None}
    rows = [figure(figure_id=str(n), status=status) for n, status in enumerate(statuses)]
    sheet = written(lists, {"figures": rows})["figures"]
    column = catalogue(lists)["figures"].columns.index("value") + 1
    assert [sheet.cell(FIRST + n, column).value for n in range(4)] == list(statuses.values())


def test_the_cover_says_what_the_shorthand_means(lists: dict[str, CodeList]) -> None:
    rows = list(written(lists, {})["Cover"].iter_rows(values_only=True))
    assert rows[0][0] == "Title"
    assert ("Version", "1.0") in rows
    assert ("Mind", "Mind this.") in rows
    (hidden,) = [words for label, words in rows if label == "[c]" and str(words).startswith("Suppressed. ")]
    assert "hides it because it is small" in str(hidden)


def test_the_contents_lead_to_every_sheet(lists: dict[str, CodeList]) -> None:
    book = written(lists, {"figures": [figure(figure_id="a"), figure(figure_id="b")]})
    led = {cell.value: cell.hyperlink.location for cell in book["Contents"]["A"] if cell.hyperlink}
    assert led == {name: f"'{name}'!A1" for name in book.sheetnames[2:]}
    counts = {row[0]: row[2] for row in book["Contents"].iter_rows(min_row=4, values_only=True)}
    assert (counts["figures"], counts["letters"]) == (2, 0)
    assert book.defined_names["table_figures"].attr_text == "'figures'!$A$5:$V$7"


def test_the_same_tables_give_the_same_bytes_and_no_date_of_the_build(lists: dict[str, CodeList]) -> None:
    tables, rows = catalogue(lists), empty(lists)
    content = workbook_bytes(COVER, tables, rows, lists)
    assert workbook_bytes(COVER, tables, rows, lists) == content
    assert openpyxl.load_workbook(io.BytesIO(content)).properties.created == datetime(2024, 5, 6)
    assert workbook_bytes(replace(COVER, dated=date(2024, 5, 7)), tables, rows, lists) != content


def test_a_text_longer_than_a_cell_says_where_the_whole_of_it_is() -> None:
    assert cut("a" * MOST_CHARACTERS, "answers.csv") == "a" * MOST_CHARACTERS
    for text in ("a" * (MOST_CHARACTERS + 1), "😀" * 20_000):
        shown = cut(text, "answers.csv")
        assert shown.endswith(" [cut: the whole text is in answers.csv]")
        assert len(shown.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
