"""Act: remind who owes the copy of a recording, before its day, on it and after it. A sweep: nobody is told twice."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals import notices, reminders
from callcenter.appeals.reminders import Owed, Reminder, Step, Timing
from callcenter.calls import copy_giving, recording_queries
from callcenter.calls.recording_models import CopyRequest
from callcenter.core.clock import baku_date
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory import rank
from callcenter.directory.rank import Line
from callcenter.law import queries as law

JOB = "copy-reminders"
# The term is short: on the working day before it.
BEFORE = 1


def remind(session: Session, now: datetime) -> None:
    """Tell who decides on a request, once it is late also who registered it, and then step by step who stands above."""
    calendar, today = law.calendar(session), baku_date(now)
    every = law.parameters(session).at("escalate.every", today).value
    timing, line = Timing(BEFORE, every), directory.reporting_line(session, today)
    for request in recording_queries.open_requests(session, reminders.horizon(today, timing)):
        told = _heard_by(session, request, line, now)
        owed = Owed(request.registered_at, request.due_on, None, heights=len(told))
        for step in reminders.steps_due(owed, (), calendar, timing, now=now):
            _tell(session, request, step, told, now)


def _heard_by(session: Session, request: CopyRequest, line: Line, now: datetime) -> Sequence[Sequence[int]]:
    """Return whom each step up reaches: who decides, then one above the other who may know of the call."""
    first = copy_giving.decide_on(session, request, now)
    nearest = next((one for one in map(line.of_user, first) if one is not None), None)
    above = [one.user_id for one in rank.line_above(line, nearest)] if nearest is not None else []
    wanted = [one for one in above if one is not None and one not in first]
    known = copy_giving.who_may_know(session, request, wanted, now)
    return [first, *([one] for one in wanted if one in known)]


def _tell(
    session: Session, request: CopyRequest, step: Reminder, told: Sequence[Sequence[int]], now: datetime
) -> None:
    late = step.step is Step.LATE
    users: list[int | None] = list(told[max(step.level - 1, 0)])
    if (late and step.level == 1) or not users:
        # They have to tell the caller why it takes longer.
        users.append(request.registered_by_id)
    key = f"owed-copy:{step.key}:{request.number}"
    notices.tell(session, users, _said(request, late=late), key=key, now=now, urgent=late)


def _said(request: CopyRequest, *, late: bool) -> Sentence:
    named = {"number": request.number, "due": f"{request.due_on:%d.%m.%Y}"}
    if late:
        return say("%(number)s: səs yazısının surəti barədə sorğuya vaxtında baxılmayıb (%(due)s).", **named)
    return say("%(number)s: səs yazısının surəti barədə sorğuya %(due)s tarixinədək baxılmalıdır.", **named)
