"""Reading how articles serve: how often an answer was taken from one, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import secrecy
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.vocabulary import Action
from callcenter.directory.actors import Actor
from knowledge_base.articles.models import ArticleVersion


@dataclass(frozen=True)
class Use:
    """How often answers were taken from an article, when last, and how many of those appeals were reopened."""

    used: int = 0
    last_at: datetime | None = None
    reopened: int = 0


def use_of_articles(session: Session, reader: Actor) -> dict[int, Use]:
    """Return the use of each article that was used, by the article's id.

    Counts only, and nothing of any appeal that complains of the reader.
    """
    later = aliased(AppealEvent)
    reopened = (
        select(later.id)
        .where(
            later.appeal_id == AppealEvent.appeal_id,
            later.id > AppealEvent.id,
            later.action == Action.REOPEN,
        )
        .exists()
    )
    rows = session.execute(
        select(
            ArticleVersion.article_id,
            func.count(AppealEvent.id),
            func.max(AppealEvent.at),
            func.count(AppealEvent.id).filter(reopened),
        )
        .join(ArticleVersion, ArticleVersion.id == AppealEvent.article_version_id)
        .join(Appeal, Appeal.id == AppealEvent.appeal_id)
        .where(secrecy.not_against(reader))
        .group_by(ArticleVersion.article_id)
    ).all()
    return {article: Use(used, last, again) for article, used, last, again in rows}


def answer_told(appeal: Appeal) -> str:
    """Return the answer that reached the applicant: the delivered one, else what was said on the line, else nothing."""
    delivered = [answer.text for answer in appeal.answers if answer.delivered_at]
    on_line = [
        event.reason for event in appeal.events if event.action is Action.ANSWER_ON_LINE and event.reason
    ]
    return (delivered or on_line or [""])[-1]


def may_propose(actor: Actor, appeal: Appeal) -> bool:
    """Say whether the reader may propose the appeal's answer as an article: never that of one that others may not know."""
    return (
        actor.may(Permission.PROPOSE_ARTICLE)
        and not appeal.guarded
        and appeal.answered_at is not None
        and bool(answer_told(appeal))
    )
