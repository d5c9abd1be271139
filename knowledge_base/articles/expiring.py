"""Act of the timetable: what was approved comes in on its day, what expires or has expired goes before the editors."""

from datetime import datetime, time

from sqlalchemy.orm import Session

from callcenter.core.clock import BAKU, baku_date
from callcenter.core.job_runs import claim
from knowledge_base.articles import flags, queries, succeeding
from knowledge_base.articles.models import ArticleFlag
from knowledge_base.articles.validity import validity
from knowledge_base.articles.vocabulary import FlagReason, Validity

JOB = "article-validity"
REASONS = {Validity.EXPIRING: FlagReason.EXPIRES_SOON, Validity.EXPIRED: FlagReason.EXPIRED}


def flag_expiring(session: Session, now: datetime) -> list[ArticleFlag]:
    """Bring in what was approved for today, flag what expires within two weeks or has expired, and settle the flags of days that no longer hold.

    A sweep: run twice, or in two processes, it flags nothing twice. The day's slot only shows that it ran.
    """
    today = baku_date(now)
    claim(session, JOB, datetime.combine(today, time(), tzinfo=BAKU), now=now)

    succeeding.bring_in(session, now)
    raised = []
    for version in queries.published(session):
        reason = REASONS.get(validity(version.valid_from, version.valid_to, today))
        present = version.article.open_flags
        flags.settle(
            (one for one in present if one.reason in REASONS.values() and one.reason is not reason),
            by=None,
            now=now,
        )
        if (
            reason is not None
            and version.valid_to is not None
            and all(one.reason is not reason for one in present)
        ):
            note = f"{version.valid_to:%d.%m.%Y}"
            raised.append(flags.raise_flag(session, version.article, reason, note, by=None, now=now))
    session.flush()
    return raised
