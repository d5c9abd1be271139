"""Noise as callers and keyboards make it, added to a text: the same for the same seed."""

import random

PER_ERROR = 12
_PLAIN = str.maketrans("əöüışçğƏÖÜİIŞÇĞ", "eouiscgEOUIISCG")
_LATIN = "abcdefghijklmnopqrstuvxyz"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшэя"


def without_diacritics(text: str) -> str:
    """Return Azerbaijani as typed on an English keyboard."""
    return text.translate(_PLAIN)


def with_typos(text: str, seed: int) -> str:
    """Return the text with about one error in twelve letters: a letter lost, doubled, changed or swapped."""
    chooser = random.Random(seed)  # noqa: S311 - reproducible noise, no secret
    letters = list(text)
    for _ in range(len(text) // PER_ERROR):
        _mistype(letters, chooser)
    return "".join(letters)


def _mistype(letters: list[str], chooser: random.Random) -> None:
    at = chooser.randrange(len(letters))
    letter = letters[at]
    if not letter.isalpha():
        return
    kind = chooser.choice(("lost", "added", "changed", "swapped"))
    other = chooser.choice(_CYRILLIC if "\u0400" <= letter <= "\u04ff" else _LATIN)
    if kind == "lost" and len(letters) > 1:
        del letters[at]
    elif kind == "added":
        letters.insert(at, other)
    elif kind == "swapped" and at + 1 < len(letters):
        letters[at], letters[at + 1] = letters[at + 1], letter
    else:
        letters[at] = other


def noisy(text: str, seed: int) -> str:
    """Return the text without diacritics and with typed errors."""
    return with_typos(without_diacritics(text), seed)
