"""Raising and settling flags: what every act that finds an article doubtful writes."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from knowledge_base.articles import queries
from knowledge_base.articles.models import Article, ArticleFlag
from knowledge_base.articles.vocabulary import FlagReason

NOTE_LIMIT = 4000


def raise_flag(
    session: Session, article: Article, reason: FlagReason, note: str, *, by: User | None, now: datetime
) -> ArticleFlag:
    """Raise a flag, or add the note to the one that is open for the same reason."""
    for flag in article.open_flags:
        if flag.reason is reason:
            if note and note not in flag.note:
                flag.note = f"{flag.note}\n{note}".strip()[:NOTE_LIMIT]
            return flag
    flag = ArticleFlag(reason=reason, note=note, raised_at=now, raised_by_id=by.id if by else None)
    article.flags.append(flag)
    session.flush()
    return flag


def settle(flag_or_flags: Iterable[ArticleFlag], *, by: User | None, now: datetime) -> None:
    """Settle flags; those settled earlier stay as they were."""
    for flag in flag_or_flags:
        if flag.resolved_at is None:
            flag.resolved_at, flag.resolved_by_id = now, by.id if by else None


def flag_for_change(
    session: Session, keys: Sequence[str], statute_code: str, *, now: datetime
) -> list[ArticleFlag]:
    """Flag the articles that rest on clauses which a new wording of the statute changed or took out."""
    return [
        raise_flag(
            session,
            version.article,
            FlagReason.ACT_CHANGED,
            ", ".join(key for key in version.clause_keys if key in keys) or statute_code,
            by=None,
            now=now,
        )
        for version in queries.resting_on(session, keys)
    ]
