"""What stands in a lattice: a table of data, or paragraphs that somebody put into boxes."""

import bisect
import re
from collections.abc import Sequence

from pipeline.extract.forms.document import Box
from pipeline.extract.forms.pdf.lattice import Cell, Lattice
from pipeline.extract.forms.pdf.page import Area, Line, Word, lines
from pipeline.extract.forms.pdf.rows import Strip, deal
from pipeline.extract.forms.pdf.table import Row, Table, is_number

_NARROWEST = 5.0  # points; what is narrower holds nothing
_LONG = 25  # words
_QUESTION = re.compile(r"\?|^\s*(?:q(?:uestion)?\s*)?[0-9]{1,2}[a-h]?\s*[.):]\s+(?:\S+\s+){4}", re.IGNORECASE)
_MOST_QUESTION_COLUMNS = 4
_FEWEST_WORDS_OF_QUESTION = 5


def in_cells(lattice: Lattice, words: Sequence[Word]) -> dict[Cell, list[Word]]:
    """Give the words of each cell, by their middle."""
    places: dict[tuple[int, int], Cell] = {}
    for cell in lattice.cells:
        for i in range(cell.top, cell.bottom):
            for j in range(cell.left, cell.right):
                places[i, j] = cell
    found: dict[Cell, list[Word]] = {cell: [] for cell in lattice.cells}
    for word in words:
        x, y = word.middle
        i = max(bisect.bisect_right(lattice.ys, y) - 1, 0)
        j = max(bisect.bisect_right(lattice.xs, x) - 1, 0)
        found[places[min(i, len(lattice.ys) - 2), min(j, len(lattice.xs) - 2)]].append(word)
    return found


def table(lattice: Lattice, cells: dict[Cell, list[Word]]) -> Table:
    """Give the table that stands in a lattice."""
    narrow = {
        j
        for j in range(len(lattice.xs) - 1)
        if lattice.xs[j + 1] - lattice.xs[j] < _NARROWEST
        and not any(words for cell, words in cells.items() if cell.left == j)
    }
    n_columns = len(lattice.xs) - 1 - len(narrow)
    rows: list[Row] = []
    for i in range(len(lattice.ys) - 1):
        starting = [cell for cell in lattice.cells if cell.top == i]
        whole = sum(cell.right - cell.left for cell in starting) == len(lattice.xs) - 1
        if whole and all(cell.bottom == i + 1 for cell in starting) and n_columns > 1:
            in_lines = [lines(cells[cell]) for cell in starting]
            spans = [sum(j not in narrow for j in range(cell.left, cell.right)) for cell in starting]
            filled = [(a, b) for a, b in zip(in_lines, spans, strict=True) if b]
            rows += _split([a for a, _ in filled], [b for _, b in filled])
            continue
        row = []
        for cell in starting:
            span = sum(j not in narrow for j in range(cell.left, cell.right))
            if span:
                row.append(Box(_text(lines(cells[cell])), span, cell.bottom - cell.top))
        rows.append(tuple(row))
    filled_rows = _without_empty(rows)
    edges = tuple(x for j, x in enumerate(lattice.xs) if j not in narrow)
    return Table("drawn", edges, tuple(filled_rows))


def _text(found: Sequence[Line]) -> str:
    upright = [line.text for line in found if not line.words[0].turned]
    turned = [line.words[0] for line in found if line.words[0].turned]
    turned.sort(key=lambda word: (word.turned, -word.base if word.turned == 3 else word.base))
    return " ".join([*upright, *(word.text for word in turned)])


def _without_empty(rows: Sequence[Row]) -> list[Row]:
    """Leave out rows in which nothing stands, unless a cell reaches through them."""
    reach, found = 0, []
    for row in rows:
        if reach > 0 or any(box.text for box in row):
            found.append(row)
            reach = max(reach - 1, *(box.rows - 1 for box in row), 0)
    return found


def _split(cells: Sequence[list[Line]], spans: Sequence[int]) -> list[Row]:
    """Give the rows that stand between two rules: several where a column holds a number for each."""
    stacks = [
        found
        for found in cells[1:]
        if len(found) > 1 and all(is_number(line.text) and not line.words[0].turned for line in found)
    ]
    one_row = [tuple(Box(_text(found), span) for found, span in zip(cells, spans, strict=True))]
    if not stacks or not cells[0] or len(cells[0]) < len(stacks[0]):
        return one_row
    placed = sorted((line.base, j, line) for j, found in enumerate(cells) for line in found)
    groups: list[list[tuple[float, int, Line]]] = []
    for one in placed:
        if groups and one[0] - groups[-1][0][0] < 0.4 * one[2].size:
            groups[-1].append(one)
        else:
            groups.append([one])
    strips = [
        Strip(
            group[0][0],
            " ".join(line.text for _, j, line in group if j == 0),
            any(j and is_number(line.text) for _, j, line in group),
        )
        for group in groups
    ]
    rows = []
    for members in deal(strips):
        texts = [
            " ".join(line.text for i in members for _, column, line in groups[i] if column == j)
            for j in range(len(cells))
        ]
        rows.append(tuple(Box(text, span) for text, span in zip(texts, spans, strict=True)))
    return rows if all(row[0].text for row in rows) else one_row


def is_prose(lattice: Lattice, cells: dict[Cell, list[Word]], inner: Sequence[Area]) -> bool:
    """Whether what stands in the cells is paragraphs: questions and answers in boxes, or text in a frame."""
    if any(lattice.box.common(one) > 0.9 * one.area > 0 for one in inner):
        return True  # a table within a cell
    texts = {cell: _text(lines(words)) for cell, words in cells.items() if words}
    n_columns = len({cell.left for cell in texts})
    if n_columns < 2:
        return True
    rows = {cell.top for cell in texts}
    asked = [
        text
        for cell, text in texts.items()
        if cell.left < 2 and len(text.split()) >= _FEWEST_WORDS_OF_QUESTION and _QUESTION.search(text)
    ]
    if n_columns <= _MOST_QUESTION_COLUMNS and 2 * len(asked) >= len(rows):
        return True
    long = sum(len(text.split()) > _LONG for text in texts.values())
    numbers = sum(is_number(line.text) for cell, words in cells.items() if cell.left for line in lines(words))
    return long > 0 and long > numbers and 4 * long >= len(rows)
