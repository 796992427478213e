"""What a Word document hides, in each of its ways, and what only looks like hiding."""

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extract.forms import letters
from extract.forms.concealing import concealed
from pipeline.extract import forms

HIDDEN_COUNT = "4711"
_MORE = (
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
SPACES = f"{nsdecls('w', 'wp', 'r', 'a')} {_MORE}"


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _data(*blocks: str, styles: str = "") -> bytes:
    letter = docx.Document()
    for number, block in enumerate(blocks):
        letter.element.body.insert(number, parse_xml(block))
    for style in parse_xml(f"<w:styles {SPACES}>{styles}</w:styles>"):
        letter.styles.element.append(style)
    return letters.saved(letter)


def _p(inside: str, properties: str = "") -> str:
    return f"<w:p {SPACES}><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def _secret(properties: str, of_paragraph: str = "") -> str:
    return _p(_run("There were ") + _run(f"{HIDDEN_COUNT} ", properties) + _run("cases."), of_paragraph)


def _table(rows: str, properties: str = "") -> str:
    grid = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    return f"<w:tbl {SPACES}><w:tblPr>{properties}</w:tblPr>{grid}{rows}</w:tbl>"


def _merged(of_first: str, of_second: str, *, is_across: bool = False) -> str:
    def cell(text: str, merge: str) -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr><w:p>{_run(text)}</w:p></w:tc>"

    pair = [cell("12", of_first), cell(HIDDEN_COUNT, of_second)]
    if is_across:
        return _table(_row("Area", "Cases") + f"<w:tr>{''.join(pair)}</w:tr>")
    rows = (f"<w:tr>{one}{cell(label, '')}</w:tr>" for one, label in zip(pair, "NS", strict=True))
    return _table(_row("Cases", "Area") + "".join(rows))


def _filled(fill: str) -> str:
    return f"<w:color w:val='000000'/><w14:textFill><w14:solidFill>{fill}</w14:solidFill></w14:textFill>"


def _grid(width: str, of_cell: str = "") -> str:
    rows = _rows().replace("<w:gridCol/><w:gridCol/>", f'<w:gridCol w:w="900"/>{width}')
    rows = rows.replace("<w:tcPr></w:tcPr>", f"<w:tcPr>{of_cell}</w:tcPr>")
    return rows.replace("<w:tblPr>", '<w:tblPr><w:tblLayout w:type="fixed"/>')


def _row(*cells: str, of_row: str = "", of_cell: str = "", of_run: str = "") -> str:
    inner = "".join(f"<w:tc><w:tcPr>{of_cell}</w:tcPr><w:p>{_run(one, of_run)}</w:p></w:tc>" for one in cells)
    return f"<w:tr><w:trPr>{of_row}</w:trPr>{inner}</w:tr>"


def _rows(**how: str) -> str:
    return _table(_row("Area", "Cases") + _row("North", "12") + _row("South", HIDDEN_COUNT, **how))


def _box(anchor: str = "", fill: str = "<a:noFill/>", of_run: str = "", properties: str = "") -> str:
    text = f"<wps:txbx><w:txbxContent><w:p>{_run(HIDDEN_COUNT, of_run)}</w:p></w:txbxContent></wps:txbx>"
    extent = '<wp:extent cx="900000" cy="300000"/>'
    shape = f"<wps:wsp><wps:spPr>{fill}</wps:spPr>{text}</wps:wsp>"
    return _p(
        f"<w:r><w:drawing><wp:anchor>{anchor}{extent}{properties}<a:graphic>{shape}</a:graphic></wp:anchor></w:drawing></w:r>"
    )


def _at(axis: str, offset: int) -> str:
    return f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{offset}</wp:posOffset></wp:position{axis}>'


def _vml(style: str) -> str:
    box = f"<v:textbox><w:txbxContent><w:p>{_run(HIDDEN_COUNT)}</w:p></w:txbxContent></v:textbox>"
    return _p(f'<w:r><w:pict><v:shape style="{style}">{box}</v:shape></w:pict></w:r>')


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


WHITE = '<w:color w:val="FFFFFF"/>'
STYLES = (
    f'<w:style w:type="character" w:styleId="Pale"><w:rPr>{WHITE}</w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    f'<w:style w:type="table" w:styleId="Dark"><w:tblStylePr w:type="firstRow"><w:rPr>{WHITE}</w:rPr>'
    '<w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr></w:tblStylePr></w:style>'
)
HIDDEN = {
    "marked as hidden": _secret("<w:vanish/>"),
    "always hidden": _secret("<w:specVanish/>"),
    "hidden by its paragraph's style": _p(_run(f"There were {HIDDEN_COUNT}"), '<w:pStyle w:val="Gone"/>'),
    "white on white": _secret(WHITE),
    "a formula in white": _p(
        f"{_run('There were ')}<m:oMath><m:r><w:rPr>{WHITE}</w:rPr><m:t>{HIDDEN_COUNT}</m:t></m:r></m:oMath>"
    ),
    "white by a style": _secret('<w:rStyle w:val="Pale"/>'),
    "white by the theme": _secret('<w:color w:val="000000" w:themeColor="background1"/>'),
    "almost white by the theme": _secret('<w:color w:val="000000" w:themeColor="text1" w:themeTint="05"/>'),
    "the colour of its shading": _secret('<w:color w:val="C00000"/><w:shd w:val="clear" w:fill="C00000"/>'),
    "black on black": _secret('<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000"/>'),
    "a black marker": _secret('<w:highlight w:val="black"/>'),
    "white on a paragraph that is white": _secret(WHITE, '<w:shd w:val="clear" w:fill="FEFEFE"/>'),
    "half a point": _secret('<w:sz w:val="1"/>'),
    "one percent wide": _secret('<w:w w:val="1"/>'),
    "letters piled up": _secret('<w:spacing w:val="-120"/>'),
    "transparent": _secret("<w14:textFill><w14:noFill/></w14:textFill>"),
    "a line one point high": _secret("", '<w:spacing w:line="20" w:lineRule="exact"/>'),
    "beside the page": _secret("", '<w:ind w:left="-20000"/>'),
    "a frame off the page": _secret("", '<w:framePr w:x="-30000" w:y="1"/>'),
    "filled with white": _secret(_filled('<w14:srgbClr w14:val="FFFFFF"/>')),
    "filled with white of the theme": _secret(_filled('<w14:schemeClr w14:val="bg1"/>')),
    "filled with almost white of the theme": _secret(
        _filled(
            '<w14:schemeClr w14:val="tx1"><w14:lumMod w14:val="2000"/>'
            '<w14:lumOff w14:val="98000"/></w14:schemeClr>'
        )
    ),
    "raised off the page": _secret('<w:position w:val="3000"/>'),
    "lowered off the page": _secret('<w:position w:val="-3000"/>'),
    "a first line off the page": _secret("", '<w:ind w:firstLine="20000"/>'),
    "a first line that hangs off the page": _secret("", '<w:ind w:left="0" w:hanging="20000"/>'),
    "a column of the grid without width": _grid('<w:gridCol w:w="0"/>'),
    "below a cell that goes down": _merged('<w:vMerge w:val="restart"/>', "<w:vMerge/>"),
    "behind a cell that goes on": _merged(
        '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>', is_across=True
    ),
    "a hidden row": _rows(of_row="<w:hidden/>"),
    "a row without height": _rows(of_row='<w:trHeight w:val="1" w:hRule="exact"/>'),
    "a white cell": _rows(of_run=WHITE),
    "a cell of its colour": _rows(
        of_cell='<w:shd w:val="clear" w:fill="000000"/>', of_run='<w:color w:val="000000"/>'
    ),
    "a column without width": _table(
        _row("Area", "North") + _row("Cases", HIDDEN_COUNT, of_cell='<w:tcW w:w="10" w:type="dxa"/>'),
        '<w:tblLayout w:type="fixed"/>',
    ),
    "a table off the page": _table(
        _row("Area", "Cases") + _row("South", HIDDEN_COUNT), '<w:tblpPr w:tblpX="-30000" w:tblpY="1"/>'
    ),
    "a box off the page": _box(_at("H", -5_000_000)),
    "a box below the page": _box(_at("V", 99_000_000)),
    "a box of its colour": _box(fill=_solid("203040"), of_run='<w:color w:val="203040"/>'),
    "a hidden box": _box(properties='<wp:docPr id="1" name="a" hidden="1"/>'),
    "an older box off the page": _vml("position:absolute;margin-left:-9999pt"),
    "an older box that is hidden": _vml("visibility:hidden"),
    "a box in hidden text": _box().replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1),
}


