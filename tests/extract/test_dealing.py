import pytest

from pipeline.extract.tables.dealing import deal


def dealt(*lines: str, columns: int, by_period: bool = False) -> list[str]:
    """Give the heading of each column, that of the labels first, for lines from the top."""
    found = deal(tuple(tuple(line.split()) for line in reversed(lines)), columns, by_period=by_period)
    best = found[len(lines) - 1]
    assert best is not None
    return [" ".join(word for run in runs for word in run) for runs in zip(*best.ways, strict=True)]


def test_a_month_and_its_year_are_one_thing() -> None:
    assert dealt("Type of case Jan 18 Closed Feb 18", columns=3) == [
        "Type of case",
        "Jan 18",
        "Closed",
        "Feb 18",
    ]


def test_a_period_is_mostly_a_heading_by_itself() -> None:
    assert dealt("Area Cats 2021/22 Closed", columns=3) == ["Area", "Cats", "2021/22", "Closed"]


def test_type_of_something_heads_the_labels() -> None:
    assert dealt("Cost of all", "Type of case repairs", columns=1) == ["Type of case", "Cost of all repairs"]


def test_a_unit_in_brackets_belongs_to_what_stands_before_it() -> None:
    assert dealt("Month Waiting Longest wait (days)", columns=2) == [
        "Month",
        "Waiting",
        "Longest wait (days)",
    ]


def test_headings_may_all_stand_at_the_top_of_their_lines() -> None:
    top = dealt("Area Calls received Number of fines", "by phone issued", columns=2)
    assert top == ["Area", "Calls received by phone", "Number of fines issued"]


@pytest.mark.parametrize("columns", [6, 9, 12])
def test_a_line_of_many_headings_is_dealt_out(columns: int) -> None:
    names = [
        "Granted",
        "Refused",
        "Late",
        "Open",
        "Lost",
        "Paid",
        "Due",
        "Seen",
        "Kept",
        "Sold",
        "Held",
        "Sent",
    ]
    assert dealt(" ".join(["Stage", *names[:columns]]), columns=columns) == ["Stage", *names[:columns]]


def test_two_ways_that_are_as_plausible_have_no_margin() -> None:
    (found,) = deal((("Area", "Reports", "2024", "Closed", "2021/22"),), 3, by_period=False)
    assert found is not None
    assert found.margin < 0.3
