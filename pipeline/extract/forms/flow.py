"""Paragraphs and tables in the order in which a page shows them, and which of its tables hold data.

Mail programs and word processors also draw tables in order to place things: a letterhead, the frame around a
message, a question beside its answer. What stands in the cells of such a table is read as paragraphs, cell
by cell, row by row. A table holds data where it has two rows and two columns, and its cells are short and ask
nothing; rows of layout_cells.csv say how cells sound that ask and answer.

Paragraphs in which tabs make columns of figures are a table as well.
"""

import csv
import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.extract.forms.concealed import edges
from pipeline.extract.forms.document import Box, Composer
from pipeline.extract.tables.grid import cell
from pipeline.extract.tables.headings import is_datum

BULLET = "• "
_LONG = 160  # characters; a remark beside figures has fewer
_MOST_JUDGED = 200  # rows, by which a longer table is judged
_FEWEST_ASKING = 4  # words
_WIDEST_LABEL = 40  # characters of 'Our reference:'
_MOST_COLUMNS = 1000  # as browsers have it
MOST_CELLS = 1_000_000  # of one table
_FAR = re.compile(r" *\t *\t[ \t]*")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Words:
    """A paragraph on one line. Tabs in it are kept, because they may make columns."""

    text: str
    is_bold: bool = False


@dataclass(frozen=True)
class Missing:
    """What the form shows and nobody reads, a picture perhaps: ``text`` stands for it."""

    text: str
    why: str


@dataclass(frozen=True)
class Square:
    """A cell of a table: what stands in it, and over how many columns and rows it goes."""

    blocks: "tuple[Block, ...]"
    columns: int = 1
    rows: int = 1

    @functools.cached_property
    def text(self) -> str:
        """All of its words as one line."""
        return " ".join(" ".join([one.text for one in self.blocks if not isinstance(one, Drawn)]).split())


@dataclass(frozen=True)
class Drawn:
    """A table as the form draws it: each row with the cells that start in it."""

    rows: tuple[tuple[Square, ...], ...]
    n_headings: int | None = None


Block = Words | Missing | Drawn


def superscript(text: str) -> str:
    """Give raised digits as such, so that '12' with a note 1 is not 121."""
    return text.translate(_SUPERSCRIPT)


def words(pieces: Iterable[tuple[str, bool]], before: str = "", *, is_heading: bool = False) -> list[Words]:
    """Give the paragraphs of a passage: its pieces, each with whether it is bold, parted where a piece has a
    line break. ``before`` is the bullet or number of the first.
    """
    found: list[Words] = []
    line: list[tuple[str, bool]] = []
    for text, is_bold in [*pieces, ("\n", False)]:
        first, *rest = text.translate(_UNSEEN).split("\n")
        line.append((first, is_bold))
        for after in rest:
            said = [(piece, bold) for piece, bold in line if piece.strip()]
            if said:
                shown = "".join(piece for piece, _ in line).strip(" \r\f\v\u00a0")
                found.append(Words(before + shown, is_heading or all(bold for _, bold in said)))
                before = ""
            line = [(after, is_bold)]
    return found


def write(composer: Composer, blocks: Sequence[Block], layout: str) -> None:
    """Write blocks as paragraphs and tables; ``layout`` is the name of the form."""
    for block in _with_tabbed(blocks):
        if isinstance(block, Missing):
            composer.gap(block.text, block.why)
        elif isinstance(block, Words):
            for one in _beside(block):
                composer.paragraph(_emphasised(one))
        elif _n_cells(block) > MOST_CELLS:
            composer.gap("[Table]", f"the table has more than {MOST_CELLS:,} cells")
        elif is_data(block):
            composer.table(layout, [[_box(one) for one in row] for row in block.rows], block.n_headings)
        else:
            for row in block.rows:
                write(composer, _in_reading_order(row), layout)


def is_data(table: Drawn) -> bool:
    """Whether a table holds data, rather than paragraphs that it places beside one another."""
    rows = [[one for one in row if one.blocks] for row in table.rows[:_MOST_JUDGED]]
    rows = [row for row in rows if row]
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    squares = [one for row in rows for one in row]
    if any(isinstance(block, Drawn) for one in squares for block in one.blocks):
        return False
    if asks_and_answers([one.text for one in rows[0]]):
        return False
    n_data = sum(is_datum(cell(one.text, 0)) for row in rows for one in row[1:])
    n_long = sum(len(one.text) > _LONG for one in squares)
    asking = sum(any(_is_asking(one.text) for one in row) for row in rows)
    labelled = sum(len(row) == 2 and _is_label(row[0]) for row in rows)
    return (
        asking * 3 < len(rows)
        and (n_long <= n_data or n_long * 8 < len(squares))
        and (n_data > 0 or labelled < len(rows))
    )


