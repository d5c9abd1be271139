"""Who approves whose text, and to whom a matter goes next (pure).

The reporting line goes from a person's unit to the unit above it, and from the topmost to the Head of the Apparatus.
On it a matter goes to people who head their unit, and never to a lower position than it has reached. Positions are
compared by their rank in the register (Decree 911); where one is not known, the reporting line alone decides.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a unit; rank 1 is the highest, None is not known.

    away: matters do not go to them. signs: their desk is one that approves answers. user_id: their account, if any.
    stands_for: whose place it is, where the person only stands in for a head who is away.
    """

    id: int
    unit_id: int
    head: bool = False
    rank: int | None = None
    away: bool = False
    signs: bool = True
    user_id: int | None = None
    stands_for: int | None = None


@dataclass(frozen=True)
class Line:
    """The people and units of a body: each unit's id with its parent's, and the Head of the Apparatus's unit.

    standing_in: the places of absent heads, each with its rank, taken by whoever stands in for the day. deputies: who
    stands in for whom, by id of who is absent.
    """

    people: Mapping[int, Person] = field(default_factory=dict)
    parents: Mapping[int, int | None] = field(default_factory=dict)
    apparatus: int | None = None
    standing_in: Sequence[Person] = ()
    deputies: Mapping[int, Person] = field(default_factory=dict)

    @cached_property
    def _users(self) -> dict[int, Person]:
        return {one.user_id: one for one in self.people.values() if one.user_id is not None}

    @cached_property
    def _heads(self) -> dict[int, list[Person]]:
        heads: dict[int, list[Person]] = {}
        there = (one for one in (*self.people.values(), *self.standing_in) if one.head and not one.away)
        for one in sorted(there, key=lambda one: (one.rank is not None, -(one.rank or 0), one.id)):
            heads.setdefault(one.unit_id, []).append(one)
        return heads

    def of_user(self, user_id: int | None) -> Person | None:
        """Return the person with this account."""
        return self._users.get(user_id) if user_id is not None else None

    def in_place_of(self, person: Person) -> Person | None:
        """Return who is there for the person: they themselves, else who stands in for them."""
        return person if not person.away else self.deputies.get(person.id)

    def places_of(self, person_id: int) -> Sequence[Person]:
        """Return the person in their own place and in those of the heads for whom they stand in."""
        own = self.people.get(person_id)
        return [*([own] if own else []), *(one for one in self.standing_in if one.id == person_id)]

    def units_from(self, unit_id: int | None) -> Iterator[int]:
        """Yield the unit, the units above it, and the apparatus last; each once, and nothing above the apparatus."""
        passed: set[int] = set()
        while unit_id is not None and unit_id not in passed:
            passed.add(unit_id)
            yield unit_id
            unit_id = None if unit_id == self.apparatus else self.parents.get(unit_id)
        if self.apparatus is not None and passed and self.apparatus not in passed:
            yield self.apparatus

    def heads_of(self, unit_id: int) -> Sequence[Person]:
        """Return who heads the unit and is there, the lowest position first: a matter passes none of them over."""
        return self._heads.get(unit_id, [])


def upwards(unit_id: int, parents: Mapping[int, int | None]) -> Iterator[int]:
    """Yield the unit and every unit above it, the nearest first; parents maps each unit's id to its parent's."""
    passed: set[int] = set()
    above: int | None = unit_id
    while above is not None and above not in passed:
        passed.add(above)
        yield above
        above = parents.get(above)


def not_lower(one: Person, other: Person) -> bool:
    """Say whether one's position is as high as the other's, or higher; unknown ranks do not speak against it."""
    return one.rank is None or other.rank is None or one.rank <= other.rank


def line_above(line: Line, person: Person, barred: Set[int] = frozenset()) -> Sequence[Person]:
    """Return everybody above the person, the nearest first; barred people (by id) are passed over."""
    found: list[Person] = []
    reached = person.rank
    for unit_id in line.units_from(person.unit_id):
        within = person.head and unit_id == person.unit_id
        for head in line.heads_of(unit_id):
            if head.id == person.id or head.id in barred or not _goes_up(reached, head.rank, within=within):
                continue
            found.append(head)
            reached, within = head.rank or reached, True
    return tuple(found)


def _goes_up(reached: int | None, rank: int | None, *, within: bool) -> bool:
    """Say whether a rank is a step up: among the heads of one unit a higher one, else at least as high."""
    if reached is None or rank is None:
        return not within
    return rank < reached if within else rank <= reached


def next_in_line(line: Line, person: Person, barred: Set[int] = frozenset()) -> Person | None:
    """Return to whom a matter goes from the person; None at the top."""
    return next(iter(line_above(line, person, barred)), None)


def head_of(line: Line, unit_id: int, barred: Set[int] = frozenset()) -> Person | None:
    """Return who answers for the unit's work: its head who is there, else the next above."""
    for unit in line.units_from(unit_id):
        for head in line.heads_of(unit):
            if head.id not in barred:
                return head
    return None


def may_approve(line: Line, approver: Person, author: Person | None, unit_id: int) -> bool:
    """Say whether somebody may approve a text of the unit's: not their own, as head of it or above, by rank.

    An author of whom the directory knows nothing, such as another system, has no rank. Who stands in for a head
    counts as that head: they approve neither their own text nor the head's.
    """
    on_the_line = approver.head and approver.signs and approver.unit_id in line.units_from(unit_id)
    if author is None:
        return on_the_line
    own = author.id in (approver.id, approver.stands_for)
    return on_the_line and not own and not_lower(approver, author)


def approvers(
    line: Line, author: Person | None, unit_id: int, barred: Set[int] = frozenset()
) -> Sequence[Person]:
    """Return who may approve the author's text in the unit and is there, the nearest first."""
    return tuple(
        head
        for unit in line.units_from(unit_id)
        for head in line.heads_of(unit)
        if head.id not in barred and may_approve(line, head, author, unit_id)
    )
