"""The rules on periods, questions, answers and references, and the warnings on what a letter says."""

import pytest

from validate.validation_world import LETTER, World

PERIODS = "periods_well_formed"
CONTRADICTION = "exemption_contradicts_answer"
REFUSALS = "refusal_fits_answer"


@pytest.mark.parametrize(
    ("start", "end", "kind", "outcome"),
    [
        ("2023-04-01", "2024-03-31", "financial_year", "pass"),
        ("2023-04-06", "2024-04-05", "financial_year", "fail"),
        ("2023-04-01", "2023-03-31", "financial_year", "fail"),
        ("2023-01-01", "2023-12-31", "calendar_year", "pass"),
        ("2023-04-01", "2024-03-31", "calendar_year", "fail"),
        ("2022-09-01", "2023-08-31", "academic_year", "pass"),
        ("2022-09-01", "2023-07-31", "academic_year", "fail"),
        ("2023-07-01", "2023-09-30", "quarter", "pass"),
        ("2023-07-01", "2023-10-31", "quarter", "fail"),
        ("2024-02-01", "2024-02-29", "month", "pass"),
        ("2024-02-01", "2024-02-28", "month", "fail"),
        ("2019-04-01", "2022-03-31", "year_range", "pass"),
        ("2019-04-01", "2020-03-31", "year_range", "fail"),
        ("2019-04-01", "2022-03-30", "year_range", "fail"),
        ("2023-04-01", "2023-09-30", "part_financial_year", "pass"),
        ("2023-04-01", "2024-03-31", "part_financial_year", "fail"),
        ("2023-02-01", "2023-06-30", "part_financial_year", "fail"),
        ("2023-02-01", "2023-06-30", "part_calendar_year", "pass"),
        ("2023-11-01", "2024-01-31", "part_calendar_year", "fail"),
        ("2022-11-15", "2024-01-31", "date_range", "pass"),
        ("2024-01-31", "2024-01-31", "date_range", "fail"),
        ("2024-01-31", "2024-01-31", "point_in_time", "pass"),
        ("2024-01-30", "2024-01-31", "point_in_time", "fail"),
        ("2024-01-30", "2024-01-31", "fortnight", "fail"),
    ],
)
def test_a_period_has_the_dates_of_its_type(
    world: World, start: str, end: str, kind: str, outcome: str
) -> None:
    world.letter()
    world.observation("a", 3, period=(start, end, kind))
    assert world.outcomes(PERIODS) == {"a": outcome}


@pytest.mark.parametrize(
    ("measure", "status", "value", "outcome"),
    [
        ("children", "reported", 3, "fail"),
        ("children", "suppressed", None, "fail"),
        ("children", "withheld", None, "pass"),
        ("budget", "reported", 3, "pass"),
        ("budget", "suppressed", None, "pass"),
    ],
)
def test_what_stands_in_print_is_of_a_period_before_the_letter_unless_planned(
    world: World, measure: str, status: str, value: float | None, outcome: str
) -> None:
    world.letter(dated="2024-03-30")
    world.observation("a", value, measure=measure, status=status, line=8)
    row = world.rows(PERIODS)["a"]
    assert row["outcome"] == outcome
    if outcome == "fail":
        assert row["detail"] == (
            "2023-04-01 to 2024-03-31 ends after the date of the letter, 2024-03-30, "
            "and the measure is not a plan (line 8)"
        )


def test_every_question_has_one_outcome(world: World) -> None:
    world.question("1")
    world.question("2", outcome="perhaps")
    world.add("questions", question_id=f"{LETTER}/q3", letter_id=LETTER)
    world.question("4")
    world.add("answers", question_id=f"{LETTER}/q4", outcome="withheld")
    rows = world.rows("one_outcome_per_question")
    assert {str(row["subject"])[-2:]: row["outcome"] for row in rows.values()} == {
        "q1": "pass",
        "q2": "fail",
        "q3": "fail",
        "q4": "fail",
    }
    assert rows[f"{LETTER}/q3"]["detail"] == "The question has no answer"
    assert rows[f"{LETTER}/q4"]["found"] == "granted, withheld"


def test_a_reference_finds_its_question(world: World) -> None:
    world.letter("One.\nSee question 1.")
    world.question("1", answer="One.")
    world.question("2", answer="See question 1.", refers_to="1")
    (row,) = world.rows("references_resolve").values()
    assert (row["outcome"], row["detail"]) == ("pass", "The answer refers to coventry/FOI1/q1 (line 2)")


def test_a_reference_to_nothing_or_to_another_letter_fails(world: World) -> None:
    world.letter()
    world.letter(letter="coventry/FOI2")
    world.question("1", letter="coventry/FOI2")
    world.question("2", refers_to="9")
    world.question("3")
    world.connection.execute("UPDATE answers SET refers_to = 'coventry/FOI2/q1' WHERE question_id LIKE '%q3'")
    rows = world.rows("references_resolve")
    assert "there is no such question" in str(rows[f"{LETTER}/q2"]["detail"])
    assert "that question is in another letter" in str(rows[f"{LETTER}/q3"]["detail"])


