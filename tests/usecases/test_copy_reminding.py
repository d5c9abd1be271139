"""The copy of a recording that somebody owes is called to mind before its day, on it and after it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.vocabulary import Level
from callcenter.calls import copies, copy_reminding
from callcenter.calls.models import CallAppeal
from callcenter.calls.recording_models import CopyRequest, Recording
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause
from tests.usecases.call_events import answered
from tests.usecases.looking import told


@pytest.fixture
def chief(session: Session) -> Actor:
    return factories.make_actor(session, Role.CENTRE_HEAD, unit=factories.CALL_CENTRE)


@pytest.fixture
def above(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_HEAD, unit=factories.APPARATUS)


@pytest.fixture
def asked(session: Session, operator: Actor, chief: Actor, above: Actor, now: datetime) -> CopyRequest:
    assert operator.user is not None
    call = answered(session, now, operator=operator.user.name)
    session.add(Recording(call=call, file="a", kind="wav", size=1, print="0" * 64, stored_at=now))
    session.flush()
    return copies.register(
        session, call.id, name="Aytən Sınaq", identity="Vəsiqə göstərilib", by=operator, now=now
    )


def on_due_day(asked: CopyRequest) -> datetime:
    return datetime.fromisoformat(f"{asked.due_on}T10:00+04:00")


def remind(session: Session, at: datetime) -> None:
    """Remind twice, so that whatever would be said twice is."""
    for _ in range(2):
        copy_reminding.remind(session, at)


@clause("002:5.4.2")
def test_who_owes_a_copy_is_reminded_before_on_and_after_its_day_and_nothing_is_said_twice(
    session: Session, asked: CopyRequest, chief: Actor, operator: Actor, above: Actor, now: datetime
) -> None:
    remind(session, now)
    assert told(session, chief) == []
    day = on_due_day(asked)
    for at, notices in ((day - timedelta(days=1), 1), (day, 2), (day + timedelta(days=1), 3)):
        remind(session, at)
        assert len(told(session, chief)) == notices
    assert told(session, chief)[-1] == (
        f"{asked.number}: səs yazısının surəti barədə sorğuya vaxtında baxılmayıb ({asked.due_on:%d.%m.%Y})."
    )
    assert told(session, operator) == told(session, chief)[-1:]
    assert told(session, above) == []
    remind(session, day + timedelta(days=30))
    assert told(session, above) == told(session, chief)[-1:]
    assert len(told(session, chief)) == 3
    assert "Aytən" not in " ".join(told(session, above))


def test_a_copy_that_was_decided_on_is_not_called_to_mind(
    session: Session, asked: CopyRequest, chief: Actor, now: datetime
) -> None:
    copies.refuse(session, asked.number, reason="Zəng edən deyil.", by=chief, now=now)
    remind(session, on_due_day(asked) + timedelta(days=30))
    assert session.scalar(select(func.count()).select_from(Notice)) == 0


@clause("002:5.4.7", "002:4.0.09")
def test_of_a_call_that_complains_of_the_head_only_who_decides_in_their_place_is_reminded(
    session: Session, asked: CopyRequest, chief: Actor, above: Actor, log: Callable[..., Appeal]
) -> None:
    assert chief.staff is not None
    complaint = log(about_staff=chief.staff.full_name)
    session.add(CallAppeal(call_id=asked.call_id, appeal_id=complaint.id))
    session.flush()
    remind(session, on_due_day(asked))
    remind(session, on_due_day(asked) + timedelta(days=30))
    assert not any(asked.number in said for said in told(session, chief))
    assert len([said for said in told(session, above) if asked.number in said]) == 2


@clause("580-IIQ:11-1")
def test_what_a_report_of_corruption_brought_is_told_to_nobody_above_who_may_not_read_it(
    session: Session, asked: CopyRequest, chief: Actor, above: Actor, log: Callable[..., Appeal]
) -> None:
    report = log(text="Şöbə müdiri rüşvət istəyir.", level=Level.CORRUPTION)
    session.add(CallAppeal(call_id=asked.call_id, appeal_id=report.id))
    session.flush()
    session.expire(asked.call)
    remind(session, on_due_day(asked) + timedelta(days=30))
    assert any(asked.number in said for said in told(session, chief))
    assert told(session, above) == []
