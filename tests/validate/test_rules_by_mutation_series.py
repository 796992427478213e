"""Of jumps, of percentages and of wholes: what the rules leave alone, and what they say.

Each test was written for mutants that the other tests let live; `make mutation` counts them.
"""

from typing import Any

import pytest

from validate.validation_world import LETTER, World

JUMP = "series_jump"
SHARES = "percentages_make_100"
PART = "part_of_whole"
YEARS = "part_year_within_year"
ACROSS = "parts_across_letters"
SMALL = "value_below_threshold"
OTHER = "coventry/FOI2"
HALF = ("2023-04-01", "2023-09-30", "part_financial_year")
GROUPS = ("under_10", "10_to_12", "13_to_15", "16_to_17")


def series(world: World, *values: float, measure: str = "budget", **options: Any) -> None:
    for year, value in enumerate(values, start=2015):
        period = (f"{year}-04-01", f"{year + 1}-03-31", "financial_year")
        world.observation(f"y{year}", value, measure=measure, period=period, **options)


def outcomes(world: World) -> list[str]:
    return [*world.outcomes(JUMP).values()]


# Jumps


def test_four_changes_have_a_usual_one_and_three_have_none(world: World) -> None:
    series(world, 1000, 1600, 2560, 4096)
    assert outcomes(world) == ["fail", "fail", "fail"]
    world.observation(
        "y2019", 6553.6, measure="budget", period=("2019-04-01", "2020-03-31", "financial_year")
    )
    assert outcomes(world) == ["pass", "pass", "pass", "pass"]


def test_exactly_half_as_much_again_is_no_jump(world: World) -> None:
    series(world, 100, 150, 100)
    assert outcomes(world) == ["pass", "pass"]


@pytest.mark.parametrize(
    ("measure", "outcome"), [("budget", "fail"), ("share", "fail"), ("weeks", "fail"), ("children", "pass")]
)
def test_chance_excuses_counts_alone(world: World, measure: str, outcome: str) -> None:
    series(world, 10, 20, measure=measure)  # twice; by chance 3.5 * sqrt(1/10 + 1/20) = 1.36, e to that 3.9
    assert outcomes(world) == [outcome]


def test_yes_and_no_are_no_series(world: World) -> None:
    series(world, 1, 100)
    assert outcomes(world) == ["fail"]
    world.connection.execute("UPDATE measure SET unit = 'yes_no'")
    assert outcomes(world) == ["not_applicable"]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((100, 200), "2.00 times as much, where the series changes by 0.67 to 1.50"),
        ((100, 200, 100), "and back in the year after"),
        ((100, 200, 200), "and not back in the year after, as where a definition has changed"),
        ((100, 200, 400), "and not back in the year after, as where a definition has changed"),
        # Back by less than half of the jump's logarithm is not back: 200 to 150, and to 140.
        ((100, 200, 150), "and not back in the year after, as where a definition has changed"),
        ((100, 200, 140), "and back in the year after"),
    ],
)
def test_a_jump_is_told_with_what_follows_it(world: World, values: tuple[float, ...], told: str) -> None:
    series(world, *values)
    row = world.rows(JUMP)["y2016 after y2015"]
    assert (row["expected"], row["found"]) == ("between 0.67 and 1.50 times 100", "200")
    assert str(row["detail"]).startswith("200 follows 100: 2.00 times as much, where the series changes by")
    assert str(row["detail"]).endswith(told)


def test_a_jump_back_is_told_as_one(world: World) -> None:
    series(world, 100, 200, 100, 100)
    assert world.rows(JUMP)["y2017 after y2016"]["detail"] == (
        "100 follows 200: 0.50 times as much, where the series changes by 0.67 to 1.50, and so back from the "
        "jump of the year before"
    )


def test_a_jump_is_told_with_its_line_and_the_words_of_its_own_answer_only(world: World) -> None:
    world.letter()
    world.question("1", answer="We changed nothing. Counted anew because of covid.")
    world.question("2", answer="Due to a new system.")
    series(world, 100, 200, line=4)
    assert world.rows(JUMP)["y2016 after y2015"]["detail"] == (
        "200 follows 100: 2.00 times as much, where the series changes by 0.67 to 1.50; "
        "the answer says: Counted anew because of covid (line 4)"
    )


