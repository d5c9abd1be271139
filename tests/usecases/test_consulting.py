"""Asking units for advice: the appeal does not move, its clock runs on, and the accused are never asked."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from callcenter.accounts.models import ApiKey
from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering, consulting, consulting_queries, events, handling, queries
from callcenter.appeals.consulting_models import Consultation
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Kind, State
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.law.models import LegalParameterRow
from tests import factories
from tests.clauses import clause
from tests.usecases.looking import told

Log = Callable[..., Appeal]
QUESTION = "Bu xətti hansı bölmə çəkib?"


@pytest.fixture
def software(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)


@pytest.fixture
def programmer(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_STAFF, unit=factories.SOFTWARE)


def ask(session: Session, appeal: Appeal, by: Actor, now: datetime, *units: str) -> Appeal:
    return consulting.consult(
        session,
        appeal.number,
        appeal.version,
        units=units or (factories.SOFTWARE,),
        question=QUESTION,
        by=by,
        now=now,
    )


def advise(session: Session, appeal: Appeal, by: Actor, now: datetime, unit: str = "") -> Appeal:
    return consulting.advise(
        session, appeal.number, appeal.version, text="Xətti biz çəkmişik.", by=by, now=now, unit=unit
    )


@clause("002:4.0.2", "002:4.0.7", "002:5.4.5", "003:5.5.6", "003:4.0.6", "001:4.1.2")
def test_a_unit_is_asked_without_the_appeal_being_moved(
    session: Session, in_work: Appeal, executor: Actor, software: Actor, now: datetime
) -> None:
    holder, due = in_work.unit_id, in_work.due_on
    ask(session, in_work, executor, now)
    assert (in_work.state, in_work.unit_id, in_work.due_on) == (State.CONSULTING, holder, due)
    assert in_work.executor_id == (executor.staff.id if executor.staff else None)

    advise(session, in_work, software, now)
    assert in_work.state is State.IN_WORK
    kept = consulting_queries.of_appeal(session, in_work)
    assert [(one.question, one.advice, one.advised_by_id) for one in kept] == [
        (QUESTION, "Xətti biz çəkmişik.", software.user_id)
    ]
    assert [event.action for event in in_work.events[-2:]] == [Action.CONSULT, Action.CONSULTED]


def test_of_two_units_the_first_leaves_it_waiting_and_the_last_takes_it_back(
    session: Session, log: Log, operator: Actor, software: Actor, head: Actor, now: datetime
) -> None:
    appeal = ask(session, log(), operator, now, factories.SOFTWARE, factories.NETWORK)
    assert appeal.events[-1].details["asked"] == [
        "Elektron sistemlər və proqram təminatı sektoru",
        "Şəbəkə və əməliyyat sistemlərini idarəetmə sektoru",
    ]
    advise(session, appeal, head, now)
    assert (appeal.state, appeal.events[-1].action) == (State.CONSULTING, Action.ADVISE)
    advise(session, appeal, software, now)
    assert (appeal.state, appeal.events[-1].action) == (State.REGISTERED, Action.CONSULTED)


@clause("002:4.0.7")
def test_the_advice_has_three_working_days_and_never_more_than_the_answer(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    ask(session, long := log(), operator, now)
    ask(session, short := log(kind=Kind.INQUIRY), operator, now + timedelta(days=8))
    dues = {one.appeal_id: one.due_on for one in session.scalars(select(Consultation))}
    assert dues[long.id] == date(2026, 10, 16)
    assert dues[short.id] == short.due_on == date(2026, 10, 22)


def test_the_short_clock_is_a_limit_that_the_ministry_can_change(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    session.execute(
        update(LegalParameterRow).where(LegalParameterRow.key == "consultation.internal").values(value=1)
    )
    ask(session, log(), operator, now)
    assert session.scalars(select(Consultation.due_on)).one() == date(2026, 10, 14)


def test_an_answer_that_is_owed_sooner_takes_the_advice_with_it(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log(kind=Kind.APPLICATION)
    ask(session, appeal, operator, later := now + timedelta(days=8))
    kept = session.scalars(select(Consultation)).one()
    before = kept.due_on
    handling.reclassify(session, appeal.number, appeal.version, kind=Kind.INQUIRY, by=operator, now=later)
    assert kept.due_on == appeal.due_on < before


def test_while_it_waits_the_kind_and_the_deadline_can_be_set_right(
    session: Session, in_work: Appeal, operator: Actor, head: Actor, software: Actor, now: datetime
) -> None:
    ask(session, in_work, head, now)
    handling.reclassify(session, in_work.number, in_work.version, kind=Kind.APPLICATION, by=operator, now=now)
    handling.extend(
        session,
        in_work.number,
        in_work.version,
        ground="extended",
        days=5,
        reason="Rəy gözlənilir.",
        by=head,
        now=now,
    )
    assert in_work in queries.inbox(session, head)
    assert in_work.events[-1].state is State.CONSULTING
    advise(session, in_work, software, now)
    assert in_work.state is State.IN_WORK


@clause("002:4.0.7")
@pytest.mark.parametrize("asked", [factories.EGOV, factories.NETWORK])
def test_the_accused_and_those_below_them_are_never_asked(
    session: Session, log: Log, operator: Actor, now: datetime, asked: str
) -> None:
    appeal = log(about_unit=factories.EGOV)
    with pytest.raises(Refused) as refused:
        ask(session, appeal, operator, now, factories.APPARATUS, asked)
    assert refused.value.code == "conflict-of-interest"
    assert len(appeal.events) == 1
    assert session.scalars(select(Consultation)).all() == []


def test_the_unit_of_the_accused_official_is_not_asked(
    session: Session, log: Log, operator: Actor, programmer: Actor, now: datetime
) -> None:
    assert programmer.staff is not None
    with pytest.raises(Refused) as refused:
        ask(session, log(about_staff=programmer.staff.full_name), operator, now)
    assert refused.value.code == "conflict-of-interest"


def test_a_unit_that_turns_out_to_be_the_accused_can_no_longer_answer(
    session: Session, log: Log, operator: Actor, software: Actor, now: datetime
) -> None:
    appeal = ask(session, log(), operator, now)
    appeal.about_unit = directory.unit_named(session, factories.SOFTWARE)
    session.flush()
    with pytest.raises(NotFound):
        advise(session, appeal, software, now)
    with pytest.raises(Refused) as refused:
        advise(session, appeal, Actor(api_key=ApiKey(id=None, name="x")), now)
    assert refused.value.code == "conflict-of-interest"
    assert consulting_queries.waiting_for(session, software) == []


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("Protokol sektoru", "not-home-unit"),
        (factories.NETWORK, "own-unit"),
        ("Olmayan şöbə", "unknown-unit"),
    ],
)
def test_whom_it_makes_no_sense_to_ask(
    session: Session, in_work: Appeal, head: Actor, now: datetime, unit: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        ask(session, in_work, head, now, unit)
    assert refused.value.code == code
    assert in_work.state is State.IN_WORK


def test_a_retired_unit_is_not_asked(session: Session, log: Log, operator: Actor, now: datetime) -> None:
    directory.unit_named(session, factories.SOFTWARE).retired_at = now
    with pytest.raises(Refused) as refused:
        ask(session, log(), operator, now)
    assert refused.value.code == "retired-unit"


def test_the_same_unit_is_not_asked_twice_at_once(
    session: Session, log: Log, operator: Actor, software: Actor, now: datetime
) -> None:
    appeal = ask(session, log(), operator, now)
    with pytest.raises(Refused) as refused:
        ask(session, appeal, operator, now)
    assert refused.value.code == "already-asked"
    twice = {
        "appeal_id": appeal.id,
        "unit_id": directory.unit_named(session, factories.SOFTWARE).id,
        "question": "?",
        "asked_at": now,
        "due_on": appeal.due_on,
    }
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(insert(Consultation).values(twice))
    advise(session, appeal, software, now)
    ask(session, appeal, operator, now)
    assert appeal.state is State.CONSULTING


def test_everything_that_is_missing_is_said_together(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    with pytest.raises(InvalidInput) as refused:
        consulting.consult(session, appeal.number, 1, units=(), question="", by=operator, now=now)
    assert set(refused.value.fields) == {"units", "question"}


def test_only_the_call_centre_and_those_who_have_the_appeal_ask(
    session: Session, in_work: Appeal, software: Actor, now: datetime
) -> None:
    ask(session, in_work, factories.make_actor(session, Role.CENTRE_HEAD), now)
    with pytest.raises(NotAllowed):
        ask(session, in_work, software, now, factories.APPARATUS)
    colleague = factories.make_actor(session, Role.UNIT_STAFF, unit=factories.NETWORK)
    with pytest.raises(NotAllowed):
        ask(session, in_work, colleague, now, factories.APPARATUS)
    with pytest.raises(NotAllowed):
        consulting.call_off(session, in_work.number, in_work.version, by=software, now=now)


def test_the_unit_asked_sees_the_text_while_asked_and_after_but_not_the_applicant(
    session: Session, in_work: Appeal, head: Actor, software: Actor, programmer: Actor, now: datetime
) -> None:
    assert not queries.is_visible(session, software, in_work)
    ask(session, in_work, head, now)
    for one in (software, programmer):
        assert queries.is_visible(session, one, in_work)
        assert not queries.sees_in_full(one, in_work)
        assert in_work not in queries.inbox(session, one)
        assert [q.question for q in consulting_queries.waiting_for(session, one)] == [QUESTION]
    advise(session, in_work, programmer, now)
    assert queries.is_visible(session, software, in_work)
    assert consulting_queries.waiting_for(session, software) == []
    assert queries.sees_in_full(head, in_work)


def test_the_unit_asked_gets_no_other_step_of_the_appeal(
    session: Session, in_work: Appeal, head: Actor, software: Actor, now: datetime
) -> None:
    ask(session, in_work, head, now)
    advise(session, in_work, software, now)
    number, version = in_work.number, in_work.version
    with pytest.raises(NotAllowed):
        answering.draft(session, number, version, text="Cavab.", outcome=None, by=software, now=now)
    with pytest.raises(NotAllowed):
        handling.send_back(
            session, number, version, reason="Bizə aid deyil.", clause="003:6.2.8", by=software, now=now
        )


def test_a_confidential_appeal_is_the_asked_heads_alone(
    session: Session, log: Log, operator: Actor, software: Actor, programmer: Actor, now: datetime
) -> None:
    appeal = ask(session, log(confidential=True), operator, now)
    assert queries.is_visible(session, software, appeal)
    assert not queries.is_visible(session, programmer, appeal)
    assert consulting_queries.waiting_for(session, programmer) == []


def test_both_sides_are_told_once(
    session: Session, log: Log, operator: Actor, software: Actor, head: Actor, now: datetime
) -> None:
    appeal = ask(session, log(), operator, now)
    assert told(session, software) == [f"{appeal.number}: bölmənizdən rəy soruşulur, müddəti 16.10.2026."]
    assert told(session, head) == []
    advise(session, appeal, software, now)
    assert told(session, operator) == [
        f"{appeal.number}: Elektron sistemlər və proqram təminatı sektoru rəy verdi."
    ]


def test_a_unit_without_a_head_is_told_through_the_nearest_above(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    above = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.EGOV)
    appeal = ask(session, log(), operator, now)
    assert len(told(session, above)) == 1
    advise(session, appeal, above, now)
    assert appeal.state is State.REGISTERED


def test_a_head_of_two_asked_units_says_for_which_one(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    above = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.EGOV)
    appeal = ask(session, log(), operator, now, factories.SOFTWARE, factories.NETWORK)
    with pytest.raises(InvalidInput) as refused:
        advise(session, appeal, above, now)
    assert set(refused.value.fields) == {"unit"}
    advise(session, appeal, above, now, unit=factories.NETWORK)
    advise(session, appeal, above, now)
    assert {one.unit.code for one in consulting_queries.of_appeal(session, appeal) if one.advice} == {
        factories.SOFTWARE,
        factories.NETWORK,
    }


def test_nobody_answers_for_a_unit_that_was_not_asked(
    session: Session, routed: Appeal, operator: Actor, head: Actor, now: datetime
) -> None:
    handling.accept(session, routed.number, routed.version, by=head, now=now)
    ask(session, routed, operator, now)
    with pytest.raises(Refused) as refused:
        advise(session, routed, head, now)
    assert refused.value.code == "not-asked"


def test_a_question_taken_back_brings_the_appeal_back_and_leaves_the_unit(
    session: Session, in_work: Appeal, head: Actor, software: Actor, now: datetime
) -> None:
    ask(session, in_work, head, now)
    consulting.call_off(session, in_work.number, in_work.version, by=head, now=now, reason="Aydınlaşdı.")
    assert in_work.state is State.IN_WORK
    assert not queries.is_visible(session, software, in_work)
    assert [line.rpartition(": ")[2] for line in told(session, software)][-1].startswith("rəy sorğusu geri")
    with pytest.raises(Refused):
        consulting.call_off(session, in_work.number, in_work.version, by=head, now=now)


@clause("003:3.0.9")
def test_a_question_to_whom_the_appeal_turns_out_to_complain_of_is_taken_back(
    session: Session, in_work: Appeal, head: Actor, operator: Actor, software: Actor, now: datetime
) -> None:
    ask(session, in_work, head, now, factories.SOFTWARE, factories.APPARATUS)
    heard = len(told(session, software))
    factories.accuse(session, in_work, unit=factories.SOFTWARE, by=operator, now=now)
    assert in_work.state is State.CONSULTING
    assert [one.unit.code for one in consulting_queries.open_about(session, in_work)] == [factories.APPARATUS]
    assert (in_work.events[-1].action, in_work.events[-1].details["called_off"]) == (
        Action.NOTE,
        [directory.unit_named(session, factories.SOFTWARE).name],
    )
    assert not queries.is_visible(session, software, in_work)
    assert len(told(session, software)) == heard, "the accused are told nothing"
    assert "başqa bölmədən soruşun" in told(session, head)[-1]


def test_the_last_question_taken_back_so_brings_the_appeal_back(
    session: Session, in_work: Appeal, head: Actor, operator: Actor, now: datetime
) -> None:
    ask(session, in_work, head, now)
    factories.accuse(session, in_work, unit=factories.SOFTWARE, by=operator, now=now)
    assert (in_work.state, in_work.events[-1].action) == (State.IN_WORK, Action.CALL_OFF)
    assert list(consulting_queries.open_about(session, in_work)) == []


def test_empty_advice_is_refused_and_leaves_nothing(
    session: Session, log: Log, operator: Actor, software: Actor, now: datetime
) -> None:
    appeal = ask(session, log(), operator, now)
    with pytest.raises(InvalidInput):
        consulting.advise(session, appeal.number, appeal.version, text="", by=software, now=now)
    assert appeal.state is State.CONSULTING


def test_a_question_left_open_when_the_appeal_was_stopped_does_not_bar_a_new_one(
    session: Session, log: Log, operator: Actor, software: Actor, now: datetime
) -> None:
    appeal = ask(session, log(), operator, now)
    events.record(session, appeal, Action.WITHDRAW, by=operator, now=now)
    assert consulting_queries.waiting_for(session, software) == []
    events.record(session, appeal, Action.RESUME, by=operator, now=now)
    assert appeal.state is State.REGISTERED
    ask(session, appeal, operator, now)
    advise(session, appeal, software, now)
    assert appeal.state is State.REGISTERED
