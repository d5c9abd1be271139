"""Reading the sector's plans, the conduct of its people, and its proposals."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, ScalarSelect, case, func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.appeals import queries as appeals
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.unit_work import PART_OF_A_UNIT, WHOLE, part_done, was_late
from callcenter.appeals.vocabulary import Action
from callcenter.core.clock import BAKU, baku_date
from callcenter.core.errors import NotFound
from callcenter.core.wording import say
from callcenter.directory.actors import Actor
from callcenter.directory.models import Unit
from callcenter.law.working_days import ONE_DAY
from callcenter.sector.discipline import Conduct, UnitWork, Whole, standing
from callcenter.sector.models import Proposal, WorkItem, WorkPlan
from callcenter.sector.plan_standing import Task
from callcenter.sector.vocabulary import ProposalState, Standing

SECTOR = (Role.OPERATOR, Role.CENTRE_HEAD)


def plans(session: Session) -> Sequence[WorkPlan]:
    """Return the plans with their items, the newest first."""
    return session.scalars(
        select(WorkPlan)
        .options(
            selectinload(WorkPlan.items).selectinload(WorkItem.owner),
            selectinload(WorkPlan.made_by),
            selectinload(WorkPlan.signed_by),
        )
        .order_by(WorkPlan.first_day.desc(), WorkPlan.id.desc())
        .limit(24)
    ).all()


def plan(session: Session, plan_id: int) -> WorkPlan:
    """Return a plan, locked; NotFound (unknown-plan) when there is none."""
    found = session.get(WorkPlan, plan_id, with_for_update=True)
    if found is None:
        raise NotFound("unknown-plan", say("Belə iş planı yoxdur."))
    return found


def item(session: Session, item_id: int) -> WorkItem:
    """Return an item of a plan, locked; NotFound (unknown-item) when there is none."""
    found = session.get(WorkItem, item_id, with_for_update=True)
    if found is None:
        raise NotFound("unknown-item", say("İş planında belə tədbir yoxdur."))
    return found


def people(session: Session) -> Sequence[User]:
    """Return the people of the sector who have an account, by name."""
    return session.scalars(
        select(User).where(User.role.in_(SECTOR), User.disabled_at.is_(None)).order_by(User.display_name)
    ).all()


def tasks(session: Session, first: date, last: date) -> list[Task]:
    """Return the tasks that signed plans had for those days, and those that were left from the days before.

    A plan counts from the day it was signed; a task is left over until the head agreed that it is done.
    """
    items = session.scalars(
        select(WorkItem)
        .join(WorkItem.plan)
        .where(
            WorkPlan.signed_at < _moment(last + ONE_DAY),
            WorkItem.due_on <= last,
            or_(
                WorkItem.due_on >= first,
                WorkItem.confirmed_at.is_(None),
                WorkItem.confirmed_at >= _moment(first),
            ),
        )
        .options(selectinload(WorkItem.owner))
        .order_by(WorkItem.due_on, WorkItem.id)
    )
    return [one.as_task for one in items]


def conduct(session: Session, first: date, last: date, reader: Actor) -> list[Conduct]:
    """Return the figures of each person of the sector for those days, by name.

    What complains of the reader is in none of them: a sum greater than their own list would tell that somebody complained.
    """
    begin, end, clear = _moment(first), _moment(last + ONE_DAY), appeals.clear_of(reader)
    did = _acts(session, begin, end, clear)
    returned, reclassified = _returned(session, begin, end, clear), _reclassified(session, begin, end, clear)
    late = _told_late(session, begin, end, clear)
    plan_done, plan_late = _plan(session, first, last)
    return [
        Conduct(
            user_id=one.id,
            name=one.display_name,
            logged=did[one.id, Action.LOG],
            answered=did[one.id, Action.ANSWER_ON_LINE],
            routed=did[one.id, Action.ROUTE],
            returned=returned[one.id],
            reclassified=reclassified[one.id],
            told_late=late[one.id],
            plan_done=plan_done[one.id],
            plan_late=plan_late[one.id],
        )
        for one in people(session)
    ]


def whole(session: Session, first: date, last: date, reader: Actor) -> Whole:
    """Return the sector's figures for those days. They name nobody, so they count all but what complains of the reader."""
    begin, end, clear = _moment(first), _moment(last + ONE_DAY), appeals.clear_of(reader)
    received, repeats = session.execute(
        select(func.count(), func.count(Appeal.repeat_of_id)).where(
            Appeal.registered_at >= begin, Appeal.registered_at < end, WHOLE, clear
        )
    ).one()
    return Whole(received, repeats, tuple(_units(session, begin, end, clear)))


