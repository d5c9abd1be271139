"""Reading resolutions: the one that counts, and who executes an appeal by it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from callcenter.appeals import lifecycle
from callcenter.appeals.models import Appeal
from callcenter.appeals.resolution_models import CoExecutor, Resolution
from callcenter.directory.actors import Actor
from callcenter.directory.models import StaffMember

_later = aliased(Resolution)
# Built once: it stands in every SELECT of appeals.
_NAMED = (
    select(Resolution.appeal_id)
    .join(Resolution.named)
    .where(~exists().where(_later.appeal_id == Resolution.appeal_id, _later.id > Resolution.id))
)


def executed_by(staff_ids: Iterable[int]) -> ColumnElement[bool]:
    """Return the condition that one of the people executes the appeal, alone or with others."""
    wanted = set(staff_ids)
    return or_(Appeal.executor_id.in_(wanted), co_executed_by(wanted))


def co_executed_by(staff_ids: Iterable[int]) -> ColumnElement[bool]:
    """Return the condition that the resolution that counts names one of the people beside the executor."""
    named = _NAMED.where(CoExecutor.staff_id.in_(set(staff_ids)))
    return and_(Appeal.executor_id.is_not(None), Appeal.id.in_(named))


def may_write(session: Session, by: Actor, appeal: Appeal) -> bool:
    """Say whether the answer is the actor's to draft.

    It is the executor's, a co-executor's, the head's, and that of who stands in for an executor who is away.
    """
    if by.user is None or by.heads(appeal.unit_id):
        return True
    if by.staff is None or appeal.executor_id is None:
        return False
    return appeal.executor_id in {by.staff.id, *by.stood_in} or co_executes(session, by, appeal)


def co_executes(session: Session, by: Actor, appeal: Appeal) -> bool:
    """Say whether the actor executes the appeal together with its executor."""
    if by.staff is None:
        return False
    found = select(Appeal.id).where(Appeal.id == appeal.id, co_executed_by([by.staff.id]))
    return session.scalar(found) is not None


def ids_co_executed(session: Session, by: Actor, ids: Sequence[int]) -> frozenset[int]:
    """Return those of the appeals that the actor executes together with their executors."""
    if by.staff is None:
        return frozenset()
    found = select(Appeal.id).where(Appeal.id.in_(ids), co_executed_by([by.staff.id]))
    return frozenset(session.scalars(found))


def of_appeal(session: Session, appeal: Appeal) -> Sequence[Resolution]:
    """Return the resolutions on an appeal, the newest first."""
    return session.scalars(
        select(Resolution)
        .where(Resolution.appeal_id == appeal.id)
        .options(
            selectinload(Resolution.user),
            selectinload(Resolution.api_key),
            selectinload(Resolution.executor),
            selectinload(Resolution.instead_of),
            selectinload(Resolution.named).selectinload(CoExecutor.staff),
        )
        .order_by(Resolution.id.desc())
    ).all()


def helpers(session: Session, appeal: Appeal) -> Sequence[StaffMember]:
    """Return who executes the appeal together with its executor now."""
    if appeal.executor_id is None:
        return ()
    newest = select(func.max(Resolution.id)).where(Resolution.appeal_id == appeal.id).scalar_subquery()
    return session.scalars(
        select(StaffMember)
        .join(CoExecutor, CoExecutor.staff_id == StaffMember.id)
        .where(CoExecutor.resolution_id == newest)
        .order_by(StaffMember.id)
    ).all()


def last_given(session: Session, staff_ids: Sequence[int]) -> Mapping[int, datetime]:
    """Return when each of the people was last given an appeal to execute."""
    found = session.execute(
        select(Resolution.executor_id, func.max(Resolution.at))
        .where(Resolution.executor_id.in_(staff_ids))
        .group_by(Resolution.executor_id)
    )
    return {executor: at for executor, at in found if at is not None}


def open_by_executor(session: Session, reach: Select[Appeal], staff_ids: Sequence[int]) -> Mapping[int, int]:
    """Return how many appeals each executor has in work, of those that the head who gives out a new one may see."""
    counted = (
        reach.with_only_columns(Appeal.executor_id, func.count())
        .where(
            Appeal.executor_id.in_(staff_ids),
            Appeal.state.in_(lifecycle.WITH_A_UNIT | lifecycle.WAITING),
        )
        .group_by(Appeal.executor_id)
    )
    return {executor: count for executor, count in session.execute(counted) if executor is not None}
