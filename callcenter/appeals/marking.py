"""Marks of what appeals say: kept at intake, and made later for appeals that came without them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from callcenter.appeals.likeness_models import LikenessMark
from callcenter.appeals.models import Appeal
from callcenter.appeals.repeats import marks_of
from callcenter.appeals.unit_work import WHOLE
from callcenter.core.db import Database

JOB = "likeness-marks"
# So many are marked in one transaction, so many transactions in a run; the next run goes on.
HEAP, HEAPS = 250, 20
TOO_SHORT = 0
"""Alone in place of marks: the text has too few words to be likened to others."""


def mark(session: Session, appeal_id: int, text: str) -> None:
    """Keep the marks of what an appeal says."""
    _keep(session, {appeal_id: _marks(text)})


def sweep(database: Database, _now: datetime) -> int:
    """Mark appeals that have no marks, the newest first, and return how many; run again until none is left.

    Only texts of a month are compared (repeats.LOOK_BACK_AT_OTHERS), so the newest are of use at once.
    """
    done, before = 0, None
    for _ in range(HEAPS):
        with database.reading() as session:
            heap = _newest_unmarked(session, before)
        if not heap:
            break
        # Reckoned while nobody waits for the database.
        marks = {appeal_id: _marks(text) for appeal_id, text in heap}
        with database.transaction() as session:
            done += _keep(session, _still_unmarked(session, marks))
        before = heap[-1][0]
    return done


def count_unmarked(session: Session) -> int:
    """Return how many appeals cannot be found by what they say."""
    return session.scalar(select(func.count()).select_from(Appeal).where(_unmarked())) or 0


def _unmarked() -> ColumnElement[bool]:
    """A part is found by its whole; of an erased appeal nothing is left to be found."""
    marked = exists().where(LikenessMark.appeal_id == Appeal.id)
    return and_(WHOLE, Appeal.erased_at.is_(None), ~marked)


def _newest_unmarked(session: Session, before: int | None) -> Sequence[tuple[int, str]]:
    chosen = select(Appeal.id, Appeal.text).where(_unmarked())
    if before is not None:
        chosen = chosen.where(Appeal.id < before)
    return session.execute(chosen.order_by(Appeal.id.desc()).limit(HEAP)).all()


def _still_unmarked(session: Session, marks: Mapping[int, list[int]]) -> dict[int, list[int]]:
    """Leave out what another process marked or erased meanwhile."""
    these = select(Appeal.id).where(Appeal.id.in_(marks))
    # What the other one did is seen by a statement that begins when the rows are ours.
    session.execute(these.order_by(Appeal.id).with_for_update(key_share=True))
    return {appeal_id: marks[appeal_id] for appeal_id in session.scalars(these.where(_unmarked()))}


def _keep(session: Session, marks: Mapping[int, list[int]]) -> int:
    session.add_all(
        LikenessMark(mark=one, appeal_id=appeal_id) for appeal_id, found in marks.items() for one in found
    )
    return len(marks)


def _marks(text: str) -> list[int]:
    return marks_of(text) or [TOO_SHORT]
