"""Numbers of list items, written as word processors and browsers show them."""

_ROMANS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3999
_MOST_REPEATED = 40  # 'zzz...' of a list with a thousand items


def decimal(number: int) -> str:
    """1, 2, 3."""
    return str(number)


def lower_letter(number: int) -> str:
    """a, b, ..., z, aa, bb; what is no counting number is written in digits."""
    times, place = divmod(number - 1, 26)
    if number < 1 or times >= _MOST_REPEATED:
        return str(number)
    return chr(ord("a") + place) * (times + 1)


def lower_roman(number: int) -> str:
    """i, ii, iii; what Romans did not write is written in digits."""
    if not 1 <= number <= _LARGEST_ROMAN:
        return str(number)
    written = ""
    for value, letters in _ROMANS:
        times, number = divmod(number, value)
        written += letters * times
    return written


def upper_letter(number: int) -> str:
    """A, B, C."""
    return lower_letter(number).upper()


def upper_roman(number: int) -> str:
    """I, II, III."""
    return lower_roman(number).upper()
