"""Which day the head may give the executor: a working day within the legal term."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.appeals.internal_days import fault_of
from callcenter.law.working_days import WorkingCalendar
from tests.clauses import clause

CALENDAR = WorkingCalendar.of(())
TUESDAY, DUE = date(2026, 10, 13), date(2026, 11, 3)


@pytest.mark.parametrize("day", [TUESDAY, date(2026, 10, 20), DUE])
def test_a_working_day_within_the_term_may_be_set(day: date) -> None:
    assert fault_of(day, today=TUESDAY, due_on=DUE, calendar=CALENDAR) is None


@clause("002:5.4.2")
@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 10, 12), "keçmiş gün"),
        (date(2026, 11, 4), "03.11.2026"),
        (date(2026, 10, 17), "şənbə"),
    ],
)
def test_another_day_is_refused_with_one_sentence(day: date, said: str) -> None:
    fault = fault_of(day, today=TUESDAY, due_on=DUE, calendar=CALENDAR)
    assert said in str(fault)


@given(offset=st.integers(-40, 60), length=st.integers(0, 40))
def test_what_may_be_set_is_never_past_never_after_the_term_and_always_worked(
    offset: int, length: int
) -> None:
    day, due = TUESDAY + timedelta(days=offset), TUESDAY + timedelta(days=length)
    good = TUESDAY <= day <= due and CALENDAR.is_working(day)
    assert (fault_of(day, today=TUESDAY, due_on=due, calendar=CALENDAR) is None) == good
