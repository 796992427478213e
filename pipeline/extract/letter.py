"""One letter, from the bytes received to its structure."""

import bisect
import dataclasses
import hashlib
import itertools
import re
from collections.abc import Iterable, Sequence

from pipeline.extract import (
    cells,
    context,
    forms,
    header,
    masking,
    numbering,
    outcomes,
    periods,
    prose,
    questions,
    tables,
)
from pipeline.extract.forms.document import Gap
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
from pipeline.extract.questions import Block
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
from pipeline.extract.tables import headings
from pipeline.extract.tables.grid import Grid, with_masked

_DIGITS = re.compile(r"\d+")
# What may stand around a number without being part of it; a quoted line starts with '>'.
_MARKUP = " \t\r\n*\"'“”"
_UNREAD = "the words around this number do not show what it counts"
_UNREAD_OUTSIDE = "this number stands outside every question and answer that were found"
_UNREAD_CELL = "this cell of a column of figures is not understood"
_LONGEST_CAPTION = 160
_SAYS_PERIOD = re.compile(
    r"^\W*(?:all\s+|the\s+|these\s+|this\s+)*(?:figures?|data|counts?|numbers?|table|totals?|information|these|this)\b"
    r".{0,60}\b(?:for|cover|covers|relate|relates|of|from|in|during|to)\b",
    re.IGNORECASE,
)


