"""What a letter says of itself: the authority, its reference, its date, the subject, the law it answers
under, and when the request arrived."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.extract import periods
from pipeline.extract.lines import Line, joined
from pipeline.extract.structure import Header

_NAME = r"[A-Z][\w’'.-]*"
_KIND = (
    r"(?:Council|COUNCIL|Constabulary|CONSTABULARY|Police|POLICE|University(?! Hospital)|UNIVERSITY"
    r"|Fire (?:and|&) Rescue (?:Service|Authority)|FIRE (?:AND|&) RESCUE (?:SERVICE|AUTHORITY)|Fire Authority"
    r"|Combined Authority|COMBINED AUTHORITY|(?:NHS|University|Hospitals?) (?:Foundation )?Trust"
    r"|NHS (?:FOUNDATION )?TRUST|Integrated Care Board|Health Board"
    r"|Ambulance Service(?: NHS(?: Foundation)? Trust)?"
    rf"|NHS (?:and|&) Social Care (?:{_NAME} )?Trust"
    r"|(?:Academy|Academies|Learning|Education|Schools) Trust|Transport Executive"
    r"|Corporation)"
)
# A department of government, named in its letterhead; other letters name it as well.
_DEPARTMENT = re.compile(
    r"(?:HM (?:Revenue|Treasury|Courts|Prison|Land|Passport)\b[\w& ]*|Home Office|Cabinet Office"
    r"|Foreign[\w,& ]* Office|(?:Ministry|Department) (?:of|for) [A-Z][\w,& ]+"
    r"|[A-Z][\w& ]+ (?:Agency|Commission|Executive|Inspectorate|Regulator))"
)
# 'The Driver Standards Agency (DSA) holds the information': who says so is the authority.
_HOLDER = re.compile(
    rf"\b(?:[Tt]he )?(?P<name>{_NAME}(?: (?:{_NAME}|and|of|for|the|&)){{1,6}}(?<! I)|[A-Z]{{3,8}})"
    r"(?: \([A-Z&]+\))? (?:holds|does(?: not)? hold|can confirm|confirms)\b"
)
_AUTHORITY = re.compile(
    rf"\b(?:(?:London|Royal|Metropolitan) Borough (?:Council )?of {_NAME}(?: (?:and|upon|on|&) {_NAME})?"
    rf"|(?:University|UNIVERSITY|City|CITY) (?:of|OF) (?:St\.? )?{_NAME}(?: (?:Council|COUNCIL))?"
    r"|House of (?:Commons|Lords)|(?:Scottish|Welsh) (?:Government|Parliament)"
    rf"|{_NAME}(?:[ ](?:{_NAME}|and|of|upon|the|&)){{0,5}}?[ ]+{_KIND})\b"
)
# What a health board or an integrated care board calls itself; the bodies of all England are none.
_BOARD = re.compile(
    r"\bNHS (?!Trust|Foundation|England|Digital|Improvement|Number|Resolution|Litigation|Act|Long"
    r"|Constitution)"
    rf"{_NAME}(?:(?: (?:and|&))? {_NAME}){{0,3}}"
)
_NOT_THE_AUTHORITY = re.compile(
    r"\b(?:Ministry|Chief|Commissioner|Home Office)\b"
    r"|^(?:A|An|The|This|Your|Our|If|Please|Parish|Dear|What|How|Which|Why|When|Where|As|At|In|For|Any|All|Each)\b"
)
_COUNTED = re.compile(r"[0-9],?\s*$")  # '28, Overton Council 14': one of those that an answer counts
_SENTENCE_START = re.compile(r"(?:The|This|Your|Our|If|Please|We|I|It|As|In|For|Any|All|Each)\b")
_SALUTATION = re.compile(r"^[\s*]*Dear\b")
_REFERENCE = re.compile(
    r"(?:\b(?P<whose>your|y)[ /]*)?(?:\b(?:(?:our|my|request|foi|foia|eir|case|council"
    r"|information request)[ ]*)?"
    r"(?:ref(?:erence)?(?:[ ]*(?:no|number|id))?|id|request (?:number|no|id|ref)|case (?:number"
    r"|no))\b[ ]*[.]?[ ]*[:.–-]?[ ]*"
    r"|\bm/r\b[ ]*|\b(?:information|foi|eir)[ ]+request[ ]*[:–-]?[ ]*(?:no\.?|number)?[ ]*)"
    r"(?P<reference>"
    r"(?:(?:FOIA?|EIR|IR|RFI|(?-i:[A-Z][A-Za-z]{1,5})(?=[ -]+(?:[0-9]|(?:FOI|EIR)\b)))[ -]+){0,2}"
    r"[A-Za-z0-9][\w/.-]*(?:(?<=-)[ ][0-9]{2}\b|[ ]-[ ]?[0-9]{2}\b)?)",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(
    r"(?:(?:^|\s)(?:date(?:\s+of\s+(?:this\s+|our\s+)?(?:reply|response|letter|issue|decision))?|dated|sent)\b\s*:?\s*"
    r"|^\s*\w+:\s+(?=(?:mon|tues|wednes|thurs|fri|satur|sun)day)"  # a field of a mail's head, in any language
    r"|^\s*|\s{3,}|\t)(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?$",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"\s{3,}|\t")
_TIME = re.compile(
    r"^[ ,]+(?:at[ ])?[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?(?:[ ]?[ap]m)?(?=\s*$)", re.IGNORECASE
)
# A reference that says by itself what it is.
_CODE = re.compile(
    r"\b(?:[A-Z]{2,6}[/-])?(?:FOIA?|EIR|RFI|IR|IG|IGR|FOI/EIR|FOI-EIR)[ /:-]{1,2}(?=[\w/.-]*[0-9]{3})"
    r"[0-9A-Z][\w/.-]*[0-9A-Za-z]"
)
_SUBJECT = re.compile(
    r"request(?:ing|ed)?[ ]+(?:for[ ]+)?(?:some[ ]+)?information[ ]+(?:relating[ ]+to|about|regarding"
    r"|concerning|on|in[ ]+relation[ ]+to|with[ ]+regards?[ ]+to)[ ]+"
    r"(?P<subject>[^\n]{3,200}?)(?=[ ]*(?:\.[ ]|\.?$|[ ]which[ ](?:we|the)|[ ]that[ ]we|[ ]received[ ]"
    r"|,[ ]received|[ ]dated[ ]))",
    re.IGNORECASE,
)
_FOISA = re.compile(r"freedom\s+of\s+information\s+\(scotland\)\s+act|\bFOISA\b", re.IGNORECASE)
_FOIA = re.compile(r"freedom\s+of\s+information|\bFOIA?\b", re.IGNORECASE)
_EIR = re.compile(r"environmental\s+information\s+regulations|\bEIRs?\b", re.IGNORECASE)
# What says that a request arrived, before the day: 'your request, which we received on', 'Date received:'.
_RECEIVED = re.compile(
    r"\b(?:received|receipt)\b(?:\s+(?:by|in|at)(?:\s+[\w’'()-]+){1,6}?)?"
    r"(?:\s+(?:on|dated))?\s*:?\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"\b(?:requests?|requesting|enquiry|FOIA?|correspondence|e-?mail|letter)\b", re.IGNORECASE
)
_LABEL_RECEIVED = re.compile(r"^[\s*|]*(?:date\s+(?:of\s+)?)?(?:receipt|received)\b", re.IGNORECASE)
# A day on which something else arrived: what a request asks anew begins its time limit again.
_NOT_THE_REQUEST = re.compile(r"\b(?:clarif\w+|payment|fee|complaint|review|acknowledg\w+)\b", re.IGNORECASE)
_RECEIVED_AT_ALL = re.compile(r"\brecei(?:ved|pt)\b", re.IGNORECASE)
# What pages of a disclosure log print, a field a line, its value behind it or below: 'Reference:'.
_FIELD = re.compile(
    r"[\s*#>|•]*(?:(?P<reference>(?:(?:our|foia?|eir|case|information)[ ]+)*(?:request[ ]+)?ref(?:erence)?"
    r"(?:[ ]+(?:no\.?|number|id))?|(?:foi[ ]+)?request(?:[ ]+(?:id|no\.?|number))?)"
    r"|(?P<date>(?:date[ ]+)?(?:of[ ]+)?(?:responded|response(?:[ ]+(?:date|published|sent|issued))?"
    r"|replied|answered|published|released|(?:full|partial)[ ]+disclosure)))\b"
    r"[ \t]*[:|–-]*[ \t]*(?P<value>.*)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    r"\b(?:foia?|eir|information)[ ]+request[ ]*\((?P<reference>[\w/-]*[0-9]{3}[\w/-]*)\)", re.IGNORECASE
)
_VALUE = re.compile(r"(?:(?:FOIA?|EIR|RFI)[ ]+)?[A-Z0-9][\w/.-]*(?=[\s|*]*$)", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"[0-9]{5,}")  # what 'Request' alone has behind it where it is a number
_RUN_ON = re.compile(r"(?<=[0-9])(?=[A-Z][a-z])")  # '4 March 2020This request'
_WEEKDAY = 12  # characters before a day
# A reference that stands alone on a line of the letterhead.
_ALONE = re.compile(
    r"[ \t*]*(?P<reference>(?:[A-Z]{2,6}[ /-]?)?[0-9]{3,6}[/-][0-9]{2,4}|[A-Z]{2,6}[/-][0-9]{3,8})[ \t*]*"
)
_BEFORE_DAY = 160
_HEADER_LINES = 30


def read(text: str, lines: Sequence[Line], body_start: int, body_end: int) -> Header:
    """Read the header; ``body_start`` and ``body_end`` are the offsets between which the questions and
    answers stand.
    """
    head = next((line.start for line in lines if _SALUTATION.match(line.text)), None)
    before = [line for line in lines[:_HEADER_LINES] if line.start < (body_start if head is None else head)]
    return Header(
        authority=_authority(text, before, body_end),
        reference=_reference(text[:body_start])
        or _reference_of_fields(lines)
        or _reference(_top(lines))
        or _alone(before),
        date=_date(before) or _date_of_fields(lines),
        subject=_subject(text[:body_start]),
        regime=_regime(text, body_start),
        received=_received(text[:body_start]),
    )


def _authority(text: str, before: Sequence[Line], body_end: int) -> str | None:
    """The authority stands in the letterhead or below the signature; else it is the one named most often."""
    signature = re.compile(r"\n[ \t*]*(?:yours|kind regards|regards|many thanks)", re.IGNORECASE).search(
        text, body_end
    )
    tail = text[signature.start() :] if signature else ""
    for passage in ("\n".join(line.text for line in before), tail, text):
        named = Counter(_authorities(passage))
        if named:
            return named.most_common(1)[0][0]
    heads = (line.text.strip(" *#\t") for line in before)
    department = next((head for head in heads if _DEPARTMENT.fullmatch(head)), None)
    holders = (
        re.sub(r"^.*\bThe ", "", match["name"])
        for match in _HOLDER.finditer(" ".join(text[:body_end].split()))
    )
    held = next((name for name in holders if not _SENTENCE_START.match(name)), None)
    board = _BOARD.search("\n".join((*(line.text for line in before), tail, text)))
    return department or held or (re.sub("[’']s?$", "", board[0]) if board else None)


def _authorities(passage: str) -> list[str]:
    return [
        name
        for line in passage.split("\n")
        for name in (re.sub(r"^The ", "", " ".join(match[0].split())) for match in _AUTHORITY.finditer(line))
        if not _NOT_THE_AUTHORITY.search(name) and not _COUNTED.search(line[: line.find(name)])
    ]


def _reference(head: str) -> str | None:
    for line in head.split("\n"):
        for match in _REFERENCE.finditer(line):
            reference = match["reference"].rstrip(".-/")
            if not match["whose"] and re.search(r"[0-9]{3}", reference) and periods.parse(reference) is None:
                return " ".join(reference.split())
    codes = (" ".join(match[0].split()) for match in _CODE.finditer(head))
    return next((code for code in codes if not re.search(r"\b(?:19|20)[0-9]{2}$", code)), None)


def _alone(before: Sequence[Line]) -> str | None:
    found = (_ALONE.fullmatch(line.text) for line in before)
    return next(
        (match["reference"] for match in found if match and not periods.is_period(match["reference"])), None
    )


def _top(lines: Sequence[Line]) -> str:
    """Give the first lines that name the request: a letter may begin with its answer's heading."""
    return "\n".join(line.text for line in lines[:_HEADER_LINES] if _REQUEST.search(line.text))


