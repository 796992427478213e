"""Whom a rule leaves alone, and what it says where little is known.

Each test was written for mutants that the other tests let live; `make mutation` counts them.
"""

from typing import Any

import pytest

from validate.validation_world import LETTER, World

BEFORE = ("2022-04-01", "2023-03-31", "financial_year")
TOTALS = "totals_equal_parts"
OVERLAPPING = "totals_of_overlapping_parts"
SAME = "same_quantity_agrees"
HIDDEN = "not_both_printed_and_suppressed"
PART = "part_of_whole"
USED = "every_figure_used"
SMALL = "value_below_threshold"
JUMP = "series_jump"
WEEKS = "weeks_within_period"
UNITS = "units_agree"


def forty_and_eleven(world: World, total: float = 51, **shared: Any) -> None:
    world.observation("male", 40, sex="male", **shared)
    world.observation("female", 11, sex="female", **shared)
    world.observation("total", total, sex="_T", **shared)


def change(world: World, name: str, **values: Any) -> None:
    """Give an observation other values than its maker gives."""
    for column, value in values.items():
        world.connection.execute(
            f"UPDATE observations SET {column} = ? WHERE observation_id = ?", [value, name]
        )


# Totals


def test_parts_listed_in_an_answer_outside_a_table_are_summed(world: World) -> None:
    forty_and_eleven(world, 52, table=None)
    assert world.rows(TOTALS)["total by sex"]["detail"] == "11 + 40 is not 52"


def test_lists_in_two_answers_are_not_added_together(world: World) -> None:
    forty_and_eleven(world, table=None)
    world.observation("elsewhere", 7, sex="male", table=None, question="2")
    assert world.outcomes(TOTALS) == {"total by sex": "pass"}


@pytest.mark.parametrize(
    "other",
    [
        {"ref_area": "E08000025"},
        {"measure": "share"},
        {"period_start": "2022-04-01"},
        {"period_end": "2024-09-30"},
        {"sex": "_Z"},
        {"sex": "_Z", "age_group": "under_10"},
        {"age_group": "under_10"},
    ],
)
def test_what_differs_from_a_total_in_anything_but_the_one_dimension_is_no_part_of_it(
    world: World, other: dict[str, str]
) -> None:
    forty_and_eleven(world)
    world.observation("other", 7, sex="male")
    change(world, "other", **other)
    assert world.outcomes(TOTALS) == {"total by sex": "pass"}


@pytest.mark.parametrize(("code", "listed"), [("_Z", "none"), ("male", "male and others by sex")])
def test_only_a_total_is_compared_with_a_sum(world: World, code: str, listed: str) -> None:
    world.observation("male", 40, sex="male")
    world.observation("other", 7, sex=code, table="t1")
    assert world.outcomes(TOTALS) == {listed: "not_applicable"}


def test_a_measure_of_unknown_additivity_is_not_summed(world: World) -> None:
    forty_and_eleven(world, 99, measure="incidents")
    assert world.outcomes(TOTALS) == {"none": "not_applicable"}


def test_a_total_by_a_dimension_that_does_not_add_up_is_not_summed(world: World) -> None:
    world.observation("one", 8, risk_marker="trafficking")
    world.observation("total", 99, risk_marker="_T")
    assert world.outcomes(TOTALS) == {"none": "not_applicable"}


def test_a_part_that_is_hidden_without_being_suppressed_is_told_as_one_without_a_value(world: World) -> None:
    forty_and_eleven(world, 60)
    world.observation("other", None, sex="not_known", status="withheld", bounds=(0, None))
    row = world.rows(TOTALS)["total by sex"]
    assert (row["outcome"], row["expected"], row["found"]) == (
        "unverifiable",
        "within the bounds that the letter states",
        None,
    )
    assert row["detail"] == ("1 of 3 parts is without a value; the letter states no upper bound for it")


def test_two_hidden_parts_without_bounds_are_told_together(world: World) -> None:
    world.observation("a", None, sex="male", bounds=(0, None))
    world.observation("b", None, sex="female", bounds=(0, None))
    world.observation("total", 51, sex="_T")
    assert world.rows(TOTALS)["total by sex"]["detail"] == (
        "2 of 2 parts are suppressed; the letter does not state an upper bound for each of them"
    )