def _units(
    session: Session, begin: datetime, end: datetime, clear: ColumnElement[bool]
) -> Iterator[UnitWork]:
    """Count for each unit, by name, the appeals that it answered and the parts that it did."""
    answered, late = Counter[str](), Counter[str]()
    for scope, done in ((WHOLE, Appeal.answered_at), (PART_OF_A_UNIT, part_done())):
        rows = session.execute(
            select(Unit.name, func.count(), func.count(case((was_late(done), 1))))
            .join(Unit, Unit.id == Appeal.unit_id)
            .where(scope, done >= begin, done < end, clear)
            .group_by(Unit.name)
        )
        for name, of_all, of_late in rows:
            answered[name] += of_all
            late[name] += of_late
    return (UnitWork(name, answered[name], late[name]) for name in sorted(answered))


def proposals(session: Session, first: date) -> Sequence[Proposal]:
    """Return the proposals of the month that begins on the day."""
    return session.scalars(
        select(Proposal).where(Proposal.first_day == first).order_by(Proposal.subject, Proposal.id)
    ).all()


def sent_proposals(session: Session) -> Sequence[Proposal]:
    """Return what was sent to leadership, the newest first."""
    return session.scalars(
        select(Proposal)
        .where(Proposal.state == ProposalState.SENT)
        .options(selectinload(Proposal.decided_by))
        .order_by(Proposal.id.desc())
        .limit(100)
    ).all()


def _acts(
    session: Session, begin: datetime, end: datetime, clear: ColumnElement[bool]
) -> Counter[tuple[int, Action]]:
    """Who did what how often; who divides an appeal logs nothing, but routes each part."""
    counted = session.execute(
        select(AppealEvent.user_id, AppealEvent.action, func.count())
        .join(AppealEvent.appeal)
        .where(
            clear,
            or_(AppealEvent.action != Action.LOG, WHOLE),
            AppealEvent.at >= begin,
            AppealEvent.at < end,
            AppealEvent.user_id.is_not(None),
            AppealEvent.action.in_((Action.LOG, Action.ANSWER_ON_LINE, Action.ROUTE)),
        )
        .group_by(AppealEvent.user_id, AppealEvent.action)
    )
    return Counter({(user, action): count for user, action, count in counted if user is not None})


def _returned(session: Session, begin: datetime, end: datetime, clear: ColumnElement[bool]) -> Counter[int]:
    """Whose routing each appeal that a unit sent back in the period came from: the last one before it."""
    back = aliased(AppealEvent)
    by = session.scalars(
        select(AppealEvent.user_id)
        .join(back, AppealEvent.id == _last_before(back, Action.ROUTE))
        .join(Appeal, Appeal.id == back.appeal_id)
        .where(clear, back.action == Action.SEND_BACK, back.at >= begin, back.at < end)
    )
    return Counter(user for user in by if user is not None)


def _reclassified(
    session: Session, begin: datetime, end: datetime, clear: ColumnElement[bool]
) -> Counter[int]:
    """Who logged the appeals whose kind somebody else changed in the period; a part has that of the whole."""
    by = session.scalars(
        select(Appeal.logged_by_id)
        .join(AppealEvent, AppealEvent.appeal_id == Appeal.id)
        .where(
            WHOLE,
            clear,
            AppealEvent.action == Action.RECLASSIFY,
            AppealEvent.at >= begin,
            AppealEvent.at < end,
            or_(AppealEvent.user_id.is_(None), AppealEvent.user_id != Appeal.logged_by_id),
        )
    )
    return Counter(user for user in by if user is not None)


def _told_late(session: Session, begin: datetime, end: datetime, clear: ColumnElement[bool]) -> Counter[int]:
    """Who told the applicant after the due day an answer that was approved in time.

    Of a divided appeal the joint answer is told; how long the units took for its parts is not the sector's.
    """
    approved, told = aliased(AppealEvent), aliased(AppealEvent)
    rows = session.execute(
        select(told.user_id, Appeal.due_on, approved.at, told.at)
        .join(Appeal, Appeal.id == told.appeal_id)
        .join(approved, approved.id == _last_before(told, Action.APPROVE))
        .where(
            clear, told.action == Action.DELIVER, told.at >= begin, told.at < end, told.user_id.is_not(None)
        )
    )
    return Counter(
        user
        for user, due_on, approved_at, told_at in rows
        if user is not None and baku_date(approved_at) <= due_on < baku_date(told_at)
    )


def _last_before(event: type[AppealEvent], action: Action) -> ScalarSelect[int]:
    """Return the step of that action which the appeal took last before the event."""
    earlier = aliased(AppealEvent)
    return (
        select(func.max(earlier.id))
        .where(earlier.appeal_id == event.appeal_id, earlier.action == action, earlier.id < event.id)
        .correlate(event)
        .scalar_subquery()
    )


def _plan(session: Session, first: date, last: date) -> tuple[Counter[int], Counter[int]]:
    done, late = Counter[int](), Counter[int]()
    items = session.scalars(
        select(WorkItem)
        .join(WorkItem.plan)
        .where(WorkPlan.signed_at.is_not(None), WorkItem.due_on.between(first, last))
    )
    for one in items:
        stands = standing(one.as_item, last + ONE_DAY)
        done[one.owner_id] += stands is Standing.DONE
        late[one.owner_id] += stands in (Standing.DONE_LATE, Standing.OVERDUE)
    return done, late


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), BAKU)
