"""Sums over hidden and rounded numbers, and over periods: what mutants showed untested."""

import pytest

from validate.validation_world import LETTER, World

HOLD = "totals_hold_together"
TOTALS = "totals_equal_parts"
INSIDE = "parts_make_the_period"
ELSEWHERE = "parts_make_the_period_elsewhere"
NAMED = "periods_of_questions_are_answered"

Cell = float | tuple[float | None, float | None]  # a number, or the bounds of a hidden one
ANY = (0, None)


def printed(world: World, cells: dict[tuple[str, str], Cell], table: str = "t1", line: int = 1) -> None:
    """Print a table of sexes (m, f, and T for all) by age groups (a, b, c, and T)."""
    sexes = {"m": "male", "f": "female", "T": "_T"}
    ages = {"a": "under_10", "b": "10_to_12", "c": "13_to_15", "T": "_T"}
    for at, ((sex, age), cell) in enumerate(cells.items()):
        bounds = cell if isinstance(cell, tuple) else None
        value = None if isinstance(cell, tuple) else cell
        world.observation(
            f"{table}.{sex}{age}", value, bounds=bounds, sex=sexes[sex], age_group=ages[age],
            table=table, line=line + at,
        )  # fmt: skip


def judged(world: World) -> str:
    [outcome] = world.outcomes(HOLD).values()
    return outcome


