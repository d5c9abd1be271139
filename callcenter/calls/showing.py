"""Calls, call-backs and their figures as people read them. Values for templates; nothing is written."""

from datetime import datetime

import phonenumbers

from callcenter.core.clock import BAKU
from callcenter.core.wording import Sentence, say

WITHHELD = say("nömrə gizlədilib")


def number(typed: str | None, key: str | None) -> str:
    """Return a number as it is read out: in groups where it is a whole one, else as it was sent; empty when withheld."""
    if key and key.startswith("+"):
        try:
            whole = phonenumbers.parse(key)
        except phonenumbers.NumberParseException:
            return typed or key
        form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return str(phonenumbers.format_number(whole, form))
    return typed or ""


def masked(shown: str) -> str:
    """Return a number of which only the last two digits are told."""
    return f"•••{shown[-2:]}" if shown else ""


def clock(at: datetime) -> str:
    """Return the time of day in Baku, such as 14:05."""
    return f"{at.astimezone(BAKU):%H:%M}"


def length(seconds: int) -> str:
    """Return seconds as minutes and seconds, such as 2:05."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def number_or_withheld(typed: str | None, key: str | None) -> Sentence | str:
    """Return a number, or the words for one that was withheld."""
    return number(typed, key) or WITHHELD