@pytest.mark.parametrize("way", HIDDEN)
def test_what_nobody_sees_is_concealed(way: str) -> None:
    assert concealed(_data(HIDDEN[way], styles=STYLES), "a.docx", HIDDEN_COUNT)


HARMLESS = {
    "white on a dark shading": _secret(f'{WHITE}<w:shd w:val="clear" w:fill="1F3864"/>'),
    "white on a dark cell": _rows(of_cell='<w:shd w:val="clear" w:fill="1F3864"/>', of_run=WHITE),
    "white on a row that the table's style fills": _table(
        _row("Area", HIDDEN_COUNT, of_run=WHITE) + _row("North", "12"),
        '<w:tblStyle w:val="Dark"/><w:tblLook w:val="0420"/>',
    ),
    "white by the table's style": _table(
        _row("Area", HIDDEN_COUNT) + _row("North", "12"),
        '<w:tblStyle w:val="Dark"/><w:tblLook w:val="0420"/>',
    ),
    "white on a dark paragraph": _secret(WHITE, '<w:shd w:val="clear" w:fill="000080"/>'),
    "a formula": _p(f"<m:oMath><m:r><m:t>{HIDDEN_COUNT}</m:t></m:r></m:oMath>"),
    "white in a box that is filled": _box(fill=_solid("1F3864"), of_run=WHITE),
    "white in a box over something else": _box(of_run=WHITE),
    "automatic letters on black": _secret('<w:shd w:val="clear" w:fill="000000"/>'),
    "automatic letters": _secret('<w:color w:val="auto"/>'),
    "black on light grey": _secret('<w:color w:val="000000"/><w:shd w:val="clear" w:fill="EEEEEE"/>'),
    "a yellow marker": _secret('<w:highlight w:val="yellow"/>'),
    "filled with blue": _secret(
        f'{WHITE}<w14:textFill><w14:solidFill><w14:srgbClr w14:val="1F3864"/></w14:solidFill></w14:textFill>'
    ),
    "raised a little": _secret('<w:position w:val="6"/>'),
    "a first line that hangs": _secret("", '<w:ind w:left="720" w:hanging="720"/>'),
    "a column of the grid with a width of its cells": _grid(
        '<w:gridCol w:w="0"/>', '<w:tcW w:w="2000" w:type="dxa"/>'
    ),
    "hidden on the web only": _secret("<w:webHidden/>"),
    "not hidden after all": _secret('<w:vanish w:val="0"/>'),
    "small print": _secret('<w:sz w:val="12"/>'),
    "letters moved together": _secret('<w:spacing w:val="-10"/>'),
    "a row of a given height": _rows(of_row='<w:trHeight w:val="300" w:hRule="exact"/>'),
    "a row at least as high": _rows(of_row='<w:trHeight w:val="1"/>'),
    "an indent": _secret("", '<w:ind w:left="-300"/>'),
    "a box on the page": _box(_at("H", 900_000)),
    "what word hides around a form": _p(_run("Top of Form", "<w:vanish/>") + _run(HIDDEN_COUNT)),
}


