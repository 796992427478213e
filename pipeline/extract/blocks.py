"""The blocks of a letter: its paragraphs and its tables, in their order."""

from dataclasses import dataclass

from pipeline.extract.lines import Paragraph
from pipeline.extract.tables.grid import Grid


@dataclass(frozen=True)
class Block:
    """A paragraph, or a table as one."""

    paragraph: Paragraph
    grid: Grid | None

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return self.grid is not None

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.paragraph.start

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.paragraph.end

    @property
    def text(self) -> str:
        """The paragraph as one line."""
        return self.paragraph.text
