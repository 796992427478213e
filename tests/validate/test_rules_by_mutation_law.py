"""Of the rules on periods asked for, on the public interest, and on corrections: whom they leave alone.

Each test was written for mutants that the other tests let live; `make mutation` counts them.
"""

from datetime import date

import pytest

from validate.validation_world import LETTER, World

ASKED = "periods_asked_are_accounted"
WEIGHED = "qualified_exemption_weighed"
CORRECTED = "corrections_still_needed"
OTHER = "coventry/FOI2"


def ask(world: World, start: str = "2023-04-01", end: str = "2024-03-31", number: str = "1") -> str:
    name = f"{LETTER}/q{number}/asked.{start}_{end}"
    world.add(
        "asked",
        asked_id=name,
        question_id=f"{LETTER}/q{number}",
        period_start=date.fromisoformat(start),
        period_end=date.fromisoformat(end),
        period_type="financial_year",
        text="each year",
        span_start=0,
        span_end=9,
        line=2,
    )
    return name


def give(
    world: World, name: str, start: str, end: str, status: str = "withheld", question: str = "1"
) -> None:
    world.observation(
        name, None, status=status, period=(start, end, "date_range"), question=question, bounds=(None, None)
    )


@pytest.fixture
def asked(world: World) -> World:
    world.letter(dated="2024-06-01")
    world.question("1")
    return world


def test_one_missing_day_is_a_gap_and_told_as_one(asked: World) -> None:
    name = ask(asked)
    give(asked, "a", "2023-04-01", "2023-09-30")
    give(asked, "b", "2023-10-02", "2024-03-31")
    row = asked.rows(ASKED)[name]
    assert (row["outcome"], row["letter_id"]) == ("fail", LETTER)
    assert (row["expected"], row["found"]) == ("2023-04-01/2024-03-31", "2023-04-01/2024-03-31 with gaps")
    assert row["detail"] == (
        "'each year' asks for 2023-04-01 to 2024-03-31, of which days between 2023-04-01 and 2024-03-31 are "
        "missing. Add what is missing to not_available in raw/coventry/FOI1.yaml, with question, "
        "measure and period (to withheld where the answer refuses it, to not_held where it says that it is "
        "not held), or correct asked (line 2)"
    )


def test_a_period_is_told_in_its_own_letter_alone(asked: World) -> None:
    asked.letter(letter=OTHER, dated="2024-03-31")
    asked.question("1", letter=OTHER)
    name = ask(asked)
    give(asked, "a", "2023-04-01", "2024-03-30")
    row = asked.rows(ASKED)[name]
    assert (row["outcome"], row["letter_id"]) == ("fail", LETTER)


def test_a_short_period_inside_a_long_one_leaves_no_gap_behind_it(asked: World) -> None:
    name = ask(asked)
    give(asked, "long", "2023-04-01", "2023-12-31")
    give(asked, "short", "2023-04-01", "2023-04-30", "not_held")
    give(asked, "inside", "2023-05-01", "2023-06-30", "not_held")
    give(asked, "rest", "2024-01-01", "2024-03-31")
    row = asked.rows(ASKED)[name]
    assert (row["outcome"], row["found"]) == ("pass", "2023-04-01/2024-03-31")
    assert row["detail"] == (
        "'each year' asks for 2023-04-01 to 2024-03-31, which is accounted for: not held, withheld (line 2)"
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [("2023-04-02", "2024-03-31"), ("2023-04-01", "2024-03-30"), ("2023-04-01", "2023-04-01")],
)
def test_a_period_that_is_a_day_short_is_told_with_what_there_is(asked: World, start: str, end: str) -> None:
    name = ask(asked)
    give(asked, "a", start, end)
    assert asked.rows(ASKED)[name]["detail"] == (
        f"'each year' asks for 2023-04-01 to 2024-03-31, of which only {start} to {end} is accounted for"
        ". Add what is missing to not_available in raw/coventry/FOI1.yaml, with question, "
        "measure and period (to withheld where the answer refuses it, to not_held where it says that it is "
        "not held), or correct asked (line 2)"
    )


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2023-01-01", "2023-04-01", "2023-01-01/2023-04-01"),
        ("2024-03-31", "2024-12-31", "2024-03-31/2024-12-31"),
        ("2023-01-01", "2023-03-31", "nothing"),
        ("2024-04-01", "2024-12-31", "nothing"),
    ],
)
def test_what_shares_a_day_with_what_is_asked_is_part_of_the_account(
    asked: World, start: str, end: str, found: str
) -> None:
    name = ask(asked)
    give(asked, "a", start, end)
    row = asked.rows(ASKED)[name]
    assert (row["outcome"], row["found"]) == ("fail", found)


def test_each_period_and_each_question_has_its_own_account(asked: World) -> None:
    asked.question("2")
    first, second = ask(asked), ask(asked, "2022-04-01", "2023-03-31")
    third = ask(asked, number="2")
    give(asked, "a", "2023-04-01", "2024-03-31")
    give(asked, "b", "2023-04-01", "2023-12-31", question="2")
    assert asked.outcomes(ASKED) == {first: "pass", second: "fail", third: "fail"}


@pytest.mark.parametrize(("dated", "outcome"), [("2024-03-31", "pass"), ("2024-04-01", "fail")])
def test_a_period_has_not_ended_on_its_last_day(asked: World, dated: str, outcome: str) -> None:
    asked.letter(letter=OTHER, dated="2020-01-01")
    asked.connection.execute(
        "UPDATE letters SET letter_date = ? WHERE letter_id = ?", [date.fromisoformat(dated), LETTER]
    )
    name = ask(asked)
    give(asked, "a", "2023-04-01", "2024-02-29")
    row = asked.rows(ASKED)[name]
    assert row["outcome"] == outcome
    if outcome == "pass":
        assert str(row["detail"]).endswith(
            "which is there to 2024-02-29: it had not ended on 2024-03-31 (line 2)"
        )


