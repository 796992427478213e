import itertools
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.forms import UnreadableLetter
from pipeline.extract.letter import read, why
from pipeline.extract.structure import Structure

COVENTRY = Path(__file__).parents[2] / "raw" / "coventry"


def assert_nothing_is_lost(structure: Structure) -> None:
    """Every number of every answer is a figure, context or unread, and stands where it says."""
    text = structure.text
    printed = [(one.text, one.start, one.end) for one in structure.figures]
    printed += [(one.text, one.start, one.end) for one in structure.unread]
    assert all(text[start:end] == shown for shown, start, end in printed)
    places = [(one.line, one.start) for one in structure.figures]
    places += [(one.line, one.start) for one in structure.unread]
    places += [(one.line, one.start) for one in structure.context]
    assert all(line == text.count("\n", 0, start) + 1 for line, start in places)
    spans = [(one.start, one.end) for one in structure.figures]
    spans += [(one.start, one.end) for one in structure.unread]
    spans += [(one.start, one.end) for one in structure.context]
    for answer in structure.answers:
        assert text[answer.start : answer.end] == answer.text
        for digits in re.compile(r"\d+").finditer(text, answer.start, answer.end):
            assert any(start <= digits.start() and digits.end() <= end for start, end in spans), digits
    for first, second in itertools.pairwise(structure.figures):
        assert first.end <= second.start
    for figure in structure.figures:
        if figure.table is not None:
            table = structure.tables[figure.table]
            assert figure.row_number is not None
            assert figure.column_number is not None
            assert figure.text in table.rows[figure.row_number - 1][figure.column_number - 1]


FRAGMENTS = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "\t",
            " ",
            "1. ",
            "2) ",
            "a) ",
            "• ",
            "| ",
            "|--|--|\n",
            "**",
            "How many?",
            "Dear Ada\n",
        ),
        *(
            "We had ",
            "12",
            "1,250.50",
            "£",
            "%",
            "2019/20",
            "c",
            "<5",
            "Nil",
            "fewer than five",
            "section 12(2)",
        ),
        *(
            "│",
            "┌──┬──┐\n",
            "Yours faithfully\n",
            "See response to Question 1. ",
            "18 hours ",
            "٣",
            "²",
            "   ",
        ),
        *(
            "30 February 2024",
            "at 31 March 2024",
            "If you are unhappy ",
            "not reported ",
            "\r\n",
            "█",
            "\x85",
            "x" * 40,
        ),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(FRAGMENTS, max_size=40).map("".join) | st.text(max_size=300))
def test_no_text_breaks_the_reader_and_no_number_is_lost(text: str) -> None:
    try:
        structure = read(text.encode("utf-8", "surrogatepass"), "a.txt")
    except UnreadableLetter:
        return
    assert_nothing_is_lost(structure)


@pytest.mark.parametrize("path", sorted(COVENTRY.glob("*.txt")), ids=lambda path: path.stem)
def test_no_number_of_a_published_letter_is_lost_or_unread(path: Path) -> None:
    structure = read(path.read_bytes(), path.name)
    assert_nothing_is_lost(structure)
    assert structure.unread == ()
    assert structure.header.authority == "Coventry City Council"
    assert path.stem == f"{structure.header.date}-{structure.header.reference}"


@pytest.mark.parametrize(
    "piece",
    [
        "a-",
        "1 ",
        "\n",
        " ",
        "(",
        "a_1",
        "1.\n",
        "Dear ",
        "12 March ",
        "\t1\n",
        "**",
        "Yours faithfully\nAaBb",
    ],
)
def test_reading_takes_time_in_proportion_to_length(piece: str) -> None:
    """A pattern that goes over the whole text again for each repetition takes minutes, a sound one a
    second.
    """
    data = ("x" + piece * 10_000).encode()
    began = time.monotonic()
    assert read(data, "a.txt").size == len(data)
    assert time.monotonic() - began < 20


