"""What the program is not sure of stops the build until a person has looked. The letter is invented."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from interpret.test_letter import FILE, LETTER, READING
from pipeline.edges.problems import BadInputError
from pipeline.extract.letter import read as extract
from pipeline.extract.structure import Structure
from pipeline.interpret.add import Added, said
from pipeline.interpret.draft import draft
from pipeline.interpret.letter import Rows, interpret
from pipeline.interpret.reading import DOUBT, TODO, read
from pipeline.schemas.codelists import CodeList, dimension_names

Lists = Mapping[str, CodeList]
Change = Callable[[Structure], Structure]
MINUS = "the dash before this number may be a minus"


def figure_in_doubt(text: str, why: str = MINUS) -> Change:
    """The structure with one figure in doubt."""
    return lambda structure: replace(
        structure,
        figures=tuple(replace(one, doubt=why) if one.text == text else one for one in structure.figures),
    )


def table_in_doubt(structure: Structure) -> Structure:
    (table,) = structure.tables
    return replace(structure, tables=(replace(table, doubt="a row of numbers was taken for the headings"),))


def answer_changed(number: int, **changes: object) -> Change:
    def change(structure: Structure) -> Structure:
        answers = list(structure.answers)
        answers[number - 1] = replace(answers[number - 1], **changes)  # type: ignore[arg-type]
        return replace(structure, answers=tuple(answers))

    return change


def rows(lists: Lists, change: Change, added: str = "", edits: Mapping[str, str] | None = None) -> Rows:
    """Interpret the changed structure with a reading to which something is added."""
    text = READING.format(sha256=hashlib.sha256(LETTER.encode()).hexdigest()) + added
    for old, new in (edits or {}).items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    reading = read(text.encode(), "raw/coventry/letter.yaml", dimension_names(lists))
    return interpret(change(extract(LETTER.encode(), "letter.txt")), reading, FILE, lists)


def message(lists: Lists, change: Change, added: str = "", edits: Mapping[str, str] | None = None) -> str:
    with pytest.raises(BadInputError) as caught:
        rows(lists, change, added, edits)
    return str(caught.value)


def outcome(found: Rows, question: str) -> object:
    (row,) = [row for row in found["answers"] if row["question_id"] == f"coventry/FOI1001/{question}"]
    return row["outcome"]


def test_a_doubted_figure_is_settled_by_naming_it_and_its_doubt_is_published(lists: Lists) -> None:
    found = rows(lists, figure_in_doubt("14"))
    (row,) = [row for row in found["figures"] if row["text"] == "14"]
    assert (row["use"], row["doubt"]) == ("observation", MINUS)
    assert [row["doubt"] for row in found["figures"] if row["text"] == "12"] == [None]


def test_a_doubted_figure_that_is_named_nowhere_is_an_open_point_with_its_doubt(lists: Lists) -> None:
    entry = READING[READING.index("  - quote: 14") : READING.index("  - quote: No motions")]
    told = message(lists, figure_in_doubt("14"), edits={entry: ""})
    assert f"'14' on line 23 of {FILE} is not read ({MINUS})." in told


def test_a_doubted_cell_is_settled_by_checking_its_table(lists: Lists) -> None:
    told = message(lists, figure_in_doubt("12"))
    assert told == (
        "raw/coventry/letter.yaml: the table of question 1 on line 16 of raw/coventry/letter.txt is in doubt "
        f"('12' on line 17: {MINUS}). Compare it with the letter and add 'checked: yes' to its entry in "
        "'tables', or name the figures under 'figures' or 'context'."
    )
    (row,) = [row for row in rows(lists, figure_in_doubt("12"), edits=CHECKED)["figures"] if row["doubt"]]
    assert (row["text"], row["use"]) == ("12", "observation")


CHECKED = {"    rows: sex\n": "    rows: sex\n    checked: yes\n"}
NAMED = """figures:
  - quote: Male 12
    figure: 12
    measure: missing_children
    period: 2023/24
