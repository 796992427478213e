"""What the lexer gives: one datum, wherever it stands."""

from dataclasses import dataclass

from pipeline.extract.structure import Status, Unit


@dataclass(frozen=True)
class Datum:
    """A number, a number in words, a mark or a bound: ``text`` stands at ``start`` to ``end``.

    ``text`` is what is printed for the datum itself, without currency sign, percent sign, what multiplies
    it ('million', 'k') or the sign of a footnote; ``outer_start`` and ``outer_end`` take these in.
    ``value`` is None where the letter gives none; ``lower`` and ``upper`` are the bounds that are printed
    with it, both the value where it is exact, and None where none is printed.
    """

    text: str
    status: Status
    value: float | None
    lower: float | None
    upper: float | None
    start: int
    end: int
    outer_start: int
    outer_end: int
    unit: Unit | None = None
    doubt: str | None = None

    @property
    def is_mark(self) -> bool:
        """Whether something stands in a number's place, rather than a number."""
        return self.status not in ("reported", "approximate")

    def moved(self, by: int) -> "Datum":
        """Give it as it stands ``by`` characters further on."""
        values = vars(self) | {
            name: getattr(self, name) + by for name in ("start", "end", "outer_start", "outer_end")
        }
        return Datum(**values)
