"""A reading proposed from a letter's structure: what can be known is written down, what cannot is TODO.

The draft names every figure once, with its place, and proposes what the code lists and the letter's own words
show. It never proposes a value: what a letter prints is read from the letter. A person decides each TODO and
looks at what is marked as proposed; until then the build refuses the reading.
"""

import bisect
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract import periods
from pipeline.extract.masking import Covered
from pipeline.extract.structure import Figure, Structure, Table, Unread
from pipeline.interpret.doubts import UNCLEAR
from pipeline.interpret.figures import NOT_GIVEN_THERE, is_concealed
from pipeline.interpret.header import file_name
from pipeline.interpret.propose import (
    Axis,
    Lists,
    Proposal,
    asked_text,
    axis_of,
    cited_by,
    dimensions_of,
    hiding,
    measure_of,
    nearest_of,
    one_of,
    parsed,
    period_text,
    periods_of,
    short,
    todo,
)
from pipeline.interpret.questions import question_names, tables_of
from pipeline.interpret.quotes import find, line_of
from pipeline.interpret.quoting import quote_of, sentence_of
from pipeline.interpret.reading import DOUBT, MISSING, NOTE, PERIOD, Missing
from pipeline.interpret.rows import resolved_outcome
from pipeline.schemas.codelists import normalised, split

_LONGEST_LABEL = 300
_MOST_LABELS = 40
_MOST_DOUBTS = 3  # of one table, in its TODO
_NOT_IN_YAML = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]")
_PLAIN = re.compile(r"[A-Za-z0-9£<(“‘](?:[^:#]|:(?! |$)|(?<! )#)*(?<!\s)")

HEAD = """\
# Drafted from the letter. Each TODO is for a person to decide; what is marked as proposed was guessed from
# words, so look at it. docs/readings.md says what can stand here.
"""


def draft(structure: Structure, lists: Lists) -> str:
    """Give the reading of a letter as YAML."""
    header, lines = structure.header, [HEAD]
    if header.reference is None or file_name(header.reference) is None:
        lines += _entry(0, "letter", todo("what is the authority's reference? As printed."))
    elif header.reference.isdecimal():
        lines.append(f'letter: "{header.reference}"\n')
    else:
        lines += _entry(0, "letter", Proposal(header.reference))
    lines += _entry(0, "sha256", Proposal(structure.sha256))
    if header.date is None:
        lines += _entry(0, "date", todo("which date does the letter bear? As 2024-03-31."))
    if header.subject is None:
        lines += _entry(0, "subject", todo("what is the letter about? In a few words, or delete this line."))
    if header.regime is None:
        lines += _entry(0, "regime", todo("under which law was it answered: FOIA, FOISA or EIR?"))
    lines += _suspects(structure)
    letter = _Letter.of(structure)
    sections = {
        "answers": [*_answers(letter, lists)],
        "tables": [_table(index, letter, lists) for index in letter.tables],
        "figures": [_figure(figure, letter, lists) for figure in structure.figures if figure.table is None],
        "withheld": [*_missing("withheld", letter, lists)],
        "not_held": [*_missing("not_held", letter, lists)],
        "not_available": [*_missing("not_available", letter, lists)],
        "context": [
            _context(one, structure)
            for one in structure.unread
            if not _is_comment(one, letter) and not letter.suspected.touches(one.start, one.end)
        ],
        "asked": [*_asked(letter)],
    }
    for key, entries in sections.items():
        if entries:
            lines.append(f"\n{key}:\n")
            lines += [line for entry in entries for line in _item(entry)]
    return "".join(lines)