@pytest.mark.parametrize("way", HARMLESS)
def test_what_everybody_sees_is_read(way: str) -> None:
    document = forms.read(_data(HARMLESS[way], styles=STYLES), "a.docx")
    assert document.gaps == ()
    assert HIDDEN_COUNT in document.text


def test_a_concealed_piece_does_not_part_the_word_that_it_stands_in() -> None:
    data = _data(_p(_run("There were 1") + _run(HIDDEN_COUNT, "<w:vanish/>") + _run("2 cases.")))
    assert forms.read(data, "a.docx").text.startswith("There were 12 [Concealed text] cases.")


def test_a_concealed_cell_keeps_its_place() -> None:
    document = forms.read(_data(_rows(of_run="<w:vanish/>")), "a.docx")
    (grid,) = document.grids
    assert [cell.text for cell in grid.rows[-1]] == ["[Concealed text]", "[Concealed text]"]
    assert [document.text[gap.start : gap.end] for gap in document.gaps] == ["[Concealed text]"] * 2


def _shape(more: str, fill: str, height: int = 300_000) -> str:
    extent = f'<wp:extent cx="900000" cy="{height}"/>'
    shape = f"<a:graphic><wps:wsp><wps:spPr>{fill}</wps:spPr></wps:wsp></a:graphic>"
    anchor = f"<wp:anchor {more}>{extent}<wp:wrapNone/>{shape}</wp:anchor>"
    return _p(f"{_run('12 cases')}<w:r><w:drawing>{anchor}</w:drawing></w:r>")


def test_a_filled_shape_in_front_of_the_text_is_asked_about() -> None:
    (gap,) = forms.read(_data(_shape('behindDoc="0"', _solid("000000"))), "a.docx").gaps
    assert gap.why.startswith("concealed: a filled shape lies in front of the text")
    for harmless in (
        _shape('behindDoc="1"', _solid("000000")),
        _shape('behindDoc="0"', "<a:noFill/>"),
        _shape('behindDoc="0"', _solid("000000"), height=9_000),
    ):
        assert forms.read(_data(harmless), "a.docx").gaps == ()


def test_the_older_of_two_ways_is_read_where_word_does_not_know_the_newer() -> None:
    choice = f'<mc:Choice Requires="unheardof">{_run(HIDDEN_COUNT)}</mc:Choice>'
    fallback = f"<mc:Fallback>{_run('12')}</mc:Fallback>"
    data = _data(_p(f"<mc:AlternateContent>{choice}{fallback}</mc:AlternateContent>"))
    assert forms.read(data, "a.docx").text.startswith("12\n")


def test_remarks_descriptions_of_pictures_and_properties_are_never_read() -> None:
    letter = docx.Document()
    paragraph = letter.add_paragraph("There were 12 cases.")
    letter.add_comment(paragraph.runs, text=f"Really {HIDDEN_COUNT}", author="A", initials="a")
    letter.core_properties.comments = f"Really {HIDDEN_COUNT}"
    extent = '<wp:extent cx="5000000" cy="3000000"/>'
    described = f'<wp:docPr id="1" name="a" descr="{HIDDEN_COUNT} cases"/>'
    letter.element.body.insert(
        0, parse_xml(_p(f"<w:r><w:drawing><wp:inline>{extent}{described}</wp:inline></w:drawing></w:r>"))
    )
    document = forms.read(letters.saved(letter), "a.docx")
    assert HIDDEN_COUNT not in document.text
    assert [document.text[gap.start : gap.end] for gap in document.gaps] == ["[Picture]"]