def read(data: bytes, source_name: str, redact: Sequence[str] = (), keep: Sequence[str] = ()) -> Structure:
    """Read one letter.

    ``redact`` are further names or quotes to mask, ``keep`` those that a person left in print. Raises
    ``forms.UnreadableLetter`` where the bytes are no letter.
    """
    document = forms.read(data, source_name)
    # Read with LF at the end of every line; given with the line ends that were received.
    received = with_line_feeds(document.text)
    found = masking.find(received, redact, keep)
    text = found.text
    lines = split(text)
    printed = "".join(was if was == "\r" else now for was, now in zip(document.text, text, strict=True))
    grids = tables.find(lines, [grid.on(text) for grid in document.grids])
    whole = _blocks(lines, grids, document.unwrapped)
    blocks = tuple(part for block in whole for part in questions.parted(block))
    bodies = [questions.read(part) for part in _sections(blocks, document.sections)]
    parts = [part for body in bodies for part in body.parts]
    # The letter itself may be what is attached.
    body = next((one for one in bodies if any(part.number for part in one.parts)), bodies[0])
    reader = _Reader(text, printed, found.spans, lines, blocks)
    asked: dict[tuple[int, int], set[str | None]] = {}
    for part in parts:
        asked.setdefault(part.answer, set()).add(prose.asked_period(text, part.question))
    for index, part in enumerate(parts):
        if part.answer in asked:  # one answer to several questions is read once
            of_questions = asked.pop(part.answer)
            reader.read(index, part.answer, of_questions.pop() if len(of_questions) == 1 else None)
    for block in questions.outside(
        [one for some in _sections(blocks, document.sections) for one in some], parts
    ):
        reader.read_outside(block)
    reader.read_thresholds_elsewhere()
    reader.note_gaps(document.gaps)
    numbers = [part.number for part in parts]
    decided: list[outcomes.Decided] = []
    for index, part in enumerate(parts):
        disclosed = [f for f in reader.figures if part.answer[0] <= f.start < part.answer[1]]
        decided.append(outcomes.decide(text, part.answer, index, numbers, disclosed))
    answers = [
        Answer(one.outcome, one.citations, one.refers_to, printed[slice(*part.answer)], *part.answer)
        for one, part in zip(outcomes.with_above(decided), parts, strict=True)
    ]
    return Structure(
        text=printed,
        media_type=document.media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        read_by=document.read_by,
        header=header.read(text, lines, body.start, body.end),
        questions=tuple(
            Question(p.number, _parent(p.number, numbers), joined(text[slice(*p.question)]), *p.question)
            for p in parts
        ),
        answers=tuple(answers),
        tables=tuple(reader.tables),
        figures=tuple(sorted(reader.figures, key=lambda figure: figure.start)),
        context=tuple(sorted(reader.context, key=lambda one: (one.start, one.end))),
        unread=tuple(sorted(reader.unread, key=lambda one: one.start)),
        masked=tuple(Masked(one.kind, reader.line(one.start), one.start, one.end) for one in found.spans),
        suspects=tuple(
            Suspect(document.text[one.start : one.end], one.why, reader.line(one.start), one.start, one.end)
            for one in found.suspects
        ),
    )


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
            text = joined(" ".join(line.text for line in of_grid))
            blocks.append(Block(Paragraph(tuple(of_grid), text), grid))
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
    """Reads the answers one by one, and keeps account of every number in them."""

    def __init__(
        self,
        text: str,
        printed: str,
        masked: Sequence[masking.Span],
        lines: Sequence[Line],
        blocks: Sequence[Block],
    ) -> None:
        self.text = text
        self.masked = masking.Covered((span.start, span.end) for span in masked)
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", printed))]
        self.lines = lines
        self.blocks = blocks
        self.tables: list[Table] = []
        self.figures: list[Figure] = []
        self.context: list[Context] = []
        self.unread: list[Unread] = []

    def read(self, question: int, span: tuple[int, int], asked_period: str | None) -> None:
        """Read the answer at ``span``: its tables, its sentences, then whatever number is left over.

        What names no period is of the one that its question names, ``asked_period``.
        """
        start, end = span
        reasons: list[context.Reason] = []
        first_figure, first_unread = len(self.figures), len(self.unread)
        only_period = self._only_period(span)
        asked_alone = None if only_period or self._states_periods(span) else asked_period
        leading: str | None = None  # of the list below
        for whole in self._within(start, end):
            block = _from(whole, start)
            leading = self._leading_period(block, leading)
            if block.grid is not None:
                reasons += self._read_table(question, block.grid, span, asked_period)
                # A page break may have put a letterhead among the rows.
                reasons += context.find(self.text, block.start, block.end)
            else:
                reasons += self._read_paragraph(
                    question, block.paragraph, span, leading or only_period, asked_alone
                )
        self._account(question, span, reasons, [*self.unread[first_unread:], *self.figures[first_figure:]])

    def _within(self, start: int, end: int) -> Sequence[Block]:
        """Give the blocks of which a part stands between two offsets."""
        first = bisect.bisect_right(self.blocks, start, key=lambda block: block.end)
        last = bisect.bisect_left(self.blocks, end, key=lambda block: block.start)
        return self.blocks[first:last]

    def read_outside(self, block: Block) -> None:
        """Put what counts something outside every question and answer among the unread: where the parts of
        the letter were taken for something else, nothing may be lost.
        """
        if block.grid is not None:
            cells = [cell for row in block.grid.rows for cell in row]
            found = [(c.start, c.end) for c in cells if headings.is_datum(c) and len(c.pieces) == 1]
        else:
            reasons = context.find(self.text, block.start, block.end)
            found = [(one.start, one.end) for one in prose.find(self.text, block.paragraph, reasons)]
        for start, end in found:
            if _DIGITS.search(self.text, start, end):
                shown = self.text[start:end]
                self.unread.append(Unread(None, shown, _UNREAD_OUTSIDE, self.line(start), start, end))

    def read_thresholds_elsewhere(self) -> None:
        """Find the counts below which the letter suppresses where it says so outside its answers."""
        known = {(one.start, one.end) for one in self.context}
        answered = {(figure.start, figure.end) for figure in self.figures}
        for reason in context.thresholds(self.text, 0, len(self.text)):
            if (reason.start, reason.end) not in known | answered:
                self._add_context(None, reason)

    def note_gaps(self, gaps: Sequence[Gap]) -> None:
        """Put what the form could not read among the unread."""
        for gap in gaps:
            line = self.line(gap.start)
            printed = self.text[gap.start : gap.end]
            self.unread.append(Unread(None, printed, gap.why, line, gap.start, gap.end))

    def _read_table(
        self, question: int, grid: Grid, span: tuple[int, int], asked_period: str | None
    ) -> list[context.Reason]:
        reasons: list[context.Reason] = []
        for headed in headings.read(with_masked(grid, self._is_masked)):
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
            for entry in cells.entries(headed, stated):
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
                )
            )
            reasons += cells.reasons(self.text, headed)
        return reasons

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
        span: tuple[int, int],
        stated: str | None,
        asked_period: str | None,
    ) -> Sequence[context.Reason]:
        reasons = [*context.find(self.text, paragraph.lines[0].start, paragraph.end)]
        label = prose.label(self.text, paragraph)
        if label is not None:
            reasons.append(label)
        for one in prose.find(self.text, paragraph, reasons):
            if not span[0] <= one.start < span[1]:
                continue  # the number of the question itself
            self.figures.append(
                Figure(
                    question=question,
                    table=None,
                    row_number=None,
                    column_number=None,
                    column=None,
                    line=self.line(one.start),
                    period_is_asked=not (one.period or stated) and asked_period is not None,
                    **{**vars(one), "period": one.period or stated or asked_period},
                )
            )
        return reasons

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
        reasons = context.find(self.text, block.start, block.end)
        return prose.stated_periods(self.text, (block.start, block.end), reasons)

    def _account(
        self,
        question: int,
        span: tuple[int, int],
        reasons: Sequence[context.Reason],
        settled: Sequence[Unread | Figure],
    ) -> None:
        """Put every number of the answer that is not settled among the context, or among the unread."""
        runs = list(_DIGITS.finditer(self.text, *span))
        starts = [digits.start() for digits in runs]
        owners: list[context.Reason | Unread | Figure | None] = [None] * len(runs)
        claims: list[context.Reason | Unread | Figure] = [*reversed(reasons), *settled]
        for owner in claims:  # the last to claim a number has it
            for i in range(bisect.bisect_left(starts, owner.start), bisect.bisect_left(starts, owner.end)):
                if runs[i].end() <= owner.end:
                    owners[i] = owner
        used = {reason for reason in reasons if reason.why in context.THRESHOLDS}
        used.update(owner for owner in owners if isinstance(owner, context.Reason))
        unclaimed = (digits.span() for digits, owner in zip(runs, owners, strict=True) if owner is None)
        for start, end in self._numerals(unclaimed):
            self.unread.append(Unread(question, self.text[start:end], _UNREAD, self.line(start), start, end))
        for reason in used:
            self._add_context(question, reason)

    def _numerals(self, runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Join runs of digits that are one numeral: '1' and '106' of '1,106'."""
        found: list[tuple[int, int]] = []
        for start, end in runs:
            if found and self.text[found[-1][1] : start] in (",", "."):
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        return found

    def line(self, offset: int) -> int:
        """Give the number of the line, from 1, on which a character stands."""
        return bisect.bisect_right(self.line_starts, offset)

    def _is_masked(self, start: int, end: int) -> bool:
        """Whether a cell holds nothing but masked passages, and blanks between them."""
        words = [word.span() for word in re.compile(r"\S+").finditer(self.text, start, end)]
        return bool(words) and all(self.masked.holds(*word) for word in words)

    def _add_context(self, question: int | None, reason: context.Reason) -> None:
        printed = self.text[reason.start : reason.end]
        start = reason.end - len(printed.lstrip(_MARKUP + ">"))
        end = reason.start + len(printed.rstrip(_MARKUP))
        line, text = self.line(start), " ".join(self.text[start:end].split())
        self.context.append(Context(question, text, reason.why, reason.upper, line, start, end, reason.sign))
