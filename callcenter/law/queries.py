"""Reading the calendar and the legal parameters into the values that the rules take."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.law.models import CalendarDay, LegalParameterRow
from callcenter.law.parameters import Certainty, LegalParameter, LegalParameters, Unit
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
    """Return every legal parameter with its time of validity."""
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
    return LegalParameters.of(
        LegalParameter(key, value, Unit(unit), since, until, act, clause, Certainty(certainty))
        for key, value, unit, since, until, act, clause, certainty in rows
    )
