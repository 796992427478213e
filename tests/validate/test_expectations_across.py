"""What several letters give, and what a part of a year, or of a measure, can be at most."""

import pytest

from validate.validation_world import LETTER, World

REVISES = "later_letter_revises"
YEARS = "part_year_within_year"
ACROSS = "parts_across_letters"
PASSES = "part_year_passes_for_year"
OTHER = "coventry/FOI2"
HALF = ("2023-04-01", "2023-09-30", "part_financial_year")


@pytest.fixture
def two(world: World) -> World:
    world.letter(dated="2024-06-01")
    world.letter(letter=OTHER, dated="2025-06-01")
    return world


def test_a_later_letter_that_gives_another_number_revises_it_and_both_stay(two: World) -> None:
    two.observation("a", 51, sex="male", line=3)
    two.observation("b", 50, sex="male", letter=OTHER, line=9)
    (row,) = two.rows(REVISES).values()
    assert (row["outcome"], row["severity"], row["letter_id"]) == ("fail", "warning", OTHER)
    assert (row["expected"], row["found"]) == ("51", "50")
    assert row["detail"] == (
        "coventry/FOI2 of 2025-06-01 gives 50 on line 9, and coventry/FOI1 of 2024-06-01 gave 51 on line 3: "
        "the later letter revises the earlier"
    )
    assert two.outcomes("same_quantity_agrees") == {"none": "not_applicable"}


def test_letters_of_one_date_revise_nothing(two: World) -> None:
    two.connection.execute("UPDATE letters SET letter_date = DATE '2025-06-01'")
    two.observation("a", 51)
    two.observation("b", 50, letter=OTHER)
    (row,) = two.rows(REVISES).values()
    assert row["outcome"] == "fail"
    assert str(row["detail"]).endswith("the letters bear the same date, so neither revises the other")


def test_a_letter_that_repeats_a_number_agrees(two: World) -> None:
    two.observation("a", 51)
    two.observation("b", 51, letter=OTHER, sex="_T")
    (row,) = two.rows(REVISES).values()
    assert row["outcome"] == "pass"


@pytest.mark.parametrize(("upper", "outcome"), [(5, "pass"), (3, "fail"), (None, "unverifiable")])
def test_a_number_hidden_in_one_letter_is_compared_by_bounds_and_never_told(
    two: World, upper: float | None, outcome: str
) -> None:
    two.observation("a", None, bounds=(0, upper), line=8)
    two.observation("b", 4, letter=OTHER, line=9)
    (row,) = two.rows(REVISES).values()
    assert (row["outcome"], row["expected"], row["found"]) == (outcome, None, None)
    words = str(row["detail"]).replace("2024-06-01", "")
    assert "4" not in words
    assert "prints it on line 9, and coventry/FOI1 of  does not print it on line 8" in words


def test_each_letter_is_compared_with_the_one_before(two: World) -> None:
    two.letter(letter="coventry/FOI3", dated="2026-06-01")
    for name, letter, value in (("a", LETTER, 51), ("b", OTHER, 50), ("c", "coventry/FOI3", 50)):
        two.observation(name, value, letter=letter)
    assert sorted(two.outcomes(REVISES).values()) == ["fail", "pass"]


@pytest.mark.parametrize(("part", "outcome"), [(50, "pass"), (51, "pass"), (52, "fail")])
def test_a_part_of_a_year_is_at_most_the_year(two: World, part: float, outcome: str) -> None:
    two.observation("year", 51, line=3)
    two.observation("half", part, period=HALF, line=4)
    row = two.rows(YEARS)["half of year"]
    assert row["outcome"] == outcome
    words = "is more than" if outcome == "fail" else "is not more than"
    assert row["detail"] == (
        f"2023-04-01 to 2023-09-30 within 2023-04-01 to 2024-03-31: {part} {words} 51 (line 4)"
    )


@pytest.mark.parametrize(
    ("part", "year", "outcome"),
    [((0, 5), (8, 8), "pass"), ((0, None), (8, 8), "unverifiable"), ((9, 9), (0, 5), "fail")],
)
def test_hidden_parts_of_years_are_compared_by_bounds(
    two: World, part: tuple[float, float | None], year: tuple[float, float | None], outcome: str
) -> None:
    for name, bounds, period in (("half", part, HALF), ("year", year, None)):
        value = bounds[0] if bounds[0] == bounds[1] else None
        options = {"period": period} if period else {}
        two.observation(name, value, bounds=bounds, **options)  # type: ignore[arg-type]
    row = two.rows(YEARS)["half of year"]
    assert (row["outcome"], row["expected"], row["found"]) == (outcome, None, None)


