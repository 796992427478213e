import time

import pytest

from pipeline.extract import outcomes
from pipeline.extract.letter import read
from pipeline.extract.outcomes import Decided
from pipeline.extract.structure import Answer, Figure, Kind, Status

WHERE = "Where are the cats kept?"
HOW_MANY = "How many cats were found?"


def answers(*texts: str) -> tuple[Answer, ...]:
    body = "\n\n".join(f"{i}. How many cats?\n\n{text}" for i, text in enumerate(texts, 1))
    return read(f"Dear Sir/Madam\n\n{body}\n\nYours faithfully\n".encode(), "a.txt").answers


def decided(answer: str, question: str = WHERE, *figures: Figure) -> Decided:
    """Decide on an answer that stands below its question, the second of two."""
    text = f"{question}\n\n{answer}\n"
    start = len(question) + 2
    return outcomes.decide(text, (start, len(text)), 1, ["1", "2"], figures, (0, len(question)))


def figure(
    answer: str, printed: str, status: Status = "reported", kind: Kind = "prose", question: str = WHERE
) -> Figure:
    start = len(question) + 2 + answer.index(printed)
    value = None if status == "suppressed" else float(printed)
    return Figure(
        *(1, kind, printed, value, value, value, None, None, status),
        *(None, None, None, None, None, 1, start, start + len(printed)),
    )


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("We had 12 cats.", "granted"),
        ("Yes.", "granted"),
        ("Nil. We do not hold a fund for cats.", "granted"),
        ("We do not hold this information.", "not_held"),
        ("This is not held in a reportable format.", "withheld"),
        ("It would exceed 18 hours to count them.", "withheld"),
        ("We had 12 in March. Counting all would exceed the cost limit.", "part_withheld"),
        ("The information is exempt under section 40(2) of the Act.", "withheld"),
        ("There were 5 or fewer. The exact number is not reported.", "part_withheld"),
        ("There were 5 or fewer. No further details are provided.", "withheld"),
        ("We neither confirm nor deny that we hold cats.", "ncnd"),
    ],
)
def test_the_words_of_an_answer_decide_its_outcome(text: str, outcome: str) -> None:
    assert answers(text)[0].outcome == outcome


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "Response:",
        "Answer 2",
        "Section 12 - Libraries",
        "Dear Ms Example,",
        "Thank you for your request.",
        "Our response is as follows.",
        "Please provide the number of dogs.",
        "I would like to know the names of the dogs.",
        "The total number of dogs in each ward",
        "If you are unhappy with this response you may ask for an internal review.",
        WHERE,
        "We can confirm that we hold the information that you requested.",
    ],
)
def test_an_answer_in_which_nothing_decides_is_unclear_and_says_why(answer: str) -> None:
    found = decided(answer)
    assert found.outcome == "unclear"
    assert found.doubt


@pytest.mark.parametrize(
    "answer",
    [
        "No.",
        "Hill Lane",
        "Head of Housing",
        "In the old stables.",
        "The cats are kept by the Hill Trust.",
        "No policy on this exists.",
        "Attached.",
        "Please see the attached list.",
        "The list stands at https://www.blankshire.example/cats",
        "A map is enclosed, and the places are listed in the table below.",
    ],
)
def test_what_tells_attaches_or_states_something_of_the_matter_is_granted(answer: str) -> None:
    found = decided(answer)
    assert (found.outcome, found.doubt) == ("granted", None)


@pytest.mark.parametrize(
    "answer",
    [
        "For the safety of others we do not tell where cats are kept. This is therefore being refused.",
        "We will not be providing this information.",
        "The Council is not able to disclose the places.",
        "I am declining to release this.",
        "It would not be in the public interest to publish this.",
        "Disclosure would be likely to prejudice the safety of cats.",
        "This information is commercially sensitive.",
        "The cost of finding it would be over the appropriate limit.",
        "Your request is vexatious.",
        "It is reasonably accessible to you elsewhere.",
    ],
)
def test_a_refusal_is_known_in_many_ways_of_saying(answer: str) -> None:
    found = decided(answer)
    assert (found.outcome, found.doubt) == ("withheld", None)


@pytest.mark.parametrize(
    "answer",
    [
        "Hill Council does not record the number of cats lost.",
        "Not recorded.",
        "There is no record of this.",
        "No information is held.",
        "The information is not captured on our system.",
        "This is not something that we record.",
        "The Council is not the right authority for this.",
        "We have no data on cats.",
        "We hold nothing of it.",
        "Hill Council holds none of these reports.",
        "We are unable to provide this information as it is not recorded.",
    ],
)
def test_a_denial_of_holding_is_known_in_many_ways_of_saying(answer: str) -> None:
    found = decided(answer)
    assert (found.outcome, found.doubt) == ("not_held", None)


