"""From kind through regime to the due date: the limits of the law on the calendar."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from callcenter.appeals.deadlines import DeadlineEvent, EventKind, due, forward_by, to_json
from callcenter.appeals.vocabulary import Kind, Regime
from callcenter.law.parameters import SEED, Certainty, LegalParameters
from callcenter.law.working_days import WorkingCalendar
from tests.rules.deadline_cases import (
    CALENDAR,
    COMPLAINT,
    INQUIRY,
    LAW,
    SEEDS,
    STUDY,
    URGENT,
    baku,
    due_on,
    event,
    reckoned,
    registered,
    rest,
    worked,
)

VECTORS = [
    ("2025-03-19", "2025-04-03", "2025-04-09", "2025-04-21", "2025-05-13"),
    ("2025-12-29", "2026-01-06", "2026-01-12", "2026-01-23", "2026-02-13"),
    ("2026-03-10", "2026-03-13", "2026-03-19", "2026-04-09", "2026-04-30"),
    ("2026-03-19", "2026-04-02", "2026-04-08", "2026-04-20", "2026-05-12"),
    ("2026-05-20", "2026-05-25", "2026-06-03", "2026-06-16", "2026-07-08"),
]


@pytest.mark.parametrize(("day", "after_3", "after_7", "after_15", "after_30"), VECTORS)
def test_the_limits_of_the_law_end_as_the_vectors_say(
    day: str, after_3: str, after_7: str, after_15: str, after_30: str
) -> None:
    complaint = registered(day, COMPLAINT)
    forward = forward_by(Regime.APPEALS, complaint.at, CALENDAR, LAW).due_on.isoformat()
    answers = [
        due_on(registered(day, INQUIRY)),
        due_on(complaint),
        due_on(complaint, event(STUDY, day)),
    ]
    assert [forward, *answers] == [after_3, after_7, after_15, after_30]


@pytest.mark.parametrize(
    ("kind", "regime", "limit"),
    [
        (Kind.INQUIRY, Regime.INFORMATION, 7),
        (Kind.QUESTION, Regime.CONSULTATION, 15),
        (Kind.APPLICATION, Regime.APPEALS, 15),
        (Kind.PROPOSAL, Regime.APPEALS, 15),
        (Kind.COMPLAINT, Regime.APPEALS, 15),
    ],
)
def test_a_kind_runs_under_its_regime_for_the_limit_of_that_regime(
    kind: Kind, regime: Regime, limit: int
) -> None:
    reckoning = reckoned(registered("2026-02-05", kind))
    assert reckoning.regime is regime
    assert sum(line.counted for line in reckoning.sum) == limit
    assert reckoning.due_at is None


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-02-06", "2026-02-17"),  # Friday
        ("2026-02-07", "2026-02-17"),  # Saturday
        ("2026-02-08", "2026-02-17"),  # Sunday
        ("2026-03-20", "2026-04-08"),  # first day of Novruz
        ("2025-12-31", "2026-01-13"),  # holiday, and the year ends
        ("2026-12-31", "2027-01-13"),  # the same, with 4 January moved
        ("2024-11-14", "2024-11-22"),  # before a worked Saturday
        ("2024-11-16", "2024-11-25"),  # on a worked Saturday, another one on the way
        ("2024-01-19", "2024-01-30"),  # mourning day on a Saturday
        ("2025-01-17", "2025-01-30"),  # mourning day and voting day
    ],
)
def test_an_inquiry_is_due_seven_working_days_after_its_registration(day: str, due: str) -> None:
    assert due_on(registered(day, INQUIRY)) == due


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [("2025-03-05", "2025-03-17", "2025-03-14"), ("2025-03-18", "2025-04-07", "2025-04-08")],
)
def test_a_swap_decided_in_mid_year_moves_the_due_date(day: str, before: str, after: str) -> None:
    swapped = [worked("2025-03-27"), worked("2025-03-28"), rest("2025-03-10"), rest("2025-04-01")]
    history = [registered(day, INQUIRY)]
    earlier = due(history, WorkingCalendar.of(SEEDS, swapped), LAW).due_on.isoformat()
    assert (earlier, due_on(*history)) == (before, after)


def test_a_call_late_in_the_utc_evening_belongs_to_the_next_day_in_baku() -> None:
    late = DeadlineEvent(EventKind.REGISTERED, datetime(2026, 3, 10, 23, 30, tzinfo=UTC), (INQUIRY,))
    reckoning = due([late], CALENDAR, LAW)
    assert reckoning.sum[0].date == date(2026, 3, 11)
    assert reckoning.due_on == date(2026, 3, 31)


@pytest.mark.parametrize(("minute", "day"), [(59, 10), (60, 11)])
def test_the_day_in_baku_begins_at_twenty_hours_utc(minute: int, day: int) -> None:
    at = datetime(2026, 3, 10, 19, tzinfo=UTC) + timedelta(minutes=minute)
    reckoning = due([DeadlineEvent(EventKind.REGISTERED, at, (INQUIRY,))], CALENDAR, LAW)
    assert reckoning.sum[0].date.day == day


def test_the_time_zone_of_the_record_does_not_matter() -> None:
    at = baku("2026-03-10T15:00")
    elsewhere = at.astimezone(timezone(timedelta(hours=-8)))
    sums = [
        due(
            [DeadlineEvent(EventKind.REGISTERED, moment, (COMPLAINT,)), event(URGENT, "2026-03-10")],
            CALENDAR,
            LAW,
        )
        for moment in (at, elsewhere)
    ]
    assert to_json(sums[0]) == to_json(sums[1])


def test_the_count_can_start_on_the_day_of_receipt() -> None:
    law = {"count.start": 0, "info.count_start": 0}
    reckoning = reckoned(registered("2026-03-10", INQUIRY), changes=law)
    assert reckoning.due_on == date(2026, 3, 18)
    assert reckoning.sum[0].why == "qeydiyyat günü; müddət bu gündən hesablanır"
    first = reckoning.sum[1]
    assert (first.date, first.counted, first.why) == (date(2026, 3, 10), True, "1/7 iş günü")
    assert reckoned(registered("2026-02-07", COMPLAINT), changes=law).due_on == date(2026, 2, 27)


def test_each_regime_has_its_own_rule_of_the_first_day() -> None:
    inquiry, complaint = registered("2026-02-05", INQUIRY), registered("2026-02-05", COMPLAINT)
    law = {"count.start": 0}
    assert reckoned(inquiry, changes=law).due_on == date(2026, 2, 16)
    assert reckoned(complaint, changes=law).due_on == date(2026, 2, 25)
    assert reckoned(complaint).due_on == date(2026, 2, 26)


@pytest.mark.parametrize(
    ("regime", "last_day", "clauses"),
    [
        (Regime.APPEALS, "2026-02-10", ["7.10", "10"]),
        (Regime.INFORMATION, "2026-02-12", ["23.1", "24.5"]),
        (Regime.CONSULTATION, "2026-02-10", ["7.10", "10"]),
    ],
)
def test_an_appeal_that_is_not_ours_is_sent_on_within_the_days_of_its_regime(
    regime: Regime, last_day: str, clauses: list[str]
) -> None:
    forward = forward_by(regime, baku("2026-02-05T15:00"), CALENDAR, LAW)
    assert (forward.due_on.isoformat(), forward.regime) == (last_day, regime)
    assert [basis.clause for basis in forward.basis] == clauses
    assert not forward.unconfirmed
    assert ("analogiya" in forward.sum[0].why) is (regime is Regime.CONSULTATION)


def test_the_basis_of_sending_on_is_as_sure_as_the_clause() -> None:
    forward = forward_by(Regime.INFORMATION, baku("2026-02-05T15:00"), CALENDAR, LAW)
    assert {basis.certainty for basis in forward.basis} == {Certainty.WORDING}


@pytest.mark.parametrize(
    ("day", "provisional"), [("2027-02-01", False), ("2027-03-04", True), ("2027-12-27", True)]
)
def test_a_due_date_is_provisional_while_a_day_on_the_way_may_still_move(day: str, provisional: bool) -> None:
    assert reckoned(registered(day, INQUIRY)).provisional is provisional


def test_the_limits_in_force_on_the_day_the_count_began_hold() -> None:
    last_day = date(2026, 3, 10)
    rows = [
        *(row for row in SEED if row.key != "appeal.limit"),
        *(replace(row, valid_to=last_day) for row in SEED if row.key == "appeal.limit"),
        *(replace(row, value=10, valid_from=date(2026, 3, 11)) for row in SEED if row.key == "appeal.limit"),
    ]
    law = LegalParameters.of(rows)
    limits = [
        sum(line.counted for line in due([registered(day, COMPLAINT)], CALENDAR, law).sum)
        for day in ("2026-03-10", "2026-03-11")
    ]
    assert limits == [15, 10]
