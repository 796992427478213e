from pipeline.extract import tables
from pipeline.extract.lines import split
from pipeline.extract.tables import headings
from pipeline.extract.tables.grid import Grid, cell
from pipeline.extract.tables.headings import Headed
from pipeline.extract.tables.mended import mended


def read(text: str) -> tuple[Headed, ...]:
    return tuple(headed for grid in tables.find(split(text)) for headed in headings.read(grid))


def body(table: Headed) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.body]


def test_tabs_part_cells_and_rows_above_the_data_are_headings() -> None:
    (table,) = read("Above\n\nRow\tCats\tDogs\nNorth\t12\tc\nTotal\t1,200\t<5\n\nBelow")
    assert table.grid.layout == "tabs"
    assert table.columns == ("Row", "Cats", "Dogs")
    assert body(table) == [["North", "12", "c"], ["Total", "1,200", "<5"]]


def test_a_heading_over_several_columns_names_none_of_them() -> None:
    (table,) = read("Cats\tColour\t\nRow\ta) Black\tAll\nNorth\t12\t15")
    assert table.columns == ("Row", "a) Black", "All")


def test_a_unit_below_a_heading_belongs_to_it() -> None:
    (table,) = read("Year\tCost\n\t£\n2019/20\t1,200\n2020/21\t1,300")
    assert table.columns == ("Year", "Cost £")


def test_age_bands_and_years_are_headings_not_data() -> None:
    (table,) = read("Row\t10-12\t2019\nNorth\t3\t4")
    assert table.columns == ("Row", "10-12", "2019")


def test_a_table_without_figures_is_a_table_and_has_no_headings() -> None:
    (table,) = read("AB\tAlpha beta\nCD\tGamma delta")
    assert (table.columns, len(table.body)) == (("", ""), 2)


def test_headings_that_come_again_start_another_table() -> None:
    first, second = read("Row\t2019\nNorth\t3\nSouth\t4\nRow\t2020\nNorth\t5")
    assert (first.columns, second.columns) == (("Row", "2019"), ("Row", "2020"))
    assert body(second) == [["North", "5"]]


def test_pipes_part_cells_and_the_ruler_ends_the_headings() -> None:
    (table,) = read("| Marker | In 2024 | Note |\n|--|:-:|--|\n| Run | 3 | Values rounded |\n| Hop | c | |")
    assert table.grid.layout == "pipes"
    assert table.columns == ("Marker", "In 2024", "Note")
    assert body(table) == [["Run", "3", "Values rounded"], ["Hop", "c", ""]]


def test_the_letters_of_a_questions_parts_name_columns() -> None:
    (table,) = read("Year | a | b | c\n2019 | 12 | 9 | 4\n2020 | 18 | c | 6")
    assert table.columns == ("Year", "a", "b", "c")
    assert body(table) == [["2019", "12", "9", "4"], ["2020", "18", "c", "6"]]


def test_drawn_boxes_join_the_wrapped_lines_of_a_cell() -> None:
    (table,) = read(
        "┌──────┬────┐\n│Year  │Cost│\n├──────┼────┤\n│Up to │£12 │\n│March │    │\n└──────┴────┘"
    )
    assert table.columns == ("Year", "Cost")
    assert body(table) == [["Up to March", "£12"]]


def test_rows_that_lost_their_columns_are_read_from_the_right() -> None:
    (table,) = read("Pest 2019 2020\nBees 0 17\nGarden\nAnts 3 4\nAll 3 21")
    assert table.grid.layout == "flattened"
    assert table.columns == ("Pest", "2019", "2020")
    assert body(table) == [["Bees", "0", "17"], ["Garden Ants", "3", "4"], ["All", "3", "21"]]


def test_columns_of_spaces_keep_their_gaps() -> None:
    (table,) = read(
        "   Kind                2019     2020\n"
        "   Theft                  1        2\n"
        "   Theft  from a\n"
        "   garden                          3\n"
        "   All                    1        5\n"
    )
    assert table.grid.layout == "aligned"
    assert table.columns == ("Kind", "2019", "2020")
    assert body(table) == [["Theft", "1", "2"], ["Theft  from a garden", "", "3"], ["All", "1", "5"]]


