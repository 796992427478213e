"""What a reading masks, and the quotes that the same reading had in those words. The letters are invented."""

import re
from collections.abc import Mapping

import pytest

from interpret.test_draft import FOOT, HEAD
from pipeline.edges.problems import BadInputError
from pipeline.extract.letter import read as extract
from pipeline.extract.masking import MASK
from pipeline.interpret.draft import draft
from pipeline.interpret.letter import Rows, interpret
from pipeline.interpret.reading import TODO, read
from pipeline.interpret.redacted import without_masked
from pipeline.schemas.codelists import CodeList, dimension_names

Lists = Mapping[str, CodeList]
HOUSE = "12 Acacia Road"
LETTER = f"""{HEAD}1. How many children were reported missing in 2023/24?

In 2023/24, 366 children were reported missing. The file was kept at {HOUSE}. Another 15 say Emily Testname.
{FOOT}"""


def drafted(lists: Lists) -> str:
    return draft(extract(LETTER.encode(), "letter.txt"), lists)


def rows(
    lists: Lists, text: str, redact: tuple[str, ...] = (HOUSE, "Emily Testname"), keep: tuple[str, ...] = ()
) -> Rows:
    structure = extract(LETTER.encode(), "letter.txt", redact, keep)
    reading = read(text.encode(), "raw/coventry/letter.yaml", dimension_names(lists))
    return interpret(structure, reading, "raw/coventry/letter.txt", lists)


def answered(text: str) -> str:
    """The draft with each suspect written under 'redact', and each measure decided."""
    text = re.sub(rf"\"{TODO} '(.*?)' on line .* 'keep'.*\"", r"\1", text)
    return re.sub(rf'measure: "?{TODO}.*', "measure: missing_incidents", text)


def test_a_number_in_words_that_may_be_masked_is_asked_about_where_the_words_are(lists: Lists) -> None:
    text = drafted(lists)
    assert "context:" not in text
    assert (
        f"'{HOUSE}' on line 17 may be where a person lives: it names a house. If so write it here, else "
        "under 'keep', and set '12' in it aside under 'context' with why."
    ) in text


def test_a_draft_whose_suspects_are_masked_as_it_says_is_a_reading(lists: Lists) -> None:
    found = rows(lists, answered(drafted(lists)))
    assert [row["value"] for row in found["observations"]] == [366, 15]


def test_a_draft_whose_suspects_are_kept_as_it_says_is_a_reading(lists: Lists) -> None:
    text = answered(drafted(lists)).replace("redact:", "keep:")
    text += f"context:\n  - {{quote: {HOUSE}, why: the number of a house}}\n"
    found = rows(lists, text, (), (HOUSE, "Emily Testname"))
    assert [row["value"] for row in found["observations"]] == [366, 15]


def test_no_quote_of_a_draft_holds_words_that_may_be_masked_where_others_are_enough(lists: Lists) -> None:
    quotes = re.findall(r"quote: (.*)", drafted(lists))
    assert len(quotes) == 3
    assert not [quote for quote in quotes if "Acacia" in quote or "Emily" in quote]


MASKED = (
    "raw/coventry/letter.yaml:{}: the quote {!r} is not in the letter: {!r}, under 'redact' on line {}, masks"
)


@pytest.mark.parametrize(
    ("entry", "by", "mend"),
    [
        (
            f"context:\n  - quote: kept at {HOUSE}\n    figure: 12\n    why: a house",
            HOUSE,
            "Delete this entry.",
        ),
        (f"context:\n  - quote: kept at {HOUSE}\n    why: a house", HOUSE, "Delete this entry."),
        ("context:\n  - quote: at 12 Acacia\n    why: a house", HOUSE, "Delete this entry."),
        (
            "context:\n  - quote: Another 15 say Emily\n    figure: 15\n    why: hearsay",
            "Emily Testname",
            "Quote other words around it, which are not masked.",
        ),
        (
            "answers:\n  - question: 1\n    outcome: granted\n    quote: say Emily Testname",
            "Emily Testname",
            "Quote other words around it, which are not masked.",
        ),
    ],
)
def test_a_quote_that_stands_in_masked_words_is_told_by_what(
    lists: Lists, entry: str, by: str, mend: str
) -> None:
    text = answered(drafted(lists))
    lines = text.split("\n")
    quote = re.search(r"quote: (.*)", entry)
    assert quote
    text += f"{entry}\n"
    with pytest.raises(BadInputError) as caught:
        rows(lists, text)
    said = [line for line in str(caught.value).splitlines() if quote[1] in line]
    at = text.split("\n").index(next(line for line in entry.split("\n") if "quote: " in line)) + 1
    assert said == [f"{MASKED.format(at, quote[1], by, lines.index(f'  - {by}') + 1)} its words. {mend}"]


def test_an_entry_that_is_deleted_as_the_message_says_leaves_nothing_open(lists: Lists) -> None:
    text = answered(drafted(lists))
    entry = f"context:\n  - quote: kept at {HOUSE}\n    why: a house\n"
    with pytest.raises(BadInputError, match=r"Delete this entry\.$"):
        rows(lists, text + entry)
    assert rows(lists, text)


def test_a_quote_that_is_nowhere_is_not_put_down_to_what_is_masked(lists: Lists) -> None:
    entry = "context:\n  - quote: kept at 77 Birch Road\n    why: a house\n"
    with pytest.raises(BadInputError, match=r"'kept at 77 Birch Road' is not in the letter\. Copy the words"):
        rows(lists, answered(drafted(lists)) + entry)


def test_a_long_masked_passage_is_compared_with_a_long_quote_at_once() -> None:
    passage = " ".join(["one two"] * 2_000)
    content = (
        f"letter: X1\nsha256: aa\nredact: [{passage}]\n"
        f"context:\n  - quote: {passage[:400]} nowhere\n    why: x\n"
    )
    reading = read(content.encode(), "a.yaml", ())
    kept, problems = without_masked(reading, f"We saw\n{MASK * len(passage)}\nthere.")
    assert (kept, problems) == (reading, [])


def test_words_masked_across_lines_are_told() -> None:
    content = (
        "letter: X1\nsha256: aa\nredact: 12 Acacia Road\ncontext:\n  - {quote: at 12 Acacia Road, why: x}\n"
    )
    reading = read(content.encode(), "a.yaml", ())
    kept, (problem,) = without_masked(reading, "It was at ██\n██████\n████.")
    assert kept.context == ()
    assert str(problem).endswith(
        "'12 Acacia Road', under 'redact' on line 3, masks its words. Delete this entry."
    )
