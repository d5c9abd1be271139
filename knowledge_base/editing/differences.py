"""What a change does to a card or a unit, field by field. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_base.editing.contents import CardContent, UnitContent
from knowledge_base.language.differences import Piece, difference


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: a text word by word, or a list with what went and what came."""

    field: str
    pieces: tuple[Piece, ...] = ()
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    moved: bool = False

    @property
    def is_list(self) -> bool:
        """Whether the field is a list."""
        return not self.pieces


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


def _text(name: str, before: str, after: str) -> Difference:
    return Difference(name, difference(before, after))


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
