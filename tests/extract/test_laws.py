"""Laws of the structure, on letters that are put together at random, and on those that try its patience."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.laws import broken, figures_without_places
from pipeline.extract.forms import UnreadableLetter
from pipeline.extract.letter import read
from pipeline.extract.structure import Structure

LETTERS = Path(__file__).parents[2] / "raw" / "coventry"

WARDS = (
    "Northmoor",
    "Eastshire",
    "Age 5-10",
    "2 to 4 weeks",
    "Under 16",
    "Total",
    "Boys & girls",
    "S47",
    "é",
    "",
)
YEARS = (
    "2019/20",
    "2020-21",
    "2023",
    "1 April 2023 to 31 March 2024",
    "March 2024",
    "Q1",
    "as at 31 March 2024",
)
MARKS = (
    "c",
    "<5",
    "*",
    "-",
    "Nil",
    "N/A",
    "[x]",
    "5 or fewer",
    "<0",
    "..",
    "#",
    "TBC",
    "see note",
    "",
    "z",
    "≤10",
)
NUMBERS = (
    "0",
    "7",
    "12",
    "1,204",
    "33, 000",
    "£1,250.50",
    "45%",
    "(783)",
    "-4",
    "−4",
    "1.2 million",
    "³",
    "٣",
    "007",
)
WORDS = (
    *(
        "We had",
        "there were",
        "cases",
        "children",
        "in",
        "of which",
        "and",
        "between",
        "to",
        "about",
        "more than",
    ),
    *(
        "seven",
        "twenty-one",
        "None",
        "nil",
        "fewer than five",
        "section 12(2)",
        "regulation 12(4)(b)",
        "18 hours",
    ),
    *(
        "the Freedom of Information Act 2000",
        "£450",
        "FOI 123456",
        "question 1",
        "see response to question 2",
    ),
    *(
        "within 20 working days",
        "aged 12 to 15",
        "https://example.org/a/1?b=2",
        "**bold**",
        "(3)",
        "[1]",
        "1st",
    ),
    *(
        "values of 5 or fewer are not reported",
        "we do not hold this",
        "S.I. 2004/3244",
        "9am",
        "AB1 2CD",
        "S47",
    ),
)
ODD = (
    "\u202e12\u202c",
    "\u2066a\u2069",
    "\u200b",
    "1\u00a0204",
    "12\u2028",
    "\x85",
    "ﬁ",
    "１２",
    "½",
    "█",
    "<b>1</b>",
    "\x1b",
)
NUMBER = st.sampled_from(NUMBERS)
CELL = st.sampled_from(NUMBERS + MARKS)
LABEL = st.sampled_from(WARDS + YEARS)
BLANKS = st.sampled_from(("\n", "\n\n", "\n\n\n", "\n \t\n"))


def joined(separator: str, items: st.SearchStrategy[str], least: int, most: int) -> st.SearchStrategy[str]:
    return st.lists(items, min_size=least, max_size=most).map(separator.join)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A table in one of the layouts that letters print, not always a tidy one."""
    n = draw(st.integers(1, 5))
    rows = [["Ward", *draw(st.lists(LABEL, min_size=n, max_size=n))]]
    for _ in range(draw(st.integers(1, 6))):
        rows.append([draw(LABEL), *draw(st.lists(CELL, min_size=n, max_size=n))])
    if draw(st.booleans()):
        rows[draw(st.integers(0, len(rows) - 1))].pop()
    layout = draw(st.sampled_from(("tabs", "pipes", "commas", "spaces", "boxes", "flattened", "stacked")))
    if layout in ("flattened", "stacked"):
        return ("\n\n" if layout == "flattened" else "\n").join(cell for row in rows for cell in row)
    widths = [max(len(row[i]) for row in rows if i < len(row)) + 3 for i in range(n + 1)]
    padded = [[cell.ljust(width) for cell, width in zip(row, widths, strict=False)] for row in rows]
    if layout == "spaces":
        return "\n".join("".join(row) for row in padded)
    if layout == "boxes":
        rule = "┼".join("─" * width for width in widths)
        return f"\n├{rule}┤\n".join("│" + "│".join(row) + "│" for row in padded)
    if layout == "pipes":
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        return "\n".join([lines[0], "|" + "---|" * (n + 1), *lines[1:]])
    return "\n".join(("\t" if layout == "tabs" else ",").join(row) for row in rows)


SENTENCES = joined(" ", st.sampled_from(WORDS + YEARS + ODD) | NUMBER, 1, 12).map(lambda words: words + ".")
ITEMS = st.tuples(
    st.sampled_from(("• ", "- ", "* ", "a) ", "")), LABEL, st.sampled_from((": ", " - ", " ")), CELL
)
LISTS = joined("\n", ITEMS.map("".join), 1, 5)
WRAPPED = joined("\n", joined(" ", st.sampled_from(WORDS) | NUMBER, 6, 10), 2, 4)
LONG_LINES = st.tuples(st.sampled_from(WORDS + NUMBERS + ODD), st.integers(20, 300)).map(
    lambda one: f"{one[0]} " * one[1]
)
HEADINGS = st.sampled_from(
    ("Response", "**Answer**", "# Data", "Table 1", "Page 2 of 3", "> quoted", "Exampleton Council")
)
ASKED = st.tuples(
    st.sampled_from(("1. ", "2. ", "3) ", "Question 1: ", "Q2. ", "1a) ", "• ", "")),
    st.sampled_from(
        ("How many cases were there?", "Please give the cost by year.", "Of those, how many under 18?")
    ),
).map("".join)
BODIES = st.lists(
    st.one_of(ASKED, SENTENCES, tables(), LISTS, WRAPPED, LONG_LINES, HEADINGS, st.sampled_from(ODD)),
    max_size=9,
)


