"""Turning to the Head of the Apparatus, and the result that is noted."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import bringing_up, consulting, queries, referral_queries, referring
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.vocabulary import Action, Kind, State
from callcenter.core.clock import midnight
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.core.outbox import OutboxMessage, Way
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause
from tests.usecases.exchange_folder import refer, report

Log = Callable[..., Appeal]
SPEAKS_OF_PEOPLE = "Sektor cavab vermir. Mənə 050 212 44 87 nömrəsinə zəng edin."


@clause("002:4.0.09")
def test_a_complaint_is_laid_before_the_head_of_the_apparatus_and_stays_where_it_is(
    session: Session, in_work: Appeal, operator: Actor, apparatus: Actor, now: datetime
) -> None:
    holder = in_work.unit_id
    referral = refer(session, in_work, operator, now)
    assert (in_work.state, in_work.unit_id) == (State.IN_WORK, holder)
    message = session.scalars(select(OutboxMessage)).one()
    assert (message.way, message.recipient, message.about) == (Way.EDMS, "head-of-apparatus", in_work.number)
    assert message.message_id == referral.message_id
    assert message.document["appeal"]["number"] == in_work.number
    assert message.document["appeal"]["kind"] == "complaint"
    assert message.document["due"] == in_work.due_on.isoformat()
    assert referral.letter == "A-2026-000001"
    assert in_work.events[-1].action is Action.REFER

    report(session, in_work, apparatus, now, "Avadanlıq alınacaq.")
    assert in_work.state is State.IN_WORK
    assert (referral.result, referral.reported_by_id) == ("Avadanlıq alınacaq.", apparatus.user_id)


@clause("002:4.0.09")
@pytest.mark.parametrize("kind", [Kind.QUESTION, Kind.APPLICATION, Kind.PROPOSAL])
def test_other_kinds_are_not_the_apparatus_heads(
    session: Session, log: Log, operator: Actor, now: datetime, kind: Kind
) -> None:
    with pytest.raises(Refused) as refused:
        refer(session, log(kind=kind), operator, now)
    assert refused.value.code == "wrong-kind"
    assert session.scalars(select(OutboxMessage)).all() == []


def test_an_inquiry_is_one_of_the_two_kinds(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    assert refer(session, log(kind=Kind.INQUIRY), operator, now).letter


@clause("002:4.0.09")
def test_a_complaint_of_the_head_of_the_apparatus_is_not_laid_before_them(
    session: Session, log: Log, operator: Actor, apparatus: Actor, now: datetime
) -> None:
    assert apparatus.staff is not None
    for appeal in (log(about_unit=factories.APPARATUS), log(about_staff=apparatus.staff.full_name)):
        with pytest.raises(Refused) as refused:
            refer(session, appeal, operator, now)
        assert refused.value.code == "conflict-of-interest"


def test_one_letter_at_a_time_and_an_empty_one_never(
    session: Session, log: Log, operator: Actor, apparatus: Actor, now: datetime
) -> None:
    appeal = log()
    with pytest.raises(InvalidInput):
        referring.refer(session, appeal.number, appeal.version, note="", by=operator, now=now)
    refer(session, appeal, operator, now)
    with pytest.raises(Refused) as refused:
        refer(session, appeal, operator, now)
    assert refused.value.code == "already-referred"
    report(session, appeal, apparatus, now)
    assert refer(session, appeal, operator, now).letter == "A-2026-000002"


@clause("002:4.0.09")
def test_the_applicant_is_named_only_where_it_is_needed(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    refer(session, log(text=SPEAKS_OF_PEOPLE), operator, now)
    refer(session, log(text=SPEAKS_OF_PEOPLE, phone="+994 55 111 22 33"), operator, now, with_applicant=True)
    without, named = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    sent = json.dumps([without.document, without.body, without.subject], ensure_ascii=False)
    assert "Aytən" not in sent
    assert "212 44 87" not in sent
    assert named.document["applicant"] == {"name": "Aytən Sınaq", "contact": "+994 55 111 22 33"}


@clause("002:4.0.09")
def test_the_head_of_the_apparatus_sees_what_was_laid_before_them_and_the_referrer_is_told(
    session: Session, in_work: Appeal, operator: Actor, apparatus: Actor, now: datetime
) -> None:
    assert not queries.is_visible(session, apparatus, in_work)
    refer(session, in_work, operator, now)
    assert queries.is_visible(session, apparatus, in_work)
    assert not queries.sees_in_full(apparatus, in_work)
    assert [one.appeal for one in referral_queries.waiting_for(session, apparatus)] == [in_work]
    report(session, in_work, apparatus, now)
    assert referral_queries.waiting_for(session, apparatus) == []
    told = {one.user_id: str(one.sentence) for one in session.scalars(select(Notice))}
    assert "təqdim olunub" in told[apparatus.user_id or 0]
    assert "nəticəsini bildirdi" in told[operator.user_id or 0]


def test_only_the_apparatus_or_the_centres_head_notes_the_result(
    session: Session, in_work: Appeal, operator: Actor, head: Actor, now: datetime
) -> None:
    refer(session, in_work, operator, now)
    for other in (operator, head):
        with pytest.raises(NotAllowed):
            report(session, in_work, other, now)
    report(session, in_work, factories.make_actor(session, Role.CENTRE_HEAD), now)
    with pytest.raises(Refused) as refused:
        report(session, in_work, factories.make_actor(session, Role.CENTRE_HEAD), now)
    assert refused.value.code == "not-referred"


def test_another_units_head_still_sees_nothing(
    session: Session, in_work: Appeal, operator: Actor, now: datetime
) -> None:
    refer(session, in_work, operator, now)
    stranger = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)
    assert referral_queries.waiting_for(session, stranger) == ()
    with pytest.raises(NotFound):
        report(session, in_work, stranger, now)


def test_a_late_result_is_seen_late(session: Session, log: Log, operator: Actor, now: datetime) -> None:
    appeal = log()
    referral = refer(session, appeal, operator, now)
    assert referral.due_on == appeal.due_on
    assert [one.letter for one in referral_queries.awaited(session, operator)] == [referral.letter]


def test_a_late_appeal_that_waits_for_advice_goes_up_from_the_unit_that_has_it(
    session: Session, in_work: Appeal, head: Actor, executor: Actor, now: datetime
) -> None:
    consulting.consult(
        session,
        in_work.number,
        in_work.version,
        units=[factories.SOFTWARE],
        question="?",
        by=executor,
        now=now,
    )
    above = bringing_up.goes_next_to(session, [in_work], midnight(in_work.due_on + timedelta(days=1)))
    assert above[in_work.id].staff is head.staff
