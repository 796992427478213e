"""Numbers and bounds in words."""

from decimal import Decimal
from functools import lru_cache

YES_NO = "yes_no"


def number(value: float) -> str:
    """Write a number with commas between thousands and no more decimals than it has."""
    return f"{int(value):,}" if value == int(value) else f"{Decimal(repr(value)):,f}"


def amount(value: float, unit: str, symbol: str | None) -> str:
    """Write a value in its unit: '£1,415,349', 'Yes', '20,049'."""
    if unit == YES_NO:
        return {0: "No", 1: "Yes"}.get(int(value), number(value))
    return f"{symbol or ''}{number(value)}"


def bounds(lower: float | None, upper: float | None) -> str:
    """Write the bounds that a letter states for a value that it does not print."""
    if lower is None and upper is None:
        return "none stated"
    if upper is None:
        return f"{number(lower or 0)} or more, no upper bound stated"
    if lower is None:
        return f"{number(upper)} or less"
    return f"{number(lower)} to {number(upper)}"


def between(lower: float | None, upper: float | None, unit: str, symbol: str | None) -> str:
    """Write what is given as bounds alone: 'at least 12', 'at most £500', '5 to 10'."""
    least = None if lower is None else amount(lower, unit, symbol)
    most = None if upper is None else amount(upper, unit, symbol)
    if most is None:
        return f"at least {least}"
    return f"{least} to {most}" if lower else f"at most {most}"


def several(count: int, one: str, many: str | None = None) -> str:
    """Write a count with its noun: '1 letter', '5 letters'."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


@lru_cache(maxsize=10_000)  # a question stands beside each of its figures
def excerpt(text: str, length: int = 160) -> str:
    """Give the start of a text on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0].rstrip(",.;:–-") + " …"
