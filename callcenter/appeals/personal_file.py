"""A person's file: all that is kept of what they asked, for themselves (personal data law 998-IIIQ)."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from callcenter.appeals import queries
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Answer, Appeal, AppealEvent
from callcenter.callers.models import Caller
from callcenter.core import trail
from callcenter.core.errors import NotFound
from callcenter.core.sealing import Sealer
from callcenter.core.wording import say
from callcenter.directory.actors import Actor


def file_of(session: Session, number: str, *, by: Actor, sealer: Sealer, now: datetime) -> dict[str, Any]:
    """Return the file of the person who made the appeal, and note in the trail who took it out.

    What they said, what they were told and when; never the office's own notes, nor who complained of whom besides.
    """
    appeal = queries.appeal_numbered(session, by, number)
    if appeal.caller is None:
        raise NotFound("anonymous", say("Müraciət edənin məlumatları yoxdur: dosye hazırlana bilməz."))
    caller = appeal.caller
    appeals = session.scalars(
        queries.visible_to(by)
        .where(Appeal.caller_id == caller.id)
        .options(
            selectinload(Appeal.unit),
            selectinload(Appeal.events).selectinload(AppealEvent.unit),
            selectinload(Appeal.answers),
        )
        .order_by(Appeal.id)
    ).all()

    trail.record(
        session,
        "person.exported",
        now=now,
        user_id=by.user_id,
        about=appeal.number,
        caller=caller.id,
        appeals=len(appeals),
    )
    return {
        "made_at": now.isoformat(),
        "person": _person(caller, sealer),
        "appeals": [_appeal(session, one) for one in appeals],
    }


def _person(caller: Caller, sealer: Sealer) -> dict[str, Any]:
    return {
        "type": caller.type.value,
        "name": caller.name,
        "phone": caller.phone_typed,
        "email": caller.email,
        "fin": sealer.open(caller.fin_sealed) if caller.fin_sealed else None,
        "voen": caller.voen,
        "address": caller.address,
        "since": caller.created_at.isoformat(),
    }


def _appeal(session: Session, appeal: Appeal) -> dict[str, Any]:
    letters = session.scalars(
        select(Letter).where(Letter.appeal_id == appeal.id, Letter.sent_at.is_not(None)).order_by(Letter.id)
    )
    return {
        "number": appeal.number,
        "registered_at": appeal.registered_at.isoformat(),
        "channel": appeal.channel.value,
        "kind": appeal.kind.value,
        "text": appeal.text,
        "state": appeal.state.value,
        "unit": appeal.unit.name if appeal.unit else None,
        "due": appeal.due_on.isoformat(),
        "outcome": appeal.outcome.value if appeal.outcome else None,
        "steps": [
            {"at": event.at.isoformat(), "what": event.action.value, "state": event.state.value}
            for event in appeal.events
        ],
        "answers": [_answer(one) for one in appeal.answers if one.delivered_at],
        "notices": [{"sent_at": _moment(one.sent_at), "text": one.text} for one in letters],
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "text": answer.text,
        "delivered_at": _moment(answer.delivered_at),
        "means": answer.delivery.value if answer.delivery else None,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
