"""Each confirmed routing teaches at once; what was sent back or complains of somebody does not."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role, Scope
from callcenter.appeals import forwarding, handling
from callcenter.appeals.models import Appeal
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from knowledge_base import queries as knowledge
from knowledge_base.models import Example
from knowledge_base.vocabulary import ExampleStanding
from tests import factories

Log = Callable[..., Appeal]


def example_of(session: Session, appeal: Appeal) -> Example | None:
    return session.scalar(select(Example).where(Example.appeal_number == appeal.number))


def learnt(session: Session, appeal: Appeal) -> Example:
    found = example_of(session, appeal)
    assert found is not None
    return found


def test_a_routing_becomes_an_example_that_one_person_stands_behind(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    before = knowledge.version_number(session)
    appeal = log()
    card = knowledge.competence_coded(session, appeal.suggestions[0].competence_code)
    handling.route(session, appeal.number, 1, unit=factories.NETWORK, competence=card, by=operator, now=now)
    example = learnt(session, appeal)
    assert (example.unit_id, example.competence_id) == (appeal.unit_id, card.id)
    assert (example.by_id, example.standing) == (operator.user_id, ExampleStanding.PROVISIONAL)
    assert example.suggested_unit_id == appeal.suggestions[0].unit_id
    assert example.change == knowledge.version_number(session) == before + 1


def test_what_names_the_caller_is_masked(session: Session, log: Log, operator: Actor, now: datetime) -> None:
    appeal = log(text="İnternet işləmir, mənə 050 212 44 87 və ya a.b@mail.az yazın, FİN 5ABC1D2.")
    handling.route(session, appeal.number, 1, unit=factories.NETWORK, by=operator, now=now)
    text = learnt(session, appeal).text
    assert "İnternet işləmir" in text
    assert not any(told in text for told in ("212", "mail.az", "5ABC1D2"))


def test_the_unit_that_takes_it_into_work_confirms_it(
    session: Session, routed: Appeal, head: Actor, now: datetime
) -> None:
    handling.accept(session, routed.number, routed.version, by=head, now=now)
    example = learnt(session, routed)
    assert (example.standing, example.confirmed_by_id) == (ExampleStanding.CONFIRMED, head.user_id)


def test_a_system_does_not_confirm_its_own_routing(session: Session, log: Log, now: datetime) -> None:
    key, _ = factories.make_key(session, Scope.APPEALS_WRITE)
    system = Actor(api_key=key)
    appeal = log(by=system)
    handling.route(session, appeal.number, 1, unit=factories.NETWORK, by=system, now=now)
    handling.accept(session, appeal.number, 2, by=system, now=now)
    assert learnt(session, appeal).standing is ExampleStanding.PROVISIONAL


def test_sending_back_takes_the_lesson_away_with_the_reason(
    session: Session, routed: Appeal, head: Actor, now: datetime
) -> None:
    before = knowledge.version_number(session)
    handling.send_back(
        session, routed.number, routed.version, reason="Bizə aid deyil.", clause="003:6.2.8", by=head, now=now
    )
    example = learnt(session, routed)
    assert (example.live, example.struck_by_id, example.strike_reason) == (
        False,
        head.user_id,
        "Bizə aid deyil.",
    )
    assert example.change == before + 1


def test_routed_anew_the_appeal_teaches_its_new_unit_and_only_that(
    session: Session, routed: Appeal, head: Actor, operator: Actor, now: datetime
) -> None:
    handling.send_back(
        session, routed.number, routed.version, reason="Bizə aid deyil.", clause="003:6.2.8", by=head, now=now
    )
    handling.route(session, routed.number, routed.version, unit=factories.SOFTWARE, by=operator, now=now)
    example = learnt(session, routed)
    assert example.live
    assert example.unit.code == factories.SOFTWARE
    assert example.suggested_unit_id != example.unit_id
    assert session.scalar(select(func.count()).select_from(Example)) == 1


@pytest.mark.parametrize("guarded", [{"confidential": True}, {"about_unit": factories.EGOV}])
def test_guarded_appeals_never_teach(
    session: Session, log: Log, now: datetime, guarded: dict[str, object]
) -> None:
    chief = factories.make_actor(session, Role.CENTRE_HEAD)
    head = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.APPARATUS)
    appeal = log(**guarded)
    handling.route(session, appeal.number, 1, unit=factories.APPARATUS, by=chief, now=now)
    handling.accept(session, appeal.number, 2, by=head, now=now)
    assert example_of(session, appeal) is None


def test_a_complaint_of_an_official_never_teaches(
    session: Session, log: Log, head: Actor, operator: Actor, now: datetime
) -> None:
    assert head.staff is not None
    appeal = log(about_staff=head.staff.full_name)
    handling.route(session, appeal.number, 1, unit=factories.APPARATUS, by=operator, now=now)
    assert example_of(session, appeal) is None


def test_forwarding_by_a_competence_teaches_the_other_bodys_unit(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    other = next(one for one in knowledge.competences(session) if not one.unit.body.home)
    forwarding.forward(
        session,
        appeal.number,
        1,
        body=other.unit.body.code,
        letter="1-2/34",
        competence=other,
        by=operator,
        now=now,
    )
    assert learnt(session, appeal).unit_id == other.unit_id


def test_forwarding_without_a_competence_teaches_nothing(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    forwarding.forward(session, appeal.number, 1, body="labour", letter="1-2/34", by=operator, now=now)
    assert example_of(session, appeal) is None


def test_an_answer_on_the_line_teaches_by_the_competence_that_was_named(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    silent, told = log(), log()
    card = knowledge.competence_coded(session, told.suggestions[0].competence_code)
    factories.answer_on_the_line(session, silent, outcome=None, by=operator, now=now)
    factories.answer_on_the_line(session, told, outcome=None, competence=card, by=operator, now=now)
    assert example_of(session, silent) is None
    assert learnt(session, told).competence_id == card.id
    assert told.clause == card.clauses[0]


def test_an_appeal_routed_before_anybody_learnt_is_taught_by_the_head_who_takes_it(
    session: Session, routed: Appeal, head: Actor, now: datetime
) -> None:
    session.delete(learnt(session, routed))
    session.flush()
    handling.accept(session, routed.number, routed.version, by=head, now=now)
    example = learnt(session, routed)
    assert (example.by_id, example.standing) == (head.user_id, ExampleStanding.PROVISIONAL)
    assert example.unit_id == directory.unit_named(session, factories.NETWORK).id
