"""What calls and orders do to the queue: one open call-back a number, and none to somebody who was answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from callcenter.calls import callback_clock, queries
from callcenter.calls.callback_models import Callback
from callcenter.calls.hours import Hours
from callcenter.calls.vocabulary import CallbackState, Why
from callcenter.directory.actors import Actor

FORGOTTEN = timedelta(days=14)
"""A call missed longer ago is history that an exchange sends after the fact: nobody expects a call any more."""


@dataclass(frozen=True)
class Asked:
    """Somebody is to be called: at which number, why, since when, and what they said."""

    number: str
    why: Why
    at: datetime
    note: str = ""


def owe(session: Session, asked: Asked, *, by: Actor) -> Callback:
    """Return the one open call-back to the number, begun now or joined; by the first who asked it is due."""
    key = queries.number_key(asked.number)
    known = queries.open_callback(session, key)
    hours = queries.hours(session)
    if known is not None:
        return _join(known, asked, hours)
    fresh = Callback(
        number_typed=asked.number,
        number=key,
        open_number=key,
        why=asked.why,
        note=asked.note or None,
        asked_at=asked.at,
        last_asked_at=asked.at,
        asked=1,
        ordered_by_id=by.user_id if asked.why is Why.ORDERED else None,
        ordered_by_key_id=by.api_key_id if asked.why is Why.ORDERED else None,
        due_at=callback_clock.due(asked.at, hours),
        state=CallbackState.OPEN,
    )
    try:
        with session.begin_nested():
            session.add(fresh)
    except IntegrityError:
        # Two calls of one number were missed in the same moment: the other transaction began it.
        known = queries.open_callback(session, key)
        if known is None:
            raise
        return _join(known, asked, hours)
    return fresh


def settle(session: Session, number: str, *, at: datetime) -> Callback | None:
    """Close the open call-back of somebody who called again and was answered, unless they asked anew since."""
    found = queries.open_callback(session, number)
    if found is None or found.last_asked_at > at:
        return None
    close(session, found, CallbackState.CALLED_AGAIN, at=at)
    return found


def untouched(callback: Callback) -> bool:
    """Say whether one call alone began it and nobody has done anything about it yet."""
    still = callback.state is CallbackState.OPEN and callback.asked == 1
    return still and callback.taken_at is None and not callback.tries


def close(session: Session, callback: Callback, state: CallbackState, *, at: datetime) -> None:
    """End a call-back; the number is free for the next one."""
    callback.state, callback.closed_at, callback.open_number = state, at, None
    callback.next_try_at = None
    give_to(session, callback, None)


def give_to(session: Session, callback: Callback, user_id: int | None, *, at: datetime | None = None) -> None:
    """Give a call-back to an operator from a moment on, or back to all."""
    callback.taken_by_id, callback.taken_at = user_id, at
    session.flush()
    session.expire(callback, ["taken_by"])


def _join(known: Callback, asked: Asked, hours: Hours) -> Callback:
    known.asked += 1
    known.asked_at = min(known.asked_at, asked.at)
    known.last_asked_at = max(known.last_asked_at, asked.at)
    if known.next_try_at is not None:
        # Who calls again wants to talk now, whatever was planned.
        known.next_try_at = min(known.next_try_at, asked.at)
    known.due_at = callback_clock.due(known.counts_from, hours)
    if asked.note:
        known.note = f"{known.note}\n{asked.note}" if known.note else asked.note
    return known
