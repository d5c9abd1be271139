"""Act: confirm a change of the calendar or of a legal parameter, and count the open deadlines anew.

What it would do to each open appeal is shown before it is confirmed; an appeal whose due date moves gets an event.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from callcenter.accounts.models import User
from callcenter.appeals import deadlines, events, lifecycle
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action
from callcenter.core import trail
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import actor_of
from callcenter.law import changing, showing
from callcenter.law import queries as law
from callcenter.law.changes import Change, DayChange
from callcenter.law.models import LawChange
from callcenter.law.vocabulary import ChangeState

AT_ONCE = 500


@dataclass(frozen=True)
class Moved:
    """An open appeal whose due date a change moves."""

    appeal: Appeal
    before: date
    after: date

    @property
    def days(self) -> int:
        """How many calendar days later; less than none for earlier."""
        return (self.after - self.before).days


@dataclass(frozen=True)
class Effect:
    """What a change does to the open appeals: how many there are, and those that it moves."""

    open: int
    moved: tuple[Moved, ...]

    @property
    def by_unit(self) -> list[tuple[str, int]]:
        """How many of each unit's appeals move, the most first; "" for appeals with no unit yet."""
        return Counter(one.appeal.unit.name if one.appeal.unit else "" for one in self.moved).most_common()


def effect_of(session: Session, change: Change) -> Effect:
    """Return what the change would do to the open appeals; nothing is written."""
    calendar, parameters = change.applied(law.calendar(session), law.parameters(session))
    moved, counted = [], 0
    for appeal in _open(session):
        counted += 1
        due = deadlines.due(events.clock_events(appeal.events), calendar, parameters)
        if (due.due_on, due.due_at) != (appeal.due_on, appeal.due_at):
            moved.append(Moved(appeal, appeal.due_on, due.due_on))
    return Effect(counted, tuple(moved))


def confirm(session: Session, change_id: int, *, by: User, now: datetime) -> tuple[LawChange, Effect]:
    """Put a proposal of somebody else in force and move the deadlines that it moves, each with an event."""
    proposal = changing.proposed(session, change_id, by)
    change = law.content_of(proposal)
    effect = effect_of(session, change)

    changing.put_in_force(session, change)
    actor = actor_of(session, by)
    for one in effect.moved:
        events.record(
            session,
            one.appeal,
            Action.RECOUNT,
            by=actor,
            now=now,
            reason=str(said(change)),
            change=proposal.id,
            before=one.before.isoformat(),
            after=one.after.isoformat(),
        )
        events.set_due(session, one.appeal)
    proposal.state, proposal.decided_by, proposal.decided_at = ChangeState.CONFIRMED, by, now
    proposal.moved = len(effect.moved)
    session.flush()
    trail.record(
        session, "law.confirmed", now=now, user_id=by.id, about=str(proposal.id), moved=proposal.moved
    )
    return proposal, effect


def said(change: Change) -> Sentence:
    """Return the change in a sentence."""
    if isinstance(change, DayChange):
        if change.working:
            return say("%(day)s iş günüdür: %(name)s.", day=f"{change.day:%d.%m.%Y}", name=change.name)
        return say("%(day)s iş günü deyil: %(name)s.", day=f"{change.day:%d.%m.%Y}", name=change.name)
    return say(
        "«%(key)s» %(day)s tarixindən %(value)s olur (%(act)s, %(clause)s).",
        key=str(showing.LABELS.get(change.key, change.key)),
        day=f"{change.valid_from:%d.%m.%Y}",
        value=change.value,
        act=change.act,
        clause=change.clause,
    )


def _open(session: Session) -> Iterator[Appeal]:
    after = 0
    while True:
        some = session.scalars(
            select(Appeal)
            .where(Appeal.id > after, Appeal.state.in_(lifecycle.RUNNING))
            .options(selectinload(Appeal.events), selectinload(Appeal.unit))
            .order_by(Appeal.id)
            .limit(AT_ONCE)
        ).all()
        yield from some
        if len(some) < AT_ONCE:
            return
        after = some[-1].id
