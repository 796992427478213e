"""One letter, from the bytes received to its structure."""

import bisect
import dataclasses
import hashlib
import itertools
import re
from collections.abc import Sequence
from typing import TypeVar, cast

from pipeline.extract import (
    cells,
    context,
    forms,
    header,
    inline,
    ledger,
    masking,
    numbered,
    numbering,
    outcomes,
    periods,
    prose,
    segments,
    tables,
    zones,
)
from pipeline.extract.blocks import Block
from pipeline.extract.forms.document import Document, Gap
from pipeline.extract.lexer import masked
from pipeline.extract.lexer.numbers import find as find_numbers
from pipeline.extract.lines import (
    Line,
    Paragraph,
    joined,
    number_at,
    paragraphs,
    shown,
    split,
    with_line_feeds,
    wrap_width,
)
from pipeline.extract.masking.spans import Masking
from pipeline.extract.structure import (
    Answer,
    Context,
    Figure,
    Masked,
    Question,
    Structure,
    Suspect,
    Table,
    Unread,
)
from pipeline.extract.tabled import NUMBERED_ROW
from pipeline.extract.tabled import opened as rows_opened
from pipeline.extract.tables import headings
from pipeline.extract.tables.grid import Grid

_UNREAD = "the words around this number do not show what it counts"
_UNREAD_OUTSIDE = "this number stands outside every question and answer that were found"
_UNREAD_CELL = "this cell of a column of figures is not understood"
_TAKEN_APART = "several numbers stand alone, and nothing says what each of them counts"
_AROUND = " \t\r•*-–|"  # a number that stands alone
_LONGEST_CAPTION = 160
_COST = "cost limit"
_MANY_ITEMS = "several numbered answers stand in this paragraph"
_ITEM_WITHIN = re.compile(r"(?<=[\s.?])\(?(?:[0-9]{1,2}|[a-h]|[ivx]{1,4})\)\s")
_FEWEST_ITEMS = 3
_OF_ARGUMENT = "the same number stands in what the letter says of the cost"
_Placed = TypeVar("_Placed", Figure, Unread)
_SAYS_PERIOD = re.compile(
    r"^\W*(?:all\s+|the\s+|these\s+|this\s+)*(?:figures?|data|counts?|numbers?|table|totals?|information|these|this)\b"
    r".{0,60}\b(?:for|cover|covers|relate|relates|of|from|in|during|to)\b",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True)
class _Opened:
    """A letter before anybody says what stands where: as read, as printed, and in blocks."""

    document: Document
    hidden: Masking
    text: str  # with a placeholder for what is masked or concealed
    printed: str
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]


def _open(data: bytes, source_name: str, redact: Sequence[str], keep: Sequence[str]) -> _Opened:
    document = forms.read(data, source_name)
    # Read with LF at the end of every line; given with the line ends that were received.
    received = with_line_feeds(document.text)
    hidden = masking.find(received, redact, keep)
    spans = [(one.start, one.end) for one in hidden.spans]
    text = masked.hide(received, [*spans, *((gap.start, gap.end) for gap in document.gaps)])
    printed = masked.hide(document.text, spans, masking.MASK)
    lines = split(text)
    grids = tables.find(lines, [grid.on(text) for grid in document.grids])
    blocks = tuple(inline.parted(_blocks(lines, grids, document.unwrapped)))
    return _Opened(document, hidden, text, printed, lines, blocks)


def why(data: bytes, source_name: str, line: int) -> str:
    """Say why a line was taken for question, answer or neither: the readings that were weighed, and the
    evidence around it. Raises ``forms.UnreadableLetter`` where the bytes are no letter.
    """
    opened = _open(data, source_name, (), ())
    bodies = _sections(opened.blocks, opened.document.sections)
    near = [body for body in bodies if any(_stands_on(block, line) for block in body)]
    return "\n\n".join(segments.why(body, line) for body in near or bodies)


def _stands_on(block: Block, line: int) -> bool:
    lines = block.paragraph.lines
    return lines[0].number <= line <= lines[-1].number