def test_an_answer_that_explains_nothing_is_not_told(world: World) -> None:
    world.letter()
    world.question("1", answer="We count each month.")
    series(world, 100, 200)
    assert str(world.rows(JUMP)["y2016 after y2015"]["detail"]).endswith("by 0.67 to 1.50")


def test_a_fall_by_the_note_of_a_year_that_is_no_jump_is_not_explained(world: World) -> None:
    series(world, 100, 101, note="As before.")
    assert world.rows(JUMP)["y2016 after y2015"]["detail"] == "101 follows 100"


def test_parts_of_years_are_no_series(world: World) -> None:
    for year, value in ((2022, 100), (2023, 900)):
        period = (f"{year}-04-01", f"{year}-09-30", "part_financial_year")
        world.observation(f"y{year}", value, period=period)
    assert outcomes(world) == ["not_applicable"]


def test_a_jump_above_steady_growth_is_told(world: World) -> None:
    # Two fifths more each year, and at last 1.35 times that: the floor is 1.25 times.
    series(world, 100, 140, 196, 274.4, 384.16, 726.0624)
    assert outcomes(world) == ["pass", "pass", "pass", "pass", "fail"]


def test_a_restless_series_may_change_by_more_than_a_quiet_one(world: World) -> None:
    # Logarithms of the changes: 0.05, -0.05, 0, 0.05, -0.05, 0.27. Their median is 0.025, that of their
    # deviations 0.05: 3.5 * 1.4826 * 0.05 = 0.259 is allowed. The last deviates by 0.245; the floor is 0.223.
    series(world, 1000, 1051.27, 1000, 1000, 1051.27, 1000, 1309.96)
    assert set(outcomes(world)) == {"pass"}


@pytest.mark.parametrize(("last", "back"), [(150, False), (140, True)])
def test_a_fall_that_leaves_less_than_half_of_itself_is_told_as_back(
    world: World, last: float, *, back: bool
) -> None:
    # ln 1.5 = 0.405 is left of the jump and ln 2 = 0.693 was taken back; or ln 1.4 = 0.336, and 0.762.
    series(world, 100, 300, last)
    detail = str(world.rows(JUMP)["y2017 after y2016"]["detail"])
    assert detail.endswith("and so back from the jump of the year before") == back


# Percentages


def shares(world: World, *texts: str | None, total: str | None = None, **more: Any) -> None:
    more = {"line": 5} | more
    for group, text in zip(GROUPS, texts, strict=False):
        value = float(text) if text else None
        bounds = None if text else (0, 5)
        world.observation(group, value, text=text, measure="share", age_group=group, bounds=bounds, **more)
    if total:
        world.observation("all", float(total), text=total, measure="share", age_group="_T", **more)


@pytest.mark.parametrize(
    ("texts", "outcome", "found", "detail"),
    [
        (("50", "50"), "pass", "100", "50 + 50 = 100"),
        (("33", "33", "33"), "pass", "99", "33 + 33 + 33 is 100, within their rounding"),
        (("50", "40"), "fail", "90", "50 + 40 is 90, which is further from 100 than rounding explains"),
        (("60", "50"), "fail", "110", "60 + 50 is 110, which is further from 100 than rounding explains"),
        (("50", "40", None), "fail", None, "50 + 40 + c cannot be 100"),
        (
            ("50", "46", None),
            "pass",
            None,
            "1 of 3 shares without a value; the bounds that the letter states admit 100",
        ),
    ],
)
def test_percentages_are_told_with_what_they_make(
    world: World, texts: tuple[str | None, ...], outcome: str, found: str | None, detail: str
) -> None:
    shares(world, *texts)
    row = world.rows(SHARES)["under_10 and others by age_group"]
    assert (row["outcome"], row["expected"], row["found"]) == (outcome, "100, within rounding", found)
    assert (row["letter_id"], row["detail"]) == (LETTER, f"{detail} (line 5)")


