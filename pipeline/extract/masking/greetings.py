"""Who is greeted at the head of a letter or a message."""

import re
from collections.abc import Iterator

from pipeline.extract.masking.names import CAPITALS_WORD, LOWER, NAME, SURNAME_BEGINS, WORD, person
from pipeline.extract.masking.spans import Span, Suspect
from pipeline.extract.masking.words import bare, no_person

_GREETED = rf"(?:{SURNAME_BEGINS}(?:{CAPITALS_WORD}(?![{LOWER}])|{WORD})\.?[ ]*){{1,5}}"
_AND = r"(?:and|a|&|/|,(?=[ ]*(?:Mrs?|Ms|Miss|Mx|Dr|Cllr)\b))[ ]*"
_GREETING = re.compile(
    rf"^[ \t*>]*(?:Dear|DEAR|dear|Annwyl)[ ]+(?P<name>{_GREETED})(?:{_AND}(?P<other>{_GREETED}))?"
    rf"|^[ \t*>]*(?i:Hi|Hiya|Hello|Hey|Greetings|(?:Hi|Hello|Hey)[ ](?:there|again)|Morning|Afternoon"
    rf"|Bore[ ]da|Good[ ](?:day|morning|afternoon|evening))[ ]+"
    rf"(?P<hailed>{_GREETED})"
    rf"(?:{_AND}(?P<hailed_too>{_GREETED}))?[ ]?[,.!–-]?[ \t\r]*$",
    re.MULTILINE,
)
# As people type who type no capitals: only a line of its own, of two words or one.
_SMALL = re.compile(
    r"^[ \t>]*(?:dear|hi|hello)[ ]+(?P<name>[^\W\d_A-Z]{2,20}(?:[ ][^\W\d_A-Z]{2,20})?)[ ]?[,!]?[ \t\r]*$",
    re.MULTILINE,
)


def find(text: str) -> Iterator[Span | Suspect]:
    """Give the names after 'Dear', 'Hello', 'Good morning' and the like."""
    for match in _GREETING.finditer(text):
        for group in ("name", "other", "hailed", "hailed_too"):
            if match[group]:
                yield from person(text, *match.span(group))
    for match in _SMALL.finditer(text):
        if not any(bare(word) in no_person() for word in match["name"].split()):
            yield Span(NAME, *match.span("name"))
