"""Act: confirm a change of the calendar or of a legal parameter, and count the open deadlines anew.

What it would do to each open appeal, and to what is awaited beside it, is shown before it is confirmed; an appeal
whose due date moves, or is decided by another law, gets an event.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session, selectinload

from callcenter.accounts.models import User
from callcenter.appeals import (
    deadlines,
    events,
    lifecycle,
    notices,
    queries,
    reception_to_move,
    side_clocks,
    walking,
)
from callcenter.appeals.clock_events import clock_events
from callcenter.appeals.consulting_models import Consultation
from callcenter.appeals.deadlines import DeadlineEvent, EventKind
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.referral_models import Referral
from callcenter.appeals.side_clocks import Foreseen
from callcenter.appeals.vocabulary import Action, State
from callcenter.core import trail
from callcenter.core.clock import baku_date
from callcenter.core.errors import Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor, actor_of
from callcenter.law import changing, showing
from callcenter.law import queries as law
from callcenter.law.changes import Change, DayChange, LimitChange
from callcenter.law.day_names import day_name
from callcenter.law.models import LawChange
from callcenter.law.vocabulary import ChangeState

TOLD: Mapping[str, Sentence] = {
    "appeals": say(
        "Təqvim və ya qanun dəyişdi: bölmənizdəki %(count)s müraciətin icra müddəti yenidən hesablandı."
    ),
    "advice": say(
        "Təqvim və ya qanun dəyişdi: bölmənizdən soruşulan rəylərin müddəti yenidən hesablandı, sayı: %(count)s."
    ),
    "results": say(
        "Təqvim və ya qanun dəyişdi: Aparatın rəhbərinə təqdim olunmuş müraciətlərin nəticəsi başqa günədək gözlənilir, sayı: %(count)s."
    ),
}


@dataclass(frozen=True)
class Moved:
    """An open appeal whose due date a change moves."""

    appeal: Appeal
    before: date
    after: date
    # The moment of a clock of hours.
    before_at: datetime | None = None
    after_at: datetime | None = None

    @property
    def days(self) -> int:
        """How many calendar days later; less than none for earlier."""
        return (self.after - self.before).days


@dataclass(frozen=True)
class Effect:
    """What a change does to the open appeals: how many there are, those that it moves, and those put under it.

    An appeal registered before is put under a changed limit only where the act says so; it may move later then.
    Of two likely kinds another one may decide although the day stays: those under another law are not moved.
    ahead are those of them whose last step has a time that is still to come, because a clock stood ahead: they are
    recounted like all others, by a step of that same time. beside is what else is due on another day: the advice of
    units, notices to applicants, results of the Head of the Apparatus.
    """

    open: int
    moved: tuple[Moved, ...]
    put_under: tuple[Appeal, ...] = ()
    by_another_law: tuple[Appeal, ...] = ()
    ahead: tuple[Appeal, ...] = ()
    beside: tuple[side_clocks.Moved, ...] = ()

    @property
    def touched(self) -> list[Appeal]:
        """Each appeal that gets an event, once."""
        found = (*self.put_under, *(one.appeal for one in self.moved), *self.by_another_law)
        return list({appeal.id: appeal for appeal in found}.values())

    @property
    def by_unit(self) -> list[tuple[str, int]]:
        """How many of each unit's appeals move, the most first; "" for appeals with no unit yet."""
        return Counter(one.appeal.unit.name if one.appeal.unit else "" for one in self.moved).most_common()


def effect_of(
    session: Session, change: Change, *, now: datetime, among: ColumnElement[bool] | None = None
) -> Effect:
    """Return what the change would do to the open appeals, or to some of them; nothing is written."""
    which = true() if among is None else among
    calendar, parameters = change.applied(law.calendar(session), law.parameters(session))
    moved, put_under, by_another_law, counted = [], [], [], 0
    foreseen = {}
    for appeal in _open(session, which):
        counted += 1
        under: tuple[DeadlineEvent, ...] = ()
        if _is_put_under(appeal, change):
            put_under.append(appeal)
            under = (DeadlineEvent(EventKind.LAW_CHANGED, now, law=_law_of(change)),)
        due = deadlines.due((*clock_events(appeal.events), *under), calendar, parameters)
        foreseen[appeal.id] = Foreseen(due.due_on, due.regime, under)
        if (due.due_on, due.due_at) != (appeal.due_on, appeal.due_at):
            moved.append(Moved(appeal, appeal.due_on, due.due_on, appeal.due_at, due.due_at))
        elif due.regime != appeal.regime:
            by_another_law.append(appeal)
    beside = side_clocks.moved(session, side_clocks.Law(calendar, parameters, foreseen), which)
    effect = Effect(counted, tuple(moved), tuple(put_under), tuple(by_another_law), beside=tuple(beside))
    return replace(effect, ahead=tuple(one for one in effect.touched if events.is_ahead(one, now)))


def _is_put_under(appeal: Appeal, change: Change) -> bool:
    return (
        isinstance(change, LimitChange)
        and change.applies_to_open
        and baku_date(appeal.registered_at) < change.valid_from
    )


def _law_of(change: Change) -> dict[str, date]:
    return {change.key: change.valid_from} if isinstance(change, LimitChange) else {}


