"""A closed appeal is considered again within the window."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from callcenter.appeals import answering, events, handling
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Kind, Pace, State
from callcenter.core.errors import Refused
from callcenter.directory.actors import Actor
from tests import factories
from tests.factories import NETWORK

Log = Callable[..., Appeal]


def test_a_closed_appeal_is_reopened_within_the_window_only(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    factories.answer_on_the_line(session, appeal, consent=True, by=operator, now=now)
    late = now + timedelta(days=31)
    with pytest.raises(Refused) as found:
        answering.reopen(session, appeal.number, 3, reason="Yeni sənəd.", by=operator, now=late)
    assert found.value.code == "reopen-too-late"
    answering.reopen(
        session, appeal.number, 3, reason="Yeni sənəd.", by=operator, now=now + timedelta(days=30)
    )
    assert appeal.state is State.REOPENED


def test_considered_again_a_servicemans_appeal_has_fifteen_days_and_no_more(
    session: Session, log: Log, operator: Actor, head: Actor, now: datetime
) -> None:
    appeal = log(kind=Kind.COMPLAINT, pace=Pace.SERVICEMAN)
    factories.answer_on_the_line(session, appeal, consent=True, by=operator, now=now)
    again = now + timedelta(days=20)
    answering.reopen(session, appeal.number, appeal.version, reason="Yeni sənəd.", by=operator, now=again)
    assert events.due_of(session, appeal.events).basis[0].clause == "10.3"
    handling.route(session, appeal.number, appeal.version, unit=NETWORK, by=operator, now=again)
    more: dict[str, Any] = {"ground": "extended", "days": 5, "reason": "Sorğu.", "by": head, "now": again}
    with pytest.raises(Refused) as refused:
        handling.extend(session, appeal.number, appeal.version, **more)
    assert refused.value.code == "not-extendable"
