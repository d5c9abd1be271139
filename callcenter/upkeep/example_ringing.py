"""Act: the telephone calls of the example past, and a queue of call-backs that is waiting now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random

from sqlalchemy.orm import Session

from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Channel
from callcenter.calls import callback_clock, callbacks, queries, ringing
from callcenter.calls.callback_models import Callback, CallbackTry
from callcenter.calls.callbacks import Result
from callcenter.calls.history import PastCall, take_in
from callcenter.calls.hours import Hours, line_open, next_opening
from callcenter.calls.ringing import Push
from callcenter.calls.vocabulary import CallbackState, Why
from callcenter.core.clock import BAKU
from callcenter.directory.actors import Actor
from callcenter.upkeep.example_telephone import IN_VAIN, ORDERED, LostCall, answered, lost_beside, still_owed

EXCHANGE = "example"
# How long ago the calls of today's queue were lost, in minutes.
OWED_AGO = (12, 35, 80, 150)


@dataclass
class Telephone:
    """The exchange of the example past: its own chance, so that the appeals are the same with and without it."""

    hours: Hours
    operators: Sequence[Actor]
    chance: Random
    now: datetime
    known: int = 0
    """How many calls of an earlier example past there are."""

    def __post_init__(self) -> None:
        self._ids = count(self.known + 1).__next__

    def tell_of(self, session: Session, appeals: Iterable[Appeal]) -> None:
        """Write the calls by which appeals came in, and those that nobody answered meanwhile."""
        past: list[PastCall] = []
        for appeal in appeals:
            if appeal.channel is not Channel.PHONE or appeal.logged_by is None:
                continue
            told = answered(appeal.registered_at, appeal.contact or "", appeal.logged_by.name, self.chance)
            past.append(PastCall(self._name(), told, [appeal]))
            past += self._lost(session, appeal.registered_at)
        take_in(session, past, self.hours, exchange=EXCHANGE, now=self.now)

    def leave_a_queue(self, session: Session) -> None:
        """Leave calls that are owed now: lost today and last night, tried once in vain, and one ordered."""
        system, operator = Actor(), self.operators[0]
        for lost in still_owed(self._moments(), self.chance):
            for told in lost.told:
                ringing.note(session, Push(f"owed-{lost.at:%d%H%M}", told, EXCHANGE), by=system, now=self.now)
        owed = queries.queue(session, self.now).rows
        if owed:
            tried = Result(CallbackState.OPEN, IN_VAIN[0])
            callbacks.tell_result(session, owed[-1].id, tried, by=operator, now=self.now)
        callbacks.order(session, "+994 12 404 55 66", note=ORDERED, by=operator, now=self.now)

    def _moments(self) -> list[datetime]:
        """Moments of today, and one of last night."""
        night = (self.now.astimezone(BAKU) - timedelta(days=1)).replace(hour=20, minute=40)
        return [*(self.now - timedelta(minutes=minutes) for minutes in OWED_AGO), night]

    def _lost(self, session: Session, at: datetime) -> Iterator[PastCall]:
        for lost in lost_beside(at, self.now, self.chance):
            callback = self._settled(lost)
            # One that would be settled only after now did not happen: today's queue is left at the end.
            if callback.closed_at and callback.closed_at <= self.now:
                session.add(callback)
                yield PastCall(self._name(), lost.told, (), callback)

    def _settled(self, lost: LostCall) -> Callback:
        """Return the call-back that a lost call of the past was owed, as it ended."""
        number = lost.told[0].number or ""
        due = callback_clock.due(lost.at, self.hours)
        began = lost.at if line_open(lost.at, self.hours) else next_opening(lost.at, self.hours)
        at = began + (due - began) * self.chance.uniform(0.1, 0.9)
        operator = self.chance.choice(self.operators)
        by_hand = lost.way is not CallbackState.CALLED_AGAIN
        tries = 3 if lost.way is CallbackState.GIVEN_UP else 0
        moments = [at]
        for _ in range(tries):
            moments.append(callback_clock.next_try(moments[-1], self.hours) + timedelta(minutes=9))
        return Callback(
            number_typed=number,
            number=queries.number_key(number),
            why=Why.MISSED if line_open(lost.at, self.hours) else Why.OUT_OF_HOURS,
            asked_at=lost.at,
            last_asked_at=lost.at,
            asked=1,
            due_at=due,
            state=lost.way or CallbackState.REACHED,
            closed_at=moments[-1],
            closed_by_id=operator.user_id if by_hand else None,
            result=IN_VAIN[1] if tries else None,
            tries=[
                CallbackTry(at=one, user_id=operator.user_id, note=self.chance.choice(IN_VAIN))
                for one in moments[:tries]
            ],
        )

    def _name(self) -> str:
        return f"example-{self._ids()}"
