"""One letter as it was read: its text with everything that was found in it marked, as one file of HTML.

It is for whoever checks what a machine made of a letter. The file fetches nothing and runs nothing: its
style stands in it, and its content security policy lets through that style alone, known by its hash.
Characters of the letter that would change how the text around them is shown (bidi controls, blanks without
width) are shown by their names, each isolated from its surroundings.
"""

import base64
import bisect
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from pipeline.edges.hidden import HIDDEN, sign, visible
from pipeline.extract.structure import Answer, Context, Figure, Question, Structure, Suspect, Table, Unread
from pipeline.render import letter_text, wording
from pipeline.render.letter_text import Kind, Piece, Span

HERE = Path(__file__).parent
HEADINGS = ("column heading", "row label")
# What each kind is, in the order of the key; a tick there shows or hides its marks.
KEY: tuple[tuple[Kind, str, str], ...] = (
    ("doubt", "12?", "In doubt: look here first"),
    ("unread", "?", "Unread: not understood"),
    ("suspect", "A. Name", "May be personal: decide"),
    ("figure", "12", "Figures"),
    ("heading", "2023", "Numbers in table headings"),
    ("period", "2023/24", "Periods"),
    ("threshold", "5", "Thresholds for hidden counts"),
    ("context", "20 days", "Other numbers, not data"),
    ("question", "How many?", "Questions"),
    ("answer", "We had …", "Answers"),
    ("table", "a  b", "Tables"),
)
OUTCOMES = {
    "granted": "granted",
    "part_withheld": "partly withheld",
    "withheld": "withheld",
    "not_held": "not held",
    "ncnd": "neither confirmed nor denied",
    "referred": "referred to another answer",
    "unclear": "unclear: nothing decides",
}
CONCEALED = "concealed"  # begins the reason of what a reader of the page cannot see
UNITS = {"GBP": "pounds", "percent": "per cent"}
TAB_STOPS = (8, 12, 16, 20, 24, 32, 40)  # classes of the style; in characters
_NOT_IN_HTML = "\r\0"  # a browser makes line ends or replacements of them
_TOKEN = re.compile(r"\r?\n|\t|[^\n\t\r]+|\r")


@dataclass(frozen=True)
class Mark:
    """What was found at one place: what it is in a few words, and how it was read, as term and value."""

    key: str
    kind: Kind
    name: str
    facts: tuple[tuple[str, str], ...]
    style: str = ""  # further classes


@dataclass(frozen=True)
class Token:
    """A bit of text: 'text', 'tab', 'line' (its number stands here) or 'control' (``sign`` is shown)."""

    kind: str
    text: str = ""
    sign: str = ""
    line: int = 0


@dataclass(frozen=True)
class Part:
    """Bits of plain text, or what is marked (``mark``) with the parts in it; ``first`` as in ``Piece``."""

    tokens: tuple[Token, ...] = ()
    mark: Mark | None = None
    children: tuple["Part", ...] = ()
    first: bool = True


@dataclass(frozen=True)
class Point:
    """Something for a person to look at: what it is, on which line, why, and the key of its mark, if it has
    one.
    """

    name: str
    line: int
    why: str
    key: str | None


@dataclass(frozen=True)
class AnswerRow:
    """One question in the list of answers; ``figures`` and ``unread`` are counts."""

    question: str
    question_key: str | None
    answer_key: str | None
    outcome: str
    sections: str
    refers_to: str
    figures: int
    unread: int


