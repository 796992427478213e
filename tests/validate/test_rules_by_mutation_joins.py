"""What a rule joins: rows that hang on nothing, rows that stand twice, and letters beside each other."""

from collections.abc import Callable

import pytest

from pipeline.edges.problems import BadInputError
from pipeline.schemas.codelists import dimension_names
from validate.validation_world import LETTER, LISTS, World

OTHER = "coventry/FOI2"
NOBODY = f"{LETTER}/q9"  # a question that is not there
NONE = {"none": "not_applicable"}
YEARS = {"period_start": "2023-04-01", "period_end": "2024-03-31"}
PLACE = {"span_start": 0, "span_end": 4}


def asked(world: World, question: str = NOBODY, text: str = "2023", line: int = 1, at: int = 0) -> None:
    world.add(
        "asked", asked_id=f"{question}/asked.2023-04-01_2024-03-31", question_id=question, text=text,
        line=line, period_type="financial_year", span_start=at, span_end=at + len(text), **YEARS,
    )  # fmt: skip


def table(world: World, question: str = NOBODY) -> None:
    world.add(
        "tables", table_id=f"{LETTER}/t1", question_id=question, position=1, layout="tabs", n_rows=1,
        n_columns=1, **PLACE,
    )  # fmt: skip


def cited(world: World, question: str = NOBODY) -> None:
    world.add(
        "exemptions_cited",
        question_id=question,
        regime="FOIA",
        provision="40(2)",
        section="FOIA 40(2)",
        **PLACE,
    )


def answer(world: World, question: str = NOBODY) -> None:
    world.add(
        "answers", question_id=question, outcome="withheld", refers_to=f"{LETTER}/q1", text="None.", **PLACE
    )


def of_no_measure(world: World) -> None:
    for sex in ("_T", "male", "female"):
        world.observation(sex, 5, measure="unknown", sex=sex)


def of_no_status(world: World) -> None:
    world.figure("5", value=5, status="unknown")


@pytest.mark.parametrize(
    ("rule", "orphan"),
    [
        ("identifiers_say_what_they_name", asked),
        ("identifiers_say_what_they_name", table),
        ("quotes_stand_in_letter", asked),
        ("quotes_stand_in_letter", cited),
        ("references_resolve", answer),
        ("qualified_exemption_weighed", cited),
        ("totals_of_overlapping_parts", of_no_measure),
        ("figures_print_their_values", of_no_status),
    ],
)
def test_what_hangs_on_nothing_is_told_by_the_rule_about_keys_alone(
    world: World, rule: str, orphan: Callable[[World], None]
) -> None:
    orphan(world)
    assert world.outcomes(rule) == NONE


def a_letter(world: World) -> None:
    world.letter("2023: 5")


@pytest.mark.parametrize(
    ("rule", "add"),
    [
        ("identifiers_say_what_they_name", a_letter),
        ("identifiers_say_what_they_name", lambda world: world.question()),
        ("identifiers_say_what_they_name", lambda world: table(world, f"{LETTER}/q1")),
        ("identifiers_say_what_they_name", lambda world: world.figure("5")),
        ("identifiers_say_what_they_name", lambda world: world.observation("a", 5)),
        ("identifiers_say_what_they_name", lambda world: asked(world, f"{LETTER}/q1")),
        ("quotes_stand_in_letter", lambda world: asked(world, f"{LETTER}/q1")),
        ("quotes_stand_in_letter", lambda world: cited(world, f"{LETTER}/q1")),
        ("quotes_stand_in_letter", lambda world: world.question()),
    ],
)
def test_one_subject_is_never_told_twice(world: World, rule: str, add: Callable[[World], object]) -> None:
    a_letter(world)
    world.question()
    for _ in range(2):
        add(world)
    with pytest.raises(BadInputError, match="subject"):
        world.outcomes(rule)


