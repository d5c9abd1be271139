"""What the form of a resolution offers: who may execute and help, their load and absence, and whom a rule would choose."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from callcenter.appeals import choosing, executors
from callcenter.appeals.executors import Worker
from callcenter.appeals.models import Appeal
from callcenter.directory.actors import Actor
from callcenter.law import queries as law
from callcenter.law.working_days import WorkingCalendar


@dataclass(frozen=True)
class Resolving:
    """Who may execute and who may only help, whom each rule would choose now, and the last day that may be set."""

    workers: list[Worker]
    helpers: list[Worker]
    by_rule: dict[str, str]
    first_day: date
    last_day: date

    @property
    def away(self) -> list[Worker]:
        """Those of them who are absent."""
        return [one for one in self.workers if one.absence]


def resolving(session: Session, appeal: Appeal, by: Actor, today: date) -> Resolving:
    """Return what the form offers on the day."""
    able = executors.workers(session, appeal, by, today)
    names = {one.staff.id: one.staff.full_name for one in able}
    chosen = {rule: choose(one.candidate for one in able) for rule, choose in choosing.RULES.items()}
    return Resolving(
        workers=able,
        helpers=[
            one for one in executors.workers(session, appeal, by, today, helping=True) if not one.absence
        ],
        by_rule={rule: names[one.id] for rule, one in chosen.items() if one is not None},
        first_day=_working(law.calendar(session), today, appeal.due_on),
        last_day=appeal.due_on,
    )


def _working(calendar: WorkingCalendar, day: date, last: date) -> date:
    """The first day that may be set: today, or the next working day."""
    return day if calendar.is_working(day) else min(calendar.add(day, 1), max(last, day))
