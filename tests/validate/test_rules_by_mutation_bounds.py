"""Of the rule on bounds: what it leaves alone, and what it says.

Each test was written for mutants that the other tests let live; `make mutation` counts them.
"""

import pytest

from validate.validation_world import World

BOUNDS = "bounds_as_stated"


def threshold(world: World, reason: str = "threshold: at most 5", use: str = "context") -> None:
    world.figure("5 or lower", use=use, reason=reason)


@pytest.mark.parametrize("line", [None, 7])
def test_what_passes_says_why_and_where(world: World, line: int | None) -> None:
    threshold(world)
    world.observation("printed", 12, line=line)
    world.observation("hidden", None, bounds=(0, None), line=line and line + 1)
    world.observation("in words", None, text="fewer than five", bounds=(0, 4), line=line and line + 2)
    rows = world.rows(BOUNDS)
    assert [
        (row["outcome"], row["detail"]) for row in (rows[one] for one in ("printed", "hidden", "in words"))
    ] == [
        ("pass", "The bounds hold the value" + (" (line 7)" if line else "")),
        ("pass", "There is no bound but those that the letter states" + (" (line 8)" if line else "")),
        (
            "unverifiable",
            "The bound is printed in words in the place of the value, which this rule does not read"
            + (" (line 9)" if line else ""),
        ),
    ]


@pytest.mark.parametrize(
    ("reason", "use"), [("threshold: at most 5", "unread"), ("cost limit: at most 5", "context")]
)
def test_what_was_not_read_as_a_threshold_bounds_nothing(world: World, reason: str, use: str) -> None:
    threshold(world, reason, use)
    world.observation("a", None, bounds=(0, 5))
    row = world.rows(BOUNDS)["a"]
    assert (row["outcome"], row["detail"]) == ("fail", "The upper bound is stated nowhere in the letter")


def test_a_bound_that_is_not_the_threshold_says_so(world: World) -> None:
    threshold(world)
    world.observation("a", None, bounds=(0, 4))
    world.observation("b", None, text="<5", bounds=(0, 5))
    rows = world.rows(BOUNDS)
    assert rows["a"]["detail"] == "The upper bound is not that of the threshold that the letter states"
    assert rows["b"]["detail"] == "The upper bound is not the one that is printed in the place of the value"


@pytest.mark.parametrize("status", ["not_held", "not_applicable", "not_available", "withheld"])
@pytest.mark.parametrize("bounds", [(0, None), (None, 5)])
def test_what_is_not_a_hidden_count_has_no_bound_whatever_the_threshold(
    world: World, status: str, bounds: tuple[float | None, float | None]
) -> None:
    threshold(world)
    world.observation("a", None, status=status, bounds=bounds)
    world.observation("b", None, status=status, bounds=(None, None))
    rows = world.rows(BOUNDS)
    assert rows["a"]["outcome"] == "fail"
    assert rows["a"]["detail"] == f"A value that is {status.replace('_', ' ')} has a bound"
    assert rows["b"]["outcome"] == "pass"


NOTHING_OR_MORE = "A suppressed count is 0 or more"
STATED_NOWHERE = "The lower bound is stated nowhere in the letter"


@pytest.mark.parametrize(
    ("lower", "wrong"),
    [(None, NOTHING_OR_MORE), (-1, NOTHING_OR_MORE), (0, None), (1, STATED_NOWHERE), (5, STATED_NOWHERE)],
)
def test_a_suppressed_count_is_nothing_or_more_and_no_letter_says_how_much_more(
    world: World, lower: float | None, wrong: str | None
) -> None:
    threshold(world)
    world.observation("a", None, bounds=(lower, 5))
    row = world.rows(BOUNDS)["a"]
    assert row["outcome"] == ("fail" if wrong else "pass")
    assert wrong is None or row["detail"] == wrong


def test_an_upper_bound_below_the_lower_fails_though_it_is_the_threshold(world: World) -> None:
    threshold(world)
    world.observation("a", None, bounds=(6, 5))
    assert world.rows(BOUNDS)["a"]["detail"] == "The upper bound lies below the lower"


@pytest.mark.parametrize(
    ("bounds", "outcome"),
    [((5, 9), "pass"), ((2, 5), "pass"), ((5, None), "pass"), ((6, 9), "fail"), ((2, 4), "fail")],
)
def test_an_approximate_value_lies_within_its_bounds_and_may_touch_them(
    world: World, bounds: tuple[float, float | None], outcome: str
) -> None:
    world.observation("a", 5, text="under five or so", status="approximate", bounds=bounds)
    row = world.rows(BOUNDS)["a"]
    assert (row["outcome"], row["expected"]) == (outcome, "bounds that hold the value")
    if outcome == "fail":
        assert row["detail"] == "The bounds do not hold the value"


@pytest.mark.parametrize("bounds", [(4, 5), (5, 6), (None, 5), (5, None)])
def test_a_reported_value_is_both_its_bounds(world: World, bounds: tuple[float | None, float | None]) -> None:
    world.observation("a", 5, bounds=bounds)
    row = world.rows(BOUNDS)["a"]
    assert (row["outcome"], row["detail"]) == ("fail", "The bounds of a reported value are not the value")


def test_a_hidden_value_without_text_is_not_taken_for_one_in_words(world: World) -> None:
    world.observation("a", None, bounds=(0, 5))
    world.connection.execute("UPDATE observations SET value_text = NULL")
    assert world.outcomes(BOUNDS) == {"a": "fail"}


@pytest.mark.parametrize("mark", ["under 5", "between 1 and 5", "lower than 6 or 5"])
def test_the_last_number_of_a_mark_is_its_bound_and_words_beside_it_change_nothing(
    world: World, mark: str
) -> None:
    world.observation("a", None, text=mark, bounds=(0, 5))
    world.observation("b", None, text=mark, bounds=(0, 4))
    assert world.outcomes(BOUNDS) == {"a": "pass", "b": "fail"}