def test_quotes_are_looked_for_in_their_own_letter(world: World) -> None:
    world.letter("How many?\nIn 2023: 5", letter=LETTER)
    world.letter("Nothing of the kind", letter=OTHER)
    for letter in (LETTER, OTHER):
        world.question("1", letter=letter)
        world.question("2", letter=letter)
        asked(world, f"{letter}/q1", text="In 2023", line=2, at=10)
        asked(world, f"{letter}/q2", text="In 2023", line=1, at=10)
    rows = world.rows("quotes_stand_in_letter")
    not_there = "is not where the data say: the letter has"
    ends = "asked.2023-04-01_2024-03-31"
    assert {subject: row["detail"] for subject, row in rows.items()} == {
        f"{LETTER}/q1": "The letter has the words of the question",
        f"{LETTER}/q2": "The letter has the words of the question",
        f"{LETTER}/q1/{ends}": "'In 2023' stands where the data say (line 2)",
        f"{LETTER}/q2/{ends}": "'In 2023' is not where the data say: it stands on line 2 (line 1)",
        f"{OTHER}/q1": "The letter does not have these words of the question: 'How many?'",
        f"{OTHER}/q2": "The letter does not have these words of the question: 'How many?'",
        f"{OTHER}/q1/{ends}": f"'In 2023' {not_there} 'the ki' there (line 2)",
        f"{OTHER}/q2/{ends}": f"'In 2023' {not_there} 'the ki' there (line 1)",
    }


def test_a_letter_without_a_text_has_no_quotes(world: World) -> None:
    world.letter("How many? 40(2)")
    world.question("1")
    world.connection.execute("UPDATE questions SET text = NULL")
    cited(world, f"{LETTER}/q1")
    world.connection.execute("DELETE FROM letter_texts")
    (row,) = world.rows("quotes_stand_in_letter").values()
    assert row["detail"] == "'40(2)' is not where the data say: there is no text of the letter"
    world.connection.execute("UPDATE questions SET text = 'How many?'")
    assert world.outcomes("quotes_stand_in_letter")[f"{LETTER}/q1"] != "pass"


@pytest.mark.parametrize(("length", "outcome"), [(59, "fail"), (60, "pass"), (61, "pass"), (80, "pass")])
def test_of_a_long_reference_the_first_60_signs_are_in_the_name(
    world: World, length: int, outcome: str
) -> None:
    reference = "ab" * 40
    world.letter(letter=f"coventry/{reference[:length]}")
    world.connection.execute("UPDATE letters SET reference = ?", [reference])
    assert list(world.outcomes("identifiers_say_what_they_name").values()) == [outcome]


# Rounding


def rounding(world: World, nearest: str, question: str | None = None, line: int = 1) -> None:
    world.figure(f"nearest {nearest}", use="context", reason="rounding", question=question, line=line)


def test_an_answer_rounds_as_it_says_and_otherwise_as_its_own_letter_says(world: World) -> None:
    world.letter()
    world.letter(letter=OTHER)
    for letter in (LETTER, OTHER):
        for number in ("1", "2"):
            world.question(number, letter=letter)
    rounding(world, "5")
    rounding(world, "10", question="1")
    world.observation("own", 15, line=3)
    world.observation("own too", 20)
    world.observation("general", 15, question="2")
    world.observation("general too", 16, question="2")
    world.observation("share", 16, question="2", measure="share")
    world.observation("weeks", 16, question="2", measure="weeks")
    world.observation("about", 16, question="2", status="approximate")
    world.observation("elsewhere", 16, letter=OTHER)
    rows = world.rows("rounded_as_stated")
    assert {subject: (row["outcome"], row["detail"]) for subject, row in rows.items()} == {
        "own": ("fail", "15 is no multiple of 10, to which the letter says that it rounds (line 3)"),
        "own too": ("pass", "20 is a multiple of 10"),
        "general": ("pass", "15 is a multiple of 5"),
        "general too": ("fail", "16 is no multiple of 5, to which the letter says that it rounds"),
    }


def test_yes_and_no_are_not_rounded(world: World) -> None:
    world.letter()
    world.question()
    world.connection.execute("UPDATE measure SET unit = 'yes_no' WHERE code = 'incidents'")
    rounding(world, "5")
    world.observation("yes", 1, measure="incidents")
    assert world.outcomes("rounded_as_stated") == NONE


def test_beside_two_roundings_nothing_is_said_of_what_fits_neither(world: World) -> None:
    world.letter()
    world.question()
    rounding(world, "5", question="1")
    rounding(world, "10", question="1", line=2)
    world.observation("a", 15)
    row = world.rows("rounded_as_stated")["a"]
    assert (row["outcome"], row["detail"]) == (
        "unverifiable",
        "15 is no multiple of 10, but the letter states another rounding beside it",
    )


# Parts of years