def test_a_period_that_has_not_ended_must_be_there_from_its_first_day_without_a_gap(asked: World) -> None:
    late, gap = ask(asked, "2024-04-01", "2025-03-31"), ask(asked, "2024-01-01", "2024-12-31")
    give(asked, "a", "2024-01-01", "2024-03-01")
    give(asked, "b", "2024-04-02", "2024-05-20")
    assert asked.outcomes(ASKED) == {late: "fail", gap: "fail"}


# The public interest


@pytest.mark.parametrize(
    ("section", "answer", "expected", "found", "told"),
    [
        (
            "FOIA 31",
            "Refused.",
            "words on the public interest",
            "none",
            "is a qualified exemption, and nothing is said of the public interest",
        ),
        (
            "FOIA 31",
            "On the balance of the interests, refused.",
            "words on the public interest",
            "the public interest is named",
            "is relied on, and the answer speaks of the public interest",
        ),
        (
            "FOIA 40",
            "Refused.",
            None,
            None,
            "is absolute for some information and qualified for other; no public interest is named",
        ),
        (
            "FOIA 40",
            "The PUBLIC  interest.",
            None,
            "the public interest is named",
            "is relied on, and the answer speaks of the public interest",
        ),
        ("FOIA 21", "Refused.", None, None, "is an absolute exemption: no public interest is weighed"),
        (
            "FOIA 12",
            "The public interest.",
            None,
            None,
            "is about cost or manner and no exemption: no public interest is weighed",
        ),
    ],
)
@pytest.mark.parametrize("has_text", [True, False])
def test_what_is_said_of_the_public_interest_is_told(
    world: World,
    section: str,
    answer: str,
    expected: str | None,
    found: str | None,
    told: str,
    *,
    has_text: bool,
) -> None:
    world.letter("The public interest.\n" * 3, letter=OTHER)
    if has_text:
        world.letter(f"Dear Sir\n\n{answer}")
    else:
        world.add("questions", question_id=f"{LETTER}/q9", letter_id=LETTER)
    world.question(answer=answer, outcome="withheld")
    world.cite(section.split(" ")[1], section=section)
    row = world.rows(WEIGHED)[f"{LETTER}/q1 under {section}"]
    assert (row["letter_id"], row["expected"], row["found"]) == (LETTER, expected, found)
    assert row["detail"] == f"{section} {told}" + (" (line 3)" if has_text else "")


def test_words_elsewhere_in_the_letter_are_told_as_such(world: World) -> None:
    world.letter("Refused.\nAnnex: the public interest favours withholding.")
    world.question(answer="Refused.", outcome="withheld")
    world.cite("31", section="FOIA 31")
    (row,) = world.rows(WEIGHED).values()
    assert (row["expected"], row["found"]) == ("words on the public interest", None)
    assert row["detail"] == (
        "FOIA 31 is a qualified exemption; the letter speaks of the public interest, but not in this answer "
        "(line 1)"
    )


def test_an_answer_that_weighs_what_another_cites_passes(world: World) -> None:
    world.letter("Refused. The public interest.")
    world.question("1", answer="Refused.", outcome="withheld")
    world.question("2", answer="The public interest.", outcome="withheld", refers_to="1")
    world.cite("31", number="1", section="FOIA 31")
    assert world.outcomes(WEIGHED) == {
        f"{LETTER}/q1 under FOIA 31": "unverifiable",
        f"{LETTER}/q2 under FOIA 31": "pass",
    }


def test_each_provision_of_an_answer_is_judged_once_and_for_itself(world: World) -> None:
    world.letter("Refused.")
    world.question(answer="Refused.", outcome="withheld")
    for at, (provision, section) in enumerate((("31", "FOIA 31"), ("31", "FOIA 31"), ("21", "FOIA 21"))):
        world.cite(provision, section=section, at=at)
    assert world.outcomes(WEIGHED) == {
        f"{LETTER}/q1 under FOIA 31": "fail",
        f"{LETTER}/q1 under FOIA 21": "not_applicable",
    }


# Corrections


def test_a_correction_of_another_letters_figure_fails_and_a_letter_without_text_has_no_line(
    world: World,
) -> None:
    figure = world.figure("71", value=71, line=3)
    world.observation("a", 17, text="71", figure=figure)
    world.add("corrections", letter_id=OTHER, figure_id=figure, printed="71", corrected=17)
    world.add("corrections", letter_id=LETTER, figure_id="nowhere", printed="5", corrected=6.5)
    rows = world.rows(CORRECTED)
    assert (rows[figure]["letter_id"], rows[figure]["outcome"]) == (OTHER, "fail")
    assert (
        rows[figure]["detail"] == "'71' is corrected to 17, but the figure stands in another letter (line 3)"
    )
    assert rows["nowhere"]["detail"] == "'5' is corrected to 6.5, but there is no such figure"


def test_all_observations_of_a_corrected_figure_have_the_corrected_value(world: World) -> None:
    figure = world.figure("71", value=71, line=3)
    world.observation("a", 17, text="71", figure=figure)
    world.observation("b", 71, text="71", figure=figure, table="t2")
    world.observation("c", 99)
    world.add("corrections", letter_id=LETTER, figure_id=figure, printed="71", corrected=17)
    assert world.rows(CORRECTED)[figure]["detail"] == (
        "'71' is corrected to 17, but an observation has another value (line 3)"
    )
    world.connection.execute("UPDATE observations SET value = NULL WHERE observation_id = 'b'")
    assert world.outcomes(CORRECTED) == {figure: "fail"}