def test_a_table_figure_carries_its_headings_period_and_place() -> None:
    structure = read(
        b"Dear Sir/Madam\n\n1. How many?\n\nData from 1 May 2024 to 3 June 2024.\n\n"
        b"Row\tCats\tSpent \xc2\xa3\tRemark\nNorth\tc\t1,200\tfor 2 weeks\nTotal\t30\t1,300\t\n\n"
        b"Yours faithfully\n",
        "a.txt",
    )
    assert structure.tables[0].rows[0] == ("North", "c", "1,200", "for 2 weeks")
    hidden, spent, *_ = structure.figures
    assert (hidden.text, hidden.status, hidden.value, hidden.upper) == ("c", "suppressed", None, None)
    assert (spent.value, spent.unit, spent.row, spent.column) == (1200, "GBP", "North", "Spent £")
    assert (spent.row_number, spent.column_number, spent.period) == (1, 3, "1 May 2024 to 3 June 2024")
    assert [one.why for one in structure.context if "2 weeks" in one.text] == ["duration"]


def test_figures_of_sentences_and_lists_carry_their_period() -> None:
    structure = read(
        b"Dear Sir/Madam\n\n1. How many?\n\nIn 2019/20, after a start in May 2018, 1,121 cats came.\n\n"
        b"2. How many dogs?\n\n2019-20 - 216\n2020-21 - 203\n\n3. Birds?\n\nNil.\n\nYours faithfully\n",
        "a.txt",
    )
    assert [(f.text, f.kind, f.row, f.period, f.status) for f in structure.figures] == [
        ("1,121", "prose", None, "2019/20", "reported"),
        ("216", "list", "2019-20", "2019-20", "reported"),
        ("203", "list", "2020-21", "2020-21", "reported"),
        ("Nil", "list", None, None, "zero_by_word"),
    ]


def test_a_threshold_outside_the_answers_belongs_to_no_question() -> None:
    structure = read(
        b"Dear Sir/Madam\n\nValues of 5 or lower are not reported.\n\n1. How many?\n\n"
        b"We had 12.\n\nYours faithfully\n",
        "a.txt",
    )
    found = [(one.question, one.why, one.upper) for one in structure.context]
    assert found == [(None, "threshold", 5), (None, "list number", None)]


def test_offsets_are_those_of_the_text_as_it_stands() -> None:
    structure = read(b"Dear Sir/Madam\r\n\r\n1. How many?\r\n\r\nWe had 12.\r\n", "a.txt")
    (figure,) = structure.figures
    assert structure.text[figure.start : figure.end] == "12"
    assert (figure.line, structure.text.count("\r\n")) == (5, 5)


UNREAD_CELL = "this cell of a column of figures is not understood"


def answer(body: str) -> Structure:
    return read(f"Dear Sir/Madam\n\n1. How many?\n\n{body}\n\nYours faithfully\n".encode(), "a.txt")


def unread(structure: Structure) -> list[str]:
    assert_nothing_is_lost(structure)
    return [one.text for one in structure.unread if one.why == UNREAD_CELL]


@pytest.mark.parametrize("cell", ["TBC", "see note", "xx", "10 to 12", "12 (est)", "?", "‡"])
def test_a_cell_of_a_column_of_figures_that_is_not_understood_is_unread(cell: str) -> None:
    structure = answer(f"| Row | Cats |\n|---|---|\n| North | 12 |\n| South | {cell} |\n| East | 3 |")
    assert unread(structure) == [cell]
    (one,) = structure.unread
    assert (structure.text[one.start : one.end], one.line) == (cell, 8)
    assert [figure.text for figure in structure.figures] == ["12", "3"]


def test_a_column_of_remarks_is_no_column_of_figures() -> None:
    rows = "North\t12\trounded\tN/A\nSouth\t3\tfrom two sites\tas above\nEast\t4\t7\tnone of these"
    assert unread(answer(f"Row\tCats\tRemark\tNote\n{rows}")) == []


def test_a_column_of_short_cells_beside_figures_is_one_of_figures() -> None:
    assert unread(answer("Row\t2019\t2020\nNorth\t3\tTBC\nSouth\t4\txx")) == ["TBC", "xx"]
    assert unread(answer("Row\t2019\t2020\nNorth\tTBC\t3\nSouth\txx\t4")) == ["TBC", "xx"]
    assert unread(answer("Row\t2019\tKept?\nNorth\t3\tYes\nSouth\t4\tNo")) == []


def test_a_row_of_cells_that_are_not_understood_is_no_heading() -> None:
    structure = answer("Row\t2019\t2020\nNorth\tTBC\txx\nSouth\t3\t4")
    assert unread(structure) == ["TBC", "xx"]
    assert [figure.column for figure in structure.figures] == ["2019", "2020"]


