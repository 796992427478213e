"""IP addresses."""

import ipaddress
import re
from collections.abc import Iterator

from pipeline.extract.masking.spans import Span, Suspect

_IP = "IP address"
_FOUR = re.compile(r"(?<![\w.-])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![\w-]|\.[0-9])")
_SIX = re.compile(r"(?<![\w:.])(?=[0-9A-Fa-f:]*[0-9])[0-9A-Fa-f]{1,4}:[0-9A-Fa-f:]{2,35}[0-9A-Fa-f](?![\w:])")
_MAY_BE_SIX = re.compile(r":[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:|::")
_LABEL = re.compile(r"\b(?:IPs?|IPv[46]|host|server|logged|visitor)\b[^\n]{0,25}$", re.IGNORECASE)
# What is numbered with dots: versions, sections, paragraphs.
_NUMBERED = re.compile(
    r"(?:\bv(?:er(?:sion)?)?\.?|\bsections?|\bparagraphs?|\bparas?|\bclauses?|\bpolicy|\brelease|\bbuild"
    r"|\bOID|\bWindows)[ ]?$",
    re.IGNORECASE,
)
_LONG = re.compile(r"[0-9]{3}")


def find(text: str) -> Iterator[Span | Suspect]:
    """Give addresses of both versions. Four short numbers between dots may be those of a section."""
    for match in _FOUR.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if _is_address(match[0]) and not _NUMBERED.search(before):
            if _LABEL.search(before) or _LONG.search(match[0]):
                yield Span(_IP, *match.span())
            elif re.search(r"[^\W\d_]{2}[ ](?:from|by|at|of)?[ ]?$", before):
                yield Suspect(*match.span(), "may be an IP address: it has the form of one")
    if _MAY_BE_SIX.search(text):
        for match in _SIX.finditer(text):
            if match[0].count(":") > 2 and _is_address(match[0]):
                yield Span(_IP, *match.span())


def _is_address(shown: str) -> bool:
    try:
        ipaddress.ip_address(shown)
    except ValueError:
        return False
    return True
