"""The rules that add and compare: totals, the same quantity twice, parts and wholes, weeks, series."""

import pytest

from validate.validation_world import World

TOTALS = "totals_equal_parts"
SAME = "same_quantity_agrees"
HIDDEN = "not_both_printed_and_suppressed"
PART = "part_of_whole"


def by_sex(
    world: World, male: float | None, female: float | None, total: float | None, **total_options: object
) -> None:
    unbounded = (0, None)
    world.observation("male", male, sex="male", bounds=None if male is not None else unbounded, line=7)
    world.observation(
        "female", female, sex="female", bounds=None if female is not None else unbounded, line=7
    )
    bounds = None if total is not None else unbounded
    world.observation("total", total, sex="_T", bounds=bounds, line=7, **total_options)  # type: ignore[arg-type]


def test_a_total_that_is_the_sum_of_its_parts_passes_with_the_arithmetic(world: World) -> None:
    by_sex(world, 40, 11, 51)
    row = world.rows(TOTALS)["total by sex"]
    assert (row["outcome"], row["expected"], row["found"]) == ("pass", "51", "51")
    assert row["detail"] == "40 + 11 = 51 (line 7)"
    assert row["letter_id"] == "coventry/FOI1"


def test_a_total_that_is_not_the_sum_of_its_parts_fails_with_the_arithmetic(world: World) -> None:
    by_sex(world, 40, 11, 52)
    row = world.rows(TOTALS)["total by sex"]
    assert (row["outcome"], row["expected"], row["found"]) == ("fail", "51", "52")
    assert row["detail"] == "40 + 11 is not 52 (line 7)"


def test_sums_of_money_with_pence_are_exact(world: World) -> None:
    by_sex(world, 0.1, 0.2, 0.3)
    assert world.rows(TOTALS)["total by sex"]["expected"] == "0.3"
    assert world.outcomes(TOTALS) == {"total by sex": "pass"}


def test_a_suppressed_part_without_an_upper_bound_leaves_the_total_unverifiable(world: World) -> None:
    by_sex(world, 40, None, 51)
    row = world.rows(TOTALS)["total by sex"]
    assert row["outcome"] == "unverifiable"
    assert row["detail"] == "1 of 2 parts is suppressed; the letter states no upper bound for it (line 7)"


def test_a_suppressed_part_can_make_a_total_too_small_even_without_an_upper_bound(world: World) -> None:
    by_sex(world, 40, None, 39)
    row = world.rows(TOTALS)["total by sex"]
    assert (row["outcome"], row["detail"]) == ("fail", "40 + c is not 39 (line 7)")


@pytest.mark.parametrize(("total", "outcome"), [(39, "fail"), (40, "pass"), (45, "pass"), (46, "fail")])
def test_a_bounded_part_binds_the_total_from_both_sides(world: World, total: int, outcome: str) -> None:
    world.observation("male", 40, sex="male")
    world.observation("female", None, sex="female", bounds=(0, 5))
    world.observation("total", total, sex="_T")
    assert world.outcomes(TOTALS) == {"total by sex": outcome}


def test_nothing_about_a_suppressed_part_is_told_where_the_total_holds(world: World) -> None:
    world.observation("under", 31, age_group="under_10")
    world.observation("middle", 23, age_group="10_to_12")
    world.observation("upper", None, age_group="13_to_15", bounds=(0, 5))
    world.observation("total", 57, age_group="_T")
    row = world.rows(TOTALS)["total by age_group"]
    assert row["outcome"] == "pass"
    told = " ".join(str(row[column]) for column in ("expected", "found", "detail"))
    hidden, known = 57 - 31 - 23, 31 + 23
    assert not any(str(number) in told.replace("1 of 3", "") for number in (hidden, known, 5))
    assert (
        row["detail"] == "1 of 3 parts is suppressed; the total lies within the bounds that the letter states"
    )


def test_a_suppressed_total_is_not_told_by_its_parts(world: World) -> None:
    by_sex(world, 40, 11, None)
    row = world.rows(TOTALS)["total by sex"]
    assert row["outcome"] == "unverifiable"
    assert "51" not in str(row.values())
    assert row["detail"] == "The letter states no upper bound for the total (line 7)"


