"""The kinds of corruption, and what each does to the characters of one printed figure.

Each is a slip that happens: a key beside the right one, a cell in the wrong place, a mark taken for a number.
"""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

DIGIT = "a digit is changed"
SWAP = "two cells are swapped"
SHIFT_ROW = "a row is shifted"
SHIFT_COLUMN = "a column is shifted"
DROP = "a row is dropped"
DOUBLE = "a row is doubled"
NO_MARK = "a suppression mark is dropped"
MARK_TO_NUMBER = "a mark becomes a number"
NUMBER_TO_MARK = "a number becomes a mark"
MARK_FORM = "a mark takes another form"
NUMBER_FORM = "a number takes another form"
IN_WORDS = "a number is put into words"
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
    MARK_FORM,
    NUMBER_FORM,
    IN_WORDS,
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
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")  # from 20
_USUAL = 5  # the count that a letter most often names where it hides small ones
_SIGNS = ("c", "C", "[c]")  # one mark, whatever a threshold says of it
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class Form:
    """A printed figure written otherwise. ``bounds`` are the least and the most that it then says, both the
    value of a number; None where it says what it said before.
    """

    kind: str
    text: str
    bounds: tuple[float, float] | None = None


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


def forms_of_mark(text: str, chance: random.Random) -> Iterator[Form]:
    """Give a mark of suppression as other marks, as bounds, and as numbers within what it may hide."""
    printed = re.search(r"\d+", text)
    most = int(printed[0]) if printed else _USUAL
    if text in _SIGNS:
        for sign in _SIGNS:
            if sign != text:
                yield Form(MARK_FORM, sign)
    for new, upper in (
        (f"<{most}", most - 1),
        (f"<={most}", most),
        (f"≤{most}", most),
        (f"fewer than {most}", most - 1),
        (f"{most} or fewer", most),
        (f"{spelt(most)} or fewer", most),
        (f"up to {most}", most),
        (f"up to {spelt(most)}", most),
    ):
        if new != text:
            yield Form(MARK_FORM, new, (0, upper))
    number = chance.randint(1, most)
    for new in (str(number), f"{number}.0", spelt(number)):
        yield Form(MARK_TO_NUMBER, new, (number, number))


def forms_of_threshold(text: str) -> Iterator[Form]:
    """Give the words that hide small counts with their number in words: 'five or lower' for '5 or lower'."""
    printed = re.search(r"\d+", text)
    if printed:
        yield Form(IN_WORDS, text[: printed.start()] + spelt(int(printed[0])) + text[printed.end() :])


def forms_of_number(text: str, *, has_unit: bool) -> Iterator[Form]:
    """Give a whole number in other forms that say the same; none for any other text.

    Beside a pound or percent sign it is not put into words, as no letter would.
    """
    if not re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d+", text):
        return
    bare = text.replace(",", "")
    number = int(bare)
    grouped = f"{number:,}"
    forms = [bare, grouped, f"{text}.0", text.translate(_WIDE), f"0{bare}"]
    if number >= 1000:
        forms += [grouped.replace(",", " "), grouped.replace(",", "\u00a0"), f"{number / 1000:.3f}k"]
    for new in dict.fromkeys(forms):
        if new != text:
            yield Form(NUMBER_FORM, new)
    if number < 1_000_000 and not has_unit:
        in_words = spelt(number)
        for new in dict.fromkeys((in_words, in_words.capitalize(), in_words.replace("-", " "))):
            yield Form(IN_WORDS, new)


def spelt(number: int) -> str:
    """Give a number from 0 to 999,999 in words, as they are written in Britain."""
    if number >= 1000:
        rest = number % 1000
        joint = "" if not rest else " and " if rest < 100 else " "
        return f"{spelt(number // 1000)} thousand{joint}{spelt(rest) if rest else ''}"
    if number >= 100:
        rest = number % 100
        return f"{_ONES[number // 100]} hundred{f' and {spelt(rest)}' if rest else ''}"
    if number >= len(_ONES):
        return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    return _ONES[number]
