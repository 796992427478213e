"""Numbers as a spreadsheet shows them: 0.125 as '12.5%' where the cell says so.

A number format is ECMA-376 Part 1, 18.8.31: up to four sections, for positive numbers, negative ones, zero
and text, each with placeholders for digits (0 # ?), separators, a percent sign, or the parts of a date, and
words around them. A fraction ('# ?/?') and a scientific notation are shown as plain decimals: same value,
another look.
"""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import cache

_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<noon>AM/PM|A/P|am/pm|a/p)'
    r"|(?P<general>[Gg][Ee][Nn][Ee][Rr][Aa][Ll])|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?)"
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+)|(?P<other>.)",
    re.DOTALL,
)
_CURRENCY = re.compile(r"^\$(?P<symbol>[^-]*)")
_ELAPSED = re.compile(r"^(?:h+|m+|s+)$", re.IGNORECASE)
_SIGNIFICANT = 15  # digits that a spreadsheet keeps
_NARROW = 11  # characters of a number in the format General
_DAYS = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}
_LAST_DAY = 2_958_465  # 9999-12-31
_MOST_DECIMALS = 30  # as Excel has it


@cache
def _sections(code: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Give the tokens of each section, as kind and text."""
    sections: list[list[tuple[str, str]]] = [[]]
    for match in _TOKENS.finditer(code):
        kind = match.lastgroup
        if kind == "other" and match["other"] == ";":
            sections.append([])
        elif kind == "bracket":
            currency = _CURRENCY.match(match["bracket"])
            if currency:
                sections[-1].append(("words", currency["symbol"]))
            elif _ELAPSED.match(match["bracket"]):
                sections[-1].append(("elapsed", match["bracket"].casefold()))
        elif kind in ("quoted", "escaped"):
            sections[-1].append(("words", match[kind]))
        elif kind is not None:
            sections[-1].append((kind, match[kind]))
        elif match[0][0] == "_":
            sections[-1].append(("words", " "))
    return tuple(tuple(section) for section in sections)


def number(value: float, code: str, *, from_1904: bool = False) -> str:
    """Give a number as its format ``code`` shows it. ``from_1904`` says from when dates count."""
    if code == "General":
        return general(value)
    sections = _sections(code)
    section = sections[0]
    sign = "-" if value < 0 else ""
    if value < 0 and len(sections) > 1 and sections[1]:
        section, sign = sections[1], ""
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    kinds = {kind for kind, _ in section}
    if kinds & {"date", "elapsed", "noon"} and "digits" not in kinds:
        return _date(value, section, from_1904=from_1904)
    if not section:
        return "" if len(sections) > 1 else general(value)
    return _decimal(value, section, sign)


def text(said: str, code: str) -> str:
    """Give text as its format shows it: the fourth section may put words around it, or hide it."""
    sections = _sections(code)
    if len(sections) < 4:
        return said
    return "".join(said if part == "@" else part for _, part in sections[3])


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


def _decimal(value: float, section: tuple[tuple[str, str], ...], sign: str) -> str:
    digits = [part for kind, part in section if kind == "digits"]
    percent = sum(part == "%" for kind, part in section if kind == "other")
    is_odd = any(kind == "other" and part in ("/", "E", "e") for kind, part in section) and digits
    if is_odd:
        return general(value)
    exact = abs(Context(prec=_SIGNIFICANT).create_decimal_from_float(float(value))).scaleb(2 * percent)
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


def _date(value: float, section: tuple[tuple[str, str], ...], *, from_1904: bool) -> str:
    if not 0 <= value <= _LAST_DAY:
        return general(value)
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


def _is_minutes(section: tuple[tuple[str, str], ...], i: int) -> bool:
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
