"""The figures of calls: counted by the database as the rule counts them, and shown in the report."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.calls import callbacks, queries
from callcenter.calls.callbacks import Result
from callcenter.calls.course import WITHIN
from callcenter.calls.figures import Tally, added
from callcenter.calls.models import Call
from callcenter.calls.vocabulary import CallbackState, CallOutcome, Direction, Event, Half, Line
from callcenter.core.clock import BAKU
from callcenter.directory.actors import Actor
from reports import compiling, editions
from reports.call_measures import CALL_MEASURES
from reports.periods import Period
from reports.vocabulary import PeriodKind
from tests import factories
from tests.clauses import clause
from tests.usecases.call_events import missed, tell

MONDAY = datetime(2026, 9, 7, tzinfo=BAKU)
WEEK = Period(PeriodKind.WEEKLY, date(2026, 9, 7), date(2026, 9, 13))
AFTER = datetime(2026, 9, 14, 8, tzinfo=BAKU)


@pytest.fixture
def a_week(session: Session) -> None:
    """Sixty invented calls of a week, some at night."""
    chance = Random(5)
    for place in range(60):
        at = MONDAY + timedelta(days=place % 7, minutes=chance.randrange(8 * 60, 21 * 60))
        line, number = chance.choice(list(Line)), f"05021{place:05d}"
        tell(session, f"w-{place}", Event.RINGING, at, AFTER, number=number, line=line)
        if chance.random() < 0.7:
            tell(session, f"w-{place}", Event.ANSWERED, at + timedelta(seconds=chance.randrange(90)), AFTER)
        tell(session, f"w-{place}", Event.ENDED, at + timedelta(seconds=100 + chance.randrange(300)), AFTER)


def by_hand(calls: list[Call]) -> Tally:
    answered = [one for one in calls if one.outcome is CallOutcome.ANSWERED]
    return Tally(
        calls=len(calls),
        answered=len(answered),
        within=sum(one.wait_seconds <= WITHIN for one in answered),
        out_of_hours=sum(one.outcome is not CallOutcome.ANSWERED and not one.in_hours for one in calls),
        called_back=sum(
            one.callback is not None
            and one.callback.state in (CallbackState.REACHED, CallbackState.CALLED_AGAIN)
            for one in calls
            if one.outcome is not CallOutcome.ANSWERED
        ),
        waited=sum(one.wait_seconds for one in answered),
        talked=sum(one.talk_seconds for one in answered),
    )


@clause("002:3.0.4")
def test_the_database_counts_as_one_would_by_hand(session: Session, a_week: None, operator: Actor) -> None:
    for owed in queries.queue(session, AFTER).rows[:4]:
        callbacks.tell_result(session, owed.id, Result(CallbackState.REACHED), by=operator, now=AFTER)
    found = queries.tallies(session, WEEK.first_day, WEEK.last_day)
    calls = list(session.scalars(select(Call).where(Call.direction == Direction.INBOUND)))
    for line in Line:
        for half in Half:
            expected = by_hand([one for one in calls if (one.line, one.half) == (line, half)])
            assert found.get((line, half), Tally()) == expected, (line, half)
    whole = added(found.values())
    assert (whole.calls, whole.called_back) == (60, 4)
    assert 0 < whole.out_of_hours < whole.calls


def test_calls_of_other_days_and_our_own_calls_are_not_counted(
    session: Session, a_week: None, now: datetime
) -> None:
    tell(session, "out", Event.ENDED, MONDAY + timedelta(hours=10), AFTER, direction=Direction.OUTBOUND)
    missed(session, now)
    assert added(queries.tallies(session, WEEK.first_day, WEEK.last_day).values()).calls == 60


@clause("002:3.0.4")
def test_the_weekly_report_tells_of_calls_and_an_old_one_stays_as_it_was(
    session: Session, operator: Actor
) -> None:
    head = factories.make_actor(session, Role.CENTRE_HEAD)
    before = Period(PeriodKind.WEEKLY, date(2026, 8, 31), date(2026, 9, 6))
    old = compiling.build(session, before, by=head, now=AFTER)
    frozen = old.content_hash
    assert not set(old.content["measures"]) & {one.name for one in CALL_MEASURES}

    missed(session, MONDAY + timedelta(hours=10), now=AFTER)
    tell(session, "one", Event.RINGING, MONDAY + timedelta(hours=11), AFTER, line=Line.LANDLINE)
    tell(session, "one", Event.ANSWERED, MONDAY + timedelta(hours=11, seconds=20), AFTER)
    measures = compiling.build(session, WEEK, by=head, now=AFTER).content["measures"]
    assert measures["calls"] == {"value": 2, "previous": 0, "unit": "calls"}
    assert measures["calls_answered_share"] == {"value": 0.5, "previous": None, "unit": "share"}
    assert measures["calls_answered_landline"]["value"] == 1
    assert measures["calls_wait_second_half"] == {"value": None, "previous": None, "unit": "seconds"}
    again = compiling.build(session, before, by=head, now=AFTER)
    assert (again.content_hash, compiling.hash_of(again.content)) == (frozen, frozen)


def test_each_measure_of_calls_is_explained_and_leads_to_no_list_of_appeals(
    session: Session, a_week: None
) -> None:
    report = compiling.build(session, WEEK, by=None, now=AFTER)
    edition = editions.edition_of(report.content, built_at=AFTER, language="az", translate=lambda text: text)
    lines = {line.name: line for line in edition.lines}
    for one in CALL_MEASURES:
        assert lines[one.name].meaning.endswith(".")
        assert lines[one.name].figure.measure == ""
