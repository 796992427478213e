"""The provisions under which an answer refuses, where it cites them.

Those that can refuse are rows of provisions.csv (Freedom of Information Act 2000, sections 12, 14 and Part
II; Environmental Information Regulations 2004, regulations 12 and 13; Freedom of Information (Scotland) Act
2002, sections 12, 14, 18 and Part 2). Sections that inform or advise (1, 10, 16, 17, 50) refuse nothing and
are not cited here; nor are sections of other Acts and documents ('section 12 of the lease'), things that bear
a section's name ('a Section 21 notice') and headings ('Section 12 - Libraries') where nothing is refused.
"""

import csv
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.extract.statements import Statement, cue
from pipeline.extract.structure import Citation

_OF_ANOTHER = (
    r"(?!(?:\s+and\s+[0-9(]+\)?)?\s+(?:of|in|to)\s+(?:the|our|your|this|its)\s+"
    r"(?!\w+\s+of\s+Information|(?:FOI|FOIA|FOISA|Act\b(?!\s+of\s+[0-9])|200[02]\s+Act|EIRs?|Environmental|"
    r"Regulations|public|information|request|above|same)\b)(?:[A-Z0-9]|report|lease|form|polic|contract|agreement|document|"
    r"guid|code|handbook|table|questionnaire|survey|response|template|spreadsheet|statement|return))"
)
_NUMBER = r"[0-9]{1,2}A?(?:\s*\([0-9]{0,2}[A-Za-z]{0,4}\))*(?:(?<=\))[a-z](?!\w))?"  # '38(1)b' as well
_SUBSECTION = (
    r"\([0-9a-z]{1,3}[A-Z]?\)(?:\s*\([0-9a-zA-Z]{1,4}\))*"  # of the section before: '40(2) and (3)(a)'
)
_LETTERED = re.compile(r"(?:\([a-z]+\))?(?P<last>\([a-z]+\))$")
_ROMAN = re.compile(r"\([ivx]+\)")
_CITED = re.compile(
    rf"\b(?P<kind>[Ss](?:ections?|\.)?|SECTIONS?|[Rr](?:egulations?"
    rf"|egs?\.?))\s*(?P<numbers>{_NUMBER}(?:\s*(?:,|and|&|or)\s*(?:[Ss]ections?\s*"
    rf"|[Ss]\.?)?(?:{_NUMBER}|{_SUBSECTION}))*)(?![\w(]){_OF_ANOTHER}"
)
_SCOTLAND = re.compile(r"\bof\s+information\s+\(scotland\)\s+act|\bFOISA\b", re.IGNORECASE)
_ENVIRONMENT = re.compile(r"\benvironmental\s+information\b|\bEIRs?\b", re.IGNORECASE)
_NEAR = 80  # characters around a citation
_REFUSING = ("refuse", "unable", "ncnd")


@dataclass(frozen=True)
class Cited:
    """The provisions cited; ``doubt`` says why one may be none, or why one that was left out may be one."""

    citations: tuple[Citation, ...]
    doubt: str | None = None


@functools.cache
def _titles() -> dict[tuple[str, str], re.Pattern[str]]:
    """Give, for each provision that can refuse, the words of its title, of which one shows what is meant."""
    with (Path(__file__).parent / "provisions.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["regime"], row["provision"]): re.compile(rf"\b(?:{row['title']})", re.IGNORECASE)
            for row in csv.DictReader(file)
        }


