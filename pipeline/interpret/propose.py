"""What code lists and a letter's own words propose for the parts of a reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.edges.document import Text
from pipeline.edges.problems import BadInputError
from pipeline.extract import periods
from pipeline.extract.periods import Period
from pipeline.extract.structure import Answer
from pipeline.interpret.coding import each_period, listed_provision, period
from pipeline.interpret.reading import PERIOD, TODO
from pipeline.schemas.codelists import CodeList, labels_of, normalised

Lists = Mapping[str, CodeList]

# Likeness of words, of 100:
LIKELY = 90  # from here a measure is proposed
ALIKE = 50  # and from here it is named as one of the nearest
# Words that questions and labels share without being about the same.
_COMMON_WORDS = (
    "a an and are as at by did do does each for from had has have how in is it many of on or per please"
    " provide that the their there this to total was were what which who with you your number"
)
_COMMON = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True)
class Proposal:
    """A value for a key: ``text`` as it is to be written; ``is_guess`` where words alone suggest it."""

    text: str
    is_guess: bool = False


@dataclass(frozen=True)
class Axis:
    """What the labels of one side of a table seem to be: ``name`` is a dimension or 'period'."""

    name: str | None
    open_periods: tuple[str, ...]  # labels that are no period among labels that are
    why_not: str  # what a person must decide where there is no name
    is_near: bool = False  # whether some labels are a dimension's, so that they are no measures


def todo(asked: str) -> Proposal:
    """Give what a person must decide, as the reader of readings knows it."""
    return Proposal(f"{TODO} {' '.join(asked.split())}")


def one_of(cited: Sequence[str]) -> Proposal:
    """Give the only provision, or the choice between several."""
    return Proposal(cited[0]) if len(cited) == 1 else todo(f"under which of {', '.join(cited)}?")


def measure_of(words: Sequence[str], lists: Lists) -> tuple[Proposal | None, list[str]]:
    """Give the measure that words are about, the nearest words first, and the codes that are most alike.

    A label that a measure lists as its own counts at once; else all words of one measure's label must be
    there, nearly, and those of no other.
    """
    from rapidfuzz import fuzz

    measures = lists["measure"]
    for text in words:
        listed = measures.resolve(text) if text else None
        if listed is not None:
            return Proposal(listed, is_guess=True), [listed]
    labels = {str(row["code"]): _content(str(row["label"])) for row in measures.rows}
    nearest: list[str] = []
    for text in words:
        asked = _content(text)
        scores = sorted(
            (
                (fuzz.token_set_ratio(label, asked), len(label.split()), code)
                for code, label in labels.items()
                if label and asked
            ),
            key=lambda one: (-one[0], -one[1], one[2]),
        )
        if not scores:
            continue
        nearest = [code for score, _length, code in scores[:3] if score >= ALIKE]
        rival = scores[1][:2] if len(scores) > 1 else (0, 0)
        if scores[0][0] >= LIKELY and scores[0][:2] > rival:
            return Proposal(scores[0][2], is_guess=True), nearest
    return None, nearest


def nearest_of(codes: Sequence[str]) -> str:
    """Say which codes are nearest."""
    return (
        f"Nearest are {', '.join(codes)}."
        if codes
        else "None is near; a new one is a row of raw/codelists/measure.csv."
    )


def axis_of(labels: Sequence[str], lists: Lists, dimensions: Sequence[str] | None, side: str) -> Axis:
    """Find the one dimension, or the periods, that all labels belong to; ``dimensions`` are those that can
    be, None where any can.
    """
    if not labels or "" in labels:
        return Axis(None, (), f"a {side} of figures has no label. Call its figures context, and say why.")
    no_periods = tuple(label for label in labels if parsed(label) is None)
    if len(no_periods) * 3 <= len(labels):
        return Axis(PERIOD, no_periods, "")
    known = [name for name in dimensions_of(lists) if dimensions is None or name in dimensions]
    names = {label: normalised(label) for label in labels}
    resolving: dict[str, list[str]] = {}
    for name in known:
        listed = {normalised(label) for label, _code, _line in labels_of(lists[name].rows)}
        resolving[name] = [label for label in labels if names[label] in listed]
    whole = [name for name in known if len(resolving[name]) == len(labels)]
    if len(whole) == 1:
        return Axis(whole[0], (), "")
    shown = ", ".join(map(short, labels[:6])) + (", ..." if len(labels) > 6 else "")
    if whole:
        return Axis(None, (), f"what are the {side}s {shown}: {' or '.join(whole)}?", is_near=True)
    best = max(known, key=lambda name: len(resolving[name]), default=None)
    if best is not None and resolving[best]:
        odd = ", ".join(short(label) for label in labels if label not in resolving[best])
        return Axis(None, (), f"what are the {side}s {shown}? {best} does not list {odd}.", is_near=True)
    return Axis(None, (), f"what are the {side}s {shown}? A dimension, or each label with its coding.")


def dimensions_of(lists: Lists) -> list[str]:
    """Give the names of the dimensions."""
    return [name for name, codes in lists.items() if codes.is_dimension]


def parsed(printed: str) -> Period | None:
    """Give the period that is printed; None where it is none, or cannot be."""
    try:
        return periods.parse(printed)
    except ValueError:
        return None


def period_text(period: Period, printed: str) -> str:
    """Give a period as readings write it: '2023/24', '2024', '2025-04-01/2026-03-10'."""
    start, end = period.start, period.end
    year = f"{start.year}/{end.year % 100:02}"
    shapes = {
        "financial_year": year,
        "academic_year": f"academic year {year}",
        "calendar_year": str(start.year),
        "year_range": f"{start.year} to {end.year}",
        "month": f"{start:%B %Y}",
        "point_in_time": start.isoformat(),
    }
    written = shapes.get(period.type, f"{start}/{end}")
    return written if parsed(written) == period else printed


def asked_text(printed: str) -> str | None:
    """Give a period as 'asked' writes it, where 'A to B' is each year; None where it cannot be."""
    meant = parsed(printed)
    if meant is None:
        return None
    for written in (period_text(meant, printed), printed, f"{meant.start}/{meant.end}"):
        try:
            each = [period(one) for one in each_period((Text(" ".join(written.split()), "", 0),))]
        except BadInputError:
            continue
        if (each[0].start, each[-1].end) == (meant.start, meant.end):
            return " ".join(written.split())
    return None


def periods_of(question: str) -> str:
    """Say which periods a question names; nothing where it names none."""
    said = ", ".join(dict.fromkeys(" ".join(found.text.split()) for found in periods.find(question)))
    return f"The question says {said}." if said else ""


def cited_by(index: int, answers: Sequence[Answer]) -> list[str]:
    """Give the provisions that an answer cites, or else those of the answer it refers to."""
    seen: set[int] = set()
    at: int | None = index
    while at is not None and at not in seen:
        seen.add(at)
        cited = [f"{citation.regime} {citation.provision}" for citation in answers[at].citations]
        if cited:
            return list(dict.fromkeys(cited))
        at = answers[at].refers_to
    return []


def hiding(cited: Sequence[str], lists: Lists) -> list[str]:
    """Give the provisions that can hide a figure: those about cost and manner cannot."""
    known = {str(row["code"]): row["test"] for row in lists["provision"].rows}
    listed = {one: listed_provision(one.split(" ")[0], one.split(" ", 1)[1], known) for one in cited}
    return [one for one in cited if known.get(listed[one] or "") != "procedural"]


def short(text: str, longest: int = 40) -> str:
    """Give words of a letter as they are named in a question: between quotes, long ones cut."""
    words = " ".join(text.split())
    return f"'{words}'" if len(words) <= longest else f"'{words[: longest - 3]}...'"


def _content(text: str) -> str:
    return " ".join(word for word in normalised(text).split() if word not in _COMMON)
