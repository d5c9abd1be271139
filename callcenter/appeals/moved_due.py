"""Telling who works on an appeal that its due date moved by a step that somebody else took."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from callcenter.appeals import notices
from callcenter.appeals.models import Appeal
from callcenter.core.clock import baku_date, hour_of
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor

DueDate = tuple[date, datetime | None]


def due_of(appeal: Appeal) -> DueDate:
    """Return the due day, and its moment for a clock of hours, to be compared after the step."""
    return appeal.due_on, appeal.due_at


def tell_who_has_it(session: Session, appeal: Appeal, before: DueDate, *, by: Actor, now: datetime) -> None:
    """Tell the executor, or who heads the unit, where the due date is another one; urgent where it is earlier.

    Who took the step knows it, and an appeal that no unit has is with whoever looks at it.
    """
    after = due_of(appeal)
    if appeal.unit_id is None or before == after:
        return
    heads = directory.head_users(session, appeal.unit_id, baku_date(now))
    executor = appeal.executor.user_id if appeal.executor else None
    said = say(
        "%(number)s: icra müddəti dəyişib: əvvəl %(before)s, indi %(after)s.",
        number=appeal.number,
        before=_said(before),
        after=_said(after),
    )
    notices.tell(
        session,
        {executor, *heads} - {by.user_id},
        said,
        key=f"due-moved:{appeal.events[-1].id}:{appeal.number}",
        now=now,
        appeal=appeal,
        urgent=after[0] < before[0] or after[1] is not None,
    )


def _said(due: DueDate) -> str:
    on, at = due
    return f"{on:%d.%m.%Y} {hour_of(at, on)}" if at else f"{on:%d.%m.%Y}"
