"""What came of a question: the outcome of its answer, the provisions cited, and the answer it refers to.

The phrases are rows of outcomes.csv; the provisions that refuse are rows of provisions.csv (Freedom of
Information Act 2000, sections 12, 14 and Part II; Environmental Information Regulations 2004, regulations
12 and 13; Freedom of Information (Scotland) Act 2002, sections 12, 14, 18 and Part 2). Sections that inform
or advise (1, 10, 16, 17, 50) refuse nothing and are not cited here; nor are sections of other Acts.
"""

import csv
import dataclasses
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.extract.structure import Citation, Figure, Outcome

_ACT = (
    r"(?!(?:\s+and\s+[0-9(]+\)?)?\s+of\s+the\s+"
    r"(?!(?:FOI|Freedom|Act\b|EIR|Environmental|Regulations\b))[A-Z])"
)
_NUMBER = r"[0-9]{1,2}A?(?:\s*\([0-9]{0,2}[A-Za-z]{0,4}\))*"
_CITED = re.compile(
    rf"\b(?P<kind>[Ss](?:ections?|\.)?|SECTIONS?|[Rr](?:egulations?"
    rf"|egs?\.?))\s*(?P<numbers>{_NUMBER}(?:\s*(?:,|and|&|or)\s*(?:[Ss]ections?\s*"
    rf"|[Ss]\.?)?{_NUMBER})*)(?![\w(]){_ACT}"
)
_SEE = re.compile(
    r"\b(?:see|refer(?:s|red)?\s+to|as\s+(?:per|in|for)"
    r"|referenced\s+in)\b[^.;\n]{0,40}?\b(?:(?:responses?|answers?|reply)\s+(?:\w+\s+)?(?:to|for|at|in"
    r"|of)\s+)?"
    r"(?:questions?|q|point|part)\s*\.?\s*(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})*[a-z]?)\b|\b(?:see"
    r"|refer\s+to)\b[^.;\n]{0,30}\b(?:responses?|answers?|reply)\s+(?:to|for"
    r"|at)\s+(?P<bare>[0-9]{1,2}(?:\.[0-9]{1,2})*[a-z]?)\b"
    r"|\bas\s+(?P<above>above)\b|\b(?:see|refer\s+to)\s+(?:the\s+|our\s+)?(?:responses?|answers?"
    r"|reply)?\s*(?P<over>above)\b",
    re.IGNORECASE,
)
_CLAUSE = 80  # characters around a citation
_MARKED = re.compile(
    r"^(?:a\s?[0-9]{1,2}(?:\.[0-9]{1,2})*[a-h]?|(?:our\s+)?(?:answer|response|reply)|a)\s?[.):]+\s*",
    re.IGNORECASE,
)
_SCOTLAND = re.compile(r"freedom\s+of\s+information\s+\(scotland\)\s+act|\bFOISA\b", re.IGNORECASE)
_REFERENCE_ONLY = re.compile(
    r"(?:please|kindly|also|again)?\s*(?:see|refer\s+to|as\s+(?:per|in|for|above))\b(?:[^.;\n]|\.(?=[0-9])){0,80}[.;]?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Decided:
    """What one answer says of itself."""

    outcome: Outcome
    citations: tuple[Citation, ...]
    refers_to: int | None
    is_above: bool = False  # it says 'above' and no number


@functools.cache
def _phrases() -> dict[str, re.Pattern[str]]:
    with (Path(__file__).parent / "outcomes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        outcome: re.compile(
            "|".join(f"(?:{row['pattern']})" for row in rows if row["outcome"] == outcome), re.IGNORECASE
        )
        for outcome in dict.fromkeys(row["outcome"] for row in rows)
    }


@functools.cache
def _provisions() -> frozenset[tuple[str, str]]:
    with (Path(__file__).parent / "provisions.csv").open(encoding="utf-8", newline="") as file:
        return frozenset((row["regime"], row["provision"]) for row in csv.DictReader(file))


