"""Word by word: what a text lost and what it gained. Pure; nothing of either text is dropped."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from knowledge_base.language.folding import fold

Fate = Literal["same", "removed", "added"]

# A word keeps its suffix behind a hyphen or an apostrophe (`2.1.4-cü`, `ABŞ-ın`, `Bakı'nın`) and a letter its mark.
WORD = r"[\w\u0300-\u036f]+(?:[-–'’ʼ.][\w\u0300-\u036f]+)*"
TOKEN = re.compile(rf"{WORD}|\s+|[^\w\s]")
MARKS: dict[Fate, tuple[str, str]] = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text and its fate: in both texts, only in the earlier one, only in the later one."""

    fate: Fate
    text: str


class DoesNotFit(ValueError):
    """The difference was taken from another text."""


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces that lead from one text to the other, whole words and single marks of punctuation.

    The same and removed pieces together are `before`, the same and added ones `after`.
    """
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    raw: list[Piece] = []
    for _, left, left_end, right, right_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[left:left_end] == new[right:right_end]:
            raw.append(Piece("same", "".join(old[left:left_end])))
            continue
        raw += _sides("".join(old[left:left_end]), "".join(new[right:right_end]))
    return tuple(_joined(raw))


def applied(before: str, pieces: Iterable[Piece]) -> str:
    """Return the later text; DoesNotFit when the pieces do not spell the earlier one."""
    pieces = tuple(pieces)
    if "".join(piece.text for piece in pieces if piece.fate != "added") != before:
        raise DoesNotFit
    return "".join(piece.text for piece in pieces if piece.fate != "removed")


def in_marks(pieces: Iterable[Piece]) -> str:
    """Return the difference as plain text: [-removed-] and {+added+}."""
    return "".join(MARKS[piece.fate][0] + piece.text + MARKS[piece.fate][1] for piece in pieces)


def likeness(before: str, after: str, at_least: float = 0.0) -> float:
    """Return how alike two texts are, 0..1, by the words they share in the same order, however they are spelt.

    What is surely below at_least is not reckoned to the end, and counts as 0.
    """
    old, new = _words(before), _words(after)
    if not old or not new:
        return 1.0 if old == new else 0.0
    found = SequenceMatcher(None, old, new, autojunk=False)
    if found.real_quick_ratio() < at_least or found.quick_ratio() < at_least:
        return 0.0
    return found.ratio()


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


def _sides(removed: str, added: str) -> list[Piece]:
    sides: tuple[tuple[Fate, str], ...] = (("removed", removed), ("added", added))
    return [Piece(fate, text) for fate, text in sides if text]


def _joined(pieces: Sequence[Piece]) -> Iterable[Piece]:
    """Join runs of changes that only white space holds apart, so that a phrase is read as one."""
    removed = added = ""
    for place, piece in enumerate(pieces):
        changing = removed and added and place + 1 < len(pieces)
        if piece.fate == "same" and changing and piece.text.isspace():
            removed, added = removed + piece.text, added + piece.text
        elif piece.fate == "same":
            yield from _sides(removed, added)
            removed = added = ""
            yield piece
        elif piece.fate == "removed":
            removed += piece.text
        else:
            added += piece.text
    yield from _sides(removed, added)
