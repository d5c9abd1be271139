"""What became of each clause between two versions of a statute (pure)."""

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from knowledge_base.language.differences import Piece, difference, likeness
from knowledge_base.vocabulary import Turn

# From this share of common words on, a text under another number is the old clause and not a new one.
SAME_CLAUSE = 0.75
# From this share on a text under the same number is the old clause; below it, it may have moved elsewhere.
SAME_NUMBER = 0.4


@dataclass(frozen=True, slots=True)
class Provision:
    """A clause as far as comparing looks at it.

    unknown: which wording it is, where its text is not wholly known; what is not known is like nothing else.
    """

    key: str
    text: str
    unit: str | None = None
    unknown: str | None = None


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

    Pairs are sought from the surest to the least sure: same number and text, same number where a text is not
    known, same text, same number and a similar text, similar text, and at last the same number alone.
    """
    left, right = list(before), list(after)
    pairs: list[tuple[Provision, Provision]] = []
    pairs += _taken(left, right, lambda one: (one.key, one.text, one.unknown))
    known_left, known_right = _known_apart(left, right, pairs)
    pairs += _taken(known_left, known_right, lambda one: (one.text, one.unit))
    pairs += _taken(known_left, known_right, lambda one: one.key, SAME_NUMBER)
    pairs += _most_alike(known_left, known_right)
    _take_out(left, right, pairs)
    pairs += _taken(left, right, lambda one: one.key)
    turned = [Compared(_turn(old, new), old, new) for old, new in pairs if old != new]
    found = [
        *turned,
        *(Compared(Turn.REMOVED, old, None) for old in left),
        *(Compared(Turn.ADDED, None, new) for new in right),
    ]
    return sorted(found, key=_order(before, after))


def _known_apart(
    left: list[Provision], right: list[Provision], pairs: list[tuple[Provision, Provision]]
) -> tuple[list[Provision], list[Provision]]:
    """Pair by its number what is not known on either side, and return what is known on both."""
    unknown = {one.key for one in (*left, *right) if one.unknown}
    of_unknown = [[one for one in side if one.key in unknown] for side in (left, right)]
    pairs += _taken(of_unknown[0], of_unknown[1], lambda one: one.key)
    _take_out(left, right, pairs)
    return [one for one in left if not one.unknown], [one for one in right if not one.unknown]


def _turn(old: Provision, new: Provision) -> Turn:
    if old.key != new.key:
        return Turn.MOVED
    return Turn.CHANGED if (old.text, old.unknown) != (new.text, new.unknown) else Turn.GIVEN


def _taken(
    left: list[Provision],
    right: list[Provision],
    same: Callable[[Provision], Hashable],
    at_least: float = 0.0,
) -> list[tuple[Provision, Provision]]:
    """Take out of both lists the pairs that are the same in this, each clause once, in the order of the versions."""
    waiting: dict[Hashable, deque[Provision]] = {}
    for new in right:
        waiting.setdefault(same(new), deque()).append(new)
    pairs = []
    for old in left:
        found = waiting.get(same(old))
        if found and (not at_least or likeness(old.text, found[0].text, at_least) >= at_least):
            pairs.append((old, found.popleft()))
    _take_out(left, right, pairs)
    return pairs


def _most_alike(left: list[Provision], right: list[Provision]) -> list[tuple[Provision, Provision]]:
    ranked = sorted(
        (-share, old_place, new_place)
        for old_place, old in enumerate(left)
        for new_place, new in enumerate(right)
        if (share := likeness(old.text, new.text, SAME_CLAUSE)) >= SAME_CLAUSE
    )
    pairs: list[tuple[Provision, Provision]] = []
    used_left: set[int] = set()
    used_right: set[int] = set()
    for _, old_place, new_place in ranked:
        if old_place not in used_left and new_place not in used_right:
            used_left.add(old_place)
            used_right.add(new_place)
            pairs.append((left[old_place], right[new_place]))
    _take_out(left, right, pairs)
    return pairs


def _take_out(
    left: list[Provision], right: list[Provision], pairs: Sequence[tuple[Provision, Provision]]
) -> None:
    olds, news = {id(old) for old, _ in pairs}, {id(new) for _, new in pairs}
    left[:] = [one for one in left if id(one) not in olds]
    right[:] = [one for one in right if id(one) not in news]


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