def decide(
    text: str, span: tuple[int, int], index: int, numbers: Sequence[str | None], figures: Sequence[Figure]
) -> Decided:
    """Decide on the answer at ``span``.

    ``index`` is its question's, ``numbers`` those of all questions, ``figures`` the ones disclosed in this
    answer.
    """
    answer = _MARKED.sub("", " ".join(text[slice(*span)].split()))
    citations = cited(text, *span)
    refers_to, is_above = _refers_to(answer, index, numbers)
    return Decided(_outcome(answer, citations, refers_to, figures), citations, refers_to, is_above)


def with_above(decided: Sequence[Decided]) -> list[Decided]:
    """Give refusals that cite nothing, and go on from the answer above, the provisions cited there.

    One that names another answer by its number is left as it is: the reference says where to look.
    """
    found: list[Decided] = []
    for one in decided:
        goes_on = one.is_above and one.outcome in ("withheld", "part_withheld") and not one.citations
        found.append(dataclasses.replace(one, citations=found[-1].citations) if goes_on and found else one)
    return found


def _outcome(
    answer: str, citations: Sequence[Citation], refers_to: int | None, figures: Sequence[Figure]
) -> Outcome:
    phrases = _phrases()
    if phrases["ncnd"].search(answer):
        return "ncnd"
    refused = bool(citations or phrases["refused"].search(answer))
    told = any(figure.value is not None for figure in figures) or bool(phrases["given"].search(answer))
    hidden = any(figure.status == "suppressed" for figure in figures)
    if phrases["refused_all"].search(answer) and not told:
        return "withheld"
    if refused or hidden:
        return "part_withheld" if told or hidden else "withheld"
    if refers_to is not None and not _REFERENCE_ONLY.sub("", answer).strip(" .;-•*()"):
        return "referred"
    if phrases["not_held"].search(answer) and not told:
        return "not_held"
    return "granted"


def cited(text: str, start: int, end: int) -> tuple[Citation, ...]:
    """Give the provisions cited in ``text[start:end]`` under which information is refused, each once, in
    order.
    """
    citations: dict[tuple[str, str], Citation] = {}
    for match in _CITED.finditer(text, start, end):
        if _is_disowned(text, match, end):
            continue
        regime = "EIR" if match["kind"][0] in "Rr" else _act(text)
        for number in re.compile(_NUMBER).finditer(text, *match.span("numbers")):
            provision = re.sub(r"\s", "", number[0])
            if (regime, provision.partition("(")[0]) in _provisions():
                citation = Citation(regime, provision, number.start(), number.end())
                citations.setdefault((regime, provision), citation)
    # 'Sections 24 and 31 are qualified' says more of 24(2) and 31(3).
    return tuple(
        one
        for one in citations.values()
        if not any(
            other.regime == one.regime and other.provision.startswith(f"{one.provision}(")
            for other in citations.values()
        )
    )


def _is_disowned(text: str, match: re.Match[str], end: int) -> bool:
    """Whether what stands around a citation says that the provision does not apply after all."""
    phrases = _phrases()
    before = " ".join(text[max(0, match.start() - _CLAUSE) : match.start()].split()) + " "
    after = " ".join(text[match.end() : min(end, match.end() + _CLAUSE)].split())
    clause = re.split(r"[.;]\s|,\s(?:and|but)\s", after, maxsplit=1)[0]
    return bool(phrases["disowned_before"].search(before) or phrases["disowned_after"].match(clause))


@functools.lru_cache(maxsize=1)
def _act(text: str) -> str:
    """Give the Act whose sections a letter cites: that of Scotland where it names it."""
    return "FOISA" if _SCOTLAND.search(text) else "FOIA"


def _refers_to(answer: str, index: int, numbers: Sequence[str | None]) -> tuple[int | None, bool]:
    """Give the index of the answer referred to, and whether it is named by standing above alone."""
    for match in _SEE.finditer(answer):
        if match["above"] or match["over"]:
            return (index - 1, True) if index else (None, False)
        number = (match["number"] or match["bare"]).casefold()
        if number in numbers and numbers.index(number) != index:
            return numbers.index(number), False
    return None, False
