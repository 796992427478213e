"""What a workbook hides, in each of its ways, and what only looks like hiding."""

from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.formatting import rule as untyped
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from extract.forms import letters
from extract.forms.concealing import concealed
from pipeline.extract import forms

SECRET = 4711
DARK, WHITE, NONE = "FF1F3864", "FFFFFFFF", None
Fill = Callable[[Worksheet], None]
rules: Any = untyped


def _book(fill: Fill) -> bytes:
    """Give a workbook with one table, in which the cell B3 holds what the tests hide."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Area", "Cases"], ["North", 12], ["South", SECRET], ["East", 9]):
        sheet.append(row)
    fill(sheet)
    return letters.saved(book)


def _look(code: str = "General", font: Font | None = None, fill: PatternFill | None = None) -> Fill:
    def look(sheet: Worksheet) -> None:
        cell = sheet["B3"]
        cell.number_format = code
        if font is not None:
            cell.font = font
        if fill is not None:
            cell.fill = fill

    return look


def _solid(colour: str | Color) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def _conditional(rule: Rule, area: str = "B2:B4") -> Fill:
    return lambda sheet: sheet.conditional_formatting.add(area, rule)


def _with_code(code: str, formula: str) -> Rule:
    change = DifferentialStyle(numFmt=NumberFormat(numFmtId=170, formatCode=code))
    return Rule(type="cellIs", operator="greaterThan", formula=[formula], dxf=change, priority=1)


def _row_height(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].height = 0.75


def _column_width(sheet: Worksheet) -> None:
    sheet.column_dimensions["B"].width = 0.1


def _hidden_row(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A1:B4"
    sheet.row_dimensions[3].hidden = True


def _collapsed(sheet: Worksheet) -> None:
    sheet.row_dimensions.group(3, 3, outline_level=1, hidden=True)


def _merged(sheet: Worksheet) -> None:
    sheet["B3"], sheet["B2"] = SECRET, 12
    sheet.merged_cells.add("B2:B3")


def _very_hidden(sheet: Worksheet) -> None:
    assert sheet.parent is not None
    other = sheet.parent.create_sheet(f"The {SECRET}")
    other["A1"] = SECRET
    other.sheet_state = "veryHidden"
    sheet["B3"] = 5


def _piece(sheet: Worksheet) -> None:
    white = InlineFont(color=Color(WHITE))
    sheet["B3"] = CellRichText("c", TextBlock(white, f" {SECRET}"))


def _behind_a_chart(sheet: Worksheet) -> None:
    chart: Any = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2))
    chart.anchor = TwoCellAnchor(_from=AnchorMarker(col=1, row=2), to=AnchorMarker(col=2, row=3))
    sheet.add_chart(chart)


HIDDEN: dict[str, Fill] = {
    "a format shows nothing": _look(";;;"),
    "a format hides positive numbers": _look(";-0;0"),
    "no condition of the format holds": _look("[<5]0"),
    "a format in white": _look("[White]0"),
    "a format that nobody knows": _look("[shy]0"),
    "white on no fill": _look(font=Font(color=WHITE)),
    "white by the theme": _look(font=Font(color=Color(theme=0))),
    "almost white by a tint": _look(font=Font(color=Color(theme=1, tint=0.99))),
    "white by the palette": _look(font=Font(color=Color(indexed=9))),
    "the colour of the fill": _look(font=Font(color=DARK), fill=_solid(DARK)),
    "black on black": _look(fill=_solid("FF000000")),
    "a fill of the theme, darkened": _look(fill=_solid(Color(theme=1, tint=-0.5))),
    "letters of one point": _look(font=Font(sz=1)),
    "a low row": _row_height,
    "a narrow column": _column_width,
    "a filtered row": _hidden_row,
    "a closed group": _collapsed,
    "below a merged cell": _merged,
    "a sheet that no menu shows": _very_hidden,
    "a piece of a text": _piece,
    "behind a chart": _behind_a_chart,
    "a condition makes it white": _conditional(
        rules.CellIsRule(operator="greaterThan", formula=["100"], font=Font(color=WHITE))
    ),
    "a condition shows nothing": _conditional(_with_code(";;;", "100")),
    "a formula that may make it white": _conditional(
        rules.FormulaRule(formula=["B2>A9"], font=Font(color=WHITE))
    ),
    "a formula that may show a letter": _conditional(_with_code('"c"', "$A$9")),
    "a formula may fill it black": _conditional(
        rules.FormulaRule(formula=["B2>A9"], fill=PatternFill("solid", bgColor="FF000000"))
    ),
    "a bar in its place": _conditional(
        rules.DataBarRule("min", None, "max", None, color="FF638EC6", showValue=False)
    ),
    "a sign in its place": _conditional(
        rules.IconSetRule("3Arrows", "percent", [0, 33, 67], showValue=False)
    ),
}


@pytest.mark.parametrize("way", HIDDEN)
def test_what_nobody_sees_is_concealed(way: str) -> None:
    assert concealed(_book(HIDDEN[way]), "a.xlsx", str(SECRET))


def test_a_concealed_cell_keeps_its_place_in_the_table() -> None:
    document = forms.read(_book(_look(font=Font(color=WHITE))), "a.xlsx")
    (grid,) = document.grids
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["Area", "Cases"],
        ["North", "12"],
        ["South", "[Concealed text]"],
        ["East", "9"],
    ]
    (gap,) = document.gaps
    assert document.text[gap.start : gap.end] == "[Concealed text]"
    assert gap.why == "concealed: the text has the colour of its background"


def test_a_format_that_shows_a_letter_shows_that_letter() -> None:
    document = forms.read(_book(_look('[<5]0;"c"')), "a.xlsx")
    assert "South\tc\n" in document.text
    assert document.gaps == ()


def test_hidden_text_is_concealed_as_hidden_numbers_are() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A3"].font = Font(color=WHITE)

    assert concealed(_book(fill), "a.xlsx", "South")


def _heading_of_a_table(sheet: Worksheet) -> None:
    table = Table(displayName="T", ref="A1:B4")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    sheet.add_table(table)
    sheet["A1"].font = sheet["B1"].font = Font(color=WHITE)


def _remarks(sheet: Worksheet) -> None:
    from openpyxl.comments import Comment

    assert sheet.parent is not None
    sheet["A1"].comment = Comment("Really 9999", "A. Writer")
    sheet.parent.defined_names["Secret"] = DefinedName("Secret", attr_text="9999")
    sheet.add_data_validation(DataValidation(type="list", formula1='"9999,9998"', sqref="A2"))


HARMLESS: dict[str, Fill] = {
    "white on a dark fill": _look(font=Font(color=WHITE), fill=_solid(DARK)),
    "white in the heading that a table style fills": _heading_of_a_table,
    "black on light grey": _look(fill=_solid("FFEEEEEE")),
    "an automatic colour": _look(font=Font(color=Color(auto=True))),
    "grey letters": _look(font=Font(color="FFBFBFBF")),
    "red on a grey as bright": _look(font=Font(color="FFFF0000"), fill=_solid("FF808080")),
    "an account's format": _look('_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-'),
    "negative numbers in red": _look("0;[Red]-0"),
    "a condition that fills": _conditional(rules.FormulaRule(formula=["B2>A9"], fill=_solid("FFFFC7CE"))),
    "a condition in red": _conditional(rules.FormulaRule(formula=["B2>A9"], font=Font(color="FF9C0006"))),
    "a condition that does not hold": _conditional(
        rules.CellIsRule(operator="lessThan", formula=["5"], font=Font(color=WHITE))
    ),
    "a bar beside the number": _conditional(rules.DataBarRule("min", None, "max", None, color="FF638EC6")),
    "no grid": lambda sheet: setattr(sheet.sheet_view, "showGridLines", False),
    "outside the print area": lambda sheet: setattr(sheet, "print_area", "A1:B2"),
    "protected from view in the formula bar": lambda sheet: setattr(
        sheet["B3"], "protection", openpyxl.styles.Protection(hidden=True)
    ),
    "remarks, names and lists to choose from": _remarks,
}


@pytest.mark.parametrize("way", HARMLESS)
def test_what_everybody_sees_is_read(way: str) -> None:
    document = forms.read(_book(HARMLESS[way]), "a.xlsx")
    assert document.gaps == ()
    assert str(SECRET) in document.text.replace(",", "")
    assert "999" not in document.text


def test_a_nought_that_is_not_shown_is_an_empty_cell() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B3"] = 0
        sheet["B3"].number_format = "0;-0;;@"

    document = forms.read(_book(fill), "a.xlsx")
    assert [cell.text for cell in document.grids[0].rows[2]] == ["South", ""]
    assert document.gaps == ()


def test_columns_of_a_default_width_of_nought_are_concealed() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["South", 4711])
    sheet.column_dimensions["A"].width = 20
    sheet.sheet_format.defaultColWidth = 0
    document = forms.read(letters.saved(book), "a.xlsx")
    assert "South" in document.text
    assert "4711" not in document.text
    assert "[Concealed: 1 cell]" in document.text