@pytest.mark.parametrize(
    ("total", "outcome"), [("99", "not_applicable"), ("100", "fail"), ("101", "not_applicable")]
)
def test_shares_of_a_printed_share_are_told_as_such(world: World, total: str, outcome: str) -> None:
    shares(world, "20", "15", total=total, line=4)
    row = world.rows(SHARES)["under_10 and others by age_group"]
    assert row["outcome"] == outcome
    if outcome == "not_applicable":
        assert row["expected"] is None
        assert row["detail"] == (
            "The 2 shares are of a part whose own share is printed, and not of 100 (line 4)"
        )


@pytest.mark.parametrize(
    "other",
    [
        {"measure": "children"},
        {"ref_area": "E08000025"},
        {"period_start": "2022-04-01"},
        {"period_end": "2024-09-30"},
        {"table_id": "coventry/FOI1/t2"},
        {"sex": "male"},
        {"age_group": "_Z"},
    ],
)
def test_one_share_alone_is_not_held_to_100(world: World, other: dict[str, str]) -> None:
    shares(world, "20", "15")
    assert world.outcomes(SHARES) == {"under_10 and others by age_group": "fail"}
    for column, value in other.items():
        world.connection.execute(
            f"UPDATE observations SET {column} = ? WHERE observation_id = '10_to_12'", [value]
        )
    assert world.outcomes(SHARES) == {"none": "not_applicable"}


def test_shares_that_are_withheld_and_numbers_that_are_no_shares_are_not_held_to_100(world: World) -> None:
    for name in ("male", "female"):
        world.observation(name, None, measure="share", sex=name, status="withheld", bounds=(None, None))
        world.observation(f"n {name}", 20, sex=name, table="t2")
    assert world.outcomes(SHARES) == {"none": "not_applicable"}


def test_shares_of_a_subtotal_are_left_to_the_rule_of_totals(world: World) -> None:
    world.connection.execute("UPDATE age_group SET parent = '16_to_17' WHERE code LIKE '1%' AND code < '16'")
    shares(world, None, "20", "15", "35")
    world.connection.execute("DELETE FROM observations WHERE observation_id = 'under_10'")
    assert world.outcomes(SHARES) == {"none": "not_applicable"}


# Parts and wholes, with rounding and bounds


@pytest.mark.parametrize("rule", [PART, YEARS, ACROSS])
@pytest.mark.parametrize(
    ("part", "whole", "outcome", "told"),
    [
        (12, 10, "unverifiable", "12 is more than 10 by no more than rounding"),
        (10, 10, "pass", "10 is not more than 10"),
        (30, 10, "fail", "30 is more than 10"),
    ],
)
def test_a_part_is_larger_than_its_whole_only_by_more_than_rounding(
    world: World, rule: str, part: float, whole: float, outcome: str, told: str
) -> None:
    world.letter()
    world.letter(letter=OTHER, dated="2025-06-01")
    for letter in (LETTER, OTHER):
        world.figure("10", use="context", reason="rounding", letter=letter)
    period = {} if rule == PART else {"period": HALF}
    world.observation("part", part, measure="marked", line=4, **period)  # type: ignore[arg-type]
    measure = "incidents" if rule == PART else "marked"
    world.observation("whole", whole, measure=measure, letter=OTHER if rule == ACROSS else LETTER)
    row = world.rows(rule)["part of whole"]
    assert (row["outcome"], row["expected"], row["found"]) == (outcome, f"at most {whole}", str(part))
    if rule == ACROSS:
        told = told.replace(
            "12 is more than 10 by no more than rounding", "12 is, but for rounding, not more than 10"
        )
    assert str(row["detail"]).endswith(f": {told} (line 4)")


