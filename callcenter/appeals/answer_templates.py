"""Filling a ready text with the values of an appeal (pure).

A template holds names in braces from one fixed list, blanks for the author, and nothing else. Names are looked up, never evaluated: what
is no name of the list stays as it was typed.
"""

import re
from collections.abc import Mapping

from callcenter.core.wording import Sentence, say
from callcenter.core.words import Word


class Variable(Word):
    """What a template may ask for; people write the word, programs may write the code."""

    NUMBER = "number", "nömrə"
    REGISTERED = "registered", "tarix"
    APPLICANT = "applicant", "müraciət edən"
    KIND = "kind", "növ"
    UNIT = "unit", "bölmə"
    CLAUSE = "clause", "bənd"
    DUE = "due", "cavab müddəti"
    BODY = "body", "qurum"
    TODAY = "today", "bu gün"


_NAMES: Mapping[str, Variable] = {name: one for one in Variable for name in (one.value, one.label)}
# Where a template leaves the author something to write.
BLANK = "[…]"
_BRACED = re.compile(r"\{([^{}\n]{0,60})\}")


def _named(braced: str) -> Variable | None:
    return _NAMES.get(" ".join(braced.split()))


def filled(text: str, values: Mapping[Variable, str]) -> str:
    """Return the text with every name replaced whose value is known; the others stay, so that a person sees them."""

    def value(found: re.Match[str]) -> str:
        variable = _named(found[1])
        return values.get(variable, "") or found[0] if variable else found[0]

    return _BRACED.sub(value, text)


def unfilled(text: str) -> tuple[str, ...]:
    """Return what still waits to be written: names of the list and blanks, each once, as they stand in the text."""
    left = [found[0] for found in _BRACED.finditer(text) if _named(found[1])]
    return tuple(dict.fromkeys([*left, BLANK] if BLANK in text else left))


def unknown_names(text: str) -> tuple[str, ...]:
    """Return what stands in braces and is no name of the list, each once."""
    return tuple(dict.fromkeys(found[0] for found in _BRACED.finditer(text) if _named(found[1]) is None))


def name_faults(text: str) -> dict[str, Sentence]:
    """Return, at its field, the sentence that names what is in braces and not in the list."""
    unknown = unknown_names(text)
    if not unknown:
        return {}
    said = say(
        "Belə dəyişən yoxdur: %(names)s. İşlətmək olar: %(known)s.",
        names=", ".join(unknown),
        known=", ".join(f"{{{one.label}}}" for one in Variable),
    )
    return {"text": said}
