"""Which periods make up a longer one."""

from datetime import date

from pipeline.disclosure.over_time import Span, nearest, tilings


def span(first: str, last: str) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(last))


YEAR = span("2023-01-01", "2023-12-31")
FIRST, SECOND = span("2023-01-01", "2023-06-30"), span("2023-07-01", "2023-12-31")
SPRING, SUMMER = span("2023-01-01", "2023-03-31"), span("2023-04-01", "2023-06-30")


def test_what_follows_without_gap_and_overlap_makes_up_the_whole_the_coarsest_first() -> None:
    known = [YEAR, SPRING, SUMMER, FIRST, SECOND]
    assert list(tilings(YEAR, known)) == [(FIRST, SECOND), (SPRING, SUMMER, SECOND)]
    assert list(tilings(FIRST, known)) == [(SPRING, SUMMER)]


def test_a_gap_or_an_overlap_of_a_day_makes_up_nothing() -> None:
    assert list(tilings(YEAR, [FIRST, span("2023-07-02", "2023-12-31")])) == []
    assert list(tilings(YEAR, [FIRST, span("2023-06-30", "2023-12-31")])) == []
    assert list(tilings(YEAR, [FIRST, span("2023-07-01", "2024-01-01")])) == []


def test_the_nearest_longer_period_is_the_shortest_around() -> None:
    assert list(nearest(SPRING, [YEAR, FIRST, SECOND, SPRING])) == [FIRST]
    assert list(nearest(YEAR, [YEAR, FIRST])) == []
