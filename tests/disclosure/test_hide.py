"""What is hidden stands nowhere, and every place still is where the tables say."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.disclosure import hide as hidden
from pipeline.disclosure.hide import PASSAGES, TOKEN, Cut, free_text, hide
from pipeline.extract.context import is_found_by_itself
from pipeline.extract.letter import read
from pipeline.schemas.table import Field, Row, data_tables

TOP = Path(__file__).parents[2]
LETTER = "town/F1"
TEXT = """Request F1
1. How many, by age? You said 1,234 last year.
There were 1,234 children: under ten 17
7, older 1,217. In all seventeen, see section 17, 17 h.
Of these 1,234 children none is 1234 days old, in 2017.
"""
# The second line of the answer breaks the number 177 in two, as text taken from a PDF can.


def place(printed: str, nth: int = 0) -> tuple[int, int]:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(printed, at + 1)
    return at, at + len(printed)


def figure(printed: str, nth: int = 0, *, value: float | None = None, reason: str | None = None) -> Row:
    start, end = place(printed, nth)
    return {
        "figure_id": f"{LETTER}/c{start}",
        "letter_id": LETTER,
        "question_id": f"{LETTER}/q1",
        "row_label": None,
        "column_label": None,
        "period": None,
        "text": " ".join(printed.split()),
        "value": value,
        "scale": 1,
        "doubt": None,
        "status": "reported" if value is not None else None,
        "span_start": start,
        "span_end": end,
        "line": 1 + TEXT.count("\n", 0, start),
        "use": "context" if reason else "observation",
        "reason": reason,
    }


def observation(name: str, of: Row, note: str | None = None) -> Row:
    return {
        "observation_id": name,
        "figure_id": of["figure_id"],
        "letter_id": LETTER,
        "question_id": f"{LETTER}/q1",
        "value": of["value"],
        "value_lower": of["value"],
        "value_upper": of["value"],
        "obs_status": "reported",
        "value_text": of["text"],
        "note": note,
    }


ALL = figure("1,234", 1, value=1234)
UNDER = figure("17\n7", value=177)
OLDER = figure("1,217", value=1217)
CONTEXT = [
    figure("section 17", reason="provision"),
    figure("17 h", reason="cost limit"),
    figure("1,234", 2, reason="the total again"),
    figure("1234 days", reason="duration"),
    figure("in 2017", reason="period"),
]
ANSWER: Row = {
    "question_id": f"{LETTER}/q1",
    "text": " ".join(TEXT[place("There")[0] : len(TEXT) - 1].split()),
    "span_start": place("There")[0],
    "span_end": len(TEXT) - 1,
}
TABLES: dict[str, list[Row]] = {
    "letters": [
        {
            "letter_id": LETTER,
            "sha256": "0" * 64,
            "bytes": len(TEXT),
            "source_url": "https://example.org/1",
            "fetched": "2024-06-01",
        },
        {"letter_id": "town/F2", "sha256": "1" * 64, "bytes": 3},
    ],
    "questions": [
        {
            "question_id": f"{LETTER}/q1",
            "letter_id": LETTER,
            "text": "How many, by age? You said 1,234 last year.",
        }
    ],
    "answers": [ANSWER],
    "tables": [],
    "figures": [ALL, UNDER, OLDER, *CONTEXT],
    "observations": [
        observation("all", ALL, "1234 as at the last day, as F2 says."),
        observation("under", UNDER, "177 as at the last day."),
        observation("older", OLDER),
    ],
    "corrections": [{"letter_id": LETTER, "figure_id": ALL["figure_id"], "printed": 1243, "corrected": 1234}],
    "exemptions_cited": [
        {
            "question_id": f"{LETTER}/q1",
            "provision": "17",
            "span_start": place("section 17")[0],
            "span_end": place("section 17")[1],
        }
    ],
}
TEXTS = {LETTER: TEXT, "town/F2": "abc"}


ASKED: Row = {
    "asked_id": f"{LETTER}/q1/asked.2016-01-01_2016-12-31",
    "question_id": f"{LETTER}/q1",
    "text": "said 1,234 last year",
    "span_start": place("said 1,234")[0],
    "span_end": place(" last year")[1],
    "line": 2,
    "note": "The year before, in which there were 1,234.",
}


def by_id(rows: list[Row], name: str) -> dict[str, Row]:
    return {str(row[name]): row for row in rows}


def test_figures_give_way_to_tokens_of_one_length() -> None:
    _, texts = hide(TABLES, TEXTS, {"all", "under"})
    assert (
        texts[LETTER]
        == """Request F1
