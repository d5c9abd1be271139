"""An invented exchange: each call is told by the messages that a real one pushes."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from callcenter.calls import ringing
from callcenter.calls.course import Told
from callcenter.calls.models import Call
from callcenter.calls.ringing import Push
from callcenter.calls.vocabulary import Ending, Event
from callcenter.directory.actors import Actor

NUMBER = "050 212 44 87"
E164 = "+994502124487"
_ids = count(1)


def tell(session: Session, call_id: str, event: Event, at: datetime, now: datetime, **said: Any) -> Call:
    """Push one message and return the call."""
    push = Push(call_id, Told(event, at, **said))
    return ringing.note(session, push, by=Actor(), now=now)[0]


def missed(
    session: Session, at: datetime, *, number: str | None = NUMBER, now: datetime | None = None
) -> Call:
    """Tell of a call that nobody answered."""
    call_id, after = f"call-{next(_ids)}", at + timedelta(seconds=40)
    tell(session, call_id, Event.RINGING, at, now or after, number=number)
    return tell(session, call_id, Event.ENDED, after, now or after, ending=Ending.NO_ANSWER)


def answered(
    session: Session,
    at: datetime,
    *,
    number: str | None = NUMBER,
    operator: str | None = None,
    wait: int = 10,
) -> Call:
    """Tell of a call that an operator answered and that is still talked."""
    call_id = f"call-{next(_ids)}"
    tell(session, call_id, Event.RINGING, at, at, number=number)
    then = at + timedelta(seconds=wait)
    return tell(session, call_id, Event.ANSWERED, then, then, operator=operator)
