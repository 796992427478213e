"""Quotes of a reading that stand only in words which the same reading masks."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.edges.document import Text
from pipeline.edges.problems import Problem
from pipeline.extract.masking import MASK, occurrences
from pipeline.interpret.quotes import find
from pipeline.interpret.reading import Reading


def without_masked(reading: Reading, text: str) -> tuple[Reading, list[Problem]]:
    """Give the reading without the entries whose quotes the letter's ``text``, in characters and masked, no
    longer has because ``redact`` masks their words, and a problem for each that says so.

    An entry whose number is masked as well has nothing left to say; another needs a different quote.
    """
    problems: list[Problem] = []

    def stays(quote: Text | None, is_left: Callable[[str], object]) -> bool:
        found = None if quote is None else _masked(quote, is_left, reading.redact, text)
        problems.extend([found] if found else [])
        return found is None

    kept = replace(
        reading,
        asked=tuple(one for one in reading.asked if stays(one.quote, str)),
        answers=tuple(one for one in reading.answers if stays(one.quote, str)),
        figures=tuple(one for one in reading.figures if stays(one.quote, _number(one.figure))),
        rounded=tuple(one for one in reading.rounded if stays(one.quote, _number(one.to))),
        context=tuple(one for one in reading.context if stays(one.quote, _number(one.figure))),
    )
    return kept, problems


def _number(figure: Text | None) -> Callable[[str], object]:
    """Give what finds the number of an entry, or any where it names none, in what is still to be read."""
    return re.compile(re.escape(figure.text) if figure else r"\d").search


def _masked(
    quote: Text, is_left: Callable[[str], object], redact: Sequence[Text], text: str
) -> Problem | None:
    """``is_left`` tells by what a quote still shows whether its entry has something to say."""
    if find(quote.text, text):
        return None
    words = " ".join(quote.text.split())
    # A blank takes one masked character at most: runs of them could be parted in too many ways.
    parts = [f"([{re.escape(one)}{MASK}])" if one != " " else rf"({MASK}?\s+|{MASK})" for one in words]
    for match in re.finditer("".join(parts), text):
        shown = "".join(MASK if MASK in one else own for own, one in zip(words, match.groups(), strict=True))
        by = _line_of_redact(words, shown, redact)
        if by is None:
            continue
        return quote.error(
            f"the quote {quote.text!r} is not in the letter: {by.text!r}, under 'redact' on line {by.line}, "
            "masks its words.",
            "Quote other words around it, which are not masked." if is_left(shown) else "Delete this entry.",
        ).problems[0]
    return None


def _line_of_redact(words: str, shown: str, redact: Sequence[Text]) -> Text | None:
    """Give the words under 'redact' that mask what ``shown`` does not show of a quote's words."""
    hidden = " ".join(words[slice(*run.span())] for run in re.finditer(f"{MASK}+", shown)).strip()
    for one in redact:
        of_quote = any(True for _ in occurrences(words, one.text))
        if hidden and (of_quote or hidden.casefold() in " ".join(one.text.casefold().split())):
            return one
    return None