# Totals that cross


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        # Without a bound: the row leaves it 2, the column 3.
        ({"ma": ANY, "mb": 5, "mT": 7, "fa": 1, "Ta": 4}, "fail"),
        ({"ma": ANY, "mb": 5, "mT": 7, "fa": 1, "Ta": 3}, "pass"),
        # The row leaves it 3, the column 2.
        ({"ma": ANY, "mb": 5, "mT": 8, "fa": 1, "Ta": 3}, "fail"),
        # Two without a bound share 3, so that neither is 5; nothing says that either is all 3.
        ({"ma": ANY, "mb": ANY, "mT": 3, "fa": 0, "Ta": 5}, "fail"),
        ({"ma": ANY, "mb": ANY, "mT": 3, "fa": 0, "Ta": 1, "fb": 0, "Tb": 2}, "pass"),
        ({"ma": ANY, "mb": ANY, "mT": 3, "fa": 0, "Ta": 3, "fb": 0, "Tb": 0}, "pass"),
        # One of at most 4 and one without a bound make 10: the latter is 6 or more.
        ({"ma": (0, 4), "mb": ANY, "mT": 10, "fb": 0, "Tb": 5}, "fail"),
        ({"ma": (0, 4), "mb": ANY, "mT": 10, "fb": 0, "Tb": 6}, "pass"),
        ({"ma": (0, 4), "mb": ANY, "mT": 10, "fb": 0, "Tb": 10}, "pass"),
        ({"ma": (0, 4), "mb": ANY, "mT": 10, "fb": 0, "Tb": 11}, "fail"),
        # The same with a number beside them.
        ({"ma": (0, 4), "mb": ANY, "mc": 2, "mT": 12, "fb": 0, "Tb": 5}, "fail"),
        ({"ma": (0, 4), "mb": ANY, "mc": 2, "mT": 12, "fb": 0, "Tb": 6}, "pass"),
        # Two of at most 4 make 5: each is 1 or more.
        ({"ma": (0, 4), "mb": (0, 4), "mT": 5, "fa": 0, "Ta": 0}, "fail"),
        ({"ma": (0, 4), "mb": (0, 4), "mT": 5, "fa": 0, "Ta": 1}, "pass"),
        ({"ma": (0, 4), "mb": (0, 4), "mT": 5, "fa": 0, "Ta": 4}, "pass"),
        # One of 2 to 4 leaves the other at most 3.
        ({"ma": (2, 4), "mb": (0, 9), "mT": 5, "fb": 1, "Tb": 5}, "fail"),
        ({"ma": (2, 4), "mb": (0, 9), "mT": 5, "fb": 1, "Tb": 4}, "pass"),
        # From one to the next: 3, 1, 2.
        ({"ma": ANY, "mb": 2, "mT": 7, "fa": ANY, "Ta": 4, "fc": ANY, "fT": 3, "mc": 2, "Tc": 4}, "pass"),
        ({"ma": ANY, "mb": 2, "mT": 7, "fa": ANY, "Ta": 4, "fc": ANY, "fT": 3, "mc": 2, "Tc": 5}, "fail"),
        # Each of two columns needs 2 of what its row makes 3.
        ({"ma": ANY, "Ta": 2, "mb": ANY, "Tb": 2, "mT": 3}, "fail"),
        ({"ma": ANY, "Ta": 2, "mb": ANY, "Tb": 2, "mT": 4}, "pass"),
        ({"ma": ANY, "fa": 1, "Ta": 3, "mb": ANY, "fb": 1, "Tb": 3, "mT": 3}, "fail"),
        ({"ma": ANY, "fa": 1, "Ta": 3, "mb": ANY, "fb": 1, "Tb": 3, "mT": 4}, "pass"),
        ({"ma": (0, 4), "fa": (0, 1), "Ta": 3, "mb": (0, 4), "fb": (0, 1), "Tb": 3, "mT": 3}, "fail"),
        ({"ma": (0, 4), "fa": (0, 1), "Ta": 3, "mb": (0, 4), "fb": (0, 1), "Tb": 3, "mT": 4}, "pass"),
        # A hidden total is the sum of its parts, and part of another.
        ({"ma": 3, "fa": 4, "Ta": ANY, "Tb": 1, "TT": 8}, "pass"),
        ({"ma": 3, "fa": 4, "Ta": ANY, "Tb": 1, "TT": 9}, "fail"),
        ({"ma": 3, "fa": 4, "Ta": ANY, "Tb": 1, "TT": 7}, "fail"),
        ({"ma": 3, "fa": (0, 4), "Ta": ANY, "Tb": 1, "TT": 8}, "pass"),
        ({"ma": 3, "fa": (0, 4), "Ta": ANY, "Tb": 1, "TT": 9}, "fail"),
        ({"ma": 3, "fa": (2, 4), "Ta": ANY, "Tb": 1, "TT": 5}, "fail"),
        ({"ma": 3, "fa": (2, 4), "Ta": ANY, "Tb": 1, "TT": 6}, "pass"),
        # A part without a bound leaves the hidden total without one.
        ({"ma": 3, "fa": ANY, "Ta": ANY, "Tb": 1, "TT": 90}, "pass"),
        ({"ma": 3, "fa": ANY, "Ta": ANY, "Tb": 1, "TT": 3}, "fail"),
        # One that fails by itself is told by another rule.
        ({"ma": 4, "mb": (2, 4), "mT": 5}, "not_applicable"),
        ({"ma": 4, "mb": (2, 4), "mT": 6}, "pass"),
        ({"ma": 4, "mb": (2, 4), "mT": 8}, "pass"),
        ({"ma": 4, "mb": (2, 4), "mT": 9}, "not_applicable"),
        ({"ma": 4, "mb": ANY, "mT": 9}, "pass"),
        ({"ma": 4, "mb": 4, "mT": (0, 7)}, "not_applicable"),
        ({"ma": 4, "mb": 4, "mT": (9, None)}, "not_applicable"),
        ({"ma": 4, "mb": 4, "mT": (0, None)}, "pass"),
    ],
)
def test_numbers_that_fit_all_totals_at_once_are_there_or_are_not(
    world: World, cells: dict[str, Cell], outcome: str
) -> None:
    world.letter()
    world.question()
    printed(world, {(key[0], key[1]): cell for key, cell in cells.items()})
    assert judged(world) == outcome


