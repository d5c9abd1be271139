"""Acts: write down whom the head of the body authorised to receive reports of corruption, and end it (580-IIQ, 11-1).

Two people stand behind each: the head of the body by the order, and an administrator who writes it down, never for
themselves. Who keeps accounts reads no appeals, so no administrator is ever authorised.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, selectinload

from callcenter.accounts import upkeep as accounts
from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import MAY, Permission
from callcenter.core import trail
from callcenter.core.clock import baku_date, midnight
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.core.trail import TrailEntry
from callcenter.core.wording import Sentence, say
from callcenter.directory.reader_models import AuthorisedReader

AUTHORISED, ENDED = "reader.authorised", "reader.ended"


@dataclass(frozen=True)
class Authorisation:
    """One authorisation as it is shown: with who wrote it down, and who ended it before its last day."""

    reader: AuthorisedReader
    recorded: TrailEntry | None
    recorded_by: User | None
    ended: TrailEntry | None
    ended_by: User | None

    @property
    def last_day(self) -> date | None:
        """The last day of the order; None while the order says none."""
        told = self.recorded.details.get("last") if self.recorded else None
        return date.fromisoformat(told) if told else None

    def over(self, now: datetime) -> bool:
        """Say whether nobody reads by it any more."""
        return self.reader.over(now) or self.reader.user.disabled_at is not None


def authorise(
    session: Session,
    name: str,
    *,
    order: str,
    by: User | None,
    now: datetime,
    first_day: date | None = None,
    last_day: date | None = None,
) -> AuthorisedReader:
    """Let a person receive reports of corruption by an order of the head of the body; by none is the console.

    Without a first day it begins at once, without a last day it lasts until it is ended. InvalidInput with every field
    that is wrong; NotAllowed (own-authorisation) for oneself; Refused (already-authorised) where the days meet others.
    """
    user = accounts.account_named(session, name)
    _check(user, order=order, first_day=first_day, last_day=last_day, by=by, today=baku_date(now))
    since = midnight(first_day) if first_day and first_day > baku_date(now) else now
    until = midnight(last_day + timedelta(days=1)) if last_day else None
    _must_be_free(session, user, since, until)

    reader = AuthorisedReader(user_id=user.id, order_number=order.strip()[:120], since=since, ended_at=until)
    session.add(reader)
    session.flush()
    days = {"first": baku_date(since).isoformat()} | ({"last": last_day.isoformat()} if last_day else {})
    _record(session, AUTHORISED, reader, by, now, order=reader.order_number, **days)
    return reader


def end(
    session: Session, reader_id: int, *, by: User | None, now: datetime, order: str = ""
) -> AuthorisedReader:
    """End an authorisation at once, by an order where there is one; what was read stays in the trail."""
    reader = session.get(AuthorisedReader, reader_id, with_for_update=True)
    if reader is None:
        raise NotFound("unknown-authorisation", say("Belə buraxılış qeydi yoxdur."))
    if reader.over(now):
        raise Refused("authorisation-over", say("Bu buraxılışın müddəti artıq bitib."))

    reader.ended_at = now
    session.flush()
    _record(session, ENDED, reader, by, now, **({"order": order.strip()[:120]} if order.strip() else {}))
    return reader


def end_of(session: Session, name: str, *, by: User | None, now: datetime, order: str = "") -> None:
    """End every authorisation of a person that counts or is to come; NotFound (not-authorised) when there is none."""
    user = accounts.account_named(session, name)
    lasting = session.scalars(
        select(AuthorisedReader.id).where(AuthorisedReader.user_id == user.id, _not_over(now))
    ).all()
    if not lasting:
        raise NotFound("not-authorised", say("Bu şəxsin buraxılışı yoxdur."))

    for reader_id in lasting:
        end(session, reader_id, by=by, now=now, order=order)


def authorisations(session: Session) -> Sequence[Authorisation]:
    """Return every authorisation that was ever written down, the newest first."""
    readers = session.scalars(
        select(AuthorisedReader)
        .options(selectinload(AuthorisedReader.user))
        .order_by(AuthorisedReader.id.desc())
    ).all()
    told = _told(session)
    wanted = {one.user_id for one in told.values() if one.user_id is not None}
    people = {one.id: one for one in session.scalars(select(User).where(User.id.in_(wanted)))}

    def person(entry: TrailEntry | None) -> User | None:
        return people.get(entry.user_id) if entry and entry.user_id is not None else None

    return [
        Authorisation(one, recorded, person(recorded), ended, person(ended))
        for one in readers
        for recorded, ended in [(told.get((AUTHORISED, one.id)), told.get((ENDED, one.id)))]
    ]


def may_be_authorised(user: User) -> bool:
    """Say whether the person's own role sees appeals at all."""
    return Permission.SEE_APPEALS in MAY[user.role]


def _check(
    user: User, *, order: str, first_day: date | None, last_day: date | None, by: User | None, today: date
) -> None:
    if by is not None and user.id == by.id:
        raise NotAllowed(
            "own-authorisation", say("Özünüzə buraxılış yaza bilməzsiniz: bunu başqa inzibatçı etməlidir.")
        )
    wrong: dict[str, Sentence] = {}
    if not may_be_authorised(user):
        wrong["name"] = say("Bu rol müraciətləri görmür: ona korrupsiya məlumatı verilə bilməz.")
    if not order.strip():
        wrong["order"] = say("Rəhbərin əmrinin nömrəsini yazın.")
    if first_day is not None and first_day < today:
        wrong["first_day"] = say("Keçmiş gündən buraxılış yazılmır: bu gündən başlayın.")
    if last_day is not None and last_day < max(today, first_day or today):
        wrong["last_day"] = say("Son gün ilk gündən və bu gündən əvvəl ola bilməz.")
    if wrong:
        raise InvalidInput(wrong)


def _must_be_free(session: Session, user: User, since: datetime, until: datetime | None) -> None:
    """Refuse days that meet those of another authorisation of the person, whose row is held meanwhile."""
    session.execute(select(User.id).where(User.id == user.id).with_for_update())
    meets = select(AuthorisedReader.id).where(AuthorisedReader.user_id == user.id, _not_over(since))
    if until is not None:
        meets = meets.where(AuthorisedReader.since < until)
    if session.scalar(meets.limit(1)) is not None:
        raise Refused("already-authorised", say("Bu şəxsin artıq buraxılışı var."))


def _not_over(moment: datetime) -> ColumnElement[bool]:
    return or_(AuthorisedReader.ended_at.is_(None), AuthorisedReader.ended_at > moment)


def _told(session: Session) -> Mapping[tuple[str, int], TrailEntry]:
    """What the trail knows of each authorisation, by what happened and the authorisation's id."""
    rows = session.scalars(select(TrailEntry).where(TrailEntry.what.in_((AUTHORISED, ENDED))))
    return {(one.what, one.details["authorisation"]): one for one in rows if "authorisation" in one.details}


def _record(
    session: Session, what: str, reader: AuthorisedReader, by: User | None, now: datetime, **details: Any
) -> None:
    trail.record(
        session,
        what,
        now=now,
        user_id=by.id if by else None,
        about=str(reader.user_id),
        authorisation=reader.id,
        **details,
    )
