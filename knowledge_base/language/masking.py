"""Masking: what tells who somebody is (telephone numbers, e-mail addresses, personal codes) is put out of sight."""

import re

HIDDEN = "•••"
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.\w+")
_NUMBER = re.compile(r"\+?\(?\d(?:[\s().-]*\d){6,}")
# FIN: seven capital letters and digits of both sorts.
_CODE = re.compile(r"\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{7}\b")


def mask(text: str) -> str:
    """Return the text with telephone numbers, e-mail addresses, VÖEN and FIN codes hidden."""
    for pattern in (_EMAIL, _NUMBER, _CODE):
        text = pattern.sub(HIDDEN, text)
    return text