def test_references_in_a_circle_fail_and_what_leads_into_it_does_not_hang(world: World) -> None:
    world.letter()
    world.question("1", refers_to="2")
    world.question("2", refers_to="1")
    world.question("3", refers_to="3")
    world.question("4", refers_to="1")
    outcomes = world.outcomes("references_resolve")
    assert {subject[-2:] for subject, outcome in outcomes.items() if outcome == "fail"} == {"q1", "q2", "q3"}
    assert "coventry/FOI1/q1 -> coventry/FOI1/q2" in str(
        world.rows("references_resolve")[f"{LETTER}/q1"]["detail"]
    )


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("We hold the information, but it would cost too much: section 12(2).", "fail"),
        ("The Council does hold this information. Refused, section 12(2).", "fail"),
        ("The information which you have asked for is held. Section 12(2).", "fail"),
        ("It would cost too much to find out whether we hold the information. Section 12(2).", "pass"),
        ("We do not hold the information centrally. Section 12(2).", "pass"),
    ],
)
def test_who_says_that_information_is_held_cannot_rely_on_12_2(
    world: World, answer: str, outcome: str
) -> None:
    world.letter(f"Dear Sir\n{answer}")
    world.question(answer=answer, outcome="withheld")
    world.cite("12(2)", at=12)
    row = world.rows(CONTRADICTION)[f"{LETTER}/q1"]
    assert (row["outcome"], row["severity"]) == (outcome, "warning")
    assert str(row["detail"]).endswith("(line 2)")


def test_other_provisions_do_not_contradict_holding(world: World) -> None:
    world.question(answer="We hold the information. Section 12(1).")
    world.cite("12(1)")
    assert world.outcomes(CONTRADICTION) == {"none": "not_applicable"}


def test_a_refusal_cites_its_provision_itself_or_by_reference(world: World) -> None:
    world.letter("Refused.")
    world.question("1", outcome="withheld", answer="Refused.")
    world.cite("40(2)")
    world.question("2", outcome="withheld", refers_to="1")
    world.question("3", outcome="withheld", refers_to="2")
    world.question("4", outcome="part_withheld")
    world.question("5", outcome="granted")
    rows = world.rows("refusal_without_provision")
    assert {subject[-2:]: row["outcome"] for subject, row in rows.items()} == {
        "q1": "pass",
        "q2": "pass",
        "q3": "pass",
        "q4": "fail",
    }
    assert rows[f"{LETTER}/q3"]["found"] == "FOIA 40(2)"
    assert rows[f"{LETTER}/q4"]["detail"] == (
        "Something is refused (part withheld), and neither the answer nor one that it refers to "
        "cites a provision (line 1)"
    )


@pytest.mark.parametrize(
    ("outcome", "status", "judged"),
    [
        ("withheld", "withheld", "pass"),
        ("part_withheld", "suppressed", "pass"),
        ("ncnd", "withheld", "pass"),
        ("granted", "withheld", "fail"),
        ("granted", "suppressed", "fail"),
        ("not_held", "withheld", "fail"),
        ("unclear", "withheld", "fail"),
    ],
)
def test_what_is_withheld_or_suppressed_stands_under_an_answer_that_refuses(
    world: World, outcome: str, status: str, judged: str
) -> None:
    world.letter()
    world.question(outcome=outcome)
    world.observation("a", None, status=status)
    row = world.rows(REFUSALS)["a"]
    assert row["outcome"] == judged
    if judged == "fail":
        words = outcome.replace("_", " ")
        mend = "delete the entry of withheld" if status == "withheld" else "name the figure under context"
        assert row["detail"] == (
            f"The value is {status}, but the outcome of the answer is {words}. In raw/coventry/FOI1.yaml, "
            "write under answers that the outcome of question 1 is part_withheld or withheld, if it refuses, "
            f"or {mend}"
        )


def test_what_is_withheld_without_any_answer_fails(world: World) -> None:
    world.observation("a", None, status="withheld")
    assert world.rows(REFUSALS)["a"]["detail"] == "The value is withheld, but its question has no answer"


def test_only_what_is_withheld_or_suppressed_has_a_provision(world: World) -> None:
    world.question(outcome="part_withheld")
    world.cite("12")
    world.observation("printed", 17, provision="FOIA 12", line=6)
    world.observation("missing", None, status="not_held", provision="FOIA 12")
    world.observation("plain", 17)
    rows = world.rows(REFUSALS)
    assert {subject: row["outcome"] for subject, row in rows.items()} == {
        "printed": "fail",
        "missing": "fail",
    }
    assert rows["printed"]["detail"] == (
        "The value is reported, so it was not refused under FOIA 12 (line 6)"
    )