def test_a_total_over_two_breakdowns_is_in_the_sum_of_each(world: World) -> None:
    world.letter()
    world.question()
    printed(world, {("m", "T"): (0, 4), ("f", "T"): 5, ("T", "T"): 8, ("T", "a"): (0, 4), ("T", "b"): 5})
    assert judged(world) == "pass"


def test_each_table_is_told_apart_by_its_first_line(world: World) -> None:
    world.letter()
    world.question()
    hidden: dict[tuple[str, str], Cell] = {("m", "a"): (0, 4), ("m", "T"): 2, ("T", "a"): 3}
    printed(world, hidden, line=7)
    printed(world, hidden | {("T", "a"): 2}, table="t2", line=20)
    printed(world, hidden | {("m", "T"): 5}, table="t3", line=30)
    printed(world, {("m", "a"): 3, ("m", "T"): 3}, table="t4", line=40)
    rows = world.rows(HOLD)
    assert {subject: (row["outcome"], row["found"], row["detail"]) for subject, row in rows.items()} == {
        f"{LETTER}/t1": (
            "fail",
            "totals that contradict each other",
            "No numbers fit all the totals at once (line 7)",
        ),
        f"{LETTER}/t2": (
            "pass",
            "totals that hold together",
            "The bounds of its numbers let all the totals hold (line 20)",
        ),
        f"{LETTER}/t3": (
            "not_applicable",
            "a total that does not hold by itself",
            "One of the totals does not hold by itself, which another rule tells (line 30)",
        ),
    }
    assert {row["letter_id"] for row in rows.values()} == {LETTER}


# Periods

QUARTERS = [
    ("2023-04-01", "2023-06-30", "quarter"),
    ("2023-07-01", "2023-09-30", "quarter"),
    ("2023-10-01", "2023-12-31", "quarter"),
    ("2024-01-01", "2024-03-31", "quarter"),
]
ONE, TWO, NONE = (f"{count} of 4 parts without a value" for count in (1, 2, 0))
LOOSE = "; the bounds that the letter states admit the whole"
OPEN = "; the letter does not bound every number"


def told(
    world: World, rule: str, values: tuple[Cell, ...], year: Cell, measure: str, **more: str
) -> tuple[object, ...]:
    """Print quarters, the last first, and their year; give what the rule says of it."""
    if rule == ELSEWHERE:
        more = {"table": "t2", "question": "2", **more}
    for number, (cell, period) in enumerate(reversed([*zip(values, QUARTERS, strict=True)])):
        bounds = cell if isinstance(cell, tuple) else None
        value = None if isinstance(cell, tuple) else cell
        world.observation(f"q{number}", value, measure=measure, period=period, bounds=bounds)
    bounds = year if isinstance(year, tuple) else None
    value = None if isinstance(year, tuple) else year
    world.observation("year", value, measure=measure, bounds=bounds, line=9, **more)  # type: ignore[arg-type]
    rows = world.rows(rule)
    other = world.outcomes(ELSEWHERE if rule == INSIDE else INSIDE)
    assert other == {"none": "not_applicable"}
    (row,) = rows.values()
    detail = str(row["detail"])
    assert detail.endswith(" (line 9)") and row["letter_id"] == LETTER
    return row["outcome"], row["expected"], row["found"], detail.removesuffix(" (line 9)")