def test_words_under_columns_of_spaces_are_cells_of_them() -> None:
    structure = answer(
        "   Kind      2019       2020    2021\n"
        "   Theft        1          2       3\n"
        "   Fire         1   see note       4\n"
        "   Flood      TBC          2       5\n"
        "   Rain         1          2     see me\n"
        "   Wind         5          2       7"
    )
    assert unread(structure) == ["see note", "TBC", "see me"]
    assert [figure.text for figure in structure.figures] == [
        "1",
        "2",
        "3",
        "1",
        "4",
        "2",
        "5",
        "1",
        "2",
        "5",
        "2",
        "7",
    ]


def test_a_number_too_long_to_be_kept_exactly_is_unread() -> None:
    digits = "1" * 200_000
    began = time.monotonic()
    structure = answer(f"We had {digits} cats.")
    assert time.monotonic() - began < 10
    assert [one.text for one in structure.unread] == [digits]
    assert structure.figures == ()


def test_marks_survive_in_the_rows_of_a_table() -> None:
    structure = answer("| Row | 2019 | 2020 |\n|---|---|---|\n| **North** | * | * |\n| South | ** | 5* |")
    assert structure.tables[0].rows == (("North", "*", "*"), ("South", "**", "5*"))


def test_a_masked_name_in_a_table_is_no_suppressed_figure() -> None:
    table = "Row\tCats\tContact\nNorth\t12\tMrs Ada Example\nSouth\t██\tAda Example"
    structure = answer(table)
    assert [figure.text for figure in structure.figures] == ["12", "██"]
    assert "Ada" not in structure.text
    assert unread(structure) == []


def test_the_text_of_a_figure_below_zero_has_its_sign() -> None:
    structure = answer("Row\tNet £\nNorth\t-783,953\nSouth\t(783,953)\nEast\t£-12.50\nWest\t−4")
    assert_nothing_is_lost(structure)
    assert [(figure.text, figure.value) for figure in structure.figures] == [
        ("-783,953", -783953),
        ("(783,953)", -783953),
        ("-12.50", -12.5),
        ("−4", -4),
    ]


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_a_letter_reads_the_same_whatever_ends_its_lines(end: str) -> None:
    text = (
        "Example City Council\nDate: 3 June 2024\nOur ref: FOI 12345\n\nDear Sir/Madam\n\n1. How many?\n\n"
        "Row\t2019\nNorth\t12\nSouth\tTBC\n\nYours faithfully\n\nAda Example\n"
    ).replace("\n", end)
    structure = read(text.encode(), "a.txt")
    assert_nothing_is_lost(structure)
    assert structure.text == text.replace("Ada Example", "█" * 11)
    assert (structure.header.date, structure.header.authority) == ("2024-06-03", "Example City Council")
    assert [(f.text, f.row, f.column) for f in structure.figures] == [("12", "North", "2019")]
    assert unread(structure) == ["TBC"]


def test_a_rule_that_hides_more_than_small_counts_bounds_nothing() -> None:
    structure = answer(
        "* denotes fewer than 5 or a figure that would allow another to be calculated.\n\nWe had 12."
    )
    assert [(one.text, one.why, one.upper) for one in structure.context if one.why != "list number"] == [
        ("fewer than 5", "threshold, not the only reason", None)
    ]


