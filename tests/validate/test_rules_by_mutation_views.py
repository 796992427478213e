"""What the views say that rules share: roundings, wholes and parts, and provisions by reference.

Each test was written for mutants that the other tests let live; `make mutation` counts them.
"""

from typing import Any

import pytest

from validate.validation_world import LETTER, World

ROUNDED = "rounded_as_stated"
TOTALS = "totals_equal_parts"
PART = "part_of_whole"
YEARS = "part_year_within_year"
ACROSS = "parts_across_letters"
REVISES = "later_letter_revises"
OTHER = "coventry/FOI2"
HALF = ("2023-04-01", "2023-09-30", "part_financial_year")


def rounding(world: World, text: str, reason: str = "rounding", **more: Any) -> None:
    world.figure(text, **{"use": "context", "reason": reason, "question": "1"} | more)


# Roundings


def test_a_rounding_stated_twice_is_one_rounding(world: World) -> None:
    world.question("1")
    for words in ("5", "the nearest 5"):
        rounding(world, words)
    world.observation("a", 17)
    assert world.outcomes(ROUNDED) == {"a": "fail"}


def test_of_two_roundings_the_wider_is_held_against_a_number(world: World) -> None:
    world.question("1")
    for words in ("5", "10", "1"):
        rounding(world, words)
    world.observation("a", 20)
    row = world.rows(ROUNDED)["a"]
    assert (row["outcome"], row["expected"]) == ("pass", "a multiple of 10")


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("5", {"use": "unread"}),
        ("5", {"reason": "cost limit"}),
        ("0", {}),
        ("many", {}),
        ("to the nearest five", {"reason": "rounding: to the nearest five"}),
        ("5", {"letter": OTHER, "question": None}),
    ],
)
def test_what_states_no_number_to_round_to_is_no_rounding(
    world: World, text: str, more: dict[str, Any]
) -> None:
    world.letter()
    world.letter(letter=OTHER)
    world.question("1")
    rounding(world, text, **more)
    world.observation("a", 17)
    assert world.outcomes(ROUNDED) == {"none": "not_applicable"}


def test_numbers_rounded_to_the_next_whole_one_are_so(world: World) -> None:
    world.question("1")
    rounding(world, "to whole numbers", "rounding: to the nearest 1")
    world.observation("a", 17)
    world.observation("b", 17.5, table="t2")
    assert world.outcomes(ROUNDED) == {"a": "pass", "b": "fail"}


@pytest.mark.parametrize("measure", ["weeks", "share"])
def test_weeks_and_shares_are_not_rounded_as_counts_are(world: World, measure: str) -> None:
    world.question("1")
    rounding(world, "5")
    world.observation("part", 17, measure=measure)
    assert world.outcomes(ROUNDED) == {"none": "not_applicable"}


def test_a_number_that_is_only_approximate_is_not_held_to_a_rounding(world: World) -> None:
    world.question("1")
    rounding(world, "5")
    world.observation("a", 17, status="approximate", bounds=(15, 20))
    world.observation("b", None)
    assert world.outcomes(ROUNDED) == {"none": "not_applicable"}


@pytest.mark.parametrize(("total", "outcome"), [(0, "pass"), (2, "pass"), (3, "fail")])
def test_a_none_in_words_is_exact_where_other_numbers_are_rounded(
    world: World, total: float, outcome: str
) -> None:
    rounding(world, "2")
    world.observation("male", 0, sex="male", text="None", status="zero_by_word")
    world.observation("female", 0, sex="female", text="0")  # -1 to 1, but no less than it is
    world.observation("total", total, sex="_T")
    assert world.outcomes(TOTALS) == {"total by sex": outcome}


def test_an_own_rounding_stands_before_that_of_the_letter(world: World) -> None:
    world.question("1")
    rounding(world, "100", question=None)
    rounding(world, "5")
    world.observation("male", 40, sex="male", table="t2")
    world.observation("female", 15, sex="female", table="t2")
    world.observation("total", 65, sex="_T", table="t2")
    assert world.outcomes(TOTALS) == {"total by sex": "fail"}  # 50 to 60 against 62.5 to 67.5
    assert {row["expected"] for row in world.rows(ROUNDED).values()} == {"a multiple of 5"}


# Wholes and parts


def test_every_narrowing_of_the_whole_narrows_its_part(world: World) -> None:
    world.observation("part", 11, measure="marked", sex="male", age_group="under_10")
    world.observation("same", 10, measure="incidents", sex="male", age_group="under_10")
    world.observation("wider", 10, measure="incidents", sex="male", table="t2")
    world.observation("all", 10, measure="incidents", table="t3")
    world.observation("other", 10, measure="incidents", sex="male", age_group="16_to_17")
    assert [*world.outcomes(PART)] == ["part of all", "part of same", "part of wider"]