@dataclass(frozen=True)
class _Letter:
    """A structure, and what the entries of a draft ask of it again and again."""

    structure: Structure
    names: tuple[str, ...]  # of the questions, as a reading calls them
    by_table: Mapping[int, Sequence[Figure]]  # the figures of each table that has any
    tables: tuple[int, ...]  # those that a reading names
    n_values: Mapping[int | None, int]  # how many tables and other figures answer each question
    with_hidden: frozenset[int | None]  # questions whose answers hide figures
    starts: tuple[int, ...]  # of all figures, in order
    suspected: Covered  # what a person may yet mask

    @classmethod
    def of(cls, structure: Structure) -> "_Letter":
        by_table: dict[int, list[Figure]] = {}
        n_values: Counter[int | None] = Counter()
        for figure in structure.figures:
            if figure.table is None or figure.table not in by_table:
                n_values[figure.question] += 1
            if figure.table is not None:
                by_table.setdefault(figure.table, []).append(figure)
        hidden = frozenset(figure.question for figure in structure.figures if figure.status == "suppressed")
        return cls(
            structure,
            question_names(structure),
            dict(sorted(by_table.items())),
            tuple(sorted(one for at in range(len(structure.questions)) for one in tables_of(structure, at))),
            n_values,
            hidden,
            tuple(sorted(figure.start for figure in structure.figures)),
            Covered(_suspected(structure)),
        )


def _answers(letter: _Letter, lists: Lists) -> Iterator[list[str]]:
    """Give an entry for each answer that is in doubt, or in which nothing decides."""
    known = ", ".join(lists["outcome"].codes)
    for name, answer in zip(letter.names, letter.structure.answers, strict=True):
        if answer.outcome == UNCLEAR:
            why = f" ({answer.doubt})" if answer.doubt else ""
            asked = f"what became of the question? Nothing decides in {short(answer.text, 80)}{why}."
        elif answer.doubt:
            asked = (
                f"{answer.doubt.rstrip('.')}. It was taken to be {answer.outcome}: {short(answer.text, 80)}."
            )
        else:
            continue
        lines = _entry(0, "question", Proposal(name))
        yield [*lines, *_entry(0, "outcome", todo(f"{DOUBT} {asked} Write one of {known}."))]


def _suspects(structure: Structure) -> Iterator[str]:
    """Give the words that may be personal, each once: a person writes them here, or under keep.

    A number in them is no entry of its own, since it goes where they are masked.
    """
    first = {" ".join(one.text.split()): one for one in reversed(structure.suspects)}
    if first:
        yield "\nredact:\n"
    for words, one in reversed(first.items()):
        held = [
            unread.text for unread in structure.unread if one.start < unread.end and unread.start < one.end
        ]
        asked = f"{words!r} on line {one.line} {one.why}. If so write it here, else under 'keep'"
        if held:
            asked += f", and set {' and '.join(map(short, held))} in it aside under 'context' with why"
        yield f"  - {scalar(todo(f'{asked}.').text)}\n"


def _suspected(structure: Structure) -> list[tuple[int, int]]:
    """Give the spans at which words stand that may yet be masked."""
    return [(one.start, one.end) for one in structure.suspects]


def _table(index: int, letter: _Letter, lists: Lists) -> list[str]:
    figures, table = letter.by_table.get(index, ()), letter.structure.tables[index]
    alike = tables_of(letter.structure, table.question)
    asked = letter.structure.questions[table.question].text
    headings = [table.caption or "", asked if letter.n_values[table.question] == 1 else ""]
    lines = _entry(0, "question", Proposal(letter.names[table.question]))
    if len(alike) > 1:
        lines += _entry(0, "table", Proposal(str(alike.index(index) + 1)))
    lines += _checked_table(table, figures, letter)
    if not figures:
        return lines
    row_labels, column_labels = _labels(figures, "row"), _labels(figures, "column")
    measure, _ = measure_of([*column_labels, *headings], lists)
    broken_by = split(lists["measure"].row(measure.text)["dimensions"]) if measure else None
    rows = axis_of(row_labels, lists, broken_by, "row")
    columns = axis_of(
        column_labels, lists, [d for d in broken_by or dimensions_of(lists) if d != rows.name], "column"
    )
    comments = _comment_columns(table, figures)
    # Labels that no list knows may be measures: those of the columns, or of the rows beside known columns.
    measured_rows = columns.name is not None and _are_measures(rows, row_labels)
    several = len(column_labels) > 1 or (bool(comments) and not measured_rows)
    measured_columns = several and _are_measures(columns, [*column_labels, *comments])
    if not measured_rows and not measured_columns:
        lines += _measure_entry([*column_labels, *headings], asked, lists)
    if PERIOD not in (rows.name, columns.name):
        lines += _period_entry(figures, asked)
    if measured_rows:
        lines += ["rows:\n", *_measures(row_labels, (), headings, lists)]
    else:
        lines += _entry(0, "rows", Proposal(rows.name) if rows.name else todo(rows.why_not))
    if measured_columns:
        lines += ["columns:\n", *_measures(column_labels, comments, headings, lists)]
    elif columns.name is not None:
        lines += _entry(0, "columns", Proposal(columns.name))
    elif len(column_labels) > 1:
        lines += _entry(0, "columns", todo(columns.why_not))
    if open_labels := [*rows.open_periods, *columns.open_periods]:
        lines.append("periods:\n")
        for label in open_labels:
            lines += _entry(1, scalar(label), todo(f"which period is {label}?"))
    if _has_blanks(table, figures):
        lines += _entry(0, "blank", todo(f"what do the empty cells mean: {', '.join(MISSING)}?"))
    return lines + _provision_entry(table.question, figures, letter.structure, lists)


