"""Who is empowered without the product having written it down is named, and who is empowered to something else."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from callcenter.accounts import mandates
from callcenter.accounts.models import Mandate, User
from callcenter.accounts.vocabulary import MandateKind, Role
from callcenter.audit import empowered
from callcenter.audit.chains import Break, Harm
from callcenter.core.clock import baku_date
from callcenter.directory import authorising
from callcenter.directory.reader_models import AuthorisedReader
from tests import factories
from tests.clauses import clause

LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def administrator(session: Session) -> User:
    return factories.make_user(session, Role.ADMINISTRATOR)


@pytest.fixture
def leader(session: Session) -> User:
    return factories.make_user(session, Role.LEADERSHIP)


@pytest.fixture
def mandate(session: Session, administrator: User, leader: User, now: datetime) -> Mandate:
    return mandates.record_mandate(
        session,
        name=leader.name,
        kind=MandateKind.EMPOWERED,
        first_day=baku_date(now),
        last_day=baku_date(now) + timedelta(days=10),
        act="nazirin F-12 nömrəli əmri",
        act_on=baku_date(now),
        by=administrator,
        now=now,
    )


@pytest.fixture
def reader(session: Session, administrator: User, leader: User, now: datetime) -> AuthorisedReader:
    last = baku_date(now) + timedelta(days=10)
    return authorising.authorise(
        session, leader.name, order="F-12/26", last_day=last, by=administrator, now=now
    )


def named(session: Session) -> list[Break]:
    session.flush()
    session.expire_all()
    return list(empowered.breaks(session))


@clause("002:5.1", "002:5.4.7")
@pytest.mark.parametrize(
    "changed",
    [
        {"last_day": date(2030, 1, 1)},
        {"first_day": date(2026, 1, 1)},
        {"kind": MandateKind.SUBSTITUTE},
        {"act": "başqa əmr"},
        {"recorded_at": LONG_AGO},
        {"revoked_at": LONG_AGO},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_mandate_that_was_changed_is_named(
    session: Session, mandate: Mandate, changed: dict[str, Any]
) -> None:
    assert named(session) == []
    session.execute(update(Mandate).values(**changed))
    assert named(session) == [Break("mandate", str(mandate.id), Harm.CHANGED)]


@clause("002:5.1", "002:5.4.7")
def test_a_revoked_mandate_is_not_brought_back_unnoticed(
    session: Session, mandate: Mandate, administrator: User, now: datetime
) -> None:
    mandates.revoke_mandate(session, mandate.id, by=administrator, now=now)
    assert named(session) == []
    session.execute(update(Mandate).values(revoked_at=None, revoked_by_id=None))
    assert named(session) == [Break("mandate", str(mandate.id), Harm.CHANGED)]


@clause("002:5.1")
def test_a_mandate_that_nobody_wrote_down_and_one_that_is_gone_are_named(
    session: Session, mandate: Mandate, administrator: User, leader: User, now: datetime
) -> None:
    gone = mandate.id
    session.execute(delete(Mandate))
    forged = Mandate(
        id=gone + 1,
        user=leader,
        kind=MandateKind.EMPOWERED,
        first_day=baku_date(now),
        last_day=baku_date(now),
        act="əmr",
        act_on=baku_date(now),
        recorded_by=administrator,
        recorded_at=now,
    )
    session.add(forged)
    assert named(session) == [
        Break("mandate", str(gone), Harm.LOST),
        Break("mandate", str(gone + 1), Harm.FORGED),
    ]


@clause("002:5.4.7")
@pytest.mark.parametrize(
    "changed",
    [
        {"ended_at": None},
        {"since": LONG_AGO},
        {"order_number": "F-99"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_an_authorisation_that_was_changed_is_named(
    session: Session, reader: AuthorisedReader, changed: dict[str, Any]
) -> None:
    assert named(session) == []
    session.execute(update(AuthorisedReader).values(**changed))
    assert named(session) == [Break("reader", str(reader.id), Harm.CHANGED)]


@clause("002:5.4.7")
def test_an_authorisation_that_was_ended_is_not_brought_back_unnoticed(
    session: Session, reader: AuthorisedReader, administrator: User, now: datetime
) -> None:
    authorising.end(session, reader.id, by=administrator, now=now + timedelta(days=1))
    assert named(session) == []
    session.execute(update(AuthorisedReader).values(ended_at=None))
    assert named(session) == [Break("reader", str(reader.id), Harm.CHANGED)]


@clause("002:5.4.7")
def test_an_authorisation_that_nobody_wrote_down_is_named(
    session: Session, leader: User, now: datetime
) -> None:
    forged = AuthorisedReader(user_id=leader.id, order_number="F-1", since=now)
    session.add(forged)
    session.flush()
    assert named(session) == [Break("reader", str(forged.id), Harm.FORGED)]