@pytest.mark.parametrize(
    ("kind", "start", "end", "says"),
    [
        ("financial_year", "2023-04-01", "2024-03-31", "financial year"),
        ("calendar_year", "2023-01-01", "2023-12-31", "calendar year"),
        ("academic_year", "2023-09-01", "2024-08-31", "academic year"),
    ],
)
def test_words_of_its_own_figure_make_a_year_a_part(
    world: World, kind: str, start: str, end: str, says: str
) -> None:
    world.letter("5 and 6")
    world.question()
    for number, label in ((5, "2023, year to date"), (6, "2023")):
        figure = world.figure(str(number), line=number, row_label=label)
        world.observation(f"n{number}", number, figure=figure, period=(start, end, kind))
    world.observation("no figure", 7, period=(start, end, kind))
    rows = world.rows("part_year_passes_for_year")
    whole = f"Nothing that the letter says with the value speaks of a part of the {says}"
    assert {subject: (row["outcome"], row["found"], row["detail"]) for subject, row in rows.items()} == {
        "n5": (
            "fail",
            "year to date",
            f"The value is recorded for a whole {says}, and the letter says 'year to date' (line 5)",
        ),
        "n6": ("pass", "nothing else said", f"{whole} (line 6)"),
        "no figure": ("pass", "nothing else said", whole),
    }


# Values of figures


@pytest.mark.parametrize(
    ("text", "value", "status", "outcome", "found", "said"),
    [
        ("1.5", 1.5, "reported", "pass", "a value", "is the number that the letter prints, '1.5'"),
        ("1.5", 1_500, "reported", "pass", "a value", "is the number that"),
        ("1.5", 1_500_000, "reported", "pass", "a value", "is the number that"),
        ("1.5", 1_500_000_000, "reported", "pass", "a value", "is the number that"),
        ("1.5", 15, "reported", "fail", "a value", "prints '1.5', and its value is another"),
        ("1.5", None, "reported", "fail", "no value", "prints '1.5', and it has no value"),
        ("c", 1.5, "suppressed", "fail", "a value", "prints 'c', and it has a value"),
        ("c", None, "suppressed", "pass", "no value", "prints 'c', which stands for no value"),
        ("two", 2, "reported", "unverifiable", "a value", "'two', which this rule does not read as a number"),
        ("two", None, "reported", "fail", "no value", "prints 'two', and it has no value"),
    ],
)
def test_a_figure_has_the_value_that_it_prints(
    world: World, text: str, value: float | None, status: str, outcome: str, found: str, said: str
) -> None:
    world.letter(f"There were {text}")
    world.figure(text, value=value, status=status)
    (row,) = world.rows("figures_print_their_values").values()
    assert (row["outcome"], row["found"]) == (outcome, found)
    assert said in str(row["detail"])


@pytest.mark.parametrize(
    ("text", "value", "scale", "outcome", "said"),
    [
        ("1.5", 1.5, 1, "pass", "the number that the letter prints, '1.5' (line 1)"),
        ("1.5", 3, 2, "pass", "the number that the letter prints, '1.5', times 2 (line 1)"),
        ("1.5", 1_500, 1_000, "pass", "the number that the letter prints, '1.5', times 1000 (line 1)"),
        ("1.5", 1_500_000, 1e6, "pass", "the number that the letter prints, '1.5', times 1000000 (line 1)"),
        ("1.5", 1.5, 1e6, "fail", "prints '1.5', and its value is another (line 1)"),
        # Values are kept to a millionth: what is nearer than that is the same.
        ("0", 0.000_001, 1, "pass", "the number that the letter prints, '0' (line 1)"),
        ("0", 0.000_002, 1, "fail", "prints '0', and its value is another (line 1)"),
    ],
)
def test_a_value_is_told_with_the_scale_of_its_heading_where_it_has_one(
    world: World, text: str, value: float, scale: float, outcome: str, said: str
) -> None:
    world.letter(f"There were {text}")
    world.figure(text, value=value, status="reported", scale=scale)
    (row,) = world.rows("figures_print_their_values").values()
    assert row["outcome"] == outcome
    assert str(row["detail"]).endswith(said)


# Wholes


