"""What a review found unseen or blamed wrongly: thresholds of marks, totals in prose, periods."""

import pytest

from validate.validation_world import LETTER, World

BOUNDS = "bounds_as_stated"
SMALL = "value_below_threshold"
TOTALS = "totals_equal_parts"


def two_marks(world: World) -> None:
    """'Values of 5 or lower are shown as c. Values of 10 or lower are shown as *.'"""
    world.question("1")
    world.figure("5 or lower", use="context", reason="threshold of c: at most 5", line=9, question="1")
    world.figure("10 or lower", use="context", reason="threshold of *: at most 10", line=9, question="1")


@pytest.mark.parametrize(("mark", "most"), [("c", 5), ("[C]", 5), ("*", 10), ("asterisk", 10), ("~", None)])
def test_a_threshold_that_is_said_of_one_mark_bounds_that_mark_alone(
    world: World, mark: str, most: int | None
) -> None:
    two_marks(world)
    for bound in (4, 5, 6, 9, 10, 11):
        world.observation(f"at most {bound}", None, text=mark, bounds=(0, bound))
    passed = {subject for subject, outcome in world.outcomes(BOUNDS).items() if outcome == "pass"}
    assert passed == ({f"at most {most}"} if most else set())


def test_a_mark_that_is_hidden_for_other_reasons_too_leaves_the_bound_of_another(world: World) -> None:
    world.figure("5", use="context", reason="threshold of c: at most 5", line=2, question="1")
    world.figure("9", use="context", reason="threshold of *, not the only reason", line=3, question="1")
    world.observation("c", None, text="c", bounds=(0, 5))
    world.observation("*", None, text="*", bounds=(0, 9))
    assert world.outcomes(BOUNDS) == {"c": "pass", "*": "fail"}


def test_two_thresholds_of_two_marks_do_not_contradict_each_other(world: World) -> None:
    two_marks(world)
    row = world.rows("two_thresholds")[LETTER]
    assert (row["outcome"], row["expected"]) == ("pass", "one threshold for each mark")
    assert row["detail"] == (
        "The letter hides counts of '5 or lower' on line 9, '10 or lower' on line 9, "
        "each of a mark of its own"
    )


@pytest.mark.parametrize("of", ["", " of c"])
def test_a_threshold_of_a_mark_contradicts_another_of_that_mark_or_of_all(world: World, of: str) -> None:
    two_marks(world)
    world.figure("less than 5", use="context", reason=f"threshold{of}: at most 4", line=12, question="1")
    assert world.outcomes("two_thresholds") == {LETTER: "fail"}


@pytest.mark.parametrize(("value", "outcome"), [(5, "fail"), (7, "fail"), (10, "fail"), (11, "pass")])
def test_of_thresholds_of_several_marks_the_widest_says_what_is_small(
    world: World, value: int, outcome: str
) -> None:
    two_marks(world)
    world.observation("a", value)
    assert world.outcomes(SMALL) == {"a": outcome}


@pytest.mark.parametrize(
    ("mark", "value", "contradiction", "small"),
    [
        ("<10", 7, "fail", "fail"),  # at most 9 by the mark, at most 5 by the words
        ("<10", 9, "fail", "fail"),
        ("<10", 10, "fail", "pass"),
        ("<6", 6, "pass", "pass"),  # both hide 5
        ("<3", 5, "fail", "fail"),  # at most 2 by the mark; the words are the wider
    ],
)
def test_a_mark_that_prints_its_bound_is_a_threshold_beside_the_one_in_words(
    world: World, mark: str, value: int, contradiction: str, small: str
) -> None:
    world.letter()
    world.question("1")
    world.figure("5 or lower", use="context", reason="threshold: at most 5", line=9, question="1")
    world.observation("hidden", None, text=mark, line=4)
    world.observation("printed", value, line=5)
    assert world.outcomes("two_thresholds") == {LETTER: contradiction}
    assert world.outcomes(SMALL) == {"printed": small}


def test_marks_that_print_two_bounds_are_no_two_rules_by_themselves(world: World) -> None:
    world.observation("a", None, text="<5", line=4)
    world.observation("b", None, text="<10", line=5)
    assert world.outcomes("two_thresholds") == {"none": "not_applicable"}


def two_sexes(world: World, table: str = "t1", **where: str) -> None:
    world.observation(f"male {table}", 31, sex="male", table=table, line=7, **where)  # type: ignore[arg-type]
    world.observation(f"female {table}", 19, sex="female", table=table, **where)  # type: ignore[arg-type]


@pytest.mark.parametrize(("total", "outcome", "sign"), [(50, "pass", "="), (60, "fail", "is not")])
def test_a_table_without_a_total_is_compared_with_the_one_that_its_answer_says_in_words(
    world: World, total: int, outcome: str, sign: str
) -> None:
    two_sexes(world)
    world.observation("said", total, table=None, line=4)
    (row,) = world.rows(TOTALS).values()
    assert (row["subject"], row["outcome"]) == (f"said by sex in {LETTER}/t1", outcome)
    assert row["detail"] == f"31 + 19 {sign} {total} (line 4)"