def test_to_hold_nothing_back_is_no_denial_of_holding() -> None:
    assert decided("We hold nothing back. Hill Council had a cat.").outcome != "not_held"


@pytest.mark.parametrize(
    "answer",
    [
        "This cannot be split out.",
        "The cost is not separately identified.",
        "Cats are the responsibility of the county council.",
        "You may wish to contact the Home Office.",
    ],
)
def test_words_that_only_point_away_are_not_held_in_doubt(answer: str) -> None:
    found = decided(answer)
    assert found.outcome == "not_held"
    assert found.doubt


def test_a_refusal_without_a_provision_beside_figures_is_in_doubt() -> None:
    answer = "There were 12 cats. We cannot provide their names."
    found = decided(answer, WHERE, figure(answer, "12"))
    assert found.outcome == "part_withheld"
    assert found.doubt == "it refuses without citing a provision, and gives something"


def test_what_an_estimate_of_effort_counts_is_not_disclosed() -> None:
    answer = "It would mean searching 3715 records by hand, so section 12(1) of the Act applies."
    found = decided(answer, WHERE, figure(answer, "3715"))
    assert (found.outcome, [one.provision for one in found.citations]) == ("withheld", ["12(1)"])


def test_the_label_of_a_row_refuses_nothing() -> None:
    answer = "Action not in the public interest to disclose 12\nWithheld by the victim 5"
    rows = [figure(answer, printed, kind="table") for printed in ("12", "5")]
    found = decided(answer, WHERE, *rows)
    assert (found.outcome, found.doubt) == ("granted", None)


def test_words_of_refusal_that_the_question_asks_about_refuse_nothing_for_certain() -> None:
    question = "How many requests were refused?"
    answer = "12 requests were refused."
    found = decided(answer, question, figure(answer, "12", question=question))
    assert found.outcome == "granted"
    assert found.doubt


def test_how_many_that_is_answered_without_a_number_is_in_doubt() -> None:
    assert decided("Cats are looked after by volunteers.", HOW_MANY).doubt == (
        "the question asks how many, and the answer gives no number"
    )
    assert decided("Yes.", HOW_MANY).doubt


@pytest.mark.parametrize(
    "answer", ["None.", "No cats were found.", "We have never found any.", "See attached."]
)
def test_how_many_is_answered_by_a_word_of_none_and_by_what_is_attached(answer: str) -> None:
    found = decided(answer, HOW_MANY)
    assert (found.outcome, found.doubt) == ("granted", None)


@pytest.mark.parametrize(
    "answer",
    [
        "We have no recorded instances.",
        "There were no recorded instances.",
        "We have no records of any lost cats.",
        "No such reports were received.",
        "We have not recorded any cats.",
        "There is no information to provide as there were no cats.",
        "None held.",
    ],
)
def test_none_is_never_surely_not_held(answer: str) -> None:
    assert answers(answer)[0].outcome == "granted" or answers(answer)[0].doubt


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("12, however we cannot provide a breakdown.", "granted"),
        ("There were 12, although their names are not held.", "granted"),
        ("12 cats. The breakdown by colour is not held.", "granted"),
        ("12 in 2023. Figures for 2022 are not held.", "granted"),
        ("12 cats, but this cannot be broken down by ward.", "granted"),
        ("None. We do not record the colour of cats.", "granted"),
        ("See the attached table. We do not hold data for 2018.", "granted"),
        ("2022: not held\n2023: 12", "granted"),
        ("Some of the information is attached.", "granted"),
        ("The report is enclosed, with names redacted.", "granted"),
        ("The report is attached. Some names have been blacked out.", "granted"),
        ("The Council does not hold the data but the trust told us 12.", "granted"),
        ("There were 31 cases but finding the rest would exceed the limit.", "part_withheld"),
        ("31 cases but finding the rest would exceed the limit.", "part_withheld"),
        ("Some of the information is given above; the rest is exempt under section 40(2).", "withheld"),
        ("Yes, but the details are exempt under section 40(2).", "withheld"),
        ("Yes. We cannot give further details.", "withheld"),
        ("The vets are Hill and Dale. We do not give the names of assistants.", "withheld"),
        ("This is not centrally recorded; a search of the files found 12.", "not_held"),
        ("We hold some of this information. The rest is not held.", "not_held"),
    ],
)
def test_an_outcome_against_which_something_speaks_is_in_doubt(answer: str, outcome: str) -> None:
    found = answers(answer)[0]
    assert found.outcome == outcome
    assert found.doubt


@pytest.mark.parametrize(
    "answer",
    [
        "Most of what you ask is attached; names are exempt under section 40(2).",
        "31 cases. Finding the others would exceed the appropriate limit under section 12.",
        "2022: withheld\n2023: 12",
    ],
)
def test_a_part_given_and_a_part_refused_is_withheld_in_part(answer: str) -> None:
    found = answers(answer)[0]
    assert (found.outcome, found.doubt) == ("part_withheld", None)


