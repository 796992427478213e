"""The rules that go back to the letter: places, words, numbers, values, bounds."""

import time
from datetime import date

import pytest

from validate.validation_world import World

FIGURES = "figures_stand_in_letter"
NUMBERS = "every_number_accounted"
BOUNDS = "bounds_as_stated"

# '😀' is one code point of four bytes: offsets that counted bytes would go wrong behind it.
TEXT = "Dear 😀 Sir\n1. How many?\nWe saw 1,\n204 children and 17 adults\nin 2023.\nYours\n"
ANSWER = "We saw 1,\n204 children and 17 adults\nin 2023."


def test_a_figure_stands_at_its_place_even_when_broken_over_two_lines(world: World) -> None:
    world.letter(TEXT)
    world.question(answer=ANSWER)
    figure = world.figure("1, 204", printed="1,\n204", question="1")
    row = world.rows(FIGURES)[figure]
    assert (row["outcome"], row["expected"], row["found"]) == ("pass", "1, 204", "1, 204")
    assert row["detail"] == "'1, 204' stands where the data say (line 3)"


def test_a_figure_one_character_off_fails_and_says_what_stands_there(world: World) -> None:
    world.letter(TEXT)
    figure = world.figure("17", shift=1)
    row = world.rows(FIGURES)[figure]
    assert row["outcome"] == "fail"
    assert row["detail"] == "'17' is not where the data say: the letter has '7' there (line 4)"


def test_a_figure_on_another_line_than_said_fails(world: World) -> None:
    world.letter(TEXT)
    figure = world.figure("17", line=5)
    assert (
        world.rows(FIGURES)[figure]["detail"]
        == "'17' is not where the data say: it stands on line 4 (line 5)"
    )


def test_a_figure_outside_its_answer_or_its_table_fails(world: World) -> None:
    world.letter(TEXT)
    world.question(answer="in 2023.")
    figure = world.figure("17", question="1")
    assert "outside its answer" in str(world.rows(FIGURES)[figure]["detail"])
    world.add(
        "tables", table_id="coventry/FOI1/t1", question_id="coventry/FOI1/q1", span_start=60, span_end=70
    )
    figure = world.figure("1", table="t1")
    assert "outside its table" in str(world.rows(FIGURES)[figure]["detail"])


def test_figures_are_found_across_the_pieces_in_which_a_letter_is_cut(world: World) -> None:
    world.letter("".join(f"é{i:07}\n" for i in range(400)))  # 9 characters a line; a piece has 500
    figures = {world.figure(f"{i:07}"): i + 1 for i in (0, 54, 55, 56, 111, 399)}
    rows = world.rows(FIGURES)
    assert {name: (row["outcome"], row["detail"]) for name, row in rows.items()} == {
        name: ("pass", f"'{line - 1:07}' stands where the data say (line {line})")
        for name, line in figures.items()
    }


def test_a_letter_of_many_figures_is_searched_in_no_time(world: World) -> None:
    n = 8_000
    world.letter("\n".join(f"{number:06} and as many words as a row of a table has" for number in range(n)))
    world.connection.execute(
        'INSERT INTO figures (figure_id, letter_id, text, line, span_start, span_end, "use") '
        "SELECT 'c' || i, 'coventry/FOI1', printf('%06d', i), i + 1, 49 * i, 49 * i + 6, 'observation' "
        "FROM range(?) AS t(i)",
        [n],
    )
    started = time.perf_counter()
    assert set(world.outcomes(FIGURES).values()) == {"pass"}
    assert time.perf_counter() - started < 10  # cut anew for each figure it is half a minute


def test_a_figure_of_a_letter_without_text_fails(world: World) -> None:
    figure = world.figure("17")
    assert world.outcomes(FIGURES) == {figure: "fail"}


def test_an_observation_prints_what_its_figure_prints(world: World) -> None:
    world.letter(TEXT)
    figure = world.figure("17", value=17)
    world.observation("same", 17, figure=figure)
    world.observation("other", 18, figure=figure)
    world.observation("slipped", 71, text="17", figure=figure)
    rows = world.rows("observations_print_their_figures")
    assert rows["same"]["outcome"] == "pass"
    assert (
        rows["other"]["detail"] == "The observation has '18' and its figure '17': the texts differ (line 4)"
    )
    assert (
        rows["slipped"]["detail"]
        == "The observation has '17' and its figure '17': the numbers differ (line 4)"
    )


