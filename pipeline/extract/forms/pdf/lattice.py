"""Tables whose cells are drawn: rules that cross make a lattice, and what no rule parts is one cell.

A frame that a page break left open is closed where its rules end.
"""

import bisect
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.extract.forms.pdf.page import Area, Drawn, Rule

_NEAR = 3.0  # points between rules that are meant to meet, and between those of a double rule
_COVERED = 0.6  # of the side of a cell: less of a rule does not part it
_MOST_CROSSINGS = 4_000_000
_MOST_CELLS = 40_000


@dataclass(frozen=True)
class Cell:
    """A drawn cell: from row ``top`` to before ``bottom`` and column ``left`` to before ``right``."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Lattice:
    """Where the columns and rows of a drawn table begin and end, and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]

    @property
    def box(self) -> Area:
        """The frame."""
        return Area(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box_of(self, cell: Cell) -> Area:
        """Where a cell stands."""
        return Area(self.xs[cell.left], self.ys[cell.top], self.xs[cell.right], self.ys[cell.bottom])


def lattices(drawn: Drawn) -> tuple[Lattice, ...]:
    """Give the lattices of a page, from the top; one around a single cell is a frame, and is given too."""
    if len(drawn.across) * len(drawn.down) > _MOST_CROSSINGS:
        return ()  # a map or a chart
    found = [_lattice(across, down) for across, down in _connected(drawn.across, drawn.down)]
    return tuple(sorted((one for one in found if one), key=lambda one: (one.ys[0], one.xs[0])))


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> Iterable[tuple[list[Rule], list[Rule]]]:
    """Give the rules that cross one another, each group by itself."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    heights = [rule.at for rule in across]
    for k, post in enumerate(down, len(across)):
        first = bisect.bisect_left(heights, post.start - _NEAR)
        last = bisect.bisect_right(heights, post.end + _NEAR)
        for i in range(first, last):
            if across[i].start - _NEAR <= post.at <= across[i].end + _NEAR:
                parent[root(i)] = root(k)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate((*across, *down)):
        groups.setdefault(root(i), ([], []))[i >= len(across)].append(rule)
    return [group for group in groups.values() if group[0] and group[1]]


def _lattice(across: Sequence[Rule], down: Sequence[Rule]) -> Lattice | None:
    ys = _places([rule.at for rule in across], [end for rule in down for end in (rule.start, rule.end)])
    xs = _places([rule.at for rule in down], [end for rule in across for end in (rule.start, rule.end)])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _MOST_CELLS:
        return None
    walls = _covered(across, ys, xs)  # walls[i][j]: above row i, over column j
    posts = _covered(down, xs, ys)  # posts[j][i]: left of column j, beside row i
    return Lattice(tuple(xs), tuple(ys), _cells(walls, posts, len(ys) - 1, len(xs) - 1))


def _places(rules: Sequence[float], ends: Sequence[float]) -> list[float]:
    """Give where rules stand, those of a double rule once, and where the others end beyond them."""
    places: list[float] = []
    for at in sorted(rules):
        if not places or at - places[-1] > _NEAR:
            places.append(at)
    if not places:
        return sorted({min(ends), max(ends)})
    if min(ends) < places[0] - 2 * _NEAR:
        places.insert(0, min(ends))
    if max(ends) > places[-1] + 2 * _NEAR:
        places.append(max(ends))
    return places


def _covered(rules: Sequence[Rule], places: Sequence[float], others: Sequence[float]) -> list[list[bool]]:
    """Give for each place and each stretch between two of the others whether a rule is drawn along it."""
    lengths = [[0.0] * (len(others) - 1) for _ in places]
    for rule in rules:
        i = bisect.bisect_right(places, rule.at + 0.01) - 1
        if i < 0 or rule.at - places[i] > _NEAR:
            i = min(range(len(places)), key=lambda k: abs(places[k] - rule.at))
        first = max(bisect.bisect_right(others, rule.start) - 1, 0)
        for j in range(first, len(others) - 1):
            if others[j] >= rule.end:
                break
            lengths[i][j] += min(rule.end, others[j + 1]) - max(rule.start, others[j])
    return [
        [length > _COVERED * (others[j + 1] - others[j]) for j, length in enumerate(row)] for row in lengths
    ]


def _cells(walls: list[list[bool]], posts: list[list[bool]], n_rows: int, n_columns: int) -> tuple[Cell, ...]:
    owner = [[-1] * n_columns for _ in range(n_rows)]
    cells: list[Cell | None] = []
    for i, j in itertools.product(range(n_rows), range(n_columns)):
        if owner[i][j] >= 0:
            continue
        reached, waiting = {(i, j)}, [(i, j)]
        while waiting:
            a, b = waiting.pop()
            beside = (
                ((a, b + 1), b + 1 < n_columns and not posts[b + 1][a]),
                ((a, b - 1), b > 0 and not posts[b][a]),
                ((a + 1, b), a + 1 < n_rows and not walls[a + 1][b]),
                ((a - 1, b), a > 0 and not walls[a][b]),
            )
            for place, is_open in beside:
                if is_open and place not in reached:
                    reached.add(place)
                    waiting.append(place)
        cell = _around(reached)
        # What is no rectangle is closed to one, with whatever it meets there.
        while met := {owner[a][b] for a, b in _places_of(cell) if owner[a][b] >= 0}:
            for k in met:
                other = cells[k]
                if other is not None:
                    cell = _around([*_corners(cell), *_corners(other)])
                    for a, b in _places_of(other):
                        owner[a][b] = -1
                cells[k] = None
        for a, b in _places_of(cell):
            owner[a][b] = len(cells)
        cells.append(cell)
    return tuple(sorted((one for one in cells if one), key=lambda one: (one.top, one.left)))


def _around(places: Iterable[tuple[int, int]]) -> Cell:
    found = list(places)
    rows, columns = [i for i, _ in found], [j for _, j in found]
    return Cell(min(rows), min(columns), max(rows) + 1, max(columns) + 1)


def _corners(cell: Cell) -> list[tuple[int, int]]:
    return [(cell.top, cell.left), (cell.bottom - 1, cell.right - 1)]


def _places_of(cell: Cell) -> Iterable[tuple[int, int]]:
    return itertools.product(range(cell.top, cell.bottom), range(cell.left, cell.right))
