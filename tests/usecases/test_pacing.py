"""An urgent appeal, a serviceman's, and one that nobody understands."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.appeals import events, handling, offers, pacing
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Kind, Pace, Purpose
from callcenter.core.errors import InvalidInput, Refused
from callcenter.directory.actors import Actor
from callcenter.law import queries as law
from tests.clauses import clause


@clause("1308-IVQ:10.4")
def test_an_urgent_appeal_is_due_a_day_after_it_came(
    session: Session, log: Callable[..., Appeal], operator: Actor, now: datetime
) -> None:
    appeal = log(kind=Kind.APPLICATION)
    pacing.set_pace(
        session, appeal.number, 1, pace=Pace.URGENT, reason="Sabah tender bağlanır.", by=operator, now=now
    )
    assert appeal.due_at is not None
    assert (appeal.due_at - appeal.registered_at).total_seconds() == 24 * 3600
    due = events.due_of(session, appeal.events)
    assert (appeal.due_on, appeal.due_at) == (due.due_on, due.due_at)


@clause("1308-IVQ:10.3")
def test_a_serviceman_is_answered_in_fifteen_days_and_not_extended(
    session: Session, log: Callable[..., Appeal], operator: Actor, head: Actor, now: datetime
) -> None:
    appeal = log(kind=Kind.COMPLAINT, pace=Pace.SERVICEMAN)
    assert [event.action for event in appeal.events] == [Action.LOG, Action.SET_PACE]
    handling.route(session, appeal.number, 2, unit="economy-network", by=operator, now=now)
    with pytest.raises(Refused) as refused:
        handling.extend(
            session,
            appeal.number,
            appeal.version,
            ground="extended",
            days=None,
            reason="Əlavə sorğu.",
            by=head,
            now=now,
        )
    assert refused.value.code == "not-extendable"
    assert len(appeal.events) == 3


def test_a_pace_that_the_kind_does_not_know_is_refused_and_nothing_is_logged(
    session: Session, log: Callable[..., Appeal]
) -> None:
    before = session.scalars(select(Appeal.id)).all()
    with pytest.raises(InvalidInput) as refused:
        log(kind=Kind.INQUIRY, pace=Pace.SERVICEMAN)
    assert set(refused.value.fields) == {"pace"}
    assert session.scalars(select(Appeal.id)).all() == before


def test_only_paces_of_the_kinds_law_are_offered_and_each_once(
    session: Session, log: Callable[..., Appeal], now: datetime
) -> None:
    inquiry = log(kind=Kind.INQUIRY)
    assert pacing.paces_of(session, inquiry, now) == [Pace.URGENT, Pace.LIFE_THREAT]
    complaint = log(kind=Kind.COMPLAINT, text="Elektron kabinet işləmir, baxın.", pace=Pace.URGENT)
    assert pacing.paces_of(session, complaint, now) == [Pace.SERVICEMAN, Pace.ORDINARY]


def test_an_urgent_pace_said_by_mistake_is_taken_back_with_a_reason(
    session: Session, log: Callable[..., Appeal], operator: Actor, now: datetime
) -> None:
    appeal = log(kind=Kind.COMPLAINT)
    due = appeal.due_on
    given: dict[str, Any] = {"by": operator, "now": now}
    pacing.set_pace(session, appeal.number, 1, pace=Pace.URGENT, reason="Təcilidir.", **given)
    with pytest.raises(Refused) as refused:
        pacing.set_pace(session, appeal.number, 2, pace=Pace.URGENT, reason="Təcilidir.", **given)
    assert (refused.value.code, len(appeal.events), appeal.version) == ("same-pace", 2, 2)
    with pytest.raises(InvalidInput):
        pacing.set_pace(session, appeal.number, 2, pace=Pace.ORDINARY, reason="", **given)
    pacing.set_pace(session, appeal.number, 2, pace=Pace.ORDINARY, reason="Səhv seçilib.", **given)
    assert (appeal.due_on, appeal.due_at) == (due, None)
    assert (appeal.events[-1].reason, appeal.events[-1].details["pace"]) == ("Səhv seçilib.", "ordinary")
    assert Pace.ORDINARY not in pacing.paces_of(session, appeal, now)


def test_study_is_given_once_and_for_as_long_as_the_law_says(
    session: Session, in_work: Appeal, head: Actor, now: datetime
) -> None:
    study: dict[str, Any] = {"ground": "study", "reason": "Yoxlanılmalıdır.", "by": head, "now": now}
    number = in_work.number
    for days in (5, 9999):
        with pytest.raises(InvalidInput) as wrong:
            handling.extend(session, number, in_work.version, days=days, **study)
        assert list(wrong.value.fields) == ["days"]
    handling.extend(session, number, in_work.version, days=None, **study)
    steps = len(in_work.events)
    with pytest.raises(Refused) as refused:
        handling.extend(session, number, in_work.version, days=None, **study)
    assert (refused.value.code, len(in_work.events)) == ("already-studied", steps)
    calendar, parameters = law.calendar(session), law.parameters(session)
    assert offers.grounds_of_extension(in_work, calendar, parameters, now=now) == ("extended",)


@clause("1024-IIQ:24.4", "001:4.1.2")
def test_an_unclear_request_is_asked_about_within_five_days_and_its_clock_runs_on(
    session: Session, log: Callable[..., Appeal], operator: Actor, now: datetime
) -> None:
    appeal = log(kind=Kind.INQUIRY)
    due = appeal.due_on
    pacing.clarify(session, appeal.number, 1, question="Hansı ilin statistikası?", by=operator, now=now)
    letter = session.scalars(select(Letter)).one()
    assert (letter.purpose, letter.due_on.isoformat()) == (Purpose.CLARIFICATION, "2026-10-20")
    assert "Hansı ilin statistikası" in letter.text
    assert "1024-IIQ, 24.4" in letter.text
    pacing.clarified(session, appeal.number, 2, text="2025-ci ilin.", by=operator, now=now)
    assert [event.action for event in appeal.events] == [Action.LOG, Action.CLARIFY, Action.CLARIFIED]
    assert appeal.due_on == due
