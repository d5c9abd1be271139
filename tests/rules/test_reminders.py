"""When an appeal is called to mind and when it goes up."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.appeals.reminders import Owed, Timing, horizon, steps_due
from callcenter.core.clock import BAKU
from callcenter.law.calendar_seed import seed_marks
from callcenter.law.working_days import WorkingCalendar

CALENDAR = WorkingCalendar.of(seed_marks())
TIMING = Timing(before=3, every=2)


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=BAKU)


def owed(due: str, *, heights: int = 3) -> Owed:
    return Owed(at("2026-10-01T10:00"), date.fromisoformat(due), None, heights)


def keys(due: str, now: str, *done: str) -> list[str]:
    return [one.key for one in steps_due(owed(due), done, CALENDAR, TIMING, now=at(now))]


@pytest.mark.parametrize(
    ("now", "steps"),
    [
        ("2026-10-14T10:00", []),
        ("2026-10-15T10:00", ["before:2026-10-20:0"]),  # 16, 19 and 20 October are left
        ("2026-10-17T10:00", []),  # a Saturday disturbs nobody
        ("2026-10-20T07:59", []),  # nor the night
        ("2026-10-20T08:00", ["due:2026-10-20:0"]),
        ("2026-10-21T09:00", ["late:2026-10-20:1"]),
        ("2026-10-23T09:00", ["late:2026-10-20:1", "late:2026-10-20:2"]),
        ("2026-10-30T09:00", ["late:2026-10-20:1", "late:2026-10-20:2", "late:2026-10-20:3"]),
    ],
)
def test_each_step_has_its_day(now: str, steps: list[str]) -> None:
    assert keys("2026-10-20", now) == steps


def test_what_was_done_is_not_done_again_and_a_new_due_date_begins_anew() -> None:
    assert keys("2026-10-20", "2026-10-20T09:00", "due:2026-10-20:0") == []
    assert keys("2026-10-27", "2026-10-27T09:00", "due:2026-10-20:0") == ["due:2026-10-27:0"]


def test_a_clock_of_hours_is_called_to_mind_after_half_its_time_even_at_night() -> None:
    began = at("2026-10-17T20:00")
    urgent = Owed(began, date(2026, 10, 18), began + timedelta(hours=24), heights=2)

    def steps(hours: int) -> list[str]:
        found = steps_due(urgent, (), CALENDAR, TIMING, now=began + timedelta(hours=hours))
        return [one.step.value for one in found]

    assert (steps(11), steps(12), steps(25)) == ([], ["before"], ["late"])


@given(
    st.dates(date(2026, 1, 5), date(2026, 11, 30)),
    st.lists(st.integers(0, 240), min_size=1, max_size=40),
    st.integers(1, 5),
)
def test_however_often_and_late_it_is_asked_each_step_is_done_once_and_in_order(
    due: date, hours: list[int], heights: int
) -> None:
    began = datetime.combine(due - timedelta(days=30), datetime.min.time(), BAKU)
    of = Owed(began, due, None, heights)
    done: list[str] = []
    start = datetime.combine(due - timedelta(days=8), datetime.min.time(), BAKU)
    for hour in sorted(hours):
        now = start + timedelta(hours=hour * 3)
        found = steps_due(of, done, CALENDAR, TIMING, now=now)
        assert not {one.key for one in found} & set(done)
        done += [one.key for one in found]
        assert due <= horizon(now.astimezone(BAKU).date(), TIMING) or not found
    levels = [int(key.rsplit(":", 1)[1]) for key in done if key.startswith("late")]
    assert levels == list(range(1, len(levels) + 1))
    assert len(set(done)) == len(done)
