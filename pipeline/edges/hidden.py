"""Characters that nobody sees and that change what is seen, shown by their names.

A letter may hold controls of the direction of writing, blanks without width, line separators and escape
sequences. In a file they stay as they were received; before a person they would reorder, hide or colour what
stands around them, so that pages and terminals show them as ``[RLO]`` or ``[U+001B]``. The list is of code
points and not of Unicode categories, which differ from one version of Python to the next: controls, formats,
separators, surrogates and what Unicode calls 'default ignorable' (DerivedCoreProperties 16.0), with the
Hangul fillers and the empty Braille pattern, which are blank as well.
"""

import re

_SIGNS = {
    **{"\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ", "\u2060": "WJ", "\ufeff": "BOM", "\u00ad": "SHY"},
    **{"\u200e": "LRM", "\u200f": "RLM", "\u061c": "ALM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF"},
    **{"\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI"},
    **{"\u2028": "LSEP", "\u2029": "PSEP", "\x85": "NEL", "\r": "CR"},
}
_OTHERS = (
    "\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
HIDDEN = re.compile(f"[\x00-\x1f{_OTHERS}]")
LINES_AND_TABS = "\n\r\t"
_BUT_LINES_AND_TABS = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f{_OTHERS}]")


def sign(one: str) -> str:
    """Give the name of a hidden character: its usual abbreviation, else its code point."""
    return _SIGNS.get(one, f"U+{ord(one):04X}")


def visible(text: str, kept: str = LINES_AND_TABS) -> str:
    """Give a text with every hidden character, but those in ``kept``, replaced by its name in brackets."""
    pattern = _BUT_LINES_AND_TABS if kept == LINES_AND_TABS else HIDDEN
    return pattern.sub(lambda match: match[0] if match[0] in kept else f"[{sign(match[0])}]", text)


def json_visible(text: str) -> str:
    r"""Give JSON in which hidden characters are written as \uXXXX: the same value for every program.

    What stands between the values, line ends and blanks, is left.
    """

    def escaped(match: re.Match[str]) -> str:
        if match[0] == "\n":  # JSON has no line end within a value
            return "\n"
        units = match[0].encode("utf-16-be", "surrogatepass").hex()
        return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))

    return HIDDEN.sub(escaped, text)