def test_a_part_that_is_printed_without_an_upper_bound_leaves_the_total_open(world: World) -> None:
    world.observation("male", 40, sex="male", status="approximate", bounds=(38, None), text="40 or more")
    world.observation("female", 11, sex="female")
    world.observation("total", 60, sex="_T")
    row = world.rows(TOTALS)["total by sex"]
    assert (row["outcome"], row["found"]) == ("unverifiable", None)
    assert row["detail"] == "The letter does not state an upper bound for every part"


def test_a_part_without_a_printed_text_is_told_by_its_status(world: World) -> None:
    forty_and_eleven(world, 39)
    change(world, "female", value=None, value_lower=None, value_upper=None, value_text=None)
    change(world, "female", obs_status="suppressed")
    assert world.rows(TOTALS)["total by sex"]["detail"] == "[suppressed] + 40 is not 39"


def test_hidden_parts_with_no_lower_bound_count_as_nothing_or_more(world: World) -> None:
    for name in ("male", "female"):
        world.observation(name, None, sex=name, bounds=(None, 5))
    world.observation("total", 11, sex="_T")
    assert world.outcomes(TOTALS) == {"total by sex": "fail"}
    change(world, "total", value=10, value_lower=10, value_upper=10)
    assert world.outcomes(TOTALS) == {"total by sex": "pass"}


def test_an_addition_is_told_in_the_order_of_the_letter(world: World) -> None:
    world.letter("40 boys, 11 girls, 52 in all")
    for name, value, sex in (("z", 40, "male"), ("a", 11, "female"), ("total", 52, "_T")):
        world.observation(name, value, sex=sex, figure=world.figure(str(value)))
    assert world.rows(TOTALS)["total by sex"]["detail"] == "40 + 11 is not 52 (line 1)"


def test_an_approximate_total_admits_a_sum_within_its_bounds(world: World) -> None:
    forty_and_eleven(world)
    change(world, "total", value=50, value_lower=48, value_upper=52, obs_status="approximate")
    row = world.rows(TOTALS)["total by sex"]
    assert (row["outcome"], row["found"]) == ("pass", None)
    assert row["detail"] == "The bounds that the letter states for the total admit the sum of its parts"


# Totals of parts that may overlap


@pytest.mark.parametrize(
    "other",
    [
        {"ref_area": "E08000025"},
        {"measure": "incidents"},
        {"period_start": "2022-04-01"},
        {"period_end": "2024-09-30"},
        {"table_id": "coventry/FOI1/t2"},
        {"sex": "male"},
        {"risk_marker": "_Z"},
        {"risk_marker": "_T"},
        {"risk_marker": "_Z", "age_group": "under_10"},
    ],
)
def test_a_total_that_has_no_part_beside_it_is_not_listed(world: World, other: dict[str, str]) -> None:
    world.observation("any", 10, measure="marked", risk_marker="_T")
    world.observation("one", 8, measure="marked", risk_marker="trafficking")
    assert world.outcomes(OVERLAPPING) == {"any by risk_marker": "not_applicable"}
    change(world, "one", **other)
    assert world.outcomes(OVERLAPPING) == {"none": "not_applicable"}


def test_overlapping_parts_outside_a_table_are_found_in_their_answer(world: World) -> None:
    world.observation("any", 10, measure="marked", risk_marker="_T", table=None)
    world.observation("one", 8, measure="marked", risk_marker="trafficking", table=None)
    world.observation("two", 8, measure="marked", risk_marker="mental_health", table=None)
    world.observation("other", 9, measure="marked", risk_marker="_T", table=None, question="2")
    assert [*world.outcomes(OVERLAPPING)] == ["any by risk_marker"]


def test_parts_of_a_dimension_that_does_not_add_up_are_listed_beside_one_that_does(world: World) -> None:
    forty_and_eleven(world)
    world.observation("any", 10, risk_marker="_T")
    world.observation("one", 8, risk_marker="trafficking")
    assert [*world.outcomes(OVERLAPPING)] == ["any by risk_marker"]


# The same quantity in several places


