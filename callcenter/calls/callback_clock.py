"""When a call is to be returned, how long an operator holds it, and when one may stop trying (pure)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from callcenter.calls.hours import Hours, half_of, line_open, next_opening, second_half
from callcenter.calls.vocabulary import Half
from callcenter.core.clock import baku_date

LIMIT = "callback.limit"
HELD_FOR = timedelta(minutes=10)
"""So long a call-back is the operator's who took it."""
TRIES = 3
"""So many half-days must have been tried before nobody tries any more."""


def due(at: datetime, hours: Hours) -> datetime:
    """Return until when a call that was missed or ordered at a moment is to be returned.

    In the hours of the lines: by the end of the same day. Out of them: callback.limit hours after the lines
    open again (NK 50 as practised, law 1.10).
    """
    if line_open(at, hours):
        return hours.closes(baku_date(at))
    opening = next_opening(at, hours)
    return opening + timedelta(hours=hours.parameters.of_open(LIMIT, baku_date(opening)).value)


def next_try(at: datetime, hours: Hours) -> datetime:
    """Return when to try again somebody who was not reached: in the next half of a working day."""
    day = baku_date(at)
    later = second_half(day)
    if half_of(at) is Half.FIRST and line_open(later, hours):
        return later
    return next_opening(at, hours) if not line_open(at, hours) else next_opening(hours.closes(day), hours)


def held_until(taken_at: datetime) -> datetime:
    """Return until when a taken call-back is nobody else's."""
    return taken_at + HELD_FOR


def half_days(tries: Iterable[datetime]) -> int:
    """Return on how many different half-days one tried."""
    return len({(baku_date(at), half_of(at)) for at in tries})


def may_give_up(tries: Iterable[datetime]) -> bool:
    """Say whether it was tried often enough to stop."""
    return half_days(tries) >= TRIES
