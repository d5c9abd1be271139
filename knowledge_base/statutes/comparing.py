"""What became of each clause between two versions of a statute (pure)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.statutes.differences import Piece, difference, likeness
from knowledge_base.vocabulary import Turn

# From this share of common words on, a text under another number is the old clause and not a new one.
SAME_CLAUSE = 0.75
# From this share on a text under the same number is the old clause; below it, it may have moved elsewhere.
SAME_NUMBER = 0.4


@dataclass(frozen=True, slots=True)
class Provision:
    """A clause as far as comparing looks at it."""

    key: str
    text: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A clause that is not as it was: before is None for a new one, after for one that went."""

    turn: Turn
    before: Provision | None
    after: Provision | None

    @property
    def key(self) -> str:
        """The key by which cards and appeals know it: the earlier one where there is one."""
        return self.before.key if self.before else self.to_key or ""

    @property
    def to_key(self) -> str | None:
        """Its key in the later version."""
        return self.after.key if self.after else None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The difference of the two texts, word by word."""
        return difference(self.before.text if self.before else "", self.after.text if self.after else "")


def compare(before: Sequence[Provision], after: Sequence[Provision]) -> list[Compared]:
    """Return every clause that was added, removed, worded anew, given to another unit or renumbered.

    Pairs are sought from the surest to the least sure: same number and text, same text, same number and a
    similar text, similar text, and at last the same number alone.
    """
    left, right = list(before), list(after)
    pairs: list[tuple[Provision, Provision]] = []
    for sure in (_unchanged, _same_text, _same_number_alike):
        pairs += _taken(left, right, sure)
    pairs += _most_alike(left, right)
    pairs += _taken(left, right, lambda old, new: old.key == new.key)
    turned = [Compared(_turn(old, new), old, new) for old, new in pairs if old != new]
    found = [
        *turned,
        *(Compared(Turn.REMOVED, old, None) for old in left),
        *(Compared(Turn.ADDED, None, new) for new in right),
    ]
    return sorted(found, key=_order(before, after))


def _unchanged(old: Provision, new: Provision) -> bool:
    return old.key == new.key and old.text == new.text


def _same_text(old: Provision, new: Provision) -> bool:
    return old.text == new.text and old.unit == new.unit


def _same_number_alike(old: Provision, new: Provision) -> bool:
    return old.key == new.key and likeness(old.text, new.text) >= SAME_NUMBER


def _turn(old: Provision, new: Provision) -> Turn:
    if old.key != new.key:
        return Turn.MOVED
    return Turn.CHANGED if old.text != new.text else Turn.GIVEN


def _taken(
    left: list[Provision], right: list[Provision], fits: Callable[[Provision, Provision], bool]
) -> Iterator[tuple[Provision, Provision]]:
    """Take out of both lists the pairs that fit, each clause once, in the order of the earlier version."""
    for old in tuple(left):
        new = next((one for one in right if fits(old, one)), None)
        if new is not None:
            left.remove(old)
            right.remove(new)
            yield old, new


def _most_alike(left: list[Provision], right: list[Provision]) -> Iterator[tuple[Provision, Provision]]:
    ranked = sorted(
        (
            (-likeness(old.text, new.text), old_place, new_place, old, new)
            for old_place, old in enumerate(left)
            for new_place, new in enumerate(right)
        ),
        key=lambda one: one[:3],
    )
    for share, _, _, old, new in ranked:
        if -share < SAME_CLAUSE:
            return
        if old in left and new in right:
            left.remove(old)
            right.remove(new)
            yield old, new


def _order(before: Sequence[Provision], after: Sequence[Provision]) -> Callable[[Compared], tuple[int, int]]:
    """Order by the place in the later version; what went stands behind the last clause before it that stayed."""
    places = {provision.key: place for place, provision in enumerate(after)}
    last, gone = -1, {}
    for provision in before:
        last = places.get(provision.key, last)
        gone[provision.key] = last

    def order(one: Compared) -> tuple[int, int]:
        return (places[one.after.key], 0) if one.after else (gone[one.key], 1)

    return order
