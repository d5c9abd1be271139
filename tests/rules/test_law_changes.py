"""A change of the law here: what the calendar and the limits are with it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.law.changes import DayChange, LimitChange, versions
from callcenter.law.parameters import SEED, LegalParameters
from callcenter.law.working_days import WorkingCalendar

CALENDAR = WorkingCalendar.of([])
LIMITS = LegalParameters.of(SEED)
DAYS = st.dates(date(2016, 1, 1), date(2030, 12, 31))


def limit(value: int, since: date) -> LimitChange:
    return LimitChange("appeal.limit", value, since, "1308-IVQ", "10.1", "V")


def test_a_worked_saturday_is_worked() -> None:
    saturday = date(2026, 5, 30)
    change = DayChange(saturday, working=True, name="iş günü", kind="swap", source="NK qərarı")
    calendar, _ = change.applied(CALENDAR, LIMITS)
    assert not CALENDAR.is_working(saturday)
    assert calendar.is_working(saturday)


def test_a_new_version_ends_the_one_before_on_the_day_before() -> None:
    _, limits = limit(10, date(2027, 1, 1)).applied(CALENDAR, LIMITS)
    assert limits.at("appeal.limit", date(2026, 12, 31)).value == 15
    assert limits.at("appeal.limit", date(2027, 1, 1)).value == 10


def test_what_was_open_already_runs_by_the_new_version_where_its_act_says_so() -> None:
    begun, since = date(2026, 12, 1), date(2027, 1, 1)
    _, limits = limit(10, since).applied(CALENDAR, LIMITS)
    assert limits.of_open("appeal.limit", begun).value == 15
    _, limits = replace(limit(8, since), applies_to_open=True).applied(CALENDAR, limits)
    assert limits.of_open("appeal.limit", begun).value == 8
    _, limits = limit(5, date(2027, 2, 1)).applied(CALENDAR, limits)
    assert limits.of_open("appeal.limit", begun).value == 8, "the next change is not for what was open"
    assert limits.of_open("appeal.limit", date(2027, 2, 1)).value == 5
    assert limits.of_open("appeal.forward_out", begun) == LIMITS.at("appeal.forward_out", begun)


def test_of_two_changes_for_what_was_open_the_later_confirmed_decides() -> None:
    limits = LIMITS
    for value, since in ((10, date(2027, 1, 10)), (8, date(2027, 1, 5))):
        _, limits = replace(limit(value, since), applies_to_open=True).applied(CALENDAR, limits)
    assert limits.of_open("appeal.limit", date(2027, 1, 2)).value == 8
    assert limits.of_open("appeal.limit", date(2027, 1, 7)).value == 10


def test_an_unknown_limit_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"no\.such"):
        versions(SEED, LimitChange("no.such", 1, date(2027, 1, 1), "", "", "V"))


@given(st.lists(st.tuples(st.integers(1, 60), DAYS), max_size=6), DAYS)
def test_whatever_the_order_of_changes_one_version_is_in_force_each_day(
    changes: list[tuple[int, date]], day: date
) -> None:
    limits = LIMITS
    for value, since in changes:
        _, limits = limit(value, since).applied(CALENDAR, limits)
    in_force = [row for row in limits.rows if row.key == "appeal.limit" and row.in_force(day)]
    assert len(in_force) == 1
    last = {since: value for value, since in changes}
    begun = [since for since in last if since <= day]
    assert in_force[0].value == (last[max(begun)] if begun else 15)


@given(DAYS, st.booleans(), st.integers(1, 60))
def test_a_change_is_kept_and_read_back_the_same(day: date, working: bool, value: int) -> None:
    one = DayChange(day, working, "ad", "swap", "qərar")
    assert DayChange.of(one.to_json()) == one
    assert LimitChange.of(limit(value, day).to_json()) == limit(value, day)
