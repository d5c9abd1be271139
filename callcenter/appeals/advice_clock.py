"""By when a unit that is asked has to answer (pure; days in Baku).

Statute 002, clause 4.0.7, lets the sector turn to a unit and names no term, so the ministry's own short one runs.
Nobody who is asked may use up the applicant's time: it never ends after the day on which the answer is due.
"""

from datetime import date

from callcenter.law.parameters import LegalParameters
from callcenter.law.working_days import WorkingCalendar

LIMIT = "consultation.internal"


def advice_due(
    asked: date, calendar: WorkingCalendar, parameters: LegalParameters, *, answer_due: date
) -> date:
    """Return the last day for the advice: the limit's working days after the day of asking, or the answer's own day."""
    return min(calendar.add(asked, parameters.of_open(LIMIT, asked).value), answer_due)
