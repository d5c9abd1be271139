"""Who may know of an appeal: against whom it is, how secret it is, and what takes it away from them."""

from collections.abc import Callable
from datetime import datetime
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role, Scope
from callcenter.appeals import conflicts, handling, safeguarding, secrecy
from callcenter.appeals.accused import accused_of
from callcenter.appeals.conflicts import Seat
from callcenter.appeals.letter_drafting import owed_acknowledgement
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Delivery, Kind, Level, State
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.directory import authorising, upkeep
from callcenter.directory.actors import Actor, actor_of
from callcenter.directory.models import Body, Unit, UnitKind
from callcenter.directory.rank import upwards
from knowledge_base import queries as knowledge_base
from knowledge_base.models import Competence, Example
from tests import factories
from tests.clauses import clause
from tests.factories import APPARATUS, CALL_CENTRE, EGOV, NETWORK, SOFTWARE
from tests.usecases.looking import sees

Log = Callable[..., Appeal]
ROLES = (Role.OPERATOR, Role.UNIT_STAFF, Role.UNIT_HEAD, Role.CENTRE_HEAD, Role.LEADERSHIP)


# Against whom


@clause("002:5.4.7", "003:3.0.9")
def test_the_condition_is_the_rule_over_any_tree(session: Session, log: Log) -> None:
    """The WHERE and the pure rule agree, for people of every desk in random trees of units."""
    chance = Random(5)
    body = Body(code="tree", name="Ağac", home=False)
    session.add(body)
    appeal = log()
    for trial in range(12):
        units: list[Unit] = []
        for place in range(chance.randint(2, 6)):
            above = chance.choice([None, *units])
            code = f"tree-{trial}-{place}"
            units.append(Unit(code=code, body=body, name=code, kind=UnitKind.SECTOR, parent=above))
        session.add_all(units)
        session.flush()
        parents = {unit.id: unit.parent_id for unit in units}
        people = []
        for place in range(5):
            role, head = chance.choice(ROLES), chance.random() < 0.5
            user = factories.make_user(session, role)
            upkeep.appoint(session, chance.choice(units), f"{trial}/{place}", "x", head=head, user=user)
            people.append(actor_of(session, user))
        for _ in range(6):
            appeal.about_unit = chance.choice([None, *units])
            appeal.about_staff = chance.choice([None, *(one.staff for one in people)])
            session.flush()
            accused = accused_of(appeal)
            for one in people:
                assert one.staff is not None
                desk = secrecy.DESKS.get(one.role or Role.UNIT_STAFF, conflicts.Desk.EXAMINES)
                seat = Seat(one.staff.id, frozenset(upwards(one.staff.unit_id, parents)), desk)
                clear = session.scalar(
                    select(Appeal.id).where(Appeal.id == appeal.id, secrecy.not_against(one))
                )
                assert (clear is None) == conflicts.may_not_know(seat, accused)


@clause("002:5.4.7")
@pytest.mark.parametrize("unit", [EGOV, NETWORK, SOFTWARE])
def test_an_appeal_is_hidden_from_the_accused_unit_and_all_below_it(
    session: Session, log: Log, now: datetime, unit: str
) -> None:
    appeal = log()
    appeal.unit = session.scalars(select(Unit).where(Unit.code == unit)).one()
    appeal.about_unit = session.scalars(select(Unit).where(Unit.code == EGOV)).one()
    for role in (Role.UNIT_HEAD, Role.UNIT_STAFF, Role.LEADERSHIP):
        assert not sees(session, factories.make_actor(session, role, unit=unit), appeal)


