"""Act: take in the calls of a past whose queue is over, such as an exchange's journal or an example."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals.models import Appeal
from callcenter.calls import keeping
from callcenter.calls.callback_models import Callback
from callcenter.calls.course import Told, course_of
from callcenter.calls.hours import Hours, line_open
from callcenter.calls.models import Call
from callcenter.directory.actors import Actor


@dataclass(frozen=True)
class PastCall:
    """A call that is over: the exchange's id, its messages, the appeals it brought, the call-back it was owed."""

    call_id: str
    told: Sequence[Told]
    appeals: Sequence[Appeal] = ()
    callback: Callback | None = field(default=None)


def take_in(
    session: Session, calls: Iterable[PastCall], hours: Hours, *, exchange: str, now: datetime
) -> int:
    """Write the calls, none of which is known yet, and return how many; nobody is owed a call by this."""
    count = 0
    for past in calls:
        course = course_of(past.told)
        call = Call(exchange=exchange, exchange_id=past.call_id, received_at=now)
        keeping.write(session, call, course, in_hours=line_open(course.started_at, hours))
        call.callback = past.callback
        call.appeals = list(past.appeals)
        session.add(call)
        session.add_all(keeping.event_of(call, told, Actor(), now) for told in past.told)
        count += 1
    session.flush()
    return count