def confirm(session: Session, change_id: int, *, by: User, now: datetime) -> tuple[LawChange, Effect]:
    """Put a proposal of somebody else in force and move the deadlines that it moves, each with an event.

    What is awaited beside the appeals moves with them. The heads of the units are told whose appeals or advice move,
    and who invited an applicant to a day or an hour that is no longer worked. One step with a time that is still to
    come holds up no other appeal and not its own. Refused (not-yet-in-force) for a limit that is to hold for open
    appeals too before its day has come: until then they run by the old one.
    """
    proposal = changing.proposed(session, change_id, by)
    change = law.content_of(proposal)
    _check_day(change, baku_date(now))
    changing.must_still_fit(session, change)
    effect = effect_of(session, change, now=now)

    changing.put_in_force(session, change)
    proposal.state, proposal.decided_by, proposal.decided_at = ChangeState.CONFIRMED, by, now
    proposal.moved = len(effect.moved)
    session.flush()
    actor = actor_of(session, by, now=now)
    moved_of = {one.appeal.id: one for one in effect.moved}
    under = {appeal.id for appeal in effect.put_under}
    for appeal in effect.touched:
        moved = moved_of.get(appeal.id)
        before = appeal.due_at or appeal.due_on
        after = (moved.after_at or moved.after) if moved else before
        details: dict[str, Any] = {
            "change": proposal.id,
            "before": before.isoformat(),
            "after": after.isoformat(),
        }
        if appeal.id in under:
            details["law"] = {key: day.isoformat() for key, day in _law_of(change).items()}
        events.record(session, appeal, Action.RECOUNT, by=actor, now=now, reason=str(said(change)), **details)
    side_clocks.recount(session)
    _tell_units(session, effect, proposal, now)
    reception_to_move.tell(session, now)
    trail.record(
        session, "law.confirmed", now=now, user_id=by.id, about=str(proposal.id), moved=proposal.moved
    )
    return proposal, effect


def _check_day(change: Change, today: date) -> None:
    if isinstance(change, LimitChange) and change.applies_to_open and change.valid_from > today:
        raise Refused(
            "not-yet-in-force",
            say(
                "Açıq müraciətlərə də aid olan dəyişiklik yalnız qüvvəyə mindiyi gündən təsdiq edilə bilər: %(day)s.",
                day=f"{change.valid_from:%d.%m.%Y}",
            ),
        )


def _tell_units(session: Session, effect: Effect, proposal: LawChange, now: datetime) -> None:
    """Tell who heads a unit how much of what it owes is due on another day, counting only what they may see.

    Each change tells anew: one that undoes another is heard of, too.
    """
    owed: dict[tuple[str, int], list[int]] = {}
    for what, unit_id, appeal_id in _owed(session, effect):
        owed.setdefault((what, unit_id), []).append(appeal_id)
    for (what, unit_id), ids in owed.items():
        key = f"law-change:{proposal.id}:{what}:{unit_id}"
        for user_id in directory.head_users(session, unit_id, baku_date(now)):
            if count := notices.how_many_known(session, user_id, ids, now):
                notices.tell(
                    session, [user_id], TOLD[what]._replace(values={"count": count}), key=key, now=now
                )


def _owed(session: Session, effect: Effect) -> Iterator[tuple[str, int, int]]:
    """Yield what moves, the unit that owes it, and the appeal."""
    for one in effect.moved:
        if one.appeal.unit_id is not None:
            yield "appeals", one.appeal.unit_id, one.appeal.id
    for beside in effect.beside:
        if isinstance(beside.awaited, Consultation):
            yield "advice", beside.awaited.unit_id, beside.awaited.appeal_id
        elif isinstance(beside.awaited, Referral):
            yield "results", directory.head_of_apparatus(session).id, beside.awaited.appeal_id


def said(change: Change) -> Sentence:
    """Return the change in a sentence."""
    if isinstance(change, DayChange):
        if change.working:
            return say(
                "%(day)s iş günüdür: %(name)s.", day=f"{change.day:%d.%m.%Y}", name=day_name(change.name)
            )
        return say(
            "%(day)s iş günü deyil: %(name)s.", day=f"{change.day:%d.%m.%Y}", name=day_name(change.name)
        )
    return say(
        "«%(key)s» %(day)s tarixindən %(value)s olur (%(act)s, %(clause)s).",
        key=showing.LABELS.get(change.key, Sentence(change.key)),
        day=f"{change.valid_from:%d.%m.%Y}",
        value=showing.worth(change.key, change.value),
        act=change.act,
        clause=change.clause,
    )


def moved_before(session: Session, proposal: LawChange, actor: Actor) -> int | None:
    """Return how many appeals a change moved, without those that may not be counted before the actor.

    None while it was not confirmed.
    """
    if proposal.moved is None:
        return None
    details = AppealEvent.details
    kept_from = (
        select(func.count(AppealEvent.appeal_id.distinct()))
        .join(Appeal, Appeal.id == AppealEvent.appeal_id)
        .where(
            AppealEvent.action == Action.RECOUNT,
            details["change"].as_integer() == proposal.id,
            details["before"].as_string() != details["after"].as_string(),
            ~queries.clear_of(actor),
        )
    )
    return proposal.moved - (session.scalar(kept_from) or 0)


def _open(session: Session, among: ColumnElement[bool]) -> Iterator[Appeal]:
    going_on = and_(or_(Appeal.state.in_(lifecycle.RUNNING), _may_go_on()), among)
    return walking.each(session, going_on, selectinload(Appeal.events), selectinload(Appeal.unit))


def _may_go_on() -> ColumnElement[bool]:
    """Withdrawn, or merged and not yet answered, it keeps its own clock for the day when that is undone."""
    merged = and_(Appeal.state == State.MERGED, Appeal.answered_at.is_(None))
    return or_(Appeal.state == State.WITHDRAWN, merged)
