"""Acts: take away what was written from an appeal's answer, because few may know of that appeal now.

The words are erased, as those of a learnt example are. What editors read as the reason is the same for every such
source: they must not learn what became of the appeal.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.wording import say
from knowledge_base.articles import flags, queries, reviewing
from knowledge_base.articles.models import Article, ArticleVersion
from knowledge_base.articles.validity import after
from knowledge_base.articles.vocabulary import Step

REASON = say("Mənbəyi artıq dərc üçün əsas ola bilməz.")


def take_away(session: Session, appeal_number: str, *, now: datetime) -> list[ArticleVersion]:
    """Withdraw and erase what of the appeal's article is not published, and return it; [] when there is no such article.

    What is published stays as it is: whether it does is decided by a person.
    """
    article = queries.proposed_from(session, appeal_number, to_change=True)
    if article is None:
        return []
    unpublished = [one for one in article.versions if after(one.state, Step.TAKE_AWAY) is not None]

    for version in unpublished:
        version.state = after(version.state, Step.TAKE_AWAY) or version.state
        version.withdrawal, version.withdrawn_at = str(REASON), now
    _erase(unpublished)
    if article.published is None:
        flags.settle(article.open_flags, by=None, now=now)
    session.flush()
    return unpublished


def take_out(session: Session, code: str, *, by: User, now: datetime) -> Article:
    """Withdraw the published version, whose source few may know of now, and erase every wording of the article."""
    version = reviewing.withdraw(session, code, reason=str(REASON), by=by, now=now)

    _erase(version.article.versions)
    session.flush()
    return version.article


def let_stand(session: Session, code: str) -> Article:
    """Leave the article as it is: it tells nothing of the appeal, and no longer says from which one it was written."""
    article = queries.article_coded(session, code, to_change=True)

    article.appeal_number = None
    session.flush()
    return article


def _erase(versions: Iterable[ArticleVersion]) -> None:
    for version in versions:
        version.review_note = None
        for text in version.texts:
            text.title = text.answer = text.details = ""
            text.questions, text.steps = [], []
