"""Acts: note that somebody will be away and who stands in for them; shorten or cancel that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.core import trail
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries, standing_in
from callcenter.directory.absence_models import Absence
from callcenter.directory.actors import AT_A_UNIT, Actor
from callcenter.directory.models import StaffMember
from callcenter.directory.standing_in import Away
from callcenter.directory.vocabulary import AbsenceReason


@dataclass(frozen=True)
class AbsenceDraft:
    """An absence as it is entered: person and deputy by id, both days away from work."""

    staff: int
    first_on: date
    last_on: date
    reason: AbsenceReason
    deputy: int | None = None


def enter(session: Session, draft: AbsenceDraft, *, by: Actor, now: datetime) -> Absence:
    """Note the absence of somebody of the actor's units, and who stands in for them.

    From its first day new work goes to the deputy, and an absent head's deputy has the head's rights in the unit.
    """
    people = _locked(session, draft.staff, draft.deputy)
    person = people[draft.staff]
    deputy = people[draft.deputy] if draft.deputy is not None else None
    _must_keep(person, by)
    day = baku_date(now)
    away = Away(person.id, draft.first_on, draft.last_on, deputy.id if deputy else None)
    faults = dict(standing_in.faults_of(away, _known(session, [*people]), day))
    if deputy is not None and (unfit := _unfit(session, person, deputy, day)):
        faults.setdefault("deputy", unfit)
    if faults:
        raise InvalidInput(faults)

    absence = Absence(
        staff=person,
        first_on=draft.first_on,
        last_on=draft.last_on,
        planned_until=draft.last_on,
        deputy=deputy,
        reason=draft.reason,
        entered_by_id=by.user_id,
        entered_at=now,
    )
    session.add(absence)
    session.flush()
    _trail(session, "absence.entered", absence, by, now)
    return absence


def shorten(session: Session, absence_id: int, *, last_on: date, by: Actor, now: datetime) -> Absence:
    """Move the last day back: somebody returns earlier."""
    absence = _to_change(session, absence_id, by)
    fault = standing_in.fault_of_shortening(absence.first_on, absence.last_on, last_on, baku_date(now))
    if fault is not None:
        raise InvalidInput({"last_on": fault})

    absence.last_on, absence.shortened_by_id, absence.shortened_at = last_on, by.user_id, now
    session.flush()
    _trail(session, "absence.shortened", absence, by, now)
    return absence


def cancel(session: Session, absence_id: int, *, by: Actor, now: datetime) -> Absence:
    """Cancel an absence that has not begun before today; one that has is shortened."""
    absence = _to_change(session, absence_id, by)
    if absence.first_on < baku_date(now):
        raise Refused(
            "absence-began", say("Bu qeydin müddəti artıq başlayıb: onu ləğv etmək olmaz, qısaldın.")
        )

    absence.cancelled_by_id, absence.cancelled_at = by.user_id, now
    session.flush()
    _trail(session, "absence.cancelled", absence, by, now)
    return absence


def may_keep(by: Actor, person: StaffMember) -> bool:
    """Say whether the person's absences are the actor's to keep: an administrator's, or a head's for their units.

    Who only stands in for a head does not decide how long the head is away.
    """
    if by.role is Role.ADMINISTRATOR:
        return True
    return by.user is not None and by.heads(person.unit_id) and person.id not in by.stood_in


def kept_by(session: Session, by: Actor) -> Sequence[StaffMember]:
    """Return the people whose work is given to them and whose absences the actor keeps, by unit and name."""
    units = [unit.id for unit in queries.home_units(session, retired=True)]
    everybody = queries.staff_of(session, units)
    return [one for one in everybody if _works_at_a_unit(one) and may_keep(by, one)]


def deputies_for(session: Session, people: Iterable[StaffMember], day: date) -> Sequence[StaffMember]:
    """Return who may stand in for at least one of the people."""
    units = [unit.id for unit in queries.home_units(session, retired=True)]
    line = queries.reporting_line(session, day)
    places = [line.people[one.id] for one in people if one.id in line.people]
    return [
        one
        for one in queries.staff_of(session, units)
        if _works_at_a_unit(one)
        and any(
            one.id != place.id and standing_in.may_stand_in(line, place, line.people[one.id])
            for place in places
        )
    ]


def _locked(session: Session, *ids: int | None) -> Mapping[int, StaffMember]:
    """Return the people, held so that nobody enters another absence of theirs meanwhile."""
    wanted = sorted({one for one in ids if one is not None})
    found = session.scalars(
        select(StaffMember).where(StaffMember.id.in_(wanted)).order_by(StaffMember.id).with_for_update()
    ).all()
    if len(found) < len(wanted):
        raise NotFound("unknown-person", say("Belə əməkdaş yoxdur."))
    return {one.id: one for one in found}


def _known(session: Session, people: Sequence[int]) -> list[Away]:
    rows = session.scalars(
        select(Absence).where(
            Absence.cancelled_at.is_(None), Absence.staff_id.in_(people) | Absence.deputy_id.in_(people)
        )
    )
    return [Away(one.staff_id, one.first_on, one.last_on, one.deputy_id) for one in rows]


def _unfit(session: Session, person: StaffMember, deputy: StaffMember, day: date) -> Sentence | None:
    line = queries.reporting_line(session, day)
    places = line.people.get(person.id), line.people.get(deputy.id)
    if not _works_at_a_unit(deputy):
        return say("Seçilən şəxs bölmənin işini görə bilməz: hesabı açıq olan əməkdaş və ya rəhbər seçin.")
    if places[0] is None or places[1] is None or not standing_in.may_stand_in(line, places[0], places[1]):
        return say(
            "Əvəz edən eyni bölmədən və ya yuxarı bölmənin rəhbəri olmalıdır; rəhbəri başqa rəhbər də əvəz edə bilər."
        )
    return None


def _works_at_a_unit(one: StaffMember) -> bool:
    return one.user is not None and one.user.disabled_at is None and one.user.role in AT_A_UNIT


def _must_keep(person: StaffMember, by: Actor) -> None:
    if not may_keep(by, person):
        raise NotAllowed(
            "not-your-people", say("Bu əməkdaşın işdə olmadığı günləri onun rəhbəri və ya inzibatçı yazır.")
        )


def _to_change(session: Session, absence_id: int, by: Actor) -> Absence:
    absence = session.get(Absence, absence_id, with_for_update=True)
    if absence is None:
        raise NotFound("unknown-absence", say("İşdə olmamaq barədə belə qeyd yoxdur."))
    _must_keep(absence.staff, by)
    if absence.cancelled_at is not None:
        raise Refused("absence-cancelled", say("Bu qeyd artıq ləğv edilib."))
    return absence


def _trail(session: Session, what: str, absence: Absence, by: Actor, now: datetime) -> None:
    trail.record(
        session,
        what,
        now=now,
        user_id=by.user_id,
        about=str(absence.id),
        staff=absence.staff_id,
        deputy=absence.deputy_id,
        last_on=absence.last_on.isoformat(),
    )
