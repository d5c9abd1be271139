"""A unit that is asked has a few working days, and never the applicant's last ones."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from callcenter.appeals.advice_clock import advice_due
from callcenter.law.calendar_seed import seed_marks
from callcenter.law.working_days import WorkingCalendar
from tests.clauses import clause

CALENDAR = WorkingCalendar.of(seed_marks())
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@clause("002:4.0.7")
def test_three_working_days_from_a_thursday_end_on_tuesday() -> None:
    due = advice_due(date(2026, 10, 15), 3, CALENDAR, answer_due=date(2026, 11, 3))
    assert due == date(2026, 10, 20)


@clause("002:4.0.7")
@given(asked=days, limit=st.integers(0, 20), answer_due=days)
def test_it_never_runs_past_the_answers_own_day(asked: date, limit: int, answer_due: date) -> None:
    due = advice_due(asked, limit, CALENDAR, answer_due=answer_due)
    assert due <= answer_due
    assert due == answer_due or due == CALENDAR.add(asked, limit)
