"""Act of the timetable: each day the head of the trail goes to the log, which is kept elsewhere."""

import logging
from datetime import datetime, time

from sqlalchemy.orm import Session

from callcenter.audit import verifying
from callcenter.audit.verifying import Head
from callcenter.core.clock import BAKU, baku_date
from callcenter.core.job_runs import claim

JOB = "trail-anchor"
log = logging.getLogger(__name__)


def anchor_daily(session: Session, now: datetime) -> Head | None:
    """Log the newest row's id and hash once a day; `audit verify --anchor HASH` later shows that it is still there."""
    slot = datetime.combine(baku_date(now), time(), tzinfo=BAKU)
    if not claim(session, JOB, slot, now=now):
        return None
    head = verifying.head_of(session)
    if head is not None:
        log.info("trail head %d %s", head.id, head.hash)
    return head
