"""What OpenDocument texts and spreadsheets hide, in each of their ways, and what only looks like hiding."""

import odfdo
import pytest

from extract.forms import letters
from extract.forms.concealing import concealed
from pipeline.extract import forms

HIDDEN_COUNT = "4711"
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
                         ("fo", "xsl-fo-compatible"), ("draw", "drawing"), ("svg", "svg-compatible"),
                         ("number", "datastyle"))
) + (
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)  # fmt: skip
KIND = "application/vnd.oasis.opendocument."


def _file(kind: str, body: str, styles: str) -> bytes:
    tag = "text" if kind == "text" else "spreadsheet"
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{tag}>{body}</office:{tag}></office:body></office:document-content>"
    )
    return letters.zipped({"mimetype": f"{KIND}{kind}", "content.xml": content})


def _style(name: str, family: str, inside: str, more: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="{family}" {more}>{inside}</style:style>'


def _span(properties: str) -> tuple[str, str]:
    body = f'<text:p>There were <text:span text:style-name="S">{HIDDEN_COUNT}</text:span> cases.</text:p>'
    return body, _style("S", "text", f"<style:text-properties {properties}/>")


def _paragraph(properties: str, of_text: str = "") -> tuple[str, str]:
    style = f"<style:paragraph-properties {properties}/><style:text-properties {of_text}/>"
    return f'<text:p text:style-name="P">There were {HIDDEN_COUNT} cases.</text:p>', _style(
        "P", "paragraph", style
    )


def _table(of_row: str = "", of_cell: str = "", styles: str = "", of_column: str = "") -> tuple[str, str]:
    def row(label: str, number: str, more: str = "", cell: str = "") -> str:
        return (
            f"<table:table-row {more}><table:table-cell><text:p>{label}</text:p></table:table-cell>"
            f'<table:table-cell {cell}><text:p text:style-name="P">{number}</text:p></table:table-cell>'
            "</table:table-row>"
        )

    body = row("Area", "Cases") + row("North", "12") + row("South", HIDDEN_COUNT, of_row, of_cell)
    return f"<table:table><table:table-column/><table:table-column {of_column}/>{body}</table:table>", styles


def _frame(place: str, graphic: str = "", of_text: str = "") -> tuple[str, str]:
    text = f'<text:p text:style-name="P">{HIDDEN_COUNT}</text:p>'
    frame = f'<draw:frame draw:style-name="F" {place}><draw:text-box>{text}</draw:text-box></draw:frame>'
    styles = _style("F", "graphic", f"<style:graphic-properties {graphic}/>")
    return f"<text:p>See the box.{frame}</text:p>", styles + _style(
        "P", "paragraph", f"<style:text-properties {of_text}/>"
    )


WHITE = 'fo:color="#ffffff"'
THIN = _style("R", "table-row", '<style:table-row-properties style:row-height="0.01cm"/>')
NARROW = _style("C", "table-column", '<style:table-column-properties style:column-width="0.01cm"/>')
DARK_CELL = _style("D", "table-cell", '<style:table-cell-properties fo:background-color="#1f3864"/>')
HIDDEN_TEXTS = {
    "marked as hidden": _span('text:display="none"'),
    "white on white": _span(WHITE),
    "the colour behind it": _span('fo:color="#c00000" fo:background-color="#c00000"'),
    "half a point": _span('fo:font-size="0.5pt"'),
    "one percent of the size": _span('fo:font-size="1%"'),
    "raised and of one percent of the size": _span('style:text-position="super 1%"'),
    "of one percent of the size on its line": _span('style:text-position="0% 1%"'),
    "one percent wide": _span('style:text-scale="1%"'),
    "letters piled up": _span('fo:letter-spacing="-0.5cm"'),
    "without opacity": _span('fo:color="#000000" loext:opacity="0%"'),
    "a hidden paragraph": _paragraph("", 'text:display="none"'),
    "a paragraph of its colour": _paragraph('fo:background-color="#000080"', 'fo:color="#000080"'),
    "a line without height": _paragraph('fo:line-height="0.01cm"'),
    "beside the page": _paragraph('fo:margin-left="-40cm"'),
    "a first line off the page": _paragraph('fo:text-indent="-40cm"'),
    "a row of no height": _table(
        of_row='table:style-name="Z"',
        styles=_style("Z", "table-row", '<style:table-row-properties style:row-height="0"/>'),
    ),
    "a column that is collapsed": _table(of_column='table:visibility="collapse"'),
    "a paragraph that a field hides": (
        f'<text:p>There were {HIDDEN_COUNT}<text:hidden-paragraph text:is-hidden="true"/></text:p>',
        "",
    ),
    "a field of hidden text": (
        f'<text:p>Seen. <text:hidden-text text:string-value="{HIDDEN_COUNT}"/></text:p>',
        "",
    ),
    "a hidden section": (
        '<text:p>Seen.</text:p><text:section text:display="none">'
        f"<text:p>{HIDDEN_COUNT}</text:p></text:section>",
        "",
    ),
    "a hidden row": _table(of_row='table:visibility="collapse"'),
    "a thin row": _table(of_row='table:style-name="R"', styles=THIN),
    "a narrow column": _table(of_column='table:style-name="C"', styles=NARROW),
    "a cell of its colour": _table(
        of_cell='table:style-name="D"',
        styles=DARK_CELL + _style("P", "paragraph", '<style:text-properties fo:color="#1f3864"/>'),
    ),
    "a frame off the page": _frame('text:anchor-type="page" svg:x="-9cm" svg:width="3cm" svg:height="1cm"'),
    "a frame of its colour": _frame("", 'draw:fill="solid" draw:fill-color="#203040"', 'fo:color="#203040"'),
}


@pytest.mark.parametrize("way", HIDDEN_TEXTS)
def test_what_nobody_sees_of_a_text_is_concealed(way: str) -> None:
    assert concealed(_file("text", *HIDDEN_TEXTS[way]), "a.odt", HIDDEN_COUNT)


HARMLESS_TEXTS = {
    "white on a dark colour": _span(f'{WHITE} fo:background-color="#1f3864"'),
    "white on a dark paragraph": _paragraph('fo:background-color="#000080"', WHITE),
    "white on a dark cell": _table(
        of_cell='table:style-name="D"',
        styles=DARK_CELL + _style("P", "paragraph", "<style:text-properties/>"),
    ),
    "white in a frame": _frame("", "", WHITE),
    "the colour of the window": _span('style:use-window-font-color="true" loext:opacity="0%"'),
    "black on light grey": _span('fo:color="#000000" fo:background-color="#eeeeee"'),
    "small print": _span('fo:font-size="6pt"'),
    "an indent": _paragraph('fo:margin-left="-0.5cm"'),
    "a paragraph that a field shows": (
        f'<text:p>There were {HIDDEN_COUNT}<text:hidden-paragraph text:is-hidden="false"/></text:p>',
        "",
    ),
}


@pytest.mark.parametrize("way", HARMLESS_TEXTS)
def test_what_everybody_sees_of_a_text_is_read(way: str) -> None:
    document = forms.read(_file("text", *HARMLESS_TEXTS[way]), "a.odt")
    assert (HIDDEN_COUNT in document.text, document.gaps) == (True, ())


def _sheet(
    cell: str = "",
    styles: str = "",
    *,
    shown: str = f"<text:p>{HIDDEN_COUNT}</text:p>",
    more: str = "",
    of_row: str = "",
) -> tuple[str, str]:
    def row(label: str, number: str, attributes: str = "") -> str:
        first = f"<table:table-cell><text:p>{label}</text:p></table:table-cell>"
        return f"<table:table-row {attributes}>{first}{number}</table:table-row>"

    value = f'office:value-type="float" office:value="{HIDDEN_COUNT}"'
    held = f"<table:table-cell {value} {cell}>{shown}</table:table-cell>"
    plain = (
        '<table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p></table:table-cell>'
    )
    heading = "<table:table-cell><text:p>Cases</text:p></table:table-cell>"
    rows = row("Area", heading) + row("North", plain) + row("South", held, of_row)
    return (
        f'<table:table table:name="One"><table:table-column/><table:table-column/>{rows}{more}</table:table>',
        styles,
    )


def _formatted(*formats: str) -> str:
    return "".join(formats) + _style("X", "table-cell", "", 'style:data-style-name="N1"')


def _number(name: str, inside: str) -> str:
    return f'<number:number-style style:name="{name}">{inside}</number:number-style>'


DIGITS = '<number:number number:decimal-places="0"/>'
LOOKS = 'table:style-name="X"'


def _map(condition: str, style: str) -> str:
    return f'<style:map style:condition="{condition}" style:apply-style-name="{style}"/>'


def _cell_style(text: str, cell: str = "", inside: str = "") -> str:
    return _style(
        "X", "table-cell", f"<style:text-properties {text}/><style:table-cell-properties {cell}/>{inside}"
    )


def _conditional(value: str, text: str) -> tuple[str, str]:
    formats = (
        "<calcext:conditional-formats>"
        '<calcext:conditional-format calcext:target-range-address="One.B1:One.B9">'
        f'<calcext:condition calcext:value="{value}" calcext:apply-style-name="Y"/>'
        "</calcext:conditional-format></calcext:conditional-formats>"
    )
    return _sheet(styles=_style("Y", "table-cell", f"<style:text-properties {text}/>"), more=formats)


HIDDEN_SHEETS = {
    "a format shows nothing": _sheet(LOOKS, _formatted(_number("N1", "<number:text/>")), shown=""),
    "the file's own text is empty": _sheet(shown="<text:p/>"),
    "a condition of the format shows nothing": _sheet(
        LOOKS, _formatted(_number("P0", ""), _number("N1", DIGITS + _map("value()&gt;5", "P0")))
    ),
    "a format in white": _sheet(
        LOOKS, _formatted(_number("N1", f"<style:text-properties {WHITE}/>{DIGITS}"))
    ),
    "a format that nobody knows": _sheet(
        LOOKS, _formatted(_number("N1", DIGITS + _map("is-odd(value())", "P0")))
    ),
    "white on no ground": _sheet(LOOKS, _cell_style(WHITE)),
    "the colour of the ground": _sheet(
        LOOKS, _cell_style('fo:color="#1f3864"', 'fo:background-color="#1f3864"')
    ),
    "letters of one point": _sheet(LOOKS, _cell_style('fo:font-size="1pt"')),
    "a piece of a text": _sheet(
        shown=f'<text:p>c <text:span text:style-name="T">{HIDDEN_COUNT}</text:span></text:p>',
        styles=_style("T", "text", f"<style:text-properties {WHITE}/>"),
    ),
    "a thin row": _sheet(styles=THIN, of_row='table:style-name="R"'),
    "a filtered row": _sheet(of_row='table:visibility="filter"'),
    "a condition of the style": _sheet(
        LOOKS,
        _cell_style("", "", _map("cell-content()&gt;5", "Y"))
        + _style("Y", "table-cell", f"<style:text-properties {WHITE}/>"),
    ),
    "a conditional format": _conditional("&gt;5", WHITE),
    "a conditional format that may hold": _conditional("formula-is([.B1]&gt;[.A9])", WHITE),
    "below another cell": (
        _sheet()[0]
        .replace(
            f'<table:table-cell office:value-type="float" office:value="{HIDDEN_COUNT}"',
            f'<table:covered-table-cell office:value-type="float" office:value="{HIDDEN_COUNT}"',
        )
        .replace(
            f"{HIDDEN_COUNT}</text:p></table:table-cell>",
            f"{HIDDEN_COUNT}</text:p></table:covered-table-cell>",
        ),
        "",
    ),
}


@pytest.mark.parametrize("way", HIDDEN_SHEETS)
def test_what_nobody_sees_of_a_sheet_is_concealed(way: str) -> None:
    assert concealed(_file("spreadsheet", *HIDDEN_SHEETS[way]), "a.ods", HIDDEN_COUNT)


HARMLESS_SHEETS = {
    "white on a dark ground": _sheet(LOOKS, _cell_style(WHITE, 'fo:background-color="#1f3864"')),
    "a condition of the format that does not hold": _sheet(
        LOOKS, _formatted(_number("P0", ""), _number("N1", DIGITS + _map("value()&lt;5", "P0")))
    ),
    "negative numbers in white": _sheet(
        LOOKS,
        _formatted(
            _number("P0", f"<style:text-properties {WHITE}/>{DIGITS}"),
            _number("N1", DIGITS + _map("value()&lt;0", "P0")),
        ),
    ),
    "a conditional format that does not hold": _conditional("&lt;5", WHITE),
    "a conditional format in red": _conditional("formula-is([.B1]&gt;[.A9])", 'fo:color="#ff0000"'),
    "no text of the file's own": _sheet(shown=""),
}


@pytest.mark.parametrize("way", HARMLESS_SHEETS)
def test_what_everybody_sees_of_a_sheet_is_read(way: str) -> None:
    document = forms.read(_file("spreadsheet", *HARMLESS_SHEETS[way]), "a.ods")
    assert (HIDDEN_COUNT in document.text, document.gaps) == (True, ())


def test_words_that_a_format_shows_in_the_place_of_a_number_are_read() -> None:
    small = _number("P0", "<number:text>c</number:text>")
    styles = _formatted(small, _number("N1", DIGITS + _map("value()&gt;5", "P0")))
    document = forms.read(_file("spreadsheet", *_sheet(LOOKS, styles)), "a.ods")
    assert ("South\tc\n" in document.text, document.gaps) == (True, ())


def test_a_hidden_sheet_of_a_library_is_a_gap_without_its_name() -> None:
    book = odfdo.Document("spreadsheet")
    book.body.clear()
    for name, value in (("Shown", 12), (f"The {HIDDEN_COUNT}", int(HIDDEN_COUNT))):
        table = odfdo.Table(name)
        table.set_values([["Area", "Cases"], ["North", value]])
        book.body.append(table)
    hiding = _style("ta9", "table", '<style:table-properties table:display="false"/>')
    data = letters.saved(book)
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml").decode()
    content = content.replace("</office:automatic-styles>", f"{hiding}</office:automatic-styles>").replace(
        f'table:name="The {HIDDEN_COUNT}"', f'table:name="The {HIDDEN_COUNT}" table:style-name="ta9"'
    )
    content = content.replace(
        "<office:automatic-styles/>", f"<office:automatic-styles>{hiding}</office:automatic-styles>"
    )
    assert concealed(letters.with_parts(data, {"content.xml": content}), "a.ods", HIDDEN_COUNT)
