"""When the lines are open, and until when a call is to be returned."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.calls import callback_clock
from callcenter.calls.hours import Hours, half_of, line_open, next_opening
from callcenter.calls.vocabulary import Half
from callcenter.core.clock import BAKU, baku_date
from callcenter.law.calendar_seed import seed_marks
from callcenter.law.changes import LimitChange
from callcenter.law.parameters import SEED, LegalParameters
from callcenter.law.working_days import WorkingCalendar
from tests.clauses import clause

HOURS = Hours(WorkingCalendar.of(seed_marks()), LegalParameters(SEED))
START = datetime(2025, 1, 1, tzinfo=UTC)
moments = st.integers(0, 700 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


def baku(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BAKU)


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (baku(2026, 10, 13, 9), True),
        (baku(2026, 10, 13, 8, 59), False),
        (baku(2026, 10, 13, 17, 59), True),
        (baku(2026, 10, 13, 18), False),
        (baku(2026, 10, 17, 12), False),
        (baku(2026, 12, 30, 17), False),
        (baku(2026, 12, 30, 16, 59), True),
        (baku(2024, 11, 16, 12), True),
        (baku(2026, 3, 25, 12), False),
    ],
    ids=[
        "opens", "before", "last minute", "closes", "a Saturday", "the eve of a holiday closes earlier",
        "the last minute of the eve", "a worked Saturday", "Novruz",
    ],
)  # fmt: skip
@clause("002:3.0.2")
def test_people_answer_from_nine_to_six_on_working_days(at: datetime, is_open: bool) -> None:
    assert line_open(at, HOURS) is is_open


@given(at=moments)
def test_a_line_is_open_only_on_working_days_and_never_longer_than_nine_hours(at: datetime) -> None:
    day = baku_date(at)
    if line_open(at, HOURS):
        assert HOURS.calendar.is_working(day)
        assert 9 <= at.astimezone(BAKU).hour < 18
        assert not (HOURS.calendar.shortened(day) and at.astimezone(BAKU).hour >= 17)


@given(at=moments)
def test_the_next_opening_is_the_first_moment_at_which_the_line_is_open_again(at: datetime) -> None:
    if line_open(at, HOURS):
        return
    opening = next_opening(at, HOURS)
    assert at <= opening
    assert line_open(opening, HOURS)
    assert not line_open(opening - timedelta(seconds=1), HOURS)
    assert not any(line_open(at + (opening - at) * step / 7, HOURS) for step in range(7))


@given(at=moments)
@clause("002:3.0.2")
def test_a_call_is_to_be_returned_on_the_same_day_or_in_the_first_hours_of_the_next_working_one(
    at: datetime,
) -> None:
    due = callback_clock.due(at, HOURS)
    assert due > at
    if line_open(at, HOURS):
        assert baku_date(due) == baku_date(at)
        assert due == HOURS.closes(baku_date(at))
    else:
        assert due == next_opening(at, HOURS) + timedelta(hours=2)
        assert due <= HOURS.closes(baku_date(due))


@given(at=moments)
def test_the_next_try_is_in_another_half_day_while_the_line_is_open(at: datetime) -> None:
    again = callback_clock.next_try(at, HOURS)
    assert again > at or not line_open(at, HOURS)
    assert line_open(again, HOURS)
    if line_open(at, HOURS):
        assert (baku_date(again), half_of(again)) != (baku_date(at), half_of(at))


@given(one=moments, other=moments)
def test_who_is_missed_later_is_never_due_earlier(one: datetime, other: datetime) -> None:
    first, second = sorted((one, other))
    assert callback_clock.due(first, HOURS) <= callback_clock.due(second, HOURS)


def test_a_call_missed_before_the_lines_open_is_due_the_same_morning() -> None:
    assert callback_clock.due(baku(2026, 10, 13, 7, 30), HOURS) == baku(2026, 10, 13, 11)


def test_a_call_missed_on_friday_night_is_due_on_monday() -> None:
    assert callback_clock.due(baku(2026, 10, 16, 18, 5), HOURS) == baku(2026, 10, 19, 11)


def test_one_gives_up_only_after_three_different_half_days() -> None:
    day = date(2026, 10, 13)
    morning, noon, evening = (baku(day.year, 10, 13, hour) for hour in (9, 12, 15))
    tomorrow = baku(2026, 10, 14, 9)
    assert not callback_clock.may_give_up([morning, noon, evening])
    assert callback_clock.may_give_up([morning, evening, tomorrow])


def test_the_day_turns_at_one_in_baku() -> None:
    assert half_of(baku(2026, 10, 13, 12, 59)) is Half.FIRST
    assert half_of(datetime(2026, 10, 13, 9, 0, tzinfo=UTC)) is Half.SECOND


def test_another_limit_is_for_who_waits_already_only_where_its_act_says_so() -> None:
    at = baku(2026, 10, 16, 18, 5)
    change = LimitChange(callback_clock.LIMIT, 4, date(2026, 10, 20), "NK 50", "1", "V")
    law = (HOURS.calendar, HOURS.parameters)
    assert callback_clock.due(at, Hours(*change.applied(*law))) == baku(2026, 10, 19, 11)
    for_all = replace(change, applies_to_open=True)
    assert callback_clock.due(at, Hours(*for_all.applied(*law))) == baku(2026, 10, 19, 13)
