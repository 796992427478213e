"""What a stage said when it refused something, without the words of the letter: enough to count by."""

import re

from pipeline.edges.problems import BadInputError
from pipeline.extract.forms import UnreadableLetter

# The first that is found in the message says what it was; the words are those of the stages.
_CLASSES = (
    (r"is not read", "a number or a mark that the reading does not account for"),
    (r"coded alike", "two values are coded alike"),
    (
        r"the quote|the figure '.*' stands|no number of an answer",
        "a quote of the reading that does not occur, or no longer once",
    ),
    (
        r"was not found to be a figure|holds what the letter prints",
        "the figure that the reading names is none, or is another",
    ),
    (
        r"has no label|is not among the|is not in the code list",
        "an unknown label, or one that the reading does not know",
    ),
    (r"is not a period|period", "a period that is none, or not the one that was read"),
    (r"is not a provision|cites", "a provision that no list has"),
    (r"has changed since", "the digest of the letter"),
    (r"has \d+ tables|question", "a question or a table that is not there as the reading says"),
    (r"measure|dimension", "a measure that is not broken down so"),
    (r"outcome", "an answer without an outcome"),
    (r"authority|reference|law", "the head of the letter is not as the reading says"),
)


def refusal(error: UnreadableLetter | BadInputError) -> str:
    """Give the kind of thing that was refused, by the first problem."""
    if isinstance(error, UnreadableLetter):
        return "what is no letter"
    said = next(iter(error.problems)).what
    for pattern, name in _CLASSES:
        if re.search(pattern, said):
            return name
    return "another sentence of the stage interpret"