def _fields(lines: Sequence[Line], kind: str) -> Iterator[tuple[str, str]]:
    """Give the names and values of the fields of a kind, 'reference' or 'date', from the top."""
    for i, line in enumerate(lines):
        match = _FIELD.fullmatch(line.text)
        if match and match[kind]:
            below = next((after.text for after in lines[i + 1 : i + 3] if after.text.strip()), "")
            yield match[kind], match["value"].strip() or ("" if _FIELD.match(below) else below.strip())


def _reference_of_fields(lines: Sequence[Line]) -> str | None:
    for name, value in _fields(lines, "reference"):
        shown = value.strip(" |*")
        says_so = "ref" in name.casefold() or bool(_LONG_NUMBER.fullmatch(shown))
        if (
            says_so
            and _VALUE.fullmatch(shown)
            and re.search("[0-9]{3}", shown)
            and not periods.is_period(shown)
        ):
            return " ".join(shown.split())
    bracketed = (match["reference"] for line in lines for match in _IN_BRACKETS.finditer(line.text))
    return next(bracketed, None)


def _date_of_fields(lines: Sequence[Line]) -> str | None:
    """Give the day behind a field such as 'Responded'; none where fields name several."""
    days = set()
    for _name, value in _fields(lines, "date"):
        found = next(iter(periods.find(_RUN_ON.sub(" ", value))), None)
        if found is None or found.is_span or found.start > _WEEKDAY:
            continue
        try:
            period = periods.parse(found.text)
        except ValueError:
            continue
        if period and period.start == period.end:
            days.add(period.start.isoformat())
    return days.pop() if len(days) == 1 else None


