"""Words to quote for a figure: as few as a person would, and enough for them to stand in the letter once."""

import re
import sys
from collections.abc import Sequence

from pipeline.interpret.quotes import find, line_of

# How many words to quote before and after a figure, in the order of trying.
_IN_SENTENCE = ((4, 4), (7, 7), (10, 2), (2, 10), (12, 12))
_AROUND = ((4, 4), (7, 7), (8, 2), (2, 8), (12, 0), (0, 12), (16, 16))
_ON_ITS_LINE = (*_AROUND, (1, 1), (1, 0), (0, 1), (0, 0))
_REACH = 400  # characters: no quote is longer on either side
_STOP = re.compile(r"[.?!:;]\s+")


def quote_of(
    words: str, start: int, end: int, text: str, avoid: Sequence[tuple[int, int]] = ()
) -> tuple[str, int | None] | None:
    """Give words around the figure ``words``, at text[start:end], that hold it once and stand once in the
    letter.

    Where there are none, words that stand once on their line, with the line; None where there are none.
    ``avoid`` are spans that may yet be masked: no quote touches one, unless there is no other.
    """
    found = _quote_apart_from(avoid, words, start, end, text)
    return found or (_quote_apart_from((), words, start, end, text) if avoid else None)


def _quote_apart_from(
    avoid: Sequence[tuple[int, int]], words: str, start: int, end: int, text: str
) -> tuple[str, int | None] | None:
    paragraph = _paragraph(start, end, text)
    for span, arounds in ((sentence_of(start, end, text), _IN_SENTENCE), (paragraph, _AROUND)):
        for around in arounds:
            quote, at, stop = _words_around(start, end, span, around, text)
            if any(at < until and begin < stop for begin, until in avoid):
                continue
            says_what = " " in quote.removeprefix(words).strip() or around == _AROUND[-1]
            if says_what and _stands_once(words, quote) and _is_unique(quote, text):
                return quote, None
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = first, last if last >= 0 else len(text)
    for around in _ON_ITS_LINE:
        quote, at, stop = _words_around(start, end, line, around, text)
        if any(at < until and begin < stop for begin, until in avoid):
            continue
        if _stands_once(words, quote) and _is_unique(quote, text, *line):
            return quote, line_of(at, text)
    return None


def sentence_of(start: int, end: int, text: str) -> tuple[int, int]:
    """Give the span of the sentence, or nearly, in which text[start:end] stands."""
    paragraph = _paragraph(start, end, text)
    begin, stop = max(paragraph[0], start - _REACH), min(paragraph[1], end + _REACH)
    for stopped in _STOP.finditer(text, begin, start):
        begin = stopped.end()
    after = _STOP.search(text, end, stop)
    return begin, after.start() if after else stop


def _paragraph(start: int, end: int, text: str) -> tuple[int, int]:
    """Give the span of the paragraph in which a place stands."""
    begin = max(text.rfind("\n\n", 0, start), text.rfind("\n\r\n", 0, start)) + 1
    ends = [at for at in (text.find("\n\n", end), text.find("\r\n\r\n", end)) if at >= 0]
    return begin, min(ends, default=len(text))


def _words_around(
    start: int, end: int, span: tuple[int, int], around: tuple[int, int], text: str
) -> tuple[str, int, int]:
    """Give up to so many words before and after a place, within a span, and where they begin and end.

    A bracket or a unit that goes right up to the place comes with the words on its side.
    """
    left = max(span[0], start - _REACH)
    before = list(re.finditer(r"\S+", text[left:start]))
    glued = bool(before) and not text[start - 1].isspace()
    wanted = before[-(around[0] + glued) :] if around[0] else []
    begin = left + wanted[0].start() if wanted else start
    after = list(re.finditer(r"\S+", text[end : min(span[1], end + _REACH)]))
    glued = bool(after) and after[0].start() == 0
    taken = after[: around[1] + glued] if around[1] else []
    stop = end + taken[-1].end() if taken else end
    return " ".join(text[begin:stop].split()), begin, stop


def _stands_once(words: str, quote: str) -> bool:
    return len(find(words, quote, whole_words=True)) == 1


def _is_unique(quote: str, text: str, start: int = 0, end: int = sys.maxsize) -> bool:
    pattern = re.compile(r"\s+".join(map(re.escape, quote.split())))
    found = pattern.finditer(text, start, end)
    return next(found, None) is not None and next(found, None) is None
