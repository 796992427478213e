"""Whether letters of one colour are seen on another."""

import re

Colour = tuple[int, int, int]  # red, green, blue, of 255

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
# By the formula of WCAG 2.2 (contrast ratio): 1 is none, 21 black on white. Its lowest demand, for large
# letters, is 3. Pale grey print that people still make out has 1.3 and more (#DDDDDD on white: 1.36).
LEAST_CONTRAST = 1.2
# The formula weighs light alone: red on a grey as bright has 1.0 and is plain to see, yellow on white 1.07.
# What differs in a channel by a quarter of its range is seen by its hue.
_SEEN_BY_HUE = 64
_HEX = re.compile(r"#?(?:[0-9a-fA-F]{2})?([0-9a-fA-F]{6})")
_LINEAR_BELOW = 0.04045


def of_hex(written: str | None) -> Colour | None:
    """Give a colour from six hexadecimal digits, or from eight whose first two say how opaque it is."""
    match = _HEX.fullmatch(written or "")
    if match is None:
        return None
    number = int(match[1], 16)
    return number >> 16, number >> 8 & 255, number & 255


def contrast(one: Colour, other: Colour) -> float:
    """Give the contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def is_lost(letters: Colour, ground: Colour) -> bool:
    """Whether nobody sees letters of one colour on a ground of another."""
    if max(abs(a - b) for a, b in zip(letters, ground, strict=True)) >= _SEEN_BY_HUE:
        return False
    return contrast(letters, ground) < LEAST_CONTRAST


def mixed(upper: Colour, lower: Colour, opacity: float) -> Colour:
    """Give the colour that is seen where one that lets light through lies over another."""
    red, green, blue = (round(opacity * a + (1 - opacity) * b) for a, b in zip(upper, lower, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    shares = [one / 255 for one in colour]
    red, green, blue = (
        share / 12.92 if share <= _LINEAR_BELOW else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
