from pipeline.extract.tables.labels import share


def lines(own: list[str], *gaps: list[str]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give how many lines above and below each row are of its label, where none above the first is."""
    found = share(own, gaps)[0]
    return found.above, found.below


def test_a_line_that_goes_on_in_a_small_letter_ends_the_label_above() -> None:
    assert lines(["Criminal damage to", "Theft"], [], ["a building"], []) == ((0, 0), (1, 0))


def test_an_unfinished_line_belongs_to_the_row_below_it() -> None:
    assert lines(["Theft", "injury"], [], ["Violence with"], []) == ((0, 1), (0, 0))


def test_all_rows_of_a_table_are_wrapped_alike() -> None:
    # 'Bridge repairs' would stand alone; with the others wrapped at the top it goes on with 'Old Town'.
    own = ["Roads and", "Schools and", "Libraries in the"]
    gaps = [[], ["their lighting"], ["Nurseries"], ["old town"]]
    assert lines(own, *gaps) == ((0, 0, 0), (1, 1, 1))


def test_a_line_is_broken_only_where_its_next_word_did_not_fit() -> None:
    found = share(["Aldermoor and Fenmarsh together", "South"], [[], ["North"], []])[0]
    assert found.unsure  # 'North South' would have fitted: 'North' may be a row without values


def test_lines_above_the_first_row_may_be_headings() -> None:
    found = share(["injury", "Theft"], [["Type of offence", "Violence with"], [], []])
    assert sorted(found) == [0, 1, 2]
    assert found[0].cost == found[1].cost  # the headings decide


def test_a_number_of_a_list_begins_a_label() -> None:
    own = ["1. The cost of agency staff in", "2. The cost of other staff"]
    assert lines(own, [], ["children's services"], []) == ((0, 0), (1, 0))
    own = ["1. Agency staff", "who left"]
    assert lines(own, [], ["2. Permanent staff"], []) == ((0, 1), (0, 0))


def test_a_table_without_wrapped_labels_is_sure() -> None:
    found = share(["North", "South", "Total"], [["Area"], [], [], []])[0]
    assert (found.cost, found.unsure) == (0.0, frozenset())