@pytest.mark.parametrize("rule", [INSIDE, ELSEWHERE])
@pytest.mark.parametrize(
    ("measure", "values", "year", "said"),
    [
        ("incidents", (17, 21, 9, 13), 60, ("pass", "60", "60", "17 + 21 + 9 + 13 = 60")),
        ("incidents", (17, 21, 9, 13), 61, ("fail", "60", "61", "17 + 21 + 9 + 13 is not 61")),
        ("incidents", (17, 21, 9, 13), 59, ("fail", "60", "59", "17 + 21 + 9 + 13 is not 59")),
        ("incidents", (17, 21, 9, 53), 100, ("pass", "100", "100", "17 + 21 + 9 + 53 = 100")),
        ("budget", (1.5, 2, 3, 4), 10.5, ("pass", "10.5", "10.5", "1.5 + 2 + 3 + 4 = 10.5")),
        ("children", (17, 21, 9, 13), 60, ("pass", "at most 60", "60", "17 + 21 + 9 + 13 = 60")),
        (
            "children", (17, 21, 9, 13), 59,
            ("pass", "at most 60", "59", "59 is no more than 17 + 21 + 9 + 13"),
        ),
        (
            "children", (17, 21, 9, 13), 61,
            ("fail", "at most 60", "61", "61 is more than its parts can make, 17 + 21 + 9 + 13"),
        ),
        (
            "cases", (17, 21, 9, 13), 59,
            ("pass", "at most 60", "59", "59 is no more than 17 + 21 + 9 + 13"),
        ),
        # 51 to 56
        ("incidents", (17, 21, (0, 5), 13), 50, ("fail", None, "50", "17 + 21 + c + 13 is not 50")),
        ("incidents", (17, 21, (0, 5), 13), 51, ("pass", None, None, ONE + LOOSE)),
        ("incidents", (17, 21, (0, 5), 13), 56, ("pass", None, None, ONE + LOOSE)),
        ("incidents", (17, 21, (0, 5), 13), 57, ("fail", None, "57", "17 + 21 + c + 13 is not 57")),
        ("incidents", ((0, 5), 21, (0, 5), 13), 44, ("pass", None, None, TWO + LOOSE)),
        ("incidents", ((0, 5), 21, (0, 5), 13), 45, ("fail", None, "45", "c + 21 + c + 13 is not 45")),
        # 51 or more
        ("incidents", (17, 21, ANY, 13), 50, ("fail", None, "50", "17 + 21 + c + 13 is not 50")),
        (
            "incidents", (17, 21, ANY, 13), 51,
            ("unverifiable", None, None, ONE + OPEN),
        ),
        ("children", (17, 21, ANY, 13), 51, ("pass", None, None, ONE + LOOSE)),
        (
            "children", (17, 21, ANY, 13), 52,
            ("unverifiable", None, None, ONE + OPEN),
        ),
        ("children", (17, 21, (0, 5), 13), 50, ("pass", None, None, ONE + LOOSE)),
        (
            "children", (17, 21, (0, 5), 13), 57,
            ("fail", None, "57", "57 is more than its parts can make, 17 + 21 + c + 13"),
        ),
        # The year is hidden.
        ("incidents", (1, 2, 3, 4), (0, None), ("unverifiable", None, None, NONE + OPEN)),
        ("incidents", (1, 2, 3, 4), (0, 10), ("pass", None, None, NONE + LOOSE)),
        ("incidents", (1, 2, 3, 4), (0, 9), ("fail", None, "c", "1 + 2 + 3 + 4 is not c")),
    ],
)  # fmt: skip
def test_the_parts_of_a_period_make_the_whole_as_far_as_can_be_told(
    world: World,
    rule: str,
    measure: str,
    values: tuple[Cell, ...],
    year: Cell,
    said: tuple[object, ...],
) -> None:
    world.letter()
    assert told(world, rule, values, year, measure) == said


@pytest.mark.parametrize(
    ("year", "outcome", "detail"),
    [
        (60, "pass", "15 + 20 + 10 + 15 = 60"),
        (65, "pass", "15 + 20 + 10 + 15 is 65, within their rounding"),
        (70, "pass", "15 + 20 + 10 + 15 is 70, within their rounding"),
        (75, "fail", "15 + 20 + 10 + 15 is not 75"),
    ],
)
def test_rounded_parts_of_a_period_need_not_make_the_whole_to_the_last_unit(
    world: World, year: float, outcome: str, detail: str
) -> None:
    world.letter("Figures are rounded to the nearest 5.")
    world.figure("nearest 5", use="context", reason="rounding")
    said = told(world, INSIDE, (15, 20, 10, 15), year, "incidents")
    assert (said[0], said[3]) == (outcome, detail)


