"""An oral answer: the caller's consent, and the written appeal of who is not satisfied."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from callcenter.appeals import answering
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Outcome, State
from callcenter.core.errors import InvalidInput
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause

Log = Callable[..., Appeal]


@clause("002:3.0.2")
def test_an_oral_answer_is_given_with_consent_which_is_kept(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    with pytest.raises(InvalidInput) as found:
        factories.answer_on_the_line(session, appeal, consent=False, by=operator, now=now)
    assert "yönləndirin" in str(found.value.fields["consent"])
    factories.answer_on_the_line(session, appeal, consent=True, template="explained/1", by=operator, now=now)
    told = appeal.events[1]
    assert (told.details["consent"], told.details["template"]) == (True, "explained/1")


@clause("002:3.0.3")
def test_who_is_not_satisfied_is_offered_to_write_and_the_written_appeal_names_the_oral_one(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    factories.answer_on_the_line(session, appeal, outcome=None, consent=True, by=operator, now=now)
    answering.offer_written(
        session, appeal.number, 2, accepted=False, note="Düşünəcək.", by=operator, now=now
    )
    assert appeal.state is State.ANSWERED_ON_LINE
    answering.offer_written(session, appeal.number, 3, accepted=True, by=operator, now=now)
    assert (appeal.state, appeal.outcome) == (State.CLOSED, Outcome.WRITTEN_OFFERED)
    written = log(text="Yazılı şəkildə: kompüterim açılmır.", follows=appeal.number)
    assert written.repeat_of_id == appeal.id


def test_a_followed_number_that_nobody_knows_is_said_at_its_field(log: Log) -> None:
    with pytest.raises(InvalidInput) as found:
        log(follows="M-1999-000001")
    assert set(found.value.fields) == {"follows"}