def test_parts_are_compared_with_their_wholes_in_one_letter_and_with_nothing_else(world: World) -> None:
    world.letter()
    world.letter(letter=OTHER)
    world.observation("whole", 8, measure="incidents", table="t2")
    world.observation("part", 8, measure="marked")
    world.observation(
        "half", 4, measure="incidents", table="t3", period=("2023-04-01", "2023-09-30", "part_financial_year")
    )
    world.observation("elsewhere", 1, measure="incidents", letter=OTHER)
    assert world.outcomes("part_of_whole") == {"part of whole": "pass"}
    row = world.rows("part_of_whole")["part of whole"]
    assert str(row["detail"]).endswith(": 8 is not more than 8")
    assert (row["expected"], row["found"]) == ("at most 8", "8")
    assert set(world.outcomes("part_year_within_year")) == {"half of whole"}


@pytest.mark.parametrize(
    ("part", "outcome", "said"),
    [
        (20, "pass", "20 is not more than 20"),
        (24, "unverifiable", "24 is more than 20 by no more than rounding"),
        (25, "fail", "25 is more than 20"),
    ],
)
def test_a_part_may_be_more_than_its_whole_by_rounding(
    world: World, part: float, outcome: str, said: str
) -> None:
    world.letter()
    world.question()
    rounding(world, "5", question="1")
    world.observation("whole", 20, measure="incidents", table="t2")
    world.observation("part", part, measure="marked")
    row = world.rows("part_of_whole")["part of whole"]
    assert (row["outcome"], str(row["detail"]).partition(": ")[2]) == (outcome, said)


@pytest.mark.parametrize(
    ("bounds", "outcome", "said"),
    [
        ((0, 5), "pass", "not more, by the bounds that the letter states"),
        ((0, 9), "unverifiable", "the bounds that the letter states do not decide it"),
        ((9, 12), "fail", "c is more than 8"),
    ],
)
def test_a_hidden_part_is_compared_by_its_bounds(
    world: World, bounds: tuple[float, float], outcome: str, said: str
) -> None:
    world.letter()
    world.observation("whole", 8, measure="incidents", table="t2")
    world.observation("part", None, measure="marked", bounds=bounds)
    row = world.rows("part_of_whole")["part of whole"]
    assert (row["outcome"], row["expected"], row["found"]) == (outcome, None, None)
    assert str(row["detail"]).partition(": ")[2] == said


# Thresholds


def test_thresholds_contradict_each_other_in_their_own_letter_alone(world: World) -> None:
    world.letter()
    world.letter(letter=OTHER)
    world.figure("5 or lower", use="context", reason="threshold: at most 5", line=3)
    world.figure("less than 5", use="context", reason="threshold: at most 4", line=9)
    world.figure("5 or lower", use="context", reason="threshold: at most 5", line=3, letter=OTHER)
    assert world.outcomes("two_thresholds") == {LETTER: "fail", OTHER: "pass"}


def test_marks_that_print_their_bound_are_told_once_where_they_stand_first(world: World) -> None:
    world.letter("of 5 or lower: <5, <5")
    world.question()
    world.figure("5 or lower", use="context", reason="threshold: at most 5", line=3)
    for number, line in ((1, 12), (2, 7)):
        world.observation(f"m{number}", None, text="<5", bounds=(0, 4), line=line)
    world.observation("bare", None, text="c", bounds=(0, 5), line=8)
    world.observation("withheld", None, text="<9", status="withheld", line=9)
    world.observation("nowhere", None, text="<3", bounds=(0, 2))
    row = world.rows("two_thresholds")[LETTER]
    assert row["outcome"] == "fail"
    assert "'<5' on line 7" in str(row["detail"]) and "'<3'" in str(row["detail"])
    assert "'c'" not in str(row["detail"]) and "'<9'" not in str(row["detail"])
    assert "'<3' on line" not in str(row["detail"])


# Shares


@pytest.mark.parametrize(
    ("shares", "outcome"),
    [
        ((60, 40), "pass"),
        ((60, 41), "pass"),  # 59.5 to 60.5, 40.5 to 41.5
        ((60, 42), "fail"),
        ((60, 38), "fail"),
        ((60, 39), "pass"),
        ((50.5, 49.5), "pass"),
    ],
)
def test_shares_make_100_within_their_rounding(
    world: World, shares: tuple[float, float], outcome: str
) -> None:
    for number, (share, sex) in enumerate(zip(shares, ("male", "female"), strict=True)):
        world.observation(sex, share, measure="share", sex=sex, line=9 - number)
    (row,) = world.rows("percentages_make_100").values()
    assert row["outcome"] == outcome
    assert str(row["detail"]).endswith("(line 8)")


