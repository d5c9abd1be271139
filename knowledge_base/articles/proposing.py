"""Act: an answer that was given becomes the draft of an article, without whose it was."""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.clock import baku_date
from knowledge_base.articles import queries
from knowledge_base.articles.models import Article, ArticleText, ArticleVersion
from knowledge_base.articles.vocabulary import Certainty, Topic, VersionState
from knowledge_base.language.masking import mask

TITLE_LIMIT = 120


def propose_from_answer(
    session: Session,
    appeal_number: str,
    *,
    question: str,
    answer: str,
    clause_keys: tuple[str, ...],
    by: User,
    now: datetime,
) -> tuple[Article, bool]:
    """Make the draft and return it with True, or the one that was proposed from this appeal before with False.

    Telephone numbers, e-mail addresses and codes are masked, because editors see no appeals. Where the words were
    taken away while few might know of the appeal, they are proposed anew as the next version.
    """
    known = queries.proposed_from(session, appeal_number, to_change=True)
    if known is not None and known.shown.title:
        return known, False

    version = _first_version(question, answer, clause_keys, by=by, now=now)
    if known is not None:
        version.number = known.newest.number + 1
        known.versions.append(version)
        session.flush()
        return known, True
    article = Article(
        code=f"article-{queries.next_number(session)}",
        topic=Topic.OTHER,
        made_at=now,
        appeal_number=appeal_number,
        versions=[version],
    )
    session.add(article)
    session.flush()
    return article, True


def _first_version(
    question: str, answer: str, clause_keys: tuple[str, ...], *, by: User, now: datetime
) -> ArticleVersion:
    asked = " ".join(mask(question).split())
    # The texts stay in Azerbaijani's place whatever their language: every version has that one, and an editor sorts them.
    text = ArticleText(
        language="az",
        title=asked[:TITLE_LIMIT],
        questions=[asked],
        answer=mask(answer),
        details="",
        steps=[],
    )
    return ArticleVersion(
        number=1,
        state=VersionState.DRAFT,
        valid_from=baku_date(now),
        certainty=Certainty.TO_CONFIRM,
        shipped=False,
        author_id=by.id,
        written_at=now,
        clause_keys=list(clause_keys),
        texts=[text],
    )
