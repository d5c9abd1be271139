"""The calendar, the law and the events that the tests of due dates share."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from callcenter.appeals.allowed_moves import check
from callcenter.appeals.clocks import Due
from callcenter.appeals.deadlines import DeadlineEvent, EventKind, due
from callcenter.appeals.vocabulary import Kind
from callcenter.core.clock import BAKU
from callcenter.law.calendar_seed import seed_marks
from callcenter.law.parameters import SEED, LegalParameters
from callcenter.law.working_days import DayMark, WorkingCalendar

SEEDS = seed_marks()
CALENDAR = WorkingCalendar.of(SEEDS)
LAW = LegalParameters(SEED)
INQUIRY, QUESTION, COMPLAINT = Kind.INQUIRY, Kind.QUESTION, Kind.COMPLAINT
URGENT, STUDY, EXTENDED = EventKind.URGENT, EventKind.STUDY, EventKind.EXTENDED
SERVICEMAN, LIFE_THREAT, ORDINARY = EventKind.SERVICEMAN, EventKind.LIFE_THREAT, EventKind.ORDINARY
REOPENED, RESUMED, WENT_ON = EventKind.REOPENED, EventKind.RESUMED, EventKind.WENT_ON


def baku(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BAKU)


def registered(day: str, *kinds: Kind) -> DeadlineEvent:
    return DeadlineEvent(EventKind.REGISTERED, baku(f"{day}T15:00"), kinds)


def reclassified(day: str, *kinds: Kind) -> DeadlineEvent:
    return DeadlineEvent(EventKind.RECLASSIFIED, baku(f"{day}T11:00"), kinds)


def event(kind: EventKind, day: str, days: int | None = None) -> DeadlineEvent:
    return DeadlineEvent(kind, baku(f"{day}T11:00"), days=days)


def reckoned(*events: DeadlineEvent, changes: Mapping[str, int] | None = None) -> Due:
    """Return the due date where the legal parameters have the seed's values but for the changes."""
    rows = [replace(row, value=(changes or {}).get(row.key, row.value)) for row in SEED]
    return due(events, CALENDAR, LegalParameters.of(rows))


def given(*events: DeadlineEvent) -> Due:
    """Return the due date when the last event is asked for after the others; refused where the law forbids it."""
    return check(events[:-1], events[-1], CALENDAR, LAW)


def due_on(*events: DeadlineEvent) -> str:
    return reckoned(*events).due_on.isoformat()


def notes(reckoning: Due) -> list[tuple[str, str]]:
    """Return the lines that are no days of the week or of the calendar: start, changes, extensions."""
    calendar_reasons = {"şənbə", "bazar", *(mark.name for mark in SEEDS)}
    lines = [line for line in reckoning.sum if not line.counted and line.why not in calendar_reasons]
    return [(line.date.isoformat(), line.why) for line in lines]


def worked(day: str) -> DayMark:
    return DayMark(date.fromisoformat(day), working=True, name="iş günü", kind="swap", source="NK")


def rest(day: str) -> DayMark:
    return DayMark(date.fromisoformat(day), working=False, name="istirahət günü", kind="swap", source="NK")
