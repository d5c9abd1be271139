"""Whom the next appeal is given to when the head leaves the choice to a rule (pure): in turn, or by load.

Nobody absent gets work. Those nearest to the work are asked first: the unit's own people, then those of the units
below it, and heads only where there is nobody else.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum

NEVER = datetime.min.replace(tzinfo=UTC)


class Nearness(IntEnum):
    """How near somebody is to the unit's work; the nearest first."""

    OWN_PEOPLE = 0
    PEOPLE_BELOW = 1
    HEADS = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be given the appeal: open appeals in work, and when they were last given one."""

    id: int
    load: int
    last_at: datetime | None = None
    absent: bool = False
    nearness: Nearness = Nearness.OWN_PEOPLE


def by_turn(candidates: Iterable[Candidate]) -> Candidate | None:
    """Return whose last appeal is the longest ago, those who never had one first; None when nobody is there."""
    return min(_there(candidates), key=lambda one: (one.last_at or NEVER, one.id), default=None)


def least_loaded(candidates: Iterable[Candidate]) -> Candidate | None:
    """Return who has the fewest open appeals, of equals whose turn it is; None when nobody is there."""
    return min(_there(candidates), key=lambda one: (one.load, one.last_at or NEVER, one.id), default=None)


RULES: Mapping[str, Callable[[Iterable[Candidate]], Candidate | None]] = {
    "turn": by_turn,
    "least_loaded": least_loaded,
}


def _there(candidates: Iterable[Candidate]) -> list[Candidate]:
    there = [one for one in candidates if not one.absent]
    nearest = min((one.nearness for one in there), default=None)
    return [one for one in there if one.nearness is nearest]
