"""What every kind has in common: places, what a reading overrules, and what is left as it stands."""

import math
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.masking import MASK, Masking, find

LETTER = (
    "Dear Ms Example\n\nCall Bob Sample on 01632 960123. The review was led by Ada Testname.\r\n"
    "There were 366 children.\n\nYours sincerely\n\nCara Example\n"
)


def kinds(found: Masking, text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in found.spans]


def suspects(text: str, keep: tuple[str, ...] = ()) -> list[str]:
    return [text[one.start : one.end] for one in find(text, (), keep).suspects]


def test_each_passage_is_named_by_its_kind_and_place() -> None:
    assert kinds(find(LETTER), LETTER) == [
        ("name", "Example"),
        ("name", "Bob Sample"),
        ("telephone", "01632 960123"),
        ("name", "Cara Example"),
    ]
    assert suspects(LETTER) == ["Ada Testname"]


@given(
    st.text(alphabet="Ada Hal.,:@\n\r0123456789/()-PCDr", max_size=80), st.sampled_from(["", "a", "Ada Hal"])
)
def test_spans_and_suspects_are_in_order_and_apart_and_the_text_is_masked_in_the_spans_alone(
    text: str, words: str
) -> None:
    found = find(text, [words], [])
    assert len(found.text) == len(text)
    passages = [(span.start, span.end) for span in found.spans]
    passages += [(suspect.start, suspect.end) for suspect in found.suspects]
    assert all(start < end for start, end in passages)
    assert all(before[1] <= after[0] for before, after in pairwise(sorted(passages)))
    masked = {at for span in found.spans for at in range(span.start, span.end)}
    for at, (was, now) in enumerate(zip(text, found.text, strict=True)):
        assert now == (MASK if at in masked and was not in "\r\n" else was)


def test_what_a_reading_keeps_is_neither_masked_nor_suspected() -> None:
    assert suspects(LETTER, ("ada  testname",)) == []
    assert "Bob Sample" in find(LETTER, (), ("Bob Sample",)).text


def test_a_part_of_a_suspect_does_not_settle_it() -> None:
    assert suspects(LETTER, ("Testname",)) == ["Ada Testname"]


def test_what_a_reading_redacts_is_masked_and_no_longer_suspected() -> None:
    found = find(LETTER, ["Ada Testname"])
    assert "Testname" not in found.text
    assert ("redacted", "Ada Testname") in kinds(found, LETTER)
    assert found.suspects == ()


def test_overlapping_passages_are_one_of_the_kind_of_the_longest() -> None:
    text = "Contact: Ada Testname"
    assert kinds(find(text, ["Testname"]), text) == [("name", "Ada Testname")]


@pytest.mark.parametrize(
    "part",
    ["Ab ", "A\u0300", "a@", "@a", "Mr Ab ", "From: Ab, Cd\n", "1 ", "07700 ", "Ab and ", "of 12 Ab ", "("],
)
def test_a_long_text_takes_time_in_proportion(part: str) -> None:
    def seconds(length: int) -> float:
        text = (part * length)[:length]
        least = math.inf
        for _ in range(3):  # another program on the machine may make one of them slow
            started = time.process_time()
            find(text)
            least = min(least, time.process_time() - started)
        return least

    # Four times the text; what is quadratic takes sixteen times as long.
    assert seconds(80_000) < 9 * max(seconds(20_000), 0.02)