def test_an_observation_without_the_value_of_its_figure_fails_and_one_with_a_value_that_it_lacks(
    world: World,
) -> None:
    world.letter(TEXT)
    world.observation("lost", None, text="17", figure=world.figure("17", value=17))
    world.observation("found", 23, text="23", figure=world.figure("23"))
    rows = world.rows("observations_print_their_figures")
    assert {subject: row["outcome"] for subject, row in rows.items()} == {"lost": "fail", "found": "fail"}
    assert str(rows["lost"]["detail"]).endswith("the numbers differ (line 4)")


def test_a_correction_of_another_number_excuses_nothing(world: World) -> None:
    world.letter(TEXT)
    figure = world.figure("17", value=17)
    world.add("corrections", letter_id="coventry/FOI1", figure_id=figure, printed="17", corrected=71)
    world.observation("slipped", 18, text="17", figure=figure)
    assert world.outcomes("observations_print_their_figures") == {"slipped": "fail"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,204", 1204),
        ("33, 000", 33_000),
        ("12.5", 12.5),
        ("−5", -5),
        ("(5)", -5),
        ("£-5", -5),
        ("1.2", 1_200_000),  # million stands behind it
        ("3", 3_000),
    ],
)
def test_a_figure_has_the_value_that_its_characters_say(world: World, text: str, value: float) -> None:
    world.letter(f"It was {text} then")
    right = world.figure(text, value=value, status="reported")
    assert world.outcomes("figures_print_their_values") == {right: "pass"}


@pytest.mark.parametrize(
    ("value", "status", "wrong"),
    [
        (1240, "reported", "its value is another"),
        (-1204, "reported", "its value is another"),
        (None, "reported", "it has no value"),
        (1204, "suppressed", "it has a value"),
    ],
)
def test_a_figure_of_another_value_than_its_characters_say_fails(
    world: World, value: float | None, status: str, wrong: str
) -> None:
    world.letter("It was 1,204 then")
    figure = world.figure("1,204", value=value, status=status)
    row = world.rows("figures_print_their_values")[figure]
    assert (row["outcome"], row["detail"]) == ("fail", f"The letter prints '1,204', and {wrong} (line 1)")


def test_the_value_of_a_word_is_not_verified_and_a_mark_has_none(world: World) -> None:
    world.letter("Seven or c")
    seven = world.figure("Seven", value=7, status="reported")
    mark = world.figure("c", status="suppressed")
    assert world.outcomes("figures_print_their_values") == {seven: "unverifiable", mark: "pass"}


def test_a_period_asked_for_and_a_provision_stand_where_the_data_say(world: World) -> None:
    world.letter("1. How many?\nIn 2023/24\nSection 12 (2) of the Act\n")
    world.question()
    for name, start, line in (("right", 16, 2), ("shifted", 17, 2), ("elsewhere", 16, 1)):
        world.add(
            "asked", asked_id=name, question_id="coventry/FOI1/q1", period_start=date(2023, 4, 1),
            period_end=date(2024, 3, 31), period_type="financial_year", text="2023/24", span_start=start,
            span_end=start + 7, line=line,
        )  # fmt: skip
    for provision in ("12(2)", "12(1)"):
        world.add(
            "exemptions_cited", question_id="coventry/FOI1/q1", regime="FOIA", provision=provision,
            section="FOIA 12", span_start=32, span_end=38,
        )  # fmt: skip
    rows = world.rows("quotes_stand_in_letter")
    assert {subject: row["outcome"] for subject, row in rows.items()} == {
        "right": "pass",
        "shifted": "fail",
        "elsewhere": "fail",
        "coventry/FOI1/q1 FOIA 12(2)": "pass",
        "coventry/FOI1/q1 FOIA 12(1)": "fail",
        "coventry/FOI1/q1": "pass",
    }
    assert rows["right"]["detail"] == "'2023/24' stands where the data say (line 2)"
    assert rows["elsewhere"]["detail"] == (
        "'2023/24' is not where the data say: it stands on line 2 (line 1)"
    )
    assert rows["coventry/FOI1/q1 FOIA 12(1)"]["detail"] == (
        "'12(1)' is not where the data say: the letter has '12 (2)' there (line 3)"
    )


