"""Of the rules about letters, answers, figures and refusals: whom they leave alone, and what they say.

Each test was written for mutants that the other tests let live; `make mutation` counts them.
"""

import pytest

from validate.validation_world import LETTER, World

OTHER = "coventry/FOI2"
ANSWERS = "answers_stand_in_letter"
FIGURES = "figures_stand_in_letter"
NUMBERS = "every_number_accounted"
ONE = "one_outcome_per_question"
REFERENCES = "references_resolve"
PERIODS = "periods_well_formed"
REFUSALS = "refusal_fits_answer"
PROVISIONS = "refusal_without_provision"
CONTRADICTION = "exemption_contradicts_answer"
# Characters:  0        9            22
TEXT = "Dear Sir\nWe saw 17 now\nand 2023.\n"


def table(world: World, start: int, end: int, name: str = "t1", question: str = "1") -> None:
    world.add(
        "tables",
        table_id=f"{LETTER}/{name}",
        question_id=f"{LETTER}/q{question}",
        span_start=start,
        span_end=end,
    )


def answer_row(world: World, rule: str, number: str = "1") -> dict[str, object]:
    return dict(world.rows(rule)[f"{LETTER}/q{number}"])


# Answers


@pytest.mark.parametrize(
    ("start", "end", "outside"), [(9, 22, 0), (8, 22, 1), (9, 23, 1), (10, 21, 0), (0, 40, 1)]
)
def test_a_table_lies_within_its_answer_to_the_character(
    world: World, start: int, end: int, outside: int
) -> None:
    world.letter(TEXT)
    world.question(answer="We saw 17 now")
    table(world, start, end)
    table(world, 0, 1, name="t2", question="2")
    row = answer_row(world, ANSWERS)
    if outside:
        assert (row["outcome"], row["found"]) == ("fail", "1 of its tables stand outside it")
        assert row["detail"] == (
            "The answer is not where the data say: 1 of its tables stand outside it (line 2)"
        )
    else:
        assert (row["outcome"], row["found"]) == ("pass", "the words of the letter")


@pytest.mark.parametrize(("at", "outcome"), [(9, "pass"), (17, "pass"), (8, "fail"), (18, "fail")])
def test_a_citation_lies_within_its_answer_to_the_character(world: World, at: int, outcome: str) -> None:
    world.letter(TEXT)
    world.question("1", answer="We saw 17 now")
    world.question("2", answer="and 2023.")
    world.cite("12", at=at)
    assert world.outcomes(ANSWERS) == {f"{LETTER}/q1": outcome, f"{LETTER}/q2": "pass"}


def test_an_answer_with_other_words_or_without_a_letter_says_so(world: World) -> None:
    world.letter(TEXT)
    world.question("1", answer="We saw 18 now")
    world.question("2", answer="  We saw 17\u00a0now ", letter=OTHER)
    row = answer_row(world, ANSWERS)
    assert row["detail"] == "The answer is not where the data say: the letter has other words there (line 1)"
    row = dict(world.rows(ANSWERS)[f"{OTHER}/q2"])
    assert (row["outcome"], row["letter_id"]) == ("fail", OTHER)
    assert row["detail"] == "The answer is not where the data say: there is no text of the letter"


def test_white_space_around_and_within_an_answer_does_not_matter(world: World) -> None:
    world.letter(TEXT)
    world.question("1", answer="17 now\nand")
    world.connection.execute("UPDATE answers SET text = ' 17   now and', span_end = span_end + 1")
    assert world.outcomes(ANSWERS) == {f"{LETTER}/q1": "pass"}


@pytest.mark.parametrize(
    ("answers", "outcome", "found", "detail"),
    [
        (["granted"], "pass", "granted", "has the outcome granted"),
        ([], "fail", "none", "has no answer"),
        (["granted", "granted"], "fail", "granted, granted", "has 2 answers"),
        (["perhaps"], "fail", "perhaps", "has an outcome that is not in the code list: perhaps"),
        ([None], "fail", "none", "has an outcome that is not in the code list: none"),
    ],
)
def test_a_question_has_one_answer_with_one_known_outcome(
    world: World, answers: list[str | None], outcome: str, found: str, detail: str
) -> None:
    world.question("9")
    world.add("questions", question_id=f"{LETTER}/q1", letter_id=LETTER)
    for one in answers:
        world.add("answers", question_id=f"{LETTER}/q1", outcome=one)
    row = answer_row(world, ONE)
    assert (row["outcome"], row["found"], row["detail"]) == (outcome, found, f"The question {detail}")
    assert answer_row(world, ONE, "9")["outcome"] == "pass"


