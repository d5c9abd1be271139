"""A person's file: all that is kept of what they asked, for themselves (personal data law 998-IIIQ)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from callcenter.appeals import queries
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Answer, Appeal, AppealEvent
from callcenter.appeals.reception_models import Invitation
from callcenter.appeals.vocabulary import Action, Delivery
from callcenter.callers.models import Caller, CallerContact
from callcenter.callers.persons import same_person
from callcenter.core import trail
from callcenter.core.errors import NotFound
from callcenter.core.sealing import Sealer
from callcenter.core.wording import say
from callcenter.directory.actors import Actor

# Under this the application holds what the features above keep of a person.
EXTENSION = "callcenter.kept_of_persons"


class Person(NamedTuple):
    """Whose file it is: their callers, the first one asked for, their numbers and e-mails, and their appeals."""

    callers: Sequence[int]
    contacts: frozenset[str]
    appeals: Sequence[Appeal]


class Kept(Protocol):
    """What another feature keeps of a person; the features above appeals, such as the telephone, say so here."""

    name: str

    def of_person(self, session: Session, person: Person) -> list[dict[str, Any]]:
        """Return it as the file gives it out: never what is somebody else's."""


def file_of(
    session: Session, number: str, *, by: Actor, sealer: Sealer, now: datetime, beside: Iterable[Kept] = ()
) -> dict[str, Any]:
    """Return the file of the person who made the appeal, and note in the trail who took it out.

    What they said, what they were told and when; never the office's own notes, nor who complained of whom besides.
    """
    appeal = queries.appeal_numbered(session, by, number)
    if appeal.caller is None:
        raise NotFound("anonymous", say("Müraciət edənin məlumatları yoxdur: dosye hazırlana bilməz."))
    caller = appeal.caller
    callers = same_person(session, [caller.id])
    appeals = session.scalars(
        queries.visible_to(by)
        .where(Appeal.caller_id.in_(callers))
        .options(
            selectinload(Appeal.unit),
            selectinload(Appeal.events).selectinload(AppealEvent.unit),
            selectinload(Appeal.answers),
        )
        .order_by(Appeal.id)
    ).all()
    person = Person(callers, _contacts(session, callers), appeals)

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
        "person": _person(caller, sealer)
        | {"also": sorted(person.contacts - {caller.phone or "", caller.email or ""})},
        "appeals": [_appeal(session, one) for one in appeals],
        **{kept.name: kept.of_person(session, person) for kept in beside},
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


def _contacts(session: Session, callers: Sequence[int]) -> frozenset[str]:
    """The numbers and e-mails that the person gave, under whichever caller."""
    further = session.scalars(select(CallerContact.value).where(CallerContact.caller_id.in_(callers)))
    own = session.execute(select(Caller.phone, Caller.email).where(Caller.id.in_(callers)))
    return frozenset((*further, *(value for row in own for value in row if value)))


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
        "answers": [
            *(_answer(one) for one in appeal.answers if one.delivered_at),
            *_told_orally(session, appeal),
        ],
        "notices": [{"sent_at": _moment(one.sent_at), "text": one.text} for one in letters],
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "text": answer.text,
        "delivered_at": _moment(answer.delivered_at),
        "means": answer.delivery.value if answer.delivery else None,
    }


def _told_orally(session: Session, appeal: Appeal) -> Iterator[dict[str, Any]]:
    """What was said on the line, and at a reception where that was the answer."""
    for event in appeal.events:
        if event.action is Action.ANSWER_ON_LINE:
            yield {"text": event.reason, "delivered_at": event.at.isoformat(), "means": Delivery.PHONE.value}
    held = session.scalars(
        select(Invitation)
        .where(Invitation.appeal_id == appeal.id, Invitation.answered.is_(True))
        .order_by(Invitation.id)
    )
    for one in held:
        yield {
            "text": one.said,
            "delivered_at": _moment(one.ended_at),
            "means": Delivery.IN_PERSON.value,
        }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
