"""What came of a question: the outcome of its answer, the provisions cited, and the answer it refers to.

An outcome is decided by evidence, sentence by sentence (statements.py), or it is 'unclear': an answer that
is empty, a heading, a greeting, or the words of the request again, says nothing. Where the evidence is weak
or speaks for two outcomes, ``doubt`` is a sentence that says so.
"""

import dataclasses
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.extract import citations, statements
from pipeline.extract.lexer import marks
from pipeline.extract.prose import MAY_BE_NAME
from pipeline.extract.statements import Statement, cue
from pipeline.extract.structure import Citation, Figure, Outcome

_NUMBER = r"[0-9]{1,2}(?:\.[0-9]{1,2})*(?:\s?\([a-z]{1,4}\)|[a-z])?(?![\w%])"
_ANSWER = r"(?:responses?|answers?|reply)"
_TO = (
    r"(?:see|refer(?:s|red)?(?:\s+you)?(?:\s+back)?\s+to|same\s+as"
    r"|as\s+(?:per|in|for|with|at|to|stated|answered|given)"
    r"|(?:answered|covered|included|contained|provided|given|addressed|referenced)\s+(?:in|at|by|under))"
)
_SEE = re.compile(
    rf"\b(?:{_TO}\b[^.;\n]{{0,40}}?|as|{_ANSWER}\s+(?:to|at|for))\s+"
    rf"(?:{_ANSWER}\s+(?:\w+\s+)?(?:to|for|at|in|of)\s+)?"
    rf"(?:questions?|qu?|point|part|answer|response)\s*\.?\s*(?P<number>{_NUMBER})"
    rf"|\b{_TO}\s+(?:(?:the|our|my)\s+)?(?:{_ANSWER}\s+(?:\w+\s+)?(?:to|for|at)\s+)?(?P<bare>{_NUMBER})"
    rf"|\bas\s+above\b|\b(?:{_TO}|{_ANSWER})\s+(?:the\s+|our\s+|my\s+)?(?:previous\s+)?{_ANSWER}?\s*above\b"
    rf"|\b{_TO}\s+(?:the\s+|our\s+|my\s+)?(?:previous|preceding|earlier)\s+{_ANSWER}"
    r"|\b(?:answered|covered|included|provided|addressed)\s+above\b",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"^(?:a\s?[0-9]{1,2}(?:\.[0-9]{1,2})*[a-h]?|(?:our\s+)?(?:answer|response|reply)|a)\s?[.):]+\s*",
    re.IGNORECASE,
)

_BEGINNING = 12  # characters: 'There are fewer than five'
_ELSEWHERE = frozenset(["21", "25"])  # sections by which what is public already is refused: FOIA, FOISA


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

    spoken: Sequence[Statement]  # sentences that neither ask nor repeat the question
    said: Sequence[Statement]  # of these, the ones that are no greeting, heading or standing text
    question: str
    citations: Sequence[Citation]
    figures: Sequence[Figure]
    refers_to: int | None

    def says(self, *cues: str) -> bool:
        """Whether a sentence has one of the cues; the label of a row refuses and denies nothing."""
        return any(one.says(*cues) for one in self.spoken if not one.is_row)

    def gives(self, *cues: str) -> bool:
        """Whether a sentence has one of the cues, and does not refuse in the same breath."""
        return any(not one.is_row and one.says(*cues) and not one.says("refuse") for one in self.said)

    @property
    def tells(self) -> bool:
        """Whether figures or files are given: amounts in an estimate of effort are not."""
        return self.gives("attach") or any(
            figure.value is not None and not self._is_effort(figure) for figure in self.figures
        )

    @property
    def gives_part(self) -> bool:
        """Whether anything speaks for a part that is given."""
        is_elsewhere = any(one.provision.partition("(")[0] in _ELSEWHERE for one in self.citations)
        links = () if is_elsewhere else ("link",)
        return self.tells or self.gives("yes", "show", *links) or self.says("partly", "remainder")

    @property
    def denies_part(self) -> bool:
        """Whether anything speaks for a part that is refused or not held."""
        is_missing = any(one.status == "not_available" and one.kind != "table" for one in self.figures)
        return is_missing or self.says("refuse", "unable", "refuse weakly", "deny", "deny split", "partly")

    @property
    def tells_first(self) -> bool:
        """Whether it begins with the matter, and neither with the information nor with why it is refused."""
        steps = ("refuse", "unable", "refuse weakly", "format", "effort", "deny", "of information", "wary")
        return bool(self.said) and not self.said[0].says(*steps, "before refusing", "relied on after")

    @property
    def begins_by_refusing(self) -> bool:
        """Whether the first words refuse, and nothing is given but numbers in sentences."""
        is_prose = all(figure.kind == "prose" for figure in self.figures) and not self.gives("attach")
        return is_prose and bool(self.said) and self.said[0].says("refuse", "unable")

    def _is_effort(self, figure: Figure) -> bool:
        return figure.kind == "prose" and any(
            one.start <= figure.start < one.end and one.says("effort") for one in self.spoken
        )

    @property
    def strikes_out(self) -> bool:
        """Whether something is hidden of which nothing says whether it is a number."""
        return any(one.doubt == MAY_BE_NAME for one in self.figures)

    @property
    def hides(self) -> bool:
        return _hides(self.figures)