def read(data: bytes, source_name: str, redact: Sequence[str] = (), keep: Sequence[str] = ()) -> Structure:
    """Read one letter.

    ``redact`` are further names or quotes to mask, ``keep`` those that a person left in print. Raises
    ``forms.UnreadableLetter`` where the bytes are no letter.
    """
    opened = _open(data, source_name, redact, keep)
    document, hidden, text, printed = opened.document, opened.hidden, opened.text, opened.printed
    lines, blocks = opened.lines, opened.blocks
    bodies = [segments.read(part) for part in _sections(blocks, document.sections)]
    parts = rows_opened([part for body in bodies for part in body.parts], blocks)
    # The letter itself may be what is attached.
    body = next((one for one in bodies if any(part.number for part in one.parts)), bodies[0])
    reader = _Reader(text, printed, lines, blocks)
    asked: dict[tuple[int, int], list[segments.Part]] = {}
    for part in parts:
        asked.setdefault(part.answer, []).append(part)
    for index, part in enumerate(parts):
        if of_answer := asked.pop(part.answer, None):  # one answer to several questions is read once
            of_questions = {prose.asked_period(text, one.question) for one in of_answer}
            n_before = len(reader.figures)
            reader.read(index, part.answer, of_questions.pop() if len(of_questions) == 1 else None)
            why = _shared(of_answer) or next((one.doubt for one in of_answer if one.doubt), None)
            reader.figures[n_before:] = _by_label(reader.figures[n_before:], parts, index, of_answer)
            alone = _alone(text, reader.figures[n_before:])
            reader.figures[n_before:] = [
                # The headings of a table tell what its figures are.
                dataclasses.replace(one, doubt=one.doubt or why or alone.get(one.start))
                if one.table is None
                else one
                for one in reader.figures[n_before:]
            ]
    reader.note_gaps(document.gaps, printed)
    settled = reader.settle(parts)
    numbers = [part.number for part in parts]
    of_tables = reader.headings()
    decided: list[outcomes.Decided] = []
    for index, part in enumerate(parts):
        disclosed = [f for f in reader.figures if part.answer[0] <= f.start < part.answer[1]]
        headed = of_tables[slice(*(bisect.bisect_left(of_tables, (at, 0)) for at in part.answer))]
        decided.append(outcomes.decide(text, part.answer, index, numbers, disclosed, part.question, headed))
    answers = [
        Answer(
            one.outcome,
            one.citations,
            one.refers_to,
            printed[slice(*part.answer)],
            *part.answer,
            one.doubt or part.doubt,
        )
        for one, part in zip(outcomes.with_above(decided), parts, strict=True)
    ]
    structure = Structure(
        text=printed,
        media_type=document.media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        read_by=document.read_by,
        header=header.read(text, lines, body.start, body.end),
        questions=tuple(
            Question(
                p.number, _parent(p.number, numbers), p.words or joined(text[slice(*p.question)]), *p.question
            )
            for p in parts
        ),
        answers=tuple(answers),
        tables=tuple(reader.tables),
        figures=tuple(sorted(reader.figures, key=lambda figure: figure.start)),
        context=settled[0],
        unread=settled[1],
        masked=tuple(Masked(one.kind, reader.line(one.start), one.start, one.end) for one in hidden.spans),
        suspects=tuple(
            Suspect(document.text[one.start : one.end], one.why, reader.line(one.start), one.start, one.end)
            for one in hidden.suspects
        ),
    )
    return _as_published(structure) if masked.SIGN in text else structure