@pytest.mark.parametrize(
    "other",
    [
        {"measure": "children"},
        {"ref_area": "E08000025"},
        {"period_start": "2022-04-01"},
        {"period_end": "2024-09-30"},
        {"sex": "female"},
        {"obs_status": "withheld"},
        {"letter_id": LETTER},
    ],
)
@pytest.mark.parametrize("which", ["part", "whole"])
def test_a_part_is_compared_with_its_own_whole_in_another_letter(
    world: World, which: str, other: dict[str, str]
) -> None:
    world.letter()
    world.letter(letter=OTHER, dated="2025-06-01")
    world.observation("part", 11, measure="marked", sex="male")
    world.observation("whole", 10, measure="incidents", sex="male", letter=OTHER)
    assert world.outcomes(ACROSS) == {"part of whole": "fail"}
    for column, value in other.items():
        wanted = OTHER if which == "part" and column == "letter_id" else value
        world.connection.execute(
            f"UPDATE observations SET {column} = ? WHERE observation_id = ?", [wanted, which]
        )
    assert world.outcomes(ACROSS) == {"none": "not_applicable"}


@pytest.mark.parametrize(
    "other",
    [
        {"measure": "incidents"},
        {"ref_area": "E08000025"},
        {"period_start": "2022-04-01"},
        {"period_end": "2023-09-29"},
        {"sex": "female"},
        {"obs_status": "withheld"},
        {"period_type": "year_range"},
        {"period_type": "date_range"},
    ],
)
@pytest.mark.parametrize("rule", [YEARS, ACROSS])
def test_a_part_of_a_year_is_compared_with_its_own_year_only(
    world: World, rule: str, other: dict[str, str]
) -> None:
    world.letter()
    world.letter(letter=OTHER, dated="2025-06-01")
    world.observation("half", 11, sex="male", period=HALF)
    world.observation("year", 10, sex="male", letter=LETTER if rule == YEARS else OTHER)
    assert world.outcomes(rule) == {"half of year": "fail"}
    for column, value in other.items():
        world.connection.execute(
            f"UPDATE observations SET {column} = ? WHERE observation_id = 'year'", [value]
        )
    assert world.outcomes(rule) == {"none": "not_applicable"}


@pytest.mark.parametrize(
    ("part", "year"),
    [
        (("2024-03-01", "2024-03-31", "month"), ("2023-04-01", "2024-03-31", "financial_year")),
        (("2024-04-01", "2024-04-30", "month"), ("2024-04-01", "2025-03-31", "financial_year")),
        (("2024-08-01", "2024-08-31", "month"), ("2023-09-01", "2024-08-31", "academic_year")),
        (("2024-09-01", "2024-09-30", "month"), ("2024-09-01", "2025-08-31", "academic_year")),
        (("2024-12-01", "2024-12-31", "month"), ("2024-01-01", "2024-12-31", "calendar_year")),
        (("2024-10-01", "2025-03-31", "date_range"), ("2024-04-01", "2025-03-31", "financial_year")),
    ],
)
@pytest.mark.parametrize("rule", [YEARS, ACROSS])
def test_a_month_lies_in_the_year_of_each_kind_that_holds_its_first_day(
    world: World, rule: str, part: tuple[str, str, str], year: tuple[str, str, str]
) -> None:
    world.letter()
    world.letter(letter=OTHER, dated="2025-06-01")
    before = (*(f"{int(day[:4]) - 1}{day[4:]}" for day in year[:2]), year[2])
    after = (*(f"{int(day[:4]) + 1}{day[4:]}" for day in year[:2]), year[2])
    world.observation("part", 11, period=part)
    where = LETTER if rule == YEARS else OTHER
    for name, period in (("before", before), ("year", year), ("after", after)):
        world.observation(name, 10, period=period, letter=where)  # type: ignore[arg-type]
    assert world.outcomes(rule) == {"part of year": "fail"}


@pytest.mark.parametrize(
    "kind", ["financial_year", "calendar_year", "academic_year", "year_range", "point_in_time"]
)
def test_years_and_days_are_no_parts_of_a_year(world: World, kind: str) -> None:
    world.observation("part", 11, period=("2023-04-01", "2023-09-30", kind))
    world.observation("year", 10)
    assert world.outcomes(YEARS) == {"none": "not_applicable"}


