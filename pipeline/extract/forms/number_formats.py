"""Numbers as a spreadsheet shows them: 0.125 as '12.5%' where the cell says so, 3 as 'c' where the cell says
that small numbers are shown so.

A number format is ECMA-376 Part 1, 18.8.31: up to four sections, for positive numbers, negative ones, zero
and text, or for what meets a condition ('[>5]0;"c"'), each with placeholders for digits (0 # ?), separators,
a percent sign, or the parts of a date, words around them, and a colour. What a format does not show is never
given: not the digits that it rounds away, not a number where it shows words or nothing.
"""

import datetime as dt
import math
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction
from functools import cache

_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<noon>AM/PM|A/P|am/pm|a/p)'
    r"|(?P<general>[Gg][Ee][Nn][Ee][Rr][Aa][Ll])|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?)"
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+)|(?P<other>.)",
    re.DOTALL,
)
_CURRENCY = re.compile(r"^\$(?P<symbol>[^-]*)")
_ELAPSED = re.compile(r"^(?:h+|m+|s+)$", re.IGNORECASE)
_CONDITION = re.compile(r"(?P<sign><=|>=|<>|<|>|=)\s*(?P<limit>[+-]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)")
_OTHER_DIGITS = re.compile(r"(?:DBNum|NatNum)[0-9].*|ENG|JPN|TWN|HIJ|BUD|~.*", re.IGNORECASE)
_NUMBERED = re.compile(r"colou?r\s*(?P<number>[0-9]{1,2})", re.IGNORECASE)
_FRACTION = re.compile(r"(?:(?P<whole>[#0?]+)\s+)?(?P<above>[#0?]+)\s*/\s*(?P<below>[#0?]+|[0-9]+)")
_SCIENTIFIC = re.compile(r"(?P<digits>[#0?,]*(?:\.[#0?]*)?)[eE](?P<sign>[+-])(?P<exponent>[0#?]+)")
_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq,
    "<>": operator.ne,
}  # fmt: skip
_COLOURS = {
    "black": "000000", "white": "ffffff", "red": "ff0000", "green": "00ff00", "blue": "0000ff",
    "yellow": "ffff00", "magenta": "ff00ff", "cyan": "00ffff",
}  # fmt: skip
_SIGNIFICANT = 15  # digits that a spreadsheet keeps
_NARROW = 11  # characters of a number in the format General
_DAYS = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}
_LAST_DAY = 2_958_465  # 9999-12-31
_MOST_DECIMALS = 30  # as Excel has it
_MOST_SECTIONS = 4
_Tokens = tuple[tuple[str, str], ...]


class FormatNotUnderstoodError(ValueError):
    """It is not known what a format shows of a value, so that nothing may be said to be shown."""


@dataclass(frozen=True)
class Shown:
    """What a cell shows, which may be nothing, and the colour that the format gives it: six hexadecimal
    digits, or the number of a colour of the workbook's palette ('7').
    """

    text: str
    colour: str | None = None


@dataclass(frozen=True)
class _Condition:
    sign: str
    limit: float

    def holds(self, value: float) -> bool:
        return _COMPARED[self.sign](value, self.limit)

    def is_negative(self, *, otherwise: bool = False) -> bool:
        """Whether only negative numbers meet it; ``otherwise``, whether only they fail it."""
        if otherwise:
            return (self.sign == ">=" and self.limit <= 0) or (self.sign == ">" and self.limit < 0)
        return (self.sign == "<" and self.limit <= 0) or (self.sign in ("<=", "=") and self.limit < 0)


@dataclass(frozen=True)
class _Section:
    """A section: its tokens, as kind and text, for which values it is, and its colour."""

    tokens: _Tokens = ()
    condition: _Condition | None = None
    colour: str | None = None

    @property
    def is_text(self) -> bool:
        return any(part == "@" for kind, part in self.tokens if kind == "other")


@cache
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    tokens: list[tuple[str, str]] = []
    condition: _Condition | None = None
    colour: str | None = None
    for match in _TOKENS.finditer(code):
        kind = match.lastgroup
        if kind == "other" and match["other"] == ";":
            sections.append(_Section(tuple(tokens), condition, colour))
            tokens, condition, colour = [], None, None
        elif kind == "bracket":
            found = _bracket(match["bracket"])
            if isinstance(found, _Condition):
                condition = found
            elif isinstance(found, str):
                colour = found
            elif found is not None:
                tokens.append(found)
        elif kind in ("quoted", "escaped"):
            tokens.append(("words", match[kind]))
        elif kind is not None:
            tokens.append((kind, match[kind]))
        elif match[0][0] == "_":
            tokens.append(("words", " "))
    sections.append(_Section(tuple(tokens), condition, colour))
    if len(sections) > _MOST_SECTIONS:
        raise FormatNotUnderstoodError
    return tuple(sections)


