"""Acts of the second person: publish, send back, withdraw; and of any reader: say that an article is wrong."""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.core.wording import say
from knowledge_base import queries as knowledge_base
from knowledge_base.articles import flags, queries
from knowledge_base.articles.models import Article, ArticleFlag, ArticleVersion
from knowledge_base.articles.succeeding import put_in_place
from knowledge_base.articles.validity import after
from knowledge_base.articles.vocabulary import FlagReason, Step, VersionState


def publish(session: Session, code: str, *, by: User, now: datetime) -> ArticleVersion:
    """Publish the version under review in place of the one before; never the reviewer's own text.

    One whose first day is to come is approved: until then operators read the one before, and it stays in review.
    The flags that were up when it was written are settled by what takes its place.
    """
    article, version = _under_review(session, code)
    if version.author_id == by.id:
        raise NotAllowed(
            "own-text", say("Öz yazdığınız məqaləni dərc edə bilməzsiniz: onu başqa redaktor yoxlamalıdır.")
        )
    if article.approved is not None:
        raise Refused("approved", say("Bu redaksiya artıq təsdiqlənib: ilk günündən oxunacaq."))

    version.reviewer_id, version.reviewed_at, version.published_at = by.id, now, now
    if article.published is None or version.valid_from <= baku_date(now):
        put_in_place(session, version, by=by, now=now)
    knowledge_base.note_change(session)
    session.flush()
    return version


def send_back(session: Session, code: str, *, note: str, by: User, now: datetime) -> ArticleVersion:
    """Give the version back to its author, saying what to change."""
    _, version = _under_review(session, code)
    if not note:
        raise InvalidInput({"note": say("Nəyin düzəldilməli olduğunu yazın.")})

    if version.published_at is not None:
        version.published_at = None
        knowledge_base.note_change(session)
    version.state, version.review_note = VersionState.RETURNED, note
    if version.author_id != by.id:
        version.reviewer_id, version.reviewed_at = by.id, now
    session.flush()
    return version


def withdraw(session: Session, code: str, *, reason: str, by: User, now: datetime) -> ArticleVersion:
    """Take the published version from the operators, with the reason. Nothing is removed."""
    article = queries.article_coded(session, code, to_change=True)
    version = article.published
    if version is None:
        raise Refused("not-published", say("Məqalə dərc edilməyib."))
    if not reason:
        raise InvalidInput({"reason": say("Məqalənin niyə dərcdən çıxarıldığını yazın.")})

    version.state, version.withdrawal = VersionState.WITHDRAWN, reason
    version.withdrawn_at, version.withdrawn_by_id = now, by.id
    flags.settle(article.open_flags, by=by, now=now)
    knowledge_base.note_change(session)
    session.flush()
    return version


def report_mistake(session: Session, code: str, *, note: str, by: User, now: datetime) -> ArticleFlag:
    """Tell the editors that an article is wrong or out of date."""
    article = queries.article_coded(session, code, to_change=True)
    if not note:
        raise InvalidInput({"note": say("Nəyin səhv olduğunu qısa yazın.")})

    return flags.raise_flag(session, article, FlagReason.REPORTED, note, by=by, now=now)


def settle_flag(session: Session, code: str, flag_id: int, *, by: User, now: datetime) -> ArticleFlag:
    """Settle a flag: the article was looked at and stands. Settling again changes nothing."""
    article = queries.article_coded(session, code, to_change=True)
    found = next((flag for flag in article.flags if flag.id == flag_id), None)
    if found is None:
        raise NotFound("unknown-flag", say("Belə qeyd yoxdur."))

    flags.settle([found], by=by, now=now)
    session.flush()
    return found


def _under_review(session: Session, code: str) -> tuple[Article, ArticleVersion]:
    article = queries.article_coded(session, code, to_change=True)
    version = article.in_review
    if version is None or after(version.state, Step.PUBLISH) is None:
        raise Refused("not-in-review", say("Yoxlamada olan redaksiya yoxdur."))
    return article, version