def page(structure: Structure, source_file: str) -> bytes:
    """Give a letter's structure as one HTML file in UTF-8; ``source_file`` is the name of the letter's file.

    The same structure gives the same bytes.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    letter = _Letter(structure)
    style = (HERE / "templates" / "reading.css").read_text(encoding="utf-8")
    spans = dict(_found(letter))
    marks = {mark.key: mark for mark in spans}
    pieces = letter_text.nest(structure.text, [span for span in spans.values() if span.start < span.end])
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters.update(several=wording.several, excerpt=wording.excerpt, number=wording.number)
    html = environment.get_template("reading.html").render(
        style=Markup(style),  # noqa: S704 - this project's own file
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        title=structure.header.subject or structure.header.reference or source_file,
        facts=_facts(structure, source_file),
        key=[(kind, sample, label, _counted(structure)[kind]) for kind, sample, label in KEY],
        parts=_parts(pieces, marks, _Lines()),
        review=_review(letter),
        n_unread=len(structure.unread),
        answers=tuple(_answer_rows(letter)),
        tables=[(f"table-{i}", one, letter.name(one.question)) for i, one in enumerate(structure.tables)],
        n_figures=len(structure.figures),
    )
    return (html.rstrip() + "\n").encode("utf-8", "replace")


def _shown(value: object) -> object:
    """Give what a template prints, hidden characters by their names; what a template made itself stays."""
    return visible(value) if type(value) is str else value


def summary(structure: Structure) -> str:
    """Say in one line what was found in a letter."""
    counts = _counted(structure)
    parts = [
        wording.several(counts["question"], "question"),
        wording.several(counts["table"], "table"),
        wording.several(counts["figure"], "figure"),
    ]
    unread = f"{wording.several(counts['unread'], 'number is', 'numbers are')} unread"
    said = [
        f"{wording.several(counts['doubt'], 'thing is', 'things are')} in doubt" if counts["doubt"] else "",
        f"{wording.several(counts['suspect'], 'passage')} may be personal" if counts["suspect"] else "",
        unread if counts["unread"] else "nothing is unread",
    ]
    return "; ".join([", ".join(parts), *filter(None, said)])


def _counted(structure: Structure) -> Mapping[Kind, int]:
    counts: dict[Kind, int] = {kind: 0 for kind, _, _ in KEY}
    counts |= {
        "figure": len(structure.figures),
        "unread": len(structure.unread),
        "question": len(structure.questions),
        "answer": len({(one.start, one.end) for one in structure.answers}),
        "table": len(structure.tables),
        "suspect": len(structure.suspects),
        "doubt": sum(1 for figure in structure.figures if figure.doubt)
        + sum(1 for table in structure.tables if table.doubt)
        + len({(one.start, one.end) for one in structure.answers if _doubt_of(one)}),
    }
    for one in structure.context:
        counts[_kind(one)] += 1
    return counts


def _doubt_of(answer: Answer) -> str | None:
    """Give why an answer is to be looked at; one in which nothing decides always is."""
    if answer.doubt is None and answer.outcome == "unclear":
        return "nothing in it decides what became of the question"
    return answer.doubt


def _review(letter: "_Letter") -> tuple[tuple[str, str, tuple[Point, ...]], ...]:
    """Give what a person must look at, as id, heading and points: doubts, then what is unread, what a reader
    of the page cannot see first, then what may be personal.
    """
    structure = letter.structure
    doubts = [
        Point(f"Answer to {letter.name(i)}", letter.line(one.start), why, _answer_key(structure, i))
        for i, one in enumerate(structure.answers)
        if (why := _doubt_of(one))
    ]
    doubts += [
        Point(f"Table {i + 1}", letter.line(one.start), one.doubt, f"table-{i}")
        for i, one in enumerate(structure.tables)
        if one.doubt
    ]
    doubts += [
        Point(one.text, one.line, one.doubt, f"figure-{i}")
        for i, one in enumerate(structure.figures)
        if one.doubt
    ]
    unread = [Point(one.text, one.line, one.why, f"unread-{i}") for i, one in enumerate(structure.unread)]
    unread.sort(key=lambda point: not point.why.startswith(CONCEALED))
    suspects = [
        Point(one.text, one.line, one.why, f"suspect-{i}") for i, one in enumerate(structure.suspects)
    ]
    sections = (
        ("doubts", "In doubt: look here first", doubts),
        ("unread", "Unread", unread),
        ("suspects", "May be personal: decide whether to mask it", suspects),
    )
    return tuple((name, heading, tuple(points)) for name, heading, points in sections if points)


def _answer_key(structure: Structure, index: int) -> str | None:
    """Give the key of the mark of an answer, which it may share; None where it has no words."""
    answer = structure.answers[index]
    if answer.start >= answer.end:
        return None
    places = [(one.start, one.end) for one in structure.answers]
    return f"answer-{places.index((answer.start, answer.end))}"


def _kind(one: Context) -> Kind:
    if one.why in HEADINGS:
        return "heading"
    if one.why == "period":
        return "period"
    return "threshold" if one.why.startswith("threshold") else "context"


def _facts(structure: Structure, source_file: str) -> tuple[tuple[str, str], ...]:
    header = structure.header
    how = " (characters recognised in a picture)" if structure.read_by == "ocr" else ""
    stated = (
        ("Authority", header.authority),
        ("Reference", header.reference),
        ("Date", header.date),
        ("Request received", header.received),
        ("Subject", header.subject),
        ("Regime", header.regime),
    )
    return (
        *((term, value or "not stated") for term, value in stated),
        ("File", f"{source_file}, {structure.size:,} bytes"),
        ("Form", structure.media_type + how),
        ("SHA-256", structure.sha256),
    )


class _Letter:
    """A structure, with what its marks need often: names of questions, and how much an answer holds."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self._names: list[str] = []
        unnumbered = sum(1 for one in structure.questions if not one.number)
        seen = count(1)
        for one in structure.questions:
            place = "the question" if unnumbered == 1 else ""
            name = f"question {one.number}" if one.number else place or f"unnumbered question {next(seen)}"
            self._names.append(name)
        self._figures = sorted(one.start for one in structure.figures)
        self._unread = sorted(one.start for one in structure.unread)

    def name(self, index: int | None) -> str:
        """Give a question's name: its number, else its place among the questions that have none."""
        return "none" if index is None else self._names[index]

    def line(self, offset: int) -> int:
        """Give the line, from 1, on which a character stands."""
        return self.structure.text.count("\n", 0, offset) + 1

    def counts(self, answer: Answer) -> tuple[int, int]:
        """Give how many figures stand in an answer, and how many numbers that are unread."""
        place = (answer.start, answer.end)
        figures, unread = (
            bisect.bisect_left(starts, place[1]) - bisect.bisect_left(starts, place[0])
            for starts in (self._figures, self._unread)
        )
        return figures, unread