@pytest.mark.parametrize("unit", ["percent", "yes_no"])
def test_shares_and_yes_or_no_do_not_add_up_over_a_year(world: World, unit: str) -> None:
    world.observation("half", 11, period=HALF)
    world.observation("year", 10)
    assert world.outcomes(YEARS) == {"half of year": "fail"}
    world.connection.execute("UPDATE measure SET unit = ? WHERE code = 'children'", [unit])
    assert world.outcomes(YEARS) == {"none": "not_applicable"}


def test_the_latest_letter_is_that_of_the_latest_date_and_of_one_date_that_of_the_last_name(
    world: World,
) -> None:
    for letter, dated in ((LETTER, "2024-06-01"), (OTHER, "2026-06-01"), ("coventry/FOI3", "2025-06-01")):
        world.letter(letter=letter, dated=dated)
    world.observation("half", 52, period=HALF)
    world.observation("second", 53, letter=OTHER)
    world.observation("third", 51, letter="coventry/FOI3")
    assert world.outcomes(ACROSS) == {"half of second": "pass"}
    world.connection.execute("UPDATE letters SET letter_date = DATE '2026-06-01'")
    assert world.outcomes(ACROSS) == {"half of third": "fail"}


def test_of_two_places_in_the_latest_letter_one_is_compared(world: World) -> None:
    world.letter()
    world.letter(letter=OTHER, dated="2025-06-01")
    world.observation("half", 52, period=HALF)
    world.observation("a", 51, letter=OTHER)
    world.observation("b", 51, letter=OTHER, table="t2")
    assert world.outcomes(ACROSS) == {"half of a": "fail"}


def test_a_whole_of_a_whole_is_reached_over_several_steps(world: World) -> None:
    world.connection.execute("UPDATE measure SET part_of = 'marked' WHERE code = 'children'")
    world.connection.execute("UPDATE measure SET part_of = 'children' WHERE code = 'weeks'")
    world.observation("part", 9, measure="weeks")
    world.observation("whole", 8, measure="incidents")
    assert world.outcomes(PART) == {"part of whole": "fail"}


def test_measures_that_are_parts_of_each_other_do_not_hang_the_search(world: World) -> None:
    world.connection.execute("UPDATE measure SET part_of = 'marked' WHERE code = 'incidents'")
    world.observation("part", 9, measure="marked")
    world.observation("whole", 8, measure="incidents")
    assert world.outcomes(PART)["part of whole"] == "fail"


# Sub-totals


def nested(world: World) -> None:
    """Put 10 to 12 under 13 to 15, and that under 16 to 17."""
    world.connection.execute("UPDATE age_group SET parent = '13_to_15' WHERE code = '10_to_12'")
    world.connection.execute("UPDATE age_group SET parent = '16_to_17' WHERE code = '13_to_15'")


def test_a_part_counts_to_the_nearest_printed_code_above_it_alone(world: World) -> None:
    nested(world)
    for code, value in (("10_to_12", 3), ("13_to_15", 4), ("16_to_17", 5), ("under_10", 1), ("_T", 6)):
        world.observation(code, value, age_group=code)
    rows = world.rows(TOTALS)
    assert {subject: row["detail"] for subject, row in rows.items()} == {
        "13_to_15 by age_group": "3 is not 4",
        "16_to_17 by age_group": "4 is not 5",
        "_T by age_group": "5 + 1 = 6",
    }


def test_a_part_skips_the_codes_above_it_that_are_not_printed(world: World) -> None:
    nested(world)
    for code, value in (("10_to_12", 3), ("16_to_17", 5), ("_T", 5)):
        world.observation(code, value, age_group=code)
    rows = world.rows(TOTALS)
    assert {subject: row["detail"] for subject, row in rows.items()} == {
        "16_to_17 by age_group": "3 is not 5",
        "_T by age_group": "5 = 5",
    }


def test_a_part_two_steps_below_without_any_total_is_listed_once(world: World) -> None:
    nested(world)
    for code in ("10_to_12", "under_10"):
        world.observation(code, 3, age_group=code)
    rows = world.rows(TOTALS)
    assert [row["detail"] for row in rows.values()] == [
        "No total: 2 parts by age group are printed without one"
    ]


def test_a_code_that_no_list_has_is_part_of_the_total_all_the_same(world: World) -> None:
    world.observation("a", 3, age_group="under_10")
    world.observation("b", 4, age_group="toddlers")
    world.observation("total", 7, age_group="_T")
    assert world.rows(TOTALS)["total by age_group"]["detail"] == "3 + 4 = 7"


# What letters revise