def find(text: str, statements: Sequence[Statement], hides: bool) -> Cited:
    """Give the provisions under which ``statements`` refuse, each once, in order.

    ``hides`` says whether a figure is suppressed, which refuses too.
    """
    refuses = hides or any(one.says(*_REFUSING, "refuse weakly") for one in statements if not one.is_row)
    is_row = any(one.is_row for one in statements)
    citations: dict[tuple[str, str], Citation] = {}
    doubt = None
    for one in statements:
        for match in _CITED.finditer(text, one.start, one.end):
            found = _named(text, match)
            if not found or _is_disowned(text, match, one.end) or _is_thing(text, match, one.end):
                continue
            is_meant = _is_relied_on(text, match, one, hides if one.is_row else refuses) or _is_entitled(
                found, one
            )
            is_all = not is_row and not re.search(r"[^\W\d_]{3}", _CITED.sub("", _joined(statements)))
            if not is_meant and (one.is_row or not (refuses or is_all)):
                doubt = f"'{' '.join(match[0].split())}' stands in it, and nothing shows that it refuses"
                continue
            if not (refuses or is_meant):
                doubt = "it names a provision, and does not say that it refuses"
            for citation in found:
                citations.setdefault((citation.regime, citation.provision), citation)
    # 'Sections 24 and 31 are qualified' says more of 24(2) and 31(3).
    kept = tuple(
        one
        for one in citations.values()
        if not any(
            other.regime == one.regime and other.provision.startswith(f"{one.provision}(")
            for other in citations.values()
        )
    )
    return Cited(kept, doubt)


def _joined(statements: Sequence[Statement]) -> str:
    return " ".join(one.text for one in statements)


def _is_entitled(found: Sequence[Citation], one: Statement) -> bool:
    """Whether a word of the provision's title stands beside it: 'section 43(2) (commercial interests)'."""
    titles = (_titles()[(each.regime, each.provision.partition("(")[0])] for each in found)
    return not one.is_row and any(title.search(one.text) for title in titles)


def _named(text: str, match: re.Match[str]) -> list[Citation]:
    """Give the provisions of one mention that can refuse."""
    of_regulations = match["kind"][0] in "Rr"
    if of_regulations and "(" not in match["numbers"] and not _has(_ENVIRONMENT, text):
        return []  # many regulations have a twelfth
    regime = "EIR" if of_regulations else "FOISA" if _has(_SCOTLAND, text) else "FOIA"
    found = []
    before = ""
    for number in re.compile(f"{_NUMBER}|{_SUBSECTION}").finditer(text, *match.span("numbers")):
        provision = re.sub(r"\s", "", number[0])
        provision = _above(before, provision) + provision if provision[0] == "(" else provision
        before = provision
        if (regime, provision.partition("(")[0]) in _titles():
            found.append(Citation(regime, provision, number.start(), number.end()))
    return found


def _above(before: str, part: str) -> str:
    """Give what a part goes on from: '(3)' behind '40(2)' is of 40, '(ii)' behind '36(2)(b)(i)' of
    36(2)(b).
    """
    lettered = _LETTERED.search(before)
    if part[1].isdigit() or lettered is None:
        return before.partition("(")[0]
    is_level = bool(_ROMAN.match(part)) == bool(_ROMAN.fullmatch(lettered["last"]))
    return before[: lettered.start("last") if is_level or _ROMAN.match(part) else lettered.start()]


@functools.lru_cache(maxsize=4)
def _has(pattern: re.Pattern[str], text: str) -> bool:
    return bool(pattern.search(text))


def _around(text: str, match: re.Match[str], start: int, end: int) -> tuple[str, str]:
    before = " ".join(text[max(start, match.start() - _NEAR) : match.start()].split()) + " "
    return before, " " + " ".join(text[match.end() : min(end, match.end() + _NEAR)].split())


def _is_relied_on(text: str, match: re.Match[str], one: Statement, refuses: bool) -> bool:
    """Whether the words beside a citation rely on it: 'section 40 of the Act applies', or, where something
    is refused, 'under section 40'.
    """
    before, after = _around(text, match, one.start, one.end)
    before = before.rstrip()
    return one.says(*_REFUSING) or bool(
        cue("relied on before").search(before)
        or cue("relied on after").search(after)
        or (refuses and cue("named in passing").search(before))
    )


def _is_disowned(text: str, match: re.Match[str], end: int) -> bool:
    """Whether what stands around a citation says that the provision does not apply after all."""
    before, after = _around(text, match, 0, end)
    clause = re.split(r"[.;]\s|,\s(?:and|but)\s", after, maxsplit=1)[0]
    return bool(cue("disowned before").search(before) or cue("disowned after").match(clause.lstrip()))


def _is_thing(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a noun follows that bears the provision's name: 'Section 47 enquiries'."""
    return bool(cue("named").match(text, match.end(), end))