def _found(letter: _Letter) -> Iterator[tuple[Mark, Span]]:
    """Give everything that was found, and where. An answer to several questions is one."""
    structure = letter.structure
    for i, question in enumerate(structure.questions):
        yield _marked(_question(letter, i, question), question)
    shared: dict[tuple[int, int], list[int]] = {}
    for i, answer in enumerate(structure.answers):
        shared.setdefault((answer.start, answer.end), []).append(i)
    for indices in shared.values():
        answer = structure.answers[indices[0]]
        yield _marked(_answer(letter, indices, answer), answer)
    for i, table in enumerate(structure.tables):
        yield _marked(_table(structure, i, table), table)
    for i, figure in enumerate(structure.figures):
        yield _marked(_figure(letter, i, figure), figure)
    for i, one in enumerate(structure.context):
        facts = [("Why", one.why), ("In the answer to", letter.name(one.question))]
        if one.upper is not None:
            facts.insert(1, ("Hides", f"counts up to {wording.number(one.upper)}"))
        kind = _kind(one)
        name = "Part of a heading" if kind == "heading" else f"Not data: {one.why}"
        yield _marked(Mark(f"context-{i}", kind, name, (*facts, ("Line", str(one.line)))), one)
    for i, unread in enumerate(structure.unread):
        facts = [("Why", unread.why), ("In the answer to", letter.name(unread.question))]
        name = "Concealed" if unread.why.startswith(CONCEALED) else "Unread"
        yield _marked(Mark(f"unread-{i}", "unread", name, (*facts, ("Line", str(unread.line)))), unread)
    for i, suspect in enumerate(structure.suspects):
        said = (("Why", suspect.why), ("Line", str(suspect.line)))
        yield _marked(Mark(f"suspect-{i}", "suspect", "May be personal", said), suspect)


def _marked(
    mark: Mark, place: Question | Answer | Table | Figure | Context | Unread | Suspect
) -> tuple[Mark, Span]:
    return mark, Span(place.start, place.end, mark.kind, mark.key)


def _question(letter: _Letter, index: int, question: Question) -> Mark:
    facts = [("Outcome", OUTCOMES[letter.structure.answers[index].outcome])]
    if question.parent is not None:
        facts.append(("Part of", letter.name(question.parent)))
    return Mark(f"question-{index}", "question", letter.name(index).capitalize(), tuple(facts))


def _answer(letter: _Letter, indices: Sequence[int], answer: Answer) -> Mark:
    names = " and ".join(letter.name(index) for index in indices)
    facts = [("Outcome", OUTCOMES[answer.outcome])]
    if answer.citations:
        facts.append(("Under", _sections(answer)))
    if answer.refers_to is not None:
        facts.append(("Refers to", letter.name(answer.refers_to)))
    facts.append(("Figures", str(letter.counts(answer)[0])))
    doubts = dict.fromkeys(why for i in indices if (why := _doubt_of(letter.structure.answers[i])))
    facts += [("In doubt", why) for why in doubts]
    style = "doubt" if doubts else ""
    return Mark(f"answer-{indices[0]}", "answer", f"Answer to {names}", tuple(facts), style)


def _sections(answer: Answer) -> str:
    return ", ".join(dict.fromkeys(f"{one.regime} {one.provision}" for one in answer.citations))