# Figures


@pytest.mark.parametrize(
    ("start", "end", "outcome"), [(16, 18, "pass"), (17, 22, "fail"), (9, 17, "fail"), (0, 40, "pass")]
)
@pytest.mark.parametrize("within", ["table", "answer"])
def test_a_figure_lies_within_its_table_and_its_answer_to_the_character(
    world: World, within: str, start: int, end: int, outcome: str
) -> None:
    world.letter(TEXT)
    world.question("1", answer="We saw 17 now")
    world.question("2", answer="and 2023.")
    table(world, 0, 40, name="t2")
    if within == "table":
        table(world, start, end)
    else:
        world.connection.execute(
            "UPDATE answers SET span_start = ?, span_end = ? WHERE question_id LIKE '%q1'", [start, end]
        )
    figure = world.figure("17", question="1", table="t1" if within == "table" else None)
    row = world.rows(FIGURES)[figure]
    assert row["outcome"] == outcome
    words = "stands where the data say"
    if outcome == "fail":
        words = f"is not where the data say: it stands outside its {within}"
    assert row["detail"] == f"'17' {words} (line 2)"


def test_a_figure_is_looked_for_in_its_own_letter(world: World) -> None:
    world.letter("17", letter=OTHER)
    world.letter(TEXT)
    first, second = world.figure("17"), world.figure("17", letter=OTHER)
    nowhere = world.figure("17", letter="coventry/FOI3", line=4)
    rows = world.rows(FIGURES)
    assert {name: row["outcome"] for name, row in rows.items()} == {
        first: "pass",
        second: "pass",
        nowhere: "fail",
    }
    assert (rows[nowhere]["expected"], rows[nowhere]["found"]) == ("17", None)
    assert rows[nowhere]["detail"] == (
        "'17' is not where the data say: there is no text of the letter (line 4)"
    )


@pytest.mark.parametrize("use", ["observation", "context"])
def test_a_number_is_accounted_for_by_a_figure_of_its_letter_that_covers_it(world: World, use: str) -> None:
    world.letter("17 and 2023", letter=OTHER)
    world.letter(TEXT)
    world.question(answer="We saw 17 now\nand 2023.")
    world.figure("17", use=use, reason="r")
    for text in ("17", "2023"):
        world.figure(text, letter=OTHER)
    row = world.rows(NUMBERS)[LETTER]
    assert (row["outcome"], row["expected"], row["found"]) == ("fail", "2 numbers", "1 accounted for")
    assert row["detail"] == (
        "1 of 2 numbers of the letter are not accounted for: '2023' is in no figure, line 3"
    )
    world.figure("and 2023.", use=use, reason="r")
    row = world.rows(NUMBERS)[LETTER]
    assert (row["outcome"], row["found"]) == ("pass", "2 accounted for")
    assert row["detail"] == "Each of the 2 numbers of the letter is data or context, and of one alone"
    assert world.outcomes(NUMBERS)[OTHER] == "pass"


@pytest.mark.parametrize("text", ["202", "023", "02"])
def test_a_figure_that_covers_part_of_a_number_does_not_account_for_it(world: World, text: str) -> None:
    world.letter("and 2023.\n")
    world.letter("We saw", letter=OTHER)
    world.figure(text)
    assert world.outcomes(NUMBERS) == {LETTER: "fail", OTHER: "not_applicable"}
    assert "'2023' is only in part in a figure" in str(world.rows(NUMBERS)[LETTER]["detail"])
    assert world.rows(NUMBERS)[OTHER]["detail"] == "The letter has no number"