@pytest.mark.parametrize(
    ("total", "text", "outcome"),
    [
        (100, "100", "pass"),
        (100.5, "100", "pass"),
        (100.6, "100", "not_applicable"),
        (40, "40", "not_applicable"),
        (None, "c", "pass"),
    ],
)
def test_shares_of_a_part_whose_share_is_printed_are_not_of_100(
    world: World, total: float | None, text: str, outcome: str
) -> None:
    world.observation(
        "all", total, text=text, measure="share", sex="_T", bounds=(0, 100) if total is None else None
    )
    for sex, share in (("male", 60), ("female", 40)):
        world.observation(sex, share, measure="share", sex=sex)
    [row] = world.rows("percentages_make_100").values()
    assert row["outcome"] == outcome
    assert not str(row["detail"]).endswith(")")


@pytest.mark.parametrize(
    ("bounds", "outcome"),
    [((0, 5), "pass"), ((1, 5), "fail"), ((None, None), "unverifiable")],
)
def test_hidden_shares_may_make_100_by_their_bounds(
    world: World, bounds: tuple[float | None, float | None], outcome: str
) -> None:
    """50 and 50 to the last digit of twelve decimals: what is hidden is nothing, or there is too much."""
    for code, share in (("under_10", 50), ("10_to_12", 50)):
        world.observation(code, share, text=f"{share}.{'0' * 12}", measure="share", age_group=code)
    world.observation("hidden", None, measure="share", age_group="13_to_15", bounds=bounds)
    assert list(world.outcomes("percentages_make_100").values()) == [outcome]


def test_shares_of_which_one_is_not_in_print_make_100_all_the_same(world: World) -> None:
    world.observation("a", 60, measure="share", sex="male")
    world.observation("b", None, measure="share", sex="female", status="withheld", bounds=(0, 100))
    assert list(world.outcomes("percentages_make_100").values()) == ["pass"]


# Sums


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("suppressed", "1 of 2 parts is suppressed"),
        ("suppressed_secondary", "1 of 2 parts is suppressed"),
        ("withheld", "1 of 2 parts is without a value"),
    ],
)
def test_why_a_part_has_no_value_is_said(world: World, status: str, said: str) -> None:
    world.observation("all", 9, sex="_T")
    world.observation("a", 6, sex="male")
    world.observation("b", None, sex="female", status=status, bounds=(0, 5))
    row = world.rows("totals_equal_parts")["all by sex"]
    assert str(row["detail"]).startswith(said)


def test_parts_that_overlap_are_told_with_the_line_of_their_total(world: World) -> None:
    for code, line in (("_T", 7), ("cce", 9), ("cse", 5)):
        world.observation(code, 3, measure="incidents", exploitation_marker=code, line=line)
    world.observation("t2", 3, measure="incidents", exploitation_marker="_T", table="t2")
    world.observation("part", 3, measure="incidents", exploitation_marker="cce", table="t2", line=4)
    rows = world.rows("totals_of_overlapping_parts")
    said = "Parts by exploitation marker may overlap or be incomplete, so they are not summed"
    assert {subject: row["detail"] for subject, row in rows.items()} == {
        "_T by exploitation_marker": f"{said} (line 7)",
        "t2 by exploitation_marker": said,
    }


# What is compared of an observation


def test_a_measure_that_no_list_has_is_compared_all_the_same(world: World) -> None:
    world.letter()
    world.observation("a", 3, table="t1", measure="unknown")
    world.observation("b", 4, table="t2", measure="unknown")
    assert "fail" in world.outcomes("same_quantity_agrees").values()


@pytest.mark.parametrize("dimension", dimension_names(LISTS))
def test_a_total_along_a_dimension_and_what_is_not_broken_down_by_it_are_one_quantity(
    world: World, dimension: str
) -> None:
    world.letter()
    world.observation("a", 3, table="t1", measure="incidents", **{dimension: "_T"})  # type: ignore[arg-type]
    world.observation("b", 4, table="t2", measure="incidents")
    assert "fail" in world.outcomes("same_quantity_agrees").values()


def test_a_unit_that_no_list_has_is_compared_all_the_same(world: World) -> None:
    world.letter()
    world.connection.execute("UPDATE measure SET unit = 'unknown' WHERE code = 'incidents'")
    world.observation("a", 3, table="t1", measure="incidents")
    world.observation("b", 4, table="t2", measure="incidents")
    assert "fail" in world.outcomes("same_quantity_agrees").values()
