"""The figures as SQL counts them, and the appeals behind each: both by the same condition.

Figures name nobody, so they count every appeal; a list shows only what its reader may see.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, case, func, literal, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session, aliased, selectinload
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from callcenter.appeals import queries as appeals
from callcenter.appeals.lifecycle import STOPPED
from callcenter.appeals.models import Appeal, AppealEvent, Suggestion
from callcenter.appeals.satisfaction_models import Satisfaction
from callcenter.appeals.satisfaction_rules import SATISFIED_FROM
from callcenter.appeals.vocabulary import Action, Channel, Decision, Kind, Level, Outcome
from callcenter.core.errors import NotFound
from callcenter.core.job_runs import JobRun
from callcenter.core.paging import PAGE_SIZE, Page, read_cursor, write_cursor
from callcenter.core.wording import say
from callcenter.directory.actors import Actor
from callcenter.directory.models import Unit
from knowledge_base.models import Competence
from reports.measures import COUNTS, NONE, UNIT_COLUMNS
from reports.models import Report
from reports.periods import Period
from reports.vocabulary import PeriodKind

NOT_OURS_FROM = 0.5
"""From this probability on an appeal counts as one that no unit in the base is competent for."""


class baku_day(GenericFunction[date]):  # noqa: N801 - reads as the SQL function that it is
    """The calendar day in Baku on which a stored moment falls."""

    type = Date()
    inherit_cache = True


@compiles(baku_day, "sqlite")
def _sqlite_day(element: baku_day, compiler: SQLCompiler, **more: Any) -> str:
    # SQLite keeps UTC and knows no zones; Azerbaijan has stood at UTC+4 without summer time since 2016.
    return f"date({compiler.process(element.clauses, **more)}, '+4 hours')"


@compiles(baku_day, "postgresql")
def _postgresql_day(element: baku_day, compiler: SQLCompiler, **more: Any) -> str:
    return f"(timezone('Asia/Baku', {compiler.process(element.clauses, **more)})::date)"


def _within(moment: Any, period: Period) -> ColumnElement[bool]:
    return and_(moment >= period.start, moment < period.end)


# The applicant has one appeal, however many units answer it: its parts are in no figure and no list behind one.
WHOLE: ColumnElement[bool] = Appeal.parent_id.is_(None)


def _received(period: Period) -> ColumnElement[bool]:
    return _within(Appeal.registered_at, period)


def _answered(period: Period) -> ColumnElement[bool]:
    return _within(Appeal.answered_at, period)


def _late() -> ColumnElement[bool]:
    """An hour clock is missed by the minute, a day clock when the last day is over in Baku.

    A merged appeal is answered by the letter of its main one, which has one clock: that of the main one.
    """
    main = aliased(Appeal)
    due_of_main = select(main.due_on).where(main.id == Appeal.merged_into_id).scalar_subquery()
    return case(
        (Appeal.merged_into_id.is_not(None), baku_day(Appeal.answered_at) > due_of_main),
        (Appeal.due_at.is_not(None), Appeal.answered_at > Appeal.due_at),
        else_=baku_day(Appeal.answered_at) > Appeal.due_on,
    )


def _open(period: Period) -> ColumnElement[bool]:
    ended = func.coalesce(Appeal.answered_at, Appeal.closed_at)
    return and_(Appeal.registered_at < period.end, or_(ended.is_(None), ended >= period.end))


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


WHERE: Mapping[str, Callable[[Period], ColumnElement[bool]]] = {
    "received": _received,
    "answered": _answered,
    "answered_on_line": lambda p: and_(_answered(p), Appeal.answered_on_line.is_(True)),
    "on_time": lambda p: and_(_answered(p), ~_late()),
    "late": lambda p: and_(_answered(p), _late()),
    "open": _open,
    "overdue": lambda p: and_(_open(p), Appeal.due_on <= p.last_day, Appeal.state.not_in(STOPPED)),
    "closed": lambda p: _within(Appeal.closed_at, p),
    "repeats": lambda p: and_(_received(p), Appeal.repeat_of_id.is_not(None)),
    "returned": lambda p: _happened(Action.SEND_BACK, p),
    "uncovered": _uncovered,
    "forwarded_out": lambda p: _happened(Action.FORWARD, p),
    "rated": lambda p: _rated(p, 1),
    "satisfied": lambda p: _rated(p, SATISFIED_FROM),
    "unconfirmed": lambda p: and_(_received(p), Appeal.kind_confirmed.is_(False)),
}

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


def counted(
    session: Session, dimension: str | None, conditions: Sequence[ColumnElement[bool]]
) -> dict[str, list[int]]:
    """Return how many appeals meet each condition, by the keys of a dimension, or under NONE without one."""
    key = literal(NONE) if dimension is None else DIMENSIONS[dimension]
    flags = [condition.label(f"c{place}") for place, condition in enumerate(conditions)]
    inner = select(key.label("key"), *flags).select_from(Appeal).where(WHOLE, or_(*conditions)).subquery()
    columns = [func.count(case((inner.c[flag.name], 1))) for flag in flags]
    rows = session.execute(select(inner.c.key, *columns).group_by(inner.c.key))
    return {NONE if row[0] is None else str(row[0]): list(row[1:]) for row in rows}


def totals(session: Session, period: Period) -> dict[str, int]:
    """Return every counted measure of a period."""
    found = counted(session, None, [WHERE[one.name](period) for one in COUNTS])
    figures = found.get(NONE, [0] * len(COUNTS))
    return {one.name: figure for one, figure in zip(COUNTS, figures, strict=True)}


def group(session: Session, dimension: str, measure: str, periods: Sequence[Period]) -> dict[str, list[int]]:
    """Return a measure of several periods, by the keys of a dimension."""
    return counted(session, dimension, [WHERE[measure](period) for period in periods])


def units_at_work(session: Session, period: Period) -> dict[str, list[int]]:
    """Return the measures of UNIT_COLUMNS for each unit that has or had anything to answer."""
    return counted(session, "by_unit", [WHERE[name](period) for name in UNIT_COLUMNS])


def received_in(session: Session, periods: Sequence[Period]) -> list[int]:
    """Return how many appeals each period received."""
    return counted(session, None, [_received(period) for period in periods]).get(NONE, [0] * len(periods))


def unit_names(session: Session) -> dict[str, str]:
    """Return the name of each unit by its code."""
    return dict(session.execute(select(Unit.code, Unit.name)).all())


def competence_titles(session: Session) -> dict[str, str]:
    """Return the title of each competence by its code."""
    return dict(session.execute(select(Competence.code, Competence.title)).all())


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
    return [WHOLE, WHERE[measure](period), _in_row(dimension, key)]


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


def list_behind(
    session: Session,
    actor: Actor,
    measure: str,
    period: Period,
    group: str | None = None,
    *,
    cursor: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[Appeal]:
    """Return those of the appeals behind a figure that the actor may see, the newest first."""
    after = read_cursor(cursor)
    chosen = appeals.visible_to(actor).where(*behind(measure, period, group))
    if after is not None:
        chosen = chosen.where(Appeal.id < after)
    parts = (selectinload(Appeal.unit), selectinload(Appeal.competence))
    rows = session.scalars(chosen.options(*parts).order_by(Appeal.id.desc()).limit(size + 1)).all()
    return Page(rows[:size], write_cursor(rows[size - 1].id) if len(rows) > size else None)


def lengths_behind(
    session: Session, actor: Actor, measure: str, period: Period, group: str | None = None
) -> tuple[int, int]:
    """Return how many appeals stand behind a figure now, and how many of them the actor may see."""
    conditions = behind(measure, period, group)
    every = select(func.count()).select_from(Appeal).where(*conditions)
    visible = select(func.count()).select_from(appeals.visible_to(actor).where(*conditions).subquery())
    return session.scalar(every) or 0, session.scalar(visible) or 0


def kept(session: Session, period: Period) -> Report | None:
    """Return the report of a period if one is kept."""
    return session.scalar(
        select(Report).where(
            Report.period == period.kind,
            Report.first_day == period.first_day,
            Report.last_day == period.last_day,
        )
    )


def report_numbered(session: Session, report_id: int) -> Report:
    """Return a kept report; NotFound (unknown-report) when there is none."""
    found = session.scalar(_reports().where(Report.id == report_id))
    if found is None:
        raise NotFound("unknown-report", say("Belə hesabat yoxdur."))
    return found


def reports(session: Session, *, cursor: str | None = None, size: int = PAGE_SIZE) -> Page[Report]:
    """Return a page of the kept reports, the last built first."""
    after = read_cursor(cursor)
    chosen = _reports() if after is None else _reports().where(Report.id < after)
    rows = session.scalars(chosen.order_by(Report.id.desc()).limit(size + 1)).all()
    return Page(rows[:size], write_cursor(rows[size - 1].id) if len(rows) > size else None)


def last_slot(session: Session, job: str) -> Any:
    """Return the last handled due moment of a job, None before its first run."""
    return session.scalar(select(func.max(JobRun.slot)).where(JobRun.job == job))


def period_of_report(report: Report) -> Period:
    """Return the period that a report covers."""
    return Period(PeriodKind(report.period), report.first_day, report.last_day)


def _reports() -> Select[Report]:
    return select(Report).options(selectinload(Report.built_by))
