"""What is drafted of a letter. Every letter here is invented."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.edges.document import Mapping, Text, load
from pipeline.edges.problems import BadInputError
from pipeline.extract.letter import read
from pipeline.extract.structure import Structure
from pipeline.interpret.draft import draft, scalar
from pipeline.interpret.figures import declare, inventory
from pipeline.interpret.letter import interpret
from pipeline.interpret.reading import TODO, Coding, FigureReading, open_points
from pipeline.interpret.reading import read as read_reading
from pipeline.schemas.codelists import CodeList, dimension_names

HEAD = """\
Coventry City Council

3 March 2025

Our reference: FOI900100

Dear requester

Freedom of Information Act 2000

Thank you for your request for information relating to children reported missing.

You have requested the following information:

"""
FOOT = "\nYours sincerely\n\nInformation Governance Team\n"


def structure_of(body: str) -> Structure:
    return read((HEAD + body + FOOT).encode(), "letter.txt")


def drafted(body: str, lists: dict[str, CodeList]) -> Mapping:
    structure = structure_of(body)
    return load(draft(structure, lists).encode(), "a.yaml")


def only(found: Mapping, key: str) -> Mapping:
    (entry,) = found.mappings(key)
    return entry


def said(entry: Mapping, key: str) -> str | None:
    text = entry.text(key)
    return text.text if text else None


def asked(entry: Mapping, key: str) -> str:
    text = said(entry, key)
    assert text is not None
    assert text.startswith(TODO)
    return text.removeprefix(f"{TODO} ")


TABLE = """\
1. How many children were reported missing?

