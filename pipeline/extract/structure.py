"""The structure of one letter: what stands where, before anybody says what it means.

Plain data, the same for every letter of every authority. Offsets are characters (Unicode code points,
from 0) in ``Structure.text``; ``text[start:end]`` is what was printed. Lines count from 1, split on LF only.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["table", "list", "prose"]
Status = Literal["reported", "suppressed", "zero_by_word", "not_available", "not_applicable", "approximate"]
Outcome = Literal["granted", "part_withheld", "withheld", "not_held", "ncnd", "referred", "unclear"]
Unit = Literal["GBP", "percent"]
ReadBy = Literal["text", "ocr"]  # the letter's own characters, or what was recognised in a picture of them


@dataclass(frozen=True)
class Header:
    """What the letter says of itself; ``None`` where it does not say."""

    authority: str | None
    reference: str | None
    date: str | None  # ISO 8601, the date the letter bears
    subject: str | None
    regime: str | None  # FOIA, FOISA, EIR
    received: str | None  # ISO 8601, the day on which the request arrived


@dataclass(frozen=True)
class Question:
    """A question, or a sub-question that has an answer of its own, as the letter quotes it."""

    number: str | None  # '3', '3a'; None where the letter does not number it
    parent: int | None  # index in Structure.questions of the question this is a part of
    text: str  # wrapped lines joined by one space
    start: int
    end: int


@dataclass(frozen=True)
class Citation:
    """A provision under which something is refused, where the answer cites it."""

    regime: str  # FOIA, FOISA, EIR
    provision: str  # as cited: '12(2)'
    start: int
    end: int


@dataclass(frozen=True)
class Answer:
    """The answer to ``Structure.questions[i]`` stands at ``Structure.answers[i]``."""

    outcome: Outcome
    citations: tuple[Citation, ...]
    refers_to: int | None  # index of the question whose answer is to be read instead or as well
    text: str  # as printed, lines kept
    start: int
    end: int
    doubt: str | None = None  # why a person should look at it


@dataclass(frozen=True)
class Table:
    """A grid printed in an answer. Every cell as printed, wrapped lines joined by one space."""

    question: int  # index in Structure.questions
    caption: str | None
    layout: str  # the name of the layout's module in extract/tables/
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    start: int
    end: int
    doubt: str | None = None


@dataclass(frozen=True)
class Figure:
    """A number, number word or mark in a number's place that the authority discloses as data.

    ``lower`` and ``upper`` are the bounds that the figure itself prints ('<5' is 0 to 4, '5 or fewer'
    0 to 5), both the value where it is reported, and None where the figure prints no bound ('c').
    """

    question: int | None
    kind: Kind
    text: str
    value: float | None
    lower: float | None
    upper: float | None
    unit: Unit | None
    period: str | None  # as printed
    status: Status
    table: int | None  # index in Structure.tables
    row_number: int | None  # from 1, in Table.rows
    column_number: int | None  # from 1, in Table.columns
    row: str | None
    column: str | None
    line: int
    start: int
    end: int
    period_is_asked: bool = False  # the question alone names the period
    doubt: str | None = None
    scale: float = 1.0  # by which a heading multiplies what is printed: 1,000 below '£000'


@dataclass(frozen=True)
class Context:
    """A number that is not data, and why: 'period', 'provision', 'cost limit', 'letterhead', 'request' ...

    'threshold, not the only reason' is a rule that hides small counts and others too, such as those from
    which a small one could be worked out: its mark has no upper bound, whatever else is stated.
    """

    question: int | None
    text: str
    why: str
    upper: float | None  # for why='threshold': the largest count that the stated rule hides
    line: int
    start: int
    end: int
    sign: str | None = None  # for why='threshold': the mark that alone it is said of; 'c' for '[c]' and 'C'


@dataclass(frozen=True)
class Unread:
    """A number, or a cell of a column of figures, that was not understood; or what the file holds and a
    reader of the page cannot see (``why`` begins with 'concealed'): a placeholder stands in the text for it.

    Nothing is lost: a person decides. A cell that was wrapped is one of these for each of its lines.
    """

    question: int | None
    text: str
    why: str
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Masked:
    """A passage of the letter that is masked, and what stood there: 'name', 'telephone', 'e-mail', ..."""

    kind: str
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Suspect:
    """A passage that may be a personal datum, as nothing around it shows for certain. A person decides:
    'redact' or 'keep' in the reading. ``text`` is what the letter prints; it stays within staging/.
    """

    text: str
    why: str
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Structure:
    """One letter, read. Each run of digits of the letter, each number in words and each mark in a cell stands
    in exactly one of ``figures``, ``context`` and ``unread``.
    """

    text: str  # names and contact details masked character for character
    media_type: str
    sha256: str  # of the bytes received
    size: int  # bytes received
    read_by: ReadBy
    header: Header
    questions: tuple[Question, ...]
    answers: tuple[Answer, ...]
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    context: tuple[Context, ...]
    unread: tuple[Unread, ...]
    masked: tuple[Masked, ...] = ()
    suspects: tuple[Suspect, ...] = ()
