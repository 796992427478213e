"""OpenDocument texts and spreadsheets."""

import pytest

from extract.forms import letters
from pipeline.extract import forms

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
                         ("fo", "xsl-fo-compatible"), ("draw", "drawing"), ("svg", "svg-compatible"))
)  # fmt: skip


def _text(body: str, styles: str = "", master: str = "") -> list[str]:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    parts: dict[str, bytes | str] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "styles.xml": f"<office:document-styles {SPACES}>{master}</office:document-styles>",
    }
    return [line for line in forms.read(letters.zipped(parts), "a.odt").text.split("\n") if line]


def _sheets(tables: str, styles: str = "") -> forms.Document:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return forms.read(letters.zipped({"mimetype": mimetype, "content.xml": content}), "a.ods")


def _level(level: int, kind: str, after: str) -> str:
    shape = f'style:num-format="{kind}" style:num-suffix="{after}"'
    return f'<text:list-level-style-number text:level="{level}" {shape}/>'


def _item(*inside: str) -> str:
    return f"<text:list-item>{''.join(inside)}</text:list-item>"


def _p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


LISTS = f'<text:list-style style:name="L">{_level(1, "1", ".")}{_level(2, "a", ")")}</text:list-style>'


def test_items_are_numbered_from_the_style_of_their_list() -> None:
    inner = f"<text:list>{_item(_p('in'))}{_item(_p('side'))}</text:list>"
    items = _item(_p("one"), inner) + _item(_p("two"))
    more = f'<text:list text:style-name="L" text:continue-numbering="true">{_item(_p("three"))}</text:list>'
    body = f'<text:list text:style-name="L">{items}</text:list>{_p("Between.")}{more}'
    assert _text(body, LISTS) == ["1. one", "a) in", "b) side", "2. two", "Between.", "3. three"]


def test_a_list_that_does_not_go_on_starts_anew() -> None:
    one = f'<text:list text:style-name="L">{_item(_p("first"))}</text:list>'
    assert _text(one + one, LISTS) == ["1. first", "1. first"]


def test_items_without_numbers_have_bullets() -> None:
    assert _text(f"<text:list>{_item(_p('point'))}</text:list>") == ["• point"]


def test_a_paragraph_reads_as_it_is_shown() -> None:
    styles = (
        '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="C" style:parent-style-name="B"/>'
        '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="S"><style:text-properties style:text-position="super 58%"/></style:style>'
    )
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>11</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        f"<text:h>Heading</text:h>{_p('How many?', 'C')}{_p('hidden', 'H')}"
        + _p('12<text:span text:style-name="S">1</text:span><text:s text:c="2"/>cases')
        + _p("one<text:line-break/>two<office:annotation><text:p>a remark</text:p></office:annotation>")
    )
    assert _text(body, styles) == [
        *("**Heading**", "**How many?**", "[Concealed text]"),
        *("12¹ cases", "one", "two"),
    ]


def test_notes_stand_last_and_boxes_after_their_paragraph() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>Since April.</text:p></text:note-body></text:note>"
    )
    box = "<draw:frame><draw:text-box><text:p>in the box</text:p></draw:text-box></draw:frame>"
    assert _text(_p(f"12{note} cases{box}") + _p("After.")) == [
        "12¹ cases",
        "in the box",
        "After.",
        "¹ Since April.",
    ]


def test_the_head_of_the_page_stands_above_and_its_foot_below() -> None:
    page = (
        "<style:header><text:p>Head</text:p></style:header><style:footer><text:p>Foot</text:p></style:footer>"
    )
    master = f"<office:master-styles><style:master-page>{page}</style:master-page></office:master-styles>"
    assert _text(_p("Dear requester"), master=master) == ["Head", "Dear requester", "Foot"]


def test_merged_cells_and_heading_rows_of_a_text() -> None:
    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def cell(text: str, spans: str = "") -> str:
        return f"<table:table-cell {spans}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    heads = row(
        cell("Year", 'table:number-rows-spanned="2"'),
        cell("Cases", 'table:number-columns-spanned="2"'),
        covered,
    )
    table = (
        f"<table:table><table:table-header-rows>{heads}{row(covered, cell('Open'), cell('Closed'))}"
        f"</table:table-header-rows>{row(cell('2023'), cell('5'), cell('6'))}</table:table>"
    )
    assert _text(table) == ["Year\tCases\t", "\tOpen\tClosed", "2023\t5\t6"]


def test_what_a_sheet_shows_is_read_and_not_what_it_holds() -> None:
    cells = (
        "<table:table-row><table:table-cell><text:p>Rate</text:p></table:table-cell>"
        '<table:table-cell office:value-type="percentage" office:value="0.125"><text:p>12.5%</text:p>'
        "</table:table-cell>"
        '</table:table-row><table:table-row table:number-rows-repeated="1048575"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert _sheets(f'<table:table table:name="One">{cells}</table:table>').text == "**One**\n\nRate 12.5%\n\n"


def test_a_formula_without_a_value_is_a_gap() -> None:
    cell = '<table:table-row><table:table-cell table:formula="of:=SUM([.A1])"/></table:table-row>'
    document = _sheets(f'<table:table table:name="Two">{cell}</table:table>')
    assert [document.text[gap.start : gap.end] for gap in document.gaps] == ["[formula without a value]"]


def test_what_a_spreadsheet_hides_is_a_gap_and_is_not_read() -> None:
    style = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'

    def row(*cells: str, **attributes: str) -> str:
        given = "".join(f' table:{name}="{value}"' for name, value in attributes.items())
        inner = "".join(f"<table:table-cell><text:p>{one}</text:p></table:table-cell>" for one in cells)
        return f"<table:table-row{given}>{inner}</table:table-row>"

    document = _sheets(
        '<table:table table:name="One"><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        + row("Area", "Cases", "Names")
        + row("North", "12", "x")
        + row("South", "7", "y", visibility="filter")
        + f'<table:table-row-group table:display="false">{row("West", "8", "w")}</table:table-row-group>'
        + row("East", "9", "z")
        + f'</table:table><table:table table:name="Two" table:style-name="ta2">{row("5")}</table:table>',
        style,
    )
    assert document.text == (
        "**One**\n\nArea\tCases\nNorth\t12\nEast\t9\n\n[Concealed: 9 cells]\n\n[Concealed: 1 cell]\n\n"
    )
    assert [document.text[gap.start : gap.end] for gap in document.gaps] == [
        "[Concealed: 9 cells]",
        "[Concealed: 1 cell]",
    ]


def test_a_value_repeated_over_a_whole_sheet_is_refused() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>5</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    with pytest.raises(forms.UnreadableLetter, match="cells, which no letter has"):
        _sheets(f'<table:table table:name="One">{row}</table:table>')
