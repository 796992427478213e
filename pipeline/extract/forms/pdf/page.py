"""A page as its reader has it: words and rules where they stand, in points from the top left corner."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Area:
    """A rectangle: ``x0`` to ``x1`` from the left, ``top`` to ``bottom`` from the top."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def area(self) -> float:
        """In square points; 0 where it is turned inside out."""
        return max(self.x1 - self.x0, 0) * max(self.bottom - self.top, 0)

    def holds(self, x: float, y: float, slack: float = 0) -> bool:
        """Whether a point lies in it."""
        return self.x0 - slack <= x <= self.x1 + slack and self.top - slack <= y <= self.bottom + slack

    def shared(self, other: "Area") -> "Area":
        """Give the rectangle that both cover, turned inside out where there is none."""
        return Area(
            max(self.x0, other.x0),
            max(self.top, other.top),
            min(self.x1, other.x1),
            min(self.bottom, other.bottom),
        )

    def common(self, other: "Area") -> float:
        """Give how large the area is that both cover."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * height if width > 0 and height > 0 else 0.0


@dataclass(frozen=True)
class Word(Area):
    """Characters without a blank between them. ``base`` is where they stand; ``turned`` by how many quarters
    against the clock. ``size`` is that of the font.
    """

    text: str
    base: float
    size: float
    bold: bool = False
    turned: int = 0
    spaced: bool = True  # whether a blank stands before it

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Rule:
    """A line that is drawn, at ``at``, from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Drawn:
    """What is drawn on a page beside its text."""

    across: tuple[Rule, ...] = ()  # at a height, from left to right
    down: tuple[Rule, ...] = ()
    shades: tuple[Area, ...] = ()
    pictures: tuple[Area, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page; ``is_recognised`` where its words were not printed but recognised in a picture, ``is_beside``
    where text stands beside it that nobody sees.
    """

    width: float
    height: float
    words: tuple[Word, ...]
    drawn: Drawn = field(default_factory=Drawn)
    is_recognised: bool = False
    is_beside: bool = False


@dataclass(frozen=True)
class Line:
    """Words that stand beside one another, from left to right."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def base(self) -> float:
        """Where its words stand; the lower edge of what is turned."""
        if self.words[0].turned:
            return self.bottom
        return max(self.words, key=lambda word: (word.size, word.base)).base

    @property
    def size(self) -> float:
        """Its largest font."""
        return max(word.size for word in self.words)

    @property
    def text(self) -> str:
        """Its words, parted by blanks where blanks are printed."""
        return joined(self.words)


_TOUCHING = 0.12  # of the font's size: less is no blank
_SAME_LINE = 0.35


def joined(words: tuple[Word, ...]) -> str:
    """Give the text of words of one line."""
    parts: list[str] = []
    for before, word in zip((None, *words), words, strict=False):
        if before is not None and (word.spaced or word.x0 - before.x1 > _TOUCHING * word.size):
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


def lines(words: list[Word]) -> list[Line]:
    """Give words as lines from top to bottom; what is turned makes lines of its own, each one word."""
    upright = sorted((word for word in words if not word.turned), key=lambda w: (w.base, w.x0, w.text))
    groups: list[list[Word]] = []
    for word in upright:
        if groups and word.base - groups[-1][0].base <= _SAME_LINE * min(word.size, groups[-1][0].size):
            groups[-1].append(word)
        else:
            groups.append([word])
    found = [Line(tuple(sorted(group, key=lambda w: (w.x0, w.x1, w.text)))) for group in groups]
    found += [Line((word,)) for word in turned_lines(words)]
    return sorted(found, key=lambda line: (line.base, line.x0))


def turned_lines(words: list[Word]) -> list[Word]:
    """Give words turned by a quarter as one word for each line of them, from left to right as read."""
    found: list[Word] = []
    for quarter in (1, 2, 3):
        turned = sorted(
            (word for word in words if word.turned == quarter), key=lambda w: (w.base, w.top, w.x0)
        )
        group: list[Word] = []
        for word in [*turned, None]:
            if group and (word is None or word.base - group[0].base > _SAME_LINE * group[0].size):
                found += _runs(group, quarter)
                group = []
            if word is not None:
                group.append(word)
    return found


def _runs(group: list[Word], quarter: int) -> list[Word]:
    """Give the words of one turned line as they are read, those far apart by themselves."""
    read = sorted(group, key=lambda w: {1: -w.bottom, 2: -w.x1, 3: w.top}[quarter])
    runs = [[read[0]]]
    for word in read[1:]:
        if -0.5 * word.size < _distance(runs[-1][-1], word, quarter) < 1.2 * word.size:
            runs[-1].append(word)
        else:
            runs.append([word])
    return [_whole(run) for run in runs]


def _distance(before: Word, word: Word, quarter: int) -> float:
    if quarter == 2:
        return before.x0 - word.x1
    return before.top - word.bottom if quarter == 1 else word.top - before.bottom


def _whole(run: list[Word]) -> Word:
    first = run[0]
    return Word(
        min(word.x0 for word in run),
        min(word.top for word in run),
        max(word.x1 for word in run),
        max(word.bottom for word in run),
        text=" ".join(word.text for word in run),
        base=first.base,
        size=first.size,
        bold=all(word.bold for word in run),
        turned=first.turned,
    )
