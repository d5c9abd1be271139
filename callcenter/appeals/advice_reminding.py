"""Act: remind a unit of the advice that it owes, before its day, on it and after it. A sweep: nobody is told twice."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals import consulting_queries, escalation, notices, reminders
from callcenter.appeals.consulting_models import Consultation
from callcenter.appeals.reminders import Owed, Reminder, Step, Timing
from callcenter.core.clock import baku_date
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory import rank
from callcenter.directory.rank import Line
from callcenter.law import queries as law

JOB = "advice-reminders"
# The term is short: earlier than on the working day before it would come with the question.
BEFORE = 1


def remind(session: Session, now: datetime) -> None:
    """Tell who heads the asked unit, once it is late also who asked, and then step by step who stands above."""
    calendar, today = law.calendar(session), baku_date(now)
    every = law.parameters(session).at("escalate.every", today).value
    timing, line = Timing(BEFORE, every), directory.reporting_line(session, today)
    for one in consulting_queries.open_until(session, reminders.horizon(today, timing)):
        told = _heard_by(one, line)
        owed = Owed(one.asked_at, one.due_on, None, heights=len(told))
        for step in reminders.steps_due(owed, (), calendar, timing, now=now):
            _tell(session, one, step, told, now)


def _heard_by(one: Consultation, line: Line) -> Sequence[Sequence[int | None]]:
    """Return whom each step up reaches: the heads of the asked unit, then one above the other; never the accused."""
    barred = escalation.barred(one.appeal, line)
    heads = [head for head in line.heads_of(one.unit_id) if head.id not in barred]
    nearest = heads[-1] if heads else rank.head_of(line, one.unit_id, barred)
    if nearest is None:
        return [[]]
    above = rank.line_above(line, nearest, barred)
    first = [head.user_id for head in heads or [nearest]]
    return [first, *([person.user_id] for person in above)]


def _tell(
    session: Session, one: Consultation, step: Reminder, told: Sequence[Sequence[int | None]], now: datetime
) -> None:
    late = step.step is Step.LATE
    users = list(told[max(step.level - 1, 0)])
    # Who asked hears once that it is late, also where several steps fall due at one moment.
    if step.level == 1 or not (late or any(users)):
        users.append(one.asked_by_id)
    key = f"owed-advice:{step.key}:{one.id}"
    notices.tell(session, users, _said(one, step), key=key, now=now, appeal=one.appeal, urgent=late)


def _said(one: Consultation, step: Reminder) -> Sentence:
    named = {"number": one.appeal.number, "unit": one.unit.name, "due": f"{one.due_on:%d.%m.%Y}"}
    if step.step is Step.LATE:
        return say("%(number)s: «%(unit)s» rəyini vaxtında verməyib (%(due)s).", **named)
    return say("%(number)s: «%(unit)s» rəyini %(due)s tarixinədək verməlidir.", **named)
