"""Secrecy of what is answered together, and who may let others know of a report of corruption."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import (
    answering,
    consulting,
    handling,
    merging,
    offers,
    reception,
    referring,
    satisfaction,
    splitting,
    stopping,
)
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.reception import UrgentTime
from callcenter.appeals.satisfaction_models import Satisfaction
from callcenter.appeals.splitting import PartDraft
from callcenter.appeals.vocabulary import Action, Channel, Kind, Level, Outcome, State
from callcenter.channels import digests
from callcenter.core.errors import NotAllowed, Refused
from callcenter.core.outbox import OutboxMessage, Way
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause
from tests.factories import APPARATUS, NETWORK, SOFTWARE
from tests.usecases.looking import sees

Log = Callable[..., Appeal]
PARTS = [
    PartDraft("1", "Nazirlikdə internet kəsilir.", NETWORK),
    PartDraft("2", "Proqram açılmır.", SOFTWARE),
]


def act(
    session: Session, done: Callable[..., Appeal], appeal: Appeal, by: Actor, now: datetime, **more: object
) -> Appeal:
    return done(session, appeal.number, appeal.version, by=by, now=now, **more)


def divided(session: Session, appeal: Appeal, by: Actor, now: datetime) -> Appeal:
    return act(session, splitting.split, appeal, by, now, parts=PARTS)


def actions(appeal: Appeal) -> list[Action]:
    return [event.action for event in appeal.events]


# Parts


@clause("002:5.4.7")
@pytest.mark.parametrize("level", Level)
def test_parts_are_as_secret_as_the_whole_and_complain_of_the_same(
    session: Session, log: Log, chief: Actor, now: datetime, level: Level
) -> None:
    whole = divided(session, log(level=level, about_unit=APPARATUS), chief, now)
    for part in whole.parts:
        assert (part.level, part.about_unit) == (level, whole.about_unit)
        assert actions(part) == [Action.LOG, Action.ROUTE]


@clause("002:5.4.7")
@pytest.mark.parametrize("of_part", [False, True])
def test_the_level_raised_on_a_whole_or_on_a_part_holds_for_all_of_them(
    session: Session, log: Log, operator: Actor, chief: Actor, head: Actor, now: datetime, of_part: bool
) -> None:
    whole = divided(session, log(), operator, now)
    factories.set_level(session, whole.parts[0] if of_part else whole, Level.CORRUPTION, by=chief, now=now)
    assert actions(whole) == [Action.LOG, Action.SPLIT, Action.SET_LEVEL]
    for part in whole.parts:
        assert actions(part) == [Action.LOG, Action.ROUTE, Action.SET_LEVEL, Action.RECALL]
        assert part.state is State.RETURNED
    assert not sees(session, head, whole.parts[0])
    assert not sees(session, factories.make_actor(session, Role.OPERATOR), whole)


def test_the_level_is_lowered_on_the_whole_alone(
    session: Session, log: Log, operator: Actor, chief: Actor, now: datetime
) -> None:
    whole = divided(session, log(level=Level.CONFIDENTIAL), operator, now)
    with pytest.raises(Refused) as refused:
        factories.set_level(session, whole.parts[0], Level.ORDINARY, by=chief, now=now)
    assert refused.value.code == "lowered-with-the-main"
    factories.set_level(session, whole, Level.ORDINARY, by=chief, now=now)
    assert {one.level for one in (whole, *whole.parts)} == {Level.ORDINARY}


@clause("003:3.0.9")
@pytest.mark.parametrize("of_part", [False, True])
def test_whom_a_part_complains_of_the_whole_complains_of(
    session: Session, log: Log, operator: Actor, head: Actor, now: datetime, of_part: bool
) -> None:
    whole = divided(session, log(), operator, now)
    first, second = whole.parts
    factories.accuse(session, first if of_part else whole, unit=NETWORK, by=operator, now=now)
    assert {one.about_unit_id for one in (whole, first, second)} == {head.staff.unit_id if head.staff else 0}
    assert (actions(first)[-2:], first.unit) == ([Action.ACCUSE, Action.RECALL], None)
    assert not sees(session, factories.make_actor(session, Role.LEADERSHIP, unit=NETWORK), whole)
    with pytest.raises(NotAllowed):
        factories.accuse(session, second, unit=SOFTWARE, by=operator, now=now)


# Merged appeals


@clause("002:5.4.7")
@pytest.mark.parametrize("main_is_stricter", [False, True])
def test_of_two_appeals_that_become_one_both_are_as_secret_as_the_stricter(
    session: Session, log: Log, operator: Actor, now: datetime, main_is_stricter: bool
) -> None:
    levels = [Level.CORRUPTION, Level.ORDINARY] if main_is_stricter else [Level.ORDINARY, Level.CORRUPTION]
    main, second = (log(level=level) for level in levels)
    looser = second if main_is_stricter else main
    if not main_is_stricter:
        act(session, handling.route, main, operator, now, unit=NETWORK)
    act(session, merging.merge, second, operator, now, into=main.number)
    assert {main.level, second.level} == {Level.CORRUPTION}
    assert actions(looser).count(Action.SET_LEVEL) == 1
    assert (main.state, main.unit) == (State.REGISTERED if main_is_stricter else State.RETURNED, None)
    assert second.state is State.MERGED


@clause("003:3.0.9")
def test_of_two_appeals_that_become_one_both_complain_of_whom_either_complains(
    session: Session, log: Log, in_work: Appeal, head: Actor, operator: Actor, now: datetime
) -> None:
    second = log(about_unit=NETWORK)
    act(session, merging.merge, second, operator, now, into=in_work.number)
    assert in_work.about_unit is second.about_unit
    assert actions(in_work)[-2:] == [Action.ACCUSE, Action.RECALL]
    assert not sees(session, head, in_work)
    act(session, merging.undo_merge, second, operator, now, reason="Səhv idi.")
    assert in_work.about_unit is second.about_unit


def test_appeals_against_different_units_are_not_made_one(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    main, second = log(about_unit=NETWORK), log(about_unit=SOFTWARE)
    with pytest.raises(Refused) as refused:
        act(session, merging.merge, second, operator, now, into=main.number)
    assert refused.value.code == "others-accused"
    assert (main.version, second.version) == (1, 1)


@clause("002:5.4.7")
def test_a_merged_appeal_raises_its_main_one_and_leaves_its_unit_for_good(
    session: Session, log: Log, in_work: Appeal, head: Actor, operator: Actor, chief: Actor, now: datetime
) -> None:
    second = log()
    act(session, handling.route, second, operator, now, unit=NETWORK)
    act(session, merging.merge, second, operator, now, into=in_work.number)
    factories.set_level(session, second, Level.CORRUPTION, by=chief, now=now)
    for one in (in_work, second):
        assert actions(one)[-2:] == [Action.SET_LEVEL, Action.RECALL]
        assert not sees(session, head, one)
    assert (in_work.state, second.state) == (State.RETURNED, State.MERGED)
    act(session, merging.undo_merge, second, chief, now, reason="Ayrıca məlumatdır.")
    assert (second.state, second.unit) == (State.RETURNED, None)


@clause("002:5.4.7")
def test_who_works_on_a_report_of_corruption_reads_what_is_merged_into_it_as_long_as_they_do(
    session: Session, log: Log, head: Actor, executor: Actor, chief: Actor, now: datetime
) -> None:
    """One answer is to both, and the head of the centre sent the report there; nobody else of the unit knows of it."""
    main, second = log(level=Level.CORRUPTION), log(level=Level.CORRUPTION)
    act(session, merging.merge, second, chief, now, into=main.number)
    colleague = factories.make_actor(session, Role.UNIT_STAFF, unit=NETWORK)
    assert not sees(session, head, second)
    act(session, handling.route, main, chief, now, unit=NETWORK)
    act(session, handling.accept, main, head, now)
    act(
        session, handling.assign, main, head, now, executor=factories.staff_id(executor), instruction="Baxın."
    )
    assert [sees(session, one, second) for one in (head, executor, colleague)] == [True, True, False]
    act(session, answering.draft, main, executor, now, text="Baxıldı.", outcome=Outcome.EXPLAINED)
    act(session, answering.approve, main, head, now)
    assert [sees(session, one, second) for one in (head, executor, colleague)] == [False, False, False]


def test_a_stopped_appeal_is_taken_from_whom_it_turns_out_to_complain_of(
    session: Session, in_work: Appeal, head: Actor, operator: Actor, now: datetime
) -> None:
    act(session, stopping.withdraw, in_work, operator, now, who="özü", means=Channel.PHONE)
    factories.accuse(session, in_work, unit=NETWORK, by=operator, now=now)
    assert (in_work.state, in_work.unit) == (State.WITHDRAWN, None)
    act(session, stopping.resume, in_work, operator, now, reason="Fikrini dəyişdi.")
    assert in_work.state is State.RETURNED
    assert not sees(session, head, in_work)


# Who may let others know


@clause("002:5.4.7", "002:5.1")
@pytest.mark.parametrize(
    ("done", "more"),
    [
        (splitting.split, {"parts": PARTS}),
        (consulting.consult, {"units": [NETWORK], "question": "Kim cavabdehdir?"}),
        (reception.invite, {"slot": 1}),
    ],
)
def test_only_the_head_of_the_centre_lets_others_know_of_a_report_of_corruption(
    session: Session, log: Log, operator: Actor, now: datetime, done: Callable[..., Any], more: dict[str, Any]
) -> None:
    appeal = log(level=Level.CORRUPTION)
    with pytest.raises(NotAllowed) as refused:
        act(session, done, appeal, operator, now, **more)
    assert refused.value.code == "head-directs"
    assert (appeal.version, appeal.parts) == (1, [])


def test_what_only_the_head_of_the_centre_does_is_offered_to_nobody_else(
    session: Session, log: Log, operator: Actor, chief: Actor
) -> None:
    appeal = log(level=Level.CORRUPTION)
    of_operator, of_chief = (
        set(offers.offered_to(one, appeal, approves=False, writes=False)) for one in (operator, chief)
    )
    assert not of_operator & offers.DIRECTS
    assert of_chief >= offers.DIRECTS - {Action.FORWARD}


@clause("002:5.4.7")
def test_whom_the_head_of_the_centre_asks_sees_the_report_only_until_they_advise(
    session: Session, log: Log, chief: Actor, head: Actor, now: datetime
) -> None:
    appeal = log(level=Level.CORRUPTION)
    act(session, consulting.consult, appeal, chief, now, units=[NETWORK], question="Qayda necədir?")
    assert sees(session, head, appeal)
    act(session, consulting.advise, appeal, head, now, text="Qayda belədir.")
    assert not sees(session, head, appeal)


@clause("002:5.4.7")
def test_who_was_asked_or_invited_loses_sight_of_what_becomes_a_report_of_corruption(
    session: Session, log: Log, operator: Actor, chief: Actor, head: Actor, now: datetime
) -> None:
    asked, invited = log(), log()
    act(session, consulting.consult, asked, operator, now, units=[NETWORK], question="Nə edək?")
    tomorrow = now + timedelta(days=1)
    urgent = UrgentTime(str(factories.staff_id(head)), tomorrow.date(), time(11), 30, "4-cü mərtəbə")
    act(session, reception.invite, invited, operator, now, urgent=urgent, reason="Təcilidir.")
    for appeal in (asked, invited):
        assert sees(session, head, appeal)
        factories.set_level(session, appeal, Level.CORRUPTION, by=chief, now=now)
        assert appeal.state is State.RETURNED
        assert not sees(session, head, appeal)


@clause("002:5.4.7")
@pytest.mark.parametrize("kind", [Kind.COMPLAINT, Kind.INQUIRY])
def test_a_report_of_corruption_never_leaves_through_the_document_exchange(
    session: Session, log: Log, chief: Actor, now: datetime, kind: Kind
) -> None:
    appeal = log(level=Level.CORRUPTION, kind=kind)
    with pytest.raises(Refused) as refused:
        act(session, referring.refer, appeal, chief, now, note="Baxılsın.")
    assert refused.value.code == "too-secret"
    assert appeal.version == 1


def test_what_still_waits_for_the_exchange_is_taken_back_when_the_level_rises(
    session: Session, log: Log, operator: Actor, chief: Actor, now: datetime
) -> None:
    appeal, other = log(kind=Kind.COMPLAINT), log(kind=Kind.COMPLAINT)
    for one in (appeal, other):
        act(session, referring.refer, one, operator, now, note="Baxılsın.")
    office = factories.make_actor(session, Role.UNIT_HEAD, unit=APPARATUS)
    assert sees(session, office, appeal)
    factories.set_level(session, appeal, Level.CORRUPTION, by=chief, now=now)
    left = session.scalars(select(OutboxMessage.about).where(OutboxMessage.way == Way.EDMS)).all()
    assert left == [other.number]
    assert not sees(session, office, appeal)


# What is told by mail, and what is asked


@clause("002:5.4.7")
@pytest.mark.parametrize("level", [Level.CONFIDENTIAL, Level.CORRUPTION])
def test_nobody_is_mailed_a_link_about_a_secret_appeal(
    session: Session, log: Log, operator: Actor, now: datetime, level: Level
) -> None:
    for one in (level, Level.ORDINARY):
        appeal = log(level=one, name=f"Sınaq {one.value}", phone="")
        assert appeal.caller is not None
        appeal.caller.email = f"{one.value}@example.com"
        act(session, answering.answer_on_line, appeal, operator, now, text="Oldu.", outcome=Outcome.EXPLAINED)
    assert satisfaction.ask_due(session, now, public_url="https://cagri.example") == 1
    assert session.scalars(select(OutboxMessage.recipient)).all() == ["ordinary@example.com"]


def test_what_applicants_said_is_shown_only_of_appeals_that_one_may_see(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    chief = factories.make_actor(session, Role.CENTRE_HEAD, unit=NETWORK)
    appeal, against = log(), log(about_unit=NETWORK)
    for one in (appeal, against):
        session.add(
            Satisfaction(
                appeal_id=one.id, asked_at=now, answered_at=now, rating=1, solved=False, comment="Pis"
            )
        )
    session.flush()
    assert [one.appeal for one in satisfaction.answered(session, chief)] == [appeal]


@clause("002:5.4.7", "003:3.0.9")
def test_no_mail_tells_of_an_appeal_that_turned_against_its_reader_meanwhile(
    session: Session, log: Log, operator: Actor, head: Actor, now: datetime
) -> None:
    assert head.user is not None
    head.user.email = "rehber@example.com"
    appeal, ordinary = log(), log()
    for one in (appeal, ordinary):
        act(session, consulting.consult, one, operator, now, units=[NETWORK], question="Səbəb nədir?")
    for notice in session.scalars(select(Notice).where(Notice.user_id == head.user_id)):
        notice.urgent = True
    factories.accuse(session, appeal, unit=NETWORK, by=operator, now=now)
    assert digests.mail_urgent(session, now) == 1
    body = session.scalars(select(OutboxMessage.body)).one()
    assert ordinary.number in body
    assert appeal.number not in body
    assert ordinary.caller is not None
    assert not any(word in body for word in (ordinary.text, ordinary.caller.name or "?"))
