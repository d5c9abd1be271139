"""What a change does, field by field and word by word. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from knowledge_base.editing.contents import CardContent, UnitContent

Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether it is there on this side only; joined they are the text."""

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: a text with its words marked on both sides, or lists with what went and came."""

    field: str
    before: Pieces = ()
    after: Pieces = ()
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    moved: bool = False

    @property
    def is_list(self) -> bool:
        """Whether the field is a list."""
        return not (self.before or self.after)


def card_differences(before: CardContent | None, after: CardContent) -> list[Difference]:
    """Return the fields in which two states of a card differ, in the order in which a card is read."""
    texts = [
        (name, getattr(before, name, ""), getattr(after, name))
        for name in ("unit", "title", "summary", "role")
    ]
    lists = [
        (name, _listed(before, name) if before else (), _listed(after, name))
        for name in ("clauses", "keywords", "phrases", "not_this")
    ]
    return [
        *(_text(*one) for one in texts if one[1] != one[2]),
        *(_list(*one) for one in lists if one[1] != one[2]),
    ]


def unit_differences(before: UnitContent | None, after: UnitContent) -> list[Difference]:
    """Return the fields in which two states of a unit differ."""
    names = ("name", "kind", "parent", "statute")
    pairs = [(name, getattr(before, name, None) or "", getattr(after, name) or "") for name in names]
    return [_text(*one) for one in pairs if one[1] != one[2]]


def words_apart(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Return both texts in pieces, with the words marked that the other one lacks."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left.append(("".join(old[a:b]), kind != "equal"))
        right.append(("".join(new[c:d]), kind != "equal"))
    return tuple(one for one in left if one[0]), tuple(one for one in right if one[0])


def _text(name: str, before: str, after: str) -> Difference:
    left, right = words_apart(before, after)
    return Difference(name, left, right)


def _list(name: str, before: Sequence[str], after: Sequence[str]) -> Difference:
    gone = tuple(one for one in before if one not in after)
    come = tuple(one for one in after if one not in before)
    return Difference(name, gone=gone, come=come, moved=not gone and not come)


def _listed(card: CardContent, name: str) -> tuple[str, ...]:
    if name == "phrases":
        return tuple(one.text for one in card.phrases)
    if name == "not_this":
        return tuple(f"{one.when} → {one.unit}" for one in card.not_this)
    found: tuple[str, ...] = getattr(card, name)
    return found