def _n_cells(table: Drawn) -> int:
    width, n_spanned = 0, 0
    for left, row in zip(range(len(table.rows), 0, -1), table.rows, strict=True):
        width = max(width, sum(one.columns for one in row))
        n_spanned += sum(one.columns * min(one.rows, left) for one in row)
    return max(width * len(table.rows), n_spanned)


def _box(one: Square) -> Box:
    said = " ".join(block.text for block in one.blocks if isinstance(block, Words))
    missing = tuple((block.text, block.why) for block in one.blocks if isinstance(block, Missing))
    return Box(said, one.columns, one.rows, missing)


def _beside(one: Words) -> list[Words]:
    """Part what several tabs put at the two sides of a line: an address and the date perhaps. A label stays
    with what it labels.
    """
    first, *rest = _FAR.split(one.text.strip())
    parts = [first]
    for text in rest:
        if parts[-1].rstrip().endswith(":") or not parts[-1].strip():
            parts[-1] += f" {text}"
        else:
            parts.append(text)
    return [Words(text, one.is_bold) for text in parts]


def _emphasised(one: Words) -> str:
    text = " ".join(one.text.split())
    bullet, text = (BULLET, text.removeprefix(BULLET)) if text.startswith(BULLET) else ("", text)
    before, said, after = edges(text)
    return bullet + before + (f"**{said}**" if one.is_bold and said else said) + after


def _in_reading_order(row: Sequence[Square]) -> list[Block]:
    """A label and what it labels are one paragraph: 'Our reference:' in one cell, the reference in the
    next.
    """
    filled = [one for one in row if one.blocks]
    if len(filled) == 2 and _is_label(filled[0]):
        (label,), (first, *rest) = filled[0].blocks, filled[1].blocks
        if isinstance(label, Words) and isinstance(first, Words):
            return [Words(f"{label.text} {first.text}", label.is_bold and first.is_bold), *rest]
    return [block for one in filled for block in one.blocks]


def _is_label(one: Square) -> bool:
    return len(one.blocks) == 1 and one.text.endswith(":") and len(one.text) <= _WIDEST_LABEL


def _with_tabbed(blocks: Sequence[Block]) -> Iterable[Block]:
    """Make a table of adjacent paragraphs that are parted by the same number of tabs."""
    run: list[tuple[Words, list[str]]] = []
    for block in [*blocks, None]:
        fields = block.text.strip(" ").split("\t") if isinstance(block, Words) else []
        if isinstance(block, Words) and len(fields) > 1 and fields[-1].strip():
            if not run or len(run[-1][1]) == len(fields):
                run.append((block, fields))
                continue
        else:
            fields = []
        yield from _tabbed(run)
        run = [(block, fields)] if isinstance(block, Words) and fields else []
        if block is not None and not run:
            yield block


def _tabbed(run: Sequence[tuple[Words, list[str]]]) -> list[Block]:
    rows = tuple(
        tuple(Square((Words(text.strip()),) if text.strip() else ()) for text in fields) for _, fields in run
    )
    has_data = any(is_datum(cell(one.text, 0)) for row in rows for one in row[1:])
    if has_data and is_data(Drawn(rows)):
        return [Drawn(rows)]
    return [block for block, _ in run]


@functools.cache
def _sounds(kind: str) -> re.Pattern[str]:
    with (Path(__file__).parent / "layout_cells.csv").open(encoding="utf-8", newline="") as file:
        patterns = [row["pattern"] for row in csv.DictReader(file) if row["kind"] == kind]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _is_asking(text: str) -> bool:
    return len(text.split()) >= _FEWEST_ASKING and bool(_sounds("asking").search(text))


def asks_and_answers(row: Sequence[str]) -> bool:
    """Whether a row of headings says that questions stand beside their answers."""
    left = [text for text in row if not _sounds("number").search(text)]
    asked = [text for text in left if _sounds("asked").search(text)]
    answered = [text for text in left if _sounds("answered").search(text)]
    return bool(asked) and bool(answered) and len(asked) + len(answered) == len(left)


def span(written: str | None, most: int = _MOST_COLUMNS) -> int:
    """Give over how many columns or rows a cell says that it goes; 1 where it says nothing sensible."""
    number = (written or "").strip()
    return max(1, min(int(number), most)) if number.isascii() and number.isdigit() and len(number) < 8 else 1
