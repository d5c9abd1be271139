"""Acts: ask applicants how their closed appeal was dealt with, by a link or by a call, and note what they say."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from callcenter.appeals import deliveries, queries, satisfaction_rules
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.satisfaction_models import Satisfaction
from callcenter.appeals.vocabulary import Action, Level, State
from callcenter.callers.models import Caller
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.core.wording import say
from callcenter.directory.actors import Actor

JOB = "satisfaction"
ASK_WITHIN, CALL_WITHIN, LINK_LASTS = timedelta(days=14), timedelta(days=30), timedelta(days=30)
AT_ONCE = 200
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
# Who did one of these would be asking about their own work.
_OWN_WORK = frozenset(
    {Action.LOG, Action.ANSWER_ON_LINE, Action.DRAFT, Action.APPROVE, Action.DELIVER, Action.CLOSE}
)


class Spent(Refused):
    """The link was used, or its time is over."""

    status = 410

    def __init__(self) -> None:
        super().__init__("link-spent", say("Bu keçiddən artıq istifadə olunub və ya müddəti bitib."))


def ask_due(session: Session, now: datetime, *, public_url: str) -> int:
    """Post a link to each applicant with an e-mail whose appeal was closed lately and who was not asked; return how many."""
    due = session.scalars(
        select(Appeal)
        .where(_askable(now - ASK_WITHIN), _never_asked(), _has_mail())
        .options(selectinload(Appeal.caller))
        .order_by(Appeal.id)
        .limit(AT_ONCE)
    ).all()
    return sum(_ask(session, appeal, public_url, now) for appeal in due)


def question(session: Session, token: str, *, now: datetime, lock: bool = False) -> Satisfaction:
    """Return the question behind a link; NotFound when there is none, Spent when it was answered or is too old."""
    known = _TOKEN.fullmatch(token)
    wanted = select(Satisfaction).where(Satisfaction.token_hash == _print(token))
    found = session.scalar(wanted.with_for_update() if lock else wanted) if known else None
    if found is None:
        raise NotFound("unknown-link", say("Belə keçid yoxdur: ünvanı məktubdan tam köçürün."))
    if found.answered_at is not None or found.expires_at is None or found.expires_at <= now:
        raise Spent
    return found


def rate(
    session: Session, token: str, *, rating: int | None, solved: bool | None, comment: str, now: datetime
) -> Satisfaction:
    """Note what the applicant says by the link, once."""
    asked = question(session, token, now=now, lock=True)
    if faults := satisfaction_rules.faults(rating, solved, comment):
        raise InvalidInput(faults)

    _note(asked, rating, solved, comment, now)
    session.flush()
    return asked


def to_call(session: Session, actor: Actor, *, now: datetime, links_are_mailed: bool) -> Sequence[Appeal]:
    """Return the closed appeals whose applicants are asked by telephone, without those that are the actor's own work."""
    by_call = [_never_asked(), _has_phone(), ~_is_own_work(actor)]
    if links_are_mailed:
        by_call.append(~_has_mail())
    return session.scalars(
        queries.visible_to(actor)
        .where(_askable(now - CALL_WITHIN), *by_call)
        .options(selectinload(Appeal.caller))
        .order_by(Appeal.closed_at, Appeal.id)
        .limit(AT_ONCE)
    ).all()


