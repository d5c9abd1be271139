"""Act: count the clocks of calls anew, of open call-backs and of requests for copies, as a change of the law does."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.calls import callback_clock, queries, recording_queries, retention
from callcenter.calls.callback_models import Callback
from callcenter.calls.hours import Hours
from callcenter.calls.recording_models import CopyRequest
from callcenter.calls.vocabulary import CallbackState, CopyState
from callcenter.core.clock import baku_date
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import Actor
from callcenter.law.changes import Change


@dataclass(frozen=True)
class Moved:
    """The call-backs and the copies that are due otherwise than is stored, each with when it is due."""

    callbacks: tuple[tuple[Callback, datetime], ...]
    copies: tuple[tuple[CopyRequest, date], ...]

    def counted(self) -> Iterator[Sentence]:
        """Yield how many of each kind there are."""
        if self.callbacks:
            yield say("geri zənglər: %(count)d", count=len(self.callbacks))
        if self.copies:
            yield say("səs yazısının surətləri: %(count)d", count=len(self.copies))


def moved(session: Session, hours: Hours, *, lock: bool = False) -> Moved:
    """Return what is due otherwise by these hours, this calendar and these limits; locked where it is to be changed."""
    callbacks = select(Callback).where(Callback.state == CallbackState.OPEN).order_by(Callback.id)
    copies = select(CopyRequest).where(CopyRequest.state == CopyState.REGISTERED).order_by(CopyRequest.id)
    if lock:
        callbacks, copies = callbacks.with_for_update(of=Callback), copies.with_for_update(of=CopyRequest)
    due_at = [(one, callback_clock.due(one.counts_from, hours)) for one in session.scalars(callbacks)]
    due_on = [
        (one, retention.copy_due(baku_date(one.registered_at), hours.calendar, hours.parameters))
        for one in session.scalars(copies)
    ]
    return Moved(
        tuple((one, at) for one, at in due_at if one.due_at != at),
        tuple((one, day) for one, day in due_on if one.due_on != day),
    )


def recount(session: Session) -> None:
    """Write when each is due by the law in force."""
    found = moved(session, queries.hours(session), lock=True)
    for callback, at in found.callbacks:
        callback.due_at = at
    for copy, day in found.copies:
        copy.due_on = day
    session.flush()


class OfCalls:
    """The clocks of calls beside those of appeals, for whoever changes the law."""

    def moved_by(self, session: Session, change: Change, actor: Actor) -> Iterator[Sentence]:
        """Return how many call-backs and how many copies the change moves; of copies, those the actor may know of."""
        law = queries.hours(session)
        found = moved(session, Hours(*change.applied(law.calendar, law.parameters)))
        known = recording_queries.known_to(session, actor, [one.id for one, _ in found.copies])
        return replace(found, copies=tuple(one for one in found.copies if one[0].id in known)).counted()

    def recount(self, session: Session) -> None:
        """Count them anew."""
        recount(session)
