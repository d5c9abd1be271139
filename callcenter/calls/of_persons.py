"""The telephone in a person's file: the calls that are theirs, without a word of anybody else."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from callcenter.appeals.models import Appeal
from callcenter.appeals.personal_file import Person
from callcenter.callers.models import Caller, CallerContact
from callcenter.calls import queries
from callcenter.calls.models import Call, CallAppeal
from callcenter.calls.recording_models import Recording


class CallsOfPerson:
    """What the telephone keeps of a person."""

    name = "calls"

    def of_person(self, session: Session, person: Person) -> list[dict[str, Any]]:
        """Return when they called or were called, on which line, whether it was recorded; the oldest first.

        Theirs is a call that brought one of their appeals, and one from a number that nobody else gave, unless it
        brought somebody else's appeal.
        """
        alone = _only_theirs(session, person)
        brought = select(CallAppeal.call_id).where(
            CallAppeal.appeal_id.in_([one.id for one in person.appeals])
        )
        others = exists().where(
            CallAppeal.call_id == Call.id,
            CallAppeal.appeal_id == Appeal.id,
            or_(Appeal.caller_id.is_(None), Appeal.caller_id.not_in(person.callers)),
        )
        rows = session.execute(
            select(Call, Recording.erased_at, Recording.id)
            .outerjoin(Recording, Recording.call_id == Call.id)
            .where(or_(Call.id.in_(brought), Call.number.in_(alone) & ~others))
            .order_by(Call.started_at, Call.id)
        )
        return [
            {
                "at": call.started_at.isoformat(),
                "direction": call.direction.value,
                "line": call.line.value,
                "talk_seconds": call.talk_seconds,
                "recorded": recording is not None,
                "recording_erased_at": erased_at.isoformat() if erased_at else None,
            }
            for call, erased_at, recording in rows
        ]


def _only_theirs(session: Session, person: Person) -> Sequence[str]:
    """The person's numbers, as calls keep them, that no caller has who is somebody else."""
    numbers = {queries.number_key(one) for one in person.contacts if "@" not in one}
    shared = {
        *session.scalars(
            select(Caller.phone).where(Caller.phone.in_(numbers), Caller.id.not_in(person.callers))
        ),
        *session.scalars(
            select(CallerContact.value).where(
                CallerContact.value.in_(numbers), CallerContact.caller_id.not_in(person.callers)
            )
        ),
    }
    return sorted(numbers - shared)
