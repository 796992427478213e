"""Of the rule on bounds: what it leaves alone, and what it says.

Each test was written for mutants that the other tests let live; `make mutation` counts them.
"""

import pytest

from validate.validation_world import LETTER, World

BOUNDS = "bounds_as_stated"
OTHER = "coventry/FOI2"


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


@pytest.mark.parametrize("says_so_first", [True, False])
def test_of_two_thresholds_one_that_is_not_the_only_reason_leaves_no_bound(
    world: World, says_so_first: bool
) -> None:
    open_ended = "threshold, not the only reason"
    for reason in (open_ended, "threshold: at most 5")[:: 1 if says_so_first else -1]:
        threshold(world, reason)
    world.observation("bounded", None, bounds=(0, 5))
    world.observation("open", None, bounds=(0, None))
    rows = world.rows(BOUNDS)
    assert (rows["bounded"]["outcome"], rows["open"]["outcome"]) == ("fail", "pass")
    assert rows["bounded"]["detail"] == (
        "There is an upper bound, yet the letter names other reasons than a threshold for hiding a value"
    )


# What is given as bounds alone


def bounded(
    world: World, letter: str, text: str, bounds: tuple[float | None, float | None], scale: float = 1
) -> tuple[str, str]:
    """Give the outcome of, and what is said of, bounds that a letter gives in the place of a value."""
    world.letter(letter)
    figure = world.figure(text, status="bounded", scale=scale)
    world.observation("a", None, text=text, status="bounded", bounds=bounds, figure=figure)
    row = world.rows(BOUNDS)["a"]
    return str(row["outcome"]), str(row["detail"])


AS_PRINTED = "The bounds are numbers that are printed in the place of the value (line 1)"
NOT_PRINTED = "A bound is not a number that is printed in the place of the value (line 1)"


@pytest.mark.parametrize(
    ("letter", "text", "bounds", "said"),
    [
        ("up to 3 thousand", "3", (0, 3_000), AS_PRINTED),
        ("up to 3 million", "3", (0, 3_000_000), AS_PRINTED),
        ("up to 3 billion", "3", (0, 3_000_000_000), AS_PRINTED),
        ("up to 3 hundred", "3", (0, 300), NOT_PRINTED),
        ("between 5 and 5", "5 and 5", (5, 5), AS_PRINTED),
        ("between 5 and 5", "5 and 5", (6, 5), "The upper bound lies below the lower (line 1)"),
    ],
)
def test_a_bound_is_a_printed_number_or_that_many_thousands_millions_or_billions(
    world: World, letter: str, text: str, bounds: tuple[float, float], said: str
) -> None:
    outcome = "pass" if said == AS_PRINTED else "fail"
    assert bounded(world, letter, text, bounds) == (outcome, said)


@pytest.mark.parametrize(
    ("scale", "upper", "said"),
    [
        (1_000, 12_500, AS_PRINTED),
        (1e6, 12_500_000, AS_PRINTED),
        (1_000, 12.5, NOT_PRINTED),
        (1e6, 12.5, NOT_PRINTED),
    ],
)
def test_a_bound_below_a_heading_that_scales_is_scaled(
    world: World, scale: float, upper: float, said: str
) -> None:
    assert bounded(world, "up to 12.5", "12.5", (0, upper), scale)[1] == said


def test_a_bound_without_a_figure_is_read_by_its_own_text_and_without_text_not_at_all(world: World) -> None:
    for name, upper in (("same", 5), ("other", 10), ("untold", 5)):
        world.observation(name, None, text="5", status="bounded", bounds=(0, upper))
    world.connection.execute("UPDATE observations SET value_text = NULL WHERE observation_id = 'untold'")
    assert world.outcomes(BOUNDS) == {"same": "pass", "other": "fail", "untold": "unverifiable"}


@pytest.mark.parametrize(
    ("before", "bound", "outcome"),
    [
        ("As we said it was then more than ", 21, "pass"),
        ("As we said it was then >", 21, "pass"),
        ("As we said it was then in excess\nof £", 21, "pass"),
        ("As we said it was then at least ", 21, "fail"),
        (">", 21, "pass"),
        ("over" + 16 * " ", 21, "pass"),  # only the 20 characters before the number are read
        ("over" + 17 * " ", 21, "fail"),
        ("more than ", 22, "fail"),
    ],
)
def test_more_than_a_number_is_the_next_whole_one_where_the_words_stand_right_before_it(
    world: World, before: str, bound: float, outcome: str
) -> None:
    assert bounded(world, f"{before}20 of them", "20", (bound, None))[0] == outcome


def test_words_before_a_bound_are_looked_for_in_its_own_letter(world: World) -> None:
    for name, letter, text in (("more", LETTER, "more than 20"), ("least", OTHER, " at least 20")):
        world.letter(text, letter=letter)
        figure = world.figure("20", status="bounded", letter=letter)
        world.observation(
            name, None, text="20", status="bounded", bounds=(21, None), figure=figure, letter=letter
        )
    assert world.outcomes(BOUNDS) == {"more": "pass", "least": "fail"}
