"""Masking: what names a person or their account is taken out of a text before others learn from it."""

import re

# In this order: what is found first is not looked at again.
_PATTERNS = (
    ("[e-poçt]", re.compile(r"[^\s@<>,;:()]+@[^\s@<>,;:()]+\.\w+")),
    ("[kart]", re.compile(r"(?<!\d)(?:\d[ -]?){15}\d(?!\d)")),
    ("[sənəd]", re.compile(r"\b(?:AZE|AA|C)\s?(?:№\s?)?\d{7,8}\b", re.IGNORECASE)),
    ("[telefon]", re.compile(r"(?<![\d.,])(?:\+|00)?\(?\d(?:[ ().-]{0,2}\d){6,14}(?![\d])")),
    ("[FİN]", re.compile(r"\b(?=[^\W_]*\d)(?=\d*[A-Za-z])[0-9A-Za-z]{7}\b", re.ASCII)),
)
_VOEN = re.compile(r"(?<!\d)\d{10}(?!\d)")
_LOCAL = re.compile(r"0\d{9}")
_DATE = re.compile(r"\d{1,2}[.-]\d{1,2}[.-]\d{4}|\d{4}-\d{2}-\d{2}")


def mask(text: str) -> str:
    """Return the text with telephones, e-mails, identity codes, tax numbers, cards and passports replaced."""
    text = _VOEN.sub(lambda found: found[0] if _LOCAL.fullmatch(found[0]) else "[VÖEN]", text)
    for name, pattern in _PATTERNS:
        text = pattern.sub(lambda found, name=name: found[0] if _is_date(found[0]) else name, text)  # type: ignore[misc]
    return text


def _is_date(found: str) -> bool:
    return _DATE.fullmatch(found.strip()) is not None