def test_a_superior_examines_what_complains_of_a_unit_below(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log(about_unit=NETWORK)
    handling.route(session, appeal.number, 1, unit=EGOV, by=operator, now=now)
    assert sees(session, factories.make_actor(session, Role.UNIT_HEAD, unit=EGOV), appeal)
    assert not sees(session, factories.make_actor(session, Role.UNIT_HEAD, unit=NETWORK), appeal)


@clause("003:3.0.9")
def test_an_overridden_unit_sees_the_appeal_only_while_it_has_it(
    session: Session, log: Log, head: Actor, executor: Actor, chief: Actor, now: datetime
) -> None:
    appeal = log(about_unit=NETWORK)
    assert not sees(session, head, appeal)
    handling.route(
        session, appeal.number, 1, unit=NETWORK, by=chief, now=now, override=True, reason="Yalnız texniki arayış."
    )  # fmt: skip
    assert sees(session, head, appeal)
    assert sees(session, executor, appeal)
    handling.send_back(
        session, appeal.number, appeal.version, reason="Bizə aid deyil.", clause="003:6.2.8", by=head, now=now
    )
    assert not sees(session, head, appeal)
    with pytest.raises(Refused):
        handling.route(session, appeal.number, appeal.version, unit=NETWORK, by=chief, now=now)


def test_after_an_override_the_accused_official_still_sees_nothing(
    session: Session, log: Log, head: Actor, executor: Actor, chief: Actor, now: datetime
) -> None:
    assert executor.staff is not None
    appeal = log(about_staff=executor.staff.full_name)
    handling.route(
        session, appeal.number, 1, unit=NETWORK, by=chief, now=now, override=True, reason="Rəhbəri baxsın."
    )
    assert sees(session, head, appeal)
    assert not sees(session, executor, appeal)


def test_a_system_sees_of_complaints_only_its_own(session: Session, log: Log) -> None:
    key, _ = factories.make_key(session, Scope.APPEALS_READ)
    other, _ = factories.make_key(session, Scope.APPEALS_READ)
    appeal = log(by=Actor(api_key=key), about_unit=NETWORK)
    assert sees(session, Actor(api_key=key), appeal)
    assert not sees(session, Actor(api_key=other), appeal)


def test_operators_hand_on_a_complaint_of_the_centre_but_do_not_answer_it(
    session: Session, log: Log, now: datetime
) -> None:
    operator = factories.make_actor(session, Role.OPERATOR, unit=CALL_CENTRE)
    appeal = log(by=operator, about_unit=CALL_CENTRE)
    assert appeal.state is State.REGISTERED
    with pytest.raises(Refused) as refused:
        factories.answer_on_the_line(session, appeal, text="Üzr istəyirik.", by=operator, now=now)
    assert refused.value.code == "conflict-of-interest"
    handling.route(session, appeal.number, 1, unit=APPARATUS, by=operator, now=now)


@clause("002:4.0.09")
def test_what_the_logger_may_not_handle_goes_to_the_head_of_the_apparatus_at_once(
    session: Session, log: Log, now: datetime
) -> None:
    chief = factories.make_actor(session, Role.CENTRE_HEAD, unit=CALL_CENTRE)
    assert chief.staff is not None
    chief.staff.head = True
    operator = factories.make_actor(session, Role.OPERATOR, unit=CALL_CENTRE)
    appeal = log(by=operator, about_staff=chief.staff.full_name)
    assert appeal.state is State.ROUTED
    assert appeal.unit is not None
    assert appeal.unit.code == APPARATUS
    assert [event.action for event in appeal.events] == [Action.LOG, Action.ROUTE]
    assert not sees(session, operator, appeal)
    assert sees(session, factories.make_actor(session, Role.UNIT_HEAD, unit=APPARATUS), appeal)


# Named afterwards


@clause("003:3.0.9", "002:5.4.7")
def test_an_appeal_is_taken_at_once_from_whom_it_turns_out_to_complain_of(
    session: Session, in_work: Appeal, operator: Actor, head: Actor, executor: Actor, now: datetime
) -> None:
    factories.accuse(session, in_work, unit=EGOV, by=operator, now=now)
    assert in_work.state is State.RETURNED
    assert in_work.unit is None
    assert in_work.executor is None
    assert [event.action for event in in_work.events[-2:]] == [Action.ACCUSE, Action.RECALL]
    assert not sees(session, head, in_work)
    assert not sees(session, executor, in_work)
    assert sees(session, operator, in_work)


def test_it_stays_where_it_is_when_it_complains_of_others(
    session: Session, in_work: Appeal, operator: Actor, head: Actor, now: datetime
) -> None:
    factories.accuse(session, in_work, unit=SOFTWARE, by=operator, now=now)
    assert in_work.state is State.IN_WORK
    assert in_work.events[-1].action is Action.ACCUSE
    assert sees(session, head, in_work)


def test_what_was_learnt_from_it_is_erased(
    session: Session, log: Log, head: Actor, operator: Actor, now: datetime
) -> None:
    appeal = log()
    handling.route(session, appeal.number, 1, unit=NETWORK, by=operator, now=now, competence=_card(session))
    example = session.scalars(select(Example).where(Example.appeal_number == appeal.number)).one()
    assert example.text
    factories.accuse(session, appeal, unit=NETWORK, by=operator, now=now)
    assert example.text == ""
    assert not example.live


def test_parts_are_hidden_with_the_whole(
    session: Session, log: Log, head: Actor, operator: Actor, now: datetime
) -> None:
    whole, part = log(), log()
    part.parent = whole
    handling.route(session, part.number, 1, unit=NETWORK, by=operator, now=now)
    factories.accuse(session, whole, unit=NETWORK, by=operator, now=now)
    assert part.state is State.RETURNED
    assert not sees(session, head, part)


def test_only_the_head_of_the_centre_changes_whom_an_appeal_complains_of(
    session: Session, log: Log, operator: Actor, chief: Actor, now: datetime
) -> None:
    appeal = log(about_unit=NETWORK)
    for unit in (SOFTWARE, ""):
        with pytest.raises(NotAllowed):
            factories.accuse(session, appeal, unit=unit, by=operator, now=now)
    assert appeal.version == 1
    factories.accuse(session, appeal, unit="", by=chief, now=now)
    assert not appeal.accuses
    assert appeal.events[-1].details["about_before"]["unit"] is not None


def test_naming_needs_a_ground_and_known_names(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    with pytest.raises(InvalidInput) as refused:
        factories.accuse(session, appeal, unit="Olmayan", staff="Olmayan", reason="", by=operator, now=now)
    assert set(refused.value.fields) == {"unit", "staff", "reason"}
    with pytest.raises(Refused):
        factories.accuse(session, appeal, by=operator, now=now)
    assert appeal.version == 1


def test_an_operator_can_name_a_closed_appeals_accused_too(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    factories.answer_on_the_line(session, appeal, by=operator, now=now)
    factories.accuse(session, appeal, unit=NETWORK, by=operator, now=now)
    assert appeal.state is State.CLOSED
    assert not sees(session, factories.make_actor(session, Role.LEADERSHIP, unit=NETWORK), appeal)


# How secret


@clause("002:5.4.7")
def test_a_report_of_corruption_is_for_very_few(
    session: Session, log: Log, operator: Actor, chief: Actor, now: datetime
) -> None:
    appeal = log(level=Level.CORRUPTION)
    assert sees(session, operator, appeal)
    assert sees(session, chief, appeal)
    others = (Role.OPERATOR, Role.LEADERSHIP, Role.UNIT_HEAD, Role.UNIT_STAFF)
    assert not any(
        sees(session, factories.make_actor(session, role, unit=APPARATUS), appeal) for role in others
    )


@clause("002:5.1")
def test_whom_the_head_of_the_body_authorised_sees_it_until_that_ends(
    session: Session, log: Log, now: datetime
) -> None:
    appeal, ordinary = log(level=Level.CORRUPTION), log(level=Level.CONFIDENTIAL)
    reader = actor_of(session, factories.make_user(session, Role.LEADERSHIP), now=now)
    assert reader.user is not None
    with pytest.raises(InvalidInput):
        authorising.authorise(session, reader.user.name, order="", by=None, now=now)
    authorising.authorise(session, reader.user.name, order="F-12/26", by=None, now=now)
    assert sees(session, reader, appeal)
    assert not sees(session, reader, ordinary)
    authorising.end_of(session, reader.user.name, by=None, now=now)
    assert not sees(session, reader, appeal)
    admin = factories.make_user(session, Role.ADMINISTRATOR)
    with pytest.raises(InvalidInput):
        authorising.authorise(session, admin.name, order="F-13/26", by=None, now=now)


def test_only_the_head_of_the_centre_sends_a_report_of_corruption_on(
    session: Session, log: Log, operator: Actor, head: Actor, chief: Actor, now: datetime
) -> None:
    appeal = log(level=Level.CORRUPTION)
    with pytest.raises(NotAllowed):
        handling.route(session, appeal.number, 1, unit=NETWORK, by=operator, now=now)
    handling.route(session, appeal.number, 1, unit=NETWORK, by=chief, now=now)
    assert sees(session, head, appeal)
    assert not sees(session, factories.make_actor(session, Role.UNIT_STAFF, unit=NETWORK), appeal)


@clause("002:5.4.7")
def test_who_reports_corruption_is_told_that_it_is_registered(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log(level=Level.CORRUPTION)
    letter = owed_acknowledgement(session, appeal)
    assert letter is not None
    assert appeal.number in letter.text
    safeguarding.acknowledge(
        session, appeal.number, 1, means=Delivery.PHONE, note="Zəng edildi.", by=operator, now=now
    )
    assert letter.sent_at == now
    assert appeal.events[-1].action is Action.ACKNOWLEDGE
    with pytest.raises(Refused):
        safeguarding.acknowledge(
            session, appeal.number, 2, means=Delivery.PHONE, note="", by=operator, now=now
        )


def test_raising_the_level_takes_it_from_its_unit_and_keeps_every_step(
    session: Session, in_work: Appeal, head: Actor, chief: Actor, operator: Actor, now: datetime
) -> None:
    version = in_work.version
    with pytest.raises(NotAllowed):
        factories.set_level(session, in_work, Level.CORRUPTION, by=operator, now=now)
    factories.set_level(session, in_work, Level.CORRUPTION, by=chief, now=now)
    assert in_work.state is State.RETURNED
    assert not sees(session, head, in_work)
    assert owed_acknowledgement(session, in_work) is not None
    factories.set_level(session, in_work, Level.ORDINARY, by=chief, now=now)
    assert [event.action for event in in_work.events[version:]] == [
        Action.SET_LEVEL,
        Action.RECALL,
        Action.SET_LEVEL,
    ]
    details = in_work.events[-1].details
    assert (details["level"], details["level_before"]) == ("ordinary", "corruption")


def test_a_report_against_the_head_of_the_centre_waits_for_the_authorised(
    session: Session, log: Log, now: datetime
) -> None:
    chief = factories.make_actor(session, Role.CENTRE_HEAD, unit=CALL_CENTRE)
    reader = actor_of(session, factories.make_user(session, Role.LEADERSHIP), now=now)
    assert chief.staff is not None
    assert reader.user is not None
    chief.staff.head = True
    authorising.authorise(session, reader.user.name, order="F-12/26", by=None, now=now)
    appeal = log(about_staff=chief.staff.full_name, level=Level.CORRUPTION)
    assert appeal.state is State.REGISTERED
    assert sees(session, reader, appeal)
    assert not sees(session, chief, appeal)
    with pytest.raises(NotFound):
        factories.set_level(session, appeal, Level.ORDINARY, by=chief, now=now)


def _card(session: Session) -> Competence:
    return next(one for one in knowledge_base.competences(session) if one.unit.code == NETWORK)


def test_kinds_of_secrecy_do_not_change_the_deadline(session: Session, log: Log) -> None:
    assert log(kind=Kind.COMPLAINT).due_on == log(kind=Kind.COMPLAINT, level=Level.CORRUPTION).due_on
