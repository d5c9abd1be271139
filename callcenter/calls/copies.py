"""Acts on requests for a copy of a recording: each is a matter of its own, with a number and a clock (NK 50)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.calls import copy_giving, queries, retention
from callcenter.calls import recording_queries as found
from callcenter.calls.models import Call
from callcenter.calls.recording_models import CopyRequest, Recording
from callcenter.calls.vocabulary import CopyState
from callcenter.core import trail
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotFound, Refused
from callcenter.core.numbering import next_number
from callcenter.core.wording import say
from callcenter.directory.actors import Actor
from callcenter.law import queries as law
from knowledge_base.language.folding import fold


def register(
    session: Session, call_id: int, *, name: str, identity: str, by: Actor, now: datetime
) -> CopyRequest:
    """Register a caller's request for a copy, with how it was checked that it is the caller.

    Refused (copy-too-late) after the window of the law, with its basis; (no-recording) when nothing was recorded;
    (copy-asked, copy-given) where the same person's request for this call is open, or was met.
    """
    call = queries.call_by_id(session, call_id)
    _must_be_typed(name, identity)
    late = retention.too_late(call.day, baku_date(now), law.parameters(session))
    if late is not None:
        raise Refused("copy-too-late", late)
    if found.recording_for(session, by, call) is None and call.recording_ref is None:
        raise Refused("no-recording", say("Bu zəng yazılmayıb: surəti yoxdur."))
    _must_be_the_first(session, call, name)
    due = retention.copy_due(baku_date(now), law.calendar(session), law.parameters(session))

    year = baku_date(now).year
    request = CopyRequest(
        number=f"S-{year}-{next_number(session, f'copy-{year}'):06d}",
        call=call,
        name=name,
        identity=identity,
        registered_at=now,
        registered_by_id=by.user_id,
        due_on=due,
        state=CopyState.REGISTERED,
    )
    session.add(request)
    session.flush()
    trail.record(session, "copy.registered", now=now, user_id=by.user_id, about=request.number, call=call_id)
    return request


def give(session: Session, number: str, *, by: Actor, now: datetime) -> Recording:
    """Give the copy, once: the recording to be handed over is returned, and the trail says who gave it."""
    request = _to_decide(session, by, number, now)
    recording = found.with_file(session, by, request.call)

    request.state, request.decided_at, request.decided_by_id = CopyState.GIVEN, now, by.user_id
    trail.record(
        session, "copy.given", now=now, user_id=by.user_id, about=request.number, call=request.call_id
    )
    return recording


def refuse(session: Session, number: str, *, reason: str, by: Actor, now: datetime) -> CopyRequest:
    """Refuse a copy, such as to somebody who is not the caller, with the reason."""
    request = _to_decide(session, by, number, now)
    if not reason:
        raise InvalidInput({"reason": say("İmtinanın səbəbini yazın.")})

    request.state, request.reason = CopyState.REFUSED, reason
    request.decided_at, request.decided_by_id = now, by.user_id
    trail.record(
        session, "copy.refused", now=now, user_id=by.user_id, about=request.number, call=request.call_id
    )
    return request


def _to_decide(session: Session, by: Actor, number: str, now: datetime) -> CopyRequest:
    known = found.request_numbered(session, by, number)
    if known is None or not copy_giving.gives(session, known, by, now):
        raise NotFound("unknown-copy", say("Belə nömrə ilə sorğu yoxdur."))
    if known.state is not CopyState.REGISTERED:
        raise Refused(
            "copy-decided", say("Bu sorğu üzrə artıq qərar verilib: surət yalnız bir dəfə verilir.")
        )
    return known


def _must_be_the_first(session: Session, call: Call, name: str) -> None:
    """Refuse a second request for one call by one person; who was refused may ask again."""
    # Two operators who register at once wait for each other.
    session.execute(select(Call.id).where(Call.id == call.id).with_for_update())
    before = session.scalars(
        select(CopyRequest)
        .where(CopyRequest.call_id == call.id, CopyRequest.state != CopyState.REFUSED)
        .order_by(CopyRequest.id)
    )
    same = next((one for one in before if fold(one.name) == fold(name)), None)
    if same is None:
        return
    if same.decided_at is None:
        raise Refused(
            "copy-asked",
            say("Bu zəngin surəti üçün bu şəxsin açıq sorğusu var: %(number)s.", number=same.number),
        )
    raise Refused(
        "copy-given",
        say(
            "Bu şəxsə bu zəngin surəti artıq verilib: %(number)s, %(day)s. Surət yalnız bir dəfə verilir.",
            number=same.number,
            day=f"{baku_date(same.decided_at):%d.%m.%Y}",
        ),
    )


def _must_be_typed(name: str, identity: str) -> None:
    missing = {}
    if not name:
        missing["name"] = say("Kimin istədiyini yazın.")
    if not identity:
        missing["identity"] = say("Şəxsiyyətin necə yoxlandığını yazın.")
    if missing:
        raise InvalidInput(missing)