def test_a_total_in_another_answer_may_be_of_more_than_a_table_lists(world: World) -> None:
    two_sexes(world)
    world.observation("said", 60, table=None, question="2", line=4)
    assert list(world.outcomes(TOTALS).values()) == ["not_applicable"]


def test_of_two_totals_elsewhere_that_of_the_same_answer_is_compared(world: World) -> None:
    two_sexes(world, question="2")
    world.observation("first", 60, table=None, question="1", line=2)
    world.observation("own", 50, table=None, question="2", line=4)
    assert world.outcomes(TOTALS) == {f"own by sex in {LETTER}/t1": "pass"}


def test_two_tables_of_one_total_are_summed_each_by_itself(world: World) -> None:
    two_sexes(world)
    world.observation("total", 50, sex="_T")
    two_sexes(world, table="t2")
    assert world.outcomes(TOTALS) == {"total by sex": "pass", f"total by sex in {LETTER}/t2": "pass"}


@pytest.mark.parametrize(
    "other",
    [
        {"measure": "incidents"},
        {"period": ("2022-04-01", "2023-03-31", "financial_year")},
        {"age_group": "10_to_12"},
        {"letter": "coventry/FOI2"},
        {"status": "withheld", "value": None},
    ],
)
def test_what_is_no_total_of_a_tables_parts_is_not_compared_with_them(
    world: World, other: dict[str, object]
) -> None:
    two_sexes(world)
    world.observation("other", **({"value": 60, "table": None} | other))  # type: ignore[arg-type]
    assert set(world.outcomes(TOTALS).values()) == {"not_applicable"}


def test_one_part_alone_is_not_held_against_a_total_elsewhere(world: World) -> None:
    world.observation("male", 31, sex="male")
    world.observation("said", 60, table=None)
    assert world.outcomes(TOTALS) == {"none": "not_applicable"}


def mark_beside(world: World, value: int, *thresholds: int) -> None:
    """A table with a mark and a count in answer 1; the thresholds stand in the answers after it."""
    world.letter()
    world.question("1")
    for number, most in enumerate(thresholds, 2):
        world.question(str(number))
        reason = f"threshold: at most {most}"
        world.figure("so many", use="context", reason=reason, line=20 + number, question=str(number))
    world.observation("hidden", None, sex="male", line=4)
    world.observation("printed", value, sex="female", line=5)


@pytest.mark.parametrize(("value", "outcome"), [(3, "fail"), (5, "fail"), (6, "pass")])
def test_a_mark_without_a_threshold_goes_by_that_of_the_other_answers(
    world: World, value: int, outcome: str
) -> None:
    mark_beside(world, value, 5, 5)
    row = world.rows(SMALL)["printed"]
    assert row["outcome"] == outcome
    if outcome == "fail":
        assert row["detail"] == (
            f"{value} is printed beside a mark, yet the letter says in other answers that such counts are "
            "not reported (line 5)"
        )


def test_where_the_other_answers_state_several_thresholds_it_cannot_be_verified(world: World) -> None:
    mark_beside(world, 3, 5, 9)
    row = world.rows(SMALL)["printed"]
    assert (row["outcome"], row["expected"]) == ("unverifiable", None)
    assert row["detail"] == (
        "3 stands beside a mark for which its answer states no threshold, and other answers state several "
        "(line 5)"
    )


def test_a_threshold_of_another_answer_says_nothing_of_a_table_without_a_mark(world: World) -> None:
    mark_beside(world, 3, 5)
    world.observation("elsewhere", 2, table="t2")
    assert set(world.outcomes(SMALL)) == {"printed"}


PERIOD = "parts_make_the_period"
ELSEWHERE = "parts_make_the_period_elsewhere"
QUARTERS = [
    ("2023-04-01", "2023-06-30", "quarter"),
    ("2023-07-01", "2023-09-30", "quarter"),
    ("2023-10-01", "2023-12-31", "quarter"),
    ("2024-01-01", "2024-03-31", "quarter"),
]


def quarters(world: World, *values: float | None, measure: str = "incidents") -> None:
    for number, (value, period) in enumerate(zip(values, QUARTERS, strict=False), 1):
        bounds = (0, 5) if value is None else None
        world.observation(f"q{number}", value, measure=measure, period=period, bounds=bounds, line=number)


@pytest.mark.parametrize(
    ("values", "year", "outcome", "detail"),
    [
        ((17, 21, 9, 13), 60, "pass", "17 + 21 + 9 + 13 = 60 (line 9)"),
        ((17, 21, 9, 13), 61, "fail", "17 + 21 + 9 + 13 is not 61 (line 9)"),
        ((17, 21, 9, 13), 59, "fail", "17 + 21 + 9 + 13 is not 59 (line 9)"),
        ((17, 21, None, 13), 50, "fail", "17 + 21 + c + 13 is not 50 (line 9)"),  # 51 to 56
        ((17, 21, None, 13), 57, "fail", "17 + 21 + c + 13 is not 57 (line 9)"),
    ],
)
def test_the_quarters_of_a_table_make_its_year(
    world: World, values: tuple[float | None, ...], year: int, outcome: str, detail: str
) -> None:
    quarters(world, *values)
    world.observation("year", year, measure="incidents", line=9)
    row = world.rows(PERIOD)["year by period"]
    assert (row["outcome"], row["severity"], row["detail"]) == (outcome, "error", detail)