def _table(structure: Structure, index: int, table: Table) -> Mark:
    stop = _tab_stop(structure.text[table.start : table.end])
    shape = f"{wording.several(len(table.rows), 'row')}, {wording.several(len(table.columns), 'column')}"
    facts = (*_in_doubt(table), ("Layout", table.layout), ("Size", shape))
    style = f"tab-{stop}{' doubt' if table.doubt else ''}"
    return Mark(f"table-{index}", "table", f"Table {index + 1}", facts, style)


def _in_doubt(one: Table | Figure) -> tuple[tuple[str, str], ...]:
    return (("In doubt", one.doubt),) if one.doubt else ()


def _tab_stop(text: str) -> int:
    """Give the least tab stop at which no cell but the last of its row is cut off by the next."""
    widest = max((len(cell) for row in text.split("\n") for cell in row.split("\t")[:-1]), default=0)
    return next((stop for stop in TAB_STOPS if stop > widest), TAB_STOPS[-1])


def _figure(letter: _Letter, index: int, figure: Figure) -> Mark:
    none = "none"
    if figure.value is None:
        value = f"no value; bounds: {wording.bounds(figure.lower, figure.upper)}"
    else:
        value = wording.number(figure.value)
    facts = (
        *_in_doubt(figure),
        ("Value", value),
        ("Unit", UNITS[figure.unit] if figure.unit else none),
        *((("Scale", f"times {wording.number(figure.scale)}"),) if figure.scale != 1 else ()),
        ("Status", figure.status.replace("_", " ")),
        ("Period", figure.period or none),
        ("Row", figure.row or none),
        ("Column", figure.column or none),
        ("In the answer to", letter.name(figure.question)),
        ("Found in", {"table": "a table", "list": "a list", "prose": "a sentence"}[figure.kind]),
        ("Line", str(figure.line)),
    )
    style = (["marked-only"] if figure.status != "reported" else []) + (["doubt"] if figure.doubt else [])
    return Mark(f"figure-{index}", "figure", f"Figure: {figure.text}", facts, " ".join(style))


def _answer_rows(letter: _Letter) -> Iterator[AnswerRow]:
    structure = letter.structure
    keys: dict[tuple[int, int], str] = {}
    for i, (question, answer) in enumerate(zip(structure.questions, structure.answers, strict=True)):
        place = (answer.start, answer.end)
        key = keys.setdefault(place, f"answer-{i}")
        figures, unread = letter.counts(answer)
        yield AnswerRow(
            question=letter.name(i).capitalize(),
            question_key=f"question-{i}" if question.start < question.end else None,
            answer_key=key if answer.start < answer.end else None,
            outcome=OUTCOMES[answer.outcome],
            sections=_sections(answer),
            refers_to="" if answer.refers_to is None else letter.name(answer.refers_to),
            figures=figures,
            unread=unread,
        )


class _Lines:
    """Which line of the letter comes next, and whether its number has been written."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.number = next(self._numbers)
        self.is_written = False

    def end(self) -> None:
        self.number = next(self._numbers)
        self.is_written = False


def _parts(pieces: Iterable[Piece], marks: Mapping[str, Mark], lines: _Lines) -> tuple[Part, ...]:
    """Ready the pieces for the page, in the order of the text."""
    return tuple(
        Part(tokens=tuple(_tokens(piece.text, lines)))
        if piece.span is None
        else Part((), marks[piece.span.key], _parts(piece.children, marks, lines), piece.first)
        for piece in pieces
    )


def _tokens(text: str, lines: _Lines) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        found = match[0]
        if found in ("\n", "\r\n"):
            yield Token("text", "\n")
            lines.end()
            continue
        if not lines.is_written:
            yield Token("line", line=lines.number)
            lines.is_written = True
        if found == "\t":
            yield Token("tab", found)
        elif found == "\r":  # ends a line as old Macs wrote them; lines are counted by LF alone
            yield Token("control", sign="CR")
            yield Token("text", "\n")
        else:
            yield from _controls(found)


def _controls(text: str) -> Iterator[Token]:
    """Part a text at the characters that are not seen but change what is."""
    first = 0
    for match in HIDDEN.finditer(text):
        if first < match.start():
            yield Token("text", text[first : match.start()])
        is_lost = match[0] in _NOT_IN_HTML or "\ud800" <= match[0] <= "\udfff"
        yield Token("control", "" if is_lost else match[0], sign(match[0]))
        first = match.end()
    if first < len(text):
        yield Token("text", text[first:])