_STRUCK_OUT = "what is hidden in it may be a name, or a part of the answer"
_Finding = tuple[Outcome, str | None]  # and the doubt


def decide(
    text: str,
    span: tuple[int, int],
    index: int,
    numbers: Sequence[str | None],
    figures: Sequence[Figure],
    question: tuple[int, int],
    headings: Sequence[tuple[int, int]] = (),
) -> Decided:
    """Decide on the answer at ``span`` to the question that stands at ``question``.

    ``index`` is the question's, ``numbers`` those of all questions, ``figures`` the ones disclosed in this
    answer, ``headings`` where the headings of its tables stand: 'Refused' above a column of counts refuses
    nothing.
    """
    asked = " ".join(text[slice(*question)].split())
    cells = [figure.start for figure in figures if figure.kind != "prose"]
    every = statements.read(text, span, asked, cells, headings)
    spoken = [one for one in every if one.is_row or not (one.is_repeated or one.says("ask"))]
    said = [one for one in spoken if one.is_row or not one.says("standing", "heading")]
    cited = citations.find(text, spoken, _hides(figures))
    refers_to, is_above = _refers_to(_MARKED.sub("", _joined(spoken)), index, numbers)
    known = _Evidence(spoken, said, asked, cited.citations, figures, refers_to)
    outcome, doubt = next(found for rule in _RULES if (found := rule(known)))
    doubt = doubt or _doubt_of_mixed(outcome, known) or cited.doubt
    return Decided(outcome, cited.citations, refers_to, is_above, doubt)


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


def _neither(known: _Evidence) -> _Finding | None:
    if not known.says("ncnd"):
        return None
    return "ncnd", "it neither confirms nor denies, and gives something" if known.tells else None


def _refused(known: _Evidence) -> _Finding | None:
    """A provision cited, words that refuse, or words of being unable to give what is not denied."""
    is_unable = known.says("unable") and not known.says("deny", "deny split", "deny weakly")
    if known.says("no more") and not known.tells:
        return "withheld", None
    if known.hides:
        return "part_withheld", None
    if not (known.citations or is_unable or known.says("refuse")):
        return None
    if known.citations:
        return "part_withheld" if known.tells else "withheld", None
    if cue("matter of refusal").search(known.question):
        return "granted" if known.tells else "withheld", "its words of refusal may be about what was asked"
    return "part_withheld" if known.tells else "withheld", _doubt_of_refusal(known)


def _doubt_of_refusal(known: _Evidence) -> str | None:
    if known.says("deny"):
        return "it refuses without citing a provision, and says that the information is not held"
    if known.tells:
        return "it refuses without citing a provision, and gives something"
    if not any(one.says("refuse", "unable") and one.says("about information") for one in known.spoken):
        return "its words of refusal may not be about the information"
    if known.says("unable to give") and not known.says("refuse"):
        return "it says that it cannot give the information, and not whether it holds it"
    return None


def _referred(known: _Evidence) -> _Finding | None:
    """Nothing is said beside the reference: '3. Please see our answer to questions 1 and 2 above.'"""
    shown = _MARKED.sub("", _joined(known.said))
    left, references = _SEE.subn(" ", shown.casefold())
    if known.figures or not references:
        return None
    if any(not cue("beside a reference").search(word) for word in re.findall(r"[^\W\d_]+", left)):
        return None
    if known.refers_to is None:
        return "unclear", "it refers to an answer that was not found"
    return "referred", None


def _told(known: _Evidence) -> _Finding | None:
    if known.tells or known.gives("yes", "show"):
        return "granted", _doubt_of_grant(known)
    return None


def _struck_out(known: _Evidence) -> _Finding | None:
    """Nothing is given but what was struck out: a name, or the answer itself."""
    return ("unclear", _STRUCK_OUT) if known.strikes_out else None


def _denied(known: _Evidence) -> _Finding | None:
    if known.says("format"):
        return "withheld", "it says in which form the information is not held, and cites no provision"
    if not known.says("deny"):
        return None
    if known.says("refuse weakly"):
        return "withheld", "it says that the information is not held, and what finding it would take"
    return "not_held", None


def _by_weak_cues(known: _Evidence) -> _Finding | None:
    if known.gives("link"):
        return "granted", _doubt_of_grant(known)
    if known.says("refuse weakly"):
        return "withheld", "it does not say in so many words that it refuses"
    if known.says("deny split", "deny weakly"):
        return "not_held", "it does not say in so many words that the information is not held"
    if known.gives("elsewhere"):
        return "granted", "it says where to look, and no more"
    return None