def figures(body: str) -> list[tuple[str, float | None, str | None, str | None]]:
    found = read(f"Dear Sir/Madam\n\n1. How many?\n\n{body}\n\nYours faithfully\n".encode(), "a.txt").figures
    return [(one.text, one.value, one.row, one.period) for one in found]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            "Seven cats were seen in 2022 and three in 2023.",
            [("Seven", 7, None, "2022"), ("three", 3, None, "2023")],
        ),
        ("12 in 2022/23 and 15 in 2023/24.", [("12", 12, None, "2022/23"), ("15", 15, None, "2023/24")]),
        ("2021 - 3\n\n2022 - 4", [("3", 3, "2021", "2021"), ("4", 4, "2022", "2022")]),
        ("We have received one complaint since then.", [("one", 1, None, None)]),
        ("The museum has one quiet room.", []),
        ("There was a nil return for the museum.", [("nil", 0, None, None)]),
        ("March 2023: ..", [("..", None, "March 2023", "March 2023")]),
        (
            "North 12, South 13 and West less than 5.",
            [("12", 12, "North", None), ("13", 13, "South", None), ("less than 5", None, "West", None)],
        ),
        ("18 to 64: 3,906", [("3,906", 3906, "18 to 64", None)]),
        ("Of these 9 were black.", [("9", 9, None, None)]),
        (
            "The number was 15, 22 and 31 in 2020/21, 2021/22 and 2022/23 respectively.",
            [("15", 15, None, "2020/21"), ("22", 22, None, "2021/22"), ("31", 31, None, "2022/23")],
        ),
        (
            "There were twelve 16 year olds and nine 17-year-olds.",
            [("twelve", 12, None, None), ("nine", 9, None, None)],
        ),
        (
            "2021/22 £10,800; 2022/23 £18,060; 2023/24 £20,640.",
            [
                ("10,800", 10800, "2021/22", "2021/22"),
                ("18,060", 18060, "2022/23", "2022/23"),
                ("20,640", 20640, "2023/24", "2023/24"),
            ],
        ),
        (
            "We employ 6.4 FTE attendance officers and one manager.",
            [("6.4", 6.4, None, None), ("one", 1, None, None)],
        ),
        ("The council has engaged two temporary surveyors.", [("two", 2, None, None)]),
    ],
)
def test_figures_outside_tables_are_read_with_label_and_period(
    body: str, found: list[tuple[str, float | None, str | None, str | None]]
) -> None:
    assert figures(body) == found


def test_what_would_have_to_be_searched_is_no_data() -> None:
    assert figures("This is not recorded; it would be necessary to check all 25 files.") == []


def test_numbers_that_argue_for_a_refusal_are_no_data() -> None:
    text = (
        "The search found 6,410 e-mails. At 3 minutes for each it would take one officer 320 hours to read"
        " them. The request is manifestly unreasonable and is refused under regulation 12(4)(b)."
    )
    assert figures(text) == []


def test_an_asterisk_below_a_table_that_has_one_says_what_it_hides() -> None:
    structure = answer("Row\t2019\t2020\nNorth\t30\t*\nSouth\t33\t41\n\n* fewer than 20")
    assert [figure.text for figure in structure.figures] == ["30", "*", "33", "41"]
    assert [(one.text, one.upper) for one in structure.context if one.upper] == [("fewer than 20", 19)]
    assert [figure.text for figure in answer("* fewer than 20").figures] == ["fewer than 20"]


def test_counts_that_look_like_years_are_figures_where_the_heading_counts() -> None:
    structure = answer("Age\tNumber of children\n13-15\t1968\n16-17\t2000\nTotal\t3,968")
    assert [(figure.text, figure.value) for figure in structure.figures] == [
        ("1968", 1968),
        ("2000", 2000),
        ("3,968", 3968),
    ]


def test_numbers_that_stand_alone_on_several_lines_are_in_doubt() -> None:
    text = "Dear Ada\n\n1. How many cats and dogs were there?\n\n12\n\nxyz\n\n7\n\nYours faithfully\n"
    figures = read(text.encode(), "a.txt").figures
    assert [(one.text, one.doubt is not None) for one in figures] == [("12", True), ("7", True)]


def test_one_number_alone_on_its_line_is_the_answer() -> None:
    text = "Dear Ada\n\n1. How many cats were there?\n\n12\n\nYours faithfully\n"
    assert [(one.text, one.doubt) for one in read(text.encode(), "a.txt").figures] == [("12", None)]


def test_a_row_without_edges_that_lacks_a_number_is_in_doubt_where_its_label_ends_oddly() -> None:
    rows = "Area Cats Dogs\nNorth 12 31\nSouth TBC 17\nWest 40 55\n"
    text = f"Dear Ada\n\n1. How many were there in each area?\n\n{rows}\nYours faithfully\n"
    doubtful = {one.text for one in read(text.encode(), "a.txt").figures if one.doubt}
    assert doubtful >= {"17"}
    assert not doubtful & {"12", "31", "40", "55"}


def test_numbers_in_a_row_without_labels_are_in_doubt() -> None:
    text = "Dear requester\n\n1. How much was paid?\n\nValue paid in all £17.20 £31.40 £52.10\n"
    structure = read(text.encode(), "a.txt")
    assert [one.text for one in structure.figures if not one.doubt] == []