def note_call(
    session: Session,
    number: str,
    *,
    rating: int | None,
    solved: bool | None,
    comment: str,
    declined: bool,
    by: Actor,
    now: datetime,
) -> Satisfaction:
    """Note what the applicant said on the telephone; never by who logged, answered or closed the appeal."""
    appeal = queries.appeal_numbered(session, by, number)
    if appeal.state is not State.CLOSED or appeal.level is not Level.ORDINARY:
        raise Refused(
            "not-asked", say("Məmnunluq yalnız bağlanmış və məxfi olmayan müraciət üzrə soruşulur.")
        )
    if any(event.user_id == by.user_id and event.action in _OWN_WORK for event in appeal.events):
        raise NotAllowed(
            "own-work",
            say("Öz işinizin qiymətini soruşa bilməzsiniz: bu müraciət edənə başqa əməkdaş zəng etməlidir."),
        )
    faults = {} if declined else satisfaction_rules.faults(rating, solved, comment)
    if faults:
        raise InvalidInput(faults)

    asked = Satisfaction(appeal_id=appeal.id, asked_at=now, asked_by_id=by.user_id, declined=declined)
    _note(asked, None if declined else rating, None if declined else solved, comment, now)
    try:
        with session.begin_nested():
            session.add(asked)
    except IntegrityError:
        raise Refused("asked-before", say("Bu müraciət edəndən artıq soruşulub.")) from None
    return asked


def answered(session: Session, actor: Actor, *, limit: int = 100) -> Sequence[Satisfaction]:
    """Return what applicants said of the appeals that the actor may see, the newest first."""
    seen = queries.visible_to(actor).with_only_columns(Appeal.id)
    return session.scalars(
        select(Satisfaction)
        .where(Satisfaction.appeal_id.in_(seen))
        .where(Satisfaction.answered_at.is_not(None), Satisfaction.declined.is_(False))
        .options(selectinload(Satisfaction.appeal), selectinload(Satisfaction.asked_by))
        .order_by(Satisfaction.answered_at.desc(), Satisfaction.id.desc())
        .limit(limit)
    ).all()


def of_appeal(session: Session, appeal: Appeal) -> Satisfaction | None:
    """Return the question about an appeal, if one was asked."""
    return session.scalar(select(Satisfaction).where(Satisfaction.appeal_id == appeal.id))


def _ask(session: Session, appeal: Appeal, public_url: str, now: datetime) -> bool:
    address = deliveries.reached_by(appeal)
    if address is None:
        return False
    token = secrets.token_urlsafe(32)
    session.add(
        Satisfaction(appeal_id=appeal.id, asked_at=now, token_hash=_print(token), expires_at=now + LINK_LASTS)
    )
    link = f"{public_url.rstrip('/')}/feedback/{token}"
    text = satisfaction_rules.mail_of(appeal.number, link, LINK_LASTS.days, appeal.language)
    deliveries.mail(session, appeal, address, key=f"satisfaction-{appeal.id}", text=text, now=now)
    return True


def _note(asked: Satisfaction, rating: int | None, solved: bool | None, comment: str, now: datetime) -> None:
    asked.rating, asked.solved, asked.comment = rating, solved, comment or None
    asked.answered_at = now


def _askable(since: datetime) -> ColumnElement[bool]:
    """Closed lately, open to ordinary eyes, and answered on its own: parts and merged ones share an answer."""
    return and_(
        Appeal.state == State.CLOSED,
        Appeal.closed_at >= since,
        Appeal.level == Level.ORDINARY,
        Appeal.parent_id.is_(None),
        Appeal.merged_into_id.is_(None),
    )


def _never_asked() -> ColumnElement[bool]:
    return ~exists().where(Satisfaction.appeal_id == Appeal.id)


def _has_mail() -> ColumnElement[bool]:
    of_caller = exists().where(Caller.id == Appeal.caller_id, Caller.email.contains("@"))
    return or_(of_caller, and_(Appeal.contact.is_not(None), Appeal.contact.contains("@")))


def _has_phone() -> ColumnElement[bool]:
    of_caller = exists().where(Caller.id == Appeal.caller_id, Caller.phone_typed.is_not(None))
    return or_(of_caller, and_(Appeal.contact.is_not(None), ~Appeal.contact.contains("@")))


def _is_own_work(actor: Actor) -> ColumnElement[bool]:
    return exists().where(
        AppealEvent.appeal_id == Appeal.id,
        AppealEvent.user_id == actor.user_id,
        AppealEvent.action.in_(_OWN_WORK),
    )


def _print(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
