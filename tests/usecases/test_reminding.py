"""What is due is called to mind, what is late goes up, and each is told once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering, bringing_up, events, notices, queries, reminding
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.vocabulary import Action, Kind, Level, Outcome
from callcenter.channels import digests
from callcenter.core.outbox import OutboxMessage
from callcenter.core.wording import say
from callcenter.directory.absence_models import Absence
from callcenter.directory.actors import Actor
from callcenter.directory.vocabulary import AbsenceReason
from tests import factories
from tests.clauses import clause
from tests.usecases import looking

LONG_AFTER = timedelta(days=50)


def told(session: Session) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for notice in session.scalars(select(Notice).order_by(Notice.id)):
        found.setdefault(notice.user_id, []).append(notice.key)
    return found


def on_due_day(appeal: Appeal) -> datetime:
    return datetime.fromisoformat(f"{appeal.due_on}T10:00+04:00")


@clause("002:5.4.2", "001:5.12.5")
def test_the_executor_is_reminded_and_nothing_is_said_twice(
    session: Session, in_work: Appeal, executor: Actor, head: Actor
) -> None:
    morning = on_due_day(in_work)
    assert reminding.remind_due(session, morning) == 1
    assert reminding.remind_due(session, morning + timedelta(hours=1)) == 0
    step = in_work.events[-1]
    assert (step.action, step.details["step"]) == (Action.REMIND, f"due:{in_work.due_on}:0")
    assert executor.user_id in told(session)
    assert head.user_id in told(session)
    assert events.due_of(session, in_work.events).due_on == in_work.due_on


@clause("002:5.4.2", "001:5.12.5")
def test_a_late_appeal_goes_up_step_by_step_by_rank(session: Session, in_work: Appeal, head: Actor) -> None:
    reminding.remind_due(session, on_due_day(in_work) + LONG_AFTER)
    steps = [event for event in in_work.events if event.action is Action.ESCALATE]
    assert [event.details["level"] for event in steps] == list(range(1, len(steps) + 1))
    assert steps[0].executor_id == factories.staff_id(head)
    assert all(event.reason for event in steps)


def test_an_answered_appeal_is_left_in_peace(
    session: Session, log: Callable[..., Appeal], operator: Actor, now: datetime
) -> None:
    appeal = log()
    factories.answer_on_the_line(session, appeal, by=operator, now=now)
    assert reminding.remind_due(session, now + LONG_AFTER) == 0


@clause("1308-IVQ:7.10", "002:4.0.09")
def test_the_accused_is_never_told(
    session: Session, log: Callable[..., Appeal], operator: Actor, head: Actor, now: datetime
) -> None:
    appeal = log(about_unit=factories.NETWORK)
    reminding.remind_due(session, on_due_day(appeal) + LONG_AFTER)
    assert head.user_id not in told(session)


def test_where_nobody_is_known_the_head_of_the_centre_is_told(
    session: Session, log: Callable[..., Appeal]
) -> None:
    chief = factories.make_user(session, Role.CENTRE_HEAD)
    appeal = log(kind=Kind.COMPLAINT)
    reminding.remind_due(session, on_due_day(appeal))
    assert chief.id in told(session)


def test_who_is_away_is_not_reminded_but_their_deputy_else_the_head(
    session: Session, in_work: Appeal, executor: Actor, head: Actor, now: datetime
) -> None:
    deputy = factories.make_actor(session, Role.UNIT_STAFF, unit=factories.NETWORK)
    assert executor.staff is not None
    assert deputy.staff is not None
    morning = on_due_day(in_work) - timedelta(days=1)
    away = Absence(
        staff=executor.staff,
        deputy=deputy.staff,
        first_on=morning.date(),
        last_on=morning.date(),
        planned_until=morning.date(),
        reason=AbsenceReason.ILLNESS,
        entered_by_id=head.user_id,
        entered_at=now,
    )
    session.add(away)
    session.flush()
    reminding.remind_due(session, morning)
    assert told(session).keys() == {deputy.user_id}

    away.deputy, away.last_on = None, in_work.due_on
    session.flush()
    reminding.remind_due(session, on_due_day(in_work))
    assert told(session).keys() == {deputy.user_id, head.user_id}


def test_where_who_has_it_left_and_nobody_above_may_know_the_head_of_the_centre_hears(
    session: Session, log: Callable[..., Appeal], now: datetime
) -> None:
    chief = factories.make_user(session, Role.CENTRE_HEAD)
    gone = factories.make_actor(session, Role.OPERATOR, unit=factories.CALL_CENTRE)
    above = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.APPARATUS)
    appeal = log(by=gone)
    assert gone.user is not None
    gone.user.disabled_at = now
    session.flush()
    assert not queries.is_visible(session, above, appeal)
    reminding.remind_due(session, on_due_day(appeal))
    assert told(session).keys() == {chief.id}


@clause("580-IIQ:11-1")
def test_a_step_names_who_was_really_told_and_the_list_whom_it_will_be(
    session: Session, log: Callable[..., Appeal]
) -> None:
    chief = factories.make_user(session, Role.CENTRE_HEAD)
    desk = factories.make_actor(session, Role.OPERATOR, unit=factories.CALL_CENTRE)
    factories.make_actor(session, Role.UNIT_HEAD, unit=factories.CALL_CENTRE)
    above = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.APPARATUS)
    appeal = log(by=desk, text="Şöbə müdiri rüşvət istəyir.", level=Level.CORRUPTION)
    late = on_due_day(appeal) + LONG_AFTER
    reminding.remind_due(session, late)
    steps = [event for event in appeal.events if event.action is Action.ESCALATE]
    assert steps
    assert {(event.executor_id, event.unit_id) for event in steps} == {(None, None)}
    assert {event.details["who"] for event in steps} == {chief.display_name}
    assert above.user_id not in told(session)
    found = bringing_up.goes_next_to(session, [appeal], late)[appeal.id]
    assert (found.full_name, found.role) == (chief.display_name, Role.CENTRE_HEAD)


@clause("002:5.4.2")
def test_whom_several_steps_reach_at_one_moment_hears_once_and_of_the_furthest(
    session: Session, log: Callable[..., Appeal]
) -> None:
    chief = factories.make_user(session, Role.CENTRE_HEAD)
    desk = factories.make_actor(session, Role.OPERATOR, unit=factories.CALL_CENTRE)
    for unit in (factories.CALL_CENTRE, factories.CALL_CENTRE, factories.APPARATUS):
        factories.make_actor(session, Role.UNIT_HEAD, unit=unit)
    appeal = log(by=desk, text="Şöbə müdiri rüşvət istəyir.", level=Level.CORRUPTION)
    late = on_due_day(appeal) + LONG_AFTER
    done = reminding.remind_due(session, late)
    steps = [event for event in appeal.events if event.action is Action.ESCALATE]
    assert done > 1
    assert [event.details["level"] for event in steps] == list(range(1, done + 1))
    assert {event.details["who"] for event in steps} == {chief.display_name}
    [said] = looking.told(session, chief)
    assert f"Rəhbərlik pilləsi: {done}." in said
    assert reminding.remind_due(session, late + timedelta(hours=1)) == 0
    assert len(looking.told(session, chief)) == 1


def test_a_reminder_does_not_make_what_somebody_is_writing_stale(
    session: Session, in_work: Appeal, executor: Actor
) -> None:
    read = in_work.version
    morning = on_due_day(in_work)
    reminding.remind_due(session, morning)
    answering.draft(
        session,
        in_work.number,
        read,
        text="Bərpa olundu.",
        outcome=Outcome.SATISFIED,
        by=executor,
        now=morning,
    )
    assert in_work.events[-1].action is Action.DRAFT


@pytest.mark.parametrize("language", ["az", "ru"])
def test_the_digest_is_one_mail_a_working_morning_and_urgent_ones_go_at_once(
    session: Session, in_work: Appeal, executor: Actor, language: str
) -> None:
    assert executor.user is not None
    executor.user.email, executor.user.language = "icraci@nazirlik.example", language
    before = on_due_day(in_work) - timedelta(days=4)
    reminding.remind_due(session, before)
    assert digests.mail_urgent(session, before) == 0
    early = before.replace(hour=8, minute=10)
    assert digests.mail_digests(session, early) == 0
    assert digests.mail_digests(session, before) == 1
    assert digests.mail_digests(session, before + timedelta(hours=1)) == 0
    reminding.remind_due(session, on_due_day(in_work))
    assert digests.mail_urgent(session, on_due_day(in_work)) == 1
    assert digests.mail_urgent(session, on_due_day(in_work)) == 0
    mails = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    assert len(mails) == 2
    assert all(in_work.number in mail.body for mail in mails)
    assert not any("+994" in mail.body or "internet" in mail.body for mail in mails)


def test_what_is_urgent_for_one_person_at_one_moment_goes_in_one_mail(
    session: Session, head: Actor, now: datetime
) -> None:
    assert head.user is not None
    head.user.email = "rehber@nazirlik.example"
    for number in ("M-2026-000001", "M-2026-000002"):
        notices.tell(
            session, [head.user_id], say("%(number)s", number=number), key=number, now=now, urgent=True
        )
    assert (digests.mail_urgent(session, now), digests.mail_urgent(session, now)) == (1, 0)
    [mail] = session.scalars(select(OutboxMessage)).all()
    assert ("M-2026-000001" in mail.body, "M-2026-000002" in mail.body) == (True, True)
