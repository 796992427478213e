"""Names after a title or a rank of the police."""

import functools
import re
from collections.abc import Iterator

from pipeline.extract.masking.names import (
    CAPITALS_WORD,
    LOWER,
    NAME,
    NOT_GOING_ON,
    SURNAME,
    SURNAME_BEGINS,
    UPPER,
    WORD,
    is_first_name,
)
from pipeline.extract.masking.places import before
from pipeline.extract.masking.spans import Span, Suspect
from pipeline.extract.masking.words import bare, no_person, roles

# A first and a last name after a title; initials may stand between, and the line may end.
_GAP = r"(?:[ ]{1,4}|[ ]{0,4}\r?\n[ ]{0,4})"
_FULL_WORD = rf"[{UPPER}][^\W\d_]*(?:[-’'][^\W\d_]+)*"
_CAPITAL_FIRST = rf"(?=[{UPPER}])"
_TITLED = re.compile(
    rf"\b(?:(?:Rev(?:erend|d)?|Prof(?:essor)?)\.?{_GAP})?(?:Mrs?|Ms|(?<![Nn]ear[ -])Miss|Mx|Dr"
    rf"|Prof(?:essor)?|Cllr|Councillor|Rev(?:erend|d)?)\.?{_GAP}"
    rf"(?P<name>(?:{_FULL_WORD}\.?|(?:[A-Z]\.){{2,3}}){_GAP}(?:[A-Z]\.?{_GAP}){{0,2}}"
    rf"{SURNAME_BEGINS}(?=[^\W\d_]['’]?[^\W\d_]){_CAPITAL_FIRST}{_FULL_WORD})"
)
# A last name alone; doctors, professors and councillors are also what places and teams are called after.
_TITLED_ALONE = re.compile(
    rf"\b(?:Mrs?|Ms|Mx|(?<![Nn]ear[ -])Miss(?=[ ]{WORD}[ ](?:was|is|has|had|said|will|did)\b))\.?{_GAP}"
    rf"(?P<name>(?:[A-Z]\.?{_GAP})?{SURNAME_BEGINS}{_FULL_WORD}(?<=[{LOWER}]))"
)
_NARROWEST_WRAP = 40  # a shorter line ends where its writer ended it
_HONOUR = re.compile(
    rf"\b(?:Dr|Prof(?:essor)?|Cllrs?|Councillors?|Rev(?:erend|d)?|Sir|Dame|Lord|Lady|Baroness|Miss|Judge"
    rf"|Canon"
    rf"|Father|Sister|Imam|Rabbi)\.?[ ](?P<name>{SURNAME}(?:[ ]{SURNAME})?)(?![’']s[ ][A-Z])"
)
_LONGEST_CAPITALS = 3
# Three capitals are rather an abbreviation.
_OF_OFFICER = rf"{SURNAME_BEGINS}(?:(?=[{UPPER}]{{4}}){CAPITALS_WORD}(?![{LOWER}])|{WORD})"
_POSSESSIVE = re.compile(r"['’]s$")


def find(text: str) -> Iterator[Span | Suspect]:
    """Give the names after titles and ranks; a last name after 'Dr' or 'Inspector' alone is a suspect."""
    for match in _TITLED.finditer(text):
        wraps = len(before(text, match.start())) + match[0].find("\n") >= _NARROWEST_WRAP
        if _is_person(match["name"]) and (wraps or "\n" not in match[0]):
            yield Span(NAME, *match.span("name"))
    for match in _TITLED_ALONE.finditer(text):
        if "\n" not in match[0] and match["name"].casefold() not in roles("team") | roles("duty"):
            yield Span(NAME, *match.span("name"))
    for match in _HONOUR.finditer(text):
        yield from _honoured(text, match.start("name"), match["name"])
    for match in _ranked().finditer(text):
        yield from _of_rank(text, match)


def _honoured(text: str, start: int, name: str) -> Iterator[Suspect]:
    words = name.split(" ")
    if bare(words[0]) in no_person() | roles("nobody") or _follows_place(text, start + len(name)):
        return
    if bare(words[-1]) in no_person() and bare(words[-1]) not in roles("surname"):
        return
    end = start + len(_POSSESSIVE.sub("", name))
    yield Suspect(start, end, "may be a name: a title stands before it")


def _follows_place(text: str, end: int) -> bool:
    """Whether the next word shows that what stands before it is called after a person: 'Dr Example House'."""
    after = re.match(r"(?:['’]s)?[ ]([\w'’-]+)", text[end : end + 40])
    return after is not None and after[1][0].isupper() and bare(after[1]) in no_person()


@functools.cache
def _ranked() -> re.Pattern[str]:
    """Match a rank before a name; the short forms in capitals as they are written."""
    spelt = {way for rank in roles("rank") for way in _spelt(rank)}
    ranks = "|".join(re.escape(rank) for rank in sorted(spelt, key=len, reverse=True))
    return re.compile(
        rf"(?P<rank>{ranks})\.?"
        rf"(?P<number>[ ](?:[Nn]o\.?[ ]?)?[0-9]{{2,6}})?[ ](?!(?:{ranks})\b)"
        rf"(?P<name>{_OF_OFFICER}(?:[ ]{_OF_OFFICER}){{0,2}}){NOT_GOING_ON}"
    )


def _spelt(rank: str) -> set[str]:
    """'pc' is a rank as PC alone, 'detective inspector' in any capitals that begin with one."""
    if len(rank) <= _LONGEST_CAPITALS and rank != "sgt":
        return {rank.upper()}
    return {rank.upper(), rank.capitalize(), rank.title()}


def _of_rank(text: str, match: re.Match[str]) -> Iterator[Span | Suspect]:
    if re.match(r"\w", text[max(0, match.start() - 1) : match.start()]):
        return
    words, (start, end) = match["name"].split(), match.span("name")
    if any(bare(word) in no_person() | roles("nobody") for word in words[:-1]) or (
        bare(words[-1]) in no_person() | roles("nobody") and bare(words[-1]) not in roles("surname")
    ):
        return
    # What stands before another number is rather a heading of its column.
    goes_on = re.match(r"[ ][A-Z]|[\t|]", text[end : end + 2])
    is_counted = re.match(r"\s+[0-9]+(?:[ \t]|$)", text[end : end + 9])
    if (match["number"] and not is_counted) or (len(words) > 1 and (is_first_name(words[0]) or not goes_on)):
        yield Span(NAME, start, end)
    elif not goes_on:
        end = start + len(_POSSESSIVE.sub("", match["name"]))
        yield Suspect(start, end, "may be a name: a rank stands before it")


def _is_person(name: str) -> bool:
    """Whether what follows a title is a name: 'Cllr Ada Hall' is, 'Councillor Support Team' is not.

    A last name may well be a word that elsewhere names a place.
    """
    first, *_, last = (word.strip(".,").casefold() for word in name.split())
    general = roles("team") | roles("place") | roles("duty")
    return first not in general and (last not in roles("team") or last in roles("surname")) and last != "of"
