"""A closed appeal is considered again within the window."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from callcenter.appeals import answering
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import State
from callcenter.core.errors import Refused
from callcenter.directory.actors import Actor
from tests import factories

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