def _as_published(structure: Structure) -> Structure:
    """Give a structure with a box for each character that is masked, in headings and questions too."""

    def shown(value: object) -> object:
        if isinstance(value, str):
            return value.replace(masked.SIGN, masking.MASK)
        if isinstance(value, tuple):
            return tuple(shown(one) for one in value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return type(value)(**{name: shown(one) for name, one in vars(value).items()})
        return value

    return cast(Structure, shown(structure))


def _shared(parts: Sequence[segments.Part]) -> str | None:
    """Say so where one answer is given to several questions: its figures may be of any of them."""
    numbers = [part.number for part in parts if part.number]
    return f"questions {', '.join(numbers)} have this answer together" if len(numbers) > 1 else None


def _by_label(
    figures: Sequence[Figure], parts: Sequence[segments.Part], first: int, of_answer: Sequence[segments.Part]
) -> list[Figure]:
    """Give each figure of a table whose rows begin with the numbers of the questions that it answers to its
    own question: '1. | 58 | 20'. Rows without a number go on with the one above.
    """
    index_of = {part.number: first + parts[first:].index(part) for part in of_answer if part.number}
    own: dict[int, int | None] = {}
    for i, one in enumerate(figures):
        match = NUMBERED_ROW.match(one.row or "") if one.table is not None else None
        own[i] = index_of.get(match["number"] + match["letter"].casefold()) if match else None
    if len(index_of) < 2 or len({place for place in own.values() if place is not None}) < 2:
        return list(figures)
    found: list[Figure] = []
    last: int | None = None
    for i, one in enumerate(figures):
        place = own[i]
        last = (last if place is None else place) if one.table is not None else None
        found.append(one if last is None else _of_question(one, parts[last], last))
    return found


def _of_question(figure: Figure, part: segments.Part, place: int) -> Figure:
    row = part.words or figure.row  # without its number
    return dataclasses.replace(figure, question=place, row=row)


def _alone(text: str, figures: Sequence[Figure]) -> dict[int, str]:
    """Say so, by their places, where several numbers of an answer have a line each and no label, or stand in
    a row with nothing between: they may be the cells of a table that was taken apart.
    """
    bare = [one for one in figures if one.table is None and one.row is None]
    own_line = [one for one in bare if text[slice(*_line(text, one.start))].strip(_AROUND) == one.text]
    in_row = [
        one
        for pair in itertools.pairwise(sorted(bare, key=lambda one: one.start))
        if not text[pair[0].end : pair[1].start].strip(_AROUND + "£%\n")
        for one in pair
    ]
    apart = [some for some in (own_line, in_row) if len(some) > 1]
    return {one.start: _TAKEN_APART for some in apart for one in some}


def _line(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _parent(number: str | None, numbers: Sequence[str | None]) -> int | None:
    """'3a' is a part of '3', '1ai' of '1a', '1.2' of '1', where the letter answers those as well."""
    return next((numbers.index(above) for above in numbering.above(number or "") if above in numbers), None)


def _sections(blocks: Sequence[Block], titles: Sequence[tuple[int, int]]) -> list[Sequence[Block]]:
    """Part the blocks at the titles, which belong to none."""
    bounds = [0, *(place for title in titles for place in title)]
    parts: list[Sequence[Block]] = []
    for start, end in zip(bounds[::2], [*bounds[1::2], None], strict=True):
        parts.append([b for b in blocks if start <= b.start and (end is None or b.start < end)])
    return parts


def _blocks(
    lines: Sequence[Line], grids: Sequence[Grid], unwrapped: Sequence[tuple[int, int]]
) -> tuple[Block, ...]:
    whole = [line for line in lines if any(start <= line.start < end for start, end in unwrapped)]
    numbers = {line.number for line in whole}
    width = wrap_width([line for line in lines if line.number not in numbers])
    blocks: list[Block] = []
    left = 0
    for grid in (*grids, None):
        first = len(lines) if grid is None else number_at(lines, grid.start) - 1
        for is_whole, run in itertools.groupby(lines[left:first], lambda line: line.number in numbers):
            found = paragraphs(list(run), None if is_whole else width)
            blocks += [Block(paragraph, None) for paragraph in found]
        if grid is not None:
            left = number_at(lines, max(grid.start, grid.end - 1))
            of_grid = lines[first:left]
            blocks += numbered.parted(grid, of_grid)
    return tuple(blocks)


def _from(block: Block, start: int) -> Block:
    """Give a block without what stands before its answer begins: the number of the question."""
    if block.is_table or not block.start < start <= block.end:
        return block
    kept = [line for line in block.paragraph.lines if line.end > start]
    first = kept[0]
    cut = (
        dataclasses.replace(first, start=start, text=first.text[start - first.start :])
        if first.start < start
        else first
    )
    lines = (cut, *kept[1:])
    return Block(Paragraph(lines, joined(" ".join(line.text for line in lines))), None)


class _Reader:
    """Reads the answers one by one, and keeps the reasons for every number that is no figure."""

    def __init__(self, text: str, printed: str, lines: Sequence[Line], blocks: Sequence[Block]) -> None:
        self.text = text
        self.lines = lines
        self.blocks = blocks
        self.tables: list[Table] = []
        self.figures: list[Figure] = []
        self.unread: list[Unread] = []
        self.reasons: list[context.Reason] = []  # of cells, labels and headings that were read
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", printed))]
        self._found: dict[int, tuple[context.Reason, ...]] = {}
        self._strays = context.strays(text)
        self._answers: list[tuple[int, int, int]] = []

    def read(self, question: int, span: tuple[int, int], asked_period: str | None) -> None:
        """Read the answer at ``span``: its tables and its sentences.

        What names no period is of the one that its question names, ``asked_period``.
        """
        start, end = span
        self._answers.append((start, end, question))
        only_period = self._only_period(span)
        asked_alone = None if only_period or self._states_periods(span) else asked_period
        leading: str | None = None  # of the list below
        within = self._within(start, end)
        for whole in within:
            block = _from(whole, start)
            leading = self._leading_period(block, leading)
            if block.grid is not None:
                self._read_table(question, block.grid, span, asked_period)
            else:
                of_block = self._reasons(whole)
                if len(within) == 1 and periods.is_bare_year(block.text):
                    of_block = ()  # the whole answer: a count, or a year
                self._read_paragraph(
                    question, block.paragraph, of_block, span, leading or only_period, asked_alone
                )

    def _within(self, start: int, end: int) -> Sequence[Block]:
        """Give the blocks of which a part stands between two offsets."""
        first = bisect.bisect_right(self.blocks, start, key=lambda block: block.end)
        last = bisect.bisect_left(self.blocks, end, key=lambda block: block.start)
        return self.blocks[first:last]

    def note_gaps(self, gaps: Sequence[Gap], printed: str) -> None:
        """Put what the form could not read among the unread, before what stands around it."""
        found = [
            Unread(
                self._question_at(gap.start),
                printed[gap.start : gap.end],
                gap.why,
                self.line(gap.start),
                gap.start,
                gap.end,
            )
            for gap in gaps
        ]
        self.unread = [*found, *self.unread]

    def settle(self, parts: Sequence[segments.Part]) -> tuple[tuple[Context, ...], tuple[Unread, ...]]:
        """Give every number of the letter that is no figure to what explains it, or to the unread."""
        self.figures = _apart(self.figures)
        self.unread = _apart(self.unread, [(one.start, one.end) for one in self.figures])
        owned = [(one.start, one.end) for one in self.figures] + [(one.start, one.end) for one in self.unread]
        of_blocks = [self._reasons(block) for block in self.blocks]
        thresholds = [one for some in of_blocks for one in some if one.why in context.THRESHOLDS]
        others = [one for some in of_blocks for one in some if one.why not in context.THRESHOLDS]
        reasons = [*thresholds, *self.reasons, *others, *zones.find(self.text, self.blocks, parts)]
        settled = ledger.settle(self.text, owned, [one for one in reasons if one.why != context.UNCLEAR])
        found = tuple(self._context(reason, *span) for reason, span in settled.reasons)
        for start, end in settled.unexplained:
            question = self._question_at(start)
            why = _UNREAD_OUTSIDE if question is None else _UNREAD
            self.unread.append(Unread(question, self.text[start:end], why, self.line(start), start, end))
        return found, tuple(sorted(self.unread, key=lambda one: one.start))

    def headings(self) -> list[tuple[int, int]]:
        """Give where the headings of the tables stand: above the line of their first figure, from the top."""
        first: dict[int, int] = {}
        for figure in self.figures:
            if figure.table is not None:
                first[figure.table] = min(figure.start, first.get(figure.table, figure.start))
        return sorted(
            (table.start, self.text.rfind("\n", 0, first[i]) + 1)
            for i, table in enumerate(self.tables)
            if i in first
        )

    def line(self, offset: int) -> int:
        """Give the number of the line on which a character stands."""
        return bisect.bisect_right(self._line_starts, offset)

    def _context(self, reason: context.Reason, start: int, end: int) -> Context:
        text, question = " ".join(self.text[start:end].split()), self._question_at(start)
        return Context(question, text, reason.why, reason.upper, self.line(start), start, end, reason.sign)

    def _question_at(self, offset: int) -> int | None:
        return next((index for start, end, index in self._answers if start <= offset < end), None)

    def _reasons(self, block: Block) -> tuple[context.Reason, ...]:
        """Give the passages of a block whose numbers are no data."""
        found = self._found.get(block.start)
        if found is None:
            # A page break may have put a letterhead among the rows of a table.
            start = block.start if block.is_table else block.paragraph.lines[0].start
            found = context.without(context.find(self.text, start, block.end), self._strays, self.text)
            self._found[block.start] = found
        return found

    def _read_table(self, question: int, grid: Grid, span: tuple[int, int], asked_period: str | None) -> None:
        for headed in headings.read(grid):
            part = headed.grid
            within = self._within(*span)
            above = [b for b in within if span[0] < b.end <= part.start and not b.is_table]
            caption = above[-1].text if above else ""
            is_caption = 0 < len(caption) <= _LONGEST_CAPTION and caption[-1] not in ".?!:;"
            for piece in cells.not_understood(headed):
                start, end = piece.start, piece.start + len(piece.text)
                self.unread.append(Unread(question, piece.text, _UNREAD_CELL, self.line(start), start, end))
            below = next((b for b in within if part.end <= b.start and b.end <= span[1]), None)
            stated = self._period_above(above) or (self._period_below(below) if below else None)
            for entry in cells.entries(headed, stated, caption):
                values = {**vars(entry), "period": entry.period or asked_period}
                self.figures.append(
                    Figure(
                        question=question,
                        kind="table",
                        table=len(self.tables),
                        line=self.line(entry.start),
                        period_is_asked=entry.period is None and asked_period is not None,
                        **values,
                    )
                )
            rows = tuple(tuple(shown(cell.text) for cell in row) for row in headed.body)
            self.tables.append(
                Table(
                    question,
                    caption if is_caption else None,
                    part.layout,
                    headed.columns,
                    rows,
                    *self._without_blanks(part.start, part.end),
                    headed.doubt,
                )
            )
            self.reasons += cells.reasons(self.text, headed)

    def _without_blanks(self, start: int, end: int) -> tuple[int, int]:
        shown = self.text[start:end]
        return start + len(shown) - len(shown.lstrip()), start + len(shown.rstrip())

    def _period_above(self, above: Sequence[Block]) -> str | None:
        """The nearest paragraph above a table that says from when to when, else the only period of the
        answer.
        """
        for block in reversed(above):
            stated = [found for found in self._stated(block) if found.is_span]
            if stated:
                return joined(stated[-1].text)
        outside = [found for block in above for found in self._stated(block)]
        return prose.only_period(outside)

    def _period_below(self, block: Block) -> str | None:
        """Give the period that the paragraph below a table says the table is of."""
        if block.is_table or not _SAYS_PERIOD.search(block.text):
            return None
        return prose.only_period(periods.find(self.text, block.start, block.end))

    def _read_paragraph(
        self,
        question: int,
        paragraph: Paragraph,
        reasons: Sequence[context.Reason],
        span: tuple[int, int],
        stated: str | None,
        asked_period: str | None,
    ) -> None:
        label = prose.label(self.text, paragraph)
        if label is not None:
            self.reasons.append(label)
        argued = {
            number.value
            for reason in reasons
            if reason.why == _COST
            for number in find_numbers(self.text, reason.start, reason.end)
        }
        n_items = sum(1 for _ in _ITEM_WITHIN.finditer(paragraph.text))
        many = _MANY_ITEMS if n_items >= _FEWEST_ITEMS else None
        for one in prose.find(self.text, paragraph, [*reasons, *([label] if label else [])]):
            if not span[0] <= one.start < span[1]:
                continue  # the number of the question itself
            doubt = one.doubt or many or (_OF_ARGUMENT if one.value in argued else None)
            self.figures.append(
                Figure(
                    question=question,
                    table=None,
                    row_number=None,
                    column_number=None,
                    column=None,
                    line=self.line(one.start),
                    period_is_asked=not (one.period or stated) and asked_period is not None,
                    **{**vars(one), "period": one.period or stated or asked_period, "doubt": doubt},
                )
            )

    def _leading_period(self, block: Block, above: str | None) -> str | None:
        """Give the period that leads in a list: '2021:', 'The largest suppliers in 2024/25 were:'. It holds
        for the short lines below, up to the next sentence.
        """
        if block.is_table:
            return None
        if block.text.endswith(":") or periods.is_period(block.text):
            return prose.only_period(self._stated(block))
        return None if block.text.endswith(".") and not block.paragraph.is_bullet else above

    def _states_periods(self, span: tuple[int, int]) -> bool:
        return any(self._stated(block) for block in self._within(*span) if not block.is_table)

    def _only_period(self, span: tuple[int, int]) -> str | None:
        outside = [
            found
            for block in self._within(*span)
            if not block.is_table and span[0] < block.end <= span[1]
            for found in self._stated(block)
        ]
        return prose.only_period(outside)

    def _stated(self, block: Block) -> Sequence[periods.Found]:
        """Give the periods that a paragraph states; the year of an Act or in a reference is none."""
        reasons = self._reasons(block)
        return prose.stated_periods(self.text, (block.start, block.end), reasons)


def _apart(found: Sequence[_Placed], taken: Sequence[tuple[int, int]] = ()) -> list[_Placed]:
    """Give what overlaps nothing before it, nor what is ``taken``: a cell over several rows is read once."""
    spans = sorted(taken)
    kept: list[_Placed] = []
    for one in found:
        at = bisect.bisect_left(spans, (one.start, one.end))
        is_free = (at == 0 or spans[at - 1][1] <= one.start) and (at == len(spans) or one.end <= spans[at][0])
        if is_free:
            spans.insert(at, (one.start, one.end))
            kept.append(one)
    return kept