"""


def test_what_is_said_of_one_cell_goes_before_what_is_said_of_its_table(lists: Lists) -> None:
    found = rows(lists, figure_in_doubt("12"), edits={"figures:\n": NAMED})["observations"]
    assert [(row["measure"], row["sex"]) for row in found if row["value"] == 12] == [
        ("missing_children", "_Z")
    ]
    assert len(found) == 7


def test_a_doubted_cell_that_is_no_figure_is_set_aside(lists: Lists) -> None:
    added = "context:\n  - {quote: Male 12, figure: 12, why: the number of the row}\n"
    found = rows(lists, figure_in_doubt("12"), added)
    assert [row["value"] for row in found["observations"] if row["sex"] == "male"] == []
    (row,) = [row for row in found["figures"] if row["text"] == "12"]
    assert (row["use"], row["reason"]) == ("context", "the number of the row")


def test_a_figure_that_is_also_set_aside_is_named(lists: Lists) -> None:
    added = "context:\n  - {quote: 14 interviews, why: a slip}\n"
    assert "'14' is read as a figure already, by line 12. Delete one of the two" in message(
        lists, figure_in_doubt("14"), added
    )


def test_a_doubted_table_is_settled_by_checking_it(lists: Lists) -> None:
    assert "is in doubt (a row of numbers was taken for the headings)." in message(lists, table_in_doubt)
    assert len(rows(lists, table_in_doubt, edits=CHECKED)["observations"]) == 7


def test_a_doubted_table_without_figures_needs_nothing_but_to_be_checked(lists: Lists) -> None:
    def change(structure: Structure) -> Structure:
        figures = tuple(
            replace(one, table=None, kind="list") for one in structure.figures if one.text == "14"
        )
        return replace(table_in_doubt(structure), figures=figures, unread=())

    entry = READING[READING.index("  - question: 1") : READING.index("figures:")].replace("{{}}", "{}")
    assert "is in doubt" in message(lists, change, edits={"tables:\n" + entry: ""})
    found = rows(lists, change, edits={entry: "  - {question: 1, checked: yes}\n"})
    assert [row["value"] for row in found["observations"]] == [14, 0, None, None]


@pytest.mark.parametrize("word", ["no", "true", "'2024-01-01'"])
def test_checked_is_yes_or_is_not_there(lists: Lists, word: str) -> None:
    told = message(lists, table_in_doubt, edits={"    rows: sex\n": f"    rows: sex\n    checked: {word}\n"})
    assert "Write 'checked: yes' once it has been compared with the letter, or delete the line." in told


UNCLEAR = answer_changed(2, outcome="unclear")
DOUBTED = answer_changed(2, doubt="the question asks how many, and no number answers")


def test_an_answer_in_which_nothing_decides_is_an_open_point(lists: Lists) -> None:
    assert message(lists, UNCLEAR) == (
        "raw/coventry/letter.yaml: the answer to question 2 on line 23 of raw/coventry/letter.txt, "
        "'In 2023/24, 14 interviews were held. No motions were put.', does not show what became of the "
        "question. Read it and add to 'answers': '- question: 2', and below it 'outcome:' with one of "
        "granted, part_withheld, withheld, not_held, ncnd, unclear."
    )


def test_an_answer_in_doubt_is_an_open_point_that_says_what_it_was_taken_for(lists: Lists) -> None:
    assert (
        "is in doubt (the question asks how many, and no number answers); it was taken to be granted."
    ) in message(lists, DOUBTED)


@pytest.mark.parametrize("change", [UNCLEAR, DOUBTED])
@pytest.mark.parametrize("code", ["granted", "part_withheld", "withheld", "not_held", "ncnd", "unclear"])
def test_the_outcome_that_a_person_gives_is_the_one_published(
    lists: Lists, change: Change, code: str
) -> None:
    found = rows(lists, change, f"answers:\n  - question: 2\n    outcome: {code}\n")
    assert outcome(found, "q2") == code
    assert outcome(found, "q3") == "not_held"


def test_what_is_advised_for_an_open_answer_can_be_done_as_it_stands(lists: Lists) -> None:
    told = message(lists, UNCLEAR)
    first, second = re.findall(r"'(- question: .*?)', and below it '(outcome:)'", told)[0]
    for code in told.rpartition("one of ")[2].rstrip(".").split(", "):
        added = f"answers:\n  {first}\n    {second} {code}\n"
        assert outcome(rows(lists, UNCLEAR, added), "q2") == code


def test_a_reference_takes_the_outcome_that_a_person_gave(lists: Lists) -> None:
    def change(structure: Structure) -> Structure:
        return answer_changed(3, outcome="referred", refers_to=1)(UNCLEAR(structure))

    assert message(lists, change).count("does not show what became of the question") == 1
    assert (
        outcome(rows(lists, change, "answers:\n  - {question: 2, outcome: withheld}\n"), "q3") == "withheld"
    )


def test_an_answer_that_hides_a_number_is_not_granted(lists: Lists) -> None:
    change = answer_changed(1, doubt="two readings differ")
    told = message(lists, change, "answers:\n  - {question: 1, outcome: granted}\n")
    assert "the answer to question 1 is not granted: 'c' on line 18 hides a number." in told
    assert "Write part_withheld or withheld, whichever it is." in told
    for code in ("part_withheld", "withheld"):
        assert outcome(rows(lists, change, f"answers:\n  - {{question: 1, outcome: {code}}}\n"), "q1") == code


CITED = "No motions were put"  # stands for words that cite a provision


def test_an_answer_that_refuses_under_a_provision_is_not_granted(lists: Lists) -> None:
    added = f"answers:\n  - {{question: 2, outcome: granted, provision: FOIA 40(2), quote: {CITED}}}\n"
    assert "the answer to question 2 is not granted: it refuses under FOIA 40(2)." in message(
        lists, UNCLEAR, added
    )


def test_a_provision_that_was_not_found_is_added_with_the_words_that_cite_it(lists: Lists) -> None:
    entry = "answers:\n  - {question: 2, outcome: withheld, provision: FOIA 40(2)%s}\n"
    assert "nothing shows where the letter cites it. Add 'quote:'" in message(lists, UNCLEAR, entry % "")
    found = rows(lists, UNCLEAR, entry % f", quote: {CITED}")
    (row,) = found["exemptions_cited"]
    assert (row["question_id"], row["provision"]) == ("coventry/FOI1001/q2", "40(2)")
    assert LETTER[int(str(row["span_start"])) : int(str(row["span_end"]))] == CITED


def test_a_refusal_becomes_none_only_with_the_words_that_say_so(lists: Lists) -> None:
    change = answer_changed(2, outcome="withheld")
    entry = "answers:\n  - {question: 2, outcome: granted%s}\n"
    assert (
        "the answer to question 2 was found to be withheld, and nothing shows that it is granted. "
        "Add 'quote:' with the words of the answer that say so."
    ) in message(lists, change, entry % "")
    assert outcome(rows(lists, change, entry % ", quote: 14 interviews were held"), "q2") == "granted"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("{question: 9, outcome: granted}", "the letter has no question '9'."),
        ("{question: 2, outcome: refused}", "the label 'refused' is not in the code list 'outcome'."),
        ("{question: 2, outcome: referred}", "the label 'referred' is not in the code list 'outcome'."),
        ("{question: 2}", "an entry of 'answers' has no outcome."),
        (
            "{question: 2, outcome: granted, quote: Yours faithfully}",
            "the quote does not stand in the answer to question 2.",
        ),
        ("{question: 2, outcome: granted, quote: Yours truly}", "is not in the letter."),
        (
            "{question: 2, outcome: granted}\n  - {question: 2, outcome: withheld}",
            "question 2 is settled already, by line 26.",
        ),
    ],
)
def test_a_slip_in_an_answer_is_named(lists: Lists, entry: str, expected: str) -> None:
    assert expected in message(lists, UNCLEAR, f"answers:\n  - {entry}\n")


def all_in_doubt(structure: Structure) -> Structure:
    for change in (table_in_doubt, figure_in_doubt("12"), figure_in_doubt("14"), UNCLEAR):
        structure = change(structure)
    return answer_changed(3, doubt="two readings differ.")(structure)


def test_a_draft_asks_about_each_doubt_where_it_is_settled(lists: Lists) -> None:
    drafted = draft(all_in_doubt(extract(LETTER.encode(), "letter.txt")), lists)
    asked = [line.strip() for line in drafted.splitlines() if f"{TODO} {DOUBT}" in line]
    known = "granted, part_withheld, withheld, not_held, ncnd, unclear"
    assert asked == [
        "outcome: \"TODO doubt: what became of the question? Nothing decides in 'In 2023/24, 14 interviews "
        f"were held. No motions were put.'. Write one of {known}.\"",
        "outcome: \"TODO doubt: two readings differ. It was taken to be not_held: 'We do not hold this "
        f"information.'. Write one of {known}.\"",
        "checked: \"TODO doubt: a row of numbers was taken for the headings; '12' on line 17: the dash "
        'before this number may be a minus. Compare the table on line 16 with this, then write yes."',
        'checked: "TODO doubt: the dash before this number may be a minus. Compare it with line 23, then '
        'write yes; or set it aside in context."',
    ]


def test_a_draft_whose_doubts_are_answered_as_it_says_has_none_left(lists: Lists) -> None:
    structure = all_in_doubt(extract(LETTER.encode(), "letter.txt"))
    text = draft(structure, lists)
    text = re.sub(rf'outcome: "?{TODO} {DOUBT}.*', "outcome: not_held", text)
    text = re.sub(rf'checked: "?{TODO} {DOUBT}.*', "checked: yes", text)
    text = text.replace("measure: mash_calls", "measure: children_at_risk_of_exploitation")
    text = re.sub(rf'rows: "?{TODO}.*', "rows: sex", text)
    text = re.sub(rf'measure: "?{TODO}.*', "measure: missing_children", text)
    text = re.sub(rf'periods?: "?{TODO}.*', "period: 2023/24", text)
    reading = read(text.encode(), "raw/coventry/letter.yaml", dimension_names(lists))
    found = interpret(structure, reading, FILE, lists)
    assert [row["outcome"] for row in found["answers"]] == ["part_withheld", "not_held", "not_held"]
    assert [row["text"] for row in found["figures"] if row["doubt"]] == ["12", "14"]


def test_what_is_said_after_adding_counts_the_doubts() -> None:
    added = Added("raw/a.txt", "raw/a.yaml", "Exampleton", False, False, True, 3, 1, 0)
    assert "3 points are open, each marked TODO, 1 of them a doubt about how it was read;" in said(added)
    assert "3 points are open, each marked TODO, 2 of them doubts about" in said(replace(added, n_doubts=2))
    assert "3 points are open, each marked TODO; 0 values" in said(replace(added, n_doubts=0))
