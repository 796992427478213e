"""Rounded numbers, percentages, sub-totals, and breakdowns that are printed without a total."""

import pytest

from validate.validation_world import LETTER, World

TOTALS = "totals_equal_parts"
SHARES = "percentages_make_100"
ROUNDED = "rounded_as_stated"


def by_sex(world: World, male: float, female: float, total: float, measure: str = "children") -> None:
    for code, value in (("male", male), ("female", female), ("_T", total)):
        world.observation(code, value, measure=measure, sex=code, line=7)


def rounding(world: World, text: str, reason: str = "rounding", question: str | None = "1") -> None:
    world.figure(text, use="context", reason=reason, question=question)


# 37.5 to 42.5 and 12.5 to 17.5 make 50 to 60; a total of 65 is 62.5 at least, one of 45 is 47.5 at most.
@pytest.mark.parametrize(("total", "outcome"), [(55, "pass"), (60, "pass"), (65, "fail"), (45, "fail")])
def test_rounded_parts_bind_a_rounded_total_within_their_rounding(
    world: World, total: float, outcome: str
) -> None:
    rounding(world, "5")
    by_sex(world, 40, 15, total)
    assert world.outcomes(TOTALS) == {"_T by sex": outcome}


def test_what_rounding_explains_is_told_as_such(world: World) -> None:
    rounding(world, "rounded up or down to the nearest £1,000", question=None)
    by_sex(world, 4000, 3000, 8000)
    row = world.rows(TOTALS)["_T by sex"]
    assert (row["outcome"], row["expected"], row["found"]) == ("pass", "7000", "8000")
    assert row["detail"] == "4000 + 3000 is 8000, within their rounding (line 7)"


def test_what_rounding_does_not_explain_fails(world: World) -> None:
    rounding(world, "rounded to the nearest ten", "rounding: to the nearest 10")
    by_sex(world, 40, 20, 90)
    assert world.rows(TOTALS)["_T by sex"]["detail"] == (
        "40 + 20 is not 90, by more than rounding explains (line 7)"
    )


def test_a_rounding_of_one_answer_is_not_that_of_another(world: World) -> None:
    rounding(world, "10", question="2")
    by_sex(world, 40, 20, 61)
    assert world.outcomes(TOTALS) == {"_T by sex": "fail"}


def test_where_numbers_are_rounded_a_hidden_part_still_binds_the_total(world: World) -> None:
    rounding(world, "10")
    world.observation("male", 40, sex="male")
    world.observation("female", None, sex="female", bounds=(0, 5))
    world.observation("total", 50, sex="_T")  # 35 to 50 against 45 to 55
    assert world.rows(TOTALS)["total by sex"]["detail"] == (
        "1 of 2 parts is suppressed; the total lies within the bounds that the letter states"
    )
    world.connection.execute(
        "UPDATE observations SET value = 60, value_lower = 60, value_upper = 60 WHERE sex = '_T'"
    )
    assert world.outcomes(TOTALS) == {"total by sex": "fail"}


def test_numbers_are_multiples_of_what_the_letter_rounds_to(world: World) -> None:
    world.question("1")
    world.question("2")
    rounding(world, "5")
    world.observation("a", 15, line=3)
    world.observation("b", 17, line=4)
    world.observation("c", 17, question="2", table=None)
    rows = world.rows(ROUNDED)
    assert {subject: row["outcome"] for subject, row in rows.items()} == {"a": "pass", "b": "fail"}
    assert rows["b"]["severity"] == "warning"
    assert rows["b"]["detail"] == "17 is no multiple of 5, to which the letter says that it rounds (line 4)"


def test_a_letter_that_states_two_roundings_leaves_open_which_is_meant(world: World) -> None:
    world.question("1")
    rounding(world, "5")
    rounding(world, "10")
    world.observation("a", 15)
    world.observation("b", 20)
    assert world.outcomes(ROUNDED) == {"a": "unverifiable", "b": "pass"}


def test_a_letter_that_states_no_rounding_is_not_held_to_one(world: World) -> None:
    world.question("1")
    world.observation("a", 17)
    assert world.outcomes(ROUNDED) == {"none": "not_applicable"}


def test_a_place_agrees_with_another_within_the_stated_rounding(world: World) -> None:
    rounding(world, "10", question="1")
    world.observation("a", 1120, line=3)
    world.observation("b", 1121, question="2", table=None, line=9)
    (row,) = world.rows("same_quantity_agrees").values()
    assert row["detail"] == "The places agree within their rounding: 1120 on line 3, 1121 on line 9"
    world.connection.execute(
        "UPDATE observations SET value_lower = 1126, value_upper = 1126 WHERE observation_id = 'b'"
    )
    assert list(world.outcomes("same_quantity_agrees").values()) == ["fail"]


def shares(world: World, *values: str | None, total: str | None = None) -> None:
    groups = ("under_10", "10_to_12", "13_to_15", "16_to_17")
    for group, text in zip(groups, values, strict=False):
        bounds = None if text else (0, 5)
        world.observation(
            group,
            float(text) if text else None,
            text=text,
            measure="share",
            age_group=group,
            bounds=bounds,
            line=5,
        )
    if total:
        world.observation("all", float(total), text=total, measure="share", age_group="_T")