def test_a_suppressed_total_below_its_parts_fails(world: World) -> None:
    by_sex(world, 40, 11, None)
    world.connection.execute("UPDATE observations SET value_upper = 5 WHERE observation_id = 'total'")
    row = world.rows(TOTALS)["total by sex"]
    assert (row["outcome"], row["expected"], row["found"]) == ("fail", None, "c")
    assert row["detail"] == (
        "40 + 11 is more than the total, 'c', can be by the bound that the letter states for it (line 7)"
    )
    assert not any(number in str(row.values()) for number in ("51", "46", "'5'"))


def test_one_part_alone_can_be_more_than_a_suppressed_total(world: World) -> None:
    by_sex(world, 40, None, None)
    world.connection.execute("UPDATE observations SET value_upper = 5 WHERE observation_id = 'total'")
    row = world.rows(TOTALS)["total by sex"]
    assert (row["outcome"], row["detail"]) == (
        "fail",
        "40 + c is more than the total, 'c', can be by the bound that the letter states for it (line 7)",
    )


def test_approximate_parts_are_summed_by_their_bounds(world: World) -> None:
    world.observation("male", 40, sex="male", status="approximate", bounds=(38, 42), text="about 40")
    world.observation("female", 11, sex="female")
    world.observation("total", 50, sex="_T")
    row = world.rows(TOTALS)["total by sex"]
    assert row["outcome"] == "pass"
    assert row["detail"] == "The bounds that the letter states for the total admit the sum of its parts"
    world.connection.execute("UPDATE observations SET value_upper = NULL WHERE observation_id = 'male'")
    row = world.rows(TOTALS)["total by sex"]
    assert row["outcome"] == "unverifiable"
    assert row["detail"] == "The letter does not state an upper bound for every part"


def test_several_suppressed_parts_are_counted(world: World) -> None:
    by_sex(world, None, None, 51)
    assert world.rows(TOTALS)["total by sex"]["detail"] == (
        "2 of 2 parts are suppressed; the letter does not state an upper bound for each of them (line 7)"
    )


def test_each_margin_of_a_table_of_two_dimensions_is_checked(world: World) -> None:
    cells = {("cce", "male"): 4, ("cce", "female"): 6, ("cse", "male"): 1, ("cse", "female"): 9}
    cells |= {("cce", "_T"): 10, ("cse", "_T"): 10, ("_T", "male"): 5, ("_T", "female"): 15, ("_T", "_T"): 21}
    for (kind, sex), value in cells.items():
        world.observation(f"{kind} {sex}", value, exploitation_type=kind, sex=sex)
    outcomes = world.outcomes(TOTALS)
    assert {subject for subject, outcome in outcomes.items() if outcome == "fail"} == {
        "_T _T by sex",
        "_T _T by exploitation_type",
    }
    assert len(outcomes) == 6


def test_parts_of_another_table_or_period_are_not_summed(world: World) -> None:
    by_sex(world, 40, 11, 51)
    world.observation("elsewhere", 5, sex="male", table="t2")
    world.observation("earlier", 5, sex="male", period=("2022-04-01", "2023-03-31", "financial_year"))
    assert world.outcomes(TOTALS) == {"total by sex": "pass"}


def test_overlapping_parts_are_listed_and_not_summed(world: World) -> None:
    world.observation("any", 10, measure="marked", risk_marker="_T", line=3)
    world.observation("one", 8, measure="marked", risk_marker="trafficking")
    world.observation("two", 7, measure="marked", risk_marker="mental_health")
    row = world.rows("totals_of_overlapping_parts")["any by risk_marker"]
    assert row["outcome"] == "not_applicable"
    assert (
        row["detail"] == "Parts by risk marker may overlap or be incomplete, so they are not summed (line 3)"
    )
    assert world.outcomes(TOTALS) == {"none": "not_applicable"}


def test_additive_parts_are_not_listed_as_overlapping(world: World) -> None:
    by_sex(world, 40, 11, 51)
    assert world.outcomes("totals_of_overlapping_parts") == {"none": "not_applicable"}


