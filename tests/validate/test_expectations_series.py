"""The rule on jumps: what is usual in a series, and what a short or a small one can tell."""

import pytest

from validate.validation_world import World

JUMP = "series_jump"


def series(
    world: World, *values: float, measure: str = "budget", first: int = 2015, **options: object
) -> None:
    for year, value in enumerate(values, start=first):
        period = (f"{year}-04-01", f"{year + 1}-03-31", "financial_year")
        world.observation(f"y{year}", value, measure=measure, period=period, **options)  # type: ignore[arg-type]


def jumps(world: World) -> list[str]:
    return [subject[:5] for subject, outcome in world.outcomes(JUMP).items() if outcome == "fail"]


def test_a_jump_in_a_quiet_series_is_told_with_what_is_usual(world: World) -> None:
    # Changes of 1 %, 1 %, 30 %, 1 %, 1 %: the usual one is 1 %, and none deviates but the jump.
    series(world, 10000, 10100, 10201, 13261, 13394, 13528)
    assert jumps(world) == ["y2018"]
    row = world.rows(JUMP)["y2018 after y2017"]
    assert row["severity"] == "warning"
    # 1.01 / 1.25 and 1.01 * 1.25: the floor, for their deviation is next to nothing.
    assert row["expected"] == "between 0.81 and 1.26 times 10201"
    assert row["detail"] == (
        "13261 follows 10201: 1.30 times as much, where the series changes by 0.81 to 1.26, "
        "and not back in the year after, as where a definition has changed"
    )


def test_steady_growth_is_no_jump(world: World) -> None:
    series(world, 100, 140, 196, 274.4, 384.16)  # two fifths more each year
    assert jumps(world) == []


def test_two_jumps_do_not_hide_each_other(world: World) -> None:
    # A value ten times too large jumps up and back; the median of the six changes is 0 all the same.
    series(world, 1000, 1000, 1000, 10000, 1000, 1000, 1000)
    assert jumps(world) == ["y2018", "y2019"]
    rows = world.rows(JUMP)
    assert "and back in the year after" in str(rows["y2018 after y2017"]["detail"])
    assert "and so back from the jump of the year before" in str(rows["y2019 after y2018"]["detail"])


@pytest.mark.parametrize(("later", "told"), [(149, []), (151, ["y2016"]), (67, []), (66, ["y2016"])])
def test_of_two_values_half_as_much_again_is_told(world: World, later: float, told: list[str]) -> None:
    series(world, 100, later)  # 100 / 1.5 is 66.7
    assert jumps(world) == told


def test_however_restless_a_series_half_as_much_again_as_usual_is_told(world: World) -> None:
    # Changes of ln 1.6 up, 0, down, up, 0, down: the usual one is 0, its deviation 0.47, which would allow
    # e to the 2.44.
    series(world, 100, 160, 160, 100, 160, 160, 100)
    assert jumps(world) == ["y2016", "y2018", "y2019", "y2021"]


@pytest.mark.parametrize(("later", "told"), [(31, []), (50, ["y2016"])])
def test_small_counts_jump_by_chance(world: World, later: float, told: list[str]) -> None:
    # 3.5 * sqrt(1/10 + 1/31) is 1.27 and ln 3.1 is 1.13; 3.5 * sqrt(1/10 + 1/50) is 1.21 and ln 5 is 1.61.
    series(world, 10, later, measure="children")
    assert jumps(world) == told


def test_the_letters_own_explanation_is_told(world: World) -> None:
    world.letter()
    world.question(answer="Counted anew.\nThe fall is due to a new system. Sorry.")
    series(world, 900, 300)
    assert "the answer says: The fall is due to a new system" in str(
        world.rows(JUMP)["y2016 after y2015"]["detail"]
    )
    world.connection.execute("UPDATE observations SET note = 'Half the year.' WHERE observation_id = 'y2015'")
    detail = str(world.rows(JUMP)["y2016 after y2015"]["detail"])
    assert detail.endswith("; the letter says of the year before: Half the year")
    world.connection.execute("UPDATE observations SET note = 'Fewer weeks.' WHERE observation_id = 'y2016'")
    assert str(world.rows(JUMP)["y2016 after y2015"]["detail"]).endswith(
        "; the letter says of it: Fewer weeks"
    )


def test_years_apart_parts_of_years_and_hidden_values_are_no_neighbours(world: World) -> None:
    world.observation("a", 10, period=("2021-04-01", "2022-03-31", "financial_year"))
    world.observation("b", None, bounds=(0, 5), period=("2022-04-01", "2023-03-31", "financial_year"))
    world.observation("c", 99)
    world.observation("d", 900, period=("2024-04-01", "2024-09-30", "part_financial_year"))
    assert world.outcomes(JUMP) == {"none": "not_applicable"}
