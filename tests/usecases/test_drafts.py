"""Drafts that wait, and what changed from one wording to the next."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering, wordings
from callcenter.appeals.delivery_models import SavedDraft
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Outcome, State
from callcenter.core.errors import NotAllowed
from callcenter.directory.actors import Actor
from tests import factories


def test_a_saved_draft_waits_for_nobody_and_goes_on_from_there(
    session: Session, in_work: Appeal, executor: Actor, now: datetime
) -> None:
    answering.write(session, in_work.number, in_work.version, text="Yarımçıq", by=executor, now=now)
    answering.write(session, in_work.number, in_work.version, text="Yarımçıq cavab", by=executor, now=now)
    assert (in_work.state, in_work.answers) == (State.DRAFT, [])
    saved = wordings.saved(session, in_work)
    assert saved is not None
    assert (saved.text, saved.saved_by_id) == ("Yarımçıq cavab", executor.user_id)
    answering.draft(
        session,
        in_work.number,
        in_work.version,
        text="Tam cavab.",
        outcome=Outcome.EXPLAINED,
        by=executor,
        now=now,
    )
    assert session.scalar(select(SavedDraft)) is None
    assert [event.action for event in in_work.events[-3:]] == [Action.WRITE, Action.WRITE, Action.DRAFT]


def test_only_the_executor_writes(session: Session, in_work: Appeal, now: datetime) -> None:
    colleague = factories.make_actor(session, Role.UNIT_STAFF, unit=factories.NETWORK)
    with pytest.raises(NotAllowed):
        answering.write(session, in_work.number, in_work.version, text="Mən də", by=colleague, now=now)


def test_what_changed_from_one_wording_to_the_next_is_shown(
    session: Session, drafted: Appeal, head: Actor, executor: Actor, now: datetime
) -> None:
    better = "Nasaz avadanlıq dəyişdirildi, bağlantı dünən bərpa olundu."
    answering.revise(
        session, drafted.number, drafted.version, reason="Günü yazın.", suggested=better, by=head, now=now
    )
    assert drafted.answers[-1].suggested == better
    answering.draft(
        session,
        drafted.number,
        drafted.version,
        text=better,
        outcome=Outcome.SATISFIED,
        by=executor,
        now=now,
    )
    first, second = wordings.told(drafted)
    assert first.changes == ()
    assert [piece.text for piece in second.changes if piece.fate == "added"] == ["dünən "]
    with pytest.raises(NotAllowed):
        answering.approve(session, drafted.number, drafted.version, by=executor, now=now)
