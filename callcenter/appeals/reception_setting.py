"""Acts: put an official's times of reception on the month's timetable, and take a free one off it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import reception_queries, reception_timetable
from callcenter.appeals.reception_hours import WorkTime
from callcenter.appeals.reception_models import ReceptionSlot
from callcenter.appeals.reception_timetable import Pattern
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.directory.models import StaffMember

SHORTEST, LONGEST = 5, 240
# A timetable is announced for the year that is coming, not for a far one.
MONTHS_AHEAD = 12


@dataclass(frozen=True)
class TimetableDraft:
    """A weekly pattern for a month of an official's; official is an id."""

    official: int
    month: date
    pattern: Pattern
    place: str


def set_timetable(
    session: Session, draft: TimetableDraft, *, by: Actor, now: datetime
) -> list[ReceptionSlot]:
    """Add the times of the pattern that are on working days, ahead, and beside the official's other times."""
    work = reception_queries.work_time(session, draft.month)
    _check(draft, work, now)
    official = directory.staff_member(session, draft.official)
    _must_set(official, by)
    standing = reception_queries.standing_of(session, official, now - reception_timetable.LONGEST)
    spans = reception_timetable.timetable(
        draft.month,
        draft.pattern,
        work,
        official=official.id,
        taken=map(reception_queries.span_of, standing),
        now=now,
    )
    if not spans:
        raise Refused(
            "no-times",
            say("Bu ayda həmin günlərdə əlavə ediləcək vaxt qalmayıb: günləri və ya saatları dəyişin."),
        )

    made = [
        ReceptionSlot(
            official=official,
            starts_at=span.starts,
            minutes=span.minutes,
            place=draft.place,
            made_by_id=by.user_id,
            made_at=now,
        )
        for span in spans
    ]
    session.add_all(made)
    session.flush()
    return made


def cancel_slot(session: Session, slot_id: int, *, by: Actor, now: datetime) -> ReceptionSlot:
    """Take a time off the timetable; Refused (slot-taken) when somebody is invited to it."""
    slot = reception_queries.slot_to_take(session, slot_id)
    _must_set(slot.official, by)
    if reception_queries.live_of_slot(slot) is not None:
        raise Refused(
            "slot-taken",
            say("Bu vaxta müraciət edən dəvət olunub: əvvəlcə dəvəti başqa vaxta keçirin."),
        )

    slot.cancelled_at = now
    session.flush()
    return slot


def may_set(official: StaffMember, by: Actor) -> bool:
    """Say whether the official's times are the actor's to set: the centre's head, or the official's own head."""
    return by.role is Role.CENTRE_HEAD or by.heads(official.unit_id)


def _must_set(official: StaffMember, by: Actor) -> None:
    if not may_set(official, by) or not official.unit.body.home:
        raise NotAllowed


def _check(draft: TimetableDraft, work: WorkTime, now: datetime) -> None:
    wrong: dict[str, Sentence] = {}
    today = baku_date(now)
    ahead = (draft.month.year - today.year) * 12 + draft.month.month - today.month
    if not 0 <= ahead <= MONTHS_AHEAD:
        wrong["month"] = say("Bu aydan başlayaraq bir il ərzində olan ayı seçin.")
    if not draft.pattern.weekdays:
        wrong["weekdays"] = say("Həftənin ən azı bir gününü seçin.")
    if not SHORTEST <= draft.pattern.minutes <= LONGEST:
        wrong["minutes"] = say(
            "Müddət %(least)d ilə %(most)d dəqiqə arasında olmalıdır.", least=SHORTEST, most=LONGEST
        )
    if draft.pattern.first >= draft.pattern.until:
        wrong["until"] = say("Qəbulun sonu əvvəlindən gec olmalıdır.")
    elif "month" not in wrong and (
        latest := reception_timetable.beyond_work(draft.month, draft.pattern, work)
    ):
        wrong["until"] = say(
            "İş vaxtı saat %(until)s-dək davam edir: qəbul ondan gec bitə bilməz.", until=f"{latest:%H:%M}"
        )
    if wrong:
        raise InvalidInput(wrong)