| Year | {first} | {second} |
|---|---|---|
| 2021/22 | 12 | 19 |
| 2022/23 | 15 | 26 |
"""


def test_labels_that_are_periods_are_read_as_periods_and_headings_as_measures(
    lists: dict[str, CodeList],
) -> None:
    body = TABLE.format(first="Children reported missing", second="Missing incidents")
    table = only(drafted(body, lists), "tables")
    assert said(table, "rows") == "period"
    columns = table.items["columns"]
    assert isinstance(columns, Mapping)
    measures = {
        label: said(item, "measure") for label, item in columns.items.items() if isinstance(item, Mapping)
    }
    assert measures == {
        "Children reported missing": "missing_children",
        "Missing incidents": "missing_incidents",
    }
    assert "measure" not in table.items
    assert "period" not in table.items


def test_a_draft_without_open_points_is_a_reading(lists: dict[str, CodeList]) -> None:
    body = TABLE.format(first="Children reported missing", second="Missing incidents")
    structure = structure_of(body)
    content = draft(structure, lists).encode()
    reading = read_reading(content, "a.yaml", dimension_names(lists))
    rows = interpret(structure, reading, "raw/coventry/a.txt", lists)["observations"]
    assert {(row["measure"], row["period_start"], row["value"]) for row in rows} == {
        ("missing_children", "2021-04-01", 12),
        ("missing_incidents", "2021-04-01", 19),
        ("missing_children", "2022-04-01", 15),
        ("missing_incidents", "2022-04-01", 26),
    }


def test_labels_of_one_code_list_are_read_by_it(lists: dict[str, CodeList]) -> None:
    table = only(
        drafted(
            "1. How many children were at risk, by age, in 2024?\n\n"
            "| Sex | Under 10 | 10-12 |\n|---|---|---|\n| Boys | 7 | 9 |\n| Girls | 8 | 6 |\n",
            lists,
        ),
        "tables",
    )
    assert said(table, "rows") == "sex"
    assert said(table, "columns") == "age_group"


def test_a_label_that_the_code_list_lacks_leaves_the_axis_open(lists: dict[str, CodeList]) -> None:
    table = only(
        drafted(
            "1. How many children were at risk in 2024?\n\n"
            "| Sex | 2023 | 2024 |\n|---|---|---|\n| Male | 7 | 9 |\n| Unknown | 8 | 6 |\n",
            lists,
        ),
        "tables",
    )
    assert asked(table, "rows") == "what are the rows 'Male', 'Unknown'? sex does not list 'Unknown'."
    assert said(table, "columns") == "period"


def test_a_total_below_years_has_its_period_open(lists: dict[str, CodeList]) -> None:
    body = (
        TABLE.format(first="Children reported missing", second="Missing incidents") + "| Total | 27 | 45 |\n"
    )
    table = only(drafted(body, lists), "tables")
    periods = table.items["periods"]
    assert isinstance(periods, Mapping)
    assert asked(periods, "Total") == "which period is Total?"


def test_a_column_of_comments_is_notes_and_its_numbers_are_no_open_points(lists: dict[str, CodeList]) -> None:
    found = drafted(
        "1. How many children were reported missing?\n\n"
        "| Year | Children reported missing | Comment |\n|---|---|---|\n"
        "| 2022/23 | 15 | Counted by 2 teams |\n| 2023/24 | 18 | |\n",
        lists,
    )
    columns = only(found, "tables").items["columns"]
    assert isinstance(columns, Mapping)
    assert said(columns, "Comment") == "note"
    assert "context" not in found.items


def test_empty_cells_are_an_open_point(lists: dict[str, CodeList]) -> None:
    body = (
        TABLE.format(first="Children reported missing", second="Missing incidents") + "| 2023/24 | 11 | |\n"
    )
    assert asked(only(drafted(body, lists), "tables"), "blank").startswith("what do the empty cells mean")


def test_a_hidden_figure_gets_its_provision_and_never_a_value(lists: dict[str, CodeList]) -> None:
    body = (
        "1. How many missing incidents in 2024 had a marker?\n\n"
        "| Marker | Number of missing episodes reporting risk |\n|---|---|\n"
        "| Sexual exploitation | 8 |\n| Trafficking | c |\n\n"
        "Values of 5 or lower are shown as c. They are exempt under section 40(2) of the Act.\n"
    )
    found = drafted(body, lists)
    table = only(found, "tables")
    assert said(table, "measure") == "missing_incidents_with_marker"
    assert said(table, "rows") == "risk_marker"
    assert asked(table, "period") == "which period is it? The question says 2024."
    assert said(table, "provision") == "FOIA 40(2)"
    assert "value" not in table.items
    assert "withheld" not in found.items


def test_the_measure_of_a_figure_is_proposed_from_its_own_words_only(lists: dict[str, CodeList]) -> None:
    found = drafted(
        "1. How many return home interviews were completed in 2024?\n\n"
        "In 2024, 366 children were reported missing. A team of 14 people wrote to them.\n",
        lists,
    )
    figures = {said(entry, "figure"): entry for entry in found.mappings("figures")}
    assert said(figures["366"], "quote") == "In 2024, 366 children were reported missing"
    assert said(figures["366"], "measure") == "missing_children"
    assert said(figures["366"], "period") == "2024"
    assert "return_home_interviews" in asked(figures["14"], "measure")


def test_of_two_figures_in_a_sentence_each_is_measured_by_its_own_words(lists: dict[str, CodeList]) -> None:
    found = drafted(
        "1. How many?\n\nIn 2024, 288 children were reported missing on 1,034 occasions.\n", lists
    )
    figures = {said(entry, "figure"): entry for entry in found.mappings("figures")}
    assert said(figures["288"], "measure") == "missing_children"
    assert "which measure is it?" in asked(figures["1,034"], "measure")


def test_a_quote_that_stands_twice_names_its_line(lists: dict[str, CodeList]) -> None:
    answer = "There were 33 active cases."
    body = f"1. How many?\n\n{answer}\n\n2. And how many more?\n\n{answer}\n"
    structure = structure_of(body)
    found = load(draft(structure, lists).encode(), "a.yaml")
    lines = [said(entry, "line") for entry in found.mappings("figures")]
    assert lines == [str(figure.line) for figure in structure.figures]
    assert len(set(lines)) == 2


def test_a_refusal_is_drafted_with_the_provision_cited(lists: dict[str, CodeList]) -> None:
    found = drafted(
        "1. How many children went missing from foster care in 2021/22 and 2022/23?\n\n"
        "We refuse this under section 12(1) of the Act, since it would take more than 18 hours.\n\n"
        "2. How many children were trafficked in 2024?\n\n"
        "The Council does not hold this information.\n",
        lists,
    )
    withheld = only(found, "withheld")
    assert said(withheld, "question") == "1"
    assert said(withheld, "provision") == "FOIA 12(1)"
    assert asked(withheld, "periods") == "for which periods? The question says 2021/22 and 2022/23."
    assert "which measure was asked for?" in asked(withheld, "measure")
    not_held = only(found, "not_held")
    assert said(not_held, "question") == "2"
    assert "provision" not in not_held.items


UNCLEAR = """\
1. How many children were reported missing in 2022/23 and in 2023/24?

