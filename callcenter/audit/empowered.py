"""Reads whether those who were empowered are those of whom the trail says so.

A row of these tables opens more than any appeal does: a mandate gives the rights of the head of the call centre, an
authorisation the reports of corruption.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts import mandates
from callcenter.accounts.models import Mandate
from callcenter.audit.chains import Break, Harm
from callcenter.core.clock import baku_date, midnight
from callcenter.core.trail import TrailEntry
from callcenter.directory.authorising import AUTHORISED, ENDED
from callcenter.directory.reader_models import AuthorisedReader


def breaks(session: Session) -> Iterator[Break]:
    """Yield each mandate and authorisation that is gone, was written down by nobody, or is not what was written down."""
    yield from _mandates(session)
    yield from _readers(session)


def _mandates(session: Session) -> Iterator[Break]:
    recorded = {int(row.about or 0): row for row in _rows(session, mandates.RECORDED)}
    revoked = {int(row.about or 0): row for row in _rows(session, mandates.REVOKED)}
    kept = {one.id: one for one in session.scalars(select(Mandate).order_by(Mandate.id))}
    for gone in sorted(recorded.keys() - kept.keys()):
        yield Break("mandate", str(gone), Harm.LOST)
    for key, mandate in kept.items():
        row = recorded.get(key)
        if row is None:
            yield Break("mandate", str(key), Harm.FORGED)
        elif not (_is_as_recorded(mandate, row) and _is_as_revoked(mandate, revoked.get(key))):
            yield Break("mandate", str(key), Harm.CHANGED)


def _is_as_recorded(mandate: Mandate, row: TrailEntry) -> bool:
    # Of one from before the trail held its content only the person is known.
    content = row.details.get("hash", mandates.hash_of(mandate))
    said = row.details.get("person"), row.user_id, row.at, content
    return said == (
        mandate.user_id,
        mandate.recorded_by_id,
        mandate.recorded_at,
        mandates.hash_of(mandate),
    )


def _is_as_revoked(mandate: Mandate, row: TrailEntry | None) -> bool:
    said = (row.user_id, row.at) if row else (None, None)
    return (mandate.revoked_by_id, mandate.revoked_at) == said


def _readers(session: Session) -> Iterator[Break]:
    rows = _rows(session, AUTHORISED)
    written, ended = (
        {int(row.details["authorisation"]): row for row in some if "authorisation" in row.details}
        for some in (rows, _rows(session, ENDED))
    )
    # Of before the trail named the authorisation only the person is known.
    earlier = {row.about for row in rows if "authorisation" not in row.details}
    kept = {one.id: one for one in session.scalars(select(AuthorisedReader).order_by(AuthorisedReader.id))}
    for gone in sorted(written.keys() - kept.keys()):
        yield Break("reader", str(gone), Harm.LOST)
    for key, reader in kept.items():
        row = written.get(key)
        if row is None and str(reader.user_id) not in earlier:
            yield Break("reader", str(key), Harm.FORGED)
        elif row is not None and not _is_as_written(reader, row, ended.get(key)):
            yield Break("reader", str(key), Harm.CHANGED)


def _is_as_written(reader: AuthorisedReader, row: TrailEntry, ended: TrailEntry | None) -> bool:
    return (
        str(reader.user_id) == row.about
        and reader.order_number == row.details.get("order")
        and baku_date(reader.since).isoformat() == row.details.get("first")
        and reader.since in (row.at, midnight(baku_date(reader.since)))
        and reader.ended_at == (ended.at if ended else _end_of(row.details.get("last")))
    )


def _end_of(last_day: str | None) -> datetime | None:
    return midnight(date.fromisoformat(last_day) + timedelta(days=1)) if last_day else None


def _rows(session: Session, what: str) -> Sequence[TrailEntry]:
    return session.scalars(select(TrailEntry).where(TrailEntry.what == what).order_by(TrailEntry.id)).all()