def test_quarters_and_months_lie_in_the_year_that_holds_them(two: World) -> None:
    two.observation("financial", 51)
    two.observation("calendar", 40, period=("2024-01-01", "2024-12-31", "calendar_year"))
    two.observation("quarter", 60, period=("2024-01-01", "2024-03-31", "quarter"))
    assert two.outcomes(YEARS) == {"quarter of financial": "fail", "quarter of calendar": "fail"}


def test_shares_and_days_do_not_add_up_over_a_year(two: World) -> None:
    two.observation("share", 20, measure="share")
    two.observation("half", 40, measure="share", period=HALF)
    two.observation("year", 20)
    two.observation("day", 40, period=("2023-09-30", "2023-09-30", "point_in_time"))
    two.observation("boys", 30, sex="male", period=HALF)
    assert two.outcomes(YEARS) == {"none": "not_applicable"}


def test_the_whole_of_another_letter_warns(two: World) -> None:
    two.observation("half", 52, period=HALF, line=4)
    two.observation("year", 51, letter=OTHER, line=9)
    row = two.rows(ACROSS)["half of year"]
    assert (row["outcome"], row["severity"], row["letter_id"]) == ("fail", "warning", LETTER)
    assert row["detail"] == (
        "Part of a year, the whole in coventry/FOI2 on line 9: 52 is more than 51 (line 4)"
    )
    assert two.outcomes(YEARS) == {"none": "not_applicable"}


def test_a_hidden_value_of_another_letter_is_not_told_by_what_exceeds_it(two: World) -> None:
    two.observation("part", 9, measure="marked", line=4)
    two.observation("whole", None, measure="incidents", letter=OTHER, bounds=(0, 5), line=8)
    row = two.rows(ACROSS)["part of whole"]
    assert (row["outcome"], row["expected"], row["found"]) == ("fail", None, None)
    assert row["detail"] == (
        "Part of a measure, the whole in coventry/FOI2 on line 8: "
        "more, by the bounds that the letters state (line 4)"
    )


def test_of_several_other_letters_the_latest_is_compared(two: World) -> None:
    two.letter(letter="coventry/FOI3", dated="2026-06-01")
    two.observation("half", 52, period=HALF)
    two.observation("year", 51, letter=OTHER)
    two.observation("revised", 53, letter="coventry/FOI3")
    assert two.outcomes(ACROSS) == {"half of revised": "pass"}


def test_a_part_of_a_part_is_part_of_the_whole(two: World) -> None:
    two.connection.execute("UPDATE measure SET part_of = 'marked' WHERE code = 'children'")
    two.observation("child", 9)
    two.observation("all", 8, measure="incidents")
    assert two.outcomes("part_of_whole") == {"child of all": "fail"}


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("2024/25 (to date)", "fail"),
        ("April to September 2024", "fail"),
        ("Reporting spans April - September 2024", "fail"),
        ("Year to date", "fail"),
        ("April 2023 to March 2024", "pass"),
        ("January - December", "pass"),
        ("2023/24", "pass"),
        ("Reporting not available for 1 week during year.", "pass"),
        ("May children be counted twice? No.", "pass"),
    ],
)
def test_what_the_letter_calls_a_part_does_not_pass_for_the_year(
    two: World, words: str, outcome: str
) -> None:
    two.observation("label", 51, figure=two.figure("51", row_label=words, line=4))
    two.observation("note", 51, table="t2", note=words)
    two.observation("half", 51, period=HALF, note=words)
    rows = two.rows(PASSES)
    assert {subject: row["outcome"] for subject, row in rows.items()} == {"label": outcome, "note": outcome}
    if words == "Year to date":
        assert rows["label"]["detail"] == (
            "The value is recorded for a whole financial year, and the letter says 'year to date' (line 4)"
        )


def test_a_value_that_is_not_there_passes_for_nothing(two: World) -> None:
    two.observation("a", None, status="withheld", note="Year to date.")
    assert two.outcomes(PASSES) == {"none": "not_applicable"}