def test_numbers_among_the_reasons_of_a_refusal_are_a_part_in_doubt() -> None:
    answer = "This is exempt under section 22 of the Act. The return comes from 32 councils."
    found = decided(answer, WHERE, figure(answer, "32"))
    assert (found.outcome, bool(found.doubt)) == ("part_withheld", True)


def test_where_to_find_it_is_no_part_beside_a_refusal_of_what_is_accessible() -> None:
    answer = "This is exempt under section 21 of the Act: see https://www.blankshire.example/cats"
    assert decided(answer).doubt is None


def test_a_denial_of_the_whole_beside_a_figure_is_in_doubt() -> None:
    answer = "The information is not held. The average for all pets was 17."
    assert decided(answer, WHERE, figure(answer, "17")).doubt


def test_being_unable_to_give_something_leaves_open_whether_it_is_held() -> None:
    found = decided(
        "The museum is unable to provide these numbers as each keeper counts in a way of their own."
    )
    assert found.outcome == "withheld"
    assert found.doubt
    assert decided("The museum declines to provide these numbers: section 43(2) of the Act.").doubt is None


def test_what_begins_by_saying_that_nothing_is_available_and_goes_on_is_in_doubt() -> None:
    found = decided("This information is not available. Every keeper feeds the cats of another house.")
    assert found.outcome == "not_held" or found.doubt
    answer = "This information is not available. In all 17 keepers feed cats, and the list is attached."
    assert decided(answer, WHERE, figure(answer, "17")).doubt


def test_a_name_that_may_be_hidden_refuses_nothing_and_leaves_a_doubt() -> None:
    (found,) = answers("There were 12 cats.\n\nThe chair of the friends of the cats: ███")
    assert (found.outcome, bool(found.doubt)) == ("granted", True)
    (alone,) = answers("Dogs: ███")
    assert (alone.outcome, bool(alone.doubt)) == ("unclear", True)
    (hidden,) = answers("There were 12 cats.\n\nDogs: fewer than 5")
    assert (hidden.outcome, hidden.doubt) == ("part_withheld", None)


def test_the_headings_of_a_table_refuse_and_deny_nothing() -> None:
    (found,) = answers("Year\tGranted\tInformation not held\n2021\t81\t14\n2022\t77\t19")
    assert (found.outcome, found.doubt) == ("granted", None)
    (kept,) = answers("The following is not held:\n\nYear\tGranted\tRefused\n2021\t81\t14\n2022\t77\t19")
    assert kept.doubt


def test_the_words_of_the_question_again_are_no_evidence() -> None:
    question = "Please say why the information on cats was not recorded by the council."
    answer = (
        "Please say why the information on cats was not recorded by the council.\n\nIt was lost in a flood."
    )
    assert decided(answer, question).outcome == "granted"


def test_a_reference_and_nothing_more_is_referred() -> None:
    first, second, third = answers(
        "We had 12 cats.", "See response to Question 1.", "See response to Q1. It would exceed 18 hours."
    )
    assert (second.outcome, second.refers_to) == ("referred", 0)
    assert (third.outcome, third.refers_to) == ("withheld", 0)
    assert first.refers_to is None


@pytest.mark.parametrize(
    "answer",
    [
        "As above.",
        "See Q1",
        "As per question 1.",
        "See 1 above.",
        "Please refer to our response to question 1(ii) above.",
        "Please see previous answer.",
        "This has been answered above.",
    ],
)
def test_a_reference_is_known_in_many_ways_of_saying(answer: str) -> None:
    found = decided(answer)
    assert (found.outcome, found.refers_to) == ("referred", 0)


def test_a_reference_to_no_answer_that_was_found_is_unclear() -> None:
    found = decided("See question 9.")
    assert (found.outcome, found.refers_to) == ("unclear", None)


def test_a_refusal_that_goes_on_from_above_has_the_provision_cited_there_and_no_doubt() -> None:
    above = decided("This is exempt under section 40(2) of the Act.")
    below = decided("We do not hold this in a reportable format - please see response above.")
    assert below.doubt
    goes_on = outcomes.with_above([above, below])[1]
    assert [one.provision for one in goes_on.citations] == ["40(2)"]
    assert goes_on.doubt is None


@pytest.mark.parametrize(
    "unit",
    ["\n", " ", "is not ", "do not hold ", "section 12 and ", "section 12 ()() ", "see the answer to "],
)
def test_deciding_takes_time_in_proportion_to_length(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        outcomes.decide(text, (0, len(text)), 0, ["1"], [], (0, 0))
        return time.process_time() - start

    seconds(1_000)
    assert seconds(64_000) < 20 * seconds(16_000) + 0.2
