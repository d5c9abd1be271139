"""What the reception desk shows: who is to be rung, what was left unsaid, who is expected, and a month's timetable."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import queries, reception_queries, reception_setting
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception_hours import Obstacle, WorkTime
from callcenter.appeals.reception_models import Ending, Invitation, ReceptionSlot
from callcenter.core.clock import baku_date, midnight
from callcenter.directory.actors import Actor
from callcenter.directory.models import StaffMember


@dataclass(frozen=True)
class Time:
    """A time as the reader sees it; appeal is None for a free one and for one that is not the reader's to know.

    ended: what came of it. obstacle: why nobody can be received then.
    """

    slot: ReceptionSlot
    taken: bool
    appeal: Appeal | None
    ended: Ending | None = None
    obstacle: Obstacle | None = None
    may_cancel: bool = False

    @property
    def free(self) -> bool:
        """Whether nobody was or is invited."""
        return not self.taken and self.ended is None

    @property
    def invitation(self) -> Invitation | None:
        """Of who is expected."""
        return reception_queries.live_of_slot(self.slot)


@dataclass(frozen=True)
class Sitting:
    """An official's times of one day at one place; off are the free ones at which nobody can be received."""

    day: date
    official: StaffMember
    place: str
    times: tuple[Time, ...]
    off: tuple[Time, ...]

    @property
    def why(self) -> Obstacle | None:
        """What stands in the way of some of them."""
        return next((one.obstacle for one in (*self.off, *self.times) if one.obstacle), None)


@dataclass(frozen=True)
class Expected:
    """Who is expected: whom to ring for another time, of whom nothing was noted afterwards, and the others."""

    to_move: Sequence[Time]
    unsaid: Sequence[Time]
    ahead: Sequence[Time]


def expected(session: Session, actor: Actor, now: datetime) -> Expected:
    """Return everybody who is expected by the people whose times the reader may see, the nearest first."""
    times = _times(session, actor, reception_queries.taken(session, actor), now)
    possible = [one for one in times if one.obstacle is None]
    return Expected(
        to_move=[one for one in times if one.obstacle is not None],
        unsaid=[one for one in possible if one.slot.ends_at <= now],
        ahead=[one for one in possible if one.slot.ends_at > now],
    )


def month(session: Session, actor: Actor, first: date, until: date, now: datetime) -> list[Sitting]:
    """Return the timetable from a day until before another one: what was, and what can be."""
    slots = reception_queries.between(session, actor, midnight(first), midnight(until))
    times = _times(session, actor, slots, now)
    # A free time that has passed is nothing that anybody could take, or has to know of.
    return _sittings(one for one in times if not one.free or one.slot.starts_at > now)


def _times(session: Session, actor: Actor, slots: Sequence[ReceptionSlot], now: datetime) -> list[Time]:
    if not slots:
        return []
    work = reception_queries.work_time(session, min(baku_date(one.starts_at) for one in slots))
    last = {slot.id: _invited(slot) for slot in slots}
    invited = [one.appeal_id for one in last.values() if one is not None]
    seen = queries.ids_visible_to(session, actor, invited)
    clear = set(session.scalars(select(Appeal.id).where(Appeal.id.in_(invited), queries.clear_of(actor))))
    # A time that is somebody's whom one must not know of would say so by itself.
    return [
        _time(slot, one, seen, work, actor, now)
        for slot in slots
        if (one := last[slot.id]) is None or one.appeal_id in clear
    ]


def _invited(slot: ReceptionSlot) -> Invitation | None:
    """Who is expected, else who came or did not come."""
    over = [one for one in slot.invitations if one.ending in (Ending.HELD, Ending.MISSED)]
    return reception_queries.live_of_slot(slot) or (over[-1] if over else None)


def _time(
    slot: ReceptionSlot,
    invited: Invitation | None,
    seen: frozenset[int],
    work: WorkTime,
    actor: Actor,
    now: datetime,
) -> Time:
    taken = invited is not None and invited.ended_at is None
    open_to_take = taken or (invited is None and slot.starts_at > now)
    return Time(
        slot,
        taken=taken,
        appeal=invited.appeal if invited and invited.appeal_id in seen else None,
        ended=invited.ending if invited else None,
        obstacle=reception_queries.obstacle_of(slot, work) if open_to_take else None,
        may_cancel=actor.may(Permission.SET_RECEPTION)
        and invited is None
        and not slot.urgent
        and reception_setting.may_set(slot.official, actor),
    )


def _sittings(times: Iterable[Time]) -> list[Sitting]:
    def place_of(one: Time) -> tuple[date, int, str]:
        return baku_date(one.slot.starts_at), one.slot.official_id, one.slot.place

    def in_order(one: Time) -> tuple[tuple[date, int, str], datetime]:
        return place_of(one), one.slot.starts_at

    return [
        Sitting(
            day,
            sitting[0].slot.official,
            place,
            times=tuple(one for one in sitting if not (one.free and one.obstacle)),
            off=tuple(one for one in sitting if one.free and one.obstacle),
        )
        for (day, _, place), found in groupby(sorted(times, key=in_order), key=place_of)
        for sitting in [list(found)]
    ]
