"""Reading the calendar and the legal parameters into the values that the rules take."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.law.models import CalendarDay, LegalParameterRow
from callcenter.law.parameters import Certainty, LegalParameter, LegalParameters, Unit
from callcenter.law.working_days import DayMark, WorkingCalendar


def calendar(session: Session) -> WorkingCalendar:
    """Return the working calendar; days that a person entered win over the seed."""
    rows = session.scalars(select(CalendarDay)).all()
    marks = {own: [_mark(row) for row in rows if row.own is own] for own in (False, True)}
    return WorkingCalendar.of(marks[False], marks[True])


def parameters(session: Session) -> LegalParameters:
    """Return every legal parameter with its time of validity."""
    return LegalParameters.of(
        LegalParameter(
            row.key,
            row.value,
            Unit(row.unit),
            row.valid_from,
            row.valid_to,
            row.act,
            row.clause,
            Certainty(row.certainty),
        )
        for row in session.scalars(select(LegalParameterRow))
    )


def _mark(row: CalendarDay) -> DayMark:
    return DayMark(row.day, row.working, row.name, row.kind, row.source)
