"""Reading the calendar and the legal parameters into the values that the rules take."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from callcenter.core.errors import NotFound
from callcenter.core.wording import say
from callcenter.law.as_of import Law, law_as_of
from callcenter.law.changes import Change, DayChange, LimitChange
from callcenter.law.models import CalendarDay, LawChange, LegalParameterRow
from callcenter.law.parameters import SEED, Certainty, LegalParameter, LegalParameters, Unit
from callcenter.law.vocabulary import ChangeState, Subject
from callcenter.law.working_days import DayMark, WorkingCalendar


def calendar(session: Session) -> WorkingCalendar:
    """Return the working calendar; days that a person entered win over the seed."""
    # Plain rows: the calendar is read with every event that moves a deadline.
    rows = session.execute(
        select(
            CalendarDay.own,
            CalendarDay.day,
            CalendarDay.working,
            CalendarDay.name,
            CalendarDay.kind,
            CalendarDay.source,
        )
    ).all()
    marks = {own: [DayMark(*row[1:]) for row in rows if row[0] is own] for own in (False, True)}
    return WorkingCalendar.of(marks[False], marks[True])


def parameters(session: Session) -> LegalParameters:
    """Return every legal parameter with its time of validity, and which changes are for what was open, too."""
    rows = session.execute(
        select(
            LegalParameterRow.key,
            LegalParameterRow.value,
            LegalParameterRow.unit,
            LegalParameterRow.valid_from,
            LegalParameterRow.valid_to,
            LegalParameterRow.act,
            LegalParameterRow.clause,
            LegalParameterRow.certainty,
        )
    )
    return LegalParameters(
        tuple(
            LegalParameter(key, value, Unit(unit), since, until, act, clause, Certainty(certainty))
            for key, value, unit, since, until, act, clause, certainty in rows
        ),
        tuple(_for_open(session)),
    )


def _for_open(session: Session) -> Iterator[tuple[str, date]]:
    confirmed = select(LawChange.content).where(
        LawChange.subject == Subject.LIMIT, LawChange.state == ChangeState.CONFIRMED
    )
    for content in session.scalars(confirmed.order_by(LawChange.decided_at, LawChange.id)):
        change = LimitChange.of(content)
        if change.applies_to_open:
            yield change.key, change.valid_from


def changes(session: Session, *, waiting: bool, most: int = 50) -> Sequence[LawChange]:
    """Return the proposals that wait, or those that were decided, the newest first."""
    state = LawChange.state == ChangeState.PROPOSED
    return session.scalars(
        select(LawChange)
        .where(state if waiting else ~state)
        .options(selectinload(LawChange.proposed_by), selectinload(LawChange.decided_by))
        .order_by(LawChange.id.desc())
        .limit(most)
    ).all()


class KnownLaw:
    """Calendar and parameters as they were known at any moment, read from the database once for many appeals."""

    def __init__(self, session: Session) -> None:
        self._now: Law = calendar(session), parameters(session)
        self._confirmed = confirmed(session)
        self._before: dict[int, Law] = {}

    def at(self, moment: datetime | None) -> Law:
        """Return them as they were known at the moment, as they are now where none is named."""
        since = 0 if moment is None else sum(at > moment for _, at in self._confirmed)
        if moment is None or not since:
            return self._now
        if since not in self._before:
            self._before[since] = law_as_of(self._now, self._confirmed, moment)
        return self._before[since]


def confirmed(session: Session) -> list[tuple[Change, datetime]]:
    """Return every change that two people made law here, in the order in which the second one confirmed them."""
    found = session.scalars(
        select(LawChange)
        .where(LawChange.state == ChangeState.CONFIRMED)
        .order_by(LawChange.decided_at, LawChange.id)
    )
    return [(content_of(one), one.decided_at) for one in found if one.decided_at is not None]


def replaced(session: Session) -> dict[tuple[str, date], list[LawChange]]:
    """Return the confirmed changes that a later one of the same limit from the same day corrects, in their order."""
    found = session.scalars(
        select(LawChange)
        .where(LawChange.subject == Subject.LIMIT, LawChange.state == ChangeState.CONFIRMED)
        .order_by(LawChange.decided_at, LawChange.id)
    )
    of_day: dict[tuple[str, date], list[LawChange]] = {}
    for one in found:
        content = LimitChange.of(one.content)
        of_day.setdefault((content.key, content.valid_from), []).append(one)
    return {of: every[:-1] for of, every in of_day.items() if len(every) > 1}


def corrected_by(session: Session, change: LawChange) -> LawChange | None:
    """Return the change in force of the same limit from the same day that this one corrects, or None."""
    content = content_of(change)
    if isinstance(content, DayChange):
        return None
    before = session.scalars(
        select(LawChange)
        .where(
            LawChange.subject == Subject.LIMIT,
            LawChange.state == ChangeState.CONFIRMED,
            LawChange.id != change.id,
        )
        .order_by(LawChange.decided_at.desc(), LawChange.id.desc())
    )
    for one in before:
        earlier = LimitChange.of(one.content)
        same = (earlier.key, earlier.valid_from) == (content.key, content.valid_from)
        if same and (change.decided_at is None or (one.decided_at, one.id) < (change.decided_at, change.id)):
            return one
    return None


def before(session: Session, change: LawChange) -> LegalParameter | None:
    """Return the version of the limit that the change takes the place of, shipped or entered; None for a day."""
    content = content_of(change)
    if isinstance(content, DayChange):
        return None
    limits = parameters(session)
    if change.state is ChangeState.CONFIRMED and change.decided_at is not None:
        _, limits = KnownLaw(session).at(change.decided_at - timedelta(microseconds=1))
    try:
        return limits.at(content.key, content.valid_from)
    except LookupError:
        return None


def corrected_seeds(session: Session) -> dict[tuple[str, date], LegalParameter]:
    """Return the limits as they were shipped of which a confirmed change from the same day is a correction."""
    shipped = {(row.key, row.valid_from): row for row in SEED}
    changed = {(one.key, one.valid_from) for one, _ in confirmed(session) if isinstance(one, LimitChange)}
    return {of: shipped[of] for of in changed & shipped.keys()}


def change_numbered(session: Session, change_id: int) -> LawChange:
    """Return a change; NotFound (unknown-change) when there is none."""
    found = session.get(LawChange, change_id)
    if found is None:
        raise NotFound("unknown-change", say("Belə dəyişiklik təklifi yoxdur."))
    return found


def content_of(change: LawChange) -> Change:
    """Return what a kept change changes."""
    return DayChange.of(change.content) if change.subject is Subject.DAY else LimitChange.of(change.content)