def test_the_words_of_a_question_stand_in_its_letter(world: World) -> None:
    world.letter("1. **How\nmany?**\nNone.\n")
    world.question("1")
    assert world.outcomes("quotes_stand_in_letter") == {"coventry/FOI1/q1": "pass"}
    world.connection.execute("UPDATE questions SET text = 'How mamy?'")
    row = world.rows("quotes_stand_in_letter")["coventry/FOI1/q1"]
    assert (row["outcome"], row["detail"]) == (
        "fail",
        "The letter does not have these words of the question: 'How mamy?'",
    )


def test_a_quote_of_a_letter_without_text_fails(world: World) -> None:
    world.question()
    world.cite("12(2)")
    assert set(world.outcomes("quotes_stand_in_letter").values()) == {"fail"}


NAMED = "coventry/FOI1/q1.2/children._T.2023-04-01_2024-03-31"


@pytest.mark.parametrize(
    ("table", "column", "identifier", "other"),
    [
        ("", "", "", ""),
        ("letters", "reference", "coventry/FOI1", "'FOI2'"),
        ("questions", "number", "coventry/FOI1/q1.2", "'1'"),
        ("tables", "position", "coventry/FOI1/t1", "2"),
        ("figures", "span_start", "coventry/FOI1/c51", "1"),
        ("observations", "period_end", NAMED, "DATE '2024-03-30'"),
        ("observations", "measure", NAMED, "'incidents'"),
    ],
)
def test_identifiers_are_made_of_what_they_name(
    world: World, table: str, column: str, identifier: str, other: str
) -> None:
    world.letter(TEXT)
    world.question("1.2")
    world.add(
        "questions", question_id="coventry/FOI1/q_2", letter_id="coventry/FOI1", position=2, text="And?"
    )
    world.figure("17")
    world.add("tables", table_id="coventry/FOI1/t1", question_id="coventry/FOI1/q1.2", position=1)
    world.observation(NAMED, 17, question="1.2")
    if table:
        world.connection.execute(f"UPDATE {table} SET {column} = {other}")
    outcomes = world.outcomes("identifiers_say_what_they_name")
    assert len(outcomes) == 6
    failed = {subject for subject, outcome in outcomes.items() if outcome == "fail"}
    assert (identifier in failed) if table else not failed


def test_a_period_asked_for_is_called_by_its_days(world: World) -> None:
    world.letter(TEXT)
    world.question()
    for name in ("asked.2023-04-01_2024-03-31", "asked.2023-04-01_2023-03-31"):
        world.add(
            "asked", asked_id=f"coventry/FOI1/q1/{name}", question_id="coventry/FOI1/q1",
            period_start=date(2023, 4, 1), period_end=date(2024, 3, 31), period_type="financial_year",
            text="2023", span_start=0, span_end=4, line=1,
        )  # fmt: skip
    outcomes = world.outcomes("identifiers_say_what_they_name")
    assert outcomes["coventry/FOI1/q1/asked.2023-04-01_2024-03-31"] == "pass"
    assert outcomes["coventry/FOI1/q1/asked.2023-04-01_2023-03-31"] == "fail"


def test_a_published_correction_may_differ_from_its_figure(world: World) -> None:
    world.letter(TEXT)
    figure = world.figure("17", value=17)
    world.add("corrections", letter_id="coventry/FOI1", figure_id=figure, printed="17", corrected=71)
    world.observation("slipped", 71, text="17", figure=figure)
    assert world.outcomes("observations_print_their_figures") == {"slipped": "pass"}


def test_an_answer_stands_in_its_letter(world: World) -> None:
    world.letter(TEXT)
    world.question("1", answer=ANSWER)
    world.question("2", answer="Words that were never written.")
    rows = world.rows("answers_stand_in_letter")
    assert rows["coventry/FOI1/q1"]["outcome"] == "pass"
    assert rows["coventry/FOI1/q1"]["detail"] == "The answer stands where the data say (line 3)"
    assert rows["coventry/FOI1/q2"]["outcome"] == "fail"


def test_a_citation_outside_its_answer_fails(world: World) -> None:
    world.letter(TEXT)
    world.question("1", answer=ANSWER)
    world.cite("12", at=0)
    (row,) = world.rows("answers_stand_in_letter").values()
    assert row["found"] == "1 of its citations stand outside it"


