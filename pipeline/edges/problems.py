"""What is wrong with an input, as a sentence for the person who can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where it stands, what it is, and what to do about it."""

    file: str  # path from the top of the repository
    line: int | None  # from 1
    what: str
    mend: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.what} {self.mend}".strip()


class PipelineError(Exception):
    """What stops the pipeline, said in sentences for the person who can mend it; no traceback is needed."""


class BadInputError(PipelineError):
    """Input that cannot be used. Carries every problem found, so that all can be mended at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        # The same slip can be met in every cell of a table.
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(map(str, self.problems)))


def bad_input(file: str, line: int | None, what: str, mend: str = "") -> BadInputError:
    """Give the error for a single problem."""
    return BadInputError([Problem(file, line, what, mend)])
