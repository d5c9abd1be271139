"""Acts of calling back: order, take, let go, and say how it went."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals import queries as appeals
from callcenter.calls import callback_clock, owing, queries
from callcenter.calls.callback_models import Callback, CallbackTry
from callcenter.calls.owing import Asked
from callcenter.calls.vocabulary import CallbackState, Why
from callcenter.core.clock import BAKU
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import say
from callcenter.directory.actors import Actor

FEWEST_DIGITS = 3


class Taken(Refused):
    """Another operator is calling this person now."""

    def __init__(self, name: str, until: datetime) -> None:
        super().__init__(
            "callback-taken",
            say(
                "Bu geri zəngi artıq %(name)s götürüb (son vaxt %(until)s). Siyahıdan başqasını seçin.",
                name=name,
                until=f"{until.astimezone(BAKU):%H:%M}",
            ),
        )


class Over(Refused):
    """The call-back is closed already."""

    def __init__(self) -> None:
        super().__init__("callback-closed", say("Bu geri zəng artıq bağlanıb: siyahını yeniləyin."))


@dataclass(frozen=True)
class Result:
    """How a call-back went: its state at the end, or OPEN for a try in vain; a note, and the appeal it was about."""

    state: CallbackState
    note: str = ""
    appeal: str = ""


def order(session: Session, number: str, *, note: str, by: Actor, now: datetime) -> Callback:
    """Write down that somebody wants to be called; joined to the open call-back of the same number."""
    digits = sum(letter.isdigit() for letter in number)
    if digits < FEWEST_DIGITS:
        raise InvalidInput({"number": say("Geri zəng üçün telefon nömrəsini yazın.")})

    return owing.owe(session, Asked(number, Why.ORDERED, now, note), by=by)


def take(session: Session, callback_id: int, *, by: Actor, now: datetime) -> Callback:
    """Take a call-back: for ten minutes it is nobody else's. Of two who take it at once, one wins."""
    callback = _open(session, callback_id)
    _must_be_free(callback, by, now)

    owing.give_to(session, callback, by.user_id, at=now)
    return callback


def let_go(session: Session, callback_id: int, *, by: Actor, now: datetime) -> Callback:
    """Give a taken call-back back to the queue."""
    callback = _open(session, callback_id)
    _must_be_free(callback, by, now)

    owing.give_to(session, callback, None)
    return callback


def tell_result(session: Session, callback_id: int, result: Result, *, by: Actor, now: datetime) -> Callback:
    """Note how the call-back went: reached, a wrong number, given up, or a try in vain that is repeated later.

    It is given up only after tries on three different half-days, this one counted, and with a note.
    """
    callback = _open(session, callback_id)
    _must_be_free(callback, by, now)
    appeal = appeals.appeal_numbered(session, by, result.appeal) if result.appeal else None
    in_vain = result.state in (CallbackState.OPEN, CallbackState.GIVEN_UP)
    if result.state is CallbackState.GIVEN_UP:
        _must_have_tried(callback, result, now)

    if in_vain:
        callback.tries.append(CallbackTry(at=now, user_id=by.user_id, note=result.note or None))
    if result.state is CallbackState.OPEN:
        hours = queries.hours(session)
        callback.next_try_at = callback_clock.next_try(now, hours)
        callback.due_at = callback_clock.due(callback.counts_from, hours)
        owing.give_to(session, callback, None)
        return callback
    owing.close(session, callback, result.state, at=now)
    callback.closed_by_id, callback.result, callback.appeal = by.user_id, result.note or None, appeal
    return callback


def _open(session: Session, callback_id: int) -> Callback:
    callback = queries.callback_by_id(session, callback_id, lock=True)
    if callback.state is not CallbackState.OPEN:
        raise Over
    return callback


def _must_be_free(callback: Callback, by: Actor, now: datetime) -> None:
    if not queries.free(callback, now, by.user_id) and callback.taken_by and callback.taken_at:
        raise Taken(callback.taken_by.display_name, callback_clock.held_until(callback.taken_at))


def _must_have_tried(callback: Callback, result: Result, now: datetime) -> None:
    tried = [*(one.at for one in callback.tries), now]
    if not callback_clock.may_give_up(tried):
        raise Refused(
            "too-few-tries",
            say(
                "Geri zəngdən imtina etmək üçün ən azı %(least)d fərqli yarımgündə cəhd edilməlidir; bununla birlikdə %(done)d yarımgündə cəhd edilib.",
                least=callback_clock.TRIES,
                done=callback_clock.half_days(tried),
            ),
        )
    if not result.note:
        raise InvalidInput({"note": say("Niyə imtina edildiyini yazın.")})
