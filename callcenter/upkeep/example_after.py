"""What follows an example appeal: it is joined to an earlier one, and its applicant is asked what they think."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from callcenter.appeals import merging, satisfaction
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Delivery, Outcome, State
from callcenter.core.outbox import OutboxMessage
from callcenter.directory.actors import Actor
from callcenter.upkeep.example_diary import Step
from callcenter.upkeep.example_texts import Words

ASKED, DECLINED = 0.14, 0.12
ASKED_AFTER = (timedelta(days=1), timedelta(days=3))
GLAD = frozenset({Outcome.SATISFIED, Outcome.EXPLAINED, Outcome.PARTLY_SATISFIED})
PLEASED = 0.85
# How long a notice waits on the desk before somebody sends it.
WAITS = timedelta(hours=70)


def merged(session: Session, appeal: Appeal, at: datetime) -> tuple[Step, ...]:
    """Return the step that joins a follow-up to the appeal that it repeats, where that still runs; else none."""
    main = session.get(Appeal, appeal.repeat_of_id) if appeal.repeat_of_id else None
    if main is None or appeal.guarded or main.guarded or merging.why_not(session, appeal, main) is not None:
        return ()
    return (Step(Action.MERGE, at, given={"into": main.number}),)


def ask(
    session: Session, appeal: Appeal, operators: Sequence[Actor], words: Words, now: datetime, chance: Random
) -> None:
    """Let an operator who had nothing to do with the closed appeal ask its applicant, for some of the appeals."""
    if appeal.state is not State.CLOSED or appeal.closed_at is None or appeal.guarded:
        return
    at = appeal.closed_at + chance.uniform(0.3, 1) * ASKED_AFTER[1]
    if chance.random() >= ASKED or at > now or appeal.contact is None:
        return
    busy = {event.user_id for event in appeal.events}
    free = [one for one in operators if one.user_id not in busy]
    if not free:
        return
    declined = chance.random() < DECLINED
    pleased = appeal.outcome in GLAD and chance.random() < PLEASED
    said = chance.choice(words.pleased if pleased else words.displeased)
    satisfaction.note_call(
        session,
        appeal.number,
        rating=said["rating"],
        solved=pleased,
        comment=said["comment"],
        declined=declined,
        by=chance.choice(free),
        now=at,
    )


def leave_the_house(session: Session, appeals: Sequence[Appeal], operator: Actor, now: datetime) -> None:
    """Note that what a past posted was sent then, and that notices were told by telephone but for the latest.

    Nothing to an invented person waits to be sent by itself.
    """
    numbers, ids = [one.number for one in appeals], [one.id for one in appeals]
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.about.in_(numbers), OutboxMessage.sent_at.is_(None))
        .values(sent_at=OutboxMessage.posted_at, next_try_at=None)
    )
    logged_by = select(Appeal.logged_by_id).where(Appeal.id == Letter.appeal_id).scalar_subquery()
    session.execute(
        update(Letter)
        .where(Letter.appeal_id.in_(ids), Letter.sent_at.is_(None), Letter.drafted_at <= now - WAITS)
        .values(
            sent_at=Letter.drafted_at,
            means=Delivery.PHONE,
            sent_by_id=func.coalesce(logged_by, operator.user_id),
        ),
        execution_options={"synchronize_session": False},
    )
