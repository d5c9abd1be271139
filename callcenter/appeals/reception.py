"""Acts of reception: invite the applicant, note what came of it (statute 002, clause 4.0.8; law.md 2.5)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import events, queries, reception_queries, reception_timetable, secrecy
from callcenter.appeals.accused import may_not_receive
from callcenter.appeals.calling_off import end_invitation
from callcenter.appeals.letter_drafting import draft_letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception_hours import Span, is_outside_work, obstacle_to
from callcenter.appeals.reception_models import Ending, Invitation, ReceptionSlot
from callcenter.appeals.vocabulary import Action, Purpose
from callcenter.core.clock import BAKU, baku_date
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.directory.models import StaffMember

MISSING = say("Bu sahəni doldurun.")


@dataclass(frozen=True)
class UrgentTime:
    """A time outside of the timetable, as typed; official is an id or a full name.

    outside: who sets it knows that it is outside of working hours.
    """

    official: str = ""
    day: date | None = None
    at: time | None = None
    minutes: int = 30
    place: str = ""
    outside: bool = False


def invite(
    session: Session,
    number: str,
    version: int,
    *,
    by: Actor,
    now: datetime,
    slot: int | None = None,
    urgent: UrgentTime | None = None,
    reason: str = "",
) -> Appeal:
    """Invite the applicant to a free time of the timetable, or to an urgent one with the reason; again, to move it.

    The notice to the applicant is drafted. Refused (slot-taken) when somebody was faster, (slot-off) when the time
    has become a rest day's or the official is away, (conflict-of-interest) when the official is the accused or one
    of the accused unit's people.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    secrecy.must_direct(appeal, by)
    if slot is not None:
        chosen = reception_queries.slot_to_take(session, slot)
    elif urgent is not None:
        chosen = _urgent_slot(session, appeal, urgent, reason, by, now)
    else:
        raise InvalidInput({"slot": say("Qəbul vaxtını seçin və ya təcili qəbulun vaxtını yazın.")})
    before = reception_queries.unended(session, appeal)
    _check_slot(session, appeal, chosen, now)

    events.record(
        session,
        appeal,
        Action.INVITE,
        by=by,
        now=now,
        unit=chosen.official.unit,
        reason=reason or None,
        official=chosen.official.full_name,
        reception_at=shown(chosen.starts_at),
        urgent=chosen.urgent,
    )
    if before is not None:
        end_invitation(session, before, Ending.MOVED, by=by, now=now)
    _free(session, chosen, by, now)
    session.add(
        Invitation(
            appeal=appeal, slot=chosen, reason=reason or None, invited_by_id=by.user_id, invited_at=now
        )
    )
    session.flush()
    _tell_applicant(session, appeal, chosen, now)
    return appeal


def receive(
    session: Session, number: str, version: int, *, said: str, answered: bool, by: Actor, now: datetime
) -> Appeal:
    """Note what was said at the reception, and whether it was answered orally and the applicant agreed to that."""
    appeal, invitation = _to_record(session, number, version, by, now)
    if not said:
        raise InvalidInput({"said": say("Qəbulda nə deyildiyini yazın.")})

    events.record(
        session,
        appeal,
        Action.RECEIVE,
        by=by,
        now=now,
        unit=invitation.slot.official.unit,
        reason=said,
        answered_orally=answered,
    )
    invitation.said, invitation.answered = said, answered
    end_invitation(session, invitation, Ending.HELD, by=by, now=now)
    return appeal


def miss(session: Session, number: str, version: int, *, by: Actor, now: datetime) -> Appeal:
    """Note that the applicant did not come."""
    appeal, invitation = _to_record(session, number, version, by, now)

    events.record(session, appeal, Action.MISS, by=by, now=now, unit=invitation.slot.official.unit)
    end_invitation(session, invitation, Ending.MISSED, by=by, now=now)
    return appeal


def may_record(invitation: Invitation, by: Actor) -> bool:
    """Say whether the result is the actor's to note: the call centre's, or the official's who received."""
    if by.user is None or by.role in (Role.OPERATOR, Role.CENTRE_HEAD):
        return True
    return by.staff is not None and invitation.slot.official_id == by.staff.id


def shown(moment: datetime) -> str:
    """Return the moment as it is written in a record, in Baku."""
    return f"{moment.astimezone(BAKU):%d.%m.%Y, %H:%M}"


def _to_record(
    session: Session, number: str, version: int, by: Actor, now: datetime
) -> tuple[Appeal, Invitation]:
    appeal = queries.appeal_to_change(session, by, number, version)
    invitation = reception_queries.unended(session, appeal)
    if invitation is None:
        raise Refused("not-invited", say("Bu müraciət üzrə qəbula dəvət yoxdur."))
    if not may_record(invitation, by):
        raise NotAllowed
    if now < invitation.slot.starts_at:
        raise Refused("reception-ahead", say("Qəbulun vaxtı hələ çatmayıb: nəticəni qəbuldan sonra yazın."))
    return appeal, invitation


