"""Particulars of people taken out of a text that others than its readers will see."""

import re

PLACEHOLDERS = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[e-poçt]"),
    (re.compile(r"\b(?=[A-Z0-9]{7}\b)(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{7}\b"), "[FİN]"),
    (re.compile(r"\+?\d(?:[\s().-]{0,2}\d){6,}"), "[telefon]"),
)


def mask(text: str) -> str:
    """Return the text with telephone numbers, e-mail addresses and personal codes replaced by their kind."""
    for pattern, placeholder in PLACEHOLDERS:
        text = pattern.sub(placeholder, text)
    return text