def test_prose_is_no_table() -> None:
    assert read("We found 12 cats and 13 dogs.\nIn 2019 there were 4.\nPage 3\n") == ()


def cells_of(table: Headed) -> list[tuple[str, ...]]:
    return [table.columns, *(tuple(row) for row in body(table))]


def test_headings_on_two_lines_are_dealt_out_to_their_columns() -> None:
    (table,) = read(
        "These are the fines.\nNumber of Total value\nWard fines of fines\n"
        "East 12 £450.00\nOld Town 3 £90.00\nTotal 15 £540.00"
    )
    assert table.grid.layout == "flattened"
    assert table.columns == ("Ward", "Number of fines", "Total value of fines")
    assert body(table)[1] == ["Old Town", "3", "£90.00"]


def test_headings_a_line_each_are_those_of_the_columns_in_order() -> None:
    (table,) = read(
        "Please see.\nMonth\nCalls received\nCalls answered\nJan-23 120 110\nFeb-23 115 109\nMar-23 9 8"
    )
    assert table.columns == ("Month", "Calls received", "Calls answered")


def test_a_heading_that_comes_again_for_each_of_those_above_is_told_apart_by_them() -> None:
    (table,) = read(
        "2021/22 2022/23\nWard Seen Fined Seen Fined\nEast 12 3 14 4\nWest 9 0 8 1\nNorth 1 1 2 2"
    )
    assert table.columns == ("Ward", "2021/22 Seen", "2021/22 Fined", "2022/23 Seen", "2022/23 Fined")


def test_a_label_may_end_in_a_number_and_go_on_below_its_row() -> None:
    (table,) = read("Grade Posts FTE\nGrade 5 12 10.4\nGrade 7 8 6.85\nGrade 9 1 1.0")
    assert cells_of(table)[1] == ("Grade 5", "12", "10.4")
    (table,) = read("Reason Pupils\nMoved from elsewhere in the 404\nUnited Kingdom\nOther 3\nUnknown 1")
    assert [row[0] for row in body(table)] == [
        "Moved from elsewhere in the United Kingdom",
        "Other",
        "Unknown",
    ]


def test_every_cell_on_a_line_of_its_own_is_a_table_where_its_rows_are_whole() -> None:
    (table,) = read("Year\nClaims made\nClaims paid\n2020\n141\n22\n2021\n160\n31\nThat is all.")
    assert table.grid.layout == "stacked"
    assert cells_of(table) == [
        ("Year", "Claims made", "Claims paid"),
        ("2020", "141", "22"),
        ("2021", "160", "31"),
    ]


def test_values_between_commas_are_a_table_and_thousands_are_not() -> None:
    (table,) = read('Year,Number,Cost\n2020,12,"£1,200"\n2021,N/A,£900')
    assert table.grid.layout == "delimited"
    assert cells_of(table)[1] == ("2020", "12", "£1,200")
    assert read("In 2020: 12,000\nIn 2021: 13,000") == ()


def test_one_row_of_numbers_below_as_many_headings_has_no_label() -> None:
    (table,) = read("Boys\tGirls\n31\t32")
    assert (table.n_labels, table.columns, body(table)) == (0, ("Boys", "Girls"), [["31", "32"]])


def test_a_long_label_beside_columns_is_one_label() -> None:
    (table,) = read(
        "                                  Mill\n"
        "  Outcome                        Green     Harbour\n"
        "  Suspect identified: victim\n"
        "  supports police                   3           12\n"
        "  action but evidence is wanting\n"
        "  Caution                                        4\n"
        "  Charged                          10            7\n"
    )
    assert table.grid.layout == "aligned"
    assert cells_of(table) == [
        ("Outcome", "Mill Green", "Harbour"),
        ("Suspect identified: victim supports police action but evidence is wanting", "3", "12"),
        ("Caution", "", "4"),
        ("Charged", "10", "7"),
    ]


