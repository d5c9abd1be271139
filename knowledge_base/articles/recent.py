"""What changed in the knowledge base lately, in few lines for whoever answers callers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from callcenter.core.wording import Sentence, say
from knowledge_base.articles import queries
from knowledge_base.articles.models import ArticleVersion
from knowledge_base.articles.vocabulary import VersionState
from knowledge_base.models import StatuteVersion

WEEK = timedelta(days=7)
LINES = 8


@dataclass(frozen=True)
class Change:
    """One line: when, what happened, to what, and which page tells more."""

    at: datetime
    what: Sentence
    name: str
    endpoint: str
    values: Mapping[str, str] = field(default_factory=dict)


def changes_this_week(session: Session, *, now: datetime, limit: int = LINES) -> list[Change]:
    """Return what was published, changed, withdrawn or imported in the last seven days, the newest first."""
    since = now - WEEK
    found = [
        *(_of_article(one, since) for one in queries.changed_since(session, since)),
        *(
            Change(one.at, say("akt dəyişib"), one.act.name, "articles.watch_list")
            for one in queries.acts_changed_since(session, since)
        ),
        *_of_statutes(session, since),
    ]
    return sorted(found, key=lambda change: change.at, reverse=True)[:limit]


def _of_article(version: ArticleVersion, since: datetime) -> Change:
    values = {"code": version.article.code}
    if version.state is VersionState.WITHDRAWN and version.withdrawal and version.withdrawn_at:
        return Change(
            version.withdrawn_at, say("məqalə dərcdən çıxarılıb"), version.title, "articles.show", values
        )
    what = say("yeni məqalə") if version.number == 1 else say("məqalə dəyişib")
    return Change(version.published_at or since, what, version.title, "articles.show", values)


def _of_statutes(session: Session, since: datetime) -> list[Change]:
    imported = session.scalars(
        select(StatuteVersion)
        .where(StatuteVersion.in_force, StatuteVersion.imported_at >= since)
        .options(selectinload(StatuteVersion.statute))
    ).all()
    return [
        Change(
            one.imported_at,
            say("əsasnamə idxal edilib"),
            one.title,
            "knowledge.statute",
            {"code": one.statute.code},
        )
        for one in imported
    ]
