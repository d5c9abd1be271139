"""Times of reception: on working days, ahead, one after the other."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from callcenter.appeals.reception_hours import Span, WorkTime
from callcenter.appeals.reception_timetable import (
    Pattern,
    beyond_work,
    moment,
    tell_by,
    timetable,
    working_day_before,
)
from callcenter.core.clock import BAKU, baku_date
from callcenter.directory.standing_in import Away
from callcenter.law.calendar_seed import seed_marks
from callcenter.law.parameters import SEED, LegalParameters
from callcenter.law.working_days import DayMark, WorkingCalendar
from tests.clauses import clause

CALENDAR = WorkingCalendar.of(seed_marks())
WORK = WorkTime(CALENDAR, LegalParameters(SEED))
OFFICIAL = 7
NOW = datetime(2026, 10, 13, 8, 0, tzinfo=UTC)
times = st.times(time(8, 0), time(18, 0)).map(lambda at: at.replace(second=0, microsecond=0))
patterns = st.builds(
    Pattern, st.frozensets(st.integers(0, 6)), times, times, st.integers(min_value=1, max_value=240)
)
moments = st.integers(0, 525_600).map(
    lambda passed: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=passed)
)
spans = st.lists(st.builds(Span, moments, st.integers(1, 240)), max_size=4)
absences = st.builds(
    lambda first, days: Away(OFFICIAL, first, first + timedelta(days=days)),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.integers(0, 30),
)


def closing(day: date) -> time:
    """When work ends, said once more and otherwise: an hour earlier on the eve of a holiday."""
    return time(17) if CALENDAR.shortened(day) else time(18)


@clause("002:4.0.8")
@given(
    month=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    pattern=patterns,
    taken=spans,
    now=moments,
    away=st.lists(absences, max_size=3),
)
def test_no_time_is_on_a_rest_day_or_past_or_beside_its_month_or_over_another(
    month: date, pattern: Pattern, taken: list[Span], now: datetime, away: list[Away]
) -> None:
    work = WorkTime(CALENDAR, LegalParameters(SEED), {OFFICIAL: away})
    found = timetable(month, pattern, work, official=OFFICIAL, taken=taken, now=now)
    for span in found:
        day = baku_date(span.starts)
        assert CALENDAR.is_working(day)
        assert day.weekday() in pattern.weekdays
        assert (day.year, day.month) == (month.year, month.month)
        assert span.starts > now
        assert not any(span.overlaps(other) for other in taken)
        assert pattern.first <= span.starts.astimezone(BAKU).time()
        assert baku_date(span.ends) == day
        assert span.ends.astimezone(BAKU).time() <= min(pattern.until, closing(day))
        assert not any(one.first_on <= day <= one.last_on for one in away)
    assert not any(one.overlaps(other) for one, other in pairwise(found))


@given(pattern=patterns, now=moments)
def test_adding_the_same_pattern_again_adds_nothing(pattern: Pattern, now: datetime) -> None:
    first = timetable(date(2026, 11, 1), pattern, WORK, official=OFFICIAL, taken=(), now=now)
    assert timetable(date(2026, 11, 1), pattern, WORK, official=OFFICIAL, taken=first, now=now) == ()


def test_the_last_hour_of_a_shortened_day_is_not_offered() -> None:
    """30 December 2026 is a Wednesday, and the eve of a holiday."""
    wednesdays = Pattern(frozenset({2}), time(16), time(18), 30)
    found = timetable(date(2026, 12, 1), wednesdays, WORK, official=OFFICIAL, taken=(), now=NOW)
    last = [f"{span.starts:%H:%M}" for span in found if baku_date(span.starts) == date(2026, 12, 30)]
    before = [f"{span.starts:%H:%M}" for span in found if baku_date(span.starts) == date(2026, 12, 23)]
    assert before == ["16:00", "16:30", "17:00", "17:30"]
    assert last == ["16:00", "16:30"]
    across = Pattern(frozenset({2}), time(16, 30), time(18), 60)
    assert date(2026, 12, 30) not in {
        baku_date(span.starts)
        for span in timetable(date(2026, 12, 1), across, WORK, official=OFFICIAL, taken=(), now=NOW)
    }


@given(until=st.times(time(8), time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_pattern_goes_beyond_work_when_no_day_of_the_month_is_so_long(until: time) -> None:
    pattern = Pattern(frozenset({0}), time(8), until, 30)
    assert beyond_work(date(2026, 12, 1), pattern, WORK) == (time(18) if until > time(18) else None)


def test_the_holidays_of_november_are_passed_over() -> None:
    sundays_and_mondays = Pattern(frozenset({0, 6}), time(10), time(11), 30)
    found = timetable(date(2026, 11, 1), sundays_and_mondays, WORK, official=OFFICIAL, taken=(), now=NOW)
    days = sorted({baku_date(span.starts) for span in found})
    # 8 November is Victory Day, a Sunday, and moves the rest day to Monday the 9th.
    assert days == [date(2026, 11, day) for day in (2, 16, 23, 30)]
    assert len(found) == 8


def test_a_worked_saturday_is_a_day_of_reception() -> None:
    worked = DayMark(date(2026, 11, 14), working=True, name="iş günü", kind="swap", source="qərar")
    work = WorkTime(WorkingCalendar.of(seed_marks(), [worked]), LegalParameters(SEED))
    saturdays = Pattern(frozenset({5}), time(10), time(10, 30), 30)
    found = timetable(date(2026, 11, 1), saturdays, work, official=OFFICIAL, taken=(), now=NOW)
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