def test_a_whole_without_a_line_is_told_without_one(world: World) -> None:
    for number, period in enumerate(QUARTERS):
        world.observation(f"q{number}", 5, measure="incidents", period=period)
    world.observation("year", 20, measure="incidents")
    assert world.rows(INSIDE)["year by period"]["detail"] == "5 + 5 + 5 + 5 = 20"


def test_what_begins_in_a_year_and_ends_after_it_is_no_part_of_it(world: World) -> None:
    for number, period in enumerate([*QUARTERS, ("2024-03-01", "2024-05-31", "quarter")]):
        world.observation(f"q{number}", 5, measure="incidents", period=period)
    world.observation("year", 20, measure="incidents")
    assert world.outcomes(INSIDE) == {"year by period": "pass"}


def test_a_value_that_is_about_right_is_compared_by_its_bounds_alone(world: World) -> None:
    world.letter()
    for number, period in enumerate(QUARTERS):
        world.observation(
            f"q{number}", 5, text="about 5", measure="incidents", period=period,
            status="approximate", bounds=(4, 6),
        )  # fmt: skip
    world.observation("year", 24, measure="incidents")
    row = world.rows(INSIDE)["year by period"]
    assert (row["outcome"], row["expected"], row["found"]) == ("pass", None, None)


@pytest.mark.parametrize(
    ("changed", "by"),
    [
        ("letter_id", "'coventry/other'"),
        ("measure", "'marked'"),
        ("ref_area", "'E07000001'"),
        ("sex", "'male'"),
        ("obs_status", "'withheld'"),  # is not in print
        ("period_type", "'point_in_time'"),
        ("period_start", "DATE '2023-04-02'"),
        ("period_start", "DATE '2023-03-31'"),
        ("period_end", "DATE '2023-06-29'"),
        ("period_end", "DATE '2023-07-01'"),
    ],
)
def test_a_quarter_that_is_not_one_of_the_year_leaves_nothing_to_add(
    world: World, changed: str, by: str
) -> None:
    for number, period in enumerate(QUARTERS):
        world.observation(f"q{number}", 5, measure="incidents", period=period)
    world.observation("year", 20, measure="incidents")
    assert world.outcomes(INSIDE) == {"year by period": "pass"}
    world.connection.execute(f"UPDATE observations SET {changed} = {by} WHERE observation_id = 'q0'")
    assert world.outcomes(INSIDE) == {"none": "not_applicable"}


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_a_year_without_one_of_its_quarters_is_not_divided(world: World, number: int) -> None:
    for at, period in enumerate(QUARTERS):
        if at != number:
            world.observation(f"q{at}", 5, measure="incidents", period=period)
    world.observation("year", 20, measure="incidents")
    assert world.outcomes(INSIDE) == {"none": "not_applicable"}


@pytest.mark.parametrize(
    ("kind", "unit"), [("state", "incidents"), ("outturn", "percent"), ("outturn", "yes_no")]
)
def test_shares_states_and_answers_are_not_added_over_time(world: World, kind: str, unit: str) -> None:
    world.connection.execute("UPDATE measure SET kind = ?, unit = ? WHERE code = 'incidents'", [kind, unit])
    for number, period in enumerate(QUARTERS):
        world.observation(f"q{number}", 1, measure="incidents", period=period)
    world.observation("year", 1, measure="incidents")
    assert world.outcomes(INSIDE) == {"none": "not_applicable"}


def test_one_part_as_long_as_its_year_divides_nothing(world: World) -> None:
    world.observation("year", 20, measure="incidents")
    world.observation("again", 21, measure="incidents", table="t2")
    world.observation("long", 5, measure="incidents", period=("2023-04-01", "2024-03-30", "date_range"))
    assert world.outcomes(INSIDE) == {"none": "not_applicable"}


