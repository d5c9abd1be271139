"""Rule: what changed between two wordings, word by word."""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Change = Literal["same", "gone", "new"]
_PIECES = re.compile(r"\s+|[^\s]+")


class Piece(NamedTuple):
    """A run of text that both wordings have, or only the earlier, or only the later one."""

    change: Change
    text: str


def compare(earlier: str, later: str) -> list[Piece]:
    """Return the pieces in order: without the new ones they are the earlier text, without the gone the later."""
    before, now = _PIECES.findall(earlier), _PIECES.findall(later)
    pieces: list[Piece] = []
    for kind, first, last, start, end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(before[first:last])))
            continue
        gone, new = "".join(before[first:last]), "".join(now[start:end])
        pieces += [piece for piece in (Piece("gone", gone), Piece("new", new)) if piece.text]
    return pieces