def test_a_number_that_begins_its_letter_is_placed_and_an_unread_one_needs_no_reason(world: World) -> None:
    world.letter("17\n18\n")
    world.letter("17\n18\n", letter=OTHER)
    for text in ("17", "18"):
        world.figure(text, letter=OTHER, use="unread", reason="other")
    world.figure("17", use="unread")
    world.figure("18", use="unread", reason="r")
    assert world.rows(NUMBERS)[LETTER]["detail"] == (
        "2 of 2 numbers of the letter are not accounted for: '17' has not been read: no reason, line 1; "
        "'18' has not been read: r, line 2"
    )


def test_a_number_of_two_figures_that_are_alike_in_everything_has_two_owners(world: World) -> None:
    world.letter("17 then 18 then")
    for text in ("17", "17 then 18"):
        world.figure(text)
    world.figure("17 then 18", use="observation")
    assert world.rows(NUMBERS)[LETTER]["detail"] == (
        "2 of 2 numbers of the letter are not accounted for: '17' is in 3 figures, line 1; "
        "'18' is in 2 figures, line 1"
    )


@pytest.mark.parametrize("use", ["observation", "context"])
def test_what_is_accounted_for_before_does_not_account_for_what_is_unread_behind(
    world: World, use: str
) -> None:
    world.letter("17 then 18 then 19 then 20")
    world.figure("17 then 18", use=use, reason="r")
    world.figure("19", use="unread", reason="s")
    world.figure("20", use=use, reason="r")
    assert world.rows(NUMBERS)[LETTER]["detail"] == (
        "1 of 4 numbers of the letter are not accounted for: '19' has not been read: s, line 1"
    )


def test_an_unread_figure_is_told_by_all_its_words_and_the_number_by_itself_where_it_is_cut(
    world: World,
) -> None:
    world.letter("12 and 17 more\n45")
    world.figure("12 and 17", use="unread", reason="r")
    world.figure("5", use="unread", reason="s", printed="5")
    assert world.rows(NUMBERS)[LETTER]["detail"] == (
        "3 of 3 numbers of the letter are not accounted for: '12 and 17' has not been read: r, line 1; "
        "'12 and 17' has not been read: r, line 1; '45' is only in part in a figure, line 2"
    )


@pytest.mark.parametrize("use", ["observation", "context"])
def test_an_unread_number_is_told_by_the_unread_figure_even_behind_another_within_it(
    world: World, use: str
) -> None:
    world.letter("about 17 or so")
    world.figure("about 17 or", use="unread", reason="r")
    world.figure("bout", use=use, reason="s")
    assert world.rows(NUMBERS)[LETTER]["detail"] == (
        "1 of 1 numbers of the letter are not accounted for: 'about 17 or' has not been read: r, line 1"
    )


# References and refusals


def test_a_reference_to_a_question_without_an_answer_fails(world: World) -> None:
    world.letter("One.\nTwo.")
    world.add("questions", question_id=f"{LETTER}/q1", letter_id=LETTER)
    world.question("2", answer="Two.", refers_to="1")
    world.question("3", answer="One.", refers_to="2")
    row = answer_row(world, REFERENCES, "2")
    assert (row["outcome"], row["found"]) == ("fail", f"{LETTER}/q1")
    assert row["detail"] == (f"The answer refers to {LETTER}/q1, but that question has no answer (line 2)")
    assert answer_row(world, REFERENCES, "3")["detail"] == f"The answer refers to {LETTER}/q2 (line 1)"


def test_a_circle_is_told_from_where_it_is_entered_and_a_letter_without_text_has_no_line(
    world: World,
) -> None:
    world.question("1", refers_to="2")
    world.question("2", refers_to="3")
    world.question("3", refers_to="1")
    world.question("4", refers_to="1")
    world.question("5")
    rows = world.rows(REFERENCES)
    assert {str(name)[-2:]: row["outcome"] for name, row in rows.items()} == {
        "q1": "fail",
        "q2": "fail",
        "q3": "fail",
        "q4": "pass",
    }
    assert rows[f"{LETTER}/q2"]["detail"] == (
        f"The answer refers to {LETTER}/q3, but the references go round in a circle: "
        f"{LETTER}/q2 -> {LETTER}/q3 -> {LETTER}/q1 -> {LETTER}/q2"
    )
    assert rows[f"{LETTER}/q4"]["detail"] == f"The answer refers to {LETTER}/q1"