def _stated(known: _Evidence) -> _Finding:
    """A statement about the matter answers; one about the information itself, with no other cue, does not."""
    if not any(re.search(r"[^\W_]", one.text) for one in known.said):
        return "unclear", "nothing in it says whether the information was given"
    if _SEE.search(_joined(known.said)):
        return "granted", "it refers to another answer, and says something more"
    if known.figures or known.gives("none") or not known.says("of information"):
        return "granted", _doubt_of_grant(known)
    return "unclear", "it speaks of the information, and does not say whether it gives it"


def _doubt_of_grant(known: _Evidence) -> str | None:
    gives = known.gives("attach", "show", "link")
    if cue("how many").search(known.question) and not (known.figures or gives or known.gives("none")):
        return "the question asks how many, and the answer gives no number"
    if known.says("deny whole"):
        return "it says that the information is not held, and gives something"
    if not (known.figures or gives or known.gives("yes")) and known.says("of information", "wary"):
        return "its words may be about the information, and not the answer"
    return None


# The first that finds something decides.
_RULES: tuple[Callable[[_Evidence], _Finding | None], ...] = (
    _neither,
    _refused,
    _referred,
    _told,
    _struck_out,
    _denied,
    _by_weak_cues,
    _stated,
)


def _doubt_of_mixed(outcome: Outcome, known: _Evidence) -> str | None:
    """Doubt of an outcome against which something else in the answer speaks."""
    against = ((doubt, speaks) for outcomes, doubt, speaks in _AGAINST if outcome in outcomes)
    return next((doubt for doubt, speaks in against if speaks(known)), None)


# What speaks against which outcomes, as a doubt.
_AGAINST: tuple[tuple[tuple[Outcome, ...], str, Callable[[_Evidence], bool]], ...] = (
    (
        ("granted", "not_held"),
        "it may say that there is none, or that it does not hold the information",
        lambda known: any(one.says("none or not held") for one in known.spoken),
    ),
    (
        ("granted",),
        "it gives something, and words in it refuse or deny",
        lambda known: known.denies_part,
    ),
    (
        ("granted", "referred", "not_held"),
        _STRUCK_OUT,
        lambda known: known.strikes_out,
    ),
    (
        ("granted",),
        "it begins by saying that the information is not available, and gives something",
        lambda known: bool(known.said) and known.said[0].says("deny weakly"),
    ),
    (
        ("granted",),
        "it speaks of a part or of a rest, and does not say what became of it",
        lambda known: any(one.says("partly", "remainder") for one in known.spoken),
    ),
    (
        ("withheld",),
        "it refuses a number, and gives a bound of it",
        lambda known: any(_gives_bound(one) for one in known.said),
    ),
    (
        ("withheld",),
        "it refuses, and words in it may give a part",
        lambda known: known.gives_part,
    ),
    (
        ("withheld",),
        "it tells something before it refuses, and may give a part",
        lambda known: known.tells_first and not known.hides,
    ),
    (
        ("not_held",),
        "it says that the information is not held, and that there is none of what was asked about",
        lambda known: known.says("there were none"),
    ),
    (
        ("not_held",),
        "it says that the information is not held, and words in it may give a part",
        lambda known: bool(known.figures) or known.gives_part,
    ),
    (
        ("part_withheld",),
        "it refuses before it gives anything, and its numbers may belong to the reasons",
        lambda known: known.begins_by_refusing and not known.hides,
    ),
)


def _gives_bound(one: Statement) -> bool:
    """Whether a sentence begins with a bound of what it refuses: 'Fewer than five, so it is withheld.'"""
    found = marks.find(one.text, 0, len(one.text))
    return bool(found) and found[0].outer_start < _BEGINNING and found[0].upper is not None


def _hides(figures: Sequence[Figure]) -> bool:
    """Whether a number is hidden: what may be a name that was struck out tells nothing of the answer."""
    return any(figure.status == "suppressed" and figure.doubt != MAY_BE_NAME for figure in figures)


def _joined(some: Sequence[Statement]) -> str:
    return " ".join(one.text for one in some if not one.is_row)


def _refers_to(answer: str, index: int, numbers: Sequence[str | None]) -> tuple[int | None, bool]:
    """Give the index of the answer referred to, and whether it is named by standing above alone."""
    for match in _SEE.finditer(answer):
        printed = match["number"] or match["bare"]
        if not printed:
            return (index - 1, True) if index else (None, False)
        number = re.sub(r"[\s()]", "", printed).casefold()
        for one in (number, number.rstrip("abcdefghijklmnopqrstuvwxyz")):  # 'question 2(ii)' is of 2
            if one in numbers and numbers.index(one) != index:
                return numbers.index(one), False
    return None, False