@pytest.mark.parametrize(
    ("coded", "cited", "section", "outcome"),
    [
        ("FOIA 12(2)", "12(2)", "FOIA 12(2)", "pass"),
        ("FOIA 12", "12(2)", "FOIA 12(2)", "pass"),  # the section that holds the subsection cited
        ("FOIA 40(2)", "40(2)(a)", "FOIA 40(2)", "pass"),  # the provision listed for the paragraph cited
        ("FOIA 12(2)", "12", "FOIA 12", "fail"),  # the letter does not say which subsection
        ("FOIA 12(1)", "12(2)", "FOIA 12(2)", "fail"),
        ("FOIA 4", "40(2)", "FOIA 40(2)", "fail"),
        ("EIR 12", "12(2)", "FOIA 12(2)", "fail"),
    ],
)
def test_the_provision_of_a_value_is_cited_in_its_answer(
    world: World, coded: str, cited: str, section: str, outcome: str
) -> None:
    world.question(outcome="withheld")
    world.cite(cited, section=section)
    world.observation("a", None, status="withheld", provision=coded)
    row = world.rows(REFUSALS)["a"]
    assert row["outcome"] == outcome
    if outcome == "fail":
        assert row["detail"] == (
            f"The value is withheld under {coded}, but the answer cites only FOIA {cited}, "
            "in itself or by reference"
        )


def test_a_provision_can_be_cited_by_an_answer_that_is_referred_to_at_any_remove(world: World) -> None:
    world.question("1", outcome="withheld")
    world.cite("21", section="FOIA 21")
    world.question("2", outcome="withheld", refers_to="1")
    world.question("3", outcome="withheld", refers_to="2")
    world.question("4", outcome="withheld")
    for number in "1234":
        world.observation(number, None, status="withheld", question=number, provision="FOIA 21")
    world.observation("none", None, status="withheld", question="4")
    rows = world.rows(REFUSALS)
    assert {subject: row["outcome"] for subject, row in rows.items()} == {
        "1": "pass",
        "2": "pass",
        "3": "pass",
        "4": "fail",
        "none": "pass",
    }
    assert rows["4"]["detail"] == (
        "The value is withheld under FOIA 21, but the answer cites no provision, in itself or by reference"
    )


def test_answers_that_refer_to_each_other_in_a_circle_do_not_hang(world: World) -> None:
    world.question("1", outcome="withheld", refers_to="2")
    world.question("2", outcome="withheld", refers_to="1")
    world.observation("a", None, status="withheld", provision="FOIA 21")
    assert world.outcomes(REFUSALS) == {"a": "fail"}


def test_two_different_thresholds_in_one_letter_are_told(world: World) -> None:
    world.figure("7 or lower", use="context", reason="threshold: at most 7", line=3)
    world.figure("less than 7", use="context", reason="threshold: at most 6", line=9)
    row = world.rows("two_thresholds")[LETTER]
    assert (row["outcome"], row["severity"], row["found"]) == ("fail", "warning", "2 thresholds")
    assert row["detail"] == (
        "The letter hides counts of '7 or lower' on line 3, 'less than 7' on line 9, which is not the same"
    )


def test_one_threshold_in_two_wordings_is_one(world: World) -> None:
    world.figure("6 or lower", use="context", reason="threshold: at most 6", line=3)
    world.figure("fewer than seven", use="context", reason="threshold: at most 6", line=9)
    assert world.outcomes("two_thresholds") == {LETTER: "pass"}


def test_letters_without_a_threshold_are_not_judged(world: World) -> None:
    world.figure("2023", use="context", reason="period")
    world.figure("5", use="context", reason="threshold, not the only reason")
    assert world.outcomes("two_thresholds") == {"none": "not_applicable"}


@pytest.mark.parametrize(("value", "outcome"), [(6, "fail"), (7, "pass")])
def test_a_count_that_the_answers_own_rule_hides_is_told(world: World, value: int, outcome: str) -> None:
    world.letter()
    world.question("1")
    world.question("2")
    world.figure("fewer than 7", use="context", reason="threshold: at most 6", line=9, question="1")
    world.observation("a", value, line=4)
    world.observation("elsewhere", 2, question="2")
    world.observation("zero", 0)
    world.observation("money", 2, measure="budget")
    world.observation("rate", 2, measure="share")
    world.observation("hidden", None)
    rows = world.rows("value_below_threshold")
    assert {subject: row["outcome"] for subject, row in rows.items()} == {"a": outcome}
    assert rows["a"]["expected"] == "more than 6"


def test_a_rule_outside_the_answers_is_for_all_that_state_none_and_one_of_several_reasons_is_none(
    world: World,
) -> None:
    for number in "12":
        world.question(number)
    world.figure("under 9", use="context", reason="threshold: at most 8", line=9)
    world.figure("under 4", use="context", reason="threshold: at most 3", line=10, question="1")
    world.figure("under 20", use="context", reason="threshold, not the only reason", line=11, question="2")
    world.observation("own", 5)
    world.observation("general", 5, question="2")
    world.observation("large", 9, question="2")
    assert world.outcomes("value_below_threshold") == {"own": "pass", "general": "fail", "large": "pass"}