def test_what_a_page_prints_around_the_letter_is_no_part_of_a_table() -> None:
    rows = [f"  Ward {name}                     {n}          {n + 1}" for n, name in enumerate("ABCD", 10)]
    foot = "  Example Police                 Page 1 of 2"
    (table,) = read(
        "\n".join(["  Area                       2022        2023", *rows[:2], foot, "", *rows[2:]])
    )
    assert [row[0] for row in body(table)] == ["Ward A", "Ward B", "Ward C", "Ward D"]


def test_a_drawn_cell_over_two_columns_names_both() -> None:
    (table,) = read(
        "┌──────────────┬──────┐\n"
        "│Cases         │Won   │\n"
        "├───────┬──────┼──────┤\n"
        "│2022   │34    │3     │\n"
        "│2023   │130   │5     │\n"
        "└───────┴──────┴──────┘"
    )
    assert cells_of(table) == [("Cases", "Cases", "Won"), ("2022", "34", "3"), ("2023", "130", "5")]


def test_a_count_that_looks_like_a_year_is_one_among_counts() -> None:
    (table,) = read("Month\t2020\t2021\nJan\t1992\t1850\nFeb\t1700\t2100\nMar\t1650\t1660")
    assert table.is_figure(0, 1)
    (years,) = read("Case\tYear\tCost\nA\t1992\t£5\nB\t1993\t£6")
    assert not years.is_figure(0, 1)


def test_labels_whose_values_stand_on_their_last_line_are_whole() -> None:
    (table,) = read("Feb-23 Mar-23\nNotices\nthat were\nissued 614 633\nNotices\nthat were\npaid 407 411")
    assert table.columns == ("", "Feb-23", "Mar-23")
    assert body(table) == [
        ["Notices that were issued", "614", "633"],
        ["Notices that were paid", "407", "411"],
    ]


def test_labels_whose_values_stand_on_their_first_line_are_whole() -> None:
    (table,) = read(
        "Area Cats Dogs\nOld Town and the 12 30\nstreets around it\nHarbour with its 14 31\nnew quays\n"
        "Hill 15 32"
    )
    assert [row[0] for row in body(table)] == [
        "Old Town and the streets around it",
        "Harbour with its new quays",
        "Hill",
    ]


def test_totals_show_where_a_row_lost_its_empty_cell() -> None:
    (table,) = read("Month 2021 2022\nJan 10 20\nFeb 11\nMar 12 21\nTotal 33 41")
    assert body(table)[1] == ["Feb", "11", ""]
    assert table.doubts == (None, None, None, None)


def test_a_row_that_lost_a_cell_is_in_doubt_where_no_total_shows_which() -> None:
    (table,) = read("Month 2021 2022\nJan 10 20\nFeb 11\nMar 12 21")
    assert [doubt is not None for doubt in table.doubts] == [False, True, False]


def test_periods_over_columns_go_one_to_each_however_they_stand() -> None:
    (table,) = read(
        "Tenure       Jan 18 Feb 18 Mar 18 Apr 18\n"
        "Owned           12     13    14      15\n"
        "Rented          22     23    24      25\n"
        "Other           32     33    34      35\n"
    )
    assert table.columns == ("Tenure", "Jan 18", "Feb 18", "Mar 18", "Apr 18")


def test_headings_that_may_be_dealt_otherwise_are_in_doubt() -> None:
    (table,) = read("Area Reports 2024 Closed 2021/22\nNorth 12 13 14\nSouth 15 16 17\nHill 18 19 20")
    assert table.doubt == "its headings may be dealt to the columns otherwise"


def test_the_headings_of_a_table_go_on_below_the_number_of_a_question() -> None:
    first, second = read(
        "2018/19 2019/20\nFines 120 130\nFees 140 150\n2 (b) Of these:\nCars 20 30\nVans 40 50"
    )
    assert (first.columns, second.columns) == (("", "2018/19", "2019/20"), ("", "2018/19", "2019/20"))


