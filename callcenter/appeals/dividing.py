"""Which sentences of a text are about which unit, for the form that divides an appeal (pure)."""

import re
from collections.abc import Callable, Sequence

_SENTENCE = re.compile(r"(?<=[.!?…;])\s+|\n+")


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, in order and as they were typed."""
    return [one.strip() for one in _SENTENCE.split(text) if one and one.strip()]


def divided(text: str, units: Sequence[str], unit_of: Callable[[str], str | None]) -> list[tuple[str, str]]:
    """Return for each unit what the text says of its matter.

    unit_of names the unit that a sentence alone is about. A sentence of none of the units, such as a greeting,
    belongs to the matter spoken of before it, at the beginning to the first. A unit of which no sentence speaks
    gets the whole text: a person shortens it.
    """
    said: dict[str, list[str]] = {unit: [] for unit in units}
    current = units[0] if units else ""
    for sentence in sentences_of(text):
        found = unit_of(sentence)
        current = found if found in said else current
        said.setdefault(current, []).append(sentence)
    return [(unit, " ".join(said[unit]) or text) for unit in units]
