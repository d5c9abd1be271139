"""Due dates worked by hand, day by day, from the published calendars of 2025 to 2027.

Each row: the day of registration, the number of working days, and every day that counts. The days were
written down from a list of rest days that was typed anew, not from the product's calendar. On the way lie Novruz with its long rest
(20 to 30 March 2026), the moved days after 8 March, 9 May and 8 November, Qurban, the mourning day, the year's end, and
the Friday of 27 June 2025 that was swapped for the Saturday before.
"""

from datetime import date, datetime

import pytest

from callcenter.appeals.clocks import Due
from callcenter.appeals.deadlines import DeadlineEvent, EventKind, clarify_by, due, forward_by
from callcenter.appeals.vocabulary import Kind, Regime
from callcenter.core.clock import BAKU
from callcenter.law.calendar_seed import seed_marks
from callcenter.law.parameters import SEED, LegalParameters
from callcenter.law.working_days import WorkingCalendar
from tests.clauses import clause

CALENDAR, LAW = WorkingCalendar.of(seed_marks()), LegalParameters(SEED)

BY_HAND = [
    ("2025-06-12", 15, "25-06: 13 17 18 19 20 21 23 24 25 30 25-07: 1 2 3 4 7"),
    ("2025-06-20", 7, "25-06: 21 23 24 25 30 25-07: 1 2"),
    ("2025-12-30", 15, "26-01: 5 6 7 8 9 12 13 14 15 16 19 21 22 23 26"),
    ("2026-01-16", 7, "26-01: 19 21 22 23 26 27 28"),
    ("2026-01-16", 3, "26-01: 19 21 22"),
    ("2026-03-06", 5, "26-03: 10 11 12 13 16"),
    ("2026-03-17", 15, "26-03: 18 19 31 26-04: 1 2 3 6 7 8 9 10 13 14 15 16"),
    (
        "2026-03-17",
        30,
        "26-03: 18 19 31 26-04: 1 2 3 6 7 8 9 10 13 14 15 16 17 20 21 22 23 24 27 28 29 30 26-05: 1 4 5 6 7",
    ),
    ("2026-03-30", 7, "26-03: 31 26-04: 1 2 3 6 7 8"),
    ("2026-05-08", 7, "26-05: 12 13 14 15 18 19 20"),
    ("2026-05-25", 3, "26-05: 26 26-06: 1 2"),
    ("2026-05-26", 15, "26-06: 1 2 3 4 5 8 9 10 11 12 16 17 18 19 22"),
    ("2026-06-11", 7, "26-06: 12 16 17 18 19 22 23"),
    ("2026-06-25", 15, "26-06: 29 30 26-07: 1 2 3 6 7 8 9 10 13 14 15 16 17"),
    ("2026-10-13", 15, "26-10: 14 15 16 19 20 21 22 23 26 27 28 29 30 26-11: 2 3"),
    (
        "2026-10-13",
        45,
        "26-10: 14 15 16 19 20 21 22 23 26 27 28 29 30 26-11: 2 3 4 5 6 11 12 13 16 17 18 19 20 23 24 25 26 27 30 26-12: 1 2 3 4 7 8 9 10 11 14 15 16 17",
    ),
    ("2026-11-05", 5, "26-11: 6 11 12 13 16"),
    ("2026-11-06", 7, "26-11: 11 12 13 16 17 18 19"),
    ("2026-12-24", 15, "26-12: 25 28 29 30 27-01: 5 6 7 8 11 12 13 14 15 18 19"),
    (
        "2026-12-24",
        30,
        "26-12: 25 28 29 30 27-01: 5 6 7 8 11 12 13 14 15 18 19 21 22 25 26 27 28 29 27-02: 1 2 3 4 5 8 9 10",
    ),
    (
        "2026-02-13",
        60,
        "26-02: 16 17 18 19 20 23 24 25 26 27 26-03: 2 3 4 5 6 10 11 12 13 16 17 18 19 31 26-04: 1 2 3 6 7 8 9 10 13 14 15 16 17 20 21 22 23 24 27 28 29 30 26-05: 1 4 5 6 7 8 12 13 14 15 18 19 20 21",
    ),
    ("2025-11-06", 7, "25-11: 7 12 13 14 17 18 19"),
    ("2025-05-27", 15, "25-05: 29 30 25-06: 2 3 4 5 10 11 12 13 17 18 19 20 21"),
    (
        "2026-08-14",
        30,
        "26-08: 17 18 19 20 21 24 25 26 27 28 31 26-09: 1 2 3 4 7 8 9 10 11 14 15 16 17 18 21 22 23 24 25",
    ),
]


def days(written: str) -> list[date]:
    """Read "26-03: 18 19 31 26-04: 1 2" as days."""
    read, year, month = [], 0, 0
    for word in written.split():
        if word.endswith(":"):
            year, month = (int(part) for part in word[:-1].split("-"))
        else:
            read.append(date(2000 + year, month, int(word)))
    return read


def reckoned(day: str, limit: int) -> Due:
    """Return the sum of the limit that has so many working days."""
    at = datetime.fromisoformat(f"{day}T16:40").replace(tzinfo=BAKU)

    def of(kind: Kind, *more: EventKind) -> Due:
        registered = DeadlineEvent(EventKind.REGISTERED, at, (kind,))
        return due([registered, *(DeadlineEvent(one, at) for one in more)], CALENDAR, LAW)

    match limit:
        case 3:
            return forward_by(Regime.APPEALS, at, CALENDAR, LAW)
        case 5:
            return clarify_by(Regime.INFORMATION, at, CALENDAR, LAW)
        case 7:
            return of(Kind.INQUIRY)
        case 15:
            return of(Kind.COMPLAINT)
        case 30:
            return of(Kind.PROPOSAL, EventKind.STUDY)
        case 45:
            return of(Kind.APPLICATION, EventKind.EXTENDED)
        case _:
            return of(Kind.COMPLAINT, EventKind.STUDY, EventKind.EXTENDED)


@clause("1308-IVQ:10.1", "1308-IVQ:10.2", "1308-IVQ:7.10", "1024-IIQ:24.1", "1024-IIQ:24.4", "1024-IIQ:24.5")
@pytest.mark.parametrize(("day", "limit", "counted"), BY_HAND)
def test_the_days_that_count_are_those_worked_by_hand(day: str, limit: int, counted: str) -> None:
    reckoning = reckoned(day, limit)
    by_hand = days(counted)
    assert len(by_hand) == limit
    assert [line.date for line in reckoning.sum if line.counted] == by_hand
    assert reckoning.due_on == by_hand[-1]


def test_the_day_of_receipt_may_count_where_the_setting_says_so() -> None:
    """The same complaint of Tuesday, 17 March 2026, one working day earlier: 17 18 19 31 March, 1 to 15 April."""
    today = LegalParameters.of(
        row.__class__(**{**row.__dict__, "value": 0}) if row.key == "count.start" else row for row in SEED
    )
    at = datetime(2026, 3, 17, 16, 40, tzinfo=BAKU)
    found = due([DeadlineEvent(EventKind.REGISTERED, at, (Kind.COMPLAINT,))], CALENDAR, today)
    assert found.due_on == date(2026, 4, 15)
