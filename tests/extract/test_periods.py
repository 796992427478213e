import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import periods


@pytest.mark.parametrize(
    ("printed", "start", "end", "kind"),
    [
        ("2023/24", "2023-04-01", "2024-03-31", "financial_year"),
        ("2023-24", "2023-04-01", "2024-03-31", "financial_year"),
        ("2023/2024", "2023-04-01", "2024-03-31", "financial_year"),
        ("2014-5", "2014-04-01", "2015-03-31", "financial_year"),
        ("FY 2023/24", "2023-04-01", "2024-03-31", "financial_year"),
        ("academic year 2023/24", "2023-09-01", "2024-08-31", "academic_year"),
        ("2024", "2024-01-01", "2024-12-31", "calendar_year"),
        ("2018 - 2024", "2018-01-01", "2024-12-31", "year_range"),
        ("between 2018 and 2024", "2018-01-01", "2024-12-31", "year_range"),
        ("1st April 2025 to 10th March 2026", "2025-04-01", "2026-03-10", "part_financial_year"),
        ("2025-04-01/2026-03-10", "2025-04-01", "2026-03-10", "part_financial_year"),
        ("2024-04-01/2024-09-30", "2024-04-01", "2024-09-30", "part_financial_year"),
        ("2016-11-01/2017-03-31", "2016-11-01", "2017-03-31", "part_financial_year"),
        ("April - September 2024", "2024-04-01", "2024-09-30", "part_financial_year"),
        ("1 January 2024 – 31 December 2024", "2024-01-01", "2024-12-31", "calendar_year"),
        ("2023-04-01/2024-03-31", "2023-04-01", "2024-03-31", "financial_year"),
        ("2024-02-01/2024-02-29", "2024-02-01", "2024-02-29", "month"),
        ("2024-05-02/2024-07-09", "2024-05-02", "2024-07-09", "part_calendar_year"),
        ("2023-11-02/2024-02-09", "2023-11-02", "2024-02-09", "date_range"),
        ("Apr-21", "2021-04-01", "2021-04-30", "month"),
        ("March 2024", "2024-03-01", "2024-03-31", "month"),
        ("Q1 2023/24", "2023-04-01", "2023-06-30", "quarter"),
        ("Q4 2023/24", "2024-01-01", "2024-03-31", "quarter"),
        ("Q2 2023", "2023-04-01", "2023-06-30", "quarter"),
        ("at 31 March 2024", "2024-03-31", "2024-03-31", "point_in_time"),
        ("2014-03-31", "2014-03-31", "2014-03-31", "point_in_time"),
        ("2019/20 to 2024/25", "2019-04-01", "2025-03-31", "date_range"),
    ],
)
def test_a_printed_period_is_its_first_and_last_day(printed: str, start: str, end: str, kind: str) -> None:
    period = periods.parse(printed)
    assert period is not None
    assert (period.start.isoformat(), period.end.isoformat(), period.type) == (start, end, kind)


@pytest.mark.parametrize("printed", ["", "Rats", "1 April to 31 March", "12", "2019-12", "10-12"])
def test_what_states_no_year_is_no_period(printed: str) -> None:
    assert periods.parse(printed) is None


@pytest.mark.parametrize("printed", ["2025-02-30", "31 April 2024", "2024-06-01/2024-05-01", "2024 to 2018"])
def test_an_impossible_period_is_refused_with_a_sentence(printed: str) -> None:
    with pytest.raises(ValueError, match="mend the period"):
        periods.parse(printed)


def test_periods_are_found_where_they_are_printed() -> None:
    text = "In 2024, 366 calls; between 2019/20 and 2021/22 fewer; as at 31 March 2023 none; Apr-21 2,019"
    assert [found.text for found in periods.find(text)] == [
        "2024",
        "between 2019/20 and 2021/22",
        "31 March 2023",
        "Apr-21",
    ]


def test_a_row_of_years_is_as_many_periods() -> None:
    assert [found.text for found in periods.find("2018 2019 2020")] == ["2018", "2019", "2020"]


def test_a_day_lasts_no_longer_than_itself() -> None:
    assert [found.is_span for found in periods.find("5 May 2015 and 2015/16")] == [False, True]


@given(
    st.dates(min_value=datetime.date(1990, 1, 1), max_value=datetime.date(2050, 12, 31)), st.integers(0, 900)
)
def test_an_iso_range_keeps_its_days(start: datetime.date, days: int) -> None:
    end = start + datetime.timedelta(days=days)
    period = periods.parse(f"{start}/{end}")
    assert period is not None
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "2019/20: 2041",
        "2019/20 - 2041",
        "* Burglary 1993\n* Robbery 412",
        "Burglary: 412\nRobbery: 1993",
        "Burglary: 2041\n\n12 March 2024",
        "3,000 complaints, of which 1998 were upheld",
        "In 2019/20 there were 2041.",
        "The total was 1993, and that is all",
    ],
)
def test_what_fills_a_row_or_counts_is_no_year(text: str) -> None:
    assert not any(periods.is_bare_year(one.text) for one in periods.find(text))


@pytest.mark.parametrize(
    "text",
    [
        "Complaints in 1993\nRobbery 412",
        "Reports 2024\nHigh 318",
        "Year: 1993",
        "(a) 2021\n(b) 2022",
        "The plan of 12 March 2024 runs until 2041",
        "The figures for 2021 were",
    ],
)
def test_a_year_in_a_heading_or_behind_a_word_of_time_is_a_period(text: str) -> None:
    assert any(periods.is_bare_year(one.text) for one in periods.find(text))


@pytest.mark.parametrize(
    ("text", "found"), [("in 10/11", 1), ("10/11", 1), ("10/11 children", 0), ("10/15", 0)]
)
def test_two_short_numbers_are_a_year_where_one_follows_the_other(text: str, found: int) -> None:
    assert len(periods.find(text)) == found
