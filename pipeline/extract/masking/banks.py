"""Bank accounts: sort codes and account numbers by their labels, IBANs and cards by their check digits."""

import re
from collections.abc import Iterator

from pipeline.extract.masking.places import after, before
from pipeline.extract.masking.spans import Span, Suspect

_BANK = "bank details"
_SORT = r"[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}"
_SORT_CODE = re.compile(
    rf"\b(?:sort(?:ing)?[ ]?code|s/c)(?:[ ](?:is|no\.?|number))?[ :.*=-]{{0,5}}(?P<code>{_SORT})(?![0-9-])"
    r"(?:[\s,;/]{1,3}(?:and[ ])?(?:account|a/c|acct?)[^\w\n]{0,4}(?:(?:number|no)\b\.?)?[ :]{0,3}"
    r"(?P<its>[0-9]{7,8})\b)?"
    rf"|\b(?:BACS|bank(?:ing)?|payment)[ ]details?[ :.*=-]{{0,5}}(?P<beside>{_SORT})(?:[ ,/]{{1,3}}"
    rf"(?P<account>[0-9]{{8}})\b)?",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"\b(?:bank[ ]account|a/c|acc(?:oun)?t?\.?)(?:[ ]?(?:number|no\b\.?|num))?(?<!\baccount)(?:[ ]is)?"
    r"[ :.*#=-]{0,5}(?P<number>[0-9]{4}[ -]?[0-9]{4}|[0-9]{7,10})(?![0-9,.]*[0-9])"
    r"|\bbank[ ]account[ :]{1,2}(?P<bare>[0-9]{8})(?![0-9,.]*[0-9])",
    re.IGNORECASE,
)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}[0-9]{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?(?!\w)")
_CARD = re.compile(r"(?<![\w.,-])[3-6][0-9]{3}([ -]?)[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?![\w-]|[.,][0-9])")
_CARD_LABEL = re.compile(r"\b(?:card|visa|mastercard|debit|credit)\b[^\n]{0,25}$", re.IGNORECASE)
_PAID = re.compile(r"\b(?:card|paid|payment|account)\b", re.IGNORECASE)
_SHORTEST_IBAN = 15  # Norway's

_WORDS = ("sort", "s/c", "bacs", "details")


def find(text: str) -> Iterator[Span | Suspect]:
    """Give account numbers, sort codes, IBANs and card numbers."""
    shown = text.casefold()
    for match in _SORT_CODE.finditer(text) if any(word in shown for word in _WORDS) else ():
        for name in ("code", "its", "beside", "account"):
            if match[name]:
                yield Span(_BANK, *match.span(name))
    for match in _ACCOUNT.finditer(text) if "acc" in shown or "a/c" in shown else ():
        yield Span(_BANK, *match.span("number" if match["number"] else "bare"))
    for match in _IBAN.finditer(text):
        end = match.start() + len(_iban(match[0]))
        if end > match.start():
            yield Span(_BANK, match.start(), end)
    for match in _CARD.finditer(text):
        if not is_card_number(match[0]):
            continue
        if _CARD_LABEL.search(text[max(0, match.start() - 40) : match.start()]):
            yield Span(_BANK, *match.span())
        elif match[1] != " " or _PAID.search(before(text, match.start()) + after(text, match.end())):
            yield Suspect(*match.span(), "may be a card number: its check digit is right")


def _iban(shown: str) -> str:
    """Give the longest beginning that is an IBAN: ISO 13616, the remainder modulo 97 is 1."""
    groups = shown.split(" ")
    for n in range(len(groups), 0, -1):
        printed = " ".join(groups[:n])
        code = printed.replace(" ", "")
        if len(code) < _SHORTEST_IBAN:
            return ""
        if int("".join(str(int(one, 36)) for one in code[4:] + code[:4])) % 97 == 1:
            return printed
    return ""


def is_card_number(shown: str) -> bool:
    """Whether the last digit is the check digit of the rest (ISO/IEC 7812, Luhn)."""
    digits = [int(one) for one in shown if one.isdigit()]
    doubled = [sum(divmod(2 * one, 10)) if i % 2 else one for i, one in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0
