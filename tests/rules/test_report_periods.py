"""Which days a report covers, and on which Mondays it is due."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.core.clock import BAKU
from reports.periods import Period, due_mondays, last_whole, period_of, period_with
from reports.vocabulary import PeriodKind

DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))
KINDS = st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.CUSTOM])
MONDAY_AT_EIGHT = datetime(2026, 9, 14, 8, 0, tzinfo=BAKU)


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        (PeriodKind.DAILY, date(2026, 9, 15), date(2026, 9, 15)),
        (PeriodKind.WEEKLY, date(2026, 9, 7), date(2026, 9, 13)),
        (PeriodKind.MONTHLY, date(2026, 8, 1), date(2026, 8, 31)),
        (PeriodKind.QUARTERLY, date(2026, 4, 1), date(2026, 6, 30)),
        (PeriodKind.HALF_YEARLY, date(2026, 1, 1), date(2026, 6, 30)),
        (PeriodKind.YEARLY, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_the_last_whole_period_ends_before_today(kind: PeriodKind, first: date, last: date) -> None:
    assert last_whole(kind, date(2026, 9, 16)) == Period(kind, first, last)


def test_on_a_monday_the_last_week_ended_the_day_before() -> None:
    assert last_whole(PeriodKind.WEEKLY, date(2026, 9, 14)).last_day == date(2026, 9, 13)


def test_the_month_before_march_knows_leap_years() -> None:
    assert period_with(PeriodKind.MONTHLY, date(2028, 3, 5)).previous().last_day == date(2028, 2, 29)


def test_a_chosen_period_is_compared_with_as_many_days_before_it() -> None:
    chosen = Period(PeriodKind.CUSTOM, date(2026, 9, 4), date(2026, 9, 13))
    assert chosen.previous() == Period(PeriodKind.CUSTOM, date(2026, 8, 25), date(2026, 9, 3))


def test_two_days_that_are_a_week_are_the_week() -> None:
    found = period_of(
        PeriodKind.WEEKLY, date(2026, 11, 1), first_day=date(2026, 9, 7), last_day=date(2026, 9, 13)
    )
    assert found == Period(PeriodKind.WEEKLY, date(2026, 9, 7), date(2026, 9, 13))


def test_two_days_that_are_no_week_are_a_chosen_period() -> None:
    found = period_of(
        PeriodKind.WEEKLY, date(2026, 11, 1), first_day=date(2026, 9, 8), last_day=date(2026, 9, 13)
    )
    assert found.kind is PeriodKind.CUSTOM


def test_one_day_names_the_period_in_which_it_lies() -> None:
    found = period_of(PeriodKind.MONTHLY, date(2026, 11, 1), first_day=date(2026, 2, 11))
    assert (found.first_day, found.last_day) == (date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("first", "last"), [(None, None), (date(2026, 9, 13), date(2026, 9, 12))], ids=["no days", "turned round"]
)
def test_days_that_make_no_period_are_refused(first: date | None, last: date | None) -> None:
    with pytest.raises(ValueError, match="period"):
        period_of(PeriodKind.CUSTOM, date(2026, 11, 1), first_day=first, last_day=last)


@given(KINDS, DAYS)
def test_periods_follow_each_other_without_gap_or_overlap(kind: PeriodKind, day: date) -> None:
    period = period_with(kind, day)
    assert period.first_day <= day <= period.last_day
    assert period.previous().last_day + timedelta(days=1) == period.first_day
    assert period.previous().end == period.start
    assert period.previous().kind is kind


@given(DAYS)
def test_a_period_begins_and_ends_at_midnight_in_baku(day: date) -> None:
    period = period_with(PeriodKind.WEEKLY, day)
    assert period.start.astimezone(BAKU).time().isoformat() == "00:00:00"
    assert len(period.days) == 7


def test_nothing_is_due_before_eight_on_monday() -> None:
    before = MONDAY_AT_EIGHT - timedelta(days=7)
    assert due_mondays(before, MONDAY_AT_EIGHT - timedelta(seconds=1)) == []
    assert due_mondays(before, MONDAY_AT_EIGHT) == [MONDAY_AT_EIGHT]


@given(
    st.timedeltas(timedelta(0), timedelta(days=365)).map(
        lambda late: datetime(2025, 1, 1, tzinfo=UTC) + late
    ),
    st.timedeltas(timedelta(0), timedelta(days=200)),
    st.timedeltas(timedelta(0), timedelta(days=200)),
)
def test_due_mondays_do_not_depend_on_how_often_one_looks(
    start: datetime, first: timedelta, second: timedelta
) -> None:
    middle, end = start + first, start + first + second
    once = due_mondays(start, end)
    twice = due_mondays(start, middle)
    twice += due_mondays(twice[-1] if twice else start, end)
    assert once == twice
    assert all(slot.astimezone(BAKU).strftime("%w %H:%M") == "1 08:00" for slot in once)
    assert all(start < slot <= end for slot in once)
