"""Act: let go of what has been kept for its term; the figures stay.

Terms are legal parameters, a row for each class of record; closing starts the clock of an appeal's file. What is held
(holding.py) stays. An appeal keeps its number, kind, unit, days and outcome, so that no figure of any year changes.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, delete, exists, func, select, true, update
from sqlalchemy.orm import Session

from callcenter.accounts.models import FailedSignIn, SignIn
from callcenter.appeals import events, holding
from callcenter.appeals.likeness_models import LikenessMark
from callcenter.appeals.models import Appeal, Submission
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.vocabulary import State
from callcenter.callers.models import Caller, CallerContact
from callcenter.calls.models import Call, CallAppeal
from callcenter.core import trail
from callcenter.core.clock import BAKU, baku_date
from callcenter.core.db import Database
from callcenter.core.job_runs import claim
from callcenter.core.outbox import OutboxMessage
from callcenter.law import queries as law
from callcenter.law.parameters import LegalParameter, LegalParameters, Unit
from callcenter.upkeep.personal import BESIDE, ERASED, KEPT_DETAILS, OF_CALLS, PERSONAL
from knowledge_base.learning import remembering

JOB = "retention"
AT_NIGHT = time(3, 0)
AT_ONCE = 200


@dataclass(frozen=True)
class Swept:
    """How many records of each class were let go of, or would be."""

    appeals: int = 0
    callers: int = 0
    calls: int = 0
    notices: int = 0
    mails: int = 0
    sign_ins: int = 0
    submissions: int = 0

    def __add__(self, other: "Swept") -> "Swept":
        return Swept(**{name: count + asdict(other)[name] for name, count in asdict(self).items()})

    def __bool__(self) -> bool:
        return any(asdict(self).values())


def sweep_nightly(database: Database, now: datetime) -> None:
    """Sweep once a night, however many processes ask."""
    slot = datetime.combine(baku_date(now), AT_NIGHT, BAKU)
    if now < slot:
        return
    with database.transaction() as session:
        if not claim(session, JOB, slot, now=now):
            return
    sweep_all(database, now=now)


def sweep_all(database: Database, *, now: datetime) -> Swept:
    """Let go of everything whose term is over, some at a time, each heap in a transaction of its own."""
    total = Swept()
    while True:
        with database.transaction() as session:
            swept = sweep(session, now=now)
        total += swept
        if not swept:
            return total


def count(session: Session, *, now: datetime) -> Swept:
    """Return what a sweep would let go of now; nothing is written."""
    terms = law.parameters(session)

    def number(of: type[Any], condition: ColumnElement[bool]) -> int:
        return session.scalar(select(func.count()).select_from(of).where(condition)) or 0

    return Swept(
        appeals=number(Appeal, _appeals_over(terms, now)),
        callers=number(Caller, _callers_over(terms, now, but=_appeals_over(terms, now))),
        calls=number(Call, _calls_over(terms, now)),
        notices=number(Notice, _over(Notice.at, terms, "retention.notice", now)),
        mails=number(OutboxMessage, _over(OutboxMessage.sent_at, terms, "retention.mail", now)),
        sign_ins=number(SignIn, _over(SignIn.last_seen_at, terms, "retention.sign_in", now))
        + number(FailedSignIn, _over(FailedSignIn.at, terms, "retention.sign_in", now)),
        submissions=number(Submission, _over(Submission.at, terms, "retention.submission", now)),
    )


def sweep(session: Session, *, now: datetime) -> Swept:
    """Let go of one heap of each class and return how many; run again until nothing is left."""
    terms = law.parameters(session)
    over = session.execute(
        select(Appeal.id, Appeal.number)
        .where(_appeals_over(terms, now))
        .order_by(Appeal.id)
        .limit(AT_ONCE)
        .with_for_update()
    ).all()
    for appeal_id, number in over:
        _erase(session, appeal_id, number, now)
    return Swept(
        appeals=len(over),
        callers=_blank_callers(session, _callers_over(terms, now)),
        calls=_blank_calls(session, _calls_over(terms, now)),
        notices=_delete(session, Notice, Notice.id, _over(Notice.at, terms, "retention.notice", now)),
        mails=_delete(
            session,
            OutboxMessage,
            OutboxMessage.id,
            _over(OutboxMessage.sent_at, terms, "retention.mail", now),
        ),
        sign_ins=_delete(
            session, SignIn, SignIn.id, _over(SignIn.last_seen_at, terms, "retention.sign_in", now)
        )
        + _delete(
            session, FailedSignIn, FailedSignIn.id, _over(FailedSignIn.at, terms, "retention.sign_in", now)
        ),
        submissions=_delete(
            session, Submission, Submission.key, _over(Submission.at, terms, "retention.submission", now)
        ),
    )


def since(term: LegalParameter, now: datetime) -> datetime:
    """Return the moment before which what began is over: the same day that many years, months or days ago."""
    today = baku_date(now)
    if term.unit is Unit.DAYS:
        return now - timedelta(days=term.value)
    months = term.value * (12 if term.unit is Unit.YEARS else 1)
    return datetime.combine(_months_before(today, months), time(), BAKU)


def _months_before(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(years, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)


def _appeals_over(terms: LegalParameters, now: datetime) -> ColumnElement[bool]:
    term = terms.at("retention.appeal_file", baku_date(now))
    return (
        (Appeal.state == State.CLOSED)
        & (Appeal.closed_at < since(term, now))
        & Appeal.erased_at.is_(None)
        & ~holding.is_held()
    )


def _callers_over(
    terms: LegalParameters, now: datetime, *, but: ColumnElement[bool] | None = None
) -> ColumnElement[bool]:
    """Somebody of whose appeals none is left, but for those named, and who is not new."""
    term = terms.at("retention.appeal_file", baku_date(now))
    said_something = exists().where(
        Appeal.caller_id == Caller.id, but.is_not(True) if but is not None else true()
    )
    known = (
        Caller.name.is_not(None)
        | Caller.phone_typed.is_not(None)
        | Caller.email.is_not(None)
        | Caller.fin_print.is_not(None)
        | Caller.voen.is_not(None)
        | Caller.address.is_not(None)
    )
    return known & (Caller.created_at < since(term, now)) & ~said_something


def _over(began: Any, terms: LegalParameters, key: str, now: datetime) -> ColumnElement[bool]:
    found: ColumnElement[bool] = began < since(terms.at(key, baku_date(now)), now)
    return found


def _erase(session: Session, appeal_id: int, number: str, now: datetime) -> None:
    for table, column, of, blanks in BESIDE:
        hangs_on = select(of.id).where(of.appeal_id == appeal_id)
        _blank(session, table, getattr(table, column).in_(hangs_on), blanks)
    for table, column, blanks in PERSONAL:
        _blank(session, table, getattr(table, column) == appeal_id, blanks)
    session.execute(delete(LikenessMark).where(LikenessMark.appeal_id == appeal_id))
    events.erase_words(session, session.get_one(Appeal, appeal_id), now=now, keep=KEPT_DETAILS)
    remembering.erase(session, number, now=now)
    session.execute(update(Appeal).where(Appeal.id == appeal_id).values(erased_at=now))
    session.flush()
    trail.record(session, "appeal.erased", now=now, about=number)


def _blank(
    session: Session, table: type[Any], condition: ColumnElement[bool], blanks: Mapping[str, Any]
) -> None:
    erased = {
        name: _erased(getattr(table, name)) if blank == ERASED else blank for name, blank in blanks.items()
    }
    session.execute(update(table).where(condition).values(**erased))


def _erased(column: Any) -> Any:
    return case((func.length(column) > 0, ERASED), else_=column)


def _blank_calls(session: Session, condition: ColumnElement[bool]) -> int:
    """Forget who called; the recordings have a sweep and a shorter term of their own (calls/sweeping.py)."""
    ids = session.scalars(select(Call.id).where(condition).limit(AT_ONCE)).all()
    for table, column, blanks in OF_CALLS:
        _blank(session, table, getattr(table, column).in_(ids), blanks)
    return len(ids)


def _calls_over(terms: LegalParameters, now: datetime) -> ColumnElement[bool]:
    known = Call.number_typed.is_not(None) | Call.number.is_not(None) | Call.operator_text.is_not(None)
    of_a_held_file = exists().where(
        CallAppeal.call_id == Call.id, CallAppeal.appeal_id == Appeal.id, holding.is_held()
    )
    return known & _over(Call.started_at, terms, "retention.call", now) & ~of_a_held_file


def _blank_callers(session: Session, condition: ColumnElement[bool]) -> int:
    ids = session.scalars(select(Caller.id).where(condition).limit(AT_ONCE)).all()
    session.execute(
        update(Caller)
        .where(Caller.id.in_(ids))
        .values(
            name=None,
            phone_typed=None,
            phone=None,
            email=None,
            fin_sealed=None,
            fin_print=None,
            voen=None,
            address=None,
        )
    )
    session.execute(delete(CallerContact).where(CallerContact.caller_id.in_(ids)))
    return len(ids)


def _delete(session: Session, table: type[Any], key: Any, condition: ColumnElement[bool]) -> int:
    keys = session.scalars(select(key).where(condition).limit(AT_ONCE * 10)).all()
    session.execute(delete(table).where(key.in_(keys)))
    return len(keys)
