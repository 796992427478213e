"""Lengths of CSS in pixels, also where they are worked out: 'calc(2em - 9999px)' (CSS Values and Units 4)."""

import re
from collections.abc import Iterator

USUAL_SIZE = 16.0
SCREEN = (1_280.0, 800.0)  # pixels
_NUMBER = r"[+-]?(?:[0-9]{1,9}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})(?:e[+-]?[0-9]{1,2})?"
_LENGTH = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>%|[a-z]*)")
_PIXELS = {
    "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "q": 0.945, "rem": USUAL_SIZE,
    "": 1.0, "rlh": 1.2 * USUAL_SIZE,
}  # fmt: skip
_OF_LETTERS = {"em": 1.0, "ex": 0.5, "ch": 0.5, "cap": 0.7, "ic": 1.0, "lh": 1.2}
_OF_SCREEN = {"vw": 0, "vi": 0, "vh": 1, "vb": 1, "vmin": 1, "vmax": 0}
_TOKEN = re.compile(
    rf"\s*(?:(?P<length>{_NUMBER}(?:%|[a-z]*))(?![\w(])|(?P<open>(?:calc|min|max|clamp|)\()|(?P<sign>[-+*/,)]))\s*"
)
_MOST_TOKENS = 100


def number(written: str) -> float | None:
    """Give a number or a share in percent, of 1."""
    match = _LENGTH.fullmatch(written.strip())
    if match is None or match["unit"] not in ("", "%"):
        return None
    return float(match["number"]) / (100 if match["unit"] else 1)


def has_unit(written: str) -> bool:
    """Whether it is a length that every browser takes: with a unit, or nought, or one to be worked out."""
    match = _LENGTH.fullmatch(written)
    if match is None:
        return pixels(written) is not None
    return bool(match["unit"]) or float(match["number"]) == 0


def pixels(written: str, size: float = USUAL_SIZE, percent: float | None = None) -> float | None:
    """Give a length in pixels; ``size`` is that of the letters, ``percent`` what one percent is, by default a
    hundredth of it. None for what is no length, or cannot be worked out.
    """
    share = size / 100 if percent is None else percent
    match = _LENGTH.fullmatch(written.strip())
    if match is not None:
        return _one(match, size, share)
    if not re.match(r"\s*(?:calc|min|max|clamp)\(", written):
        return None
    try:
        tokens = list(_tokens(written, size, share))
        value, rest = _sum(tokens)
    except (ValueError, IndexError, ZeroDivisionError):
        return None
    return None if rest else value


def _one(match: re.Match[str], size: float, share: float) -> float | None:
    value, unit = float(match["number"]), match["unit"]
    unit = unit[1:] if unit[:1] in ("s", "l", "d") and unit[1:] in _OF_SCREEN else unit  # 'svh', 'lvw', 'dvh'
    if unit == "%":
        return value * share
    if unit in _OF_LETTERS:
        return value * size * _OF_LETTERS[unit]
    if unit in _OF_SCREEN:
        return value * SCREEN[_OF_SCREEN[unit]] / 100
    return value * _PIXELS[unit] if unit in _PIXELS else None


def _tokens(written: str, size: float, share: float) -> Iterator[str | float]:
    position = 0
    for _ in range(_MOST_TOKENS):
        if position == len(written):
            return
        match = _TOKEN.match(written, position)
        # Between two values a sign is one of its own: '2px -1px' is no sum.
        if match is None:
            raise ValueError(written)
        length = _LENGTH.fullmatch(match["length"] or "")
        value = None if length is None else _one(length, size, share)
        if length is not None and value is None:
            raise ValueError(written)
        yield match["open"] or match["sign"] or value or 0.0
        position = match.end()
    raise ValueError(written)


def _sum(tokens: list[str | float]) -> tuple[float, list[str | float]]:
    total, rest = _product(tokens)
    while rest and rest[0] in ("+", "-"):
        value, after = _product(rest[1:])
        total, rest = (total + value if rest[0] == "+" else total - value), after
    return total, rest


def _product(tokens: list[str | float]) -> tuple[float, list[str | float]]:
    total, rest = _value(tokens)
    while rest and rest[0] in ("*", "/"):
        value, after = _value(rest[1:])
        total, rest = (total * value if rest[0] == "*" else total / value), after
    return total, rest


def _value(tokens: list[str | float]) -> tuple[float, list[str | float]]:
    first, rest = tokens[0], tokens[1:]
    if isinstance(first, float):
        return first, rest
    if not first.endswith("("):
        raise ValueError(first)
    values: list[float] = []
    while True:
        value, rest = _sum(rest)
        values.append(value)
        sign, rest = rest[0], rest[1:]
        if sign == ")":
            break
        if sign != ",":
            raise ValueError(sign)
    if first == "min(":
        return min(values), rest
    if first == "max(":
        return max(values), rest
    if first == "clamp(":
        least, wanted, most = values
        return max(least, min(wanted, most)), rest
    (only,) = values
    return only, rest
