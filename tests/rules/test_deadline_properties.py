"""What holds of every due date, whatever came when."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from callcenter.appeals.deadlines import DeadlineEvent, EventKind, due, due_of_unconfirmed
from callcenter.appeals.vocabulary import Kind
from callcenter.law.working_days import WorkingCalendar
from tests.rules.deadline_cases import CALENDAR, COMPLAINT, EXTENDED, INQUIRY, LAW, SEEDS, URGENT, rest

minutes = st.integers(0, 3 * 365 * 24 * 60)
moments = minutes.map(lambda passed: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=passed))
kinds = st.sampled_from(Kind)
holidays = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(at=moments, kind=kinds)
def test_a_day_clock_ends_on_a_working_day_and_counts_exactly_its_limit(at: datetime, kind: Kind) -> None:
    reckoning = due([DeadlineEvent(EventKind.REGISTERED, at, (kind,))], CALENDAR, LAW)
    limit = 7 if kind is INQUIRY else 15
    assert CALENDAR.is_working(reckoning.due_on)
    assert sum(line.counted for line in reckoning.sum) == limit
    assert (reckoning.sum[-1].date, reckoning.sum[-1].counted) == (reckoning.due_on, True)


@given(at=moments, days=st.integers(1, 29))
def test_a_longer_extension_is_never_due_earlier(at: datetime, days: int) -> None:
    history = [DeadlineEvent(EventKind.REGISTERED, at, (COMPLAINT,))]
    ends = [
        due([*history, DeadlineEvent(EXTENDED, at, days=number)], CALENDAR, LAW)
        for number in (days, days + 1)
    ]
    assert due(history, CALENDAR, LAW).due_on < ends[0].due_on < ends[1].due_on
    assert sum(line.counted for line in ends[0].sum) == 15 + days


@given(at=moments, kind=kinds, holiday=holidays, urgent=st.booleans())
def test_a_new_holiday_never_makes_an_appeal_due_earlier(
    at: datetime, kind: Kind, holiday: date, urgent: bool
) -> None:
    history = [DeadlineEvent(EventKind.REGISTERED, at, (kind,)), *[DeadlineEvent(URGENT, at)] * urgent]
    more_rest = WorkingCalendar.of(SEEDS, [rest(holiday.isoformat())])
    assert due(history, more_rest, LAW).due_on >= due(history, CALENDAR, LAW).due_on


@given(at=moments, first=kinds, second=kinds)
def test_an_unconfirmed_appeal_is_never_due_after_either_of_its_kinds(
    at: datetime, first: Kind, second: Kind
) -> None:
    guess = due_of_unconfirmed((first, second), at, CALENDAR, LAW)
    sure = [
        due([DeadlineEvent(EventKind.REGISTERED, at, (kind,))], CALENDAR, LAW) for kind in (first, second)
    ]
    assert guess.due_on == min(reckoning.due_on for reckoning in sure)


@given(at=moments, kind=kinds, urgent=st.booleans())
def test_an_appeal_is_due_after_it_came_and_its_sum_is_in_order(
    at: datetime, kind: Kind, urgent: bool
) -> None:
    history = [DeadlineEvent(EventKind.REGISTERED, at, (kind,)), *[DeadlineEvent(URGENT, at)] * urgent]
    reckoning = due(history, CALENDAR, LAW)
    passed = [line.date for line in reckoning.sum]
    assert passed == sorted(passed)
    assert reckoning.due_on >= passed[0]
    assert reckoning.due_at is None or reckoning.due_at >= at + timedelta(hours=24)
    assert (reckoning.due_at is not None) is urgent