1. How many, by age? You said [protected] last year.
There were [protected] children: under ten [protected], older 1,217. In all seventeen, see section 17, 17 h.
Of these [protected] children none is 1234 days old, in 2017.
"""
    )
    assert texts["town/F2"] == "abc"


def test_every_place_is_that_of_the_new_text() -> None:
    tables, texts = hide(TABLES, TEXTS, {"all", "under"})
    text = texts[LETTER]
    for row in tables["figures"]:
        start, end = int(str(row["span_start"])), int(str(row["span_end"]))
        assert text[start:end] == row["text"]
        assert row["figure_id"] == f"{LETTER}/c{start}"
        assert row["line"] == 1 + text.count("\n", 0, start)
    (answer,) = tables["answers"]
    inside = text[int(str(answer["span_start"])) : int(str(answer["span_end"]))]
    assert " ".join(inside.split()) == answer["text"]
    (cited,) = tables["exemptions_cited"]
    assert text[int(str(cited["span_start"])) : int(str(cited["span_end"]))] == "section 17"
    figures = set(by_id(tables["figures"], "figure_id"))
    assert {row["figure_id"] for row in tables["observations"]} <= figures


def test_a_hidden_observation_has_no_value_no_bound_and_no_text() -> None:
    tables, _ = hide(TABLES, TEXTS, {"all", "under"})
    for name in ("all", "under"):
        row = by_id(tables["observations"], "observation_id")[name]
        assert [row[key] for key in ("value", "value_lower", "value_upper")] == [None, 0, None]
        assert row["obs_status"] == "suppressed_secondary"
        assert row["value_text"] == TOKEN
    kept = by_id(tables["observations"], "observation_id")["older"]
    assert kept["value"] == 1217
    assert kept["obs_status"] == "reported"


def test_what_would_identify_the_letter_s_bytes_goes_and_so_does_a_correction() -> None:
    tables, _ = hide(TABLES, TEXTS, {"all"})
    letters = by_id(tables["letters"], "letter_id")
    assert letters[LETTER]["sha256"] is None
    assert letters[LETTER]["bytes"] is None
    assert letters[LETTER]["source_url"] is None
    assert letters[LETTER]["fetched"] is None
    assert letters["town/F2"] == TABLES["letters"][1]
    assert tables["corrections"] == []
    assert hide(TABLES, TEXTS, {"older"})[0]["corrections"][0]["corrected"] == 1234


def test_the_number_goes_from_notes_and_from_what_was_asked() -> None:
    tables, _ = hide(TABLES, TEXTS, {"all", "under"})
    rows = by_id(tables["observations"], "observation_id")
    assert rows["all"]["note"] == f"{TOKEN} as at the last day, as F2 says."
    assert rows["under"]["note"] == f"{TOKEN} as at the last day."
    assert tables["questions"][0]["text"] == f"How many, by age? You said {TOKEN} last year."


def test_what_was_asked_for_and_the_subject_lose_the_number_and_keep_their_place() -> None:
    subject: Row = {
        "letter_id": LETTER,
        "subject": "The 1,234 children",
        "sha256": "0" * 64,
        "bytes": len(TEXT),
    }
    tables, texts = hide({**TABLES, "asked": [ASKED], "letters": [subject]}, TEXTS, {"all"})
    (asked,) = tables["asked"]
    assert asked["text"] == f"said {TOKEN} last year"
    assert texts[LETTER][int(str(asked["span_start"])) : int(str(asked["span_end"]))] == asked["text"]
    assert asked["note"] == f"The year before, in which there were {TOKEN}."
    assert tables["letters"][0]["subject"] == f"The {TOKEN} children"


def test_every_column_of_a_table_is_searched_or_is_known_to_hold_no_words() -> None:
    searched = {(name, column) for name in data_tables() for column in free_text(name)}
    assert searched == {
        ("asked", "note"),
        ("checks", "detail"),
        ("checks", "expectation"),
        ("checks", "expected"),
        ("checks", "found"),
        ("checks", "subject"),
        ("corrections", "evidence"),
        ("corrections", "reason"),
        ("figures", "column_label"),
        ("figures", "doubt"),
        ("figures", "period"),
        ("figures", "reason"),
        ("figures", "row_label"),
        ("letters", "subject"),
        ("observations", "note"),
        ("questions", "text"),
        ("tables", "caption"),
    }


def test_a_new_column_of_words_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    new = Field("remark", "string", "Remark", "What somebody adds.")
    coded = Field("grade", "string", "Grade", "One of two.", {"enum": ["a", "b"]})
    tables = data_tables()
    more = replace(tables["tables"], fields=(*tables["tables"].fields, new, coded))
    monkeypatch.setattr(hidden, "data_tables", lambda: {**tables, "tables": more})
    free_text.cache_clear()
    assert free_text("tables") == ("caption", "remark")
    free_text.cache_clear()


def test_a_number_that_its_own_words_explain_stays() -> None:
    # 'section [protected]' would say which number is hidden.
    seventeen = figure("17\n7", value=17)
    tables = {**TABLES, "figures": [ALL, seventeen, OLDER, *CONTEXT]}
    _, texts = hide(tables, TEXTS, {"under"})
    assert "see section 17, 17 h." in texts[LETTER]


def test_a_note_tells_neither_what_is_printed_nor_what_it_is_corrected_to() -> None:
    wrong = {**UNDER, "value": 71}
    said = "By age, as at 7 April. Corrected: the letter prints 71. 7 is meant."
    rows = [
        observation("under", wrong, said) | {"value": 7},
        observation("older", OLDER, "By age, as at 7 April."),
        observation("all", ALL, "7 or 71."),
    ]
    tables, _ = hide({**TABLES, "figures": [ALL, wrong, OLDER], "observations": rows}, TEXTS, {"under"})
    assert [row["note"] for row in tables["observations"]] == [
        f"By age, as at 7 April. Corrected: the letter prints {TOKEN}. {TOKEN} is meant.",
        "By age, as at 7 April.",
        "7 or 71.",
    ]


def test_a_note_of_a_table_loses_the_number_at_all_its_observations() -> None:
    said = "Of these, 7 by another team."
    seven = {**UNDER, "value": 7}
    rows = [observation("under", seven, f"{said} And more."), observation("older", OLDER, said)]
    tables, _ = hide({**TABLES, "figures": [seven, OLDER], "observations": rows}, TEXTS, {"under"})
    assert [row["note"] for row in tables["observations"]] == [
        f"Of these, {TOKEN} by another team. And more.",
        f"Of these, {TOKEN} by another team.",
    ]


def test_a_corrected_number_goes_from_what_was_asked_as_well() -> None:
    wrong = {**UNDER, "value": 1243}
    rows = [observation("under", wrong) | {"value": 1234}]
    tables, _ = hide({**TABLES, "figures": [wrong], "observations": rows}, TEXTS, {"under"})
    assert tables["questions"][0]["text"] == f"How many, by age? You said {TOKEN} last year."


def test_a_label_that_holds_the_same_number_stays() -> None:
    # 'Ages [protected]' would say which number is hidden.
    label = figure("1,217", reason="row label")
    tables = {**TABLES, "figures": [ALL, figure("17\n7", value=1217), label]}
    _, texts = hide(tables, TEXTS, {"under"})
    assert "older 1,217." in texts[LETTER]


def test_every_reason_that_is_given_by_itself_is_known_to_be() -> None:
    """A reason that is not would be taken for one that a person wrote, and its numbers hidden at any size."""
    letters = [*(TOP / "tests/letters").glob("*.txt"), *(TOP / "raw").glob("*/*.txt")]
    given = {one.why for path in letters for one in read(path.read_bytes(), path.name).context}
    assert {"row label", "column heading", "duration", "period", "standing text", "request"} <= given
    assert {why for why in given if not is_found_by_itself(why) and why not in PASSAGES} == set()


IN_WORDS = """Request F1
1. How many? You said one thousand two hundred and thirty-four children.
There were 1,234 children, that is One thousand
two hundred and thirty-four of them, and 17 more.
You may complain about one thousand two hundred and thirty-four.
"""


def in_words(printed: str, use: str, reason: str | None, value: float | None = None) -> Row:
    start = IN_WORDS.index(printed)
    return {
        **figure("1,234", value=value, reason=reason),
        "figure_id": f"{LETTER}/c{start}",
        "text": " ".join(printed.split()),
        "use": use,
        "span_start": start,
        "span_end": start + len(printed),
        "line": 1 + IN_WORDS.count("\n", 0, start),
    }


def test_the_number_in_words_goes_wherever_it_would_go_in_digits() -> None:
    asked = in_words("one thousand two hundred and thirty-four children", "context", "request")
    standing = "You may complain about one thousand two hundred and thirty-four."
    total = in_words("1,234", "observation", None, 1234)
    figures = [
        asked,
        total,
        in_words("One thousand\ntwo hundred and thirty-four", "context", "the total again"),
        in_words("17", "observation", None, 17),
        in_words(standing, "context", "standing text"),
    ]
    said = "one thousand two hundred and thirty-four"
    start, end = IN_WORDS.index("There"), IN_WORDS.index("You may")
    tables: dict[str, list[Row]] = {
        **TABLES,
        "questions": [{**TABLES["questions"][0], "text": f"How many? You said {said} children."}],
        "answers": [{**ANSWER, "text": IN_WORDS[start:end], "span_start": start, "span_end": end}],
        "figures": figures,
        "observations": [
            observation("all", total, f"Of {said}.") | {"value_lower": 1234, "value_upper": 1234},
            observation("more", figures[3]),
        ],
        "exemptions_cited": [],
        "corrections": [],
    }
    hidden_tables, texts = hide(tables, {LETTER: IN_WORDS}, {"all"})
    assert (
        texts[LETTER]
        == """Request F1
