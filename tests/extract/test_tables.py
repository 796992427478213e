from pipeline.extract import tables
from pipeline.extract.lines import split
from pipeline.extract.tables import headings
from pipeline.extract.tables.headings import Headed


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