@pytest.mark.parametrize(
    "other",
    [
        {"ref_area": "E08000025"},
        {"measure": "incidents"},
        {"period_start": "2022-04-01"},
        {"period_end": "2024-09-30"},
        {"sex": "female"},
        {"age_group": "under_10"},
        {"obs_status": "withheld"},
    ],
)
@pytest.mark.parametrize("rule", [SAME, HIDDEN])
def test_only_the_same_quantity_in_print_is_compared(world: World, rule: str, other: dict[str, str]) -> None:
    world.observation("a", None, sex="male", bounds=(0, 5))
    world.observation("b", 9, sex="male", table="t2")
    assert {"fail"} == set(world.outcomes(rule).values())
    change(world, "b", **other)
    if other == {"obs_status": "withheld"}:
        change(world, "b", value=None)
    assert "fail" not in world.outcomes(rule).values()


def test_places_of_two_letters_are_compared_by_the_rule_of_revisions_alone(world: World) -> None:
    world.letter()
    world.letter(letter="coventry/FOI2", dated="2025-06-01")
    world.observation("a", 51, line=3)
    world.observation("b", 51, letter="coventry/FOI2", line=9)
    assert world.outcomes(SAME) == {"none": "not_applicable"}
    (row,) = world.rows("later_letter_revises").values()
    assert (row["outcome"], row["letter_id"], row["expected"], row["found"]) == (
        "pass",
        "coventry/FOI2",
        "51",
        "51",
    )
    assert row["detail"] == (
        "coventry/FOI2 of 2025-06-01 gives 51 on line 9, and coventry/FOI1 of 2024-06-01 gave 51 on line 3: "
        "they agree"
    )


def test_places_of_one_letter_name_it(world: World) -> None:
    world.observation("a", 51)
    world.observation("b", 52, table="t2")
    (row,) = world.rows(SAME).values()
    assert (row["letter_id"], row["detail"]) == (LETTER, "The places differ: 51, 52")


def test_places_without_a_line_of_which_one_is_hidden_are_told_without_their_values(world: World) -> None:
    world.observation("a", None, bounds=(0, 4))
    world.observation("b", 52, table="t2")
    (row,) = world.rows(SAME).values()
    assert (row["outcome"], row["detail"]) == ("fail", "The places differ: suppressed, printed")


def test_places_without_text_are_told_by_their_values(world: World) -> None:
    for name, table in (("a", "t1"), ("b", "t2")):
        world.observation(name, 51, table=table)
        change(world, name, value_text=None)
    (row,) = world.rows(SAME).values()
    assert row["detail"] == "The places agree: 51, 51"


def test_a_hidden_place_whose_bounds_hold_the_printed_value_agrees_and_tells_no_value(world: World) -> None:
    world.observation("a", 4)
    world.observation("b", None, table="t2", bounds=(None, 5))
    world.observation("c", None, table="t3", bounds=(0, 6))
    (row,) = world.rows(SAME).values()
    assert (row["outcome"], row["found"]) == ("pass", None)
    assert row["detail"] == "Suppressed in some of 3 places, within the bounds that the letter states"


def test_two_hidden_places_without_text_have_no_arithmetic(world: World) -> None:
    world.observation("a", None, bounds=(None, None))
    world.observation("b", None, table="t2", bounds=(None, None))
    (row,) = world.rows(SAME).values()
    assert (row["outcome"], row["found"], row["detail"]) == ("pass", None, "Suppressed in each of 2 places")


def test_a_place_without_an_upper_bound_leaves_a_printed_value_open(world: World) -> None:
    world.observation("a", 4)
    world.observation("b", None, table="t2", bounds=(0, None))
    (row,) = world.rows(SAME).values()
    assert row["detail"] == "The letter does not state an upper bound in each of 2 places"


def test_a_quantity_hidden_twice_and_printed_nowhere_passes_with_its_places(world: World) -> None:
    world.observation("a", None, line=3)
    world.observation("b", None, table="t2")
    (row,) = world.rows(HIDDEN).values()
    assert (row["outcome"], row["found"], row["letter_id"]) == ("pass", "not printed", LETTER)
    assert row["subject"] == "children total E08000026 2023-04-01/2024-03-31"
    assert row["detail"] == "Suppressed on line 3 and no line of coventry/FOI1, and printed nowhere"


def test_a_letter_that_hides_and_prints_is_told_with_both_places(world: World) -> None:
    world.observation("a", None, line=3)
    world.observation("b", 71, line=5)
    (row,) = world.rows(HIDDEN).values()
    assert (row["outcome"], row["found"]) == ("fail", "suppressed and printed in one letter")


