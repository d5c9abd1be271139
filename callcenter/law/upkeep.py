"""Act: put the calendar into a database that has none, and the legal parameters that it does not know."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.law import parameters
from callcenter.law.calendar_seed import seed_marks
from callcenter.law.models import CalendarDay, LegalParameterRow


def seed_law(session: Session) -> None:
    """Write the seeds: the calendar where there is none, and the parameters of which no version is known yet."""
    if session.scalar(select(CalendarDay.day).limit(1)) is None:
        session.add_all(
            CalendarDay(
                day=mark.date, working=mark.working, name=mark.name, kind=mark.kind, source=mark.source
            )
            for mark in seed_marks()
        )
    known = set(session.scalars(select(LegalParameterRow.key).distinct()))
    session.add_all(
        LegalParameterRow(
            key=row.key,
            value=row.value,
            unit=row.unit,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            act=row.act,
            clause=row.clause,
            certainty=row.certainty,
        )
        for row in parameters.SEED
        if row.key not in known
    )
    session.flush()
