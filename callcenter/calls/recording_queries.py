"""Reading recordings, what holds them, and the requests for copies of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from datetime import date

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session, selectinload

from callcenter.accounts.vocabulary import Permission, Role
from callcenter.appeals import holding, queries
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


def recording_for(session: Session, actor: Actor, call: Call) -> Recording | None:
    """Return the recording of a call as the actor may know of it.

    Where the call brought an appeal that complains of them there is none: they would hear it from the applicant.
    """
    kept = select(Call.id).where(Call.id == call.id, ~_clear_of(actor))
    return None if session.scalar(kept) else recording_of(session, call)


def with_file(session: Session, actor: Actor, call: Call) -> Recording:
    """Return the recording of a call whose sound is there for the actor; NotFound when it is not."""
    recording = recording_for(session, actor, call)
    if recording is None or recording.file is None:
        raise NotFound("no-recording", say("Bu zəngin səs yazısı yoxdur və ya artıq silinib."))
    return recording


def holds(session: Session, actor: Actor, recordings: Iterable[Recording]) -> Mapping[int, Holds]:
    """Return what keeps each recording: a decision, an open request for a copy, an appeal not over or on hold.

    Of appeals that the actor may not see nothing is told, not even that they keep something.
    """
    by_call = {one.call_id: one for one in recordings}
    copies = set(
        session.scalars(
            select(CopyRequest.call_id).where(
                CopyRequest.call_id.in_(by_call), CopyRequest.state == CopyState.REGISTERED
            )
        )
    )
    spoken_of = _brought(session, actor, by_call, Appeal.state.not_in(ENDED))
    held = _brought(session, actor, by_call, holding.is_held())
    return {
        one.id: Holds(one.hold_reason, call_id in copies, call_id in spoken_of, call_id in held)
        for call_id, one in by_call.items()
    }


def _brought(
    session: Session, actor: Actor, call_ids: Iterable[int], condition: ColumnElement[bool]
) -> Set[int]:
    """Return those of the calls that brought an appeal of the condition that the actor may see."""
    appeals = queries.visible_to(actor).where(Appeal.id == CallAppeal.appeal_id, condition)
    found = select(CallAppeal.call_id).where(CallAppeal.call_id.in_(call_ids), appeals.exists())
    return set(session.scalars(found))


def _clear_of(actor: Actor) -> ColumnElement[bool]:
    """The condition that no appeal which the call brought complains of the actor or of who leads them."""
    clear = exists().where(Appeal.id == CallAppeal.appeal_id, queries.clear_of(actor))
    return ~exists().where(CallAppeal.call_id == Call.id, ~clear)


def requests(session: Session, actor: Actor) -> Sequence[CopyRequest]:
    """Return the requests that the actor may see, those still open by their due day first, then the newest."""
    decided = CopyRequest.state != CopyState.REGISTERED
    return session.scalars(
        _seen_by(actor).order_by(decided, CopyRequest.decided_at.desc(), CopyRequest.due_on).limit(LISTED)
    ).all()


def requests_of(session: Session, actor: Actor, call: Call) -> Sequence[CopyRequest]:
    """Return the requests about one call that the actor may see, the newest first."""
    return session.scalars(
        _seen_by(actor).where(CopyRequest.call_id == call.id).order_by(CopyRequest.id.desc())
    ).all()


def request_numbered(session: Session, actor: Actor, number: str) -> CopyRequest | None:
    """Return the request of a number, locked; None when there is none that the actor may see."""
    return session.scalar(_seen_by(actor).where(CopyRequest.number == number).with_for_update(of=CopyRequest))


def open_requests(session: Session, until: date | None = None) -> Sequence[CopyRequest]:
    """Return the requests on which nobody decided yet, all or those due by the day, for the timetable."""
    waiting = select(CopyRequest).where(CopyRequest.state == CopyState.REGISTERED)
    if until is not None:
        waiting = waiting.where(CopyRequest.due_on <= until)
    return session.scalars(waiting.order_by(CopyRequest.id)).all()


def may_know_of(session: Session, actor: Actor, request: CopyRequest) -> bool:
    """Say whether the call of a request brought nothing that complains of the actor or of who leads them."""
    clear = select(Call.id).where(Call.id == request.call_id, _clear_of(actor))
    return session.scalar(clear) is not None


def known_to(session: Session, actor: Actor, request_ids: Collection[int]) -> set[int]:
    """Return which of the requests for a copy the actor may see."""
    seen = _seen_by(actor).with_only_columns(CopyRequest.id).where(CopyRequest.id.in_(request_ids))
    return set(session.scalars(seen))


def _seen_by(actor: Actor) -> Select[CopyRequest]:
    """Who asks for the sound of a call that brought a complaint may be who complains; what one wrote oneself one knows."""
    return (
        select(CopyRequest)
        .join(CopyRequest.call)
        .where(or_(_clear_of(actor), CopyRequest.registered_by_id.is_not_distinct_from(actor.user_id)))
        .options(
            selectinload(CopyRequest.call),
            selectinload(CopyRequest.registered_by),
            selectinload(CopyRequest.decided_by),
        )
    )