def test_a_total_repeated_in_a_table_without_that_dimension_agrees(world: World) -> None:
    world.observation("a", 51, sex="_T", line=3)
    world.observation("b", 51, table="t2", line=9)
    (row,) = world.rows(SAME).values()
    assert row["subject"] == "children total E08000026 2023-04-01/2024-03-31 of coventry/FOI1"
    assert row["outcome"] == "pass"
    assert row["detail"] == "The places agree: 51 on line 3, 51 on line 9"


def test_a_quantity_that_one_letter_prints_differently_fails(world: World) -> None:
    world.observation("a", 51, sex="male", line=3)
    world.observation("b", 50, sex="male", table="t2", line=9)
    world.observation("c", 49, sex="male", letter="coventry/FOI2", line=9)
    (row,) = world.rows(SAME).values()
    assert (row["outcome"], row["letter_id"], row["found"]) == ("fail", "coventry/FOI1", "50, 51")
    assert row["detail"] == "The places differ: 51 on line 3, 50 on line 9"


@pytest.mark.parametrize(("upper", "outcome"), [(5, "pass"), (3, "fail"), (None, "unverifiable")])
def test_a_value_hidden_elsewhere_must_lie_within_the_bounds_there(
    world: World, upper: float | None, outcome: str
) -> None:
    world.observation("a", 4, sex="male")
    world.observation("b", None, sex="male", table="t2", bounds=(0, upper))
    (row,) = world.rows(SAME).values()
    assert row["outcome"] == outcome
    assert "4" not in f"{row['found']} {row['detail']}"


def test_where_a_place_is_suppressed_a_difference_is_told_by_places_and_not_by_values(world: World) -> None:
    world.observation("a", 71, sex="male", line=3)
    world.observation("b", None, sex="male", table="t2", bounds=(0, 5), line=9)
    (row,) = world.rows(SAME).values()
    assert (row["outcome"], row["found"]) == ("fail", None)
    assert row["detail"] == "The places differ: printed on line 3, suppressed on line 9"


def test_a_number_hidden_in_one_place_of_a_letter_and_printed_in_another_fails(world: World) -> None:
    world.observation("a", 71, sex="male", age_group="_T", line=3)
    world.observation("b", None, sex="male", table="t2", bounds=(0, None), line=9)
    world.observation("c", 71, sex="male", table=None, line=12)
    (row,) = world.rows(HIDDEN).values()
    assert row["subject"] == "children sex=male E08000026 2023-04-01/2024-03-31"
    assert (row["outcome"], row["severity"], row["letter_id"]) == ("fail", "error", "coventry/FOI1")
    assert row["detail"] == (
        "One letter both suppresses and prints the same quantity: suppressed on line 9 of coventry/FOI1, "
        "printed on line 3 and line 12 of coventry/FOI1"
    )
    assert "71" not in str(row.values())


def test_a_number_hidden_in_one_letter_may_be_printed_by_another(world: World) -> None:
    world.observation("a", None, line=3)
    world.observation("b", 71, letter="coventry/FOI2", line=9)
    (row,) = world.rows(HIDDEN).values()
    assert (row["outcome"], row["letter_id"], row["found"]) == ("pass", None, "printed in another letter")
    assert row["detail"] == (
        "Suppressed on line 3 of coventry/FOI1, and printed by another letter, on line 9 of coventry/FOI2"
    )
    assert "71" not in str(row.values())


def test_a_third_letter_does_not_excuse_one_that_both_hides_and_prints(world: World) -> None:
    world.observation("a", None, line=3)
    world.observation("b", 71, line=5)
    world.observation("c", 71, letter="coventry/FOI2", line=9)
    (row,) = world.rows(HIDDEN).values()
    assert (row["outcome"], row["letter_id"]) == ("fail", None)