@pytest.mark.parametrize(
    "other",
    [
        {"measure": "incidents"},
        {"ref_area": "E08000025"},
        {"period_start": "2022-04-01"},
        {"period_end": "2024-09-30"},
        {"sex": "female"},
        {"obs_status": "withheld"},
    ],
)
def test_only_the_same_quantity_is_revised(world: World, other: dict[str, str]) -> None:
    world.letter()
    world.letter(letter=OTHER, dated="2025-06-01")
    world.observation("a", 51, sex="male")
    world.observation("b", 50, sex="male", letter=OTHER)
    assert [*world.outcomes(REVISES).values()] == ["fail"]
    for column, value in other.items():
        world.connection.execute(f"UPDATE observations SET {column} = ? WHERE observation_id = 'b'", [value])
    assert world.outcomes(REVISES) == {"none": "not_applicable"}


def test_several_places_of_a_letter_are_told_as_one_with_the_first_line(world: World) -> None:
    world.letter()
    world.letter(letter=OTHER, dated="2025-06-01")
    world.observation("a", 51, line=7)
    world.observation("b", 51, table="t2", line=3)
    world.observation("c", 52, table="t3", line=5)
    world.observation("d", 51.5, letter=OTHER)
    (row,) = world.rows(REVISES).values()
    assert (row["expected"], row["found"]) == ("51 and 52", "51.5")
    assert row["detail"] == (
        "coventry/FOI2 of 2025-06-01 gives 51.5, and coventry/FOI1 of 2024-06-01 gave 51 and 52 on line 3: "
        "the later letter revises the earlier"
    )


@pytest.mark.parametrize(("value", "outcome"), [(40, "fail"), (49.9, "fail"), (50, "pass"), (53, "pass")])
def test_a_letter_agrees_within_the_rounding_of_the_earlier(world: World, value: float, outcome: str) -> None:
    world.letter()
    world.letter(letter=OTHER, dated="2025-06-01")
    rounding(world, "10")
    world.observation("a", 55, line=3)  # 50 to 60
    world.observation("b", value, letter=OTHER)
    assert [*world.outcomes(REVISES).values()] == [outcome]


def test_two_letters_that_both_hide_a_number_can_agree(world: World) -> None:
    world.letter(letter=OTHER, dated="2025-06-01")
    world.observation("a", None, bounds=(0, None))
    world.observation("b", None, letter=OTHER, bounds=(0, None))
    (row,) = world.rows(REVISES).values()
    assert (row["outcome"], row["expected"], row["found"]) == ("pass", None, None)


def test_a_letter_that_prints_and_hides_a_number_does_not_print_it(world: World) -> None:
    world.letter()
    world.letter(letter=OTHER, dated="2025-06-01")
    world.observation("a", 4)
    world.observation("b", 4, letter=OTHER, line=3)
    world.observation("c", None, letter=OTHER, table="t2", bounds=(0, 5), line=4)
    (row,) = world.rows(REVISES).values()
    assert (row["outcome"], row["expected"], row["found"]) == ("pass", None, None)
    assert row["detail"] == (
        "coventry/FOI2 of 2025-06-01 does not print it on line 3, and coventry/FOI1 of 2024-06-01 prints it: "
        "by the bounds that they state the two can agree"
    )


@pytest.mark.parametrize(
    ("upper", "told"),
    [
        (3, "by the bounds that they state the two differ"),
        (5, "by the bounds that they state the two can agree"),
        (None, "without an upper bound in both they cannot be compared"),
    ],
)
def test_what_bounds_say_of_a_hidden_number_in_another_letter_is_told(
    world: World, upper: float | None, told: str
) -> None:
    world.observation("a", None, bounds=(0, upper))
    world.observation("b", 4, letter=OTHER)
    (row,) = world.rows(REVISES).values()
    # Neither letter is in the table of letters, so neither has a date.
    assert row["detail"] == f"coventry/FOI2 prints it, and coventry/FOI1 does not print it: {told}"


@pytest.mark.parametrize("later", [51, 52, 53])
def test_a_letter_that_differs_within_itself_agrees_with_no_single_number(world: World, later: float) -> None:
    world.observation("a", 51)
    world.observation("b", 53, table="t2")
    world.observation("c", later, letter=OTHER)
    assert [*world.outcomes(REVISES).values()] == ["fail"]


def test_one_place_without_an_upper_bound_leaves_the_whole_letter_open(world: World) -> None:
    world.observation("a", 4)
    world.observation("b", None, table="t2", bounds=(0, None))
    world.observation("c", 4, letter=OTHER)
    assert [*world.outcomes(REVISES).values()] == ["unverifiable"]
