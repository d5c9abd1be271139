"""How long recordings live and until when a copy may be asked for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.calls.figures import Tally, added
from callcenter.calls.retention import (
    Holds,
    copy_due,
    kept_until,
    last_day_for_a_copy,
    months_after,
    too_late,
)
from callcenter.law.calendar_seed import seed_marks
from callcenter.law.parameters import SEED, LegalParameters
from callcenter.law.working_days import WorkingCalendar
from tests.clauses import clause

LAW = LegalParameters(SEED)
CALENDAR = WorkingCalendar.of(seed_marks())
days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def test_a_month_later_is_the_same_day_or_the_months_last() -> None:
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 10, 13), 3) == date(2027, 1, 13)


@given(day=days, months=st.integers(0, 40))
def test_months_are_added_and_never_run_over(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@given(day=days)
@clause("002:3.0.2")
def test_a_recording_outlives_the_days_in_which_a_copy_may_be_asked_for(day: date) -> None:
    assert kept_until(day, LAW) > last_day_for_a_copy(day, LAW) == months_after(day, 3)


def test_on_the_last_day_a_copy_may_be_asked_for_and_a_day_later_it_is_refused_with_the_basis() -> None:
    called = date(2026, 7, 13)
    assert too_late(called, date(2026, 10, 13), LAW) is None
    refused = too_late(called, date(2026, 10, 14), LAW)
    assert refused is not None
    assert "NK 50" in str(refused)
    assert "13.10.2026" in str(refused)


def test_a_copy_is_given_within_five_working_days() -> None:
    assert copy_due(date(2026, 10, 13), CALENDAR, LAW) == date(2026, 10, 20)


@pytest.mark.parametrize(
    ("holds", "word"),
    [
        (Holds("yoxlama"), "yoxlama"),
        (Holds(copy_open=True), "sorğu"),
        (Holds(appeal_open=True), "müraciət"),
        (Holds(file_held=True), "işi saxlanılır"),
    ],
)
def test_what_is_held_says_why(holds: Holds, word: str) -> None:
    assert word in str(holds.sentence)
    assert Holds().sentence is None


counts = st.integers(0, 1000)


@given(st.lists(st.builds(Tally, *([counts] * 7)), max_size=5))
def test_tallies_add_up(tallies: list[Tally]) -> None:
    whole = added(tallies)
    assert whole.calls == sum(one.calls for one in tallies)
    assert whole.lost == sum(one.lost for one in tallies)


def test_shares_are_of_the_calls_that_somebody_should_have_answered() -> None:
    tally = Tally(calls=12, answered=9, within=8, out_of_hours=2, called_back=1, waited=90, talked=900)
    assert (tally.answered_share, tally.within_share, tally.lost) == (0.9, 0.8, 1)
    assert tally.called_back_share == 1 / 3
    assert (tally.average_wait, tally.average_talk) == (10, 100)


def test_without_calls_there_are_no_shares() -> None:
    nothing = Tally()
    assert {
        nothing.answered_share,
        nothing.within_share,
        nothing.called_back_share,
        nothing.average_wait,
    } == {None}
    assert timedelta(seconds=nothing.talked) == timedelta()
