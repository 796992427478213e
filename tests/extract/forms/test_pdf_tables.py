from collections.abc import Callable, Sequence

import pytest

from extract.forms.test_pdf import paragraphs, read, rows
from extract.forms.written_pdf import Sheet, width

HEADINGS = ("Ward", "2022/23", "2023/24", "2024/25")
NUMBERS = (("Northgate", "12", "15", "19"), ("Southgate", "7", "", "31"), ("Total", "19", "15", "50"))
XS = (50, 200, 270, 340, 410)


def ruled(sheet: Sheet, top: float, table: Sequence[Sequence[str]], xs: Sequence[float] = XS) -> Sheet:
    """Draw a table with all its rules, 20 points a row, from ``top`` on."""
    sheet.frame(xs, [top + 20 * n for n in range(len(table) + 1)])
    return plain(sheet, top + 14, table, xs)


def plain(
    sheet: Sheet, base: float, table: Sequence[Sequence[str]], xs: Sequence[float] = XS, step: float = 20
) -> Sheet:
    """Write a table's cells, labels to the left and numbers to the right of their columns."""
    for n, row in enumerate(table):
        for k, text in enumerate(row):
            if k:
                sheet.right(xs[k + 1] - 6, base + step * n, text)
            else:
                sheet.text(xs[0] + 4, base + step * n, text)
    return sheet


def as_lists(*table: Sequence[str]) -> list[list[str]]:
    return [list(row) for row in table]


def test_a_ruled_table_keeps_its_empty_cells_in_their_columns() -> None:
    assert rows(read(ruled(Sheet(), 100, [HEADINGS, *NUMBERS]))) == as_lists(HEADINGS, *NUMBERS)


def test_a_table_without_rules_is_read_by_what_stands_below_what() -> None:
    assert rows(read(plain(Sheet(), 100, [HEADINGS, *NUMBERS]))) == as_lists(HEADINGS, *NUMBERS)


def test_rules_between_rows_alone_make_the_same_table() -> None:
    sheet = plain(Sheet(), 100, [HEADINGS, *NUMBERS])
    for y in (86, 106, 126, 146, 166):
        sheet.rule(50, y, 410, y)
    assert rows(read(sheet)) == as_lists(HEADINGS, *NUMBERS)


def test_shaded_rows_make_the_same_table() -> None:
    sheet = Sheet().shade(50, 86, 410, 106).shade(50, 126, 410, 146)
    assert rows(read(plain(sheet, 100, [HEADINGS, *NUMBERS]))) == as_lists(HEADINGS, *NUMBERS)


def test_rows_that_no_rule_parts_within_a_frame_are_rows() -> None:
    sheet = plain(Sheet().frame(XS, (86, 106, 170)), 100, [HEADINGS, *NUMBERS])
    assert rows(read(sheet)) == as_lists(HEADINGS, *NUMBERS)


@pytest.mark.parametrize("beside", ["first", "middle", "last"])
def test_the_numbers_of_a_wrapped_label_may_stand_beside_any_line_of_it(beside: str) -> None:
    sheet = plain(Sheet(), 100, [HEADINGS])
    labels = (("Pupils with an", "education plan"), ("Pupils without",), ("Pupils whose", "plan ended"))
    base = 124.0
    for label, numbers in zip(labels, NUMBERS, strict=True):
        sheet.lines(54, base, label, 11)
        down = {"first": 0.0, "middle": 5.5, "last": 11.0}[beside] * (len(label) - 1)
        for k, number in enumerate(numbers[1:], 2):
            sheet.right(XS[k] - 6, base + down, number)
        base += 11 * len(label) + 8
    expected = [[" ".join(label), *numbers[1:]] for label, numbers in zip(labels, NUMBERS, strict=True)]
    assert rows(read(sheet)) == [list(HEADINGS), *expected]


def test_where_all_lines_stand_alike_labels_are_complete_phrases() -> None:
    sheet = plain(Sheet(), 100, [HEADINGS], step=12)
    texts = ("Children who were referred by", "a school", "Children who were referred by", "the police")
    for n, text in enumerate(texts):
        sheet.text(54, 112 + 12 * n, text)
    for k, (above, below) in enumerate((("12", "7"), ("15", "8"), ("19", "31")), 2):
        sheet.right(XS[k] - 6, 124, above).right(XS[k] - 6, 148, below)
    assert rows(read(sheet))[1:] == [
        ["Children who were referred by a school", "12", "15", "19"],
        ["Children who were referred by the police", "7", "8", "31"],
    ]


def test_a_cell_over_several_columns_labels_each_and_one_over_two_rows_both() -> None:
    sheet = Sheet()
    for y, x in ((86, 50), (106, 200), (126, 50), (146, 50)):
        sheet.rule(x, y, 340, y)
    for x, top in ((50, 86), (200, 86), (270, 106), (340, 86)):
        sheet.rule(x, top, x, 146)
    sheet.text(54, 110, "Ward").text(220, 100, "Year").text(210, 120, "2023").text(280, 120, "2024")
    sheet.text(54, 140, "Northgate").text(220, 140, "12").text(290, 140, "15")
    assert rows(read(sheet)) == as_lists(
        ("Ward", "Year", "Year"), ("Ward", "2023", "2024"), ("Northgate", "12", "15")
    )


