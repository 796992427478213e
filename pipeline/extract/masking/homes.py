"""Where people live: the address of who is written to, and addresses in sentences that say so.

The authority's own address, and those of the bodies to which a letter points, are public and stay.
"""

import re
from collections.abc import Iterator

from pipeline.extract.masking.names import LOWER, UPPER, WORD, is_first_name
from pipeline.extract.masking.places import after, before, in_prose
from pipeline.extract.masking.spans import Covered, Span, Suspect
from pipeline.extract.masking.words import bare, ordinary, roles

_ADDRESS = "address"
# BS 7666, without what no postcode has.
_POSTCODE = r"(?:GIR[ ]?0AA|[A-Z]{1,2}[0-9][A-Z0-9]?[ ][0-9][ABD-HJLNP-UW-Z]{2})"
_FREE_POSTCODE = re.compile(rf"(?<![\w/-]){_POSTCODE}(?![\w/-])")
_STREETS = "|".join(street.capitalize() for street in sorted(roles("street")))
_LETTERS = r"(?:[^\W\d_]|[’'-])"
_WORDS = rf"[{UPPER}]{_LETTERS}*(?:[ ][{UPPER}]{_LETTERS}*){{0,4}}(?![\d_])"
_FLAT = r"(?:(?:Flat|Apartment|Apt\.?|Unit|Room|Bedsit)[ ][0-9]{0,4}[A-Za-z]?,?[ ])"
_NUMBER = r"[0-9]{1,4}[A-Za-z]?(?:[-–][0-9]{1,4}[A-Za-z]?)?,?[ ]"
_REST = rf"(?:,?[ ]{_POSTCODE}|,[ ]{_WORDS}(?=[,.;)\s]|$)){{0,5}}"
_WHOLE = rf"(?:{_FLAT}?{_NUMBER}|{_FLAT})?{_WORDS}{_REST}"
_SAID = re.compile(rf"[Aa]ddress(?:[ ](?:is|was))?[ :–-]{{1,4}}(?P<place>{_WHOLE})")
_WHOSE = re.compile(
    r"\b(?:home|private|residential|his|her|their|my|postal|correspondence|[\w-]+['’]s)[ ]$", re.IGNORECASE
)
_LIVES = re.compile(
    rf"\b(?:[Rr]esid(?:es?|ing|ed)|[Ll]iv(?:es?|ing|ed)|[Hh]ome[ ]is)[ ](?:at[ ](?P<place>{_WHOLE})"
    rf"|in[ ](?P<flat>(?=Flat|[0-9]){_WHOLE}))"
)
_OF = re.compile(rf"[ ](?:of|at)[ ](?P<place>{_FLAT}?{_NUMBER}{_WORDS}{_REST})")
_WHO = re.compile(rf"\b{WORD}[ ]{WORD},?$")
_MAYBE = re.compile(
    rf"\b(?:of|at|from|to|near|outside|family[ ]of|in)[ ](?P<place>(?:{_FLAT}|{_FLAT}?{_NUMBER})"
    rf"(?:[{UPPER}][\w’'-]*[ ]){{1,3}}(?:{_STREETS})\b{_REST})"
)
# A numbered house wherever a sentence names it, and what a form calls an address.
_HOUSE = re.compile(
    rf"(?<![\w/.,£-])(?P<place>{_FLAT}?(?!(?:19|20)[0-9]{{2}}[ ]){_NUMBER}"
    rf"(?P<street>(?:[{UPPER}][\w’'-]*[ ]){{1,3}}(?:{_STREETS}))\b{_REST})"
)
_FORM = re.compile(rf"\b[Aa]ddress[ ]?:[ \t*]{{0,9}}(?P<place>{_WHOLE})")
_STREET = re.compile(rf"\b(?:{_STREETS})\b")
# The ends of the names of streets that bodies and buildings have as well: 'Crown Court'.
_OF_BUILDINGS = ("court", "house", "park", "place", "gate", "square", "view", "bank", "st", "dr")
_NEAR = 60
_SITS = ("at", "in", "on", "of", "is", "the", "and", "based", "located", "situated")
_GREETED = re.compile(r"^[ \t*]*(?:Dear|DEAR|Annwyl)\b", re.MULTILINE)
_ADDRESSEE = re.compile(
    rf"^[ \t*]*(?:(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Cllr|Councillor|Rev)\.?(?:[ ](?:and|&)[ ]Mrs?)?[ ]{WORD}(?:"
    rf"[ ]{WORD}){{0,2}}|{WORD}[ ](?:{WORD}[ ])?{WORD})[ \t*\r]*$"
)
_TITLE = re.compile(r"^[ \t*]*(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Cllr|Councillor|Rev)\b")
_LONGEST_BLOCK = 7
_LONGEST_WHOSE = 30
_LONGEST_WHO = 60
_HEAD_LINES = 40
_PLACE_LINE = re.compile(
    rf"^[ \t*]*(?:(?:Flat|Apartment|Apt\.?|Unit|Room)[ ]\w{{1,5}}|{_FLAT}?(?:{_NUMBER})?{_WORDS}(?:,"
    rf"[ ]?{_WORDS})*,?[ ]?(?:{_POSTCODE})?|{_POSTCODE})"
    rf"[ \t*,.\r]*$"
)
_NO_PLACE = re.compile(
    r"\b(?:by|via|sent|email|e-mail|ref|reference|date|request|freedom|information|private|foi|telephone"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)\b|[:@]",
    re.IGNORECASE,
)
_OWN = ("team", "place")
_ADDRESS_BEFORE = re.compile(rf"(?:{_FLAT}?{_NUMBER})?{_WORDS}(?:,[ ]{_WORDS})*,?[ ]$")
_LONGEST_LINE = 300
# What a person's postcode stands after, whatever else is near.
_HIS = re.compile(
    r"\b(?:his|her|their|my|requester|resident|tenant|home|household|family|lives?|living|resides?|moved"
    r"|flat)\b",
    re.IGNORECASE,
)
_LINES_ABOVE = 5