def test_cells_one_a_line_may_have_a_pipe_behind_them() -> None:
    (table,) = read(
        "2021 |\n2022 |\nArea |\nNorth |\n9 |\n35 |\nNot known |\n14 |\n15 |\nTotal |\n23 |\n50 |"
    )
    assert table.columns == ("Area", "2021", "2022")
    assert body(table) == [["North", "9", "35"], ["Not known", "14", "15"], ["Total", "23", "50"]]


def test_periods_one_a_line_and_then_as_many_numbers_are_one_row() -> None:
    (table,) = read("2016\n2017\n2018\n418\n392\n405")
    assert (table.columns, body(table)) == (("2016", "2017", "2018"), [["418", "392", "405"]])


def test_rows_of_periods_need_no_headings() -> None:
    (table,) = read("May-22 |\n31 |\n\nJun-22 |\n27 |\n\nJul-22 |\n29 |")
    assert body(table) == [["May-22", "31"], ["Jun-22", "27"], ["Jul-22", "29"]]
    (table,) = read("2018/19 52 70\n2019/20 48 66\n2020/21 44 63 (as at 1 June 2021)")
    assert body(table)[2] == ["2020/21", "44", "63"]


def test_a_first_row_of_periods_between_pipes_is_moved_over_its_numbers() -> None:
    (table,) = read("| 2020/21 | Total | |\n| North | 1 | 12 |\n| South | 0 | 2 |")
    assert table.columns == ("", "2020/21", "Total")
    assert table.doubt is None


def test_cells_between_slashes_are_a_table_though_the_corner_is_lacking() -> None:
    (table,) = read("2017/18 / 2018/19 / Total\nNorth / 17 / 9 / 26\nSouth / 1 / £1,020 / -")
    assert table.columns == ("", "2017/18", "2018/19", "Total")
    assert body(table) == [["North", "17", "9", "26"], ["South", "1", "£1,020", "-"]]


def test_choices_between_slashes_are_no_table() -> None:
    assert not read("Fines / fees / charges are set each year\nBy post / phone / e-mail or in person")


def drawn(rows: list[list[str]], start: int, n_headings: int | None = None) -> Grid:
    """Give an aligned grid as a form hands it over, each cell behind the one before."""
    found, at = [], start
    for row in rows:
        cells = []
        for text in row:
            cells.append(cell(text, at))
            at += len(text) + 1
        found.append(tuple(cells))
    return Grid("aligned", tuple(found), start, at, n_headings)


def test_rows_below_the_edge_of_a_page_go_on_with_those_above_it() -> None:
    above = drawn([["Area", "Cats", "Dogs"], ["North", "12", "13"]], 0, n_headings=1)
    below = drawn([["South", "14", "15"], ["Hill", "16", "17"]], above.end + 2)
    (found,) = mended([above, below], ())
    assert [[one.text for one in row] for row in found.rows] == [
        ["Area", "Cats", "Dogs"],
        ["North", "12", "13"],
        ["South", "14", "15"],
        ["Hill", "16", "17"],
    ]


def test_values_that_stand_close_to_their_label_are_cells() -> None:
    grid = drawn([["Area", "Cats", "Dogs", "All"], ["Not recorded 18 20", "", "", "38"]], 0, n_headings=1)
    (found,) = mended([grid], ())
    assert [one.text for one in found.rows[1]] == ["Not recorded", "18", "20", "38"]


def test_a_table_below_a_total_is_another_one() -> None:
    above = drawn([["Area", "Cats"], ["North", "12"], ["Total", "12"]], 0, n_headings=1)
    below = drawn([["Ward 7", "14"], ["Ward 8", "15"]], above.end + 2)
    assert len(mended([above, below], ())) == 2


def test_other_is_a_whole_label() -> None:
    (table,) = read(
        "Area             Cats     Dogs\nNorth              12       13\nSouth              14       15\n"
        "Other              16       17\n\nYours sincerely\n"
    )
    assert [row[0] for row in body(table)] == ["North", "South", "Other"]
