"""What a reader of the page cannot see is no figure; what is asked of it can be done. Invented letters."""

import re
from collections.abc import Mapping

import pytest

from pipeline.edges.problems import BadInputError
from pipeline.extract.letter import read as extract
from pipeline.interpret.draft import draft
from pipeline.interpret.letter import Rows, interpret
from pipeline.interpret.reading import TODO, read
from pipeline.schemas.codelists import CodeList, dimension_names

Lists = Mapping[str, CodeList]
HIDDEN = '<span style="display:none">17 of them</span>'
PAGE = """<html><body><p>Coventry City Council</p><p>3 March 2025</p><p>Our reference: FOI900100</p>
<p>Freedom of Information Act 2000</p><p>You have requested the following information:</p>
<p>1. How many children were reported missing in 2023/24?</p>{}<p>Yours sincerely</p></body></html>"""
IN_A_SENTENCE = PAGE.format(f"<p>In 2023/24, {HIDDEN} children were reported missing.</p>")
IN_A_TABLE = PAGE.format(
    "<table><tr><th>Year</th><th>Children reported missing</th></tr><tr><td>2022/23</td><td>12</td></tr>"
    f"<tr><td>2023/24</td><td>{HIDDEN}</td></tr></table>"
)
NOT_GIVEN_THERE = (
    "If a value was asked for there, also say under 'not_available' that it is not given, or under "
    "'withheld' where the answer refuses it."
)
ADVICE = f"It cannot be a figure: set it aside under 'context' with why. {NOT_GIVEN_THERE}"
NOT_GIVEN = """{}:
  - question: 1
    measure: missing_children
    period: 2023/24
"""


def answered(page: str, lists: Lists) -> str:
    """The draft with everything decided but the placeholder, and nothing said yet to be missing."""
    text = draft(extract(page.encode(), "letter.html"), lists)
    text = re.sub(r"^not_available:\n(  .*\n)*", "", text, flags=re.MULTILINE)
    text = re.sub(r"^subject: .*", "subject: Missing children", text, flags=re.MULTILINE)
    text = re.sub(rf'outcome: "?{TODO}.*', "outcome: part_withheld", text)
    text = re.sub(rf'measure: "?{TODO}.*', "measure: missing_children", text)
    text = re.sub(rf'checked: "?{TODO}.*', "checked: yes", text)
    return re.sub(rf'period: "?{TODO}.*', "period: 2023/24", text)


def set_aside(text: str) -> str:
    return re.sub(rf'why: "?{TODO}.*', "why: hidden in the file", text)


def rows(page: str, text: str, lists: Lists) -> Rows:
    reading = read(text.encode(), "raw/coventry/letter.yaml", dimension_names(lists))
    return interpret(extract(page.encode(), "letter.html"), reading, "raw/coventry/letter.html", lists)


@pytest.mark.parametrize("page", [IN_A_SENTENCE, IN_A_TABLE])
def test_a_draft_says_that_a_placeholder_is_no_figure_and_what_to_do(page: str, lists: Lists) -> None:
    text = answered(page, lists)
    assert re.findall(rf"\w+: \"?{TODO} .*", text) == [
        f'why: "{TODO} concealed: the file marks the text as hidden. It cannot be a figure: say here why it '
        f'is set aside. {NOT_GIVEN_THERE}"'
    ]


@pytest.mark.parametrize(("page", "values"), [(IN_A_SENTENCE, []), (IN_A_TABLE, [12])])
def test_a_placeholder_can_be_set_aside_as_the_draft_says(page: str, values: list[int], lists: Lists) -> None:
    found = rows(page, set_aside(answered(page, lists)), lists)
    assert [row["value"] for row in found["observations"]] == values
    (row,) = [row for row in found["figures"] if row["reason"] == "hidden in the file"]
    assert (row["text"], row["use"]) == ("[Concealed text]", "context")


@pytest.mark.parametrize("key", ["withheld", "not_available"])
@pytest.mark.parametrize("page", [IN_A_SENTENCE, IN_A_TABLE])
def test_what_was_asked_for_in_its_place_can_be_said_not_to_be_given(
    page: str, key: str, lists: Lists
) -> None:
    text = set_aside(answered(page, lists))
    found = rows(page, f"{text}{NOT_GIVEN.format(key)}", lists)
    assert [row["obs_status"] for row in found["observations"] if row["value"] is None] == [key]


def test_an_error_says_the_same_of_a_placeholder(lists: Lists) -> None:
    text = re.sub(r"^context:\n(  .*\n)*", "", answered(IN_A_SENTENCE, lists), flags=re.MULTILINE)
    with pytest.raises(BadInputError) as caught:
        rows(IN_A_SENTENCE, text, lists)
    assert str(caught.value) == (
        "raw/coventry/letter.yaml: '[Concealed text]' on line 13 of raw/coventry/letter.html is not read "
        f"(concealed: the file marks the text as hidden). {ADVICE}"
    )


@pytest.mark.parametrize("value", ["", "    value: 0\n"])
def test_a_placeholder_that_is_read_as_a_figure_is_refused_with_the_way_out(value: str, lists: Lists) -> None:
    text = answered(IN_A_SENTENCE, lists).replace("context:\n", "figures:\n")
    text = re.sub(
        rf'    why: "?{TODO}.*\n', f"    measure: missing_children\n    period: 2023/24\n{value}", text
    )
    with pytest.raises(BadInputError) as caught:
        rows(IN_A_SENTENCE, text, lists)
    first, *rest = str(caught.value).splitlines()
    assert first.endswith(
        "'[Concealed text]' cannot be a figure (concealed: the file marks the text as hidden). Delete this "
        f"entry and {ADVICE.removeprefix('It cannot be a figure: ')}"
    )
    assert [line.endswith(ADVICE) for line in rest] == [True]