def test_a_refusal_without_a_letters_text_is_told_without_a_line(world: World) -> None:
    world.question("1", outcome="withheld")
    world.question("2", outcome="withheld")
    world.question("3", outcome="granted")
    world.cite("40(2)", number="1")
    world.cite("12", number="1")
    world.cite("12", number="1", at=30)
    rows = world.rows(PROVISIONS)
    assert [*rows] == [f"{LETTER}/q1", f"{LETTER}/q2"]
    first, second = rows.values()
    assert (first["outcome"], first["found"]) == ("pass", "FOIA 12, FOIA 40(2)")
    assert first["detail"] == "The refusal relies on FOIA 12, FOIA 40(2)"
    assert (second["outcome"], second["found"]) == ("fail", "none")
    assert str(second["detail"]).endswith("refers to cites a provision")


def test_answers_that_refer_to_each_other_do_not_hang_the_search_for_a_provision(world: World) -> None:
    for rule in (PROVISIONS, REFUSALS):
        world.question("1", outcome="withheld", refers_to="2")
        world.question("2", outcome="withheld", refers_to="1")
        assert "pass" not in world.outcomes(rule).values()
        world.connection.execute("DELETE FROM answers")
        world.connection.execute("DELETE FROM questions")


@pytest.mark.parametrize(
    ("provision", "outcome"),
    [
        ("FOIA 12(2)", "pass"),
        ("FOIA 12", "pass"),
        ("FOIA 1", "fail"),
        ("FOIA 12(2)(a)", "fail"),
        ("FOIA 40(2)", "fail"),
        ("EIR 12(2)", "fail"),
        (None, "pass"),
    ],
)
def test_a_value_is_refused_under_a_provision_that_its_answer_cites_as_narrowly(
    world: World, provision: str | None, outcome: str
) -> None:
    world.question("1", outcome="withheld")
    world.question("2", outcome="withheld")
    world.cite("12(2)")
    world.cite("40(2)", number="2", section="FOIA 40")
    world.observation("a", None, status="withheld", provision=provision, line=5)
    row = world.rows(REFUSALS)["a"]
    assert (row["outcome"], row["found"]) == (outcome, "withheld, citing FOIA 12(2)")
    under = f" under {provision}" if provision else ""
    assert row["expected"] == "a refusal" + (f", citing {provision}" if provision else "")
    if outcome == "pass":
        assert row["detail"] == f"The answer refuses the value{under} (line 5)"
    else:
        assert row["detail"] == (
            f"The value is withheld{under}, but the answer cites only FOIA 12(2), in itself or by reference "
            "(line 5)"
        )


def test_a_wider_provision_is_cited_by_a_narrower_one_and_a_section_by_its_part(world: World) -> None:
    world.question("1", outcome="withheld")
    world.cite("40(3A)(a)", section="FOIA 40")
    for name, provision in (("a", "FOIA 40"), ("b", "FOIA 40(3A)"), ("c", "FOIA 40(3A)(a)"), ("d", "FOIA 4")):
        world.observation(name, None, status="suppressed", provision=provision)
    assert world.outcomes(REFUSALS) == {"a": "pass", "b": "pass", "c": "pass", "d": "fail"}


def test_provisions_are_named_once_each_and_found_by_reference(world: World) -> None:
    world.question("1", outcome="withheld", refers_to="2")
    world.question("2", outcome="withheld")
    for at, provision in ((0, "40(2)"), (9, "12"), (30, "12")):
        world.cite(provision, number="2", at=at)
    world.observation("a", None, status="withheld", provision="FOIA 31")
    row = world.rows(REFUSALS)["a"]
    assert row["found"] == "withheld, citing FOIA 12, FOIA 40(2)"
    assert row["detail"] == (
        "The value is withheld under FOIA 31, but the answer cites only FOIA 12, FOIA 40(2), in itself or by "
        "reference"
    )