# Three shares of whole percents can be 1.5 off, three with one decimal 0.15.
@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        (("33", "33", "33"), "pass"),
        (("33", "33", "32"), "fail"),
        (("33.3", "33.3", "33.3"), "pass"),
        (("33.3", "33.3", "33.2"), "fail"),
        (("50", "30", "20"), "pass"),
        (("50", "46", None), "pass"),  # the third is 0 to 5
        (("50", "40", None), "fail"),
    ],
)
def test_percentages_make_100_within_their_rounding(
    world: World, values: tuple[str | None, ...], outcome: str
) -> None:
    shares(world, *values)
    assert world.outcomes(SHARES) == {"under_10 and others by age_group": outcome}


def test_percentages_are_told_with_their_sum_and_hidden_ones_without(world: World) -> None:
    shares(world, "33.3", "33.3", "33.2")
    row = world.rows(SHARES)["under_10 and others by age_group"]
    assert row["detail"] == (
        "33.3 + 33.3 + 33.2 is 99.8, which is further from 100 than rounding explains (line 5)"
    )
    world.connection.execute(
        "UPDATE observations SET value = NULL, value_lower = 0, value_upper = NULL,"
        " obs_status = 'suppressed', value_text = 'c' WHERE age_group = '13_to_15'"
    )
    row = world.rows(SHARES)["under_10 and others by age_group"]
    assert (row["outcome"], row["found"]) == ("unverifiable", None)
    assert row["detail"] == (
        "1 of 3 shares without a value; the letter does not state an upper bound for each (line 5)"
    )
    assert not any(number in str(row.values()) for number in ("66.6", "33.4"))


def test_percentages_of_a_total_that_is_no_100_are_not_held_to_it(world: World) -> None:
    shares(world, "20", "15", total="35")
    assert world.outcomes(SHARES) == {"under_10 and others by age_group": "not_applicable"}
    assert world.outcomes(TOTALS) == {"all by age_group": "pass"}


def test_percentages_with_a_printed_100_are_not_an_error_of_the_total(world: World) -> None:
    shares(world, "33", "33", "33", total="100")
    assert world.rows(TOTALS)["all by age_group"]["detail"] == "33 + 33 + 33 is 100, within their rounding"


def test_a_breakdown_without_a_total_says_so(world: World) -> None:
    world.observation("boys", 12, sex="male", line=4)
    world.observation("girls", None, sex="female", bounds=(0, 5), line=5)
    row = world.rows(TOTALS)["boys and others by sex"]
    assert (row["outcome"], row["letter_id"]) == ("not_applicable", LETTER)
    assert (row["expected"], row["found"]) == (None, None)
    assert row["detail"] == "No total: 2 parts by sex are printed without one (line 4)"


def test_one_part_alone_and_what_is_only_withheld_are_no_breakdown(world: World) -> None:
    world.observation("boys", 12, sex="male")
    world.observation("x", None, status="withheld", exploitation_type="cce", table=None)
    world.observation("y", None, status="withheld", exploitation_type="cse", table=None)
    assert world.outcomes(TOTALS) == {"none": "not_applicable"}


def with_subtotal(world: World) -> None:
    """Make 10 to 12 a sub-total of the codes under 10 and 13 to 15; the total has it and 16 to 17."""
    world.connection.execute(
        "UPDATE age_group SET parent = '10_to_12' WHERE code IN ('under_10', '13_to_15')"
    )


def ages(world: World, **values: float) -> None:
    for code, value in values.items():
        world.observation(code, value, age_group=code.lstrip("n") if code != "under_10" else code)


def test_a_subtotal_is_the_sum_of_its_own_parts_and_one_part_of_the_total(world: World) -> None:
    with_subtotal(world)
    ages(world, under_10=3, n13_to_15=4, n10_to_12=7, n16_to_17=5, _T=12)
    rows = world.rows(TOTALS)
    assert {subject: row["detail"] for subject, row in rows.items()} == {
        "n10_to_12 by age_group": "4 + 3 = 7",
        "_T by age_group": "7 + 5 = 12",
    }


def test_a_wrong_subtotal_fails_and_breaks_the_total_above(world: World) -> None:
    with_subtotal(world)
    ages(world, under_10=3, n13_to_15=4, n10_to_12=8, n16_to_17=5, _T=12)
    assert world.outcomes(TOTALS) == {"n10_to_12 by age_group": "fail", "_T by age_group": "fail"}


def test_parts_of_a_subtotal_that_is_not_printed_are_parts_of_the_total(world: World) -> None:
    with_subtotal(world)
    ages(world, under_10=3, n13_to_15=4, n16_to_17=5, _T=12)
    assert world.rows(TOTALS)["_T by age_group"]["detail"] == "4 + 5 + 3 = 12"


def test_a_hidden_subtotal_is_bounded_by_its_parts_and_told_without_them(world: World) -> None:
    with_subtotal(world)
    ages(world, under_10=3, n13_to_15=4, n16_to_17=5, _T=12)
    world.observation("hidden", None, age_group="10_to_12", bounds=(0, 9))
    rows = world.rows(TOTALS)
    assert rows["hidden by age_group"]["outcome"] == "pass"
    assert rows["_T by age_group"]["outcome"] == "pass"
    told = " ".join(str(row[column]) for row in rows.values() for column in ("expected", "found", "detail"))
    assert not any(str(number) in told for number in (7, 12 - 5, 9))
