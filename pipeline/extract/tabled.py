"""Tables that ask and answer: each row begins with the number of a question, its value is the answer.

Questions                                        Answers
1. The total number of agencies that were used   4
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.blocks import Block
from pipeline.extract.forms.flow import asks_and_answers
from pipeline.extract.segments import Part
from pipeline.extract.tables import headings
from pipeline.extract.tables.grid import Grid

NUMBERED_ROW = re.compile(
    r"\W{0,2}(?:questions?\s*|q\.?\s*)?(?P<number>[0-9]{1,2})\s?\(?(?P<letter>[a-h]?)\)?(?:[.):]|\s|$)\s*",
    re.IGNORECASE,
)
_FEWEST = 2


def opened(parts: Sequence[Part], blocks: Sequence[Block]) -> list[Part]:
    """Give a part for each row of a table whose headings say that it asks and answers, in place of the part
    with the table, if the letter asks questions of these numbers nowhere else.
    """
    known = {part.number for part in parts if part.number}
    found: list[Part] = []
    for part in parts:
        grids = [b.grid for b in blocks if b.grid and part.answer[0] <= b.start and b.end <= part.answer[1]]
        rows = [row for grid in grids for row in _rows(grid)]
        if part.number or len(rows) < _FEWEST or known & {row.number for row in rows}:
            found.append(part)
        else:
            found += rows
    return found


def _rows(grid: Grid) -> Iterator[Part]:
    for table in headings.read(grid):
        if not asks_and_answers([name for name in table.columns if name]):
            continue
        for number, (label, *_) in enumerate(table.body, 1):
            match = NUMBERED_ROW.match(label.text)
            if match is None or int(match["number"]) != number or match["letter"]:
                return
            place = (label.start, label.end)
            words = label.text[match.end() :].strip()
            yield Part(match["number"], place, (grid.start, grid.end), words=words)
