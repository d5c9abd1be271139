"""Sending back: by a clause that exists, with whose it is by that, and at most three times."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts import mandates
from callcenter.accounts.vocabulary import MandateKind, Role
from callcenter.appeals import answering, centre_desk, handling, offers, returning, splitting
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.splitting import PartDraft
from callcenter.appeals.vocabulary import Action, State
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, Refused
from callcenter.directory.actors import Actor
from knowledge_base import importing
from knowledge_base import queries as knowledge_base
from knowledge_base.models import CompetenceClause
from tests import factories
from tests.clauses import clause
from tests.factories import NETWORK, SOFTWARE
from tests.short_statutes import of_one_clause

Log = Callable[..., Appeal]
STATUTE = of_one_clause("003", "6.2.8")


def back(session: Session, appeal: Appeal, head: Actor, now: datetime, cited: str = "003:6.2.8") -> Appeal:
    return handling.send_back(
        session,
        appeal.number,
        appeal.version,
        reason="Bizə aid deyil.",
        clause=cited,
        by=head,
        now=now,
    )


def to(session: Session, appeal: Appeal, unit: str, by: Actor, now: datetime, reason: str = "") -> Appeal:
    return handling.route(session, appeal.number, appeal.version, unit=unit, by=by, now=now, reason=reason)


@pytest.fixture
def thrice_returned(
    session: Session, log: Log, operator: Actor, head: Actor, chief: Actor, now: datetime
) -> Appeal:
    appeal = log()
    for _ in range(3):
        to(session, appeal, NETWORK, operator, now)
        back(session, appeal, head, now)
    return appeal


def refused_code(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def to_decide(session: Session, chief: Actor, now: datetime) -> list[Appeal]:
    heaps = {heap.name: found for heap, found in centre_desk.heaps(session, chief, now)}
    return list(heaps["to_decide"])


def test_a_clause_that_the_imported_statute_does_not_have_is_refused(
    session: Session, routed: Appeal, head: Actor, now: datetime
) -> None:
    importing.import_statute(session, STATUTE, now=now)
    with pytest.raises(InvalidInput) as refused:
        back(session, routed, head, now, cited="003:9.9.9")
    assert "9.9.9" in str(refused.value.fields["clause"])
    assert routed.state is State.ROUTED
    back(session, routed, head, now, cited="003:6.2.8")


@pytest.mark.parametrize("cited", ["003:99.99", "002:9.9.9", "999:1.1", "99.99"])
def test_of_a_statute_that_is_not_imported_only_what_a_card_rests_on_is_cited(
    session: Session, routed: Appeal, head: Actor, now: datetime, cited: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        back(session, routed, head, now, cited=cited)
    assert cited.rpartition(":")[2] in str(refused.value.fields["clause"])
    assert routed.state is State.ROUTED


@pytest.mark.parametrize("cited", ["003:6.1.6", "6.1.6"])
def test_by_a_clause_of_its_own_a_unit_sends_nothing_back(
    session: Session, routed: Appeal, head: Actor, now: datetime, cited: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        back(session, routed, head, now, cited=cited)
    assert "sizin bölmənin səlahiyyətidir" in str(refused.value.fields["clause"])


def test_a_clause_that_another_units_card_rests_on_too_is_cited(
    session: Session, routed: Appeal, head: Actor, now: datetime
) -> None:
    other = next(one for one in knowledge_base.competences(session) if one.unit.code == SOFTWARE)
    other.bases.append(CompetenceClause(clause_key="003:6.1.6", position=len(other.bases) + 1))
    session.flush()
    back(session, routed, head, now, cited="003:6.1.6")
    assert routed.state is State.RETURNED


@pytest.mark.parametrize("cited", ["003:6.2.8", "6.2.8"])
def test_the_cited_clause_says_whose_it_is(session: Session, cited: str) -> None:
    card = returning.competence_by(session, cited)
    assert card is not None
    assert card.unit.code == SOFTWARE


def test_a_number_that_several_statutes_have_says_nothing(session: Session) -> None:
    assert returning.competence_by(session, "3.0.1") is None
    assert returning.competence_by(session, "999:1.1") is None


@clause("002:5.4.2")
def test_after_the_third_return_only_the_head_of_the_call_centre_routes(
    session: Session, thrice_returned: Appeal, operator: Actor, chief: Actor, now: datetime
) -> None:
    appeal = thrice_returned
    assert refused_code(lambda: to(session, appeal, SOFTWARE, operator, now)) == "binding-decision"
    with pytest.raises(InvalidInput) as refused:
        to(session, appeal, SOFTWARE, chief, now)
    assert "reason" in refused.value.fields
    to(session, appeal, SOFTWARE, chief, now, reason="6.2.8-ci bəndə görə.")
    assert appeal.events[-1].details["binding"] is True
    assert appeal.state is State.ROUTED


def test_what_was_decided_is_not_sent_back_and_not_routed_elsewhere_by_an_operator(
    session: Session, thrice_returned: Appeal, operator: Actor, chief: Actor, now: datetime
) -> None:
    appeal = thrice_returned
    leader = factories.make_actor(session, Role.UNIT_HEAD, unit=SOFTWARE)
    to(session, appeal, SOFTWARE, chief, now, reason="6.2.8-ci bəndə görə.")
    assert refused_code(lambda: back(session, appeal, leader, now)) == "binding-routing"
    assert refused_code(lambda: to(session, appeal, NETWORK, operator, now)) == "binding-decision"
    handling.accept(session, appeal.number, appeal.version, by=leader, now=now)
    assert refused_code(lambda: back(session, appeal, leader, now)) == "binding-routing"


@clause("002:5.4.2")
def test_dividing_it_is_no_way_around_the_decision(
    session: Session, thrice_returned: Appeal, operator: Actor, head: Actor, chief: Actor, now: datetime
) -> None:
    appeal, (key, _) = thrice_returned, factories.make_key(session)
    parts = [PartDraft("1", "Şəbəkə kəsilir.", NETWORK), PartDraft("2", "Sayt açılmır.", SOFTWARE)]

    def divide(by: Actor, reason: str = "") -> Appeal:
        return splitting.split(
            session, appeal.number, appeal.version, parts=parts, by=by, now=now, reason=reason
        )

    assert Action.SPLIT not in offers.offered_to(operator, appeal, approves=False, writes=False)
    for by in (operator, Actor(api_key=key)):
        assert refused_code(partial(divide, by, "Bölünsün.")) == "binding-decision"
    with pytest.raises(InvalidInput) as refused:
        divide(chief)
    assert "reason" in refused.value.fields
    divide(chief, "Hər iki məsələ var.")
    assert appeal.events[-1].reason == "Hər iki məsələ var."
    part = appeal.parts[0]
    assert refused_code(lambda: back(session, part, head, now)) == "binding-routing"


def test_another_system_decides_nothing(session: Session, thrice_returned: Appeal, now: datetime) -> None:
    key, _ = factories.make_key(session)
    office = Actor(api_key=key)

    def act() -> Appeal:
        return to(session, thrice_returned, SOFTWARE, office, now, reason="…")

    assert refused_code(act) == "binding-decision"


def test_the_head_of_the_call_centre_is_told_once_and_finds_it_on_the_desk(
    session: Session,
    thrice_returned: Appeal,
    chief: Actor,
    log: Log,
    operator: Actor,
    head: Actor,
    now: datetime,
) -> None:
    twice = log()
    for _ in range(2):
        to(session, twice, NETWORK, operator, now)
        back(session, twice, head, now)
    (notice,) = session.scalars(select(Notice).where(Notice.user_id == chief.user_id))
    assert notice.appeal is thrice_returned
    assert notice.urgent
    assert to_decide(session, chief, now) == [thrice_returned]
    to(session, thrice_returned, SOFTWARE, chief, now, reason="6.2.8-ci bəndə görə.")
    assert to_decide(session, chief, now) == []


@clause("002:5.4.2")
def test_what_its_executor_finds_to_be_anothers_goes_back_with_its_draft_begun(
    session: Session, in_work: Appeal, operator: Actor, head: Actor, executor: Actor, now: datetime
) -> None:
    number = in_work.number
    answering.write(session, number, in_work.version, text="Layihə.", by=executor, now=now)
    assert in_work.state is State.DRAFT
    back(session, in_work, head, now)
    assert (in_work.state, in_work.unit, in_work.executor) == (State.RETURNED, None, None)
    to(session, in_work, SOFTWARE, operator, now)
    leader = factories.make_actor(session, Role.UNIT_HEAD, unit=SOFTWARE)
    handling.accept(session, number, in_work.version, by=leader, now=now)
    assert not in_work.events[-1].executor_id


def test_who_stands_in_for_the_head_of_the_centre_is_told_what_to_decide(
    session: Session, log: Log, operator: Actor, head: Actor, now: datetime
) -> None:
    stand_in, gone = (factories.make_user(session, Role.OPERATOR) for _ in range(2))
    by = factories.make_user(session, Role.ADMINISTRATOR)
    for person in (stand_in, gone):
        given = mandates.record_mandate(
            session,
            name=person.name,
            kind=MandateKind.SUBSTITUTE,
            first_day=baku_date(now),
            last_day=baku_date(now),
            act="nazirin F-12 nömrəli əmri",
            act_on=baku_date(now),
            by=by,
            now=now,
        )
    mandates.revoke_mandate(session, given.id, by=by, now=now)
    appeal = log()
    for _ in range(3):
        to(session, appeal, NETWORK, operator, now)
        back(session, appeal, head, now)
    told = session.scalars(select(Notice.user_id).where(Notice.appeal_id == appeal.id, Notice.urgent))
    assert list(told) == [stand_in.id]
