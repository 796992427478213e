"""Refusals: what was asked and not given, by outcome and by the provision cited."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.render import links
from pipeline.render.codebook import Codebook, grouped
from pipeline.render.page import Page
from pipeline.render.periods import short_day
from pipeline.render.queries import Citation, Letter, Question

MOST = 100  # questions, or letters, that are listed one by one; the rest are in the tables
FEW = 12  # letters of a year that are named
LONGEST = 900  # characters of an answer that are shown; a table can follow the words that refuse


@dataclass(frozen=True)
class Refused:
    """A question, its letter, and the provisions that its answer cites."""

    question: Question
    letter: Letter
    target: str
    citations: Sequence[Citation]
    withheld: int  # values that were asked for and not given
    answer: str  # its words as far as ``LONGEST``
    whole: bool  # those are all


@dataclass(frozen=True)
class Tally:
    """How many questions of some letters had each outcome, in the order of the outcomes that occur."""

    when: str
    letters: tuple[Letter, ...]
    counts: tuple[int, ...]
    sections: tuple[str, ...]  # provisions cited, in the order of their list

    @property
    def questions(self) -> int:
        """How many questions the letters have, those that are not answered left out."""
        return sum(self.counts)


@dataclass(frozen=True)
class Outcome:
    """An outcome and the questions that had it."""

    code: str
    label: str
    description: str
    refused: bool
    questions: tuple[Refused, ...]


@dataclass(frozen=True)
class Provision:
    """A provision and the questions whose answers cite it, or a subsection of it."""

    code: str
    label: str
    description: str
    test: str
    questions: tuple[Refused, ...]


def pages(book: Codebook) -> Iterator[Page]:
    """Give the page of refusals."""
    outcomes = by_outcome(book)
    cited = {q.question.question_id for provision in by_provision(book) for q in provision.questions}
    yield Page(
        path=links.REFUSALS,
        template="exemptions.html",
        title="Refusals and exemptions",
        summary="Every question by what became of it, and every refusal by the provision that it cites.",
        section=links.REFUSALS,
        content={
            "outcomes": outcomes,
            "provisions": by_provision(book),
            "by_letter": by_letter(book),
            "by_year": by_year(book),
            "most": MOST,
            "few": FEW,
            "uncited": [
                q for o in outcomes if o.refused for q in o.questions if q.question.question_id not in cited
            ],
        },
    )


def by_outcome(book: Codebook) -> list[Outcome]:
    """Give the outcomes in the order of their list, those that never occur left out."""
    found = []
    having = grouped(book.questions.values(), lambda question: question.outcome or "")
    for row in book.lists["outcome"].rows:
        questions = having.get(str(row["code"]))
        if questions:
            refused = tuple(_refused(book, question) for question in questions)
            code, label, words = str(row["code"]), str(row["label"]), str(row["description"])
            found.append(Outcome(code, label, words, bool(row["refused"]), refused))
    return found


def by_provision(book: Codebook) -> list[Provision]:
    """Give the provisions cited, in the order of their list."""
    found = []
    citing: dict[str, list[Question]] = {}
    for question in book.questions.values():
        for code in dict.fromkeys(c.section for c in book.citations.get(question.question_id, ())):
            citing.setdefault(code, []).append(question)
    for row in book.lists["provision"].rows:
        code = str(row["code"])
        questions = citing.get(code)
        if questions:
            refused = tuple(_refused(book, question) for question in questions)
            label, words = str(row["label"]), str(row["description"])
            found.append(Provision(code, label, words, TESTS[str(row["test"])], refused))
    return found


def by_letter(book: Codebook) -> list[Tally]:
    """Count outcomes letter by letter, oldest first, so that change over time is seen."""
    oldest_first = reversed(book.letters)
    return [_tally(book, short_day(letter.letter_date), [letter]) for letter in oldest_first]


def by_year(book: Codebook) -> list[Tally]:
    """Count outcomes by the year in which the letters were written, oldest first."""
    years: dict[int, list[Letter]] = {}
    for letter in reversed(book.letters):
        years.setdefault(letter.letter_date.year, []).append(letter)
    return [_tally(book, str(year), letters) for year, letters in years.items()]


def _tally(book: Codebook, when: str, letters: Sequence[Letter]) -> Tally:
    questions = [q for letter in letters for q in book.questions_of(letter.letter_id)]
    outcomes = Counter(q.outcome for q in questions)
    cited = {c.section for q in questions for c in book.citations.get(q.question_id, ())}
    return Tally(
        when=when,
        letters=tuple(letters),
        counts=tuple(outcomes[code] for code in book.outcomes),
        sections=tuple(code for code in book.lists["provision"].codes if code in cited),
    )


def _refused(book: Codebook, question: Question) -> Refused:
    # Line by line, as printed: words of two lines are no sentence.
    answer = book.texts[question.letter_id][question.span_start : question.span_end].strip()
    words = answer if len(answer) <= LONGEST else answer[:LONGEST].rsplit(maxsplit=1)[0] + " …"
    return Refused(
        question=question,
        letter=book.letter(question.letter_id),
        target=links.place(question.question_id),
        citations=book.citations.get(question.question_id, ()),
        withheld=sum(
            1
            for o in book.by_question.get(question.question_id, ())
            if o.value is None and not book.shown(o).is_bounded
        ),
        answer=words,
        whole=words == answer,
    )


TESTS = {
    "absolute": "Absolute: no public interest test",
    "qualified": "Qualified: subject to the public interest test",
    "mixed": "Absolute in part, qualified in part",
    "procedural": "Cost or procedure: not about the content",
}
