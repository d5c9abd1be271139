"""What waits at a unit's desk, heap by heap: the reader's own work, what they help with, whom they stand in for, the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from callcenter.appeals import queries, resolutions
from callcenter.appeals.models import Appeal
from callcenter.core.ordered import Waiting
from callcenter.directory import queries as directory
from callcenter.directory.absence_models import Absence
from callcenter.directory.actors import Actor


@dataclass(frozen=True)
class UnitDesk:
    """The heaps; each appeal of the page lies in one. absences: for whom the reader stands in today."""

    mine: Sequence[Appeal]
    helping: Sequence[Appeal]
    standing_in: Sequence[Appeal]
    others: Sequence[Appeal]
    absences: Sequence[Absence]
    waiting: Waiting[Appeal]

    @property
    def several_units(self) -> bool:
        """Whether the rows have to say of which unit they are."""
        everything = (*self.mine, *self.helping, *self.standing_in, *self.others)
        return len({one.unit_id for one in everything}) > 1


def desk_of(session: Session, actor: Actor, *, cursor: str | None = None) -> UnitDesk:
    """Return the desk of somebody who works at a unit."""
    waiting = queries.inbox(session, actor, cursor=cursor)
    own = actor.staff.id if actor.staff else 0
    helped = resolutions.ids_co_executed(session, actor, [one.id for one in waiting])
    heaps: dict[str, list[Appeal]] = {"mine": [], "helping": [], "standing_in": [], "others": []}
    for one in waiting:
        if one.executor_id == own:
            heaps["mine"].append(one)
        elif one.id in helped:
            heaps["helping"].append(one)
        else:
            heaps["standing_in" if one.executor_id in actor.stood_in else "others"].append(one)
    away = directory.stood_in_by(session, own, actor.day) if actor.stood_in and actor.day else ()
    return UnitDesk(**heaps, absences=away, waiting=waiting)
