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


def test_a_count_below_zero_fails_and_a_sum_of_money_may_be_a_difference(world: World) -> None:
    world.letter()
    world.question()
    world.observation("some", -1, sex="male")
    world.observation("none", 0, sex="female")
    world.observation("money", -5, measure="budget")
    assert world.outcomes("counts_not_negative") == {"some": "fail", "none": "pass"}
