"""Act: erase the recordings whose time is over. The call and its figures stay."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.calls import recording_queries, retention
from callcenter.calls.models import Call
from callcenter.calls.recording_models import Recording
from callcenter.core import trail
from callcenter.core.clock import baku_date
from callcenter.core.sealed_files import erase, names_in
from callcenter.directory.actors import Actor
from callcenter.law import queries as law

JOB = "recordings-end"
AT_ONCE = 2000
"""So many are erased in one transaction at most; the next run goes on."""
LOOKED_UP = 500
LEFT_BEHIND = timedelta(days=1)
"""A file that no recording names for so long was left by an upload that failed."""


@dataclass(frozen=True)
class Swept:
    """What a sweep found: whose time is over, those of them that something holds, those erased, stray files erased."""

    due: int = 0
    held: int = 0
    erased: int = 0
    strays: int = 0


def sweep_recordings(session: Session, now: datetime, folder: Path, *, dry_run: bool = False) -> Swept:
    """Erase each recording that must not be kept any longer and that nothing holds, and say how many.

    Run again it finds nothing; broken off between file and row it finishes next time. A dry run only counts
    what would be erased.
    """
    due = _over(session, now)
    free = [one for batch in _batches(due) for one in _not_held(session, batch)]
    strays = _strays(session, now, folder)

    if not dry_run:
        for recording in free[:AT_ONCE]:
            _erase(session, recording, folder, now)
        for name in strays:
            erase(folder, name)
    erased = len(free) if dry_run else len(free[:AT_ONCE])
    return Swept(len(due), len(due) - len(free), erased, len(strays))


def _over(session: Session, now: datetime) -> list[int]:
    """Return the ids of the recordings with sound that were kept long enough, the oldest first."""
    parameters, today = law.parameters(session), baku_date(now)
    rows = session.execute(
        select(Recording.id, Call.day)
        .join(Recording.call)
        .where(Recording.file.is_not(None))
        .order_by(Call.day, Recording.id)
    ).all()
    last = {day: retention.kept_until(day, parameters) for day in {day for _, day in rows}}
    return [recording for recording, day in rows if last[day] < today]


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for place in range(0, len(ids), LOOKED_UP):
        yield ids[place : place + LOOKED_UP]


def _not_held(session: Session, ids: Sequence[int]) -> list[Recording]:
    found = session.scalars(select(Recording).where(Recording.id.in_(ids)).order_by(Recording.id)).all()
    held = recording_queries.holds(session, Actor(), found)
    return [one for one in found if held[one.id].sentence is None]


def _erase(session: Session, recording: Recording, folder: Path, now: datetime) -> None:
    if recording.file:
        erase(folder, recording.file)
    recording.file, recording.erased_at = None, now
    trail.record(session, "recording.erased", now=now, about=str(recording.call_id))


def _strays(session: Session, now: datetime, folder: Path) -> list[str]:
    old = names_in(folder, untouched_since=now - LEFT_BEHIND)
    if not old:
        return []
    known = set(session.scalars(select(Recording.file).where(Recording.file.is_not(None))))
    return sorted(old - known)