@st.composite
def letters(draw: st.DrawFn) -> str:
    """A letter of the fragments that letters are made of; its lines end in LF."""
    head = draw(
        st.sampled_from(("", "Exampleton Council\nRef: FOI12345\nDate: 12 March 2024\n\nDear Applicant\n\n"))
    )
    parts = draw(BODIES)
    tail = draw(st.sampled_from(("", "Yours faithfully\n\nInformation Governance Team\n")))
    return head + "".join(part + draw(BLANKS) for part in parts) + tail


def structure_of(text: str) -> Structure | None:
    """Read a letter; None where there is nothing to read."""
    try:
        return read(text.encode(), "letter.txt")
    except UnreadableLetter:
        return None


@settings(max_examples=150, deadline=None)
@given(letters())
def test_every_law_holds_for_every_letter(text: str) -> None:
    structure = structure_of(text)
    assert structure is None or broken(structure) == []


@settings(max_examples=60, deadline=None)
@given(letters(), st.data())
def test_every_law_holds_whatever_ends_the_lines(text: str, data: st.DataObject) -> None:
    ends = data.draw(
        st.lists(st.sampled_from(("\n", "\r\n", "\r", "\r\r\n", "\v", "\f")), min_size=1, max_size=5)
    )
    lines = text.split("\n")
    mixed = "".join(line + ends[i % len(ends)] for i, line in enumerate(lines))
    structure = structure_of(mixed)
    assert structure is None or broken(structure) == []


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=400))
def test_every_law_holds_for_any_text(text: str) -> None:
    structure = structure_of(text)
    assert structure is None or broken(structure) == []


@settings(max_examples=40, deadline=None)
@given(letters())
def test_a_letter_read_twice_reads_the_same(text: str) -> None:
    assert structure_of(text) == structure_of(text)


@settings(max_examples=60, deadline=None)
@given(letters())
def test_line_ends_change_no_figure(text: str) -> None:
    unix, windows = structure_of(text), structure_of(text.replace("\n", "\r\n"))
    assert (unix is None) == (windows is None)
    if unix is not None and windows is not None:
        assert figures_without_places(windows) == figures_without_places(unix)
        assert [one.why for one in windows.unread] == [one.why for one in unix.unread]


@pytest.mark.parametrize("path", sorted(LETTERS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_law_holds_for_the_letters_of_this_repository(path: Path) -> None:
    assert broken(read(path.read_bytes(), path.name)) == []


# A reader that goes back over what it has read takes minutes or hours for these. Those that have cost such
# minutes once are long; each of the others costs a sound reader more, and is shorter.
LONG = {
    **{unit: unit for unit in ("7", " ", "\t", "\r", "(", "a ", "- ", "> ", "• ", "one ", "section ")},
    "flattened rows": "2020/21\n\n12\n\n13\n\n14\n\n",
}
SHORT = {
    **{unit: unit for unit in ("|", "\n", "1. ", "£", "q ", "<5 ", "─", "12\t")},
    "a long sentence": "we had 12 cases and 1,204 others in a ward ",
    "number words": "twenty-one ",
    "thresholds": "values of 5 or fewer are not reported ",
    "ranges": "between 1 and ",
    "dates": "12 March 2024 ",
    "open periods": "1 April 2023 to ",
    "drawn cells": "│ a │ 12 │\n",
    "flattened labels": "Exampleton\n\n12\n\n",
    "aligned rows": "Northmoor ward        12        13      1,204\n",
    "nested quotes": "> > > a 12\n",
    "rows of a text table": "| a | 12 | 13 |\n",
    "numbered lines": "1. x\n2. y\n",
    "questions": "How many?\n\nWe had 12.\n\n",
}
LENGTHS = (200_000, 20_000)
LIMIT = 120  # seconds for all; a sound reader needs a tenth of that
HEAD = "Exampleton Council\nRef: FOI12345\n\nDear Applicant\n\n1. How many in 2023/24?\n\n"


PROGRAM = """
import json, sys
from pipeline.extract.letter import read
for name, data in json.load(sys.stdin).items():
    print(name, flush=True)
    assert read(data.encode(), "letter.txt").size == len(data.encode())
print("all read")
"""


@pytest.mark.long
def test_reading_takes_time_in_proportion_to_length() -> None:
    """A sound reader takes a second or two for each of these; the limit is far from that on any machine."""
    cases = {
        name: HEAD + unit * (length // len(unit))
        for units, length in zip((LONG, SHORT), LENGTHS, strict=True)
        for name, unit in units.items()
    }
    cases["a gap"] = f"{HEAD}a{' ' * LENGTHS[0]}b"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(cases),
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LIMIT,
        check=False,
    )
    assert done.stdout.endswith("all read\n"), done.stdout[-200:] + done.stderr[-2000:]