def test_a_question_that_may_hold_its_answer_is_in_doubt() -> None:
    structure = read(
        b"Dear requester\n\nQuestions Answers\n1.   The total number of companies used 4\nby the service to "
        b"find workers.\n2.   The total number of workers from an agency 15\nwithin the service.\n",
        "a.txt",
    )
    assert [one.text for one in structure.figures] == ["4", "15"]
    assert all(one.doubt for one in structure.figures)


def test_rows_that_begin_with_the_numbers_of_questions_answer_them() -> None:
    structure = read(
        b"Dear requester\n\n1. How many cats?\n\n2. How many dogs?\n\nOur response\n\n"
        b"Question\t2022\t2023\n1.\t58\t20\n2.\t7\t9\n",
        "a.txt",
    )
    found = [(one.text, structure.questions[one.question or 0].number) for one in structure.figures]
    assert found == [("58", "1"), ("20", "1"), ("7", "2"), ("9", "2")]


def test_a_number_that_the_argument_about_cost_repeats_is_in_doubt() -> None:
    structure = read(
        b"Dear requester\n\n1. How many?\n\nSection 12 applies, for the cost limit of 18 hours. We have had "
        b"29849 referrals. We would need to search 29,849 records at 30 minutes for each.\n",
        "a.txt",
    )
    assert [one.text for one in structure.figures if not one.doubt] == []


def test_why_a_line_was_read_so_can_be_seen() -> None:
    letter = b"Dear requester\n\n1. How many cats?\n\nWe had 12.\n\n2. How many dogs?\n\nNone.\n"
    shown = why(letter, "a.txt", 3).splitlines()
    best = shown[1].split()
    assert best[1:3] == ["one", "list"]
    assert "1: 3 -> 5, 2: 7 -> 9" in shown[1]
    (row,) = (line for line in shown if line.startswith(">"))
    assert row.split()[1] == "3"
    assert "ends_in_question_mark" in row


def test_a_table_of_numbered_questions_and_answers_answers_each_of_them() -> None:
    structure = read(
        b"Dear requester\n\nPlease find our response below:\n\nQuestions Answers\n"
        b"1. The number of agencies that were used 4\nby the service.\n"
        b"2. The cost of the staff that came 6,418\nfrom them.\n"
        b"3. The number of vacant posts in the 12\nteams for children.\n\nYours sincerely\n",
        "a.txt",
    )
    assert [(one.number, one.text) for one in structure.questions] == [
        ("1", "The number of agencies that were used by the service."),
        ("2", "The cost of the staff that came from them."),
        ("3", "The number of vacant posts in the teams for children."),
    ]
    assert [(one.question, one.value, one.column) for one in structure.figures] == [
        (0, 4, "Answers"),
        (1, 6418, "Answers"),
        (2, 12, "Answers"),
    ]


def test_the_number_of_an_answer_may_stand_before_the_heading_of_its_table() -> None:
    structure = read(
        b"Dear requester\n\n1. How many fines were there?\n\n2. How many of them were paid?\n\nResponse\n\n"
        b"1. Year     Number of fines\n2021-22     431\n2020-21     447\n2019-20     452\n\n"
        b"2. Year     Number paid\n2021-22     203\n2020-21     219\n2019-20     226\n",
        "a.txt",
    )
    assert [(one.question, one.text, one.column) for one in structure.figures][::3] == [
        (0, "431", "Number of fines"),
        (1, "203", "Number paid"),
    ]


@pytest.mark.parametrize(
    ("body", "shown", "doubt"),
    [
        ("The team has two posts as defined in (2) of it.", "2", "this may be the number of a paragraph"),
        ("There were 12.\n\nCats: ███", "███", "what is hidden here may be a name, and no number"),
        ("There were also Stratum 4 Family Workers who helped.", "4", "this may be a part of a name"),
        (
            "Fines: i) 2018/19 - 241 given ii) none iii) 2020/21 - 95 given",
            "241",
            "several numbered answers stand in this paragraph",
        ),
    ],
)
def test_small_numbers_that_may_be_no_figures_are_in_doubt(body: str, shown: str, doubt: str) -> None:
    found = {one.text: one.doubt for one in answer(body).figures}
    assert found[shown] == doubt


def test_none_in_words_is_zero_by_word_in_a_sentence_too() -> None:
    (one,) = answer("There were zero complaints.").figures
    assert (one.value, one.status) == (0, "zero_by_word")
