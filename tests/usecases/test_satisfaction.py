"""Satisfaction: asked once, answered once, never by whose work it is, and never of what must stay closed."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import satisfaction
from callcenter.appeals.models import Appeal
from callcenter.appeals.satisfaction_models import Satisfaction
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.core.outbox import OutboxMessage
from callcenter.directory.actors import Actor
from tests import factories

URL = "https://cagri.example"


@pytest.fixture
def closed(
    session: Session, log: Callable[..., Appeal], operator: Actor, now: datetime
) -> Callable[..., Appeal]:
    """Log an appeal and close it with an answer on the line."""

    def close(*, email: str = "", **more: object) -> Appeal:
        appeal = log(**more)
        assert appeal.caller is not None
        appeal.caller.email = email or None
        factories.answer_on_the_line(session, appeal, consent=True, by=operator, now=now)
        session.flush()
        return appeal

    return close


def token_in(session: Session) -> str:
    body = session.scalars(select(OutboxMessage.body)).one()
    found = re.search(rf"{URL}/feedback/(\S+)", body)
    assert found is not None
    return found[1]


def test_who_has_an_e_mail_gets_one_link_however_often_the_job_runs(
    session: Session, closed: Callable[..., Appeal], now: datetime
) -> None:
    appeal = closed(email="ayten@example.com")
    assert [satisfaction.ask_due(session, now, public_url=URL) for _ in range(3)] == [1, 0, 0]
    message = session.scalars(select(OutboxMessage)).one()
    assert message.recipient == "ayten@example.com"
    assert "Aytən" not in message.subject + message.body
    asked = session.scalars(select(Satisfaction)).one()
    assert asked.appeal_id == appeal.id
    token = token_in(session)
    assert len(token) == 43
    assert asked.token_hash not in (None, token)


def test_the_rest_are_never_mailed(session: Session, closed: Callable[..., Appeal], now: datetime) -> None:
    closed()
    closed(email="a@b.az\r\nBcc: x@y.az", text="İkinci müraciət: mətbəə işləmir.", phone="+994 50 212 44 88")
    closed(
        email="gizli@example.com",
        text="Üçüncü: rüşvət barədə məlumat.",
        confidential=True,
        phone="+994 50 212 44 89",
    )
    assert satisfaction.ask_due(session, now, public_url=URL) == 0
    assert session.scalar(select(func.count()).select_from(Satisfaction)) == 0


def test_old_cases_are_left_alone(session: Session, closed: Callable[..., Appeal], now: datetime) -> None:
    closed(email="ayten@example.com")
    assert satisfaction.ask_due(session, now + timedelta(days=15), public_url=URL) == 0


def test_a_link_is_good_once(session: Session, closed: Callable[..., Appeal], now: datetime) -> None:
    closed(email="ayten@example.com")
    satisfaction.ask_due(session, now, public_url=URL)
    token = token_in(session)
    with pytest.raises(InvalidInput) as found:
        satisfaction.rate(session, token, rating=6, solved=None, comment="", now=now)
    assert set(found.value.fields) == {"rating", "solved"}
    said = satisfaction.rate(session, token, rating=5, solved=True, comment="Sağ olun", now=now)
    assert (said.rating, said.solved, said.comment) == (5, True, "Sağ olun")
    with pytest.raises(Refused) as again:
        satisfaction.rate(session, token, rating=1, solved=False, comment="", now=now)
    assert (again.value.code, again.value.status) == ("link-spent", 410)


def test_a_link_ends_after_thirty_days(
    session: Session, closed: Callable[..., Appeal], now: datetime
) -> None:
    closed(email="ayten@example.com")
    satisfaction.ask_due(session, now, public_url=URL)
    with pytest.raises(Refused) as found:
        satisfaction.question(session, token_in(session), now=now + timedelta(days=30))
    assert found.value.code == "link-spent"


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "ə" * 43, "' OR 1=1 --", "a" * 5000])
def test_an_invented_link_leads_nowhere(session: Session, now: datetime, token: str) -> None:
    with pytest.raises(NotFound):
        satisfaction.question(session, token, now=now)


def call(
    session: Session, appeal: Appeal, by: Actor, now: datetime, *, declined: bool = False
) -> Satisfaction:
    """Note what an applicant said on the telephone: that their matter is solved, or that they do not want to say."""
    rating, solved = (None, None) if declined else (4, True)
    return satisfaction.note_call(
        session, appeal.number, rating=rating, solved=solved, comment="", declined=declined, by=by, now=now
    )


def listed(session: Session, by: Actor, now: datetime, *, links: bool = True) -> list[str]:
    return [one.number for one in satisfaction.to_call(session, by, now=now, links_are_mailed=links)]


def test_nobody_asks_about_their_own_work(
    session: Session, closed: Callable[..., Appeal], operator: Actor, now: datetime
) -> None:
    appeal = closed()
    colleague = factories.make_actor(session, Role.OPERATOR)
    assert listed(session, operator, now) == []
    with pytest.raises(NotAllowed) as found:
        call(session, appeal, operator, now)
    assert found.value.code == "own-work"
    assert listed(session, colleague, now) == [appeal.number]
    call(session, appeal, colleague, now)
    assert listed(session, colleague, now) == []
    with pytest.raises(Refused) as again:
        call(session, appeal, colleague, now)
    assert again.value.code == "asked-before"


def test_who_has_an_e_mail_is_called_only_where_no_links_are_mailed(
    session: Session, closed: Callable[..., Appeal], now: datetime
) -> None:
    appeal = closed(email="ayten@example.com")
    colleague = factories.make_actor(session, Role.OPERATOR)
    assert listed(session, colleague, now) == []
    assert listed(session, colleague, now, links=False) == [appeal.number]


def test_who_declines_is_asked_no_more(
    session: Session, closed: Callable[..., Appeal], now: datetime
) -> None:
    appeal = closed()
    colleague = factories.make_actor(session, Role.OPERATOR)
    said = call(session, appeal, colleague, now, declined=True)
    assert (said.rating, said.declined) == (None, True)
    assert listed(session, colleague, now) == []


def test_only_closed_and_ordinary_appeals_are_asked_about(
    session: Session, log: Callable[..., Appeal], closed: Callable[..., Appeal], now: datetime
) -> None:
    colleague = factories.make_actor(session, Role.CENTRE_HEAD)
    for appeal in (log(text="Hələ açıqdır: qapı açılmır."), closed(confidential=True)):
        with pytest.raises(Refused) as found:
            call(session, appeal, colleague, now)
        assert found.value.code == "not-asked"