def test_every_number_of_an_answer_must_lie_in_a_figure(world: World) -> None:
    world.letter(TEXT)
    world.question(answer=ANSWER)
    world.figure("1, 204", printed="1,\n204")
    world.figure("17", use="unread", reason="two numbers in one sentence")
    (row,) = world.rows(NUMBERS).values()
    assert row["outcome"] == "fail"
    assert (row["expected"], row["found"]) == ("5 numbers", "2 accounted for")
    assert row["detail"] == (
        "3 of 5 numbers of the letter are not accounted for: '1' is in no figure, line 2; "
        "'17' has not been read: two numbers in one sentence, line 4; '2023' is in no figure, line 5"
    )


def test_a_letter_whose_numbers_are_all_data_or_context_passes(world: World) -> None:
    world.letter(TEXT)
    world.letter("Yours", letter="coventry/FOI2")
    world.question("1", answer=ANSWER)
    world.figure("1.", use="context", reason="number of a question")
    world.figure("1, 204", printed="1,\n204")
    world.figure("17")
    world.figure("2023", use="context", reason="period")
    assert world.outcomes(NUMBERS) == {"coventry/FOI1": "pass", "coventry/FOI2": "not_applicable"}


@pytest.mark.parametrize("outside", ["12 March\n", "Yours\n024 7683\n"])
def test_a_number_outside_the_answers_is_accounted_for_like_any_other(world: World, outside: str) -> None:
    world.letter(f"{outside}We saw it.\n")
    world.question(answer="We saw it.")
    assert world.outcomes(NUMBERS) == {"coventry/FOI1": "fail"}
    world.figure(outside.strip(), use="context", reason="letterhead")
    assert world.outcomes(NUMBERS) == {"coventry/FOI1": "pass"}


def test_a_number_half_inside_a_figure_is_not_accounted_for(world: World) -> None:
    world.letter("We saw 1204.")
    world.figure("12")
    (row,) = world.rows(NUMBERS).values()
    assert (row["outcome"], row["detail"]) == (
        "fail",
        "1 of 1 numbers of the letter are not accounted for: '1204' is only in part in a figure, line 1",
    )


@pytest.mark.parametrize("use", ["observation", "context", "unread"])
def test_a_number_with_two_owners_has_one_too_many(world: World, use: str) -> None:
    world.letter("We saw 1204 in May.")
    world.figure("1204", use="observation")
    assert world.outcomes(NUMBERS) == {"coventry/FOI1": "pass"}
    world.figure("saw 1204 in", use=use, reason="a period")
    (row,) = world.rows(NUMBERS).values()
    assert (row["outcome"], row["found"]) == ("fail", "0 accounted for")
    assert str(row["detail"]).endswith("not accounted for: '1204' is in 2 figures, line 1")


def test_one_number_in_two_figures_with_a_part_each_belongs_to_neither(world: World) -> None:
    world.letter("We saw 1204.")
    world.figure("12")
    world.figure("04")
    assert world.outcomes(NUMBERS) == {"coventry/FOI1": "fail"}


def test_a_figure_may_hold_several_numbers(world: World) -> None:
    world.letter("Our reference: 12/34-5.\n")
    world.figure("12/34-5", use="context", reason="reference")
    (row,) = world.rows(NUMBERS).values()
    assert (row["outcome"], row["expected"], row["detail"]) == (
        "pass",
        "3 numbers",
        "Each of the 3 numbers of the letter is data or context, and of one alone",
    )


def test_a_figure_inside_another_ends_before_the_number_does_not_take_it(world: World) -> None:
    world.letter("Up to a dozen, 17 then")
    world.figure("Up to a dozen, 17", use="context", reason="r")
    world.figure("a dozen", use="unread", reason="r")
    assert world.outcomes(NUMBERS) == {"coventry/FOI1": "pass"}


def test_a_long_letter_is_accounted_for_in_no_time(world: World) -> None:
    n = 20_000
    world.letter(" ".join(f"{number:06}" for number in range(n)))
    world.connection.execute(
        'INSERT INTO figures (figure_id, letter_id, text, span_start, span_end, "use") '
        "SELECT 'c' || i, 'coventry/FOI1', 'x', 7 * i, 7 * i + 6, 'observation' FROM range(?) AS t(i)",
        [n],
    )
    started = time.perf_counter()
    assert world.outcomes(NUMBERS) == {"coventry/FOI1": "pass"}
    assert time.perf_counter() - started < 10  # joined by place it is a minute


