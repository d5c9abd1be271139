"""Which due moments of which job were handled: the row is written in the same transaction as the work."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from callcenter.core.db import Base, Moment, Short


class JobRun(Base):
    """One handled slot of a job; its primary key is why no slot is handled twice."""

    __tablename__ = "job_run"

    job: Mapped[Short] = mapped_column(primary_key=True)
    slot: Mapped[datetime] = mapped_column(Moment, primary_key=True, comment="The due moment.")
    ran_at: Mapped[datetime] = mapped_column(Moment)


def claim(session: Session, job: str, slot: datetime, *, now: datetime) -> bool:
    """Take the slot for this transaction; False when another one has it.

    On PostgreSQL a second claimant waits here until the first commits or fails, so a failed run frees
    the slot by itself.
    """
    try:
        with session.begin_nested():
            session.execute(insert(JobRun).values(job=job, slot=slot, ran_at=now))
    except IntegrityError:
        return False
    return True