def _date(before: Sequence[Line]) -> str | None:
    """The letter's date stands alone on its line, in a column of its own, or after 'Date'."""
    for line in before:
        for found in periods.find(line.text):
            behind = _COLUMN.split(line.text[found.end :], maxsplit=1)[0]
            alone = not _TIME.sub("", behind).strip(" *\\\t_")
            if (
                found.is_span
                or not alone
                or not _DATE_LABEL.search(line.text[: found.start].replace("*", "") or " ")
            ):
                continue
            try:
                period = periods.parse(found.text)
            except ValueError:
                continue
            if period:
                return period.start.isoformat()
    return None


def _received(head: str) -> str | None:
    """Give the one day on which the letter says, above its answers, that the request arrived."""
    days = set()
    for found in () if not _RECEIVED_AT_ALL.search(head) else periods.find(head):
        before = head[max(0, found.start - _BEFORE_DAY) : found.start].replace("*", "")
        sentence = re.split(r"[.;?!]\s+|\n\s*\n", before)[-1]
        line = before.rpartition("\n")[2]
        is_said = _RECEIVED.search(sentence) and not _NOT_THE_REQUEST.search(sentence)
        if not is_said or not (_REQUEST.search(sentence) or _LABEL_RECEIVED.match(line)):
            continue
        try:
            period = periods.parse(found.text)
        except ValueError:
            continue
        if period and period.start == period.end:
            days.add(period.start.isoformat())
    return days.pop() if len(days) == 1 else None


def _subject(head: str) -> str | None:
    match = _SUBJECT.search(joined(head.rpartition("Dear")[2] or head))
    return match["subject"].strip(" .,:") if match else None


def _regime(text: str, body_start: int) -> str | None:
    """The law named before the answers counts: every letter's standing text names both."""
    for passage in (text[:body_start], text):
        if _EIR.search(passage) and not _FOIA.search(passage):
            return "EIR"
        if _FOISA.search(passage):
            return "FOISA"
        if _FOIA.search(passage):
            return "FOIA"
    return None
