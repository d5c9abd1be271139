"""How a version takes the place of the published one: at once, or on its first day where it was approved ahead."""

from datetime import datetime, time

from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.clock import BAKU, baku_date
from knowledge_base import queries as knowledge_base
from knowledge_base.articles import flags, queries
from knowledge_base.articles.models import ArticleVersion
from knowledge_base.articles.vocabulary import VersionState


def bring_in(session: Session, now: datetime) -> list[ArticleVersion]:
    """Publish what was approved for a day that has come, as of the beginning of that day, and return it.

    A sweep: what operators read does not wait for it (`queries.read_on`).
    """
    today = baku_date(now)
    due = [one.article.code for one in queries.approved(session) if one.valid_from <= today]
    brought = []
    for code in due:
        version = queries.article_coded(session, code, to_change=True).approved
        # Another process may have been quicker while we waited for the article.
        if version is not None:
            first = datetime.combine(version.valid_from, time(), tzinfo=BAKU)
            version.published_at = max(first, version.published_at or first)
            put_in_place(session, version, by=version.reviewer, now=version.published_at)
            brought.append(version)
    if brought:
        knowledge_base.note_change(session)
    return brought


def put_in_place(session: Session, version: ArticleVersion, *, by: User | None, now: datetime) -> None:
    """Let the version take the place of the published one from a moment on."""
    article, before = version.article, version.article.published
    if before is not None:
        before.state, before.withdrawn_at = VersionState.WITHDRAWN, now
        before.withdrawn_by_id = by.id if by else None
        session.flush()
    version.state = VersionState.PUBLISHED
    answered = (one for one in article.open_flags if one.raised_at <= version.written_at)
    flags.settle(answered, by=by, now=now)
    session.flush()
