"""The kinds of corruption, and what each does to the characters of one printed figure.

Each is a slip that happens: a key beside the right one, a cell in the wrong place, a mark taken for a number.
"""

import random
import re
from collections.abc import Mapping

DIGIT = "a digit is changed"
SWAP = "two cells are swapped"
SHIFT_ROW = "a row is shifted"
SHIFT_COLUMN = "a column is shifted"
DROP = "a row is dropped"
DOUBLE = "a row is doubled"
NO_MARK = "a suppression mark is dropped"
MARK_TO_NUMBER = "a mark becomes a number"
NUMBER_TO_MARK = "a number becomes a mark"
HEADINGS = "two headings are swapped"
PERIOD = "a period is changed"
SIGN = "a sign is put before a number"
UNIT = "a unit is changed"
SEPARATOR = "a decimal separator is changed"
WORD = "a word is changed"
EMPTY = "a cell is emptied"
PLACE = "a place in the letter is changed"
OTHER = "a code or identifier is changed"
KINDS = (
    DIGIT,
    SWAP,
    SHIFT_ROW,
    SHIFT_COLUMN,
    DROP,
    DOUBLE,
    NO_MARK,
    MARK_TO_NUMBER,
    NUMBER_TO_MARK,
    HEADINGS,
    PERIOD,
    SIGN,
    UNIT,
    SEPARATOR,
    WORD,
    EMPTY,
    PLACE,
    OTHER,
)

_DIGITS = re.compile(r"\d")


def other_digit(text: str, chance: random.Random, at: int | None = None) -> str | None:
    """Give a text with one digit changed, the ``at``-th or any; None where it has none."""
    places = [found.start() for found in _DIGITS.finditer(text)]
    if not places:
        return None
    place = places[at] if at is not None else chance.choice(places)
    new = chance.choice([digit for digit in "0123456789" if digit != text[place]])
    return text[:place] + new + text[place + 1 :]


def digits(text: str) -> int:
    """Give how many digits a text has."""
    return len(_DIGITS.findall(text))


def other_letter(text: str, chance: random.Random) -> str | None:
    """Give a text with one letter of the alphabet changed; None where it has none."""
    places = [at for at, character in enumerate(text) if character.isascii() and character.isalpha()]
    if not places:
        return None
    place = chance.choice(places)
    new = chance.choice([c for c in "abcdefghijklmnopqrstuvwxyz" if c != text[place].lower()])
    return text[:place] + new + text[place + 1 :]


def forms(text: str, *, is_mark: bool, chance: random.Random) -> Mapping[str, str]:
    """Give what each kind makes of one printed figure; kinds that cannot be done to it are left out."""
    made: dict[str, str | None] = {}
    if is_mark:
        made[NO_MARK] = ""
        made[MARK_TO_NUMBER] = str(chance.randint(1, 99))
    elif digits(text):
        made[DIGIT] = other_digit(text, chance)
        made[NUMBER_TO_MARK] = "c"
        made[SIGN] = f"-{text}"
        made[UNIT] = other_unit(text)
        made[SEPARATOR] = other_separator(text)
    return {kind: new for kind, new in made.items() if new is not None and new != text}


def other_unit(text: str) -> str:
    """Give a number without its pound or percent sign, or with a percent sign where it has none."""
    bare = text.strip("£%")
    return bare if bare != text else f"{text}%"


def other_separator(text: str) -> str | None:
    """Give a number whose comma is a point or the other way round, or with a point put in; else None."""
    if "," in text:
        return text.replace(",", ".", 1)
    if "." in text:
        return text.replace(".", ",", 1)
    return re.sub(r"(\d)(\d)(?!.*\d)", r"\1.\2", text) if digits(text) > 1 else f"{text}.5"