# Parts and wholes


@pytest.mark.parametrize(
    "other",
    [
        {"ref_area": "E08000025"},
        {"measure": "children"},
        {"period_start": "2022-04-01"},
        {"period_end": "2024-09-30"},
        {"sex": "male"},
        {"obs_status": "withheld"},
    ],
)
@pytest.mark.parametrize("which", ["part", "whole"])
def test_a_part_is_compared_with_its_own_whole_only(world: World, which: str, other: dict[str, str]) -> None:
    world.observation("part", 11, measure="marked", sex="male")
    world.observation("whole", 10, measure="incidents", sex="male")
    assert world.outcomes(PART) == {"part of whole": "fail"}
    change(world, which, **({"sex": "female"} if "sex" in other else other))
    assert world.outcomes(PART) == {"none": "not_applicable"}


def test_a_subgroup_of_the_part_is_compared_with_the_whole_of_all(world: World) -> None:
    world.observation("part", 11, measure="marked", sex="male", risk_marker="trafficking")
    world.observation("whole", 10, measure="incidents", sex="_T")
    assert world.outcomes(PART) == {"part of whole": "fail"}


def test_parts_and_wholes_without_text_are_told_by_their_values(world: World) -> None:
    world.observation("part", 11, measure="marked")
    world.observation("whole", 10, measure="incidents")
    for name in ("part", "whole"):
        change(world, name, value_text=None)
    row = world.rows(PART)["part of whole"]
    assert (row["expected"], row["found"]) == ("at most 10", "11")
    assert row["detail"] == "Label within label: 11 is more than 10"


def test_a_number_whose_status_hides_it_is_not_told_even_where_it_is_there(world: World) -> None:
    world.observation("part", 11, measure="marked", status="suppressed")
    world.observation("whole", 10, measure="incidents")
    change(world, "part", value_text=None)
    row = world.rows(PART)["part of whole"]
    assert (row["outcome"], row["found"]) == ("fail", "[suppressed]")
    assert row["detail"] == "Label within label: [suppressed] is more than 10"


@pytest.mark.parametrize(("text", "shown"), [("17", "71 (printed 17)"), (None, "71")])
def test_a_corrected_number_is_told_with_what_was_printed(world: World, text: str | None, shown: str) -> None:
    world.observation("part", 71, measure="marked", line=4)
    world.observation("whole", 72.5, measure="incidents")
    change(world, "part", value_text=text)
    change(world, "whole", value_text=None)
    figure = f"{LETTER}/c10002"
    world.connection.execute("UPDATE figures SET figure_id = ?", [figure])
    change(world, "part", figure_id=figure)
    world.add("corrections", letter_id=LETTER, figure_id=figure, printed="17", corrected=71)
    row = world.rows(PART)["part of whole"]
    assert (row["expected"], row["found"]) == ("at most 72.5", shown)


def test_a_part_that_its_bounds_keep_below_the_whole_passes_without_a_value(world: World) -> None:
    world.observation("part", None, measure="marked", bounds=(0, 5))
    world.observation("whole", 5, measure="incidents")
    row = world.rows(PART)["part of whole"]
    assert (row["outcome"], row["letter_id"], row["expected"]) == ("pass", LETTER, None)
    assert row["detail"] == "Label within label: not more, by the bounds that the letter states"


def test_bounds_that_meet_do_not_prove_a_part_too_large(world: World) -> None:
    world.observation("part", 5, measure="marked")
    world.observation("whole", None, measure="incidents", bounds=(None, 5))
    row = world.rows(PART)["part of whole"]
    assert (row["outcome"], row["found"]) == ("unverifiable", None)
    assert row["detail"] == ("Label within label: the bounds that the letter states do not decide it")


def test_a_part_with_no_lower_bound_counts_as_nothing_or_more(world: World) -> None:
    world.observation("part", None, measure="marked", bounds=(None, 0))
    world.observation("whole", None, measure="incidents", bounds=(None, 5))
    assert world.outcomes(PART) == {"part of whole": "pass"}


# Units, thresholds, weeks, series


def test_only_an_observation_with_its_own_figure_in_a_unit_is_looked_at(world: World) -> None:
    world.observation("plain", 3)
    money = world.figure("£5", value=5, unit="GBP", line=4)
    world.observation("money", 5, measure="budget", figure=money)
    row = world.rows(UNITS)["money"]
    assert world.outcomes(UNITS) == {"money": "pass"}
    assert row["detail"] == "'£5' is printed in pounds, like its measure, Label (line 4)"