@pytest.mark.parametrize("rule", [PART, YEARS, ACROSS])
@pytest.mark.parametrize(
    ("part", "whole", "outcome", "told"),
    [
        ((0, 5), (5, 5), "pass", "not more, by the bounds that the letter{s} state{v}"),
        ((0, 6), (5, 5), "unverifiable", "the bounds that the letter{s} state{v} do not decide it"),
        ((0, None), (5, 5), "unverifiable", "the bounds that the letter{s} state{v} do not decide it"),
        ((5, 5), (0, 5), "unverifiable", "the bounds that the letter{s} state{v} do not decide it"),
    ],
)
def test_a_hidden_part_or_whole_is_judged_by_bounds_and_never_told(
    world: World,
    rule: str,
    part: tuple[float, float | None],
    whole: tuple[float, float],
    outcome: str,
    told: str,
) -> None:
    world.letter()
    world.letter(letter=OTHER, dated="2025-06-01")
    period = {} if rule == PART else {"period": HALF}
    one = part[0] if part[0] == part[1] else None
    other = whole[0] if whole[0] == whole[1] else None
    world.observation("part", one, bounds=part, measure="marked", **period)  # type: ignore[arg-type]
    measure = "incidents" if rule == PART else "marked"
    where = OTHER if rule == ACROSS else LETTER
    world.observation("whole", other, bounds=whole, measure=measure, letter=where)
    row = world.rows(rule)["part of whole"]
    assert (row["outcome"], row["expected"], row["found"]) == (outcome, None, None)
    s, v = ("s", "") if rule == ACROSS else ("", "s")
    assert str(row["detail"]).endswith(": " + told.format(s=s, v=v))


# Small counts beside marks


@pytest.mark.parametrize(
    ("mark", "most"),
    [("<5", 4), ("fewer than 5", 4), ("Below 5", 4), ("1 to 5", 5), ("≤5", 5), ("under 5", 5)],
)
def test_a_mark_says_up_to_where_its_table_hides(world: World, mark: str, most: int) -> None:
    world.observation("hidden", None, sex="male", text=mark)
    world.observation("at", most, sex="female")
    world.observation("above", most + 1, age_group="under_10")
    rows = world.rows(SMALL)
    assert {name: row["outcome"] for name, row in rows.items()} == {"at": "fail", "above": "pass"}
    assert rows["at"]["expected"] == f"more than {most}"
    assert rows["above"]["detail"] == f"{most + 1} is large enough to be printed"


def test_of_two_marks_in_a_table_the_lower_is_held_against_a_count(world: World) -> None:
    world.observation("a", None, sex="male", text="<10")
    world.observation("b", None, sex="female", text="<5")
    world.observation("seven", 7, age_group="under_10")
    world.observation("withheld", None, age_group="10_to_12", text="<3", status="withheld")
    world.observation("four", 4, age_group="13_to_15")
    assert world.outcomes(SMALL) == {"seven": "pass", "four": "fail"}


def test_marks_in_an_answer_outside_a_table_are_for_that_answer(world: World) -> None:
    world.observation("a", None, text="<5", table=None)
    world.observation("b", 3, sex="male", table=None)
    world.observation("c", 3, sex="male", table=None, question="2")
    world.observation("d", 3, sex="male", table="t1")
    assert world.outcomes(SMALL) == {"b": "fail"}


def test_of_words_and_a_mark_the_wider_counts_and_an_own_threshold_before_a_general_one(world: World) -> None:
    world.letter()
    for number in ("1", "2"):
        world.question(number)
    world.figure("10", use="context", reason="threshold: at most 10")
    world.figure("3", use="context", reason="threshold: at most 3", question="1")
    world.figure("4", use="context", reason="threshold: at most 4", question="1")
    world.observation("mark", None, text="<6", sex="male")
    world.observation("three", 3, sex="female")
    world.observation("four", 4, age_group="under_10")
    world.observation("ten", 10, question="2", table=None)
    rows = world.rows(SMALL)
    assert {name: (row["outcome"], row["expected"]) for name, row in rows.items()} == {
        "three": ("fail", "more than 5"),
        "four": ("fail", "more than 5"),
        "ten": ("fail", "more than 10"),
    }
    assert str(rows["three"]["detail"]).endswith("yet the letter says that such counts are not reported")