def find(text: str) -> Iterator[Span | Suspect]:
    """Give private addresses; a postcode or a house that nothing shows to be a body's is a suspect."""
    found = [*_addressee(text)]
    for match in _SAID.finditer(text):
        if _WHOSE.search(text, max(0, match.start() - _LONGEST_WHOSE), match.start()):
            found += _private(match)
    for match in _LIVES.finditer(text):
        found += _private(match)
    for match in _OF.finditer(text):
        if _WHO.search(text, max(0, match.start() - _LONGEST_WHO), match.start()):
            found += _private(match)
    yield from found
    covered = Covered((one.start, one.end) for one in found)
    yield from _suspects(text, covered)


def _private(match: re.Match[str]) -> Iterator[Span]:
    for name, place in match.groupdict().items():
        if place and re.search(r"[0-9]|,", place) and not (_is_public(place) or _NO_PLACE.search(place)):
            yield Span(_ADDRESS, *match.span(name))


def _addressee(text: str) -> Iterator[Span]:
    """Give the lines below the name of who is written to, where they are those of an address."""
    greeting = _GREETED.search(text)
    if not greeting:
        return
    lines = [*re.compile(r"^.*$", re.MULTILINE).finditer(text, 0, greeting.start())][-_HEAD_LINES:]
    for at, line in enumerate(lines):
        if not _ADDRESSEE.match(line[0]) or not _names_person(
            line[0], text[slice(*greeting.span())] + _line(text, greeting.end())
        ):
            continue
        block: list[re.Match[str]] = []
        for below in lines[at + 1 : at + 1 + _LONGEST_BLOCK]:
            if not _PLACE_LINE.match(below[0]) or _NO_PLACE.search(below[0]) or _is_public(below[0]):
                break
            block.append(below)
            if _FREE_POSTCODE.search(below[0]):
                break
        has_postcode = any(_FREE_POSTCODE.search(one[0]) for one in block)
        if has_postcode or (_TITLE.match(line[0]) and any(re.match(r"[ \t]*[0-9]", one[0]) for one in block)):
            for one in block:
                shown = one[0].strip(" \t\r*,")
                start = one.start() + one[0].index(shown)
                yield Span(_ADDRESS, start, start + len(shown))


def _names_person(line: str, greeting: str) -> bool:
    """Whether a line names a person: with a title, with a first name, or with the name that is greeted."""
    if _TITLE.match(line):
        return True
    words = [bare(word) for word in line.split()]
    if any(word in roles(kind) for word in words for kind in _OWN):
        return False
    return is_first_name(words[0]) or words[-1] in map(bare, greeting.split())


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : len(text) if end < 0 else end]