@pytest.mark.parametrize(
    ("use", "reason", "coded", "outcome"),
    [
        ("observation", None, True, "pass"),
        ("observation", None, False, "fail"),
        ("context", "period", False, "pass"),
        ("context", " ", False, "fail"),
        ("context", "period", True, "fail"),
        ("unread", "not understood", False, "fail"),
    ],
)
def test_a_figure_is_coded_or_has_a_reason(
    world: World, use: str, reason: str | None, coded: bool, outcome: str
) -> None:
    figure = world.figure("17", use=use, reason=reason, line=4)
    if coded:
        world.observation("a", 17, figure=figure)
    assert world.outcomes("every_figure_used") == {figure: outcome}


@pytest.mark.parametrize(
    ("value", "status", "outcome"),
    [
        (3, "reported", "pass"),
        (0, "zero_by_word", "pass"),
        (None, "suppressed", "pass"),
        (None, "withheld", "pass"),
        (None, "reported", "fail"),
        (3, "suppressed", "fail"),
    ],
)
def test_a_value_is_missing_exactly_where_its_status_says_so(
    world: World, value: float | None, status: str, outcome: str
) -> None:
    world.observation("a", value, status=status)
    assert world.outcomes("value_iff_status") == {"a": outcome}


@pytest.mark.parametrize(
    ("value", "status", "bounds", "outcome"),
    [
        (3, "reported", (3, 3), "pass"),
        (3, "reported", (3, None), "fail"),
        (3, "reported", (2, 4), "fail"),
        (3, "approximate", (2, None), "pass"),
        (3, "approximate", (4, None), "fail"),
        (None, "suppressed", (0, None), "pass"),
        (None, "suppressed", (None, None), "fail"),
        (None, "suppressed", (-1, None), "fail"),
        (None, "suppressed", (0, 5), "fail"),  # no threshold stands in the letter
        (None, "withheld", (None, None), "pass"),
        (None, "withheld", (0, None), "fail"),
    ],
)
def test_bounds_hold_the_value_or_are_open(
    world: World, value: float | None, status: str, bounds: tuple[float | None, float | None], outcome: str
) -> None:
    world.letter("")
    world.observation("a", value, status=status, bounds=bounds)
    assert world.outcomes(BOUNDS) == {"a": outcome}


@pytest.mark.parametrize(
    ("reasons", "most"),
    [
        (["threshold: at most 5"], 5),
        (["threshold: at most 5", "threshold: at most 4"], 5),  # the widest: a 5 could be hidden
        (["threshold"], None),
        (["period", "age"], None),
        (["threshold: at most 5", "threshold, not the only reason"], None),
    ],
)
@pytest.mark.parametrize("question", ["1", None])  # in the answer, and outside all answers
def test_an_upper_bound_is_that_of_the_threshold_that_the_letter_states(
    world: World, reasons: list[str], most: int | None, question: str | None
) -> None:
    for line, reason in enumerate(reasons, 2):
        world.figure("5", use="context", reason=reason, line=line, question=question)
    world.observation("open", None, bounds=(0, None))
    for bound in (3, 4, 5, 6):
        world.observation(f"at most {bound}", None, bounds=(0, bound))
    passed = {subject for subject, outcome in world.outcomes(BOUNDS).items() if outcome == "pass"}
    assert passed == {"open"} | ({f"at most {most}"} if most else set())


def test_a_threshold_counts_for_its_own_answer_before_one_that_is_for_all(world: World) -> None:
    world.figure("10", use="context", reason="threshold: at most 10", line=2)
    world.figure("5", use="context", reason="threshold: at most 5", line=3, question="1")
    world.observation("own", None, bounds=(0, 5))
    world.observation("general here", None, bounds=(0, 10))
    world.observation("general", None, bounds=(0, 10), question="2")
    world.observation("own of another", None, bounds=(0, 5), question="2")
    world.observation("of another letter", None, bounds=(0, 10), letter="coventry/FOI2")
    assert {subject for subject, outcome in world.outcomes(BOUNDS).items() if outcome == "pass"} == {
        "own",
        "general",
    }


