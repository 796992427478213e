import pytest

from pipeline.extract import forms


def _read(body: str) -> forms.Document:
    source = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial Cyr;}}" + body + "}"
    return forms.read(source.encode("ascii"), "a.rtf")


def _lines(body: str) -> list[str]:
    return [line for line in _read(body).text.split("\n") if line]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (r"\pard one\par two\par", ["one", "two"]),
        (r"\pard one\line two\par", ["one", "two"]),
        (r"{\b How many?}\par 12\par", ["**How many?**", "12"]),
        (r"\b Response:\b0  12\par", ["Response: 12"]),
        (r"12{\super 1} cases\par", ["12¹ cases"]),
        (r"12 {\v hidden}cases{\deleted 11}\par", ["12 [Concealed text] cases"]),
        (r"\'a35 \endash  \u8364?5\par", ["£5 – €5"]),
        (r"{\f1\'cf}\par", ["П"]),
        (r"\u-10179?\u-8704?\par", ["😀"]),
        (r"{\listtext\tab 1.\tab}one\par", ["1. one"]),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt seen}}\par", ["seen"]),
        (r"{\*\unknown secret}{\pict\picwgoal100\pichgoal100 ffd8}seen\par", ["seen"]),
        (r"{\info{\author somebody}}{\stylesheet{\s1 heading;}}seen\par", ["seen"]),
        (r"12{\super\chftn}{\footnote\pard{\super\chftn} Since April.} cases\par After.\par",
         ["12¹ cases", "After.", "¹ Since April."]),
        (r"{\footer Foot\par}{\header Head\par}Dear requester\par", ["Head", "Dear requester", "Foot"]),
        (r"{\shp{\*\shpinst{\sp{\sn a}{\sv 5}}{\shptxt inside\par}}}beside\par", ["inside", "beside"]),
        (r"{\pict\picwgoal9000\pichgoal5000 ffd8}\par", ["[Picture]"]),
        (r"the end without a mark", ["the end without a mark"]),
    ],
)  # fmt: skip
def test_a_paragraph_reads_as_it_is_shown(body: str, lines: list[str]) -> None:
    assert _lines(body) == lines


def test_merged_cells_and_heading_rows() -> None:
    def row(edges: str, *cells: str) -> str:
        return rf"\trowd{edges} " + "".join(rf"\pard\intbl {cell}\cell" for cell in cells) + r"\row"

    table = (
        row(r"\trhdr\clvmgf\cellx1000\cellx3000", "Year", "Cases")
        + row(r"\trhdr\clvmrg\cellx1000\cellx2000\cellx3000", "", "Open", "Closed")
        + row(r"\cellx1010\cellx2000\cellx3000", "2023", "5", "6")
    )
    (grid,) = _read(rf"\pard Above.\par{table}\pard Below.\par").grids
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["Year", "Cases", "Cases"],
        ["Year", "Open", "Closed"],
        ["2023", "5", "6"],
    ]
    assert grid.n_headings == 2


def test_what_stands_after_a_table_stands_after_it() -> None:
    edges = r"\trowd\cellx500\cellx999\pard\intbl "
    table = rf"{edges}Year\cell Cases\cell\row{edges}2023\cell 5\cell\row"
    assert _lines(rf"Above.\par{table}\pard Below.\par") == ["Above.", "Year\tCases", "2023\t5", "Below."]


def test_groups_thousands_deep_are_refused() -> None:
    with pytest.raises(forms.UnreadableLetter, match="thousands of times over"):
        _read("{" * 3000 + "5" + "}" * 3000)
