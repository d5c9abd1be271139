"""Reads whether the kept reports are those that were built, as the trail says it."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.audit.chains import Break, Harm
from callcenter.core.trail import TrailEntry
from reports import queries
from reports.compiling import BUILT, days_of, hash_of
from reports.models import Report


def breaks(session: Session) -> Iterator[Break]:
    """Yield each kept report that is gone, was built by nobody, or is not the one that was built.

    Of a report from before the trail told of them only its own hash is known.
    """
    built = {
        int(row.about or 0): row
        for row in session.scalars(select(TrailEntry).where(TrailEntry.what == BUILT).order_by(TrailEntry.id))
    }
    kept = {one.id: one for one in session.scalars(select(Report).order_by(Report.id))}
    for gone in sorted(built.keys() - kept.keys()):
        yield Break("report", str(gone), Harm.LOST)
    for key, report in kept.items():
        row = built.get(key)
        if row is None and built and key > min(built):
            yield Break("report", str(key), Harm.FORGED)
        elif hash_of(report.content) != report.content_hash or (row and not _is_as_built(report, row)):
            yield Break("report", str(key), Harm.CHANGED)


def _is_as_built(report: Report, row: TrailEntry) -> bool:
    return (
        report.content_hash == row.details.get("hash")
        and (report.built_by_id, report.built_at) == (row.user_id, row.at)
        and days_of(queries.period_of_report(report)) == report.content.get("period")
    )