def _urgent_slot(
    session: Session, appeal: Appeal, urgent: UrgentTime, reason: str, by: Actor, now: datetime
) -> ReceptionSlot:
    """Return the new time; free times of the official's timetable that it covers give way."""
    official, span = _read_urgent(session, urgent, reason, now)
    standing = reception_queries.standing_of(session, official, now - reception_timetable.LONGEST)
    for other in standing:
        if not reception_queries.span_of(other).overlaps(span):
            continue
        taken = reception_queries.live_of_slot(other)
        if taken is not None and taken.appeal is not appeal:
            raise InvalidInput({"urgent.at": say("Bu vaxt həmin şəxsin başqa qəbulu var.")})
        other.cancelled_at = now
    session.flush()
    slot = ReceptionSlot(
        official=official,
        starts_at=span.starts,
        minutes=span.minutes,
        place=urgent.place,
        urgent=True,
        made_by_id=by.user_id,
        made_at=now,
    )
    session.add(slot)
    session.flush()
    return slot


def _read_urgent(
    session: Session, urgent: UrgentTime, reason: str, now: datetime
) -> tuple[StaffMember, Span]:
    """Return who receives and when; InvalidInput names everything that is missing, or why it cannot be then."""
    missing: dict[str, Sentence] = {
        f"urgent.{name}": MISSING for name in ("official", "day", "at", "place") if not getattr(urgent, name)
    }
    if not reason:
        missing["reason"] = say("Qəbulun niyə cədvəli gözləyə bilmədiyini yazın.")
    if missing or urgent.day is None or urgent.at is None:
        raise InvalidInput(missing)
    official = directory.staff_member(
        session, int(urgent.official) if urgent.official.isdecimal() else urgent.official
    )
    span = Span(reception_timetable.moment(urgent.day, urgent.at), urgent.minutes)
    if span.ends <= now:
        raise InvalidInput({"urgent.at": say("Bu vaxt artıq keçib.")})
    work = reception_queries.work_time(session, urgent.day)
    if not urgent.outside and is_outside_work(span, work):
        raise InvalidInput(
            {
                "urgent.outside": say(
                    "Bu vaxt iş vaxtından kənardır: iş vaxtını yazın və ya bunu bilərək seçdiyinizi işarələyin."
                )
            }
        )
    if obstacle_to(span, official.id, work, urgent_since=now):
        away = say(
            "%(official)s həmin gün işdə deyil: başqa gün və ya şəxs seçin.", official=official.full_name
        )
        raise InvalidInput({"urgent.day": away})
    return official, span


def _check_slot(session: Session, appeal: Appeal, slot: ReceptionSlot, now: datetime) -> None:
    if may_not_receive(session, appeal, slot.official) or not slot.official.unit.body.home:
        raise _conflict(slot.official)
    if slot.ends_at <= now or (slot.starts_at <= now and not slot.urgent):
        raise Refused("slot-past", say("Bu qəbul vaxtı artıq keçib: başqa vaxt seçin."))
    work = reception_queries.work_time(session, baku_date(slot.starts_at))
    if reception_queries.obstacle_of(slot, work) is not None:
        raise Refused(
            "slot-off",
            say(
                "Bu vaxt qəbul keçirilə bilməz: təqvim dəyişib və ya qəbul edən işdə deyil. Başqa vaxt seçin."
            ),
        )
    taken = reception_queries.live_of_slot(slot)
    if taken is not None and taken.appeal is appeal:
        raise Refused("same-slot", say("Müraciət edən onsuz da bu vaxta dəvət olunub."))
    if taken is not None:
        raise Refused("slot-taken", say("Bu vaxt artıq tutulub: başqa vaxt seçin."))


def _conflict(official: StaffMember) -> Refused:
    return Refused(
        "conflict-of-interest",
        say(
            "%(official)s şikayət edilən tərəfdəndir: müraciət edəni o qəbul edə bilməz.",
            official=official.full_name,
        ),
    )


def _free(session: Session, slot: ReceptionSlot, by: Actor, now: datetime) -> None:
    """End what an appeal that was stopped in between still holds of the time."""
    for left in slot.invitations:
        if left.ended_at is None:
            end_invitation(session, left, Ending.LAPSED, by=by, now=now)


def _tell_applicant(session: Session, appeal: Appeal, slot: ReceptionSlot, now: datetime) -> None:
    local = slot.starts_at.astimezone(BAKU)
    draft_letter(
        session,
        appeal,
        Purpose.INVITED,
        now=now,
        day=f"{local:%d.%m.%Y}",
        time=f"{local:%H:%M}",
        place=slot.place,
        official=f"{slot.official.full_name}, {slot.official.position}",
    )
