"""Where a quote stands in a letter: exactly once, or on the line that is named."""

import re

from pipeline.edges.document import Text


def locate(quote: Text, line: Text | None, text: str) -> tuple[int, int]:
    """Give the span of a quote in a letter's text, in characters; white space may be wrapped differently.

    Raises BadInputError where the quote is not there, stands more than once, or the line has none.
    """
    spans = find(quote.text, text)
    if not spans:
        quote.fail(
            f"the quote {quote.text!r} is not in the letter.", "Copy the words from the letter as they stand."
        )
    lines = [line_of(start, text) for start, _end in spans]
    if line is not None:
        if not line.text.isdecimal():
            line.fail(f"line is {line.text!r}.", "Give the number of a line of the letter.")
        spans = [span for span, at in zip(spans, lines, strict=True) if at == int(line.text)]
        if len(spans) != 1:
            where = ", ".join(map(str, lines))
            line.fail(
                f"the quote {quote.text!r} starts on line {where}, not once on line {line.text}.",
                "Correct 'line:'.",
            )
    if len(spans) > 1:
        where = ", ".join(map(str, lines))
        quote.fail(
            f"the quote {quote.text!r} stands {len(spans)} times in the letter, on lines {where}.",
            "Quote more words, or add 'line:'.",
        )
    return spans[0]


def within(part: Text, quote: Text, span: tuple[int, int], text: str) -> tuple[int, int]:
    """Give the span of a figure in its quote. Raises BadInputError unless it stands there exactly once."""
    start, end = span
    spans = [(s + start, e + start) for s, e in find(part.text, text[start:end], whole_words=True)]
    if len(spans) != 1:
        how_often = "not" if not spans else f"{len(spans)} times"
        part.fail(
            f"the figure {part.text!r} stands {how_often} in the quote {quote.text!r}.",
            "Quote the words around the figure, with the figure in them once.",
        )
    return spans[0]


def find(words: str, text: str, *, whole_words: bool = False) -> list[tuple[int, int]]:
    """Give the spans at which words stand in a text, runs of white space being equal."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    if whole_words:
        pattern = rf"(?<![\w.,])(?:{pattern})(?![\w])"
    return [match.span() for match in re.finditer(pattern, text)] if pattern else []


def line_of(offset: int, text: str) -> int:
    """Give the line, from 1, on which a character stands."""
    return text.count("\n", 0, offset) + 1