def test_a_provision_without_any_citation_fails(world: World) -> None:
    world.question("1", outcome="withheld")
    world.observation("a", None, status="withheld", provision="FOIA 12")
    row = world.rows(REFUSALS)["a"]
    assert (row["outcome"], row["found"]) == ("fail", "withheld")
    assert str(row["detail"]).endswith("but the answer cites no provision, in itself or by reference")


@pytest.mark.parametrize("status", ["reported", "not_held"])
def test_a_value_that_was_not_refused_has_no_provision(world: World, status: str) -> None:
    world.question("1", outcome="withheld")
    world.cite("12")
    world.observation("plain", 3)
    world.observation("a", 3 if status == "reported" else None, status=status, provision="FOIA 12")
    (row,) = world.rows(REFUSALS).values()
    assert (row["outcome"], row["expected"], row["found"]) == ("fail", "no provision", "FOIA 12")
    words = status.replace("_", " ")
    assert row["detail"] == f"The value is {words}, so it was not refused under FOIA 12"


def test_a_refused_value_under_no_or_an_unknown_answer_fails(world: World) -> None:
    world.question("2", outcome="perhaps_not")
    world.observation("a", None, status="withheld", line=3)
    world.observation("b", None, question="2")
    rows = world.rows(REFUSALS)
    assert (rows["a"]["outcome"], rows["a"]["found"]) == ("fail", "no answer")
    assert rows["a"]["detail"] == "The value is withheld, but its question has no answer (line 3)"
    assert (rows["b"]["outcome"], rows["b"]["found"]) == ("fail", "perhaps_not")
    assert rows["b"]["detail"] == "The value is suppressed, but the outcome of the answer is perhaps not"


@pytest.mark.parametrize(
    ("provision", "regime", "judged"),
    [("12(2)", "FOIA", True), ("12(2)(a)", "FOIA", True), ("12", "FOIA", False), ("12(2)", "EIR", False)],
)
def test_only_section_12_2_of_the_act_denies_that_anything_is_held(
    world: World, provision: str, regime: str, *, judged: bool
) -> None:
    answer = "We hold the information, but refuse it."
    world.question("1", answer=answer)
    world.question("2", answer=answer)
    world.cite(provision, regime=regime)
    world.cite(provision, regime=regime, at=20)
    outcomes = world.outcomes(CONTRADICTION)
    assert outcomes == ({f"{LETTER}/q1": "fail"} if judged else {"none": "not_applicable"})
    if judged:
        row = answer_row(world, CONTRADICTION)
        assert row["found"] == "the information is said to be held"
        assert str(row["detail"]).endswith("which is about saying whether it is")


def test_an_answer_that_does_not_say_that_anything_is_held_passes_at_its_first_citation(
    world: World,
) -> None:
    world.letter("One.\nTwo.\nThree.")
    world.question("1", answer="Two.")
    world.cite("12(2)", at=10)
    world.cite("12(2)", at=5)
    row = answer_row(world, CONTRADICTION)
    assert (row["outcome"], row["found"]) == ("pass", "none")
    assert row["detail"] == (
        "The answer cites section 12(2) and does not say that the information is held (line 2)"
    )


# Periods


