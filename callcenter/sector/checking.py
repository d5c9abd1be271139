"""Reads whether the plans are what the trail says was signed, and their items what was reported and agreed.

The figures of the work plan in the monthly report rest on both (statute 002, clause 5.4.3).
"""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from callcenter.appeals import seals
from callcenter.audit.chains import Break, Harm
from callcenter.core.trail import TrailEntry
from callcenter.sector.models import WorkItem, WorkPlan
from callcenter.sector.planning import CONFIRMED, GIVEN_BACK, REPORTED, SIGNED, hash_of


def breaks(session: Session) -> list[Break]:
    """Return each plan that is gone, was signed by nobody, or is not what was signed or reported."""
    plans = {
        plan.id: plan for plan in session.scalars(select(WorkPlan).options(selectinload(WorkPlan.items)))
    }
    signed = {int(one.about or 0): one for one in _rows(session, SIGNED)}
    lost = [Break("plan", str(one), Harm.LOST) for one in sorted(signed.keys() - plans.keys())]
    changed = {key for key, one in signed.items() if key in plans and not _is_as_signed(plans[key], one)}
    changed |= {one.plan_id for one in _not_as_reported(session, plans.values())}
    forged = {key for key, plan in plans.items() if plan.signed_at is not None and key not in signed}
    return [
        *lost,
        *(Break("plan", str(one), Harm.CHANGED) for one in sorted(changed - forged)),
        *(Break("plan", str(one), Harm.FORGED) for one in sorted(forged)),
    ]


def _is_as_signed(plan: WorkPlan, row: TrailEntry) -> bool:
    said = row.details.get("hash")
    by_whom_and_when = (plan.signed_by_id, plan.signed_at) == (row.user_id, row.at)
    return by_whom_and_when and plan.content_hash == said and hash_of(plan) == said


def _not_as_reported(session: Session, plans: Iterable[WorkPlan]) -> Iterator[WorkItem]:
    """Yield each item that is not as its rows say; of before the first of them nothing is known."""
    rows = _rows(session, REPORTED, CONFIRMED, GIVEN_BACK)
    by_item: dict[str | None, list[TrailEntry]] = {}
    for row in rows:
        by_item.setdefault(row.about, []).append(row)
    for plan in plans:
        for item in plan.items:
            said = by_item.get(str(item.id), [])
            known = bool(said) or (rows and item.reported_at is not None and item.reported_at >= rows[0].at)
            if known and not _is_as_reported(item, said):
                yield item


def _is_as_reported(item: WorkItem, said: Sequence[TrailEntry]) -> bool:
    if not said or said[-1].what == GIVEN_BACK:
        return item.reported_at is None and item.confirmed_at is None
    reported = next(row for row in reversed(said) if row.what == REPORTED)
    agreed = said[-1] if said[-1].what == CONFIRMED else None
    return (
        item.reported_at == reported.at
        and seals.print_of(item.report or "") == reported.details.get("hash")
        and (item.confirmed_by_id, item.confirmed_at)
        == ((agreed.user_id, agreed.at) if agreed else (None, None))
    )


def _rows(session: Session, *kinds: str) -> Sequence[TrailEntry]:
    return session.scalars(select(TrailEntry).where(TrailEntry.what.in_(kinds)).order_by(TrailEntry.id)).all()
