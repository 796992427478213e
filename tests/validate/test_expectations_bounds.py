"""Rules of which the benchmark of corruption showed that they were lacking."""

from validate.validation_world import World


def crossing(world: World, row_total: float, column_total: float) -> None:
    world.letter()
    world.question()
    hidden = {"bounds": (0, 4)}
    world.observation("hidden", None, sex="male", age_group="under_10", **hidden)  # type: ignore[arg-type]
    world.observation("row", row_total, sex="male", age_group="_T")
    world.observation("column", column_total, sex="_T", age_group="under_10")


def test_two_totals_that_cross_in_a_hidden_place_must_leave_it_one_number(world: World) -> None:
    crossing(world, 2, 3)
    assert set(world.outcomes("totals_equal_parts").values()) == {"pass"}
    assert world.outcomes("totals_hold_together") == {"coventry/FOI1/t1": "fail"}


def test_totals_that_agree_on_a_hidden_place_hold_and_nothing_is_told_of_it(world: World) -> None:
    crossing(world, 3, 3)
    [row] = world.rows("totals_hold_together").values()
    assert row["outcome"] == "pass"
    assert row["detail"] == "The bounds of its numbers let all the totals hold"


def test_a_total_that_fails_by_itself_is_told_by_its_own_rule_alone(world: World) -> None:
    crossing(world, 5, 3)
    assert "fail" in world.outcomes("totals_equal_parts").values()
    assert world.outcomes("totals_hold_together") == {"coventry/FOI1/t1": "not_applicable"}


def test_a_count_is_a_whole_number_and_not_below_zero(world: World) -> None:
    world.letter()
    world.question()
    world.observation("below", -1, sex="male", line=3)
    world.observation("half", 1.5, sex="female")
    world.observation("none", 0)
    world.observation("one", 1, age_group="under_10")
    world.observation("hidden", None, sex="male", age_group="under_10")
    world.observation("share", 12.5, measure="share")
    rows = world.rows("counts_are_whole")
    assert {subject: (row["outcome"], row["detail"]) for subject, row in rows.items()} == {
        "below": ("fail", "-1 is below zero (line 3)"),
        "half": ("fail", "1.5 is no whole number"),
        "none": ("pass", "0 is a whole number, and not below zero"),
        "one": ("pass", "1 is a whole number, and not below zero"),
    }
    assert rows["half"]["expected"] == "a whole number, 0 or more"


def test_an_amount_below_zero_is_told(world: World) -> None:
    world.letter()
    world.question()
    world.observation("less", -5, measure="budget", line=3)
    world.observation("nothing", 0, measure="share")
    world.observation("long", 1.5, measure="weeks")
    world.observation("hidden", None, measure="budget")
    world.observation("count", -1)
    rows = world.rows("amounts_below_zero")
    assert {subject: (row["outcome"], row["detail"]) for subject, row in rows.items()} == {
        "less": ("fail", "-5 is below zero (line 3)"),
        "nothing": ("pass", "0 is not below zero"),
        "long": ("pass", "1.5 is not below zero"),
    }