def _checked_table(table: Table, figures: Sequence[Figure], letter: _Letter) -> list[str]:
    """Give the line that asks a person to compare a table with the letter, where it is in doubt."""
    doubts = [table.doubt] if table.doubt else []
    doubts += [f"{short(one.text)} on line {one.line}: {one.doubt}" for one in figures if one.doubt]
    doubts = [one.rstrip(".") for one in doubts]
    if not doubts:
        return []
    shown = "; ".join(doubts[:_MOST_DOUBTS]) + (
        f"; and {len(doubts) - _MOST_DOUBTS} more" * (len(doubts) > _MOST_DOUBTS)
    )
    line = line_of(table.start, letter.structure.text)
    return _entry(
        0, "checked", todo(f"{DOUBT} {shown}. Compare the table on line {line} with this, then write yes.")
    )


def _figure(figure: Figure, letter: _Letter, lists: Lists) -> list[str]:
    structure = letter.structure
    lines = _quoted(figure, structure)
    lines += _entry(0, "figure", Proposal(figure.text))
    if figure.doubt:
        why = figure.doubt.rstrip(".")
        asked = f"{why}. Compare it with line {figure.line}, then write yes; or set it aside in context."
        lines += _entry(0, "checked", todo(f"{DOUBT} {asked}"))
    if figure.question is None:
        known = ", ".join(letter.names)
        lines += _entry(0, "question", todo(f"which question does it answer? The questions are {known}."))
    asked = "" if figure.question is None else structure.questions[figure.question].text
    # The answer need not give what the question asks for: only the figure's own words count.
    lines += _measure_entry([figure.row or "", _own_words(figure, letter)], asked, lists)
    lines += _period_entry([figure], asked)
    return lines + _provision_entry(figure.question, [figure], structure, lists)


def _own_words(figure: Figure, letter: _Letter) -> str:
    """Give the words of a sentence that belong to one of its figures: those up to the next, and for the first
    those before it as well.
    """
    text = letter.structure.text
    begin, end = sentence_of(figure.start, figure.end, text)
    at = bisect.bisect_left(letter.starts, figure.start)
    if at > 0 and letter.starts[at - 1] >= begin:
        begin = figure.start
    return text[begin : min([end, *letter.starts[at + 1 : at + 2]])]


def _missing(kind: Missing, letter: _Letter, lists: Lists) -> Iterator[list[str]]:
    """Give an entry for each answer that refuses, that says that nothing is held, or of which it is not known
    what became of the periods that were asked for.
    """
    structure = letter.structure
    for index in range(len(structure.answers)):
        found, partly = _missing_of(index, letter, lists)
        if found != kind:
            continue
        question, cited = structure.questions[index].text, cited_by(index, structure.answers)
        _, nearest = measure_of([question], lists)
        lines = _entry(0, "question", Proposal(letter.names[index]))
        asked = "which measure was asked for?"
        if partly:
            asked = "a part is withheld, of which measure? Delete this entry if the figures say it all."
        if kind == "not_available":
            asked += (
                " Move this entry to 'withheld' where the answer refuses it, or to 'not_held' where it says "
                "that it is not held; delete it if a value is given."
            )
        lines += _entry(0, "measure", todo(f"{asked} {nearest_of(nearest)}"))
        if kind == "not_available":
            lines.append("periods:\n")
            lines += [
                f"  - {scalar(one)}  # proposed\n" for one, *_quoted_in in _periods_asked(index, structure)
            ]
        else:
            lines += _entry(0, "periods", todo(f"for which periods? {periods_of(question)}"))
        if cited and kind != "not_available":
            lines += _entry(0, "provision", one_of(cited))
        yield lines


