import datetime as dt
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from extract.forms import letters
from pipeline.extract import forms


def _read(fill: Callable[[Worksheet], None]) -> forms.Document:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    return forms.read(letters.saved(book), "a.xlsx")


def _lines(document: forms.Document) -> list[str]:
    return [line for line in document.text.split("\n") if line]


def test_numbers_are_read_as_shown() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Rate", "Spend", "On"])
        sheet.append([0.125, 1234.5, dt.date(2026, 3, 3)])
        sheet["A2"].number_format = "0.0%"
        sheet["B2"].number_format = '"£"#,##0.00'
        sheet["C2"].number_format = "dd/mm/yyyy"

    assert _lines(_read(fill))[2] == "12.5%\t£1,234.50\t03/03/2026"


def test_a_date_in_the_format_that_excel_keeps_by_number_is_british() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = dt.date(2026, 3, 4)
        sheet["A1"].number_format = "mm-dd-yy"

    assert _lines(_read(fill))[1] == "04/03/2026"


def test_titles_notes_and_tables_are_told_apart() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["Cases by year"], ["Year", "Cases"], ["2023", 5], ["Counted in March"]):
            sheet.append(row)

    document = _read(fill)
    assert _lines(document) == ["**Sheet**", "Cases by year", "Year\tCases", "2023\t5", "Counted in March"]
    assert len(document.grids) == 1


def test_tables_beside_and_below_one_another_are_separate() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Year", "Cases", None, "Team", "Staff"])
        sheet.append(["2023", 5, None, "North", 7])
        sheet.append([])
        sheet.append(["Month", "Calls"])
        sheet.append(["May", 9])

    found = [[[cell.text for cell in row] for row in grid.rows] for grid in _read(fill).grids]
    assert found == [
        [["Year", "Cases"], ["2023", "5"]],
        [["Team", "Staff"], ["North", "7"]],
        [["Month", "Calls"], ["May", "9"]],
    ]


def test_merged_cells_stand_in_each_row_and_column() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Year", "Cases", None])
        sheet.append([None, "Open", "Closed"])
        sheet.append(["2023", 5, 6])
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    (grid,) = _read(fill).grids
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["Year", "Cases", "Cases"],
        ["Year", "Open", "Closed"],
        ["2023", "5", "6"],
    ]


def test_a_formula_without_a_value_is_a_gap() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Year", "Cases"])
        sheet.append(["2023", 5])
        sheet.append(["Total", "=SUM(B2:B2)"])

    document = _read(fill)
    (gap,) = document.gaps
    assert document.text[gap.start : gap.end] == "[formula without a value]"
    assert "open it, save it" in gap.why


def test_a_formula_is_never_evaluated_but_its_value_read() -> None:
    book = openpyxl.Workbook()
    cells = '<row r="1"><c r="A1"><f>2+2</f><v>5</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'
    document = forms.read(
        letters.with_parts(letters.saved(book), {"xl/worksheets/sheet1.xml": sheet}), "a.xlsx"
    )
    assert (_lines(document), document.gaps) == (["**Sheet**", "5"], ())


def test_what_a_workbook_hides_is_a_gap_and_is_not_read() -> None:
    book = openpyxl.Workbook()
    shown = book.worksheets[0]
    for row in (["Area", "Cases", "Names"], ["North", 12, "x"], ["South", 7, "y"], ["East", 9, "z"]):
        shown.append(row)
    shown.row_dimensions[3].hidden = True
    shown.column_dimensions["C"].hidden = True
    workings = book.create_sheet("Workings")
    workings["A1"] = "Not meant for anybody"
    workings.sheet_state = "hidden"
    document = forms.read(letters.saved(book), "a.xlsx")
    assert _lines(document) == [
        "**Sheet**",
        *("Area\tCases", "North\t12", "East\t9"),
        "[Concealed: 6 cells]",
        "[Concealed: 1 cell]",
    ]
    assert all(gap.why.startswith("concealed: these cells are hidden") for gap in document.gaps)
    assert [document.text[gap.start : gap.end] for gap in document.gaps] == [
        "[Concealed: 6 cells]",
        "[Concealed: 1 cell]",
    ]


def test_a_heading_over_a_hidden_column_goes_over_what_is_left() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Area", "Cases", None, None], [None, "2022", "2023", "2024"], ["North", 5, 6, 7]):
        sheet.append(row)
    sheet.merge_cells("B1:D1")
    sheet.column_dimensions["C"].hidden = True
    assert _lines(forms.read(letters.saved(book), "a.xlsx")) == [
        "**Sheet**",
        *("Area\tCases\t", "\t2022\t2024", "North\t5\t7"),
        "[Concealed: 2 cells]",
    ]


def test_a_cell_merged_over_the_whole_sheet_costs_nothing() -> None:
    book = openpyxl.Workbook()
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    title = '<row r="1"><c r="A1" t="inlineStr"><is><t>Title</t></is></c></row>'
    cells = title + '<row r="2"><c r="A2"><v>5</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    sheet = f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData>{merged}</worksheet>'
    data = letters.with_parts(letters.saved(book), {"xl/worksheets/sheet1.xml": sheet})
    assert _lines(forms.read(data, "a.xlsx")) == ["**Sheet**", "Title", "[Concealed: 1 cell]"]


def test_the_heading_of_a_column_without_labels_above_is_no_title() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in ([None, "Cases"], ["North", 5], ["South", 6]):
            sheet.append(row)

    assert [cell.text for cell in _read(fill).grids[0].rows[0]] == ["", "Cases"]


def test_a_binary_workbook_is_refused_with_a_sentence() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = (
        f'<Relationships><Relationship Id="rId1" Type="{kind}" Target="xl/workbook.bin"/></Relationships>'
    )
    with pytest.raises(forms.UnreadableLetter, match="Save it as XLSX"):
        forms.read(letters.zipped({"_rels/.rels": relations, "xl/workbook.bin": b"\x00"}), "a.xlsb")
