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

_NUMBERED = r"[0-9]{1,2}(?:\.[0-9]{1,2})*(?:\s?\([a-z]{1,4}\)|[a-z])?"
_SEE = re.compile(
    r"\b(?:see|refer(?:s|red)?\s+(?:you\s+)?to|as\s+(?:per|in|for|with)|same\s+as|referenced\s+in"
    r"|(?:answered|covered|included|contained|provided|given)\s+(?:in|at|by|under|above\s+in))\b[^.;\n]{0,40}?\b"
    r"(?:(?:responses?|answers?|reply)\s+(?:\w+\s+)?(?:to|for|at|in|of)\s+)?"
    rf"(?:questions?|q|point|part|answer|response)\s*\.?\s*(?P<number>{_NUMBERED})(?![\w%])|\b(?:see"
    r"|refer\s+to)\b[^.;\n]{0,30}\b(?:responses?|answers?|reply)\s+(?:to|for"
    rf"|at)\s+(?P<bare>{_NUMBERED})(?![\w%])"
    r"|\bas\s+(?P<above>above)\b|\b(?:see|refer\s+to)\s+(?:the\s+|our\s+)?(?:responses?|answers?"
    r"|reply)?\s*(?P<over>above)\b",
    re.IGNORECASE,
)
_REFERENCE_ONLY = re.compile(
    r"(?:please|kindly|also|again|the|this|is|has|been|we|would|\W)*+(?:see|refer(?:red)?\s+(?:you\s+)?to"
    r"|as\s+(?:per|in|for|above)|same\s+as|answered|covered|included)\b(?:[^.;]|\.(?=[0-9])){0,80}[.;]?",
    re.IGNORECASE,
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
        found.append(dataclasses.replace(one, citations=found[-1].citations) if goes_on and found else one)
    return found


def _shown(text: str, span: tuple[int, int]) -> str:
    return _MARKED.sub("", " ".join(text[slice(*span)].split()))


def _outcome(known: _Evidence) -> tuple[Outcome, str | None]:
    told = known.tells or known.gives("attach")
    if known.says("ncnd"):
        return "ncnd", "it neither confirms nor denies, and gives figures" if known.tells else None
    if known.says("no more") and not told:
        return "withheld", None
    if known.citations or known.says("refuse"):
        return _refused(known, told)
    if known.hides:
        return "part_withheld", None
    if known.refers_to is not None and not known.figures and _only_refers(known.said):
        return "referred", None
    if told or known.gives("yes", "show"):
        return "granted", _doubt_of_grant(known)
    if known.says("deny"):
        return "not_held", None
    if known.gives("link"):
        return "granted", _doubt_of_grant(known)
    return _by_weak_cues(known)


def _refused(known: _Evidence, told: bool) -> tuple[Outcome, str | None]:
    outcome: Outcome = "part_withheld" if told or known.hides else "withheld"
    if known.citations or known.hides:
        return outcome, None
    if cue("matter of refusal").search(known.question):
        return "granted" if told else "withheld", "its words of refusal may be about what was asked"
    return outcome, "it refuses without citing a provision, and gives something" if told else None


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
    left = _REFERENCE_ONLY.sub("", " ".join(_MARKED.sub("", one.text) for one in said))
    return not left.strip(" .;-•*()")


def _refers_to(answer: str, index: int, numbers: Sequence[str | None]) -> tuple[int | None, bool]:
    """Give the index of the answer referred to, and whether it is named by standing above alone."""
    for match in _SEE.finditer(answer):
        if match["above"] or match["over"]:
            return (index - 1, True) if index else (None, False)
        number = re.sub(r"[\s()]", "", match["number"] or match["bare"]).casefold()
        for one in (number, number.rstrip("abcdefghijklmnopqrstuvwxyz")):
            if one in numbers and numbers.index(one) != index:
                return numbers.index(one), False
    return None, False