def _missing_of(index: int, letter: _Letter, lists: Lists) -> tuple[Missing | None, bool]:
    """Give under which key it stands that an answer does not give what was asked for, if it does not, and
    whether it is a part that is withheld.
    """
    structure = letter.structure
    answer = structure.answers[index]
    try:
        outcome = resolved_outcome(index, structure.answers)
    except ValueError:
        return None, False  # the build says that the answer has no outcome
    cited = cited_by(index, structure.answers)
    # A part is withheld either as hidden figures, which the draft has, or for what finding it would cost.
    costly = len(cited) > len(hiding(cited, lists))
    if outcome == "part_withheld" and (costly or index not in letter.with_hidden):
        return "withheld", True
    if outcome in ("withheld", "ncnd"):
        return "withheld", False
    if outcome == "not_held":
        return "not_held", False
    # Periods that are asked for must each be there or said to be missing, whatever became of the question.
    in_doubt = answer.outcome == UNCLEAR or answer.doubt is not None
    if in_doubt and not letter.n_values[index] and any(True for _ in _periods_asked(index, structure)):
        return "not_available", False
    return None, False


def _asked(letter: _Letter) -> Iterator[list[str]]:
    """Give an entry for each period that a question names in its own words, and not above them."""
    for index, name in enumerate(letter.names):
        for written, quote, line in _periods_asked(index, letter.structure):
            lines = _entry(0, "question", Proposal(name))
            lines += _entry(0, "periods", Proposal(written, is_guess=True))
            lines += _entry(0, "quote", Proposal(quote))
            yield lines if line is None else [*lines, *_entry(0, "line", Proposal(str(line)))]


def _periods_asked(index: int, structure: Structure) -> Iterator[tuple[str, str, int | None]]:
    """Give each period that a question names as a reading writes it, with its quote, and the line of that."""
    question, seen = structure.questions[index], set[str]()
    for found in periods.find(structure.text, question.start, question.end):
        written = asked_text(found.text)
        quoted = quote_of(found.text, found.start, found.end, structure.text, _suspected(structure))
        if found.is_span and written is not None and quoted is not None and written not in seen:
            seen.add(written)
            yield written, *quoted


def _context(number: Unread, structure: Structure) -> list[str]:
    lines = _quoted(number, structure)
    lines += _entry(0, "figure", Proposal(number.text))
    asked = f"why is {short(number.text)} not data? If it is, read it as a figure. ({number.why})"
    if is_concealed(number.why):
        asked = f"{number.why}. It cannot be a figure: say here why it is set aside. {NOT_GIVEN_THERE}"
    lines += _entry(0, "why", todo(asked))
    return lines


def _measures(
    labels: Sequence[str], comments: Sequence[str], fallback: Sequence[str], lists: Lists
) -> Iterator[str]:
    """Give labels with the measure of each; what a comment heads is a note."""
    for label in labels:
        found, nearest = measure_of([label], lists)
        if found is None:
            _, nearest = measure_of([" ".join([label, *fallback])], lists)
        yield f"  {scalar(label)}:\n"
        value = found or todo(f"which measure is {short(label)}? {nearest_of(nearest)}")
        yield from _entry(2, "measure", value)
    for label in comments:
        yield from _entry(1, scalar(label), Proposal(NOTE))


def _measure_entry(words: Sequence[str], asked: str, lists: Lists) -> list[str]:
    """``asked`` is the question, which helps a person even where it cannot decide."""
    found, _ = measure_of(words, lists)
    _, nearest = measure_of([" ".join([*words, asked])], lists)
    return _entry(0, "measure", found or todo(f"which measure is it? {nearest_of(nearest)}"))


