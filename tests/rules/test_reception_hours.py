"""What stands in the way of a reception, whatever is changed of the calendar after its time was laid out."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.appeals.reception_hours import Decided, Hindrance, Obstacle, Span, WorkTime, obstacle_to
from callcenter.appeals.reception_timetable import Pattern, moment, timetable
from callcenter.core.clock import BAKU, baku_date
from callcenter.directory.standing_in import Away
from callcenter.law.calendar_seed import seed_marks
from callcenter.law.changes import DayChange, LimitChange
from callcenter.law.parameters import SEED, LegalParameters
from callcenter.law.working_days import DayKind, WorkingCalendar

OFFICIAL, OTHER = 7, 8
WORK = WorkTime(WorkingCalendar.of(seed_marks()), LegalParameters(SEED))
NOW = datetime(2026, 10, 13, 8, 0, tzinfo=UTC)
ONE_HOUR = timedelta(hours=1)
days = st.dates(date(2026, 10, 14), date(2026, 12, 31))
day_changes = st.builds(
    DayChange,
    days,
    working=st.booleans(),
    name=st.just("əlavə gün"),
    kind=st.sampled_from([one.value for one in DayKind]),
    source=st.just("NK qərarı"),
)
limit_changes = st.builds(
    lambda value, day: LimitChange("work.ends", value, day, "daxili qayda", "iş rejimi", "D"),
    st.integers(9 * 60, 19 * 60),
    days,
)
changes = st.lists(st.one_of(day_changes, limit_changes), max_size=5)


def day_off(day: date, kind: DayKind = DayKind.HOLIDAY) -> DayChange:
    return DayChange(day, working=False, name="əlavə bayram", kind=kind, source="qərar")


def at(day: int, hour: int, minute: int = 0, minutes: int = 30) -> Span:
    """A time of November 2026."""
    return Span(moment(date(2026, 11, day), time(hour, minute)), minutes)


@given(
    changes=changes,
    hours=st.tuples(st.integers(8, 12), st.integers(13, 18)),
    minutes=st.integers(5, 240),
    away=st.lists(st.tuples(days, st.integers(0, 20)), max_size=3),
)
def test_what_is_still_offered_after_any_change_is_on_a_working_day_before_its_end_and_with_the_official_there(
    changes: list[DayChange | LimitChange],
    hours: tuple[int, int],
    minutes: int,
    away: list[tuple[date, int]],
) -> None:
    pattern = Pattern(frozenset(range(7)), time(hours[0]), time(hours[1]), minutes)
    laid_out = timetable(date(2026, 11, 1), pattern, WORK, official=OFFICIAL, taken=(), now=NOW)
    absences = [Away(OFFICIAL, first, first + timedelta(days=more)) for first, more in away]
    work = WorkTime(WORK.calendar, WORK.parameters, {OFFICIAL: absences})
    for place, change in enumerate(changes):
        work = work.changed(change, NOW + place * ONE_HOUR)
    for span in laid_out:
        day = baku_date(span.starts)
        there = not any(one.first_on <= day <= one.last_on for one in absences)
        worked = work.calendar.is_working(day)
        end = work.parameters.at("work.ends", day).value - 60 * work.calendar.shortened(day)
        in_time = span.ends <= moment(day, time()) + timedelta(minutes=end)
        assert (obstacle_to(span, OFFICIAL, work) is None) == (worked and in_time and there)


@given(changes=changes)
def test_laying_the_pattern_out_again_offers_nothing_that_was_lost(
    changes: list[DayChange | LimitChange],
) -> None:
    pattern = Pattern(frozenset(range(5)), time(14), time(18), 30)
    laid_out = timetable(date(2026, 11, 1), pattern, WORK, official=OFFICIAL, taken=(), now=NOW)
    work = WORK
    for change in changes:
        work = work.changed(change, NOW)
    lost = {span for span in laid_out if obstacle_to(span, OFFICIAL, work)}
    again = timetable(date(2026, 11, 1), pattern, work, official=OFFICIAL, taken=laid_out, now=NOW)
    assert not lost & set(again)


@pytest.mark.parametrize(
    ("change", "span", "found"),
    [
        (day_off(date(2026, 11, 12)), at(12, 10), Obstacle(Hindrance.REST_DAY, "əlavə bayram")),
        (day_off(date(2026, 11, 12)), at(13, 10), None),
        (day_off(date(2026, 11, 12)), at(11, 17), Obstacle(Hindrance.AFTER_WORK, "17:00")),
        (day_off(date(2026, 11, 12)), at(11, 16, 45), Obstacle(Hindrance.AFTER_WORK, "17:00")),
        (day_off(date(2026, 11, 12)), at(11, 16, 30), None),
        (day_off(date(2026, 11, 12), DayKind.MOVED), at(11, 17), None),
    ],
    ids=[
        "on the holiday", "after it", "in the lost hour", "into the lost hour", "until the lost hour",
        "before a moved rest day",
    ],
)  # fmt: skip
def test_a_new_holiday_takes_its_day_and_the_last_hour_of_the_day_before(
    change: DayChange, span: Span, found: Obstacle | None
) -> None:
    assert obstacle_to(span, OFFICIAL, WORK) is None
    assert obstacle_to(span, OFFICIAL, WORK.changed(change, NOW)) == found


def test_only_the_one_who_is_away_does_not_receive() -> None:
    away = [Away(OFFICIAL, date(2026, 11, 12), date(2026, 11, 13))]
    work = WorkTime(WORK.calendar, WORK.parameters, {OFFICIAL: away})
    assert [obstacle_to(at(day, 10), OFFICIAL, work) for day in (11, 12, 13, 16)] == [
        None,
        Obstacle(Hindrance.AWAY),
        Obstacle(Hindrance.AWAY),
        None,
    ]
    assert obstacle_to(at(12, 10), OTHER, work) is None


@given(day=st.dates(date(2026, 1, 1), date(2026, 12, 31)), hour=st.integers(0, 22))
def test_whoever_set_an_urgent_time_knew_the_day(day: date, hour: int) -> None:
    assert obstacle_to(Span(moment(day, time(hour)), 60), OFFICIAL, WORK, urgent_since=NOW) is None


@pytest.mark.parametrize("later", [True, False])
def test_an_urgent_time_is_hit_only_by_what_was_decided_after_it(later: bool) -> None:
    work = WORK.changed(day_off(date(2026, 11, 12)), NOW)
    since = NOW - ONE_HOUR if later else NOW + ONE_HOUR
    assert [
        obstacle_to(span, OFFICIAL, work, urgent_since=since) is not None
        for span in (at(12, 10), at(11, 17), at(11, 16), at(15, 10))
    ] == [later, later, False, False]
    shorter = WORK.changed(
        LimitChange("work.ends", 16 * 60, date(2026, 11, 12), "daxili qayda", "iş rejimi", "D"), NOW
    )
    assert [
        obstacle_to(at(day, 16), OFFICIAL, shorter, urgent_since=since) is not None for day in (11, 12)
    ] == [False, later]


def test_a_change_touches_its_day_and_the_eve_and_a_limit_all_days_since() -> None:
    holiday = Decided(day_off(date(2026, 11, 12)), NOW)
    assert [holiday.touches(date(2026, 11, day)) for day in (10, 11, 12, 13)] == [False, True, True, False]
    other = Decided(LimitChange("appeal.limit", 20, date(2026, 11, 12), "akt", "1", "V"), NOW)
    assert not other.touches(date(2026, 11, 12))


def test_times_of_day_are_those_of_baku() -> None:
    assert WORK.ends(date(2026, 12, 30)) == datetime(2026, 12, 30, 17, tzinfo=BAKU)
    assert WORK.ends(date(2026, 12, 29)) == datetime(2026, 12, 29, 18, tzinfo=BAKU)