def test_a_heading_over_several_columns_without_rules_is_of_each() -> None:
    sheet = plain(Sheet(), 120, [("Ward", "2022", "2023", "2024"), *NUMBERS])
    sheet.text(270, 104, "Number of pupils")
    found = rows(read(sheet))
    assert found[0] == ["", *["Number of pupils"] * 3]
    assert found[1] == ["Ward", "2022", "2023", "2024"]


def test_headings_that_were_wrapped_are_whole() -> None:
    sheet = plain(Sheet(), 130, NUMBERS)
    for k, (upper, lower) in enumerate(
        (("Pupils on", "roll"), ("Pupils", "excluded"), ("Staff", "employed")), 2
    ):
        for y, text in ((100, upper), (111, lower)):
            sheet.text(XS[k] - 6 - width(text), y, text)
    sheet.text(54, 111, "Ward")
    assert rows(read(sheet))[0] == ["Ward", "Pupils on roll", "Pupils excluded", "Staff employed"]


@pytest.mark.parametrize("turn", [1, 3])
def test_headings_turned_by_a_quarter_are_read_as_they_are_meant(turn: int) -> None:
    sheet = Sheet().frame((50, 120, 160, 200), (100, 200, 220))
    for x, (upper, lower) in ((130, ("Pupils", "excluded")), (170, ("Pupils", "on roll"))):
        for text, line in ((upper, 0), (lower, 1)):
            if turn == 1:
                sheet.text(x + 6 + 12 * line, 190, text, turn=1)
            else:
                sheet.text(x + 12 - 12 * line, 110, text, turn=3)
    sheet.text(54, 190, "Ward").text(54, 214, "Northgate").text(134, 214, "12").text(174, 214, "15")
    assert rows(read(sheet)) == as_lists(
        ("Ward", "Pupils excluded", "Pupils on roll"), ("Northgate", "12", "15")
    )


@pytest.mark.parametrize("draw", [ruled, plain])
def test_a_table_that_goes_on_over_a_page_is_one(
    draw: Callable[[Sheet, float, Sequence[Sequence[str]]], Sheet],
) -> None:
    sheets = [Sheet(), Sheet()]
    for number, sheet in enumerate(sheets, 1):
        sheet.text(50, 30, "Exampleton Borough Council").text(280, 825, f"Page {number}")
    draw(sheets[0], 740, [HEADINGS, *NUMBERS[:2]])
    draw(sheets[1], 60, [HEADINGS, ("Westgate", "1", "2", "3"), NUMBERS[2]])
    sheets[1].text(50, 300, "Yours faithfully")
    document = read(*sheets)
    assert [rows(document)] == [as_lists(HEADINGS, *NUMBERS[:2], ("Westgate", "1", "2", "3"), NUMBERS[2])]
    assert paragraphs(document)[0] == "Exampleton Borough Council"
    assert paragraphs(document)[-2:] == ["Yours faithfully", "Page 1"]


def test_a_row_that_a_page_break_parts_is_one() -> None:
    first = ruled(Sheet(), 740, [HEADINGS, ("Pupils who were", "12", "15", "19")])
    second = ruled(Sheet(), 60, [("referred by schools", "", "", ""), NUMBERS[0]])
    assert rows(read(first, second))[1:] == [
        ["Pupils who were referred by schools", "12", "15", "19"],
        list(NUMBERS[0]),
    ]


def test_a_frame_that_a_page_break_left_open_is_closed() -> None:
    sheet = Sheet()
    for x in XS:
        sheet.rule(x, 86, x, 126)
    for y in (106, 126):
        sheet.rule(50, y, 410, y)
    assert rows(read(plain(sheet, 100, NUMBERS[:2]))) == as_lists(*NUMBERS[:2])


def test_questions_and_answers_in_boxes_are_paragraphs() -> None:
    sheet = Sheet().frame((50, 80, 300, 540), (86, 106, 136, 166))
    sheet.text(84, 100, "Question").text(304, 100, "Response")
    for n, number in enumerate(("1.", "2.")):
        sheet.text(54, 118 + 30 * n, number).text(84, 118 + 30 * n, "How many pupils were excluded in 2024?")
    sheet.text(304, 118, "There were 12.").text(304, 148, "None.")
    document = read(sheet)
    assert not document.grids
    assert paragraphs(document)[2:] == [
        "1. How many pupils were excluded in 2024?",
        "There were 12.",
        "2. How many pupils were excluded in 2024?",
        "None.",
    ]


def test_a_frame_around_text_makes_no_table() -> None:
    document = read(Sheet().frame((40, 500), (80, 130)).text(50, 100, "We hold the information."))
    assert not document.grids
    assert paragraphs(document) == ["We hold the information."]


def test_a_table_within_a_box_is_a_table_among_its_paragraphs() -> None:
    sheet = Sheet().frame((30, 560), (50, 400)).text(40, 80, "The numbers are below.")
    document = read(ruled(sheet, 100, [HEADINGS, *NUMBERS]).text(40, 220, "They may change."))
    assert rows(document) == as_lists(HEADINGS, *NUMBERS)
    assert [paragraphs(document)[0], paragraphs(document)[-1]] == [
        "The numbers are below.",
        "They may change.",
    ]