def _is_public(shown: str) -> bool:
    """Whether an address is a public body's: it names a council, an office, a hospital ..."""
    own = roles("body") - roles("place")
    return any(bare(word) in own for word in shown.split())


def _suspects(text: str, covered: Covered) -> Iterator[Suspect]:
    greeting = _GREETED.search(text)
    head = greeting.start() if greeting else 0
    # What stands in the letterhead is the authority's, wherever it stands again.
    own = {one[0] for one in _FREE_POSTCODE.finditer(text, 0, head) if not covered.touches(*one.span())}
    for match in _FREE_POSTCODE.finditer(text):
        if match.start() < head or match[0] in own | roles("postcode") or covered.touches(*match.span()):
            continue
        around = _around(text, match.start(), match.end())
        if not _HIS.search(around) and _is_of_body(around):
            continue
        begin = match.start() - _length_of_address(before(text, match.start()))
        yield Suspect(begin, match.end(), "may be where a person lives: its postcode is not the authority's")
    yield from _houses(text, head, covered)
    for match in _MAYBE.finditer(text):
        around = _around(text, *match.span("place")).replace(match["place"], "")
        if match.start() >= head and (_HIS.search(around) or not _is_of_body(around)):
            yield Suspect(*match.span("place"), "may be where a person lives: it names a house")


def _houses(text: str, head: int, covered: Covered) -> Iterator[Suspect]:
    """Give the houses of a sentence, and addresses in a form, beside which no body is named."""
    heading = _FREE_POSTCODE.finditer(text, 0, head)
    public = {one[0] for one in heading if not covered.touches(*one.span())} | roles("postcode")
    for match in _HOUSE.finditer(text, head):
        start, end = match.span("place")
        behind = _FREE_POSTCODE.search(text, end, end + _NEAR)
        if behind and behind[0] in public:
            continue
        if _is_in_head(text[:head], match["place"], covered) or not in_prose(text, start, end):
            continue
        is_his = _HIS.search(before(text, start))
        if is_his or not (_is_building(match["street"]) or _is_beside_body(text, start, end)):
            yield Suspect(start, end, "may be where a person lives: it names a house")
    for match in _FORM.finditer(text, head):
        place = match["place"]
        is_place = "," in place or (_STREET.search(place) and place[0].isdecimal())
        is_of_body = any(bare(word) in roles("body") - {"house"} for word in place.split())
        if is_place and not (
            _is_in_head(text[:head], place, covered) or is_of_body or _NO_PLACE.search(place)
        ):
            yield Suspect(*match.span("place"), "may be where a person lives: it is called an address")


def _is_in_head(head: str, place: str, covered: Covered) -> bool:
    """Whether the letterhead shows an address that is not the addressee's."""
    return any(not covered.touches(*one.span()) for one in re.finditer(re.escape(place), head))


def _is_building(street: str) -> bool:
    *words, last = map(bare, street.split())
    return last in _OF_BUILDINGS and any(word in ordinary() for word in words)


def _is_beside_body(text: str, start: int, end: int) -> bool:
    """Whether a body is named just before, with its capital ('the Library at 12 ...'), or within."""
    for shown in reversed(text[max(0, start - _NEAR) : start].split()):
        if shown[:1].isupper() or shown[:1].isdecimal():
            if bare(shown) in roles("body"):
                return True
        elif bare(shown) not in _SITS:
            break
    return _is_public(text[start:end])


def _length_of_address(line: str) -> int:
    """Give how much of a line that ends before a postcode belongs to the address."""
    address = _ADDRESS_BEFORE.search(line)
    if not address:
        return 0
    is_whole = re.match(r"[0-9]|Flat|Apart", address[0]) or "," in address[0].rstrip(", ")
    return len(address[0]) if is_whole else 0


def _around(text: str, start: int, end: int) -> str:
    """Give the line and the few above it; a PDF may have put empty ones between."""
    shown, at, left = [before(text, start), text[start:end], after(text, end)], start, _LINES_ABOVE
    while left:
        at = text.rfind("\n", max(0, at - _LONGEST_LINE), at)
        if at < 0:
            break
        above = before(text, at)
        shown.append(above)
        left -= bool(above.strip())
    return "\n".join(shown)


def _is_of_body(around: str) -> bool:
    return any(bare(word) in roles("body") for word in re.split(rf"[^\w’'{LOWER}{UPPER}-]+", around))
