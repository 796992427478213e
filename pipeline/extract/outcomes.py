"""What came of a question: the outcome of its answer, the provisions cited, and the answer it refers to.

An outcome is decided by evidence, sentence by sentence (statements.py), or it is 'unclear': an answer that
is empty, a heading, a greeting, or the words of the request again, says nothing. Where the evidence is weak
or speaks for two outcomes, ``doubt`` is a sentence that says so.
"""

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract import citations, statements
from pipeline.extract.statements import Statement, cue
from pipeline.extract.structure import Citation, Figure, Outcome

_NUMBERED = r"[0-9]{1,2}(?:\.[0-9]{1,2})*(?:\s?\([a-z]{1,4}\)|[a-z])?(?![\w%])"
_ANSWER = r"(?:responses?|answers?|reply)"
_TO = r"(?:see|refer(?:s|red)?(?:\s+you)?(?:\s+back)?\s+to|same\s+as|as\s+(?:per|in|for|with|at|to|stated|answered|given)|" \
    r"(?:answered|covered|included|contained|provided|given|addressed|referenced)\s+(?:in|at|by|under))"
_SEE = re.compile(
    rf"\b(?:{_TO}\b[^.;\n]{{0,40}}?|as|{_ANSWER}\s+(?:to|at|for))\s+"
    rf"(?:{_ANSWER}\s+(?:\w+\s+)?(?:to|for|at|in|of)\s+)?(?:questions?|qu?|point|part|answer|response)\s*\.?\s*"
    rf"(?P<number>{_NUMBERED})"
    rf"|\b{_TO}\s+(?:(?:the|our|my)\s+)?(?:{_ANSWER}\s+(?:\w+\s+)?(?:to|for|at)\s+)?(?P<bare>{_NUMBERED})"
    rf"|\bas\s+(?P<above>above)\b|\b(?:{_TO}|{_ANSWER})\s+(?:the\s+|our\s+|my\s+)?(?:previous\s+)?(?:{_ANSWER})?\s*"
    rf"(?P<over>above)\b|\b{_TO}\s+(?:the\s+|our\s+|my\s+)?(?P<last>previous|preceding|earlier)\s+{_ANSWER}"
    r"|\b(?:answered|covered|included|provided|addressed)\s+(?P<done>above)\b",
    re.IGNORECASE,
)
# Words that may stand around a reference in an answer that says nothing else.
_AROUND = frozenset(
    "a also and answer answered as above at below by covered covers details for further given has been have "
    "i in included information is it kindly n of on our please provided question questions q refer response "
    "see stated the this to too under us we you your reply same again response council trust same".split()
)
_MARKED = re.compile(
    r"^(?:a\s?[0-9]{1,2}(?:\.[0-9]{1,2})*[a-h]?|(?:our\s+)?(?:answer|response|reply)|a)\s?[.):]+\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Decided:
    """What one answer says of itself. ``doubt`` says why a person should look at it."""

    outcome: Outcome
    citations: tuple[Citation, ...]
    refers_to: int | None
    is_above: bool = False  # it says 'above' and no number
    doubt: str | None = None


@dataclass(frozen=True)
class _Evidence:
    """All that speaks for one outcome or another."""

    spoken: Sequence[Statement]  # sentences that are no question and do not repeat one
    question: str
    citations: Sequence[Citation]
    figures: Sequence[Figure]
    refers_to: int | None

    @property
    def said(self) -> list[Statement]:
        """The sentences that are no greeting, heading or standing text either."""
        return [one for one in self.spoken if not one.says("standing", "heading")]

    def says(self, *cues: str) -> bool:
        """Whether a sentence has one of the cues; the label of a row refuses and denies nothing."""
        return any(one.says(*cues) for one in self.spoken if not one.is_row)

    def gives(self, *cues: str) -> bool:
        """Whether a sentence has one of the cues, and does not refuse in the same breath."""
        return any(one.says(*cues) and not one.says("refuse") for one in self.said)

    @property
    def tells(self) -> bool:
        """Whether figures are disclosed: amounts in an estimate of effort are not."""
        return any(figure.value is not None and not self._is_effort(figure) for figure in self.figures)

    def _is_effort(self, figure: Figure) -> bool:
        return figure.kind == "prose" and any(
            one.start <= figure.start < one.end and one.says("effort") for one in self.spoken
        )

    @property
    def tells_before_refusing(self) -> bool:
        """Whether it begins with a statement that is about the matter, and neither about the information
        nor a step towards the refusal.
        """
        first = next(iter(self.said), None)
        return first is not None and not first.says(
            *("refuse", "unable", "refuse weakly", "format", "effort", "deny", "no more", "wary"),
            *("before refusing", "relied on after"),
        )

    @property
    def hides(self) -> bool:
        return any(figure.status == "suppressed" for figure in self.figures)


def decide(
    text: str,
    span: tuple[int, int],
    index: int,
    numbers: Sequence[str | None],
    figures: Sequence[Figure],
    question: tuple[int, int],
) -> Decided:
    """Decide on the answer at ``span`` to the question that stands at ``question``.

    ``index`` is the question's, ``numbers`` those of all questions, ``figures`` the ones disclosed in this
    answer.
    """
    asked = " ".join(text[slice(*question)].split())
    cells = [figure.start for figure in figures if figure.kind != "prose"]
    every = statements.read(text, span, asked, cells)
    spoken = [one for one in every if not one.is_repeated and not one.says("ask")]
    cited = citations.find(text, spoken)
    refers_to, is_above = _refers_to(_shown(text, span), index, numbers)
    outcome, doubt = _outcome(_Evidence(spoken, asked, cited.citations, figures, refers_to))
    return Decided(outcome, cited.citations, refers_to, is_above, doubt or cited.doubt)


def with_above(decided: Sequence[Decided]) -> list[Decided]:
    """Give refusals that cite nothing, and go on from the answer above, the provisions cited there.

    One that names another answer by its number is left as it is: the reference says where to look.
    """
    found: list[Decided] = []
    for one in decided:
        goes_on = one.is_above and one.outcome in ("withheld", "part_withheld") and not one.citations
        if goes_on and found and found[-1].citations:
            found.append(dataclasses.replace(one, citations=found[-1].citations, doubt=None))
        else:
            found.append(one)
    return found


def _shown(text: str, span: tuple[int, int]) -> str:
    return _MARKED.sub("", " ".join(text[slice(*span)].split()))


def _outcome(known: _Evidence) -> tuple[Outcome, str | None]:
    told = known.tells or known.gives("attach")
    if known.says("ncnd"):
        return "ncnd", "it neither confirms nor denies, and gives figures" if known.tells else None
    if known.says("no more") and not told:
        return "withheld", None
    denies = known.says("deny")
    if known.citations or known.says("refuse"):
        return _refused(known, told, denies)
    if known.says("format") and not told:
        return "withheld", "it says in which form the information is not held, and cites no provision"
    if known.hides:
        return "part_withheld", None
    if known.says("unable") and not (denies or known.says("deny weakly")):
        return _refused(known, told, denies)
    if not known.figures and _only_refers(known.said) and _SEE.search(" ".join(s.text for s in known.said)):
        lost = None if known.refers_to is not None else "it refers to an answer that was not found"
        return ("unclear" if lost else "referred"), lost
    if told or known.gives("yes", "show"):
        return "granted", _doubt_of_grant(known)
    if denies and known.says("refuse weakly"):
        return "withheld", "it says that the information is not held, and what finding it would take"
    if denies:
        return "not_held", None
    if known.gives("link"):
        return "granted", _doubt_of_grant(known)
    return _by_weak_cues(known)


def _refused(known: _Evidence, told: bool, denies: bool) -> tuple[Outcome, str | None]:
    outcome: Outcome = "part_withheld" if told or known.hides else "withheld"
    if known.hides:
        return outcome, None
    if known.citations:
        is_part = outcome == "withheld" and known.tells_before_refusing
        return outcome, "it tells something before it refuses, and may give a part" if is_part else None
    if cue("matter of refusal").search(known.question):
        return "granted" if told else "withheld", "its words of refusal may be about what was asked"
    if denies:
        return outcome, "it refuses without citing a provision, and says that the information is not held"
    if told:
        return outcome, "it refuses without citing a provision, and gives something"
    refusing = [one for one in known.spoken if one.says("refuse", "unable")]
    is_plain = any(one.says("about information") for one in refusing)
    return outcome, None if is_plain else "its words of refusal may not be about the information"


def _by_weak_cues(known: _Evidence) -> tuple[Outcome, str | None]:
    if known.says("refuse weakly"):
        return "withheld", "it does not say in so many words that it refuses"
    if known.says("deny weakly"):
        return "not_held", "it does not say in so many words that the information is not held"
    if known.gives("elsewhere"):
        return "granted", "it says where to look, and no more"
    if not any(re.search(r"[^\W_]", one.text) for one in known.said):
        return "unclear", "nothing in it says whether the information was given"
    return "granted", _doubt_of_grant(known)


def _doubt_of_grant(known: _Evidence) -> str | None:
    gives = known.gives("attach", "show", "link")
    has_number = bool(known.figures) or known.gives("none") or gives
    if cue("how many").search(known.question) and not has_number:
        return "the question asks how many, and the answer gives no number"
    if known.says("deny whole"):
        return "it says that the information is not held, and gives something"
    if not known.figures and not gives and not known.gives("yes") and known.says("wary"):
        return "it speaks of the information, and it is not plain whether it gives it"
    return None


def _only_refers(said: Sequence[Statement]) -> bool:
    """Whether nothing is left beside the references: '3. Please see our answer to questions 1 and 2 above.'"""
    shown = _MARKED.sub("", " ".join(one.text for one in said))
    left = re.findall(r"[^\W\d_]+", _SEE.sub(" ", shown).casefold())
    return all(word in _AROUND or len(word) == 1 for word in left)


def _refers_to(answer: str, index: int, numbers: Sequence[str | None]) -> tuple[int | None, bool]:
    """Give the index of the answer referred to, and whether it is named by standing above alone."""
    for match in _SEE.finditer(answer):
        if not (match["number"] or match["bare"]):
            return (index - 1, True) if index else (None, False)
        number = re.sub(r"[\s()]", "", match["number"] or match["bare"]).casefold()
        for one in (number, number.rstrip("abcdefghijklmnopqrstuvwxyz")):
            if one in numbers and numbers.index(one) != index:
                return numbers.index(one), False
    return None, False
