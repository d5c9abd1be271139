"""Reading calls, the queue of call-backs, recordings and requests for copies."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, selectinload

from callcenter.accounts.models import User
from callcenter.appeals import queries as appeals
from callcenter.appeals.models import Appeal
from callcenter.callers.identification import phone_number
from callcenter.callers.models import Caller
from callcenter.calls.callback_clock import HELD_FOR
from callcenter.calls.callback_models import Callback
from callcenter.calls.course import WITHIN
from callcenter.calls.figures import Tally
from callcenter.calls.hours import Hours
from callcenter.calls.models import Call, CallAppeal
from callcenter.calls.vocabulary import CallbackState, CallOutcome, Direction, Half, Line
from callcenter.core.errors import NotFound
from callcenter.core.ordered import page_of
from callcenter.core.paging import PAGE_SIZE, Page, read_cursor, write_cursor
from callcenter.core.wording import say
from callcenter.directory.actors import Actor
from callcenter.law import queries as law

RINGS_FOR, STILL_ON = timedelta(minutes=10), timedelta(hours=3)
"""A call that rings or is talked for longer is over, whatever the exchange forgot to say."""
JUST_OVER = timedelta(minutes=15)
"""So long after its end a call that was not logged is offered to its operator."""
QUEUE = 300


def hours(session: Session) -> Hours:
    """Return from what the hours of the lines follow."""
    return Hours(law.calendar(session), law.parameters(session))


def number_key(typed: str) -> str:
    """Return by what a number is found again: E.164 in whatever form it was typed, else its digits."""
    return phone_number(typed) or "".join(filter(str.isdigit, typed))


def call_by_id(session: Session, call_id: int) -> Call:
    """Return a call; NotFound (unknown-call) when there is none."""
    found = session.scalar(select(Call).where(Call.id == call_id).options(*_PARTS))
    if found is None:
        raise NotFound("unknown-call", say("Belə zəng qeydə alınmayıb."))
    return found


_PARTS = (
    selectinload(Call.operator),
    selectinload(Call.appeals),
    selectinload(Call.callback),
)


def calls(
    session: Session,
    *conditions: ColumnElement[bool],
    cursor: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[Call]:
    """Return a page of calls, the last received first; what the exchange tells late stands where it belongs."""
    after = read_cursor(cursor)
    chosen: Select[Call] = select(Call).where(*conditions)
    if after is not None:
        last = select(Call.started_at).where(Call.id == after).scalar_subquery()
        chosen = chosen.where(or_(Call.started_at < last, and_(Call.started_at == last, Call.id < after)))
    by_time = (Call.started_at.desc(), Call.id.desc())
    rows = session.scalars(chosen.options(*_PARTS).order_by(*by_time).limit(size + 1)).all()
    return Page(rows[:size], write_cursor(rows[size - 1].id) if len(rows) > size else None)


def in_days(first: date, last: date) -> ColumnElement[bool]:
    """Return the condition that a call came in on one of the days."""
    return and_(Call.direction == Direction.INBOUND, Call.day.between(first, last))


def at_hand(session: Session, user: User, now: datetime) -> Sequence[Call]:
    """Return the calls of an operator that ring, are talked, or have just ended without being logged, the newest first."""
    rings = and_(Call.answered_at.is_(None), Call.started_at > now - RINGS_FOR)
    talked = and_(Call.answered_at.is_not(None), Call.started_at > now - STILL_ON)
    running = and_(Call.ended_at.is_(None), or_(rings, talked))
    unlogged = ~select(CallAppeal.call_id).where(CallAppeal.call_id == Call.id).exists()
    just_over = and_(
        Call.outcome == CallOutcome.ANSWERED, Call.ended_at > now - JUST_OVER, Call.ended_at <= now
    )
    return session.scalars(
        select(Call)
        .where(Call.operator_id == user.id, or_(running, and_(just_over, unlogged)))
        .options(*_PARTS)
        .order_by(Call.started_at.desc())
        .limit(5)
    ).all()


def forgotten(session: Session, before: datetime) -> Sequence[Call]:
    """Return incoming calls that began before a moment and of whose answer or end nothing was ever told."""
    return session.scalars(
        select(Call)
        .where(Call.direction == Direction.INBOUND, Call.outcome.is_(None), Call.started_at < before)
        .order_by(Call.id)
        .limit(QUEUE)
    ).all()


def of_operator(session: Session, user: User, day: date) -> Sequence[Call]:
    """Return an operator's calls of a day, the newest first."""
    return session.scalars(
        select(Call)
        .where(Call.operator_id == user.id, Call.day == day)
        .options(*_PARTS)
        .order_by(Call.started_at.desc())
        .limit(200)
    ).all()


