"""Times of reception: on working days, ahead, one after the other."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from callcenter.appeals.reception_timetable import (
    Pattern,
    Span,
    moment,
    tell_by,
    timetable,
    working_day_before,
)
from callcenter.core.clock import BAKU, baku_date
from callcenter.law.calendar_seed import seed_marks
from callcenter.law.working_days import DayMark, WorkingCalendar
from tests.clauses import clause

CALENDAR = WorkingCalendar.of(seed_marks())
NOW = datetime(2026, 10, 13, 8, 0, tzinfo=UTC)
times = st.times(time(8, 0), time(18, 0)).map(lambda at: at.replace(second=0, microsecond=0))
patterns = st.builds(
    Pattern, st.frozensets(st.integers(0, 6)), times, times, st.integers(min_value=1, max_value=240)
)
moments = st.integers(0, 525_600).map(
    lambda passed: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=passed)
)
spans = st.lists(st.builds(Span, moments, st.integers(1, 240)), max_size=4)


@clause("002:4.0.8")
@given(month=st.dates(date(2026, 1, 1), date(2026, 12, 31)), pattern=patterns, taken=spans, now=moments)
def test_no_time_is_on_a_rest_day_or_past_or_beside_its_month_or_over_another(
    month: date, pattern: Pattern, taken: list[Span], now: datetime
) -> None:
    found = timetable(month, pattern, CALENDAR, taken=taken, now=now)
    for span in found:
        day = baku_date(span.starts)
        assert CALENDAR.is_working(day)
        assert day.weekday() in pattern.weekdays
        assert (day.year, day.month) == (month.year, month.month)
        assert span.starts > now
        assert not any(span.overlaps(other) for other in taken)
        assert pattern.first <= span.starts.astimezone(BAKU).time()
        assert span.ends.astimezone(BAKU).time() <= pattern.until
    assert not any(one.overlaps(other) for one, other in pairwise(found))


@given(pattern=patterns, now=moments)
def test_adding_the_same_pattern_again_adds_nothing(pattern: Pattern, now: datetime) -> None:
    first = timetable(date(2026, 11, 1), pattern, CALENDAR, taken=(), now=now)
    assert timetable(date(2026, 11, 1), pattern, CALENDAR, taken=first, now=now) == ()


def test_the_holidays_of_november_are_passed_over() -> None:
    sundays_and_mondays = Pattern(frozenset({0, 6}), time(10), time(11), 30)
    found = timetable(date(2026, 11, 1), sundays_and_mondays, CALENDAR, taken=(), now=NOW)
    days = sorted({baku_date(span.starts) for span in found})
    # 8 November is Victory Day, a Sunday, and moves the rest day to Monday the 9th.
    assert days == [date(2026, 11, day) for day in (2, 16, 23, 30)]
    assert len(found) == 8


def test_a_worked_saturday_is_a_day_of_reception() -> None:
    worked = DayMark(date(2026, 11, 14), working=True, name="iş günü", kind="swap", source="qərar")
    calendar = WorkingCalendar.of(seed_marks(), [worked])
    found = timetable(
        date(2026, 11, 1), Pattern(frozenset({5}), time(10), time(10, 30), 30), calendar, taken=(), now=NOW
    )
    assert [span.starts for span in found] == [moment(date(2026, 11, 14), time(10))]


@clause("002:4.0.8")
@given(day=st.dates(date(2026, 1, 5), date(2026, 12, 31)), back=st.integers(0, 20))
def test_the_applicant_is_told_a_working_day_before_or_today(day: date, back: int) -> None:
    today = day - timedelta(days=back)
    by = tell_by(day, today, CALENDAR)
    assert today <= by <= max(day, today)
    assert by == today or CALENDAR.is_working(by)
    assert CALENDAR.is_working(working_day_before(day, CALENDAR))
    assert not any(
        CALENDAR.is_working(working_day_before(day, CALENDAR) + timedelta(days=passed))
        for passed in range(1, (day - working_day_before(day, CALENDAR)).days)
    )


def test_times_are_those_of_baku() -> None:
    assert moment(date(2026, 10, 15), time(10)) == datetime(2026, 10, 15, 6, 0, tzinfo=UTC)
