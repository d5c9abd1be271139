"""Raised digits of formatted documents: a footnote's mark, an inserted clause's number, or a power."""

import re

OPENING_NUMBER = re.compile(r"\s*(?:[0-9]{1,3}\.)*[0-9]{1,3}\Z")
MEASURE = re.compile(r"(?:\b[kmsdKMSD]?m|[0-9])\Z")
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
RAISED = re.compile("[⁰¹²³⁴-⁹]+")
PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
BRACKETED = re.compile(r"\s*\[?([0-9]{1,3})\]?\s*")


def raised(digits: str, before: str) -> str:
    """Return how raised digits are written in plain text after `before`, the paragraph's text so far.

    After the number that opens a paragraph they are an inserted clause's (`12¹` is 12-1), after a measure or another
    number a power, elsewhere a footnote's mark.
    """
    found = BRACKETED.fullmatch(digits)
    if not found:
        return digits
    if "[" in digits:
        return f"[{found[1]}]"
    if OPENING_NUMBER.fullmatch(before):
        return f"-{found[1]}"
    if MEASURE.search(before):
        return found[1].translate(SUPERSCRIPTS)
    return f"[{found[1]}]"


def lowered_figures(text: str) -> str:
    """Write raised characters such as ¹ as formatted documents' raised digits are written; powers stay."""
    return RAISED.sub(_lowered, text)


def _lowered(found: re.Match[str]) -> str:
    before = found.string[found.string.rfind("\n", 0, found.start()) + 1 : found.start()]
    return raised(found[0].translate(PLAIN_DIGITS), before)