@pytest.mark.parametrize(
    ("start", "end", "kind", "outcome"),
    [
        ("2023-04-02", "2024-04-01", "financial_year", "fail"),
        ("2023-05-01", "2024-04-30", "financial_year", "fail"),
        ("2023-01-02", "2024-01-01", "calendar_year", "fail"),
        ("2023-02-01", "2024-01-31", "calendar_year", "fail"),
        ("2022-09-02", "2023-09-01", "academic_year", "fail"),
        ("2022-08-01", "2023-07-31", "academic_year", "fail"),
        ("2023-07-02", "2023-10-01", "quarter", "fail"),
        ("2024-02-02", "2024-03-01", "month", "fail"),
        ("2019-04-01", "2021-03-31", "year_range", "pass"),
        ("2019-04-01", "2022-04-30", "year_range", "fail"),
        ("2019-04-02", "2022-04-02", "year_range", "fail"),
        ("2019-04-02", "2022-04-01", "year_range", "pass"),
        ("2023-03-31", "2023-03-31", "part_financial_year", "pass"),
        ("2023-03-31", "2023-04-01", "part_financial_year", "fail"),
        ("2023-06-30", "2023-04-01", "part_financial_year", "fail"),
        ("2024-01-01", "2024-03-31", "part_financial_year", "pass"),
        ("2023-04-01", "2024-03-30", "part_financial_year", "pass"),
        ("2023-01-01", "2023-12-31", "part_calendar_year", "fail"),
        ("2023-06-30", "2023-02-01", "part_calendar_year", "fail"),
        ("2023-06-30", "2023-06-30", "part_calendar_year", "pass"),
        ("2023-06-30", "2023-06-29", "date_range", "fail"),
    ],
)
def test_a_period_has_the_dates_of_its_type_to_the_day(
    world: World, start: str, end: str, kind: str, outcome: str
) -> None:
    world.letter()
    world.observation("a", 3, period=(start, end, kind))
    row = world.rows(PERIODS)["a"]
    assert (row["outcome"], row["found"]) == (outcome, f"{start}/{end}")
    words = "is not a" if outcome == "fail" else "is a"
    assert str(row["detail"]).startswith(f"{start} to {end} {words} {kind.replace('_', ' ')}")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("financial_year", "1 April to 31 March of the next year"),
        ("calendar_year", "1 January to 31 December of one year"),
        ("academic_year", "1 September to 31 August of the next year"),
        ("quarter", "three whole months"),
        ("month", "one whole month"),
        ("year_range", "several whole years"),
        ("part_financial_year", "less than a financial year, inside one"),
        ("part_calendar_year", "less than a calendar year, inside one"),
        ("date_range", "from one day to a later one"),
        ("point_in_time", "one day"),
    ],
)
def test_a_wrong_period_is_told_with_what_its_type_asks_for(world: World, kind: str, expected: str) -> None:
    world.letter()
    world.observation("a", 3, period=("2023-12-02", "2022-02-01", kind), line=4)
    row = world.rows(PERIODS)["a"]
    assert (row["outcome"], row["expected"]) == ("fail", expected)
    assert row["detail"] == (
        f"2023-12-02 to 2022-02-01 is not a {kind.replace('_', ' ')}: {expected} (line 4)"
    )


def test_a_type_that_no_rule_knows_fails(world: World) -> None:
    world.letter()
    world.observation("a", 3, period=("2023-12-02", "2023-12-02", "fortnight"))
    row = world.rows(PERIODS)["a"]
    assert (row["outcome"], row["expected"]) == ("fail", "a type that this rule knows")
    assert row["detail"] == "No rule says which dates the period type fortnight has"


@pytest.mark.parametrize(("dated", "outcome"), [("2024-03-31", "pass"), ("2024-03-30", "fail")])
def test_a_period_may_end_on_the_day_of_its_own_letter(world: World, dated: str, outcome: str) -> None:
    world.letter(dated=dated)
    world.letter(letter=OTHER, dated="2020-01-01")
    world.observation("a", 3)
    row = world.rows(PERIODS)["a"]
    over = ", over by 2024-03-30" if outcome == "fail" else ""
    assert (row["outcome"], row["expected"]) == (outcome, f"1 April to 31 March of the next year{over}")
    if outcome == "pass":
        assert row["detail"] == "2023-04-01 to 2024-03-31 is a financial year"


@pytest.mark.parametrize("rule", [ANSWERS, FIGURES, NUMBERS, REFERENCES, PROVISIONS, CONTRADICTION])
def test_lines_are_counted_from_the_first_character_of_the_own_letter(world: World, rule: str) -> None:
    world.letter("17 cases are held in another letter", letter=OTHER)
    world.letter("\nRefused: 17.")
    world.question("1", answer="Refused: 17.", outcome="withheld", refers_to="1")
    world.cite("12(2)", at=4)
    world.figure("17", use="unread")
    (row,) = [row for row in world.rows(rule).values() if row["letter_id"] == LETTER]
    assert "line 2" in str(row["detail"])
