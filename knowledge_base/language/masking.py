"""Masking: what tells who somebody is gives way to a word for it, so that others may read the text.

Telephone numbers, e-mail addresses, FIN codes, taxpayer numbers (VÖEN), bank cards and accounts, passports
and any other long number go. Sums, dates and clause numbers stay, since the appeal is about them.
"""

import re
from collections.abc import Callable

_APART = r"[\s().\-–/]{0,3}"
_DATE = r"\d{1,2}[./-]\d{1,2}[./-]\d{4}(?!\d)"
_GROUPED_SUM = re.compile(r"[1-9]\d{0,2}(?:[ \u00a0]\d{3})+")

_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+\s?@\s?\w[\w-]*(?:\.[\w-]+)*")
_ACCOUNT = re.compile(r"(?<!\w)[A-Z]{2}\s?\d{2}(?:\s?[A-Z\d]{4}){4,7}(?!\w)", re.IGNORECASE)
_CARD = re.compile(r"(?<![\w+])(?:\d{4}[\s-]?){3}\d{1,7}(?!\d)")
_PASSPORT = re.compile(r"(?<!\w)(?:(?i:AZE|AA)\s?(?:№\s?)?|[A-Z]{1,3})\d{6,9}(?!\w)")
_NAMED_VOEN = re.compile(
    r"(?<=\b(?:vöen|voen)\b)(\W{0,3}(?:\w{1,10}\W{1,3})?)\d[\d \u00a0]{6,12}\d", re.IGNORECASE
)
# From abroad, from the whole country, or within a town (three, two and two digits).
_TELEPHONE = re.compile(
    rf"(?<!\w)(?<!\d\.)(?!{_DATE})(?:\+|\(?0|994|8(?=[\s(-]))(?:{_APART}\d){{8,14}}(?!\d)"
    r"|(?<![\w.,-])\d{3}[\s-]\d{2}[\s-]\d{2}(?![\d-])"
)
_CODE = re.compile(r"(?<!\w)[A-Z\d]{7}(?!\w)", re.IGNORECASE | re.ASCII)
_NAMED_CODE = re.compile(r"(?:\bf[iİı]n\b(?:\W{1,3}kod\w*)?\W{1,4}(?:\w{1,8}\W{1,3})?)$", re.IGNORECASE)
_WORD_WITH_NUMBER = re.compile(r"[A-Z]{4,}\d+|\d+[A-Z]{4,}", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d{7,}")
_VOEN_DIGITS = 10


def mask(text: str) -> str:
    """Return the text with words in place of what tells who somebody is; masking again changes nothing."""
    while True:
        masked = _masked_once(text)
        if masked == text:
            return masked
        text = masked


def _masked_once(text: str) -> str:
    text = _EMAIL.sub("[e-poçt]", text)
    text = _ACCOUNT.sub(_unless(_is_word, "[hesab]"), text)
    text = _NAMED_VOEN.sub(r"\1[VÖEN]", text)
    text = _CARD.sub("[kart]", text)
    text = _PASSPORT.sub("[sənəd]", text)
    text = _TELEPHONE.sub(_unless(_is_sum, "[telefon]"), text)
    text = _CODE.sub(_code, text)
    return _LONG_NUMBER.sub(lambda found: "[VÖEN]" if len(found[0]) == _VOEN_DIGITS else "[nömrə]", text)


def _unless(kept: Callable[[str], bool], placeholder: str) -> Callable[[re.Match[str]], str]:
    return lambda found: found[0] if kept(found[0]) else placeholder


def _is_sum(number: str) -> bool:
    return _GROUPED_SUM.fullmatch(number) is not None


def _is_word(code: str) -> bool:
    return not any(letter.isdigit() for letter in code[2:])


def _code(found: re.Match[str]) -> str:
    """A FIN has seven letters and digits: mixed, or named as one; "COVID19" is a word with a number."""
    code = found[0]
    digits = sum(letter.isdigit() for letter in code)
    named = _NAMED_CODE.search(found.string[max(0, found.start() - 30) : found.start()]) is not None
    if named and (digits or code.isupper()):
        return "[FİN]"
    if 0 < digits < len(code) and not _WORD_WITH_NUMBER.fullmatch(code):
        return "[FİN]"
    return code
