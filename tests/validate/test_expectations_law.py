"""What the law asks of an answer: the public interest, and an account of every period that was asked for."""

from datetime import date

import pytest

from validate.validation_world import LETTER, World

WEIGHED = "qualified_exemption_weighed"
ASKED = "periods_asked_are_accounted"
BELOW = "value_below_threshold"
CORRECTED = "corrections_still_needed"


@pytest.mark.parametrize(
    ("section", "answer", "outcome"),
    [
        ("FOIA 31", "Refused under section 31.", "fail"),
        ("FOIA 31", "Section 31: the public\ninterest in maintaining the exemption prevails.", "pass"),
        ("FOIA 40", "Refused under section 40.", "unverifiable"),
        ("FOIA 21", "Refused under section 21.", "not_applicable"),
        ("FOIA 12", "Refused under section 12.", "not_applicable"),
        ("EIR 12(4)(b)", "Refused under regulation 12(4)(b).", "fail"),
    ],
)
def test_a_qualified_exemption_is_weighed_and_an_absolute_one_need_not_be(
    world: World, section: str, answer: str, outcome: str
) -> None:
    world.letter(f"Dear Sir\n{answer}")
    world.question(answer=answer, outcome="withheld")
    regime, provision = section.split(" ")
    world.cite(provision, regime=regime, section=section)
    row = world.rows(WEIGHED)[f"{LETTER}/q1 under {section}"]
    assert (row["outcome"], row["severity"]) == (outcome, "warning")
    if outcome == "fail":
        assert str(row["detail"]).endswith(
            "is a qualified exemption, and nothing is said of the public interest (line 2)"
        )


def test_the_public_interest_can_be_weighed_in_the_answer_referred_to(world: World) -> None:
    world.letter("The public interest. See question 1.")
    world.question("1", answer="The public interest.", outcome="withheld")
    world.question("2", answer="See question 1.", outcome="withheld", refers_to="1")
    world.cite("31", number="1", section="FOIA 31")
    assert set(world.outcomes(WEIGHED).values()) == {"pass"}
    assert len(world.outcomes(WEIGHED)) == 2


def test_words_elsewhere_in_the_letter_leave_open_whether_they_are_meant(world: World) -> None:
    world.letter("Refused.\nAnnex: the public interest favours withholding.")
    world.question(answer="Refused.", outcome="withheld")
    world.cite("31", section="FOIA 31")
    assert list(world.outcomes(WEIGHED).values()) == ["unverifiable"]


def test_a_provision_named_where_nothing_is_refused_needs_no_test(world: World) -> None:
    world.question(answer="Section 31 does not apply.")
    world.cite("31", section="FOIA 31")
    assert world.outcomes(WEIGHED) == {"none": "not_applicable"}


def test_who_neither_confirms_nor_denies_does_not_say_that_it_is_held(world: World) -> None:
    world.letter("We hold this information.\nWe can neither confirm nor deny it.")
    world.question("1", answer="We hold this information.", outcome="ncnd")
    world.question("2", answer="We can neither confirm nor deny it.", outcome="ncnd")
    outcomes = world.outcomes("exemption_contradicts_answer")
    assert outcomes == {f"{LETTER}/q1": "fail", f"{LETTER}/q2": "pass"}


def ask(world: World, start: str, end: str, number: str = "1", line: int = 2) -> str:
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
        line=line,
    )
    return name


@pytest.fixture
def asked(world: World) -> World:
    world.letter(dated="2024-06-01")
    world.question("1")
    return world


@pytest.mark.parametrize(
    ("given", "outcome", "found"),
    [
        ([("2023-04-01", "2024-03-31")], "pass", "2023-04-01/2024-03-31"),
        ([("2023-04-01", "2023-09-30"), ("2023-10-01", "2024-03-31")], "pass", "2023-04-01/2024-03-31"),
        ([("2022-04-01", "2025-03-31")], "pass", "2022-04-01/2025-03-31"),
        ([("2023-04-01", "2023-09-30")], "fail", "2023-04-01/2023-09-30"),
        ([("2023-05-01", "2024-03-31")], "fail", "2023-05-01/2024-03-31"),
        (
            [("2023-04-01", "2023-06-30"), ("2023-09-01", "2024-03-31")],
            "fail",
            "2023-04-01/2024-03-31 with gaps",
        ),
        ([("2022-04-01", "2023-03-31")], "fail", "nothing"),
        ([], "fail", "nothing"),
    ],
)
def test_every_day_asked_for_is_accounted_for(
    asked: World, given: list[tuple[str, str]], outcome: str, found: str
) -> None:
    name = ask(asked, "2023-04-01", "2024-03-31")
    for n, (start, end) in enumerate(given):
        asked.observation(f"o{n}", None, status="withheld", period=(start, end, "date_range"))
    row = asked.rows(ASKED)[name]
    assert (row["outcome"], row["severity"], row["found"]) == (outcome, "error", found)