1. How many? You said [protected] children.
There were [protected] children, that is [protected] of them, and 17 more.
You may complain about [protected].
"""
    )
    assert "thirty" not in str(hidden_tables)
    for row in hidden_tables["figures"]:
        shown = texts[LETTER][int(str(row["span_start"])) : int(str(row["span_end"]))]
        assert " ".join(shown.split()) == row["text"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a dozen", 12),
        ("Three hundred and sixty-six", 366),
        ("None", 0),
        ("twenty-one", 21),
        ("half a dozen", 6),
    ],
)
def test_a_hidden_number_that_a_person_set_aside_in_words_goes_at_any_size(words: str, value: int) -> None:
    text = f"There were {value:,} children. In all {words} were seen, and no more.\n"
    digits, again = (
        {
            **figure("1,234", value=number, reason=reason),
            "figure_id": f"{LETTER}/c{text.index(shown)}",
            "text": shown,
            "span_start": text.index(shown),
            "span_end": text.index(shown) + len(shown),
        }
        for shown, number, reason in ((f"{value:,}", value, None), (words, None, f"{words} again"))
    )
    tables = {
        **TABLES,
        "answers": [],
        "figures": [digits, again],
        "observations": [observation("all", digits)],
    }
    tables |= {"exemptions_cited": [], "corrections": []}
    hidden_tables, texts = hide(tables, {LETTER: text}, {"all"})
    assert texts[LETTER] == f"There were {TOKEN} children. In all {TOKEN} were seen, and no more.\n"
    assert [row["reason"] for row in hidden_tables["figures"]] == [None, f"{TOKEN} again"]


def test_what_is_given_as_bounds_goes_with_the_numbers_that_bound_it() -> None:
    text = "There were up to 500 children. You asked whether they were 500.\n"
    at, again = text.index("500"), text.rindex("500")
    bounded = {**figure("1,234", value=None), "figure_id": f"{LETTER}/c{at}", "text": "500", "span_start": at}
    asked = {**bounded, "figure_id": f"{LETTER}/c{again}", "span_start": again, "span_end": again + 3}
    figures = [bounded | {"span_end": at + 3}, asked | {"use": "context", "reason": "request"}]
    row = observation("all", figures[0]) | {"value_lower": 0, "value_upper": 500, "obs_status": "bounded"}
    tables = {**TABLES, "answers": [], "figures": figures, "observations": [row]}
    tables |= {"exemptions_cited": [], "corrections": []}
    hidden_tables, texts = hide(tables, {LETTER: text}, {"all"})
    assert texts[LETTER] == f"There were up to {TOKEN} children. You asked whether they were {TOKEN}.\n"
    (after,) = hidden_tables["observations"]
    assert [after[key] for key in ("value", "value_lower", "value_upper")] == [None, 0, None]
    assert after["obs_status"] == "suppressed_secondary"


def test_a_scaled_number_goes_as_it_is_printed_and_in_full() -> None:
    text = "£000: 512.5 in all. You said £512,500, or 512.5 thousand.\n"
    at = text.index("512.5")
    total = {**figure("1,234", value=512_500), "figure_id": f"{LETTER}/c{at}", "text": "512.5", "scale": 1000}
    total |= {"span_start": at, "span_end": at + 5, "doubt": "12 and 512.5 do not add up"}
    tables = {**TABLES, "answers": [], "figures": [total], "observations": [observation("all", total)]}
    tables |= {"exemptions_cited": [], "corrections": []}
    hidden_tables, texts = hide(tables, {LETTER: text}, {"all"})
    assert texts[LETTER] == f"£000: {TOKEN} in all. You said £{TOKEN}, or {TOKEN} thousand.\n"
    assert hidden_tables["figures"][0]["doubt"] is None


def test_where_nothing_is_hidden_nothing_changes() -> None:
    assert hide(TABLES, TEXTS, set()) == (TABLES, TEXTS)


def test_the_number_of_digits_is_not_told() -> None:
    one, other = (
        hide(
            {
                **TABLES,
                "figures": [{**ALL, "span_end": int(str(ALL["span_start"])) + len(digits), "text": digits}],
            },
            {**TEXTS, LETTER: TEXT.replace("were 1,234", f"were {digits}")},
            {"all"},
        )[1][LETTER]
        for digits in ("7", "1,234,567")
    )
    assert one.partition("were ")[2][: len(TOKEN) + 9] == other.partition("were ")[2][: len(TOKEN) + 9]


def aligned(number: str, width: int, edge: str, side: str) -> tuple[str, str, str]:
    """What is published of a table set with blanks, one cell hidden: the letter's text, the answer's, and the
    place of the cell behind.
    """
    line = f"under ten{edge}{number:{side}{width}}{edge}{99:{side}{width}}{edge}"
    text = f"There were:\nages     {edge}{'all':>{width}}{edge}{'new':>{width}}{edge}\n{line}\n"
    first, last = text.index(number), text.index("99")
    figures = [
        {**ALL, "figure_id": f"{LETTER}/c{at}", "span_start": at, "span_end": at + len(shown), "text": shown}
        for at, shown in ((first, number), (last, "99"))
    ]
    tables, texts = hide(
        {
            **TABLES,
            "answers": [{**ANSWER, "text": text, "span_start": 0, "span_end": len(text)}],
            "figures": figures,
            "observations": [observation("one", figures[0])],
            "exemptions_cited": [],
            "corrections": [],
        },
        {LETTER: text},
        {"one"},
    )
    for figure in tables["figures"]:
        start, end = int(str(figure["span_start"])), int(str(figure["span_end"]))
        assert texts[LETTER][start:end] == figure["text"]
    return texts[LETTER], str(tables["answers"][0]["text"]), str(tables["figures"][1]["span_start"])


@pytest.mark.parametrize("side", ["<", ">", "^"])
@pytest.mark.parametrize("edge", ["", " ", " | ", "|", "\t"])
def test_the_blanks_that_fill_a_column_do_not_tell_the_number_of_digits(edge: str, side: str) -> None:
    published = {aligned(number, 8, edge, side) for number in ("7", "12", "1,234")}
    assert len(published) == 1
    ((text, answer, _),) = published
    assert text == answer
    assert TOKEN in text


def test_blanks_in_a_sentence_stay() -> None:
    _, texts = hide(TABLES, TEXTS, {"all"})
    assert f"There were {TOKEN} children" in texts[LETTER]


@given(
    st.lists(
        st.tuples(st.text("ab \n", min_size=1, max_size=4), st.integers(0, 99999)), min_size=1, max_size=6
    ),
    st.data(),
)
def test_whatever_is_cut_places_outside_it_keep_their_characters(
    parts: list[tuple[str, int]], data: st.DataObject
) -> None:
    text, spans = "", []
    for words, number in parts:
        text += words
        spans.append((len(text), len(text) + len(str(number))))
        text += str(number)
    cut = Cut(tuple(span for span in spans if data.draw(st.booleans())))
    new = cut.apply(text)
    for start, end in spans:
        expected = TOKEN if (start, end) in cut.spans else text[start:end]
        assert new[cut.moved(start) : cut.moved_end(end)] == expected
    for at, character in enumerate(text):
        if not any(start <= at < end for start, end in cut.spans):
            assert new[cut.moved(at)] == character
