"""Names that nothing but themselves and their sentence show: a person decides.

A first name before another capitalised word may be a person, unless what follows shows a firm, a place or a
team that is called after one. A first name that is a word as well counts only within a sentence. Where a
sentence speaks of a person ('my colleague', 'the mother,', 'a girl called'), and within a sentence where no
word of them is one of those that bodies and headings are made of, any two capitalised words count.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.masking.names import LOWER, UPPER
from pipeline.extract.masking.places import before, in_prose
from pipeline.extract.masking.spans import Suspect
from pipeline.extract.masking.words import bare, first_names, names_alone, no_person, roles

_WORD = rf"(?:[{UPPER}][{LOWER}]*(?:[-'][{UPPER}]?[{LOWER}]+|[{UPPER}][{LOWER}]+)*|[{UPPER}]{{2,}})"
# Capitalised words in a row, with what joins the words of the names of bodies.
# A full stop stands within a row behind an initial or a title alone.
_STOP = r"(?:(?:(?<=\b[A-Z])|(?<=\bSt)|(?<=\bDr)|(?<=\bMr)|(?<=\bMs)|(?<=\bMrs))\.)?"
_RUN = re.compile(
    rf"(?<![\w’'@/.-]){_WORD}{_STOP}"
    rf"(?:[ ](?:(?:and|&|of|the|for|de|van|von|der|al|bin|ap)[ ]){{0,2}}{_WORD}{_STOP})*(?![\w@/])"
)
_TOKENS = re.compile(r"\S+")
_JOINS = frozenset(["and", "&", "of", "the", "for"])
_PARTICLES = frozenset(["de", "van", "von", "der", "al", "bin", "ap"])
_INITIALS = re.compile(
    rf"(?<![\w.])(?:[A-Z]\.[ ]?){{1,3}}(?P<last>[{UPPER}][{LOWER}]+(?:-[{UPPER}][{LOWER}]+)?)(?![\w@])"
)
_PERSON_NOUN = re.compile(
    r"\b(?:colleagues?|officer|mother|father|parents?|carer|guardian|victim|suspect|witness|defendant"
    r"|claimant|child|boy"
    r"|girl|man|woman|baby|brother|sister|son|daughter|wife|husband|partner|friend|neighbour|tenant"
    r"|pupil|teacher"
    r"|patient|nurse|worker|manager|director|leader|clerk|solicitor|reviewer|investigator|headteacher"
    r"|chair|councillor|called|named|known[ ]as|alias|name[ ]is|contacted|emailed|telephoned|interviewed"
    r"|met[ ]with|spoke[ ](?:to|with)|on[ ]behalf[ ]of)"
    r""
    r",?[ ]$"
)
_DEED = re.compile(
    r"[ ](?:said|told|wrote|replied|confirmed|agreed|attended|asked|called|explained|went|lives|lived"
    r"|died|works|worked"
    r"|left|has[ ]left|joined|phoned|emailed|is[ ](?:the|a|our)[ ](?:manager|officer|director|head)|was"
    r"[ ]born)\b"
    r"|,?[ ]\(?aged[ ][0-9]|,[ ](?:aged[ ])?[0-9]{1,2},|,[ ]who\b"
)
_LETTERS = re.compile(r"(?<=[a-z] )[A-Z]\.[ ]?[A-Z]\.(?:[A-Z]\.)?(?![\w])")
_VERB = re.compile(r"[ ](?:will|would|has|had|is|was|can|could|did|does)\b")
_SMALL_BEFORE = re.compile(r"(?:^|[\s(])[^\W\d_A-Z][\w’'-]*[,;]?[ \n(]$")
_OF_CASE = re.compile(r"\b(?:case of|child|young person|known as|named|boy|girl|parents of) $", re.IGNORECASE)
_PAIR = "may be a name: two capitalised words stand in a sentence"
_FIRST = "may be a name: a first name stands before another word"
_ALONE = "may be a first name"
_SPOKEN_OF = "may be a name: the sentence speaks of a person"
_INITIALLED = "may be a name: initials stand before a word"
_BEFORE_NAMES = ("nobody", "date", "title", "rank")
_MOST_WORDS = 4
_POSSESSIVE = re.compile(r"['’]s?$")
_SAINTS = frozenset(["st", "saint"])
_AFTER_SAINT = re.compile(r"\b(?:St|Saint)\.?\s+$")


def find(text: str) -> Iterator[Suspect]:
    """Give what may be a name, from its own words and its sentence."""
    for run in _RUN.finditer(text):
        yield from _in_run(text, run.start(), run[0])
    for match in _INITIALS.finditer(text):
        yield from _initialled(text, match)
    for match in _LETTERS.finditer(text):
        if _OF_CASE.search(text, max(0, match.start() - 20), match.start()):
            yield Suspect(*match.span(), "may be a person's initials")


def _in_run(text: str, start: int, run: str) -> Iterator[Suspect]:
    words = [(start + w.start(), start + w.end(), bare(w[0])) for w in _TOKENS.finditer(run)]
    is_pair = _pairs_people(words)
    # 'John Lewis and James Dyson Ltd' are two firms, 'Ada Example and the Council' are not one body.
    for part in _parts(words):
        if len(part) > 1:
            yield from _several(text, part)
        elif len(words) == 1:
            yield from _alone(text, *part[0])
        elif is_pair and part[0][2] in first_names() and in_prose(text, *part[0][:2]):
            yield from _alone(text, *part[0], is_beside=True)


def _pairs_people(words: Sequence[tuple[int, int, str]]) -> bool:
    """Whether first names may be paired here: 'Kyle and Tyrone', but not 'Kyle and Tyrone Ward'."""
    shown = [word for _, _, word in words]
    is_body = shown[-1] in no_person() and "the" not in shown
    return len(words) > 1 and not is_body and any(word in names_alone() for word in shown)


def _is_marked_off(text: str, start: int, end: int) -> bool:
    """Whether a bracket stands around a word, or a comma or a bracket behind it in a sentence."""
    if text[start - 1 : start] == "(" and re.match(r"\)|,| and\b| &", text[end : end + 4]):
        return start > 1 and text[start - 2].isspace()
    return bool(re.match(r",|[ ]\(", text[end : end + 2])) and in_prose(text, start, end)


def _parts(words: Sequence[tuple[int, int, str]]) -> Iterator[list[tuple[int, int, str]]]:
    if any(word in roles("company") for _, _, word in words[-1:]):
        return
    part: list[tuple[int, int, str]] = []
    for word in words:
        if word[2] in _JOINS:
            if word[2] in ("of", "for"):
                return  # 'Church of ...'
            if part:
                yield part
            part = []
        else:
            part.append(word)
    if part:
        yield part


def _several(text: str, words: list[tuple[int, int, str]]) -> Iterator[Suspect]:
    if words[0][2] in _SAINTS:
        return
    words = words[_beginning([word for _, _, word in words]) :]
    if len(words) == 1:
        yield from _alone(text, *words[0])
    elif len(words) <= _MOST_WORDS:
        begin, end = words[0][0], _end(text, words[0][0], words[-1][1])
        why = _why([word for _, _, word in words], text, begin, end) if end else None
        if why:
            yield Suspect(begin, end, why)


def _end(text: str, begin: int, end: int) -> int:
    """Give where a name ends: before a full stop and before 's, but nowhere in 'Ada Example's Law'."""
    if text[end - 1] == "." and text[end - 3 : end - 2] != " ":
        end -= 1
    possessive = _POSSESSIVE.search(text, begin, end)
    if not possessive:
        return end
    return 0 if text[end : end + 2].strip()[:1].isupper() else possessive.start()


def _why(shown: list[str], text: str, begin: int, end: int) -> str | None:
    """Say why words may be a name; None where they are none."""
    words = text[begin:end].split()
    is_known = shown[0].split("-")[0] in names_alone()
    if _are_of_body(shown, text, begin, end) or any(word in roles("date") for word in shown):
        return None
    if any(word.isupper() and len(word) > 1 for word in words):
        # 'EMILY EXAMPLE', but no heading in capitals and nothing with 'FOI' in it
        is_shouted = is_known and len(words) == 2 and all(len(word) > 2 for word in words)
        return _FIRST if is_shouted and text[begin:end].isupper() else None
    return _FIRST if is_known else _of_unknown(shown, text, begin, end)


def _are_of_body(shown: list[str], text: str, begin: int, end: int) -> bool:
    """Whether a word shows that a body, a place or a heading is named."""
    first, last = shown[0].split("-")[0], shown[-1]
    is_known = first in names_alone()
    if any(word in no_person() for word in shown[:-1]):
        return True
    if last in no_person():
        # 'Albert Road' and 'King George Park' are rather places, and 'Sarah Hill' a person.
        is_certain = is_known and last not in roles("place") and first not in roles("patron")
        is_person = (is_certain and _within_sentence(text, begin)) or _speaks_of_person(text, begin, end)
        return last not in roles("surname") or not is_person
    return not is_known and any(word in roles("nobody") for word in shown)


def _of_unknown(shown: list[str], text: str, begin: int, end: int) -> str | None:
    words = text[begin:end].split()
    is_after_small = bool(_SMALL_BEFORE.search(text[max(0, begin - 30) : begin]))
    if shown[0].split("-")[0] in first_names() and is_after_small:
        return _FIRST
    if _is_heading(text, begin, end):
        return None
    if _speaks_of_person(text, begin, end):
        return _SPOKEN_OF
    is_plain = all(len(word) > 1 and not _POSSESSIVE.search(word) for word in words)
    return _PAIR if is_after_small and is_plain else None


def _beginning(words: list[str]) -> int:
    """Give where a name may begin: 'However Ada Example', 'Dr Ada Example', 'Team Manager Ada Example'."""
    most = len(words) - 1
    begins = next((i for i in range(most) if not any(words[i] in roles(k) for k in _BEFORE_NAMES)), most)
    known = next((i for i in range(begins, most) if words[i] in names_alone()), begins)
    return known if all(word in no_person() for word in words[begins:known]) else begins


def _alone(text: str, start: int, end: int, word: str, is_beside: bool = False) -> Iterator[Suspect]:
    shown = text[start:end].rstrip(".")
    end = start + len(shown)
    possessive = re.search(r"['’]s$", shown)
    if possessive:
        if text[end : end + 2].strip()[:1].isupper():
            return
        word, end = word[:-2], end - 2
    if _AFTER_SAINT.search(text[max(0, start - 30) : start]):
        return
    if shown.isupper() or word in roles("nobody") or word in no_person() or word in roles("date"):
        return
    tells = _DEED.match(text, end) or _VERB.match(text, end)
    if is_beside:
        yield Suspect(start, end, _ALONE)
        return
    is_shown = tells or _within_sentence(text, start) or _is_marked_off(text, start, end)
    if word in names_alone() and is_shown:
        if not re.match(r"[ ][A-Z0-9]", text[end : end + 2]):
            yield Suspect(start, end, _ALONE)
    elif word in first_names() and _speaks_of_person(text, start, end) and _within_sentence(text, start):
        yield Suspect(start, end, _ALONE)


def _initialled(text: str, match: re.Match[str]) -> Iterator[Suspect]:
    last = bare(match["last"])
    if last in no_person() or last in roles("nobody") or last in roles("date"):
        return
    begins = not before(text, match.start()).strip(" \t*(")
    if (
        begins
        and match[0].count(".") == 1
        and not _DEED.match(text, match.end())
        and not re.match(r"[ ](?:is|was|has|had|will)\b", text[match.end() : match.end() + 6])
    ):
        return  # 'A. Housing' is an item of a list
    if begins or text[match.start() - 1] in " (\t,":
        yield Suspect(*match.span(), _INITIALLED)


def _within_sentence(text: str, start: int) -> bool:
    """Whether a small letter, or a comma after one, stands before."""
    shown = text[max(0, start - 3) : start]
    return bool(re.search(r"[^\W\d_A-Z][ ,]?[ \n(]$|[,;][ ]$", shown))


def _speaks_of_person(text: str, start: int, end: int) -> bool:
    return bool(_PERSON_NOUN.search(text[max(0, start - 40) : start]) or _DEED.match(text, end))


def _is_heading(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the line: a title, or the label of a row."""
    return not before(text, start).strip(" \t*#>-•") and not re.match(r"[ ,.(']", text[end : end + 1])