def test_quarters_of_two_places_make_the_year_each_by_themselves(world: World) -> None:
    for table in ("t1", "t2"):
        for number, period in enumerate(QUARTERS[: 4 if table == "t1" else 3]):
            world.observation(f"{table}q{number}", 5, measure="incidents", period=period, table=table)
    world.observation("year", 20, measure="incidents", table="t3")
    assert world.outcomes(ELSEWHERE) == {f"year by period in {LETTER}/t1": "pass"}
    assert world.outcomes(INSIDE) == {"none": "not_applicable"}


# Years that questions name


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("in 2023/24", {"2023/24": "pass"}),
        ("in 2022/23", {"2022/23": "fail"}),
        ("in 2024/25", {"2024/25": "fail"}),
        ("in 2023/4", {"2023/4": "pass"}),
        ("in 2022/3", {"2022/3": "fail"}),
        ("in 2023", {"2023": "pass"}),
        ("in 2024", {"2024": "pass"}),
        ("in 2025", {"2025": "fail"}),
        ("in 2022", {"2022": "fail"}),
    ],
)
def test_a_named_year_is_answered_by_a_value_of_one_of_its_days(
    world: World, words: str, years: dict[str, str]
) -> None:
    world.letter()
    world.question("1")
    world.question("2")
    world.observation("a", 31)  # of 2023/24
    world.observation("b", 31, question="2", period=("2010-01-01", "2030-12-31", "year_range"))
    world.connection.execute(f"UPDATE questions SET text = 'How many {words}?' WHERE question_id LIKE '%/q1'")
    rows = world.rows(NAMED)
    assert {subject.rpartition(" ")[2]: row["outcome"] for subject, row in rows.items()} == years


@pytest.mark.parametrize(
    ("words", "start", "end", "outcome"),
    [
        ("2022/23", "2022-03-31", "2022-03-31", "fail"),
        ("2022/23", "2022-03-31", "2022-04-01", "pass"),
        ("2022/23", "2022-04-01", "2022-04-01", "pass"),
        ("2022/23", "2023-03-31", "2023-03-31", "pass"),
        ("2022/23", "2023-03-31", "2023-04-01", "pass"),
        ("2022/23", "2023-04-01", "2023-04-01", "fail"),
        ("2022-3", "2022-03-31", "2022-03-31", "fail"),
        ("2022-3", "2023-03-31", "2023-03-31", "pass"),
        ("2022-3", "2023-04-01", "2023-04-01", "fail"),
        ("2022", "2021-12-31", "2021-12-31", "fail"),
        ("2022", "2022-01-01", "2022-01-01", "pass"),
        ("2022", "2022-12-31", "2022-12-31", "pass"),
        ("2022", "2023-01-01", "2023-01-01", "fail"),
    ],
)
@pytest.mark.parametrize("by", ["value", "asked"])
def test_from_its_first_to_its_last_day_a_named_year_is_answered(
    world: World, by: str, words: str, start: str, end: str, outcome: str
) -> None:
    world.letter()
    world.question("1")
    world.question("2")
    world.connection.execute(f"UPDATE questions SET text = 'In {words}?' WHERE question_id LIKE '%/q1'")
    if by == "value":
        world.observation("a", 31, period=(start, end, "date_range"))
    else:
        for number, first, last in ((1, start, end), (2, "2010-01-01", "2030-12-31")):
            world.add(
                "asked",
                asked_id=f"a{number}",
                question_id=f"{LETTER}/q{number}",
                period_start=first,
                period_end=last,
                period_type="date_range",
                text="then",
                span_start=1,
                span_end=2,
                line=1,
            )
        world.observation("a", 31, period=("2015-01-01", "2015-12-31", "calendar_year"))
    assert world.outcomes(NAMED) == {f"{LETTER}/q1 {words}": outcome}