def test_nothing_about_a_hidden_quarter_is_told_where_the_year_holds(world: World) -> None:
    quarters(world, 17, 21, None, 13)
    world.observation("year", 54, measure="incidents", line=9)
    row = world.rows(PERIOD)["year by period"]
    assert (row["outcome"], row["expected"], row["found"]) == ("pass", None, None)
    assert row["detail"] == (
        "1 of 4 parts without a value; the bounds that the letter states admit the whole (line 9)"
    )


@pytest.mark.parametrize(("year", "outcome"), [(59, "pass"), (60, "pass"), (61, "fail")])
def test_of_people_the_year_is_at_most_the_sum_of_its_quarters(world: World, year: int, outcome: str) -> None:
    quarters(world, 17, 21, 9, 13, measure="children")
    world.observation("year", year)
    assert world.outcomes(PERIOD) == {"year by period": outcome}


@pytest.mark.parametrize(("total", "outcome"), [(50, "pass"), (51, "fail")])
def test_years_make_the_total_over_them_whose_quarters_are_not_added_again(
    world: World, total: int, outcome: str
) -> None:
    quarters(world, 4, 5, 6, 7)
    world.observation("year", 22, measure="incidents")
    world.observation(
        "before", 28, measure="incidents", period=("2022-04-01", "2023-03-31", "financial_year")
    )
    world.observation("all", total, measure="incidents", period=("2022-04-01", "2024-03-31", "year_range"))
    assert world.outcomes(PERIOD) == {"year by period": "pass", "all by period": outcome}


def test_a_gap_leaves_nothing_to_add(world: World) -> None:
    quarters(world, 17, 21, 9)
    world.observation("year", 99, measure="incidents")
    world.observation("share", 40, measure="share")
    for number, period in enumerate(QUARTERS):
        world.observation(f"s{number}", 40, measure="share", period=period)
    assert world.outcomes(PERIOD) == {"none": "not_applicable"}


def test_the_year_of_another_answer_is_compared_as_a_warning(world: World) -> None:
    quarters(world, 17, 21, 9, 13)
    world.observation("year", 61, measure="incidents", table="t2", question="2")
    assert world.outcomes(PERIOD) == {"none": "not_applicable"}
    (row,) = world.rows(ELSEWHERE).values()
    assert (row["subject"], row["outcome"], row["severity"]) == (
        f"year by period in {LETTER}/t1",
        "fail",
        "warning",
    )


NAMED = "periods_of_questions_are_answered"


def asks(world: World, text: str) -> None:
    world.letter()
    world.question("1")
    world.connection.execute("UPDATE questions SET text = ?", [text])
    world.observation("a", 31)  # of 2023/24


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("How many in 2023/24?", {"2023/24": "pass"}),
        ("How many in 2023-24?", {"2023-24": "pass"}),
        ("How many in 2024?", {"2024": "pass"}),  # January to March 2024
        ("How many in 2022/23?", {"2022/23": "fail"}),
        ("How many in 2022?", {"2022": "fail"}),
        ("How many in 2022/23 and 2023/24?", {"2022/23": "fail", "2023/24": "pass"}),
        ("How many under the Act 2019 in 2023/24?", {"2023/24": "pass"}),
    ],
)
def test_a_year_that_a_question_names_is_among_the_periods_of_its_answer(
    world: World, text: str, outcomes: dict[str, str]
) -> None:
    asks(world, text)
    rows = world.rows(NAMED)
    assert {subject.removeprefix(f"{LETTER}/q1 "): row["outcome"] for subject, row in rows.items()} == (
        outcomes
    )
    assert {row["severity"] for row in rows.values()} == {"warning"}


def test_a_period_asked_for_whose_words_name_the_year_stands_for_it(world: World) -> None:
    asks(world, "How many at the end of 2021?")
    assert list(world.outcomes(NAMED).values()) == ["fail"]
    world.add(
        "asked",
        asked_id="a",
        question_id=f"{LETTER}/q1",
        period_start="2022-03-31",
        period_end="2022-03-31",
        period_type="point_in_time",
        text="at the end of 2021",
        span_start=1,
        span_end=2,
        line=1,
    )
    assert list(world.outcomes(NAMED).values()) == ["pass"]


def test_a_question_of_which_nothing_is_read_is_not_judged(world: World) -> None:
    asks(world, "How many in 2022/23?")
    world.connection.execute("DELETE FROM observations")
    assert world.outcomes(NAMED) == {"none": "not_applicable"}
