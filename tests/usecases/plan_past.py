"""A signed work plan of October and what became of its tasks, for report tests."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.clock import BAKU
from callcenter.sector import planning
from callcenter.sector.models import WorkItem, WorkPlan

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
DONE, LATE, UNCONFIRMED, AFTER, LEFT = "Təlim", "Sorğu vərəqi", "Kataloq", "Məktublar", "Arxiv"
SECRET = "Yalnız icraçı və rəhbər üçün"


def at(day: date) -> datetime:
    """Ten o'clock of a day."""
    return datetime(day.year, day.month, day.day, 10, 0, tzinfo=BAKU)


def plan(
    session: Session, chief: User, clerk: User, due: dict[str, date], *, signed: date | None
) -> WorkPlan:
    """Make a plan of October with these tasks; sign it on the day."""
    made = planning.make_plan(
        session, title="Oktyabr", first_day=FIRST, last_day=LAST, by=chief, now=at(FIRST)
    )
    for what, day in due.items():
        planning.add_item(session, made.id, what=what, owner=clerk.name, due_on=day)
    if signed:
        planning.sign(session, made.id, by=chief, now=at(signed))
    return made


def report(session: Session, task: WorkItem, day: date, *, by: User) -> None:
    """Let the owner report a task on a day."""
    planning.report_done(session, task.id, report=SECRET, by=by, now=at(day))


def lived(session: Session, chief: User, clerk: User) -> WorkPlan:
    """Five tasks: done in time, done late, reported and confirmed after the month, reported after it, never."""
    due = {
        DONE: date(2026, 10, 9),
        LATE: date(2026, 10, 12),
        UNCONFIRMED: date(2026, 10, 30),
        AFTER: date(2026, 10, 28),
        LEFT: date(2026, 10, 20),
    }
    made = plan(session, chief, clerk, due, signed=FIRST)
    by_name = {one.what: one for one in made.items}
    reported = {DONE: 8, LATE: 15, UNCONFIRMED: 29}
    for what, day in reported.items():
        report(session, by_name[what], date(2026, 10, day), by=clerk)
    for what in (DONE, LATE):
        planning.confirm(session, by_name[what].id, by=chief, now=at(date(2026, 10, 16)))
    return made


def go_on(session: Session, made: WorkPlan, chief: User, clerk: User) -> None:
    """What happens in the first days of November."""
    by_name = {one.what: one for one in made.items}
    second = LAST + timedelta(days=2)
    planning.confirm(session, by_name[UNCONFIRMED].id, by=chief, now=at(second))
    report(session, by_name[AFTER], second, by=clerk)
    planning.confirm(session, by_name[AFTER].id, by=chief, now=at(second))
