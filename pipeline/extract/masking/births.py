"""Dates of birth."""

import re
from collections.abc import Iterator

from pipeline.extract.masking.spans import Span

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
DATE = (
    rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)?(?:[ ]of)?[ -]{_MONTH}(?:,?[ -](?:19|20)[0-9]{{2}}|[ -][0-9]{{2}}"
    rf"(?![0-9]))?"
    rf"|{_MONTH}[ ][0-9]{{1,2}}(?:st|nd|rd|th)?(?:,?[ ](?:19|20)[0-9]{{2}})?"
    r"|[0-9]{1,2}[ ]?[/.-][ ]?[0-9]{1,2}[ ]?[/.-][ ]?(?:[0-9]{4}|[0-9]{2})|(?:19|20)[0-9]{2}[/.-]"
    r"[0-9]{1,2}[/.-][0-9]{1,2})"
)
_LABEL = r"(?:\bD\.?[ ]?O\.?[ ]?B\b\.?|\bdates?[ ]of[ ]birth\b|\bbirth[ -]?date\b|\bbirthday\b)"
# Beside its label a date may be six or eight digits; 'born' needs a day, since policies are born in years.
_BIRTH = re.compile(
    rf"{_LABEL}[)\s]{{0,2}}(?:[ ]?(?:is|was|of|on))?[ :=*_(–-]{{0,5}}(?P<date>{DATE}|[0-9]{{8}}\b|"
    rf"[0-9]{{6}}\b)"
    rf"|\bborn(?:[ ](?:in|at)[ ][^.,;\n]{{1,40}}?)?(?:[ ]on)?(?:[ ]the)?[ :]+(?P<born>{DATE})|\b"
    rf"(?P<first>{DATE})[ ]\(?(?:{_LABEL})"
    rf"|(?<=\(b\.)[ ]?(?P<short>{DATE})",
    re.IGNORECASE,
)

_WORDS = ("birth", "born", "dob", "d.o", "d o b", "(b.")


def find(text: str) -> Iterator[Span]:
    """Give the dates after 'DOB', 'date of birth', 'born on' and the like."""
    shown = text.casefold()
    if not any(word in shown for word in _WORDS):
        return  # most letters name none, and the search is slow
    for match in _BIRTH.finditer(text):
        for name in ("date", "born", "first", "short"):
            if match[name]:
                yield Span("date of birth", *match.span(name))
