import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as Letter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extract.forms import letters
from pipeline.extract import forms


def _document(fill: Callable[[Letter], None]) -> forms.Document:
    letter = docx.Document()
    fill(letter)
    return forms.read(letters.saved(letter), "a.docx")


def _lines(*paragraphs: str, parts: dict[str, bytes | str] | None = None) -> list[str]:
    """Read a document with these paragraphs, as WordprocessingML."""

    def fill(letter: Letter) -> None:
        for number, inside in enumerate(paragraphs):
            letter.element.body.insert(number, parse_xml(f"<w:p {nsdecls('w', 'wp', 'r')}>{inside}</w:p>"))

    letter = docx.Document()
    fill(letter)
    data = letters.with_parts(letters.saved(letter), parts or {})
    return [line for line in forms.read(data, "a.docx").text.split("\n") if line]


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _item(text: str, level: int, list_id: int = 90) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return f"<w:pPr>{numbered}</w:pPr>{_run(text)}"


def _numbering() -> str:
    shapes = (
        ("decimal", "%1."),
        ("lowerLetter", "%2)"),
        ("lowerRoman", "(%3)"),
        ("bullet", "x"),
        ("decimal", "%1.%5"),
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (kind, text) in enumerate(shapes)
    )
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    return (
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="9">{levels}</w:abstractNum>'
        '<w:num w:numId="90"><w:abstractNumId w:val="9"/></w:num>'
        f'<w:num w:numId="91"><w:abstractNumId w:val="9"/>{restart}</w:num></w:numbering>'
    )


def test_items_are_numbered_as_word_numbers_them() -> None:
    items = [("one", 0), ("a", 1), ("b", 1), ("i", 2), ("two", 0), ("again", 1), ("dot", 3), ("both", 4)]
    found = _lines(*(_item(text, level) for text, level in items), parts={"word/numbering.xml": _numbering()})
    assert found == ["1. one", "a) a", "b) b", "(i) i", "2. two", "a) again", "• dot", "2.1 both"]


def test_a_list_may_start_anew_at_a_number_of_its_own() -> None:
    found = _lines(
        _item("one", 0), _item("five", 0, 91), _item("six", 0, 91), parts={"word/numbering.xml": _numbering()}
    )
    assert found == ["1. one", "5. five", "6. six"]


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        (_run("How ", "<w:b/>") + _run("many?", "<w:b/>"), ["**How many?**"]),
        (_run("Response: ", "<w:b/>") + _run("twelve"), ["Response: twelve"]),
        ('<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' + _run("Part one"), ["**Part one**"]),
        (
            '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>' + _run("Not shown as a heading"),
            ["Not shown as a heading"],
        ),
        (_run("12") + _run("1", '<w:vertAlign w:val="superscript"/>'), ["12¹"]),
        ("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>", ["one", "two"]),
        ("<w:r><w:t>Our ref:</w:t><w:tab/><w:t>FOI-1</w:t></w:r>", ["Our ref: FOI-1"]),
        (
            _run("12 ") + _run("hidden", "<w:vanish/>") + _run("cases"),
            ["12 [Concealed text] cases"],
        ),
        (_run("12 ") + "<w:del><w:r><w:delText>11</w:delText></w:r></w:del>" + _run("cases"), ["12 cases"]),
        (_run("There were ") + f"<w:ins>{_run('12')}</w:ins>", ["There were 12"]),
        ("<w:r><w:instrText>PAGE 5</w:instrText></w:r>" + _run("seen"), ["seen"]),
        (f"<w:sdt><w:sdtContent>{_run('a control')}</w:sdtContent></w:sdt>", ["a control"]),
    ],
)
def test_a_paragraph_reads_as_word_shows_it(inside: str, lines: list[str]) -> None:
    assert _lines(inside) == lines


def test_a_text_box_stands_after_its_paragraph_once() -> None:
    box = f"<w:txbxContent><w:p>{_run('in the box')}</w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    choice = f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    inside = f"<w:r><mc:AlternateContent {mc}>{choice}{fallback}</mc:AlternateContent></w:r>{_run('beside')}"
    assert _lines(inside) == ["beside", "in the box"]


def test_a_large_picture_is_a_gap_and_a_small_one_is_decoration() -> None:
    def drawing(width: int, height: int) -> str:
        extent = f'<wp:extent cx="{width}" cy="{height}"/>'
        return f"<w:r><w:drawing><wp:inline>{extent}</wp:inline></w:drawing></w:r>"

    assert _lines(drawing(5_000_000, 3_000_000), drawing(900_000, 900_000)) == ["[Picture]"]


def test_a_footnote_stands_after_all_paragraphs() -> None:
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="7"><w:p>{_run("Since April.")}</w:p></w:footnote></w:footnotes>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    )
    parts: dict[str, bytes | str] = {"word/footnotes.xml": notes, "word/_rels/document.xml.rels": relations}
    inside = _run("12") + '<w:r><w:footnoteReference w:id="7"/></w:r>' + _run(" cases.")
    assert _lines(inside, _run("After."), parts=parts) == ["12¹ cases.", "After.", "¹ Since April."]


def test_the_head_of_the_first_page_stands_above_and_its_foot_below() -> None:
    def fill(letter: Letter) -> None:
        section = letter.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "Northmoor County Council"
        section.header.paragraphs[0].text = "Page after the first"
        section.first_page_footer.paragraphs[0].text = "Information Governance Team"
        letter.add_paragraph("Dear requester")

    assert _document(fill).text.split("\n\n")[:3] == [
        "Northmoor County Council", "Dear requester", "Information Governance Team"
    ]  # fmt: skip


def test_merged_cells_stand_in_each_row_and_column() -> None:
    def fill(letter: Letter) -> None:
        table = letter.add_table(rows=4, cols=3)
        for i, row in enumerate(
            (("Year", "Cases", ""), ("", "Open", "Closed"), ("2023", "5", "6"), ("2024", "7", "8"))
        ):
            for j, text in enumerate(row):
                table.cell(i, j).text = text
        table.cell(0, 0).merge(table.cell(1, 0))
        table.cell(0, 1).merge(table.cell(0, 2))

    (grid,) = _document(fill).grids
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["Year", "Cases", "Cases"],
        ["Year", "Open", "Closed"],
        ["2023", "5", "6"],
        ["2024", "7", "8"],
    ]
    assert grid.n_headings is None


def test_rows_that_word_repeats_on_every_page_are_headings() -> None:
    def fill(letter: Letter) -> None:
        table = letter.add_table(rows=2, cols=2)
        for i, row in enumerate((("Year", "Cases"), ("2023", "5"))):
            for j, text in enumerate(row):
                table.cell(i, j).text = text
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))

    assert _document(fill).grids[0].n_headings == 1


def test_strict_open_xml_reads_the_same() -> None:
    with zipfile.ZipFile(io.BytesIO(letters.of_docx())) as archive:
        usual = archive.read("word/document.xml")
    strict = usual.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    data = letters.with_parts(letters.of_docx(), {"word/document.xml": strict})
    assert forms.read(data, "a.docx").text == forms.read(letters.of_docx(), "a.docx").text