@pytest.mark.parametrize("elsewhere", ["1", None])
def test_where_a_threshold_is_not_the_only_reason_a_hidden_value_has_no_upper_bound(
    world: World, elsewhere: str | None
) -> None:
    world.figure("5", use="context", reason="threshold: at most 5", line=2, question="1")
    world.figure("5", use="context", reason="threshold, not the only reason", line=3, question=elsewhere)
    world.observation("a", None, bounds=(0, 5), line=8)
    row = world.rows(BOUNDS)["a"]
    assert (row["outcome"], row["detail"]) == (
        "fail",
        "There is an upper bound, yet the letter names other reasons than a threshold for hiding a value "
        "(line 8)",
    )


@pytest.mark.parametrize(
    ("mark", "most"),
    [
        ("<5", 4),
        ("&lt;5", 4),
        ("fewer than 5", 4),
        ("Below 5", 4),
        ("<=5", 5),
        ("≤5", 5),
        ("5 or fewer", 5),
        ("10 or below", 10),
        ("between 0 and 4", 4),
    ],
)
def test_a_mark_that_prints_its_own_bound_has_that_bound(world: World, mark: str, most: int) -> None:
    world.figure("9", use="context", reason="threshold: at most 9", line=2, question="1")
    for bound in (most - 1, most, most + 1):
        world.observation(f"at most {bound}", None, text=mark, bounds=(0, bound))
    outcomes = world.outcomes(BOUNDS)
    assert {subject for subject, outcome in outcomes.items() if outcome == "pass"} == {f"at most {most}"}


def test_a_bound_that_is_printed_in_words_is_not_said_to_be_checked(world: World) -> None:
    world.observation("a", None, text="fewer than five", bounds=(0, 4))
    assert world.outcomes(BOUNDS) == {"a": "unverifiable"}


def test_a_mark_states_the_bound_of_its_own_cell_and_of_no_other(world: World) -> None:
    world.observation("own", None, text="<5", bounds=(0, 4), line=3)
    world.observation("other", None, text="c", bounds=(0, 4), line=4)
    assert world.outcomes(BOUNDS) == {"own": "pass", "other": "fail"}


def test_a_cell_that_nobody_understood_fails_with_its_text_and_line_though_it_has_no_digits(
    world: World,
) -> None:
    figure = world.figure("TBC", use="unread", reason="neither a number nor a known mark", line=7)
    row = world.rows("every_figure_used")[figure]
    assert (row["outcome"], row["detail"]) == (
        "fail",
        "'TBC' has not been read: neither a number nor a known mark (line 7)",
    )


def test_an_unread_cell_fails_even_where_an_observation_codes_it(world: World) -> None:
    figure = world.figure("TBC", use="unread", reason="not understood", line=7)
    world.observation("a", None, figure=figure)
    assert world.outcomes("every_figure_used") == {figure: "fail"}


@pytest.mark.parametrize(
    ("text", "unit", "measure", "outcome"),
    [
        ("£450", "GBP", "budget", "pass"),
        ("£450", "GBP", "children", "fail"),
        ("£450", "GBP", "share", "fail"),
        ("12%", "percent", "share", "pass"),
        ("12%", "percent", "children", "fail"),
        ("12%", "percent", "budget", "fail"),
        ("£450", "GBP", "no such measure", "fail"),
    ],
)
def test_money_and_percentages_are_coded_under_measures_of_their_unit(
    world: World, text: str, unit: str, measure: str, outcome: str
) -> None:
    world.observation("a", 12, text=text, measure=measure, figure=world.figure(text, unit=unit, line=5))
    assert world.outcomes("units_agree") == {"a": outcome}


def test_a_unit_that_its_measure_does_not_have_is_told_in_a_sentence(world: World) -> None:
    world.observation(
        "a", 12, text="12%", measure="weeks", figure=world.figure("12%", unit="percent", line=5)
    )
    row = world.rows("units_agree")["a"]
    assert (row["expected"], row["found"]) == ("percent", "weeks")
    assert row["detail"] == "'12%' is printed in percent, but its measure is not: Label (line 5)"


def test_a_figure_without_a_printed_unit_is_not_evaluated(world: World) -> None:
    world.observation("a", 12, measure="budget", line=5)
    assert world.outcomes("units_agree") == {"none": "not_applicable"}
