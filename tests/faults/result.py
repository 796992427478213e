"""What one fault came to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One disturbance. ``wrong`` says what did not hold; empty where all did."""

    fault: str
    case: str
    wrong: tuple[str, ...]
    mixed: int = 0  # sets of files, package or site, that were partly old and partly new, and said so
    recovered: bool = False  # whether make had to set DVC's own files right
    said: str = ""  # what the disturbed run said