def test_a_unit_under_an_unknown_measure_fails(world: World) -> None:
    world.observation("a", 12, measure="nothing", figure=world.figure("12%", unit="percent", line=4))
    row = world.rows(UNITS)["a"]
    assert (row["outcome"], row["expected"], row["found"]) == ("fail", "percent", "no unit")
    assert row["detail"] == (
        "'12%' is printed in percent, but its measure is not: nothing, which is not in the list of measures "
        "(line 4)"
    )


def test_one_threshold_stated_twice_is_one_threshold(world: World) -> None:
    for line, words in ((3, "5 or lower"), (9, "5 or fewer")):
        world.figure(words, use="context", reason="threshold: at most 5", line=line)
    world.figure("less than 9", use="unread", reason="threshold: at most 8", line=11)
    (row,) = world.rows("two_thresholds").values()
    assert (row["outcome"], row["expected"], row["found"]) == ("pass", "one threshold", "1 threshold")
    assert row["detail"] == "The letter hides counts of '5 or lower' on line 3, '5 or fewer' on line 9"


def test_two_thresholds_are_counted_and_told(world: World) -> None:
    world.figure("5 or lower", use="context", reason="threshold: at most 5", line=3)
    world.figure("5 or fewer", use="context", reason="threshold: at most 5", line=6)
    world.figure("less than 5", use="context", reason="threshold: at most 4", line=9)
    (row,) = world.rows("two_thresholds").values()
    assert (row["outcome"], row["found"]) == ("fail", "2 thresholds")
    assert str(row["detail"]).endswith("'less than 5' on line 9, which is not the same")


def with_threshold(world: World, **where: Any) -> None:
    world.letter()
    world.question("1")
    world.question("2")
    world.figure("5 or lower", use="context", reason="threshold: at most 5", **where)


@pytest.mark.parametrize(("value", "outcome"), [(5, "fail"), (6, "pass"), (1, "fail")])
def test_a_count_is_held_against_the_threshold_of_its_letter(world: World, value: int, outcome: str) -> None:
    with_threshold(world)
    world.observation("a", value)
    row = world.rows(SMALL)["a"]
    assert (row["outcome"], row["expected"], row["found"]) == (outcome, "more than 5", str(value))
    words = "large enough to be printed"
    if outcome == "fail":
        words = "printed, yet the letter says that such counts are not reported"
    assert row["detail"] == f"{value} is {words}"


def test_a_count_without_text_is_told_by_its_value(world: World) -> None:
    with_threshold(world)
    world.observation("a", 5, line=7)
    change(world, "a", value_text=None)
    row = world.rows(SMALL)["a"]
    assert row["found"] == "5"
    assert row["detail"] == ("5 is printed, yet the letter says that such counts are not reported (line 7)")


@pytest.mark.parametrize(
    "where",
    [{"question": "2"}, {"letter": "coventry/FOI2"}],
)
def test_the_threshold_of_another_answer_or_letter_is_not_held_against_a_count(
    world: World, where: dict[str, str]
) -> None:
    world.letter(letter="coventry/FOI2")
    with_threshold(world, **where)
    world.observation("a", 5)
    assert world.outcomes(SMALL) == {"none": "not_applicable"}


def test_what_was_not_read_as_a_threshold_is_none(world: World) -> None:
    world.letter()
    world.question("1")
    world.figure("5 or lower", use="unread", reason="threshold: at most 5")
    world.observation("a", 5)
    assert world.outcomes(SMALL) == {"none": "not_applicable"}


@pytest.mark.parametrize("measure", ["budget", "share", "weeks"])
def test_thresholds_are_for_counts_of_people_and_events(world: World, measure: str) -> None:
    with_threshold(world)
    world.observation("a", 5, measure=measure)
    world.observation("zero", 0)
    world.observation("hidden", None)
    assert world.outcomes(SMALL) == {"none": "not_applicable"}