def _bracket(inside: str) -> tuple[str, str] | _Condition | str | None:
    """Give what stands in brackets: a token, a condition, a colour, or None for what changes nothing."""
    currency = _CURRENCY.match(inside)
    if currency:
        return ("words", currency["symbol"])
    if _ELAPSED.match(inside):
        return ("elapsed", inside.casefold())
    condition = _CONDITION.fullmatch(inside.strip())
    if condition:
        return _Condition(condition["sign"], float(condition["limit"]))
    numbered = _NUMBERED.fullmatch(inside.strip())
    if numbered:
        return str(int(numbered["number"]) + 7)
    if inside.strip().casefold() in _COLOURS:
        return _COLOURS[inside.strip().casefold()]
    if _OTHER_DIGITS.fullmatch(inside):
        return None
    raise FormatNotUnderstoodError


def _numeric(sections: tuple[_Section, ...]) -> tuple[_Section, ...]:
    """Give the sections for numbers: the fourth is for text, as is a last one with '@'."""
    has_text = len(sections) == _MOST_SECTIONS or (len(sections) > 1 and sections[-1].is_text)
    return sections[:-1] if has_text else sections


def _chosen(value: float, sections: tuple[_Section, ...]) -> tuple[_Section, str]:
    """Give the section that shows a number, and the sign that it shows before it."""
    sign = "-" if value < 0 else ""
    if any(one.condition for one in sections):
        return _by_condition(value, sections, sign)
    if value < 0 and len(sections) > 1:
        return sections[1], ""
    if value == 0 and len(sections) > 2:
        return sections[2], ""
    return sections[0], sign


def _by_condition(value: float, sections: tuple[_Section, ...], sign: str) -> tuple[_Section, str]:
    """Give the first section whose condition holds, else the last. What programs do where the first has no
    condition and a later one has, they do not agree on.
    """
    first, second, third = (*sections, None, None)[:3]
    if first is None or first.condition is None or (third is not None and third.condition):
        raise FormatNotUnderstoodError
    if first.condition.holds(value):
        return first, "" if first.condition.is_negative() else sign
    if second is not None and second.condition is not None:
        if second.condition.holds(value):
            return second, "" if second.condition.is_negative() else sign
        return third or _Section(), sign
    if third is not None:
        raise FormatNotUnderstoodError
    return second or _Section(), "" if first.condition.is_negative(otherwise=True) else sign


def number(value: float, code: str, *, from_1904: bool = False) -> Shown:
    """Give a number as its format ``code`` shows it. ``from_1904`` says from when dates count.

    Raises ``FormatNotUnderstoodError`` where it is not known what is shown.
    """
    if code in ("General", ""):
        return Shown(general(value))
    section, sign = _chosen(value, _numeric(_sections(code)))
    kinds = {kind for kind, _ in section.tokens}
    if not section.tokens:
        text = ""
    elif kinds & {"date", "elapsed", "noon"} and "digits" not in kinds:
        text = _date(value, section.tokens, from_1904=from_1904)
    else:
        text = _decimal(value, section.tokens, sign)
    return Shown(text, section.colour)


def text(said: str, code: str) -> Shown:
    """Give text as its format shows it: its section may put words around it, or hide it. Raises
    ``FormatNotUnderstoodError``.
    """
    if code in ("General", ""):
        return Shown(said)
    sections = _sections(code)
    own = sections[-1]
    if len(sections) < _MOST_SECTIONS and not own.is_text:
        return Shown(said)
    return Shown("".join(said if part == "@" else part for _, part in own.tokens), own.colour)


def general(value: float) -> str:
    """Give a number without a format: as many digits as fit, and no binary noise (0.1 + 0.2 is 0.3)."""
    if abs(value) < 10 ** (_NARROW - 1) and value == int(value):
        return str(int(value))
    exact = Context(prec=_SIGNIFICANT, rounding=ROUND_HALF_UP).create_decimal_from_float(float(value))
    whole = len(str(abs(int(exact))))
    places = max(0, _NARROW - whole - 1)
    return _without_zeros(f"{_rounded(exact, places) or exact:f}")  # what would be nought is shown as it is


def _without_zeros(shown: str) -> str:
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return "0" if shown in ("-0", "") else shown


def _rounded(value: Decimal, places: int) -> Decimal:
    try:
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=400))
    except InvalidOperation:
        return value


def _decimal(value: float, section: _Tokens, sign: str) -> str:
    digits = [part for kind, part in section if kind == "digits"]
    percent = sum(part == "%" for kind, part in section if kind == "other")
    exact = abs(Context(prec=_SIGNIFICANT).create_decimal_from_float(float(value))).scaleb(2 * percent)
    others = {part for kind, part in section if kind == "other"}
    if digits and others & {"/", "E", "e"}:
        return sign + (_fraction if "/" in others else _scientific)(exact, section)
    shown, is_zero = _placed(exact, digits)
    out, is_written = [], False
    for kind, part in section:
        if kind == "digits":
            out.append("" if is_written else shown)
            is_written = True
        elif kind == "general" or part == "@":
            out.append(general(abs(value)))
        else:
            out.append(part)
    return ("" if is_zero and digits else sign) + "".join(out).strip()


