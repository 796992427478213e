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
FIRST = 2  # row of the first record


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
    assert book.sheetnames == ["Cover", "Contents", "Fields", "Values", *tables]
    for name, table in tables.items():
        rows = rows_of(table, (built / f"processed/{name}.csv").read_bytes())
        sheet = book[name]
        headings = [cell.value for cell in sheet[1]]
        assert [heading for heading in headings if heading in table.columns] == [*table.columns]
        assert [one.displayName for one in sheet.tables.values()] == [f"table_{name}"]
        assert sheet.tables[f"table_{name}"].ref.startswith("A1:")
        assert sheet.max_row == max(1 + len(rows), 1)
        codes = {key.fields[0]: lists[key.table] for key in table.foreign_keys if key.table in lists}
        for row, cells in zip(rows, sheet.iter_rows(min_row=FIRST), strict=True):
            shown = dict(zip(headings, cells, strict=True))
            for field in table.fields:
                wanted, cell = row[field.name], shown[field.name]
                if field.type == "date" and wanted is not None:
                    assert cell.value == datetime.fromisoformat(str(wanted))
                    assert cell.number_format == "yyyy-mm-dd"
                else:
                    assert cell.value == wanted, (name, field.name)
                    assert cell.data_type != "f"
                if field.type in ("integer", "number") and wanted is not None:
                    assert cell.data_type == "n"
                if field.name in codes and wanted is not None:
                    label = codes[field.name].row(str(wanted))["label"]
                    assert shown[f"{field.name}_label"].value == label


def test_the_sheet_for_people_has_words_and_shorthand(built: Path, lists: dict[str, CodeList]) -> None:
    (file,) = (built / "site/data").glob("*.xlsx")
    sheet = openpyxl.load_workbook(file)["Values"]
    headings, *rows = sheet.iter_rows(min_row=5, values_only=True)
    by_id = {row[-1]: dict(zip(headings, row, strict=True)) for row in rows}
    content = (built / "processed/observations.csv").read_bytes()
    observations = rows_of(catalogue(lists)["observations"], content)
    assert by_id.keys() == {row["observation_id"] for row in observations}
    shorthand = {row["code"]: row["shorthand"] for row in lists["obs_status"].rows}
    for row in observations:
        value = by_id[str(row["observation_id"])]["Value"]
        assert value == (row["value"] if row["value"] is not None else shorthand[row["obs_status"]])
    assert sheet.tables["table_values"].ref.startswith("A5:")


def test_what_is_not_given_is_told_apart(lists: dict[str, CodeList]) -> None:
    shorthand = {str(row["code"]): row["shorthand"] for row in lists["obs_status"].rows}
    apart = ("suppressed", "withheld", "not_held", "not_available", "not_applicable", "bounded")
    assert [shorthand[code] for code in apart] == ["[c]", "[wh]", "[nh]", "[x]", "[z]", "[lim]"]


@pytest.mark.parametrize(
    "label",
    [
        *("=cmd|'/c calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", "https://a.example", "1"),
        *("_x0041_", "a\x1bb"),
    ],
)
def test_a_label_is_text_whatever_it_begins_with(lists: dict[str, CodeList], label: str) -> None:
    book = written(lists, {"figures": [figure(figure_id="a", row_label=label)]})
    sheet = book["figures"]
    column = next(cell.column for cell in sheet[1] if cell.value == "row_label")
    cell = sheet.cell(FIRST, column)
    # ECMA-376, 22.4.2.4: programs read '_x001B_' as that character, and '_x005F_' as what keeps them from it;
    # openpyxl itself does the latter alone.
    assert label in (cell.value, unescape(str(cell.value))) and cell.data_type == "s"
    assert cell.hyperlink is None


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
    counts = {row[0]: row[3] for row in book["Contents"].iter_rows(min_row=4, values_only=True)}
    assert (counts["figures"], counts["letters"]) == (2, 0)
    named = {row[0]: row[1] for row in book["Contents"].iter_rows(min_row=5, values_only=True)}
    assert named == {name: f"table_{name.lower()}" for name in book.sheetnames[3:]}
    assert book["figures"].tables["table_figures"].ref.endswith("3")


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
