"""How the tasks of the work plan stood when a period ended (pure; statute 002, clause 5.4.3).

What happened after the period is not known to it: a task that was reported the day after was late when it ended.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from callcenter.law.working_days import ONE_DAY
from callcenter.sector.discipline import Item, standing
from callcenter.sector.vocabulary import Standing

ORDER = (Standing.OVERDUE, Standing.REPORTED, Standing.PLANNED, Standing.DONE_LATE, Standing.DONE)
"""What asks for attention comes first."""


@dataclass(frozen=True)
class Task:
    """A task of a signed plan: what, whose, by when; the day its owner reported it, the day the head agreed."""

    what: str
    owner: str
    due_on: date
    reported_on: date | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True)
class Stood:
    """Where a task stood; days_late are calendar days after the due day, until it was reported or the count ended."""

    task: Task
    standing: Standing
    done_on: date | None
    days_late: int


def at_the_end(tasks: Iterable[Task], last_day: date, today: date) -> list[Stood]:
    """Return where each task stood on the morning after the last day; of a period that still runs, where it stands today."""
    morning = min(today, last_day + ONE_DAY)
    found = [_stood(task, last_day, morning) for task in tasks]
    return sorted(found, key=lambda one: (ORDER.index(one.standing), one.task.due_on, one.task.what))


def _stood(task: Task, last_day: date, morning: date) -> Stood:
    reported = _known(task.reported_on, last_day)
    confirmed = reported is not None and _known(task.confirmed_on, last_day) is not None
    late = ((reported or morning) - task.due_on).days
    stands = standing(Item(task.due_on, reported, confirmed), morning)
    return Stood(task, stands, reported, max(late, 0))


def _known(day: date | None, last_day: date) -> date | None:
    return day if day is not None and day <= last_day else None
