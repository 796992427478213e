"""A page per letter: what was asked, what became of it, and the text with every figure marked."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.render import letter_text, links
from pipeline.render.codebook import Codebook, Rule, Shown
from pipeline.render.letter_text import Span
from pipeline.render.page import Page
from pipeline.render.pages.checks import Result, result
from pipeline.render.periods import day
from pipeline.render.queries import Citation, Figure, Letter, Question
from pipeline.render.wording import excerpt, several


@dataclass(frozen=True)
class Summary:
    """One letter in the list of letters."""

    letter: Letter
    target: str
    authority: str
    questions: int
    outcomes: tuple[tuple[str, str, int], ...]  # code, label, count
    values: int


@dataclass(frozen=True)
class Answered:
    """A question with its outcome and the provisions cited."""

    question: Question
    target: str
    outcome: str | None
    citations: Sequence[Citation]
    refers_to: Question | None
    values: int


@dataclass(frozen=True)
class RuleSet:
    """Rules that one figure or more passed: listed once a page, since most figures pass the same."""

    anchor: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Mark:
    """A figure, the observations that code it, and what one must know to quote it."""

    figure: Figure
    observations: Sequence[Shown]
    answered: Answered | None  # the question that it answers
    passed: RuleSet | None
    told: Sequence[Result]  # checks that it does not pass
    citation: str

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return self.figure.figure_id.rpartition("/")[2]

    @property
    def about(self) -> str:
        """What the figure is, in a sentence."""
        if self.observations:
            one = self.observations[0]
            parts = [one.measure, one.category, one.period]
            return "Data: " + ", ".join(part for part in parts if part)
        return f"{'Not data' if self.figure.use == 'context' else 'Not read'}: {self.figure.reason}"


def pages(book: Codebook) -> Iterator[Page]:
    """Give the list of letters and the page of each."""
    yield Page(
        path=links.LETTERS,
        template="letters.html",
        title="Letters",
        summary="The letters that the data come from, newest first.",
        section=links.LETTERS,
        content={"letters": [summary(book, letter) for letter in book.letters]},
    )
    for letter in book.letters:
        yield _page(book, letter)


def summary(book: Codebook, letter: Letter) -> Summary:
    """Give a letter as the lists show it."""
    questions = book.questions_of(letter.letter_id)
    counts = Counter(q.outcome for q in questions)
    return Summary(
        letter=letter,
        target=links.letter(letter.letter_id),
        authority=book.label("authority", letter.authority),
        questions=len(questions),
        outcomes=tuple(
            (code, book.label("outcome", code), counts[code])
            for code in book.lists["outcome"].codes
            if counts[code]
        ),
        values=sum(1 for o in book.by_letter.get(letter.letter_id, ()) if o.figure_id),
    )


def _page(book: Codebook, letter: Letter) -> Page:
    shown = [book.shown(o) for o in book.by_letter.get(letter.letter_id, ())]
    by_figure: dict[str, list[Shown]] = {}
    for one in shown:
        if one.observation.figure_id:
            by_figure.setdefault(one.observation.figure_id, []).append(one)
    figures = book.figures.get(letter.letter_id, ())
    questions = book.questions_of(letter.letter_id)
    answered = [_answered(book, question, shown) for question in questions]
    authority = book.label("authority", letter.authority)
    terms = book.row("reuse_terms", letter.reuse_terms)
    uses = Counter(figure.use for figure in figures)
    answers = {one.question.question_id: one for one in answered}
    marks = _marks(book, letter, by_figure, answers)
    title = f"{letter.reference}: {letter.subject}" if letter.subject else letter.reference
    return Page(
        path=links.letter(letter.letter_id),
        template="letter.html",
        title=title,
        summary=f"Answer of {authority} to request {letter.reference}, with every figure marked.",
        section=links.LETTERS,
        crumbs=(("Letters", links.LETTERS),),
        content={
            "letter": letter,
            "authority": authority,
            "terms": terms,
            "answered": answered,
            "answers": answers,
            "pieces": letter_text.nest(book.texts[letter.letter_id], _spans(book, letter, questions)),
            "marks": marks,
            "rule_sets": list({m.passed.anchor: m.passed for m in marks.values() if m.passed}.values()),
            "given": [s for s in shown if s.observation.figure_id],
            "not_given": sum(1 for s in shown if not s.observation.figure_id),
            "context": [figure for figure in figures if figure.use != "observation"],
            "unread": uses["unread"],
            "account": [
                several(uses["observation"], "figure is data", "figures are data"),
                several(uses["context"], "number is not data", "numbers are not data"),
                several(uses["unread"], "number is unread", "numbers are unread"),
            ],
        },
    )


def _marks(
    book: Codebook,
    letter: Letter,
    by_figure: Mapping[str, Sequence[Shown]],
    answers: Mapping[str, Answered],
) -> dict[str, Mark]:
    rules = {rule.name: rule for rule in book.rules}
    sets: dict[tuple[str, ...], RuleSet] = {}
    marks = {}
    for figure in book.figures.get(letter.letter_id, ()):
        observations = by_figure.get(figure.figure_id, ())
        subjects = [figure.figure_id, *(one.observation.observation_id for one in observations)]
        checks = [check for subject in subjects for check in book.checks_of.get(subject, ())]
        told = [check for check in checks if check.outcome in ("fail", "unverifiable")]
        names = {check.expectation for check in checks if check.outcome == "pass"}
        passed = tuple(sorted(names - {check.expectation for check in told}))
        if passed and passed not in sets:
            sets[passed] = RuleSet(f"rules-{len(sets) + 1}", tuple(rules[name] for name in passed))
        marks[figure.figure_id] = Mark(
            figure=figure,
            observations=observations,
            answered=answers.get(observations[0].observation.question_id) if observations else None,
            passed=sets.get(passed),
            told=[result(book, check) for check in told],
            citation=_citation(book, letter, figure),
        )
    return marks


def _citation(book: Codebook, letter: Letter, figure: Figure) -> str:
    """Give the words to cite one figure with, its address too where the site has one."""
    authority = book.label("authority", letter.authority)
    parts = [
        f"{authority}, answer to request {letter.reference}, {day(letter.letter_date)},",
        f"line {figure.line}: ‘{excerpt(figure.text, 60)}’.",
        f"In: {book.metadata.title}. Version {book.metadata.version}.",
    ]
    if book.metadata.homepage:
        parts.append(links.address(book.metadata.homepage, links.place(figure.figure_id)))
    return " ".join(parts)


def _answered(book: Codebook, question: Question, shown: Sequence[Shown]) -> Answered:
    return Answered(
        question=question,
        target=links.place(question.question_id),
        outcome=book.label("outcome", question.outcome) if question.outcome else None,
        citations=book.citations.get(question.question_id, ()),
        refers_to=book.questions[question.refers_to] if question.refers_to else None,
        values=sum(
            1 for s in shown if s.observation.figure_id and s.observation.question_id == question.question_id
        ),
    )


def _spans(book: Codebook, letter: Letter, questions: Sequence[Question]) -> Iterator[Span]:
    for question in questions:
        if question.span_start is not None and question.span_end is not None:
            yield Span(question.span_start, question.span_end, "answer", question.question_id)
    for table in book.printed_tables.get(letter.letter_id, ()):
        yield Span(table.span_start, table.span_end, "table", table.table_id)
    for figure in book.figures.get(letter.letter_id, ()):
        yield Span(figure.span_start, figure.span_end, "figure", figure.figure_id)
