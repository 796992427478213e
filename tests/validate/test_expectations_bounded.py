"""What a letter gives as bounds alone, and what it prints below a heading that scales it."""

import pytest

from validate.validation_world import World


@pytest.mark.parametrize(
    ("letter", "text", "bounds", "outcome"),
    [
        ("It was up to 5 then", "5", (0, 5), "pass"),
        ("It was up to 5 then", "5", (0, 6), "fail"),
        ("It was up to 5 then", "5", (0, 4), "fail"),
        ("It was at least 12 then", "12", (12, None), "pass"),
        ("It was at least 12 then", "12", (13, None), "fail"),
        ("It was more than 20 then", "20", (21, None), "pass"),
        ("It was over £20 then", "20", (20, None), "pass"),
        ("It was more than 20 then", "20", (22, None), "fail"),
        ("It was fewer than 3,000 then", "3,000", (0, 2999), "pass"),
        ("It was between 5 and 10 then", "5 and 10", (5, 10), "pass"),
        ("It was between 5 and 10 then", "5 and 10", (5, 11), "fail"),
        ("It was between 5 and 10 then", "5 and 10", (10, 5), "fail"),
        ("It was up to 1.2 million then", "1.2", (0, 1_200_000), "pass"),
        ("It was up to 5 then", "5", (None, None), "fail"),
        ("It was up to a dozen then", "a dozen", (0, 12), "unverifiable"),
    ],
)
def test_what_is_given_as_bounds_has_those_that_are_printed(
    world: World, letter: str, text: str, bounds: tuple[float | None, float | None], outcome: str
) -> None:
    world.letter(letter)
    figure = world.figure(text, status="bounded")
    world.observation("a", None, text=text, status="bounded", bounds=bounds, figure=figure)
    assert world.outcomes("bounds_as_stated") == {"a": outcome}
    assert world.outcomes("value_iff_status") == {"a": "pass"}
    assert world.outcomes("figures_print_their_values") == {figure: "pass"}
    assert world.outcomes("observations_print_their_figures") == {"a": "pass"}


def test_bounds_below_a_heading_that_scales_are_scaled(world: World) -> None:
    world.letter("It was up to 12.5 then")
    figure = world.figure("12.5", status="bounded", scale=1000)
    world.observation("a", None, text="12.5", status="bounded", bounds=(0, 12_500), figure=figure)
    assert world.outcomes("bounds_as_stated") == {"a": "pass"}


def test_a_total_of_what_is_given_as_bounds_is_only_bounded(world: World) -> None:
    world.letter("Up to 5 and 7 are 14")
    world.observation("male", None, text="5", status="bounded", bounds=(0, 5), sex="male")
    world.observation("female", 7, sex="female")
    world.observation("all", 14, sex="_T")
    row = world.rows("totals_equal_parts")["all by sex"]
    assert (row["outcome"], row["detail"]) == ("fail", "7 + at most 5 is not 14")
    world.connection.execute(
        "UPDATE observations SET value = 12, value_lower = 12, value_upper = 12 WHERE value = 14"
    )
    assert world.rows("totals_equal_parts")["all by sex"]["outcome"] == "pass"


def test_two_places_that_give_bounds_agree_within_them_and_are_not_called_suppressed(world: World) -> None:
    world.letter("Up to 5, at least 3")
    world.observation("a", None, text="5", status="bounded", bounds=(0, 5))
    world.observation("b", None, text="3", status="bounded", bounds=(3, None), table=None)
    (row,) = world.rows("same_quantity_agrees").values()
    assert (row["outcome"], row["detail"]) == (
        "pass",
        "The places agree within the bounds that they print: at most 5, at least 3",
    )


@pytest.mark.parametrize(
    ("printed", "scale", "value", "outcome"),
    [
        ("12.5", 1000, 12_500, "pass"),
        ("12.5", 1000, 12.5, "fail"),
        ("12.5", 1, 12_500, "pass"),  # thousand may stand behind it
        ("0.3", 1e6, 300_000, "pass"),
        ("12", 1000, 1_200, "fail"),
    ],
)
def test_a_value_is_the_number_printed_times_its_scale(
    world: World, printed: str, scale: float, value: float, outcome: str
) -> None:
    world.letter(f"It was {printed} then")
    figure = world.figure(printed, value=value, status="reported", scale=scale)
    assert world.outcomes("figures_print_their_values") == {figure: outcome}


@pytest.mark.parametrize(("total", "outcome"), [(31_000, "pass"), (30_000, "pass"), (33_000, "fail")])
def test_amounts_below_a_heading_in_thousands_add_up_within_their_rounding(
    world: World, total: float, outcome: str
) -> None:
    world.letter("£000: 12, 18 and more")
    for name, value, code in (("male", 12_000, "male"), ("female", 18_000, "female"), ("all", total, "_T")):
        text = f"{value / 1000:g}"
        figure = world.figure(text, line=1, value=value, status="reported", scale=1000)
        world.observation(name, value, text=text, measure="children", figure=figure, sex=code)
    assert world.rows("totals_equal_parts")["all by sex"]["outcome"] == outcome
