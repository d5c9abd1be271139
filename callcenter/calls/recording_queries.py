"""Reading recordings, what holds them, and the requests for copies of them."""

from collections.abc import Iterable, Mapping, Sequence, Set

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, selectinload

from callcenter.accounts.vocabulary import Permission, Role
from callcenter.appeals import holding
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import State
from callcenter.calls.models import Call, CallAppeal
from callcenter.calls.recording_models import CopyRequest, Recording
from callcenter.calls.retention import Holds
from callcenter.calls.vocabulary import CopyState
from callcenter.core.errors import NotFound
from callcenter.core.wording import say
from callcenter.directory.actors import Actor

LISTED = 200
ENDED = frozenset({State.CLOSED, State.WITHDRAWN, State.LEFT_UNCONSIDERED, State.MERGED})


def about(call_id: int) -> str:
    """Return under which name a call's recording is sealed, so that files cannot be swapped."""
    return f"recording:{call_id}"


def recording_of(session: Session, call: Call) -> Recording | None:
    """Return the recording of a call, erased ones too."""
    return session.scalar(select(Recording).where(Recording.call_id == call.id))


def may_hear(actor: Actor, call: Call) -> bool:
    """Say whether somebody may hear a call: the head of the centre each, an operator their own."""
    if not actor.may(Permission.HEAR_RECORDING) or actor.user is None:
        return False
    return actor.role is Role.CENTRE_HEAD or call.operator_id == actor.user_id


def with_file(session: Session, call: Call) -> Recording:
    """Return the recording of a call whose sound is still there; NotFound when it is not."""
    recording = recording_of(session, call)
    if recording is None or recording.file is None:
        raise NotFound("no-recording", say("Bu zəngin səs yazısı yoxdur və ya artıq silinib."))
    return recording


def holds(session: Session, recordings: Iterable[Recording]) -> Mapping[int, Holds]:
    """Return what keeps each recording: a decision, an open request for a copy, an appeal not over or on hold."""
    by_call = {one.call_id: one for one in recordings}
    copies = set(
        session.scalars(
            select(CopyRequest.call_id).where(
                CopyRequest.call_id.in_(by_call), CopyRequest.state == CopyState.REGISTERED
            )
        )
    )
    spoken_of = _brought(session, by_call, Appeal.state.not_in(ENDED))
    held = _brought(session, by_call, holding.is_held())
    return {
        one.id: Holds(one.hold_reason, call_id in copies, call_id in spoken_of, call_id in held)
        for call_id, one in by_call.items()
    }


def _brought(session: Session, call_ids: Iterable[int], condition: ColumnElement[bool]) -> Set[int]:
    """Return those of the calls that brought an appeal of the condition."""
    appeals = exists().where(Appeal.id == CallAppeal.appeal_id, condition)
    return set(session.scalars(select(CallAppeal.call_id).where(CallAppeal.call_id.in_(call_ids), appeals)))


def requests(session: Session) -> Sequence[CopyRequest]:
    """Return the requests, those still open by their due day first, then the newest."""
    decided = CopyRequest.state != CopyState.REGISTERED
    return session.scalars(
        _with_parts().order_by(decided, CopyRequest.decided_at.desc(), CopyRequest.due_on).limit(LISTED)
    ).all()


def requests_of(session: Session, call: Call) -> Sequence[CopyRequest]:
    """Return the requests about one call, the newest first."""
    return session.scalars(
        _with_parts().where(CopyRequest.call_id == call.id).order_by(CopyRequest.id.desc())
    ).all()


def _with_parts() -> Select[CopyRequest]:
    return select(CopyRequest).options(
        selectinload(CopyRequest.call),
        selectinload(CopyRequest.registered_by),
        selectinload(CopyRequest.decided_by),
    )
