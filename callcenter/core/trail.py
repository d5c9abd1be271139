"""The trail: what was read, refused, overridden or removed, in one chain that no row can leave unnoticed.

Each row holds the hash of the one before it, so a row that is changed or taken away breaks every later one.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, String, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from callcenter.core.db import Base, Key, Moment, Short
from callcenter.core.numbering import Counter, next_number

FIRST = "0" * 64
# The rows are counted elsewhere too, so that a cut-off end is missed.
SERIES = "trail"
# One writer at a time on PostgreSQL; the number only has to be the same in every process.
_LOCK = 911_002_51


class TrailEntry(Base):
    """One thing that happened. Rows are added, never changed."""

    __tablename__ = "trail_entry"

    id: Mapped[Key]
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    what: Mapped[Short] = mapped_column(index=True, comment="appeal.read, sign_in.refused …")
    user_id: Mapped[int | None] = mapped_column(index=True)
    api_key_id: Mapped[int | None]
    about: Mapped[Short | None] = mapped_column(index=True, comment="Number or id of what it concerns.")
    details: Mapped[dict[str, Any]] = mapped_column(JSON, comment="Ids and figures; never a person's words.")
    before: Mapped[str] = mapped_column(String(64), comment="Hash of the row before.")
    hash: Mapped[str] = mapped_column(String(64), unique=True)


def record(
    session: Session,
    what: str,
    *,
    now: datetime,
    user_id: int | None = None,
    api_key_id: int | None = None,
    about: str | None = None,
    **details: Any,
) -> TrailEntry:
    """Add a row to the chain, in the caller's transaction.

    Let it be the last thing that the transaction does: on PostgreSQL it holds the chain until the commit, and who
    then waited for a row of somebody who waits for the chain would wait for ever.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    last = session.scalar(select(TrailEntry.hash).order_by(TrailEntry.id.desc()).limit(1))
    entry = TrailEntry(
        at=now,
        what=what,
        user_id=user_id,
        api_key_id=api_key_id,
        about=about,
        details=details,
        before=last or FIRST,
    )
    entry.hash = hash_of(entry)
    session.add(entry)
    session.flush()
    if next_number(session, SERIES) == 1 and last:
        _count(session)
    return entry


def _count(session: Session) -> None:
    """Count the rows of a trail that was begun before its rows were counted."""
    rows = select(func.count()).select_from(TrailEntry).scalar_subquery()
    session.execute(update(Counter).where(Counter.series == SERIES).values(value=rows))


def hash_of(entry: TrailEntry) -> str:
    """Return the hash of what a row says, with the hash of the row before it."""
    said = [
        entry.before,
        entry.at.astimezone(UTC).isoformat(),
        entry.what,
        entry.user_id,
        entry.api_key_id,
        entry.about,
        entry.details,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def recorded_since(
    session: Session,
    what: str,
    since: datetime,
    *,
    user_id: int | None = None,
    api_key_id: int | None = None,
    about: str | None = None,
) -> bool:
    """Say whether the same was recorded of the same person or system since then."""
    same = select(TrailEntry.id).where(
        TrailEntry.what == what,
        TrailEntry.at > since,
        TrailEntry.user_id.is_not_distinct_from(user_id),
        TrailEntry.api_key_id.is_not_distinct_from(api_key_id),
        TrailEntry.about.is_not_distinct_from(about),
    )
    return session.scalar(same.limit(1)) is not None