Thank you for asking about this.
"""


def test_where_nothing_decides_the_periods_asked_for_are_proposed_as_not_available(
    lists: dict[str, CodeList],
) -> None:
    entry = only(drafted(UNCLEAR, lists), "not_available")
    assert said(entry, "question") == "1"
    assert [one.text for one in entry.texts("periods")] == ["2022/23", "2023/24"]
    assert asked(entry, "measure").startswith(
        "which measure was asked for? Move this entry to 'withheld' where the answer refuses it, or to "
        "'not_held' where it says that it is not held; delete it if a value is given. Nearest are "
    )


@pytest.mark.parametrize(
    ("key", "outcome"),
    [("not_available", "unclear"), ("withheld", "withheld"), ("not_held", "not_held")],
)
def test_a_question_settled_as_its_draft_says_has_every_period_it_asks_for(
    lists: dict[str, CodeList], key: str, outcome: str
) -> None:
    structure = structure_of(UNCLEAR)
    content = re.sub(rf'outcome: "?{TODO}.*', f"outcome: {outcome}", draft(structure, lists))
    content = re.sub(rf'measure: "?{TODO}.*', "measure: missing_children", content)
    content = content.replace("not_available:", f"{key}:")
    reading = read_reading(content.encode(), "a.yaml", dimension_names(lists))
    found = interpret(structure, reading, "raw/coventry/a.txt", lists)
    assert [row["period_start"] for row in found["asked"]] == ["2022-04-01", "2023-04-01"]
    assert [(row["period_start"], row["obs_status"]) for row in found["observations"]] == [
        ("2022-04-01", key),
        ("2023-04-01", key),
    ]


def test_a_doubted_answer_with_a_figure_has_nothing_that_is_not_available(lists: dict[str, CodeList]) -> None:
    structure = structure_of("1. How many children were missing in 2023/24?\n\nThere were 33 in 2023/24.\n")
    (answer,) = structure.answers
    doubted = replace(structure, answers=(replace(answer, doubt="two readings differ."),))
    assert "answers" in load(draft(doubted, lists).encode(), "a.yaml").items
    assert "not_available" not in load(draft(doubted, lists).encode(), "a.yaml").items


def test_where_no_measure_is_near_the_file_of_measures_is_named(lists: dict[str, CodeList]) -> None:
    found = drafted("1. How many zebras in 2023/24?\n\nThe Council does not hold this.\n", lists)
    assert asked(only(found, "not_held"), "measure").endswith(
        "None is near; a new one is a row of raw/codelists/measure.csv."
    )


def test_what_the_letter_does_not_say_of_itself_is_open(lists: dict[str, CodeList]) -> None:
    structure = read(b"1. How many?\n\nThere were 33 active cases.\n", "letter.txt")
    found = load(draft(structure, lists).encode(), "a.yaml")
    for key in ("letter", "date", "subject", "regime"):
        asked(found, key)


def test_a_reference_of_digits_stays_text(lists: dict[str, CodeList]) -> None:
    letter = (HEAD + "1. How many?\n\nNone.\n").replace("FOI900100", "20123993")
    assert 'letter: "20123993"\n' in draft(read(letter.encode(), "letter.txt"), lists)


LETTERS = sorted((Path(__file__).parents[1] / "letters").glob("*.txt"))


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_every_figure_outside_tables_is_found_by_its_quote(path: Path, lists: dict[str, CodeList]) -> None:
    structure = read(path.read_bytes(), path.name)
    entries = load(draft(structure, lists).encode(), "a.yaml").mappings("figures")
    found = inventory(structure)
    places = [declare(found, as_read(entry), structure, ()) for entry in entries]
    assert places == [figure.start for figure in structure.figures if figure.table is None]


def as_read(entry: Mapping) -> FigureReading:
    quote, line, figure = entry.need("quote", "it"), entry.text("line"), entry.need("figure", "it")
    return FigureReading(quote, line, figure, None, None, Coding())


@pytest.mark.parametrize(
    "text",
    [
        "a: b",
        "- a",
        "no",
        "#1",
        "a #b",
        "'x'",
        '"x"',
        "[a]",
        "{a",
        "*a",
        "&a",
        "a:",
        "x\x85y",
        "\ufeffa",
        "é “q”",
        "👪",
    ],
)
def test_any_words_of_a_letter_can_be_written_down(text: str) -> None:
    found = load(f"quote: {scalar(text)}\n".encode(), "a.yaml").text("quote")
    assert found is not None
    assert found.text == text


def test_every_open_point_is_named_and_nothing_that_follows_from_it() -> None:
    content = (
        "letter: X1\nsha256: aa\ntables:\n  - question: 1\n    measure: TODO which measure is it?\n"
        "    rows: TODO what are the rows?\n"
        "withheld:\n  - question: 2\n    measure: m\n    periods: [TODO, 2024]\n"
    )
    with pytest.raises(BadInputError) as caught:
        read_reading(content.encode(), "a.yaml", ("sex",))
    assert str(caught.value).splitlines() == [
        "a.yaml:5: TODO: which measure is it?",
        "a.yaml:6: TODO: what are the rows?",
        "a.yaml:10: TODO: this point is still open. Decide what stands at 'periods'.",
    ]


def test_a_word_that_only_begins_like_the_mark_is_no_open_point() -> None:
    assert not list(open_points(Text("TODOS: a list of tasks", "a.yaml", 1)))


def test_where_no_words_stand_once_a_person_quotes(lists: dict[str, CodeList]) -> None:
    found = drafted("1. How many?\n\n" + "There were 5 cases. " * 60 + "\n", lists)
    asked_for = {asked(entry, "quote") for entry in found.mappings("figures")[20:40]}
    assert len(asked_for) == 1
    assert asked_for.pop().startswith("quote words with '5' on line ")


def test_what_may_be_personal_is_an_open_point_once_however_often_it_stands(
    lists: dict[str, CodeList],
) -> None:
    body = "1. How many?\n\nWe had 12, says Emily Testname.\nAsk Emily Testname or Dr Sample.\n"
    found = drafted(body, lists)
    emily, sample = found.texts("redact")
    assert emily.text.startswith(f"{TODO} 'Emily Testname' on line 17 may be a name: a first name")
    assert "If so write it here, else under 'keep'." in emily.text
    assert "'Sample' on line 18" in sample.text
