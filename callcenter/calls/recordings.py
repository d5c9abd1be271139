"""Acts on recordings: keep one, hear it with a trace, hold it against its end, let it go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from callcenter.calls import queries, sounds
from callcenter.calls import recording_queries as found
from callcenter.calls.recording_models import Recording
from callcenter.core import trail
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.core.sealed_files import Folder, Stored
from callcenter.core.wording import say
from callcenter.directory.actors import Actor

LIMIT = 50 * 1024 * 1024
"""Bytes of sound; more than an hour of speech as exchanges keep it."""


@dataclass(frozen=True)
class Sealed:
    """A sound that was received and sealed, and not yet tied to its call."""

    stored: Stored
    kind: str


class TooBig(Refused):
    """A recording is larger than we take."""

    status = 413

    def __init__(self) -> None:
        super().__init__(
            "recording-too-big", say("Səs yazısı %(most)d MB-dan böyükdür.", most=LIMIT // 1024**2)
        )


class NoSound(InvalidInput):
    """What was sent is no sound that we know."""

    def __init__(self) -> None:
        super().__init__({"body": say("Fayl səs yazısı deyil: wav, mp3 və ya ogg göndərin.")})


def receive(folder: Folder, call_id: int, source: Iterable[bytes]) -> Sealed:
    """Seal a sound as it comes, outside of any transaction; NoSound by its content, TooBig by its size."""
    pieces = iter(source)
    head = b""
    while len(head) < sounds.HEAD and (piece := next(pieces, b"")):
        head += piece
    kind = sounds.kind_of(head)
    if kind is None:
        raise NoSound
    return Sealed(folder.store(_bounded(chain((head,), pieces)), about=found.about(call_id)), kind)


def keep(session: Session, call_id: int, sealed: Sealed, *, now: datetime) -> tuple[Recording, bool]:
    """Tie a received sound to its call; sent again it is the same recording, and another one is refused."""
    call = queries.call_by_id(session, call_id)
    known = found.recording_of(session, call)
    if known is not None:
        return _same(known, sealed), False

    recording = Recording(
        call=call,
        file=sealed.stored.name,
        kind=sealed.kind,
        size=sealed.stored.size,
        print=sealed.stored.print,
        stored_at=now,
    )
    try:
        with session.begin_nested():
            session.add(recording)
    except IntegrityError:
        # The exchange sent it twice in the same moment: the other one is kept.
        known = found.recording_of(session, call)
        if known is None:
            raise
        return _same(known, sealed), False
    return recording, True


def hear(session: Session, call_id: int, *, by: Actor, now: datetime, start: int = 0) -> Recording:
    """Return the recording to be heard, and write in the trail that it was; NotFound when there is none to hear."""
    call = queries.call_by_id(session, call_id)
    if not found.may_hear(by, call):
        raise NotAllowed
    recording = found.with_file(session, by, call)

    trail.record(session, "recording.heard", now=now, user_id=by.user_id, about=str(call.id), start=start)
    return recording


def hold(session: Session, call_id: int, *, reason: str, by: Actor, now: datetime) -> Recording:
    """Hold a recording against its end, with the reason."""
    recording = found.with_file(session, by, queries.call_by_id(session, call_id))
    if not reason:
        raise InvalidInput({"reason": say("Səs yazısının niyə saxlandığını yazın.")})

    recording.hold_reason, recording.held_by_id, recording.held_at = reason, by.user_id, now
    trail.record(session, "recording.held", now=now, user_id=by.user_id, about=str(call_id))
    return recording


def release(session: Session, call_id: int, *, by: Actor, now: datetime) -> Recording:
    """Let a held recording end when its time has come."""
    recording = found.with_file(session, by, queries.call_by_id(session, call_id))
    if recording.hold_reason is None:
        raise Refused("not-held", say("Bu səs yazısı üçün saxlanma qərarı yoxdur."))

    recording.hold_reason = recording.held_by_id = recording.held_at = None
    trail.record(session, "recording.released", now=now, user_id=by.user_id, about=str(call_id))
    return recording


def _same(known: Recording, sealed: Sealed) -> Recording:
    if known.print != sealed.stored.print:
        raise Refused("recording-kept", say("Bu zəngin başqa səs yazısı artıq saxlanılıb."))
    return known


def _bounded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LIMIT:
            raise TooBig
        yield piece
