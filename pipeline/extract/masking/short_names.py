"""Names after a label that are no first and last name: 'Case officer: Example, A.', 'Manager: aexample01'.

Nothing but the label shows that they are names, so they are suspects.
"""

import re
from collections.abc import Iterator

from pipeline.extract.masking.names import CAPITALS_WORD, LOWER, SURNAME_BEGINS, UPPER, WORD
from pipeline.extract.masking.spans import Suspect
from pipeline.extract.masking.words import bare, first_names, no_person, ordinary, roles

_LABEL = re.compile(
    r"\b(?:officer|handler|manager|social[ ]+worker|case[ ]?worker|investigator|reviewer|assessor|author"
    r"|from|(?:prepared|approved|authorised|completed|written|reviewed|signed|handled|dealt[ ]+with"
    r"|created|submitted|recorded|requested)[ ]+by|(?:allocated|assigned|referred)[ ]+to"
    r"|child|mother|father|parent|carer|pupil|patient|tenant|witness)[ *_]*$",
    re.IGNORECASE,
)
_LONGEST_LABEL = 30
# Three capitals are rather an abbreviation.
_LAST = rf"{SURNAME_BEGINS}(?:(?=[{UPPER}]{{4}}){CAPITALS_WORD}(?![{LOWER}])|{WORD})"
_TURNED = rf"(?P<last>{_LAST}),[ ]?(?P<first>{WORD}(?:[ ]{WORD})?)(?![{LOWER}\w])"
_LOGIN = (
    rf"(?P<login>[{LOWER}]{{2,20}}[._][{LOWER}]{{2,20}}[0-9]{{0,4}}|[{LOWER}]{{3,20}}[0-9]{{1,4}})(?![\w@.-])"
)
_ENDS = r"(?=[ ]*(?:[;|(\r\n\t]|[ ][ ]|[ ][-–—/][ ]|[,.](?:\s|$)|$))"
_SHORT = re.compile(
    rf"(?::[\s*_\\]{{0,9}}(?:{_TURNED}|{_LOGIN})|:[ \t*_\\]{{0,9}}(?P<one>{_LAST}){_ENDS}"
    # In a cell of its own a word alone is as often a heading.
    rf"|(?:\t|[ ]{{3,9}}|[ ]?\|[ ]?|[ ][-–—][ ])[*_]{{0,2}}(?:{_TURNED.replace('?P<', '?P<cell_')}"
    rf"|{_LOGIN.replace('?P<', '?P<cell_')}))"
)
_SPLIT = re.compile(r"[._0-9]+")
_WHY = "may be a name: what stands before it is said of people"


def find(text: str) -> Iterator[Suspect]:
    """Give single words, surnames before first names, and logins behind the label of a person."""
    for match in _SHORT.finditer(text):
        if not _LABEL.search(text, max(0, match.start() - _LONGEST_LABEL), match.start()):
            continue
        found = {name.removeprefix("cell_"): match.span(name) for name in match.groupdict() if match[name]}
        start, end = min(one[0] for one in found.values()), max(one[1] for one in found.values())
        shown = {name: text[slice(*span)] for name, span in found.items()}
        if _may_be_person(**shown):
            yield Suspect(start, end, _WHY)


def _may_be_person(last: str = "", first: str = "", login: str = "", one: str = "") -> bool:
    if login:
        return not any(word in ordinary() for word in _SPLIT.split(login))
    if first:
        begins, ends = bare(first.split(maxsplit=1)[0]), bare(last.rsplit(maxsplit=1)[-1])
        if begins in roles("date") or ends in roles("date"):
            return False
        if begins in first_names():
            return True
        return begins not in ordinary() and ends not in ordinary()
    word = bare(one.rsplit(maxsplit=1)[-1])
    if len(word) == 1 or word in no_person() | roles("date"):
        return False
    return word in first_names() or word not in ordinary()