def test_what_is_missing_is_told_with_the_words_of_the_request(asked: World) -> None:
    name = ask(asked, "2022-04-01", "2023-03-31")
    assert asked.rows(ASKED)[name]["detail"] == (
        "'each year' asks for 2022-04-01 to 2023-03-31, "
        "which is neither there nor withheld nor said to be missing. Add what is missing to not_available in "
        "raw/coventry/FOI1.yaml, with question, measure and period (to withheld where the answer refuses it, "
        "to not_held where it says that it is not held), or correct asked (line 2)"
    )


def test_a_period_that_had_not_ended_is_there_as_far_as_the_letter_goes(asked: World) -> None:
    name = ask(asked, "2024-04-01", "2025-03-31")
    asked.observation("part", 3, period=("2024-04-01", "2024-05-20", "part_financial_year"))
    row = asked.rows(ASKED)[name]
    assert row["outcome"] == "pass"
    assert str(row["detail"]).endswith(
        "which is there to 2024-05-20: it had not ended on 2024-06-01 (line 2)"
    )


def test_what_another_question_gives_is_no_account(asked: World) -> None:
    asked.question("2")
    ask(asked, "2023-04-01", "2024-03-31")
    asked.observation("a", 3, question="2")
    assert list(asked.outcomes(ASKED).values()) == ["fail"]


def test_a_small_count_beside_a_mark_of_the_same_table_should_have_been_hidden(world: World) -> None:
    world.observation("hidden", None, sex="male", text="<5", bounds=(0, 4))
    world.observation("three", 3, sex="female", line=6)
    world.observation("five", 5, age_group="under_10")
    world.observation("elsewhere", 3, table="t2")
    rows = world.rows(BELOW)
    assert {subject: row["outcome"] for subject, row in rows.items()} == {"three": "fail", "five": "pass"}
    assert (
        rows["three"]["detail"] == "3 is printed, yet the same table hides such counts behind a mark (line 6)"
    )


def test_marks_without_a_number_state_no_threshold(world: World) -> None:
    world.observation("hidden", None, sex="male", text="c", bounds=(0, None))
    world.observation("three", 3, sex="female")
    assert world.outcomes(BELOW) == {"none": "not_applicable"}


def test_a_correction_of_a_printed_error_holds_while_the_error_is_printed(world: World) -> None:
    world.letter("In all 71 children.")
    figure = world.figure("71", value=71)
    world.observation("a", 17, text="71", figure=figure)
    world.add("corrections", letter_id=LETTER, figure_id=figure, printed="71", corrected=17)
    row = world.rows(CORRECTED)[figure]
    assert (row["outcome"], row["expected"], row["found"]) == ("pass", "17", "71")
    assert row["detail"] == "'71' is corrected to 17 (line 1)"
    world.connection.execute("UPDATE observations SET value = 71")
    assert world.rows(CORRECTED)[figure]["detail"] == (
        "'71' is corrected to 17, but an observation has another value (line 1)"
    )


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ("UPDATE figures SET text = '17', value = 17", "the letter prints '17' there"),
        (
            "UPDATE figures SET value = NULL",
            "the letter prints no number there, and a hidden one cannot be given",
        ),
        ("UPDATE figures SET value = 17", "the letter prints the same value"),
        ("DELETE FROM figures", "there is no such figure"),
        ("DELETE FROM observations", "no observation codes the figure"),
    ],
)
def test_a_correction_of_nothing_fails(world: World, change: str, wrong: str) -> None:
    world.letter("In all 71 children.")
    figure = world.figure("71", value=71)
    world.observation("a", 17, text="71", figure=figure)
    world.add("corrections", letter_id=LETTER, figure_id=figure, printed="71", corrected=17)
    world.connection.execute(change)
    row = world.rows(CORRECTED)[figure]
    assert row["outcome"] == "fail"
    assert wrong in str(row["detail"])


def test_a_corrected_value_is_summed_and_shown_with_what_is_printed(world: World) -> None:
    world.letter("Boys 40, girls 11, all 15.")
    for name, code, value, text in (
        ("m", "male", 40, "40"),
        ("f", "female", 11, "11"),
        ("t", "_T", 51, "15"),
    ):
        figure = world.figure(text, value=float(text))
        world.observation(name, value, sex=code, text=text, figure=figure)
    world.add("corrections", letter_id=LETTER, figure_id=figure, printed="15", corrected=51)
    row = world.rows("totals_equal_parts")["t by sex"]
    assert (row["outcome"], row["detail"]) == ("pass", "40 + 11 = 51 (printed 15) (line 1)")
