"""What the program was not sure of, and whether a person has looked at it before it is published.

A doubted figure is settled where the reading names it, under 'figures' or 'context'; a doubted table, and
the doubted figures in it, by 'checked: yes' in its entry; a doubted answer, and one in which nothing decides,
by an entry of 'answers'.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from pipeline.edges.problems import BadInputError, Problem
from pipeline.extract.structure import Answer, Citation, Outcome, Structure
from pipeline.interpret.coding import code, provision
from pipeline.interpret.propose import cited_by, short
from pipeline.interpret.questions import index_of, question_names
from pipeline.interpret.quotes import line_of, locate
from pipeline.interpret.reading import AnswerReading, Reading
from pipeline.schemas.codelists import CodeList

UNCLEAR = "unclear"
_WORDS = 80  # of an answer, in characters, to know it by

Lists = Mapping[str, CodeList]


def outcomes_settled(
    entries: Sequence[AnswerReading], structure: Structure, lists: Lists
) -> tuple[Structure, list[Problem]]:
    """Give the structure with the outcomes that a person decided, their doubts gone, and what is wrong.

    An entry is wrong where the letter has no such question, no such outcome or quote; where two are about one
    question; where it says 'granted' of an answer that cites a provision or hides a figure; and where it says
    without a quote that what was found to be refused is not.
    """
    answers, problems, lines = list(structure.answers), list[Problem](), dict[int, int]()
    for entry in entries:
        try:
            index = index_of(entry.question, structure)
            if index in lines:
                entry.question.fail(
                    f"question {entry.question.text} is settled already, by line {lines[index]}.",
                    "Delete one of the two.",
                )
            lines[index] = entry.question.line
            answers[index] = _settled(entry, index, structure, lists)
        except BadInputError as error:
            problems += error.problems
    return replace(structure, answers=tuple(answers)), problems


def _settled(entry: AnswerReading, index: int, structure: Structure, lists: Lists) -> Answer:
    answer = structure.answers[index]
    outcome = code(entry.outcome, lists["outcome"])
    refused = {str(row["code"]): bool(row["refused"]) for row in lists["outcome"].rows}
    citations = answer.citations
    quoted = _quoted(entry, answer, structure)
    if entry.provision is not None:
        if quoted is None:
            entry.provision.fail(
                "nothing shows where the letter cites it.",
                "Add 'quote:' with the words of the answer that cite it.",
            )
        provision(entry.provision, lists["provision"])
        regime, _, cited = entry.provision.text.partition(" ")
        citations = (*citations, Citation(regime, cited.replace(" ", ""), *quoted))
    if outcome == "granted":
        _must_refuse_nothing(entry, index, replace(answer, citations=citations), structure)
    if quoted is None and refused.get(answer.outcome, False) and not refused[outcome]:
        entry.outcome.fail(
            f"the answer to question {entry.question.text} was found to be {answer.outcome}, and nothing "
            f"shows that it is {outcome}.",
            "Add 'quote:' with the words of the answer that say so.",
        )
    return replace(answer, outcome=cast(Outcome, outcome), citations=citations, doubt=None)


def _quoted(entry: AnswerReading, answer: Answer, structure: Structure) -> tuple[int, int] | None:
    if entry.quote is None:
        return None
    start, end = locate(entry.quote, entry.line, structure.text)
    if not (answer.start <= start and end <= answer.end):
        entry.quote.fail(
            f"the quote does not stand in the answer to question {entry.question.text}.",
            "Quote words of that answer.",
        )
    return start, end


def _must_refuse_nothing(entry: AnswerReading, index: int, answer: Answer, structure: Structure) -> None:
    """Raise BadInputError where an answer cannot have granted all that was asked for."""
    answers = (*structure.answers[:index], answer, *structure.answers[index + 1 :])
    hidden = [
        figure
        for figure in structure.figures
        if figure.status == "suppressed" and answer.start <= figure.start < answer.end
    ]
    mend = "Write part_withheld or withheld, whichever it is."
    if cited := cited_by(index, answers):
        entry.outcome.fail(
            f"the answer to question {entry.question.text} is not granted: it refuses under {cited[0]}.", mend
        )
    if hidden:
        entry.outcome.fail(
            f"the answer to question {entry.question.text} is not granted: {hidden[0].text!r} on line "
            f"{hidden[0].line} hides a number.",
            mend,
        )


def open_doubts(
    structure: Structure,
    reading: Reading,
    checked: Collection[int],
    named: Collection[int],
    letter_file: str,
    lists: Lists,
) -> Iterator[Problem]:
    """Give a problem for every doubt that nobody has looked at.

    ``structure`` has the outcomes settled; ``checked`` are the tables compared with the letter, ``named`` the
    places of the figures that the reading names one by one. A figure outside tables that is not named is an
    open point of its own.
    """
    names = question_names(structure)
    known = ", ".join(lists["outcome"].codes)
    for index, answer in enumerate(structure.answers):
        if answer.outcome == UNCLEAR and answer.doubt is None and _is_settled(index, names, reading):
            continue
        if answer.doubt is not None or answer.outcome == UNCLEAR:
            line = line_of(answer.start, structure.text)
            what = f"the answer to question {names[index]} on line {line} of {letter_file}"
            yield Problem(
                reading.file,
                None,
                f"{what}, {short(answer.text, _WORDS)}, {_why(answer)}.",
                f"Read it and add to 'answers': '- question: {names[index]}', and below it 'outcome:' with "
                f"one of {known}.",
            )
    for index, table in enumerate(structure.tables):
        if index in checked:
            continue
        figures = [figure for figure in structure.figures if figure.table == index]
        unnamed = [figure for figure in figures if figure.start not in named]
        doubts = [table.doubt] if table.doubt and (unnamed or not figures) else []
        doubts += [f"{one.text!r} on line {one.line}: {one.doubt}" for one in unnamed if one.doubt]
        if doubts:
            yield Problem(
                reading.file,
                None,
                f"the table of question {names[table.question]} on line "
                f"{line_of(table.start, structure.text)} of {letter_file} is in doubt ({'; '.join(doubts)}).",
                "Compare it with the letter and add 'checked: yes' to its entry in 'tables', or name the "
                "figures under 'figures' or 'context'.",
            )


def _is_settled(index: int, names: Sequence[str], reading: Reading) -> bool:
    return any(entry.question.text == names[index] for entry in reading.answers)


def _why(answer: Answer) -> str:
    if answer.outcome == UNCLEAR:
        return "does not show what became of the question" + (f" ({answer.doubt})" if answer.doubt else "")
    return f"is in doubt ({answer.doubt}); it was taken to be {answer.outcome}"