def of_appeal(session: Session, appeal: Appeal) -> Sequence[Call]:
    """Return the calls during which an appeal was logged or spoken of, the oldest first."""
    return session.scalars(
        select(Call)
        .join(CallAppeal, CallAppeal.call_id == Call.id)
        .where(CallAppeal.appeal_id == appeal.id)
        .options(*_PARTS)
        .order_by(Call.started_at)
    ).all()


def names_of(session: Session, actor: Actor, numbers: Iterable[str | None]) -> Mapping[str, str]:
    """Return by which name the actor may know each number: the last one that was given with it.

    Whose name came with appeals alone that the actor may not see is a stranger to them.
    """
    wanted = {one for one in numbers if one}
    told = appeals.visible_to(actor).where(Appeal.caller_id == Caller.id)
    found = session.execute(
        select(Caller.phone, Caller.name)
        .where(Caller.phone.in_(wanted), Caller.name.is_not(None), told.exists())
        .order_by(Caller.id)
    )
    return {phone: name for phone, name in found if phone and name}


def queue(
    session: Session, now: datetime, *, reader: int | None = None, cursor: str | None = None
) -> Page[Callback]:
    """Return a page of the open call-backs: the reader's own, those to be called now by due moment, those for later.

    What somebody has taken stands first, so that it is before them wherever in the queue it lay.
    """
    own = and_(Callback.taken_by_id == reader, Callback.taken_at > now - HELD_FOR)
    of_others = case((own, 0), else_=1)
    later = and_(Callback.next_try_at.is_not(None), Callback.next_try_at > now)
    chosen = (
        select(Callback)
        .where(Callback.state == CallbackState.OPEN)
        .options(selectinload(Callback.taken_by), selectinload(Callback.tries))
    )
    return page_of(session, chosen, (of_others, later, Callback.due_at, Callback.id), cursor=cursor)


def waiting(session: Session, now: datetime) -> tuple[int, int]:
    """Return how many call-backs are open, and how many of them are overdue."""
    due = session.scalars(select(Callback.due_at).where(Callback.state == CallbackState.OPEN)).all()
    return len(due), sum(one < now for one in due)


def callback_by_id(session: Session, callback_id: int, *, lock: bool = False) -> Callback:
    """Return a call-back, locked where it is to be changed; NotFound (unknown-callback) when there is none."""
    chosen = select(Callback).where(Callback.id == callback_id)
    found = session.scalar(chosen.with_for_update(of=Callback) if lock else chosen)
    if found is None:
        raise NotFound("unknown-callback", say("Belə geri zəng yoxdur."))
    return found


def free(callback: Callback, now: datetime, user_id: int | None) -> bool:
    """Say whether a person may take a call-back: nobody else has, or not within the last ten minutes."""
    return callback.taken_at is None or callback.taken_by_id == user_id or callback.taken_at + HELD_FOR <= now


def open_callback(session: Session, number: str) -> Callback | None:
    """Return the one open call-back to a number, locked."""
    return session.scalar(select(Callback).where(Callback.open_number == number).with_for_update(of=Callback))


def spoken_with_since(session: Session, number: str, since: datetime) -> bool:
    """Say whether somebody at this number was answered or reached after a moment."""
    answered = select(Call.id).where(
        Call.number == number, Call.direction == Direction.INBOUND, Call.answered_at >= since
    )
    reached = select(Callback.id).where(
        Callback.number == number,
        Callback.state.in_((CallbackState.REACHED, CallbackState.CALLED_AGAIN)),
        Callback.closed_at >= since,
    )
    return session.scalar(answered.limit(1)) is not None or session.scalar(reached.limit(1)) is not None


def tallies(session: Session, first: date, last: date) -> dict[tuple[Line, Half], Tally]:
    """Return the counts of the incoming calls that began on some days, by line and half of the day."""
    answered = Call.outcome == CallOutcome.ANSWERED
    spoken = Callback.state.in_((CallbackState.REACHED, CallbackState.CALLED_AGAIN))

    def count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count(case((and_(*conditions), 1)))

    def seconds(column: ColumnElement[int]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((answered, column), else_=0)), 0)

    rows = session.execute(
        select(
            Call.line,
            Call.half,
            func.count(),
            count(answered),
            count(answered, Call.wait_seconds <= WITHIN),
            count(~answered, Call.in_hours.is_(False)),
            count(~answered, spoken),
            seconds(Call.wait_seconds.expression),
            seconds(Call.talk_seconds.expression),
        )
        .outerjoin(Callback, Callback.id == Call.callback_id)
        .where(in_days(first, last), Call.outcome.is_not(None))
        .group_by(Call.line, Call.half)
    )
    return {(line, half): Tally(*(int(one) for one in counted)) for line, half, *counted in rows}
