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
from knowledge_base.editing import queries as editing
from knowledge_base.editing.models import KnowledgeChange
from knowledge_base.editing.showing import title_of
from knowledge_base.editing.vocabulary import Subject, What
from knowledge_base.models import StatuteVersion

WEEK = timedelta(days=7)
LINES = 8
EDITED = {
    (Subject.CARD, What.ADD): say("yeni səlahiyyət kartı"),
    (Subject.CARD, What.CHANGE): say("səlahiyyət kartı dəyişib"),
    (Subject.CARD, What.RETIRE): say("səlahiyyət kartı istifadədən çıxarılıb"),
    (Subject.CARD, What.RESTORE): say("səlahiyyət kartı istifadəyə qaytarılıb"),
    (Subject.UNIT, What.ADD): say("yeni struktur bölmə"),
    (Subject.UNIT, What.CHANGE): say("struktur bölmə dəyişib"),
    (Subject.UNIT, What.RETIRE): say("struktur bölmə istifadədən çıxarılıb"),
    (Subject.UNIT, What.RESTORE): say("struktur bölmə istifadəyə qaytarılıb"),
}


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
        *_of_cards(session, since),
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


def _of_cards(session: Session, since: datetime) -> list[Change]:
    """Return the last change of each card and unit: what it is now counts, not how often it was changed."""
    last = {
        (one.subject, one.competence_id if one.subject is Subject.CARD else one.unit_id): one
        for one in editing.published_since(session, since)
    }
    return [_of_change(one, since) for one in last.values()]


def _of_change(one: KnowledgeChange, since: datetime) -> Change:
    what, at = EDITED[one.subject, one.what], one.published_at or since
    if one.competence is not None:
        return Change(at, what, title_of(one), "knowledge.card", {"code": one.competence.code})
    values = {"code": one.unit.code} if one.unit else {}
    return Change(at, what, title_of(one), "knowledge.unit" if one.unit else "knowledge.units", values)


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