def test_other_quantities_may_be_printed_beside_a_hidden_one(world: World) -> None:
    world.observation("a", None, sex="male", line=3)
    world.observation("sex", 71, sex="female", line=4)
    world.observation("total", 72, sex="_T", line=5)
    world.observation("measure", 73, measure="incidents", sex="male", line=6)
    world.observation("year", 74, sex="male", period=("2022-04-01", "2023-03-31", "financial_year"), line=7)
    world.observation("withheld", None, sex="male", status="withheld")
    (row,) = world.rows(HIDDEN).values()
    assert (row["outcome"], row["detail"]) == (
        "pass",
        "Suppressed on line 3 of coventry/FOI1, and printed nowhere",
    )


def test_letters_that_hide_nothing_are_not_judged(world: World) -> None:
    world.observation("a", 71, line=3)
    world.observation("b", 71, table="t2", line=4)
    assert world.outcomes(HIDDEN) == {"none": "not_applicable"}


def test_two_suppressed_places_agree(world: World) -> None:
    world.observation("a", None, sex="male", bounds=(0, None))
    world.observation("b", None, sex="male", table="t2", bounds=(0, 5))
    assert list(world.outcomes(SAME).values()) == ["pass"]


def test_what_is_printed_once_or_withheld_is_not_compared(world: World) -> None:
    world.observation("a", 4, sex="male")
    world.observation("b", None, sex="male", table=None, status="withheld")
    assert world.outcomes(SAME) == {"none": "not_applicable"}


@pytest.mark.parametrize(("part", "outcome"), [(9, "pass"), (10, "pass"), (11, "fail")])
def test_a_part_is_at_most_the_whole(world: World, part: int, outcome: str) -> None:
    world.observation("part", part, measure="marked", risk_marker="trafficking", line=4)
    world.observation("whole", 10, measure="incidents")
    row = world.rows(PART)["part of whole"]
    assert row["outcome"] == outcome
    words = "is more than" if outcome == "fail" else "is not more than"
    assert row["detail"] == f"Label within label: {part} {words} 10 (line 4)"


@pytest.mark.parametrize(
    ("part", "whole", "outcome"),
    [
        ((0, 5), (8, 8), "pass"),
        ((0, None), (8, 8), "unverifiable"),
        ((9, 9), (0, 5), "fail"),
        ((0, 5), (0, 5), "unverifiable"),
    ],
)
def test_suppressed_parts_and_wholes_are_compared_by_their_bounds(
    world: World, part: tuple[float, float | None], whole: tuple[float, float | None], outcome: str
) -> None:
    for name, measure, bounds in (("part", "marked", part), ("whole", "incidents", whole)):
        value = bounds[0] if bounds[0] == bounds[1] else None
        world.observation(name, value, measure=measure, bounds=bounds)
    row = world.rows(PART)["part of whole"]
    assert row["outcome"] == outcome
    assert (row["expected"], row["found"]) == (None, None)
    assert outcome == "fail" or not any(digit in str(row["detail"]) for digit in "589")


def test_a_part_is_not_compared_with_the_whole_of_another_period_or_of_a_subgroup(world: World) -> None:
    world.observation("part", 11, measure="marked")
    world.observation("boys", 10, measure="incidents", sex="male")
    world.observation(
        "before", 10, measure="incidents", period=("2022-04-01", "2023-03-31", "financial_year")
    )
    assert world.outcomes(PART) == {"none": "not_applicable"}


@pytest.mark.parametrize(
    ("weeks", "period", "outcome"),
    [
        (53, ("2023-04-01", "2024-03-31", "financial_year"), "pass"),  # 366 days: 52 weeks and two days
        (54, ("2023-04-01", "2024-03-31", "financial_year"), "fail"),
        (30, ("2024-04-01", "2024-09-30", "part_financial_year"), "pass"),
        (54, ("2024-01-01", "2024-06-30", "part_calendar_year"), "fail"),
        (5, ("2024-02-01", "2024-02-29", "month"), "pass"),  # 29 days: four weeks and one day
        (6, ("2024-02-01", "2024-02-29", "month"), "fail"),
    ],
)
def test_no_more_weeks_are_counted_than_there_are(
    world: World, weeks: int, period: tuple[str, str, str], outcome: str
) -> None:
    world.observation("w", weeks, measure="weeks", period=period)
    assert world.outcomes("weeks_within_period") == {"w": outcome}
