"""What people did about an appeal before it was hidden: questions, receptions, letters, calls and what was said after."""

import hashlib
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.appeals import events
from callcenter.appeals.consulting_models import Consultation
from callcenter.appeals.delivery_models import SavedDraft
from callcenter.appeals.forwarding_models import Forwarding
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception_models import Ending, Invitation, ReceptionSlot
from callcenter.appeals.referral_models import Referral
from callcenter.appeals.satisfaction_models import Satisfaction
from callcenter.appeals.vocabulary import Action, Purpose
from callcenter.calls.callback_models import Callback
from callcenter.calls.recording_models import CopyRequest, Recording
from callcenter.calls.vocabulary import CallbackState, CopyState, Why
from callcenter.core.clock import baku_date
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.directory.models import StaffMember
from knowledge_base.articles import proposing as articles
from knowledge_base.editing import proposing as editing
from knowledge_base.models import Example
from tests.factories import NETWORK
from tests.usecases import call_events

SAID = "Gümüşdərədə itən sənədlər barədə."
TOKEN = "t" * 43


def leave_traces(session: Session, appeal: Appeal, reader: Actor) -> None:
    """Let every kind of work hang on the appeal; the reader and the reader's unit had their hands in it."""
    now, today = appeal.registered_at, baku_date(appeal.registered_at)
    place = reader.staff.unit if reader.staff else directory.unit_named(session, NETWORK)
    session.add_all(
        [
            Consultation(
                appeal=appeal,
                unit=place,
                question=SAID,
                asked_by_id=reader.user_id,
                asked_at=now,
                due_on=today,
                advice=SAID,
                advised_by_id=reader.user_id,
                advised_at=now,
            ),
            Consultation(appeal=appeal, unit=place, question=SAID, asked_at=now, due_on=today),
            Referral(
                appeal=appeal,
                letter=f"S-{appeal.number}",
                message_id=f"{appeal.number}@sınaq",
                note=SAID,
                sent_at=now,
                due_on=today,
                result=SAID,
                reported_at=now,
            ),
            Satisfaction(
                appeal_id=appeal.id, asked_at=now, answered_at=now, rating=1, solved=False, comment=SAID
            ),
            Letter(
                appeal=appeal,
                purpose=Purpose.CLARIFICATION,
                language="az",
                text=SAID,
                drafted_at=now,
                due_on=today,
            ),
            SavedDraft(appeal_id=appeal.id, text=SAID, reasons="", saved_by_id=reader.user_id, saved_at=now),
            Forwarding(
                appeal=appeal,
                body_name="Sınaq qurumu",
                letter="1",
                day=today,
                due_on=today,
                note=SAID,
                at=now,
            ),
        ]
    )
    if reader.staff is not None:
        _received(session, appeal, reader.staff)
    _called(session, appeal, reader)
    if reader.user is not None:
        _written_from(session, appeal, reader.user)
    session.flush()


def ring_up(session: Session, appeal: Appeal, reader: Actor) -> None:
    """Let the appeal have come by a recorded call that the reader took; the same number is to be called back."""
    assert appeal.caller is not None
    now, number = appeal.registered_at, appeal.caller.phone
    call = call_events.answered(
        session, now, number=number, operator=reader.user.name if reader.user else None
    )
    call.operator_id, call.appeals = reader.user_id, [appeal]
    session.add_all(
        [
            Recording(call=call, file="no-file", kind="ogg", size=100, print="p" * 64, stored_at=now),
            CopyRequest(
                number=f"S-2026-9{appeal.id:05d}",
                call=call,
                name=appeal.caller.name,
                identity=SAID,
                registered_at=now,
                due_on=baku_date(now),
                state=CopyState.REGISTERED,
            ),
            Callback(
                number_typed=number,
                number=number,
                open_number=number,
                why=Why.ORDERED,
                asked_at=now,
                last_asked_at=now,
                due_at=now,
                state=CallbackState.OPEN,
            ),
        ]
    )
    session.flush()


def may_be_rated(session: Session, appeal: Appeal) -> None:
    """Let the applicant have a link that nobody has opened."""
    session.add(
        Satisfaction(
            appeal_id=appeal.id,
            asked_at=appeal.registered_at,
            token_hash=hashlib.sha256(TOKEN.encode()).hexdigest(),
            expires_at=appeal.registered_at + timedelta(days=30),
        )
    )


def _written_from(session: Session, appeal: Appeal, by: User) -> None:
    """An article was proposed from it, and its words were taken as a phrase into the draft of a card."""
    now = appeal.registered_at
    articles.propose_from_answer(
        session, appeal.number, question=appeal.text, answer=appeal.text, clause_keys=(), by=by, now=now
    )
    example = session.scalar(select(Example).where(Example.appeal_number == appeal.number))
    if example is not None and example.competence is not None:
        editing.take_phrase(session, example.id, card=example.competence.code, by=by, now=now)


def fix_reception(session: Session, appeal: Appeal, official: StaffMember, by: Actor) -> None:
    """Let the applicant be invited to the official's time of tomorrow."""
    now = appeal.registered_at
    starts_at = now + timedelta(days=1, hours=1)
    slot = ReceptionSlot(
        official=official, starts_at=starts_at, minutes=30, place="5-ci mərtəbə", made_at=now
    )
    events.record(session, appeal, Action.INVITE, by=by, now=now, unit=official.unit)
    session.add_all([slot, Invitation(appeal=appeal, slot=slot, reason=SAID, invited_at=now)])
    session.flush()


def _received(session: Session, appeal: Appeal, official: StaffMember) -> None:
    """One reception was held, another is to come."""
    now = appeal.registered_at
    for after, ending in ((timedelta(hours=-2), Ending.HELD), (timedelta(days=1), None)):
        slot = ReceptionSlot(
            official=official, starts_at=now + after, minutes=30, place="4-cü mərtəbə", made_at=now
        )
        held = ending is not None
        session.add_all(
            [
                slot,
                Invitation(
                    appeal=appeal,
                    slot=slot,
                    reason=SAID,
                    invited_at=now,
                    ending=ending,
                    ended_at=now if held else None,
                    said=SAID if held else None,
                    answered=False if held else None,
                ),
            ]
        )


def _called(session: Session, appeal: Appeal, reader: Actor) -> None:
    """The reader took the call that brought it; the number was withheld. A call back led to it too."""
    now = appeal.registered_at
    call = call_events.answered(session, now, number=None, operator=reader.user.name if reader.user else None)
    call.operator_id = reader.user_id
    call.appeals = [appeal]
    session.add(
        Callback(
            number_typed="012 000 00 00",
            number="120000000",
            why=Why.ORDERED,
            asked_at=now,
            last_asked_at=now,
            due_at=now,
            state=CallbackState.REACHED,
            closed_at=now,
            closed_by_id=reader.user_id,
            appeal=appeal,
        )
    )