def _fraction(value: Decimal, section: _Tokens) -> str:
    """Give a number as a fraction with as many digits as the format has, or with its denominator."""
    shape = _FRACTION.fullmatch("".join(part for _, part in section).strip())
    if shape is None:
        raise FormatNotUnderstoodError
    exact, below = Fraction(value), shape["below"]
    if re.search("[1-9]", below):
        lower = int(re.sub("[#?]", "", below))
        upper = math.floor(exact * lower + Fraction(1, 2))
    else:
        near = exact.limit_denominator(10 ** min(len(below), _SIGNIFICANT) - 1)
        upper, lower = near.numerator, near.denominator
    if not shape["whole"]:
        return f"{upper}/{lower}"
    whole, rest = divmod(upper, lower)
    return f"{whole} {rest}/{lower}" if whole and rest else f"{rest}/{lower}" if rest else f"{whole}"


def _scientific(value: Decimal, section: _Tokens) -> str:
    shape = _SCIENTIFIC.fullmatch("".join(part for _, part in section).strip())
    if shape is None:
        raise FormatNotUnderstoodError
    whole, _, decimals = shape["digits"].replace(",", "").partition(".")
    step = max(1, len(whole))
    places = min(len(decimals), _MOST_DECIMALS)
    exponent = math.floor((value.adjusted() if value else 0) / step) * step
    mantissa = _rounded(value.scaleb(-exponent), places)
    if mantissa >= 10**step:
        exponent += step
        mantissa = _rounded(value.scaleb(-exponent), places)
    plus = "-" if exponent < 0 else "+" if shape["sign"] == "+" else ""
    return f"{mantissa:f}E{plus}{abs(exponent):0{shape['exponent'].count('0')}}"


def _placed(value: Decimal, digits: list[str]) -> tuple[str, bool]:
    """Give a number in its placeholders, and whether it is nought as shown."""
    pattern = "".join(digits)
    scaled = len(pattern) - len(pattern.rstrip(","))
    pattern = pattern.rstrip(",")
    whole, _, decimals = pattern.partition(".")
    decimals = decimals[:_MOST_DECIMALS]
    rounded = _rounded(value.scaleb(-3 * scaled), len(decimals))
    left, _, right = f"{rounded:f}".partition(".")
    wanted = sum(character == "0" for character in whole)
    left = left.lstrip("0").rjust(wanted, "0")
    if "," in whole:
        left = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", left)
    optional = len(decimals) - len(decimals.rstrip("#?"))
    while optional and right.endswith("0"):
        right, optional = right[:-1], optional - 1
    shown = left + ("." + right if right or (decimals == "" and "." in pattern) else "")
    return shown, not rounded


def _date(value: float, section: _Tokens, *, from_1904: bool) -> str:
    if not 0 <= value <= _LAST_DAY:
        return ""  # spreadsheets show a row of '#'
    seconds = round(value * 86_400)
    moment = _DAYS[from_1904] + dt.timedelta(seconds=seconds)
    if not from_1904 and 0 < value < 60:
        moment += dt.timedelta(days=1)  # Excel has a 29 February 1900, which there was not
    is_noon = any(kind == "noon" for kind, _ in section)
    parts: list[str] = []
    for i, (kind, part) in enumerate(section):
        if kind == "date":
            parts.append(_date_part(moment, part, _is_minutes(section, i), is_noon=is_noon))
        elif kind == "elapsed":
            parts.append(str(seconds // {"h": 3600, "m": 60, "s": 1}[part[0]]))
        elif kind == "noon":
            parts.append("AM" if moment.hour < 12 else "PM")
        elif part != "@":
            parts.append(part)
    return "".join(parts).strip()


def _is_minutes(section: _Tokens, i: int) -> bool:
    """'m' after hours or before seconds counts minutes, else months."""
    units = [part[0].casefold() if kind in ("date", "elapsed") else "" for kind, part in section]
    before = next((unit for unit in reversed(units[:i]) if unit), "")
    after = next((unit for unit in units[i + 1 :] if unit), "")
    return before == "h" or after == "s"


def _date_part(moment: dt.datetime, part: str, is_minutes: bool, *, is_noon: bool) -> str:
    unit, length = part[0].casefold(), len(part)
    if unit == "y":
        return f"{moment.year}" if length > 2 else f"{moment.year % 100:02}"
    if unit == "m" and is_minutes:
        return f"{moment.minute:0{min(length, 2)}}"
    if unit == "m":
        names = {3: "%b", 4: "%B"}
        return moment.strftime(names[length]) if length in names else (
            moment.strftime("%B")[0] if length == 5 else f"{moment.month:0{min(length, 2)}}"
        )  # fmt: skip
    if unit == "d":
        names = {3: "%a", 4: "%A"}
        return moment.strftime(names[length]) if length in names else f"{moment.day:0{min(length, 2)}}"
    if unit == "h":
        hour = (moment.hour - 1) % 12 + 1 if is_noon else moment.hour
        return f"{hour:0{min(length, 2)}}"
    whole = part.partition(".")[0]
    return f"{moment.second:0{min(len(whole), 2)}}" + (".0" if "." in part else "")
