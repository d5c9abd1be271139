"""When what an appeal owed was done, and whether that was late, as conditions of the database.

The applicant has one appeal, however many units answer it: it is done when they are told. A part of it is what its
unit owes, by the part's own clock (002:3.0.4, a report says who was late): it is done when the unit's answer is
approved, and the joint answer that the call centre makes of the parts is no debt of theirs.
"""

from datetime import MINYEAR, UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy.orm import aliased

from callcenter.appeals import lifecycle
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.vocabulary import Action
from callcenter.core.clock import baku_date
from callcenter.core.days import baku_day
from callcenter.core.db import Moment

WHOLE: ColumnElement[bool] = Appeal.parent_id.is_(None)

# A part that came back to the operator's desk is no unit's.
PART_OF_A_UNIT: ColumnElement[bool] = and_(Appeal.parent_id.is_not(None), Appeal.unit_id.is_not(None))

OWED: ColumnElement[bool] = or_(
    and_(WHOLE, Appeal.state.in_(lifecycle.RUNNING)), Appeal.state.in_(lifecycle.PART_OWED)
)
"""Whether something is owed still: of a part, by its unit."""


# Within a day the hour clocks come first: that of a day runs until it is over.
NEAREST = (
    Appeal.due_on,
    Appeal.due_at.is_(None),
    func.coalesce(Appeal.due_at, literal(datetime(MINYEAR, 1, 2, tzinfo=UTC), Moment)),
    Appeal.id,
)


def part_done() -> ColumnElement[datetime | None]:
    """Return when the unit that has a part did what it owed: its answer was approved; no moment before that."""
    # Another unit may have had it before. The unit is asked of each step of the appeal and not in the WHERE: SQLite
    # would look through all steps of the unit for those of the appeal.
    by_its_unit = case((AppealEvent.unit_id == Appeal.unit_id, AppealEvent.at))
    approved = (
        select(func.max(by_its_unit))
        .where(AppealEvent.appeal_id == Appeal.id, AppealEvent.action == Action.APPROVE)
        .correlate(Appeal)
        .scalar_subquery()
    )
    return case((Appeal.state.not_in(lifecycle.PART_OWED), func.coalesce(approved, Appeal.answered_at)))


def was_late(done: Any) -> ColumnElement[bool]:
    """Return the condition that what was done at that moment was due before.

    An hour clock is missed by the minute, a day clock when the last day is over in Baku. A merged appeal is answered
    by the letter of its main one, which has one clock: that of the main one.
    """
    main = aliased(Appeal)
    due_of_main = select(main.due_on).where(main.id == Appeal.merged_into_id).scalar_subquery()
    return case(
        (Appeal.merged_into_id.is_not(None), baku_day(done) > due_of_main),
        (Appeal.due_at.is_not(None), done > Appeal.due_at),
        else_=baku_day(done) > Appeal.due_on,
    )


def overdue_at(now: datetime) -> ColumnElement[bool]:
    """Return the condition that an answer is owed and was due before: by the minute, or on a day that is over in Baku."""
    return and_(
        OWED, or_(and_(Appeal.due_at.is_not(None), Appeal.due_at < now), Appeal.due_on < baku_date(now))
    )
