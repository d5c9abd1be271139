"""Act of the timetable: the weekly report, built and kept once for each Monday."""

import logging
from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.core.clock import baku_date
from callcenter.core.job_runs import claim
from reports import compiling, queries
from reports.models import Report
from reports.periods import due_mondays, last_whole
from reports.vocabulary import PeriodKind

log = logging.getLogger(__name__)

JOB = "weekly-report"


def build_due_weekly(session: Session, now: datetime) -> list[Report]:
    """Build the report of last week for each Monday 08:00 in Baku that was not handled yet, and return them.

    Mondays missed in downtime are made up for, the oldest first; before the first run only the latest
    one counts. The slot is taken in the transaction of the work, so however many processes call this, one
    of them builds, and a failed one leaves the slot free.
    """
    due = due_mondays(queries.last_slot(session, JOB), now)
    mine = [slot for slot in due if claim(session, JOB, slot, now=now)]

    built = []
    for slot in mine:
        week = last_whole(PeriodKind.WEEKLY, baku_date(slot))
        built.append(compiling.build(session, week, by=None, now=now))
        log.info("weekly report of %s kept under %s", week.first_day, built[-1].id)
    return built
