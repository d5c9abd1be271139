"""By when each notice to the applicant has to leave: from its own day, by its own limit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from callcenter.appeals.letter_clock import CLOCKS, Owed, letter_due
from callcenter.appeals.vocabulary import Channel, Purpose, Regime
from callcenter.law.changes import LimitChange
from callcenter.law.working_days import WorkingCalendar
from tests.rules.deadline_cases import CALENDAR, LAW, SEEDS, baku, rest

# A Tuesday; what is written in was registered the day before.
DAY = date(2026, 10, 13)
OWED = Owed(
    drafted_on=DAY,
    channel=Channel.EMAIL,
    regime=Regime.APPEALS,
    registered_at=baku("2026-10-12T15:00"),
    answer_due=date(2026, 11, 2),
    due_before=date(2026, 10, 26),
    main_due=date(2026, 10, 28),
    received_on=date(2026, 10, 22),
)


def due(purpose: Purpose, owed: Owed = OWED, calendar: WorkingCalendar = CALENDAR) -> str | None:
    day = letter_due(purpose, owed, calendar, LAW)
    return day.isoformat() if day else None


def test_every_purpose_has_its_clock() -> None:
    assert set(CLOCKS) == set(Purpose)


@pytest.mark.parametrize(
    ("purpose", "last_day"),
    [
        (Purpose.EXTENDED, "2026-10-26"),
        (Purpose.FORWARDED, "2026-10-15"),
        (Purpose.CLARIFICATION, "2026-10-19"),
        (Purpose.UNCONSIDERED, "2026-10-20"),
        (Purpose.RESUMED, "2026-10-20"),
        (Purpose.INVITED, "2026-10-21"),
        (Purpose.MERGED, "2026-10-28"),
        (Purpose.ACKNOWLEDGED, "2026-10-13"),
    ],
)
def test_the_last_day_of_each_notice(purpose: Purpose, last_day: str) -> None:
    assert due(purpose) == last_day


@pytest.mark.parametrize(
    ("purpose", "owed", "last_day"),
    [
        (Purpose.FORWARDED, replace(OWED, regime=Regime.INFORMATION), "2026-10-19"),
        (Purpose.UNCONSIDERED, replace(OWED, channel=Channel.PHONE), "2026-10-13"),
        (Purpose.INVITED, replace(OWED, received_on=DAY), "2026-10-13"),
        (Purpose.MERGED, replace(OWED, answer_due=date(2026, 10, 20)), "2026-10-20"),
    ],
    ids=[
        "by the law on information",
        "who appealed by word of mouth",
        "on the same day",
        "its own is earlier",
    ],
)
def test_what_else_the_day_depends_on(purpose: Purpose, owed: Owed, last_day: str) -> None:
    assert due(purpose, owed) == last_day


@pytest.mark.parametrize(
    ("purpose", "gone"),
    [
        (Purpose.EXTENDED, replace(OWED, due_before=None)),
        (Purpose.INVITED, replace(OWED, received_on=None)),
        (Purpose.MERGED, replace(OWED, main_due=None)),
    ],
)
def test_where_nothing_is_left_that_it_rests_on_no_day_follows(purpose: Purpose, gone: Owed) -> None:
    assert due(purpose, gone) is None


@pytest.mark.parametrize(
    ("purpose", "last_day"),
    [
        (Purpose.FORWARDED, "2026-10-16"),
        (Purpose.CLARIFICATION, "2026-10-20"),
        (Purpose.UNCONSIDERED, "2026-10-21"),
        (Purpose.INVITED, "2026-10-21"),
    ],
)
def test_a_new_day_of_rest_moves_those_that_count_working_days(purpose: Purpose, last_day: str) -> None:
    calendar = WorkingCalendar.of(SEEDS, [rest("2026-10-15")])
    assert due(purpose, calendar=calendar) == last_day


@pytest.mark.parametrize(
    ("key", "count"),
    [
        ("appeal.forward_out", lambda law: letter_due(Purpose.FORWARDED, OWED, CALENDAR, law)),
        ("info.clarify", lambda law: letter_due(Purpose.CLARIFICATION, OWED, CALENDAR, law)),
        ("appeal.unconsidered_notice", lambda law: letter_due(Purpose.UNCONSIDERED, OWED, CALENDAR, law)),
    ],
)
def test_another_limit_counts_for_it_only_where_its_act_says_so(key: str, count: Callable[..., date]) -> None:
    change = LimitChange(key, 10, date(2026, 10, 14), "akt", "1", "V")
    _, since_then = change.applied(CALENDAR, LAW)
    _, for_all = replace(change, applies_to_open=True).applied(CALENDAR, LAW)
    assert count(since_then) == count(LAW) < count(for_all)
