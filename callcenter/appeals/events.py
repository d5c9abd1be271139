"""One step of an appeal, written: the event, the new state and version, and the due date that follows."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from itertools import takewhile
from typing import Any, cast

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from callcenter.appeals import (
    allowed_moves,
    deadlines,
    following,
    lifecycle,
    seals,
    side_clocks,
    standing,
    teaching,
)
from callcenter.appeals.clock_events import clock_event, clock_events
from callcenter.appeals.clocks import Due
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.standing import Standing
from callcenter.appeals.teaching import Lesson
from callcenter.appeals.vocabulary import Action, State
from callcenter.core import trail
from callcenter.core.clock import BAKU
from callcenter.core.errors import Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import Actor
from callcenter.directory.models import StaffMember, Unit
from callcenter.law import queries as legal
from callcenter.law.as_of import Law
from callcenter.law.queries import KnownLaw
from knowledge_base.articles.models import ArticleVersion
from knowledge_base.learning import remembering

CLOCKS_DIFFER = timedelta(minutes=1)
# From the time of these steps nothing is counted: they follow the last one, whenever that was.
AFTER_THE_LAST = frozenset({Action.RECOUNT})
# After these the due date is counted anew, although they move no clock themselves: what is merged is not recounted.
COUNT_ANEW = frozenset({Action.RECOUNT, Action.UNDO_MERGE})
# Nothing hangs on a new appeal yet, and a change of the law counts everything anew at once.
MOVE_NOTHING_ELSE = frozenset({Action.LOG, Action.RECOUNT})
# Whether the law gives these is asked when they are taken; a part takes them because its whole was given them.
GIVEN = frozenset({Action.EXTEND, Action.SET_PACE})

# What of a step's details is the print of a text that is kept beside it.
PRINT = "text_print"

# In the trail: the words of these steps of an appeal were erased.
ERASED = "event.erased"


def record(
    session: Session,
    appeal: Appeal,
    action: Action,
    *,
    by: Actor,
    now: datetime,
    reason: str | None = None,
    clause: str | None = None,
    unit: Unit | None = None,
    executor: StaffMember | None = None,
    article: ArticleVersion | None = None,
    together: bool = False,
    **details: Any,
) -> AppealEvent:
    """Move the appeal one step and write its event.

    Refused where the life cycle has no such step, the law lets the deadline not be moved so, or the clock stands
    before the last step (clock-moved-back); then the appeal is as it was. together: the step of a part or of a
    merged appeal that is taken because its main one takes it.
    """
    state, version = appeal.state, appeal.version
    # What the act changed is written together with its new state, never before.
    with session.no_autoflush:
        if action is not Action.LOG:
            state, version = _state_after(appeal, action, together=together), version + 1
        at = _at(appeal, action, now)
    event = AppealEvent(
        version=version,
        at=at,
        action=action,
        state=state,
        user_id=by.user_id,
        api_key_id=by.api_key_id,
        unit=unit,
        executor=executor,
        reason=reason,
        clause=clause,
        article_version=article,
        details={**details, **_printed(appeal, action)},
    )
    with session.no_autoflush:
        if action in GIVEN and not together:
            _check_move(session, appeal, event)
        counted = action in COUNT_ANEW or bool(clock_events([event]))
        due = due_of(session, [*appeal.events, event]) if counted else None
        appeal.state, appeal.version = state, version
        moved = due is not None and _set(appeal, due)
        said = standing.said_by(one.details for one in appeal.events)
        event.details |= standing.made_by(action, state, _standing(appeal), said)
    _seal(appeal, event, unit, executor, article)
    appeal.events.append(event)
    session.flush()
    if moved and action not in MOVE_NOTHING_ELSE:
        side_clocks.recount(session, side_clocks.hang_on(appeal))
    _teach(session, appeal, event, by)
    with session.no_autoflush:
        following.follow(appeal, event, partial(record, session, by=by, now=now, together=True))
    return event


def is_ahead(appeal: Appeal, now: datetime) -> bool:
    """Say whether the last step has a time that is still to come: a clock stood ahead when it was taken."""
    return now < appeal.events[-1].at - CLOCKS_DIFFER


def _at(appeal: Appeal, action: Action, now: datetime) -> datetime:
    """Return when the step is taken: never before the last one, because days are counted from the steps.

    So little that two machines may differ by it is passed over, and the step has the time of the last one.
    """
    last = appeal.events[-1].at if appeal.events else now
    if action not in AFTER_THE_LAST and appeal.events and is_ahead(appeal, now):
        raise Refused(
            "clock-moved-back",
            say(
                "%(number)s üzrə sonuncu əməliyyat %(at)s tarixlidir: sistemin saatı geri qalır, inzibatçıya bildirin.",
                number=appeal.number,
                at=f"{last.astimezone(BAKU):%d.%m.%Y %H:%M}",
            ),
        )
    return max(now, last)


def _state_after(appeal: Appeal, action: Action, *, together: bool) -> State:
    if not together:
        whole = appeal.parent
        lifecycle.check_by_itself(appeal.state, action, part_of=whole.number if whole else None)
    # Taken from its unit while it was stopped, it does not go on there.
    passed = [State.RETURNED if event.action is Action.RECALL else event.state for event in appeal.events]
    return lifecycle.after(
        appeal.state, action, before=lifecycle.settled(passed), written=lifecycle.written(passed)
    )


def recall(
    session: Session, appeal: Appeal, *, by: Actor, now: datetime, reason: str | None = None
) -> AppealEvent | None:
    """Take the appeal from the unit that has it or is asked about it; None where there is none.

    It is back on the operator's desk, at once or, where its consideration was stopped, when that goes on.
    """
    nobody = appeal.unit is None and appeal.state not in lifecycle.WAITING
    if nobody or (appeal.state, Action.RECALL) not in lifecycle.NEXT:
        return None
    unit = appeal.unit
    appeal.unit = appeal.executor = appeal.competence = None
    appeal.clause = appeal.statute_version = appeal.internal_due_on = None
    return record(session, appeal, Action.RECALL, by=by, now=now, unit=unit, reason=reason)


def erase_words(
    session: Session,
    appeal: Appeal,
    *,
    now: datetime,
    keep: Collection[str],
    user_id: int | None = None,
) -> Sequence[int]:
    """Erase what people wrote in the steps of an appeal, and return the versions of those steps.

    Of the details those named in keep stay: the figures from which deadlines follow. The one way to change an
    event; the trail says that it was done, so that `audit verify` can tell it from tampering.
    """
    versions = []
    for event in appeal.events:
        kept = {name: value for name, value in event.details.items() if name in keep}
        if event.reason is not None or kept != event.details:
            event.reason, event.details = None, kept
            versions.append(event.version)
    if versions:
        session.flush()
        trail.record(session, ERASED, now=now, user_id=user_id, about=appeal.number, versions=versions)
    return versions


def _printed(appeal: Appeal, action: Action) -> dict[str, str]:
    """Return by what a text is known again that this step made binding: what was asked, what may be answered."""
    if action is Action.LOG:
        return {PRINT: seals.print_of(appeal.text)}
    if action is Action.APPROVE and appeal.answer is not None:
        return {PRINT: seals.print_of(appeal.answer.told)}
    return {}


def _standing(appeal: Appeal) -> Standing:
    return Standing(
        level=appeal.level,
        about_unit=_id_of(appeal, "about_unit"),
        about_staff=_id_of(appeal, "about_staff"),
        registered_at=appeal.registered_at,
        kind=appeal.kind,
        outcome=appeal.outcome,
        unit=_id_of(appeal, "unit"),
        executor=_id_of(appeal, "executor"),
        due_on=appeal.due_on,
        due_at=appeal.due_at,
        channel=appeal.channel,
        language=appeal.language,
        logged_by=_id_of(appeal, "logged_by"),
        api_key=appeal.api_key_id,
        parent=_id_of(appeal, "parent"),
        origin=appeal.origin,
        origin_letter=appeal.origin_letter,
        origin_on=appeal.origin_on,
        repeat_of=_id_of(appeal, "repeat_of"),
        merged_into=_id_of(appeal, "merged_into"),
        override_unit=appeal.override_unit_id,
        clause=appeal.clause,
        body=_id_of(appeal, "body"),
        internal_due_on=appeal.internal_due_on,
        answered_at=appeal.answered_at,
        answered_on_line=bool(appeal.answered_on_line),
        closed_at=appeal.closed_at,
        applicant=standing.applicant_print(_id_of(appeal, "caller"), appeal.contact),
    )


def _id_of(appeal: Appeal, name: str) -> int | None:
    """The id of what the act set, whose column is filled only when it is written."""
    there = inspect(appeal).dict
    if name not in there:
        return cast(int | None, getattr(appeal, f"{name}_id"))
    return there[name].id if there[name] is not None else None


def _seal(
    appeal: Appeal,
    event: AppealEvent,
    unit: Unit | None,
    executor: StaffMember | None,
    article: ArticleVersion | None,
) -> None:
    """Chain the event to the one before it; it is sealed before it is written, because it never changes after."""
    event.words = seals.hash_of_words(event.reason, event.details)
    step = seals.Step(
        number=appeal.number,
        version=event.version,
        at=event.at,
        action=event.action.value,
        state=event.state.value,
        user_id=event.user_id,
        api_key_id=event.api_key_id,
        unit_id=unit.id if unit else None,
        executor_id=executor.id if executor else None,
        clause=event.clause,
        article_version_id=article.id if article else None,
        words=event.words,
    )
    event.seal = seals.seal_of(appeal.events[-1].seal if appeal.events else seals.FIRST, step)


def _teach(session: Session, appeal: Appeal, event: AppealEvent, by: Actor) -> None:
    unit = appeal.unit or (appeal.competence.unit if appeal.competence else None)
    lesson = teaching.lesson_of(
        event.action,
        by_a_person=not by.is_system,
        unit_known=unit is not None,
        guarded=appeal.guarded,
    )
    if lesson is Lesson.ERASE:
        remembering.erase(session, appeal.number, now=event.at)
    elif lesson is Lesson.FORGET:
        remembering.forget(session, appeal.number, reason=event.reason, by_id=by.user_id, now=event.at)
    elif unit is not None and lesson is not Lesson.NOTHING:
        keep = remembering.confirm if lesson is Lesson.CONFIRM else remembering.remember
        learnt = remembering.Learnt(
            number=appeal.number,
            text=appeal.text,
            unit_id=unit.id,
            competence_id=appeal.competence.id if appeal.competence else None,
            suggested_unit_id=appeal.suggestions[0].unit_id if appeal.suggestions else None,
        )
        keep(session, learnt, by_id=by.user_id, now=event.at)


def due_of(session: Session, events: Sequence[AppealEvent], *, by: Law | None = None) -> Due:
    """Return the due date that follows from an appeal's events, with its sum; Refused where the law forbids it.

    by: calendar and limits as they were known at some moment, without those of now.
    """
    law = by or (legal.calendar(session), legal.parameters(session))
    with _refused_by_the_law():
        return deadlines.due(clock_events(events), *law)


def due_of_appeal(session: Session, appeal: Appeal, known: KnownLaw | None = None) -> Due:
    """Return the due date of an appeal as it stands: what is answered is not owed anew when the law changes.

    known: the law, for who asks of many appeals.
    """
    law = (known or KnownLaw(session)).at(stood_still_at(appeal))
    return due_of(session, appeal.events, by=law)


def stood_still_at(appeal: Appeal) -> datetime | None:
    """Return since when no change of the law moves the due date any more; None while one does (recounting)."""
    standing = [*takewhile(_stands, reversed(appeal.events))]
    if any(event.state is State.MERGED for event in standing):
        # Until it is answered it keeps its own clock for the day when the merging is undone.
        return appeal.answered_at
    return standing[-1].at if standing else None


def _stands(event: AppealEvent) -> bool:
    # A withdrawal may be taken back and has stopped nothing then (0010): until it is closed the clock is counted on.
    return event.state not in lifecycle.RUNNING | {State.WITHDRAWN}


def _check_move(session: Session, appeal: Appeal, event: AppealEvent) -> None:
    """Refuse more time or another pace that the law does not allow now."""
    move = clock_event(event)
    if move is not None:
        with _refused_by_the_law():
            so_far = clock_events(appeal.events)
            allowed_moves.check(so_far, move, legal.calendar(session), legal.parameters(session))


@contextmanager
def _refused_by_the_law() -> Iterator[None]:
    try:
        yield
    except deadlines.DeadlineRefused as refusal:
        raise Refused(refusal.code, Sentence(refusal.sentence)) from refusal


def _set(appeal: Appeal, due: Due) -> bool:
    """Write the due date, and say whether it or its law is another than before."""
    before = appeal.due_on, appeal.regime
    appeal.due_on, appeal.due_at, appeal.regime = due.due_on, due.due_at, due.regime
    if appeal.internal_due_on is not None:
        # The executor's day follows where the legal one comes before it.
        appeal.internal_due_on = min(appeal.internal_due_on, due.due_on)
    return before != (due.due_on, due.regime)
