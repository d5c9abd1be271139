"""A unit that is asked has a few working days, and never the applicant's last ones."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from callcenter.appeals.advice_clock import LIMIT, advice_due
from callcenter.law.calendar_seed import seed_marks
from callcenter.law.changes import LimitChange
from callcenter.law.parameters import SEED, LegalParameters
from callcenter.law.working_days import WorkingCalendar
from tests.clauses import clause

CALENDAR, LIMITS = WorkingCalendar.of(seed_marks()), LegalParameters(SEED)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@clause("002:4.0.7")
def test_three_working_days_from_a_thursday_end_on_tuesday() -> None:
    due = advice_due(date(2026, 10, 15), CALENDAR, LIMITS, answer_due=date(2026, 11, 3))
    assert due == date(2026, 10, 20)


def test_a_longer_limit_is_for_who_was_asked_before_only_where_its_act_says_so() -> None:
    asked, answer_due = date(2026, 10, 15), date(2026, 11, 3)
    change = LimitChange(LIMIT, 5, date(2026, 10, 16), "002", "4.0.7", "V")
    _, since_then = change.applied(CALENDAR, LIMITS)
    _, for_all = replace(change, applies_to_open=True).applied(CALENDAR, LIMITS)
    assert advice_due(asked, CALENDAR, since_then, answer_due=answer_due) == date(2026, 10, 20)
    assert advice_due(asked, CALENDAR, for_all, answer_due=answer_due) == date(2026, 10, 22)


@clause("002:4.0.7")
@given(asked=days, limit=st.integers(0, 20), answer_due=days)
def test_it_never_runs_past_the_answers_own_day(asked: date, limit: int, answer_due: date) -> None:
    limits = LegalParameters((replace(LIMITS.at(LIMIT, asked), value=limit),))
    due = advice_due(asked, CALENDAR, limits, answer_due=answer_due)
    assert due <= answer_due
    assert due == answer_due or due == CALENDAR.add(asked, limit)