@pytest.mark.parametrize(
    ("value", "period", "most", "days", "of"),
    [
        (53, ("2023-04-01", "2024-03-31", "financial_year"), 53, 366, "period"),
        (53, ("2022-04-01", "2023-03-31", "financial_year"), 53, 365, "period"),
        (2, ("2024-01-01", "2024-01-14", "date_range"), 2, 14, "period"),
        (53, ("2024-01-01", "2024-03-31", "part_financial_year"), 53, 366, "whole year"),
        (53, ("2024-04-01", "2024-06-30", "part_financial_year"), 53, 365, "whole year"),
        (53, ("2024-03-01", "2024-03-31", "part_calendar_year"), 53, 366, "whole year"),
        (53, ("2023-04-01", "2023-06-30", "part_calendar_year"), 53, 365, "whole year"),
    ],
)
def test_weeks_are_held_against_the_days_of_their_period(
    world: World, value: int, period: tuple[str, str, str], most: int, days: int, of: str
) -> None:
    world.observation("w", value, measure="weeks", period=period, line=3)
    world.observation("more", most + 1, measure="weeks", period=period)
    world.observation("children", 99, period=period)
    world.observation("hidden", None, measure="weeks", period=period)
    rows = world.rows(WEEKS)
    assert {name: row["outcome"] for name, row in rows.items()} == {"w": "pass", "more": "fail"}
    assert rows["w"]["expected"] == f"at most {most}"
    assert rows["w"]["detail"] == f"{value} weeks fit into the {days} days of the {of} (line 3)"
    assert rows["more"]["detail"] == f"{most + 1} weeks do not fit into the {days} days of the {of}"


def test_weeks_and_jumps_without_text_are_told_by_their_values(world: World) -> None:
    world.observation("w", 54, measure="weeks")
    world.observation("a", 10, period=BEFORE)
    world.observation("b", 31, line=4)
    for name in ("w", "a", "b"):
        change(world, name, value_text=None)
    assert world.rows(WEEKS)["w"]["found"] == "54"
    assert world.rows(WEEKS)["w"]["detail"] == "54 weeks do not fit into the 366 days of the period"
    row = world.rows(JUMP)["b after a"]
    # Two counts are uncertain by 3.5 * sqrt(1/10 + 1/31) = 1.273 in their logarithm: exp gives 3.57 and 0.28.
    assert (row["outcome"], row["expected"], row["found"]) == ("pass", "between 0.28 and 3.57 times 10", "31")
    assert row["detail"] == "31 follows 10 (line 4)"


def test_a_fall_further_than_chance_explains_is_told_and_a_steady_value_is_not(world: World) -> None:
    world.observation("a", 100, period=BEFORE)
    world.observation("b", 40)
    world.observation("c", 100, period=BEFORE, sex="male", table=None)
    world.observation("d", 110, sex="male", table=None)
    rows = world.rows(JUMP)
    # 3.5 * sqrt(1/100 + 1/40) = 0.655: from 0.52 times to 1.92 times.
    assert rows["b after a"]["detail"] == (
        "40 follows 100: 0.40 times as much, where the series changes by 0.52 to 1.92"
    )
    assert (rows["d after c"]["outcome"], rows["d after c"]["detail"]) == ("pass", "110 follows 100")
    assert len(rows) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"letter_id": "coventry/FOI2"},
        {"question_id": "coventry/FOI1/q2"},
        {"table_id": None},
        {"measure": "incidents"},
        {"ref_area": "E08000025"},
        {"sex": "male"},
        {"period_type": "calendar_year"},
        {"period_type": "date_range"},
        {"period_start": "2022-05-01"},
        {"value": 0},
        {"value": None},
    ],
)
def test_only_values_of_one_series_follow_each_other(world: World, other: dict[str, Any]) -> None:
    world.observation("a", 10, period=BEFORE, age_group="_T")
    world.observation("b", 99, age_group="_T")
    assert world.outcomes(JUMP) == {"b after a": "fail"}
    change(world, "a", **other)
    assert world.outcomes(JUMP) == {"none": "not_applicable"}


def test_years_of_the_calendar_and_of_schools_are_series_too(world: World) -> None:
    for kind, month in (("calendar_year", "01"), ("academic_year", "09")):
        for name, year, value in (("a", 2022, 10), ("b", 2023, 99)):
            period = (f"{year}-{month}-01", f"{year + 1}-{month}-01", kind)
            world.observation(f"{kind} {name}", value, period=period)
    assert set(world.outcomes(JUMP).values()) == {"fail"}
    assert len(world.outcomes(JUMP)) == 2


