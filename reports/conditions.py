"""By which condition each figure is counted, and the list behind it is read."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from callcenter.appeals.lifecycle import STOPPED
from callcenter.appeals.models import Appeal, AppealEvent, Suggestion
from callcenter.appeals.satisfaction_models import Satisfaction
from callcenter.appeals.satisfaction_rules import SATISFIED_FROM
from callcenter.appeals.unit_work import PART_OF_A_UNIT, WHOLE, part_done, was_late
from callcenter.appeals.vocabulary import Action, Channel, Decision, Kind, Level, Outcome
from callcenter.core.clock import baku_date
from callcenter.core.days import baku_day
from callcenter.core.errors import NotFound
from callcenter.core.wording import say
from callcenter.directory.models import Unit
from knowledge_base.models import Competence
from reports.measures import NONE
from reports.periods import Period

NOT_OURS_FROM = 0.5
"""From this probability on an appeal counts as one that no unit in the base is competent for."""


def _within(moment: Any, period: Period) -> ColumnElement[bool]:
    return and_(moment >= period.start, moment < period.end)


def _received(period: Period) -> ColumnElement[bool]:
    return _within(Appeal.registered_at, period)


def _answered(period: Period) -> ColumnElement[bool]:
    return _within(Appeal.answered_at, period)


def _open(period: Period, done: Any) -> ColumnElement[bool]:
    ended = func.coalesce(done, Appeal.closed_at)
    return and_(Appeal.registered_at < period.end, or_(ended.is_(None), ended >= period.end))


def _was_due(by: datetime) -> ColumnElement[bool]:
    """By the minute where the clock is one of hours, else on a day that is over in Baku."""
    return or_(and_(Appeal.due_at.is_not(None), Appeal.due_at < by), Appeal.due_on < baku_date(by))


def _happened(action: Action, period: Period) -> ColumnElement[bool]:
    # Read by the time index once; an EXISTS would be asked again for each appeal ever registered.
    return Appeal.id.in_(
        select(AppealEvent.appeal_id).where(AppealEvent.action == action, _within(AppealEvent.at, period))
    )


def _rated(period: Period, at_least: int) -> ColumnElement[bool]:
    return Appeal.id.in_(
        select(Satisfaction.appeal_id).where(
            Satisfaction.rating >= at_least, _within(Satisfaction.answered_at, period)
        )
    )


def _uncovered(period: Period) -> ColumnElement[bool]:
    # Routed by no clause; of those that nobody routed yet, the ones that the matching found no unit for.
    # A complaint of somebody goes by 002:4.0.09, whatever it is about.
    waiting = and_(Appeal.unit_id.is_(None), Appeal.answered_at.is_(None))
    strange = and_(waiting, Appeal.out_of_scope >= NOT_OURS_FROM)
    accuses = or_(Appeal.about_unit_id.is_not(None), Appeal.about_staff_id.is_not(None))
    nameless = and_(Appeal.unit_id.is_not(None), Appeal.clause.is_(None), ~accuses)
    return and_(_received(period), or_(nameless, strange))


Where = Mapping[str, Callable[[Period], ColumnElement[bool]]]


def _work(done: Any) -> Where:
    """Return the conditions of what was owed, done when that moment says."""
    return {
        "received": _received,
        "on_time": lambda p: and_(_within(done, p), ~was_late(done)),
        "late": lambda p: and_(_within(done, p), was_late(done)),
        "open": lambda p: _open(p, done),
        "overdue": lambda p: and_(_open(p, done), _was_due(p.reached), Appeal.state.not_in(STOPPED)),
    }


WHERE: Where = {
    **_work(Appeal.answered_at),
    "answered": _answered,
    "answered_on_line": lambda p: and_(_answered(p), Appeal.answered_on_line.is_(True)),
    "closed": lambda p: _within(Appeal.closed_at, p),
    "repeats": lambda p: and_(_received(p), Appeal.repeat_of_id.is_not(None)),
    "returned": lambda p: _happened(Action.SEND_BACK, p),
    "uncovered": _uncovered,
    "forwarded_out": lambda p: _happened(Action.FORWARD, p),
    "rated": lambda p: _rated(p, 1),
    "satisfied": lambda p: _rated(p, SATISFIED_FROM),
    "unconfirmed": lambda p: and_(_received(p), Appeal.kind_confirmed.is_(False)),
}

OF_PARTS: Where = _work(part_done())
"""What a unit owes of an appeal that was divided."""

_UNIT = select(Unit.code).where(Unit.id == Appeal.unit_id).scalar_subquery()
_COMPETENCE = select(Competence.code).where(Competence.id == Appeal.competence_id).scalar_subquery()
_FIRST_SUGGESTED = (
    select(Suggestion.competence_code)
    .where(Suggestion.appeal_id == Appeal.id, Suggestion.rank == 1)
    .scalar_subquery()
)

# Who sent the appeal back the last time, and the clause cited, as "economy-egov 003:6.1.6".
_REFUSAL = (
    select(Unit.code + " " + func.coalesce(AppealEvent.clause, ""))
    .select_from(AppealEvent)
    .join(Unit, Unit.id == AppealEvent.unit_id)
    .where(AppealEvent.appeal_id == Appeal.id, AppealEvent.action == Action.SEND_BACK)
    .order_by(AppealEvent.id.desc())
    .limit(1)
    .correlate(Appeal)
    .scalar_subquery()
)

# Of a report of corruption not even the topic is told; it is counted where no topic stands.
_TOLD = Appeal.level != Level.CORRUPTION

DIMENSIONS: Mapping[str, Any] = {
    "by_kind": Appeal.kind,
    "by_channel": Appeal.channel,
    "by_language": Appeal.language,
    "by_unit": _UNIT,
    # What the matching was unsure of has no topic until a person routes it.
    "by_topic": case(
        (and_(_TOLD, Appeal.competence_id.is_not(None)), _COMPETENCE),
        (and_(_TOLD, Appeal.decision != Decision.ASK), _FIRST_SUGGESTED),
    ),
    "by_competence": case((_TOLD, _COMPETENCE)),
    "by_refusal": case((_TOLD, _REFUSAL)),
    "by_outcome": Appeal.outcome,
    "by_day": baku_day(Appeal.registered_at),
}

_READERS: Mapping[str, Callable[[str], Any]] = {
    "by_kind": Kind,
    "by_channel": Channel,
    "by_outcome": Outcome,
    "by_day": date.fromisoformat,
}


def scopes(dimension: str | None, *measures: str) -> list[tuple[ColumnElement[bool], Where]]:
    """Return what the rows of a table count, each by its conditions.

    Appeals, of which a divided one is one; in the table of units, beside them, the parts that units have of these.
    """
    appeals = [(WHOLE, WHERE)]
    of_units = dimension == "by_unit" and all(one in OF_PARTS for one in measures)
    return [*appeals, (PART_OF_A_UNIT, OF_PARTS)] if of_units else appeals


def behind(measure: str, period: Period, group: str | None = None) -> list[ColumnElement[bool]]:
    """Return the conditions of the appeals behind a figure; NotFound when there is no such figure.

    group is a dimension and one of its keys, such as by_kind:complaint.
    """
    if measure not in WHERE:
        raise NotFound("unknown-measure", say("Hesabatda belə göstərici yoxdur."))
    if group is None:
        return [WHOLE, WHERE[measure](period)]
    dimension, _, key = group.partition(":")
    if dimension not in DIMENSIONS or not key:
        raise NotFound("unknown-measure", say("Hesabatda belə göstərici yoxdur."))
    counted = (and_(scope, where[measure](period)) for scope, where in scopes(dimension, measure))
    return [or_(*counted), _in_row(dimension, key)]


def _in_row(dimension: str, key: str) -> ColumnElement[bool]:
    column: ColumnElement[Any] = DIMENSIONS[dimension]
    if key == NONE:
        return column.is_(None)
    try:
        value = _READERS.get(dimension, str)(key)
    except ValueError:
        raise NotFound("unknown-measure", say("Hesabatda belə göstərici yoxdur.")) from None
    met: ColumnElement[bool] = column == value
    return met
