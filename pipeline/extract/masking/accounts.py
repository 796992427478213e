"""Mailboxes of people, however the address is written, and their accounts of social networks."""

import re
from collections.abc import Iterator

from pipeline.extract.masking.spans import Span, Suspect
from pipeline.extract.masking.words import roles

_LOCAL = r"(?<![\w.+-])(?P<local>(?=[\w.+'’-]*[^\W\d_])[\w.+'’-]{1,64})"
_DOT = r"(?:[ ]?[(\[{<][ ]?dot[ ]?[)\]}>]|[ ]dot(?=[ ])|[ ]?\.)[ ]?\w"
_PLAIN = re.compile(r"[\w.+'’-]{1,64}$")
_LONGEST_LOCAL = 64
# As people write them for people: 'ada [at] council [dot] example', 'ada[@]council.example'.
_DISGUISED = re.compile(
    rf"{_LOCAL}(?=\s{{0,2}}(?:[(\[{{<]\s?(?:at|@)\s?[)\]}}>]|&#64;|[@＠])\s{{0,2}}[A-Za-z0-9][\w-]*{_DOT})"
    rf"|{_LOCAL.replace('local', 'spelt')}(?=[ ]at[ ][A-Za-z0-9][\w-]*[ ]dot[ ]\w)",
    re.IGNORECASE,
)
# 'ada.example at council.example': a dot in both, as in no sentence.
_IN_WORDS = re.compile(
    r"(?<![\w.+-])(?P<local>[^\W\d_][\w'’-]*[._][\w.'’-]*[\w])(?=[ ]at[ ](?!www\.)[A-Za-z0-9][\w-]*\."
    r"[A-Za-z][\w.-]*)"
)
_MAY_BE_DISGUISED = re.compile(
    r"[(\[{<]\s?(?:at|@)\s?[)\]}>]|&#64;|[\s][@＠]|[@＠]\s|＠|[ ]dot[ ]", re.IGNORECASE
)
_NAMES = (
    *("twitter", "facebook", "instagram", "linkedin", "tiktok", "snapchat", "skype", "threads", "bluesky"),
    *("mastodon", "telegram", "insta"),
)
_NETWORK = f"(?:{'|'.join(_NAMES)})"
_PROFILE = re.compile(
    r"(?:(?:twitter|x|facebook|fb|instagram|tiktok|threads|t)\.(?:com|me|net)/(?:#!/)?@?"
    r"|linkedin\.com/in/|bsky\.app/profile/)(?P<handle>[\w.%-]{2,99}\w)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"\b(?P<network>{_NETWORK}|X)(?:[ ](?:handle|account|name|user(?:name)?))?[ ]?[:=][ ]*(?P<handle>@?"
    rf"[\w.-]*[\w])(?=[ \t\r]*$|[,;.)]?(?:[ \n]|$))",
    re.IGNORECASE | re.MULTILINE,
)
_AT = re.compile(r"(?<![\w.@+'’)\]}>-])@(?P<handle>(?=[\w]*[^\W\d_])\w{2,30}(?:\.\w{2,30})*)(?![\w@(])")
_ENDS = (".com/", ".me/", ".net/", ".app/", ".COM/", ".Com/")
_REQUESTS = ("foi", "foia", "eir", "dpo", "infogov")  # nobody is called so
_IS_ADDRESS = re.compile(r"\s?\.\s?\w")
_PAGES = frozenset(
    ["home", "share", "sharer", "intent", "login", "search", "hashtag", "groups", "pages", "watch"]
)


def find(text: str) -> Iterator[Span | Suspect]:
    """Give the local parts of addresses (the domain stays) and the names of accounts."""
    yield from _mailboxes(text)
    if "@" in text:
        for match in _AT.finditer(text):
            is_address = _IS_ADDRESS.match(text, match.end())
            if not is_address and not _is_of_body(match["handle"]):
                yield Span("handle", match.start(), match.end())
    for match in _PROFILE.finditer(text) if any(end in text for end in _ENDS) else ():
        if match["handle"].casefold() not in _PAGES and not _is_of_body(match["handle"]):
            yield Span("handle", *match.span("handle"))
    shown = text.casefold()
    for match in _LABELLED.finditer(text) if any(name in shown for name in _NAMES) or "X:" in text else ():
        yield from _labelled(match)


def _mailboxes(text: str) -> Iterator[Span]:
    at = text.find("@")
    while at >= 0:
        yield from _mailbox(text, at)
        at = text.find("@", at + 1)
    patterns = [_DISGUISED] if _MAY_BE_DISGUISED.search(text) else []
    for pattern in [*patterns, _IN_WORDS] if " at " in text else patterns:
        for match in pattern.finditer(text):
            for name, local in match.groupdict().items():
                if local and not _is_role(local):
                    yield Span("e-mail", *match.span(name))


def _mailbox(text: str, at: int) -> Iterator[Span]:
    """Give what stands before an @ that a domain follows, if it holds a letter."""
    local = _PLAIN.search(text, max(0, at - _LONGEST_LOCAL), at)
    if not local or not re.match(r"[A-Za-z0-9]", text[at + 1 : at + 2]):
        return
    begins = local.start() == 0 or not re.match(r"[\w.+-]", text[local.start() - 1])
    if begins and re.search(r"[^\W\d_]", local[0]) and not _is_role(local[0]):
        yield Span("e-mail", *local.span())


def _labelled(match: re.Match[str]) -> Iterator[Span | Suspect]:
    handle = match["handle"]
    if match["network"].casefold() == "x" and (match["network"] == "x" or not handle.startswith("@")):
        return
    if not re.search(r"[^\W\d_]{2}", handle) or handle.startswith("http") or _is_of_body(handle):
        return
    if re.search(r"[@._0-9-]", handle):
        yield Span("handle", *match.span("handle"))
    elif len(handle) > 4:
        yield Suspect(*match.span("handle"), "may be somebody's account: a social network stands before it")


def _is_role(local: str) -> bool:
    shown = local.casefold().strip(".")
    parts = re.split(r"[._-]", shown)
    return (
        shown in roles("mailbox")
        or any(part in _REQUESTS for part in parts)
        or all(part in roles("mailbox") or part in roles("mailbox part") for part in parts)
    )


def _is_of_body(handle: str) -> bool:
    """Whether a handle says that it is a public body's own."""
    shown = handle.casefold()
    return any(word in shown for word in ("council", "police", "gov", "borough", "nhs"))