# Figures and what uses them


def test_a_figure_of_another_use_or_place_is_not_taken_for_one(world: World) -> None:
    data = world.figure("17", line=3)
    world.figure("18", line=4)
    world.figure("19", use="context", reason="cost limit", line=5)
    world.figure("20", use="context", reason=" ", line=6)
    world.figure("21", use="context", line=7)
    coded = world.figure("22", use="context", reason="cost limit", line=8)
    world.figure("23", use="unread", line=9)
    unread = world.figure("24", use="unread", reason="too long", line=10)
    for name, figure in (("a", data), ("b", coded), ("c", unread), ("d", data)):
        world.observation(name, 1, figure=figure)
    rows = sorted(world.rows(USED).values(), key=lambda row: str(row["detail"]))
    told = [(row["outcome"], row["expected"], row["found"], row["detail"]) for row in rows]
    reason, either = "a reason and no observation", "an observation, or a reason why it is no data"
    assert told == [
        ("pass", "an observation", "2 observations", "'17' is data (line 3)"),
        ("fail", "an observation", "0 observations", "'18' is data, but no observation codes it (line 4)"),
        ("pass", reason, "cost limit, 0 observations", "'19' is context: cost limit (line 5)"),
        ("fail", reason, " , 0 observations", "'20' is context without a reason (line 6)"),
        ("fail", reason, "0 observations", "'21' is context without a reason (line 7)"),
        (
            "fail",
            reason,
            "cost limit, 1 observations",
            "'22' is context, yet an observation codes it (line 8)",
        ),
        ("fail", either, "unread", "'23' has not been read: no reason (line 9)"),
        ("fail", either, "unread", "'24' has not been read: too long (line 10)"),
    ]


def test_an_observation_that_no_letter_prints_has_no_figure_to_agree_with(world: World) -> None:
    world.observation("hidden", None)
    assert world.outcomes("observations_print_their_figures") == {"none": "not_applicable"}


def test_a_corrected_number_may_differ_from_the_one_printed(world: World) -> None:
    figure = world.figure("17", value=17, line=3)
    world.observation("a", 71, text="17", figure=figure)
    world.add("corrections", letter_id=LETTER, figure_id=figure, printed="17", corrected=71)
    assert world.rows("observations_print_their_figures")["a"]["detail"] == "The letter prints '17' (line 3)"
    world.connection.execute("UPDATE corrections SET corrected = 72")
    assert world.outcomes("observations_print_their_figures") == {"a": "fail"}
    world.connection.execute("UPDATE corrections SET corrected = 71, figure_id = 'other'")
    assert world.outcomes("observations_print_their_figures") == {"a": "fail"}


def test_an_observation_of_another_letters_figure_or_without_text_fails(world: World) -> None:
    world.observation("a", 17, figure=world.figure("17", value=17, line=3, letter="coventry/FOI2"))
    world.observation("b", 18, figure=world.figure("18", value=18, line=4))
    change(world, "b", value_text=None)
    rows = world.rows("observations_print_their_figures")
    assert rows["a"]["outcome"] == "fail"
    assert rows["a"]["detail"] == (
        "The observation has '17' and its figure '17': the figure stands in another letter (line 3)"
    )
    assert rows["b"]["detail"] == "The observation has '' and its figure '18': the texts differ (line 4)"


@pytest.mark.parametrize(
    ("value", "status", "outcome", "expected", "found"),
    [
        (3, "reported", "pass", "a value", "a value"),
        (3, "suppressed", "fail", "no value", "a value"),
        (None, "reported", "fail", "a value", "no value"),
        (None, "suppressed", "pass", "no value", "no value"),
    ],
)
def test_a_value_is_there_if_and_only_if_its_status_says_so(
    world: World, value: float | None, status: str, outcome: str, expected: str, found: str
) -> None:
    world.observation("a", value, status=status)
    world.observation("printed", value, status=status, line=6)
    rows = world.rows("value_iff_status")
    assert [*rows] == ["a", "printed"]
    row = rows["a"]
    assert (row["outcome"], row["expected"], row["found"]) == (outcome, expected, found)
    assert row["detail"] == f"The status is {status} and there is {found}"
    assert rows["printed"]["detail"] == f"The status is {status} and there is {found} (line 6)"