def _period_entry(figures: Sequence[Figure], question: str) -> list[str]:
    # Where the question alone names the period, a person decides whether the answer keeps to it.
    printed = list(dict.fromkeys(None if figure.period_is_asked else figure.period for figure in figures))
    meant = {parsed(text) if text else None for text in printed}
    (only,) = meant if len(meant) == 1 else (None,)
    if only is not None:
        return _entry(0, "period", Proposal(period_text(only, printed[0] or "")))
    said = ", ".join(short(text) for text in printed if text)
    shown = f"The letter prints {said}." if said else periods_of(question)
    return _entry(0, "period", todo(f"which period is it? {shown}"))


def _provision_entry(
    question: int | None, figures: Sequence[Figure], structure: Structure, lists: Lists
) -> list[str]:
    """A hidden figure is hidden under what its answer cites."""
    if question is None or all(figure.status != "suppressed" for figure in figures):
        return []
    cited = hiding(cited_by(question, structure.answers), lists)
    return _entry(0, "provision", one_of(cited)) if cited else []


def _quoted(figure: Figure | Unread, structure: Structure) -> list[str]:
    found = quote_of(figure.text, figure.start, figure.end, structure.text, _suspected(structure))
    if found is None:
        asked = f"quote words with {short(figure.text)} on line {figure.line} that stand there once."
        return _entry(0, "quote", todo(asked))
    quote, line = found
    lines = _entry(0, "quote", Proposal(quote))
    return lines if line is None else [*lines, *_entry(0, "line", Proposal(str(line)))]


def _is_comment(number: Unread, letter: _Letter) -> bool:
    """Whether a number stands in a column of comments, which the draft keeps as notes."""
    for index, figures in letter.by_table.items():
        table = letter.structure.tables[index]
        if table.start <= number.start < table.end:
            comments = _comment_columns(table, figures)
            columns = [n for n, head in enumerate(table.columns) if head in comments]
            return any(find(number.text, row[n]) for row in table.rows for n in columns)
    return False


def _comment_columns(table: Table, figures: Sequence[Figure]) -> list[str]:
    """Give the headings of columns of words: neither the first, which labels the rows, nor one of figures."""
    taken = {figure.column_number for figure in figures}
    return [
        head
        for number, head in enumerate(table.columns, start=1)
        if number > 1 and number not in taken and head and any(row[number - 1] for row in table.rows)
    ]


def _has_blanks(table: Table, figures: Sequence[Figure]) -> bool:
    taken = {figure.column_number for figure in figures if figure.column_number}
    return any(not row[number - 1] for row in table.rows for number in taken)


def _labels(figures: Sequence[Figure], side: str) -> list[str]:
    """Give the labels of the rows or columns that hold figures, each once, in order."""
    labels: dict[int, str] = {}
    for figure in figures:
        number = figure.row_number if side == "row" else figure.column_number
        labels[number or 0] = (figure.row if side == "row" else figure.column) or ""
    return list(dict.fromkeys(label for _number, label in sorted(labels.items())))


def _are_measures(axis: Axis, labels: Sequence[str]) -> bool:
    """Whether labels are nothing that is known, and can stand in a reading one by one."""
    names = [normalised(label) for label in labels]
    return (
        axis.name is None
        and not axis.is_near
        and 0 < len(names) <= _MOST_LABELS
        and len(set(names)) == len(names)
        and all(0 < len(label) <= _LONGEST_LABEL for label in labels)
    )


def _item(lines: Sequence[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f"  {'- ' if number == 0 else '  '}{line}"


def _entry(depth: int, key: str, value: Proposal) -> list[str]:
    mark = "  # proposed" if value.is_guess else ""
    return [f"{'  ' * depth}{key}: {scalar(value.text)}{mark}\n"]


def scalar(text: str) -> str:
    """Give a text as a YAML scalar: as it stands where that is safe, else between double quotes."""
    if _PLAIN.fullmatch(text) and not _NOT_IN_YAML.search(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda one: f"\\U{ord(one[0]):08x}", quoted)
