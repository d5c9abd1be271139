"""Act: the call centre's own affairs in the example past, before the appeals and as they stand now."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session, selectinload

from callcenter.accounts import mandates
from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import MandateKind
from callcenter.appeals import reception_setting
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.reception_models import Invitation, ReceptionSlot
from callcenter.appeals.reception_setting import TimetableDraft
from callcenter.appeals.reception_timetable import Pattern
from callcenter.core.clock import BAKU, baku_date
from callcenter.directory import absences, authorising
from callcenter.directory.absence_models import Absence
from callcenter.directory.absences import AbsenceDraft
from callcenter.directory.actors import Actor
from callcenter.directory.models import StaffMember
from callcenter.directory.reader_models import AuthorisedReader
from callcenter.directory.vocabulary import AbsenceReason
from callcenter.law.working_days import ONE_DAY
from callcenter.sector import planning, proposing
from callcenter.sector.models import WorkItem, WorkPlan
from callcenter.upkeep.example_calls import DAYS, OPENS
from callcenter.upkeep.example_receptions import FreeTime
from callcenter.upkeep.example_staff import Staff
from callcenter.upkeep.example_texts import OfficeWords

AWAY_IN, NETWORK_IN = (
    "Elektron sistemlər və proqram təminatı sektoru",
    "Şəbəkə və əməliyyat sistemlərini idarəetmə sektoru",
)
RECEIVES, UNTIL, EACH = time(14), time(16), 30
READ_AFTER = timedelta(days=2)
ONE_WEEK = timedelta(days=7)


def open_office(
    session: Session, staff: Staff, words: OfficeWords, *, home: frozenset[str], now: datetime
) -> None:
    """Announce the times of reception from the first day on, and authorise who receives reports of corruption."""
    began = now - DAYS * ONE_DAY
    if session.scalar(select(ReceptionSlot.id).limit(1)) is None:
        heads = [head for unit, head in staff.heads.items() if unit in home]
        for weekday, head in enumerate(heads):
            _announce(session, head, frozenset({weekday % 5}), words.reception_place, began, now)
    user = staff.entrusted.user
    if user and session.scalar(select(AuthorisedReader.id).limit(1)) is None:
        authorising.authorise(session, user.name, order=words.readers_order, by=None, now=began)


def free_times(session: Session, now: datetime) -> Sequence[FreeTime]:
    """Return the times of the past weeks and those ahead at which nobody is expected."""
    slots = session.scalars(
        select(ReceptionSlot)
        .where(
            ReceptionSlot.starts_at > now - DAYS * ONE_DAY,
            ReceptionSlot.cancelled_at.is_(None),
            ReceptionSlot.urgent.is_(False),
            ~exists().where(Invitation.slot_id == ReceptionSlot.id),
        )
        .options(selectinload(ReceptionSlot.official).selectinload(StaffMember.unit))
    )
    return [FreeTime(one.starts_at, one.ends_at, one.official.unit.name, one.id) for one in slots]


def people_away(session: Session) -> frozenset[int]:
    """Return who is away or was to be, by id: nobody gives them work in an example."""
    return frozenset(session.scalars(select(Absence.staff_id).where(Absence.cancelled_at.is_(None))))


def leave_as_it_is(session: Session, staff: Staff, words: OfficeWords, *, now: datetime) -> None:
    """Put on the desks what is going on now: plans, absences, a mandate, proposals; the old notices are read."""
    if session.scalar(select(WorkPlan.id).limit(1)) is None:
        _plan_months(session, staff, words, now)
        _note_absences(session, staff, now)
        _empower(session, staff, words, now)
        _propose(session, staff, now)
    session.execute(
        update(Notice)
        .where(Notice.at < now - READ_AFTER, Notice.seen_at.is_(None))
        .values(seen_at=Notice.at),
        execution_options={"synchronize_session": False},
    )


def _announce(
    session: Session, head: Actor, weekdays: frozenset[int], place: str, began: datetime, now: datetime
) -> None:
    month = _first(baku_date(began))
    while month <= baku_date(now) + 4 * ONE_WEEK:
        draft = TimetableDraft(
            official=head.staff.id if head.staff else 0,
            month=month,
            pattern=Pattern(weekdays, RECEIVES, UNTIL, EACH),
            place=place,
        )
        if month > baku_date(began) or _last(month) >= baku_date(began) + ONE_WEEK:
            reception_setting.set_timetable(session, draft, by=head, now=began)
        month = _last(month) + ONE_DAY


def _plan_months(session: Session, staff: Staff, words: OfficeWords, now: datetime) -> None:
    """Keep a signed plan of last month and of this one, and one of the next that is not signed yet."""
    this = _first(baku_date(now))
    last = _first(this - ONE_DAY)
    owners = [one.user.name for one in staff.operators if one.user]
    head = _user(session, staff.centre_head)
    for first in (last, this):
        signed = min(now, _hour_of(first))
        plan = _plan(session, words, first, owners, head, signed)
        planning.sign(session, plan.id, by=head, now=signed)
        for item, said in zip(plan.items, words.plan, strict=True):
            _report(session, item, said, head, now)
    _plan(session, words, _last(this) + ONE_DAY, owners, head, now)


def _plan(
    session: Session, words: OfficeWords, first: date, owners: Sequence[str], head: User, at: datetime
) -> WorkPlan:
    last = _last(first)
    title = words.plan_title % {"month": f"{first:%m.%Y}"}
    plan = planning.make_plan(session, title=title, first_day=first, last_day=last, by=head, now=at)
    for place, said in enumerate(words.plan):
        due = first + round((last - first).days * said["share"]) * ONE_DAY
        owner = owners[place % len(owners)]
        planning.add_item(session, plan.id, what=said["what"], owner=owner, due_on=due)
    return plan


def _report(session: Session, item: WorkItem, said: Mapping[str, Any], head: User, now: datetime) -> None:
    """Note what was done of an item by now, and whether the head agreed."""
    if "lag" not in said or (at := _hour_of(item.due_on + said["lag"] * ONE_DAY)) > now:
        return
    planning.report_done(session, item.id, report=said["report"], by=item.owner, now=at)
    if said["confirmed"]:
        planning.confirm(session, item.id, by=head, now=min(now, at + ONE_DAY))


def _note_absences(session: Session, staff: Staff, now: datetime) -> None:
    """Note that an executor is away now with a deputy, and that a head will be next week."""
    today = baku_date(now)
    away, deputy = (one.staff for one in staff.executors[AWAY_IN][:2])
    leaving, other = staff.heads[NETWORK_IN].staff, staff.heads[AWAY_IN].staff
    monday = today + (7 - today.weekday()) * ONE_DAY
    for person, stands_in, first, days, why in (
        (away, deputy, today - 2 * ONE_DAY, 12, AbsenceReason.LEAVE),
        (leaving, other, monday, 4, AbsenceReason.TRIP),
    ):
        if person and stands_in:
            draft = AbsenceDraft(person.id, first, first + days * ONE_DAY, why, stands_in.id)
            absences.enter(session, draft, by=staff.administrator, now=now - 3 * ONE_DAY)


def _empower(session: Session, staff: Staff, words: OfficeWords, now: datetime) -> None:
    """Record that the deputy will act as the head of the centre for a week."""
    today, deputy = baku_date(now), staff.centre_deputy.user
    if deputy is None:
        return
    mandates.record_mandate(
        session,
        name=deputy.name,
        kind=MandateKind.SUBSTITUTE,
        first_day=today + 10 * ONE_DAY,
        last_day=today + 16 * ONE_DAY,
        act=words.mandate_act,
        act_on=today - 2 * ONE_DAY,
        by=_user(session, staff.administrator),
        now=now - ONE_DAY,
    )


def _propose(session: Session, staff: Staff, now: datetime) -> None:
    """Draft what last month's figures propose; the head sent the first of it to leadership."""
    last = _first(baku_date(now)) - ONE_DAY
    drafted = proposing.draft_proposals(
        session, _first(last), last, by=staff.centre_head, now=min(now, _hour_of(last + ONE_DAY))
    )
    for one in drafted[:1]:
        text = one.drafted % one.values
        proposing.send(session, one.id, text=text, by=_user(session, staff.centre_head), now=now)


def _user(session: Session, actor: Actor) -> User:
    return session.get_one(User, actor.user_id)


def _first(day: date) -> date:
    return day.replace(day=1)


def _last(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _hour_of(day: date) -> datetime:
    return datetime.combine(day, time(OPENS + 1), BAKU)
